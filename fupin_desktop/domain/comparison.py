"""Compares a figure with that of the period before, in the words of an official report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fupin_desktop.domain.values import show_money

NOTHING_BEFORE = "上期无数据"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``change`` and ``percent`` are None where there was no period before, never 0."""

    change: int | Decimal | None
    percent: Decimal | None
    words: str

    @property
    def words_with_percent(self) -> str:
        """较上月增加3户，增长1.4%; the percentage only where it says something."""
        if not self.change or self.percent is None:
            return self.words
        return f"{self.words}，{'增长' if self.change > 0 else '下降'}{abs(self.percent)}%"


def compared(
    now: int | Decimal, before: int | Decimal | None, unit: str = "户", than: str = "上月"
) -> Comparison:
    """Say how a figure moved. ``than`` names the period before: 上月, 上季度, 上年."""
    if before is None:
        return Comparison(None, None, NOTHING_BEFORE)
    change: int | Decimal = now - before
    if change == 0:
        return Comparison(change, _percent(change, before), f"与{than}持平")
    word = "增加" if change > 0 else "减少"
    return Comparison(change, _percent(change, before), f"较{than}{word}{_shown(change)}{unit}")


def _percent(change: int | Decimal, before: int | Decimal) -> Decimal | None:
    if before <= 0:
        return None
    return (Decimal(change) * 100 / Decimal(before)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _shown(amount: int | Decimal) -> str:
    return show_money(abs(amount)) if isinstance(amount, Decimal) else str(abs(amount))
