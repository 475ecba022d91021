"""住房: the renovations of a plan year, their state, and the household's house beside the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QPushButton

from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.fields import Record, choice, day, money, record, text, whole
from fupin_desktop.domain.housing import StageKind, Way, funds
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.pages.yearlist import YearListPage


@record("危房改造")
class HousingLine(Record):
    """One renovation in the list; ``id`` is the household's."""

    village: str = text("行政村", default="", width=8)
    group: str = text("村民小组", default="", width=6)
    head: str = text("户主", default="", width=8)
    grade: Grade | None = choice("等级", Grade, default=None, width=5)
    way: Way | None = choice("改造方式", Way, default=None, width=12)
    state: str = text("进度", default="", width=16)
    since: date | None = day("最近一步", default=None, width=10)
    subsidy: Decimal = money("补助", default=Decimal(0), width=10, unit="元")
    cost: Decimal | None = money("总造价", default=None, width=10, unit="元")
    photos: int = whole("照片", default=0, width=4, unit="张")
    missing: str = text("还缺照片", default="", width=12)


VIEWS = {"all": "全部", "waiting": "未动工", "started": "已开工", "finished": "已竣工", "moved_in": "已入住"}
"""Each but the second counts who has come so far or further, as the figures do."""
BUILDING = list(StageKind)[list(StageKind).index(StageKind.STARTED) :]


class HousingPage(YearListPage):
    title = "住房"
    tables = frozenset({"renovation", "stage", "subsidy", "photo", "household", "person", "village"})
    kind = HousingLine
    tab = "housing"
    nothing = "还没有危房改造。到“农户”里打开一户，在“住房”里按“新建危房改造”。"

    def __init__(self, desk: Desk) -> None:
        self.reached = "all"
        self._kinds: dict[int, frozenset[StageKind]] = {}
        super().__init__(desk)
        self.buttons = {name: self._button(name, label) for name, label in VIEWS.items()}
        self.choose("all")

    def _button(self, name: str, label: str) -> QPushButton:
        made = QPushButton(label)
        made.setProperty("tone", "filter")
        made.setCheckable(True)
        made.clicked.connect(lambda: self.choose(name))
        self.head.insertWidget(self.head.count() - 1, made)
        return made

    def choose(self, reached: str) -> None:
        """Show the renovations that have come so far."""
        self.reached = reached
        for name, button in self.buttons.items():
            button.setChecked(name == reached)
        self.show_lines()

    def wanted(self, line: Any) -> bool:
        kinds = self._kinds.get(line.id, frozenset())
        match self.reached:
            case "waiting":
                return not kinds & set(BUILDING)
            case "started" | "finished":
                return bool(kinds & set(BUILDING[BUILDING.index(StageKind.of(self.reached)) :]))
            case "moved_in":
                return StageKind.MOVED_IN in kinds
        return True

    def show_place(self, state: Mapping[str, Any]) -> None:
        super().show_place(state)
        if "reached" in state:
            self.choose(state["reached"])

    def place(self) -> dict[str, Any]:
        return {**super().place(), "reached": self.reached}

    def years(self) -> Sequence[int]:
        return self.office.housing.years()

    def reader(self, year: int) -> Callable[[Watch], list[Any]]:
        office = self.office

        def read(_: Watch) -> list[HousingLine]:
            files = office.housing.of_year(year)
            self._kinds = {
                each.renovation.household_id: frozenset(stage.kind for stage in each.stages) for each in files
            }
            houses = office.households.lines([each.renovation.household_id for each in files])
            return [
                _line(each, houses[each.renovation.household_id], office.housing.photos_missing(each))
                for each in files
                if each.renovation.household_id in houses
            ]

        return read

    def tone(self, name: str, value: Any) -> str:
        if name != "state" or not isinstance(value, str):
            return "amber" if name == "state" else ""
        done = ("已竣工", "已验收", "已入住", "已拨付", "已发放公示", "已归档")
        stopped = ("未动工", "不通过", "有异议", "已退回", "已撤回")
        return "green" if value in done else "red" if value.startswith(stopped) else "amber"


def _line(file: Any, house: Any, missing: Sequence[Any]) -> HousingLine:
    renovation = file.renovation
    return HousingLine(
        id=house.id, village=house.village, group=house.group, head=house.head, grade=renovation.grade,
        way=renovation.way, state=file.state.label, since=max((each.on for each in file.stages), default=None),
        subsidy=funds(renovation, file.subsidies).subsidy, cost=renovation.cost, photos=len(file.photos),
        missing="、".join(each.label for each in missing),
    )  # fmt: skip
