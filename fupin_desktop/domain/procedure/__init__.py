"""程序: roads as data, a household's passage through one, and what may be done next."""

from fupin_desktop.domain.procedure.asks import (
    Ask,
    Case,
    Hindrance,
    facts_of,
    fields_of,
    filled,
    read_facts,
    shown,
)
from fupin_desktop.domain.procedure.course import Course, course, live, next_window
from fupin_desktop.domain.procedure.numbers import NUMBERS, Days, Number, Numbers
from fupin_desktop.domain.procedure.records import (
    Meeting,
    Passage,
    ProcedureNumber,
    Quota,
    Result,
    RoadKind,
    Step,
    Window,
)
from fupin_desktop.domain.procedure.road import Road, StepKind, Term
from fupin_desktop.domain.procedure.roads import ROADS, housing_road

__all__ = [
    "NUMBERS", "ROADS", "Ask", "Case", "Course", "Days", "Hindrance", "Meeting", "Number", "Numbers", "Passage",
    "ProcedureNumber", "Quota", "Result", "Road", "RoadKind", "Step", "StepKind", "Term", "Window", "course", "facts_of",
    "fields_of", "filled", "housing_road", "live", "next_window", "read_facts", "shown",
]  # fmt: skip
