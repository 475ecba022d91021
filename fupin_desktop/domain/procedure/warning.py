"""返贫预警 from the office's own data: what has become worse in a household since its last survey, in words.

A warning decides nothing. It is made a clue (and is then verified on the spot) or set aside with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fupin_desktop.domain.codes import Grade, Health, Risk
from fupin_desktop.domain.fields import Code
from fupin_desktop.domain.household import HouseholdYear, Person, PersonYear
from fupin_desktop.domain.income import UNKNOWN, Income, above
from fupin_desktop.domain.values import show_money


class WarningKind(Code):
    """预警种类"""

    LOW = "low", "收入低于标准"
    FELL = "fell", "收入下降一半以上"
    ILLNESS = "illness", "新患大病"
    HOUSE = "house", "住房变为危房"
    DROPOUT = "dropout", "义务教育阶段失学"
    WATER = "water", "饮水不安全"


RISKS = {
    WarningKind.ILLNESS: Risk.ILLNESS,
    WarningKind.HOUSE: Risk.HOUSE,
    WarningKind.DROPOUT: Risk.SCHOOLING,
    WarningKind.WATER: Risk.WATER,
}
"""The risk that a warning speaks of; a low income alone does not say from what."""
_UNSAFE = (Grade.C, Grade.D)
Member = tuple[Person, PersonYear | None, PersonYear | None]
"""A member with the newest survey and the one of the year before."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One sign, of the survey of a year."""

    kind: WarningKind
    year: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Two surveys of a household. ``line`` is yuan a head of ``line_year``, the poverty line or the 监测范围 as ``line_name`` says."""

    now: HouseholdYear
    before: HouseholdYear | None = None
    income: Income = UNKNOWN
    income_before: Income = UNKNOWN
    members: Sequence[Member] = ()
    line: Decimal | None = None
    line_year: int = 0
    line_name: str = ""
    house_done: bool = False  # its house was renovated and accepted


def warnings(seen: Seen, on: date) -> Iterator[Alarm]:
    """Every sign in a household, the gravest kind first."""
    yield from _income(seen)
    yield from _people(seen, on)
    yield from _home(seen)


def _income(seen: Seen) -> Iterator[Alarm]:
    year = seen.now.year
    if seen.income.value is not None and seen.line is not None and above(seen.income, seen.line) == -1:
        of = f"{seen.line_year}年" if seen.line_year != year else ""
        yield Alarm(
            WarningKind.LOW, year,
            f"{year}年人均纯收入{show_money(seen.income.value)}元，低于{of}{seen.line_name}{show_money(seen.line)}元",
        )  # fmt: skip
    now, before = seen.income.exact, seen.income_before.exact
    if now is not None and before is not None and before > 0 and now * 2 <= before:
        share = int((1 - Fraction(now) / before) * 100)
        assert seen.before is not None
        assert seen.income.value is not None
        assert seen.income_before.value is not None
        yield Alarm(
            WarningKind.FELL, year,
            f"人均纯收入由{seen.before.year}年{show_money(seen.income_before.value)}元降到{year}年"
            f"{show_money(seen.income.value)}元，下降{share}%",
        )  # fmt: skip


def _people(seen: Seen, on: date) -> Iterator[Alarm]:
    for person, now, before in seen.members:
        if now is None or not person.present(on):
            continue
        if Health.SEVERE in now.health and before is not None and Health.SEVERE not in before.health:
            yield Alarm(WarningKind.ILLNESS, now.year, f"{person.name}{now.year}年新患大病")
        if now.dropout is not None:
            yield Alarm(
                WarningKind.DROPOUT, now.year, f"{person.name}义务教育阶段没有上学（{now.dropout.label}）"
            )


def _unsafe(year: HouseholdYear) -> bool:
    return bool(year.unsafe) or (year.unsafe is None and year.house_grade in _UNSAFE)


def _home(seen: Seen) -> Iterator[Alarm]:
    now, before = seen.now, seen.before
    if _unsafe(now) and before is not None and not _unsafe(before) and not seen.house_done:
        grade = f"（{now.house_grade.label}）" if now.house_grade else ""
        yield Alarm(WarningKind.HOUSE, now.year, f"{before.year}年住房安全，{now.year}年为危房{grade}")
    if now.water_safe is False or now.water_hard:
        said = "饮水不安全" if now.water_safe is False else "饮水困难"
        yield Alarm(WarningKind.WATER, now.year, f"{now.year}年{said}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRate:
    """返贫率 on a day. Pairs are households and people.

    ``lifted`` ever left poverty; ``returned`` of them stand as 返贫 or are on the register as poor again; ``monitored`` of
    them are 监测对象. ``limit`` is per cent.
    """

    lifted: tuple[int, int]
    returned: tuple[int, int]
    monitored: tuple[int, int]
    limit: Fraction
    source: str

    @property
    def percent(self) -> Fraction:
        """By people; 0 where nobody was lifted."""
        return Fraction(100 * self.returned[1], self.lifted[1]) if self.lifted[1] else Fraction(0)

    @property
    def over(self) -> bool:
        return self.percent > self.limit

    @property
    def words(self) -> str:
        """The rate with how it is reckoned."""
        if not self.lifted[1]:
            return "还没有脱贫人口，不计算返贫率"
        side = "超过" if self.over else "未超过"
        said = (
            f"返贫率{float(self.percent):.2f}%＝返贫或重新识别{self.returned[0]}户{self.returned[1]}人÷"
            f"累计脱贫{self.lifted[0]}户{self.lifted[1]}人，{side}控制线{float(self.limit):g}%（依据：{self.source}）"
        )
        return f"{said}；脱贫人口中另有监测对象{self.monitored[0]}户{self.monitored[1]}人，不算返贫"
