"""Holds what a file says of people against the people of the office."""

from __future__ import annotations

import json
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from fupin_desktop.db import importing as stored
from fupin_desktop.domain.id_number import hides
from fupin_desktop.domain.plain import Plain
from fupin_desktop.exchange.layouts import field_of
from fupin_desktop.exchange.rows import FINDING, REFUSED, Rows, keys_of
from fupin_desktop.services.importing.outcome import (
    TURNED_AWAY,
    UNCHANGED,
    Change,
    Gone,
    Outcome,
    state_of,
)

if TYPE_CHECKING:
    from fupin_desktop.services.importing.comparing import Comparing

STEP = 20_000


class People:
    """The people's part of a comparison. ``told`` knows the corrections and how fields differ."""

    def __init__(self, told: Comparing) -> None:
        self.told, self.rows, self.out = told, told.rows, told.out
        self.unit, self.year, self.watch = told.unit, told.year, told.watch
        self._parted = stored.parted(told.unit)

    def refuse_twins(self) -> None:
        """The same person twice: the first row counts. Two people with one 人编号 or one ID number are findings."""
        rows, keys = self.rows, self.rows.person_keys
        for key in ("person.number", "person.id_number"):
            if key not in keys:
                continue
            place = keys.index(key)
            values = list(map(itemgetter(place), rows.people))
            if len(set(values)) == len(values):
                continue
            seen: dict[Plain, int] = {}
            for index, value in enumerate(values):
                first = seen.setdefault(value, index)
                if value and first != index and "*" not in str(value) and not str(value).startswith("99999"):
                    same = self._is_same if key == "person.id_number" else self._is_one
                    self._say_twin(key, index, first, refuse=same(first, index))

    def _is_same(self, first: int, second: int) -> bool:
        """The same person twice in one household; another name with the same number may be a slip of the pen."""
        rows, name = self.rows, self.rows.person_keys.index("person.name")
        return (
            rows.owners[first] == rows.owners[second]
            and rows.people[first][name] == rows.people[second][name]
        )

    def _is_one(self, first: int, second: int) -> bool:
        """Two rows with one 人编号 are one person, unless they stand in two households and their ID numbers differ."""
        if (
            "person.id_number" not in self.rows.person_keys
            or self.rows.owners[first] == self.rows.owners[second]
        ):
            return True
        where = self.rows.person_keys.index("person.id_number")
        return not _are_two(self.rows.people[first][where], self.rows.people[second][where])

    def _say_twin(self, key: str, index: int, first: int, *, refuse: bool) -> None:
        rows = self.rows
        if self.out.person_states[index] == TURNED_AWAY:
            return
        label, where = field_of(key).label, rows.person_rows[first]
        name = rows.people[index][rows.person_keys.index("person.name")]
        before = rows.part_of("person", first).file
        there = f"“{before}”的" if before != rows.part_of("person", index).file else ""
        if refuse:
            self.out.person_states[index] = TURNED_AWAY
            text = f"{label}与{there}第{where}行重复，只取前面一行，请核对"
        else:
            if key == "person.number":
                where_else = "，证件号码不同，按两个人读入"
            else:
                where_else = "" if rows.owners[first] == rows.owners[index] else "，同一个人出现在两户"
            text = f"{name}的{label}与{there}第{where}行相同{where_else}，请核对"
        rows.say_of("person", index, key, REFUSED if refuse else FINDING, text)

    def compare(self) -> None:
        """Find the person of the office that each row is, and hold the two together."""
        rows = self.rows
        keys = rows.person_keys
        own, of_year = keys_of(keys, "person"), keys_of(keys, "person_year")
        names, year_names = [name for _, name in own], [name for _, name in of_year]
        matching = _Matching(rows, self.out)
        owner_of = {id: place for place, id in enumerate(self.out.household_ids) if id}
        split = len(own)
        late: list[tuple[Any, ...]] = []
        self._shape = (names, year_names, split)
        find, people, owners, extras = matching.numbers.get, rows.people, rows.owners, rows.extras
        marked, years = (self.told.corrected.get(table, ()) for table in ("person", "person_year"))
        homes, ids, states = self.out.household_ids, self.out.person_ids, self.out.person_states
        for count, row in enumerate(
            stored.people(self.unit, self.year, names, year_names, self.told.ours), 1
        ):
            if count % STEP == 0:
                self.watch.step(count, len(rows.people), "比较成员")
            place = find(row[5]) if row[5] else None
            if place is None:
                late.append(row)
            elif (
                row[8:] == people[place]
                and row[1] == homes[owners[place]]
                and row[4] == extras[place]
                and row[2] is None
                and row[0] not in marked
                and row[3] not in years
            ):
                ids[place] = row[0]
                states[place] = UNCHANGED
            else:
                self._compare_person(place, row)
        for match in (matching.by_id, matching.by_name):
            rest = []
            for row in late:
                place = match(row, owner_of)
                if place is None:
                    rest.append(row)
                else:
                    self._compare_person(place, row)
            late = rest
        self._note_missing(late, owner_of)

    def _compare_person(self, place: int, row: Sequence[Any]) -> None:
        rows, out = self.rows, self.out
        id, household, left, year_id, extra = row[:5]
        out.person_ids[place] = id
        file = rows.people[place]
        home = out.household_ids[rows.owners[place]]
        names, year_names, split = self._shape
        closed = rows.owners[place] in out.closed
        changes = list(self.told.differences("person", id, names, row[8 : 8 + split], file[:split]))
        if not closed:
            changes += self.told.differences(
                "person_year", year_id or 0, year_names, row[8 + split :], file[split:]
            )
        changes += self._extra_changes(id, extra, rows.extras[place])
        if (stays := self._parted.get((id, home))) is not None:
            changes = [each for each in changes if each.name != "relation"]
            text = f"{row[7]}本办已于{stays[0]}分户或并户到{stays[1]}，国扶导出里仍在原户，没有改回；请先在国扶系统里办理"
            rows.say_of("person", place, "person.name", FINDING, text)
        elif household != home:
            changes.append(Change("person", id, "household_id", *self._moved(household, rows.owners[place])))
        if left is not None:
            name = row[7]
            text = f"{name}本办已于{left}登记减少，国扶导出里仍在，请核对"
            rows.say_of("person", place, "person.name", FINDING, text)
        if changes:
            out.person_changes[place] = changes
        out.person_states[place] = state_of(changes)

    def _moved(self, old: int, owner: int) -> tuple[str, str]:
        """The numbers of the household that a person leaves, and of the one it goes to."""
        where = self.rows.household_keys.index("household.number")
        return self.unit.households.get(old).number, str(self.rows.households[owner][where])

    def _extra_changes(self, id: int, old: str, new: str) -> list[Change]:
        """Unknown columns are added to those of other layouts."""
        if not new or new == old:
            return []
        known = json.loads(old) if old else {}
        told = {head: text for head, text in json.loads(new).items() if not hides(text, known.get(head, ""))}
        merged = json.dumps({**known, **told}, ensure_ascii=False)
        return [Change("person", id, "extra", old, merged)] if merged != old else []

    def _note_missing(self, late: Sequence[Sequence[Any]], owner_of: dict[int, int]) -> None:
        rows = self.rows
        turned_away = {(each.number, each.name) for each in rows.refused}
        numbers, keys = list(rows.numbers), rows.household_keys
        where = keys.index("household.village") if "household.village" in keys else None
        for row in late:
            owner = owner_of.get(row[1])
            if row[2] is None and owner is not None and (numbers[owner], row[7]) not in turned_away:
                village = str(rows.households[owner][where] or "") if where is not None else ""
                self.out.gone.append(Gone("person", row[0], numbers[owner], village, row[7]))


class _Matching:
    """Finds the person of the file that a person of the office is: by 人编号, ID number, or name in the household."""

    def __init__(self, rows: Rows, out: Outcome) -> None:
        self.rows, self.out = rows, out
        keys = rows.person_keys
        self.name = keys.index("person.name")
        self.id = keys.index("person.id_number") if "person.id_number" in keys else None
        self.number = keys.index("person.number") if "person.number" in keys else None
        self.numbers: dict[Plain, int] = {}
        if self.number is not None:
            number = self.number
            self.numbers = dict(
                zip(map(itemgetter(number), rows.people), range(len(rows.people)), strict=True)
            )
            if len(self.numbers) != len(rows.people):
                self._settle_twins(number)
        self._ids: dict[Plain, list[int]] | None = None
        self._names: dict[tuple[int, Plain], list[int]] | None = None

    def _settle_twins(self, number: int) -> None:
        """A 人编号 that stands twice: the row that counts; where two people have it, it tells nobody."""
        counting: dict[Plain, list[int]] = {}
        for place, person in enumerate(self.rows.people):
            if self.out.person_states[place] != TURNED_AWAY:
                counting.setdefault(person[number], []).append(place)
        self.numbers = {value: places[0] for value, places in counting.items() if len(places) == 1}

    def by_id(self, row: Sequence[Any], owner_of: dict[int, int]) -> int | None:
        """By ID number, in the same household before any other."""
        if self.id is None or not row[6] or "*" in row[6] or row[6].startswith("99999"):
            return None
        if self._ids is None:
            self._ids = {}
            for place, person in enumerate(self.rows.people):
                if person[self.id] and self._free(place):
                    self._ids.setdefault(person[self.id], []).append(place)
        found = [place for place in self._ids.get(row[6], ()) if self._free(place)]
        owner = owner_of.get(row[1])
        return next(
            (place for place in found if self.rows.owners[place] == owner), found[0] if found else None
        )

    def by_name(self, row: Sequence[Any], owner_of: dict[int, int]) -> int | None:
        """By name in the same household, where one side has no full ID number or 人编号 to tell them apart."""
        owner = owner_of.get(row[1])
        if owner is None:
            return None
        if self._names is None:
            self._names = {}
            for place, person in enumerate(self.rows.people):
                if self._free(place):
                    self._names.setdefault((self.rows.owners[place], person[self.name]), []).append(place)
        found = [place for place in self._names.get((owner, row[7]), ()) if self._free(place)]
        if len(found) != 1 or not self._may_be(found[0], row):
            return None
        return found[0]

    def _free(self, place: int) -> bool:
        return not self.out.person_ids[place] and self.out.person_states[place] != TURNED_AWAY

    def _may_be(self, place: int, row: Sequence[Any]) -> bool:
        """Two different full ID numbers are two people."""
        theirs = self.rows.people[place][self.id] if self.id is not None else ""
        mine = row[6]
        return not _are_two(theirs, mine)


def _are_two(one: Plain, other: Plain) -> bool:
    """Two different full ID numbers are two people; masked and temporary ones tell nothing."""
    full = {text for text in (str(one or ""), str(other or "")) if text and "*" not in text}
    return len(full) == 2 and not any(text.startswith("99999") for text in full)
