"""What the office keeps of its papers: which was printed when, page by page; saved rosters; the clerk's own wording."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.fields import Code, Record, choice, day, record, text, whole


class How(Code):
    """出件方式"""

    PRINTED = "printed", "打印"
    SAVED = "saved", "存为文件"


@record("文书记录")
class Printed(Record):
    """A paper that went out. ``kind`` as in services.paper (``plan``, ``notice:exit``, ``report:monthly``).

    ``edition`` counts the printings of the same paper (kind, household or village, period). A notice also says
    where it hangs, from when and until when, and when it was taken down.
    """

    household_id: int | None = None
    kind: str = text("文书种类", required=True, longest=60)
    heading: str = text("标题", required=True, longest=120, width=20)
    village: str = text("行政村", default="", longest=40)
    period: str = text("期间", default="", longest=20)
    on: date = day("日期", required=True)
    edition: int = whole("版次", default=1, least=1, width=6)
    pages: int = whole("页数", default=0, least=0, width=6)
    how: How = choice("出件方式", How, default=How.SAVED)
    file: str = text("文件", default="", longest=200, width=20)
    posted_on: date | None = day("张贴日期", default=None)
    until: date | None = day("公示截止", default=None)
    place: str = text("张贴地点", default="", longest=80)
    taken_down_on: date | None = day("撤下日期", default=None)


@record("文书页")
class PrintedPage(Record):
    """One page of a bound file as it was printed last: its number (``2-1``), fingerprint and words.

    A page with ``signed_on`` is never replaced: what changes afterwards goes on a dated 更正页.
    """

    household_id: int = 0
    printed_id: int = 0
    kind: str = text("文书种类", required=True, longest=60)
    page: str = text("页号", required=True, longest=20)
    digest: str = text("页面指纹", required=True, longest=64)
    words: str = text("页面文字", default="")
    printed_on: date = day("打印日期", required=True)
    signed_on: date | None = day("签字日期", default=None)


@record("花名册方案")
class Scheme(Record):
    """A roster kept for next time. ``columns`` is JSON: what each column shows, or its heading when it is blank."""

    name: str = text("方案名称", required=True, longest=60)
    list: str = text("名单", required=True, longest=40)
    heading: str = text("标题", default="", longest=120)
    columns: str = text("列", default="")
    remark: str = text("备注", default="", longest=200)


@record("报告措辞")
class Wording(Record):
    """A paragraph of a report in the clerk's own words. ``said`` is what the program had written from the figures."""

    report: str = text("报告种类", required=True, longest=40)
    period: str = text("期间", required=True, longest=20)
    name: str = text("段落", required=True, longest=60)
    said: str = text("程序原文", default="")
    words: str = text("改写", default="")
