"""What is checked and derived when a member is saved."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.domain import id_number
from fupin_desktop.domain.codes import Relation, Sex
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.household import Person


def derived(person: Person) -> Person:
    """Birth date and sex follow the number where it gives them; the number is kept clean."""
    said = id_number.read_id_number(person.id_number)
    changes: dict[str, Any] = {"id_number": said.text}
    if said.kind == "disabled" and said.number18:
        changes |= {"id_number": said.number18, "disability_card": said.text}
    if said.birth is not None:
        changes["birth"] = said.birth
    if said.sex is not None:
        changes["sex"] = Sex.of(said.sex)
    return dataclasses.replace(person, **changes)


def person_problems(unit: Unit, person: Person, old: Person | None, evidence: str) -> list[Problem]:
    """Everything wrong with a member, in words. ``evidence`` lets a changed or odd number pass."""
    found = list(problems(Person, as_values(person)))
    said = id_number.read_id_number(person.id_number)
    changed = old is None or old.id_number != said.text
    if not person.id_number and person.pending is None:
        found.append(
            Problem("id_number", "没有证件号码的人请选“待补证件原因”（如新生儿、未上户口、外籍配偶）")
        )
    if changed and person.id_number:
        found += [Problem("id_number", each) for each in said.problems if not evidence]
        if said.text and (twin := registered_twin(unit, person)) is not None:
            where = unit.households.get(twin.household_id)
            found.append(
                Problem(
                    "id_number", f"这个证件号码已登记在{where.village}{where.head}户的{twin.name}名下，请核对"
                )
            )
    if old is not None and old.id_number and changed and not evidence:
        found.append(Problem("id_number", "更正证件号码请写明依据（户口簿、公安机关证明等）"))
    typed = old is None or person.birth != old.birth  # else it follows the number
    if typed and person.birth is not None and said.birth is not None and person.birth != said.birth:
        found.append(Problem("birth", f"出生日期与证件号码不符（证件为{said.birth}），请核对"))
    return found


def heads_left(unit: Unit, people: Sequence[Person]) -> list[Problem]:
    """A head who leaves while others stay and nobody takes his place. ``people`` are all who are saved together."""
    found = []
    saved = {each.id: each for each in people if each.id is not None}
    for each in people:
        old = unit.people.get(each.id) if each.id is not None else None
        if (
            old is None
            or each.left_on is None
            or old.left_on is not None
            or old.relation is not Relation.HEAD
        ):
            continue
        kept = unit.people.all(household_id=each.household_id, left_on=None)
        after = [saved.get(one.id or 0, one) for one in kept] + [one for one in people if one.id is None]
        stay = [one for one in after if one.left_on is None and one.household_id == each.household_id]
        if stay and not any(one.relation is Relation.HEAD for one in stay):
            text = f"{each.name}是户主，减少以后本户没有户主；请用“登记变动”登记，同时选新户主"
            found.append(Problem("left_on", text))
    return found


def registered_twin(unit: Unit, person: Person) -> Person | None:
    """Somebody else who has this one's number and has not left; those of a household that was struck off do not count."""
    said = id_number.read_id_number(person.id_number)
    if not said.text:
        return None
    for each in unit.people.all(id_number=said.number18 or said.text, left_on=None):
        if each.id != person.id and unit.households.get(each.household_id).ended_on is None:
            return each
    return None


def keep_head(unit: Unit, household_id: int) -> None:
    """The household's 户主姓名 follows its member 户主."""
    heads = [
        each
        for each in unit.people.all(household_id=household_id, relation=Relation.HEAD)
        if each.left_on is None
    ]
    household = unit.households.get(household_id)
    if len(heads) == 1 and household.head != heads[0].name:
        unit.households.save(dataclasses.replace(household, head=heads[0].name))
