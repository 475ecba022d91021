"""The numbers of the procedures: days, quorums, shares, sizes. Each has a source; an office changes them by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.holidays import is_day_off
from fupin_desktop.domain.procedure.records import ProcedureNumber

OURS = "本办自定"
_SEED = "临涧镇农村扶贫开发精准识别工作实施方案"
_LAW = "村民委员会组织法第二十六条"
_ANHUI = "来安县、凤阳县农村危房改造补助标准（各县不同，请按本县改）"
_GUIDE = "健全防止返贫动态监测和帮扶机制工作指南（试行）"


@dataclass(frozen=True, slots=True)
class Number:
    """One number as everybody begins with it. ``unit`` 天 may be 工作日 instead; ``later`` gives other values from a year on."""

    key: str
    label: str
    value: str
    unit: str
    source: str
    later: tuple[tuple[int, str], ...] = ()


_ALL = (
    Number("village.large", "按大村计的人口（含本数）", "1000", "人", _SEED),
    Number("team.least", "入户调查组最少人数", "2", "人", _SEED),
    Number("team.most", "入户调查组最多人数", "5", "人", _SEED),
    Number("team.large", "大村入户调查组最少人数", "3", "人", _SEED),
    Number("assembly.few", "小村评议代表最少人数", "20", "人", _SEED),
    Number("assembly.many", "大村评议代表最少人数", "30", "人", _SEED),
    Number("assembly.quorum", "到会代表占全体代表的最低比例", "2/3", "", _LAW),
    Number("assembly.share", "通过须超过到会人数的比例", "1/2", "", _LAW),
    Number("quota.on", "识别规模控制（1启用，0停用）", "1", "", "国开办发〔2014〕24号规模分解；此后年度默认停用，本办可改",
           ((2016, "0"),)),
    Number("quota.key", "重点村平均识别发生率", "50", "%", _SEED),
    Number("quota.other", "非重点村平均识别发生率", "5", "%", _SEED),
    Number("identification.survey", "申请后入户调查", "7", "天", _SEED),
    Number("survey.least", "入户调查最少人数", "2", "人", "入户调查表由两名调查员签名（通行做法，待核）"),
    Number("identification.list", "调查后形成初选名单", "3", "天", OURS),
    Number("identification.assembly", "初选后民主评议", "2", "天", _SEED),
    Number("identification.review", "第一次公示期满后乡镇审核", "5", "天", OURS),
    Number("identification.sample", "乡镇审核抽查比例", "20", "%", "转载的县级做法（待核）"),
    Number("identification.county", "第二次公示期满后县级复审", "10", "天", OURS),
    Number("identification.county_sample", "县级复审抽查比例", "10", "%", "转载的县级做法（待核）"),
    Number("identification.pair", "公告后结对帮扶", "30", "天", OURS),
    Number("identification.plan", "结对后制定帮扶计划", "30", "天", OURS),
    Number("identification.booklet", "计划后填写扶贫手册", "30", "天", OURS),
    Number("notice.after", "上一步后张贴公示", "3", "天", OURS),
    Number("exit.standard", "退出核查标准（1两不愁三保障，2五有四保障）", "1", "", "中办发〔2016〕16号；五有四保障为当地标准"),
    Number("exit.verify", "评议后入户核实", "7", "天", OURS),
    Number("exit.verifiers", "入户核实最少人数", "2", "人", OURS),
    Number("exit.consent", "核实后农户认可", "3", "天", OURS),
    Number("exit.strike", "公告后销号", "10", "天", OURS),
    Number("village_exit.verify", "申请后指标核查", "15", "天", OURS),
    Number("village_exit.rate", "出列村贫困发生率上限", "2", "%", "中办发〔2016〕16号，西部地区为3%"),
    Number("village_exit.road", "通组路硬化率", "80", "%", "鄂农队办发〔2016〕1号"),
    Number("village_exit.medical", "新农合参合率", "98", "%", "鄂农队办发〔2016〕1号"),
    Number("village_exit.income", "村集体经济年收入", "50000", "元", "鄂农队办发〔2016〕1号"),
    Number("monitoring.verify", "线索入户核实", "3", "天", "转载的县级做法（待核）"),
    Number("monitoring.verifiers", "入户核实最少人数", "2", "人", "转载的县级做法（待核）"),
    Number("monitoring.authorise", "核实后签订承诺授权书", "2", "天", OURS),
    Number("monitoring.compare", "部门信息比对", "5", "天", "转载的县级做法（待核）"),
    Number("monitoring.whole", "从线索到录入", "15", "天", _GUIDE),
    Number("monitoring.enter", "公告后录入系统", "2", "天", OURS),
    Number("monitoring.measures", "认定后落实帮扶措施", "10", "天", f"{_GUIDE}（待核）"),
    Number("monitoring.returned", "返贫率控制线", "3.5", "%", "临涧镇扶贫个人工作计划"),
    Number("removal.months", "收入超过监测范围的最少月数", "6", "个月", "枞阳县风险消除条件"),
    Number("removal.verifiers", "入户核实最少人数", "2", "人", "枞阳县风险消除程序"),
    Number("removal.lookback", "消除后回头看", "180", "天", OURS),
    Number("housing.accept", "竣工后验收", "30", "天", OURS),
    Number("housing.move_in", "验收后入住", "30", "天", OURS),
    Number("housing.pay", "验收后拨付", "30", "天", OURS),
    Number("housing.payment_notice", "拨付后发放公示", "20工作日", "天", "农村危房改造政务公开标准目录"),
    Number("housing.archive", "发放公示期满后归档", "30", "天", OURS),
    Number("housing.small", "1至3人户住房面积上限", "60", "平方米", "会东县农村危房改造规定"),
    Number("housing.each", "3人以上户人均住房面积上限", "18", "平方米", "会东县农村危房改造规定"),
    Number("housing.subsidy.rebuild.first", "拆除重建补助（低保、特困、残疾）", "20000", "元", _ANHUI),
    Number("housing.subsidy.rebuild.other", "拆除重建补助（其他对象）", "10000", "元", _ANHUI),
    Number("housing.subsidy.repair.first", "修缮加固补助（低保、特困、残疾）", "6000", "元", _ANHUI),
    Number("housing.subsidy.repair.other", "修缮加固补助（其他对象）", "4000", "元", _ANHUI),
    Number("relocation.old_house", "入住后旧房处置", "365", "天", OURS),
    Number("relocation.employ", "入住后落实就业", "90", "天", OURS),
    Number("relocation.support", "入住后落实低保和后续帮扶", "90", "天", OURS),
    Number("relocation.lookback", "入住后回头看", "180", "天", OURS),
)  # fmt: skip
NUMBERS: Mapping[str, Number] = {each.key: each for each in _ALL}
"""What every office begins with, by key."""

WORKING = "工作日"


@dataclass(frozen=True, slots=True)
class Days:
    """A length in days; ``working``: of working days."""

    count: int
    working: bool = False

    def after(self, day: date) -> date:
        """The day so many days later; the day itself is not counted."""
        if not self.working:
            return day + timedelta(days=self.count)
        for _ in range(self.count):
            day += timedelta(days=1)
            while is_day_off(day):
                day += timedelta(days=1)
        return day

    @property
    def words(self) -> str:
        """10天, 20个工作日"""
        return f"{self.count}个工作日" if self.working else f"{self.count}天"


class Numbers:
    """The numbers of one office. What it has not decided is as in ``NUMBERS``."""

    def __init__(self, kept: Sequence[ProcedureNumber] = ()) -> None:
        self._kept: dict[str, list[ProcedureNumber]] = {}
        for each in sorted(kept, key=lambda each: each.year):
            self._kept.setdefault(each.key, []).append(each)

    def said(self, key: str, year: int) -> tuple[str, str]:
        """A number as it is written, and its source. Raises KeyError."""
        own = [each for each in self._kept.get(key, ()) if each.year <= year]
        number = NUMBERS[key]
        if own:
            return own[-1].value, own[-1].source or OURS
        later = [value for since, value in number.later if since <= year]
        return (later[-1] if later else number.value), number.source

    def number(self, key: str, year: int) -> Fraction:
        """A number exactly: 2/3, 98, 3.5."""
        return Fraction(self.said(key, year)[0].removesuffix(WORKING))

    def whole(self, key: str, year: int) -> int:
        return int(self.number(key, year))

    def by_size(self, population: int | None, few: str, many: str, year: int) -> tuple[int, str]:
        """One of two numbers by the people of a village, and why; a village of exactly so many counts as large."""
        large = self.whole("village.large", year)
        if population is not None and population >= large:
            return self.whole(many, year), f"{population}人，{large}人及以上的村"
        said = f"{population}人，" if population is not None else "户籍人口未填，按"
        return self.whole(few, year), f"{said}{large}人以下的村"

    def days(self, key: str, year: int) -> Days:
        said = self.said(key, year)[0]
        return Days(int(Fraction(said.removesuffix(WORKING))), said.endswith(WORKING))

    def source(self, key: str, year: int) -> str:
        return self.said(key, year)[1]


def number_problems(number: ProcedureNumber) -> Iterator[Problem]:
    """What keeps a number of an office from being kept."""
    known = NUMBERS.get(number.key)
    if known is None:
        yield Problem("key", f"没有名为“{number.key}”的程序参数，请从列表中选择")
        return
    said = number.value.strip()
    plain = said.removesuffix(WORKING) if known.unit == "天" else said
    try:
        value = Fraction(plain)
    except (ValueError, ZeroDivisionError):
        yield Problem("value", f"{known.label}应写成数字（如{known.value}），现在是“{number.value}”，请改正")
        return
    if value < 0:
        yield Problem("value", f"{known.label}不能小于0，现在是{number.value}，请改正")
    if known.unit in ("天", "人") and value.denominator != 1:
        yield Problem("value", f"{known.label}应是整数，现在是{number.value}，请改正")
    if known.unit == "" and "/" in known.value and value > 1:
        yield Problem("value", f"{known.label}不能大于1，现在是{number.value}，请改正")


def checked(number: ProcedureNumber) -> ProcedureNumber:
    """A number that may be kept. Raises Refused."""
    if wrong := list(number_problems(number)):
        raise Refused(wrong)
    return number
