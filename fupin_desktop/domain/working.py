"""What reports of work say beside the counted figures: a village's team, and how incomes went from one year to the next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """驻村工作队 of a village, as far as it is known."""

    village: str
    units: tuple[str, ...] = ()  # 派出单位
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """The units whose cadres answer for households of a village, and how many cadres as A岗 and B岗."""

    units: tuple[str, ...]
    first: int
    second: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeGrowth:
    """人均纯收入 of two years in yuan, weighted by people, of the households surveyed in both."""

    households: int = 0
    people: int = 0
    now: Decimal = Decimal(0)
    before: Decimal = Decimal(0)
    more: int = 0  # households whose income grew
    less: int = 0
