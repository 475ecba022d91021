"""来表即填: a form from above is registered once and fills itself; each figure opens the list behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QLabel, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dropping import Drops
from fupin_desktop.ui.folders import open_place
from fupin_desktop.ui.page import empty, outcome, panes, quiet, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.sheets.files import ask_open, ask_save
from fupin_desktop.ui.sheets.forms import FILE, KEPT, Entry, FormsBand, Wanted
from fupin_desktop.ui.sheets.shown import ShownBand
from fupin_desktop.ui.theme import M, S
from fupin_desktop.ui.timing import pause

if TYPE_CHECKING:
    from fupin_desktop.domain.sheets import KeptForm
    from fupin_desktop.services.filling import Preview

WAIT = 150
HIDDEN = "证件号码只写前6位后4位，银行卡号只写后4位；要完整号码的请勾上"
WHOLE = "！ 会写出完整的证件号码和银行卡号，请只发给有权看的人"
BOOKS = "Excel 工作簿 (*.xlsx *.xlsm)"
NOTHING_YET = (
    "左边选一张表，这里就是填好的样子。\n"
    "上级新发的表（.xlsx .xls）拖到这里登记一次：各列填什么由程序按表头先猜，您改对了再登记，以后选它就自己填好。"
)


class FillingPart(Drops, Part):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.made: Preview | None = None
        self.entry: Entry | None = None
        self._chosen: dict[int, str] = {}
        self._round = self._loads = 0
        self._warned = self._followed = False
        self._soon = pause(self, WAIT, self.look)
        self.actions_by_key = actions(self)
        self.plain = QCheckBox("写出完整证件号码")
        self.told = quiet("")
        self.told.setWordWrap(True)
        self.plain.toggled.connect(self._tell_numbers)
        for each in (self.plain, self.told):
            each.hide()
        self._tell_numbers(False)
        self.refused = QLabel()
        self.refused.setWordWrap(True)
        self.refused.hide()
        self.save_button = button(self.actions_by_key["filling.save"], primary=True)
        tools = [button(self.actions_by_key[f"filling.{key}"]) for key in ("register", "forget")]
        self.forms = FormsBand(desk, tools, (self.plain, self.told, self.refused, self.save_button))
        self.forms.entered.connect(self._enter)
        self.forms.changed.connect(self._again)
        self.forms.struck.connect(self.forget)
        self.keep_button = button(self.actions_by_key["filling.keep"])
        self.shown = ShownBand(desk, self.keep_button)
        self.columns = self.shown.columns
        self.columns.chosen.connect(self._choose)
        self.columns.named.connect(self.keep)
        self.shown.view.followed.connect(self._leave)
        self.forms.view.opened.connect(self.shown.take_focus)
        self.done = outcome()
        self.done.linkActivated.connect(lambda link: open_place(Path(link)))
        self.setAcceptDrops(True)
        desk.changed.connect(self._hear)
        self._lay_out()
        self._enable()

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(empty(NOTHING_YET))
        self.pages.addWidget(self.shown)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(M, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.done)
        column.addWidget(self.pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.addWidget(panes(self.forms, right, (270, 920), grows=1))

    # the forms

    def load(self) -> None:
        """The forms there are, the villages, the periods of the data; and the form anew with the figures of now."""
        office = self.desk.office
        self._loads += 1
        now = self._loads

        def task(_: Watch) -> tuple[list[KeptForm], list[str], list[str], date | None, date | None]:
            found = office.figures.latest()
            villages = [each.name for each in office.settings.villages()]
            names = list(office.filling.builtins().values())
            return office.filling.forms(), names, villages, found.first_day, found.on if found.known else None

        self.desk.run_quietly(task, lambda found: self._take(now, *found))

    def _take(
        self, now: int, kept: list[KeptForm], own: list[str], villages: list[str], first: date | None, last: date | None
    ) -> None:  # fmt: skip
        if now == self._loads:
            self.forms.offer_villages(villages)
            self.forms.offer_periods(first, last)
            self.forms.show_forms(kept, own)
            if self.entry is not None:
                self._soon.start()

    def _hear(self, tables: object) -> None:
        if isinstance(tables, frozenset) and self.isVisible() and tables - {"outgoing", "printed", "wording"}:
            self.load()

    def _enter(self, entry: Entry) -> None:
        """Another form: nothing of the last one stays."""
        if entry == self.entry:
            return
        self.entry, self.made, self._followed = entry, None, False
        self._chosen = {}
        self.columns.name.setText(entry.name.rpartition(".")[0] if entry.what == FILE else entry.name)
        self.forms.propose_period(entry.name)
        self.forms.offer_sheets(())
        if isinstance(entry.said, Path):
            with self.desk.speaking():
                self.forms.offer_sheets(self.desk.office.filling.sheets(entry.said))
        self.refused.hide()
        self.done.hide()
        self.shown.show_kind("columns" if entry.what == FILE else "filled")
        self._soon.start()

    def _leave(self) -> None:
        """A figure was followed: Alt+← comes back to it."""
        self._followed = True

    def _again(self) -> None:
        if self.entry is not None:
            self._soon.start()

    def wanted(self) -> Wanted | None:
        """What is asked for; None where the day cannot be read, which is then said."""
        problem = self.forms.day.problem() if self.forms.day.text() else ""
        self._refuse(problem or "")
        if self.entry is None or problem:
            return None
        on = self.forms.day.value() if self.forms.day.text() else None
        return Wanted(
            self.entry, self.forms.sheet.value(), dict(self._chosen), self.forms.period.value(), on,
            self.forms.villages.value(),
        )  # fmt: skip

    def look(self) -> None:
        """Fill the form beside the window, and show it."""
        self._soon.stop()
        wanted, filling = self.wanted(), self.desk.office.filling
        if wanted is None:
            return
        self._round += 1
        now = self._round
        self.desk.run(
            f"填{wanted.entry.name}",
            lambda watch: wanted.preview(filling, watch),
            lambda made: self._show(now, made),
            lambda error: self._not_filled(now, error),
        )

    def _show(self, now: int, made: Preview) -> None:
        if now != self._round or self.entry is None:
            return
        self.made, self._warned = made, False
        for each in (self.plain, self.told):
            each.setVisible(made.private)
        self.shown.show_preview(self.entry.name, made)
        self.pages.setCurrentIndex(1)
        self._enable()

    def _not_filled(self, now: int, error: Exception) -> None:
        if now == self._round:
            self.made = None
            self.shown.forget()
            self.pages.setCurrentIndex(0)
            self._refuse(error)
            self._enable()

    def _tell_numbers(self, on: bool) -> None:
        toned(self.told, WHOLE if on else HIDDEN, "amber" if on else "quiet")

    def _refuse(self, words: object) -> None:
        toned(self.refused, f"！ {words}", "red")
        self.refused.setVisible(bool(str(words)))

    def _enable(self) -> None:
        kept = self.entry is not None and self.entry.what == KEPT
        rows = self.made is not None and bool(self.made.rows)
        for key, on in (("save", rows), ("keep", self.made), ("forget", kept)):
            self.actions_by_key[f"filling.{key}"].setEnabled(bool(on))
        self.save_button.setText("仍要写出…" if self._warned else "填好另存…")
        self.keep_button.setText("保存改动" if kept else "登记")

    # registering

    @command(
        "filling.register", text="登记新表…", shortcut="Ctrl+O", icon="add",
        help="选一张上级发来的空表，定好各列填什么，以后自己填",
    )  # fmt: skip
    def register(self) -> None:
        if path := ask_open(self, "选择上级发来的表"):
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Look at a form that is not registered."""
        self.entry = None
        self.forms.show_file(path)

    def _choose(self, column: int, key: str) -> None:
        self._chosen[column] = key
        self._soon.start()

    @command(
        "filling.keep", text="登记", shortcut="Ctrl+Return", icon="save",
        help="记住这张表和各列填什么；同名的登记会被换掉，可以撤销",
    )  # fmt: skip
    def keep(self) -> None:
        made, name, filling = self.made, self.columns.name.text().strip(), self.desk.office.filling
        if made is None:
            return
        if not name:
            self.shown.show_kind("columns")
            self.columns.name.setFocus()
        self.desk.run(
            f"登记{name}",
            lambda _: filling.keep(name, made.form),
            lambda kept: self._kept(kept.name),
            self._refuse,
        )

    def _kept(self, name: str) -> None:
        self._refuse("")
        self.desk.say(f"已登记“{name}”，以后选它就自己填好", "green", undo=True)
        self.forms.forget_file()
        self._chosen = {}
        kept, own = self.desk.office.filling.forms(), list(self.desk.office.filling.builtins().values())
        self.forms.show_forms(kept, own)
        self.forms.go_to(name)
        self.shown.show_kind("filled")
        self.shown.take_focus()

    @command("filling.forget", text="删除登记", icon="delete", help="这张表不再用了（Delete）；可以撤销")
    def forget(self) -> None:
        entry, filling = self.entry, self.desk.office.filling
        if entry is not None and entry.what == FILE:
            self.forms.forget_file()
            self.load()
        if entry is None or entry.what != KEPT:
            return
        with self.desk.speaking():
            filling.forget(entry.name)
            self.desk.say(f"已删除登记的“{entry.name}”", "green", undo=True)

    # out

    @command(
        "filling.save", text="填好另存…", shortcut="Ctrl+S", icon="arrow_export",
        help="存一份填好的，字体、合并、打印设置照原表，另附数字来源",
    )  # fmt: skip
    def save(self) -> None:
        made = self.made
        if made is None or self.entry is None:
            return
        if made.wrong and not self._warned:
            self._warned = True
            self._refuse(f"表内关系有{len(made.wrong)}处不成立，没有写出；请核对，仍要写出就再按一次")
            self._enable()
            return
        when = made.period.words if made.period else f"{made.day:%Y%m%d}"
        stem = self.entry.name.rpartition(".")[0] if self.entry.what == FILE else self.entry.name
        if path := ask_save(self, "填好另存", f"{stem}_{when}.xlsx", BOOKS):
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the filled form; one whose sums do not hold only after the warning."""
        made, force, plain, filling = (
            self.made,
            self._warned,
            self.plain.isChecked(),
            self.desk.office.filling,
        )
        if made is None:
            return
        plain = plain and made.private

        def task(_: Watch) -> Path:
            return filling.write(made, path, force=force, plain=plain)

        self.desk.run("填好另存", task, self._saved, self._refuse)

    def _saved(self, path: Path) -> None:
        self._refuse("")
        place, folder = escape(str(path)), escape(str(path.parent))
        links = f'　<a href="{place}">打开</a>　<a href="{folder}">文件夹</a>'
        toned(self.done, f"✓ 已写出 {escape(path.name)}{links}", "green")
        self.done.show()

    # from outside

    def take_files(self, paths: list[Path]) -> None:
        self.open_file(paths[0])
        if len(paths) > 1:
            self.desk.say(f"一次登记一张表，先看{paths[0].name}", "amber")

    def show_place(self, state: Mapping[str, Any]) -> None:
        if file := state.get("file"):
            self.open_file(Path(file))
        elif form := state.get("form"):
            self.forms.go_to(form)

    def take_focus(self) -> None:
        (self.shown if self._followed else self.forms).take_focus()
