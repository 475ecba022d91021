from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.housing import (
    DEFAULT_ORDER,
    ORDERS,
    Photo,
    Renovation,
    Slot,
    Stage,
    StageKind,
    Subsidy,
    Way,
    accepted,
    funds,
    order_from,
    photos_missing,
    removal_problems,
    stage_problems,
    state,
    utilities,
    way_problem,
)

ON = date(2018, 11, 1)
APPLIED, APPRAISED, STARTED = StageKind.APPLIED, StageKind.APPRAISED, StageKind.STARTED


def a_renovation(**more: Any) -> Renovation:
    return Renovation(**{"id": 1, "plan_year": 2018, **more})


def a_stage(kind: StageKind, on: str, **more: Any) -> Stage:
    return Stage(**{"renovation_id": 1, "kind": kind, "on": date.fromisoformat(on), **more})


def stages_until(last: StageKind, order: tuple[StageKind, ...] = DEFAULT_ORDER) -> list[Stage]:
    """Every stage of an order up to one, a week apart from 1 March 2018."""
    until = order.index(last) + 1
    first = date(2018, 3, 1).toordinal()
    return [
        a_stage(kind, date.fromordinal(first + 7 * place).isoformat(), id=place + 1)
        for place, kind in enumerate(order[:until])
    ]


def texts(order: tuple[StageKind, ...], existing: list[Stage], new: Stage) -> list[str]:
    return [problem.text for problem in stage_problems(order, existing, new, ON)]


def test_a_renovation_without_stages_is_not_started() -> None:
    found = state(a_renovation(), [])
    assert (found.kind, found.label, found.reached, found.total) == (None, "未动工", 0, 13)


def test_before_building_the_paperwork_reached_is_said() -> None:
    assert state(a_renovation(), stages_until(StageKind.APPROVED)).label == "未动工（县已审批）"


def test_the_furthest_stage_makes_the_state() -> None:
    found = state(a_renovation(), reversed(stages_until(STARTED)))
    assert (found.kind, found.label, found.reached) == (STARTED, "已开工", 8)


def test_stages_of_another_renovation_do_not_count() -> None:
    assert state(a_renovation(id=2), stages_until(STARTED)).reached == 0


def test_a_house_is_safe_once_it_was_accepted() -> None:
    assert not accepted(a_renovation(), stages_until(StageKind.FINISHED))
    assert accepted(a_renovation(), stages_until(StageKind.MOVED_IN))


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_every_order_can_be_walked_from_end_to_end(order: tuple[StageKind, ...]) -> None:
    walked: list[Stage] = []
    for stage in stages_until(order[-1], order):
        assert texts(order, walked, stage) == []
        walked.append(stage)
    assert state(a_renovation(), walked, order).reached == len(order) == len(StageKind)


def test_a_stage_cannot_be_dated_before_an_earlier_one() -> None:
    new = a_stage(StageKind.REVIEWED, "2018-02-01")
    assert texts(DEFAULT_ORDER, stages_until(APPLIED), new) == [
        "民主评议日期2018年2月1日早于农户申请日期2018年3月1日，请核对；确需如此，请写明理由"
    ]
    assert texts(DEFAULT_ORDER, stages_until(APPLIED), replace(new, skip_reason="补办手续")) == []


def test_a_stage_put_in_later_cannot_be_dated_after_the_next_one() -> None:
    existing = stages_until(StageKind.POSTED)
    late = replace(existing[1], on=date(2018, 10, 1))
    assert texts(DEFAULT_ORDER, existing, late) == [
        "民主评议日期2018年10月1日晚于公示日期2018年3月15日，请核对；确需如此，请写明理由"
    ]


def test_two_stages_on_one_day_are_fine() -> None:
    assert texts(DEFAULT_ORDER, stages_until(APPLIED), a_stage(StageKind.REVIEWED, "2018-03-01")) == []


def test_a_stage_cannot_be_skipped_without_a_reason() -> None:
    new = a_stage(APPRAISED, "2018-05-01")
    assert texts(DEFAULT_ORDER, stages_until(APPLIED), new) == [
        "“房屋鉴定”之前还没有完成：民主评议、公示（依据：农村危房改造工作流程，各县不同，本办可改），请先登记；"
        "确需如此，请写明理由"
    ]
    assert texts(DEFAULT_ORDER, stages_until(APPLIED), replace(new, skip_reason="紧急避险")) == []


def test_a_reason_once_given_covers_what_was_left_out_before_it() -> None:
    existing = [*stages_until(APPLIED), a_stage(APPRAISED, "2018-05-01", id=9, skip_reason="紧急避险")]
    assert texts(DEFAULT_ORDER, existing, a_stage(StageKind.CHECKED, "2018-05-02")) == []
    assert texts(DEFAULT_ORDER, existing, a_stage(STARTED, "2018-05-02")) == [
        "“开工”之前还没有完成：乡镇审核、县级审批、签订协议（依据：农村危房改造工作流程，各县不同，本办可改），"
        "请先登记；确需如此，请写明理由"
    ]


def test_a_blank_reason_is_no_reason() -> None:
    assert texts(DEFAULT_ORDER, [], a_stage(STARTED, "2018-05-01", skip_reason="  "))


def test_a_stage_is_kept_once_and_changing_it_is_no_second() -> None:
    existing = stages_until(APPLIED)
    assert texts(DEFAULT_ORDER, existing, replace(existing[0], who="李四")) == []
    assert texts(DEFAULT_ORDER, existing, a_stage(APPLIED, "2018-03-02")) == [
        "“农户申请”已登记（2018年3月1日），登记错了请先撤回原来的一步"
    ]


def test_a_day_to_come_is_pointed_out() -> None:
    assert texts(DEFAULT_ORDER, [], a_stage(APPLIED, "2018-12-01")) == [
        "农户申请日期2018年12月1日晚于今天（2018年11月1日），请核对"
    ]


def test_a_stage_that_the_office_does_not_know_is_refused() -> None:
    order = order_from("申请→开工→竣工→验收")
    assert texts(order, [], a_stage(APPRAISED, "2018-05-01")) == [
        "本办的改造顺序中没有“鉴定”，请先在设置中调整顺序"
    ]


def test_taking_out_a_middle_stage_asks_for_a_reason_at_the_next_one() -> None:
    existing = stages_until(StageKind.POSTED)
    [problem] = removal_problems(DEFAULT_ORDER, existing, existing[1], "登记错了")
    assert problem.text == "“民主评议”之后已登记：公示，请先从最后一步起撤回"
    explained = [*existing[:2], replace(existing[2], skip_reason="紧急避险")]
    assert removal_problems(DEFAULT_ORDER, explained, existing[1], "登记错了") == []


def test_the_last_stage_can_be_taken_out() -> None:
    existing = stages_until(StageKind.POSTED)
    assert removal_problems(DEFAULT_ORDER, existing, existing[-1], "登记错了") == []
    [problem] = removal_problems(DEFAULT_ORDER, existing, existing[-1], " ")
    assert problem.text == "撤回“公示”请写明原因"


@pytest.mark.parametrize("joint", ["→", "->", "、", "，", "\n", " > "])
def test_an_offices_own_order_is_read_as_people_write_it(joint: str) -> None:
    assert order_from(joint.join(kind.label for kind in DEFAULT_ORDER)) == DEFAULT_ORDER


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("申请→开工→开工→竣工→验收", "改造顺序中“开工”出现了两次，请只保留一处"),
        ("申请→动工→竣工", "改造顺序中缺少：验收，请补上"),
        ("申请→竣工→开工→验收", "改造顺序中应先开工、再竣工、后验收，请调整"),
        ("", "改造顺序中缺少：开工、竣工、验收，请补上"),
    ],
)
def test_an_order_that_cannot_be_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        order_from(text)
    assert str(refused.value) == sentence


def test_an_unknown_stage_is_named() -> None:
    with pytest.raises(Refused, match="改造顺序中“上梁”不在可选内容"):
        order_from("申请→上梁→验收")


@given(st.permutations(list(DEFAULT_ORDER)))
def test_whatever_order_is_accepted_reads_back_as_itself(order: list[StageKind]) -> None:
    written = "→".join(kind.label for kind in order)
    places = [order.index(kind) for kind in (STARTED, StageKind.FINISHED, StageKind.ACCEPTED)]
    if places == sorted(places):
        assert order_from(written) == tuple(order)
    else:
        with pytest.raises(Refused, match="应先开工"):
            order_from(written)


def test_the_way_is_held_against_the_grade() -> None:
    assert way_problem(a_renovation(grade=Grade.D, way=Way.REPAIR)) == (
        "D级房屋登记为修缮加固，请核对（D级一般拆除重建）"
    )
    assert way_problem(a_renovation(grade=Grade.C, way=Way.REBUILD)) is not None
    assert way_problem(a_renovation(grade=Grade.C, way=Way.REPAIR)) is None
    assert way_problem(a_renovation(grade=Grade.D, way=Way.TOGETHER)) is None
    assert "不属于危房改造范围" in str(way_problem(a_renovation(grade=Grade.A, way=Way.REPAIR)))
    assert way_problem(a_renovation(grade=Grade.D)) is None


def test_photos_are_asked_for_as_the_house_grows() -> None:
    before = Photo(renovation_id=1, slot=Slot.BEFORE, sha256="a")
    assert photos_missing(a_renovation(), stages_until(StageKind.SIGNED), []) == []
    assert photos_missing(a_renovation(), stages_until(STARTED), []) == [Slot.BEFORE]
    assert photos_missing(a_renovation(), stages_until(StageKind.FINISHED), [before]) == [
        Slot.DURING,
        Slot.AFTER,
    ]
    elsewhere = replace(before, renovation_id=2)
    assert photos_missing(a_renovation(), stages_until(STARTED), [elsewhere]) == [Slot.BEFORE]


def test_a_family_that_moved_in_without_water_is_pointed_out() -> None:
    stages = [a_stage(StageKind.MOVED_IN, "2018-10-01")]
    home = a_renovation(power_on=date(2018, 9, 20), water_state="管道未接入户")
    assert utilities(home, stages, ON) == ["入住后未通水，已31天（管道未接入户）", "已通电（2018年9月20日）"]


def test_water_that_came_after_the_move_says_how_late() -> None:
    stages = [a_stage(StageKind.MOVED_IN, "2018-10-01")]
    home = a_renovation(water_on=date(2018, 10, 8), power_on=date(2018, 12, 1))
    assert utilities(home, stages, ON) == ["已通水（2018年10月8日，入住后第7天）", "入住后未通电，已31天"]


def test_before_the_house_is_finished_nothing_is_asked() -> None:
    assert utilities(a_renovation(), stages_until(StageKind.BUILT), ON) == []
    assert utilities(a_renovation(), [a_stage(StageKind.FINISHED, "2018-10-01")], ON) == [
        "竣工后未通水",
        "竣工后未通电",
    ]


def subsidies(*amounts: tuple[str, str]) -> list[Subsidy]:
    return [Subsidy(renovation_id=1, source=source, amount=Decimal(amount)) for source, amount in amounts]


def test_money_that_adds_up_is_said_in_one_sentence() -> None:
    home = a_renovation(cost=Decimal(50000), own_money=Decimal(20000))
    paid = [replace(each, paid_on=ON) for each in subsidies(("中央", "10000"), ("自治区", "20000"))]
    found = funds(home, paid)
    assert (found.subsidy, found.gap) == (Decimal(30000), Decimal(0))
    assert found.words == ["补助合计30,000.00元（中央10,000.00元、自治区20,000.00元）"]


def test_a_gap_to_the_cost_is_said() -> None:
    home = a_renovation(cost=Decimal(50000), own_money=Decimal(15000), planned_subsidy=Decimal(28500))
    assert funds(home, subsidies(("中央", "30000"))).words == [
        "补助合计30,000.00元（中央30,000.00元）",
        "已拨付0.00元，未拨付30,000.00元",
        "补助和自筹共45,000.00元，比总造价50,000.00元少5,000.00元，请核对",
        "拟补助28,500.00元，与补助合计不一致，请核对",
    ]


def test_blank_money_is_named_and_not_taken_for_nought() -> None:
    found = funds(a_renovation(cost=Decimal(50000)), [])
    assert found.gap is None
    assert found.words == ["补助合计0.00元", "“自筹资金”未填写，无法核对资金"]


def test_the_money_of_another_house_is_not_counted() -> None:
    assert funds(a_renovation(id=2), subsidies(("中央", "30000"))).subsidy == 0
