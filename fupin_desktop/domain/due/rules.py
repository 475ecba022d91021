"""Rules of what is due, as data: from which day they count, how many days, who acts, and who says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.fields import Code
from fupin_desktop.domain.holidays import NOTHING, DaysOff, is_day_off

if TYPE_CHECKING:
    from fupin_desktop.domain.due.records import DueSetting


class DueKind(Code):
    """催办种类"""

    REPORT = "report", "报表例会"
    NOTICE = "notice", "公示"
    STEP = "step", "程序"
    MEASURE = "measure", "措施"
    VISIT = "visit", "走访"
    FLAG = "flag", "提醒"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRule:
    """One rule. The last day is ``days`` after ``base`` (working days where ``working``); None: the base day itself.

    ``says`` words an item (``{what}``, ``{due}``, ``{base}``, ``{days}``). ``early``: an item shows only so many days before
    its last day, None from the beginning. ``ticked``: the clerk says when it is done, for no record tells.
    ``last_year``: off by itself in later years. ``number``: days and source are this number of the procedures, and changed
    there (see ``domain.procedure.numbers``), in ``unit``.
    """

    key: str
    kind: DueKind
    label: str
    base: str
    says: str
    days: int | None = None
    working: bool = False
    who: str = "责任人"
    source: str = "本办默认，可以改"
    on: bool = True
    early: int | None = None
    ticked: bool = False
    number: str = ""
    unit: str = "天"
    last_year: int | None = None

    def as_wanted(self, setting: DueSetting | None) -> DueRule:
        """The rule as the office has it."""
        if setting is None:
            return self
        return replace(
            self,
            on=setting.on,
            days=self.days if self.days is None or setting.days is None else setting.days,
            working=self.working if setting.working is None else setting.working,
            source=setting.source or self.source,
        )

    @property
    def days_words(self) -> str:
        """30天, 20个工作日, 6个月, 当天; nothing where the last day is known."""
        if self.days is None:
            return ""
        return f"{self.days}{'个工作日' if self.working else self.unit}" if self.days else "当天"


def last_day(rule: DueRule, own: DaysOff = NOTHING) -> Callable[[date], date]:
    """The last day for a base day. ``own``: days off that the office typed in."""
    days = rule.days or 0
    if not rule.working:
        return lambda base: base + timedelta(days=days)
    return lambda base: _working(base, days, own)


def _working(base: date, days: int, own: DaysOff) -> date:
    day = base
    while days:
        day += timedelta(days=1)
        days -= not is_day_off(day, own)
    return day


_K = DueKind
_PARTY = "乡镇党员精准扶贫实施方案二（二）：每月25日前上报"
_TEAM = "鄂农队办发〔2016〕1号：每半年书面报告，每年总结；哪天交由本办定"
_WEEKLY = "乡镇2018年脱贫攻坚工作计划六（一）：周督查、月通报"
_MEETING = "乡镇2018年脱贫攻坚工作计划六：每月1次专题会议、1次协调会议"

_REPORTS = (
    DueRule(key="report.monthly", kind=_K.REPORT, label="月报", base="月报日（在“设置→单位”里改）", days=0,
            who="本办", says="{what}月报，{due}前报出", source="本办定的月报日"),
    DueRule(key="report.quarterly", kind=_K.REPORT, label="季度汇总", base="季度结束", days=5, who="本办",
            says="{what}汇总，{due}前报出"),
    DueRule(key="report.halfyear", kind=_K.REPORT, label="工作队半年报告", base="半年结束", days=10, who="驻村工作队",
            says="{what}工作报告，{due}前报出", source=_TEAM),
    DueRule(key="report.annual", kind=_K.REPORT, label="年度总结", base="年度结束", days=10, who="本办",
            says="{what}度总结，{due}前报出", source=_TEAM),
    DueRule(key="report.project", kind=_K.REPORT, label="示范项目进度", base="上月末", days=25, who="第一书记", ticked=True, last_year=2020,
            says="{what}党员精准扶贫示范项目进度，{due}前上报", source=_PARTY),
    DueRule(key="report.inspection", kind=_K.REPORT, label="周督查", base="上周日", days=5, who="本办", ticked=True,
            says="{what}督查，{due}前完成", source=_WEEKLY),
    DueRule(key="report.bulletin", kind=_K.REPORT, label="月通报", base="月末", days=0, who="本办",
            says="{what}督查通报，{due}前印发", source=_WEEKLY),
    DueRule(key="report.meeting", kind=_K.REPORT, label="月专题会", base="月末", days=0, who="本办", ticked=True, on=False,
            says="{what}专题会议，听取各单位工作汇报", source=_MEETING),
    DueRule(key="report.coordination", kind=_K.REPORT, label="村协调会", base="月末", days=0, who="牵头单位", ticked=True,
            on=False, says="{what}协调会议", source=_MEETING),
    DueRule(key="report.sheet", kind=_K.REPORT, label="村级小表未收回", base="交表日期", days=0, who="村",
            says="{what}应在{due}前交回"),
)  # fmt: skip

_NOTICES = (
    DueRule(key="notice.post", kind=_K.NOTICE, label="公示待张贴", base="制作日期", days=3, who="村",
            says="“{what}”{base}制作，应在{due}前张贴并登记"),
    DueRule(key="notice.ends", kind=_K.NOTICE, label="公示期满", base="公示截止", who="村", says="“{what}”到{due}期满"),
    DueRule(key="notice.certify", kind=_K.NOTICE, label="无异议证明", base="公示截止", days=3, who="村",
            says="“{what}”{base}已期满，请登记无异议证明"),
    DueRule(key="notice.take_down", kind=_K.NOTICE, label="公示待撤下", base="公示截止", days=5, who="村",
            says="“{what}”{base}已期满，请撤下并登记"),
    DueRule(key="notice.objection", kind=_K.NOTICE, label="异议待答复", base="提出日期", days=7, who="调查人",
            says="公示异议“{what}”应在{due}前查清答复"),
)  # fmt: skip

_STEPS = (
    DueRule(key="step.next", kind=_K.STEP, label="程序的下一步", base="上一步（程序没有规定期限的）", days=30, who="按步骤",
            says="{what}，应在{due}前完成", source="程序各步的期限；没有规定的，本办默认"),
    DueRule(key="step.stage", kind=_K.STEP, label="年度阶段", base="阶段截止", early=10, who="各村",
            says="{what}阶段到{due}结束", source="年度阶段安排"),
    DueRule(key="step.identify", kind=_K.STEP, label="监测对象识别", base="发现日期", number="monitoring.whole", who="乡镇",
            says="{base}发现返贫致贫风险，应在{due}前完成识别"),
    DueRule(key="step.remove", kind=_K.STEP, label="评估能否消除风险", base="识别日期，每满", unit="个月", early=30, ticked=True,
            number="removal.months", says="监测到{due}又满{what}，请核实能否消除风险"),
    DueRule(key="step.look_back", kind=_K.STEP, label="风险消除后回头看", base="消除日期", early=30, ticked=True,
            number="removal.lookback", says="{base}消除风险，应在{due}前入户回头看"),
    DueRule(key="step.renovation", kind=_K.STEP, label="危房改造下一步", base="上一阶段（程序没有规定期限的）", days=30, who="按步骤",
            says="{what}，应在{due}前完成", source="程序各步的期限；没有规定的，本办默认"),
    DueRule(key="step.payment", kind=_K.STEP, label="补助发放公示", base="拨付日期", number="housing.payment_notice",
            who="乡镇", says="危房改造补助已拨付，应在{due}前公示发放结果"),
)  # fmt: skip

_MEASURES = (
    DueRule(key="measure.plan", kind=_K.MEASURE, label="没有帮扶计划", base="年初（其后纳入的，纳入日期）", days=90,
            says="还没有{what}帮扶计划"),
    DueRule(key="measure.confirm", kind=_K.MEASURE, label="户主未确认计划", base="制定日期", days=10,
            says="{what}帮扶计划还没有户主确认"),
    DueRule(key="measure.due", kind=_K.MEASURE, label="措施到期", base="完成时限", says="措施“{what}”应在{due}前完成",
            source="一户一策里的完成时限"),
    DueRule(key="measure.progress", kind=_K.MEASURE, label="措施没有进展", base="上次进展", days=90, early=0,
            says="措施“{what}”从{base}起没有登记进展"),
    DueRule(key="measure.monitored", kind=_K.MEASURE, label="监测对象帮扶措施", base="识别日期", number="monitoring.measures",
            says="{base}识别为{what}，应在{due}前落实帮扶措施"),
)  # fmt: skip

_OTHERS = (
    DueRule(key="visit.month", kind=_K.VISIT, label="本月未走访", base="月末", days=0, early=10,
            says="{what}还没有走访", source="帮扶责任人每月至少走访一次（本办默认）"),
    DueRule(key="visit.appeal", kind=_K.VISIT, label="诉求未办结", base="走访日期", days=30, says="诉求“{what}”还没有办结"),
    DueRule(key="visit.return", kind=_K.VISIT, label="约定的回访", base="回访日期", says="约定{due}回访：{what}",
            source="走访记录里的回访日期"),
    DueRule(key="flag.own", kind=_K.FLAG, label="提醒和旗标", base="截止日期", who="提醒的责任人", says="{what}",
            source="经办人自己定的"),
    DueRule(key="flag.unverified", kind=_K.FLAG, label="年度数据待核实", base="年初", days=90, who="村",
            says="{what}的年度数据是结转来的，还没有核实"),
    DueRule(key="flag.waiver", kind=_K.FLAG, label="情况属实将到期", base="有效期至", early=14, who="核实人",
            says="“{what}”记为情况属实，{due}到期", source="情况属实里的有效期"),
)  # fmt: skip

RULES: dict[str, DueRule] = {each.key: each for each in (*_REPORTS, *_NOTICES, *_STEPS, *_MEASURES, *_OTHERS)}
"""All rules by key, in the order of the list."""


def due_rule(key: str) -> DueRule:
    """The rule of a key. Raises Trouble for one that is not known."""
    if key in RULES:
        return RULES[key]
    raise Trouble(f"没有名为“{key}”的催办规则，可以用的有：{'、'.join(RULES)}")
