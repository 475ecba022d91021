"""花名册 and 签领表: from any list, with chosen, blank and computed columns, kept for next time."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.terms import money_in_words
from fupin_desktop.reports.document import Document, Table
from fupin_desktop.services.office import Office
from fupin_desktop.services.paper.source import Paper
from fupin_desktop.services.rosters import lists
from tests.papers import is_golden, text_of

DAY = date(2018, 5, 8)
SIGNED = "村民小组,户主姓名,家庭人口,慰问金（元）=500.50,米（公斤）=10/人,签字,手印,代领"


def rosters(office: Office, villages: tuple[str, ...] = ("水村",), **options: str) -> list[Paper]:
    return list(office.papers.make("roster", villages=villages, on=DAY, options=options))


def roster(office: Office, **options: str) -> Document:
    return rosters(office, ("水村",), **options)[0].documents[0]


def table(document: Document) -> Table:
    return next(each for each in document.blocks if isinstance(each, Table))


def test_a_list_to_sign_adds_up_and_says_the_money_in_words(township: Office) -> None:
    assert is_golden("roster_signed", roster(township, title="2018年春节慰问金签领表", columns=SIGNED))


@pytest.mark.parametrize("name", sorted(set(lists()) - {"monitored", "helpers", "leaving"}))
def test_every_list_makes_a_roster_with_its_usual_columns(township: Office, name: str) -> None:
    assert is_golden(f"roster_{name}", roster(township, list=name))


def test_helpers_stand_beside_each_household_they_answer_for(township: Office) -> None:
    with township.store.write("结对") as unit:
        cadre = unit.cadres.save(Cadre(name="陈干部", unit="县教育局", phone="0999-7654321"))
        (head,) = unit.households.all(number="65900001")
        unit.pairings.save(
            Pairing(household_id=head.id or 0, cadre_id=cadre.id or 0, post=Post.A, since=date(2018, 1, 1))
        )
    assert table(roster(township, list="helpers")).rows == (
        ("1", "二组", "张三", "5", "A岗", "陈干部", "县教育局", "0999-7654321"),
    )


def test_people_stand_one_a_row_and_are_not_added_up_by_household(township: Office) -> None:
    found = table(roster(township, list="people", columns="head,name,people"))
    assert (len(found.rows), found.totals) == (15, 0)


def test_every_amount_of_money_is_summed_to_the_fen(township: Office) -> None:
    (paper,) = rosters(township, ("月亮村",), list="housing", columns="head,planned_subsidy")
    total, words = table(paper.documents[0]).rows[-2:]
    assert total == ("合计", "", "28000.50")
    assert money_in_words(Decimal("28000.50")) in paper.documents[0].as_text()
    assert len(words) == 1


def test_id_numbers_appear_only_when_chosen_and_with_a_warning(township: Office) -> None:
    for name, of in lists().items():
        assert not {of.columns[key].key for key in of.usual if key in of.columns} & {
            "id_number",
            "account",
            "health",
            "cause",
        }, name
    (plain,) = rosters(township, list="people")
    (private,) = rosters(township, list="people", columns="姓名,证件号码,健康状况")
    assert plain.remarks == ()
    assert private.remarks == ("花名册里有证件号码、健康状况，只供内部使用，不得张贴或外传",)
    assert "注：本表有证件号码、健康状况，只供内部使用，不得张贴。" in private.documents[0].as_text()


def test_a_roster_is_kept_as_a_scheme_and_used_by_its_name(township: Office) -> None:
    township.schemes.save("春节慰问", "households", SIGNED.split(","), heading="春节慰问金签领表")
    kept = roster(township, scheme="春节慰问")
    assert kept.title == "水村春节慰问金签领表"
    assert kept.blocks == roster(township, columns=SIGNED).blocks
    assert roster(township, scheme="春节慰问", title="中秋慰问金签领表").title == "水村中秋慰问金签领表"
    township.schemes.save("春节慰问", "households", ["户主姓名", "空:领取人电话"])
    assert len(township.schemes.all()) == 1
    assert table(roster(township, scheme="春节慰问")).heads == ("序号", "户主姓名", "领取人电话")
    township.schemes.remove("春节慰问")
    assert township.schemes.all() == []
    with pytest.raises(Trouble) as wrong:
        roster(township, scheme="春节慰问")
    assert str(wrong.value) == "没有名为“春节慰问”的花名册方案（已有：还没有保存过），请检查名称"


def test_what_cannot_be_made_is_refused_in_a_sentence(township: Office) -> None:
    with pytest.raises(Refused) as wrong:
        township.schemes.save("错", "households", ["户主姓名", "银行卡", "证号"])
    assert str(wrong.value).startswith("没有名为“银行卡、证号”的列，可以选：行政村、村民小组")
    with pytest.raises(Refused) as wrong:
        township.schemes.save("", "households", ["户主姓名"])
    assert str(wrong.value) == "方案名称不能为空，请填写"
    with pytest.raises(Trouble) as trouble:
        roster(township, list="villages")
    assert str(trouble.value).startswith("没有名为“villages”的名单，可以做花名册的有：households（在册户）")
    with pytest.raises(Refused) as wrong:
        roster(township, columns=" , ")
    assert str(wrong.value) == "还没有选定花名册的列，请至少选一列"
    with pytest.raises(Refused) as wrong:
        roster(township, list="monitored")
    assert str(wrong.value) == "水村没有可以生成花名册（签领表）的农户，没有生成文件"


def test_many_columns_turn_the_page_and_the_pdf_gives_every_name_back(
    township: Office, tmp_path: Path
) -> None:
    assert roster(township, columns=SIGNED).landscape
    assert not roster(township, columns="户主姓名,签字").landscape
    assert not roster(township, columns=SIGNED, landscape="0").landscape
    out = tmp_path / "签领表.pdf"
    township.papers.write("roster", out, on=DAY, options={"columns": SIGNED})
    text = text_of(out)
    for said in ("阿依古丽", "孙八", "人民币贰仟伍佰零贰元伍角整"):
        assert said in text


def test_the_command_line_keeps_schemes_and_writes_workbooks_with_numbers(
    township: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import load_workbook

    office = ["--office", str(township.folder)]
    columns = ["--column", "户主姓名", "--column", "慰问金（元）=500", "--column", "签字"]
    assert run([*office, "scheme", "save", "慰问", "--title", "慰问金签领表", *columns, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["schemes"] == [
        {
            "name": "慰问",
            "list": "households",
            "title": "慰问金签领表",
            "columns": ["head", "慰问金（元）=500", "签字"],
        }
    ]
    form = ["form", "roster", "--on", "2018-05-08", "--set", "scheme=慰问", "--format", "xlsx"]
    assert run([*office, *form, "--out", str(tmp_path)]) == 0
    sheet = load_workbook(tmp_path / "花名册（签领表）" / "01水村.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[3]][:4] == ["1", "单䶮", 500, None]
    assert run([*office, "scheme", "remove", "慰问"]) == 0
    assert run([*office, "scheme", "list"]) == 0
    assert "还没有保存过花名册方案" in capsys.readouterr().out
    assert run([*office, "scheme", "remove", "慰问"]) == 1


def test_who_gave_no_name_leaves_room_to_sign(township: Office, tmp_path: Path) -> None:
    words = ["--office", str(township.folder), "form", "roster", "--on", "2018-05-08", "--format", "txt"]
    assert run([*words, "--out", str(tmp_path / "无名.txt")]) == 0
    assert run([*words, "--by", "王经办", "--out", str(tmp_path / "有名.txt")]) == 0
    assert "命令行" not in (tmp_path / "无名.txt").read_text("utf-8")
    assert "制表人：王经办" in (tmp_path / "有名.txt").read_text("utf-8")


def test_what_is_paid_out_and_signed_for_is_called_so(township: Office) -> None:
    assert roster(township, columns="户主姓名,慰问金（元）=500,签字").title == "水村2018年在册户签领表"
    assert roster(township, columns="户主姓名,签字").title == "水村2018年在册户花名册"
