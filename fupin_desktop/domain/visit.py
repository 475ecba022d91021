"""走访 and 回访, and the photos and scans that belong to steps, notices, visits and events."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.fields import Code, Record, choice, day, record, text, whole


class VisitKind(Code):
    """走访方式"""

    VISIT = "visit", "走访", "入户走访"
    RETURN = "return", "回访"
    CALL = "call", "电话联系", "电话"


@record("走访记录")
class Visit(Record):
    """A helper came to a household. ``appeal`` is what it asked for, ``outcome`` what came of that, on ``settled_on``."""

    household_id: int = 0
    cadre_id: int | None = None
    on: date = day("走访日期", required=True, headings=("入户时间", "走访时间"))
    kind: VisitKind = choice("走访方式", VisitKind, default=VisitKind.VISIT)
    who: str = text("走访人", required=True, longest=60, headings=("帮扶干部",))
    talk: str = text("走访情况", default="", longest=1000, width=24, headings=("走访情况记录", "内容"))
    appeal: str = text("诉求", default="", longest=400, width=20)
    outcome: str = text("办理结果", default="", longest=400, width=20)
    settled_on: date | None = day("办结日期", default=None)
    return_on: date | None = day("回访日期", default=None)
    override: str = text("破例理由", default="", longest=200)
    remark: str = text("备注", default="", longest=400)


@record("附件")
class Attachment(Record):
    """A photo or a scan. ``subject`` and ``subject_id`` name what it belongs to: step, posting, objection, visit, event,
    household. ``paper`` is which paper it is (申请书, 评议记录 …). The file lies in the office's folder under its SHA-256."""

    household_id: int | None = None
    subject: str = text("所属", required=True, longest=24)
    subject_id: int = whole("所属记录", required=True)
    paper: str = text("材料名称", default="", longest=60, width=14)
    sha256: str = text("文件指纹", required=True, longest=64)
    name: str = text("文件名", default="", longest=120)
    caption: str = text("说明", default="", longest=120)
    taken_on: date | None = day("拍摄日期", default=None)
