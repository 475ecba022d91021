"""Records that tests begin with: what does not matter is filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from fupin_desktop.domain.codes import Relation, Status
from fupin_desktop.domain.household import Household, Person, Standing
from fupin_desktop.domain.id_number import check_character
from fupin_desktop.services.office import Office


def an_id_number(birth: str = "19800101", order: int = 1) -> str:
    """An invented ID number whose check character is right."""
    body = f"659099{birth}{order:03d}"
    return body + check_character(body)


def a_household(office: Office, number: str = "650000000001", head: str = "王大山", **more: Any) -> Household:
    """A saved household of 水村 with its head, poor since 2018-01-01."""
    people = more.pop("people", 1)
    status = more.pop("status", Status.POOR)
    saved = office.households.save(
        Household(number=number, head=head, **{"village": "水村", "group": "1组", **more})
    )
    assert saved.id is not None
    order = int(number[-3:]) * 10 % 900 + 1
    for place in range(people):
        a_person(
            office, saved.id, head if place == 0 else f"{head[0]}小{'甲乙丙丁戊己'[place]}",
            relation=Relation.HEAD if place == 0 else Relation.SON,
            id_number=an_id_number("19700101" if place == 0 else "19950101", order + place * 2),
        )  # fmt: skip
    if status is not None:
        office.households.save_standing(
            Standing(household_id=saved.id, since=date(2018, 1, 1), status=status)
        )
    return office.households.open(saved.id).household


def a_person(office: Office, household_id: int, name: str, **more: Any) -> Person:
    """A saved member."""
    return office.households.save_person(Person(household_id=household_id, name=name, **more))
