"""What the parts of one year's work share: the year at the head, a sheet that is typed in, lists with a heading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from fupin_desktop.ui.commands import actions, button
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.records.editors import PickBox, leave_field
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.theme import S

FIRST_YEAR = 2013


class YearPart(Part):
    """A part of one year, from ``FIRST_YEAR`` to ``last``; ``load`` reads the year that is chosen."""

    def __init__(self, desk: Desk, last: int, first: int = FIRST_YEAR) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self.year = PickBox([(year, f"{year}年") for year in range(last, first - 1, -1)])
        self.year.setAccessibleName("年度")
        self.year.setMinimumContentsLength(7)

    def begin_with(self, year: int) -> None:
        """Choose the year that is shown first; from now on another one is read at once."""
        self.year.put(year)
        self.year.currentIndexChanged.connect(lambda _: self.load())

    def head_row(self, wide: QWidget, *keys: str, primary: str = "") -> QHBoxLayout:
        """The year, something wide, and buttons of these commands."""
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(quiet("年度"))
        row.addWidget(self.year)
        row.addWidget(wide, 1)
        for key in keys:
            row.addWidget(button(self.actions_by_key[key], primary=key == primary))
        return row

    def show_place(self, state: Mapping[str, Any]) -> None:
        if state.get("year"):
            self.year.put(state["year"])

    def place(self) -> dict[str, Any]:
        return {"year": self.year.value()}


class YearSheetPart(YearPart):
    """A part whose ``grid`` is typed in like a sheet."""

    grid: GridPart

    def save_typed(self) -> None:
        """Save what was typed, and read it again."""
        leave_field()
        if not self.grid.dirty:
            self.desk.say("没有要保存的改动")
        elif self.grid.save():
            self.load()

    def drop_typed(self) -> None:
        """Give up what was typed."""
        if self.grid.dirty:
            self.desk.say(f"已放弃{self.grid.give_up()}行改动")

    def set_aside(self) -> None:
        self.grid.keep_draft()

    def begin_typing(self, name: str) -> None:
        """Put the keyboard into the sheet, at first into this column."""
        if self.grid.model.lines and not self.grid.grid.currentIndex().isValid():
            self.grid.go_to(0, name)
        self.grid.grid.setFocus()


def lay_rows(part: QWidget, *rows: QLayout | QWidget, grows: QWidget) -> None:
    """Lay a part out: one row below the other; ``grows`` takes what room there is."""
    column = QVBoxLayout(part)
    column.setContentsMargins(0, S, 0, 0)
    column.setSpacing(S)
    for row in rows:
        if isinstance(row, QLayout):
            column.addLayout(row)
        else:
            column.addWidget(row, int(row is grows))


def headed(heading: QLabel, view: QWidget, *, left: int = 0, top: int = 0) -> QWidget:
    """A list below its heading, so far from what is beside or above it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(left, top, 0, 0)
    column.addWidget(heading)
    column.addWidget(view, 1)
    return made
