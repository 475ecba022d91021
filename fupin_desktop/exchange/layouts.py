"""The headings that national exports carry, what each of them means, and which layout a set of them is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from fupin_desktop.domain.fields import Field, Record, day, record, text
from fupin_desktop.domain.household import (
    Household,
    HouseholdYear,
    Monitoring,
    Person,
    PersonYear,
    Standing,
)
from fupin_desktop.domain.village import Village
from fupin_desktop.exchange.headings import normal

RECORDS: Mapping[str, type[Record]] = {
    "household": Household,
    "person": Person,
    "household_year": HouseholdYear,
    "person_year": PersonYear,
    "standing": Standing,
    "monitoring": Monitoring,
}
"""The tables that one export fills, under the names they have everywhere."""

_LEFT_OUT = {
    "household.imported_on", "household.extra", "person.imported_on", "person.extra",
    "household_year.year", "person_year.year", "household_year.closed",
}  # fmt: skip


@record("表")
class _Sheet(Record):
    """Columns that say something of the row or the file, not of a household."""

    serial: str = text("序号", default="", headings=("行号",))
    day: date | None = day("数据日期", default=None)


@cache
def fields() -> Mapping[str, Field]:
    """Every column that can be read, by key (``person.name``)."""
    found = {
        f"{table}.{name}": field
        for table, kind in RECORDS.items()
        for name, field in kind.fields.items()
        if f"{table}.{name}" not in _LEFT_OUT
    }
    found |= {f"village.{name}": Village.fields[name] for name in ("county", "township")}
    found |= {f"sheet.{name}": field for name, field in _Sheet.fields.items()}
    return found


MORE: Mapping[str, str] = {
    "致贫/返贫风险2": "monitoring.risks#2",
    "致贫/返贫风险3": "monitoring.risks#3",
    "致贫/返贫风险4": "monitoring.risks#4",
    "致贫/返贫风险5": "monitoring.risks#5",
    "致贫原因3": "household.other_causes#2",
}
"""Further columns of fields that hold several codes."""


@cache
def vocabulary() -> Mapping[str, str]:
    """Heading → key. Labels go before aliases, and national fields before the office's own."""
    known: dict[str, str] = {}
    every = sorted(fields().items(), key=lambda item: not item[1].national)
    for key, field in every:
        known.setdefault(normal(field.label), key)
    for key, field in every:
        for heading in field.headings:
            known.setdefault(normal(heading), key)
    return known | {normal(heading): key for heading, key in MORE.items()}


def field_of(key: str) -> Field:
    """The field behind a key, also of a further column (``monitoring.risks#2``)."""
    return fields()[key.partition("#")[0]]


def needs(keys: set[str]) -> bool:
    """Is this a list of people or households: somebody's name, and a number to know them by?"""
    named = keys & {"person.name", "household.head"}
    numbered = keys & {"person.id_number", "household.number", "person.number"}
    return bool(named and numbered)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout of the national system: its headings in their order, and the titles written above them."""

    key: str
    name: str
    headings: tuple[str, ...]
    title: str = "全国扶贫开发信息系统　贫困人口信息"
    unit: str = "单位：人、元"
    complete: bool = True

    @property
    def said(self) -> str:
        return f"{self.key} {self.name}"


_ROW = "务工状况 务工时间{} 参加大病医疗 脱贫属性 {}贫困户属性 {} 危房户 {} 人均纯收入 联系电话"
_PERSON = "户编号 人编号 姓名 证件号码 人数 与户主关系 民族 文化程度 在校生状况 健康状况 劳动技能"

_SEEN_2023 = """
监测对象类别 识别监测时间 风险是否已消除 风险消除方式 消除监测时间 致贫/返贫风险1 享受低保政策情况 享受特困供养政策情况
整户无劳动能力兜底保障户 失学或辍学原因 义务教育阶段未上学原因 合规自付支出 家庭成员联系电话 是否接受医疗救助
公益性岗位(月数) 入户道路是否硬化 实施开发式帮扶措施情况 综合保障 信息采集人 就业渠道（易地搬迁后扶使用） 产业帮扶 健康帮扶
"""
"""Of its 177 columns and more, those that are known and that no other layout has."""

LAYOUTS = (
    Layout(
        "H1",
        "2016–17 国家系统人员导出",
        tuple(
            f"序号 县(市、区、旗) 乡(镇) 行政村 自然村 {_PERSON} "
            f"{_ROW.format('（月）', '', '主要致贫原因', '饮水安全 饮水困难')}".split()
        ),
    ),
    Layout(
        "H2",
        "2017 国家系统人员导出（含脱贫年度）",
        tuple(
            f"行政县 乡镇 行政村 自然村 {_PERSON} "
            f"{_ROW.format('', '脱贫年度 ', '主要致贫原因', '饮水安全 饮水困难')}".split()
        ),
    ),
    Layout(
        "H3",
        "2018–19 脱贫户名单",
        tuple(
            f"乡镇 行政村 {_PERSON} {_ROW.format('', '脱贫年度 ', '致贫原因', '是否解决安全饮用水')}".split()
        ),
    ),
    Layout(
        "H5",
        "2022 已脱贫人口、边缘易致贫人口名单",
        tuple(
            f"序号 数据日期 县(市、区、旗) 乡(镇) 行政村 自然村 {_PERSON} 务工时间（月） 是否参加大病保险 致贫原因1 "
            "危房户 是否解决安全饮用水 人均纯收入 户联系电话 人联系电话 首次识别时间 人员识别时间 户类型 "
            "易返贫致贫户(监测对象)类型 风险是否消除 风险识别时间 风险消除时间".split()
        ),
        title="全国防返贫监测信息系统　人口信息",
    ),
    Layout("H6", "2023 防返贫全字段自定义导出", tuple(_SEEN_2023.split()), complete=False),
)
OURS = "本办全字段"
UNKNOWN = "未识别的版式（按列名读取）"


def layout_named(name: str) -> Layout | None:
    """The layout that a word means: H1, or its whole name."""
    wanted = normal(name).upper()
    return next((each for each in LAYOUTS if wanted in (each.key, normal(each.said).upper())), None)


def recognise(headings: Iterable[str]) -> str:
    """Say which layout these headings are, by the set of them."""
    every = list(headings)
    here = {normal(each) for each in every} | {normal(each.rpartition("/")[2]) for each in every}
    if {normal("增加原因"), normal("起始日期")} <= here:
        return OURS
    best, share = None, 0.0
    for layout in LAYOUTS:
        wanted = {normal(each) for each in layout.headings}
        part = len(wanted & here) / len(wanted)
        enough = part >= 0.9 if layout.complete else len(wanted & here) >= 5
        if enough and part > share:
            best, share = layout, part
    return f"{best.said}" if best else UNKNOWN
