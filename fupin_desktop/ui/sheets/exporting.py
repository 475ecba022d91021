"""导出名单: a list, of which village, in which layout; ID numbers hidden unless the clerk says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.history.outgoing import OutgoingPart
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.sheets.files import ask_save
from fupin_desktop.ui.theme import XS, S

HIDDEN = "证件号码只留前6位后4位，银行卡号只留后4位；再导入时不会盖掉本办的完整号码"
WHOLE = "！ 会写出完整的证件号码和银行卡号，请只发给有权看的人"


class ExportingPart(Part):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        office = desk.office
        self.list = PickBox(office.exporting.lists())
        self.village = PickBox([(None, "全部村")])
        self.layout_box = PickBox([(None, "本办全字段")])
        for box, name in ((self.list, "名单"), (self.village, "行政村"), (self.layout_box, "版式")):
            box.setAccessibleName(name)
            box.setMinimumWidth(280)
        self.plain = QCheckBox("写出完整证件号码")
        self.fillable = QCheckBox("供人填写（加下拉列表、填写说明和代码表）")
        self.told = quiet(HIDDEN)
        self.told.setWordWrap(True)
        self.left = OutgoingPart(desk)
        self.list.currentIndexChanged.connect(lambda _: self._turn())
        self.plain.toggled.connect(lambda on: self.told.setText(WHOLE if on else HIDDEN))
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        for row, (name, box) in enumerate(
            (("名单", self.list), ("行政村", self.village), ("版式", self.layout_box))
        ):
            label = QLabel(name)
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        for row, choice in enumerate((self.plain, self.fillable, self.told)):
            grid.addWidget(choice, row, 3)
        grid.setColumnMinimumWidth(2, XS)
        grid.setColumnStretch(3, 1)
        foot = QHBoxLayout()
        foot.addWidget(button(self.actions_by_key["exporting.write"], primary=True))
        foot.addWidget(quiet("按版式导出时，列的顺序照最近一次导入的那种表，本办不认识的列原样写回"), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.setSpacing(S)
        whole.addLayout(grid)
        whole.addLayout(foot)
        whole.addWidget(self.left, 1)

    def load(self) -> None:
        """The villages and layouts there are now, and what left."""
        villages = [(each.name, each.name) for each in self.desk.office.settings.villages()]
        kept = self.village.value()
        self.village.offer([(None, "全部村"), *villages])
        self.village.put(kept)
        self._turn()
        self.left.load()

    def _turn(self) -> None:
        """The layouts that the chosen list can be written in."""
        kept = self.layout_box.value()
        options = self.desk.office.exporting.layouts(self.list.value())
        self.layout_box.offer([(None, "本办全字段"), *options])
        self.layout_box.put(kept if kept in [key for key, _ in options] else None)
        self.layout_box.setEnabled(bool(options))

    @command(
        "exporting.write", text="导出…", shortcut="Ctrl+Return", icon="arrow_export",
        help="把选定的名单存成工作簿，并记入导出记录",
    )  # fmt: skip
    def write(self) -> None:
        village = self.village.value() or ""
        if path := ask_save(self, "导出名单", f"{village}{self.list.currentText()}.xlsx"):
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the list beside the window."""
        office, key = self.desk.office, self.list.value()
        village, layout = self.village.value(), self.layout_box.value()
        masked, fillable = not self.plain.isChecked(), self.fillable.isChecked()
        self.desk.run(
            "导出名单",
            lambda watch: office.exporting.export(
                key, path, village=village, layout=layout, watch=watch, masked=masked, fillable=fillable
            ),
            lambda rows: self._written(rows, path, masked),
        )

    def _written(self, rows: int, path: Path, masked: bool) -> None:
        self.left.load()
        hidden = "，证件号码已遮盖" if masked else ""
        self.desk.say(f"已导出{rows}行{hidden}：{path.name}", "green")

    def show_place(self, state: Mapping[str, Any]) -> None:
        for name, box in (("list", self.list), ("village", self.village), ("layout", self.layout_box)):
            if name in state:
                box.put(state[name])

    def take_focus(self) -> None:
        self.list.setFocus()
