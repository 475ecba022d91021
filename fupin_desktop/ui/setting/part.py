"""What every part of 设置 is: it shows what was decided, and knows what is not saved."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.fields import Record
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import head, quiet
from fupin_desktop.ui.records.form import RecordForm
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.theme import L, M, S


class Part(QWidget):
    """One part, with its words on top."""

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    words: ClassVar[str] = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.office = desk, desk.office
        self.forms: list[RecordForm] = []
        self.grids: list[GridPart] = []
        inner = QWidget()
        inner.setProperty("part", "surface")
        inner.setMaximumWidth(1100)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(L, 0, M, M)
        self.column.setSpacing(S)
        heading = QLabel(self.title)
        head(heading, 1.5)
        words = quiet(self.words)
        words.setWordWrap(True)
        self.column.addWidget(heading)
        self.column.addWidget(words)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setProperty("part", "surface")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def fill(self) -> None:
        """Read again what was decided; what is typed and unsaved stays."""
        raise NotImplementedError

    def add_form(self, form: RecordForm) -> RecordForm:
        self.forms.append(form)
        form.save_wanted.connect(self.save)
        self.column.addWidget(form)
        return form

    def add_grid(self, grid: GridPart) -> GridPart:
        self.grids.append(grid)
        self.column.addWidget(grid)
        head, metrics = grid.grid.horizontalHeader(), grid.grid.fontMetrics()
        for place in range(grid.model.columnCount()):
            heading = str(grid.model.headerData(place, Qt.Orientation.Horizontal))
            head.resizeSection(place, max(head.sectionSize(place), metrics.horizontalAdvance(heading) + 28))
        return grid

    def put(self, form: RecordForm, record: Record, key: str) -> None:
        """Show a record with its draft, if one was left unsaved."""
        if form.key == key and form.dirty:
            form.renew(record)
            return
        form.show_record(record, drafts=self.office.drafts, key=key, label=f"设置 {self.title}")
        if draft := self.office.drafts.find(key):
            form.put_draft(draft)

    @property
    def dirty(self) -> bool:
        return any(form.dirty for form in self.forms) or any(grid.dirty for grid in self.grids)

    def save(self) -> bool:
        """Keep what was changed; what hinders it is said beside the field."""
        kept = [self._save_form(form) for form in self.forms if form.dirty]
        return all(kept + [grid.save() for grid in self.grids if grid.dirty])

    def _save_form(self, form: RecordForm) -> bool:
        if form.values() is None:
            return False
        try:
            self.keep(form)
        except Refused as refused:
            form.show_problems(refused.problems)
            return False
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
            return False
        form.saved()
        self.desk.say(f"已保存设置：{self.title}", "green", undo=True)
        self.fill()
        return True

    def keep(self, form: RecordForm) -> None:
        """Keep what stands in a form. Raises Refused, Stale or Trouble."""
        raise NotImplementedError

    def give_up(self) -> list[str]:
        """Put the old values back. Gives what was given up, in words."""
        said = [
            f"{form.kind.fields[name].label}仍为“{old or '空'}”"
            for form in self.forms
            for name, (old, _) in form.give_up().items()
        ]
        return said + [f"{grid.title.text()}{grid.give_up()}行" for grid in self.grids if grid.dirty]

    def set_aside(self) -> None:
        """Keep what is unsaved as drafts."""
        for form in self.forms:
            form.keep_draft()
        for grid in self.grids:
            grid.keep_draft()
