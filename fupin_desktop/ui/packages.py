"""What a `.fupin` file is, asked for its password where it has one, and what is to be done with it.

``read_package`` serves every page that opens such a file; ``PackageDialog`` is what a double-click on one shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QLabel, QMessageBox, QVBoxLayout, QWidget

from fupin_desktop.services.beginning.ground import fitting, look_at
from fupin_desktop.services.safety import Backup, look_into
from fupin_desktop.ui.folders import last_folder
from fupin_desktop.ui.helping import TOPIC
from fupin_desktop.ui.jobs import Job, Jobs
from fupin_desktop.ui.page import Line, head, heighten, quiet, toned
from fupin_desktop.ui.start.page import Choice
from fupin_desktop.ui.theme import L, M, S

REPLACE, APART = "replace", "apart"
"""What is to be done with a package: in place of the office that is open, or as an office of its own."""


@dataclass(frozen=True, slots=True)
class Package:
    """A `.fupin` file, the password that opens it ("" for none) and what it says of itself."""

    file: Path
    password: str = ""
    about: Backup | None = None

    @property
    def trouble(self) -> str:
        """Why it cannot be used, in a sentence; "" when it can."""
        return self.about.trouble if self.about else ""

    @property
    def words(self) -> str:
        """What it is: «2018-05-08 09:30的备份（218户802人）»."""
        if not self.about or self.about.trouble:
            return self.file.name
        return f"{self.about.at[:16]}的备份（{self.about.households:,}户{self.about.people:,}人）"

    def __repr__(self) -> str:
        return f"Package({self.file.name})"  # the password never reaches a log


def read_package(parent: QWidget, jobs: Jobs, file: Path, use: Callable[[Package], None]) -> None:
    """Look into a file beside the window, ask for its password if it has one, and hand on what it is.

    ``use`` gets a package with its ``trouble`` when it cannot be used, and is not called when nobody says the password.
    """

    def looked(about: Backup) -> None:
        if not about.locked or about.trouble:
            use(Package(file, about=about))
            return
        from fupin_desktop.ui.locking import AskPassword

        asking = AskPassword(file, lambda typed: look_into(file, typed), jobs, parent)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.opened.connect(lambda typed, found: use(Package(file, typed, found)))
        asking.open()

    jobs.start(Job(lambda _: look_into(file), done=looked), "look")


def confirm(parent: QWidget, package: Package) -> bool:
    """Ask whether a package is to take the place of the office: 撤销 does not bring that back."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("恢复备份")
    box.setText(f"用{package.words}换掉现在的数据？")
    box.setInformativeText(
        "这一步不能用“撤销”收回。换之前会把现在的数据另存到备份文件夹，需要时可以再恢复回来。"
    )
    yes = box.addButton("恢复备份", QMessageBox.ButtonRole.DestructiveRole)
    no = box.addButton("不恢复", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def show_package(
    parent: QWidget, jobs: Jobs, file: Path, *, replace: Callable[[Package], None],
    apart: Callable[[Package, Path], None], office: str = "", busy: str = "",
) -> None:  # fmt: skip
    """Say what a file is; the way that is taken is handed the package (``replace``), or it and a folder (``apart``).

    ``office`` and ``busy`` as PackageDialog has them.
    """

    def show(package: Package) -> None:
        dialog = PackageDialog(package, parent, office=office, busy=busy)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda way: take(package, way))
        dialog.open()

    def take(package: Package, way: str) -> None:
        if way == APART:
            chosen = QFileDialog.getExistingDirectory(parent, "选择放新办公室的文件夹", str(last_folder()))
            if not chosen:
                return
            ground = look_at(fitting(Path(chosen)))
            if ground.trouble:
                say_trouble(parent, ground.trouble)
            else:
                apart(package, ground.folder)
        elif not office or confirm(parent, package):
            replace(package)

    read_package(parent, jobs, file, show)


def say_trouble(parent: QWidget, words: str) -> None:
    """Say in a box what hinders."""
    QMessageBox(QMessageBox.Icon.Warning, "打开备份文件", words, QMessageBox.StandardButton.Ok, parent).exec()


class PackageDialog(QDialog):
    """Says what a package is and offers the ways; ``chosen`` carries REPLACE or APART, nothing is done before.

    ``office``: the name of the office that is open, "" when none is; ``busy``: why that cannot be replaced now.
    """

    chosen = Signal(str)

    def __init__(self, package: Package, parent: QWidget | None, *, office: str = "", busy: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("打开备份文件")
        self.setProperty(TOPIC, "backup")
        self.package = package
        self.choices: list[Choice] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(L, L, L, L)
        self._column.setSpacing(S)
        heading = QLabel("这个备份打不开" if package.trouble else "这是一个办公室备份")
        head(heading, 4)
        self._column.addWidget(heading)
        self._column.addLayout(self._facts())
        self._column.addSpacing(M)
        if said := package.trouble or busy:
            note = QLabel()
            note.setWordWrap(True)
            toned(
                note, f"！ {said}" if package.trouble else f"◷ {said}", "red" if package.trouble else "amber"
            )
            self._column.addWidget(note)
        if not package.trouble:
            self._ways(office, busy)
        self._offer("关闭", "只看看，什么都不动。", "dismiss", "")
        self._column.addStretch(1)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 38)
        self.choices[-1 if office else 0].setFocus()

    def _facts(self) -> QGridLayout:
        about, file = self.package.about, self.package.file
        said = {"文件": str(file)}
        if about and not about.trouble:
            said |= {
                "备份时间": about.at[:16],
                "缘由": about.why,
                "内容": f"{about.households:,}户{about.people:,}人",
            }
        if about and about.locked:
            said["密码"] = "有密码" if about.trouble else "有密码，已打开"
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setColumnStretch(1, 1)
        for row, (label, value) in enumerate(said.items()):
            shown = Line(value)
            shown.setProperty("tone", "")
            grid.addWidget(quiet(label), row, 0)
            grid.addWidget(shown, row, 1)
        return grid

    def _ways(self, office: str, busy: str) -> None:
        if not office and not busy:
            self._offer("恢复到这台电脑", "放进这台电脑的办公室文件夹，打开就能接着用。", "history", REPLACE)
        elif not busy:
            self._offer(
                f"换掉现在的办公室（{office}）",
                "换之前先把现在的数据另存到备份文件夹；这一步不能用“撤销”收回，会再问一次。",
                "history",
                REPLACE,
            )
        self._offer(
            "另存为一个新办公室…", "选一个文件夹放进去并打开；现有的办公室原样不动。", "folder_open", APART
        )

    def _offer(self, title: str, words: str, drawing: str, way: str) -> None:
        made = Choice(f"{len(self.choices) + 1}　{title}", words, drawing)
        made.clicked.connect(lambda _=False: self._take(way))
        self.choices.append(made)
        self._column.addWidget(made)

    def _take(self, way: str) -> None:
        self.accept() if way else self.reject()
        if way:
            self.chosen.emit(way)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        heighten(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self.choices):
            self.choices[place].click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
