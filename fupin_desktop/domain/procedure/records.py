"""What is kept of procedures: a passage through a road, its dated steps, meetings, quotas, windows and numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fupin_desktop.domain.fields import (
    Code,
    Privacy,
    Record,
    calendar_year,
    choice,
    day,
    decimal,
    record,
    text,
    whole,
)

UNDONE = "撤销了这次登记"
"""Why a step, a passage or a meeting counts no more when the act that registered it was undone (``db.journal``)."""


class RoadKind(Code):
    """程序"""

    PREPARATION = "preparation", "识别准备"
    IDENTIFICATION = "identification", "贫困户识别"
    EXIT = "exit", "贫困户退出"
    VILLAGE_EXIT = "village_exit", "贫困村出列"
    MONITORING = "monitoring", "防止返贫监测"
    REMOVAL = "removal", "风险消除"
    HOUSING = "housing", "农村危房改造"
    RELOCATION = "relocation", "易地扶贫搬迁"


class Result(Code):
    """步骤结果"""

    PASSED = "passed", "通过"
    FAILED = "failed", "不通过"
    DISPUTED = "disputed", "有异议待查"
    RETURNED = "returned", "退回"


@record("程序办理")
class Passage(Record):
    """A household's (or, without ``household_id``, a village's) passage through a road.

    ``record_id`` is the episode of monitoring, the renovation or the relocation that it is about. Its state is
    computed from its steps. ``year`` is the year of work that it counts in.
    """

    household_id: int | None = None
    record_id: int | None = None
    road: RoadKind = choice("程序", RoadKind, required=True)
    village: str = text("行政村", required=True, longest=40, privacy=Privacy.OPEN)
    year: int = calendar_year("年度", required=True, width=6)
    opened_on: date = day("启动日期", required=True)
    remark: str = text("备注", default="", longest=400)
    withdrawn_on: date | None = day("撤回日期", default=None)
    withdrawn_reason: str = text("撤回原因", default="", longest=200)


@record("程序步骤")
class Step(Record):
    """One step of a passage as it was done. Never erased: ``withdrawn_on`` says that it no longer counts.

    ``until`` is the last day of a notice. ``back_to`` is the step that a return or an objection sends back to.
    ``facts`` is JSON: what the step asks for (team, votes, check-list …; see ``StepKind.asks``). ``override`` is why
    something unusual was let pass.
    """

    household_id: int | None = None
    passage_id: int = 0
    meeting_id: int | None = None
    posting_id: int | None = None
    kind: str = text("步骤", required=True, longest=24)
    on: date = day("日期", required=True)
    result: Result = choice("结果", Result, default=Result.PASSED)
    back_to: str = text("退回到", default="", longest=24)
    reason: str = text("原因", default="", longest=400, width=20)
    person: str = text("经办", default="", longest=60)
    until: date | None = day("公示截止", default=None)
    facts: str = text("登记内容", default="")
    override: str = text("破例理由", default="", longest=200)
    remark: str = text("备注", default="", longest=400)
    withdrawn_on: date | None = day("撤回日期", default=None)
    withdrawn_reason: str = text("撤回原因", default="", longest=200)


@record("民主评议会")
class Meeting(Record):
    """One village's meeting; how it voted on each household stands in the households' steps."""

    road: RoadKind = choice("程序", RoadKind, required=True)
    village: str = text("行政村", required=True, longest=40)
    year: int = calendar_year("年度", required=True, width=6)
    on: date = day("日期", required=True)
    place: str = text("地点", default="", longest=80)
    chair: str = text("主持人", default="", longest=40)
    recorder: str = text("记录人", default="", longest=40)
    due: int = whole("应到人数", required=True, least=1, unit="人")
    present: int = whole("实到人数", required=True, least=0, unit="人")
    issued: int | None = whole("发出票", default=None, least=0, unit="张")
    returned: int | None = whole("收回票", default=None, least=0, unit="张")
    valid: int | None = whole("有效票", default=None, least=0, unit="张")
    override: str = text("破例理由", default="", longest=200)
    minutes: str = text("发言摘要", default="", longest=2000)
    remark: str = text("备注", default="", longest=400)


@record("规模与任务")
class Quota(Record):
    """What a village was given in a year: the size of identification, or the households that are to exit.

    ``rate`` is the 贫困发生率 in per cent that the size was reckoned from; ``reason`` is why it was exceeded.
    """

    road: RoadKind = choice("程序", RoadKind, required=True)
    year: int = calendar_year("年度", required=True, width=6)
    village: str = text("行政村", required=True, longest=40)
    rate: Decimal | None = decimal("发生率", default=None, least=0, most=100, unit="%")
    households: int | None = whole("户数", default=None, least=0, unit="户")
    people: int | None = whole("人数", default=None, least=0, unit="人")
    reason: str = text("超出理由", default="", longest=200)
    source: str = text("依据", default="", longest=200)


@record("阶段安排")
class Window(Record):
    """When a stage of a year's work is to be done. ``steps`` are keys of the road's steps, by commas."""

    road: RoadKind = choice("程序", RoadKind, required=True)
    year: int = calendar_year("年度", required=True, width=6)
    name: str = text("阶段", required=True, longest=40)
    steps: str = text("步骤", default="", longest=200)
    starts: date = day("开始日期", required=True)
    ends: date = day("截止日期", required=True)
    source: str = text("依据", default="", longest=200)


@record("程序参数")
class ProcedureNumber(Record):
    """A number of the procedures as this office has it, from a year on (0: always). See ``numbers.NUMBERS``."""

    key: str = text("参数", required=True, longest=60)
    year: int = whole("年度", default=0, width=6)
    value: str = text("值", required=True, longest=60)
    source: str = text("依据", default="", longest=200)
