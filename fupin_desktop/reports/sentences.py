"""Figures as the sentences of an official report: 218户845人, 85.8%, 一是…；二是…, nothing that the data do not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.terms import numeral

GAP = re.compile(r"〔待补充(?:：([^〕]*))?〕")
DEMO = "（演示数据，与真实人户无关）"
"""Below the title of every paper of the invented township."""
_CENT = Decimal("0.01")
_WAN = 10_000


def gap(what: str) -> str:
    """〔待补充：…〕。 A sentence that the data do not say and nobody invents."""
    return f"〔待补充：{what}〕。"


def counted(count: Count) -> str:
    """218户845人."""
    return f"{count.households}户{count.people}人"


def share(part: int, whole: int, places: int = 1) -> str:
    """85.8%; a part of nothing has no share."""
    if not whole:
        return "—"
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


def money(amount: Decimal) -> str:
    """89.9万元; below 10,000 in 元. Official text has no separators."""
    return f"{plain(amount)}元" if abs(amount) < _WAN else f"{plain(wan(amount))}万元"


def wan(amount: Decimal) -> Decimal:
    """Yuan as 万元, to two decimals."""
    return (amount / _WAN).quantize(_CENT, ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """A number without noughts at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def numbered(parts: Iterable[str]) -> str:
    """一是…；二是…。 One alone stands without a number."""
    said = [part.rstrip("。；") for part in parts]
    if len(said) < 2:
        return "".join(f"{part}。" for part in said)
    return "；".join(f"{numeral(place)}是{part}" for place, part in enumerate(said, 1)) + "。"


def listed(parts: Sequence[tuple[str, int]], unit: str) -> str:
    """出生1人、婚入2人; what is nought is left out."""
    return "、".join(f"{name}{number}{unit}" for name, number in parts if number)
