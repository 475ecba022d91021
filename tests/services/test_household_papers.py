"""The papers of households: plan, card for the wall, application, survey, income worksheet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli import run
from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.codes import Health, IncomeHead, Relation
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.household import IncomeItem, Person
from fupin_desktop.domain.income import period
from fupin_desktop.domain.plan import Measure, MeasureFund, MeasureKind
from fupin_desktop.reports.document import Document
from fupin_desktop.services.office import Office
from fupin_desktop.services.paper.source import Paper
from tests.papers import is_golden, text_of
from tests.township import DAY

ZHANG, MINOR, WANG, ZHOU = "65900001", "65900005", "65900006", "65900010"
"""张三, who has a plan; 李小明, who is not of age; 王五, who has a plan; 周九, who has applied."""


@pytest.fixture
def helped(township: Office) -> Office:
    """The township with a helper for 张三, what is known of his house, and his worksheet."""
    with township.store.write("补充测试资料") as unit:
        head = unit.people.find(household_id=1, relation=Relation.HEAD)
        assert head is not None
        unit.people.save(replace(head, id_number="659099197002030014"))
        cadre = unit.cadres.save(
            Cadre(name="陈干部", unit="星海县农业局", duty="科员", phone="13900000001", post=Post.A)
        )
        unit.pairings.save(
            Pairing(household_id=1, cadre_id=cadre.id or 0, post=Post.A, since=date(2018, 1, 1))
        )
        year = unit.household_years.find(household_id=1, year=2018)
        assert year is not None
        since, until = period(2018)
        unit.household_years.save(
            replace(year, head_count=4, period_from=since, period_to=until, transfer=Decimal("900.00"),
                    property=Decimal("0.00"), farmland=Decimal("6.5"), worksheet_done=True)
        )  # fmt: skip
        for kind, name, amount in (
            (IncomeHead.WAGE, "务工", "8000.00"),
            (IncomeHead.BUSINESS, "养殖", "5200.40"),
            (IncomeHead.BUSINESS, "种植", "1800.00"),
            (IncomeHead.TRANSFER, "低保金", "1200.00"),
            (IncomeHead.EXPENSE, "养殖支出", "1500.00"),
        ):
            unit.income_items.save(
                IncomeItem(household_id=1, year=2018, head=kind, name=name, amount=Decimal(amount), evidence="村组核实")
            )  # fmt: skip
    return township


def papers(office: Office, kind: str, *households: str, on: date = DAY, **more: Any) -> list[Paper]:
    return list(office.papers.make(kind, households=households or None, on=on, **more))


def one(office: Office, kind: str, household: str = ZHANG, **more: Any) -> Document:
    """The single document of one household's paper."""
    (paper,) = papers(office, kind, household, **more)
    (document,) = paper.documents
    return document


def refused(office: Office, kind: str, household: str, **more: Any) -> str:
    with pytest.raises(Refused) as wrong:
        one(office, kind, household, **more)
    return str(wrong.value)


def a_measure(
    office: Office, content: str, kind: MeasureKind | None = MeasureKind.INDUSTRY, money: Sequence[str] = (), **more: Any
) -> None:  # fmt: skip
    """Another measure of 张三's plan, done in May unless said otherwise."""
    with office.store.write("添加措施") as unit:
        plan = unit.plans.find(household_id=1)
        assert plan is not None
        kept = unit.measures.save(
            Measure(household_id=1, plan_id=plan.id or 0, kind=kind, content=content, **{"done_on": date(2018, 5, 2), **more})
        )  # fmt: skip
        for number, amount in enumerate(money):
            unit.measure_funds.save(
                MeasureFund(household_id=1, measure_id=kept.id or 0, source="资金" + "甲乙丙"[number], amount=Decimal(amount))
            )  # fmt: skip


@pytest.mark.parametrize("kind", ["plan", "card", "survey", "income"])
def test_the_paper_of_a_household_reads_as_it_is_kept(helped: Office, kind: str) -> None:
    assert is_golden(f"form_{kind}", one(helped, kind))


def test_an_application_says_what_is_known_and_leaves_lines_for_the_rest(township: Office) -> None:
    assert is_golden("form_application", one(township, "application", ZHOU))


def test_a_survey_to_take_along_says_who_lives_there_or_nothing(township: Office) -> None:
    assert is_golden("form_survey_blank", one(township, "survey", options={"blank": "1"}))
    (paper,) = papers(township, "survey", villages=["水村"], options={"blank": "all"})
    assert (paper.village, paper.household_id) == ("水村", None)
    assert is_golden("form_survey_empty", paper.documents[0])


@pytest.mark.parametrize(
    ("kind", "heads"),
    [
        ("plan", "张三 王五"),
        ("application", "吴十 周九"),
        ("card", "单䶮 阿依古丽·买买提 张三 仇㛃 李小明 赵六 钱七 王五 孙八"),
        ("survey", "单䶮 阿依古丽·买买提 吴十 张三 仇㛃 李小明 赵六 钱七 周九 王五 孙八"),
        ("income", "单䶮 阿依古丽·买买提 吴十 张三 仇㛃 李小明 赵六 钱七 周九 王五 孙八"),
    ],
)
def test_all_villages_get_a_paper_for_each_household_that_qualifies(
    township: Office, kind: str, heads: str
) -> None:
    made = papers(township, kind)
    found = [
        each.name.split("_")[0].removeprefix("东组").removeprefix("西组").lstrip("一二三组") for each in made
    ]
    assert found == heads.split()


def test_a_village_is_one_file_and_a_named_household_another(
    township: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, words = township.folder, ["--json", "form", "plan", "--on", "2018-05-08", "--out", str(tmp_path)]
    township.close()
    assert run(["--office", str(folder), *words]) == 0
    assert run(["--office", str(folder), *words, "--household", ZHANG]) == 0
    all_, alone = map(json.loads, capsys.readouterr().out.splitlines())
    assert [Path(each).name for each in all_["files"]] == ["01水村.pdf", "02月亮村.pdf"]
    assert (all_["households"], alone["households"]) == (2, 1)
    assert Path(alone["files"][0]).relative_to(tmp_path) == Path(
        "一户一策帮扶计划表", "01水村", f"二组张三_{ZHANG}.pdf"
    )
    assert "养羊" in text_of(Path(alone["files"][0]))


def test_pages_are_told_where_they_are_known_only(
    township: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Word breaks a .docx into pages when it opens it."""
    told = ["--office", str(township.folder), "form", "plan", "--on", "2018-05-08", "--household", ZHANG]
    township.close()
    assert run([*told, "--out", str(tmp_path / "一份.pdf")]) == 0
    assert run([*told, "--out", str(tmp_path / "一份.docx"), "--format", "docx"]) == 0
    of_pdf, of_word = capsys.readouterr().out.splitlines()
    assert of_pdf.startswith("已生成1个文件，共2页：")
    assert of_word == f"已生成1个文件：{tmp_path / '一份.docx'}"


@pytest.mark.parametrize("kind", ["plan", "card", "application", "survey", "income"])
def test_every_paper_comes_in_every_format_and_gives_names_and_numbers_back(
    helped: Office, tmp_path: Path, kind: str
) -> None:
    for form in ("pdf", "docx", "xlsx", "txt"):
        out = tmp_path / f"{kind}.{form}"
        helped.papers.write(kind, out, households=[ZHANG], on=DAY)
        assert out.stat().st_size > 300
    text = text_of(tmp_path / f"{kind}.pdf")
    assert "张三" in text
    money = {
        "plan": "9500.00",
        "card": "4500.00",
        "application": "3675.10",
        "survey": "3675.10",
        "income": "3675.10",
    }
    assert money[kind] in text


def test_the_totals_of_a_plan_are_those_of_its_measures(helped: Office) -> None:
    a_measure(helped, "修羊圈", money=("1200.50", "800.00"), expected_income=Decimal("300.00"))
    text = one(helped, "plan").as_text()
    assert "资金甲1200.5元；资金乙800元 | 2000.50" in text
    assert "合计 |  |  |  |  |  | 11500.50 |  |  |  | 300.00 | 共3项，已完成2项" in text


def test_how_far_a_measure_has_come_is_told_as_of_the_paper_s_day(township: Office) -> None:
    assert "2018年4月20日完成" in one(township, "plan").as_text()
    assert "2018年4月20日完成" not in one(township, "plan", on=date(2018, 4, 19)).as_text()


def test_a_paper_comes_on_the_sheets_that_were_asked_for(township: Office) -> None:
    for kind in ("plan", "card", "application", "survey", "income"):
        assert one(township, kind, paper="A3").paper == "A3"
    (form,) = papers(township, "survey", villages=["水村"], paper="A3", options={"blank": "all"})
    assert form.documents[0].paper == "A3"


def test_a_named_household_without_a_plan_gets_a_form_to_make_it_on(township: Office) -> None:
    text = one(township, "plan", ZHOU).as_text()
    assert "户主姓名 | 周九" in text
    assert "合计" not in text


def test_households_without_what_a_paper_is_about_are_told_in_a_sentence(township: Office) -> None:
    with pytest.raises(Refused, match="水村没有可以生成一户一策帮扶计划表的农户，没有生成文件"):
        papers(township, "plan", villages=["水村"], year=2016)
    assert refused(township, "income", ZHANG, year=2016) == (
        "水村张三户（户编号65900001）没有2016年的年度情况，不能核算收入，请先在农户资料里填写这一年的情况"
    )
    assert "还不在册，不能生成明白卡" in refused(township, "card", ZHOU)


def test_a_survey_needs_neither_members_nor_a_survey_of_the_year(township: Office) -> None:
    with township.store.write("清空成员") as unit:
        for each in unit.people.all(household_id=10):
            unit.people.save(replace(each, left_on=date(2018, 1, 1)))
    text = one(township, "survey", ZHOU, year=2016).as_text()
    assert "户主姓名 | 周九" in text
    assert "穿不愁 | □是　□否" in text
    assert "人均纯收入" in one(township, "application", ZHOU, year=2016).as_text()


def test_an_option_that_is_not_known_is_refused(township: Office) -> None:
    assert "只能是0、1、all，现在是“2”" in refused(township, "survey", ZHANG, options={"blank": "2"})
    assert "没有名为“empty”的选项" in refused(township, "survey", ZHANG, options={"empty": "1"})
    for kind in ("plan", "card", "application", "income"):
        assert "这种文书没有选项" in refused(township, kind, ZHANG, options={"blank": "1"})
    with pytest.raises(Trouble, match="没有名为“火村”的行政村"):
        papers(township, "survey", villages=["火村"], options={"blank": "all"})


def test_the_worksheet_says_what_it_leaves_out_and_what_is_missing(helped: Office) -> None:
    text = one(helped, "income").as_text()
    assert "1个项目合计1200.00元，未采用直接填写的900.00元" in text
    assert "家庭纯收入（总收入减五） | 14700.40 | 16200.40－1500.00" in text
    assert "人均纯收入（纯收入除以核算人口） | 3675.10 | 14700.40÷4人" in text
    bare = one(helped, "income", WANG).as_text()
    assert "登记的人均纯收入为3300.00元。本表尚未填全，还缺：核算人口、工资性收入" in bare
    assert "家庭纯收入（总收入减五） |  | ＿＿＿－＿＿＿" in bare


# The card hangs on a wall


def test_a_card_tells_nothing_of_health_causes_or_children(helped: Office) -> None:
    with helped.store.write("病情") as unit:
        for each in unit.person_years.all(household_id=1):
            unit.person_years.save(replace(each, health=(Health.DISABLED,)))
    a_measure(helped, "大病医疗救助", MeasureKind.HEALTH, money=("3333.00",))
    a_measure(helped, "重度残疾人护理补贴", MeasureKind.SECURITY, money=("1200.00",))
    a_measure(helped, "张成员乙午餐补助", MeasureKind.COMPULSORY, money=("600.00",))
    text = one(helped, "card").as_text()
    assert "综合保障 | 已按政策落实 | 1200.00" in text
    assert "义务教育保障 | 已按政策落实 | 600.00" in text
    assert "合计 |  | 6300.00" in text
    for word in ("残", "病", "3333", "缺技术", "张成员乙", "659099", "13812345678"):
        assert word not in text


def test_no_card_of_a_township_shows_what_a_wall_must_not(demo_office: Office) -> None:
    on = date(2018, 12, 31)
    texts = {card.household_id: card.documents[0].as_text() for card in papers(demo_office, "card", on=on)}
    with demo_office.store.read() as unit:
        households, people = unit.households.all(), unit.people.all()
    hidden = [(each.id, number) for each in households for number in (each.phone, each.account)]
    hidden += [(each.household_id, each.id_number) for each in people]
    assert len(texts) == 218
    assert not [number for id, number in hidden if number and number in texts.get(id, "")]
    assert not [word for word in ("残", "病", "致贫") if any(word in text for text in texts.values())]


def test_a_card_names_the_helper_with_his_phone_and_whom_else_to_call(helped: Office) -> None:
    text = one(helped, "card").as_text()
    assert "A岗 | 陈干部 | 星海县农业局　科员 | 13900000001" in text
    assert (
        "水村村委会：0999-1111111\n星星镇扶贫开发办公室：0999-7654321\n监督电话：0999-1234567\n监督举报热线：12317"
        in text
    )


def test_a_private_number_stops_a_card(helped: Office) -> None:
    a_measure(helped, "联系户主13812345678领取鸡苗")
    assert refused(helped, "card", ZHANG) == (
        "水村张三户（户编号65900001）的明白卡有像手机号码的数字（138******78），在“产业帮扶 | 联系户主”之后，已停止生成，请改正后再试"
    )


def test_a_head_who_is_not_of_age_is_not_named(township: Office) -> None:
    text = one(township, "card", MINOR).as_text()
    assert "李某某，监护人：李大山" in text
    assert "李小明" not in text


def test_a_card_asks_for_the_phone_that_it_must_show(township: Office) -> None:
    township.settings.save(replace(township.settings.facts(), phone=""))
    assert refused(township, "card", ZHANG) == "还没有填写监督电话，请在“设置”里填写后再生成"
    assert "张三" in one(township, "plan").as_text()


def test_a_card_stays_on_one_page_however_much_was_received(helped: Office, tmp_path: Path) -> None:
    for number in range(15):
        a_measure(helped, f"第{number}项" + "发展庭院经济" * 30, money=(f"{number + 1}00.00",))
    out = tmp_path / "card.pdf"
    assert helped.papers.write("card", out, households=[ZHANG], on=DAY).pages == 1
    text = one(helped, "card").as_text()
    assert "其他 | 另有10项" in text
    assert "合计 |  | 16500.00" in text


# Large households


def test_a_twelfth_member_and_long_names_are_printed_whole(helped: Office, tmp_path: Path) -> None:
    names = list(_long_names())
    with helped.store.write("添加成员") as unit:
        for name in names:
            unit.people.save(Person(household_id=1, name=name, relation=Relation.OTHER))
        plan = unit.plans.find(household_id=1)
        assert plan is not None
        unit.plans.save(replace(plan, cause="因" * 400, needs="需" * 400))
    for kind in ("plan", "survey"):
        out = tmp_path / f"{kind}.pdf"
        pages = helped.papers.write(kind, out, households=[ZHANG], on=DAY).pages
        text = text_of(out).replace("\r", "").replace("\n", "")
        assert pages <= 4
        assert all(name in text for name in names)
        assert kind != "plan" or text.count("需") >= 400


def _long_names() -> Iterator[str]:
    for number in "甲乙丙丁戊己庚":
        yield f"阿卜杜热西提·麦麦提{number}"
