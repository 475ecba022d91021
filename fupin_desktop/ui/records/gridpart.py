"""A grid with its heading, its problems and its own saving, as the details of a household use many."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Record
from fupin_desktop.services.drafts import Draft
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import head, quiet, toned
from fupin_desktop.ui.records.form import DRAFT_AFTER
from fupin_desktop.ui.records.grid import Grid, GridModel, Line
from fupin_desktop.ui.theme import XS, S
from fupin_desktop.ui.timing import pause


class GridPart(QWidget):
    """``save`` is given the changed rows and keeps them as one act; problems are said under the grid."""

    edited = Signal()

    def __init__(
        self,
        desk: Desk,
        title: str,
        model: GridModel,
        save: Callable[[list[Line]], str],
        *,
        hint: str = "",
        evidence: str = "",
        rows: int = 0,
        former: Sequence[str] = (),
    ) -> None:
        """``former`` are the columns of versions before 0.5, whose drafts do not name them."""
        super().__init__()
        self.desk, self.model, self._keep, self._rows = desk, model, save, rows
        self._former = former
        self._key = self._label = ""
        self.grid = Grid(model, desk.today)
        self.grid.setAccessibleName(title)
        self.problems = QLabel()
        self.problems.setWordWrap(True)
        self.evidence = QLineEdit()
        self.evidence.setPlaceholderText(evidence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(XS)
        self.head = QHBoxLayout()
        self.title = QLabel(title)
        head(self.title, 0.5)
        self.head.addWidget(self.title)
        self.hint = quiet(hint)
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hint.setToolTip(hint)
        self.head.addWidget(self.hint, 1)
        column.addLayout(self.head)
        column.addWidget(self.grid, 1)
        column.addWidget(self.problems)
        column.addLayout(self._foot(bool(evidence)))
        model.edited.connect(self._edited)
        self._timer = pause(self, DRAFT_AFTER, self.keep_draft)
        self._edited()

    def _foot(self, asks_evidence: bool) -> QHBoxLayout:
        self.save_button = QPushButton("保存（Ctrl+S）")
        self.save_button.setProperty("tone", "primary")
        self.save_button.clicked.connect(self.save)
        self.discard_button = QPushButton("放弃修改（Esc）")
        self.discard_button.clicked.connect(self.give_up)
        self._asks = asks_evidence
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.discard_button)
        row.addWidget(self.evidence, 1)
        row.addStretch(0)
        return row

    def show_records(self, records: Sequence[Record], *, key: str = "", label: str = "") -> None:
        """Show records; typed and unsaved rows of the same ``key`` stay."""
        if key and key == self._key and self.dirty:
            return
        self._timer.stop()
        self._key, self._label = key, label
        self.evidence.clear()
        self.model.show_records(records)
        draft = self.desk.office.drafts.find(key) if key else None
        if draft:
            self._put(draft)
        self._edited()

    @property
    def dirty(self) -> bool:
        return self.model.dirty

    def save(self) -> bool:
        """Keep the changed rows; what hinders it is said under the grid."""
        if not self.dirty:
            return True
        if wrong := self.model.problems():
            self._say(wrong)
            return False
        try:
            said = self._keep(self.model.changed())
        except Refused as refused:
            self._say([problem.text for problem in refused.problems])
            self.evidence.setFocus() if self._asks else None
            return False
        self.forget()
        self.desk.say(said, "green", undo=True)
        return True

    def keep_each(self, lines: Sequence[Line], save: Callable[[Any], Any], **links: Any) -> list[Any]:
        """Keep rows one by one; those kept before a refusal are not asked for again."""
        kept = []
        for line in lines:
            saved = save(self.model.made(line, **links))
            line.record, line.values = saved, {name: getattr(saved, name) for name in self.model.kind.fields}
            kept.append(saved)
        return kept

    def forget(self) -> None:
        """Nothing here is unsaved any more."""
        self._timer.stop()
        if self._key:
            self.desk.office.drafts.drop(self._key)
        self.model.show_records([line.record for line in self.model.lines if line.record])
        self._key = ""
        self._edited()

    def give_up(self) -> int:
        """Put the old rows back. Gives how many were given up."""
        lost = len(self.model.changed())
        key = self._key
        self.forget()
        self._key = key
        return lost

    def go_to(self, row: int, name: str) -> bool:
        """Put the keyboard on the cell of a field; False where the grid has no such column."""
        column = next((place for place, spec in enumerate(self.model.columns) if spec.name == name), None)
        if column is None or not self.model.lines:
            return False
        index = self.model.index(min(row, len(self.model.lines) - 1), column)
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index)
        self.grid.setFocus()
        return True

    def keep_draft(self) -> None:
        """Write unsaved rows to disk."""
        self._timer.stop()
        if not self._key or not self.dirty:
            return
        said = {
            str(n): json.dumps(
                {spec.name: self.model.text(n, c) for c, spec in enumerate(self.model.columns)}
            )
            for n, line in enumerate(self.model.lines)
            if line in self.model.changed()
        }
        self.desk.office.drafts.keep(Draft(self._key, self._label, said))

    def _put(self, draft: Draft) -> None:
        for row, cells in draft.values.items():
            kept: dict[str, str] | list[str] = json.loads(cells)
            said = kept if isinstance(kept, dict) else dict(zip(self._named(len(kept)), kept, strict=False))
            texts = [
                said.get(spec.name, self._text(int(row), c)) for c, spec in enumerate(self.model.columns)
            ]
            self.model.paste(int(row), 0, "\t".join(texts))

    def _named(self, cells: int) -> Sequence[str]:
        """The columns of a draft that an earlier version kept without their names."""
        if len(self._former) == cells:
            return self._former
        return [spec.name for spec in self.model.columns]

    def _text(self, row: int, column: int) -> str:
        return self.model.text(row, column) if row < len(self.model.lines) else ""

    def _say(self, wrong: Sequence[str]) -> None:
        more = f"（还有{len(wrong) - 4}处）" if len(wrong) > 4 else ""
        toned(self.problems, "！ " + "；".join(wrong[:4]) + more if wrong else "", "red")
        self.problems.setVisible(bool(wrong))

    def _edited(self) -> None:
        dirty = self.dirty
        self.save_button.setVisible(dirty)
        self.discard_button.setVisible(dirty)
        self.evidence.setVisible(dirty and self._asks)
        self._say([])
        if self._rows:
            row = self.grid.verticalHeader().defaultSectionSize()
            shown = min(max(len(self.model.lines), 1), self._rows)
            tall = self.grid.horizontalHeader().sizeHint().height() + row * shown + 18
            self.grid.setFixedHeight(tall)
        if dirty:
            self._timer.start()
        self.edited.emit()
