"""Each rule finds the fault planted for it and no other one, keeps silent beside it, and no rule is without a plant."""

from __future__ import annotations

import re
from datetime import date

import pytest

from fupin_desktop.domain.doctor.rule import rules
from tests.domain.doctor.builders import NEW, OLD, clean_household, examined, found
from tests.domain.doctor.planting import NEAR, PLANTS


@pytest.mark.parametrize("on", [OLD, NEW])
def test_a_clean_household_has_no_finding_in_either_era(on: date) -> None:
    assert found(clean_household(on=on)) == []


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


def test_every_rule_has_a_plant_or_waits() -> None:
    assert {key for key, rule in rules().items() if not rule.waits and key[0] in "ABC"} - set(PLANTS) == set()
