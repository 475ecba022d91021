"""动态管理: what happens to a household and its people over the years, each with its day, reason and paper."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.fields import Code, Record, calendar_year, choice, day, record, text


class EventKind(Code):
    """变动种类"""

    BIRTH = "birth", "出生"
    ADOPTION = "adoption", "收养"
    MARRIAGE_IN = "marriage_in", "婚入"
    MOVE_IN = "move_in", "迁入"
    RETURN = "return", "回归"
    DEATH = "death", "死亡"
    MARRIAGE_OUT = "marriage_out", "婚出"
    MOVE_OUT = "move_out", "迁出"
    PRISON = "prison", "服刑"
    MILITARY = "military", "参军"
    SCHOOL_LEAVING = "school_leaving", "离校"
    HEAD_CHANGE = "head_change", "户主变更"
    SPLIT = "split", "分户"
    MERGE = "merge", "并户"
    DOUBLE = "double", "合并重复户"
    CLEARED = "cleared", "清退"
    WRONG_EXIT = "wrong_exit", "错退纠正"
    MISSED = "missed", "漏评纠正"
    ENDED = "ended", "整户销号"


@record("家庭变动")
class Event(Record):
    """One life event. ``other_household_id`` is the household that was split off, merged with, come from or gone to."""

    household_id: int = 0
    person_id: int | None = None
    other_household_id: int | None = None
    kind: EventKind = choice("变动种类", EventKind, required=True)
    on: date = day("变动日期", required=True)
    name: str = text("姓名", default="", longest=60)
    reason: str = text("原因", default="", longest=200, width=20)
    paper: str = text("证明材料", default="", longest=120, width=16)
    remark: str = text("备注", default="", longest=400)


@record("年度")
class YearLock(Record):
    """A year of surveys: when it was opened from the last one's values, when it was closed, why it was opened again."""

    year: int = calendar_year("年度", required=True, width=6)
    opened_on: date | None = day("结转日期", default=None)
    closed_on: date | None = day("封存日期", default=None)
    override: str = text("破例理由", default="", longest=200)
    reopened_on: date | None = day("解除封存日期", default=None)
    reason: str = text("解除封存原因", default="", longest=200)
