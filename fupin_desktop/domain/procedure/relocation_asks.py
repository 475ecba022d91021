"""What the road of 易地扶贫搬迁 asks for: how a household moves, where it settles, what becomes of it (后续就业、低保、防返贫、防回流)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fupin_desktop.domain.fields import Code, Field
from fupin_desktop.domain.procedure.asks import (
    REASON,
    Ask,
    Case,
    Hindrance,
    add,
    choice_field,
    count_field,
    flag_field,
    text_field,
)
from fupin_desktop.domain.procedure.removal import looked_back, looking_fields
from fupin_desktop.domain.relocation import Relocation, Settling
from fupin_desktop.domain.values import show_money


class OldHouse(Code):
    """旧房处置方式"""

    CLEARED = "cleared", "拆除复垦", "拆旧复垦"
    GREENED = "greened", "拆除复绿"
    PARTED = "parted", "部分拆除"
    KEPT = "kept", "保留"


def _of(name: str) -> Field:
    """A field of the relocation, asked for with a step and told to the register."""
    return replace(Relocation.fields[name], required=False)


def _said(case: Case, name: str) -> object:
    """A fact of the step, else what the register has."""
    return case.facts.get(name) or (getattr(case.relocation, name) if case.relocation else None)


def _move_way(case: Case) -> Iterator[Hindrance]:
    if not _said(case, "way"):
        yield Hindrance("way", f"还没有填写搬迁方式，请选择；{REASON}", waivable=True)
    if case.facts.get("willing") is False:
        yield Hindrance("willing", "农户不愿搬迁的，结果应是不通过，不能确定搬迁方式，请改正")


def _settling(case: Case) -> Iterator[Hindrance]:
    way = _said(case, "settling")
    if not way:
        yield Hindrance("settling", f"还没有填写安置方式，请选择；{REASON}", waivable=True)
    if way is Settling.TOGETHER and not _said(case, "site"):
        yield Hindrance("site", f"集中安置的请写明安置点名称；{REASON}", waivable=True)


def _moving_in(case: Case) -> Iterator[Hindrance]:
    here = sum(1 for each in case.people if each.present(case.step.on))
    moved = case.facts.get("moved")
    if moved is not None and moved > here:
        yield Hindrance("moved", f"入住{moved}人多于家庭人口{here}人，请改正或先更正家庭成员")
    elif moved is not None and moved < here and not case.facts.get("note"):
        yield Hindrance("note", f"家庭人口{here}人只入住{moved}人，请在说明里写明其余的人在哪里")


def _old_house(case: Case) -> Iterator[Hindrance]:
    how = case.facts.get("how")
    if how is None and not (case.relocation and case.relocation.demolished):
        yield Hindrance("how", f"还没有填写旧房处置方式，请选择；{REASON}", waivable=True)
    if how in (OldHouse.KEPT, OldHouse.PARTED) and not case.facts.get("note"):
        yield Hindrance("note", f"旧房{how.label}的，请在说明里写明原因")


def _employment(case: Case) -> Iterator[Hindrance]:
    employed = case.facts.get("employed")
    if employed is None:
        yield Hindrance("employed", f"还没有填写就业人数，没有就业的填0；{REASON}", waivable=True)
    elif employed > case.able:
        yield Hindrance(
            "employed", f"就业{employed}人多于能劳动的{case.able}人，请核对劳动技能；{REASON}", waivable=True
        )
    elif not employed and case.able:
        yield Hindrance(
            "employed", f"能劳动的有{case.able}人，还没有一人就业，请落实至少1人；{REASON}", waivable=True
        )


def _support(case: Case) -> Iterator[Hindrance]:
    if case.income is None or case.line is None or case.income > case.line:
        return
    if not case.facts.get("allowance") and not case.facts.get("support"):
        yield Hindrance(
            "allowance",
            f"{case.income_year}年人均纯收入{show_money(case.income)}元，没有超过标准线{show_money(case.line)}元，"
            f"也没有低保兜底和后续措施，请落实；{REASON}",
            waivable=True,
        )


def _lookback(case: Case) -> Iterator[Hindrance]:
    gone = []
    if case.facts.get("living") is False:
        gone.append("没有实际入住")
    if case.facts.get("went_back"):
        gone.append("已回流到迁出地")
    yield from looked_back(case, *gone)


add(Ask("move_way", "搬迁方式", tuple(map(_of, ("way", "moved_from", "willing"))), _move_way))
add(Ask("settling", "安置", tuple(map(_of, ("settling", "site", "moved_to", "house_area"))), _settling))
add(
    Ask(
        "moving_in",
        "入住",
        (count_field("moved", "入住人数", unit="人"), _of("address"), text_field("note", "说明")),
        _moving_in,
    )
)
add(
    Ask(
        "old_house",
        "旧房处置",
        (choice_field("how", "处置方式", OldHouse), text_field("note", "说明")),
        _old_house,
    )
)
add(
    Ask(
        "employment",
        "后续就业",
        (count_field("employed", "就业人数", unit="人"), text_field("work", "就业去向")),
        _employment,
    )
)
add(
    Ask(
        "support",
        "低保和后续帮扶",
        (flag_field("allowance", "享受低保"), text_field("support", "后续帮扶措施", longest=400)),
        _support,
    )
)
add(
    Ask(
        "moved_lookback",
        "搬迁回头看",
        looking_fields(
            flag_field("living", "实际居住", required=True), flag_field("went_back", "回流到迁出地", required=True)
        ),
        _lookback,
    )
)  # fmt: skip
