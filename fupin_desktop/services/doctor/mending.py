"""Certain mends: what a rule can put right by itself, shown first, then done as one act that keeps the old values."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.db.repository import Repository
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.doctor.case import Around, Case
from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.domain.doctor.rule import rules
from fupin_desktop.domain.errors import Stale
from fupin_desktop.domain.fields import Record
from fupin_desktop.exchange.layouts import field_of
from fupin_desktop.services.corrections import save_record
from fupin_desktop.services.doctor import gathering

EVIDENCE = "数据体检：由证件号码等本户已有内容推得"


@dataclass(frozen=True, slots=True)
class Fix:
    """One mend of one finding: field ``key``, what stands there and what would stand there, as a person reads them."""

    finding: Finding
    key: str
    label: str
    old: str
    new: str
    value: Any
    record_id: int
    version: int


def fixes(unit: Unit, findings: Sequence[Finding], about: Around) -> Iterator[Fix]:
    """The certain mends of findings; a finding that needs somebody to look has none."""
    known = rules()
    mendable = [each for each in findings if each.household_id is not None and known[each.rule].mendable]
    ids = list(dict.fromkeys(each.household_id for each in mendable if each.household_id is not None))
    cases = {case.household.id: case for case in gathering.cases(unit, ids, about)}
    seen: set[tuple[str, int]] = set()
    for finding in mendable:
        case = cases[finding.household_id]
        mend = known[finding.rule].mend(case, finding.person_id)
        record = _record(case, mend.field, finding.person_id) if mend is not None else None
        if mend is None or record is None or record.id is None or (mend.field, record.id) in seen:
            continue
        seen.add((mend.field, record.id))
        field, old = field_of(mend.field), getattr(record, mend.field.partition(".")[2])
        if old != mend.value:
            yield Fix(
                finding, mend.field, field.label, field.show(old), field.show(mend.value), mend.value, record.id,
                record.version,
            )  # fmt: skip


def _record(case: Case, key: str, person_id: int | None) -> Record | None:
    table = key.partition(".")[0]
    if table == "household":
        return case.household
    if table == "household_year":
        return case.year
    member = next((each for each in case.members if each.person.id == person_id), None)
    if member is None:
        return None
    return member.person if table == "person" else member.year


def apply(unit: Unit, wanted: Sequence[Fix]) -> int:
    """Put the mends in. Raises Stale when somebody changed one of the records meanwhile. Gives how many."""
    repositories: dict[str, Repository[Any]] = {
        "household": unit.households, "household_year": unit.household_years, "person": unit.people,
        "person_year": unit.person_years,
    }  # fmt: skip
    stamped: dict[tuple[str, int], int] = {}
    for fix in wanted:
        table, _, name = fix.key.partition(".")
        record = repositories[table].get(fix.record_id)
        if record.version != stamped.get((table, fix.record_id), fix.version):
            raise Stale(
                f"{fix.finding.name}的{fix.label}在体检之后又有改动，请重新体检再改正；什么都没有改变"
            )
        saved = save_record(
            unit, repositories[table], dataclasses.replace(record, **{name: fix.value}), EVIDENCE
        )
        stamped[table, fix.record_id] = saved.version
    return len(wanted)
