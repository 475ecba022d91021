"""任务, 测算 and 村出列 in the window, with keys as a clerk presses them."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from clerk import TODAY, Window
from PySide6.QtGui import QGuiApplication

from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.services.procedure import Doing
from fupin_desktop.services.procedure.whatif import LOST, UNKNOWN
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.procedure.whatif import WhatIfPart


@pytest.fixture
def window(small_window: Window) -> Window:
    """The township, 单䶮 with an income above the line."""
    with small_window.office.store.write("更正收入") as unit:
        year = unit.household_years.find(household_id=2, year=2018)
        assert year is not None
        unit.household_years.save(dataclasses.replace(year, income_recorded=Decimal("3600.00")))
    return small_window


def opened(window: Window, name: str, **state: Any) -> Any:
    """A part of the page 程序, seen."""
    window.go("procedure", part=name, **state)
    part = window.frame.page("procedure").parts[name]  # type: ignore[attr-defined]
    window.wait(part.isVisible)
    return part


def targets(window: Window) -> Any:
    part = opened(window, "targets")
    window.wait(lambda: part.board is not None)
    return part


def given(window: Window) -> dict[str, tuple[int | None, int | None]]:
    return {
        each.village: (each.quota.households, each.quota.people) if each.quota else (None, None)
        for each in window.office.targets.of(2018, TODAY)
    }


def test_a_target_is_typed_into_its_cell_and_saved(window: Window) -> None:
    part = targets(window)
    part.source.setText("2018年工作计划")
    part.grid.go_to(0, "households")
    for text in ("2", "8"):
        window.type(text)
        window.key("Enter")
    window.key("Ctrl+S")
    window.wait_said("已保存1个村的退出任务")
    assert given(window) == {"水村": (2, 8), "月亮村": (None, None)}
    assert window.office.targets.of(2018, TODAY)[0].quota.source == "2018年工作计划"  # type: ignore[union-attr]


def test_targets_are_pasted_as_they_stand_in_a_plan_and_undone(window: Window) -> None:
    part = targets(window)
    QGuiApplication.clipboard().setText("2018年计划脱贫3户11人，其中水村2户8户，月亮村1户3人")
    part.take_focus()
    window.key("Ctrl+Shift+V")
    window.wait_said("已登记2个村2018年退出任务；“水村2户8户”的第二个数按人数读作8人，请核对")
    assert given(window) == {"水村": (2, 8), "月亮村": (1, 3)}
    window.wait(lambda: part.sums.text().startswith("合计：任务3户11人"))
    window.desk.take_back()
    window.wait(lambda: given(window) == {"水村": (None, None), "月亮村": (None, None)})


def test_what_cannot_be_pasted_is_said_and_nothing_kept(window: Window) -> None:
    part = targets(window)
    QGuiApplication.clipboard().setText("火星村2户5人")
    part.take_focus()
    window.key("Ctrl+Shift+V")
    window.wait_said("没有名为“火星村”的行政村")
    assert given(window)["水村"] == (None, None)


def test_a_target_with_fewer_people_than_households_is_refused_under_the_grid(window: Window) -> None:
    part = targets(window)
    part.grid.go_to(0, "households")
    for text in ("5", "3"):
        window.type(text)
        window.key("Enter")
    window.key("Ctrl+S")
    window.wait(lambda: "水村任务5户3人，人数少于户数，请核对" in part.grid.problems.text())


def test_the_households_behind_a_village_and_who_is_ready_stand_below(window: Window) -> None:
    part = targets(window)
    window.wait(lambda: part.whose.text() == "水村：退出0户，可以提名2户")
    assert [each.head for each in part.table.lines] == ["单䶮", "张三"]
    assert part.table.lines[0].words.startswith("可以提名：2018年人均纯收入高于标准线 605.00 元")
    part.view.setFocus()
    part.view.go_to_row(0)
    window.key("Enter")
    window.wait(lambda: window.frame.page("household").isVisible())


def test_who_is_ready_is_nominated_in_one_act_and_taken_along_to_the_assembly(window: Window) -> None:
    part = targets(window)
    window.wait(lambda: len(part.table.lines) == 2)
    part.take_focus()
    window.key("Ctrl+Enter")
    window.wait_said("已提名水村单䶮户等2户，等待民主评议")
    window.wait(lambda: [each.words for each in part.table.lines] == ["待民主评议", "待民主评议"])
    assert part.whose.text() == "水村：退出2户，可以提名0户"
    part.meet()
    meeting = window.frame.page("procedure").parts["meeting"]  # type: ignore[attr-defined]
    window.wait(lambda: meeting.words.text() == "水村有2户等待评议")
    window.desk.take_back()
    window.wait(lambda: window.office.targets.board(2018, TODAY).ready("水村") == 2)


def test_where_nobody_is_ready_it_is_said(window: Window) -> None:
    part = targets(window)
    window.wait(lambda: len(part.table.lines) == 2)
    part.nominate()
    window.wait(lambda: part.board.ready("水村") == 0)
    part.nominate()
    window.wait_said("水村没有可以提名的户")


def reckoned(window: Window) -> Any:
    part = opened(window, "whatif")
    window.wait(lambda: part.outcome is not None)
    return part


def test_another_line_shows_by_village_and_name_who_flips(window: Window) -> None:
    part = reckoned(window)
    assert part.line.text() == "2995"
    part.take_focus()
    window.type("3400")
    window.key("Enter")
    window.wait(lambda: part.outcome.other == Decimal("3400"))
    assert part.outcome.count(LOST).households == 1
    window.wait(lambda: part.whose.text() == "全镇·不再达到：1户4人")
    assert [each.head for each in part.seen.lines] == ["王五"]
    assert "现在的标准线2,995.00元，测算3,400.00元：3户12人变为2户8人" in part.words.text()
    part.copy()
    assert QGuiApplication.clipboard().text().startswith("月亮村\t西组\t王五\t4\t3,300.00")


def test_a_difference_is_reckoned_from_the_line_and_each_count_lists_its_names(window: Window) -> None:
    part = reckoned(window)
    part.line.setText("+405")
    part.reckon()
    window.wait(lambda: part.outcome.other == Decimal("3400"))
    part.view.setCurrentIndex(part.table.index(1, 3))
    window.wait(lambda: part.whose.text() == "水村·测算达到：2户8人")
    assert [each.head for each in part.seen.lines] == ["单䶮", "张三"]


def test_a_line_that_is_none_is_said_beside_it(window: Window) -> None:
    part = reckoned(window)
    part.line.setText("高一点")
    part.reckon()
    assert part.words.text().startswith("！ 测算的标准线应写成金额（如3500）")


def villages(window: Window) -> Any:
    part = opened(window, "village_exit")
    window.wait(lambda: bool(part.villages.lines))
    return part


def test_a_village_is_registered_from_its_indicators(window: Window) -> None:
    part = villages(window)
    part.take_focus()
    assert part.whose.text() == "水村　还没有核查，按本办数据"
    assert part.findings.lines[0].value == "0.83%"
    window.key("Ctrl+Enter")
    window.wait(lambda: part.right.currentWidget() is part.pane)
    window.key("Ctrl+S")
    window.wait(lambda: part.villages.lines[0].state == "待指标核查")
    part.register()
    form = part.pane.form
    assert form.editors["fact_rate"].text() == "0.83"
    form.go_to("fact_verifiers")
    window.type("李干部")
    window.key("Ctrl+S")
    window.wait(lambda: "“通组路硬化率”还没有核查" in form._notes["fact_roads"].text())
    form.go_to("override")
    window.type("其余指标另行核查")
    window.key("Ctrl+S")
    window.wait(lambda: part.villages.lines[0].state == "待乡镇审核")
    assert part.whose.text().endswith("核查")


def test_esc_drops_the_step_of_a_village(window: Window) -> None:
    part = villages(window)
    part.register()
    window.key("Esc")
    window.wait(lambda: part.right.currentWidget() is not part.pane)
    assert part.villages.lines[0].state == "没有启动"


def test_a_village_that_is_out_has_no_next_step(window: Window) -> None:
    office, why = window.office, "往年材料已归档，补录"
    for step in ("proposed", "announced"):
        doing = Doing(step=step, on=date(2018, 5, 2), override=why)
        office.procedures.do(RoadKind.VILLAGE_EXIT, ["水村"], doing, today=TODAY)
    part = villages(window)
    window.wait(lambda: part.villages.lines[0].state == "已办结")
    part.register()
    window.wait_said("水村2018年的出列已经办结")


def test_the_form_of_a_check_shows_the_items_of_the_standard_chosen(window: Window) -> None:
    votes = {"due": "36", "present": "32", "yes": "30", "no": "2"}
    doing = Doing(step="assembly", on=date(2018, 5, 4), said=votes)
    window.office.procedures.do(RoadKind.EXIT, [2], doing, today=TODAY)
    part = opened(window, "passages", household=2)
    window.wait(lambda: part.detail.file is not None)
    part.detail.begin_step()
    form = part.detail.pane.form

    def shown(name: str) -> bool:
        return not form._cell(f"fact_{name}").isHidden()

    assert (shown("food"), shown("pension")) == (True, False)
    assert form.editors["fact_food_evidence"].text() == "吃不愁（2018年度数据）"
    form.go_to("fact_standard")
    form.editors["fact_standard"].put("five_four")
    form.fit()
    assert (shown("food"), shown("pension")) == (False, True)
    assert form.editors["fact_power_evidence"].text() == "已通生活用电（2018年度数据）"


def test_after_2020_everybody_on_the_register_is_reckoned_by_income_alone(window: Window) -> None:
    part = WhatIfPart(Desk(window.office, today=lambda: date(2026, 5, 8)))
    window.qtbot.addWidget(part)
    assert [part.scope.itemText(place) for place in range(part.scope.count())] == ["全部在册户的收入"]
    part.line.setText("8000")
    part.reckon()
    window.wait(lambda: part.outcome is not None)
    assert part.words.text().startswith("本年度没有标准线，测算8,000.00元：0户变为0户")
    assert part.outcome is not None
    assert part.outcome.asked().households == 9
    assert part.outcome.count(UNKNOWN).households == 9, "nothing was surveyed this year or the year before"
