"""退出核查表 and 农户认可书 of a household, and 出列指标核查表 of a village: item by item with evidence, to be signed.

The items are those of the standard (see ``domain.procedure.exit`` and ``village_exit``); the layout follows the 认定表 of the
sources (序号, 指标, 目标值, 认定). The words of the 认可书 are this program's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.assessment import Result
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.household import Household
from fupin_desktop.domain.notice import committee, government
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.procedure.asks import names
from fupin_desktop.domain.procedure.exit import LAW, met, standard_of
from fupin_desktop.domain.procedure.village_exit import Finding
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.reports.document import (
    Addressee,
    Block,
    Document,
    Kind,
    Note,
    Paragraph,
    Sign,
    Signs,
    Style,
)
from fupin_desktop.reports.forms.parts import (
    Column,
    Entry,
    day,
    entries,
    of,
    place,
    running,
    subtitle,
    table,
    yuan,
)

_TICK = "□达标　□未达标"
_CHOICE = "□符合{0}标准　□不符合{0}标准　原因："
_BLANK = "＿＿＿＿"
_VERIFIERS = 2


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of a household: the facts of the check (see ``domain.procedure.exit``), and how far its road is.

    ``blank``: the results are left to be ticked on the visit. ``on`` None: it was not verified yet.
    """

    year: int
    label: str  # 贫困户退出
    facts: Mapping[str, Any]
    today: date
    on: date | None = None
    voted_on: date | None = None
    agreed_on: date | None = None
    signer: str = ""
    relation: str = ""
    blank: bool = False

    @property
    def verifiers(self) -> tuple[str, ...]:
        return names(str(self.facts.get("verifiers", "")))

    @property
    def line(self) -> Decimal | None:
        return self.facts.get("line")

    @property
    def per_head(self) -> Decimal | None:
        return None if self.blank else self.facts.get("per_head")

    @property
    def passes(self) -> bool:
        """Everything met, and the income above the line."""
        if self.line is None or self.per_head is None or self.per_head <= self.line:
            return False
        return all(result in (Result.MET, Result.NONE) for _, result, _ in met(self.facts))


def build_check(dossier: Dossier, check: Check, sender: Sender) -> Document:
    """核查表: a page a household."""
    blocks: list[Block] = [
        entries([*_family(dossier, check), *_income(check)], 3, label=7.5, content=9),
        table(_item_columns(check), list(_items(check)), least=1.3),
        entries([Entry("核查意见", _opinion(check), least=2.5)], 1, label=6, content=40),
        Signs(list(_signs(check)), across=3),
    ]
    return Document(
        f"{check.year}年{check.label}核查表", blocks, Style.TABLE, subtitle=subtitle(sender), author=sender.unit,
        running=running(dossier),
    )  # fmt: skip


def _family(dossier: Dossier, check: Check) -> Iterator[Entry]:
    yield Entry("户主姓名", dossier.head)
    yield of(dossier.household, Household, "number")
    yield Entry("村、组", place(dossier))
    yield Entry("家庭人口", f"{len(dossier.people)}人")
    yield of(dossier.household, Household, "registered_on", label="纳入日期")
    yield of(dossier.household, Household, "cause")
    yield Entry("民主评议", day(check.voted_on))
    yield Entry("入户核实", day(check.on))
    yield Entry("核实人", "、".join(check.verifiers))
    yield Entry("帮扶责任人", "、".join(dict.fromkeys(cadre.name for _, cadre in dossier.helpers)), 3)


def _income(check: Check) -> Iterator[Entry]:
    year = check.facts.get("income_year")
    yield Entry("收入年度", f"{year}年" if year else "")
    yield Entry("人均纯收入（元）", yuan(check.per_head))
    yield Entry("标准线（元）", yuan(check.line))
    side = "□是　□否"
    if check.per_head is not None and check.line is not None:
        side = "是" if check.per_head > check.line else "否"
    yield Entry("是否超过", side)
    yield Entry("依据", "" if check.blank else str(check.facts.get("per_head_evidence", "")), 2)


def _item_columns(check: Check) -> list[Column]:
    standard = standard_of(check.facts).label
    return [
        Column("序号", 3),
        Column(standard, 9, Kind.TEXT),
        Column("结果", 8),
        Column("依据", 28, Kind.TEXT),
    ]


def _items(check: Check) -> Iterator[list[str]]:
    for number, (item, result, evidence) in enumerate(met(check.facts), 1):
        known = not check.blank and result is not Result.UNKNOWN
        yield [
            str(number),
            item.label.removesuffix("（四保障）"),
            result.label if known else _TICK,
            "" if check.blank else evidence,
        ]


def _opinion(check: Check) -> str:
    if check.blank or check.on is None or not check.passes:
        return _CHOICE.format("退出")
    return f"{day(check.on)}入户核实，人均纯收入超过标准线，各项均已达标，符合退出标准（{LAW}）。"


def _signs(check: Check) -> Iterator[Sign]:
    for _ in range(max(_VERIFIERS, len(check.verifiers))):
        yield Sign("核实人（签字）")
    yield Sign("村“两委”（签字）")
    yield Sign("驻村工作队（签字）")
    yield Sign("户主（签字、按手印）")


def build_consent(dossier: Dossier, check: Check, sender: Sender) -> Document:
    """认可书: what was found, and that the household agrees, in its own name."""
    blocks: list[Block] = [
        Addressee(committee(dossier.household.village)),
        Paragraph(
            f"我家住{place(dossier)}，户主{dossier.head}，家庭人口{len(dossier.people)}人。{_found(check)}"
        ),
        Paragraph(_agreed(check)),
        entries(
            [
                Entry("签字人", check.signer, least=1.6),
                Entry("与户主关系", check.relation, least=1.6),
            ],
            2, label=6, content=10,
        ),
        Signs(
            [
                Sign("签字人（按手印）"),
                Sign("核实人（签字）"),
                Sign("村“两委”（签字）"),
                Sign("驻村工作队（签字）"),
            ],
            across=2,
        ),
        Note("本书一式三份，农户、村、乡镇各存一份。"),
    ]  # fmt: skip
    return Document(
        f"{check.year}年{check.label}农户认可书", blocks, Style.NOTICE, subtitle=subtitle(sender), author=sender.unit,
    )  # fmt: skip


def _found(check: Check) -> str:
    when = f"{day(check.on)}，" if check.on else ""
    year = check.facts.get("income_year") or check.year
    income, line = yuan(check.per_head) or _BLANK, yuan(check.line) or _BLANK
    good = [item.label for item, result, _ in met(check.facts) if result is Result.MET and not check.blank]
    items = f"；{'、'.join(good)}" if good else ""
    return f"{when}村“两委”和驻村工作队到我家核实：{year}年人均纯收入{income}元，标准线{line}元{items}。"


def _agreed(check: Check) -> str:
    policy = "" if monitoring(check.today) else f"知道退出后在脱贫攻坚期内原有扶贫政策保持不变（{LAW}），"
    return f"以上情况属实，我家对核实的情况和结果没有异议，{policy}同意{check.year}年退出。"


_INDICATORS = (
    Column("序号", 3), Column("指标", 9, Kind.TEXT), Column("目标", 11, Kind.TEXT), Column("核查情况", 8),
    Column("结果", 8), Column("依据", 16, Kind.TEXT),
)  # fmt: skip


def build_village(
    village: str, year: int, label: str, findings: Sequence[Finding], came: Sequence[str], sender: Sender, *, blank: bool
) -> Document:  # fmt: skip
    """出列指标核查表 of a village."""
    rows = [
        [
            str(number), each.label, each.goal, "" if blank else each.value,
            each.result.label if not blank and each.result is not Result.UNKNOWN else _TICK, "" if blank else each.evidence,
        ]
        for number, each in enumerate(findings, 1)
    ]  # fmt: skip
    signs = [Sign("核查人（签字）") for _ in range(max(_VERIFIERS, len(came)))]
    signs += [
        Sign(f"{committee(village)}（盖章）"), Sign("驻村工作队（签字）"), Sign(f"{government(sender.township)}（盖章）"),
    ]  # fmt: skip
    blocks: list[Block] = [
        table(_INDICATORS, rows, least=1.5),
        entries(
            [
                Entry("核查人", "" if blank else "、".join(came)),
                Entry("核查意见", _CHOICE.format("出列"), least=2.5),
            ],
            1,
            label=6,
            content=40,
        ),
        Signs(signs, across=2),
        Note("贫困发生率按本办登记的未脱贫人口除以户籍人口计算。"),
    ]
    return Document(
        f"{village}{year}年{label}指标核查表",
        blocks,
        Style.TABLE,
        subtitle=subtitle(sender),
        author=sender.unit,
    )
