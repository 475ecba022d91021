"""Reports that write themselves: each kind in a module of its own, registered in ``kinds``."""

from fupin_desktop.services.paper.kinds import FORMATS
from fupin_desktop.services.reporting.kinds import KINDS, ReportKind, report_kind
from fupin_desktop.services.reporting.lists import Behind
from fupin_desktop.services.reporting.service import Reporting, ReportResult
from fupin_desktop.services.reporting.source import AskedReport, ReportSource

__all__ = [
    "FORMATS",
    "KINDS",
    "AskedReport",
    "Behind",
    "ReportKind",
    "ReportResult",
    "ReportSource",
    "Reporting",
    "report_kind",
]
