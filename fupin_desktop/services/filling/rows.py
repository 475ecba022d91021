"""The rows that a form is filled with: villages with their figures, households, or people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.db import exporting as stored
from fupin_desktop.db.behind import Lists
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import Skill
from fupin_desktop.domain.filling import FIGURE, FilledRow, RowKind, Slot
from fupin_desktop.domain.period import Period
from fupin_desktop.domain.plain import from_plain
from fupin_desktop.domain.traces import Name, read
from fupin_desktop.domain.values import Cell
from fupin_desktop.domain.village import Village, VillageYear
from fupin_desktop.exchange import layouts
from fupin_desktop.exchange.headings import factor

_ABLE = {Skill.ORDINARY.value, Skill.SKILLED.value, Skill.WEAK.value}
_LIFTED = ("lifted", "lifted_off", "stable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a form is filled for: the period (or only a day), the villages (none: all)."""

    day: date
    period: Period | None
    villages: Sequence[str]


def village_rows(unit: Unit, slots: Sequence[Slot], asked: Asked, lists: Lists) -> Iterator[FilledRow]:
    """One row a village. A figure without anything to count is 0, a fact that nobody keeps is left blank."""
    years = {(each.village, each.year): each for each in unit.village_years.all()}
    helpers = _helpers(unit, asked.day)
    for number, village in enumerate(_villages(unit, asked), 1):
        row = FilledRow(village.name)
        for slot in slots:
            if slot.key.startswith(FIGURE):
                row.cells[slot.column], row.traces[slot.column] = _figure(slot, village.name, lists)
            elif slot.key and (value := _fact(slot, village, asked.day.year, years, helpers, number)) not in (
                "",
                None,
            ):
                row.cells[slot.column] = value
        yield row


def _villages(unit: Unit, asked: Asked) -> list[Village]:
    every = unit.villages.all(order=("place",))
    return [each for each in every if not asked.villages or each.name in asked.villages]


def _figure(slot: Slot, village: str, lists: Lists) -> tuple[Cell, str]:
    expression = read(slot.key).at(village)
    found = expression.value(lambda name: _count(lists, name))
    value: Cell = Decimal(found) if isinstance(found, Decimal) else (found or 0)
    if isinstance(value, Decimal):
        value = value / 10_000 if "万元" in slot.heading else value
    return value, expression.key


def _count(lists: Lists, name: Name) -> int | Decimal:
    return lists.of(name).count


def _helpers(unit: Unit, day: date) -> Mapping[str, str]:
    """By village the unit whose cadres are paired with most households."""
    villages = {each.id: each.village for each in unit.households.all()}
    units = {each.id: each.unit for each in unit.cadres.all()}
    found: dict[str, Counter[str]] = {}
    for each in unit.pairings.all():
        if each.since <= day and (each.until is None or each.until > day):
            name = units.get(each.cadre_id, "")
            if name:
                found.setdefault(villages.get(each.household_id, ""), Counter())[name] += 1
    return {village: counts.most_common(1)[0][0] for village, counts in found.items()}


def _fact(
    slot: Slot, village: Village, year: int, years: Mapping[tuple[str, int], VillageYear], helpers: Mapping[str, str], number: int
) -> Cell | None:  # fmt: skip
    table, _, name = slot.key.partition(".")
    if table == "row":
        return number
    if table == "village_year":
        field, _, when = name.partition("~")
        kept = years.get((village.name, year - (1 if when == "ago" else 0)))
        value = getattr(kept, field) if kept is not None else None
        unit = VillageYear.fields[field].unit
        times = factor(slot.heading, unit) or Decimal(1)
        return value / times if isinstance(value, Decimal) else value
    if name == "helpers":
        return helpers.get(village.name, "")
    return str(getattr(village, name))


def people_rows(unit: Unit, slots: Sequence[Slot], asked: Asked, kind: RowKind) -> Iterator[FilledRow]:
    """One row a present member, or a household, of the registered ones; of relocated ones where the form asks of that."""
    keys = _wanted(slots, kind)
    asked_of_moves = any(each.key.startswith("relocation.") for each in slots)
    moves = {each.household_id: each for each in unit.relocations.all()} if asked_of_moves else {}
    day, year = asked.day.isoformat(), asked.day.year
    number = 0
    for village in asked.villages or [""]:
        of = village or None
        around = _Around(unit, day, year, of)
        if kind is RowKind.PERSON:
            rows = ((row[0], row[3:]) for row in stored.people(unit, keys, day, year, of, False))
        else:
            rows = ((row[0], row[1:]) for row in stored.households(unit, keys, day, year, of, False))
        for household, values in rows:
            if moves and household not in moves:
                continue
            number += 1
            one = dict(zip(keys, values, strict=True))
            row = FilledRow(
                str(one.get("person.name") or one.get("household.head") or ""), household=household
            )
            for slot in slots:
                value = _value(slot.key, one, around, household, moves, number)
                if value not in ("", None):
                    row.cells[slot.column] = value
            yield row


_BASE = {
    "person.is_head": ("person.relation",), "person_year.able": ("person_year.skill",), "standing.lifted": ("standing.status",),
    "person.any_phone": ("person.phone", "household.phone"), "village.county": ("village.county",),
    "village.township": ("village.township",),
}  # fmt: skip
_MADE = ("head.id_number", "household.people", "household.able", "row.number")


def _wanted(slots: Sequence[Slot], kind: RowKind) -> list[str]:
    keys: list[str] = ["household.head", *(["person.name"] if kind is RowKind.PERSON else [])]
    for slot in slots:
        if slot.key in _BASE:
            keys += _BASE[slot.key]
        elif slot.key and slot.key not in _MADE and not slot.key.startswith(("relocation.", "office.")):
            keys.append(slot.key)
    return list(dict.fromkeys(keys))


class _Around:
    """What a row says of its household as a whole: the head's number, how many people, how many able to work."""

    def __init__(self, unit: Unit, day: str, year: int, village: str | None) -> None:
        self.heads: dict[int, str] = {}
        self.people: Counter[int] = Counter()
        self.able: Counter[int] = Counter()
        asked = ["person.id_number", "person.relation", "person_year.skill"]
        for household, _, _, number, relation, skill in stored.people(unit, asked, day, year, village, False):
            self.people[household] += 1
            self.able[household] += skill in _ABLE
            if relation == "head":
                self.heads[household] = number


def _value(
    key: str, one: Mapping[str, Any], around: _Around, household: int, moves: Mapping[int, Any], number: int
) -> Cell | None:
    made: dict[str, Callable[[], Cell | None]] = {
        "": lambda: None,
        "row.number": lambda: number,
        "head.id_number": lambda: around.heads.get(household, ""),
        "household.people": lambda: around.people[household],
        "household.able": lambda: around.able[household],
        "person.is_head": lambda: _flag(one["person.relation"] == "head"),
        "person_year.able": lambda: (
            _flag(one["person_year.skill"] in _ABLE) if one["person_year.skill"] else None
        ),
        "standing.lifted": lambda: _flag(one["standing.status"] in _LIFTED),
        "person.any_phone": lambda: one["person.phone"] or one["household.phone"],
    }
    if key in made:
        return made[key]()
    if key.startswith("relocation."):
        kept, name = moves.get(household), key.partition(".")[2]
        return None if kept is None else _shown(type(kept).fields[name], getattr(kept, name))
    field = layouts.field_of(key)
    return _shown(field, from_plain(field, one[key]))


def _flag(yes: bool) -> str:
    return "是" if yes else "否"


def _shown(field: Any, value: Any) -> Cell | None:
    """Numbers stay numbers, everything else is written as a person reads it."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return str(field.show(value))
    return value
