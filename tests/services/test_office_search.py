"""One box finds people by whatever the clerk has at hand."""

from __future__ import annotations

import dataclasses

import pytest

from fupin_desktop.services.office import Office
from tests.builders import a_household, an_id_number


@pytest.mark.parametrize(
    "said", ["单雪梅", "单雪", "雪梅", "shanxuemei", "danxuemei", "sxm", "dxm", "ShanXue", "shan xue mei"]
)
def test_a_surname_of_several_readings_is_found_by_each(office: Office, said: str) -> None:
    a_household(office, head="单雪梅")
    a_household(office, number="650000000002", head="李大河")
    assert [hit.name for hit in office.search.find(said)] == ["单雪梅"]


def test_last_digits_of_number_phone_and_household_are_found(office: Office) -> None:
    a_household(office, number="650000000077", head="王大山", phone="13912345678")
    last = an_id_number("19700101", 77 * 10 % 900 + 1)[-4:]
    assert [hit.household for hit in office.search.find(last)] == ["650000000077"]
    assert [hit.household for hit in office.search.find("5678")] == ["650000000077"]
    assert [hit.household for hit in office.search.find("650000000077")] == ["650000000077"]


def test_a_minority_name_is_found_by_its_parts(office: Office) -> None:
    a_household(office, head="买买提·吐尔逊")
    assert office.search.find("吐尔逊")[0].name == "买买提·吐尔逊"
    assert office.search.find("mmttex")[0].name == "买买提·吐尔逊"


def test_what_was_just_changed_is_found(office: Office) -> None:
    home = a_household(office, head="王大山")
    assert office.search.find("13900000009") == []
    office.households.save(dataclasses.replace(home, phone="13900000009"))
    assert len(office.search.find("13900000009")) == 1


def test_nothing_found_is_an_empty_answer(office: Office) -> None:
    assert office.search.find("  ") == []
    assert office.search.find("没有这个人") == []
