"""What every first page is made of: a heading, what can be chosen, where the office lies, and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.services.beginning.ground import Ground, fitting, look_at
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.page import Line, head, quiet, toned
from fupin_desktop.ui.theme import XS, L, M, S, theme


class StartPage(QWidget):
    """A page of the first window. Subclasses fill ``body`` (which scrolls) and ``foot`` (which stays in view)."""

    back_wanted = Signal()

    def __init__(self, title: str, words: str = "", back: str = "") -> None:
        super().__init__()
        self.back = link(f"‹ {back}") if back else None
        self.words = quiet(words)
        self.words.setWordWrap(True)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.hide()
        inner = QWidget()
        inner.setProperty("part", "surface")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, M, 0)
        self.body.setSpacing(S)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.area.viewport().setProperty("part", "surface")
        self.foot = QHBoxLayout()
        self.foot.setSpacing(S)
        self._lay_out(title)

    def _lay_out(self, title: str) -> None:
        heading = QLabel(title)
        head(heading, 6)
        self.top = QHBoxLayout()
        self.top.setSpacing(M)
        self.top.addWidget(heading)
        self.top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        if self.back:
            self.back.clicked.connect(self.back_wanted)
            self.back.setToolTip("Esc")
            column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self.top)
        column.addWidget(self.words)
        self.words.setVisible(bool(self.words.text()))
        column.addSpacing(XS)
        column.addWidget(self.area, 1)
        column.addWidget(self.note)
        column.addLayout(self.foot)

    def say(self, text: str, tone: str = "red") -> None:
        """Say below the page what hinders, or (amber) what to mind."""
        sign = {"red": "！ ", "amber": "◷ "}.get(tone, "")
        toned(self.note, f"{sign}{text}" if text else "", tone)
        self.note.setVisible(bool(text))

    def take_focus(self) -> None:
        """Put the keyboard where one begins."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.key() == Qt.Key.Key_Escape or (
            event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier
        )
        if back and self.back:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)


class Choice(QPushButton):
    """One way on: a title, a sentence that wraps, a picture. ↑↓ go from one to the next, Enter takes it."""

    def __init__(self, title: str, words: str, drawing: str = "") -> None:
        super().__init__()
        self.title = title
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setAutoDefault(True)
        self.setStyleSheet("text-align: left;")
        heading, said = QLabel(title), quiet(words)
        heading.setFont(theme.heading(1.5))
        said.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(heading)
        if words:
            texts.addWidget(said)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M - 2, L, M - 2)
        row.setSpacing(L)
        if drawing:
            picture = QLabel()
            picture.setPixmap(icon(drawing, theme.colours.accent).pixmap(QSize(20, 20)))
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        for each in cast(Iterable[QLabel], self.findChildren(QLabel)):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def _inside(self) -> QLayout:
        layout = self.layout()
        assert layout is not None
        return layout

    def sizeHint(self) -> QSize:
        return self._inside().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._inside().minimumHeightForWidth(max(1, self.width())))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._inside().heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()


class PlaceLine(QWidget):
    """«办公室放在 D:\\扶贫 [更改…]», and what is wrong with that folder."""

    changed = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.where = Line()
        self.change = link("更改…")
        self.change.setToolTip("换一个放办公室数据的文件夹")
        self.change.clicked.connect(self._ask)
        self.note = QLabel()
        self.note.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(quiet("办公室放在"))
        row.addWidget(self.where)
        row.addWidget(self.change)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(row)
        column.addWidget(self.note)
        self.put(folder)

    def put(self, folder: Path) -> None:
        """Show another folder, and look at it."""
        self.ground: Ground = look_at(folder)
        self.where.setText(str(folder))
        self.where.setProperty("tone", "")
        said = self.ground.trouble or self.ground.warning
        sign = "！" if self.ground.trouble else "◷"
        toned(self.note, f"{sign} {said}" if said else "", "red" if self.ground.trouble else "amber")
        self.note.setVisible(bool(said))

    def choose(self, chosen: Path) -> None:
        """Take the folder that a clerk chose, or one inside it where it holds other things."""
        self.put(fitting(chosen))
        self.changed.emit()

    def _ask(self) -> None:
        if said := QFileDialog.getExistingDirectory(
            self, "选择放办公室数据的文件夹", str(self.ground.folder)
        ):
            self.choose(Path(said))


def link(text: str) -> QPushButton:
    """A button that looks like a link; Enter presses it."""
    made = QPushButton(text)
    made.setProperty("tone", "link")
    made.setAutoDefault(True)
    return made


def primary(text: str) -> QPushButton:
    """The button that goes on."""
    made = QPushButton(text)
    made.setProperty("tone", "primary")
    made.setAutoDefault(True)
    return made
