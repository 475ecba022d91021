"""What is against a step of 识别 is said in a sentence with its source; what the office may decide passes with a reason."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.codes import Cause, Status
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.household import Standing
from fupin_desktop.domain.procedure import ProcedureNumber, Quota, RoadKind
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing, PassageFile
from fupin_desktop.services.procedure.meetings import Count
from tests.seed002 import prepare

PLAN = "临涧镇农村扶贫开发精准识别工作实施方案"
WHY = "；确需如此，请写明理由"
TODAY = date(2014, 8, 31)
APPLIED = {"labour": 1, "cause": "因病"}
SURVEYED = {"surveyors": "刘调查、马调查", "housing": True, "schooling": True, "medical": True}
ZHAO, LI = 1, 4
"""赵大山, four people with 2100 yuan; 李四海, five people with 3600 yuan, above the line of 3322."""


@pytest.fixture
def village(office: Office) -> Office:
    prepare(office)
    return office


def do(
    office: Office, step: str, day: tuple[int, int], *who: int | str, said: dict[str, Any] | None = None,
    road: RoadKind = RoadKind.IDENTIFICATION, **more: Any,
) -> list[PassageFile]:  # fmt: skip
    doing = Doing(step=step, on=date(2014, *day), said=said or {}, **more)
    return office.procedures.do(road, who, doing, today=TODAY)


def refusal(office: Office, *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as wrong:
        do(office, *args, **more)
    return str(wrong.value)


def prepared(office: Office, step: str, **said: Any) -> str:
    """What is said against a step of 水村's preparation, "" when it is registered."""
    try:
        do(office, step, (5, 16), "水村", said=said, road=RoadKind.PREPARATION)
    except Refused as refused:
        return str(refused)
    return ""


def surveyed(office: Office, *who: int) -> None:
    do(office, "applied", (5, 24), *who, said=APPLIED)
    do(office, "surveyed", (5, 28), *who, said=SURVEYED, override="补录")


def test_a_team_has_at_least_two_and_three_in_a_village_of_exactly_a_thousand_and_at_most_five(
    village: Office,
) -> None:
    prepared(village, "scheme", scheme=PLAN)
    assert prepared(village, "team", members="刘调查、马调查") == (
        f"水村入户调查组只有2人，应不少于3人（1000人，1000人及以上的村；依据：{PLAN}），请补足{WHY}"
    )
    assert prepared(village, "team", members="甲、乙、丙、丁、戊、己") == (
        f"水村入户调查组有6人，应不超过5人（依据：{PLAN}），请核对{WHY}"
    )
    assert prepared(village, "team", members="刘调查、马调查、陈调查", leader="王组长") == (
        "组长王组长不在调查组成员里，请把他写进成员或改正组长"
    )
    village.settings.save_village(
        replace(next(each for each in village.settings.villages() if each.name == "水村"), population=999)
    )
    assert prepared(village, "team", members="刘调查 ") == (
        f"水村入户调查组只有1人，应不少于2人（999人，1000人以下的村；依据：{PLAN}），请补足{WHY}"
    )
    assert prepared(village, "team", members="刘调查，马调查", leader="马调查") == ""


def test_a_size_is_asked_for_where_it_is_controlled_only(village: Office) -> None:
    assert prepared(village, "quota") == f"水村2014年还没有识别规模，请先在“规模”里分解{WHY}"
    with pytest.raises(Refused) as wrong:
        village.procedures.do(
            RoadKind.PREPARATION, ["水村"], Doing(step="quota", on=date(2017, 5, 3)), today=date(2018, 1, 1)
        )
    assert str(wrong.value) == (
        "2017年度没有启用识别规模控制（国开办发〔2014〕24号规模分解；此后年度默认停用，本办可改），这一步不用登记"
        + WHY
    )
    with pytest.raises(Refused) as wrong:
        village.quotas.allot(2017)
    assert str(wrong.value) == (
        "2017年度没有启用识别规模控制（依据：国开办发〔2014〕24号规模分解；此后年度默认停用，本办可改），不用分解；"
        "确需分解，请先把“设置”里程序参数“识别规模控制”改为1"
    )
    village.procedures.save_number(ProcedureNumber(key="quota.on", year=2017, value="1", source="县通知"))
    assert [each.people for each in village.quotas.allot(2017)] == [500, 32]


def test_an_application_counts_its_people_and_who_can_work(village: Office) -> None:
    assert refusal(village, "applied", (5, 24), ZHAO, said=APPLIED | {"people": 5}) == (
        f"申请书写的家庭人口是5人，档案里现有4人，请核对或先更正家庭成员{WHY}"
    )
    assert refusal(village, "applied", (5, 24), ZHAO, said=APPLIED | {"labour": 5}) == (
        "劳动力5人多于家庭人口4人，请改正"
    )
    assert refusal(village, "applied", (5, 24), ZHAO) == (
        "还没有填写劳动力，请填写后再登记“农户申请”；还没有填写致贫原因，请填写后再登记“农户申请”"
    )
    (file,) = do(village, "applied", (5, 24), ZHAO, said=APPLIED)
    assert json.loads(file.steps[0].facts)["people"] == 4


def test_an_application_tells_the_register_its_day_and_its_cause(village: Office) -> None:
    do(village, "applied", (5, 24), ZHAO, said=APPLIED)
    known = village.households.open(ZHAO).household
    assert (known.applied_on, known.cause) == (date(2014, 5, 24), Cause.ILLNESS)
    village.undo()
    assert village.households.open(ZHAO).household.applied_on is None


def test_the_surveyors_are_offered_from_the_team_of_the_village(village: Office) -> None:
    do(village, "applied", (5, 24), ZHAO, said=APPLIED)
    prepared(village, "scheme", scheme=PLAN)
    assert prepared(village, "team", members="刘调查、马调查、陈调查") == ""
    offered = village.procedures.prefill(RoadKind.IDENTIFICATION, ZHAO, "surveyed", on=date(2014, 5, 28))
    assert offered["surveyors"] == "刘调查、马调查、陈调查"
    assert (str(offered["income"]), offered["income_year"]) == ("2100.00", 2013)


def test_who_is_on_the_register_does_not_apply_again(village: Office) -> None:
    village.households.save_standing(Standing(household_id=ZHAO, since=date(2014, 1, 1), status=Status.POOR))
    assert refusal(village, "applied", (5, 24), ZHAO, said=APPLIED) == (
        f"水村赵大山户从2014年1月1日起已在册（未脱贫），不用再申请{WHY}"
    )


def test_after_2020_the_road_is_not_begun_any_more(office: Office) -> None:
    prepare(office)
    with pytest.raises(Refused) as wrong:
        office.procedures.do(
            RoadKind.IDENTIFICATION, [ZHAO], Doing(step="applied", on=date(2026, 3, 2), said=APPLIED),
            today=date(2026, 3, 2),
        )  # fmt: skip
    assert str(wrong.value) == (
        "2020年以后不再办理这项程序（2026年），现在的农户请走“防止返贫监测”；补录以前年度的，请把工作年度写成2020年或更早"
    )


def test_two_surveyors_go_and_what_is_not_safe_is_said(village: Office) -> None:
    do(village, "applied", (5, 24), ZHAO, said=APPLIED)
    assert refusal(village, "surveyed", (5, 28), ZHAO, said=SURVEYED | {"surveyors": "刘调查"}) == (
        f"入户调查只有1人，应不少于2人（依据：入户调查表由两名调查员签名（通行做法，待核）），请补上调查员{WHY}"
    )
    unsafe = SURVEYED | {"housing": False, "medical": False}
    assert refusal(village, "surveyed", (5, 28), ZHAO, said=unsafe) == (
        "住房安全、基本医疗没有保障，请在“情况说明”里写明"
    )
    do(village, "surveyed", (5, 28), ZHAO, said=unsafe | {"findings": "土坯房，未参合"})


def test_an_income_above_the_line_of_its_year_asks_for_a_reason_and_rejects_nobody(village: Office) -> None:
    do(village, "applied", (5, 24), LI, said=APPLIED)
    assert refusal(village, "surveyed", (5, 28), LI, said=SURVEYED) == (
        f"2013年人均纯收入3,600.00元，高于当年标准3,322.00元，应综合住房、教育、健康情况考虑{WHY}"
    )
    assert refusal(
        village, "surveyed", (5, 28), LI, said=SURVEYED | {"income": "2000", "income_year": "1999"}
    ) == (f"1999年没有贫困标准，不能比较人均纯收入，请先在“设置”的“标准线”里填写{WHY}")
    do(
        village, "surveyed", (5, 28), LI, said=SURVEYED | {"income": "3322"}
    )  # exactly the line is not above it
    with village.store.read() as unit:
        (step,) = unit.steps.all(kind="surveyed")
    assert json.loads(step.facts)["income"] == "3322.00"


def test_an_income_that_nobody_knows_is_asked_for(village: Office) -> None:
    with village.store.write("没有收入") as unit:
        unit.household_years.remove(unit.household_years.all(household_id=ZHAO)[0])
    do(village, "applied", (5, 24), ZHAO, said=APPLIED)
    assert refusal(village, "surveyed", (5, 28), ZHAO, said=SURVEYED) == (
        f"还没有人均纯收入，请填写调查核算的数{WHY}"
    )


def test_a_condition_of_the_checklist_is_verified_and_never_rejects_by_itself(village: Office) -> None:
    do(village, "applied", (5, 24), ZHAO, said=APPLIED)
    ticked = SURVEYED | {"ticked": "商品房、小汽车"}
    assert refusal(village, "surveyed", (5, 28), ZHAO, said=ticked) == (
        "需核实：有商品房或门面房、有非生产性小汽车，这些情形不直接否决，请核实后填写“核实情况”再登记"
    )
    from fupin_desktop.domain.procedure import Result

    failed = {"result": Result.FAILED, "reason": "有商品房"}
    assert refusal(village, "surveyed", (5, 28), ZHAO, said={"ticked": "商品房"}, **failed) == (
        "需核实：有商品房或门面房，这些情形不直接否决，请核实后填写“核实情况”才能作出结论"
    )
    assert refusal(village, "surveyed", (5, 28), ZHAO, said=SURVEYED | {"ticked": "有游艇"}) == (
        "“有游艇”不在需核实的情形里（有：有商品房或门面房、有非生产性小汽车、有财政供养人员、有村“两委”主要干部、"
        "有工商注册经营的企业、有大型农机），请改正"
    )
    do(village, "surveyed", (5, 28), ZHAO, said=ticked | {"verified": "均为其兄所有，证明附后"})


def test_an_office_has_a_checklist_of_its_own(village: Office) -> None:
    village.settings.save(replace(village.settings.facts(), checklist=("有游艇", "有飞机")))
    do(village, "applied", (5, 24), ZHAO, said=APPLIED)
    assert refusal(village, "surveyed", (5, 28), ZHAO, said=SURVEYED | {"ticked": "游艇"}) == (
        "需核实：有游艇，这些情形不直接否决，请核实后填写“核实情况”再登记"
    )
    assert "（有：有游艇、有飞机）" in refusal(
        village, "surveyed", (5, 28), ZHAO, said=SURVEYED | {"ticked": "小汽车"}
    )


def test_listing_beyond_the_size_asks_for_a_reason_that_is_kept(village: Office) -> None:
    village.quotas.allot(2014)
    village.quotas.set_size("水村", 2014, households=2, people=8)
    surveyed(village, 1, 2, 3)
    do(village, "listed", (6, 2), 1, 2)
    assert refusal(village, "listed", (6, 2), 3) == (
        f"水村2014年识别规模2户8人，已列入2户7人，再列入这户2人就超出1户1人（依据：{PLAN}）{WHY}"
    )
    (file,) = do(village, "listed", (6, 2), 3, override="遗漏的特困户，县同意增加")
    assert file.steps[-1].override == "遗漏的特困户，县同意增加"
    (line, _) = village.quotas.lines(2014)
    assert (line.used, line.left) == ((3, 9), (-1, -1))


def test_a_size_is_changed_village_by_village(village: Office) -> None:
    village.quotas.allot(2014, source="县通知")
    with pytest.raises(Refused) as wrong:
        village.quotas.save([Quota(road=RoadKind.IDENTIFICATION, year=2014, village="木村", people=5)])
    assert str(wrong.value) == "没有名为“木村”的行政村，请检查村名"
    with pytest.raises(Refused) as wrong:
        village.quotas.set_size("水村", 2014, people=-1)
    assert str(wrong.value) == "水村：人数不能小于0人"
    village.quotas.set_size("水村", 2014, people=480, reason="县核减")
    (line, _) = village.quotas.lines(2014)
    assert line.quota is not None
    assert (line.quota.people, line.quota.rate, line.quota.reason, line.quota.source) == (
        480,
        None,
        "县核减",
        "县通知",
    )
    assert [(each.label, each.wanted, each.given) for each in village.quotas.sums(2014)] == [
        ("重点村", 500, 480), ("非重点村", 32, 32),
    ]  # fmt: skip
    assert village.undo() == "修改2014年识别规模：水村"
    assert village.quotas.remove(2014) == 2


def test_what_a_village_has_done_follows_a_change_of_its_name(village: Office) -> None:
    village.quotas.allot(2014)
    surveyed(village, 1)
    kept = next(each for each in village.settings.villages() if each.name == "水村")
    village.settings.save_village(replace(kept, name="清水村"))
    (line, _) = village.quotas.lines(2014)
    assert line.quota is not None
    (file,) = do(village, "listed", (6, 2), 1)
    assert file.subject == "清水村赵大山户"


def counted(**more: Any) -> Count:
    said = {"due": 40, "present": 32, "on": date(2014, 6, 4), "year": 2014, "village": "水村"} | more
    return Count(road=RoadKind.IDENTIFICATION, **said)


def hold(office: Office, count: Count, votes: dict[int, tuple[int, int, int]]) -> str:
    try:
        office.meetings.register(count, votes, today=TODAY)
    except Refused as refused:
        return str(refused)
    return ""


@pytest.fixture
def waiting(village: Office) -> Office:
    """赵大山 and 钱二河 wait for the assembly of 水村, which is to have 30 representatives at least."""
    surveyed(village, 1, 2)
    do(village, "listed", (6, 2), 1, 2)
    return village


def test_a_meeting_that_cannot_be_is_said_once_for_the_whole_village(waiting: Office) -> None:
    both = {1: (31, 1, 0), 2: (30, 2, 0)}
    assert (
        hold(waiting, counted(present=41), {1: (41, 0, 0), 2: (41, 0, 0)}) == "实到41人多于应到40人，请核对"
    )
    assert hold(waiting, counted(issued=33), both).startswith("发出票33多于实到32，请核对")
    assert hold(waiting, counted(present=29), {1: (29, 0, 0), 2: (29, 0, 0)}) == (
        f"水村评议会实到29人，少于30人（1000人，1000人及以上的村；依据：{PLAN}），请补开{WHY}"
    )
    assert hold(waiting, counted(due=60), both) == (
        "水村评议会应到60人、实到32人，不足三分之二（村民委员会组织法第二十六条），会议不能作出决定，请补开"
        + WHY
    )
    assert hold(waiting, counted(), {1: (31, 1, 0), 2: (30, 1, 0)}) == (
        "水村钱二河户：赞成30、反对1、弃权0，合计31票，与实到32不一致，请核对"
    )
    assert hold(waiting, counted(), {}) == "还没有填写水村各户的票数，请填写赞成、反对、弃权"
    assert waiting.meetings.all() == []  # nothing of it was kept


def test_exactly_half_of_those_present_is_not_enough(waiting: Office) -> None:
    assert hold(waiting, counted(), {1: (16, 16, 0), 2: (17, 15, 0)}) == ""
    (held,) = waiting.meetings.all(RoadKind.IDENTIFICATION, 2014)
    assert [(each.head, each.passed) for each in waiting.meetings.votes(held)] == [
        ("赵大山", False),
        ("钱二河", True),
    ]
    file = waiting.procedures.current(RoadKind.IDENTIFICATION, 1, TODAY)
    assert file is not None
    assert (file.course.label, file.steps[-1].reason) == (
        "不通过（民主评议）", "赞成16票，没有超过规定的票数（实到32人）"
    )  # fmt: skip


def test_a_meeting_that_was_undone_is_registered_with_other_numbers(waiting: Office) -> None:
    assert hold(waiting, counted(), {1: (30, 2, 0)}) == ""
    assert hold(waiting, counted(present=33), {2: (33, 0, 0)}) == (
        "水村2014年6月4日的评议会已登记应到40人、实到32人，请用同样的人数和票数，或换一个日期"
    )
    assert waiting.undo() == "民主评议：水村1户"
    assert waiting.meetings.all() == []
    assert hold(waiting, counted(present=33), {1: (33, 0, 0), 2: (20, 13, 0)}) == ""
    (held,) = waiting.meetings.all()
    assert (held.present, len(waiting.meetings.votes(held))) == (33, 2)


def test_too_few_pass_with_a_reason(waiting: Office) -> None:
    assert (
        hold(waiting, counted(present=28, override="两个组洪水阻断，已另行征求意见"), {1: (28, 0, 0)}) == ""
    )
    (held,) = waiting.meetings.all()
    assert held.override == "两个组洪水阻断，已另行征求意见"


def test_a_road_without_an_assembly_has_no_meeting(office: Office) -> None:
    with pytest.raises(Refused) as wrong:
        office.meetings.nominees(RoadKind.RELOCATION, TODAY)
    assert str(wrong.value) == "易地扶贫搬迁没有民主评议这一步，请另选程序"


def test_stages_that_cannot_be_are_refused(village: Office) -> None:
    from fupin_desktop.domain.procedure import Window

    village.calendar.offer(2014)
    with pytest.raises(Refused) as wrong:
        village.calendar.offer(2014)
    assert str(wrong.value) == "2014年已有阶段安排，请在原有的阶段上修改"
    with pytest.raises(Refused) as wrong:
        village.calendar.offer(2026)
    assert str(wrong.value) == "2020年以后不再办理识别，2026年没有常用的阶段安排，请自己填写阶段"
    bad = Window(
        road=RoadKind.IDENTIFICATION, year=2014, name="补评", steps="assembly,vote", starts=date(2014, 6, 9),
        ends=date(2014, 6, 7), source="",
    )  # fmt: skip
    with pytest.raises(Refused) as wrong:
        village.calendar.save([bad])
    said = str(wrong.value).split("；")
    assert said[0] == "补评的截止日期2014年6月7日早于开始日期2014年6月9日，请改正"
    assert said[1].startswith("补评：贫困户识别没有“vote”这一步（有：applied（农户申请）、")
    assert said[2] == "“民主评议”同时在“民主评议”和“补评”两个阶段里，请只留一处"


def test_a_step_after_its_stage_is_flagged_and_one_that_was_sent_back_is_not(village: Office) -> None:
    village.calendar.offer(2014)
    do(village, "applied", (5, 28), 1, 2, said=APPLIED)
    do(village, "surveyed", (5, 30), 1, said=SURVEYED)
    late = village.calendar.late(2014, date(2014, 6, 5))
    assert [(each.subject, each.step, each.on, each.days) for each in late] == [
        ("水村赵大山户", "农户申请", date(2014, 5, 28), 2), ("水村钱二河户", "农户申请", date(2014, 5, 28), 2),
        ("水村赵大山户", "列入初选名单", None, 3), ("水村钱二河户", "入户调查", None, 3),
    ]  # fmt: skip
    (_, applied, surveys, votes) = village.calendar.stages(2014, date(2014, 6, 2))
    assert [(each.done, each.open, each.state(date(2014, 6, 2))) for each in (applied, surveys, votes)] == [
        (2, 0, "已结束"), (0, 2, "进行中"), (0, 0, "未开始"),
    ]  # fmt: skip


def test_the_command_line_holds_the_sizes_against_their_average(
    village: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    village.quotas.allot(2014)
    for people, said in (
        (500, "重点村　共分解500人，按平均发生率应为500人"),
        (600, "重点村　共分解600人，按平均发生率应为500人，与平均发生率不一致，请核对"),
    ):
        village.quotas.set_size("水村", 2014, people=people)
        capsys.readouterr()
        assert run(["--office", str(village.folder), "quota", "--year", "2014"]) == 0
        assert said in [line.strip() for line in capsys.readouterr().out.splitlines()]


def said_by(office: Office, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert run(["--office", str(office.folder), *words]) == 1
    return capsys.readouterr().err.strip()


def test_the_command_line_says_how_it_is_written(village: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert said_by(village, capsys, "quota", "allot", "--year", "2014", "--rate", "水村") == (
        "“水村”应写成 村名=发生率，如 水村=45"
    )
    assert said_by(village, capsys, "quota", "set", "水村", "--year", "2014").startswith(
        "请写明村名和规模，如 quota set"
    )
    assert said_by(village, capsys, "calendar", "remove", "补评", "--year", "2014") == (
        "2014年没有名为“补评”的阶段，请检查名称"
    )
    assert said_by(village, capsys, "calendar", "set", "补评", "--year", "2014").startswith(
        "请写明阶段名称、开始和截止日期"
    )
    assert said_by(village, capsys, "meeting", "hold", "水村").startswith("请写明村名、日期、应到和实到人数")
    votes = ("meeting", "hold", "水村", "--on", "2014-06-04", "--due", "40", "--present", "32", "--vote")
    assert said_by(village, capsys, *votes, "650000000001=31/1") == (
        "“650000000001=31/1”应写成 户编号=赞成/反对/弃权，如 650000000001=18/2/1"
    )
    assert (
        said_by(village, capsys, "number", "no.such", "3")
        == "没有名为“no.such”的程序参数，请用 number 列出来看"
    )
    assert (
        said_by(village, capsys, "number", "team.most", "五")
        == "入户调查组最多人数应写成数字（如5），现在是“五”，请改正"
    )
    assert said_by(village, capsys, "pair", "650000000001", "王干部", "--since", "2014-07-01") == (
        "没有名为“王干部”的帮扶干部，新登记的请用 --unit 写明单位"
    )
    plan = ("plan", "650000000001", "--year", "2014", "--measure")
    assert said_by(village, capsys, *plan, "产业帮扶") == "“产业帮扶”没有写帮扶内容，请写成 产业帮扶=养羊10只"
    assert said_by(village, capsys, *plan, "送牛=3头").startswith("措施类别“送牛”不在可选内容（产业帮扶、")


def test_a_stage_and_a_number_are_changed_by_command_line(
    village: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(*words: str) -> Any:
        capsys.readouterr()
        assert run(["--office", str(village.folder), "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    stage = ("--steps", "民主评议", "--starts", "2014-06-03", "--ends", "2014-06-10", "--source", "县通知")
    (made,) = asked("calendar", "set", "民主评议", "--year", "2014", *stage)["stages"]
    assert (made["steps"], made["ends"]) == (["assembly"], "2014-06-10")
    assert asked("calendar", "remove", "民主评议", "--year", "2014")["stages"] == []
    (number,) = asked("number", "team.most", "6", "--year", "2014", "--source", "县通知")["numbers"]
    assert (number["value"], number["source"]) == ("6", "县通知")
    assert asked("number", "team.most", "--year", "2013")["numbers"][0]["value"] == "5"
    assert asked("number", "team.most", "--year", "2014", "--usual")["numbers"][0]["value"] == "5"
    waiting = asked("meeting", "nominees", "--on", "2014-06-04")
    assert waiting == {"nominees": []}
