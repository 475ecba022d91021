"""Each list in the layouts that others use: what its columns become, what is said of odd ones."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fupin_desktop.domain.cadre import Post
from fupin_desktop.domain.codes import IncomeHead, MonitoringKind
from fupin_desktop.domain.household import HouseholdYear, IncomeItem
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.relocation import Settling
from fupin_desktop.services.office import Office
from tests.builders import a_household, an_id_number
from tests.lists import DAY, a_sheet, kept, read, texts

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


def test_an_impossible_pairing_is_refused_with_its_reason(office: Office, tmp_path: Path) -> None:
    a_household(office)
    a_household(office, "650000000002", "李二")
    office.importing.apply(read(office, a_sheet(tmp_path / "一.xlsx", [helper(开始日期="2018-03-01")])))
    other = {"户主姓名": "李二", "证件号码": "", "岗别": "A岗"}
    rows = [helper("刘干部", 开始日期="2018-01-01"), helper("周干部", **other), helper("吴干部", **other)]
    draft = read(office, a_sheet(tmp_path / "二.xlsx", rows))
    assert [each.why for each in draft.refusals()] == [
        "开始日期2018-01-01早于现有A岗帮扶人陈干部的2018-03-01，请核对",
        "这一户第3行已有A岗帮扶人，岗别重复，请核对",
    ]
    assert (draft.entries["new"], draft.entries["refused"]) == (1, 2)


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
