"""What the road of 风险消除 asks for: safety that lasts, and the 回头看 after it (of relocated households too).

Counties call a risk removed when the income has been above the 监测范围 for some months and nothing of 三保障 and water is
wanting; how many months and visitors are numbers, and a reason lets an exception pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fupin_desktop.domain.assessment import Item
from fupin_desktop.domain.assessment import Result as Verdict
from fupin_desktop.domain.codes import Risk
from fupin_desktop.domain.fields import Field
from fupin_desktop.domain.procedure.asks import (
    REASON,
    Ask,
    Case,
    Hindrance,
    add,
    choices_field,
    flag_field,
    money_field,
    text_field,
)
from fupin_desktop.domain.procedure.monitoring import months_between, visitors
from fupin_desktop.domain.values import show_day, show_money

GUARANTEES = {
    Item.SCHOOLING: "schooling", Item.MEDICAL: "medical", Item.HOUSE: "house", Item.WATER: "water",
}  # fmt: skip
"""三保障及饮水安全, and the fact of a 回头看 that says the same."""


def _monitored(case: Case) -> Iterator[Hindrance]:
    if case.episode is None or case.episode.identified_on is None:
        yield Hindrance(
            "kind", "这户没有正在监测的记录（没有识别监测时间），不用消除风险，请先核对“监测”里的记录"
        )


MONITORED = add(Ask("monitored", "正在监测", (), _monitored, entry=True))


def _guarantee_fields(*, required: bool = False) -> tuple[Field, ...]:
    return tuple(flag_field(name, item.label, required=required) for item, name in GUARANTEES.items())


def _safe(case: Case) -> Iterator[Hindrance]:
    yield from visitors(case, "removal.verifiers")
    episode = case.episode
    if episode is None or episode.identified_on is None:
        return
    months, least = months_between(episode.identified_on, case.step.on), case.number("removal.months")
    if months < least:
        yield Hindrance(
            "on",
            f"{show_day(episode.identified_on)}认定，到{show_day(case.step.on)}只有{months}个月，收入稳定应不少于{least}个月"
            f"（依据：{case.source('removal.months')}），请继续监测；{REASON}",
            waivable=True,
        )
    if episode.no_labour:
        yield Hindrance(
            "kind",
            f"这户是整户无劳动能力兜底保障户，暂不标注风险消除（依据：海南省监测指南），请继续监测；{REASON}",
            waivable=True,
        )
    yield from above_line(case)
    yield from _guaranteed(case)


def above_line(case: Case) -> Iterator[Hindrance]:
    """Per-head income that is not above the 监测范围 of its year; what was found on the spot goes before the survey."""
    typed: Decimal | None = case.facts.get("income")
    income, year = (typed if typed is not None else case.income), case.income_year or case.step.on.year
    if case.risk_line is None:
        yield Hindrance(
            "income",
            f"没有{year}年度的监测范围，无法比较收入，请在设置“标准线”里填写；{REASON}",
            waivable=True,
        )
    elif income is None:
        yield Hindrance("income", f"{year}年人均纯收入未知，请填写核实的人均纯收入；{REASON}", waivable=True)
    elif (income if typed is not None or case.exact is None else case.exact) <= case.risk_line:
        yield Hindrance(
            "income",
            f"{year}年人均纯收入{show_money(income)}元，没有超过当年监测范围{show_money(case.risk_line)}元，请继续监测；{REASON}",
            waivable=True,
        )


def _guaranteed(case: Case) -> Iterator[Hindrance]:
    """What the data say is wanting is mended first; what they do not say is answered on the spot."""
    for each in case.judged:
        if each.item not in GUARANTEES:
            continue
        seen = case.facts.get(GUARANTEES[each.item])
        if each.result is Verdict.UNMET:
            yield Hindrance(
                GUARANTEES[each.item],
                f"{each.item.label}未达标（{each.reason}），请先解决或更正档案；{REASON}",
                waivable=True,
            )
        elif seen is False:
            yield Hindrance(
                GUARANTEES[each.item], f"核实结果是{each.item.label}为否，请先解决；{REASON}", waivable=True
            )
        elif each.result is Verdict.UNKNOWN and seen is None:
            yield Hindrance(
                GUARANTEES[each.item],
                f"{each.item.label}还没有核实（{each.reason}），请入户核实后填写；{REASON}",
                waivable=True,
            )


SAFE = add(
    Ask(
        "safe",
        "风险消除核查",
        (
            text_field("visitors", "核实人", required=True),
            text_field("findings", "入户情况", required=True, longest=400),
            money_field("income", "核实的人均纯收入"),
            *_guarantee_fields(),
        ),
        _safe,
    )
)


# 回头看


def looking_fields(*more: Field) -> tuple[Field, ...]:
    """What every 回头看 asks, with what a road asks besides."""
    return (
        *more,
        *_guarantee_fields(required=True),
        money_field("income", "人均纯收入"),
        choices_field("risks", "新的风险（另起一次监测）", Risk),
        text_field("note", "说明", longest=400),
    )  # fmt: skip


def looked_back(case: Case, *wrong: str) -> Iterator[Hindrance]:
    """What a 回头看 found wanting and nobody has said what is done about it. ``wrong`` is what a road found besides."""
    labels = {name: item.label for item, name in GUARANTEES.items()}
    found = [*wrong, *(f"{labels[name]}为否" for name in labels if case.facts.get(name) is False)]
    income: Decimal | None = case.facts.get("income")
    if income is not None and case.risk_line is not None and income <= case.risk_line:
        found.append(f"人均纯收入{show_money(income)}元没有超过监测范围{show_money(case.risk_line)}元")
    if found and not case.facts.get("risks") and not case.facts.get("note"):
        yield Hindrance(
            "risks",
            f"回头看发现{'，'.join(found)}，请选新的风险（会另起一次监测），已经解决的请在说明里写明",
        )


LOOKBACK = add(Ask("lookback", "回头看", looking_fields(), looked_back))
