"""Findings follow typing: looking again at what was changed comes to the same as looking at everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import Sex
from fupin_desktop.domain.doctor.rule import Severity
from fupin_desktop.domain.household import Standing
from fupin_desktop.services.doctor.listing import Asked, By, heaps, narrowed
from fupin_desktop.services.office import Office
from tests.exports import id_of

ON = date(2018, 5, 8)
Change = Callable[[Unit], Any]


def person(unit: Unit, name: str) -> Any:
    found = unit.people.find(name=name)
    assert found is not None
    return found


def household(unit: Unit, head: str) -> Any:
    found = unit.households.find(head=head)
    assert found is not None
    return found


def same_number(unit: Unit) -> None:
    for name in ("张三", "王五"):
        unit.people.save(replace(person(unit, name), id_number=id_of("19700101", 1), sex=Sex.MALE))


def moved(unit: Unit) -> None:
    child = person(unit, "张小月")
    unit.people.save(replace(child, household_id=household(unit, "王五").id))


def applied(unit: Unit) -> None:
    standing = unit.standings.find(household_id=household(unit, "钱七").id)
    assert isinstance(standing, Standing)
    unit.standings.remove(standing)


@pytest.mark.parametrize(
    "change",
    [
        lambda unit: unit.people.save(replace(person(unit, "张三"), sex=Sex.MALE)),
        lambda unit: unit.people.save(replace(person(unit, "张成员甲"), left_on=date(2018, 5, 1))),
        lambda unit: unit.households.save(replace(household(unit, "王五"), phone="13911111111")),
        lambda unit: unit.households.save(replace(household(unit, "孙八"), ended_on=date(2018, 5, 1))),
        same_number,
        moved,
        applied,
    ],
)  # fmt: skip
def test_what_follows_is_what_a_whole_examination_finds(township: Office, change: Change) -> None:
    before = township.doctor.examine(on=ON)
    with township.store.write("改动") as unit:
        change(unit)
    after, whole = township.doctor.follow(before), township.doctor.examine(on=ON)
    assert after is not None
    assert sorted(map(str, after.findings)) == sorted(map(str, whole.findings))
    assert after.findings != before.findings
    township.undo()
    again = township.doctor.follow(after)
    assert again is not None
    assert sorted(map(str, again.findings)) == sorted(map(str, before.findings))


def test_waivers_follow_too(township: Office) -> None:
    before = township.doctor.examine(on=ON)
    one = before.findings[0]
    township.doctor.waive([one], "入户看过", "李经办", date(2018, 11, 8), ON)
    after = township.doctor.follow(before)
    assert after is not None
    assert len(after.findings) == len(before.findings) - 1
    assert [finding for finding, _ in after.waived] == [one]


def test_nothing_changed_is_nothing_to_look_at_and_a_note_is_no_change(township: Office) -> None:
    before = township.doctor.examine(on=ON)
    township.doctor.remember(before)
    after = township.doctor.follow(before)
    assert after is not None
    assert after.findings is before.findings


def test_a_change_that_is_of_no_household_asks_for_a_whole_examination(township: Office) -> None:
    before = township.doctor.examine(on=ON)
    township.doctor.book.decide("A001", on=False)
    assert township.doctor.follow(before) is None


def test_findings_are_laid_in_heaps_by_village_rule_and_household(township: Office) -> None:
    found = township.doctor.examine(on=ON).findings
    villages = heaps(found, By.VILLAGE, ["水村", "月亮村"])
    assert [(heap.label, heap.households) for heap in villages] == [("水村", 5), ("月亮村", 4)]
    assert sum(len(heap.findings) for heap in villages) == len(found)
    rules = heaps(found, By.RULE)
    weights = [list(Severity).index(heap.findings[0].severity) for heap in rules]
    assert weights == sorted(weights)
    assert all(len({each.rule for each in heap.findings}) == 1 for heap in rules)
    homes = heaps(found, By.HOUSEHOLD)
    assert {heap.label for heap in homes} >= {"张三", "王五", "阿依古丽·买买提"}
    errors = [heap.counts[Severity.ERROR] for heap in homes]
    assert errors == sorted(errors, reverse=True)


def test_findings_are_narrowed_by_weight_village_group_and_words(township: Office) -> None:
    found = township.doctor.examine(on=ON).findings
    assert {each.severity for each in narrowed(found, Asked(frozenset({Severity.HINT})))} == {Severity.HINT}
    assert {each.village for each in narrowed(found, Asked(village="水村"))} == {"水村"}
    assert {each.rule[0] for each in narrowed(found, Asked(group="E"))} == {"E"}
    assert {each.head for each in narrowed(found, Asked(words="zhangxiaoyue"))} == {"张三"}
    assert {each.head for each in narrowed(found, Asked(words="shanyan"))} == {"单䶮"}
    assert {each.head for each in narrowed(found, Asked(words="王五"))} == {"王五"}
    assert {each.rule for each in narrowed(found, Asked(words="a001"))} == {"A001"}
    assert narrowed(found, Asked(village="水村", group="E", words="王五")) == []


def test_the_errors_of_a_large_office_are_those_of_the_last_examination(township: Office) -> None:
    checked = township.doctor.examine(on=ON)
    errors = checked.by_severity()[Severity.ERROR]
    assert township.doctor.errors(ON) == errors
    assert township.doctor.errors(ON, most=1) == 0
    township.doctor.remember(checked)
    assert township.doctor.errors(ON, most=1) == errors
