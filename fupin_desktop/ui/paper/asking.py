"""What is asked for a paper: of whom, of when, on which sheet, in which format, and what only its kind asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QWidget

from fupin_desktop.domain.fields import Record, calendar_year, day, record, whole
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.paper.catalogue import WORDS, Item, Option
from fupin_desktop.ui.paper.meeting import MeetingBox
from fupin_desktop.ui.paper.order import Order
from fupin_desktop.ui.paper.roster import RosterBox
from fupin_desktop.ui.paper.whom import HouseholdBox, VillageBox
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.theme import XS, S

if TYPE_CHECKING:
    pass


@record("文书")
class _Choice(Record):
    year: int | None = calendar_year("年度", default=None, required=True)
    on: date | None = day("日期", default=None)
    days: int | None = whole("公示天数", default=None, least=1, most=365)


class _Pair(QWidget):
    """Two short fields in one row; ``label`` stands before the row and names the first one that is shown."""

    def __init__(self, first: tuple[str, QWidget], second: tuple[str, QWidget], stretch: int = 0) -> None:
        super().__init__()
        self._first, self._second = first[1], second[1]
        self._names = [first[0], second[0]]
        self.label, self._between = quiet(first[0]), quiet(second[0])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self._first, 1)
        row.addWidget(self._between)
        row.addWidget(self._second, 1 + stretch)

    def show_parts(self, first: bool, second: bool) -> bool:
        """Show one of them, or both; gives whether the row is needed at all."""
        self._first.setVisible(first)
        self._second.setVisible(second)
        self._between.setVisible(first and second)
        self._between.setText(self._names[1])
        self.label.setText(self._names[0] if first else self._names[1])
        return first or second

    def name_second(self, name: str) -> None:
        self._names[1] = name


class AskForm(QScrollArea):
    """``changed``: something else is asked for; ``reformed``: the same in another format of file."""

    changed = Signal()
    reformed = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.item: Item | None = None
        self._quiet = False
        self._options: dict[str, PickBox | QLineEdit] = {}
        self._box: RosterBox | MeetingBox | None = None
        self._optioned = ""
        self._papers: tuple[str, ...] = ()
        self.villages = VillageBox([])
        self.households = HouseholdBox(desk, page)
        self.period, self.paper, self.format = (PickBox([]) for _ in range(3))
        for name, box in (("期间", self.period), ("纸张", self.paper), ("文件格式", self.format)):
            box.setAccessibleName(name)
        self.editors = {
            name: Editor(field, desk.today, optional=False) for name, field in _Choice.fields.items()
        }
        self._last = {name: "" for name in self.editors}
        self._lay_out()
        self._begin()
        self.villages.picked.connect(self._say)
        self.households.picked.connect(self._say)
        self.period.currentIndexChanged.connect(lambda _: self._say())
        self.paper.currentIndexChanged.connect(lambda _: self._say())
        self.format.currentIndexChanged.connect(lambda _: self.reformed.emit())
        for name, editor in self.editors.items():
            editor.left.connect(lambda name=name: self._left(name))

    def _lay_out(self) -> None:
        inner = QWidget()
        self.rows = QFormLayout(inner)
        self.rows.setContentsMargins(0, 0, S, 0)
        self.rows.setVerticalSpacing(XS + 2)
        self.rows.setHorizontalSpacing(S)
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.dated = _Pair(("年度", self.editors["year"].widget), ("日期", self.editors["on"].widget), 1)
        self.posted = _Pair(("天数", self.editors["days"].widget), ("纸张", self.paper))
        for label, widget in (("范围", self.villages), ("农户", self.households), ("期间", self.period)):
            self.rows.addRow(quiet(label), widget)
        for pair in (self.dated, self.posted):
            self.rows.addRow(pair.label, pair)
        self.rows.addRow(quiet("格式"), self.format)
        inner.setProperty("part", "surface")
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(200, self.rows.sizeHint().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Wide enough that nothing in it is cut; what is too tall is scrolled."""
        return QSize(
            self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(), 80
        )

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def _begin(self) -> None:
        """A demo office lives on its last day, every other today."""
        facts = self.desk.office.settings.facts()
        on = (self.desk.office.figures.last_day() if facts.demo else None) or self.desk.today()
        self.editors["year"].put(on.year)
        self._today = on
        self.show_villages()

    def show_villages(self) -> None:
        """Offer the villages as they are now."""
        self.villages.offer([each.name for each in self.desk.office.settings.villages()])

    # which kind

    def show_item(self, item: Item) -> None:
        """Ask for what this kind needs; what was chosen before stays."""
        self._quiet = True
        self.item = item
        self.dated.name_second(item.day)
        self._offer(self.format, [(each, WORDS[each]) for each in item.formats])
        if item.papers != self._papers:
            self._papers = item.papers
            self.paper.blockSignals(True)
            self.paper.offer([(each, each) for each in item.papers])
            self.paper.blockSignals(False)
        self._offer_periods(item)
        dated = self.editors["on"].widget
        assert isinstance(dated, QLineEdit)
        dated.setPlaceholderText("空着为期末" if "period" in item.asks else "如 20180508、5-8")
        self.editors["on"].put(None if "period" in item.asks else self.editors["on"].value() or self._today)
        self.editors["days"].put(item.days)
        self._show_options(item)
        whom = "whom" in item.asks
        for widget, shown in (
            (self.villages, whom and self.households.value() is None),
            (self.households, whom and item.names_households),
            (self.period, "period" in item.asks),
            (self.dated, self.dated.show_parts("year" in item.asks, "on" in item.asks)),
            (self.posted, self.posted.show_parts("days" in item.asks, len(item.papers) > 1)),
        ):
            self.rows.setRowVisible(widget, shown)
        self._offer_votes()
        self._last = {name: editor.text() for name, editor in self.editors.items()}
        self._quiet = False
        self.updateGeometry()

    def _offer_votes(self) -> None:
        if isinstance(self._box, MeetingBox) and not (
            self.editors["on"].problem() or self.editors["year"].problem()
        ):
            self._box.show_for(
                self.villages.value(), self.editors["on"].value(), self.editors["year"].value()
            )

    def _offer_periods(self, item: Item) -> None:
        """Those that data speak of; at first the one that has begun last."""
        known = self.desk.office.figures.latest() if item.periods else None
        if item.periods is None or known is None or not known.known or known.first_day is None:
            self._offer(self.period, [])
            return
        kept, found = self.period.value(), item.periods(known.first_day, known.on)
        self._offer(self.period, [(each, each.words) for each in found])
        if kept not in found:
            self.period.blockSignals(True)
            self.period.put(next(each for each in found if each.first <= known.on))
            self.period.blockSignals(False)

    @staticmethod
    def _offer(box: PickBox, choices: Sequence[tuple[Any, str]]) -> None:
        kept = box.value()
        box.blockSignals(True)
        box.offer(choices)
        if choices:
            box.put(kept)
        box.blockSignals(False)

    def _show_options(self, item: Item) -> None:
        """The options of a kind, above the format; what stands there already for the same kind stays."""
        if self._optioned == item.key:
            return
        self._optioned = item.key
        for old in (*self._options.values(), *(each for _, each in self._fields())):
            self.rows.removeRow(old)
        self._options, self._box = {}, None
        match item.key:
            case "roster":
                self._box = RosterBox(self.desk)
            case "assembly":
                self._box = MeetingBox(self.desk, self.rows)
        if self._box:
            self._box.changed.connect(self._say)
            for label, widget in self._box.fields:
                self.rows.insertRow(self.rows.rowCount() - 1, quiet(label), widget)
        if isinstance(self._box, MeetingBox):
            self._box.show_fields()
        for each in item.options:
            made = self._option(each)
            made.setAccessibleName(each.label)
            self.rows.insertRow(self.rows.rowCount() - 1, quiet(each.label), made)
            self._options[each.name] = made

    def _option(self, option: Option) -> PickBox | QLineEdit:
        if option.choices:
            box = PickBox(option.choices)
            box.currentIndexChanged.connect(lambda _: self._say())
            return box
        line = QLineEdit()
        line.setPlaceholderText(option.hint)
        line.setToolTip(option.hint)
        line.editingFinished.connect(self._say)
        return line

    def _fields(self) -> list[tuple[str, QWidget]]:
        return self._box.fields if self._box else []

    # what was chosen

    def options(self) -> dict[str, str]:
        """What only this kind asks for; what was left empty is not said."""
        if self._box:
            return self._box.options()
        said = {
            name: each.text().strip() if isinstance(each, QLineEdit) else each.value()
            for name, each in self._options.items()
        }
        return {name: value for name, value in said.items() if value}

    def problem(self) -> str:
        """What is wrong with what stands here, in words."""
        asked = self.item.asks if self.item else ()
        said = [each.problem() for name, each in self.editors.items() if name in asked]
        if isinstance(self._box, MeetingBox):
            said.append(self._box.problem())
        return next(filter(None, said), "")

    def order(self) -> Order | None:
        """What is asked for; None while something cannot be read or a report has no period to speak of."""
        item = self.item
        if item is None or self.problem() or ("period" in item.asks and self.period.value() is None):
            return None
        whom = "whom" in item.asks
        households = self.households.value() if whom and item.names_households else None
        return Order(
            item=item,
            year=self.editors["year"].value(),
            villages=self.villages.value() if whom and households is None else (),
            households=households,
            on=self.editors["on"].value() if "on" in item.asks else None,
            days=self.editors["days"].value() if "days" in item.asks else None,
            period=self.period.value() if "period" in item.asks else None,
            paper=self.paper.value() or "A4",
            options=self.options(),
        )

    def put(self, state: Mapping[str, Any]) -> None:
        """Take what an earlier visit or another page asked for."""
        self._quiet = True
        if "villages" in state:
            self.villages.put(state["villages"])
        if "households" in state:
            self.households.put(state["households"] or ())
        if "period" in state:
            self.period.put(state["period"])
        for name in ("year", "on"):
            if state.get(name) is not None:
                self.editors[name].put(state[name])
        self._quiet = False
        if self.item:
            self.show_item(self.item)
        if isinstance(self._box, MeetingBox) and "options" in state:
            self._box.put(state["options"])
        for name, value in state.get("options", {}).items():
            if isinstance(line := self._options.get(name), QLineEdit):
                line.setText(value)

    def state(self) -> dict[str, Any]:
        return {
            "villages": self.villages.value(),
            "households": self.households.value(),
            "period": self.period.value(),
            "year": self.editors["year"].value() if not self.editors["year"].problem() else None,
        }

    def _left(self, name: str) -> None:
        text = self.editors[name].text()
        if text != self._last[name]:
            self._last[name] = text
            self._say()

    def _say(self) -> None:
        if self._quiet:
            return
        if self.item:
            self.rows.setRowVisible(
                self.villages, "whom" in self.item.asks and self.households.value() is None
            )
            self._offer_votes()
        self.changed.emit()
