"""退出: the road of a household off the register, held against the standard item by item."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.assessment import Item
from fupin_desktop.domain.assessment import Result as Found
from fupin_desktop.domain.codes import Attribute, Status
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.household import Standing
from fupin_desktop.domain.procedure import ProcedureNumber, Result, RoadKind, facts_of, shown
from fupin_desktop.domain.procedure.exit import Standard, met
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing, PassageFile

TODAY = date(2018, 12, 28)
READY, LIFTED, HOUSE, DROPOUT = 2, 3, 6, 8
"""Households of the township: 单䶮, to whom nothing is wanting; 阿依古丽, who is 已脱贫; 王五, whose house is not accepted;
钱七, whose child is not in school."""
VOTES = {"due": "36", "present": "32", "yes": "30", "no": "2"}
VERIFIED = {"verifiers": "李干部、王队员"}


@pytest.fixture
def township(township: Office) -> Office:
    """The township, 单䶮 with an income above the line."""
    earns(township, READY, "3600.00")
    return township


def earns(office: Office, household: int, income: str | None) -> None:
    with office.store.write("更正收入") as unit:
        year = unit.household_years.find(household_id=household, year=2018)
        assert year is not None
        recorded = Decimal(income) if income else None
        unit.household_years.save(dataclasses.replace(year, income_recorded=recorded))


def do(
    office: Office, household: int, step: str, day: date, said: dict[str, Any] | None = None, **more: Any
) -> PassageFile:
    doing = Doing(step=step, on=day, said=said or {}, person="王经办", **more)
    return office.procedures.do(RoadKind.EXIT, [household], doing, today=TODAY)[0]


def refusal(
    office: Office, household: int, step: str, day: date, said: dict[str, Any] | None = None, **more: Any
) -> str:
    with pytest.raises(Refused) as wrong:
        do(office, household, step, day, said, **more)
    return str(wrong.value)


def assembled(office: Office, household: int = READY) -> PassageFile:
    return do(office, household, "assembly", date(2018, 10, 8), VOTES)


def verified(office: Office, **said: str) -> PassageFile:
    assembled(office)
    return do(office, READY, "verified", date(2018, 10, 10), {**VERIFIED, **said})


@pytest.fixture(scope="module")
def voted(_township_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An assembly has voted for three households; asking what is against a check changes nothing."""
    folder = tmp_path_factory.mktemp("voted") / "office"
    shutil.copytree(_township_folder, folder)
    office = Office.open(folder, by="李经办")
    earns(office, READY, "3600.00")
    for household in (READY, DROPOUT, HOUSE):
        assembled(office, household)
    yield office
    office.close()


def against(office: Office, household: int = READY, **said: str) -> str:
    """What is said against a check of a household with these corrections."""
    doing = Doing(step="verified", on=date(2018, 10, 10), said={**VERIFIED, **said})
    return "；".join(
        each.text for each in office.procedures.check(RoadKind.EXIT, household, doing, today=TODAY)
    )


def facts(file: PassageFile) -> dict[str, Any]:
    return facts_of(file.course.road.step("verified"), file.steps[-1])


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """The signed paper, scanned."""
    path = tmp_path / "认可书.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    return path


def test_a_check_is_filled_in_from_the_data_with_the_evidence_of_each_item(township: Office) -> None:
    file = verified(township)
    found = facts(file)
    assert (found["per_head"], found["income_year"]) == (Decimal("3600.00"), 2018)
    assert (found["line"], found["per_head_evidence"]) == (Decimal("2995.00"), "2018年收入核算")
    assert met(found) == [
        (Item.FOOD, Found.MET, "吃不愁（2018年度数据）"),
        (Item.CLOTHES, Found.MET, "穿不愁（2018年度数据）"),
        (Item.SCHOOLING, Found.MET, "6至15周岁1人全部在校（2018年度数据）"),
        (Item.MEDICAL, Found.MET, "3人全部参加基本医疗保险和大病保险（2018年度数据）"),
        (Item.HOUSE, Found.MET, "房屋不是危房（2018年度数据）"),
        (Item.WATER, Found.MET, "饮水安全（2018年度数据）"),
    ]
    assert ("不愁吃", "达标，吃不愁（2018年度数据）") in shown(
        file.course.road.step("verified"), file.steps[-1]
    )
    assert file.course.label == "待农户认可"


def test_the_office_chooses_the_standard_and_a_check_may_go_by_the_other(township: Office) -> None:
    township.procedures.save_number(ProcedureNumber(key="exit.standard", value="2", source="自治区扶贫办"))
    assembled(township)
    offered = township.procedures.prefill(RoadKind.EXIT, READY, "verified", on=date(2018, 10, 10))
    assert offered["standard"] is Standard.FIVE_FOUR
    assert offered["pension"] is Found.MET
    assert offered["food"] is Found.MET, "the other standard is at hand"
    file = do(township, READY, "verified", date(2018, 10, 10), {**VERIFIED, "standard": "两不愁三保障"})
    assert next(item for item, _, _ in met(facts(file))) is Item.FOOD


def test_an_item_that_is_not_met_keeps_a_household_from_passing(township: Office) -> None:
    assembled(township, DROPOUT)
    said = refusal(township, DROPOUT, "verified", date(2018, 10, 10), VERIFIED)
    assert said == (
        "“义务教育有保障”未达标：成员钱成员乙（10岁）未在校：厌学（2018年度数据），不符合退出标准（中办发〔2016〕16号），"
        "结果应是不通过，请改正结果，或解决后重新核实"
    )
    given = refusal(township, DROPOUT, "verified", date(2018, 10, 10), VERIFIED, override="乡镇会议决定")
    assert given == said, "no reason lets it pass"


def test_a_household_that_does_not_pass_keeps_what_was_found(township: Office) -> None:
    assembled(township, DROPOUT)
    file = do(
        township, DROPOUT, "verified", date(2018, 10, 10), VERIFIED, result=Result.FAILED, reason="孩子未在校"
    )
    assert file.course.label == "不通过（入户核实）"
    assert facts(file)["schooling"] is Found.UNMET


def test_an_item_that_was_not_verified_asks_for_a_reason(township: Office) -> None:
    assembled(township, HOUSE)
    said = refusal(township, HOUSE, "verified", date(2018, 10, 10), VERIFIED)
    assert said == (
        "“住房安全有保障”还没有核实：“危房户”填“否”，但危房改造尚未验收，请核对（2018年度数据），请核实后登记；确需如此，请写明理由"
    )
    file = do(township, HOUSE, "verified", date(2018, 10, 10), VERIFIED, override="住建局已出具安全证明")
    assert file.steps[-1].override == "住建局已出具安全证明"


def test_what_was_found_otherwise_than_the_data_say_asks_for_a_reason(voted: Office) -> None:
    said = against(voted, DROPOUT, schooling="达标", schooling_evidence="已复学，见学校证明")
    assert said == (
        "“义务教育有保障”填的是达标，但按本办数据未达标（成员钱成员乙（10岁）未在校：厌学），请先更正农户资料；确需如此，请写明理由"
    )


def test_evidence_is_asked_for(voted: Office) -> None:
    assert (
        against(voted, water_evidence="")
        == "还没有写“饮水安全有保障”达标的依据，请填写；确需如此，请写明理由"
    )


def test_what_must_apply_cannot_be_said_not_to(voted: Office) -> None:
    said = against(voted, food="不适用", schooling="不适用")
    assert said == "“不愁吃”不能填不适用，请改成达标、未达标或未核实"


def test_an_income_on_the_line_does_not_pass(township: Office) -> None:
    earns(township, READY, "2995.00")
    assembled(township)
    said = against(township)
    assert said == (
        "2018年人均纯收入2,995.00元没有超过标准线2,995.00元（中办发〔2016〕16号），不符合退出标准，结果应是不通过，请改正结果或收入"
    )


def test_an_income_otherwise_than_the_data_say_asks_for_a_reason(voted: Office) -> None:
    assert against(voted, per_head="3700") == (
        "人均纯收入填的是3,700.00元，本办数据是3,600.00元，请先更正农户资料；确需如此，请写明理由"
    )


def test_an_income_that_is_not_known_asks_for_a_reason(township: Office) -> None:
    earns(township, READY, None)
    assembled(township)
    assert against(township) == "人均纯收入未知，还没有核实，请填写；确需如此，请写明理由"


def test_another_line_than_the_offices_asks_for_a_reason(voted: Office) -> None:
    assert against(voted, line="2300") == (
        "标准线填的是2,300.00元，本办2018年的标准线是2,995.00元，请改正；确需如此，请写明理由"
    )


def test_a_year_without_a_line_is_asked_for(township: Office) -> None:
    for line in township.settings.lines():
        township.settings.remove_line(line)
    assembled(township)
    assert against(township) == "没有2018年的标准线，请在“设置”里填写后再登记"


def test_one_alone_cannot_verify(voted: Office) -> None:
    assert against(voted, verifiers="李干部") == (
        "入户核实至少2人（本办自定），现在只写了1人，请补充核实人；确需如此，请写明理由"
    )


def test_who_is_not_poor_cannot_exit(township: Office) -> None:
    said = "水村阿依古丽·买买提户的脱贫标志是“已脱贫”，不是未脱贫，不能办理退出，请核对户别"
    assert refusal(township, LIFTED, "assembly", date(2018, 10, 8), VOTES, override="补录") == said
    with pytest.raises(Refused) as wrong:
        township.procedures.start(RoadKind.EXIT, LIFTED, date(2018, 10, 8), today=TODAY)
    assert str(wrong.value) == said


def test_who_was_never_registered_cannot_exit(township: Office) -> None:
    said = refusal(township, 10, "assembly", date(2018, 10, 8), VOTES)
    assert said == "月亮村周九户还没有纳入建档立卡，不能办理退出，请核对是不是这一户"


def test_consent_asks_for_the_signed_paper_which_may_come_with_it(township: Office, scan: Path) -> None:
    verified(township)
    day = date(2018, 10, 12)
    assert refusal(township, READY, "consented", day, {"signer": "单䶮"}) == (
        "“农户认可”还没有附上农户认可书，请拍照或扫描后附上；确需如此，请写明理由"
    )
    file = do(township, READY, "consented", day, {"signer": "单䶮"}, files=((scan, "农户认可书"),))
    (kept,) = township.procedures.attachments(file)
    assert (kept.paper, kept.subject_id) == ("农户认可书", file.steps[-1].id)
    township.undo()
    assert refusal(township, READY, "consented", day, {"signer": "单䶮"}).startswith("“农户认可”还没有附上")


def test_a_scan_that_is_none_registers_nothing(township: Office, tmp_path: Path) -> None:
    verified(township)
    (tmp_path / "认可书.txt").write_text("签字", encoding="utf-8")
    with pytest.raises(Trouble):
        do(township, READY, "consented", date(2018, 10, 12), {"signer": "单䶮"},
           files=((tmp_path / "认可书.txt", "农户认可书"),))  # fmt: skip
    file = township.procedures.current(RoadKind.EXIT, READY, TODAY)
    assert file is not None
    assert file.course.label == "待农户认可"


def test_a_stranger_who_signs_asks_for_a_reason(township: Office, scan: Path) -> None:
    verified(township)
    said = refusal(
        township, READY, "consented", date(2018, 10, 12), {"signer": "王二"}, files=((scan, "农户认可书"),)
    )
    assert said == "签字人“王二”不是这户在册的成员或监护人，请核对；确需如此，请写明理由"


def struck(office: Office, scan: Path) -> PassageFile:
    """单䶮 all the way."""
    verified(office)
    do(office, READY, "consented", date(2018, 10, 12), {"signer": "单䶮"}, files=((scan, "农户认可书"),))
    do(office, READY, "posted", date(2018, 10, 13))
    do(office, READY, "announced", date(2018, 10, 25))
    return do(office, READY, "struck", date(2018, 10, 28))


def poor_and_lifted(office: Office) -> tuple[int, int]:
    counted = office.figures.on(date(2018, 12, 1))
    return counted.total("poor").households, counted.total("lifted").households


def test_the_register_and_the_figures_follow_the_last_step_and_its_withdrawal(
    township: Office, scan: Path
) -> None:
    before = poor_and_lifted(township)
    file = struck(township, scan)
    assert file.course.label == "已办结"
    assert poor_and_lifted(township) == (before[0] - 1, before[1] + 1)
    assert township.households.open(READY).household.lifted_year == 2018
    township.procedures.withdraw_step(file, file.steps[-1], "县里未批", date(2018, 11, 2))
    assert poor_and_lifted(township) == before
    assert township.households.open(READY).household.lifted_year is None
    again = township.procedures.current(RoadKind.EXIT, READY, TODAY)
    assert again is not None
    assert again.course.label == "待销号"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Attribute.GENERAL, Attribute.ORDINARY), (Attribute.ALLOWANCE_POOR, Attribute.ALLOWANCE),
        (Attribute.DESTITUTE_POOR, Attribute.DESTITUTE), (None, None),
    ],
)  # fmt: skip
def test_who_is_off_the_register_is_called_so_by_the_attribute_too(
    township: Office, scan: Path, before: Attribute | None, after: Attribute | None
) -> None:
    """已脱贫 goes with 一般农户、低保户、五保户 (the national system's own check)."""
    kept = township.households.open(READY).standings[-1]
    township.households.save_standing(dataclasses.replace(kept, attribute=before))
    struck(township, scan)
    standing = township.households.open(READY).standings[-1]
    assert (standing.status, standing.attribute) == (Status.LIFTED, after)


def test_nobody_is_struck_off_in_a_closed_year_without_a_reason(township: Office, scan: Path) -> None:
    file = struck(township, scan)
    township.procedures.withdraw_step(file, file.steps[-1], "县里未批", date(2018, 11, 2))
    before = poor_and_lifted(township)
    township.years.close(2018, date(2019, 1, 20))
    said = refusal(township, READY, "struck", date(2018, 12, 20))
    assert said == (
        "2018年度已封存，2018年12月20日的销号会改动那一年以后各日的户数和人数，请核对日期；确需如此，请写明理由"
    )
    assert poor_and_lifted(township) == before
    file = do(township, READY, "struck", date(2018, 12, 20), override="县里补批2018年退出")
    assert file.steps[-1].override == "县里补批2018年退出"


def test_an_objection_sends_the_household_back_to_verification(township: Office, scan: Path) -> None:
    verified(township)
    do(township, READY, "consented", date(2018, 10, 12), {"signer": "单䶮"}, files=((scan, "农户认可书"),))
    file = do(
        township, READY, "posted", date(2018, 10, 15), result=Result.DISPUTED, reason="有人反映家中有重病人"
    )
    assert file.course.label == "有异议待查，待入户核实"


def test_undoing_the_last_step_gives_the_standing_back(township: Office, scan: Path) -> None:
    before = poor_and_lifted(township)
    struck(township, scan)
    township.undo()
    assert poor_and_lifted(township) == before
    file = township.procedures.current(RoadKind.EXIT, READY, TODAY)
    assert file is not None
    assert file.course.label == "待销号"


def proposed(office: Office, kind: str, day: date) -> dict[str, tuple[bool, str]]:
    """Whom a notice would name: whether it is ticked, and the last word on why."""
    return {
        each.head: (each.ticked, each.reasons[-1]) for each in office.notices.propose(kind, "水村", day, 2018)
    }


def test_the_notices_of_exit_name_whose_turn_it_is_and_say_why_not(township: Office, scan: Path) -> None:
    verified(township)
    said = proposed(township, "exit", date(2018, 10, 11))
    assert said["单䶮"] == (False, "退出程序：待农户认可")
    assert said["张三"] == (False, "还没有启动退出程序")
    do(township, READY, "consented", date(2018, 10, 12), {"signer": "单䶮"}, files=((scan, "农户认可书"),))
    assert proposed(township, "exit", date(2018, 10, 13))["单䶮"] == (True, "2018年10月12日农户已认可")
    do(township, READY, "posted", date(2018, 10, 13))
    assert proposed(township, "exit", date(2018, 10, 14))["单䶮"] == (
        False,
        "退出程序：公示中（至2018年10月22日）",
    )
    assert proposed(township, "exit_second", date(2018, 10, 15))["单䶮"][0] is False, "the first one hangs"
    assert proposed(township, "exit_second", date(2018, 10, 23))["单䶮"] == (
        True,
        "公示已于2018年10月22日期满",
    )
    assert proposed(township, "exit_announcement", date(2018, 10, 23))["单䶮"][0] is True
    do(township, READY, "posted_again", date(2018, 10, 23))
    assert proposed(township, "exit_announcement", date(2018, 10, 24))["单䶮"][0] is False
    assert proposed(township, "exit_announcement", date(2018, 11, 1))["单䶮"][0] is True


def test_the_assembly_votes_on_those_who_are_ready_and_have_not_been_voted_on(township: Office) -> None:
    assembled(township)
    papers = township.papers.make(
        "assembly",
        villages=["水村"],
        on=date(2018, 10, 9),
        year=2018,
        options={"topic": "exit", "sheet": "ballots"},
    )
    text = next(papers).documents[0].as_text()
    assert "张三" in text
    assert "单䶮" not in text, "the assembly has voted on it"


def test_who_fell_back_and_exits_again_keeps_the_earlier_year_when_it_is_withdrawn(
    township: Office, scan: Path
) -> None:
    with township.store.write("曾经脱贫又返贫") as unit:
        for since, status in ((date(2016, 12, 31), Status.LIFTED), (date(2017, 12, 31), Status.RETURNED)):
            unit.standings.save(Standing(household_id=READY, since=since, status=status))
        home = unit.households.get(READY)
        unit.households.save(dataclasses.replace(home, lifted_year=2016))
    file = struck(township, scan)
    assert township.households.open(READY).household.lifted_year == 2018
    township.procedures.withdraw_step(file, file.steps[-1], "县里未批", date(2018, 11, 2))
    assert township.households.open(READY).household.lifted_year == 2016
