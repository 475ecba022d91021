"""How far a passage has come is computed from its steps, whatever was returned, withdrawn or left out."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.procedure import (
    NUMBERS,
    ROADS,
    Course,
    Numbers,
    Passage,
    ProcedureNumber,
    Result,
    RoadKind,
    Step,
    Window,
    course,
)
from fupin_desktop.domain.procedure.numbers import number_problems
from fupin_desktop.domain.procedure.road import OPENED
from fupin_desktop.services.procedure.effects import EFFECTS

ROAD = ROADS[RoadKind.IDENTIFICATION]
OPENED_ON = date(2018, 5, 23)
PASSAGE = Passage(
    id=1, household_id=7, road=RoadKind.IDENTIFICATION, village="水村", year=2018, opened_on=OPENED_ON
)


def a_step(kind: str, on: date, number: int = 1, **more: object) -> Step:
    return Step(id=number, version=number, passage_id=1, household_id=7, kind=kind, on=on, **more)  # type: ignore[arg-type]


def walked(*steps: Step, on: date = date(2018, 12, 31), windows: tuple[Window, ...] = ()) -> Course:
    return course(ROAD, PASSAGE, steps, on, Numbers(), windows)


def test_a_new_passage_waits_for_its_first_step() -> None:
    found = walked()
    assert (found.label, found.next and found.next.key, found.due) == ("待农户申请", "applied", None)


def test_each_step_leads_to_the_next_with_its_last_day() -> None:
    found = walked(a_step("applied", date(2018, 5, 23)))
    assert found.label == "待入户调查"
    assert found.due == date(2018, 5, 30)


def test_the_window_of_the_year_says_the_last_day_where_there_is_one() -> None:
    window = Window(
        road=RoadKind.IDENTIFICATION, year=2018, name="入户调查", steps="surveyed,listed", starts=date(2018, 5, 27),
        ends=date(2018, 6, 2),
    )  # fmt: skip
    assert walked(a_step("applied", date(2018, 5, 23)), windows=(window,)).due == date(2018, 6, 2)


def test_a_notice_runs_until_its_last_day() -> None:
    steps = [
        a_step(key, date(2018, 6, 1 + place), place)
        for place, key in enumerate(("applied", "surveyed", "listed", "assembly"))
    ]
    posted = a_step("posted", date(2018, 6, 7), 9, until=date(2018, 6, 14))
    assert walked(*steps, posted, on=date(2018, 6, 14)).label == "第一次公示中（至2018年6月14日）"
    assert walked(*steps, posted, on=date(2018, 6, 15)).label == "待乡镇审核"
    assert walked(*steps, posted, on=date(2018, 6, 15)).due == date(2018, 6, 19)


def test_an_objection_sends_the_household_back_to_the_survey() -> None:
    steps = [
        a_step(key, date(2018, 6, 1 + place), place)
        for place, key in enumerate(("applied", "surveyed", "listed", "assembly"))
    ]
    posted = a_step("posted", date(2018, 6, 7), 9, until=date(2018, 6, 14))
    objected = a_step("posted", date(2018, 6, 9), 10, result=Result.DISPUTED, reason="有车")
    found = walked(*steps, posted, objected, on=date(2018, 6, 10))
    assert found.label == "有异议待查，待入户调查"
    assert set(found.done) == {"applied"}
    assert found.due == date(2018, 6, 16), "seven days from the objection"


def test_a_return_leads_to_the_step_it_names() -> None:
    steps = [
        a_step(key, date(2018, 6, 1 + place), place)
        for place, key in enumerate(("applied", "surveyed", "listed"))
    ]
    returned = a_step(
        "listed", date(2018, 6, 9), 10, result=Result.RETURNED, reason="材料不全", back_to="applied"
    )
    assert walked(*steps, returned).label == "已退回，待农户申请"


def test_who_fails_is_out_and_nothing_is_due() -> None:
    failed = a_step("assembly", date(2018, 6, 3), 5, result=Result.FAILED, reason="票数不够")
    found = walked(a_step("applied", date(2018, 5, 23)), failed)
    assert (found.label, found.next, found.due, found.failed) == ("不通过（民主评议）", None, None, True)


def test_a_reason_for_an_unusual_order_covers_what_was_left_out() -> None:
    found = walked(a_step("reviewed", date(2018, 7, 1), override="补录往年程序"))
    assert found.label == "待第二次公示"


def test_a_withdrawn_step_does_not_count() -> None:
    first, second = a_step("applied", date(2018, 5, 23)), a_step("surveyed", date(2018, 5, 27), 2)
    gone = replace(second, withdrawn_on=date(2018, 6, 1), withdrawn_reason="登记错了")
    assert walked(first, gone).label == walked(first).label


def test_the_whole_road_has_a_term_of_its_own() -> None:
    road = ROADS[RoadKind.MONITORING]
    passage = replace(PASSAGE, road=RoadKind.MONITORING, opened_on=date(2024, 3, 1), year=2024)
    keys = ("clue", "verified", "authorised", "compared", "assembly", "posted", "reviewed", "county")
    steps = [a_step(key, date(2024, 3, 1), place) for place, key in enumerate(keys)]
    found = course(road, passage, steps, date(2024, 3, 12), Numbers())
    assert found.next is not None
    assert (found.next.key, found.due) == ("announced", date(2024, 3, 4)), "three days after the step before"
    late = course(
        road, passage, [*steps, a_step("announced", date(2024, 3, 15), 20)], date(2024, 3, 20), Numbers()
    )
    assert late.due == date(2024, 3, 16), "fifteen days after the clue, not two after the announcement"
    assert late.late


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(ROAD.places)), st.integers(0, 40), st.sampled_from(list(Result))),
        max_size=14,
    )
)
def test_any_steps_in_any_order_of_reading_give_one_state(drawn: list[tuple[str, int, Result]]) -> None:
    steps = [
        a_step(key, OPENED_ON + timedelta(days=days), number, result=result, reason="原因")
        for number, (key, days, result) in enumerate(drawn, 1)
    ]
    mixed = random.Random(1).sample(steps, len(steps))
    found, again = walked(*steps), walked(*mixed)
    assert (found.label, found.due, found.done) == (again.label, again.due, again.done)
    assert found.open != (found.end is not None)
    assert all(step.result is Result.PASSED for step in found.done.values())


@pytest.mark.parametrize("kind", list(ROADS))
def test_a_road_walked_from_end_to_end_is_finished(kind: RoadKind) -> None:
    road = ROADS[kind]
    passage = replace(PASSAGE, road=kind)
    steps = [
        a_step(each.key, OPENED_ON + timedelta(days=place), place + 1)
        for place, each in enumerate(road.steps)
    ]
    for count in range(len(steps)):
        found = course(road, passage, steps[:count], date(2019, 12, 31), Numbers())
        waits = next(each for each in road.steps[count:] if not each.optional)
        assert found.next is waits
    assert course(road, passage, steps, date(2019, 12, 31), Numbers()).label == "已办结"


@pytest.mark.parametrize("kind", list(ROADS))
def test_what_a_road_names_is_there(kind: RoadKind) -> None:
    road = ROADS[kind]
    for step in road.steps:
        if step.term is not None:
            assert step.term.number in NUMBERS
            assert step.term.base in ("", OPENED) or step.term.base in road.places
        assert not step.objection or road.place(step.objection) < road.place(step.key)
        assert not step.effect or step.effect in EFFECTS
        assert all(key in road.places for key in step.after or ())


def test_a_number_of_the_office_goes_before_the_usual_one_from_its_year_on() -> None:
    numbers = Numbers([ProcedureNumber(key="exit.strike", year=2019, value="5工作日", source="县通知")])
    assert numbers.days("exit.strike", 2018).count == 10
    assert numbers.days("exit.strike", 2019).after(date(2019, 6, 6)) == date(2019, 6, 14), (
        "端午 and a weekend between"
    )
    assert numbers.source("exit.strike", 2020) == "县通知"
    assert numbers.whole("quota.on", 2014) == 1
    assert numbers.whole("quota.on", 2016) == 0


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("exit.strikes", "3", "没有名为“exit.strikes”的程序参数，请从列表中选择"),
        ("exit.strike", "十天", "公告后销号应写成数字（如10），现在是“十天”，请改正"),
        ("exit.strike", "-1", "公告后销号不能小于0，现在是-1，请改正"),
        ("exit.strike", "1.5", "公告后销号应是整数，现在是1.5，请改正"),
        ("assembly.share", "3/2", "通过须超过到会人数的比例不能大于1，现在是3/2，请改正"),
        ("assembly.quorum", "2/0", "到会代表占全体代表的最低比例应写成数字（如2/3），现在是“2/0”，请改正"),
    ],
)
def test_a_number_that_cannot_be_is_refused(key: str, value: str, said: str) -> None:
    assert [each.text for each in number_problems(ProcedureNumber(key=key, value=value))] == [said]
