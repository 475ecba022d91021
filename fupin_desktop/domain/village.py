"""The places of a township: administrative villages and their groups."""

from __future__ import annotations

import re

from fupin_desktop.domain.fields import Privacy, Record, flag, record, text, whole


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
