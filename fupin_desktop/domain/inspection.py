"""督查: what the data show to be wrong household by household, who answers for it, and until when it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fupin_desktop.domain.doctor.rule import rules as known_rules
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.period import Month, Sender, Week, read_month, read_week
from fupin_desktop.domain.traces import Number

WRONG = (
    "A001", "A002", "A003", "A003a", "A004", "A007", "A008", "A009", "A011", "A011a", "A014", "A014a", "B025", "B027",
    "E062a", "E062b", "E069", "E069a", "F087",
)  # fmt: skip
"""Rules of the doctor that make 资料需更正: contradictions inside a household's papers, not what is blank or doubtful."""

DISCREET = frozenset({"B025"})
"""Rules whose title would tell of somebody's health: a list that is sent round says 成员登记事项 instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing to be mended. ``what`` names it in a village's summary (义务教育未达标), ``unit`` is what is counted (户, 项)."""

    village: str
    household_id: int
    head: str
    what: str
    said: str
    unit: str = "户"
    who: str = ""
    rank: int = 0  # the weightiest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What a 督查通报 says. ``looked`` counts the households that were gone through, by village in the office's order."""

    sender: Sender
    period: Week | Month
    on: date
    as_of: date
    until: date  # 整改时限
    looked: Mapping[str, Count]
    issues: tuple[Issue, ...]
    everywhere: frozenset[str] = frozenset()  # every village with somebody on the register
    numbers: Mapping[str, Number] = field(default_factory=dict)  # the register's figures (see domain.traces)

    def of(self, village: str) -> list[Issue]:
        return [each for each in self.issues if each.village == village]


def households(issues: Iterable[Issue]) -> int:
    """How many households have something to be mended."""
    return len({each.household_id for each in issues})


def tallied(issues: Iterable[Issue]) -> dict[str, tuple[int, str]]:
    """How often each thing was found, with its unit, the weightiest first."""
    found: dict[str, tuple[int, str]] = {}
    for each in sorted(issues, key=lambda each: each.rank):
        found[each.what] = (found.get(each.what, (0, ""))[0] + 1, each.unit)
    return found


def discreet(rules: Iterable[str]) -> str:
    """The titles of findings, 证件号码为空4处、空户; what tells of somebody's health is not named."""
    known = known_rules()
    titles = ["成员登记事项有矛盾" if rule in DISCREET else known[rule].title for rule in rules]
    counted = {title: titles.count(title) for title in dict.fromkeys(titles)}
    return "、".join(title if number == 1 else f"{title}{number}处" for title, number in counted.items())


def read_week_or_month(text: str) -> Week | Month:
    """2018W19 or 2018-05. Raises Trouble."""
    for read in (read_month, read_week):
        try:
            return read(text)
        except Trouble:
            continue
    raise Trouble(f"“{text}”不是周或月份，周督查请写成2018W19，月通报请写成2018-05")
