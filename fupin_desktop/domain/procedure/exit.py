"""退出: what 入户核实 and 农户认可 of a household ask for, held against the standard item by item.

The standard is that of 中办发〔2016〕16号: 人均纯收入 steadily above the line, 不愁吃、不愁穿, and schooling, medical care and house
assured (with safe water, as 国开发〔2019〕15号 reads it); or 五有四保障, a township's own set. An office chooses by
``exit.standard``. What the office knows of each item is filled in; the clerk corrects what was found otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.assessment import FIVE_AND_FOUR, TWO_AND_THREE, Item, Judgement, Result
from fupin_desktop.domain.codes import STILL_POOR
from fupin_desktop.domain.fields import Code, Field
from fupin_desktop.domain.procedure.asks import (
    EVIDENCE,
    REASON,
    Ask,
    Case,
    Hindrance,
    add,
    choice_field,
    money_field,
    names,
    text_field,
)
from fupin_desktop.domain.procedure.records import Result as StepResult
from fupin_desktop.domain.values import show_money

LAW = "中办发〔2016〕16号"
CONSENT = "农户认可书"
"""What the signed paper is called (``Attachment.paper``)."""
_MAY_NOT_APPLY = frozenset({Item.SCHOOLING, Item.EDUCATION, Item.PENSION, Item.ALLOWANCE})


class Standard(Code):
    """退出标准"""

    TWO_THREE = "two_three", "两不愁三保障", "1"
    FIVE_FOUR = "five_four", "五有四保障", "2"

    @property
    def items(self) -> tuple[Item, ...]:
        return TWO_AND_THREE if self is Standard.TWO_THREE else FIVE_AND_FOUR


def evidence_of(item: Item) -> str:
    """The name of the field for what an item rests on."""
    return f"{item.value}{EVIDENCE}"


def _item_fields(item: Item) -> Iterator[Field]:
    yield choice_field(item.value, item.label, Result, width=6)
    yield text_field(evidence_of(item), f"{item.label}的依据")


def _fields() -> Iterator[Field]:
    yield text_field("verifiers", "核实人", required=True, longest=60)
    yield choice_field("standard", "退出标准", Standard, width=8)
    yield money_field("line", "标准线", width=10)
    yield money_field("per_head", "人均纯收入", width=10)
    yield text_field("per_head_evidence", "收入的依据")
    for item in (*TWO_AND_THREE, *FIVE_AND_FOUR):
        yield from _item_fields(item)


def standard_of(facts: Mapping[str, Any]) -> Standard:
    """The standard that a check goes by."""
    return facts.get("standard") or Standard.TWO_THREE


def asked_names(facts: Mapping[str, Any]) -> set[str]:
    """The fields that a form shows by the standard chosen; the other one's items are not asked for."""
    other = Standard.FIVE_FOUR if standard_of(facts) is Standard.TWO_THREE else Standard.TWO_THREE
    left = {name for item in other.items for name in (item.value, evidence_of(item))}
    return {each.name for each in _fields()} - left


def fill(case: Case) -> dict[str, Any]:
    """What the office's data say of each item, with the reason as evidence; of the income and its line.

    ``income_year`` is kept beside: the year that the income and the line are of.
    """
    said = case.facts
    chosen = case.number("exit.standard")
    standard = said.get("standard") or (Standard.FIVE_FOUR if chosen == 2 else Standard.TWO_THREE)
    found: dict[str, Any] = {"standard": standard, "line": case.line}
    if case.income is not None:
        found |= {"per_head": case.income, "income_year": case.income_year}
        if said.get("per_head", case.income) == case.income:
            found["per_head_evidence"] = f"{case.income_year}年收入核算"
    judged = {each.item: each for each in case.judged}
    for item in standard.items:
        known = judged.get(item)
        if known is None:
            continue
        found[item.value] = known.result
        if said.get(item.value, known.result) is known.result:
            found[evidence_of(item)] = _said(known)
    return found


def offered(case: Case) -> dict[str, Any]:
    """What is known of the items of both standards."""
    found: dict[str, Any] = {}
    for standard in Standard:
        found |= fill(replace(case, facts={**case.facts, "standard": standard}))
    return {name: value for name, value in found.items() if name != "standard"}


def _said(known: Judgement) -> str:
    return f"{known.reason}（{known.evidence}）" if known.evidence else known.reason


def _standard(case: Case) -> Iterator[Hindrance]:
    yield from verifier_hindrances(case, "exit.verifiers")
    facts, judged = case.facts, {each.item: each for each in case.judged}
    for item in standard_of(facts).items:
        yield from _item(case, item, judged.get(item))
    yield from _income(case)


def verifier_hindrances(case: Case, number: str) -> Iterator[Hindrance]:
    """Too few who came to verify; the least is a number of the office."""
    came, least = names(case.facts.get("verifiers", "")), case.number(number)
    if len(came) < least:
        yield Hindrance(
            "verifiers",
            f"{case.kind.label}至少{least}人（{case.source(number)}），现在只写了{len(came)}人，请补充核实人；{REASON}",
            waivable=True,
        )


def _item(case: Case, item: Item, known: Judgement | None) -> Iterator[Hindrance]:
    result = case.facts.get(item.value) or Result.UNKNOWN
    evidence = str(case.facts.get(evidence_of(item), "")).strip()
    because = f"：{evidence}" if evidence else ""
    match result:
        case Result.UNMET:
            yield Hindrance(
                item.value,
                f"“{item.label}”未达标{because}，不符合退出标准（{LAW}），结果应是不通过，请改正结果，或解决后重新核实",
            )
        case Result.UNKNOWN:
            yield Hindrance(
                item.value, f"“{item.label}”还没有核实{because}，请核实后登记；{REASON}", waivable=True
            )
        case Result.NONE if item not in _MAY_NOT_APPLY:
            yield Hindrance(item.value, f"“{item.label}”不能填不适用，请改成达标、未达标或未核实")
        case Result.MET if not evidence:
            yield Hindrance(
                evidence_of(item), f"还没有写“{item.label}”达标的依据，请填写；{REASON}", waivable=True
            )
    if result is Result.MET and known is not None and known.result is Result.UNMET:
        yield Hindrance(
            item.value,
            f"“{item.label}”填的是达标，但按本办数据未达标（{known.reason}），请先更正农户资料；{REASON}",
            waivable=True,
        )


def _income(case: Case) -> Iterator[Hindrance]:
    facts = case.facts
    income, line = facts.get("per_head"), facts.get("line")
    year = facts.get("income_year") or case.income_year
    if line is None:
        yield Hindrance("line", f"没有{year}年的标准线，请在“设置”里填写后再登记")
        return
    if case.line is not None and line != case.line:
        said = (
            f"标准线填的是{show_money(line)}元，本办{case.income_year}年的标准线是{show_money(case.line)}元"
        )
        yield Hindrance("line", f"{said}，请改正；{REASON}", waivable=True)
    if income is None:
        yield Hindrance("per_head", f"人均纯收入未知，还没有核实，请填写；{REASON}", waivable=True)
    elif not _above(case, income, line):
        yield Hindrance(
            "per_head",
            f"{year}年人均纯收入{show_money(income)}元没有超过标准线{show_money(line)}元（{LAW}），不符合退出标准，"
            "结果应是不通过，请改正结果或收入",
        )
    elif case.income is not None and income != case.income:
        yield Hindrance(
            "per_head",
            f"人均纯收入填的是{show_money(income)}元，本办数据是{show_money(case.income)}元，请先更正农户资料；{REASON}",
            waivable=True,
        )


def _above(case: Case, income: Decimal, line: Decimal) -> bool:
    """Unrounded where it is the office's own figure."""
    return (case.exact > line) if income == case.income and case.exact is not None else income > line


def _still_poor(case: Case) -> Iterator[Hindrance]:
    standing = case.standing
    if standing is None:
        yield Hindrance("kind", f"{_whose(case)}还没有纳入建档立卡，不能办理退出，请核对是不是这一户")
    elif standing.status not in STILL_POOR and "struck" not in case.done:
        label = standing.status.label if standing.status else "空"
        yield Hindrance("kind", f"{_whose(case)}的脱贫标志是“{label}”，不是未脱贫，不能办理退出，请核对户别")


def _whose(case: Case) -> str:
    return f"{case.passage.village}{case.household.head if case.household else ''}户"


def _consent(case: Case) -> Iterator[Hindrance]:
    signer = str(case.facts.get("signer", "")).strip()
    known = [each.name for each in case.people] + [each.guardian for each in case.people if each.guardian]
    if signer and case.step.result is StepResult.PASSED and signer not in known:
        yield Hindrance(
            "signer", f"签字人“{signer}”不是这户在册的成员或监护人，请核对；{REASON}", waivable=True
        )


def met(facts: Mapping[str, Any]) -> Sequence[tuple[Item, Result, str]]:
    """Item by item of the standard that was chosen: what was found, and on what it rests."""
    return [
        (item, facts.get(item.value) or Result.UNKNOWN, str(facts.get(evidence_of(item), "")))
        for item in standard_of(facts).items
    ]


ENTRY = add(Ask("still_poor", "未脱贫", (), _still_poor, always=True, entry=True))
STANDARD = add(Ask("standard", "退出标准", tuple(_fields()), _standard, fill=fill, shows=asked_names))
CONSENTED = add(
    Ask(
        "consent",
        "农户认可",
        (
            text_field("signer", "签字人", required=True, longest=60),
            text_field("relation", "与户主关系或委托情况", longest=60),
        ),
        _consent,
    )
)
