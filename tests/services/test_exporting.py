"""Lists go out as workbooks: in the national layouts, and in our own that comes back without loss."""

from __future__ import annotations

import csv
import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.figures import Figures
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.services.office import Office
from fupin_desktop.services.settings import OfficeFacts
from tests.exchange.rich_book import seen_by_office
from tests.exports import EXPORTS, HEADS, a_row, an_export, id_of

SAMPLE = EXPORTS / "贫困户信息_20180508.xlsx"


def sheet(path: Path, name: str | None = None) -> list[list[Any]]:
    book = load_workbook(path)
    chosen = book[name] if name else book.worksheets[0]
    return [["" if cell is None else cell for cell in row] for row in chosen.iter_rows(values_only=True)]


@pytest.fixture
def other_office(tmp_path: Path) -> Office:
    opened = Office.open(tmp_path / "另一个办公室", by="赵经办", create=True)
    opened.settings.save(OfficeFacts(unit="星星镇扶贫开发办公室", phone="0999-1234567"))
    return opened


def test_the_national_export_comes_out_as_it_went_in(office: Office, tmp_path: Path) -> None:
    office.importing.apply(office.importing.read(SAMPLE))
    assert office.exporting.export("people", tmp_path / "出.xlsx", layout="H1") == 845
    came, went = sheet(SAMPLE), sheet(tmp_path / "出.xlsx")
    heads = went[2]
    assert heads == came[2]
    assert went[0][0] == came[0][0]
    assert went[1][0].startswith(came[1][0])
    place = heads.index("人编号")
    by_person = {row[place]: row for row in went[3:]}
    loose = {"序号", "人均纯收入", "主要致贫原因"}
    for row in came[3:]:
        out = by_person[row[place]]
        for head, mine, theirs in zip(heads, out, row, strict=False):
            if head not in loose:
                assert mine == theirs, (head, row)
            elif head == "人均纯收入":
                assert float(mine) == float(theirs)


@pytest.mark.parametrize("layout", ["H1", "H2", "H3", "H5"])
def test_what_we_export_is_recognised_and_changes_nothing(
    office: Office, tmp_path: Path, layout: str
) -> None:
    office.importing.apply(office.importing.read(SAMPLE))
    path = tmp_path / "出.xlsx"
    office.exporting.export("people", path, layout=layout)
    draft = office.importing.read(path)
    assert draft.layout.startswith(layout)
    assert draft.data_day == date(2018, 5, 8)
    assert not draft.problems
    assert not draft.changes_anything


@pytest.mark.parametrize("layout", ["H7", "H8A", "H8B"])
def test_layouts_of_other_offices_change_nothing_either(office: Office, tmp_path: Path, layout: str) -> None:
    rows = [
        a_row(),
        a_row(person=2, 健康状况="残疾"),
        a_row("650000000002", 主要致贫原因="因学", 危房户="是"),
    ]
    office.importing.apply(office.importing.read(an_export(tmp_path / "一.xlsx", rows)))
    path = tmp_path / "出.xlsx"
    assert office.exporting.export("people", path, layout=layout) == (3 if layout == "H7" else 2)
    draft = office.importing.read(path)
    assert draft.layout.startswith(layout)
    assert not [each for each in draft.problems if each.severity == "refused"]
    assert not draft.changes_anything
    if layout == "H7":
        out = sheet(path)
        place = out[2].index("户主证件号码")
        assert [row[place] for row in out[3:5]] == [rows[0]["证件号码"]] * 2


def test_codes_stay_text_in_every_cell(office: Office, tmp_path: Path) -> None:
    office.importing.apply(office.importing.read(an_export(tmp_path / "一.xlsx", [a_row("000000000001")])))
    office.exporting.export("people", tmp_path / "出.xlsx", layout="H1")
    row = load_workbook(tmp_path / "出.xlsx").worksheets[0][4]
    assert row[5].value == "000000000001"
    assert {cell.number_format for cell in row if cell.value} == {"@"}


def test_unknown_columns_are_written_back_in_their_order(office: Office, tmp_path: Path) -> None:
    heads = [*HEADS, "包户干部", "备忘录"]
    rows = [a_row(备忘录="路远", 包户干部="陈干部"), a_row("650000000002", 备忘录="近")]
    office.importing.apply(office.importing.read(an_export(tmp_path / "一.xlsx", rows, heads=heads)))
    office.exporting.export("people", tmp_path / "出.xlsx", layout="H1")
    assert [row[-2:] for row in sheet(tmp_path / "出.xlsx")[2:]] == [
        ["包户干部", "备忘录"],
        ["陈干部", "路远"],
        ["", "近"],
    ]


def test_a_value_no_list_knows_goes_back_to_its_column(office: Office, tmp_path: Path) -> None:
    office.importing.apply(
        office.importing.read(an_export(tmp_path / "一.xlsx", [a_row(健康状况="偶感风寒")]))
    )
    office.exporting.export("people", tmp_path / "出.xlsx", layout="H1")
    rows = sheet(tmp_path / "出.xlsx")
    assert rows[2] == list(HEADS)
    assert rows[3][HEADS.index("健康状况")] == "偶感风寒"


def counted(office: Office, on: date) -> list[Any]:
    with office.store.read() as unit:
        found: Figures = unit.figures(on)
    names = ("all", "poor", "lifted", "stable", "allowance", "unsafe_houses", "pupils")
    return [
        {
            each.village: [getattr(each, name) for name in names]
            for each in found.villages
            if each.all.households
        },
        found.tally("causes"),
        found.tally("income_bands"),
    ]


def registered(office: Office, on: date) -> dict[str, list[Any]]:
    """The figures that do not hang on plans and renovations, which a list of people does not carry."""
    return {village: values[:5] for village, values in counted(office, on)[0].items()}


def kept(office: Office, kind: str) -> dict[Any, dict[str, Any]]:
    """Every record by its number, without ids, stamps, and what only tells where it came from."""
    left_out = {"id", "version", "imported_on", "household_id"}
    with office.store.read() as unit:
        records = getattr(unit, kind).all()
    found = {}
    for each in records:
        values = {name: value for name, value in dataclasses.asdict(each).items() if name not in left_out}
        found[values.get("number") or values.get("id_number") or values.get("name")] = values
    return found


def test_our_own_layout_comes_back_without_loss(office: Office, other_office: Office, tmp_path: Path) -> None:
    office.importing.apply(office.importing.read(SAMPLE))
    with office.store.write("登记") as unit:
        one = unit.households.get(1)
        unit.households.save(dataclasses.replace(one, address="1组12号", remark="路远", relocated=True))
        person = unit.people.get(5)
        unit.people.save(dataclasses.replace(person, left_on=date(2018, 5, 1), guardian="王某"))
        year = unit.household_years.get(3)
        unit.household_years.save(dataclasses.replace(year, wage=year.income_recorded, worksheet_done=True))
    path = tmp_path / "全部.xlsx"
    assert office.exporting.export("people", path) == 845
    draft = other_office.importing.read(path)
    assert draft.layout == "本办全字段"
    assert not [each for each in draft.problems if each.severity == "refused"]
    other_office.importing.apply(draft)
    for kind in ("households", "people"):
        assert kept(other_office, kind) == kept(office, kind)
    assert counted(other_office, date(2018, 5, 8)) == counted(office, date(2018, 5, 8))
    other_office.close()


def test_the_demo_township_comes_back_without_loss(
    demo_office: Office, other_office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "全部.xlsx"
    demo_office.exporting.export("people", path)
    draft = other_office.importing.read(path)
    assert not [each for each in draft.problems if each.severity == "refused"]
    other_office.importing.apply(draft)
    on = demo_office.figures.last_day()
    assert on is not None
    for kind in ("households", "people"):
        assert kept(other_office, kind) == kept(demo_office, kind)
    assert registered(other_office, on) == registered(demo_office, on)
    other_office.close()


def test_the_demo_township_comes_back_to_itself_unchanged(demo_office: Office, tmp_path: Path) -> None:
    path = tmp_path / "全部.xlsx"
    demo_office.exporting.export("people", path)
    draft = demo_office.importing.read(path)
    assert not draft.changes_anything
    assert draft.people["unchanged"] == sum(draft.people.values()) > 845  # who has left is in it too


def test_households_go_out_one_a_row_and_come_back(office: Office, tmp_path: Path) -> None:
    office.importing.apply(office.importing.read(SAMPLE))
    path = tmp_path / "户.xlsx"
    assert office.exporting.export("households", path) == 218
    draft = office.importing.read(path)
    assert draft.households["unchanged"] == 218
    assert not draft.changes_anything
    assert office.exporting.export("people", tmp_path / "两张.xlsx", shape="both") == 845 + 218
    assert load_workbook(tmp_path / "两张.xlsx").sheetnames == ["家庭成员", "农户"]


def test_one_village_can_be_exported_alone(office: Office, tmp_path: Path) -> None:
    office.importing.apply(office.importing.read(SAMPLE))
    assert office.exporting.export("people", tmp_path / "水村.xlsx", village="水村", layout="H3") == 82
    with pytest.raises(Trouble, match="没有名为“火星村”的行政村"):
        office.exporting.export("people", tmp_path / "火星.xlsx", village="火星村")


@pytest.mark.parametrize("name", ["plans", "housing", "helpers"])
def test_other_lists_go_out_too(demo_office: Office, tmp_path: Path, name: str) -> None:
    assert demo_office.exporting.export(name, tmp_path / "出.xlsx") > 10
    assert sheet(tmp_path / "出.xlsx")[2][:4] == ["行政村", "村民小组", "户编号", "户主姓名"]


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"list_name": "cows"}, "没有名为“cows”的名单"),
        ({"list_name": "people", "shape": "round"}, "没有“round”这种形式"),
        ({"list_name": "people", "layout": "H6"}, "不能按“H6”版式导出，可选H1、H2、H3、H5"),
    ],
)
def test_what_cannot_be_exported_is_said(
    office: Office, tmp_path: Path, how: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        office.exporting.export(path=tmp_path / "出.xlsx", **how)


def test_a_folder_that_is_not_there_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="不存在"):
        office.exporting.export("people", tmp_path / "没有" / "出.xlsx")


def test_columns_stand_as_in_the_file_last_imported(office: Office, tmp_path: Path) -> None:
    heads = [*HEADS[:8], "包户干部", *HEADS[8:20], "备忘录", *reversed(HEADS[20:])]
    rows = [a_row(备忘录="路远", 包户干部="陈干部"), a_row("650000000002", 备忘录="近")]
    office.importing.apply(office.importing.read(an_export(tmp_path / "一.xlsx", rows, heads=heads)))
    office.exporting.export("people", tmp_path / "出.xlsx", layout="H1")
    out = sheet(tmp_path / "出.xlsx")
    assert out[2] == heads
    assert [(row[8], row[21]) for row in out[3:]] == [("陈干部", "路远"), ("", "近")]
    assert not office.importing.read(tmp_path / "出.xlsx").changes_anything


def test_a_layout_that_the_office_mapped_goes_out_too(office: Office, tmp_path: Path) -> None:
    heads = ["村名", "家庭编码", "成员", "身份证", "跟户主什么关系", "鞋码"]
    rows = [{"村名": "月亮村", "家庭编码": "650000000001", "成员": "王平", "身份证": id_of("19700101"), "跟户主什么关系": "户主",
             "鞋码": "42"}]  # fmt: skip
    path = an_export(tmp_path / "一.xlsx", rows, heads=heads)
    named = {
        "A": "household.village",
        "B": "household.number",
        "C": "person.name",
        "D": "person.id_number",
        "E": "person.relation",
    }
    office.layouts.keep_file("我们的鞋码表", path, named)
    office.importing.apply(office.importing.read(path))
    assert ("我们的鞋码表", "我们的鞋码表") in office.exporting.layouts()
    assert office.exporting.export("people", tmp_path / "出.xlsx", layout="我们的鞋码表") == 1
    assert sheet(tmp_path / "出.xlsx")[2:] == [heads, list(rows[0].values())]


def test_a_masked_list_that_comes_back_overwrites_nothing(office: Office, tmp_path: Path) -> None:
    more = {"银行卡号": "6217000000000001234", "备忘": f"与{id_of('19700101', 901)}同名"}
    rows = [a_row(**more), a_row(person=2, 健康状况="残疾", 证件号码=f"{id_of('19700101', 900)}43", **more)]
    heads = [*HEADS, *more]
    office.importing.apply(office.importing.read(an_export(tmp_path / "一.xlsx", rows, heads=heads)))
    before = kept(office, "people")
    for layout in (None, "H1"):
        path = tmp_path / f"{layout}.xlsx"
        office.exporting.export("people", path, layout=layout, masked=True)
        for number in (id_of("19700101", 900), id_of("19700101", 901), "6217000000000001234"):
            assert number not in str(sheet(path))
        assert f"{id_of('19700101', 900)[:6]}****" in str(sheet(path))
        draft = office.importing.read(path)
        assert not draft.changes_anything
        office.importing.apply(draft)
        assert kept(office, "people") == before


def test_a_list_to_be_filled_in_has_drop_downs_codes_and_notes(township: Office, tmp_path: Path) -> None:
    path = tmp_path / "出.xlsx"
    township.exporting.export("people", path, layout="H5", fillable=True)
    book = load_workbook(path)
    first, codes = book.worksheets
    assert codes.title == "代码"
    offered = {str(each.sqref): each for each in first.data_validations.dataValidation}
    heads = [cell.value for cell in first[3]]
    letter = column_letters(heads.index("与户主关系"))
    relation = offered[f"{letter}4:{letter}1048576"]
    column = relation.formula1.split("$")[1]
    assert [cell.value for cell in codes[column]][:3] == ["与户主关系", "户主", "配偶"]
    assert (
        relation.formula1 == f"'代码'!${column}$2:${column}${sum(1 for cell in codes[column] if cell.value)}"
    )
    village = offered[
        f"{column_letters(heads.index('行政村'))}4:{column_letters(heads.index('行政村'))}1048576"
    ]
    assert [cell.value for cell in codes[village.formula1.split("$")[1]]][1:3] == ["水村", "月亮村"]
    assert first.cell(3, heads.index("首次识别时间") + 1).comment.text == "写成 2018-05-08 的样子"
    assert first.column_dimensions[column_letters(heads.index("证件号码"))].number_format == "@"
    assert not township.importing.read(path).changes_anything


def test_lists_beside_the_register_are_filled_in_too(township: Office, tmp_path: Path) -> None:
    township.exporting.export("housing", tmp_path / "出.xlsx", fillable=True)
    assert "代码" in load_workbook(tmp_path / "出.xlsx").sheetnames


def test_what_went_out_is_recorded(township: Office, tmp_path: Path) -> None:
    rows = township.exporting.export("people", tmp_path / "出.xlsx", village="水村", layout="H3", masked=True)
    left = township.outgoing.all()[0]
    assert (left.list.what, left.list.villages, left.list.file) == (
        "家庭成员（H3 2018–19 脱贫户名单）",
        "水村",
        "出.xlsx",
    )
    assert (left.list.rows, left.list.masked, left.person) == (rows, True, "李经办")


def test_libreoffice_reads_every_cell_of_an_export(office: Office, tmp_path: Path) -> None:
    rows = [a_row("000000000001", 联系电话="013900000001"), a_row("650000000002", 姓名="=危险")]
    office.importing.apply(office.importing.read(an_export(tmp_path / "一.xlsx", rows)))
    path = tmp_path / "出.xlsx"
    office.exporting.export("people", path, layout="H1", fillable=True)
    folder = seen_by_office(path, tmp_path)
    with (folder / "出-家庭成员.csv").open(encoding="utf-8", newline="") as file:
        seen = list(csv.reader(file))
    written = sheet(path)
    assert [row[: len(written[2])] for row in seen] == [
        ["" if cell is None else cell for cell in row] for row in written
    ]
    assert {len(row[written[2].index("证件号码")]) for row in seen[3:]} >= {18}
