"""A form for one record. The fields say how they are edited; the page says where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.fields import Field, Problem, Record
from fupin_desktop.services.drafts import Draft, Drafts
from fupin_desktop.ui import era
from fupin_desktop.ui.page import quiet, rule
from fupin_desktop.ui.records.editors import Editor
from fupin_desktop.ui.theme import XS, M, S, theme
from fupin_desktop.ui.timing import pause

DRAFT_AFTER = 800


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields under a heading that opens and closes them; ``wide`` ones take the whole row, ``double`` ones two columns."""

    title: str
    fields: Sequence[str]
    wide: Sequence[str] = ()
    open: bool = True
    double: Sequence[str] = ()


class RecordForm(QWidget):
    """Shows a record, says what is wrong beside each field, and gives the values that were typed."""

    changed = Signal()
    save_wanted = Signal()
    notes_below: ClassVar[bool] = False
    """What is wrong stands across the whole row below its fields, for forms whose sentences are long."""

    def __init__(
        self,
        kind: type[Record],
        sections: Sequence[Section],
        *,
        columns: int = 2,
        today: Callable[[], date] = date.today,
        must: Sequence[str] = (),
        offers: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        super().__init__()
        self.kind = kind
        self.editors: dict[str, Editor] = {}
        self._notes: dict[str, QLabel] = {}
        self._shown: dict[str, str] = {}
        self._wrong: dict[str, tuple[str, str]] = {}
        """What was found wrong by field: the text that stood there then, and the problem."""
        self._drafts: Drafts | None = None
        self.key = self._label = ""
        self._today, self._must, self._offers = today, must, offers or {}
        self.summary = QLabel()
        self.summary.setProperty("tone", "red")
        self.summary.setWordWrap(True)
        self.summary.linkActivated.connect(self.go_to)
        self.summary.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, S)
        column.setSpacing(S)
        column.addWidget(self.summary)
        for section in sections:
            column.addWidget(_Part(section, self, columns))
        column.addLayout(self._foot())
        column.addStretch(1)
        widgets = [editor.widget for editor in self.editors.values()]
        for first, second in pairwise([*widgets, self.save, self.discard]):
            QWidget.setTabOrder(first, second)
        self._timer = pause(self, DRAFT_AFTER, self.keep_draft)

    def _foot(self) -> QHBoxLayout:
        self.save = QPushButton("保存（Ctrl+S）")
        self.save.setProperty("tone", "primary")
        self.save.clicked.connect(self.save_wanted)
        self.discard = QPushButton("放弃修改（Esc）")
        self.discard.clicked.connect(self.give_up)
        self.dirty_note = quiet("")
        row = QHBoxLayout()
        for widget in (self.save, self.discard, self.dirty_note):
            row.addWidget(widget)
            widget.hide()
        row.addStretch(1)
        return row

    def make_editor(self, name: str) -> tuple[Editor, QLabel]:
        """The editor of a field and the place where its problem is said."""
        field = self.kind.fields[name]
        default = next((f.default for f in self.kind.__dataclass_fields__.values() if f.name == name), None)
        editor = self.editors[name] = Editor(
            field, self._today, optional=default is None, offers=self._offers.get(name, ())
        )
        note = self._notes[name] = QLabel()
        note.setProperty("tone", "red")
        note.setWordWrap(True)
        note.hide()
        editor.edited.connect(self._edited)
        editor.left.connect(lambda: self.check(name))
        return editor, note

    def starred(self, field: Field) -> bool:
        return field.required or field.name in self._must

    # values

    def show_record(
        self, record: Record, *, drafts: Drafts | None = None, key: str = "", label: str = ""
    ) -> None:
        """Show a record's values. With ``drafts``, unsaved input is kept under ``key``."""
        self._timer.stop()
        self._drafts, self.key, self._label = drafts, key, label
        for name, editor in self.editors.items():
            editor.put(getattr(record, name))
        self._shown = self.texts()
        self.show_problems(())
        self._say_dirty()

    def renew(self, record: Record) -> None:
        """Show a record that changed meanwhile; what was typed and not saved stays."""
        typed = {name: now for name, (_, now) in self.changes().items()}
        for name, editor in self.editors.items():
            editor.put(getattr(record, name))
        self._shown = self.texts()
        for name, text in typed.items():
            self.editors[name].put_text(text)
        self._say_dirty()

    def put_draft(self, draft: Draft) -> None:
        """Put back what was typed before a crash."""
        for name, text in draft.values.items():
            if name in self.editors:
                self.editors[name].put_text(text)
        self._edited()

    def texts(self) -> dict[str, str]:
        return {name: editor.text() for name, editor in self.editors.items()}

    @property
    def dirty(self) -> bool:
        return self.texts() != self._shown

    def changes(self) -> dict[str, tuple[str, str]]:
        """What was changed: field → what stood there, what stands there now."""
        now = self.texts()
        return {
            name: (self._shown.get(name, ""), now[name]) for name in now if now[name] != self._shown.get(name)
        }

    def problems(self) -> list[Problem]:
        """Everything wrong with what stands in the form."""
        return [Problem(name, said) for name, editor in self.editors.items() if (said := editor.problem())]

    def values(self) -> Mapping[str, Any] | None:
        """The values, or None when something is wrong; it is then said beside the fields."""
        wrong = self.problems()
        self.show_problems(wrong)
        return None if wrong else {name: editor.value() for name, editor in self.editors.items()}

    def hint(self, name: str, text: str) -> None:
        """Say in an empty field what goes without saying."""
        widget = self.editors[name].widget
        if isinstance(widget, QLineEdit):
            widget.setPlaceholderText(text)

    def check(self, name: str) -> None:
        """Say beside a field what is wrong with it, when it is left; what was mended is no longer said on top."""
        editor = self.editors[name]
        said = editor.problem() or ""
        self._note(name, said if editor.text() else "")
        if not said and name in self._wrong and self._wrong[name][0] != editor.text():
            self.mended(name)

    def mended(self, name: str) -> None:
        """What was wrong with a field, or with something beside the form, is wrong no more."""
        if self._wrong.pop(name, None):
            self._sum_up()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say each problem beside its field, and all of them on top with links."""
        texts = self.texts()
        self._wrong = {each.field: (texts.get(each.field, ""), each.text) for each in problems}
        for name in self.editors:
            self._note(name, self._wrong[name][1] if name in self._wrong else "")
        self._sum_up()
        if problems and problems[0].field in self.editors:
            self.go_to(problems[0].field)

    def _sum_up(self) -> None:
        links = [
            f'<a href="{name}" style="color:{theme.colours.red}">{text}</a>' if name in self.editors else text
            for name, (_, text) in self._wrong.items()
        ]
        self.summary.setText("！ 请先改正：" + "；".join(links) if links else "")
        self.summary.setVisible(bool(links))

    def go_to(self, name: str) -> None:
        """Put the keyboard on a field, opening its section."""
        widget = self.editors[name].widget
        above = widget.parentWidget()
        while above is not None and above is not self:
            if isinstance(above, _Part):
                above.open(True)
            above = above.parentWidget()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def saved(self) -> None:
        """What stands here is kept now: nothing is unsaved any more."""
        self._timer.stop()
        if self._drafts:
            self._drafts.drop(self.key)
        self._shown = self.texts()
        self._say_dirty()

    def give_up(self) -> dict[str, tuple[str, str]]:
        """Put the old values back. Gives what was given up."""
        lost = self.changes()
        for name, (old, _) in lost.items():
            self.editors[name].put_text(old)
        self.show_problems(())
        self.saved()
        self.changed.emit()
        return lost

    def keep_draft(self) -> None:
        """Write unsaved input to disk."""
        self._timer.stop()
        if self._drafts and self.key and self.dirty:
            changed = {name: now for name, (_, now) in self.changes().items()}
            self._drafts.keep(Draft(self.key, self._label, changed))

    def _edited(self) -> None:
        self._say_dirty()
        self._timer.start()
        self.changed.emit()

    def _say_dirty(self) -> None:
        changed = self.changes()
        for widget in (self.save, self.discard, self.dirty_note):
            widget.setVisible(bool(changed))
        names = "、".join(self.kind.fields[name].label for name in list(changed)[:3])
        self.dirty_note.setText(f"未保存：{names}{' 等' if len(changed) > 3 else ''}")

    def _note(self, name: str, said: str) -> None:
        note, widget = self._notes[name], self.editors[name].widget
        note.setText(said)
        note.setVisible(bool(said))
        if bool(widget.property("wrong")) != bool(said):
            widget.setProperty("wrong", bool(said))
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class _Part(QWidget):
    """A section: its heading opens and closes it."""

    def __init__(self, section: Section, form: RecordForm, columns: int) -> None:
        super().__init__()
        self._title = section.title
        self.heading = QToolButton()
        self.heading.setCheckable(True)
        self.heading.setProperty("part", "section")
        self.heading.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.heading.toggled.connect(self.open)
        self.inner = QWidget()
        self._grid = QGridLayout(self.inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(XS + 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        if section.title:
            row = QHBoxLayout()
            row.addWidget(self.heading)
            row.addWidget(rule(), 1)
            column.addLayout(row)
        column.addWidget(self.inner)
        self._fill(section, form, columns)
        self.open(section.open)

    def open(self, on: bool) -> None:
        self.heading.setChecked(on)
        self.heading.setText(f"{'▾' if on else '▸'} {self._title}")
        self.inner.setVisible(on)

    def _fill(self, section: Section, form: RecordForm, columns: int) -> None:
        place = 0
        below: dict[int, list[QLabel]] = {}
        for name in section.fields:
            span = columns if name in section.wide else 2 if name in section.double else 1
            if place % columns + span > columns:
                place += columns - place % columns
            row = place // columns * 2
            cell, note = _cell(form, name)
            self._grid.addWidget(cell, row, place % columns, 1, span)
            if form.notes_below:
                below.setdefault(row + 1, []).append(note)
            place += span
        for row, notes in below.items():
            lines = QVBoxLayout()
            lines.setSpacing(1)
            for note in notes:
                lines.addWidget(note)
            self._grid.addLayout(lines, row, 0, 1, columns)
        for each in range(columns):
            self._grid.setColumnStretch(each, 1)


def _cell(form: RecordForm, name: str) -> tuple[QWidget, QLabel]:
    """A field with its label, and where its problem is said."""
    editor, note = form.make_editor(name)
    field = editor.field
    label = quiet(
        f"{era.words(field.label)}{'（' + field.unit + '）' if field.unit else ''}{' *' if form.starred(field) else ''}"
    )
    label.setBuddy(editor.widget)
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    for widget in (label, editor.widget, *(() if form.notes_below else (note,))):
        column.addWidget(widget)
    column.addStretch(1)
    return made, note
