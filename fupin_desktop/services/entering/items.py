"""One value to type into the national system, on which of its screens, and how far the typing is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fupin_desktop.domain.id_number import mask_number

SCREENS = ("基本情况", "家庭成员", "生产条件", "生活条件", "易地搬迁", "收入", "务工", "监测对象", "自然减少")
"""The order of what is typed: the parts of the printed 贫困户信息采集表 and of a household's ledger, 基本情况、家庭成员、
生产条件、生活条件、易地搬迁户需求、收入 (see the dossier, 1.7 and 3.2); what came later and who left stand last."""
_SCREEN_OF = {
    "household": "基本情况", "standing": "基本情况", "person": "家庭成员", "person_year": "家庭成员", "relocation": "易地搬迁",
    "work_spell": "务工", "monitoring": "监测对象",
}  # fmt: skip
_INCOME = frozenset(
    {"people_listed", "income_recorded", "wage", "business", "property", "transfer", "expense", "net_recorded", "claim",
     "own_payment"}
)  # fmt: skip
_PRODUCTION = frozenset(
    {"farmland", "irrigated", "forest", "returned_forest", "orchard", "pasture", "water_area", "cooperative",
     "company_led", "leader_led", "production_power"}
)  # fmt: skip
CORRECTED, NEW_HOME, NEW_PERSON, NEW_FACT, LEFT, ENDED = (
    "更正",
    "新增户",
    "新增成员",
    "新填",
    "自然减少",
    "销号",
)
HEADS = (
    "行政村",
    "户编号",
    "户主",
    "成员",
    "页面",
    "事由",
    "字段",
    "国扶系统的值",
    "应录入",
    "依据",
    "日期",
    "已录入",
)
WIDTHS = (10, 16, 10, 10, 10, 9, 18, 20, 22, 24, 12, 12)


class Key(NamedTuple):
    """What a tick belongs to."""

    table: str
    row_id: int
    field: str


@dataclass(frozen=True, slots=True)
class Item:
    """One value to type: where, what stands there now, what is to stand there, and since when it is ticked."""

    key: Key
    household_id: int
    village: str
    household: str
    head: str
    name: str
    screen: str
    why: str
    label: str
    national: str
    value: str
    evidence: str = ""
    on: date | None = None
    entered_on: date | None = None

    @property
    def done(self) -> bool:
        return self.entered_on is not None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the typing is: how many values in all, how many are ticked, and how many on each day (newest first)."""

    total: int
    done: int
    by_day: tuple[tuple[date, int], ...]

    @property
    def sentence(self) -> str:
        """How far it is, in a sentence."""
        if not self.total:
            return "没有待录入的内容：本办的数据国扶系统都有了，或还没有导入过国扶导出表"
        days = "、".join(f"{day.month}月{day.day}日录入{count}项" for day, count in self.by_day[:3])
        left = self.total - self.done
        return f"共{self.total}项，已录入{self.done}项，还有{left}项" + (f"（{days}）" if days else "")


def shown(item: Item, *, plain: bool) -> str:
    """What is to be typed; ID and bank numbers are hidden unless ``plain``."""
    return item.value if plain or item.key.field not in ("id_number", "account") else mask_number(item.value)


def screen_of(table: str, field: str) -> str:
    """On which screen of the national system a field is typed."""
    if table == "household_year":
        return "收入" if field in _INCOME else "生产条件" if field in _PRODUCTION else "生活条件"
    return _SCREEN_OF.get(table, SCREENS[0])
