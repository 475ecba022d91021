"""What was found in the help: a line each for where it stands, two for the sentence, its words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QTextDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fupin_desktop.services.help import Hit
from fupin_desktop.ui.theme import XS, S, theme

HIT = Qt.ItemDataRole.UserRole
BEFORE, LONGEST = 12, 56
"""Characters of a sentence shown before the word found, and altogether."""


class Hits(QListWidget):
    """The list of hits; a line each can be taken with the arrows from the search box."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("帮助里找到的")
        self.setItemDelegate(_Drawn(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Take the place of what was shown; the first one is chosen."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.title}　{hit.heading}　{hit.sentence}")
            item.setData(HIT, hit)
            self.addItem(item)
        self.setCurrentRow(0)

    def step(self, by: int) -> None:
        """The next or the previous hit, around the ends."""
        if self.count():
            self.setCurrentRow((self.currentRow() + by) % self.count())

    @property
    def chosen(self) -> Hit | None:
        item = self.currentItem()
        return item.data(HIT) if item else None


def shown(hit: Hit) -> str:
    """A hit as rich text: where it stands, then the part of the sentence around what was found."""
    where = " › ".join(dict.fromkeys(each for each in (hit.title, hit.heading) if each))
    places = [hit.sentence.find(mark) for mark in hit.marks if mark in hit.sentence]
    begin = max(0, min(places, default=0) - BEFORE)
    part = hit.sentence[begin : begin + LONGEST]
    sentence = ("…" if begin else "") + part + ("…" if begin + LONGEST < len(hit.sentence) else "")
    return f"<b>{_marked(where, hit.marks)}</b><br>{_marked(sentence, hit.marks)}"


def _marked(text: str, marks: Sequence[str]) -> str:
    if not marks:
        return escape(text)
    either = "|".join(re.escape(escape(mark)) for mark in marks)
    return re.sub(f"({either})", rf'<span style="color: {theme.colours.amber}">\1</span>', escape(text))


class _Drawn(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.fillRect(box, QColor(theme.colours.chosen if chosen else theme.colours.hover))
        painter.translate(box.left() + S, box.top() + XS)
        document = self._document(index, box.width() - 2 * S)
        document.drawContents(painter, QRectF(0, 0, box.width() - 2 * S, box.height()))
        painter.restore()

    def sizeHint(self, _: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        assert isinstance(view, QListWidget)
        document = self._document(index, view.viewport().width() - 2 * S)
        return QSize(10, round(document.size().height()) + 2 * XS)

    def _document(self, index: QModelIndex | QPersistentModelIndex, width: int) -> QTextDocument:
        made = QTextDocument()
        view = self.parent()
        assert isinstance(view, QListWidget)
        made.setDefaultFont(view.font())
        made.setDocumentMargin(0)
        made.setHtml(f'<div style="color: {theme.colours.text}">{shown(index.data(HIT))}</div>')
        made.setTextWidth(width)
        return made
