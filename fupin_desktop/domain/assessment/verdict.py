"""The items of both judgements, and what the office itself found of one."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.fields import Code, Record, calendar_year, choice, day, record, text


class Item(Code):
    """What is judged. The first six are 两不愁三保障 with 饮水安全, the last nine 五有四保障."""

    FOOD = "food", "不愁吃"
    CLOTHES = "clothes", "不愁穿"
    SCHOOLING = "schooling", "义务教育有保障"
    MEDICAL = "medical", "基本医疗有保障"
    HOUSE = "house", "住房安全有保障"
    WATER = "water", "饮水安全有保障"
    INCOME = "income", "有稳定收入来源"
    SAFE_WATER = "safe_water", "有安全饮水"
    POWER = "power", "有生活用电"
    BROADCAST = "broadcast", "有广播电视"
    ALLOWANCE = "allowance", "有低保兜底"
    EDUCATION = "education", "基本教育有保障"
    HEALTH = "health", "基本医疗有保障（四保障）"
    PENSION = "pension", "基本养老有保障"
    SAFE_HOUSE = "safe_house", "安全住房有保障"


class Result(Code):
    MET = "met", "达标"
    UNMET = "unmet", "未达标"
    NONE = "none", "不适用"
    UNKNOWN = "unknown", "未核实"


@record("达标认定")
class Verdict(Record):
    """What the office itself found of one item, with evidence; it goes before what the data say."""

    household_id: int = 0
    year: int = calendar_year("年度", required=True)
    item: Item = choice("项目", Item, required=True)
    result: Result = choice("结果", Result, required=True)
    evidence: str = text("依据", default="", longest=200)
    on: date | None = day("认定日期", default=None)


TWO_AND_THREE = (Item.FOOD, Item.CLOTHES, Item.SCHOOLING, Item.MEDICAL, Item.HOUSE, Item.WATER)
FIVE_AND_FOUR = (
    Item.INCOME, Item.SAFE_WATER, Item.POWER, Item.BROADCAST, Item.ALLOWANCE,
    Item.EDUCATION, Item.HEALTH, Item.PENSION, Item.SAFE_HOUSE,
)  # fmt: skip
