"""两期对比: two exports, or an export and the office; the sentence, who came and went, each field, and what of it to bring in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.services.comparing import OFFICE, Change, Compared, Home, Mover
from fupin_desktop.services.tasks import Cancelled, Watch
from fupin_desktop.ui.chips import chip_row
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import LineTable, LineView
from fupin_desktop.ui.page import Line, empty, quiet
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.sheets.columns import change_columns, home_columns, mover_columns, village_columns
from fupin_desktop.ui.sheets.files import FileField, ask_save
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.importing import Applied

KINDS = {
    "villages": "各村",
    "came": "新增户",
    "went": "减少户",
    "joined": "户内增加",
    "left": "户内减少",
    "changes": "变更",
}
HINTS = {
    "villages": "每村两期的户数人数和其间的变化；各项相加等于净增减",
    "came": "旧表没有、新表有的户。打勾的可以导入",
    "went": "旧表有、新表没有的户。不会删除；原因请在导入页的“本次未出现”里登记",
    "joined": "两期都在的户里多出来的人。打勾的可以导入",
    "left": "两期都在的户里少了的人。不会删除；原因请在导入页的“本次未出现”里登记",
    "changes": "两期都有、值不同的，逐项列出。打勾的可以导入，没有打勾的不动",
}
NOTHING_YET = (
    "选两份导出表（或一份导出表和本办数据），按“比较”。\n"
    "会写出“较上月净增减…户…人”一句话、各村一览和逐项清单，可以只导入想要的变化。"
)


class ComparingPart(Part):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Compared | None = None
        self.actions_by_key = actions(self)
        self.old_office, self.new_office = QCheckBox("本办数据"), QCheckBox("本办数据")
        self.old = FileField("旧表", "旧表", (self.old_office,))
        self.new = FileField("新表", "新表", (self.new_office,))
        for field, box, other in (
            (self.old, self.old_office, self.new_office),
            (self.new, self.new_office, self.old_office),
        ):
            box.toggled.connect(lambda on, field=field, other=other: self._take_office(field, other, on))
            field.chosen.connect(self._ready)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.remarks = quiet("")
        self.remarks.setWordWrap(True)
        self.hint = quiet("")
        self.village = PickBox([(None, "全部村")])
        self.field = PickBox([(None, "全部字段")])
        for pick in (self.village, self.field):
            pick.setMinimumWidth(120)
            pick.currentIndexChanged.connect(lambda _: self._fill())
        self.plain = QCheckBox("写出完整证件号码")
        self._tables()
        self._lay_out()
        self._ready()

    def _tables(self) -> None:
        self.tables: dict[str, LineTable[Any]] = {
            "villages": LineTable(village_columns()),
            "came": LineTable(home_columns(), key=lambda each: each.item),
            "went": LineTable(home_columns()),
            "joined": LineTable(mover_columns(), key=lambda each: each.item),
            "left": LineTable(mover_columns()),
            "changes": LineTable(change_columns(), key=lambda each: (each.item, each.label)),
        }
        self.views = {kind: LineView(table, KINDS[kind]) for kind, table in self.tables.items()}
        for kind, table in self.tables.items():
            table.ticked_changed.connect(self._name_button)
            if kind != "villages":
                self.views[kind].opened.connect(self._open)
            else:
                self.views[kind].opened.connect(lambda each: self.village.put(each.village))

    def _lay_out(self) -> None:
        files = QHBoxLayout()
        files.setSpacing(S)
        files.addWidget(self.old, 1)
        files.addWidget(self.new, 1)
        files.addWidget(button(self.actions_by_key["comparing.compare"], primary=True))
        chips, self.buttons = chip_row(self, KINDS, self.show_kind)
        chips.addWidget(self.village)
        chips.addWidget(self.field)
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(view)
        self.import_button = button(self.actions_by_key["comparing.import"], primary=True)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(self.import_button)
        foot.addWidget(Line("空格打勾，Ctrl+A 全选；一次导入，可以一次撤销"), 1)
        foot.addWidget(self.plain)
        foot.addWidget(button(self.actions_by_key["comparing.copy"]))
        foot.addWidget(button(self.actions_by_key["comparing.write"]))
        self.outcome = QWidget()
        column = QVBoxLayout(self.outcome)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for each in (self.sentence, self.remarks):
            column.addWidget(each)
        column.addLayout(chips)
        column.addWidget(self.hint)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        self.pages = QStackedWidget()
        self.pages.addWidget(empty(NOTHING_YET))
        self.pages.addWidget(self.outcome)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.setSpacing(S)
        whole.addLayout(files)
        whole.addWidget(self.pages, 1)

    # what is compared

    def _take_office(self, field: FileField, other: QCheckBox, on: bool) -> None:
        if on:
            other.setChecked(False)
        field.button.setEnabled(not on)
        field.put(None, "本办数据" if on else "")

    def _side(self, field: FileField, box: QCheckBox) -> str | Path | None:
        return OFFICE if box.isChecked() else field.path

    def _ready(self) -> None:
        sides = self._side(self.old, self.old_office), self._side(self.new, self.new_office)
        self.actions_by_key["comparing.compare"].setEnabled(all(sides))

    @command(
        "comparing.compare", text="比较", shortcut="Ctrl+R", icon="table", help="比较两份名单，逐户逐人逐项"
    )
    def compare(self) -> None:
        old, new = self._side(self.old, self.old_office), self._side(self.new, self.new_office)
        if old is None or new is None:
            return
        comparing = self.desk.office.comparing
        self.desk.run("两期对比", lambda watch: comparing.compare(old, new, watch), self.show_found)

    def show_found(self, found: Compared) -> None:
        """Show a comparison: the sentence, and what needs a look first."""
        self.found = found
        self.sentence.setText(found.sentence)
        self.remarks.setText("；".join(found.remarks))
        self.remarks.setVisible(bool(found.remarks))
        names = [each.village for each in found.villages if each.village]
        self.village.offer([(None, "全部村"), *((name, name) for name in names)])
        self.field.offer(
            [(None, "全部字段"), *((label, f"{label} {count}") for label, count in found.changed.items())]
        )
        for table in self.tables.values():
            table.ticked = set()
        self._fill()
        self.show_kind("villages")
        self.pages.setCurrentWidget(self.outcome)
        self.views["villages"].setFocus()

    def _lines(self) -> Mapping[str, Sequence[Any]]:
        found = self.found
        assert found
        village, label = self.village.value(), self.field.value()
        here: Callable[[Any], bool] = lambda each: village in (None, each.village)  # noqa: E731
        joined, left = found.within
        return {
            "villages": [each for each in found.villages if here(each)],
            "came": [each for each in found.came if here(each)],
            "went": [each for each in found.went if here(each)],
            "joined": [each for each in joined if here(each)],
            "left": [each for each in left if here(each)],
            "changes": [each for each in found.changes if here(each) and label in (None, each.label)],
        }

    def _fill(self) -> None:
        if self.found is None:
            return
        for kind, lines in self._lines().items():
            self.tables[kind].show(lines)
            self.buttons[kind].setText(f"{KINDS[kind]} {len(lines)}")
            self.buttons[kind].setEnabled(bool(lines))
        self._name_button()

    def show_kind(self, kind: str) -> None:
        """Show one of the lists."""
        self.buttons[kind].setChecked(True)
        self.hint.setText(HINTS[kind])
        self.field.setVisible(kind == "changes")
        self.stack.setCurrentWidget(self.views[kind])
        self.views[kind].go_to_row(0)

    def _open(self, each: Any) -> None:
        with self.desk.speaking():
            self.desk.go("household", household=self.desk.office.households.by_number(each.household))

    # what is brought in

    def wanted(self) -> list[Home | Mover | Change]:
        """What is ticked, in whatever village or field is shown."""
        found = self.found
        if found is None:
            return []
        joined, _ = found.within
        every: dict[str, Sequence[Any]] = {"came": found.came, "joined": joined, "changes": found.changes}
        return [
            each
            for kind, lines in every.items()
            if self.tables[kind].ticked
            for each in lines
            if self.tables[kind].is_ticked(each)
        ]

    def _name_button(self) -> None:
        wanted = self.wanted()
        can = bool(wanted) and self.new.path is not None
        said = f"导入勾选的{len(wanted)}项" if wanted else "导入勾选的"
        self.actions_by_key["comparing.import"].setEnabled(can)
        self.import_button.setText(said)

    @command(
        "comparing.import", text="导入勾选的", shortcut="Ctrl+Return", icon="arrow_import",
        help="把新表里打了勾的变化导入本办，其余不动",
    )  # fmt: skip
    def bring_in(self) -> None:
        from fupin_desktop.services.comparing.choosing import bring_in

        wanted, file, office = self.wanted(), self.new.path, self.desk.office
        if not wanted or file is None:
            return
        self.actions_by_key["comparing.import"].setEnabled(False)

        def task(watch: Watch) -> Applied | None:
            try:
                office.safety.backup_before("导入前", watch)
                return bring_in(office.importing, file, wanted, watch)
            except Cancelled:
                return None

        self.desk.run(f"导入{file.name}", task, self._brought, self._refused)

    def _brought(self, done: Applied | None) -> None:
        self._name_button()
        if done is None:
            self.desk.say("已停止导入，没有任何改动", "amber")
            return
        for table in self.tables.values():
            table.ticked = set()
        self._fill()
        self.desk.say(done.sentence, "green" if done.act else "", undo=bool(done.act))
        if done.act and (self.old_office.isChecked() or self.new_office.isChecked()):
            self.compare()

    def _refused(self, error: Exception) -> None:
        self._name_button()
        self.desk.say(str(error).replace("用 --on 或", ""), "red")

    # what leaves

    @command("comparing.copy", text="复制这句话", icon="copy", help="把“较上月净增减…”这句话放进剪贴板")
    def copy(self) -> None:
        if self.found:
            QGuiApplication.clipboard().setText(self.found.sentence)
            self.desk.say("已复制这句话", "green")

    @command(
        "comparing.write",
        text="写出工作簿…",
        icon="arrow_export",
        help="汇总、新增、减少、户内增减、变更各一张表",
    )
    def write(self) -> None:
        if self.found is not None and (path := ask_save(self, "写出两期对比", "两期对比.xlsx")):
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the workbook."""
        found, plain, comparing = self.found, self.plain.isChecked(), self.desk.office.comparing
        assert found
        self.desk.run(
            "写出两期对比", lambda _: comparing.write(found, path, plain=plain),
            lambda rows: self.desk.say(f"已写出{rows}行：{path.name}", "green"),
        )  # fmt: skip

    def show_place(self, state: Mapping[str, Any]) -> None:
        for name, field in (("old", self.old), ("new", self.new)):
            if name in state:
                field.put(Path(state[name]))
        if state.get("compare"):
            self.compare()

    def take_focus(self) -> None:
        self.old.button.setFocus()
