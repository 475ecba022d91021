"""设置: what the office decides once, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QApplication, QHBoxLayout, QListWidget, QStackedWidget

from fupin_desktop.ui.commands import command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import Page
from fupin_desktop.ui.records.editors import leave_field
from fupin_desktop.ui.setting.computer import ComputerPart
from fupin_desktop.ui.setting.facts import NoticePart, UnitPart
from fupin_desktop.ui.setting.holidays import HolidayPart
from fupin_desktop.ui.setting.numbers import NumberPart
from fupin_desktop.ui.setting.part import Part
from fupin_desktop.ui.setting.stages import StagePart
from fupin_desktop.ui.setting.tables import LinePart, TermPart, VillagePart
from fupin_desktop.ui.setting.villages import VillageYearPart
from fupin_desktop.ui.setting.years import YearPart
from fupin_desktop.ui.theme import L, theme

PARTS: tuple[type[Part], ...] = (
    UnitPart, VillagePart, VillageYearPart, YearPart, NoticePart, HolidayPart, LinePart, StagePart, NumberPart, TermPart, ComputerPart
)  # fmt: skip


class SettingPage(Page):
    title = "设置"
    tables = frozenset(
        {
            "setting",
            "village",
            "village_year",
            "poverty_line",
            "year_lock",
            "household_year",
            "procedure_number",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.parts: dict[str, Part] = {}
        self.list = QListWidget()
        self.list.setAccessibleName("设置的部分")
        self.list.addItems([kind.title for kind in PARTS])
        self.list.setStyleSheet(
            f"QListWidget {{ border: none; }} QListWidget::item {{ height: {theme.size * 3:.0f}px; }}"
        )
        self.list.setFixedWidth(round(theme.size * 15))
        self.list.currentRowChanged.connect(self._open)
        self.stack = QStackedWidget()
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self.list.setCurrentRow(0)

    @property
    def part(self) -> Part:
        """The part that is shown."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Part)
        return shown

    def _open(self, row: int) -> None:
        kind = PARTS[max(0, row)]
        if kind.name not in self.parts:
            self.parts[kind.name] = kind(self.desk)
            self.stack.addWidget(self.parts[kind.name])
        self.stack.setCurrentWidget(self.parts[kind.name])
        with self.desk.speaking():
            self.parts[kind.name].fill()

    def show_place(self, state: Mapping[str, Any]) -> None:
        names = [kind.name for kind in PARTS]
        if state.get("part") in names:
            self.list.setCurrentRow(names.index(state["part"]))
        if (field := state.get("field")) and self.part.forms:
            self.part.forms[0].go_to(field)
        elif field and self.part.grids:
            grid = self.part.grids[0]
            rows = [
                row
                for row, line in enumerate(grid.model.lines)
                if line.values.get("village") == state.get("village")
            ]
            grid.go_to(rows[0] if rows else len(grid.model.lines) - 1, field)

    def place(self) -> dict[str, Any]:
        return {"part": PARTS[max(0, self.list.currentRow())].name}

    def refresh(self) -> None:
        with self.desk.speaking():
            for part in self.parts.values():
                part.fill()

    def set_aside(self) -> None:
        for part in self.parts.values():
            part.set_aside()

    def take_focus(self) -> None:
        if not self.isAncestorOf(QApplication.focusWidget() or self.list):
            self.list.setFocus()

    @command("setting.save", text="保存", shortcut="Ctrl+S", help="保存正在填写的设置")
    def save(self) -> None:
        leave_field()
        if not self.part.dirty:
            self.desk.say("没有要保存的改动")
            return
        with self.desk.speaking():
            self.part.save()

    @command("setting.give_up", text="放弃修改", shortcut="Esc", help="放弃没有保存的设置，恢复原来的值")
    def give_up(self) -> None:
        if self.part.dirty:
            lost = self.part.give_up()
            self.desk.say(f"已放弃修改：{'、'.join(lost[:3])}{' 等' if len(lost) > 3 else ''}")
