"""The form of every step of every road is made from what it asks for; a village begins a road as a household does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from clerk import TODAY, Window
from PySide6.QtWidgets import QApplication

from fupin_desktop.domain.procedure import ROADS, Result, Road, RoadKind, fields_of
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing
from fupin_desktop.ui.procedure.form import FACT, StepForm
from tests.builders import a_household


@pytest.mark.parametrize("road", ROADS.values(), ids=[each.value for each in ROADS])
def test_every_field_that_a_step_asks_for_has_its_place_in_the_form(
    road: Road, dressed: QApplication
) -> None:
    for step in road.steps:
        form = StepForm(road, step, begins=step is road.steps[0], today=lambda: TODAY)
        assert {FACT + name for name in fields_of(step)} <= set(form.editors)
        form.editors["on"].put(date(2018, 5, 4))
        form.fit()
        doing = form.doing()
        assert (doing.step, doing.on, doing.result) == (str(step.key), date(2018, 5, 4), Result.PASSED)
        shown = [form.editors[name].widget.parentWidget().isHidden() for name in ("reason", "back_to")]
        assert shown == [True, True]
        form.deleteLater()


def test_what_a_notice_may_come_to_is_all_that_is_offered(dressed: QApplication) -> None:
    road = ROADS[RoadKind.EXIT]
    form = StepForm(road, road.step("posted"), begins=False, today=lambda: TODAY)
    result: Any = form.editors["result"].widget
    assert [result.itemText(place) for place in range(result.count())] == ["通过", "有异议待查"]
    result.put(Result.DISPUTED)
    form.fit()
    back: Any = form.editors["back_to"].widget
    assert back.itemText(0) == "入户核实（通常）"
    assert form.editors["until"].widget.parentWidget().isHidden()
    assert not form.editors["reason"].widget.parentWidget().isHidden()


def test_a_village_begins_its_preparation(office: Office, empty_window: Window) -> None:
    empty_window.go("procedure")
    part: Any = empty_window.frame.page("procedure").parts["passages"]  # type: ignore[attr-defined]
    empty_window.wait(lambda: part.none.isVisible())
    empty_window.key("Ctrl+N")
    part.start.road.put(RoadKind.PREPARATION)
    assert not part.start.search.isVisible()
    part.start.village.setFocus()
    empty_window.type("sc")
    form = part.start.pane.form
    form.go_to("fact_scheme")
    empty_window.type("精准识别工作实施方案")
    empty_window.key("Ctrl+S")
    empty_window.wait_said("已登记制定实施方案：水村，待成立入户调查组")
    empty_window.wait(lambda: part.detail.file is not None and part.detail.isVisible())
    assert part.whose.text() == "水村"
    assert not part.house_button.isVisible()


def test_an_office_of_today_is_not_offered_the_roads_of_before(office: Office, empty_window: Window) -> None:
    home = a_household(office, status=None)
    empty_window.desk.today = lambda: date(2026, 5, 8)
    empty_window.go("procedure")
    page: Any = empty_window.frame.page("procedure")
    part = page.parts["passages"]
    empty_window.wait(lambda: None in part.filters.chips)
    assert RoadKind.IDENTIFICATION not in part.filters.chips
    assert RoadKind.MONITORING in part.filters.chips
    seen = [page.tabs.tabText(place) for place in range(page.tabs.count()) if page.tabs.isTabVisible(place)]
    assert "规模" not in seen
    empty_window.key("Ctrl+N")
    assert part.start.road.value() is RoadKind.MONITORING
    doing = Doing(step="applied", on=date(2018, 5, 2), said={"labour": "1", "cause": "因病"})
    office.procedures.do(RoadKind.IDENTIFICATION, [home.id or 0], doing, today=TODAY)
    empty_window.wait(lambda: RoadKind.IDENTIFICATION in part.filters.chips)
    assert part.filters.chips[RoadKind.IDENTIFICATION].toolTip().startswith("建档立卡识别：正在办理1件")
