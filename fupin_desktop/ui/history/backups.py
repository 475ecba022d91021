"""备份与检查: back up now, put a backup back, look through the data file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.services.safety import Backup, Checked
from fupin_desktop.ui.carried import is_carried
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import last_folder, open_place, remember
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.packages import Package, confirm, read_package
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from collections.abc import Callable

KIND = "备份文件 (*.fupin)"


class BackupsPart(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.office = desk, desk.office
        self.table: LineTable[Backup] = LineTable(
            (
                Column("时间", lambda each: each.at.replace("T", " ")[:16], 16),
                Column("缘由", lambda each: each.why, 10),
                Column("户数", lambda each: f"{each.households:,}" if each.at else "", 7, right=True),
                Column("人数", lambda each: f"{each.people:,}" if each.at else "", 7, right=True),
                Column("文件", lambda each: each.path.name, 30),
                Column("说明", _remark, 0, tone=lambda each: "red" if each.trouble else "quiet"),
            )
        )
        self.view = LineView(self.table, "备份")
        self.view.opened.connect(lambda each: self.ask_restore(each.path))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        words = quiet(
            "每天启动时、导入前自动备份；自动的备份逐步精简，手动的一直保留。"
            "恢复备份会换掉现在的数据，换之前先把现在的数据另存一份。"
            "这里的备份同办公室的数据一样不加密，带出本机的备份用密码加密。"
        )  # fmt: skip
        words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.now = _push("立即备份", self.back_up)
        self.now.setProperty("tone", "primary")
        for made in (self.now, _push("备份到U盘或其他文件夹…", self.back_up_elsewhere), _push("恢复所选的备份…", self._restore_chosen),
                     _push("从其他备份文件恢复…", self._restore_other), _push("检查数据文件", self.verify)):  # fmt: skip
            row.addWidget(made)
        row.addStretch(1)
        link = _push("打开备份文件夹", lambda: open_place(self.office.safety.folder))
        link.setProperty("tone", "link")
        row.addWidget(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(self.told)
        column.addWidget(self.view, 1)

    def load(self) -> None:
        """Look again which backups there are."""
        self.desk.run_quietly(lambda _: self.office.safety.backups(), self._show)

    def _show(self, found: list[Backup]) -> None:
        self.table.show(found)
        self.view.go_to_row(0)

    def back_up(self, file: Path | None = None, password: str = "") -> None:
        """Put the whole office into one file, locked if there is a password."""
        self.desk.run(
            "备份",
            lambda watch: self.office.safety.backup(file, watch, password=password),
            lambda made: self._backed_up(made, bool(password)),
            self._refuse,
        )

    def _backed_up(self, file: Path, locked: bool) -> None:
        said = f"✓ 已备份{'（已加密，恢复时要输入密码）' if locked else ''}：{file}"
        if locked and is_carried(self.office.folder) and is_carried(file):
            said += "\n◷ 备份和数据在同一个U盘上，U盘丢了两份都没有了，请再备份一份到单位电脑"
        self._say(said, "green")
        self.load()

    def back_up_elsewhere(self) -> None:
        """Ask where to and for a password."""
        name = f"{self.office.settings.facts().township or '办公室'}_{self.desk.today():%Y%m%d}.fupin"
        chosen, _ = QFileDialog.getSaveFileName(self, "备份到", str(last_folder() / name), KIND)
        if chosen:
            self.back_up_locked(Path(chosen))

    def back_up_locked(self, file: Path) -> None:
        """Ask for a password and back up with it: whatever leaves the office's own folder is locked."""
        from fupin_desktop.ui.locking import NewPassword

        if not self.office.safety.leaves(file):
            self.back_up(file)
            return
        remember(file.parent)
        asking = NewPassword(file, self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.accepted.connect(lambda: self.back_up(file, asking.password))
        asking.open()

    def verify(self) -> None:
        """Look through everything that is kept."""
        self.desk.run("检查数据文件", self.office.safety.verify, self._checked, self._refuse)

    def _checked(self, found: Checked) -> None:
        if found.ok:
            self._say("✓ 检查完毕，数据库和照片都完好", "green")
        else:
            said = "\n".join(f"！ {each}" for each in found.problems[:8])
            self._say(f"{said}\n请先备份现在的数据，再恢复一份完好的备份", "red")

    def _restore_chosen(self) -> None:
        chosen = self.view.current()
        if chosen is None:
            self._say("请先选中要恢复的备份", "red")
        elif chosen.trouble:
            self._say(f"！ {chosen.trouble}", "red")
        else:
            self.ask_restore(chosen.path)

    def _restore_other(self) -> None:
        from fupin_desktop.ui.start.choosing import choose_backup

        choose_backup(self, self.ask_restore)

    def ask_restore(self, file: Path) -> None:
        """Ask for its password if it has one, and then whether: this cannot be undone with 撤销.

        The program, which closes the office for it, is handed the package.
        """

        def ask(package: Package) -> None:
            if package.trouble:
                self._say(f"！ {package.trouble}", "red")
            elif confirm(self, package):
                self.desk.restore_wanted.emit(package)

        read_package(self, self.desk.jobs, file, ask)

    def _refuse(self, error: Exception) -> None:
        self._say(f"！ {error}", "red")

    def _say(self, words: str, tone: str) -> None:
        toned(self.told, words, tone)
        self.told.show()


def _remark(backup: Backup) -> str:
    if backup.trouble:
        return f"！ {backup.trouble}"
    return "有密码，恢复时输入" if backup.locked else ""


def _push(text: str, act: Callable[[], object]) -> QPushButton:
    made = QPushButton(text)
    made.clicked.connect(lambda _=False: act())
    return made
