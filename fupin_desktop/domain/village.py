"""The places of a township: administrative villages and their groups."""

from __future__ import annotations

import re
from decimal import Decimal

from fupin_desktop.domain.fields import (
    Privacy,
    Record,
    calendar_year,
    decimal,
    flag,
    money,
    record,
    text,
    whole,
)


def _code(value: str) -> str | None:
    return None if re.fullmatch(r"\d{12}", value) else "村代码应为12位统计用区划代码，请核对"


@record("行政村")
class Village(Record):
    """An administrative village (行政村). ``population`` is the registered one (户籍人口)."""

    county: str = text("县", default="", longest=40, privacy=Privacy.OPEN,
                       headings=("县(市、区、旗)", "行政县", "旗区", "区县", "县区"))  # fmt: skip
    township: str = text("乡镇", default="", longest=40, privacy=Privacy.OPEN,
                         headings=("乡(镇)", "乡", "苏木乡", "镇", "乡镇名"))  # fmt: skip
    name: str = text("村名", required=True, longest=40, privacy=Privacy.OPEN)
    code: str = text("区划代码", default="", longest=12, width=14, checks=(_code,))
    key_village: bool = flag("重点村", default=False, headings=("贫困村", "是否贫困村"))
    population: int | None = whole("户籍人口", default=None, least=0, unit="人", headings=("总人口数",))
    households: int | None = whole("户籍户数", default=None, least=0, unit="户", headings=("总户数",))
    groups: str = text("村民小组名称", default="", longest=400, width=20)
    place: int = whole("排列顺序", default=0)
    phone: str = text("村委会电话", default="", longest=40, privacy=Privacy.OPEN)
    remark: str = text("备注", default="", longest=200)


@record("行政村年度情况")
class VillageYear(Record):
    """What is known of an administrative village in a year (行政村信息)."""

    village: str = text("行政村", required=True, longest=40, privacy=Privacy.OPEN)
    year: int = calendar_year("年度", required=True, width=6)
    listed_out: bool | None = flag("是否出列", default=None, national=True)
    households: int | None = whole("总户数", default=None, least=0, unit="户", national=True)
    people: int | None = whole("总人口数", default=None, least=0, unit="人", national=True)
    collective_income: Decimal | None = money("村级集体经济收入", default=None, unit="元", national=True)
    primary_schools: int | None = whole("村小学", default=None, least=0, unit="个", national=True,
                                        headings=("村小学(个数)",))  # fmt: skip
    paved: bool | None = flag("到乡镇是否通沥青(水泥)路", default=None, national=True)
    bus: bool | None = flag("是否通客运班车", default=None, national=True)
    clinics: int | None = whole("行政村卫生室个数", default=None, least=0, unit="个", national=True)
    doctors: int | None = whole("行政村执业(助理)医师", default=None, least=0, unit="人", national=True)
    toilets: int | None = whole("行政村公共卫生厕所个数", default=None, least=0, unit="个", national=True)
    rubbish_points: int | None = whole(
        "行政村生产生活垃圾集中堆放点个数", default=None, least=0, unit="个", national=True
    )
    culture_rooms: int | None = whole(
        "行政村文化(图书)室个数", default=None, least=0, unit="个", national=True
    )
    allowance_households: int | None = whole("低保户数", default=None, least=0, unit="户", national=True)
    allowance_people: int | None = whole("低保人口数", default=None, least=0, unit="人", national=True)
    destitute_people: int | None = whole("特困供养人口数", default=None, least=0, unit="人", national=True)
    disabled_people: int | None = whole("残疾人口数", default=None, least=0, unit="人", national=True)
    pension_people: int | None = whole(
        "参加城乡居民基本养老保险人数", default=None, least=0, unit="人", national=True
    )
    no_safe_water: int | None = whole("未实现饮水安全户数", default=None, least=0, unit="户", national=True)
    unsafe_houses: int | None = whole("危房户数", default=None, least=0, unit="户", national=True)
    land: Decimal | None = decimal(
        "土地面积", default=None, least=0, unit="亩", headings=("村土地面积", "耕地总面积")
    )
    extra: str = text("其他列", default="")
