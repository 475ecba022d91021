"""动态管理: what happens to a household and its people over the years, each with its day, reason and paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.codes import Away, EndReason, JoinReason, LeaveReason
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


JOINS: Mapping[EventKind, JoinReason] = {
    EventKind.BIRTH: JoinReason.BIRTH,
    EventKind.ADOPTION: JoinReason.ADOPTION,
    EventKind.MARRIAGE_IN: JoinReason.MARRIAGE,
    EventKind.MOVE_IN: JoinReason.MOVED_IN,
    EventKind.RETURN: JoinReason.RETURN,
}
"""Who comes, and the 增加原因 that is kept of him."""
LEAVES: Mapping[EventKind, LeaveReason] = {
    EventKind.DEATH: LeaveReason.DEATH,
    EventKind.MARRIAGE_OUT: LeaveReason.MARRIAGE,
    EventKind.MOVE_OUT: LeaveReason.MOVED_OUT,
}
"""Who goes, and the 减少原因 that is kept of him."""
AWAYS: Mapping[EventKind, Away] = {EventKind.PRISON: Away.PRISON, EventKind.MILITARY: Away.MILITARY}
"""Who stays a member and lives elsewhere from that day."""
GROUPS: Mapping[str, tuple[EventKind, ...]] = {
    "人口增加": tuple(JOINS),
    "人口减少": tuple(LEAVES),
    "外出和离校": (*AWAYS, EventKind.SCHOOL_LEAVING),
    "户的变动": (EventKind.HEAD_CHANGE, EventKind.SPLIT, EventKind.MERGE, EventKind.DOUBLE, EventKind.ENDED),
    "纠错": (EventKind.CLEARED, EventKind.WRONG_EXIT, EventKind.MISSED),
}
"""The kinds in the order and under the words in which a clerk looks for them."""
MEANT: Mapping[EventKind, str] = {
    EventKind.BIRTH: "生了孩子",
    EventKind.ADOPTION: "收养了孩子",
    EventKind.MARRIAGE_IN: "娶进来或招赘进来",
    EventKind.MOVE_IN: "户口或人迁到本户",
    EventKind.RETURN: "迁出、婚出的人回来，服刑、参军的人回来",
    EventKind.DEATH: "有人去世",
    EventKind.MARRIAGE_OUT: "嫁出去或出赘",
    EventKind.MOVE_OUT: "户口或人迁走",
    EventKind.PRISON: "仍是成员，不在家",
    EventKind.MILITARY: "仍是成员，不在家",
    EventKind.SCHOOL_LEAVING: "毕业或退学，不再是在校生",
    EventKind.HEAD_CHANGE: "换一个人当户主",
    EventKind.SPLIT: "几口人分出去另立一户",
    EventKind.MERGE: "另一户的人并到本户",
    EventKind.DOUBLE: "同一户建了两次，合成一户",
    EventKind.ENDED: "全家去世或迁走，户编号不再用",
    EventKind.CLEARED: "不符合条件，从名册清退",
    EventKind.WRONG_EXIT: "退出错了，恢复为未脱贫",
    EventKind.MISSED: "该识别没识别，重新走识别程序",
}
"""What each kind is for, in plain words."""
ENDS_BY = (EndReason.DIED_OUT, EndReason.MOVED_OUT)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """A line of 变动台账: what happened, and by how many people it made the household larger or smaller.

    ``id`` None: known only from a member's days (imported, or typed). ``natural``: it counts as 自然增加 or 自然减少.
    """

    id: int | None
    on: date
    kind: EventKind | None
    what: str
    household_id: int
    village: str
    group: str
    head: str
    number: str
    name: str = ""
    other: str = ""
    came: int = 0
    left: int = 0
    natural: bool = True
    reason: str = ""
    paper: str = ""
    remark: str = ""

    @property
    def said(self) -> str:
        """死亡 张三（减少1人）；原因：病故"""
        change = f"（增加{self.came}人）" if self.came else f"（减少{self.left}人）" if self.left else ""
        other = f"，另一户{self.other}" if self.other else ""
        reason = f"；原因：{self.reason}" if self.reason else ""
        return f"{self.what} {self.name}".rstrip() + f"{change}{other}{reason}"


def totals_said(lines: Sequence[EventLine]) -> str:
    """自然增加3人，自然减少2人，分户1次"""
    came = sum(each.came for each in lines if each.natural)
    left = sum(each.left for each in lines if each.natural)
    others = Counter(each.what for each in lines if not (each.natural and (each.came or each.left)))
    counts = "".join(f"，{what}{count}次" for what, count in others.items())
    return f"自然增加{came}人，自然减少{left}人{counts}"


@record("年度")
class YearLock(Record):
    """A year of surveys: when it was opened from the last one's values, when it was closed, why it was opened again."""

    year: int = calendar_year("年度", required=True, width=6)
    opened_on: date | None = day("结转日期", default=None)
    closed_on: date | None = day("封存日期", default=None)
    override: str = text("破例理由", default="", longest=200)
    reopened_on: date | None = day("解除封存日期", default=None)
    reason: str = text("解除封存原因", default="", longest=200)


def closed_words(year: int) -> str:
    """The sentence that refuses a change of a closed year."""
    return f"{year}年度已封存，不能修改；确需更正，请先在“设置”的“年度”里解除封存并写明原因"
