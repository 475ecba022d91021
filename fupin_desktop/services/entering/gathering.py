"""Collects what the office has and the national system has not: corrections, new rows, who left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fupin_desktop.db import entering as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.fields import Field, Record
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.office import Correction
from fupin_desktop.services.entering.items import (
    CORRECTED,
    ENDED,
    LEFT,
    NEW_FACT,
    NEW_HOME,
    NEW_PERSON,
    SCREENS,
    Item,
    Key,
    screen_of,
)
from fupin_desktop.services.words import KINDS

_GIVEN_THERE = frozenset({"number"})
"""户编号 and 人编号: the national system gives them itself."""


class Gathering:
    """Collects what is to be typed, household by household."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.homes: dict[int, Household] = {}
        self.people: dict[int, Person] = {}
        self.found: dict[Key, Item] = {}

    def all(self) -> list[Item]:
        imports = stored.imports(self.unit)
        if not imports:
            return []
        made = list(stored.made_here(self.unit))
        rows = {table: self._rows(table, made) for table in stored.MADE_HERE}
        people, homes = stored.gone_here(self.unit)
        corrections = self.unit.corrections.all(agreed_on=None)
        self._know(rows, people, homes, [each.household_id for each in corrections])
        for each in corrections:
            self._corrected(each)
        for table, row, act in made:
            record = rows[table].get(row)
            if record is not None and not self._is_there(table, record, act, imports):
                self._new(table, record)
        for id in people:
            self._left(self.people[id])
        for id in homes:
            self._ended(self.homes[id])
        return sorted(self.found.values(), key=self._order)

    def _rows(self, table: str, made: Sequence[tuple[str, int, int]]) -> Mapping[int, Record]:
        ids = [row for name, row, _ in made if name == table]
        repositories: dict[str, Any] = {
            "household": self.unit.households, "person": self.unit.people, "household_year": self.unit.household_years,
            "person_year": self.unit.person_years, "monitoring": self.unit.monitorings,
            "relocation": self.unit.relocations, "work_spell": self.unit.work_spells,
        }  # fmt: skip
        found: Mapping[int, Record] = repositories[table].some(ids) if ids else {}
        return found

    def _know(
        self, rows: Mapping[str, Mapping[int, Record]], people: Sequence[int], homes: Sequence[int],
        corrected: Sequence[int],
    ) -> None:  # fmt: skip
        every = [each for kept in rows.values() for each in kept.values()]
        who = {getattr(each, "person_id", 0) or 0 for each in every} | set(rows["person"]) | set(people)
        self.people = dict(self.unit.people.some(who - {0}))
        owners = {getattr(each, "household_id", 0) for each in (*every, *self.people.values())}
        self.homes = dict(
            self.unit.households.some((owners | set(rows["household"]) | {*homes, *corrected}) - {0})
        )

    def _corrected(self, each: Correction) -> None:
        home = self.homes.get(each.household_id)
        spec = KINDS[each.table].fields.get(each.field)
        if home is None or spec is None:
            return
        self._add(
            home, self._person(each.table, each.row_id), Key(each.table, each.row_id, each.field), CORRECTED, spec.label,
            each.national, each.office, each.evidence, each.noted_on,
        )  # fmt: skip

    def _person(self, table: str, row: int) -> str:
        if table == "person":
            return self.unit.people.get(row).name
        if table == "person_year":
            return self.unit.people.get(self.unit.person_years.get(row).person_id).name
        return ""

    def _is_there(
        self, table: str, record: Record, act: int, imports: Sequence[tuple[int, int, str]]
    ) -> bool:
        """Has an export since said it, so that the national system has it? What came and went again is not asked for."""
        if isinstance(record, Household):
            return record.imported_on is not None or record.ended_on is not None
        home = self.homes.get(getattr(record, "household_id", 0))
        if home is None or home.ended_on is not None:
            return True
        if isinstance(record, Person):
            return record.imported_on is not None or record.left_on is not None
        year, later = getattr(record, "year", None), [each for each in imports if each[0] > act]
        if year is not None and table in ("household_year", "person_year"):
            return any(each[1] == year for each in later)
        return any(f'"{table}.' in columns for _, _, columns in later)

    def _new(self, table: str, record: Record) -> None:
        home = record if isinstance(record, Household) else self.homes[getattr(record, "household_id", 0)]
        person = (
            record if isinstance(record, Person) else self.people.get(getattr(record, "person_id", 0) or 0)
        )
        why = (
            NEW_HOME
            if isinstance(record, Household)
            else NEW_PERSON
            if isinstance(record, Person)
            else NEW_FACT
        )
        if home.imported_on is None:
            why = NEW_HOME
        assert record.id is not None
        for name, spec in type(record).fields.items():
            value = spec.show(getattr(record, name))
            if spec.national and value and not (name in _GIVEN_THERE and table in ("household", "person")):
                label = _label(spec, record)
                self._add(
                    home, person.name if person else "", Key(table, record.id, name), why, label, "", value
                )

    def _left(self, person: Person) -> None:
        assert person.id is not None
        value = left_words(person)
        home = self.homes[person.household_id]
        key = Key("person", person.id, "left_on")
        self._add(home, person.name, key, LEFT, "自然减少", "在册", value, person.remark, person.left_on)

    def _ended(self, home: Household) -> None:
        assert home.id is not None
        value = ended_words(home)
        key = Key("household", home.id, "ended_on")
        self._add(home, "", key, ENDED, "整户销号", "在册", value, home.remark, home.ended_on)

    def _add(
        self, home: Household, name: str, key: Key, why: str, label: str, national: str, value: str, evidence: str = "",
        on: date | None = None,
    ) -> None:  # fmt: skip
        assert home.id is not None
        screen = SCREENS[-1] if why in (LEFT, ENDED) else screen_of(key.table, key.field)
        self.found.setdefault(
            key,
            Item(
                key,
                home.id,
                home.village,
                home.number,
                home.head,
                name,
                screen,
                why,
                label,
                national,
                value,
                evidence,
                on,
            ),
        )

    def _order(self, item: Item) -> tuple[Any, ...]:
        """Household, screen, member, then the fields in the order of their record."""
        fields = list(KINDS[item.key.table].fields) if item.key.table in KINDS else []
        place = fields.index(item.key.field) if item.key.field in fields else len(fields)
        return item.household, SCREENS.index(item.screen), item.name, item.key.table, item.key.row_id, place


def _label(spec: Field, record: Record) -> str:
    year = getattr(record, "year", None)
    return f"{spec.label}（{year}年）" if year else spec.label


def left_words(person: Person) -> str:
    """What is typed for somebody who left."""
    reason = person.leave_reason.label if person.leave_reason else ""
    return f"{person.left_on}　{reason}".rstrip()


def ended_words(home: Household) -> str:
    """What is typed for a household that ended."""
    reason = home.end_reason.label if home.end_reason else ""
    return f"{home.ended_on}　{reason}".rstrip()
