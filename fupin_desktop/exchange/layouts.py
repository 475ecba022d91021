"""The headings that national exports carry, what each of them means, and which layout a set of them is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from fupin_desktop.domain.fields import Field, Record, day, record, text
from fupin_desktop.domain.household import (
    Household,
    HouseholdYear,
    Monitoring,
    Person,
    PersonYear,
    Standing,
)
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.village import Village
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.known_layouts import CODED, CODES, LAYOUTS, Layout

__all__ = ["LAYOUTS", "OURS", "RECORDS", "UNKNOWN", "Layout", "field_of", "fields", "layout_named", "list_of",
           "needs", "recognise", "recognised", "vocabulary"]  # fmt: skip

RECORDS: Mapping[str, type[Record]] = {
    "household": Household,
    "person": Person,
    "household_year": HouseholdYear,
    "person_year": PersonYear,
    "standing": Standing,
    "monitoring": Monitoring,
}
"""The tables that one export fills, under the names they have everywhere."""

_LEFT_OUT = {
    "household.imported_on", "household.extra", "person.imported_on", "person.extra",
    "household_year.year", "person_year.year", "household_year.closed", "household_year.unverified",
}  # fmt: skip


@record("表")
class _Sheet(Record):
    """Columns that say something of the row or the file, not of a household."""

    serial: str = text("序号", default="", headings=("行号",))
    day: date | None = day("数据日期", default=None)
    head_id: str = text(
        "户主证件号码", default="", headings=("户主身份证号", "户主身份证号码", "户主公民身份号码")
    )


@cache
def fields() -> Mapping[str, Field]:
    """Every column that can be read, by key (``person.name``)."""
    found = {
        f"{table}.{name}": field
        for table, kind in RECORDS.items()
        for name, field in kind.fields.items()
        if f"{table}.{name}" not in _LEFT_OUT
    }
    found |= {f"village.{name}": Village.fields[name] for name in ("county", "township")}
    found |= {f"sheet.{name}": field for name, field in _Sheet.fields.items()}
    return found


MORE: Mapping[str, str] = {
    "致贫/返贫风险2": "monitoring.risks#2",
    "致贫/返贫风险3": "monitoring.risks#3",
    "致贫/返贫风险4": "monitoring.risks#4",
    "致贫/返贫风险5": "monitoring.risks#5",
    "致贫原因3": "household.other_causes#2",
    "门牌": "household.address",
    "门牌号": "household.address",
    "湾组": "household.group",
    **{kind.label: f"monitoring.measures#{kind}" for kind in MeasureKind},
}
"""Further columns of fields that hold several codes, and names that only some layouts have."""

MEASURES, MEASURE_WORDS = "monitoring.measures", "monitoring.measure_words"
HEAD_ID = "sheet.head_id"


@cache
def vocabulary() -> Mapping[str, str]:
    """Heading → key. Labels go before aliases, and national fields before the office's own."""
    known: dict[str, str] = {}
    every = sorted(fields().items(), key=lambda item: not item[1].national)
    for key, field in every:
        known.setdefault(normal(field.label), key)
    for key, field in every:
        for heading in field.headings:
            known.setdefault(normal(heading), key)
    known |= {normal(heading): key for heading, key in MORE.items()}
    coded = {code: known[normal(heading)] for code, heading in CODES.items()}
    return known | coded | {code.lower(): key for code, key in coded.items()}


def field_of(key: str) -> Field:
    """The field behind a key, also of a further column (``monitoring.risks#2``)."""
    return fields()[key.partition("#")[0]]


def needs(keys: set[str]) -> bool:
    """Is this a list of people or households: somebody's name, and a number or a place to know them by?"""
    named = keys & {"person.name", "household.head"}
    numbered = keys & {"person.id_number", "household.number", "person.number", HEAD_ID}
    placed = "household.village" in keys and keys & {"person.relation", "household.head"}
    return bool(named and (numbered or placed))


OURS = "本办全字段"
UNKNOWN = "未识别的版式（按列名读取）"
ENOUGH = 0.6
"""A layout is known by so many of its headings, wherever they stand."""


def layout_named(name: str) -> Layout | None:
    """The layout that a word means: H1, or its whole name."""
    wanted = normal(name).upper()
    return next((each for each in LAYOUTS if wanted in (each.key, normal(each.said).upper())), None)


def recognise(headings: Iterable[str]) -> str:
    """Say which layout these headings are, by the set of them."""
    every = list(headings)
    here = spellings(every)
    if {normal("增加原因"), normal("起始日期")} <= here:
        return OURS
    coded = sum(1 for each in here if each.upper() in CODES)
    if coded >= max(4, len(every) / 2):
        return CODED
    found = recognised(every)
    return found.said if found else UNKNOWN


def list_of(headings: Iterable[str]) -> str:
    """Which list these headings are of: people, households, income, work, housing, helpers, villages, relocation."""
    found = recognised(headings)
    return found.list if found else "people"


def spellings(headings: Iterable[str]) -> set[str]:
    """Headings as they are compared: whole, and their last level alone."""
    every = list(headings)
    return {normal(each) for each in every} | {normal(each.rpartition("/")[2]) for each in every}


def recognised(headings: Iterable[str]) -> Layout | None:
    """The layout of which enough headings are here, in any order, with others among them; the nearest of several."""
    every = list(headings)
    here = spellings(every)
    best, near = None, 0.0
    for layout in LAYOUTS:
        score = _nearness(layout, here, len(every))
        if score > near:
            best, near = layout, score
    return best


def nearness(layout: Layout | None, headings: Iterable[str]) -> float:
    """How much these headings are a layout: 0 when too few of its own are here, 1 when all are the same."""
    every = list(headings)
    return _nearness(layout, spellings(every), len(every)) if layout else 0.0


def _nearness(layout: Layout, here: set[str], count: int) -> float:
    wanted, own = _wanted()[layout.key]
    if layout.least:
        common = len(own & here)
        return common / len(own) if common >= layout.least else 0.0
    common = len(wanted & here)
    return common / (len(wanted) + count - common) if common >= ENOUGH * len(wanted) else 0.0


@cache
def _wanted() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """By layout its headings, and those that no other layout has."""
    every = {layout.key: frozenset(normal(each) for each in layout.headings) for layout in LAYOUTS}
    return {
        key: (wanted, wanted.difference(*(more for other, more in every.items() if other != key)))
        for key, wanted in every.items()
    }
