"""Holds what a file says against what the office keeps, row by row, in plain values."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from fupin_desktop.db import importing as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.office import Correction
from fupin_desktop.domain.plain import Plain, show_plain
from fupin_desktop.exchange.layouts import RECORDS, field_of
from fupin_desktop.exchange.rows import FINDING, REFUSED, Rows, keys_of
from fupin_desktop.services.tasks import Watch

NEW, CHANGED, UNCHANGED, TURNED_AWAY, CONFLICT = range(5)
KINDS = ("new", "changed", "unchanged", "refused", "conflict")
ALWAYS_KEPT = frozenset(
    {"number", "name", "village", "head", "id_number", "id_kind", "birth", "sex", "disability_card"}
)
"""What a blank cell never clears."""
_STEP = 20_000

Pick = Callable[[Sequence[Any]], tuple[Any, ...]]


class Change(NamedTuple):
    """One field that would change. ``row_id`` 0: the row is new; ``correction``: it is in conflict with that one."""

    table: str
    row_id: int
    name: str
    old: Plain
    new: Plain
    correction: int = 0

    def shown(self) -> tuple[str, str, str]:
        """Label, old and new as a person reads them."""
        if self.name == "household_id":
            return "户编号", str(self.old), str(self.new)
        if self.name == "extra":
            return "其他列", str(self.old or ""), str(self.new or "")
        spec = RECORDS[self.table].fields[self.name]
        return spec.label, show_plain(spec, self.old), show_plain(spec, self.new)


@dataclass(slots=True)
class Outcome:
    """What would become of each household and person of the file, by its place there."""

    household_ids: array[int]
    household_states: bytearray
    person_ids: array[int]
    person_states: bytearray
    household_changes: dict[int, list[Change]] = field(default_factory=dict)
    person_changes: dict[int, list[Change]] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    standings: dict[int, tuple[int, tuple[Plain, ...]]] = field(default_factory=dict)
    agreed: list[int] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    households_missing: int = 0
    people_missing: int = 0
    villages: list[str] = field(default_factory=list)
    full: bool = False

    @classmethod
    def of(cls, rows: Rows) -> Outcome:
        households, people = len(rows.households), len(rows.people)
        return cls(
            array("q", bytes(8 * households)),
            bytearray(households),
            array("q", bytes(8 * people)),
            bytearray(people),
        )


def picker(places: Sequence[int]) -> Pick:
    """Takes the values at some places of a tuple, always as a tuple."""
    if len(places) == 0:
        return lambda values: ()
    if len(places) == 1:
        place = places[0]
        return lambda values: (values[place],)
    return itemgetter(*places)


class Comparing:
    """One comparison of a file with the office. ``clear``: blank cells clear what is there."""

    def __init__(self, unit: Unit, rows: Rows, day: date, year: int, clear: bool, watch: Watch) -> None:
        self.unit, self.rows, self.day, self.year, self.clear, self.watch = (
            unit,
            rows,
            day,
            year,
            clear,
            watch,
        )
        self.out = Outcome.of(rows)
        corrections = unit.corrections.all(agreed_on=None)
        self.corrections: dict[tuple[str, int, str], Correction] = {}
        for each in corrections:
            owner = each.household_id if each.table == "standing" else each.row_id
            self.corrections[each.table, owner, each.field] = each
        self.corrected = {(table, owner) for table, owner, _ in self.corrections}

    def compare(self) -> Outcome:
        """Hold everything against the office."""
        self._refuse_twins()
        self._compare_households()
        self._refuse_homeless()
        if any(key.startswith("monitoring.") for key in self.rows.household_keys):
            self._compare_monitoring()
        if self.rows.people:
            self._compare_people()
        return self.out

    def _refuse_twins(self) -> None:
        """A 人编号 that stands twice: the first row counts. The same ID number twice is a finding."""
        rows, keys = self.rows, self.rows.person_keys
        for key, refuse in (("person.number", True), ("person.id_number", False)):
            if key not in keys:
                continue
            place = keys.index(key)
            values = [person[place] for person in rows.people]
            if len(set(values)) == len(values):
                continue
            seen: dict[Plain, int] = {}
            for index, value in enumerate(values):
                first = seen.setdefault(value, index)
                if value and first != index and "*" not in str(value) and not str(value).startswith("99999"):
                    self._say_twin(key, index, first, refuse or rows.owners[first] == rows.owners[index])

    def _say_twin(self, key: str, index: int, first: int, refuse: bool) -> None:
        rows = self.rows
        if self.out.person_states[index] == TURNED_AWAY:
            return
        label, where = field_of(key).label, rows.person_rows[first]
        name = rows.people[index][rows.person_keys.index("person.name")]
        if refuse:
            self.out.person_states[index] = TURNED_AWAY
            text = f"{label}与第{where}行重复，只取前面一行，请核对"
        else:
            text = f"{name}的{label}与第{where}行相同，同一个人出现在两户，请核对"
        rows.say(rows.person_rows[index], rows.letter(key), key, REFUSED if refuse else FINDING, text)

    def _compare_households(self) -> None:
        rows, out = self.rows, self.out
        keys = rows.household_keys
        own, of_year = keys_of(keys, "household"), keys_of(keys, "household_year")
        names, year_names = [name for _, name in own], [name for _, name in of_year]
        pick = picker([place for place, _ in (*own, *of_year)])
        states = [(stored.STANDING.index(name), place) for place, name in keys_of(keys, "standing")
                  if name in stored.STANDING]  # fmt: skip
        places = rows.numbers
        where = keys.index("household.village") if "household.village" in keys else None
        here = {row[where] for row in rows.households} if where is not None else None
        out.household_states[:] = bytes(len(rows.households))
        count = 0
        for count, row in enumerate(
            stored.households(self.unit, self.day.isoformat(), self.year, names, year_names), 1
        ):
            if count % _STEP == 0:
                self.watch.step(count, len(rows.households), "比较农户")
            id, number, ended, _, _, standing = row[:6]
            place = places.get(number)
            if place is None:
                if ended is None and standing is not None and (here is None or row[10] in here):
                    out.households_missing += 1
                    out.missing.append(f"{row[10]} {row[11]}（户编号{number}）")
                continue
            out.household_ids[place] = id
            file = rows.households[place]
            changes = self._standing(place, row, file, states)
            if row[12:] != pick(file) or self._may_be_corrected(row):
                changes += self._household_changes(row, pick(file), names, year_names)
            if ended is not None:
                rows.say(rows.household_rows[place], rows.letter("household.number"), "household.number", FINDING,
                         f"户编号{number}本办已于{ended}销号，国扶导出里仍有，请核对")  # fmt: skip
            out.household_states[place] = self._state(changes)
            if changes:
                out.household_changes[place] = changes
            if row[4]:
                out.closed.add(place)
        out.full = count > 0

    def _may_be_corrected(self, row: Sequence[Any]) -> bool:
        return bool(self.corrected) and (
            ("household", row[0]) in self.corrected or ("household_year", row[3]) in self.corrected
        )

    @staticmethod
    def _state(changes: Sequence[Change]) -> int:
        if not changes:
            return UNCHANGED
        return CONFLICT if any(change.correction for change in changes) else CHANGED

    def _household_changes(
        self, row: Sequence[Any], file: tuple[Plain, ...], names: Sequence[str], year_names: Sequence[str]
    ) -> list[Change]:
        old = row[12:]
        split = len(names)
        changes = list(self._differences("household", row[0], names, old[:split], file[:split]))
        if row[4]:
            if any(new not in ("", None, kept) for new, kept in zip(file[split:], old[split:], strict=True)):
                place = self.rows.numbers[row[1]]
                text = f"户编号{row[1]}的{self.year}年度已封存，年度数据没有改动"
                self.rows.say(self.rows.household_rows[place], "", "", FINDING, text)
            return changes
        changes += self._differences("household_year", row[3] or 0, year_names, old[split:], file[split:])
        return changes

    def _differences(
        self, table: str, row_id: int, names: Sequence[str], old: Sequence[Plain], new: Sequence[Plain]
    ) -> Iterator[Change]:
        """The fields that differ. Blanks count only where they clear; a masked number never beats a full one."""
        for name, mine, theirs in zip(names, old, new, strict=True):
            if theirs in ("", None) and (not self.clear or name in ALWAYS_KEPT or not row_id):
                continue
            if name == "id_number" and "*" in str(theirs) and mine and "*" not in str(mine):
                continue
            correction = self.corrections.get((table, row_id, name))
            if correction is not None:
                yield from self._against(correction, Change(table, row_id, name, mine, theirs))
            elif mine != theirs:
                yield Change(table, row_id, name, mine, theirs)

    def _against(self, correction: Correction, change: Change) -> Iterator[Change]:
        spec = RECORDS[change.table].fields[change.name]
        assert correction.id is not None
        if change.old == change.new or show_plain(spec, change.new) == correction.office:
            self.out.agreed.append(correction.id)
        else:
            yield change._replace(correction=correction.id)

    def _standing(
        self, place: int, row: Sequence[Any], file: tuple[Plain, ...], states: Sequence[tuple[int, int]]
    ) -> list[Change]:
        """What the register says from the data day on, when it is not what was known before."""
        id, number, since, old = row[0], row[5], row[6], row[7:10]
        values = [file[where] for _, where in states]
        if number is None and not any(values) and self._is_applicant(file):
            return []
        names = [stored.STANDING[which] for which, _ in states]
        target = number if since == self.day.isoformat() else 0
        changes = []
        for name, mine, theirs in zip(names, (old[which] for which, _ in states), values, strict=True):
            if theirs is None and not (self.clear and number is not None):
                continue
            correction = self.corrections.get(("standing", id, name))
            if correction is not None:
                changes += self._against(correction, Change("standing", target, name, mine, theirs))
            elif mine != theirs:
                changes.append(Change("standing", target, name, mine, theirs))
        if changes or number is None:
            self.out.standings[place] = (target, tuple(old))
        if number is None and not changes:
            changes.append(Change("standing", 0, "since", None, self.day.isoformat()))
        return changes

    def _is_applicant(self, file: tuple[Plain, ...]) -> bool:
        key = "household.applied_on"
        return key in self.rows.household_keys and bool(file[self.rows.household_keys.index(key)])

    def _refuse_homeless(self) -> None:
        """A new household needs a village."""
        rows, out, key = self.rows, self.out, "household.village"
        place = rows.household_keys.index(key) if key in rows.household_keys else None
        villages: dict[str, None] = {}
        for owner, (number, household) in enumerate(zip(rows.numbers, rows.households, strict=True)):
            if out.household_ids[owner]:
                continue
            if place is None or not household[place]:
                out.household_states[owner] = TURNED_AWAY
                text = f"户编号{number}是新的一户，但行政村为空，请补上"
                rows.say(rows.household_rows[owner], rows.letter(key), key, REFUSED, text)
        if place is not None:
            villages = dict.fromkeys(
                str(household[place]) for household in rows.households if household[place]
            )
        known = {village.name for village in self.unit.villages.all()}
        out.villages = [name for name in villages if name not in known]

    def _compare_monitoring(self) -> None:
        keys = keys_of(self.rows.household_keys, "monitoring")
        names = [name for _, name in keys]
        pick = picker([place for place, _ in keys])
        episodes: dict[int, list[tuple[Any, ...]]] = {}
        for row in stored.monitorings(self.unit, names):
            episodes.setdefault(row[1], []).append(row)
        for place, household in enumerate(self.rows.households):
            file = pick(household)
            id = self.out.household_ids[place]
            if not id or not any(value for value in file if value not in (0, "")):
                continue
            kept = self._episode(episodes.get(id, []), dict(zip(names, file, strict=True)))
            old = kept[4:] if kept else (None,) * len(names)
            changes = list(self._differences("monitoring", kept[0] if kept else 0, names, old, file))
            if changes:
                every = self.out.household_changes.setdefault(place, [])
                every += changes
                self.out.household_states[place] = self._state(every)

    @staticmethod
    def _episode(kept: Sequence[tuple[Any, ...]], file: dict[str, Plain]) -> tuple[Any, ...] | None:
        """The episode that a row speaks of: of the same day, else the open one without a day."""
        day = file.get("identified_on")
        if day:
            same = [each for each in kept if each[2] == day]
            open_ones = [each for each in kept if each[2] is None and each[3] is None]
            return (same or open_ones or [None])[-1]
        return kept[-1] if kept else None

    def _compare_people(self) -> None:
        rows = self.rows
        keys = rows.person_keys
        own, of_year = keys_of(keys, "person"), keys_of(keys, "person_year")
        names, year_names = [name for _, name in own], [name for _, name in of_year]
        matching = _Matching(rows, self.out)
        owner_of = {id: place for place, id in enumerate(self.out.household_ids) if id}
        split = len(own)
        late: list[tuple[Any, ...]] = []
        self._shape = (names, year_names, split, owner_of)
        for count, row in enumerate(stored.people(self.unit, self.year, names, year_names), 1):
            if count % _STEP == 0:
                self.watch.step(count, len(rows.people), "比较成员")
            place = matching.by_number(row[5]) if row[5] else None
            if place is None:
                late.append(row)
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
        self._turn_away_people()

    def _compare_person(self, place: int, row: Sequence[Any]) -> None:
        rows, out = self.rows, self.out
        id, household, left, year_id, extra = row[:5]
        out.person_ids[place] = id
        file = rows.people[place]
        home = out.household_ids[rows.owners[place]]
        if (
            household == home
            and row[8:] == file
            and extra == rows.extras[place]
            and left is None
            and not (self.corrected and {("person", id), ("person_year", year_id)} & self.corrected)
        ):
            out.person_states[place] = UNCHANGED
            return
        names, year_names, split, owner_of = self._shape
        closed = rows.owners[place] in out.closed
        changes = list(self._differences("person", id, names, row[8 : 8 + split], file[:split]))
        if not closed:
            changes += self._differences(
                "person_year", year_id or 0, year_names, row[8 + split :], file[split:]
            )
        changes += self._extra_changes(id, extra, rows.extras[place])
        if household != home:
            changes.append(Change("person", id, "household_id", *self._moved(household, rows.owners[place])))
        if left is not None:
            name = row[7]
            text = f"{name}本办已于{left}登记减少，国扶导出里仍在，请核对"
            rows.say(rows.person_rows[place], rows.letter("person.name"), "person.name", FINDING, text)
        if changes:
            out.person_changes[place] = changes
        out.person_states[place] = self._state(changes)

    def _moved(self, old: int, owner: int) -> tuple[str, str]:
        """The numbers of the household that a person leaves, and of the one it goes to."""
        where = self.rows.household_keys.index("household.number")
        return self.unit.households.get(old).number, str(self.rows.households[owner][where])

    def _extra_changes(self, id: int, old: str, new: str) -> list[Change]:
        """Unknown columns are added to those of other layouts."""
        from json import dumps, loads

        if not new or new == old:
            return []
        merged = dumps({**(loads(old) if old else {}), **loads(new)}, ensure_ascii=False)
        return [Change("person", id, "extra", old, merged)] if merged != old else []

    def _note_missing(self, late: Sequence[Sequence[Any]], owner_of: dict[int, int]) -> None:
        for row in late:
            owner = owner_of.get(row[1])
            if row[2] is None and owner is not None:
                self.out.people_missing += 1
                household = self.rows.households[owner]
                number = household[self.rows.household_keys.index("household.number")]
                self.out.missing.append(f"{row[7]}（户编号{number}）")

    def _turn_away_people(self) -> None:
        """People of a household that is refused are refused with it."""
        out, owners = self.out, self.rows.owners
        gone = {place for place, state in enumerate(out.household_states) if state == TURNED_AWAY}
        if gone:
            for place, owner in enumerate(owners):
                if owner in gone:
                    out.person_states[place] = TURNED_AWAY
                    out.person_changes.pop(place, None)


class _Matching:
    """Finds the person of the file that a person of the office is: by 人编号, ID number, or name in the household."""

    def __init__(self, rows: Rows, out: Outcome) -> None:
        self.rows, self.out = rows, out
        keys = rows.person_keys
        self.name = keys.index("person.name")
        self.id = keys.index("person.id_number") if "person.id_number" in keys else None
        self.number = keys.index("person.number") if "person.number" in keys else None
        self._numbers: dict[Plain, int] = {}
        if self.number is not None:
            number = self.number
            self._numbers = {person[number]: place for place, person in enumerate(rows.people)}
            for place in [place for place, state in enumerate(out.person_states) if state == TURNED_AWAY]:
                first = next(
                    p for p, person in enumerate(rows.people) if person[number] == rows.people[place][number]
                )
                self._numbers[rows.people[place][number]] = first
        self._ids: dict[Plain, list[int]] | None = None
        self._names: dict[tuple[int, Plain], list[int]] | None = None

    def by_number(self, number: str) -> int | None:
        return self._numbers.get(number)

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
        full = [text for text in (str(theirs or ""), str(mine or "")) if text and "*" not in text]
        return len(full) < 2 or any(text.startswith("99999") for text in full)
