"""One household, whole, as its page, its papers and the judgements read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.assessment import Facts, Verdict
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
from fupin_desktop.domain.housing import Renovation, Stage, StageKind
from fupin_desktop.domain.income import UNKNOWN, Income, income_of
from fupin_desktop.domain.office import Correction


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """One household, whole, as its page shows it."""

    household: Household
    members: tuple[Person, ...]
    standings: tuple[Standing, ...]
    monitorings: tuple[Monitoring, ...]
    years: tuple[HouseholdYear, ...]
    person_years: tuple[PersonYear, ...]
    items: tuple[IncomeItem, ...]
    verdicts: tuple[Verdict, ...]
    corrections: tuple[Correction, ...] = ()

    def standing(self, on: date) -> Standing | None:
        """What the register says on a day."""
        return max(
            (each for each in self.standings if each.since <= on), key=lambda each: each.since, default=None
        )

    def present(self, on: date) -> tuple[Person, ...]:
        """The members on a day, the head first."""
        here = [each for each in self.members if each.present(on)]
        return tuple(sorted(here, key=lambda each: (each.relation is not Relation.HEAD, each.id or 0)))

    def year(self, year: int) -> HouseholdYear | None:
        return next((each for each in self.years if each.year == year), None)

    def person_year(self, person: Person, year: int) -> PersonYear | None:
        return next(
            (each for each in self.person_years if each.person_id == person.id and each.year == year), None
        )

    def items_of(self, year: int) -> tuple[IncomeItem, ...]:
        return tuple(each for each in self.items if each.year == year)

    def income(self, year: int) -> Income | None:
        """人均纯收入 of a year with how it came about; None when the year has no survey."""
        kept = self.year(year)
        return income_of(kept, self.items_of(year)) if kept else None


def household_file(unit: Unit, id: int) -> HouseholdFile:
    """Read one household, whole."""
    return HouseholdFile(
        household=unit.households.get(id),
        members=tuple(unit.people.all(household_id=id)),
        standings=tuple(unit.standings.all(household_id=id, order=("since",))),
        monitorings=tuple(unit.monitorings.all(household_id=id)),
        years=tuple(unit.household_years.all(household_id=id, order=("year",))),
        person_years=tuple(unit.person_years.all(household_id=id, order=("year", "id"))),
        items=tuple(unit.income_items.all(household_id=id, order=("year", "id"))),
        verdicts=tuple(unit.verdicts.all(household_id=id)),
        corrections=tuple(unit.corrections.all(household_id=id, agreed_on=None)),
    )


def facts_of(
    file: HouseholdFile,
    year: int,
    on: date,
    line: Decimal | None,
    renovations: Sequence[Renovation],
    stages: Sequence[Stage],
) -> Facts:
    """What the judgements need of one household in a year."""
    mine = {each.id for each in renovations if each.plan_year <= year}
    done = any(
        each.kind in (StageKind.ACCEPTED, StageKind.MOVED_IN) for each in stages if each.renovation_id in mine
    )
    return Facts(
        household=file.household,
        year=file.year(year),
        people=tuple((each, file.person_year(each, year)) for each in file.present(on)),
        income=file.income(year) or UNKNOWN,
        line=line,
        renovation_done=done if mine else None,
        monitoring=file.monitorings,
        verdicts=tuple(each for each in file.verdicts if each.year == year),
        on=on,
    )
