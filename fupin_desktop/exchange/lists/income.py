"""收入明细: the sub-items of the four heads of income and of the expense, wide (H4, 68 columns) or one item a row (ours).

The 68 columns are those of a county of Shandong (H4). Which of them 其他转移性收入合计 adds up follows from the heads
of the national system (计划生育金 = 奖扶金 + 特扶金, 低保金, 特困供养金, 养老保险金, 生态补偿金, 其他转移性收入: H7).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fupin_desktop.domain.codes import IncomeHead
from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.household import HouseholdYear, IncomeItem
from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.values import show_money
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.lists.common import merge, year_of
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import (
    ASIDE,
    HIDDEN_HEAD_ID,
    HOME,
    MEMBER,
    Column,
    ListSpec,
    RowIn,
    Say,
    columns_of,
)
from fupin_desktop.exchange.rows import FINDING, REMARK

MAIN = ("奖扶金", "特扶金", "低保金", "特困供养金", "养老保险金", "生态补偿金")
_OTHERS = """
春节慰问金 低保高龄补贴 低保电量补贴 不能自理老人护理补贴 城镇三无人员生活费
困难残疾人生活补贴 重度残疾人护理补贴 孤儿生活费 困境儿童生活费 伤残军人 病故军人的家属
在乡复员军人 带病回乡退伍军人 参加核试验 参战 60岁以上农村籍退役士兵 部分烈士子女
朝阳助学 老年乡村医生生活补贴 高龄补贴 企业遗属补助 职工养老保险金 原民办代课教师教龄补助
农支地保 棉花补贴 居家托养 残疾学生 残疾子女 教育资助金 老民师待遇金 老放影员生活补助
雨露计划 产业扶贫项目受益 生产贷 村集体发放款 慈善帮扶项目 特困基金项目 慈善
村集体入股分红 老年人救助金 占地补偿 乡村干部退休金 赡养费 其他
"""
OTHERS = tuple(_OTHERS.split())
PROPERTY = ("资产收益扶贫分红收入", "其他财产性收入")
_SUMS = {"sum.others": "其他转移性收入合计", "sum.all": "家庭总收入"}
_AMOUNT = IncomeItem.fields["amount"]


def item_key(head: IncomeHead, name: str) -> str:
    """The key of the column of one sub-item."""
    return f"item.{head.value}.{name}"


def own_item(heading: str) -> Column:
    """The column of a sub-item that the sheet's makers added: taken as 转移性收入."""
    return Column(item_key(IncomeHead.TRANSFER, heading), _AMOUNT, heading, shown=False)


def _items(head: IncomeHead, names: Sequence[str]) -> tuple[Column, ...]:
    return tuple(Column(item_key(head, name), _AMOUNT, name, shown=False) for name in names)


_SIGNED = Field(label="合计", kind=Kind.MONEY)


def gather(rows: Sequence[RowIn], year: int, say: Say) -> list[Node]:
    """One year of one household. Rows of its people are added up, rows that repeat the same figures count once."""
    if any("income_item.name" in row.cells or "income_item.amount" in row.cells for row in rows):
        return merge([_of_long(row, year) for row in rows], say)
    found: dict[int, list[RowIn]] = {}
    for row in rows:
        found.setdefault(year_of(row.of("household_year"), "year", year), []).append(row)
    return [_of_wide(part, of_year, say) for of_year, part in found.items()]


def _of_long(row: RowIn, year: int) -> Node:
    values = row.of("household_year")
    values["year"] = year_of(values, "year", year)
    node = Node("household_year", row.row, values)
    item = row.of("income_item")
    if item.get("name") and item.get("head") and item.get("amount") is not None:
        node.children.append(Node("income_item", row.row, item))
    return node


_OF_YEAR = frozenset({"year", "people_listed", "income_recorded"})


def _of_wide(rows: Sequence[RowIn], year: int, say: Say) -> Node:
    money = [_money(row) for row in rows]
    filled = [each for each in money if any(each.values())]
    first = rows[0]
    repeated = len(filled) > 1 and all(each == filled[0] for each in filled)
    if repeated and _total(filled[0]) not in (filled[0].get("sum.all"), None) and _adds_up(filled):
        repeated = False
    if repeated:
        say(first.row, "", REMARK, "同一户各行的收入金额都相同，按全户的金额只计一次")
    elif len(filled) > 1:
        say(first.row, "", REMARK, f"同一户有{len(filled)}人各有收入金额，已按项目相加")
    sums = _added(filled[:1] if repeated else filled, household={"sum.all"})
    values: dict[str, Plain] = {"year": year}
    for row in rows:
        for name, value in row.of("household_year").items():
            if name in _OF_YEAR and values.setdefault(name, value) != value and name != "year":
                label = HouseholdYear.fields[name].label
                say(row.row, f"household_year.{name}", FINDING,
                    f"同一户的“{label}”各行不一致，以第{first.row}行为准，请核对")  # fmt: skip
    values |= {key.partition(".")[2]: sums[key] for key in sums if key.startswith("household_year.")}
    node = Node("household_year", first.row, values)
    for key, amount in sums.items():
        if key.startswith("item."):
            _, head, name = key.split(".", 2)
            item: dict[str, Plain] = {"head": head, "name": name, "amount": amount}
            node.children.append(Node("income_item", first.row, item, only_known=amount == 0))
    _check(first.row, sums, say)
    return node


def _money(row: RowIn) -> dict[str, int]:
    """The amounts of a row, in 分: sub-items, the heads' totals, the sums to check."""
    totals = {f"household_year.{head.value}" for head in IncomeHead}
    return {
        key: int(value)
        for key, value in row.cells.items()
        if (key.startswith(("item.", "sum.")) or key in totals) and isinstance(value, int)
    }


def _total(money: Mapping[str, int]) -> int | None:
    """What 家庭总收入 should be by the four heads, None when a head is not there."""
    heads = [money.get(f"household_year.{head}") for head in ("wage", "business", "transfer")]
    if any(each is None for each in heads):
        return None
    property_items = [amount for key, amount in money.items() if key.startswith("item.property.")]
    return sum(each or 0 for each in heads) + (money.get("household_year.property") or sum(property_items))


def _adds_up(rows: Sequence[Mapping[str, int]]) -> bool:
    """Do the rows of people together make the 家庭总收入 that each of them bears?"""
    totals = [_total(each) for each in rows]
    return None not in totals and sum(each or 0 for each in totals) == rows[0].get("sum.all")


def _added(rows: Sequence[Mapping[str, int]], household: set[str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in rows:
        for key, amount in row.items():
            sums[key] = amount if key in household and key in sums else sums.get(key, 0) + amount
    return sums


def _check(row: int, sums: Mapping[str, int], say: Say) -> None:
    """Sums that a sheet states against what its columns add up to; both stay as they are."""
    transfer = sum(amount for key, amount in sums.items() if key.startswith("item.transfer."))
    main = sum(sums.get(item_key(IncomeHead.TRANSFER, name), 0) for name in MAIN)
    checks = (
        ("household_year.transfer", "转移性收入合计", transfer, "各转移性项目之和"),
        ("sum.others", "其他转移性收入合计", transfer - main, f"除{'、'.join(MAIN)}外各项之和"),
        ("sum.all", "家庭总收入", _total(sums), "工资性、生产经营性、财产性、转移性收入之和"),
    )
    there = any(key.startswith("item.transfer.") for key in sums)
    for key, label, right, what in checks:
        said = sums.get(key)
        if said is None or right is None or said == right or (key != "sum.all" and not there):
            continue
        text = f"{label}填{_yuan(said)}元，{what}是{_yuan(right)}元，相差{_yuan(abs(said - right))}元，请核对"
        say(row, key, FINDING, text)


def _yuan(amount: int) -> str:
    return show_money(Decimal(amount).scaleb(-2))


def unfold(node: Node) -> list[dict[str, Plain]]:
    """One row an item; a year without any is a row alone."""
    whole = {f"household_year.{name}": value for name, value in node.values.items()}
    items = [{f"income_item.{name}": value for name, value in each.values.items()} for each in node.children]
    return [{**whole, **item} for item in items or [{}]]


_YEAR = ("year", "people_listed", "income_recorded", "period_from", "period_to", "head_count", "wage", "business",
         "property", "transfer", "expense", "worksheet_done", "net_recorded")  # fmt: skip

SPEC = ListSpec(
    key="income",
    title="收入明细",
    subject="household",
    root="household_year",
    columns=(
        *HOME,
        *columns_of("household_year", HouseholdYear, called={"transfer": "转移性收入"},
                    others={"transfer": ("转移性收入合计",), "property": ("财产性收入合计",)},
                    without=set(HouseholdYear.fields) - set(_YEAR)),
        *columns_of("income_item", IncomeItem, without=("year",), called={"name": "收入项目", "amount": "项目金额"}),
        *_items(IncomeHead.TRANSFER, (*MAIN, *OTHERS)),
        *_items(IncomeHead.PROPERTY, PROPERTY),
        *(Column(key, _SIGNED, heading, shown=False) for key, heading in _SUMS.items()),
        HIDDEN_HEAD_ID, *(Column(each.key, each.field, each.heading, each.others, shown=False) for each in MEMBER[:2]),
        *(each for each in ASIDE if each.key != "aside.人数"),
    ),
    gather=gather,
    unfold=unfold,
    tells=("收入类别", "收入项目", "项目金额", "转移性收入合计", "其他转移性收入合计", "家庭总收入", "奖扶金", "特扶金",
           "低保金", "特困供养金", "养老保险金", "春节慰问金", "农支地保"),
    least=3,
    keeps=False,
)  # fmt: skip


def takes(heading: str) -> bool:
    """May an unknown column be a sub-item? Sums and remarks are none."""
    return not any(
        word in normal(heading) for word in ("合计", "小计", "总计", "备注", "说明", "电话", "日期", "时间")
    )
