"""A paragraph of a report in the clerk's own words: kept with that report, offered again in later periods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.paper.order import Order
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.paper.look import Said

BEGINNING = 22


class WordingPart(QWidget):
    """``closed``: the clerk is done. What is kept changes the table ``wording``, and the pages are made again."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._order: Order | None = None
        self.which, self.phrases = PickBox([]), PickBox([])
        self.which.setAccessibleName("段落")
        self.phrases.setAccessibleName("以前的写法")
        self.phrases.setToolTip("这一段以前各期的写法，选一个放进来再改")
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("这一段的文字")
        self.words.setTabChangesFocus(True)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.save_button = _button("保存这一段", "留在这份报表里，下期作为写法供选用")
        self.forget_button = _button("改回程序原文", "删去改写，由程序按数字重新写")
        self.close_button = _button("收起", "收起改写栏（Esc）")
        self._lay_out()
        self.which.currentIndexChanged.connect(lambda _: self._show_paragraph())
        self.phrases.currentIndexChanged.connect(lambda _: self._take_phrase())
        self.save_button.clicked.connect(self.save)
        self.forget_button.clicked.connect(self.forget)
        self.close_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        self.save_button.setProperty("tone", "primary")
        grid = QGridLayout(self)
        grid.setContentsMargins(S, S, 0, 0)
        grid.setSpacing(S)
        grid.addWidget(quiet("段落"), 0, 0)
        grid.addWidget(self.which, 0, 1)
        grid.addWidget(quiet("写法"), 1, 0)
        grid.addWidget(self.phrases, 1, 1)
        grid.addWidget(self.words, 2, 0, 1, 2)
        grid.addWidget(self.said, 3, 0, 1, 2)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.forget_button)
        foot.addWidget(self.save_button)
        grid.addLayout(foot, 4, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self.said.hide()

    def show_paragraphs(self, order: Order, said: Sequence[Said]) -> None:
        """Offer the paragraphs of a report; the one that was open stays."""
        kept = self._current()
        self._order = order
        self.which.blockSignals(True)
        self.which.offer([(each, _beginning(each)) for each in said])
        same = [each for each in said if kept and (each.village, each.name) == (kept.village, kept.name)]
        if said:
            self.which.put(same[0] if same else said[0])
        self.which.blockSignals(False)
        self._show_paragraph()

    def _current(self) -> Said | None:
        found: Said | None = self.which.value()
        return found

    def _show_paragraph(self) -> None:
        each = self._current()
        self.words.setPlainText(each.text if each else "")
        self.phrases.blockSignals(True)
        kept = []
        if each and self._order:
            kept = self.desk.office.wordings.phrases(self._order.item.name, each.name, village=each.village)
        self.phrases.offer(
            [("", "选用以前的写法…"), *((one.words, f"{one.period}　{one.words}") for one in kept)]
        )
        self.phrases.setEnabled(bool(kept))
        self.phrases.blockSignals(False)
        for button in (self.save_button, self.forget_button):
            button.setEnabled(each is not None)
        self.said.hide()

    def _take_phrase(self) -> None:
        if words := self.phrases.value():
            self.words.setPlainText(words)
            self.words.setFocus()

    def save(self) -> None:
        """Keep the paragraph as it stands here."""
        each, order = self._current(), self._order
        if each is None or order is None or order.period is None:
            return
        try:
            self.desk.office.wordings.keep(
                order.item.name,
                order.period,
                each.name,
                self.words.toPlainText(),
                village=each.village,
                on=order.on,
            )
        except (Refused, Trouble) as refused:
            self._tell(f"！ {refused}", "red")
        else:
            self.desk.say("已保存这一段，报表里用你写的文字", "green", undo=True)

    def forget(self) -> None:
        """Let the program write the paragraph again."""
        each, order = self._current(), self._order
        if each is not None and order is not None and order.period is not None:
            self.desk.office.wordings.forget(order.item.name, order.period, each.name, village=each.village)
            self.desk.say("已改回程序写的文字", "green", undo=True)

    def _tell(self, words: str, tone: str) -> None:
        toned(self.said, words, tone)
        self.said.show()


def _beginning(each: Said) -> str:
    village = f"{each.village}：" if each.village else ""
    return f"{village}{each.text[:BEGINNING]}{'…' if len(each.text) > BEGINNING else ''}"


def _button(text: str, why: str) -> QPushButton:
    made = QPushButton(text)
    made.setToolTip(why)
    return made
