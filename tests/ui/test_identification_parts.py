"""规模, 日程 and 评议会 in the window, with keys as a clerk presses them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from clerk import Window

from fupin_desktop.domain.procedure import RoadKind, fields_of
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing
from tests.builders import a_household

WHY = "补录以前年度的材料"


def listed(office: Office, count: int) -> list[int]:
    """Households of 水村 that applied in April and wait for the assembly."""
    ids = []
    for place in range(count):
        saved = a_household(
            office, f"65000000010{place}", "王李赵孙周"[place] + "新户", people=2, status=None
        )
        ids.append(saved.id or 0)
    said = {
        "labour": "1",
        "cause": "因病",
        "surveyors": "刘调查、马调查",
        "housing": "是",
        "schooling": "是",
        "medical": "是",
    }
    for step, day in (("applied", 20), ("surveyed", 23), ("listed", 26)):
        road = office.procedures.road(RoadKind.IDENTIFICATION)
        asked = fields_of(road.step(step))
        doing = Doing(
            step=step, on=date(2018, 4, day), said={k: v for k, v in said.items() if k in asked}, override=WHY
        )
        office.procedures.do(RoadKind.IDENTIFICATION, ids, doing, today=date(2018, 5, 8))
    return ids


@pytest.fixture
def waiting(small_window: Window) -> Window:
    listed(small_window.office, 3)
    return small_window


def opened(window: Window, name: str) -> Any:
    """A part of the page 程序, seen."""
    window.go("procedure", part=name)
    part = window.frame.page("procedure").parts[name]  # type: ignore[attr-defined]
    window.wait(part.isVisible)
    return part


def into_cell(window: Window, text: str) -> None:
    """Type into the cell that has the keyboard: the first key opens it, Enter goes on."""
    for each in text:
        window.type(each)
    window.key("Enter")


def test_a_meeting_is_registered_with_the_keyboard_alone(waiting: Window) -> None:
    window = waiting
    part = opened(window, "meeting")
    window.wait(lambda: part.words.text() == "水村有3户等待评议")
    assert part.form.editors["due"].widget.hasFocus()
    for each in ("40", "32"):
        window.type(each)
        window.key("Enter")
    part.votes.go_to(0, "yes")
    for votes in (("30", "2", "0"), ("16", "14", "2"), ("17", "15", "0")):
        for each in votes:
            into_cell(window, each)
    outcomes = [line.values["outcome"] for line in part.votes.model.lines]
    assert outcomes == ["通过", "不通过", "通过"]
    window.key("Ctrl+S")
    window.wait_said("已登记水村评议会：2户通过，1户不通过")
    files = window.office.procedures.of_road(RoadKind.IDENTIFICATION, date(2018, 5, 8), "水村", 2018)
    assert sorted(each.course.label for each in files) == [
        "不通过（民主评议）",
        "待第一次公示",
        "待第一次公示",
    ]
    assert part.held.rowCount() == 1
    window.key("Ctrl+Z")
    window.wait_said("已撤销：民主评议：水村3户")
    window.wait(lambda: part.words.text() == "水村有3户等待评议")
    assert part.held.rowCount() == 0


def test_votes_that_do_not_add_up_and_too_few_people_are_said_as_they_are_typed(waiting: Window) -> None:
    window = waiting
    part = opened(window, "meeting")
    window.wait(lambda: part.words.text() == "水村有3户等待评议")
    for each in ("40", "25"):
        window.type(each)
        window.key("Enter")
    window.wait(lambda: "少于30人（1200人，1000人及以上的村" in part.against.text())
    assert part.form.editors["override"].widget.isVisible()
    part.votes.go_to(0, "yes")
    into_cell(window, "20")
    assert part.votes.model.lines[0].values["outcome"] == "合计20票，对不上"
    window.key("Ctrl+S")
    window.wait(
        lambda: "赞成20、反对0、弃权0，合计20票，与实到25不一致，请核对" in part.votes.problems.text()
    )
    assert not window.office.meetings.all()
    assert [
        each.course.failed
        for each in window.office.procedures.of_road(RoadKind.IDENTIFICATION, date(2018, 5, 8))
    ] == [False] * 3


def put(part: Any, row: int, name: str, text: str) -> None:
    """What stands in a cell after typing."""
    part.grid.go_to(row, name)
    assert part.grid.model.setData(part.grid.grid.currentIndex(), text)


def test_sizes_are_shared_out_changed_and_shown_against_what_is_listed(small_window: Window) -> None:
    window = small_window
    part = opened(window, "quotas")
    part.year.put(2015)
    window.key("Ctrl+Enter")
    window.wait_said("已把2015年识别规模分解到2个村")
    assert [line.values["people"] for line in part.grid.model.lines] == [600, 60]
    assert "重点村：1200人×50%＝应分解600人，现有600人" in part.sums.text()
    part.grid.go_to(0, "people")
    into_cell(window, "580")
    window.key("Ctrl+S")
    window.wait_said("已保存1个村的识别规模")
    window.wait(lambda: "现有580人，少20人" in part.sums.text())
    put(part, 1, "rate", "6")
    window.key("Ctrl+Enter")
    window.wait_said("非重点村各村发生率按人口加权平均为6%，应为5%（合计60人），请改正")
    window.key("Esc")
    window.wait_said("已放弃1行改动")
    part.year.put(2018)
    assert part.words.text().startswith("2018年没有启用规模控制（依据：国开办发〔2014〕24号规模分解")


def test_stages_are_taken_changed_and_late_steps_listed(small_window: Window) -> None:
    window = small_window
    listed(window.office, 2)
    part = opened(window, "calendar")
    part.year.put(2018)
    part.actions_by_key["calendar.offer"].trigger()
    window.wait_said("已采用2018年的常用阶段安排，日期可以在表里改")
    assert [line.values["name"] for line in part.grid.model.lines][:4] == [
        "组织培训",
        "农户申请",
        "入户调查",
        "民主评议",
    ]
    put(part, 3, "starts", "4-27")
    put(part, 3, "ends", "5-2")
    window.key("Ctrl+S")
    window.wait_said("已保存1个阶段")
    window.wait(lambda: part.late_words.text() == "逾期的步骤（2）")
    assert [each.days for each in part.late.lines] == [6, 6]
    assert part.grid.model.lines[0].values["name"] == "民主评议"  # it begins first now
    put(part, 3, "steps", "入户走访")
    window.key("Ctrl+S")
    window.wait(lambda: "贫困户识别没有“入户走访”这一步" in part.grid.problems.text())
    window.key("Esc")
    put(part, 3, "ends", "5-1")
    window.key("Ctrl+S")
    window.wait(
        lambda: "入户调查的截止日期2018年5月1日早于开始日期2018年5月27日，请改正" in part.grid.problems.text()
    )


def test_numbers_and_conditions_of_the_office_are_changed_in_the_settings(small_window: Window) -> None:
    window = small_window
    window.go("setting", part="number")
    part: Any = window.frame.page("setting").parts["number"]  # type: ignore[attr-defined]
    window.wait(part.isVisible)
    row = next(row for row, line in enumerate(part.grid.model.lines) if line.values["key"] == "team.most")
    part.grid.go_to(row, "value")
    into_cell(window, "7")
    window.key("Ctrl+S")
    window.wait_said("已保存1个程序参数")
    numbers = window.office.procedures.rules().numbers
    assert numbers.said("team.most", 2018) == ("7", "本办自定")
    part.grid.grid.selectRow(row)
    part._restore()
    window.wait_said("已恢复1个参数的通用的数")
    assert window.office.procedures.numbers() == []
    part.conditions.go_to(6, "words")
    part.conditions.model.setData(part.conditions.grid.currentIndex(), "有游艇")
    window.key("Ctrl+S")
    window.wait_said("已保存7种需核实的情形")
    assert window.office.settings.facts().checklist[-1] == "有游艇"
