"""What is registered of a notice, asked in a few fields beside it; a reason is asked for where one lets it pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.fields import Record, choice, day, record, text
from fupin_desktop.domain.posting import UNLESS, Finding, not_yet
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import head, quiet, toned
from fupin_desktop.ui.records.editors import Editor
from fupin_desktop.ui.theme import XS, M, S

REASON = "override"


@record("张贴")
class PostForm(Record):
    on: date | None = day("张贴日期", default=None, required=True)
    who: str = text("张贴人", default="", required=True, longest=60)
    place: str = text("张贴地点", default="", longest=80)
    override: str = text("破例理由", default="", longest=200)


@record("异议")
class ObjectForm(Record):
    on: date | None = day("提出日期", default=None, required=True)
    who: str = text("提出人", default="", longest=60)
    household: str = text("涉及的户", default="", longest=80)
    about: str = text("异议内容", default="", required=True, longest=400)
    override: str = text("破例理由", default="", longest=200)


@record("答复")
class AnswerForm(Record):
    investigator: str = text("调查人", default="", required=True, longest=60)
    investigated_on: date | None = day("调查日期", default=None, required=True)
    result: Finding | None = choice("调查结果", Finding, default=None, required=True)
    on: date | None = day("答复日期", default=None, required=True)
    answer: str = text("答复内容", default="", required=True, longest=400)


@record("撤下")
class DownForm(Record):
    on: date | None = day("撤下日期", default=None, required=True)
    who: str = text("撤下人", default="", required=True, longest=60)
    override: str = text("破例理由", default="", longest=200)


@record("期满证明")
class ProofForm(Record):
    on: date | None = day("证明日期", default=None, required=True)


@record("归档")
class ArchiveForm(Record):
    on: date | None = day("归档日期", default=None, required=True)
    override: str = text("破例理由", default="", longest=200)


@record("撤回")
class WithdrawForm(Record):
    on: date | None = day("撤回日期", default=None, required=True)
    reason: str = text("撤回原因", default="", required=True, longest=200)


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: a record's fields, what stands in them first, the words of the button, and what it does.

    ``do`` gives what was done in words. ``offers``: (what is kept, what is read) of a field that is chosen from a list.
    """

    title: str
    kind: type[Record]
    values: Mapping[str, Any]
    button: str
    do: Callable[[Mapping[str, Any]], str]
    offers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    wide: Sequence[str] = ()


class ActForm(QFrame):
    """``done`` says what was registered; ``closed`` that nothing is asked any more."""

    done = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.asking: Asking | None = None
        self.editors: dict[str, Editor] = {}
        self._reason = QLabel()
        self.setProperty("part", "card")
        self.title = QLabel()
        head(self.title, 0.5)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(M)
        self.grid.setVerticalSpacing(XS)
        self.save = QPushButton()
        self.save.setProperty("tone", "primary")
        self.save.setAutoDefault(True)
        self.save.clicked.connect(self.submit)
        self.give_up = QPushButton("不登记（Esc）")
        self.give_up.clicked.connect(self.close_form)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.save)
        row.addWidget(self.give_up)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, S)
        column.setSpacing(S)
        column.addWidget(self.title)
        column.addLayout(self.grid)
        column.addWidget(self.said)
        column.addLayout(row)
        self.hide()

    def ask(self, asking: Asking) -> None:
        """Ask anew; what was asked before is given up."""
        self._clear()
        self.show()
        self.asking = asking
        self.title.setText(asking.title)
        self.save.setText(f"{asking.button}（Ctrl+Enter）")
        place = 0
        for name, spec in asking.kind.fields.items():
            editor = Editor(spec, self.desk.today, optional=False, offers=asking.offers.get(name, ()))
            editor.put(asking.values.get(name))
            self.editors[name] = editor
            span = 2 if name in (*asking.wide, REASON) else 1
            place += place % 2 if span == 2 else 0
            row, column = divmod(place, 2)
            label = quiet(spec.label + (" *" if spec.required else ""))
            label.setBuddy(editor.widget)
            self.grid.addWidget(label, 2 * row, column, 1, span)
            self.grid.addWidget(editor.widget, 2 * row + 1, column, 1, span)
            if name == REASON:
                self._reason = label
            for widget in (label, editor.widget):
                widget.setVisible(name != REASON)
            place += span
        for before, after in pairwise(
            [*(each.widget for each in self.editors.values()), self.save, self.give_up]
        ):
            QWidget.setTabOrder(before, after)
        self._say("")
        first = next(
            (each for name, each in self.editors.items() if name != REASON and not each.text()), None
        )
        (first or next(iter(self.editors.values()))).widget.setFocus()
        if isinstance(widget := self.focusWidget(), QLineEdit):
            widget.selectAll()

    def close_form(self) -> None:
        """Ask nothing any more."""
        if self.asking is not None:
            self._clear()
            self.hide()
            self.closed.emit()

    def submit(self) -> None:
        """Do what was asked for; what hinders it is said in the form, and a reason asked for where one helps."""
        if self.asking is None:
            return
        wrong = [
            (name, said)
            for name, each in self.editors.items()
            if (said := each.problem() or self._to_come(name))
        ]
        if wrong:
            self._say("；".join(said for _, said in wrong))
            self.editors[wrong[0][0]].widget.setFocus()
            return
        try:
            said = self.asking.do({name: each.value() for name, each in self.editors.items()})
        except Refused as refused:
            self._refused(refused)
            return
        except (Stale, Trouble) as trouble:
            self._say(str(trouble))
            return
        self.close_form()
        self.done.emit(said)

    def _to_come(self, name: str) -> str:
        """What is wrong with a day that is to come: what is registered here was done."""
        typed = self.editors[name].value()
        if self.asking is None or not isinstance(typed, date):
            return ""
        label = self.asking.kind.fields[name].label
        return "".join(each.text for each in not_yet(label, typed, self.desk.today()))

    def _refused(self, refused: Refused) -> None:
        self._say(str(refused))
        if REASON in self.editors and UNLESS in str(refused):
            widget = self.editors[REASON].widget
            self._reason.show()
            widget.show()
            widget.setFocus()
            return
        name = refused.problems[0].field if refused.problems else ""
        if name in self.editors:
            self.editors[name].widget.setFocus()

    def _say(self, words: str) -> None:
        toned(self.said, f"！ {words}" if words else "", "red")
        self.said.setVisible(bool(words))

    def _clear(self) -> None:
        self.asking = None
        self.editors = {}
        while self.grid.count():
            if widget := self.grid.takeAt(0).widget():
                widget.hide()
                widget.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)
