"""What came from the national system, import by import, and what it still has to put right (国扶待改)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.office import Correction, ImportBatch
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.words import KINDS


@dataclass(frozen=True, slots=True)
class Waiting:
    """One value that the office put right and the national system has wrong, as a list shows it."""

    household_id: int
    number: str
    village: str
    head: str
    name: str
    label: str
    national: str
    office: str
    evidence: str
    noted_on: date


HEADS = ("行政村", "户编号", "户主", "成员", "字段", "国扶系统的值", "应改为", "更正依据", "更正日期")


class National:
    """Lists batches and open corrections, and writes the latter for whoever keys them into the national system."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings

    def batches(self) -> list[ImportBatch]:
        """The imports that were applied and not undone, the newest first."""
        with self._store.read() as unit:
            return unit.batches.all(order=("id",))[::-1]

    def waiting(self) -> list[Waiting]:
        """Every open correction, village by village."""
        places = {each.name: place for place, each in enumerate(self._settings.villages())}
        with self._store.read() as unit:
            found = _told(unit, unit.corrections.all(agreed_on=None))
        return sorted(found, key=lambda each: (places.get(each.village, len(places)), each.number, each.name))

    def export_waiting(self, path: Path, *, plain: bool = False) -> int:
        """Write the open corrections as a workbook, and record that it left; ID numbers whole only where ``plain``.

        Gives how many.
        """
        from fupin_desktop.exchange.writing import SheetOut, write_table
        from fupin_desktop.services.outgoing import OutgoingLists, masked

        found = self.waiting()
        rows = [
            (each.village, each.number, each.head, each.name, each.label, each.national, each.office, each.evidence,
             each.noted_on)
            for each in found
        ]  # fmt: skip
        unit = self._settings.facts().unit
        titles = ("国扶待改清单", f"{unit}　{date.today().isoformat()}　共{len(found)}处")
        out = SheetOut(
            "国扶待改", HEADS, rows, titles, frozenset(range(8)), (10, 20, 12, 12, 14, 20, 20, 24, 12)
        )
        write_table(path, [out if plain else masked(out)])
        villages = list(dict.fromkeys(each.village for each in found))
        OutgoingLists(self._store).note("国扶待改清单", path, len(found), masked=not plain, villages=villages)
        return len(found)


def _told(unit: Unit, corrections: Sequence[Correction]) -> list[Waiting]:
    households = unit.households.some({each.household_id for each in corrections})
    whose = _whose(unit, corrections)
    people = unit.people.some(set(whose.values()))
    found = []
    for each in corrections:
        household = households.get(each.household_id)
        if household is None:
            continue
        person = people.get(whose.get((each.table, each.row_id), 0))
        field = KINDS[each.table].fields.get(each.field)
        found.append(
            Waiting(
                household_id=each.household_id,
                number=household.number,
                village=household.village,
                head=household.head,
                name=person.name if person else "",
                label=field.label if field else each.field,
                national=each.national,
                office=each.office,
                evidence=each.evidence,
                noted_on=each.noted_on,
            )
        )
    return found


def _whose(unit: Unit, corrections: Sequence[Correction]) -> dict[tuple[str, int], int]:
    """The people that corrected rows are about: (table, id of the row) → id of the person."""
    rows: dict[str, set[int]] = {}
    for each in corrections:
        rows.setdefault(each.table, set()).add(each.row_id)
    found = {("person", id): id for id in rows.get("person", ())}
    found |= {
        ("person_year", id): row.person_id
        for id, row in unit.person_years.some(rows.get("person_year", ())).items()
    }
    found |= {
        ("work_spell", id): row.person_id
        for id, row in unit.work_spells.some(rows.get("work_spell", ())).items()
    }
    return found


def counted(batch: ImportBatch) -> str:
    """What a batch did, in words: 新增3户、变更12户."""
    try:
        said = json.loads(batch.counts or "{}")
    except ValueError:
        return ""
    words = {"new": "新增", "changed": "变更", "unchanged": "未变", "refused": "拒绝", "conflict": "冲突"}
    parts = []
    levels = (("households", "户"), ("people", "人"))
    for level, unit in (("entries", "条"),) if "entries" in said else levels:
        counts = said.get(level, {}) if isinstance(said, dict) else {}
        parts += [
            f"{word}{counts[kind]}{unit}"
            for kind, word in words.items()
            if counts.get(kind) and kind != "unchanged"
        ]
    return "、".join(parts)
