"""The lists beside households and people: other people's layouts are read, and our own come back without loss."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from fupin_desktop.domain.cadre import Cadre, Post
from fupin_desktop.domain.codes import IncomeHead, MonitoringKind
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.household import Household, HouseholdYear, IncomeItem, Monitoring
from fupin_desktop.domain.housing import Renovation, Stage, StageKind, Subsidy
from fupin_desktop.domain.plan import Measure, MeasureFund, MeasureKind, Plan, Progress
from fupin_desktop.domain.relocation import Relocation, Settling, Way
from fupin_desktop.domain.village import VillageYear
from fupin_desktop.domain.work import WorkSpell
from fupin_desktop.exchange.lists import LISTS, recognise_list
from fupin_desktop.services.lists.draft import ListDraft
from fupin_desktop.services.office import Office
from fupin_desktop.services.settings import OfficeFacts
from tests.builders import a_household, an_id_number
from tests.exports import SHARED

DAY = date(2018, 5, 8)
REPOSITORIES = {
    "monitoring": ("monitorings",),
    "work": ("work_spells",),
    "income": ("household_years", "income_items"),
    "housing": ("renovations", "stages", "subsidies"),
    "helpers": ("cadres", "pairings"),
    "villages": ("village_years",),
    "relocation": ("relocations",),
    "plans": ("plans", "measures", "measure_funds", "progress"),
}


def a_sheet(
    path: Path, rows: Sequence[Mapping[str, Any]], heads: Sequence[str] = (), titles: Sequence[str] = ()
) -> Path:
    """A workbook with title rows, one heading row and rows given by heading."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for title in titles:
        sheet.append([title])
    heads = list(heads) or list(dict.fromkeys(head for row in rows for head in row))
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(head, "") for head in heads])
    book.save(path)
    return path


def read(office: Office, path: Path, day: date | None = DAY, **more: Any) -> ListDraft:
    draft = office.importing.read(path, day=day, **more)
    assert isinstance(draft, ListDraft), draft.layout
    return draft


def texts(draft: ListDraft, severity: str = "") -> list[str]:
    return [each.text for each in draft.problems if severity in ("", each.severity)]


def kept(office: Office, name: str) -> list[Any]:
    with office.store.read() as unit:
        return list(getattr(unit, name).all())


def filled(office: Office) -> None:
    """Something of every list in the little township."""
    with office.store.write("填满") as unit:
        homes = unit.households.all()
        people = unit.people.all()
        one, two = homes[0], homes[5]
        for place, person in enumerate(people[:5]):
            unit.work_spells.save(
                WorkSpell(household_id=person.household_id, person_id=person.id or 0, year=2018, working=True,
                          county="库尔勒市", since=date(2018, 1, 1 + place), income=Decimal("2500.50"), industry="建筑",
                          extra=json.dumps({"户类型": "脱贫户"}, ensure_ascii=False) if place < 2 else "")
            )  # fmt: skip
        unit.work_spells.save(
            WorkSpell(household_id=people[0].household_id, person_id=people[0].id or 0, year=2018, planned=True,
                      county="乌鲁木齐市", service="技能培训")
        )  # fmt: skip
        for name, amount in (("低保金", "3000.00"), ("赡养费", "0.00")):
            unit.income_items.save(
                IncomeItem(household_id=one.id or 0, year=2018, head=IncomeHead.TRANSFER, name=name,
                           amount=Decimal(amount), evidence="存折；2018｜一\\期")
            )  # fmt: skip
        unit.relocations.save(
            Relocation(household_id=two.id or 0, way=Way.SINGLE, settling=Settling.TOGETHER, site="安康小区",
                       house_area=Decimal("75.5"), living=True, remark="(原址已复垦)")
        )  # fmt: skip
        for village in unit.villages.all():
            unit.village_years.save(
                VillageYear(village=village.name, year=2018, people=1200, collective_income=Decimal("52000.00"),
                            extra=json.dumps({"村干部数": "5"}, ensure_ascii=False))
            )  # fmt: skip
        cadre = unit.cadres.save(Cadre(name="陈干部", unit="县水利局", phone="13900000001"))
        other = unit.cadres.save(Cadre(name="刘干部", unit="县水利局", post=Post.B))
        unit.cadres.save(Cadre(name="闲干部", unit="县林业局"))
        from fupin_desktop.domain.cadre import Pairing

        unit.pairings.save(Pairing(household_id=one.id or 0, cadre_id=cadre.id or 0, post=Post.A, since=date(2017, 1, 1),
                                   until=date(2017, 6, 1)))  # fmt: skip
        unit.pairings.save(
            Pairing(household_id=one.id or 0, cadre_id=cadre.id or 0, post=Post.A, since=date(2018, 1, 1))
        )
        unit.pairings.save(
            Pairing(household_id=one.id or 0, cadre_id=other.id or 0, post=Post.B, since=date(2018, 1, 1))
        )
        unit.monitorings.save(
            Monitoring(household_id=two.id or 0, kind=MonitoringKind.SUDDEN, identified_on=date(2018, 3, 1),
                       measures=(MeasureKind.HEALTH, MeasureKind.POST), after_wage=Decimal("100.00"), removed=True,
                       removed_on=date(2018, 4, 1), collector="陈干部")
        )  # fmt: skip
        renovation = unit.renovations.all()[0]
        stage = unit.stages.all(renovation_id=renovation.id)[0]
        unit.stages.save(
            dataclasses.replace(stage, who="陈干部", skip_reason="先改后批", remark="一｜二\\三")
        )
        for amount in ("10000.00", "4000.00"):
            unit.subsidies.save(Subsidy(household_id=renovation.household_id, renovation_id=renovation.id or 0,
                                        source="中央2018年；第一批", amount=Decimal(amount)))  # fmt: skip


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


# 务工月监测


def test_a_person_has_several_spells_of_work(office: Office, tmp_path: Path) -> None:
    home = a_household(office, people=2)
    id_number = an_id_number("19700101", 11)
    row = {"县": "星海县", "行政村": "水村", "户编号": home.number, "姓名": "王大山", "证件号码": id_number,
           "户类型": "脱贫户", "是否已务工": "是"}  # fmt: skip
    path = a_sheet(
        tmp_path / "（务工月监测）已外出务工信息_20180508.xlsx",
        [
            {**row, "务工所在县": "库尔勒市", "开始时间": "201801", "务工月收入": "3000"},
            {
                **row,
                "务工所在县": "库尔勒市",
                "开始时间": "2018-04-01",
                "务工月收入": "3200",
                "是否点对点输送": "是",
            },
        ],
        titles=["务工月监测", ""],
    )
    draft = read(office, path, day=None)
    assert (draft.data_day, draft.layout) == (DAY, "H6W 2023 务工月监测")
    assert draft.people["new"] == 2
    assert draft.unknown_columns == ["户类型"]
    office.importing.apply(draft)
    spells = kept(office, "work_spells")
    assert [(each.since, each.income, each.point_to_point) for each in spells] == [
        (date(2018, 1, 1), Decimal("3000.00"), None), (date(2018, 4, 1), Decimal("3200.00"), True),
    ]  # fmt: skip
    assert json.loads(spells[0].extra) == {"户类型": "脱贫户"}
    plan = a_sheet(
        tmp_path / "计划外出.xlsx",
        [
            {
                "户编号": home.number,
                "姓名": "王小乙",
                "是否计划务工": "是",
                "计划务工所在县": "乌市",
                "就业服务需求": "培训",
            }
        ],
    )
    office.importing.apply(read(office, plan))
    assert [(each.planned, each.county, each.service) for each in kept(office, "work_spells")[2:]] == [
        (True, "乌市", "培训")
    ]


def test_the_same_spell_is_changed_and_a_blank_keeps(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    row = {"户编号": home.number, "姓名": "王大山", "务工所在县": "库尔勒市", "开始时间": "2018-01-01"}
    first = a_sheet(tmp_path / "一.xlsx", [{**row, "务工月收入": "3000", "务工企业名称": "甲厂"}])
    office.importing.apply(read(office, first))
    second = read(office, a_sheet(tmp_path / "二.xlsx", [{**row, "务工月收入": "3100", "务工企业名称": ""}]))
    (item,) = second.of("changed")
    assert [(each.label, each.old, each.new) for each in item.changes] == [
        ("务工月收入", "3,000.00", "3,100.00")
    ]
    office.importing.apply(second)
    (spell,) = kept(office, "work_spells")
    assert (spell.income, spell.employer) == (Decimal("3100.00"), "甲厂")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"户编号": "999", "姓名": "王大山"}, "本办没有户编号999，请先导入户与人的名单"),
        ({"姓名": "王大山"}, "只有姓名王大山，没有编号、证件号码或户编号，不知道是谁，请补上"),
        ({"证件号码": "659099197001010999"}, "本办没有这个人编号或证件号码"),
        ({"户编号": "650000000001", "姓名": "赵六"}, "户编号650000000001里没有证件号码相符的赵六"),
        ({"姓名": "赵六", "证件号码": an_id_number("19700101", 11)}, "在本办是王大山的，表里写赵六，请核对"),
        ({"户编号": "650000000009", "证件号码": an_id_number("19700101", 11)}, "属于户编号650000000001"),
        ({"户编号": "650000000001", "姓名": "王大山", "务工月收入": "很多"}, "务工月收入“很多”不是"),
    ],
)
def test_a_row_that_is_not_taken_says_why(
    office: Office, tmp_path: Path, row: dict[str, str], sentence: str
) -> None:
    a_household(office)
    whole = {"户编号": "", "姓名": "", "证件号码": "", "是否已务工": "是", "务工所在县": "库尔勒市", **row}
    draft = read(office, a_sheet(tmp_path / "一.xlsx", [whole]))
    assert draft.entries["refused"] == 1
    assert sentence in draft.refusals()[0].why
    assert office.importing.apply(draft).act is None
    assert kept(office, "work_spells") == []


def test_two_rows_of_one_spell_that_differ_are_a_conflict(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    row = {"户编号": home.number, "姓名": "王大山", "务工所在县": "库尔勒市", "开始时间": "2018-01-01"}
    rows = [{**row, "务工月收入": "3000"}, {**row, "务工月收入": "3500"}, {**row, "务工月收入": "3000"}]
    draft = read(office, a_sheet(tmp_path / "一.xlsx", rows))
    assert (draft.entries["new"], draft.entries["refused"]) == (1, 1)
    assert "与第2行相同，内容却不一样，只取前面一行" in texts(draft, "refused")[0]
    assert texts(draft, "remark") == ["与第2行完全相同，只取一行"]


def test_a_hidden_number_finds_the_person_of_that_name(office: Office, tmp_path: Path) -> None:
    a_household(office)
    hidden = an_id_number("19700101", 11)
    hidden = hidden[:6] + "*" * 8 + hidden[-4:]
    row = {"姓名": "王大山", "证件号码": hidden, "是否已务工": "是", "务工所在县": "库尔勒市"}
    assert read(office, a_sheet(tmp_path / "一.xlsx", [row])).entries["new"] == 1


def test_a_household_found_in_spite_of_a_wrong_number_is_pointed_out(office: Office, tmp_path: Path) -> None:
    a_household(office)
    row = {
        "行政村": "水村",
        "村民小组": "2组",
        "户编号": "999",
        "户主姓名": "王大山",
        "计划年度": "2018",
        "改造方式": "修缮加固",
    }
    draft = read(office, a_sheet(tmp_path / "危改.xlsx", [row]))
    assert draft.entries["new"] == 1
    assert texts(draft, "finding") == [
        "王大山在本办是1组的，表里写2组，请核对",
        "本办没有户编号999，按户主找到水村王大山（户编号650000000001），请核对",
    ]


def test_namesakes_are_told_apart_by_group_or_refused(office: Office, tmp_path: Path) -> None:
    a_household(office)
    a_household(office, "650000000002", group="2组")
    row = {"行政村": "水村", "户主姓名": "王大山", "计划年度": "2018", "改造方式": "修缮加固"}
    draft = read(office, a_sheet(tmp_path / "危改.xlsx", [row, {**row, "村民小组": "2组"}]))
    assert draft.refusals()[0].why == "水村有2户户主都叫王大山，请补上户编号或户主证件号码"
    assert [each.household for each in draft.of("new")] == ["650000000002"]


# 收入明细

_H4 = """
行政县 乡镇 行政村 户编号 人编号 姓名 身份证号 家庭人口数 与户主关系 奖扶金 低保金 特困供养金 养老保险金 春节慰问金 高龄补贴
光伏公益金 其他 其他转移性收入合计 转移性收入合计 工资性收入 生产经营性收入 资产收益扶贫分红收入 其他财产性收入 家庭总收入
生产经营性支出 人均纯收入
"""
H4 = _H4.split()


def an_income(**more: str) -> dict[str, str]:
    return {"行政村": "水村", "户编号": "650000000001", "姓名": "王大山", "与户主关系": "户主", "家庭人口数": "2",
            "低保金": "3000", "养老保险金": "1500.50", "春节慰问金": "500", "光伏公益金": "1000", "高龄补贴": "0",
            "其他转移性收入合计": "1500", "转移性收入合计": "6000.50", "工资性收入": "20000", "生产经营性收入": "5000",
            "资产收益扶贫分红收入": "300", "其他财产性收入": "200", "家庭总收入": "31500.50", "生产经营性支出": "1000",
            "人均纯收入": "15250.25", **more}  # fmt: skip


def test_income_is_itemised_under_its_heads(office: Office, tmp_path: Path) -> None:
    a_household(office, people=2)
    draft = read(office, a_sheet(tmp_path / "收入明细_2018.xlsx", [an_income()], H4))
    assert "收入明细" in draft.layout
    assert texts(draft) == []
    assert "“光伏公益金”不在68列之内，按转移性收入的自定义项目读入，请核对" in draft.remarks
    office.importing.apply(draft)
    items = {(each.head, each.name): each.amount for each in kept(office, "income_items")}
    assert items == {
        (IncomeHead.TRANSFER, "低保金"): Decimal("3000.00"), (IncomeHead.TRANSFER, "养老保险金"): Decimal("1500.50"),
        (IncomeHead.TRANSFER, "春节慰问金"): Decimal("500.00"), (IncomeHead.TRANSFER, "光伏公益金"): Decimal("1000.00"),
        (IncomeHead.PROPERTY, "资产收益扶贫分红收入"): Decimal("300.00"),
        (IncomeHead.PROPERTY, "其他财产性收入"): Decimal("200.00"),
    }  # fmt: skip
    (year,) = kept(office, "household_years")
    assert (year.year, year.income_recorded, year.wage, year.transfer, year.people_listed) == (
        2018, Decimal("15250.25"), Decimal("20000.00"), Decimal("6000.50"), 2,
    )  # fmt: skip


def test_sums_that_do_not_add_up_are_said_and_kept(office: Office, tmp_path: Path) -> None:
    a_household(office)
    row = an_income(转移性收入合计="6100.50", 其他转移性收入合计="1400", 家庭总收入="40000")
    draft = read(office, a_sheet(tmp_path / "收入.xlsx", [row], H4))
    assert texts(draft, "finding") == [
        "转移性收入合计填6,100.50元，各转移性项目之和是6,000.50元，相差100.00元，请核对",
        "其他转移性收入合计填1,400.00元，除奖扶金、特扶金、低保金、特困供养金、养老保险金、生态补偿金外各项之和是1,500.00元，相差100.00元，请核对",
        "家庭总收入填40,000.00元，工资性、生产经营性、财产性、转移性收入之和是31,600.50元，相差8,399.50元，请核对",
    ]
    office.importing.apply(draft)
    assert kept(office, "household_years")[0].transfer == Decimal("6100.50")


def test_rows_of_people_are_added_and_repeated_rows_count_once(office: Office, tmp_path: Path) -> None:
    a_household(office, people=2)
    a_household(office, "650000000002", "李二", people=2)
    wife = {"姓名": "王小乙", "与户主关系": "配偶", "养老保险金": "1500"}
    rows = [
        {"户编号": "650000000001", "姓名": "王大山", "低保金": "3000", "人均纯收入": "5000"},
        {"户编号": "650000000001", **wife, "人均纯收入": "5000"},
        {"户编号": "650000000002", "姓名": "李二", "低保金": "3000"},
        {"户编号": "650000000002", "姓名": "李小乙", "低保金": "3000"},
    ]
    draft = read(office, a_sheet(tmp_path / "收入.xlsx", rows, H4))
    assert texts(draft, "remark") == [
        "同一户有2人各有收入金额，已按项目相加", "同一户各行的收入金额都相同，按全户的金额只计一次",
    ]  # fmt: skip
    office.importing.apply(draft)
    items = [(each.household_id, each.name, int(each.amount)) for each in kept(office, "income_items")]
    assert items == [(1, "低保金", 3000), (1, "养老保险金", 1500), (2, "低保金", 3000)]


def test_an_item_of_the_office_that_a_sheet_leaves_out_is_named(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    office.importing.apply(read(office, a_sheet(tmp_path / "一.xlsx", [an_income()], H4)))
    with office.store.write("手工") as unit:
        unit.income_items.save(IncomeItem(household_id=home.id or 0, year=2018, head=IncomeHead.TRANSFER, name="低保",
                                          amount=Decimal("3000.00")))  # fmt: skip
    draft = read(office, a_sheet(tmp_path / "二.xlsx", [an_income(低保金="3200")], H4))
    assert draft.missing == ["王大山（户编号650000000001）转移性收入：低保 3,000.00"]
    (item,) = draft.of("changed")
    assert [(each.label, each.old, each.new) for each in item.changes] == [
        ("转移性收入：低保金", "3,000.00", "3,200.00")
    ]


def test_a_closed_year_is_not_changed(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    with office.store.write("封存") as unit:
        unit.household_years.save(HouseholdYear(household_id=home.id or 0, year=2018, closed=True))
    draft = read(office, a_sheet(tmp_path / "一.xlsx", [an_income()], H4))
    assert draft.refusals()[0].why == "户编号650000000001的2018年度已封存，没有改动；要改请先解封"
    assert not draft.changes_anything


# 危房改造


def test_a_ledger_of_renovations_gives_stages_and_money(office: Office, tmp_path: Path) -> None:
    a_household(office)
    row = {"区县": "星海县", "乡镇": "星星镇", "村": "水村", "户主": "王大山", "身份证号": an_id_number("19700101", 11),
           "是否动工": "是", "动工时间": "2018.3.1", "是否竣工": "是", "竣工时间": "2018-2-1", "是否验收": "是", "验收时间": "",
           "是否入住": "否", "住房面积": "60", "建房补助": "28000", "个人自筹": "1.2", "年度": "2018", "动工前照片": "有"}  # fmt: skip
    draft = read(office, a_sheet(tmp_path / "危改.xlsx", [row]))
    assert draft.list_key == "housing"
    assert texts(draft, "finding") == [
        "“是否验收”填“是”，但没有验收时间，没有登记这一步，请补上日期",
        "竣工（2018年2月1日）早于开工（2018年3月1日），请核对",
    ]
    office.importing.apply(draft)
    (house,) = kept(office, "renovations")
    assert (house.plan_year, house.area, house.own_money) == (2018, Decimal("60"), Decimal("1.20"))
    assert json.loads(house.extra) == {"动工前照片": "有"}
    assert [(each.kind, each.on) for each in kept(office, "stages")] == [
        (StageKind.STARTED, date(2018, 3, 1)), (StageKind.FINISHED, date(2018, 2, 1)),
    ]  # fmt: skip
    assert [(each.source, each.amount) for each in kept(office, "subsidies")] == [
        ("建房补助", Decimal("28000.00"))
    ]


def test_money_by_source_may_be_typed_by_hand(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    rows = [
        {
            "户编号": home.number,
            "计划年度": "2018",
            "改造方式": "修缮加固",
            "补助资金": "中央14000元、自治区0.5万元",
        },
        {"户编号": home.number, "计划年度": "2017", "改造方式": "修缮加固", "补助资金": "若干"},
    ]
    draft = read(office, a_sheet(tmp_path / "危改.xlsx", rows))
    assert texts(draft) == ["补助资金“若干”读不懂，请写成“资金来源：…｜…”，一行一项，补助资金没有采用"]
    office.importing.apply(draft)
    assert [(each.source, int(each.amount)) for each in kept(office, "subsidies")] == [
        ("中央", 14000), ("自治区", 5000),
    ]  # fmt: skip


def test_two_renovations_of_one_household_and_year_are_a_conflict(office: Office, tmp_path: Path) -> None:
    home = a_household(office)
    row = {"户编号": home.number, "计划年度": "2018", "改造方式": "修缮加固"}
    draft = read(office, a_sheet(tmp_path / "危改.xlsx", [row, {**row, "改造方式": "房屋置换"}]))
    assert "危房改造（2018）与第2行相同，内容却不一样" in draft.refusals()[0].why


def test_a_stage_that_is_new_joins_the_renovation(township: Office, tmp_path: Path) -> None:
    number = kept(township, "households")[0].number
    row = {
        "户编号": number,
        "计划年度": "2018",
        "改造方式": "修缮加固",
        "动工时间": "2018-05-01",
        "补助资金": "县级500元",
    }
    draft = read(township, a_sheet(tmp_path / "危改.xlsx", [row]))
    (item,) = draft.of("changed")
    assert [(each.label, each.old, each.new) for each in item.changes] == [
        ("开工时间", "", "2018-05-01"), ("补助资金（县级）", "", "500.00"),
    ]  # fmt: skip
    before = len(kept(township, "stages"))
    done = township.importing.apply(draft)
    stages = kept(township, "stages")
    assert len(stages) == before + 1
    assert stages[-1].renovation_id == kept(township, "renovations")[0].id
    assert done.act is not None
    township.undo(done.act)
    assert len(kept(township, "stages")) == before


# 结对帮扶


def helper(name: str = "陈干部", **more: str) -> dict[str, str]:
    return {"行政村": "水村", "户主姓名": "王大山", "证件号码": an_id_number("19700101", 11), "单位": "县水利局",
            "帮扶责任人": name, "帮扶人手机号": "13900000001", "联系电话": "13800000000", **more}  # fmt: skip


def test_a_list_of_helpers_makes_cadres_and_pairings(office: Office, tmp_path: Path) -> None:
    a_household(office)
    draft = read(office, a_sheet(tmp_path / "结对.xlsx", [helper(), helper("刘干部", 帮扶人手机号="")]))
    assert (draft.list_key, draft.households["new"]) == ("helpers", 2)
    assert texts(draft, "finding")[0].startswith("同一户有2名帮扶人，没有写岗别")
    office.importing.apply(draft)
    assert [(each.name, each.unit, each.phone) for each in kept(office, "cadres")] == [
        ("陈干部", "县水利局", "13900000001"), ("刘干部", "县水利局", ""),
    ]  # fmt: skip
    assert [(each.post, each.since, each.until) for each in kept(office, "pairings")] == [
        (Post.A, DAY, None), (Post.B, DAY, None),
    ]  # fmt: skip
    assert not read(office, a_sheet(tmp_path / "再.xlsx", [helper()])).changes_anything


def test_a_new_helper_follows_the_old_one_only_when_the_clerk_says_so(office: Office, tmp_path: Path) -> None:
    a_household(office)
    office.importing.apply(read(office, a_sheet(tmp_path / "一.xlsx", [helper()]), day=date(2018, 1, 1)))
    path = a_sheet(tmp_path / "二.xlsx", [helper("刘干部")])
    draft = read(office, path)
    (item,) = draft.conflicts()
    assert [(each.label, each.old, each.new, each.conflict) for each in item.changes] == [
        ("A岗帮扶人", "陈干部", "刘干部", True)
    ]
    assert not draft.changes_anything
    assert draft.missing == ["水村 王大山（户编号650000000001）A岗陈干部"]
    assert office.importing.apply(draft).act is None
    done = office.importing.apply(draft, take={item.key: "national"})
    assert done.act is not None
    assert [(each.cadre_id, each.since, each.until) for each in kept(office, "pairings")] == [
        (1, date(2018, 1, 1), DAY), (2, DAY, None),
    ]  # fmt: skip
    office.undo(done.act)
    assert [each.until for each in kept(office, "pairings")] == [None]


def test_a_changed_phone_of_a_cadre_is_one_change(office: Office, tmp_path: Path) -> None:
    a_household(office)
    a_household(office, "650000000002", "李二")
    rows = [helper(), {"户编号": "650000000002", **helper(户主姓名="李二", 证件号码="")}]
    office.importing.apply(read(office, a_sheet(tmp_path / "一.xlsx", rows)))
    rows = [{**row, "帮扶人手机号": "13700000000"} for row in rows]
    draft = read(office, a_sheet(tmp_path / "二.xlsx", rows))
    changes = [change for item in draft.of("changed") for change in item.changes]
    assert [(each.label, each.new) for each in changes] == [("帮扶人联系电话", "13700000000")]


def test_a_new_cadre_needs_a_unit(office: Office, tmp_path: Path) -> None:
    a_household(office)
    row = {"户主姓名": "王大山", "村名": "水村", "帮扶责任人": "陈干部", "帮扶人手机号": "139"}
    draft = read(office, a_sheet(tmp_path / "一.xlsx", [row]))
    assert draft.refusals()[0].why == "本办没有帮扶人陈干部，新登记要写单位，请补上单位一列"


# 行政村信息


def test_villages_are_read_with_their_units(office: Office, tmp_path: Path) -> None:
    heads = ["县", "乡", "村", "总户数", "总人口数", "是否出列", "村级集体经济收入（万元）", "到乡镇是否通沥青（水泥）路",
             "行政村文化（图书）室个数 （个）", "村小学（个数）", "村医姓名栏"]  # fmt: skip
    rows = [
        {"村": "水村", "总户数": "320", "总人口数": "1200", "是否出列": "是", "村级集体经济收入（万元）": "5.2",
         "到乡镇是否通沥青（水泥）路": "是", "行政村文化（图书）室个数 （个）": "1", "村小学（个数）": "0", "村医姓名栏": "甲"},
        {"县": "星海县", "乡": "星星镇", "村": "新村", "总户数": "90", "总人口数": "300"},
    ]  # fmt: skip
    draft = read(office, a_sheet(tmp_path / "（自定义）行政村信息.xlsx", rows, heads, ["行政村信息", ""]))
    assert (draft.layout, draft.new_villages) == ("行政村信息", ["新村"])
    assert "“村级集体经济收入（万元）”已换算成元" in draft.remarks
    office.importing.apply(draft)
    one = kept(office, "village_years")[0]
    assert (one.year, one.people, one.collective_income, one.culture_rooms, one.primary_schools, one.listed_out) == (
        2018, 1200, Decimal("52000.00"), 1, 0, True,
    )  # fmt: skip
    assert json.loads(one.extra) == {"村医姓名栏": "甲"}
    villages = {each.name: each for each in office.settings.villages()}
    assert (villages["水村"].population, villages["水村"].households) == (1200, 320)
    assert (villages["新村"].population, villages["新村"].remark) == (300, "导入时新增，请核对")


def test_a_village_s_own_figures_are_not_overwritten(office: Office, tmp_path: Path) -> None:
    village = office.settings.villages()[0]
    office.settings.save_village(dataclasses.replace(village, population=999))
    row = {"村": village.name, "总户数": "320", "总人口数": "1200", "是否出列": "是"}
    office.importing.apply(read(office, a_sheet(tmp_path / "村.xlsx", [row])))
    village = office.settings.villages()[0]
    assert (village.population, village.households) == (999, 320)


# 易地搬迁


def test_a_relocation_list_of_people_is_one_record_a_household(office: Office, tmp_path: Path) -> None:
    a_household(office, people=2)
    head = an_id_number("19700101", 11)
    heads = ["搬迁人员姓名", "搬迁人员身份证号", "是否户主(是/否)", "户主身份证号", "与户主关系", "是否劳动力(是/否)", "迁出地",
             "迁入地", "安置方式", "安置点名称", "联系方式", "备注(新增或者死亡人员)"]  # fmt: skip
    row = {
        "户主身份证号": head,
        "迁出地": "水村1组",
        "迁入地": "县城",
        "安置方式": "集中安置",
        "安置点名称": "安康小区",
    }
    rows = [
        {"搬迁人员姓名": "王小乙", "搬迁人员身份证号": an_id_number("19950101", 13), "是否户主(是/否)": "否",
         "与户主关系": "之子", "是否劳动力(是/否)": "是", **row, "安置点名称": "安康二期"},
        {"搬迁人员姓名": "王大山", "搬迁人员身份证号": head, "是否户主(是/否)": "是", "是否劳动力(是/否)": "否",
         "与户主关系": "户主", **row},
    ]  # fmt: skip
    path = a_sheet(
        tmp_path / "搬迁.xlsx", rows, heads, ["搬迁人员登记信息", "填表说明：1.身份证号(文本格式)"]
    )
    draft = read(office, path)
    assert draft.list_key == "relocation"
    assert "“安置点名称”与第5行不一致，以第5行为准" in texts(draft, "finding")[0]
    office.importing.apply(draft)
    (found,) = kept(office, "relocations")
    assert (found.settling, found.site, found.moved_to) == (Settling.TOGETHER, "安康小区", "县城")
    assert json.loads(found.extra) == {"是否劳动力(是/否)": "王大山：否；王小乙：是"}


# 一户一策, 监测对象


def test_measures_join_the_plan_of_the_year(township: Office, tmp_path: Path) -> None:
    number = kept(township, "households")[0].number
    row = {"户编号": number, "年度": "2018", "帮扶需求": "资金", "帮扶内容": "养鸡", "措施类别": "产业帮扶", "预期增收": "800",
           "措施资金": "资金来源：财政｜金额：500", "措施进展": "日期：2018-05-01｜进展：已发鸡苗"}  # fmt: skip
    draft = read(township, a_sheet(tmp_path / "一户一策.xlsx", [row]))
    (item,) = draft.of("changed")
    assert [(each.label, each.new) for each in item.changes] == [("帮扶需求", "资金"), ("帮扶措施", "养鸡")]
    assert (
        len(draft.missing) == 2
    )  # the measures that the sheet leaves out; 王五's plan is in another village
    township.importing.apply(draft)
    measure = kept(township, "measures")[-1]
    assert (measure.content, measure.kind, measure.plan_id) == ("养鸡", MeasureKind.INDUSTRY, 1)
    assert kept(township, "measure_funds")[-1].measure_id == measure.id
    assert kept(township, "progress")[-1].said == "已发鸡苗"


def test_an_episode_that_was_proposed_is_identified_by_the_list(township: Office, tmp_path: Path) -> None:
    home = kept(township, "households")[2]
    row = {
        "户编号": home.number,
        "监测对象类别": "边缘易致贫户",
        "发现日期": "",
        "识别监测时间": "201805",
        "监测备注": "经研判",
    }
    draft = read(township, a_sheet(tmp_path / "监测.xlsx", [row]))
    assert draft.entries["changed"] == 1
    township.importing.apply(draft)
    (found,) = kept(township, "monitorings")
    assert (found.kind, found.found_on, found.identified_on, found.remark) == (
        MonitoringKind.MARGINAL, date(2018, 4, 25), date(2018, 5, 1), "经研判",
    )  # fmt: skip


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
