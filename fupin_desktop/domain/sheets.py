"""What the office remembers of other people's sheets: layouts, forms from above, sheets sent to villages, decisions."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.fields import Record, day, flag, record, text, whole


@record("版式")
class KeptLayout(Record):
    """A layout that the office mapped once. ``columns`` is JSON: [[heading, key], …] in their order, key "" if kept as is."""

    name: str = text("版式名称", required=True, longest=60)
    list: str = text("名单", required=True, longest=40)
    year: int | None = whole("年度", default=None, width=6)
    heading: str = text("标题", default="", longest=120)
    columns: str = text("列", default="")
    used_on: date | None = day("最近使用", default=None)
    remark: str = text("备注", default="", longest=200)


@record("来表")
class KeptForm(Record):
    """A form from above that fills itself. The workbook lies among the office's files under ``sha256``; ``cells`` is
    JSON: what each heading, mark or cell is filled with (see ``services.filling``)."""

    name: str = text("表名", required=True, longest=80, width=20)
    file: str = text("文件", required=True, longest=200, width=20)
    sha256: str = text("文件指纹", required=True, longest=64)
    sheet: str = text("工作表", default="", longest=60)
    period: str = text("期间种类", default="", longest=20)
    cells: str = text("填法", default="")
    remark: str = text("备注", default="", longest=200)


@record("村级小表")
class VillageSheet(Record):
    """A workbook sent to a village to be filled in. ``token`` stands in the file itself; ``columns`` are keys, by commas."""

    token: str = text("编号", required=True, longest=40, width=14)
    list: str = text("名单", required=True, longest=40)
    village: str = text("行政村", required=True, longest=40)
    columns: str = text("填报列", default="", longest=1000)
    rows: int = whole("行数", default=0, least=0, width=6)
    sent_on: date = day("发出日期", required=True)
    due_on: date | None = day("交表日期", default=None)
    returned_on: date | None = day("收回日期", default=None)
    file: str = text("收回文件", default="", longest=200)
    remark: str = text("备注", default="", longest=200)


@record("不是同一人")
class Distinct(Record):
    """Two people who look like one and are not; ``one`` and ``other`` are their ids, the smaller first."""

    one: int = whole("甲", required=True)
    other: int = whole("乙", required=True)
    reason: str = text("理由", default="", longest=200, width=20)
    on: date = day("日期", required=True)


@record("导出记录")
class Outgoing(Record):
    """A list that left this computer: what, how many rows, whether ID numbers were hidden. Who and when says its act."""

    what: str = text("内容", required=True, longest=80, width=16)
    villages: str = text("行政村", default="", longest=400, width=16)
    file: str = text("文件", default="", longest=200, width=20)
    rows: int = whole("行数", default=0, least=0, width=6)
    masked: bool = flag("证件号码已遮盖", default=False, width=8)
    on: date = day("日期", required=True)


@record("录入勾选")
class Entered(Record):
    """A value that the clerk has typed into the national system, ticked off on 国扶录入清单."""

    household_id: int = 0
    table: str = text("表", required=True, longest=40)
    row_id: int = whole("记录", required=True)
    field: str = text("字段", required=True, longest=40)
    value: str = text("录入的值", default="")
    on: date = day("录入日期", required=True)
