"""公示 as a thing with a life: made, posted, running, objected to, ended, taken down, archived."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.fields import (
    Code,
    Privacy,
    Record,
    calendar_year,
    choice,
    day,
    flag,
    record,
    text,
    whole,
)


class Finding(Code):
    """异议调查结果"""

    UPHELD = "upheld", "异议成立"
    REJECTED = "rejected", "异议不成立"


@record("公示")
class Posting(Record):
    """One notice in one village. ``sha256`` names the paper exactly as it was made; once posted it never changes.

    ``days`` None: a 公告, which hangs for good. ``working``: its days are working days. ``kind`` as in ``domain.notice``.
    """

    printed_id: int | None = None
    kind: str = text("公示种类", required=True, longest=40)
    village: str = text("行政村", required=True, longest=40, privacy=Privacy.OPEN)
    year: int = calendar_year("年度", required=True, width=6)
    heading: str = text("标题", required=True, longest=120, width=24)
    made_on: date = day("制作日期", required=True)
    sha256: str = text("文件指纹", default="", longest=64)
    pages: int = whole("页数", default=0, least=0, width=6)
    days: int | None = whole("公示天数", default=None, least=1, most=365, unit="天")
    working: bool = flag("按工作日", default=False)
    posted_on: date | None = day("张贴日期", default=None)
    posted_by: str = text("张贴人", default="", longest=60)
    place: str = text("张贴地点", default="", longest=80)
    until: date | None = day("公示截止", default=None)
    override: str = text("破例理由", default="", longest=200)
    certified_on: date | None = day("无异议证明日期", default=None)
    taken_down_on: date | None = day("撤下日期", default=None)
    taken_down_by: str = text("撤下人", default="", longest=60)
    archived_on: date | None = day("归档日期", default=None)
    withdrawn_on: date | None = day("撤回日期", default=None)
    withdrawn_reason: str = text("撤回原因", default="", longest=200)
    remark: str = text("备注", default="", longest=400)


@record("公示名单")
class Posted(Record):
    """A household on a posted notice, as it was shown there. ``shown`` is JSON: [[heading, value], …]."""

    household_id: int = 0
    posting_id: int = 0
    record_id: int | None = None
    head: str = text("户主姓名", default="", longest=60, privacy=Privacy.NAME)
    people: int = whole("家庭人口数", default=0, least=0, unit="人")
    shown: str = text("公示内容", default="")


@record("公示异议")
class Objection(Record):
    """What somebody had against a notice. ``result`` None: not yet investigated."""

    household_id: int | None = None
    posting_id: int = 0
    on: date = day("提出日期", required=True)
    who: str = text("提出人", default="", longest=60)
    about: str = text("异议内容", required=True, longest=400, width=24)
    investigator: str = text("调查人", default="", longest=60)
    investigated_on: date | None = day("调查日期", default=None)
    result: Finding | None = choice("调查结果", Finding, default=None)
    answer: str = text("答复内容", default="", longest=400, width=24)
    answered_on: date | None = day("答复日期", default=None)
    override: str = text("破例理由", default="", longest=200)
