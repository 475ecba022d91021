"""What a judgement is made from, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from fupin_desktop.domain.assessment.verdict import Item, Result, Verdict
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring, Person, PersonYear
from fupin_desktop.domain.income import UNKNOWN, Income

Member = tuple[Person, PersonYear | None]
Answer = tuple[Result, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a household in a year; only members present ``on`` that day are judged.

    ``renovation_done``: True accepted, False still running, None no renovation on record.
    """

    household: Household
    on: date
    year: HouseholdYear | None = None
    people: Sequence[Member] = ()
    income: Income = UNKNOWN
    line: Decimal | None = None
    renovation_done: bool | None = None
    monitoring: Sequence[Monitoring] = ()
    verdicts: Sequence[Verdict] = ()

    @property
    def number(self) -> int:
        """The year that is judged."""
        return self.year.year if self.year else self.on.year

    @property
    def members(self) -> list[Member]:
        return [each for each in self.people if each[0].present(self.on)]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One item judged, with the reason in plain words."""

    item: Item
    result: Result
    reason: str
    evidence: str
    decided_by: Literal["office", "data"]


def worst(*answers: Answer) -> Answer:
    """The answer that stands in the way; of several good ones the last."""
    for result in (Result.UNMET, Result.UNKNOWN):
        for answer in answers:
            if answer[0] is result:
                return answer
    return answers[-1]
