"""One passage in the list, the states it is filtered by, the dot before them."""

from __future__ import annotations

from datetime import date
from typing import Any

from fupin_desktop.domain.fields import Record, calendar_year, day, record, text, whole
from fupin_desktop.domain.procedure.labels import short_label
from fupin_desktop.services.procedure import PassageFile
from fupin_desktop.services.procedure.listing import key_of
from fupin_desktop.ui.procedure.stops import SOON

STATES = {
    "open": "正在办理", "late": "逾期", "soon": "一周内到期", "hanging": "公示中", "disputed": "有异议、退回", "done": "已办结",
    "failed": "不通过", "withdrawn": "已撤回", "": "全部",
}  # fmt: skip
SHOWN = ["road", "state", "due", "left", "village", "group", "person", "actor"]
SHORT = {"village": "村", "group": "小组", "head": "户主"}


@record("程序办理")
class PassageLine(Record):
    """One passage in the list; ``id`` is ``listing.key_of``."""

    head: str = text("户主", default="", width=8)
    village: str = text("行政村", default="", width=8)
    group: str = text("村民小组", default="", width=6)
    road: str = text("程序", default="", width=6)
    year: int = calendar_year("年度", default=2000, width=5)
    state: str = text("状态", default="", width=22)
    due: date | None = day("期限", default=None, width=10)
    left: int | None = whole("还有", default=None, width=5, unit="天")
    person: str = text("上一步经办", default="", width=8)
    actor: str = text("下一步由谁办", default="", width=12)


def line_of(file: PassageFile) -> PassageLine:
    """A passage as the list shows it."""
    course, house = file.course, file.household
    due = course.due if course.open else None
    last = max(
        (each for each in course.done.values()), key=lambda each: (each.on, each.version), default=None
    )
    return PassageLine(
        id=key_of(file), head=house.head if house else "（村）", village=file.passage.village,
        group=house.group if house else "", road=short_label(file.passage.road), year=file.passage.year,
        state=course.label, due=due, left=(due - course.on).days if due else None,
        person=last.person if last else "", actor=course.next.actor if course.next else "",
    )  # fmt: skip


def is_in(file: PassageFile, state: str) -> bool:
    """Whether a passage is in one of ``STATES``."""
    course = file.course
    match state:
        case "open":
            return course.open
        case "late":
            return course.open and course.late
        case "soon":
            return course.open and course.due is not None and 0 <= (course.due - course.on).days <= SOON
        case "hanging":
            return course.open and course.running is not None
        case "disputed":
            return course.open and course.objection is not None
        case "done":
            return not course.open and not course.failed and not course.withdrawn
        case "failed":
            return course.failed and not course.withdrawn
        case "withdrawn":
            return course.withdrawn
    return True


def tone(name: str, value: Any, today: date) -> str:
    """The dot before a state or a last day."""
    if name == "due":
        left = (value - today).days if isinstance(value, date) else 0
        return "red" if left < 0 else "amber" if left <= SOON and value is not None else ""
    if name != "state":
        return ""
    if not isinstance(value, str):
        return "amber"
    signs = {"已办结": "green", "不通过": "red", "有异议": "amber", "已退回": "amber"}
    return next((tone for word, tone in signs.items() if value.startswith(word)), "")
