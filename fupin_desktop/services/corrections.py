"""国扶待改: what the office corrected in values that the national system gave, until an export agrees."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any, TypeVar

from fupin_desktop.db.repository import Repository
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.fields import Field, Record
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.office import Correction

R = TypeVar("R", bound=Record)


def save_record(unit: Unit, repository: Repository[R], record: R, evidence: str) -> R:
    """Save through a unit, and note a correction for each changed value that the national system gave."""
    old = repository.get(record.id) if record.id is not None else None
    saved = repository.save(record)
    if old is not None and saved != old:
        note_corrections(unit, repository.name, old, saved, evidence)
    return saved


def note_corrections(
    unit: Unit, table: str, old: Record, new: Record, evidence: str, on: date | None = None
) -> None:
    """Note each changed national field of an imported record; one put back to the national value is dropped."""
    household = _household(old)
    if household is None or not _imported(unit, old, household):
        return
    for name, field in type(old).fields.items():
        before, after = getattr(old, name), getattr(new, name)
        if field.national and before != after:
            _note(unit, table, old, field, field.show(before), field.show(after), household, evidence, on)


def _note(
    unit: Unit, table: str, old: Record, field: Field, before: str, after: str, household: int, evidence: str,
    on: date | None,
) -> None:  # fmt: skip
    whose: dict[str, Any] = {"household_id": household} if table == "standing" else {"row_id": old.id}
    kept = unit.corrections.find(table=table, field=field.name, agreed_on=None, **whose)
    if kept is not None and kept.national == after:
        unit.corrections.remove(kept)
        return
    base = kept or Correction(
        household_id=household, table=table, row_id=old.id or 0, field=field.name, national=before,
        noted_on=on or date.today(),
    )  # fmt: skip
    unit.corrections.save(dataclasses.replace(base, office=after, evidence=evidence or base.evidence))


def _household(record: Record) -> int | None:
    return record.id if isinstance(record, Household) else getattr(record, "household_id", None)


def _imported(unit: Unit, record: Record, household: int) -> bool:
    if isinstance(record, Household | Person):
        return record.imported_on is not None
    return unit.households.get(household).imported_on is not None
