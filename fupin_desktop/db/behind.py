"""Who stands behind each figure of a report: the same conditions that are counted, as lists.

Each statement gives rows of (household, what is counted, how much of it): a household, a person, a measure …; what is
counted is counted once. Money is in 分. ``:of`` is the code asked for, ``:village`` NULL for all villages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fupin_desktop.db import figures, judging
from fupin_desktop.db.reporting import (
    CAME,
    ENDED,
    FUNDS,
    JOINED,
    LEFT,
    LIFTED,
    MEASURE,
    MEASURES,
    MERGED,
    MOVED_IN,
    NO_POWER,
    NO_WATER,
    PAIRED,
    PARTED,
    PLANS,
    POOR,
    TURNED_LIFTED,
    TURNED_RETURNED,
    WITHOUT_PLAN,
    days,
    here,
)
from fupin_desktop.domain.assessment import TWO_AND_THREE
from fupin_desktop.domain.codes import SCHOOL_LEVELS
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.period import Span
from fupin_desktop.domain.plan import FUND_WORDS
from fupin_desktop.domain.traces import Name

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

_PERSON = "JOIN person p ON p.household_id = {}.id AND {}"
_NEWEST = (
    "JOIN person_year q ON q.person_id = p.id "
    "AND q.year = (SELECT max(z.year) FROM person_year z WHERE z.person_id = p.id AND z.year <= :year)"
)
_OF_F = "(:village IS NULL OR f.village = :village)"
_OF_H = "(:village IS NULL OR h.village = :village)"
_IN_VILLAGE = "(:village IS NULL OR {} IN (SELECT id FROM household WHERE village = :village))"
_AT_RISK = "(m.removed_on IS NULL OR m.removed_on > :end)"
_MONITORED = "EXISTS (SELECT 1 FROM monitoring m WHERE m.household_id = f.id AND m.identified_on <= :end{})"
_TARGETED = (
    "EXISTS (SELECT 1 FROM plan g WHERE g.household_id = f.id AND g.year = :year AND g.target_year = :year)"
)
_REACHED = 'EXISTS (SELECT 1 FROM stage g WHERE g.renovation_id = f.renovation_id AND g."on" <= :end AND g.kind IN ({}))'

STANDING: Mapping[str, str] = {
    "all": "1",
    "poor": f"f.status IN {POOR}",
    "lifted": f"f.status IN {LIFTED}",
    "stable": "f.status = 'stable'",
    "returned": "f.status = 'returned'",
    "monitored": _MONITORED.format(""),
    "at_risk": _MONITORED.format(f" AND {_AT_RISK}"),
    "targeted": _TARGETED,
    "target_met": f"{_TARGETED} AND f.status IN {LIFTED}",
    "below_line": f"{figures.INCOME} < :line",
}
"""Households ``f`` on the register with their newest survey ``y``, which figures count as 户 and 人."""
_F = "f_now f LEFT JOIN household_year y ON y.id = f.year_id"


def _from(first: StageKind) -> str:
    order = list(StageKind)
    return _REACHED.format(", ".join(f"'{each}'" for each in order[order.index(first) :]))


HOMES: Mapping[str, str] = {
    "income_unknown": f"{figures.INCOME} IS NULL",
    "unsafe_houses": "f.renovation_id IS NOT NULL OR y.unsafe",
    "houses_started": _from(StageKind.STARTED),
    "houses_finished": _from(StageKind.FINISHED),
    "houses_moved_in": _REACHED.format("'moved_in'"),
    "plans.without": WITHOUT_PLAN,
    "paired": PAIRED,
    "unpaired": f"NOT {PAIRED}",
}
"""Households ``f`` that figures count as 户 alone."""


def _homes(condition: str) -> str:
    return f"SELECT f.id, f.id, 1 FROM {_F} WHERE ({condition}) AND {_OF_F}"


def _people(condition: str) -> str:
    return (
        f"SELECT f.id, p.id, 1 FROM {_F} {_PERSON.format('f', here(':end'))} WHERE ({condition}) AND {_OF_F}"
    )


def _members(condition: str, what: str = "p.id") -> str:
    """Members by their newest survey."""
    return f"SELECT f.id, {what}, 1 FROM f_now f {_PERSON.format('f', here(':end'))} {_NEWEST} WHERE {condition} AND {_OF_F}"


def _moved(condition: str, day: str) -> dict[str, str]:
    where = f"WHERE {condition} AND {_OF_H}"
    return {
        "households": f"SELECT h.id, h.id, 1 FROM household h {where}",
        "people": f"SELECT h.id, p.id, 1 FROM household h {_PERSON.format('h', here(day))} {where}",
    }


def _came(condition: str) -> str:
    return f"SELECT h.id, p.id, 1 FROM person p JOIN household h ON h.id = p.household_id WHERE {condition} AND {_OF_H}"


def _of(table: str, columns: str, condition: str, household: str) -> str:
    return f"SELECT {household}, {columns} FROM {table} WHERE {condition} AND {_IN_VILLAGE.format(household)}"


def _measures() -> dict[str, str]:
    found = {}
    for by, column in (("", ""), ("_by_kind", "kind"), ("_by_batch", "batch")):
        of = f" AND coalesce(m.{column}, '') = :of" if column else ""
        for name, condition in MEASURE.items():
            found[f"measures.{name}{by}"] = _of(MEASURES, "m.id, 1", condition + of, "m.household_id")
        found[f"measures.households{by}"] = _of(MEASURES, "m.household_id, 1", "1" + of, "m.household_id")
        found[f"measures.money{by}"] = _of(FUNDS, "f.id, f.amount", "1" + of, "f.household_id")
    return found


_MEMBER_SAYS = (
    "EXISTS (SELECT 1 FROM person p JOIN person_year q ON q.person_id = p.id AND q.year = (SELECT max(z.year) FROM "
    f"person_year z WHERE z.person_id = p.id AND z.year <= :year) WHERE p.household_id = f.id AND {here(':end')} AND {{}})"
)
_ABLE, _ALLOWED = (
    _MEMBER_SAYS.format("q.skill IN ('ordinary', 'skilled', 'weak')"),
    _MEMBER_SAYS.format("q.allowance"),
)
FORM_STANDING: Mapping[str, str] = {
    "form_able_allowance": f"{_ABLE} AND {_ALLOWED}",
    "form_able_low": f"{_ABLE} AND NOT {_ALLOWED}",
    "form_unable_allowance": f"NOT {_ABLE} AND {_ALLOWED}",
    "form_unable_low": f"NOT {_ABLE} AND NOT {_ALLOWED}",
}
"""Households as the upper level's monthly table sorts them: somebody able to work or nobody, an allowance or none."""
_CROPS, _LIVESTOCK = "种|果|菜|粮|薯|棉|花卉|茶|菌", "养|畜|禽|牛|羊|猪|鸡|鸭|鹅|马|驴|蜂|鱼"
_USED = MEASURE["done"]


def _content(words: str) -> str:
    """Measures of industry whose content speaks of one of these words."""
    said = " OR ".join(f"m.content LIKE '%{word}%'" for word in words.split("|"))
    return f"m.kind = 'industry' AND ({said})"


def _used_by() -> str:
    cases = "".join(
        f" WHEN {' OR '.join(f'f.source LIKE {chr(39)}%{word}%{chr(39)}' for word in words)} THEN '{kind.value}'"
        for kind, words in FUND_WORDS.items()
    )
    return f"CASE{cases} ELSE '' END"


def _levels() -> str:
    cases = "".join(
        f" WHEN q.school IN ({', '.join(f'{chr(39)}{each.value}{chr(39)}' for each in schools)}) THEN '{level.value}'"
        for level, schools in SCHOOL_LEVELS.items()
    )
    return f"CASE{cases} ELSE '' END"


_STAGE = "stage g JOIN renovation r ON r.id = g.renovation_id"
_IN_SPAN = '{0}."on" > :start AND {0}."on" <= :end'

LISTS: Mapping[str, str] = {
    **{f"{name}.households": _homes(condition) for name, condition in STANDING.items()},
    **{f"{name}.people": _people(condition) for name, condition in STANDING.items()},
    **{name: _homes(condition) for name, condition in HOMES.items()},
    **{
        f"{name}.{part}": said
        for name, condition, day in (
            ("joined", JOINED, ":end"), ("ended", ENDED, ":start"), ("parted", PARTED, ":end"),
            ("merged", MERGED, ":start"), ("turned_lifted", TURNED_LIFTED, ":end"),
            ("turned_returned", TURNED_RETURNED, ":end"),
        )
        for part, said in _moved(condition, day).items()
    },
    **_measures(),
    "allowance.households": _members("q.allowance", "f.id"),
    "allowance.people": _members("q.allowance"),
    "pupils": _members("q.school IS NOT NULL AND q.school NOT IN ('not', 'before')"),
    **{
        name: f"SELECT h.id, p.id, 1 FROM {judging.MEMBERS} WHERE p.id IS NOT NULL AND ({condition}) AND {_OF_H}"
        for name, condition in judging.FOLK.items()
    },
    "unmet.poor": f"SELECT id, id, 1 FROM r_judged h WHERE {{of}} = 'unmet' AND status IN {POOR} AND {_OF_H}",
    "unmet.lifted": f"SELECT id, id, 1 FROM r_judged h WHERE {{of}} = 'unmet' AND status IN {LIFTED} AND {_OF_H}",
    "unverified": f"SELECT id, id, 1 FROM r_judged h WHERE ({judging.UNVERIFIED}) AND {_OF_H}",
    "villages.here": f"SELECT f.id, f.village, 1 FROM f_now f WHERE {_OF_F}",
    "villages.key": f"SELECT f.id, f.village, 1 FROM f_now f JOIN village v ON v.name = f.village AND v.key_village WHERE {_OF_F}",
    "population": "SELECT NULL, v.id, v.population FROM village v WHERE :village IS NULL OR v.name = :village",
    "came": _came(CAME),
    "came_by": _came(f"{CAME} AND coalesce(p.join_reason, '') = :of"),
    "left": _came(LEFT),
    "left_by": _came(f"{LEFT} AND coalesce(p.leave_reason, '') = :of"),
    "monitored_now": _of("monitoring m", "m.household_id, 1", "m.identified_on > :start AND m.identified_on <= :end", "m.household_id"),
    "removed_now": _of("monitoring m", "m.household_id, 1", "m.removed_on > :start AND m.removed_on <= :end", "m.household_id"),
    "stages_now": _of(_STAGE, "r.id, 1", f"r.plan_year = :year AND g.kind = :of AND {_IN_SPAN.format('g')}", "r.household_id"),
    "no_water": _of("renovation r", "r.id, 1", f"{MOVED_IN} AND {NO_WATER}", "r.household_id"),
    "no_power": _of("renovation r", "r.id, 1", f"{MOVED_IN} AND {NO_POWER}", "r.household_id"),
    "subsidy_planned": _of("renovation r", "r.id, r.planned_subsidy", "r.plan_year = :year", "r.household_id"),
    "subsidy_paid": _of(
        "subsidy s JOIN renovation r ON r.id = s.renovation_id", "s.id, s.amount",
        "r.plan_year = :year AND s.paid_on <= :end", "r.household_id",
    ),
    "plans.households": _of("plan g", "g.household_id, 1", PLANS, "g.household_id"),
    "plans.confirmed": _of("plan g", "g.household_id, 1", f"{PLANS} AND g.confirmed_on <= :end", "g.household_id"),
    "funds": _of(FUNDS, "f.id, f.amount", "1", "f.household_id"),
    "funds_by": _of(FUNDS, "f.id, f.amount", "f.source = :of", "f.household_id"),
    "entries": _of("progress g", "g.id, 1", _IN_SPAN.format("g"), "g.household_id"),
    "entries.households": _of("progress g", "g.household_id, 1", _IN_SPAN.format("g"), "g.household_id"),
    "cadres": (
        "SELECT f.id, g.cadre_id, 1 FROM f_now f JOIN pairing g ON g.household_id = f.id AND g.since <= :end "
        f"AND (g.until IS NULL OR g.until > :end) WHERE {_OF_F}"
    ),
    **{f"{name}.households": _homes(condition) for name, condition in FORM_STANDING.items()},
    **{f"{name}.people": _people(condition) for name, condition in FORM_STANDING.items()},
    "form_died": (
        "SELECT h.id, h.id, 1 FROM person p JOIN household h ON h.id = p.household_id WHERE p.leave_reason = 'death' "
        f"AND p.left_on > :start AND p.left_on <= :end AND {_OF_H}"
    ),
    "form_crops": _of(MEASURES, "m.household_id, 1", _content(_CROPS), "m.household_id"),
    "form_livestock": _of(MEASURES, "m.household_id, 1", _content(_LIVESTOCK), "m.household_id"),
    "form_founding": _members("q.channel LIKE '%创业%'"),
    "form_pupils": _members(f"{_levels()} = :of"),
    "form_used": _of(FUNDS, "f.id, f.amount", _USED, "f.household_id"),
    "form_used_by": _of(FUNDS, "f.id, f.amount", f"{_USED} AND {_used_by()} = :of", "f.household_id"),
    "form_used_unsorted": _of(FUNDS, "f.id, f.amount", f"{_USED} AND {_used_by()} = ''", "f.household_id"),
    "posted": "SELECT NULL, id, 1 FROM printed WHERE kind LIKE 'notice:%' AND posted_on > :start AND posted_on <= :end",
}  # fmt: skip
"""The list behind each figure of ``domain.traces.FIGURES``, by its name."""
_MONEY = frozenset(
    {"funds", "funds_by", "subsidy_planned", "subsidy_paid", "measures.money", "measures.money_by_kind",
     "measures.money_by_batch", "form_used", "form_used_by", "form_used_unsorted"}
)  # fmt: skip
_JUDGED = frozenset({*judging.FOLK, "unmet.poor", "unmet.lifted", "unverified"})
_ITEMS = frozenset(item.value for item in TWO_AND_THREE)


@dataclass(frozen=True, slots=True)
class Listed:
    """The households behind one figure, in the order of villages, and how much they come to (money in yuan)."""

    households: tuple[int, ...]
    count: int | Decimal


class Lists:
    """The lists of one moment; tables made for a span are kept for the next figure of the same."""

    def __init__(self, unit: Unit, spans: Mapping[str, Span], lines: Mapping[int, Decimal | None]) -> None:
        self._unit, self._spans, self._lines = unit, spans, lines
        self._prepared: date | None = None
        self._judged: date | None = None

    def of(self, name: Name) -> Listed:
        """Who stands behind a figure."""
        span = self._spans[name.when]
        self._prepare(span, judged=name.name in _JUDGED)
        line = self._lines.get(span.until.year)
        said = LISTS[name.name].replace("{of}", name.of if name.of in _ITEMS else "NULL")
        values = {
            **days(span),
            "of": name.of,
            "village": name.village or None,
            "line": None if line is None else int(line * 100),
        }
        counted: dict[object, int] = {}
        homes: dict[int, None] = {}
        for household, what, amount in self._unit.connection.exec_driver_sql(said, values):
            counted[what] = amount or 0
            if household is not None:
                homes[household] = None
        total = sum(counted.values())
        return Listed(tuple(homes), Decimal(total).scaleb(-2) if name.name in _MONEY else total)

    def _prepare(self, span: Span, *, judged: bool) -> None:
        if self._prepared != span.until:
            figures.prepare(self._unit.connection, span.until, None)
            self._prepared, self._judged = span.until, None
        if judged and self._judged != span.until:
            judging.prepare(self._unit, span)
            self._judged = span.until
