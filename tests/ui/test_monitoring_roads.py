"""监测, 风险消除, 危改 and 搬迁 in the window: from the first step to the last, with the form that each step asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from clerk import Window
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.codes import LineKind, Status
from fupin_desktop.domain.household import HouseholdYear
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.procedure import ROADS, RoadKind, fields_of
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing
from fupin_desktop.ui.procedure.form import FACT
from tests.builders import a_household
from tests.test_road_commands import MONITORED, REMOVED

TODAY = date(2026, 12, 31)
LOOKED = ("house=是", "schooling=是", "medical=是", "water=是")
ROADS_WALKED: dict[RoadKind, tuple[tuple[str, ...], ...]] = {
    RoadKind.MONITORING: MONITORED,
    RoadKind.REMOVAL: (*REMOVED, ("lookback", "2026-12-20", *LOOKED)),
    RoadKind.RELOCATION: (
        ("chosen", "2026-01-05", "way=个别搬迁"), ("settled", "2026-01-10", "settling=集中", "site=惠民小区"),
        ("moved_in", "2026-02-01", "moved=1"), ("old_house", "2026-03-01", "how=拆除复垦"),
        ("employed", "2026-03-10", "employed=0"), ("supported", "2026-03-20", "support=公益岗位"),
        ("lookback", "2026-07-20", "living=是", "went_back=否", *LOOKED),
    ),
}  # fmt: skip


@pytest.fixture
def window(office: Office, qtbot: QtBot) -> Window:
    """An office with 李四's household, 脱贫户 since 2018, and the 监测范围 of 2026."""
    household = a_household(office, head="李四", status=Status.LIFTED).id
    with office.store.write("年度情况") as unit:
        unit.household_years.save(
            HouseholdYear(
                household_id=household or 0, year=2026, income_recorded=Decimal("12000.00"), water_safe=True
            )
        )
    office.settings.save_line(
        PovertyLine(
            year=2026, region="国家", kind=LineKind.MONITORING, amount=Decimal("8800.00"), basis="测试"
        )
    )
    return Window(office, qtbot, today=TODAY)


def fill(window: Window, form: Any, road: RoadKind, step: str, on: str, said: tuple[str, ...]) -> None:
    asked = fields_of(ROADS[road].step(step))
    form.go_to("on")
    window.type(on.replace("-", ""))
    for each in said:
        name, _, value = each.partition("=")
        form.editors[f"{FACT}{name}"].put(asked[name].read(value))


def walk(window: Window, road: RoadKind) -> None:
    part: Any = window.frame.page("procedure").parts["passages"]  # type: ignore[attr-defined]
    for place, (step, on, *said) in enumerate(ROADS_WALKED[road]):
        if place == 0:
            window.key("Ctrl+N")
            part.start.road.put(road)
            part.start.search.setFocus()
            window.type("ls")
            window.key("Enter")
            form = part.start.pane.form
        else:
            window.key("Ctrl+Enter")
            form = part.detail.pane.form
        fill(window, form, road, step, on, tuple(said))
        window.key("Ctrl+S")
        window.wait_said(f"已登记{ROADS[road].step(step).label}：水村李四户")
        window.wait(lambda: part.detail.file is not None and part.detail.isVisible())
        window.settle()


def test_from_the_clue_over_the_removal_to_a_quiet_look_back(window: Window) -> None:
    window.go("procedure")
    window.settle()
    walk(window, RoadKind.MONITORING)
    walk(window, RoadKind.REMOVAL)
    household = window.office.households.by_number("650000000001")
    files = window.office.procedures.of_household(household, TODAY)
    assert [each.course.label for each in files] == ["已办结", "已办结"]
    with window.office.store.read() as unit:
        (episode,) = unit.monitorings.all()
    assert (episode.identified_on, episode.removed_on) == (date(2026, 3, 14), date(2026, 9, 26))


def test_a_relocation_goes_its_road(window: Window) -> None:
    window.go("procedure")
    window.settle()
    walk(window, RoadKind.RELOCATION)
    household = window.office.households.by_number("650000000001")
    (file,) = window.office.procedures.of_household(household, TODAY)
    assert file.course.label == "已办结"


def test_what_the_comparison_found_is_said_beside_its_field(window: Window) -> None:
    window.go("procedure")
    window.settle()
    household = window.office.households.by_number("650000000001")
    for step, on, *said in MONITORED[:3]:
        facts = dict(each.split("=", 1) for each in said)
        doing = Doing(step=step, on=date.fromisoformat(on), said=facts)
        window.office.procedures.do(RoadKind.MONITORING, [household], doing, today=TODAY)
    part: Any = window.frame.page("procedure").parts["passages"]  # type: ignore[attr-defined]
    part.load()
    window.settle()
    part.take_focus()
    window.key("Ctrl+Enter")
    form = part.detail.pane.form
    hit = ("estate=否", "car=是", "deposit=否", "business=否", "payroll=否")
    fill(window, form, RoadKind.MONITORING, "compared", "2026-03-05", hit)
    window.key("Ctrl+S")
    assert "比对查到车辆，结论是“需核实”，不能据此直接排除" in form._notes["fact_explained"].text()
