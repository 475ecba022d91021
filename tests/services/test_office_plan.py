"""一户一策 is made, copied, followed and confirmed."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.plan import Batch, Measure, MeasureFund, MeasureKind, Plan, Progress
from fupin_desktop.services.office import Office
from tests.builders import a_household


def a_plan(office: Office, year: int = 2018) -> tuple[Plan, Measure]:
    home = a_household(office)
    plan = office.plans.save(
        Plan(household_id=home.id or 0, year=year, cause="缺技术", needs="养羊", made_on=date(year, 1, 5))
    )
    measure = office.plans.save_measure(
        Measure(
            household_id=home.id or 0, plan_id=plan.id or 0, batch=Batch.PRODUCTION, kind=MeasureKind.INDUSTRY,
            content="发放生产母羊", quantity=Decimal(10), quantity_unit="只", starts_on=date(year, 3, 1),
            due_on=date(year, 10, 31), expected_income=Decimal("3000"),
        ),
        [MeasureFund(source="财政专项", amount=Decimal("4000")), MeasureFund(source="自筹", amount=Decimal("500.50"))],
    )  # fmt: skip
    return plan, measure


def test_a_plan_adds_up_its_money_and_expected_income(office: Office) -> None:
    plan, _ = a_plan(office)
    (file,) = office.plans.of_household(plan.household_id)
    assert (file.money, file.expected_income) == (Decimal("4500.50"), Decimal("3000.00"))


def test_progress_says_how_far_a_measure_is_and_when_it_is_late(office: Office) -> None:
    plan, measure = a_plan(office)
    office.plans.save_progress(
        Progress(
            household_id=plan.household_id,
            measure_id=measure.id or 0,
            on=date(2018, 4, 1),
            said="已到户6只",
            percent=60,
        )
    )
    (file,) = office.plans.of_year(2018)
    assert file.measures[0].percent == 60
    assert file.measures[0].late(date(2018, 11, 1))
    assert not file.measures[0].late(date(2018, 10, 31))


def test_a_second_plan_of_the_same_year_is_refused(office: Office) -> None:
    plan, _ = a_plan(office)
    with pytest.raises(Refused, match="这一户2018年已有一户一策，请直接修改"):
        office.plans.save(Plan(household_id=plan.household_id, year=2018))


def test_a_confirmation_needs_a_name_and_a_day_after_the_plan(office: Office) -> None:
    plan, _ = a_plan(office)
    with pytest.raises(Refused) as refused:
        office.plans.save(dataclasses.replace(plan, confirmed_on=date(2018, 1, 1)))
    assert "户主确认日期早于制定日期" in str(refused.value)
    assert "请同时填写户主确认人" in str(refused.value)


def test_last_years_plan_is_a_start_for_this_years(office: Office) -> None:
    plan, _ = a_plan(office, 2017)
    office.plans.copy(plan.household_id, 2017, 2018)
    new, old = office.plans.of_household(plan.household_id)
    assert (new.plan.year, old.plan.year) == (2018, 2017)
    assert new.measures[0].measure.due_on == date(2018, 10, 31)
    assert new.money == old.money
    assert new.plan.made_on is None
    with pytest.raises(Trouble, match="这一户2018年已有一户一策，不能再复制"):
        office.plans.copy(plan.household_id, 2017, 2018)
    with pytest.raises(Trouble, match="没有2015年的一户一策"):
        office.plans.copy(plan.household_id, 2015, 2019)


def test_days_of_a_measure_do_not_run_backwards(office: Office) -> None:
    _, measure = a_plan(office)
    with pytest.raises(Refused, match="完成时限早于开始日期"):
        office.plans.save_measure(dataclasses.replace(measure, due_on=date(2018, 1, 1)))


def test_a_removed_measure_comes_back_whole_by_undo(office: Office) -> None:
    plan, measure = a_plan(office)
    office.plans.remove_measure(measure)
    assert office.plans.of_household(plan.household_id)[0].measures == ()
    office.undo()
    assert office.plans.of_household(plan.household_id)[0].money == Decimal("4500.50")
