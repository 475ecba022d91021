"""National exports go in: shown first, wholly or not at all, and what the office corrected stays."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from fupin_desktop.domain.codes import Cause, JoinReason, MonitoringKind, Status
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.figures import Count, Figures
from fupin_desktop.domain.office import Correction
from fupin_desktop.exchange.layouts import LAYOUTS
from fupin_desktop.services.importing import Applied, Draft
from fupin_desktop.services.office import Office
from fupin_desktop.services.tasks import Cancelled
from tests.exports import DAY, EXPORTS, HEADS, a_row, an_export, id_of, maker

ON = date.fromisoformat(DAY)


def figures(office: Office, on: date = ON) -> Figures:
    with office.store.read() as unit:
        return unit.figures(on)


def bring_in(office: Office, path: Path, **how: Any) -> Applied:
    return office.importing.apply(office.importing.read(path, **how))


def said(draft: Draft, severity: str = "refused") -> list[str]:
    return [each.text for each in draft.problems if each.severity == severity]


def as_truth(found: Figures) -> dict[str, Any]:
    def pair(name: str) -> list[int]:
        count = found.total(name)
        return [count.households, count.people]

    return {
        "households": pair("all")[0], "people": pair("all")[1], "poor": pair("poor"), "lifted": pair("lifted"),
        "stable": pair("stable"), "unsafe_houses": found.total("unsafe_houses"), "allowance": pair("allowance"),
        "pupils": found.total("pupils"),
        "by_village": {each.village: [each.all.households, each.all.people] for each in found.villages},
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(each.name for each in EXPORTS.glob("*") if each.suffix != ".json"))
def test_every_sample_export_gives_the_figures_of_its_truth(office: Office, name: str) -> None:
    truth = json.loads((EXPORTS / f"{name}.truth.json").read_text(encoding="utf-8"))
    heads = truth.pop("heads")
    draft = office.importing.read(EXPORTS / name)
    assert draft.totals == "文件 218户845人／本办 0户"
    assert draft.header_row == 3
    assert draft.layout.startswith("H3" if "2019" in name else "H1")
    assert not draft.problems
    assert not draft.unknown_columns
    office.importing.apply(draft)
    assert as_truth(figures(office)) == truth
    with office.store.read() as unit:
        assert {each.number: each.head for each in unit.households.all(number=list(heads))} == heads


@pytest.mark.parametrize("seed", [7, 2018])
def test_exports_of_other_townships_give_their_figures_too(office: Office, tmp_path: Path, seed: int) -> None:
    make = maker()
    found = make.township(seed, 1)
    path = tmp_path / "贫困户信息_20180508.csv"
    make.write(path, "全国扶贫开发信息系统", make.H1, make.rows(found, make.H1))
    bring_in(office, path)
    truth = {name: value for name, value in make.truth(found).items() if name != "heads"}
    assert as_truth(figures(office)) == json.loads(json.dumps(truth))


def test_the_same_file_again_changes_nothing_and_is_no_act(office: Office) -> None:
    path = EXPORTS / "贫困户信息_20180508.xlsx"
    bring_in(office, path)
    acts = len(office.history.acts())
    draft = office.importing.read(path)
    assert draft.households["unchanged"] == 218
    assert draft.people["unchanged"] == 845
    done = office.importing.apply(draft)
    assert (done.batch, done.act) == (None, None)
    assert "没有变化" in done.sentence
    assert len(office.history.acts()) == acts


def test_the_same_file_after_an_edit_shows_the_edit(office: Office) -> None:
    path = EXPORTS / "贫困户信息_20180508.xlsx"
    bring_in(office, path)
    with office.store.write("修改农户：高杰武") as unit:
        unit.households.save(dataclasses.replace(unit.households.get(1), phone="13900000009"))
    (item,) = office.importing.read(path).of("changed")
    assert [(c.label, c.old, c.new) for c in item.changes] == [("户联系电话", "13900000009", "13972426227")]
    office.undo()
    assert not office.importing.read(path).changes_anything
    assert office.importing.read(path, year=2017).households["changed"] == 218


def test_xls_csv_and_xlsx_of_one_day_say_the_same(office: Office) -> None:
    bring_in(office, EXPORTS / "贫困户信息_20180508.xls")
    for name in ("贫困户信息_20180508.csv", "贫困户信息_20180508.xlsx"):
        draft = office.importing.read(EXPORTS / name)
        assert (draft.households["unchanged"], draft.people["unchanged"]) == (218, 845)


def test_undoing_an_import_restores_the_office(office: Office) -> None:
    done = bring_in(office, EXPORTS / "贫困户信息_20180508.xlsx")
    assert office.history.acts()[0].label == "导入：贫困户信息_20180508.xlsx"
    office.undo(done.act)
    assert figures(office).total("all") == Count(0, 0)
    with office.store.read() as unit:
        assert not unit.batches.all()
        assert {each.name for each in unit.villages.all()} == {"水村", "月亮村"}
    assert bring_in(office, EXPORTS / "贫困户信息_20180508.xlsx").households["new"] == 218


def test_undo_refuses_when_a_household_was_edited_since(office: Office) -> None:
    done = bring_in(office, EXPORTS / "贫困户信息_20180508.xlsx")
    with office.store.write("修改农户：高杰武") as unit:
        one = unit.households.find(number="650000000001")
        assert one is not None
        unit.households.save(dataclasses.replace(one, phone="13900000009"))
    with pytest.raises(Stale, match="650000000001"):
        office.undo(done.act)
    assert figures(office).total("all") == Count(218, 845)


@pytest.fixture
def family(tmp_path: Path) -> list[dict[str, Any]]:
    return [
        a_row(人数="2"),
        a_row(person=2, 人数="2"),
        a_row("650000000002", 行政村="水村", 姓名="李顺", 脱贫属性="已脱贫", 贫困户属性="一般农户"),
    ]


def test_a_second_month_shows_exactly_what_changed(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    bring_in(office, an_export(tmp_path / "五月.xlsx", family))
    changed = [{**family[0], "联系电话": "13900000077"}, {**family[1], "健康状况": "残疾"}]
    come = [a_row("650000000003", 姓名="赵新", 行政村="水村")]
    draft = office.importing.read(an_export(tmp_path / "六月.xlsx", changed + come, day="2018-06-08"))
    assert dict(draft.households) == {"new": 1, "changed": 1, "unchanged": 0, "refused": 0, "conflict": 0}
    assert dict(draft.people) == {"new": 1, "changed": 1, "unchanged": 1, "refused": 0, "conflict": 0}
    assert draft.missing == ["水村 李顺（户编号650000000002）"]
    shown = {item.name: [(c.label, c.old, c.new) for c in item.changes] for item in draft.of("changed")}
    assert shown == {
        "王安": [("户联系电话", "13900000001", "13900000077")],
        "王喜": [("健康状况", "健康", "残疾")],
    }
    office.importing.apply(draft)
    assert figures(office).total("all") == Count(2, 3)
    assert figures(office, date(2018, 6, 8)).total("all") == Count(3, 4)


def test_a_status_changes_from_the_data_day_on(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", family))
    later = [{**row, "脱贫属性": "已脱贫"} for row in family]
    bring_in(office, an_export(tmp_path / "二.xlsx", later, day="2018-12-31"))
    assert figures(office).total("poor") == Count(1, 2)
    assert figures(office, date(2018, 12, 30)).total("poor") == Count(1, 2)
    assert figures(office, date(2018, 12, 31)).total("poor") == Count(0, 0)
    with office.store.read() as unit:
        assert [each.status for each in unit.standings.all(household_id=1)] == [Status.POOR, Status.LIFTED]


def test_a_new_year_gets_yearly_values_of_its_own(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", family))
    later = [{**row, "人均纯收入": "3100"} for row in family]
    bring_in(office, an_export(tmp_path / "二.xlsx", later, day="2019-05-08"))
    with office.store.read() as unit:
        kept = {each.year: each.income_recorded for each in unit.household_years.all(household_id=1)}
    assert kept == {2018: Decimal("2600.50"), 2019: Decimal("3100.00")}


def test_somebody_new_in_a_known_household_joins_on_the_data_day(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", family))
    born = a_row(person=3, 姓名="王小宝", 证件号码=id_of("20180601", 7))
    bring_in(office, an_export(tmp_path / "二.xlsx", [*family, born], day="2018-07-01"))
    with office.store.read() as unit:
        child = unit.people.find(name="王小宝")
        first = unit.people.find(name="王安")
    assert child is not None
    assert first is not None
    assert (child.joined_on, child.join_reason) == (date(2018, 7, 1), JoinReason.FOUND)
    assert child.birth == date(2018, 6, 1)
    assert first.joined_on is None


def corrected(office: Office, evidence: str = "户口簿") -> None:
    """The office corrects the phone of the first household and the name of its head."""
    with office.store.write("更正") as unit:
        one = unit.households.get(1)
        unit.households.save(dataclasses.replace(one, phone="13911112222"))
        unit.corrections.save(
            Correction(household_id=1, table="household", row_id=1, field="phone", national=one.phone,
                       office="13911112222", evidence=evidence, noted_on=ON)
        )  # fmt: skip


def test_what_the_office_corrected_stays_and_is_listed_until_an_export_agrees(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    path = an_export(tmp_path / "一.xlsx", family)
    bring_in(office, path)
    corrected(office)
    draft = office.importing.read(path)
    assert draft.households["conflict"] == 1
    (item,) = draft.conflicts()
    assert [(c.label, c.old, c.new, c.conflict) for c in item.changes] == [
        ("户联系电话", "13911112222", "13900000001", True)
    ]
    assert "1处冲突保留本办的值" in office.importing.apply(draft).sentence
    with office.store.read() as unit:
        assert unit.households.get(1).phone == "13911112222"
        assert unit.corrections.count(agreed_on=None) == 1
    mended = [{**row, "联系电话": "13911112222"} if row["户编号"].endswith("1") else row for row in family]
    draft = office.importing.read(an_export(tmp_path / "二.xlsx", mended, day="2018-06-01"))
    assert draft.households["conflict"] == 0
    office.importing.apply(draft)
    with office.store.read() as unit:
        assert unit.corrections.get(1).agreed_on == date(2018, 6, 1)


def test_a_third_value_is_a_conflict_too_and_the_national_one_can_be_taken(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", family))
    corrected(office)
    third = [{**row, "联系电话": "13933334444"} for row in family]
    draft = office.importing.read(an_export(tmp_path / "二.xlsx", third))
    (item,) = draft.conflicts()
    office.importing.apply(draft, take={item.key: "national"})
    with office.store.read() as unit:
        assert unit.households.get(1).phone == "13933334444"
        assert unit.corrections.count(agreed_on=None) == 0


def test_blank_cells_keep_or_clear_as_chosen(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", family))
    blank = an_export(
        tmp_path / "二.xlsx", [{**row, "联系电话": "", "民族": "", "姓名": row["姓名"]} for row in family]
    )
    assert not office.importing.read(blank).changes_anything
    draft = office.importing.read(blank, blank="clear")
    assert (draft.households["changed"], draft.people["changed"]) == (2, 3)
    office.importing.apply(draft)
    with office.store.read() as unit:
        assert unit.households.get(1).phone == ""
        assert unit.people.get(1).nation == ""
        assert unit.people.get(1).name == "王安"


def test_a_masked_number_never_overwrites_a_full_one(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", family))
    masked = [{**row, "证件号码": row["证件号码"][:6] + "********" + row["证件号码"][-4:]} for row in family]
    draft = office.importing.read(an_export(tmp_path / "二.xlsx", masked))
    assert not draft.changes_anything
    assert said(draft, "finding") == ["证件号码被遮盖（含*），不会覆盖本办的完整号码"] * 3


def test_people_are_matched_by_id_number_where_the_person_number_is_missing(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", family))
    without = [head for head in HEADS if head != "人编号"]
    draft = office.importing.read(an_export(tmp_path / "二.xlsx", family, heads=without))
    assert draft.people["unchanged"] == 3


def test_the_card_of_a_disabled_person_holds_the_id_number(office: Office, tmp_path: Path) -> None:
    number = id_of("19700101", 3)
    bring_in(office, an_export(tmp_path / "一.xlsx", [a_row(证件号码=number + "41")]))
    with office.store.read() as unit:
        person = unit.people.get(1)
    assert (person.id_number, person.disability_card) == (number, number + "41")
    assert str(person.id_kind) == "disabled"
    assert person.birth == date(1970, 1, 1)


@pytest.mark.parametrize(
    ("heading", "value", "sentence"),
    [
        ("姓名", "", "姓名为空，请补上"),
        ("户编号", "", "户编号为空，请补上"),
        ("人均纯收入", "三千", "人均纯收入“三千”不是数字"),
        ("人均纯收入", "-120.00", "人均纯收入为负数，请核对"),
        ("证件号码", 6.59099197001010e17, "证件号码“6.59099E+17”已被Excel变成科学计数，无法恢复原数，请从原表重新导出"),
        ("人编号", "6.5E+13", "人编号“6.5E+13”已被Excel变成科学计数，无法恢复原数，请从原表重新导出"),
        ("人数", "很多", "人数“很多”不是数字"),
        ("务工时间（月）", "13", "务工时间应在0到12个月之间，请核对"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_refused_with_its_reason(
    office: Office, tmp_path: Path, heading: str, value: object, sentence: str
) -> None:
    rows = [a_row(人数="2"), a_row(person=2, **({"人数": "2"} | {heading: value})), a_row("650000000002")]
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", rows))
    assert said(draft) == [sentence]
    (problem,) = [each for each in draft.problems if each.severity == "refused"]
    assert problem.row == 5
    assert problem.column == dict(zip(HEADS, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False)).get(heading, "")
    assert dict(draft.people) == {"new": 2, "changed": 0, "unchanged": 0, "refused": 1, "conflict": 0}
    assert draft.households["new"] == 2
    (item,) = draft.of("refused")
    assert item.row == 5
    office.importing.apply(draft)
    assert figures(office).total("all") == Count(2, 2)


def test_the_31st_of_april_is_refused(office: Office, tmp_path: Path) -> None:
    heads = [*HEADS, "出生日期"]
    path = an_export(
        tmp_path / "一.xlsx", [a_row(出生日期="2018年4月31日"), a_row("650000000002")], heads=heads
    )
    assert any("“4月31日”不是有效日期" in text for text in said(office.importing.read(path)))


def test_a_household_whose_every_row_is_refused_is_refused(office: Office, tmp_path: Path) -> None:
    rows = [a_row(人均纯收入="-1"), a_row(person=2, 人均纯收入="-1"), a_row("650000000002")]
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", rows))
    assert (draft.households["refused"], draft.people["refused"]) == (1, 2)
    office.importing.apply(draft)
    assert figures(office).total("all") == Count(1, 1)


def test_a_new_household_without_a_village_is_refused(office: Office, tmp_path: Path) -> None:
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", [a_row(行政村=""), a_row("650000000002")]))
    assert said(draft) == ["户编号650000000001是新的一户，但行政村为空，请补上"]
    assert (draft.households["refused"], draft.people["refused"]) == (1, 1)
    office.importing.apply(draft)
    assert figures(office).total("all") == Count(1, 1)


def test_a_formula_without_a_value_refuses_its_row(office: Office, tmp_path: Path) -> None:
    path = an_export(tmp_path / "一.xlsx", [a_row(), a_row("650000000002", 人均纯收入="=1000+2")])
    assert said(office.importing.read(path)) == ["人均纯收入是公式但没有值，请在Excel里打开并保存一次再导入"]


def test_an_unknown_code_is_pointed_out_and_kept_beside(office: Office, tmp_path: Path) -> None:
    path = an_export(tmp_path / "一.xlsx", [a_row(健康状况="偶感风寒")])
    draft = office.importing.read(path)
    (text,) = said(draft, "finding")
    assert text.startswith("健康状况“偶感风寒”不在可选内容")
    office.importing.apply(draft)
    with office.store.read() as unit:
        assert json.loads(unit.people.get(1).extra) == {"健康状况": "偶感风寒"}
    assert not office.importing.read(path).changes_anything


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([a_row(与户主关系="之子")], "户编号650000000001没有户主，请核对与户主关系"),
        ([a_row(人数="2"), a_row(person=2, 与户主关系="户主", 人数="2")], "户编号650000000001有2个户主，请核对与户主关系"),
        ([a_row(人数="4")], "户编号650000000001的人数填4，名单里有1行，请核对"),
        ([a_row(证件号码="659099197001010014")], "证件号码第18位应核对：与前17位不符"),
        ([a_row(证件号码="999999197001010010")], "证件号码是临时号码（999999…），待补证件"),
        ([a_row(), a_row("650000000002", 证件号码=a_row()["证件号码"])], "王安的证件号码与第4行相同，同一个人出现在两户，请核对"),
    ],
)  # fmt: skip
def test_what_is_odd_is_taken_in_and_pointed_out(
    office: Office, tmp_path: Path, rows: list[dict[str, Any]], sentence: str
) -> None:
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", rows))
    assert sentence in said(draft, "finding")
    assert draft.people["new"] == len(rows)
    office.importing.apply(draft)
    again = office.importing.read(an_export(tmp_path / "二.xlsx", rows))
    assert again.people["unchanged"] == len(rows)


def test_one_person_number_twice_counts_once(office: Office, tmp_path: Path) -> None:
    rows = [a_row(人数="2"), a_row(人数="2", 姓名="王重", 证件号码=id_of("19800101"))]
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", rows))
    assert said(draft) == ["人编号与第4行重复，只取前面一行，请核对"]
    assert dict(draft.people)["new"] == 1
    office.importing.apply(draft)
    assert figures(office).total("all") == Count(1, 1)


def test_mended_numbers_are_remarked(office: Office, tmp_path: Path) -> None:
    number = a_row()["证件号码"]
    draft = office.importing.read(
        an_export(tmp_path / "一.xlsx", [a_row(证件号码=f"\t{number[:6]} {number[6:]}")])
    )
    assert said(draft, "remark") == ["已去掉号码中的空格或制表符"]
    office.importing.apply(draft)
    with office.store.read() as unit:
        assert unit.people.get(1).id_number == number


def test_blank_rows_and_notes_below_are_passed_over(office: Office, tmp_path: Path) -> None:
    rows = [a_row(), {"序号": ""}, {"序号": "填表人：李某", "行政村": "审核人："}]
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", rows))
    assert not draft.problems
    assert dict(draft.people) == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0, "conflict": 0}


def test_new_villages_are_announced_and_made(office: Office, tmp_path: Path) -> None:
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", [a_row(行政村="新村")]))
    assert draft.new_villages == ["新村"]
    office.importing.apply(draft)
    village = office.settings.villages()[-1]
    assert (village.name, village.county, village.township, village.place) == ("新村", "星海县", "星星镇", 2)


def test_without_a_data_day_it_is_asked(office: Office, tmp_path: Path) -> None:
    path = an_export(tmp_path / "名单.xlsx", [a_row()], day=None)
    draft = office.importing.read(path)
    assert draft.asks == ["“名单.xlsx”没有写明数据日期，请用 --on 或在页面上填写数据日期"]
    with pytest.raises(Refused, match="没有写明数据日期"):
        office.importing.apply(draft)
    draft = office.importing.read(path, day=date(2018, 5, 8))
    assert (draft.data_day, draft.year, draft.households["new"]) == (ON, 2018, 1)


def test_the_data_day_is_taken_from_its_column_or_the_file_name(office: Office, tmp_path: Path) -> None:
    heads = [*HEADS, "数据日期"]
    path = an_export(tmp_path / "一.xlsx", [a_row(数据日期="2018-03-31")], day=None, heads=heads)
    assert office.importing.read(path).data_day == date(2018, 3, 31)
    path = an_export(tmp_path / "脱贫户信息_20180902-继续享受政策.xlsx", [a_row()], day=None)
    assert office.importing.read(path).data_day == date(2018, 9, 2)


def test_an_older_export_than_the_newest_is_refused(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    bring_in(office, an_export(tmp_path / "五月.xlsx", family))
    with pytest.raises(Refused, match=r"早于已导入的“五月\.xlsx”（2018-05-08）"):
        office.importing.read(an_export(tmp_path / "四月.xlsx", family, day="2018-04-08"))


def test_a_draft_that_the_office_has_overtaken_is_stale(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", family))
    office.settings.save(office.settings.facts())
    bring_in(office, an_export(tmp_path / "二.xlsx", family[:1]))
    with pytest.raises(Stale, match="请重新读取文件再导入"):
        office.importing.apply(draft)


class StopAt:
    def __init__(self, doing: str) -> None:
        self.doing = doing

    def step(self, done: int, total: int, doing: str = "") -> None:
        if doing.startswith(self.doing):
            raise Cancelled


def test_a_cancelled_import_leaves_nothing(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    path = an_export(tmp_path / "一.xlsx", family)
    with pytest.raises(Cancelled):
        office.importing.read(path, watch=StopAt("读取"))
    draft = office.importing.read(path)
    before = len(office.history.acts())
    with pytest.raises(Cancelled):
        office.importing.apply(draft, watch=StopAt("写入成员"))
    assert figures(office).total("all") == Count(0, 0)
    assert len(office.history.acts()) == before
    with office.store.read() as unit:
        assert unit.households.count() == 0
    assert bring_in(office, path).households["new"] == 2


def test_unknown_columns_are_kept_with_the_row(office: Office, tmp_path: Path) -> None:
    path = an_export(tmp_path / "一.xlsx", [a_row(包户干部="陈干部")], heads=[*HEADS, "包户干部"])
    draft = office.importing.read(path)
    assert draft.unknown_columns == ["包户干部"]
    office.importing.apply(draft)
    with office.store.read() as unit:
        assert json.loads(unit.people.get(1).extra) == {"包户干部": "陈干部"}
    other = an_export(tmp_path / "二.xlsx", [a_row(包户干部="吴干部")], heads=[*HEADS, "包户干部"])
    (item,) = office.importing.read(other).of("changed")
    assert item.changes[0].label == "其他列"


def test_a_column_can_be_corrected_by_hand(office: Office, tmp_path: Path) -> None:
    path = an_export(tmp_path / "一.xlsx", [a_row(手机="13955556666")], heads=[*HEADS, "手机"])
    draft = office.importing.read(path, mapping={"AB": "person.phone", "AA": ""})
    meant = {each.letter: each.label for each in draft.mapping}
    assert (meant["AB"], meant["AA"]) == ("成员联系电话", "")
    assert draft.unknown_columns == ["联系电话"]
    office.importing.apply(draft)
    with office.store.read() as unit:
        assert (unit.people.get(1).phone, unit.households.get(1).phone) == ("13955556666", "")
    with pytest.raises(Refused, match=r"没有“person\.nothing”这个字段"):
        office.importing.read(path, mapping={"AB": "person.nothing"})


def test_monitoring_of_a_2022_list_becomes_an_episode(office: Office, tmp_path: Path) -> None:
    heads = next(each.headings for each in LAYOUTS if each.key == "H5")
    row = a_row(数据日期="2022-06-30", 致贫原因1="因学", 户类型="脱贫户", 首次识别时间="201404", 风险识别时间="202203", 风险是否消除="否",
                **{"易返贫致贫户(监测对象)类型": "脱贫不稳定户"})  # fmt: skip
    path = an_export(tmp_path / "名单.xlsx", [row], day=None, heads=heads)
    draft = office.importing.read(path)
    assert (draft.layout[:2], draft.data_day) == ("H5", date(2022, 6, 30))
    office.importing.apply(draft)
    with office.store.read() as unit:
        (episode,) = unit.monitorings.all()
        assert (episode.kind, episode.identified_on) == (MonitoringKind.UNSTABLE, date(2022, 3, 1))
        assert unit.households.get(1).registered_on == date(2014, 4, 1)
        assert unit.households.get(1).cause is Cause.SCHOOLING
    assert not office.importing.read(path).changes_anything
    gone = row | {"风险是否消除": "是", "风险消除时间": "202209", "数据日期": "2022-09-30"}
    draft = office.importing.read(an_export(tmp_path / "九月.xlsx", [gone], day=None, heads=heads))
    (item,) = draft.of("changed")
    assert {(c.label, c.new) for c in item.changes} == {
        ("风险是否已消除", "是"),
        ("消除监测时间", "2022-09-01"),
    }


def test_several_files_of_one_delivery_are_one_act(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    paths = [an_export(tmp_path / "月亮村.xlsx", family[:2]), an_export(tmp_path / "水村.xlsx", family[2:])]
    draft = office.importing.read(paths)
    done = office.importing.apply(draft)
    assert done.people["new"] == 3
    assert office.history.acts()[0].label == "导入：月亮村.xlsx等2个文件"


def test_the_answer_of_the_command_line_has_all_its_keys(office: Office, tmp_path: Path) -> None:
    draft = office.importing.read(
        an_export(tmp_path / "一.xlsx", [a_row(人均纯收入="-3"), a_row("650000000002")])
    )
    answer = json.loads(json.dumps(draft.as_json(), ensure_ascii=False))
    assert {
        "batch",
        "layout",
        "sheet",
        "header_row",
        "households",
        "people",
        "problems",
        "unknown_columns",
    } <= set(answer)
    (problem,) = answer["problems"]
    assert problem == {
        "file": "一.xlsx", "sheet": "Sheet", "row": 4, "column": "Z", "field": "人均纯收入", "severity": "refused",
        "text": "人均纯收入为负数，请核对",
    }  # fmt: skip


def test_problems_are_marked_in_their_own_workbook(office: Office, tmp_path: Path) -> None:
    path = an_export(tmp_path / "一.xlsx", [a_row(人均纯收入="-3"), a_row("650000000002")])
    draft = office.importing.read(path)
    found = office.importing.annotate(draft, path, tmp_path / "标注.xlsx")
    assert found.sentence == f"已在原表标出1个单元格，附问题清单（1个问题）：{tmp_path / '标注.xlsx'}"
    first, second = load_workbook(tmp_path / "标注.xlsx").worksheets
    assert [cell.value for cell in first[3]] == list(HEADS)
    assert first["Z4"].fill.fgColor.rgb == "FFFFC7CE"
    assert first["Z4"].comment.text == "拒绝：人均纯收入为负数，请核对"
    assert second.title == "问题清单"
    assert [cell.value for cell in second[4]] == [
        4,
        "Z",
        "人均纯收入",
        "拒绝",
        "人均纯收入为负数，请核对",
        "-3",
    ]


@pytest.mark.parametrize(
    ("heads", "sentence"),
    [
        (("甲", "乙", "丙", "丁", "戊"), "没有找到表头"),
    ],
)
def test_a_sheet_that_is_no_list_of_people_is_refused(
    office: Office, tmp_path: Path, heads: list[str], sentence: str
) -> None:
    with pytest.raises(Trouble, match=sentence):
        office.importing.read(an_export(tmp_path / "一.xlsx", [a_row()], heads=heads))


def test_a_file_that_is_not_there_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"找不到文件“没有\.xlsx”"):
        office.importing.read(tmp_path / "没有.xlsx")


def test_a_person_who_moves_to_another_household_goes_with_the_years(
    office: Office, tmp_path: Path, family: list[dict[str, Any]]
) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", family))
    moved = [
        {**family[0], "人数": "1"},
        {**family[1], "户编号": "650000000002", "行政村": "水村", "人数": "2"},
        family[2],
    ]
    draft = office.importing.read(an_export(tmp_path / "二.xlsx", moved, day="2018-06-08"))
    (item,) = draft.of("changed", level="person")
    assert [(c.label, c.old, c.new) for c in item.changes] == [("户编号", "650000000001", "650000000002")]
    office.importing.apply(draft)
    with office.store.read() as unit:
        assert {each.household_id for each in unit.person_years.all(person_id=2)} == {2}
