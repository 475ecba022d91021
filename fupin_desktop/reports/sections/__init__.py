"""The parts that monthly and quarterly reports share, each made from the facts of its period."""

from fupin_desktop.reports.sections.body import whole
from fupin_desktop.reports.sections.changes import change, indicators, then

__all__ = ["change", "indicators", "then", "whole"]
