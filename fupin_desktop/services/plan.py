"""What the office does with 一户一策: plans, measures, money, progress, confirmation."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.plan import Measure, MeasureFund, Plan, Progress


@dataclass(frozen=True, slots=True)
class MeasureFile:
    """A measure with its money and its diary."""

    measure: Measure
    funds: tuple[MeasureFund, ...]
    progress: tuple[Progress, ...]

    @property
    def money(self) -> Decimal:
        """Yuan from all sources."""
        return sum((each.amount for each in self.funds), Decimal(0))

    @property
    def percent(self) -> int:
        """How far the measure is, by its newest entry that says so."""
        if self.measure.done_on is not None:
            return 100
        said = [each for each in self.progress if each.percent is not None]
        return max(said, key=lambda each: (each.on, each.id or 0)).percent or 0 if said else 0

    def late(self, on: date) -> bool:
        return self.measure.done_on is None and self.measure.due_on is not None and self.measure.due_on < on


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan, whole."""

    plan: Plan
    measures: tuple[MeasureFile, ...]

    @property
    def money(self) -> Decimal:
        return sum((each.money for each in self.measures), Decimal(0))

    @property
    def expected_income(self) -> Decimal:
        return sum((each.measure.expected_income or Decimal(0) for each in self.measures), Decimal(0))


class Plans:
    """Keeps the plans of households, one a year."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_household(self, household_id: int) -> list[PlanFile]:
        """The plans of a household, the newest year first."""
        with self._store.read() as unit:
            plans = unit.plans.all(household_id=household_id, order=("year",))
            return [_file(unit, each) for each in reversed(plans)]

    def of_year(self, year: int) -> list[PlanFile]:
        """All plans of a year, whole."""
        with self._store.read() as unit:
            return _files(unit, unit.plans.all(year=year, order=("household_id",)))

    def years(self) -> list[int]:
        """The years that have plans, the newest first."""
        with self._store.read() as unit:
            return sorted({each.year for each in unit.plans.all()}, reverse=True)

    def save(self, plan: Plan) -> Plan:
        """Keep a plan. Raises Refused: a field is wrong, the year has one already, or confirmed before it was made."""
        wrong = list(problems(Plan, as_values(plan)))
        if plan.made_on and plan.confirmed_on and plan.confirmed_on < plan.made_on:
            wrong.append(Problem("confirmed_on", "户主确认日期早于制定日期，请核对"))
        if plan.confirmed_on and not plan.confirmed_by:
            wrong.append(Problem("confirmed_by", "填了确认日期，请同时填写户主确认人"))
        with self._store.read() as unit:
            twin = unit.plans.find(household_id=plan.household_id, year=plan.year)
            if twin is not None and twin.id != plan.id:
                wrong.append(Problem("year", f"这一户{plan.year}年已有一户一策，请直接修改"))
        if wrong:
            raise Refused(wrong)
        with self._store.write(f"{'新增' if plan.id is None else '修改'}{plan.year}年一户一策") as unit:
            return unit.plans.save(plan)

    def copy(self, household_id: int, from_year: int, to_year: int) -> Plan:
        """Begin a year's plan with another year's: cause, needs and measures; progress, results and confirmation stay behind.

        Raises Trouble when there is nothing to copy or the year has a plan.
        """
        with self._store.write(f"以{from_year}年一户一策为底稿新建{to_year}年") as unit:
            old = unit.plans.find(household_id=household_id, year=from_year)
            if old is None:
                raise Trouble(f"这一户没有{from_year}年的一户一策，不能复制")
            if unit.plans.find(household_id=household_id, year=to_year):
                raise Trouble(f"这一户{to_year}年已有一户一策，不能再复制；请直接修改")
            new = unit.plans.save(
                dataclasses.replace(
                    old, id=None, version=0, year=to_year, made_on=None, confirmed_by="", confirmed_on=None, result="",
                    target_income=None,
                )
            )  # fmt: skip
            for measure in unit.measures.all(plan_id=old.id):
                _copy_measure(unit, measure, new, to_year - from_year)
            return new

    def save_measure(self, measure: Measure, funds: Sequence[MeasureFund] | None = None) -> Measure:
        """Keep a measure; with ``funds`` its money by source. Raises Refused."""
        wrong = list(problems(Measure, as_values(measure)))
        if measure.starts_on and measure.due_on and measure.due_on < measure.starts_on:
            wrong.append(Problem("due_on", "完成时限早于开始日期，请核对"))
        if measure.starts_on and measure.done_on and measure.done_on < measure.starts_on:
            wrong.append(Problem("done_on", "完成日期早于开始日期，请核对"))
        for fund in funds or ():
            wrong += problems(MeasureFund, as_values(fund))
        if wrong:
            raise Refused(wrong)
        with self._store.write(
            f"{'新增' if measure.id is None else '修改'}帮扶措施：{measure.content[:20]}"
        ) as unit:
            saved = unit.measures.save(measure)
            if funds is not None:
                _keep_funds(unit, saved, funds)
            return saved

    def remove_measure(self, measure: Measure) -> None:
        """Take a measure away with its money and diary (the journal keeps them)."""
        with self._store.write(f"删除帮扶措施：{measure.content[:20]}") as unit:
            for fund in unit.measure_funds.all(measure_id=measure.id):
                unit.measure_funds.remove(fund)
            for entry in unit.progress.all(measure_id=measure.id):
                unit.progress.remove(entry)
            unit.measures.remove(measure)

    def save_progress(self, entry: Progress) -> Progress:
        """Keep an entry in a measure's diary. Raises Refused."""
        if wrong := list(problems(Progress, as_values(entry))):
            raise Refused(wrong)
        with self._store.write("填写措施进展") as unit:
            return unit.progress.save(entry)


def _file(unit: Unit, plan: Plan) -> PlanFile:
    return _files(unit, [plan])[0]


def _files(unit: Unit, plans: Sequence[Plan]) -> list[PlanFile]:
    measures: dict[int, list[Measure]] = {}
    for measure in unit.measures.of([each.id for each in plans], "plan_id"):
        measures.setdefault(measure.plan_id, []).append(measure)
    ids = [each.id for several in measures.values() for each in several]
    funds: dict[int, list[MeasureFund]] = {}
    for fund in unit.measure_funds.of(ids, "measure_id"):
        funds.setdefault(fund.measure_id, []).append(fund)
    entries: dict[int, list[Progress]] = {}
    for entry in unit.progress.of(ids, "measure_id"):
        entries.setdefault(entry.measure_id, []).append(entry)
    return [
        PlanFile(
            plan,
            tuple(
                MeasureFile(
                    each, tuple(funds.get(each.id or 0, ())),
                    tuple(sorted(entries.get(each.id or 0, ()), key=lambda entry: entry.on)),
                )
                for each in measures.get(plan.id or 0, ())
            ),
        )
        for plan in plans
    ]  # fmt: skip


def _copy_measure(unit: Unit, measure: Measure, plan: Plan, years: int) -> None:
    new = unit.measures.save(
        dataclasses.replace(
            measure, id=None, version=0, plan_id=plan.id or 0, done_on=None, result="",
            starts_on=_later(measure.starts_on, years), due_on=_later(measure.due_on, years),
        )
    )  # fmt: skip
    for fund in unit.measure_funds.all(measure_id=measure.id):
        unit.measure_funds.save(dataclasses.replace(fund, id=None, version=0, measure_id=new.id or 0))


def _later(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)


def _keep_funds(unit: Unit, measure: Measure, funds: Sequence[MeasureFund]) -> None:
    wanted = {each.id for each in funds if each.id is not None}
    for kept in unit.measure_funds.all(measure_id=measure.id):
        if kept.id not in wanted:
            unit.measure_funds.remove(kept)
    for fund in funds:
        unit.measure_funds.save(
            dataclasses.replace(fund, measure_id=measure.id or 0, household_id=measure.household_id)
        )
