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
