"""What the office does with households and their people: look, save, correct, life events."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.db.years import open_year
from fupin_desktop.domain import assessment
from fupin_desktop.domain.assessment import Judgement, Verdict
from fupin_desktop.domain.codes import JoinReason, LeaveReason
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.household import (
    Household,
    HouseholdYear,
    IncomeItem,
    Monitoring,
    Person,
    PersonYear,
    Standing,
)
from fupin_desktop.domain.life import closed_words
from fupin_desktop.domain.lists import HouseholdLine, Search, Totals
from fupin_desktop.domain.office import Correction
from fupin_desktop.services.corrections import note_corrections, save_record
from fupin_desktop.services.household.batch import BatchPlan, apply_batch, plan_batch
from fupin_desktop.services.household.file import HouseholdFile, facts_of, household_file
from fupin_desktop.services.household.person import derived, heads_left, keep_head, person_problems
from fupin_desktop.services.settings import OfficeSettings


class Households:
    """Looks up, mends and completes households."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings

    # Looking

    def ids(self, search: Search) -> array[int]:
        """The households a list shows, in its order."""
        with self._store.read() as unit:
            return unit.line_ids(search)

    def totals(self, search: Search) -> Totals:
        """How many households and people that list counts."""
        with self._store.read() as unit:
            return unit.totals(search)

    def lines(self, ids: Sequence[int]) -> dict[int, HouseholdLine]:
        """A page of a list."""
        with self._store.read() as unit:
            return unit.lines(ids)

    def by_number(self, number: str) -> int:
        """The id of a household number. Raises Trouble when there is none."""
        with self._store.read() as unit:
            found = unit.households.find(number=number)
        if found is None or found.id is None:
            raise Trouble(f"没有户编号为“{number}”的农户，请检查编号，或先用“查找”")
        return found.id

    def open(self, id: int) -> HouseholdFile:
        """One household, whole."""
        with self._store.read() as unit:
            return household_file(unit, id)

    def judge(self, file: HouseholdFile, year: int, on: date) -> list[Judgement]:
        """两不愁三保障 and 五有四保障 of a year, each item with its reason."""
        with self._store.read() as unit:
            renovations = unit.renovations.all(household_id=file.household.id)
            stages = unit.stages.all(household_id=file.household.id)
        return assessment.judge(facts_of(file, year, on, self._settings.line(year), renovations, stages))

    def to_supply(self) -> list[Person]:
        """People on the list 待补证件: a reason is noted, or there is no number at all."""
        with self._store.read() as unit:
            return [each for each in unit.people_without_number() if each.left_on is None]

    def open_corrections(self) -> list[Correction]:
        """国扶待改: values the office corrected that the national system still has wrong."""
        with self._store.read() as unit:
            return unit.corrections.all(agreed_on=None)

    # Saving

    def save(self, household: Household, evidence: str = "") -> Household:
        """Keep a household. Raises Refused when a field is wrong, Stale when it was changed meanwhile."""
        with self._store.read() as unit:
            wrong = list(problems(Household, as_values(household)))
            twin = unit.households.find(number=household.number)
            if twin is not None and twin.id != household.id:
                wrong.append(
                    Problem("number", f"户编号{household.number}已用于{twin.village}{twin.head}，请核对")
                )
            if household.village and unit.villages.find(name=household.village) is None:
                wrong.append(Problem("village", f"没有名为“{household.village}”的行政村，请在“设置”里先添加"))
        if wrong:
            raise Refused(wrong)
        act = "新增农户" if household.id is None else "修改农户"
        with self._store.write(f"{act}：{household.head or household.number}") as unit:
            return save_record(unit, unit.households, household, evidence)

    def new_number(self, village: str) -> str:
        """An office number for a household the national system does not have yet: 本办-年月-序号 of this office."""
        with self._store.read() as unit:
            return unit.next_office_number(village)

    def save_person(self, person: Person, evidence: str = "") -> Person:
        """Keep a member. A changed 证件号码 asks for its evidence (户口簿、公安).

        Raises Refused when a field is wrong, Stale when it was changed meanwhile.
        """
        with self._store.read() as unit:
            old = unit.people.get(person.id) if person.id is not None else None
            found = [*person_problems(unit, person, old, evidence), *heads_left(unit, [person])]
        if found:
            raise Refused(found)
        person = derived(person)
        act = "新增成员" if person.id is None else "修改成员"
        with self._store.write(f"{act}：{person.name}") as unit:
            saved = save_record(unit, unit.people, person, evidence)
            keep_head(unit, saved.household_id)
            return saved

    def save_people(self, people: Sequence[Person], evidence: str = "") -> list[Person]:
        """Keep a grid of members as one act (pasted from a sheet). Raises Refused naming row and field."""
        with self._store.read() as unit:
            found = [
                Problem(problem.field, f"第{row}行 {person.name}：{problem.text}")
                for row, person in enumerate(people, 1)
                for problem in person_problems(
                    unit, person, unit.people.get(person.id) if person.id else None, evidence
                )
            ]
            found += heads_left(unit, people)
        if found:
            raise Refused(found)
        with self._store.write(f"修改家庭成员（{len(people)}人）") as unit:
            saved = [save_record(unit, unit.people, derived(each), evidence) for each in people]
            for household in {each.household_id for each in saved}:
                keep_head(unit, household)
        return saved

    def person_left(self, person: Person, on: date, reason: LeaveReason, remark: str = "") -> Person:
        """A member died or moved away: the record stays, with its day and reason."""
        left = dataclasses.replace(person, left_on=on, leave_reason=reason, remark=remark or person.remark)
        with self._store.write(f"成员减少：{person.name}（{reason.label}）") as unit:
            saved = unit.people.save(left)
            keep_head(unit, saved.household_id)
            return saved

    def person_came(self, person: Person, on: date, reason: JoinReason) -> Person:
        """A member was born, married or moved in."""
        return self.save_person(dataclasses.replace(person, joined_on=on, join_reason=reason))

    def save_year(
        self, year: HouseholdYear, items: Sequence[IncomeItem] | None = None, evidence: str = ""
    ) -> HouseholdYear:
        """Keep a household's survey of a year; with ``items`` the income worksheet too, its totals following them.

        Who saves a survey has verified it.

        Raises Refused when a value is wrong or the year is closed.
        """
        wrong = list(problems(HouseholdYear, as_values(year)))
        for item in items or ():
            wrong += [
                Problem(each.field, f"{item.name or '收入项目'}：{each.text}")
                for each in problems(IncomeItem, as_values(item))
            ]
        if wrong:
            raise Refused(wrong)
        year = dataclasses.replace(year, unverified=False, **_totals(items or ()))
        with self._store.write(f"修改{year.year}年度情况") as unit:
            _refuse_closed(unit, year)
            if items is not None:
                _keep_items(unit, year, items)
            return save_record(unit, unit.household_years, year, evidence)

    def save_person_year(self, year: PersonYear, evidence: str = "") -> PersonYear:
        """Keep what was surveyed of a person in a year."""
        if wrong := list(problems(PersonYear, as_values(year))):
            raise Refused(wrong)
        with self._store.write(f"修改{year.year}年度成员情况") as unit:
            _refuse_closed(unit, year)
            return save_record(unit, unit.person_years, year, evidence)

    def save_standing(self, standing: Standing) -> Standing:
        """Keep what the register says of a household from a day on."""
        if wrong := list(problems(Standing, as_values(standing))):
            raise Refused(wrong)
        with self._store.write("修改户情状态") as unit:
            before = _newest_before(unit, standing) if standing.id is None else None
            saved = save_record(unit, unit.standings, standing, standing.reason)
            if before is not None:
                note_corrections(unit, "standing", before, _filled(saved, before), standing.reason)
            return saved

    def save_monitoring(self, episode: Monitoring) -> Monitoring:
        """Keep one episode of monitoring. Raises Refused: a field is wrong, or its days run backwards."""
        if wrong := list(problems(Monitoring, as_values(episode))):
            raise Refused(wrong)
        if episode.identified_on and episode.removed_on and episode.removed_on < episode.identified_on:
            raise Refused([Problem("removed_on", "消除监测时间早于识别监测时间，请核对两个日期")])
        with self._store.write("修改监测对象情况") as unit:
            return save_record(unit, unit.monitorings, episode, "")

    def save_verdict(self, verdict: Verdict) -> Verdict:
        """Keep what the office itself found of one item, with evidence."""
        if verdict.result is not assessment.Result.UNKNOWN and not verdict.evidence.strip():
            raise Refused(
                [Problem("evidence", f"{verdict.item.label}的认定请写明依据（如入户查看、鉴定报告）")]
            )
        with self._store.write(f"达标认定：{verdict.item.label}") as unit:
            kept = unit.verdicts.find(household_id=verdict.household_id, year=verdict.year, item=verdict.item)
            if kept is not None:
                verdict = dataclasses.replace(verdict, id=kept.id, version=kept.version)
            return unit.verdicts.save(verdict)

    def copy_year(self, household_id: int, from_year: int, to_year: int) -> None:
        """Begin a year's survey with last year's (house, land, water …), to be verified; income is not copied."""
        with self._store.write(f"以{from_year}年度情况为底稿新建{to_year}年度") as unit:
            open_year(unit, to_year, source=from_year, households=[household_id])

    # Batch

    def plan_batch(self, ids: Sequence[int], name: str, value: Any, year: int | None = None) -> BatchPlan:
        """What setting one field of many households would do; ``year`` for a yearly field. Nothing is saved."""
        return plan_batch(self._store, ids, name, value, year)

    def apply_batch(self, plan: BatchPlan, evidence: str = "") -> int:
        """Do a batch edit as one act. Gives the number of households changed."""
        return apply_batch(self._store, plan, evidence)


def _newest_before(unit: Unit, standing: Standing) -> Standing | None:
    """What a new standing takes the place of; None where it only fills in the past."""
    kept = unit.standings.all(household_id=standing.household_id, order=("since",))
    return kept[-1] if kept and kept[-1].since <= standing.since else None


def _filled(standing: Standing, before: Standing) -> Standing:
    """What is left blank in a new standing says nothing against the one before."""
    blank = {name: getattr(before, name) for name in ("status", "attribute", "household_type")
             if getattr(standing, name) is None}  # fmt: skip
    return dataclasses.replace(standing, **blank)


def _totals(items: Sequence[IncomeItem]) -> dict[str, Any]:
    """The heads' totals that follow from the items; heads without items keep what was typed."""
    found: dict[str, Decimal] = {}
    for item in items:
        found[item.head.value] = found.get(item.head.value, Decimal(0)) + item.amount
    return found


def _keep_items(unit: Unit, year: HouseholdYear, items: Sequence[IncomeItem]) -> None:
    wanted = {each.id for each in items if each.id is not None}
    for kept in unit.income_items.all(household_id=year.household_id, year=year.year):
        if kept.id not in wanted:
            unit.income_items.remove(kept)
    for item in items:
        unit.income_items.save(dataclasses.replace(item, household_id=year.household_id, year=year.year))


def _refuse_closed(unit: Unit, year: HouseholdYear | PersonYear) -> None:
    kept = unit.household_years.find(household_id=year.household_id, year=year.year)
    if kept is not None and kept.closed and getattr(year, "closed", True):
        raise Trouble(closed_words(year.year))
