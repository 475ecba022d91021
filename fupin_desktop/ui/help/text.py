"""The text of the help: pictures drawn sharp at the width there is, found words marked, links told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from fupin_desktop.services.help.book import Chapter
from fupin_desktop.ui.help.written import PICTURE, anchor, picture_size, written
from fupin_desktop.ui.theme import L, theme
from fupin_desktop.ui.timing import pause

WIDEST = 860
"""Pixels of a line; longer ones are not read with pleasure."""
RESIZED = 80


class HelpText(QTextBrowser):
    """Shows one chapter. ``followed`` tells the link that was pressed, ``enlarged`` the picture."""

    followed = Signal(str)
    enlarged = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._chapter: Chapter | None = None
        self._marks: Sequence[str] = ()
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("帮助的正文")
        self.document().setDocumentMargin(L)
        self.anchorClicked.connect(self._follow)
        self.again = pause(self, RESIZED, self.write)

    def show_chapter(self, chapter: Chapter, heading: str = "", marks: Sequence[str] = ()) -> None:
        """Show a chapter at a section's heading; ``marks`` are the words found in it."""
        self._chapter, self._marks = chapter, marks
        self._write()
        if heading and (name := anchor(chapter, heading)):
            self.scrollToAnchor(name)
        else:
            self.verticalScrollBar().setValue(0)

    @property
    def room(self) -> int:
        """The width of a line in pixels."""
        return max(240, min(WIDEST, self.viewport().width() - 2 * L - 4))

    def write(self) -> None:
        """Write the chapter anew, at the width, in the colours and size there are now; what is read stays in view."""
        if self.verticalScrollBar().value() == 0:
            self._write()
            return
        top = self.cursorForPosition(QPoint(0, 0)).position()
        self._write()
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(top, self.document().characterCount() - 1))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def _write(self) -> None:
        if self._chapter is None:
            return
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(self.room + 2 * L)
        self.setHtml(written(self._chapter, self._folder, self.room))
        self._mark()

    def _mark(self) -> None:
        look = QTextCharFormat()
        look.setBackground(QColor(theme.colours.amber))
        look.setForeground(QColor(theme.colours.on_accent))
        found = []
        for words in self._marks:
            cursor = self.document().find(words, QTextCursor(self.document()))
            while not cursor.isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = cursor, look  # type: ignore[attr-defined]
                found.append(selection)
                cursor = self.document().find(words, cursor)
        self.setExtraSelections(found)

    def reveal(self, sentence: str) -> None:
        """Scroll to a passage that was found."""
        head = sentence.split("　")[0][:24]
        cursor = self.document().find(head)
        if not cursor.isNull():
            cursor.clearSelection()
            self.setTextCursor(cursor)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 3)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        file = self._folder / QUrl(name).toString()
        ratio = self.devicePixelRatioF()
        size: QSize = picture_size(file, self.room)
        drawn = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
        image = drawn.scaled(
            size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.again.start()

    def _follow(self, link: QUrl) -> None:
        said = link.toString()
        if said.startswith(PICTURE):
            self.enlarged.emit(said.removeprefix(PICTURE))
        else:
            self.followed.emit(said)
