"""Moves the invented township eight years on, into the words of 防返贫监测 (2026)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.codes import HouseholdType, LineKind, MonitoringKind, Removal, Risk, Status
from fupin_desktop.domain.fields import Kind, Record
from fupin_desktop.domain.household import HouseholdYear, IncomeItem, Monitoring, Standing
from fupin_desktop.domain.id_number import check_character
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.plan import Measure, Plan
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.places import COUNTY
from fupin_desktop.services.demo.story import FIRST, Story

ERAS = {"2018": 0, "2026": 8}
"""How many years each era lies after the first."""
GROWTH = 3
"""Incomes of 2026 against those of 2018."""
_GROWING: tuple[type[Record], ...] = (HouseholdYear, IncomeItem, Plan, Measure)
_OUTLIVED = "lifted_year"
"""Who was lifted in 2014-2017 was so for good."""
_WORDS = {
    "财政专项扶贫资金": "财政衔接推进乡村振兴补助资金", "扶贫小额信贷": "脱贫人口小额信贷", "购买扶贫牛": "购买生产母牛",
    "主要致贫原因": "主要风险", "收入稳定，达到脱贫标准": "收入稳定，风险可控", "尚未达到脱贫标准": "风险尚未消除",
    "易地扶贫搬迁": "易地搬迁后续扶持", "资产收益扶贫分红": "资产收益分红", "星海县卫生局": "星海县卫生健康委员会",
    "星海县农业局": "星海县农业农村局", "星海县林业局": "星海县林业和草原局", "贫困识别，建档立卡": "建档立卡",
}  # fmt: skip


def later(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _changes(kind: type[Record]) -> dict[str, Kind]:
    """The fields of a record that the calendar, the words or the incomes of the time change."""
    wanted = {Kind.DATE, Kind.YEAR, Kind.TEXT, *((Kind.MONEY,) if kind in _GROWING else ())}
    return {
        name: field.kind for name, field in kind.fields.items() if field.kind in wanted and name != _OUTLIVED
    }


def mover(years: int) -> Callable[[Any], Any]:
    """What brings a record some years on. Nought leaves it alone."""
    known: dict[str, dict[str, Kind]] = {}

    def move(record: Record) -> Record:
        if record.title not in known:
            known[record.title] = _changes(type(record))
        changed = {
            name: _moved(kind, value, years)
            for name, kind in known[record.title].items()
            if (value := getattr(record, name)) is not None
        }
        return dataclasses.replace(record, **changed)

    return move if years else lambda record: record


def _moved(kind: Kind, value: Any, years: int) -> Any:
    if kind is Kind.DATE:
        return later(value, years)
    if kind is Kind.YEAR:
        return value + years
    if kind is Kind.MONEY:
        return value * GROWTH
    return _said_later(value, years)


def _said_later(value: str, years: int) -> str:
    """The words of the time; in a number, the day of birth and the check character that goes with it."""
    if value.startswith("659099") and len(value) >= 18:
        born = later(date(int(value[6:10]), int(value[10:12]), int(value[12:14])), years)
        body = f"{value[:6]}{born:%Y%m%d}{value[14:17]}"
        return body + check_character(body) + value[18:]
    for old, new in _WORDS.items():
        value = value.replace(old, new)
    return re.sub(r"20(1[3-9])年", lambda found: f"{2000 + int(found[1]) + years}年", value)


_RISKS = (Risk.ILLNESS, Risk.WORK, Risk.DISABILITY, Risk.SCHOOLING, Risk.DISASTER, Risk.LABOUR)


def stand(piles: Piles, story: Story) -> None:
    """Keep what the register of 2026 says of a household: its kind, and whether it is monitored."""
    piles.standings.put(_standing(story))
    for episode in _episodes(story):
        piles.monitor(episode, story.family.village)


def _standing(story: Story) -> Standing:
    """Everybody is 脱贫户, or 一般农户 where the household never was on the poverty register."""
    if _marginal(story):
        kind, status, reason = HouseholdType.ORDINARY, None, "纳入监测"
    else:
        kind, reason = HouseholdType.LIFTED, "过渡期内享受政策"
        status = Status.STABLE if story.stable else Status.LIFTED
    return Standing(
        household_id=story.id, since=story.registered, status=status, household_type=kind, reason=reason
    )


def _episodes(story: Story) -> Iterator[Monitoring]:
    """Those who were poor in 2018 are monitored now; of the others a few were, and are safe again."""
    number, over = int(story.family.number[2:]), not story.family.poor
    if over and (number % 16 or story.registered > FIRST):
        return
    identified = max(date(2015, 3, 1), story.registered) + timedelta(days=10 + number * 37 % 300)
    identified = min(identified, date(2018, 4, 27))
    kind = MonitoringKind.MARGINAL if _marginal(story) else MonitoringKind.UNSTABLE
    yield Monitoring(
        household_id=story.id, kind=MonitoringKind.SUDDEN if number % 7 == 0 else kind,
        risks=(_RISKS[number % len(_RISKS)],), found_on=identified - timedelta(days=9), identified_on=identified,
        removed=over, removed_on=date(2017, 11, 20) if over else None, removal=Removal.HELPED if over else None,
    )  # fmt: skip


def _marginal(story: Story) -> bool:
    return story.family.poor and int(story.family.number[2:]) % 2 == 0


def lines() -> Iterator[PovertyLine]:
    """监测范围 of a county that does not exist."""
    for year, amount in ((2022, 7000), (2023, 7300), (2024, 8000), (2025, 8500), (2026, 8985)):
        yield PovertyLine(
            year=year,
            region=COUNTY,
            kind=LineKind.MONITORING,
            amount=Decimal(amount),
            basis="演示用监测范围（虚构）",
        )
