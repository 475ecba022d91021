"""What every tab of a household is: it shows the file, and knows what is not saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QTabBar, QVBoxLayout, QWidget

from fupin_desktop.domain.fields import Record
from fupin_desktop.domain.household import Person
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.records.form import RecordForm
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.theme import M, theme

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile


class Panel(QWidget):
    """One tab. ``year_wanted`` asks the details to go to another year; 0 begins a new one."""

    year_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.office = desk, desk.office
        self.file: HouseholdFile | None = None
        self.year = 0
        self.forms: list[RecordForm] = []
        self.grids: list[GridPart] = []
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(M, 0, M, M)
        scroll = self.area = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wanted: QWidget | None = None
        scroll.verticalScrollBar().rangeChanged.connect(lambda *_: self._keep_in_view())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_file(self, file: HouseholdFile, year: int) -> None:
        """Show a household in a year; what is typed and unsaved for the same one stays."""
        self.file, self.year = file, year
        self.fill(file, year)

    def show_person(self, person_id: int) -> None:
        """Put the cursor on a member, where there are members."""

    def show_field(self, kind: str, name: str, person: int | None = None) -> bool:
        """Put the keyboard into the editor of a field of a kind of record; False where it is not edited here.

        In a grid it is the row of that person, else of the newest record.
        """
        for form in self.forms:
            if form.kind.__name__ == kind and name in form.editors and not form.isHidden():
                form.go_to(name)
                self._bring_into_view(form.editors[name].widget)
                return True
        for part in self.grids:
            if (
                part.model.kind.__name__ == kind
                and not part.isHidden()
                and part.go_to(self._row(part, person), name)
            ):
                self._bring_into_view(part)
                return True
        return False

    def _bring_into_view(self, widget: QWidget) -> None:
        """Scroll to a widget, and again while things around it take their places."""
        self._wanted = widget
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        here = QApplication.focusWidget()
        if (
            self._wanted is not None
            and here is not None
            and (here is self._wanted or self._wanted.isAncestorOf(here))
        ):
            self.area.ensureWidgetVisible(self._wanted, 0, round(theme.size * 6))

    def _row(self, part: GridPart, person: int | None) -> int:
        records = [(row, line.record) for row, line in enumerate(part.model.lines) if line.record is not None]
        if person is not None:
            name = (
                next((each.name for each in self.file.members if each.id == person), "") if self.file else ""
            )
            mine = (row for row, record in records if _is_of(record, person, name))
            return next(mine, 0)
        return max(records, key=lambda each: _age(each[1]), default=(0, None))[0]

    def fill(self, file: HouseholdFile, year: int) -> None:
        raise NotImplementedError

    def add_form(self, form: RecordForm) -> RecordForm:
        """A form that is saved with Ctrl+S."""
        self.forms.append(form)
        form.save_wanted.connect(self.save)
        self.column.addWidget(form)
        return form

    def add_grid(self, part: GridPart) -> GridPart:
        """A grid that is saved with Ctrl+S."""
        self.grids.append(part)
        self.column.addWidget(part, 0 if part.maximumHeight() < 10_000 else 1)
        return part

    def put(self, form: RecordForm, record: object, key: str, label: str) -> None:
        """Show a record in a form with its draft; the same form again keeps what was typed."""
        assert isinstance(record, Record)
        if form.key == key and form.dirty:
            form.renew(record)
            return
        form.keep_draft()
        form.show_record(record, drafts=self.office.drafts, key=key, label=label)
        if draft := self.office.drafts.find(key):
            form.put_draft(draft)

    @property
    def dirty(self) -> bool:
        return any(form.dirty for form in self.forms) or any(grid.dirty for grid in self.grids)

    def save(self) -> bool:
        """Keep everything unsaved here; False when something hinders it."""
        kept = [self.save_form(form) for form in self.forms if form.dirty]
        return all(kept + [grid.save() for grid in self.grids if grid.dirty])

    def save_form(self, form: RecordForm) -> bool:
        raise NotImplementedError

    def give_up(self) -> list[str]:
        """Put the old values back. Gives what was given up, in words."""
        said = []
        for form in self.forms:
            if form.dirty:
                said += [
                    f"{form.kind.fields[name].label}仍为“{old or '空'}”"
                    for name, (old, _) in form.give_up().items()
                ]
        said += [f"{grid.title.text()}{grid.give_up()}行" for grid in self.grids if grid.dirty]
        return said

    def set_aside(self) -> None:
        """Keep what is unsaved as drafts, because one goes elsewhere."""
        for form in self.forms:
            form.keep_draft()
        for grid in self.grids:
            grid.keep_draft()


def _is_of(record: Record, person: int, name: str) -> bool:
    """Whether a row is a member's: the member, something of one, or something that names one."""
    if isinstance(record, Person):
        return record.id == person
    return getattr(record, "person_id", None) == person or (
        bool(name) and getattr(record, "person", None) == name
    )


def _age(record: Record) -> tuple[bool, date]:
    """Records of a household in the order of time; those without a day are the oldest."""
    days = (getattr(record, name, None) for name in ("since", "identified_on", "found_on", "on"))
    day = next((each for each in days if each is not None), None)
    return day is not None, day or date.min


class YearBar(QTabBar):
    """The years of a household, the newest first, and a way to begin a new one."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setMinimumHeight(round(theme.size * 3.1))
        self.setAccessibleName("年度")
        self._years: list[int] = []
        self._quiet = False
        self.currentChanged.connect(self._changed)

    def show_years(self, years: Sequence[int], year: int) -> None:
        self._quiet = True
        wanted = sorted({*years, year}, reverse=True)
        if wanted != self._years:
            while self.count():
                self.removeTab(0)
            for each in wanted:
                self.addTab(f"{each}年")
            self.addTab("＋ 新年度")
            self._years = wanted
        self.setCurrentIndex(self._years.index(year))
        self._quiet = False

    def _changed(self, place: int) -> None:
        if not self._quiet and place >= 0:
            self.chosen.emit(self._years[place] if place < len(self._years) else 0)
