"""防止返贫监测 and 风险消除: from the clue to measures, from safety to 回头看, and a second episode after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.codes import LineKind, MonitoringKind, Risk, Status
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.household import HouseholdYear, Monitoring
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.procedure import Result, RoadKind
from fupin_desktop.domain.procedure.numbers import checked
from fupin_desktop.domain.procedure.records import ProcedureNumber
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing, PassageFile
from tests.builders import a_household

TODAY = date(2026, 12, 31)
MONITORING, REMOVAL = RoadKind.MONITORING, RoadKind.REMOVAL
VOTES = {"due": "30", "present": "25", "yes": "25"}
CLEAR = {"estate": "否", "car": "否", "deposit": "否", "business": "否", "payroll": "否"}
WALK: list[tuple[str, date, dict[str, str]]] = [
    ("clue", date(2026, 3, 2), {"source": "部门预警", "department": "县医保局", "kind": "脱贫不稳定户", "risks": "因病"}),
    ("verified", date(2026, 3, 3), {"visitors": "王干部、李队员", "findings": "户主住院，自付较多"}),
    ("authorised", date(2026, 3, 4), {"signed_by": "李四", "on_file": "是"}),
    ("compared", date(2026, 3, 5), CLEAR),
    ("assembly", date(2026, 3, 6), VOTES),
    ("posted", date(2026, 3, 6), {}),
    ("reviewed", date(2026, 3, 12), {}),
    ("county", date(2026, 3, 13), {}),
    ("announced", date(2026, 3, 14), {}),
    ("entered", date(2026, 3, 16), {}),
    ("measured", date(2026, 3, 20), {"measures": "健康帮扶、综合保障"}),
]  # fmt: skip


@pytest.fixture
def lifted(office: Office) -> int:
    """李四's household of 水村, 脱贫户 since 2018, with a safe home in 2026."""
    household = a_household(office, head="李四", status=Status.LIFTED).id
    assert household is not None
    with office.store.write("年度情况") as unit:
        unit.household_years.save(
            HouseholdYear(
                household_id=household, year=2026, income_recorded=Decimal("12000.00"), unsafe=False, water_safe=True,
                people_listed=1,
            )
        )  # fmt: skip
    office.settings.save_line(
        PovertyLine(
            year=2026,
            region="国家",
            kind=LineKind.MONITORING,
            amount=Decimal("8800.00"),
            basis="测试监测范围",
        )
    )
    return household


def do(
    office: Office, household: int, step: str, on: date, said: dict[str, str] | None = None, kind: RoadKind = MONITORING,
    **more: Any,
) -> PassageFile:  # fmt: skip
    return office.procedures.do(
        kind, [household], Doing(step=step, on=on, said=said or {}, **more), today=TODAY
    )[0]


def refusal(
    office: Office, household: int, step: str, on: date, said: dict[str, str] | None = None, **more: Any
) -> str:
    with pytest.raises(Refused) as wrong:
        do(office, household, step, on, said, **more)
    return str(wrong.value)


def walk(office: Office, household: int, until: str) -> PassageFile:
    for step, on, said in WALK:
        file = do(office, household, step, on, said)
        if step == until:
            return file
    raise AssertionError(until)


def episodes(office: Office, household: int) -> list[Monitoring]:
    with office.store.read() as unit:
        return unit.monitorings.all(household_id=household)


def test_the_road_leads_from_the_clue_to_measures_and_the_register_is_told(
    office: Office, lifted: int
) -> None:
    assert walk(office, lifted, "county").course.label == "待公告"
    (found,) = episodes(office, lifted)
    assert (found.found_on, found.identified_on) == (date(2026, 3, 2), None)
    file = walk_on(office, lifted, "announced")
    assert file.course.label == "已办结"
    (episode,) = episodes(office, lifted)
    assert episode.id == file.passage.record_id
    assert (episode.kind, episode.risks) == (MonitoringKind.UNSTABLE, (Risk.ILLNESS,))
    assert episode.identified_on == date(2026, 3, 14)
    assert [each.label for each in episode.measures] == ["健康帮扶", "综合保障"]


def walk_on(office: Office, household: int, since: str) -> PassageFile:
    keys = [step for step, _, _ in WALK]
    for step, on, said in WALK[keys.index(since) :]:
        file = do(office, household, step, on, said)
    return file


def test_the_notice_hangs_five_days_and_the_road_has_fifteen(office: Office, lifted: int) -> None:
    file = walk(office, lifted, "posted")
    assert file.steps[-1].until == date(2026, 3, 11)
    assert "公示到2026年3月11日才期满，乡镇审核不能在2026年3月11日进行" in refusal(
        office, lifted, "reviewed", date(2026, 3, 11)
    )
    late = office.procedures.current(MONITORING, lifted, date(2026, 3, 20))
    assert late is not None
    assert late.course.late
    assert late.course.due is not None
    assert late.course.due <= date(2026, 3, 17), "fifteen days after the clue"


def test_a_warning_of_a_department_names_it(office: Office, lifted: int) -> None:
    said = refusal(office, lifted, "clue", date(2026, 3, 2), {"source": "部门预警"})
    assert said == "线索来源是部门预警，请写明是哪个部门（医保、教育、住建、民政、残联、人社等）"
    assert refusal(office, lifted, "clue", date(2026, 3, 2)) == "还没有填写线索来源，请填写后再登记“线索登记”"


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (Status.LIFTED, "边缘易致贫户", "边缘易致贫户应是一般农户，这户是脱贫户（依据：中农组发〔2021〕7号对三类监测对象的划分），"
         "请改为脱贫不稳定户；确需如此，请写明理由"),
        (None, "脱贫不稳定户", "脱贫不稳定户应是脱贫户，这户不是脱贫户（依据：中农组发〔2021〕7号对三类监测对象的划分），"
         "请改为边缘易致贫户或先核对户情状态；确需如此，请写明理由"),
        (Status.POOR, "突发严重困难户", "这户还没有脱贫（未脱贫），本来就在帮扶范围内，一般不作为监测对象"
         "（依据：中农组发〔2021〕7号对三类监测对象的划分），请核对；确需如此，请写明理由"),
    ],
    ids=["lifted", "ordinary", "poor"],
)  # fmt: skip
def test_the_kind_must_fit_the_household_unless_there_is_a_reason(
    office: Office, status: Status | None, kind: str, said: str
) -> None:
    household = a_household(office, head="李四", status=status).id
    assert household is not None
    facts = {"source": "干部排查", "kind": kind}
    assert refusal(office, household, "clue", date(2026, 3, 2), facts) == said
    file = do(office, household, "clue", date(2026, 3, 2), facts, override="县里核定")
    assert file.course.label == "待入户核实"


def test_who_is_monitored_is_not_found_a_second_time(office: Office, lifted: int) -> None:
    walk(office, lifted, "measured")
    said = refusal(office, lifted, "clue", date(2026, 5, 1), {"source": "自主申报"}, override="还想登记")
    assert said == (
        "这户已是监测对象（脱贫不稳定户，2026年3月14日认定，风险未消除），不能同时有两次监测；"
        "有新风险请在原来的监测里补充，风险消除以后再发现的才另行登记"
    )


def test_two_people_visit_and_say_what_they_found(office: Office, lifted: int) -> None:
    do(office, lifted, "clue", date(2026, 3, 2), {"source": "干部排查"})
    said = refusal(
        office, lifted, "verified", date(2026, 3, 3), {"visitors": "王干部", "findings": "住院"}
    ).splitlines()
    assert (
        "入户核实应不少于2人（依据：转载的县级做法（待核）），现在是1人（王干部），多人用顿号隔开，请补上；确需如此，请写明理由"
        in said[0]
    )
    assert "入户核实后应确定监测对象类别（脱贫不稳定户、边缘易致贫户、突发严重困难户），请选择" in "".join(
        said
    )
    assert "还没有填写致贫返贫风险，请至少选一项；确需如此，请写明理由" in "".join(said)
    do(
        office, lifted, "verified", date(2026, 3, 3),
        {"visitors": "王干部、李队员", "findings": "住院", "kind": "突发严重困难户", "risks": "因病，因残"},
    )  # fmt: skip
    (episode,) = episodes(office, lifted)
    assert (episode.kind, episode.risks) == (MonitoringKind.SUDDEN, (Risk.ILLNESS, Risk.DISABILITY))


def test_the_authorisation_is_signed_by_a_member_and_on_file(office: Office, lifted: int) -> None:
    walk(office, lifted, "verified")
    said = refusal(
        office, lifted, "authorised", date(2026, 3, 4), {"signed_by": "张三", "signed_on": "2026-03-05"}
    )
    assert "签字人“张三”不是这户的成员（李四），请核对；确需如此，请写明理由" in said
    assert "签字日期2026年3月5日晚于登记日期2026年3月4日，请改正其中一个" in said
    assert (
        "还没有附上签了字的《承诺授权书》，请拍照附上，纸质件已存入户档的请勾选“纸质件已存档”；确需如此，请写明理由"
        in said
    )


def test_what_the_departments_found_is_verified_and_never_rejects_by_itself(
    office: Office, lifted: int
) -> None:
    walk(office, lifted, "authorised")
    said = refusal(office, lifted, "compared", date(2026, 3, 5), {"estate": "否", "car": "否"})
    assert said == (
        "还没有比对：大额存款、工商登记、财政供养人员，请逐项填写查到（是）或没有查到（否）；确需如此，请写明理由"
    )
    hit = CLEAR | {"car": "是", "payroll": "是"}
    said = refusal(office, lifted, "compared", date(2026, 3, 5), hit, override="先过")
    assert said == "比对查到车辆、财政供养人员，结论是“需核实”，不能据此直接排除，请入户核实后填写核实说明"
    file = do(
        office,
        lifted,
        "compared",
        date(2026, 3, 5),
        hit | {"explained": "三轮车，已报废；公益岗位误作财政供养"},
    )
    assert file.course.label == "待民主评议"


def test_measures_must_be_there_before_they_are_said_to_be(office: Office, lifted: int) -> None:
    walk(office, lifted, "entered")
    said = refusal(office, lifted, "measured", date(2026, 3, 20))
    assert said == "这户还没有登记帮扶措施，请先在“计划”里登记2026年的措施，或在这里选已落实的措施种类"


def test_a_road_entered_late_with_a_reason_still_has_its_episode(office: Office, lifted: int) -> None:
    file = do(office, lifted, "announced", date(2026, 3, 14), override="补录上年已认定的户")
    (episode,) = episodes(office, lifted)
    assert (episode.id, episode.identified_on) == (file.passage.record_id, date(2026, 3, 14))
    do(office, lifted, "entered", date(2026, 3, 15))
    do(office, lifted, "measured", date(2026, 3, 16), {"measures": "健康帮扶"})
    assert "不能同时有两次监测" in refusal(office, lifted, "verified", date(2026, 5, 1), override="再来一次")


def test_a_scan_of_the_authorisation_is_as_good_as_paper(office: Office, lifted: int, tmp_path: Path) -> None:
    from PIL import Image

    walk(office, lifted, "verified")
    scan = tmp_path / "授权书.jpg"
    Image.new("RGB", (40, 30), "white").save(scan)
    signed = {"signed_by": "李四"}
    file = do(office, lifted, "authorised", date(2026, 3, 4), signed, files=((scan, "承诺授权书"),))
    assert file.course.label == "待部门信息比对"


def test_an_announcement_withdrawn_takes_the_identification_back(office: Office, lifted: int) -> None:
    file = walk(office, lifted, "announced")
    office.procedures.withdraw_step(file, file.steps[-1], "公告名单有误", date(2026, 3, 15))
    (episode,) = episodes(office, lifted)
    assert (episode.identified_on, episode.removed) == (None, None)


# 风险消除

SAFE = {"visitors": "王干部、李队员", "findings": "收入稳定，病已好转", "medical": "是"}
SAFE_ON = date(2026, 10, 8)


@pytest.fixture
def monitored(office: Office, lifted: int) -> int:
    """The same household, identified on 14 March 2026 by an episode that was imported: no passage."""
    with office.store.write("导入监测对象") as unit:
        unit.monitorings.save(
            Monitoring(
                household_id=lifted, kind=MonitoringKind.UNSTABLE, risks=(Risk.ILLNESS,), identified_on=date(2026, 3, 14),
                removed=False,
            )
        )  # fmt: skip
    return lifted


def removal(office: Office, household: int, until: str = "announced") -> PassageFile:
    steps = [
        ("verified", SAFE_ON, SAFE), ("assembly", date(2026, 10, 9), VOTES), ("posted", date(2026, 10, 9), {}),
        ("reviewed", date(2026, 10, 19), {}), ("county", date(2026, 10, 20), {}), ("announced", date(2026, 10, 21), {}),
    ]  # fmt: skip
    for step, on, said in steps:
        file = do(office, household, step, on, said, kind=REMOVAL)
        if step == until:
            break
    return file


def test_an_imported_episode_needs_no_passage_to_be_removed(office: Office, monitored: int) -> None:
    file = removal(office, monitored)
    (episode,) = episodes(office, monitored)
    assert file.passage.record_id == episode.id
    assert (episode.removed, episode.removed_on) == (True, date(2026, 10, 21))
    assert file.course.label == "待回头看"
    assert file.course.due == date(2026, 10, 21) + timedelta(days=180)


def test_without_an_episode_there_is_no_risk_to_remove(office: Office, lifted: int) -> None:
    said = refusal(office, lifted, "verified", SAFE_ON, SAFE, kind=REMOVAL)
    assert "这户没有正在监测的记录（没有识别监测时间），不用消除风险，请先核对“监测”里的记录" in said


def test_no_step_of_a_removal_begins_without_an_episode(office: Office, lifted: int) -> None:
    said = refusal(office, lifted, "announced", SAFE_ON, kind=REMOVAL, override="补录")
    assert said == "这户没有正在监测的记录（没有识别监测时间），不用消除风险，请先核对“监测”里的记录"


def test_six_months_of_income_above_the_line_are_asked_for(office: Office, monitored: int) -> None:
    said = refusal(office, monitored, "verified", date(2026, 9, 13), SAFE | {"income": "8800"}, kind=REMOVAL)
    assert (
        "2026年3月14日认定，到2026年9月13日只有5个月，收入稳定应不少于6个月（依据：枞阳县风险消除条件），请继续监测；"
        "确需如此，请写明理由" in said
    )
    assert (
        "2026年人均纯收入8,800.00元，没有超过当年监测范围8,800.00元，请继续监测；确需如此，请写明理由" in said
    )
    file = do(office, monitored, "verified", date(2026, 9, 14), SAFE | {"income": "8800.01"}, kind=REMOVAL)
    assert file.course.label == "待民主评议"


def test_the_six_months_are_the_offices_own_number(office: Office, monitored: int) -> None:
    office.procedures.save_number(
        checked(ProcedureNumber(key="removal.months", year=2026, value="3", source="县通知"))
    )
    assert do(office, monitored, "verified", date(2026, 6, 14), SAFE, kind=REMOVAL).course.next is not None


def test_a_household_without_labour_stays_unless_there_is_a_reason(office: Office, monitored: int) -> None:
    (episode,) = episodes(office, monitored)
    with office.store.write("兜底户") as unit:
        unit.monitorings.save(replace(episode, no_labour=True))
    said = refusal(office, monitored, "verified", SAFE_ON, SAFE, kind=REMOVAL)
    assert said == (
        "这户是整户无劳动能力兜底保障户，暂不标注风险消除（依据：海南省监测指南），请继续监测；确需如此，请写明理由"
    )


def test_without_a_line_or_with_a_house_that_is_unsafe_it_is_asked(office: Office, monitored: int) -> None:
    with office.store.write("房屋") as unit:
        year = unit.household_years.find(household_id=monitored, year=2026)
        assert year is not None
        unit.household_years.save(replace(year, unsafe=True, water_safe=None))
        unit.poverty_lines.remove(unit.poverty_lines.all(kind=LineKind.MONITORING, year=2026)[0])
    said = refusal(office, monitored, "verified", SAFE_ON, SAFE, kind=REMOVAL)
    assert "没有2026年度的监测范围，无法比较收入，请在设置“标准线”里填写；确需如此，请写明理由" in said
    assert (
        "住房安全有保障未达标（没有危房改造验收记录，房屋为危房），请先解决或更正档案；确需如此，请写明理由"
        in said
    )
    assert "饮水安全有保障还没有核实（“饮水安全”未填写），请入户核实后填写；确需如此，请写明理由" in said


LOOKED = {"house": "是", "schooling": "是", "medical": "是", "water": "是", "income": "13000"}


def test_a_quiet_look_back_ends_the_road_and_is_kept_with_the_episode(office: Office, monitored: int) -> None:
    removal(office, monitored)
    file = do(office, monitored, "lookback", date(2026, 12, 20), LOOKED, kind=REMOVAL)
    assert file.course.label == "已办结"
    (episode,) = episodes(office, monitored)
    assert (episode.after_house, episode.after_water, episode.after_per_head) == (
        False,
        False,
        Decimal("13000.00"),
    )


def test_a_new_risk_begins_a_second_episode(office: Office, monitored: int) -> None:
    removal(office, monitored)
    bad = LOOKED | {"water": "否", "income": "8000"}
    said = refusal(office, monitored, "lookback", date(2026, 12, 20), bad, kind=REMOVAL)
    assert said == (
        "回头看发现饮水安全有保障为否，人均纯收入8,000.00元没有超过监测范围8,800.00元，请选新的风险（会另起一次监测），"
        "已经解决的请在说明里写明"
    )
    done = do(office, monitored, "lookback", date(2026, 12, 20), bad | {"risks": "因安全饮水"}, kind=REMOVAL)
    first, second = episodes(office, monitored)
    assert (first.after_water, first.removed_on) == (True, date(2026, 10, 21))
    assert (second.kind, second.risks, second.found_on) == (
        MonitoringKind.UNSTABLE,
        (Risk.WATER,),
        date(2026, 12, 20),
    )
    again = office.procedures.current(MONITORING, monitored, TODAY)
    assert again is not None
    assert (again.course.label, again.passage.record_id) == ("待入户核实", second.id)
    office.procedures.withdraw_step(done, done.steps[-1], "看错了户", date(2026, 12, 21))
    assert [each.id for each in episodes(office, monitored)] == [first.id]
    gone = office.procedures.current(MONITORING, monitored, TODAY)
    assert gone is None


def test_who_was_removed_may_be_found_again_by_a_clue(office: Office, monitored: int) -> None:
    removal(office, monitored)
    file = do(office, monitored, "clue", date(2026, 12, 1), {"source": "自主申报", "kind": "脱贫不稳定户"})
    assert len(episodes(office, monitored)) == 2
    assert file.passage.record_id == episodes(office, monitored)[1].id


def test_a_failed_assembly_ends_the_road_and_a_new_clue_begins_another(office: Office, lifted: int) -> None:
    walk(office, lifted, "compared")
    failed = {"due": "30", "present": "25", "yes": "10", "no": "15"}
    file = do(
        office,
        lifted,
        "assembly",
        date(2026, 3, 6),
        failed,
        result=Result.FAILED,
        reason="多数认为不存在风险",
    )
    assert file.course.label == "不通过（民主评议）"
    (episode,) = episodes(office, lifted)
    assert episode.removed is True
    assert episode.remark == "部门预警（县医保局）；没有纳入监测：民主评议不通过（多数认为不存在风险）"
    again = do(office, lifted, "clue", date(2026, 8, 1), {"source": "干部排查"})
    assert again.passage.id != file.passage.id
    assert again.passage.record_id != file.passage.record_id


def test_a_failure_that_is_withdrawn_lets_the_clue_wait_again(office: Office, lifted: int) -> None:
    walk(office, lifted, "clue")
    file = do(office, lifted, "verified", date(2026, 3, 3), result=Result.FAILED, reason="没有风险")
    office.procedures.withdraw_step(file, file.steps[-1], "看错了户", date(2026, 3, 4))
    (episode,) = episodes(office, lifted)
    assert (episode.removed, episode.remark) == (None, "部门预警（县医保局）")
    assert do(office, lifted, *WALK[1]).course.label == "待签订承诺授权书"


def test_a_road_given_up_leaves_nobody_waiting(office: Office, lifted: int) -> None:
    file = walk(office, lifted, "clue")
    office.procedures.withdraw(file, "同一线索登记了两次", date(2026, 3, 3))
    (episode,) = episodes(office, lifted)
    assert not episode.waiting(TODAY)
