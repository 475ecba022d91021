"""One correction from outside the window: FIELD=VALUE by label or name, with its evidence."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, Record
from fupin_desktop.domain.household import Household, HouseholdYear, Person, PersonYear
from fupin_desktop.domain.values import Unreadable
from fupin_desktop.services.office import Office


def edit_fields(
    office: Office, number: str, said: Sequence[str], *, person: str | None, year: int | None, evidence: str
) -> int | None:
    """Correct fields of a household (or of its member ``person``: name or 人编号), in ``year`` for yearly ones.

    Gives the act's number, None when nothing changed. Raises Refused or Trouble in words.
    """
    file = office.households.open(office.households.by_number(number))
    if person is None:
        target: Record = file.household if year is None else _year(file.year(year), year)
    else:
        member = next((each for each in file.members if person in (each.name, each.number)), None)
        if member is None:
            raise Trouble(f"这一户没有姓名或人编号为“{person}”的成员，请检查")
        target = member if year is None else _year(file.person_year(member, year), year)
    changed = dataclasses.replace(target, **_values(type(target), said))
    if changed == target:
        return None
    _save(office, changed, evidence)
    return office.history.newest()


def _year(kept: Any, year: int) -> Any:
    if kept is None:
        raise Trouble(f"这一户还没有{year}年度的情况，请先在年度页新建")
    return kept


def _values(kind: type[Record], said: Sequence[str]) -> dict[str, Any]:
    found, wrong = {}, []
    for pair in said:
        name, equals, value = pair.partition("=")
        field = next(
            (each for each in kind.fields.values() if name in (each.name, each.label, *each.headings)), None
        )
        if not equals or field is None:
            labels = "、".join(each.label for each in kind.fields.values())
            raise Trouble(f"“{pair}”应写成 字段=值，{kind.title}的字段有：{labels}")
        try:
            read = field.read(value)
        except Unreadable as error:
            wrong.append(Problem(field.name, str(error)))
            continue
        found[field.name] = "" if read is None and field.kind.value == "text" else read
    if wrong:
        raise Refused(wrong)
    return found


def _save(office: Office, record: Record, evidence: str) -> None:
    match record:
        case Household():
            office.households.save(record, evidence)
        case Person():
            office.households.save_person(record, evidence)
        case HouseholdYear():
            office.households.save_year(record, evidence=evidence)
        case PersonYear():
            office.households.save_person_year(record, evidence)
