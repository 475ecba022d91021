"""识别准备 of a village: its size, the scheme, the team, the training; and how the size of a township is shared out.

Sources: the township of seed 002 (规模: 重点村 50 %, 非重点村 5 % on average; 调查组: 2-5 people a village, at least 3 where it
has 1,000 or more). The rates and numbers are ``numbers.NUMBERS``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.procedure.asks import (
    REASON,
    Ask,
    Case,
    Hindrance,
    add,
    count_field,
    names,
    text_field,
)
from fupin_desktop.domain.village import Village

KINDS = {True: "重点村", False: "非重点村"}


@dataclass(frozen=True, slots=True)
class Share:
    """What one village is given: people, and the rate in per cent that they were reckoned from."""

    village: str
    key_village: bool
    population: int
    rate: Fraction
    people: int


def allot(
    villages: Sequence[Village], rate: Mapping[bool, Fraction], typed: Mapping[str, Fraction]
) -> list[Share]:
    """Share out the size of each kind of village: rate × population of the kind, whole people, the sum exact.

    ``rate`` is per cent by ``key_village``; ``typed`` are rates of single villages, whose weighted average with the others
    must be the rate of their kind. Raises Refused with every sentence that is against it.
    """
    names_known = {each.name for each in villages}
    wrong = [
        Problem("village", f"没有名为“{each}”的行政村，不能分解规模，请检查村名") for each in typed if each not in names_known
    ]  # fmt: skip
    wrong += [
        Problem("population", f"{each.name}没有填户籍人口，不能分解规模，请先在“设置”的“行政村”里填写")
        for each in villages
        if not each.population
    ]
    if wrong:
        raise Refused(wrong)
    found: list[Share] = []
    for kind in (True, False):
        if mine := [each for each in villages if each.key_village is kind]:
            found += _shared(mine, kind, rate[kind], typed)
    places = {each.name: place for place, each in enumerate(villages)}
    return sorted(found, key=lambda each: places[each.village])


def _shared(
    villages: Sequence[Village], kind: bool, average: Fraction, typed: Mapping[str, Fraction]
) -> list[Share]:
    """The villages of one kind: those without a rate of their own share what is left."""
    population = {each.name: each.population or 0 for each in villages}
    total = _rounded(average * sum(population.values()) / 100)
    exact = {name: typed[name] * people / 100 for name, people in population.items() if name in typed}
    rest = {name: people for name, people in population.items() if name not in typed}
    left = average * sum(population.values()) / 100 - sum(exact.values())
    label, said = KINDS[kind], shown_rate(average)
    if rest:
        even = left * 100 / sum(rest.values())
        if not 0 <= even <= 100:
            raise _refused(
                f"{label}平均发生率应为{said}%，现在填写的发生率使其余的村要按{shown_rate(even)}%分解，请改正"
            )
        exact |= {name: even * people / 100 for name, people in rest.items()}
    elif _rounded(sum(exact.values(), Fraction(0))) != total:
        mean = sum(exact.values(), Fraction(0)) * 100 / sum(population.values())
        raise _refused(
            f"{label}各村发生率按人口加权平均为{shown_rate(mean)}%，应为{said}%（合计{total}人），请改正"
        )
    people = _largest_remainder(exact, total)
    return [
        Share(name, kind, population[name], exact[name] * 100 / population[name], people[name])
        for name in population
    ]


def _refused(sentence: str) -> Refused:
    return Refused([Problem("rate", sentence)])


def _rounded(number: Fraction) -> int:
    """To the nearest whole, half up; ``number`` is not negative."""
    return int(number + Fraction(1, 2))


def _largest_remainder(exact: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Whole numbers nearest to the exact ones whose sum is ``total``; of equal remainders the earlier village has it."""
    found = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: exact[name] - found[name], reverse=True)
    for name in by_remainder[: total - sum(found.values())]:
        found[name] += 1
    return found


def shown_rate(rate: Fraction | Decimal) -> str:
    """50, 4.83: per cent with at most two decimals."""
    return f"{round(float(rate), 2):g}"


def _quota(case: Case) -> Iterator[Hindrance]:
    if not case.number("quota.on"):
        yield Hindrance(
            "kind",
            f"{case.year_of_work}年度没有启用识别规模控制（{case.source('quota.on')}），这一步不用登记；{REASON}",
            waivable=True,
        )
    elif case.quota is None:
        yield Hindrance(
            "kind",
            f"{case.passage.village}{case.year_of_work}年还没有识别规模，请先在“规模”里分解；{REASON}",
            waivable=True,
        )


def _team(case: Case) -> Iterator[Hindrance]:
    members = names(str(case.facts.get("members", "")))
    least, why = case.by_size("team.least", "team.large")
    most, village, source = case.number("team.most"), case.passage.village, case.source("team.least")
    if len(members) < least:
        yield Hindrance(
            "members",
            f"{village}入户调查组只有{len(members)}人，应不少于{least}人（{why}；依据：{source}），请补足；{REASON}",
            waivable=True,
        )
    elif len(members) > most:
        yield Hindrance(
            "members",
            f"{village}入户调查组有{len(members)}人，应不超过{most}人（依据：{source}），请核对；{REASON}",
            waivable=True,
        )
    leader = str(case.facts.get("leader", "")).strip()
    if leader and leader not in members:
        yield Hindrance("leader", f"组长{leader}不在调查组成员里，请把他写进成员或改正组长")


QUOTA = add(Ask("quota", "规模分解", (), _quota))
SCHEME = add(Ask("scheme", "实施方案", (
    text_field("scheme", "方案名称", required=True), text_field("number", "文号", longest=60),
)))  # fmt: skip
TEAM = add(Ask("team", "入户调查组", (
    text_field("members", "成员", required=True), text_field("leader", "组长", longest=40),
), _team))  # fmt: skip
TRAINING = add(Ask("training", "培训", (
    count_field("people", "参加人数", required=True, unit="人"), text_field("place", "地点", longest=80),
    text_field("content", "内容"),
)))  # fmt: skip
