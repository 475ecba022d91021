"""What an office decides once: its names, phones, lines of poverty, and the imports and corrections it keeps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.fields import Record, calendar_year, choice, day, money, record, text, whole


@record("标准线")
class PovertyLine(Record):
    """A line in yuan per person and income year. ``region`` is 国家 or the name of a place."""

    year: int = calendar_year("收入年度", required=True)
    region: str = text("适用地区", required=True, longest=40)
    kind: LineKind = choice("标准种类", LineKind, required=True)
    amount: Decimal = money("标准", required=True, least=0, unit="元")
    basis: str = text("依据", default="", longest=200)


@record("设置")
class Setting(Record):
    """One decision of the office; ``value`` is JSON."""

    key: str = text("名称", required=True, longest=60)
    value: str = text("内容", default="")


@record("导入批次")
class ImportBatch(Record):
    """One import that was applied."""

    file: str = text("文件", required=True, longest=200)
    sha256: str = text("文件指纹", required=True, longest=64)
    layout: str = text("版式", default="", longest=60)
    data_day: date = day("数据日期", required=True)
    year: int = calendar_year("数据年度", required=True)
    households: int = whole("户数", default=0)
    people: int = whole("人数", default=0)
    counts: str = text("统计", default="")
    columns: str = text("列", default="")
    list: str = text("名单", default="people", longest=40)


@record("国扶待改")
class Correction(Record):
    """A value the office corrected that the national system still has wrong, until an export agrees."""

    household_id: int = 0
    table: str = text("表", required=True, longest=40)
    row_id: int = whole("记录", required=True)
    field: str = text("字段", required=True, longest=40)
    national: str = text("国扶系统的值", default="")
    office: str = text("本办的值", default="")
    evidence: str = text("更正依据", default="", longest=200)
    noted_on: date = day("更正日期", required=True)
    agreed_on: date | None = day("国扶已改日期", default=None)
