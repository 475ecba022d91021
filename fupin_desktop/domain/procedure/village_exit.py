"""出列: the indicators that a 贫困村 is held against, with value, target, result and evidence of each.

中办发〔2016〕16号 asks for 贫困发生率 below 2 % (3 % in the west) and for infrastructure, public services, trades and collective
income to be weighed together: the rate must be met, of the others the office may decide with a reason. The targets of 鄂农队办发
〔2016〕1号 are the defaults; they are procedure numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from fupin_desktop.domain.assessment import Result
from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.procedure.asks import (
    EVIDENCE,
    REASON,
    Ask,
    Case,
    Hindrance,
    add,
    choice_field,
    text_field,
)
from fupin_desktop.domain.procedure.numbers import Numbers
from fupin_desktop.domain.values import show_day
from fupin_desktop.domain.village import VillageYear

LAW = "中办发〔2016〕16号"
TARGETS = "targets"
"""The fact that keeps the targets as they were on the day of the check."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is looked at. ``number`` is its target among the procedure numbers; "": it is there or it is not.

    ``below``: the value must be smaller than the target, else it must reach it.
    """

    key: str
    label: str
    number: str = ""
    unit: str = ""
    below: bool = False
    wanted: str = ""

    @property
    def evidence(self) -> str:
        """The name of the field for what it rests on."""
        return f"{self.key}{EVIDENCE}"

    def target(self, numbers: Numbers, year: int) -> Fraction | None:
        return numbers.number(self.number, year) if self.number else None

    def goal(self, target: Fraction | None) -> str:
        """低于2%, 不低于80%, 有标准化卫生室: the target as people read it."""
        if target is None:
            return self.wanted
        return f"{'低于' if self.below else '不低于'}{self.amount(Decimal(target.numerator) / target.denominator)}"

    def amount(self, value: Decimal) -> str:
        """80%, 50000元"""
        return f"{value.normalize():f}{self.unit}"

    def met(self, value: Fraction | Decimal, target: Fraction) -> bool:
        return value < target if self.below else value >= target


INDICATORS = (
    Indicator("rate", "贫困发生率", "village_exit.rate", "%", below=True),
    Indicator("roads", "通组路硬化率", "village_exit.road", "%"),
    Indicator("medical", "新农合参合率", "village_exit.medical", "%"),
    Indicator("income", "村集体经济年收入", "village_exit.income", "元"),
    Indicator("water", "安全饮水", wanted="安全饮水问题基本解决"),
    Indicator("houses", "住房安全", wanted="住房安全问题基本解决"),
    Indicator("power", "生产生活用电", wanted="生产生活用电全面解决"),
    Indicator("network", "广播电视和宽带", wanted="广播电视、宽带通到村组"),
    Indicator("culture", "综合文化室", wanted="有综合性文化活动室"),
    Indicator("clinic", "卫生室", wanted="有标准化卫生室"),
)
"""In the order in which they are checked. Goals of those without a number: 鄂农队办发〔2016〕1号."""


def _fields() -> Iterator[Field]:
    yield text_field("verifiers", "核查人", required=True, longest=60)
    for each in INDICATORS:
        if each.number:
            most = Decimal(100) if each.unit == "%" else None
            kind = Kind.MONEY if each.unit == "元" else Kind.DECIMAL
            yield Field(
                name=each.key, label=each.label, kind=kind, unit=each.unit, least=Decimal(0), most=most, width=8,
            )  # fmt: skip
        else:
            yield choice_field(each.key, each.label, Result, width=6)
        yield text_field(each.evidence, f"{each.label}的依据")


def poverty_rate(case: Case) -> tuple[Fraction, str] | None:
    """贫困发生率 in per cent, unrounded, with how it came about; None where the people of the village are not known."""
    people = (case.village.population if case.village else None) or (
        case.village_year.people if case.village_year else None
    )
    if case.poor_people is None or not people:
        return None
    said = f"未脱贫{case.poor_people}人÷户籍人口{people}人（{show_day(case.step.on)}）"
    return Fraction(case.poor_people * 100, people), said


def _rounded(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def fill(case: Case) -> dict[str, Any]:
    """What the office knows of a village: the rate from its own register, the rest from 行政村年度情况."""
    found: dict[str, Any] = {
        TARGETS: {
            each.key: case.numbers.said(each.number, case.year_of_work)[0]
            for each in INDICATORS
            if each.number
        }
    }
    rate = poverty_rate(case)
    if rate is not None:
        found["rate"] = _rounded(rate[0])
        if case.facts.get("rate", found["rate"]) == found["rate"]:
            found["rate_evidence"] = rate[1]
    found |= _surveyed(case.village_year) if case.village_year else {}
    said = case.facts
    return {
        name: value
        for name, value in found.items()
        if not name.endswith(EVIDENCE)
        or (key := name.removesuffix(EVIDENCE)) not in said
        or said[key] == found[key]
    }


def _surveyed(year: VillageYear) -> dict[str, Any]:
    """What the survey of a village says of its indicators."""
    found: dict[str, Any] = {}
    source = f"{year.year}年度行政村情况"
    if year.collective_income is not None:
        found |= {"income": year.collective_income, "income_evidence": source}
    for key, count, good in (
        ("water", year.no_safe_water, "未实现饮水安全{}户"), ("houses", year.unsafe_houses, "危房{}户"),
    ):  # fmt: skip
        if count is not None:
            found |= {
                key: Result.UNMET if count else Result.MET,
                f"{key}_evidence": f"{good.format(count)}（{source}）",
            }
    for key, count, good in (
        ("culture", year.culture_rooms, "文化（图书）室"),
        ("clinic", year.clinics, "卫生室"),
    ):
        if count is not None:
            found |= {
                key: Result.MET if count else Result.UNMET,
                f"{key}_evidence": f"{good}{count}个（{source}）",
            }
    return found


def _indicators(case: Case) -> Iterator[Hindrance]:
    for each in INDICATORS:
        evidence = str(case.facts.get(each.evidence, "")).strip()
        said = case.facts.get(each.key)
        if said is None or said is Result.UNKNOWN:
            yield Hindrance(each.key, f"“{each.label}”还没有核查，请核查后填写；{REASON}", waivable=True)
            continue
        yield from _numbered(case, each, said) if each.number else _plain(each, said, evidence)
        if not evidence:
            yield Hindrance(each.evidence, f"还没有写“{each.label}”的依据，请填写；{REASON}", waivable=True)


def _numbered(case: Case, each: Indicator, value: Decimal) -> Iterator[Hindrance]:
    target = each.target(case.numbers, case.year_of_work)
    assert target is not None
    own = poverty_rate(case) if each.key == "rate" else None
    exact: Fraction | Decimal = own[0] if own is not None and _rounded(own[0]) == value else value
    if each.met(exact, target):
        return
    source = case.source(each.number)
    said = f"{each.label}{each.amount(value)}，目标是{each.goal(target)}（{source}），未达标"
    if each.key == "rate":
        yield Hindrance(each.key, f"{said}，不能出列，结果应是不通过，请改正结果，或达标后重新核查")
    else:
        yield Hindrance(each.key, f"{said}，请达标后再登记；{REASON}", waivable=True)


def _plain(each: Indicator, result: Result, evidence: str) -> Iterator[Hindrance]:
    because = f"：{evidence}" if evidence else ""
    if result is Result.UNMET:
        yield Hindrance(
            each.key,
            f"“{each.label}”未达标{because}，目标是{each.wanted}，请达标后再登记；{REASON}",
            waivable=True,
        )
    elif result is Result.NONE:
        yield Hindrance(each.key, f"“{each.label}”不能填不适用，请改成达标、未达标或未核实")


def _key_village(case: Case) -> Iterator[Hindrance]:
    village = case.passage.village
    if case.village is not None and not case.village.key_village:
        yield Hindrance(
            "village", f"{village}不是重点村，一般不办理出列，请核对“设置”里的行政村；{REASON}", waivable=True
        )
    year = case.village_year
    if year is not None and year.listed_out and "announced" not in case.done:
        yield Hindrance("village", f"{village}在{year.year}年度已标注出列，请核对；{REASON}", waivable=True)


@dataclass(frozen=True, slots=True)
class Finding:
    """One indicator as it was found: what was wanted, what is, whether that will do, and on what it rests."""

    label: str
    goal: str
    value: str
    result: Result
    evidence: str


def findings(facts: Mapping[str, Any]) -> list[Finding]:
    """Indicator by indicator what a check found; ``facts`` are those of the step, with the targets of its day."""
    targets = facts.get(TARGETS) or {}
    return [_finding(each, facts, targets) for each in INDICATORS]


def _finding(each: Indicator, facts: Mapping[str, Any], targets: Mapping[str, str]) -> Finding:
    said, evidence = facts.get(each.key), str(facts.get(each.evidence, ""))
    target = Fraction(targets[each.key]) if each.key in targets else None
    if not each.number:
        result = said or Result.UNKNOWN
        return Finding(each.label, each.goal(None), "", result, evidence)
    if said is None or target is None:
        return Finding(each.label, each.goal(target), "", Result.UNKNOWN, evidence)
    result = Result.MET if each.met(said, target) else Result.UNMET
    return Finding(each.label, each.goal(target), each.amount(said), result, evidence)


ENTRY = add(Ask("key_village", "重点村", (), _key_village, always=True, entry=True))
INDICATORS_ASK = add(Ask("indicators", "出列指标", tuple(_fields()), _indicators, fill=fill))
