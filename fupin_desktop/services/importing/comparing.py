"""Holds what a file says of households against what the office keeps, row by row, in plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from fupin_desktop.db import importing as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.id_number import hides
from fupin_desktop.domain.office import Correction
from fupin_desktop.domain.plain import Plain, show_plain
from fupin_desktop.exchange.layouts import OURS, RECORDS
from fupin_desktop.exchange.rows import FINDING, REFUSED, Rows, keys_of
from fupin_desktop.services.importing.outcome import (
    TURNED_AWAY,
    UNCHANGED,
    Change,
    Gone,
    Outcome,
    picker,
    state_of,
)
from fupin_desktop.services.importing.people import People
from fupin_desktop.services.tasks import Watch

ALWAYS_KEPT = frozenset(
    {"number", "name", "village", "head", "id_number", "id_kind", "birth", "sex", "disability_card", "status"}
)
"""What a blank cell never clears."""
STEP = 20_000


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
        self.ours = rows.layout == OURS  # our own list tells of each one's newest survey, of whatever year
        corrections = unit.corrections.all(agreed_on=None)
        self.corrections: dict[tuple[str, int, str], Correction] = {}
        for each in corrections:
            owner = each.household_id if each.table == "standing" else each.row_id
            self.corrections[each.table, owner, each.field] = each
        self.adopted: dict[str, int] = {}
        self.corrected: dict[str, set[int]] = {}
        for table, owner, _ in self.corrections:
            self.corrected.setdefault(table, set()).add(owner)

    def known(self) -> Outcome:
        """The outcome for the very file that was put in last, when nothing has changed since."""
        People(self).refuse_twins()
        self.out.household_states[:] = bytes([UNCHANGED]) * len(self.rows.households)
        self.out.person_states[:] = bytes([UNCHANGED]) * len(self.rows.people)
        return self.out

    def compare(self) -> Outcome:
        """Hold everything against the office."""
        people = People(self)
        people.refuse_twins()
        self._compare_households()
        self._refuse_homeless()
        if any(key.startswith("monitoring.") for key in self.rows.household_keys):
            self._compare_monitoring()
        if self.rows.people:
            people.compare()
            self._turn_away_people()
        return self.out

    def _compare_households(self) -> None:
        rows, out = self.rows, self.out
        keys = rows.household_keys
        own, of_year = keys_of(keys, "household"), keys_of(keys, "household_year")
        names, year_names = [name for _, name in own], [name for _, name in of_year]
        pick = picker([place for place, _ in (*own, *of_year)])
        states = [(stored.STANDING.index(name), place) for place, name in keys_of(keys, "standing")
                  if name in stored.STANDING]  # fmt: skip
        pick_old = picker([7 + which for which, _ in states])
        pick_states = picker([place for _, place in states])
        places = rows.numbers
        adopted = self.adopted = self._adopted()
        turned_away = {each.number for each in rows.refused}
        where = keys.index("household.village") if "household.village" in keys else None
        here = {row[where] for row in rows.households} if where is not None else None
        out.household_states[:] = bytes(len(rows.households))
        homes = self.corrected.get("household", set()) | self.corrected.get("standing", set())
        years = self.corrected.get("household_year", set())
        count = 0
        for count, row in enumerate(
            stored.households(self.unit, self.day.isoformat(), self.year, names, year_names, self.ours), 1
        ):
            if count % STEP == 0:
                self.watch.step(count, len(rows.households), "比较农户")
            id, number, ended, _, _, standing = row[:6]
            place = places.get(number, adopted.get(number))
            if place is None:
                expected = number not in turned_away and (here is None or row[10] in here)
                if expected and ended is None and standing is not None:
                    out.gone.append(Gone("household", id, number, row[10], row[11]))
                continue
            out.household_ids[place] = id
            file = rows.households[place]
            mine = pick(file)
            told = id in homes or row[3] in years  # a correction asks to be held against the file
            same = row[12:] == mine and not told
            settled = ended is None and standing is not None and not row[4]
            if same and settled and pick_old(row) == pick_states(file):
                out.household_states[place] = UNCHANGED
                continue
            changes = self._standing(place, row, file, states)
            if not same:
                changes += self._household_changes(row, place, mine, names, year_names)
            if ended is not None:
                text = f"户编号{number}本办已于{ended}销号，国扶导出里仍有，请核对"
                rows.say_of("household", place, "household.number", FINDING, text)
            out.household_states[place] = state_of(changes)
            if changes:
                out.household_changes[place] = changes
            if row[4]:
                out.closed.add(place)
        out.full = count > 0

    def _adopted(self) -> dict[str, int]:
        """Households with a number of the office's own whose national number has come: that number → place in the file."""
        here = stored.numbered_here(self.unit) if "person.id_number" in self.rows.person_keys else []
        if not here:
            return {}
        where = self.rows.person_keys.index("person.id_number")
        owners = {
            person[where]: owner for person, owner in zip(self.rows.people, self.rows.owners, strict=True)
        }
        numbers = list(self.rows.numbers)
        found: dict[str, int] = {}
        for id_number, number in here:
            place = owners.get(id_number)
            if place is None or number in found or number in self.rows.numbers or place in found.values():
                continue
            if self.unit.households.find(number=numbers[place]) is None:
                found[number] = place
        return found

    def _household_changes(
        self,
        row: Sequence[Any],
        place: int,
        file: tuple[Plain, ...],
        names: Sequence[str],
        year_names: Sequence[str],
    ) -> list[Change]:
        old = row[12:]
        split = len(names)
        changes = list(self.differences("household", row[0], names, old[:split], file[:split]))
        if row[1] in self.adopted:
            changes.append(Change("household", row[0], "office_number", 1, 0))
        if row[4]:
            if any(new not in ("", None, kept) for new, kept in zip(file[split:], old[split:], strict=True)):
                text = f"户编号{row[1]}的{self.year}年度已封存，年度数据没有改动"
                self.rows.say_of("household", place, "", FINDING, text)
            return changes
        changes += self.differences("household_year", row[3] or 0, year_names, old[split:], file[split:])
        return changes

    def differences(
        self, table: str, row_id: int, names: Sequence[str], old: Sequence[Plain], new: Sequence[Plain]
    ) -> Iterator[Change]:
        """The fields that differ. Blanks count only where they clear; a masked number never beats a full one."""
        for name, mine, theirs in zip(names, old, new, strict=True):
            if theirs in ("", None) and (not self.clear or name in ALWAYS_KEPT or not row_id):
                continue
            if mine and "*" in str(theirs) and _hidden(name, str(mine), str(theirs)):
                continue
            correction = self.corrections.get((table, row_id, name))
            if correction is not None:
                yield from self._against(correction, Change(table, row_id, name, mine, theirs))
            elif mine != theirs:
                yield Change(table, row_id, name, mine, theirs)

    def _against(self, correction: Correction, change: Change) -> Iterator[Change]:
        spec = RECORDS[change.table].fields[change.name]
        assert correction.id is not None
        said = show_plain(spec, change.new)
        if said == correction.office or (change.old == change.new and change.table != "standing"):
            self.out.agreed.append(correction.id)
        elif change.old != change.new:  # a standing that is the same began after the data day
            if said != correction.national:
                self.out.restated[correction.id] = said
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
        changes: list[Change] = []
        for name, mine, theirs in zip(names, (old[which] for which, _ in states), values, strict=True):
            if theirs is None and not (self.clear and number is not None):
                continue
            correction = self.corrections.get(("standing", id, name))
            if correction is not None:
                changes += self._against(correction, Change("standing", target, name, mine, theirs))
            elif mine != theirs:
                changes.append(Change("standing", target, name, mine, theirs))
        if changes or number is None:
            self.out.standings[place] = (target or 0, number or 0, tuple(old))
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
                rows.say_of("household", owner, key, REFUSED, text)
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
            changes = list(self.differences("monitoring", kept[0] if kept else 0, names, old, file))
            if changes:
                every = self.out.household_changes.setdefault(place, [])
                every += changes
                self.out.household_states[place] = state_of(every)

    @staticmethod
    def _episode(kept: Sequence[tuple[Any, ...]], file: dict[str, Plain]) -> tuple[Any, ...] | None:
        """The episode that a row speaks of: of the same day, else the open one without a day."""
        day = file.get("identified_on")
        if day:
            same = [each for each in kept if each[2] == day]
            open_ones = [each for each in kept if each[2] is None and each[3] is None]
            found = same or open_ones
            return found[-1] if found else None
        return kept[-1] if kept else None

    def _turn_away_people(self) -> None:
        """People of a household that is refused are refused with it."""
        out, owners = self.out, self.rows.owners
        gone = {place for place, state in enumerate(out.household_states) if state == TURNED_AWAY}
        if gone:
            for place, owner in enumerate(owners):
                if owner in gone:
                    out.person_states[place] = TURNED_AWAY
                    out.person_changes.pop(place, None)


def _hidden(name: str, mine: str, theirs: str) -> bool:
    """Does a file only hide what the office knows? Lists that were handed out masked come back so."""
    return hides(theirs, mine) or (name in ("id_number", "disability_card", "account") and "*" not in mine)
