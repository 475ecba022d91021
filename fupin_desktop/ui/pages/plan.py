"""一户一策: the plans of a year, how far they are, and the household's plan beside the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.fields import Record, day, money, record, text, whole
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.pages.yearlist import YearListPage


@record("一户一策")
class PlanLine(Record):
    """One plan in the list; ``id`` is the household's."""

    village: str = text("行政村", default="", width=8)
    group: str = text("村民小组", default="", width=6)
    head: str = text("户主", default="", width=8)
    measures: int = whole("措施", default=0, width=4, unit="项")
    done: int = whole("已完成", default=0, width=4, unit="项")
    late: int = whole("过期", default=0, width=4, unit="项")
    funds: Decimal = money("资金", default=Decimal(0), width=11, unit="元")
    target_income: Decimal | None = money("人均目标", default=None, width=10, unit="元")
    person: str = text("责任人", default="", width=8)
    confirmed_on: date | None = day("户主确认", default=None, width=10)
    needs: str = text("帮扶需求", default="", width=24)


class PlanPage(YearListPage):
    title = "一户一策"
    tables = frozenset({"plan", "measure", "measure_fund", "progress", "household", "person", "village"})
    kind = PlanLine
    tab = "plan"
    nothing = "还没有一户一策。到“农户”里打开一户，在“计划”里填写需求、目标和措施。"

    def years(self) -> Sequence[int]:
        return self.office.plans.years()

    def reader(self, year: int) -> Callable[[Watch], list[Any]]:
        office, today = self.office, self.desk.today()

        def read(_: Watch) -> list[PlanLine]:
            plans = office.plans.of_year(year)
            houses = office.households.lines([each.plan.household_id for each in plans])
            return [
                _line(each, houses[each.plan.household_id], today)
                for each in plans
                if each.plan.household_id in houses
            ]

        return read

    def tone(self, name: str, value: Any) -> str:
        return "red" if name == "late" and isinstance(value, int) and value and value is not True else ""


def _line(plan: Any, house: Any, today: date) -> PlanLine:
    return PlanLine(
        id=house.id, village=house.village, group=house.group, head=house.head, measures=len(plan.measures),
        done=sum(each.percent == 100 for each in plan.measures), late=sum(each.late(today) for each in plan.measures),
        funds=plan.money, target_income=plan.plan.target_income, person=plan.plan.person,
        confirmed_on=plan.plan.confirmed_on, needs=plan.plan.needs,
    )  # fmt: skip
