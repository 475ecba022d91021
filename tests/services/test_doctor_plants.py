"""A clean office has no findings; with one fault for each rule in it, `check` finds exactly those."""

from __future__ import annotations

from datetime import date

import pytest

from fupin_desktop.domain.doctor.rule import rules
from fupin_desktop.services.office import Office
from tests.domain.doctor.builders import CleanHousehold, clean_household
from tests.domain.doctor.planting import PLANTS as IDENTITY_HEALTH_SCHOOL
from tests.domain.doctor.planting_more import PLANTS as THE_OTHERS
from tests.domain.doctor.saving import fill
from tests.test_cli import Shell

PLANTS = IDENTITY_HEALTH_SCHOOL | THE_OTHERS
ALWAYS_CLEAN = 3
FOUND_AT_BOTH = ("A001b", "A022a")
"""A number that stands twice is told of at both places."""


def _spoilt(on: date) -> tuple[list[CleanHousehold], set[tuple[str, str]]]:
    """A household for each fault of an era, and what must be found: (household's number, rule)."""
    homes, wanted = [], set()
    for serial, key in enumerate((key for key, each in PLANTS.items() if each.on == on), ALWAYS_CLEAN + 1):
        home = clean_household(serial, on)
        PLANTS[key].fault(home)
        homes.append(home)
        wanted |= {(home.household.number, rule) for rule in {key, *PLANTS[key].also}}
        if key in FOUND_AT_BOTH:
            wanted |= {(other.household.number, key) for other in home.neighbours}
    return homes, wanted


def _look_with_all_rules(office: Office) -> None:
    for key, rule in rules().items():
        if not rule.on:
            office.doctor.book.decide(key, on=True)


@pytest.mark.parametrize("on", sorted({each.on for each in PLANTS.values()}))
def test_check_finds_exactly_the_planted_faults(
    office: Office, on: date, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    homes, wanted = _spoilt(on)
    fill(office, [*(clean_household(serial, on) for serial in range(1, ALWAYS_CLEAN + 1)), *homes])
    _look_with_all_rules(office)
    answer = Shell(office.folder, capsys).json("check", "--on", on.isoformat())
    assert {(each["household"], each["rule"]) for each in answer["findings"]} == wanted
    counts = answer["by_rule"]
    assert all(counts[key]["found"] for key, each in PLANTS.items() if each.on == on)
    assert all(each["applicable"] >= each["found"] for each in counts.values())


@pytest.mark.parametrize("on", sorted({each.on for each in PLANTS.values()}))
def test_check_finds_nothing_in_a_clean_office(office: Office, on: date) -> None:
    fill(office, [clean_household(serial, on) for serial in range(1, 21)])
    _look_with_all_rules(office)
    checked = office.doctor.examine(on=on)
    assert checked.findings == []
    assert (checked.result.households, checked.result.people) == (20, 100)
