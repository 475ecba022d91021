"""Where each printed figure comes from: its name, what it counts, and how figures are made of others.

A key is ``figure:`` with a name (``poor.households``) and, where they matter, a code (``measures.all[industry]``), a
village (``@水村``) and a time (``~before``); or two such figures with a sign between them. What is counted stands in
``db.reporting`` and ``db.behind``; the numbers of a report are a mapping from ``Name.text`` to value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from fupin_desktop.domain.assessment import Item
from fupin_desktop.domain.codes import JoinReason, LeaveReason, SchoolLevel
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.fields import Code
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.plan import Batch, FundClass, MeasureKind

Number = int | Decimal
FIGURE = "figure:"
WHENS = {
    "": "",
    "before": "上期",
    "ago": "上年同期",
    "year": "年初以来",
    "m1": "第一个月",
    "m2": "第二个月",
    "m3": "第三个月",
}
"""The times a figure can be of besides the period itself."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one figure counts: its label and unit; ``codes`` is the list its ``[code]`` is of."""

    label: str
    unit: str
    codes: type[Code] | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """One figure: what is counted, of which code (empty: blank) and village (empty: all), and when."""

    name: str
    of: str | None = None
    village: str = ""
    when: str = ""

    @property
    def text(self) -> str:
        of = "" if self.of is None else f"[{self.of}]"
        village = f"@{self.village}" if self.village else ""
        return f"{self.name}{of}{village}{f'~{self.when}' if self.when else ''}"

    @property
    def label(self) -> str:
        """上期水村未脱贫户数."""
        counted = FIGURES[self.name]
        of = ""
        if self.of is not None:
            of = _code(counted.codes, self.of)
        return f"{WHENS[self.when]}{self.village}{of}{counted.label}"


def _code(codes: type[Code] | None, of: str) -> str:
    if codes is None:
        return of
    return codes.of(of).label if of else "未注明"


_SIGNS = (" - ", " %% ", " % ", " : ")
_NAME = re.compile(r"(?P<name>[a-z_.]+)(?:\[(?P<of>[^\]]*)\])?(?:@(?P<village>.+?))?(?:~(?P<when>\w+))?")


@dataclass(frozen=True, slots=True)
class Expression:
    """A figure, or what is made of two: their difference, a share of one in the other, or one in 万元."""

    left: Name
    sign: str = ""
    right: Name | None = None

    @property
    def names(self) -> tuple[Name, ...]:
        return (self.left,) if self.right is None else (self.left, self.right)

    @property
    def key(self) -> str:
        return (
            FIGURE
            + self.left.text
            + (f" {self.sign} {self.right.text if self.right else 'wan'}" if self.sign else "")
        )

    @property
    def label(self) -> str:
        left = self.left.label
        if self.right is None:
            return left
        return f"{left}与{self.right.label}之差" if self.sign == "-" else f"{left}占{self.right.label}的比例"

    @property
    def unit(self) -> str:
        unit = FIGURES[self.left.name].unit
        return "万元" if self.sign == ":" else "%" if self.sign.startswith("%") else unit

    def value(self, lookup: Callable[[Name], Number]) -> Number | None:
        """What it comes to; None is a share of nothing. ``lookup`` gives the number of a single figure."""
        left = lookup(self.left)
        if self.sign == ":":
            return _rounded(Decimal(left) / 10_000, 2)
        if self.right is None:
            return left
        right = lookup(self.right)
        if self.sign == "-":
            return left - right
        if not right:
            return None
        return _rounded(Decimal(left) * 100 / Decimal(right), 2 if self.sign == "%%" else 1)

    def at(self, village: str) -> Expression:
        """The same of one village."""
        right = None if self.right is None else replace(self.right, village=village)
        return replace(self, left=replace(self.left, village=village), right=right)


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def read(key: str) -> Expression:
    """A key as an expression, with or without ``figure:``. Raises Trouble for one that names no figure."""
    said = key.removeprefix(FIGURE)
    for sign in _SIGNS:
        left, found, right = said.partition(sign)
        if found:
            return Expression(_name(left), sign.strip(), None if sign == " : " else _name(right))
    return Expression(_name(said))


def _name(said: str) -> Name:
    found = _NAME.fullmatch(said)
    if found is None or found["name"] not in FIGURES or (found["when"] or "") not in WHENS:
        raise Trouble(f"没有名为“{said}”的统计数字，请从报表上的数字打开名单")
    return Name(found["name"], found["of"], found["village"] or "", found["when"] or "")


def _of_households(**labels: str) -> Mapping[str, Counted]:
    """Figures that come as 户 and 人."""
    return {
        f"{name}.{part}": Counted(f"{label}{noun}", unit)
        for name, label in labels.items()
        for part, noun, unit in (("households", "户数", "户"), ("people", "人数", "人"))
    }


FIGURES: Mapping[str, Counted] = {
    **_of_households(
        all="在册", poor="未脱贫", lifted="已脱贫", stable="稳定脱贫", returned="返贫", monitored="累计监测对象",
        at_risk="监测对象", allowance="享受低保", below_line="人均纯收入低于标准线", joined="新纳入", ended="销号",
        parted="分户", merged="并户",
        turned_lifted="脱贫", turned_returned="返贫", targeted="本年计划脱贫", target_met="本年计划脱贫、已脱贫",
    ),
    "villages.here": Counted("有在册户的村", "个"),
    "villages.key": Counted("重点村", "个"),
    "population": Counted("户籍人口", "人"),
    "monitored_now": Counted("新识别监测对象", "户"),
    "removed_now": Counted("风险消除", "户"),
    "came": Counted("自然增加人口", "人"),
    "came_by": Counted("自然增加人口", "人", JoinReason),
    "left": Counted("自然减少人口", "人"),
    "left_by": Counted("自然减少人口", "人", LeaveReason),
    "income_unknown": Counted("收入未填", "户"),
    "unsafe_houses": Counted("危房改造任务", "户"),
    "houses_started": Counted("危房改造已开工", "户"),
    "houses_finished": Counted("危房改造已竣工", "户"),
    "houses_moved_in": Counted("危房改造已入住", "户"),
    "stages_now": Counted("危房改造本期进度", "户", StageKind),
    "no_water": Counted("危房改造入住未通水", "户"),
    "no_power": Counted("危房改造入住未通电", "户"),
    "subsidy_planned": Counted("危房改造计划补助", "元"),
    "subsidy_paid": Counted("危房改造已拨付补助", "元"),
    "plans.households": Counted("制定帮扶计划", "户"),
    "plans.confirmed": Counted("户主已确认帮扶计划", "户"),
    "plans.without": Counted("未脱贫、没有帮扶计划", "户"),
    **{
        f"measures.{name}{by}": Counted(label, unit, codes)
        for by, codes in (("", None), ("_by_kind", MeasureKind), ("_by_batch", Batch))
        for name, label, unit in (
            ("all", "帮扶措施", "项"), ("households", "帮扶措施覆盖", "户"), ("done", "累计完成的帮扶措施", "项"),
            ("done_now", "本期完成的帮扶措施", "项"), ("late", "逾期未完成的帮扶措施", "项"),
            ("due_next", "下期到期的帮扶措施", "项"), ("money", "帮扶措施资金", "元"),
        )
    },
    "funds": Counted("资金", "元"),
    "funds_by": Counted("资金", "元"),
    "entries": Counted("帮扶措施进展记录", "次"),
    "entries.households": Counted("登记了帮扶措施进展", "户"),
    "pupils": Counted("在校学生", "人"),
    "insured": Counted("参加基本医疗保险", "人"),
    "uninsured": Counted("未参加基本医疗保险", "人"),
    "insured_unknown": Counted("基本医疗保险情况未填", "人"),
    "illness_insured": Counted("参加大病保险", "人"),
    "pension": Counted("参加基本养老保险", "人"),
    "destitute": Counted("特困供养", "人"),
    "working": Counted("外出务工", "人"),
    "working_far": Counted("县外务工", "人"),
    "posts": Counted("公益性岗位", "人"),
    "paired": Counted("落实帮扶责任人", "户"),
    "unpaired": Counted("没有帮扶责任人", "户"),
    "cadres": Counted("帮扶责任人", "人"),
    "posted": Counted("张贴公示公告", "份"),
    "unmet.poor": Counted("未达标的未脱贫户", "户", Item),
    "unmet.lifted": Counted("未达标的已脱贫户", "户", Item),
    "unverified": Counted("“两不愁三保障”有未核实项目", "户"),
    **_of_households(
        form_able_allowance="有劳动能力的低保", form_able_low="有劳动能力的低收入", form_unable_allowance="无劳动能力的低保",
        form_unable_low="无劳动能力的低收入",
    ),
    "form_died": Counted("有成员去世的", "户"),
    "form_crops": Counted("种植业帮扶", "户"),
    "form_livestock": Counted("养殖业帮扶", "户"),
    "form_founding": Counted("自主创业", "人"),
    "form_pupils": Counted("在校", "人", SchoolLevel),
    "form_used": Counted("已投入帮扶资金", "元"),
    "form_used_by": Counted("已投入帮扶资金", "元", FundClass),
    "form_used_unsorted": Counted("来源没有归类的已投入帮扶资金", "元"),
}  # fmt: skip
"""Every figure that reports print, by name."""
