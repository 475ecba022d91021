"""Steps are registered, refused with a sentence, let pass with a reason, withdrawn, and never erased."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.procedure import Result, RoadKind, Step
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing, PassageFile
from tests.builders import a_household

TODAY = date(2018, 12, 28)


@pytest.fixture
def poor(office: Office) -> int:
    household = a_household(office, head="李四")
    assert household.id is not None
    return household.id


@pytest.fixture(autouse=True)
def _poor_village(office: Office) -> None:
    """水村 is a 重点村, and so may be listed out."""
    village = next(each for each in office.settings.villages() if each.name == "水村")
    office.settings.save_village(dataclasses.replace(village, key_village=True))


def refusal(
    office: Office, household: int, step: str, on: date, kind: RoadKind = RoadKind.RELOCATION, **more: object
) -> str:
    with pytest.raises(Refused) as wrong:
        office.procedures.do(kind, [household], Doing(step=step, on=on, **more), today=TODAY)  # type: ignore[arg-type]
    return str(wrong.value)


def test_a_step_before_the_one_it_needs_is_refused_with_the_source(office: Office, poor: int) -> None:
    office.procedures.start(RoadKind.RELOCATION, poor, date(2018, 3, 1), today=TODAY)
    said = refusal(office, poor, "moved_in", date(2018, 3, 5))
    assert "“入住”之前还没有完成：确定搬迁方式、落实安置" in said
    assert "确需如此，请写明理由" in said


def test_a_reason_lets_it_pass_and_is_kept(office: Office, poor: int) -> None:
    doing = Doing(step="moved_in", on=date(2018, 3, 5), override="往年已搬迁，补录")
    file = office.procedures.do(RoadKind.RELOCATION, [poor], doing, today=TODAY)[0]
    assert file.steps[-1].override == "往年已搬迁，补录"
    assert file.course.label == "待旧房处置"


def test_a_step_dated_before_the_one_before_is_refused(office: Office) -> None:
    office.procedures.do(
        RoadKind.VILLAGE_EXIT, ["水村"], Doing(step="proposed", on=date(2018, 6, 1)), today=TODAY
    )
    with pytest.raises(Refused) as wrong:
        office.procedures.do(
            RoadKind.VILLAGE_EXIT, ["水村"], Doing(step="verified", on=date(2018, 5, 30)), today=TODAY
        )
    assert "指标核查日期2018年5月30日早于村申请日期2018年6月1日，请核对" in str(wrong.value)


def test_a_day_in_the_future_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as wrong:
        office.procedures.do(
            RoadKind.VILLAGE_EXIT, ["水村"], Doing(step="proposed", on=date(2019, 1, 2)), today=TODAY
        )
    assert "贫困村出列的启动日期2019年1月2日晚于今天（2018年12月28日），请核对" in str(wrong.value)


def test_a_notice_that_ends_on_a_day_off_says_why_it_hangs_longer(office: Office, poor: int) -> None:
    """Seven days from Saturday 2 June end on a Saturday."""

    def against(until: date) -> str:
        doing = Doing(step="posted", on=date(2018, 6, 2), until=until)
        found = office.procedures.check(RoadKind.EXIT, poor, doing, today=date(2018, 7, 1))
        return "；".join(each.text for each in found if each.field == "until")

    assert against(date(2018, 6, 9)) == (
        "公示自2018年6月2日起应不少于7天，至2018年6月11日期满（最后一天是休息日，顺延），现在只到2018年6月9日"
        "（依据：本办公示天数设置），请改正；确需如此，请写明理由"
    )
    assert against(date(2018, 6, 11)) == ""


def test_a_second_open_passage_of_the_same_road_is_refused(office: Office, poor: int) -> None:
    office.procedures.start(RoadKind.RELOCATION, poor, date(2018, 3, 1), today=TODAY)
    with pytest.raises(Refused) as wrong:
        office.procedures.start(RoadKind.RELOCATION, poor, date(2018, 4, 1), today=TODAY)
    assert (
        str(wrong.value)
        == "这户的易地扶贫搬迁从2018年3月1日起正在办理（待确定搬迁方式），请接着办理，不要重新启动"
    )


def test_a_result_other_than_passed_asks_for_its_reason(office: Office) -> None:
    office.procedures.do(
        RoadKind.VILLAGE_EXIT, ["水村"], Doing(step="proposed", on=date(2018, 6, 1)), today=TODAY
    )
    with pytest.raises(Refused) as wrong:
        office.procedures.do(
            RoadKind.VILLAGE_EXIT,
            ["水村"],
            Doing(step="verified", on=date(2018, 6, 5), result=Result.RETURNED),
            today=TODAY,
        )
    assert str(wrong.value) == "“指标核查”的结果是退回，请写明原因"


def test_a_step_or_a_road_that_is_not_there_is_named(office: Office, poor: int) -> None:
    with pytest.raises(Trouble, match="易地扶贫搬迁没有“搬家”这一步"):
        office.procedures.do(
            RoadKind.RELOCATION, [poor], Doing(step="搬家", on=date(2018, 3, 1)), today=TODAY
        )
    with pytest.raises(Trouble, match="没有名为“火星村”的行政村"):
        office.procedures.do(
            RoadKind.VILLAGE_EXIT, ["火星村"], Doing(step="proposed", on=date(2018, 3, 1)), today=TODAY
        )


def proposed(office: Office) -> PassageFile:
    doing = Doing(step="proposed", on=date(2018, 6, 1), person="王经办")
    return office.procedures.do(RoadKind.VILLAGE_EXIT, ["水村"], doing, today=TODAY)[0]


def steps(office: Office) -> list[Step]:
    with office.store.read() as unit:
        return unit.steps.all()


def test_a_withdrawn_step_stays_with_its_reason(office: Office) -> None:
    file = proposed(office)
    office.procedures.withdraw_step(file, file.steps[0], "登记错了村", date(2018, 6, 2))
    kept = steps(office)
    assert [(each.withdrawn_on, each.withdrawn_reason) for each in kept] == [(date(2018, 6, 2), "登记错了村")]
    assert office.procedures.open(file.passage.id or 0, TODAY).course.label == "待村申请"


def test_withdrawing_asks_for_a_reason_and_refuses_twice(office: Office) -> None:
    file = proposed(office)
    with pytest.raises(Refused, match="撤回“村申请”请写明原因"):
        office.procedures.withdraw_step(file, file.steps[0], " ", date(2018, 6, 2))
    office.procedures.withdraw_step(file, file.steps[0], "错", date(2018, 6, 2))
    again = office.procedures.open(file.passage.id or 0, TODAY)
    with pytest.raises(Refused, match="“村申请”已于2018年6月2日撤回"):
        office.procedures.withdraw_step(again, again.steps[0], "错", date(2018, 6, 3))


def test_a_reason_for_something_else_does_not_let_the_step_before_be_withdrawn(office: Office) -> None:
    for step, on, more in (
        ("proposed", date(2018, 6, 1), {}),
        ("verified", date(2018, 6, 8), {"override": "指标另行核查", "said": {"verifiers": "李干部", "rate": "1"}}),
    ):  # fmt: skip
        doing = Doing(step=step, on=on, **more)  # type: ignore[arg-type]
        file = office.procedures.do(RoadKind.VILLAGE_EXIT, ["水村"], doing, today=TODAY)[0]
    with pytest.raises(Refused) as wrong:
        office.procedures.withdraw_step(file, file.steps[0], "登记错了", TODAY)
    assert str(wrong.value) == "“村申请”之后已登记：指标核查，请先从最后一步起撤回"


def test_undo_withdraws_a_step_and_redo_brings_it_back(office: Office) -> None:
    file = proposed(office)
    office.undo()
    kept = steps(office)
    assert len(kept) == 1, "a step is never erased"
    assert kept[0].withdrawn_reason == "撤销了这次登记"
    assert office.procedures.open(file.passage.id or 0, TODAY).course.label == "已撤回"
    office.undo(office.history.acts(last=1)[0].id)
    assert office.procedures.open(file.passage.id or 0, TODAY).course.label == "待指标核查"


def test_undo_of_a_step_that_a_later_one_stands_on_is_refused(office: Office) -> None:
    proposed(office)
    act = office.history.newest()
    doing = Doing(
        step="verified", on=date(2018, 6, 5), override="按县通知先登记", result=Result.FAILED, reason="未达标"
    )
    office.procedures.do(RoadKind.VILLAGE_EXIT, ["水村"], doing, today=TODAY)
    with pytest.raises(Trouble) as wrong:
        office.undo(act)
    assert str(wrong.value) == (
        "不能撤销“贫困村出列·村申请：水村”：水村之后又登记了步骤，请在“程序”里从最后一步起撤回并写明原因"
    )


def test_several_households_are_registered_together_or_not_at_all(office: Office, poor: int) -> None:
    other = a_household(office, "650000000002", head="赵六").id
    assert other is not None
    office.procedures.start(RoadKind.RELOCATION, poor, date(2018, 3, 1), today=TODAY)
    before = len(steps(office))
    doing = Doing(step="settled", on=date(2018, 4, 1))
    with pytest.raises(Refused) as wrong:
        office.procedures.do(RoadKind.RELOCATION, [poor, other], doing, today=TODAY)
    assert "赵六户：" in str(wrong.value)
    assert len(steps(office)) == before


def test_a_passage_that_was_given_up_takes_no_more_steps_and_a_new_one_may_begin(
    office: Office, poor: int
) -> None:
    file = office.procedures.start(RoadKind.RELOCATION, poor, date(2018, 3, 1), today=TODAY)
    with pytest.raises(Refused, match="撤回整个程序请写明原因"):
        office.procedures.withdraw(file, "", TODAY)
    office.procedures.withdraw(file, "农户不愿搬迁", TODAY)
    assert office.procedures.of_household(poor, TODAY)[0].course.label == "已撤回"
    assert office.procedures.start(RoadKind.RELOCATION, poor, date(2018, 5, 1), today=TODAY).course.open


def test_a_passage_that_changed_the_register_is_not_given_up_as_a_whole(office: Office, poor: int) -> None:
    for key, on in (
        ("chosen", date(2018, 3, 1)),
        ("settled", date(2018, 3, 5)),
        ("moved_in", date(2018, 6, 1)),
    ):
        doing = Doing(step=key, on=on, override="补录")
        file = office.procedures.do(RoadKind.RELOCATION, [poor], doing, today=TODAY)[0]
    with pytest.raises(Refused) as wrong:
        office.procedures.withdraw(file, "登记错了户", TODAY)
    assert str(wrong.value) == "“入住”已经写进了登记，不能整个撤回，请先从最后一步起逐步撤回到它之前"
    office.procedures.withdraw_step(file, file.steps[-1], "登记错了户", TODAY)
    again = office.procedures.open(file.passage.id or 0, TODAY)
    office.procedures.withdraw(again, "登记错了户", TODAY)
    assert office.procedures.open(file.passage.id or 0, TODAY).course.label == "已撤回"


def test_a_whole_passage_is_given_up_by_command(
    office: Office, poor: int, capsys: pytest.CaptureFixture[str]
) -> None:
    office.procedures.start(RoadKind.RELOCATION, poor, date(2018, 3, 1), today=TODAY)
    said = [
        "--office",
        str(office.folder),
        "step",
        "relocation",
        "650000000001",
        "整个",
        "--withdraw",
        "--on",
        "2018-04-01",
    ]
    assert run([*said, "--today", "2018-12-28"]) == 1
    assert "撤回整个程序请写明原因" in capsys.readouterr().err
    assert run([*said, "--today", "2018-12-28", "--reason", "农户不愿搬迁"]) == 0
    assert "已撤回" in capsys.readouterr().out
