"""What the steps of 贫困户识别 register and check: application, survey, check-list, size.

Sources: 国开办发〔2014〕24号 and the township of seed 002. The check-list (四不列、红线) is local: what is ticked has to be
verified and never rejects a household by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fupin_desktop.domain.codes import STILL_POOR, Cause
from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.procedure.asks import (
    REASON,
    Ask,
    Case,
    Hindrance,
    add,
    choice_field,
    count_field,
    flag_field,
    money_field,
    names,
    text_field,
)
from fupin_desktop.domain.procedure.records import Result
from fupin_desktop.domain.values import show_day, show_money

CHECKLIST = (
    "有商品房或门面房", "有非生产性小汽车", "有财政供养人员", "有村“两委”主要干部", "有工商注册经营的企业", "有大型农机",
)  # fmt: skip
"""Conditions that many counties look at (四不列、红线, each in its own words); an office keeps its own list (``OfficeFacts.checklist``)."""

SAFE = {"housing": "住房安全", "schooling": "义务教育", "medical": "基本医疗"}


def _application(case: Case) -> Iterator[Hindrance]:
    known, standing = case.household, case.standing
    if known is not None and standing is not None and standing.status in STILL_POOR:
        yield Hindrance(
            "kind",
            f"{known.village}{known.head}户从{show_day(standing.since)}起已在册（{standing.status.label}），不用再申请；{REASON}",
            waivable=True,
        )
    here = sum(1 for each in case.people if each.present(case.step.on))
    said, labour = case.facts.get("people"), case.facts.get("labour")
    if said is not None and said != here:
        yield Hindrance(
            "people",
            f"申请书写的家庭人口是{said}人，档案里现有{here}人，请核对或先更正家庭成员；{REASON}",
            waivable=True,
        )
    if labour is not None and labour > (said if said is not None else here):
        yield Hindrance(
            "labour", f"劳动力{labour}人多于家庭人口{said if said is not None else here}人，请改正"
        )


def _fill_application(case: Case) -> dict[str, object]:
    """The people whom the register counts in the household."""
    return {"people": sum(1 for each in case.people if each.present(case.step.on))}


def _fill_survey(case: Case) -> dict[str, object]:
    """The office's own income, with its year."""
    if "income" in case.facts or case.income is None:
        return {}
    return {"income": case.income, "income_year": case.income_year}


def _survey(case: Case) -> Iterator[Hindrance]:
    people, least = names(str(case.facts.get("surveyors", ""))), case.number("survey.least")
    if len(people) < least:
        yield Hindrance(
            "surveyors",
            f"入户调查只有{len(people)}人，应不少于{least}人（依据：{case.source('survey.least')}），"
            f"请补上调查员；{REASON}",
            waivable=True,
        )
    yield from _income(case)
    lacking = [label for name, label in SAFE.items() if case.facts.get(name) is False]
    if lacking and not str(case.facts.get("findings", "")).strip():
        yield Hindrance("findings", f"{'、'.join(lacking)}没有保障，请在“情况说明”里写明")


def income_and_line(case: Case) -> tuple[Decimal | None, Decimal | None, int]:
    """The income per head that the survey found (else the office's), the line of its year, and that year.

    A survey that does not say its year is of the year before the work, as the register counts.
    """
    typed, lines = case.facts.get("income"), case.more.get("lines", {})
    if typed is None:
        return case.income, case.line, case.income_year
    year = case.facts.get("income_year") or case.passage.year - 1
    return typed, lines.get(year), year


def _income(case: Case) -> Iterator[Hindrance]:
    income, line, year = income_and_line(case)
    if income is None:
        yield Hindrance("income", f"还没有人均纯收入，请填写调查核算的数；{REASON}", waivable=True)
    elif line is None:
        yield Hindrance(
            "income_year",
            f"{year}年没有贫困标准，不能比较人均纯收入，请先在“设置”的“标准线”里填写；{REASON}",
            waivable=True,
        )
    elif income > line:
        yield Hindrance(
            "income",
            f"{year}年人均纯收入{show_money(income)}元，高于当年标准{show_money(line)}元，"
            f"应综合住房、教育、健康情况考虑；{REASON}",
            waivable=True,
        )


def ticked(said: str, conditions: Sequence[str]) -> tuple[list[str], list[str]]:
    """The conditions that a line means, each by its words or a plain part of them; and what means none or several."""
    found, unknown = [], []
    for part in names(said):
        fitting = [each for each in conditions if part == each] or [
            each for each in conditions if part in each
        ]
        if len(fitting) == 1:
            found.append(fitting[0])
        else:
            unknown.append(part)
    return found, unknown


def _checklist(case: Case) -> Iterator[Hindrance]:
    """Whatever came of the step: a condition is verified before it counts for anything."""
    if case.step.result in (Result.RETURNED, Result.DISPUTED):
        return
    conditions = case.more.get("checklist") or CHECKLIST
    found, unknown = ticked(str(case.facts.get("ticked", "")), conditions)
    for each in unknown:
        yield Hindrance("ticked", f"“{each}”不在需核实的情形里（有：{'、'.join(conditions)}），请改正")
    if found and not str(case.facts.get("verified", "")).strip():
        so = "才能作出结论" if case.step.result is Result.FAILED else "再登记"
        yield Hindrance(
            "verified", f"需核实：{'、'.join(found)}，这些情形不直接否决，请核实后填写“核实情况”{so}"
        )


def _quota_left(case: Case) -> Iterator[Hindrance]:
    quota = case.quota
    if quota is None or not case.number("quota.on"):
        return
    here = sum(1 for each in case.people if each.present(case.step.on))
    households, people = case.used
    over = []
    if quota.households is not None and households + 1 > quota.households:
        over.append(f"{households + 1 - quota.households}户")
    if quota.people is not None and people + here > quota.people:
        over.append(f"{people + here - quota.people}人")
    if over:
        size = "".join(
            f"{count}{unit}"
            for count, unit in ((quota.households, "户"), (quota.people, "人"))
            if count is not None
        )
        yield Hindrance(
            "kind",
            f"{quota.village}{quota.year}年识别规模{size}，已列入{households}户{people}人，"
            f"再列入这户{here}人就超出{''.join(over)}（依据：{quota.source or case.source('quota.key')}）；{REASON}",
            waivable=True,
        )


APPLICATION = add(Ask("application", "申请书", (
    count_field("people", "家庭人口", unit="人"), count_field("labour", "劳动力", required=True, unit="人"),
    money_field("told_income", "自报人均纯收入", least=None),
    choice_field("cause", "致贫原因", Cause, required=True, width=12),
    text_field("grounds", "申请理由"),
), _application, fill=_fill_application))  # fmt: skip
SURVEY = add(Ask("survey", "入户调查", (
    text_field("surveyors", "调查员", required=True), money_field("income", "人均纯收入", least=None),
    Field(name="income_year", label="收入年度", kind=Kind.YEAR, least=1990, most=2100, width=6),
    *(flag_field(name, f"{label}有保障", required=True) for name, label in SAFE.items()),
    text_field("findings", "情况说明", longest=400),
), _survey, fill=_fill_survey))  # fmt: skip
CHECKS = add(Ask("checklist", "四不列（红线）核对", (
    text_field("ticked", "需核实的情形"), text_field("verified", "核实情况", longest=400),
), _checklist, always=True))  # fmt: skip
QUOTA_LEFT = add(Ask("quota_left", "识别规模", (), _quota_left))
