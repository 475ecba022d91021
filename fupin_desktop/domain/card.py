"""What the card on a household's wall may tell of what it received: nothing of health, disability, causes or children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fupin_desktop.domain.ages import age_of
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.plan import Measure, MeasureKind

_TELLING = ("残", "病", "疾", "医", "药", "健康", "护理", "康复", "失能", "精神", "智力", "手术", "致贫")
_LONGEST = 28  # characters of a measure's content, so that the card keeps to one page
_OF_AGE = 18
_WITHHELD = "已按政策落实"  # a blank beside full cells would tell as much


@dataclass(frozen=True, slots=True)
class Received:
    """One line of the card; ``amount`` in yuan where money was given."""

    what: str
    content: str
    amount: Decimal | None = None
    on: date | None = None


def received(dossier: Dossier) -> list[Received]:
    """What a household received in the dossier's year up to its day, the oldest first, 低保 last.

    Measures of health are left out. Words of another measure that speak of health, of causes or of a child are not
    shown, only its kind and money.
    """
    dated = [*_measures(dossier), *_subsidies(dossier)]
    return [*sorted(dated, key=lambda each: each.on or date.min), *_allowance(dossier)]


def _measures(dossier: Dossier) -> Iterator[Received]:
    for each in dossier.measures:
        if each.kind is not MeasureKind.HEALTH and _within(dossier, each.done_on):
            money = [fund.amount for fund in dossier.funds if fund.measure_id == each.id]
            amount = sum(money, Decimal(0)) if money else None
            yield Received(_kind(each), _content(dossier, each), amount, each.done_on)


def _within(dossier: Dossier, day: date | None) -> bool:
    return day is not None and day.year == dossier.year and day <= dossier.on


def _kind(measure: Measure) -> str:
    named = measure.kind or measure.batch
    return named.label if named else "帮扶措施"


def _content(dossier: Dossier, measure: Measure) -> str:
    """The content, cut where it is long; where it tells what a wall may not, words that suit any measure."""
    said = measure.content
    children = [
        each.name
        for each in dossier.people
        if (age := age_of(each, dossier.on)) is not None and age < _OF_AGE
    ]
    if any(word in said for word in (*_TELLING, *children)):
        return _WITHHELD
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _subsidies(dossier: Dossier) -> Iterator[Received]:
    for each in dossier.subsidies:
        if _within(dossier, each.paid_on):
            yield Received("住房安全保障", "农村危房改造补助", each.amount, each.paid_on)


def _allowance(dossier: Dossier) -> Iterator[Received]:
    years = [dossier.person_years.get(each.id or 0) for each in dossier.people]
    if people := sum(bool(each and each.allowance) for each in years):
        yield Received("农村低保", f"{people}人享受")
