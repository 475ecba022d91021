"""The lists beside households and people: other people's layouts are read, and our own come back without loss."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from fupin_desktop.domain.codes import IncomeHead
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.household import Household
from fupin_desktop.domain.housing import Renovation, Stage
from fupin_desktop.domain.plan import Measure, MeasureFund, Plan, Progress
from fupin_desktop.exchange.lists import LISTS, recognise_list
from fupin_desktop.services.national import counted
from fupin_desktop.services.office import Office
from fupin_desktop.services.settings import OfficeFacts
from tests.builders import a_household
from tests.exports import SHARED
from tests.lists import DAY, a_sheet, filled, kept, read, texts

REPOSITORIES = {
    "monitoring": ("monitorings",),
    "work": ("work_spells",),
    "income": ("household_years", "income_items"),
    "housing": ("renovations", "stages", "subsidies"),
    "helpers": ("cadres", "pairings"),
    "villages": ("village_years",),
    "relocation": ("relocations",),
    "plans": ("plans", "measures", "measure_funds", "progress"),
    "visits": ("visits",),
}


# our own lists: out and in


def comparable(office: Office, name: str) -> list[dict[str, Any]]:
    """Records without ids and stamps, their links as what they point to."""
    with office.store.read() as unit:
        numbers = {each.id: each.number for each in unit.households.all()}
        people = {each.id: (numbers[each.household_id], each.name) for each in unit.people.all()}
        cadres = {each.id: each.name for each in unit.cadres.all()}
        found = [dataclasses.asdict(each) for each in getattr(unit, name).all()]
    for each in found:
        each["household_id"] = numbers.get(each.get("household_id"))
        each["person_id"] = people.get(each.get("person_id"))
        each["cadre_id"] = cadres.get(each.get("cadre_id"))
        for link in ("id", "version", "renovation_id", "plan_id", "measure_id", "imported_on"):
            each.pop(link, None)
    return sorted(found, key=lambda each: json.dumps(each, default=str, sort_keys=True, ensure_ascii=False))


@pytest.mark.parametrize("key", LISTS)
def test_a_list_that_goes_out_changes_nothing_when_it_comes_back(
    township: Office, tmp_path: Path, key: str
) -> None:
    filled(township)
    path = tmp_path / "出.xlsx"
    rows = township.exporting.export(key, path)
    assert rows > 0
    draft = read(township, path, day=None)
    assert (draft.list_key, draft.data_day) == (key, DAY)
    assert draft.problems == []
    assert not draft.changes_anything
    assert draft.entries["unchanged"] == sum(draft.entries.values()) > 0
    assert draft.missing == []


@pytest.fixture
def other_office(township: Office, tmp_path: Path) -> Office:
    """An empty office with the same people."""
    township.exporting.export("people", tmp_path / "人.xlsx")
    opened = Office.open(tmp_path / "另一个办公室", by="赵经办", create=True)
    opened.settings.save(OfficeFacts(unit="星星镇扶贫开发办公室", phone="0999-1234567"))
    opened.importing.apply(opened.importing.read(tmp_path / "人.xlsx"))
    with opened.store.write("清空监测") as unit:
        for each in unit.monitorings.all():
            unit.monitorings.remove(each)
    return opened


def test_every_list_goes_into_an_office_with_the_same_people(
    township: Office, other_office: Office, tmp_path: Path
) -> None:
    filled(township)
    for key in LISTS:
        path = tmp_path / f"{key}.xlsx"
        township.exporting.export(key, path)
        draft = read(other_office, path, day=None)
        assert [each for each in draft.problems if each.severity == "refused"] == [], key
        done = other_office.importing.apply(draft)
        assert done.act is not None, key
        again = read(other_office, path, day=None)
        assert not again.changes_anything, (key, [each.changes for each in again.of("changed")])
    for key, names in REPOSITORIES.items():
        for name in names:
            if name != "household_years":
                assert comparable(other_office, name) == comparable(township, name), (key, name)
    with other_office.store.read() as theirs, township.store.read() as ours:
        for village, ours_of in {each.village: each for each in ours.figures(DAY).villages}.items():
            theirs_of = {each.village: each for each in theirs.figures(DAY).villages}.get(village)
            assert theirs_of is not None
            assert (theirs_of.all, theirs_of.unsafe_houses) == (ours_of.all, ours_of.unsafe_houses), village
    other_office.close()


def test_one_village_of_a_list_can_go_out_alone(township: Office, tmp_path: Path) -> None:
    filled(township)
    township.exporting.export("plans", tmp_path / "出.xlsx", village="月亮村")
    sheet = load_workbook(tmp_path / "出.xlsx").worksheets[0]
    assert {row[0] for row in sheet.iter_rows(min_row=4, values_only=True)} == {"月亮村"}


def test_the_demo_s_lists_come_back_unchanged(demo_office: Office, tmp_path: Path) -> None:
    for key in ("income", "housing", "helpers", "plans"):
        path = tmp_path / f"{key}.xlsx"
        assert demo_office.exporting.export(key, path) > 10
        draft = read(demo_office, path, day=None)
        assert draft.problems == []
        assert draft.entries["unchanged"] == sum(draft.entries.values()) > 10


SAID = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
MONEY = st.integers(0, 10**9).map(lambda fen: Decimal(fen).scaleb(-2))


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(SAID, st.lists(st.tuples(SAID, MONEY), max_size=3), st.lists(SAID, max_size=2)),
        min_size=1,
        max_size=3,
    )
)
def test_any_plan_comes_back_as_it_went_out(office: Office, tmp_path: Path, measures: list[Any]) -> None:
    with office.store.write("一户") as unit:
        number = f"6590{unit.households.count()}"
        home = unit.households.save(Household(number=number, village="水村", head="王五")).id or 0
        plan = unit.plans.save(Plan(household_id=home, year=2018, cause=measures[0][0])).id or 0
        for content, funds, diary in measures:
            measure = unit.measures.save(Measure(household_id=home, plan_id=plan, content=content)).id or 0
            for source, amount in funds:
                unit.measure_funds.save(
                    MeasureFund(household_id=home, measure_id=measure, source=source, amount=amount)
                )
            for said in diary:
                unit.progress.save(Progress(household_id=home, measure_id=measure, on=DAY, said=said))
    office.exporting.export("plans", tmp_path / "出.xlsx")
    draft = read(office, tmp_path / "出.xlsx")
    assert draft.problems == []
    assert not draft.changes_anything


# what holds for all of them


def work(number: str, **more: str) -> dict[str, str]:
    return {"户编号": number, "姓名": "王大山", "务工所在县": "库尔勒市", "开始时间": "2018-01-01", **more}


def test_an_older_file_of_the_same_list_is_refused_another_list_is_not(
    office: Office, tmp_path: Path
) -> None:
    home = a_household(office)
    path = a_sheet(tmp_path / "务工.xlsx", [work(home.number, 务工月收入="3000")])
    office.importing.apply(read(office, path))
    with pytest.raises(Refused, match="早于已导入的务工月监测“务工"):
        read(office, path, day=date(2018, 4, 1))
    older = a_sheet(tmp_path / "村.xlsx", [{"村": "水村", "总户数": "1", "总人口数": "2", "是否出列": "是"}])
    assert read(office, older, day=date(2018, 4, 1)).households["new"] == 1
    batch = kept(office, "batches")[-1]
    assert (batch.list, batch.data_day) == ("work", DAY)


def test_without_a_day_the_draft_asks(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    draft = read(office, a_sheet(tmp_path / "务工.xlsx", [work(home.number)]), day=None)
    assert draft.asks == ["“务工.xlsx”没有写明数据日期，请用 --on 或在页面上填写数据日期"]
    with pytest.raises(Refused, match="没有写明数据日期"):
        office.importing.apply(draft)


def test_what_changed_meanwhile_makes_a_draft_stale(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    draft = read(office, a_sheet(tmp_path / "务工.xlsx", [work(home.number)]))
    a_household(office, "650000000002", "李二")
    with pytest.raises(Stale, match="请重新读取文件再导入"):
        office.importing.apply(draft)
    assert kept(office, "work_spells") == []


def test_chosen_rows_go_in_as_one_act_and_come_back_as_one(office: Office, tmp_path: Path) -> None:
    homes = [a_household(office, f"65000000000{place}") for place in (1, 2, 3)]
    draft = read(office, a_sheet(tmp_path / "务工.xlsx", [work(home.number) for home in homes]))
    keys = draft.of("new").keys([0, 2])
    done = office.importing.apply(draft, only=keys)
    assert (done.waiting, done.sentence) == (1, "已导入务工月监测：新增2条、变更0条；还有1条没有选，没有导入")
    assert [each.household_id for each in kept(office, "work_spells")] == [homes[0].id, homes[2].id]
    assert done.act is not None
    office.undo(done.act)
    assert kept(office, "work_spells") == []
    with pytest.raises(Refused, match="文件里没有户编号为“999”的户"):
        office.importing.apply(read(office, tmp_path / "务工.xlsx"), only={"999"})


def test_whose_value_counts_can_be_chosen_by_field(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    path = a_sheet(tmp_path / "一.xlsx", [work(home.number, 务工月收入="3000", 所属行业="建筑")])
    office.importing.apply(read(office, path))
    path = a_sheet(tmp_path / "二.xlsx", [work(home.number, 务工月收入="3100", 所属行业="餐饮")])
    draft = read(office, path)
    (item,) = draft.of("changed")
    income = next(each for each in item.changes if each.label == "务工月收入")
    assert (
        "1处保留本办的值，其中1处记入国扶待改"
        in office.importing.apply(draft, take={income.key: "office"}).sentence
    )
    (spell,) = kept(office, "work_spells")
    assert (spell.income, spell.industry) == (Decimal("3000.00"), "餐饮")
    (waiting,) = office.national.waiting()
    assert (waiting.name, waiting.label) == ("王大山", "务工月收入")
    assert [counted(each) for each in office.national.batches()] == ["变更1条", "新增1条"]
    (noted,) = kept(office, "corrections")
    assert (noted.table, noted.field, noted.office, noted.national) == (
        "work_spell",
        "income",
        "3,000.00",
        "3,100.00",
    )


def test_a_value_the_office_corrected_stays_until_the_list_agrees(office: Office, tmp_path: Path) -> None:
    from fupin_desktop.services.corrections import save_record

    home = a_household(office)
    with office.store.write("来自国扶") as unit:
        unit.households.save(dataclasses.replace(unit.households.get(home.id or 0), imported_on=DAY))
    path = a_sheet(tmp_path / "一.xlsx", [work(home.number, 务工月收入="3000")])
    office.importing.apply(read(office, path))
    with office.store.write("更正") as unit:
        spell = unit.work_spells.all()[0]
        save_record(unit, unit.work_spells, dataclasses.replace(spell, income=Decimal("3600.00")), "工资条")
    draft = read(office, path)
    (item,) = draft.conflicts()
    assert [(each.old, each.new, each.conflict) for each in item.changes] == [("3,600.00", "3,000.00", True)]
    assert office.importing.apply(draft).act is None
    agreeing = a_sheet(tmp_path / "二.xlsx", [work(home.number, 务工月收入="3600")])
    assert "1处国扶待改已与国扶一致" in office.importing.apply(read(office, agreeing)).sentence
    assert kept(office, "corrections")[0].agreed_on == DAY


def test_blank_cells_clear_only_when_they_are_told_to(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    office.importing.apply(
        read(office, a_sheet(tmp_path / "一.xlsx", [work(home.number, 务工月收入="3000")]))
    )
    path = a_sheet(tmp_path / "二.xlsx", [work(home.number, 务工月收入="")])
    assert not read(office, path).changes_anything
    office.importing.apply(read(office, path, blank="clear"))
    assert kept(office, "work_spells")[0].income is None


def test_what_the_file_leaves_out_is_named_and_stays(township: Office, tmp_path: Path) -> None:
    filled(township)
    spell = kept(township, "work_spells")[0]
    number = kept(township, "households")[0].number
    row = {
        "户编号": number,
        "姓名": "张三",
        "务工所在县": spell.county,
        "开始时间": str(spell.since),
        "务工月收入": "1",
    }
    draft = read(township, a_sheet(tmp_path / "务工.xlsx", [row]))
    assert "水村 张三（户编号65900001）2018年务工，乌鲁木齐市" in draft.missing
    assert len(draft.missing) == 5
    township.importing.apply(draft)
    assert len(kept(township, "work_spells")) == 6


def test_a_value_no_list_knows_is_kept_and_written_back(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    path = a_sheet(tmp_path / "一.xlsx", [work(home.number, 是否点对点输送="说不清", 乙="2", 甲="1")])
    draft = read(office, path)
    assert "是否点对点输送“说不清”" in texts(draft, "finding")[0]
    office.importing.apply(draft)
    office.exporting.export("work", tmp_path / "出.xlsx")
    rows = list(load_workbook(tmp_path / "出.xlsx").worksheets[0].iter_rows(min_row=3, values_only=True))
    assert rows[0][-2:] == ("乙", "甲")
    assert rows[1][-2:] == ("2", "1")
    assert rows[1][rows[0].index("是否点对点输送")] == "说不清"


def test_two_files_of_a_list_are_one_import(office: Office, tmp_path: Path) -> None:
    homes = [a_household(office, f"65000000000{place}") for place in (1, 2)]
    paths = [
        a_sheet(tmp_path / f"{name}.xlsx", [work(home.number), work("999")])
        for name, home in zip("甲乙", homes, strict=True)
    ]
    draft = office.importing.read(paths, day=DAY)
    assert draft.files == ("甲.xlsx", "乙.xlsx")
    assert [(each.file, each.row) for each in draft.refusals()] == [("甲.xlsx", 3), ("乙.xlsx", 3)]
    other = a_sheet(tmp_path / "村.xlsx", [{"村": "水村", "总户数": "1", "总人口数": "2", "是否出列": "是"}])
    with pytest.raises(Refused, match="是行政村信息，“甲"):
        office.importing.read([paths[0], other], day=DAY)


def test_a_column_can_be_put_right_by_hand(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    draft = read(office, a_sheet(tmp_path / "一.xlsx", [work(home.number, 钱="3000")]))
    letter = next(each.letter for each in draft.mapping if each.heading == "钱")
    assert "work_spell.income" in draft.choices()
    again = read(office, tmp_path / "一.xlsx", mapping={letter: "work_spell.income"})
    office.importing.apply(again)
    assert kept(office, "work_spells")[0].income == Decimal("3000.00")
    with pytest.raises(Refused, match="务工月监测没有“"):
        read(office, tmp_path / "一.xlsx", mapping={letter: "person.name"})


def test_a_list_with_only_a_heading_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="里只有表头，没有一行数据"):
        read(
            office,
            a_sheet(tmp_path / "一.xlsx", [], ["户编号", "姓名", "是否已务工", "务工所在县", "务工月收入"]),
        )


def test_a_form_with_only_its_marks_has_no_rows(office: Office, tmp_path: Path) -> None:
    heads = ["搬迁人员姓名", "搬迁人员身份证号", "户主身份证号", "安置方式", "安置点名称"]
    marks = dict(zip(heads, ("{.name}", "{.idCard}", "{.hostId}", "{.arrangement}", "{.point}"), strict=True))
    with pytest.raises(Trouble, match="里只有表头，没有一行数据"):
        read(office, a_sheet(tmp_path / "搬迁.xlsx", [marks]))


def test_money_in_an_unknown_unit_is_refused(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    row = {"户编号": home.number, "姓名": "王大山", "务工所在县": "某县", "务工月收入（公斤）": "3"}
    with pytest.raises(Trouble, match="请把这一列换算成元再导入"):
        read(office, a_sheet(tmp_path / "一.xlsx", [row]))


def test_a_refused_row_shows_what_stands_in_its_wrong_cell(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    row = {"户编号": home.number, "姓名": "王大山", "务工所在县": "某县", "务工月收入（元）": "两千"}
    draft = read(office, a_sheet(tmp_path / "一.xlsx", [row]))
    [problem] = [each for each in draft.problems if each.severity == "refused"]
    assert (problem.row, problem.value) == (2, "两千")
    assert "“两千”不是数字" in problem.text


LAYOUTS = {
    "clerk_pairing_sheet_2018_18col": "helpers", "danger_house_fengxinzi_2018": "housing",
    "danger_house_swuzjb_2018": "housing", "gz2023_migrant_work_fields_seen": "work",
    "gz2023_monitor_object_fields_seen": "", "gz2023_village_fields_seen": "villages", "jeecg_HPoorTuopin_24col": "",
    "jeecg_helper_pairing": "helpers", "jeecg_income_68col": "income", "national_poor_household_2017_26col": "",
    "national_poor_household_2018_27col_jeecg": "", "national_tuopin_population_2022_32col": "",
}  # fmt: skip


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is not here")
@pytest.mark.parametrize(("name", "key"), LAYOUTS.items())
def test_other_people_s_headings_say_which_list_they_are(name: str, key: str) -> None:
    text = (SHARED / "layouts" / f"{name}.csv").read_text(encoding="utf-8-sig")
    assert recognise_list(text.splitlines()[0].split(",")) == key


def test_a_list_of_people_with_helpers_beside_them_stays_one_of_people() -> None:
    from tests.exports import HEADS

    assert recognise_list([*HEADS, "帮扶责任人", "帮扶单位", "帮扶人手机号"]) == ""


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is not here")
def test_the_68_columns_are_read_to_their_heads(office: Office, tmp_path: Path) -> None:
    a_household(office)
    heads = (SHARED / "layouts" / "jeecg_income_68col.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    first, last = heads.index("奖扶金"), heads.index("其他转移性收入合计")
    row = {head: "10" for head in heads[first:last]}
    whole = 10 * len(row)
    row |= {"户编号": "650000000001", "姓名": "王大山", "其他转移性收入合计": str(whole - 60),
            "转移性收入合计": str(whole), "工资性收入": "100", "生产经营性收入": "0", "资产收益扶贫分红收入": "5",
            "其他财产性收入": "5", "家庭总收入": str(whole + 110), "生产经营性支出": "0", "人均纯收入": "1000"}  # fmt: skip
    draft = read(office, a_sheet(tmp_path / "收入明细_20180508.xlsx", [row], heads))
    assert texts(draft) == []
    office.importing.apply(draft)
    items = kept(office, "income_items")
    assert len(items) == last - first + 2
    assert sum(each.amount for each in items if each.head is IncomeHead.TRANSFER) == whole


def test_a_stage_or_renovation_is_a_record_the_page_can_read(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    row = {"户编号": home.number, "计划年度": "2018", "改造方式": "修缮加固", "动工时间": "2018-03-01"}
    office.importing.apply(read(office, a_sheet(tmp_path / "危改.xlsx", [row])))
    (file,) = office.housing.of_household(home.id or 0)
    assert isinstance(file.renovation, Renovation)
    assert isinstance(file.stages[0], Stage)
    assert file.state.label == "已开工"
