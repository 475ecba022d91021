"""The office decides which rules look and from where on something is doubtful: by year, as acts, and back again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.household import HouseholdYear
from fupin_desktop.services.doctor.limits import Chosen
from fupin_desktop.services.office import Office
from tests.builders import a_household


def _chosen(office: Office, key: str, year: int = 0) -> Chosen:
    return next(each for each in office.doctor.book.all(year) if each.rule.key == key)


def _found(office: Office, key: str, on: date) -> int:
    return office.doctor.examine(on=on).result.found().get(key, -1)


def _with_farmland(office: Office, farmland: str) -> None:
    household = a_household(office)
    with office.store.write("年度情况") as unit:
        unit.household_years.save(
            HouseholdYear(household_id=household.id or 0, year=2018, farmland=Decimal(farmland))
        )


def test_a_threshold_is_changed_for_every_year_and_for_one(office: Office) -> None:
    _with_farmland(office, "30")
    assert _found(office, "G094a", date(2018, 6, 1)) == 0
    office.doctor.book.decide("G094a", limits={"most": 10}, note="2017年校验规则")
    assert _found(office, "G094a", date(2018, 6, 1)) == 1
    office.doctor.book.decide("G094a", year=2019, limits={"most": "50"})
    assert _found(office, "G094a", date(2019, 6, 1)) == 0
    assert _found(office, "G094a", date(2020, 6, 1)) == 1
    assert _chosen(office, "G094a", 2019).limits == {"most": Decimal(50)}
    assert _chosen(office, "G094a").note == "2017年校验规则"


def test_a_rule_is_switched_off_and_on(office: Office) -> None:
    _with_farmland(office, "300")
    office.doctor.book.decide("G094a", on=False)
    assert _found(office, "G094a", date(2018, 6, 1)) == -1
    office.doctor.book.decide("G094a", year=2018, on=True)
    assert _found(office, "G094a", date(2018, 6, 1)) == 1
    assert not _chosen(office, "G094a", 2019).on


def test_a_local_rule_waits_until_the_office_switches_it_on(office: Office) -> None:
    assert not _chosen(office, "E070b").on
    office.doctor.book.decide("E070b", on=True, limits={"least": 18})
    assert _chosen(office, "E070b").on
    assert _chosen(office, "E070b").own


def test_a_threshold_decided_for_a_year_leaves_the_switch_as_it_was(office: Office) -> None:
    office.doctor.book.decide("F093", on=False)
    office.doctor.book.decide("F093", year=2018, limits={"rise": 80})
    chosen = _chosen(office, "F093", 2018)
    assert not chosen.on
    assert chosen.limits == {"rise": Decimal(80), "fall": Decimal(50)}


def test_a_decision_is_one_act_and_taken_back_as_one(office: Office) -> None:
    office.doctor.book.decide("F082a", limits={"most": 20000})
    assert office.undo() == "设置体检规则：人均纯收入过高"
    assert _chosen(office, "F082a").limits == {"most": Decimal(30000)}
    office.doctor.book.decide("F082a", year=2018, limits={"most": 20000})
    assert office.history.acts()[0].label == "设置体检规则：人均纯收入过高（2018年）"


def test_a_rule_becomes_again_what_it_is_by_itself(office: Office) -> None:
    office.doctor.book.decide("F082a", limits={"most": 20000}, on=False)
    office.doctor.book.reset("F082a")
    assert _chosen(office, "F082a") == replace(
        _chosen(office, "F082a"), on=True, limits={"most": Decimal(30000)}, own=False, note=""
    )
    office.doctor.book.reset("F082a", 2018)  # nothing was decided: nothing happens


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {"key": "F082a", "limits": {"most": -1}},
            "“人均纯收入高于”应是0到10000000之间的数（元），现在是“-1”，请改正",
        ),
        (
            {"key": "F082a", "limits": {"most": "三万"}},
            "“人均纯收入高于”应是0到10000000之间的数（元），现在是“三万”，请改正",
        ),
        (
            {"key": "F082a", "limits": {"most": "nan"}},
            "“人均纯收入高于”应是0到10000000之间的数（元），现在是“nan”，请改正",
        ),
        ({"key": "F082a", "limits": {"least": 5}}, "规则F082a没有名为“least”的阈值（most），请核对"),
        ({"key": "Z999"}, "没有编号为“Z999”的规则，请核对规则编号"),
        ({"key": "F082a", "year": 18}, "年度应在2014到2100之间（0表示各年度），现在是18，请改正"),
        ({"key": "F082a", "note": "据" * 201}, "依据不能超过200个字"),
    ],
)
def test_what_is_impossible_is_refused_and_nothing_is_kept(
    office: Office, asked: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        office.doctor.book.decide(**{"on": False, **asked})
    assert sentence in refused.value.problems[0].text
    with office.store.read() as unit:
        assert unit.rule_settings.count() == 0
