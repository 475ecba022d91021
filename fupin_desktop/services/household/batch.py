"""Setting one field of many households as one act, shown before it is done."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.db.store import Store
from fupin_desktop.db.years import is_closed
from fupin_desktop.domain.fields import Field, Record
from fupin_desktop.domain.household import Household, HouseholdYear
from fupin_desktop.services.corrections import save_record


@dataclass(frozen=True, slots=True)
class BatchLine:
    """What a batch edit would do to one household: shown before and after, or why not."""

    household_id: int
    name: str
    before: str
    after: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """A batch edit before it is done. ``lines`` says what would change, household by household."""

    field: Field
    value: Any
    year: int | None
    lines: tuple[BatchLine, ...] = ()

    @property
    def changed(self) -> tuple[BatchLine, ...]:
        return tuple(each for each in self.lines if not each.problem and each.before != each.after)


def plan_batch(store: Store, ids: Sequence[int], name: str, value: Any, year: int | None = None) -> BatchPlan:
    """What setting one field of many households would do; ``year`` for a yearly field. Nothing is saved."""
    kind: type[Record] = HouseholdYear if year is not None else Household
    spec = kind.fields[name]
    said = spec.problem(value) or ""
    lines = []
    with store.read() as unit:
        households = unit.households.some(ids)
        locked = year is not None and is_closed(unit, year)
        years = {
            each.household_id: each
            for each in unit.household_years.of(ids, "household_id")
            if each.year == year
        }
        for id in ids:
            household = households[id]
            old: Any = years.get(id) if year is not None else household
            before = spec.show(getattr(old, name)) if old else ""
            closed = locked or bool(year is not None and old and old.closed)
            why = said or (f"{year}年度已封存" if closed else "")
            lines.append(BatchLine(id, household.head or household.number, before, spec.show(value), why))
    return BatchPlan(spec, value, year, tuple(lines))


def apply_batch(store: Store, plan: BatchPlan, evidence: str = "") -> int:
    """Do a batch edit as one act. Gives the number of households changed."""
    changed = [each.household_id for each in plan.changed]
    name = plan.field.name
    with store.write(f"批量填写：{plan.field.label}（{len(changed)}户）") as unit:
        for id in changed:
            if plan.year is None:
                record = dataclasses.replace(unit.households.get(id), **{name: plan.value})
                save_record(unit, unit.households, record, evidence)
                continue
            kept = unit.household_years.find(household_id=id, year=plan.year)
            base = kept or HouseholdYear(household_id=id, year=plan.year)
            save_record(unit, unit.household_years, dataclasses.replace(base, **{name: plan.value}), evidence)
    return len(changed)
