"""Notices: the program proposes, the clerk ticks, one file a village, and nothing private on the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fupin_desktop.domain.codes import Relation
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.housing import Stage, StageKind
from fupin_desktop.services.notice import NoticeResult
from fupin_desktop.services.notice.proposing import Candidate
from fupin_desktop.services.office import Office
from fupin_desktop.services.tasks import Cancelled
from tests.papers import faults, is_golden, text_of
from tests.township import DAY

KINDS = ["identification", "exit", "housing", "monitoring"]


def proposed(office: Office, kind: str) -> dict[str, Candidate]:
    return {each.head: each for each in office.notices.propose(kind, on=DAY)}


def written(office: Office, kind: str, out: Path, **more: object) -> NoticeResult:
    return office.notices.write(kind, out, start=DAY, **more)  # type: ignore[arg-type]


def test_applicants_below_the_line_are_ticked_and_those_above_are_not(township: Office) -> None:
    found = proposed(township, "identification")
    assert {name: each.ticked for name, each in found.items()} == {"周九": True, "吴十": False}
    assert found["吴十"].reasons == ("2018年4月20日申请", "2018年人均纯收入高于标准线 3,005.00 元")


def test_exits_are_ticked_by_income_and_by_what_is_not_unmet(township: Office) -> None:
    found = proposed(township, "exit")
    assert [name for name, each in found.items() if each.ticked] == ["张三", "王五"]
    assert found["单䶮"].reasons[0] == "2018年人均纯收入距标准线还差 195.00 元"
    assert found["钱七"].reasons[1] == "义务教育有保障未达标（成员钱成员乙（10岁）未在校：厌学）"


def test_candidates_stand_in_the_order_of_villages_and_groups(township: Office) -> None:
    found = township.notices.propose("exit", on=DAY)
    assert [(each.village, each.group) for each in found] == [
        ("水村", "一组"), ("水村", "二组"), ("水村", "三组"), ("月亮村", "东组"), ("月亮村", "西组"),
    ]  # fmt: skip


def test_houses_that_were_reviewed_and_not_yet_posted_are_ticked(township: Office) -> None:
    found = proposed(township, "housing")
    assert {name: each.ticked for name, each in found.items()} == {
        "张三": True, "王五": True, "阿依古丽·买买提": False,
    }  # fmt: skip


def test_where_no_house_waits_the_unapproved_are_taken_and_it_is_said(
    township: Office, tmp_path: Path
) -> None:
    with township.store.write("公示") as unit:
        for house in unit.renovations.all():
            unit.stages.save(
                Stage(
                    household_id=house.household_id,
                    renovation_id=house.id or 0,
                    kind=StageKind.POSTED,
                    on=DAY,
                )
            )
    made = written(township, "housing", tmp_path)
    assert made.households == 2
    assert made.remarks[0] == "没有已评议、尚未公示的户，名单为2018年度尚未经县审批的危改户，请核对"


def test_monitoring_proposes_what_was_found_and_not_yet_identified(township: Office) -> None:
    assert proposed(township, "monitoring")["阿依古丽·买买提"].reasons == (
        "2018年4月25日发现",
        "脱贫不稳定户",
    )


def test_the_last_day_moves_on_from_a_day_off(township: Office, tmp_path: Path) -> None:
    answer = written(township, "monitoring", tmp_path).as_json()
    assert (answer["from"], answer["to"], answer["households"]) == ("2018-05-08", "2018-05-14", 1)


def test_each_village_has_a_file_named_by_day_place_and_village(township: Office, tmp_path: Path) -> None:
    made = written(township, "exit", tmp_path)
    assert [each.relative_to(tmp_path).as_posix() for each in made.files] == [
        "2018-05-08/01水村.pdf", "2018-05-08/02月亮村.pdf",
    ]  # fmt: skip
    assert "名单中有的户“两不愁三保障”还有未核实的项目，请核实后再张贴" in made.remarks


def test_a_notice_of_another_kind_does_not_write_over_the_first(township: Office, tmp_path: Path) -> None:
    first = written(township, "exit", tmp_path, villages=["水村"])
    second = written(township, "housing", tmp_path, villages=["水村"])
    again = written(township, "exit", tmp_path, villages=["水村"])
    assert [each.name for each in (*first.files, *second.files, *again.files)] == [
        "01水村.pdf", "01水村_危房改造补助对象公示.pdf", "01水村.pdf",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_notices_keep_the_care_of_the_standard(township: Office, tmp_path: Path, kind: str) -> None:
    for file in written(township, kind, tmp_path).files:
        assert faults(file, notice=True) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_reads_as_it_is_kept(township: Office, kind: str) -> None:
    village, document = township.notices.make(kind, start=DAY)[0]
    assert village in document.title
    assert is_golden(f"notice_{kind}", document)


def test_a_notice_shows_nothing_that_is_private(township: Office, tmp_path: Path) -> None:
    for kind in KINDS:
        for file in written(township, kind, tmp_path / kind).files:
            said = text_of(file)
            for private in ("13812345678", "残疾", "因病", "因残", "致贫", "慢性病"):
                assert private not in said


def test_names_with_rare_characters_are_on_the_page(township: Office, tmp_path: Path) -> None:
    (file,) = written(township, "monitoring", tmp_path).files
    assert "阿依古丽·买买提" in text_of(file)
    (file,) = written(township, "exit", tmp_path, households=["65900002"]).files
    assert "单䶮" in text_of(file)


def test_the_clerk_may_tick_a_household_and_a_child_prints_with_the_guardian(township: Office) -> None:
    ((village, document),) = township.notices.make("exit", households=["65900005"], start=DAY)
    assert village == "水村"
    assert "1 | 三组 | 李某某，监护人：李大山 | 2" in document.as_text()
    assert "李小明" not in document.as_text()


def test_a_child_without_a_guardian_is_told_before_writing(township: Office, tmp_path: Path) -> None:
    with township.store.write("删监护人") as unit:
        for person in unit.people.all(household_id=5):
            if person.relation is Relation.HEAD:
                unit.people.save(replace(person, guardian=""))
            else:
                unit.people.save(replace(person, left_on=DAY))
    with pytest.raises(Refused, match="水村李小明户（户编号65900005）户主未满18周岁，请先填写监护人"):
        written(township, "exit", tmp_path, households=["65900005"])
    assert list(tmp_path.rglob("*.pdf")) == []


def test_a_household_that_does_not_belong_on_the_list_is_refused_by_name(
    township: Office, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="水村阿依古丽·买买提户（户编号65900003）不能列入拟退出公示：它不在"):
        written(township, "exit", tmp_path, households=["65900001", "65900003"])
    with pytest.raises(Refused, match="没有户编号为“999”的农户，请检查编号"):
        written(township, "exit", tmp_path, households=["999"])
    with pytest.raises(Refused, match="还没有勾选农户，请至少勾选一户"):
        written(township, "exit", tmp_path, households=[])


def test_where_nobody_qualifies_it_is_said_with_an_example(township: Office, tmp_path: Path) -> None:
    with pytest.raises(
        Refused,
        match="水村没有符合条件、可列入识别初选名单公示的农户，没有生成公示；不符合的有1户，如水村吴十户",
    ):
        written(township, "identification", tmp_path, villages=["水村"])
    with pytest.raises(Refused, match="月亮村没有需要列入监测对象公示的农户"):
        written(township, "monitoring", tmp_path, villages=["月亮村"])
    with pytest.raises(Trouble, match="没有名为“火星村”的行政村，请检查村名（有：水村、月亮村）"):
        written(township, "exit", tmp_path, villages=["火星村"])


def test_a_number_in_a_name_stops_the_notices_and_says_where(township: Office, tmp_path: Path) -> None:
    with township.store.write("误填") as unit:
        unit.households.save(replace(unit.households.get(1), group="二组110105194912310 02X"))
    with pytest.raises(
        Refused, match=r"水村的公示有像证件号码的数字（110\*+2X），在“1 | 二组”之后，已停止生成，请改正后再试"
    ):
        written(township, "exit", tmp_path)
    assert list(tmp_path.rglob("*.pdf")) == []


def test_a_mobile_phone_is_private_unless_it_is_the_offices_own(township: Office) -> None:
    facts = township.settings.facts()
    township.settings.save(replace(facts, phone="13800001111"))
    assert "监督电话：13800001111" in township.notices.make("exit", start=DAY)[0][1].as_text()
    township.settings.save(replace(facts, address="人民路1号，联系13900002222"))
    with pytest.raises(Refused, match=r"有像手机号码的数字（139\*+22）"):
        township.notices.make("exit", start=DAY)


def test_a_missing_phone_or_unit_is_asked_for(township: Office) -> None:
    facts = township.settings.facts()
    township.settings.save(replace(facts, phone="", unit=""))
    with pytest.raises(Refused) as refused:
        township.notices.make("exit", start=DAY)
    assert (
        str(refused.value)
        == "还没有填写单位全称，请在“设置”里填写后再生成；还没有填写监督电话，请在“设置”里填写后再生成"
    )


def test_the_offices_basis_and_days_go_before_the_usual_ones(township: Office) -> None:
    facts = township.settings.facts()
    township.settings.save(
        replace(
            facts,
            basis={"exit": "根据《星海县脱贫退出办法》，"},
            notice_days={**facts.notice_days, "exit": 10},
        )
    )
    text = township.notices.make("exit", start=DAY)[0][1].as_text()
    assert "根据《星海县脱贫退出办法》，经村民主评议" in text
    assert "公示期10天：2018年5月8日张贴，自次日起计算，至2018年5月18日止。" in text


def test_days_paper_and_format_that_cannot_be_are_refused(township: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="公示天数应在1到365之间，现在是400"):
        township.notices.make("exit", start=DAY, days=400)
    with pytest.raises(Refused, match="公示纸张只能是A4或A3，现在是“A5”"):
        township.notices.make("exit", start=DAY, paper="A5")
    with pytest.raises(Trouble, match="公示不能写成“odt”，可以写成：pdf、docx、xlsx、txt"):
        written(township, "exit", tmp_path, form="odt")


def test_a_year_without_a_calendar_of_holidays_is_remarked(township: Office, tmp_path: Path) -> None:
    made = township.notices.write("exit", tmp_path, households=["65900001"], start=date(2099, 5, 8))
    assert (
        made.remarks[0]
        == "2099年的放假安排还没有收录，公示期满日只避开了周末，请核对，也可在“设置”里填写放假安排"
    )


def test_a_stopped_writing_leaves_no_file(township: Office, tmp_path: Path) -> None:
    class Stopped:
        def step(self, done: int, total: int, doing: str = "") -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        written(township, "exit", tmp_path / "out", watch=Stopped())
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_answered_in_words(township: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match=r"不能建立文件夹“.*”（.*），请换一个可以写入的位置"):
        written(township, "exit", tmp_path / "file")


def test_a_long_list_stands_in_two_blocks_on_one_page(demo_office: Office, tmp_path: Path) -> None:
    everybody = [each.number for each in demo_office.notices.propose("exit", "水村", on=DAY)]
    made = demo_office.notices.write("exit", tmp_path, households=everybody, start=DAY, paper="A3")
    assert faults(made.files[0], notice=True) == []
    assert made.households == len(everybody) == 9


@pytest.mark.parametrize("kind", KINDS)
def test_the_demo_township_has_something_for_every_notice(demo_office: Office, kind: str) -> None:
    assert demo_office.notices.make(kind, start=DAY)
