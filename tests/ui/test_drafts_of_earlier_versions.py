"""What was typed and not saved in an earlier version stands where it was typed, though the page has more columns now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from clerk import Window
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.lists import Search
from fupin_desktop.services.office import Office
from tests.released.left import unpacked


@pytest.mark.parametrize("version", ["0.3.0", "0.4.0"])
def test_what_was_typed_in_an_earlier_version_is_saved_in_this_one(
    version: str, tmp_path: Path, qtbot: QtBot, dressed: QApplication
) -> None:
    office = Office.open(unpacked(version, tmp_path).folder, by="李经办")
    id = office.households.by_number("650000000001")
    before = office.households.open(id).members
    window = Window(office, qtbot)
    window.go("household", household=id)
    detail = window.frame.page("household").detail
    assert detail.panel("basic").forms[0].changes()["address"][1] == "月亮村1组64号"
    detail.open_tab("members")
    members = detail.panel("members")
    (typed,) = members.part.model.changed()
    assert typed.values["phone"] == "13900000001"
    members.part.grid.setFocus()
    window.key("Ctrl+S")
    head, *others = office.households.open(id).members
    assert (head.phone, head.number, head.join_reason) == (
        "13900000001",
        before[0].number,
        before[0].join_reason,
    )
    assert (head.hukou, head.resident, head.remark) == (before[0].hukou, before[0].resident, before[0].remark)
    assert tuple(others) == before[1:]
    window.frame.close()
    office.close()


def test_a_new_row_that_was_not_saved_is_there_again(small_window: Window) -> None:
    id = small_window.office.households.ids(Search())[0]
    small_window.go("household", household=id)
    members = _members(small_window)
    row = len(members.part.model.lines) - 1
    members.part.model.paste(row, 0, "赵新来")
    members.part.keep_draft()
    again = Window(small_window.office, small_window.qtbot)
    again.go("household", household=id)
    found = _members(again).part.model.changed()
    assert [line.values["name"] for line in found] == ["赵新来"]
    members.part.give_up()
    again.frame.close()


def _members(window: Window) -> Any:
    detail = window.frame.page("household").detail  # type: ignore[attr-defined]
    detail.open_tab("members")
    return detail.panel("members")
