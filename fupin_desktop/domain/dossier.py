"""Everything the papers of one household may say, gathered: plain records and nothing looked up any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from fupin_desktop.domain.cadre import Cadre, Pairing
from fupin_desktop.domain.codes import Relation
from fupin_desktop.domain.household import (
    Household,
    HouseholdYear,
    IncomeItem,
    Monitoring,
    Person,
    PersonYear,
    Standing,
)
from fupin_desktop.domain.housing import Photo, Renovation, Stage, Subsidy
from fupin_desktop.domain.income import Income, income_of
from fupin_desktop.domain.plan import Measure, MeasureFund, Plan, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One household as of ``on``, in the light of ``year``. ``people`` are its members on that day, the head first.

    ``person_years`` holds the survey of ``year`` by person id; ``measures`` are those of ``plan``;
    ``line`` is the poverty line of the year in yuan.
    """

    on: date
    year: int
    household: Household
    people: tuple[Person, ...] = ()
    gone: tuple[Person, ...] = ()  # who left, before ``on``
    person_years: Mapping[int, PersonYear] = field(default_factory=dict)
    years: tuple[HouseholdYear, ...] = ()
    items: tuple[IncomeItem, ...] = ()
    standings: tuple[Standing, ...] = ()
    monitorings: tuple[Monitoring, ...] = ()
    plans: tuple[Plan, ...] = ()
    measures: tuple[Measure, ...] = ()
    funds: tuple[MeasureFund, ...] = ()
    progress: tuple[Progress, ...] = ()
    pairings: tuple[tuple[Pairing, Cadre], ...] = ()
    renovations: tuple[Renovation, ...] = ()
    stages: tuple[Stage, ...] = ()
    subsidies: tuple[Subsidy, ...] = ()
    photos: tuple[Photo, ...] = ()
    line: Decimal | None = None

    @property
    def id(self) -> int:
        assert self.household.id is not None
        return self.household.id

    @property
    def head(self) -> str:
        """The name of the head: of the member who is, else what the household says."""
        found = next((each.name for each in self.people if each.relation is Relation.HEAD), "")
        return found or self.household.head

    @property
    def survey(self) -> HouseholdYear | None:
        """The survey of the year."""
        return self.survey_of(self.year)

    def survey_of(self, year: int) -> HouseholdYear | None:
        return next((each for each in self.years if each.year == year), None)

    def income_of(self, year: int) -> Income | None:
        """人均纯收入 of a year with how it came about; None without a survey."""
        kept = self.survey_of(year)
        return income_of(kept, self.items_of(year)) if kept else None

    def items_of(self, year: int) -> tuple[IncomeItem, ...]:
        return tuple(each for each in self.items if each.year == year)

    @property
    def standing(self) -> Standing | None:
        """What the register says on the day."""
        known = [each for each in self.standings if each.since <= self.on]
        return max(known, key=lambda each: each.since, default=None)

    @property
    def plan(self) -> Plan | None:
        """The plan of the year."""
        return next((each for each in self.plans if each.year == self.year), None)

    @property
    def renovation(self) -> Renovation | None:
        """The newest renovation up to the year."""
        known = [each for each in self.renovations if each.plan_year <= self.year]
        return max(known, key=lambda each: (each.plan_year, each.id or 0), default=None)

    @property
    def helpers(self) -> tuple[tuple[Pairing, Cadre], ...]:
        """Who answers for the household on the day, A岗 first."""
        return tuple(
            (pairing, cadre)
            for pairing, cadre in self.pairings
            if pairing.since <= self.on and (pairing.until is None or pairing.until > self.on)
        )
