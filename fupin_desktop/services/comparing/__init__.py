"""两期对比: two exports, or an export and the office, held against each other household by household, field by field."""

from fupin_desktop.services.comparing.outcome import Change, Compared, Home, Mover, VillageCount
from fupin_desktop.services.comparing.service import OFFICE, TwoPeriods

__all__ = ["OFFICE", "Change", "Compared", "Home", "Mover", "TwoPeriods", "VillageCount"]
