"""Rules D to H: each finds the fault planted for it and no other one, and keeps silent beside it."""

from __future__ import annotations

import re

import pytest

from fupin_desktop.domain.doctor.case import VillageCase
from fupin_desktop.domain.doctor.examine import Examiner, Finding
from fupin_desktop.domain.doctor.rule import rules
from tests.domain.doctor.builders import clean_household, examined, found
from tests.domain.doctor.planting_more import NEAR, PLANTS, VILLAGE_NEAR, VILLAGE_PLANTS, clean_village


def _of_village(case: VillageCase) -> list[Finding]:
    examiner = Examiner(rules(), case.around)
    examiner.look_at_village(case)
    return examiner.result.findings


@pytest.mark.parametrize("key", PLANTS)
def test_the_fault_is_found_by_its_rule_alone(key: str) -> None:
    planted = PLANTS[key]
    home = clean_household(on=planted.on)
    planted.fault(home)
    findings = examined(home)
    assert {each.rule for each in findings} - planted.also == {key}
    assert all(not re.search(r"\d{12,}", each.text) for each in findings)


@pytest.mark.parametrize("key", NEAR)
def test_what_is_right_beside_the_fault_is_not_found(key: str) -> None:
    home = clean_household(on=PLANTS[key].on)
    NEAR[key](home)
    assert key not in found(home)


@pytest.mark.parametrize("key", VILLAGE_PLANTS)
def test_the_fault_of_a_village_is_found_by_its_rule_alone(key: str) -> None:
    assert [each.rule for each in _of_village(VILLAGE_PLANTS[key](clean_village()))] == [key]
    assert key not in {each.rule for each in _of_village(VILLAGE_NEAR[key](clean_village()))}


def test_a_clean_village_has_no_finding() -> None:
    assert _of_village(clean_village()) == []


def test_every_rule_has_a_plant_or_waits() -> None:
    planted = set(PLANTS) | set(VILLAGE_PLANTS)
    assert {key for key, rule in rules().items() if not rule.waits and key[0] in "DEFGH"} == planted


def test_every_row_of_the_list_is_a_rule() -> None:
    rows = {int(key[1:4]) for key in rules()}
    assert set(range(50, 111)) - rows == set()
    assert {"E079a", "E079b", "E079c"} <= set(rules())
