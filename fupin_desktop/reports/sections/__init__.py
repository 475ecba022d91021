"""The parts that monthly and quarterly reports share, each made from the facts of its period."""

from fupin_desktop.reports.sections.basics import basics
from fupin_desktop.reports.sections.changes import change, indicators, movement_words, table_notes, value
from fupin_desktop.reports.sections.closing import ahead, wanting
from fupin_desktop.reports.sections.frame import paper
from fupin_desktop.reports.sections.work import housing, plans, support

__all__ = [
    "ahead",
    "basics",
    "change",
    "housing",
    "indicators",
    "movement_words",
    "paper",
    "plans",
    "support",
    "table_notes",
    "value",
    "wanting",
]
