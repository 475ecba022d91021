"""催办: own reminders and flags, and how the office wants each rule of what is due."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.fields import Code, Record, choice, day, flag, record, text, whole


class Flag(Code):
    """旗标"""

    RED = "red", "红旗"
    AMBER = "amber", "黄旗"
    GREEN = "green", "绿旗"


@record("提醒")
class Reminder(Record):
    """Something the office wants to be reminded of (请于×日前补材料), of a household, a village, or in general.

    With ``rule`` it is a mark instead: what that rule asked for in ``period`` is done (a report sent, a meeting held).
    """

    household_id: int | None = None
    village: str = text("行政村", default="", longest=40)
    flag: Flag = choice("旗标", Flag, default=Flag.RED)
    on: date = day("截止日期", required=True)
    said: str = text("事项", required=True, longest=200, width=24)
    person: str = text("责任人", default="", longest=40)
    done_on: date | None = day("办结日期", default=None)
    outcome: str = text("办理结果", default="", longest=200)
    rule: str = text("规则", default="", longest=40)
    period: str = text("期间", default="", longest=20)


@record("催办规则")
class DueSetting(Record):
    """How the office wants a rule of what is due; None keeps the rule's own number."""

    rule: str = text("规则", required=True, longest=40)
    on: bool = flag("启用", default=True, width=6)
    days: int | None = whole("天数", default=None, least=0, most=730, unit="天")
    working: bool | None = flag("按工作日", default=None)
    source: str = text("依据", default="", longest=200)
