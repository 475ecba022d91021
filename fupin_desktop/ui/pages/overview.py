"""总览: the office's figures by village, and charts; every number opens the list behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop import settings
from fupin_desktop.domain.codes import Status
from fupin_desktop.domain.values import show_day, show_money
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.charts import ChartView
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import Page, empty
from fupin_desktop.ui.theme import ROW, M, theme

if TYPE_CHECKING:
    from fupin_desktop.domain.figures import Count, Figures
    from fupin_desktop.ui.due.band import DueBand

Filters = Mapping[str, Any]
THIS_YEAR = -1
"""Stands in a filter for the year of the figures."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: what is counted, and the list behind the number (a view or more filters)."""

    label: str
    value: Callable[[Any], int | None]
    state: Filters
    page: str = "household"


def _pair(label: str, name: str, state: Filters) -> tuple[Column, Column]:
    def households(get: Any) -> int:
        count: Count = get(name)
        return count.households

    def people(get: Any) -> int:
        count: Count = get(name)
        return count.people

    return Column(f"{label}\n户", households, state), Column(f"{label}\n人", people, state)


def _one(label: str, name: str, state: Filters, page: str = "household") -> Column:
    return Column(label, lambda get: get(name), state, page)


COLUMNS = (
    *_pair("在册", "all", {"view": "registered"}),
    *_pair("未脱贫", "poor", {"view": "poor"}),
    *_pair("已脱贫", "lifted", {"view": "lifted"}),
    *_pair("稳定", "stable", {"more": {"registered": True, "status": (Status.STABLE,)}}),
    *_pair("低保", "allowance", {"view": "allowance"}),
    _pair("监测", "at_risk", {"more": {"registered": True, "monitored": True}})[0],
    _one("危房\n户", "unsafe_houses", {"more": {"registered": True, "unsafe_in": THIS_YEAR}}),
    _one("已开工\n户", "houses_started", {"reached": "started"}, "housing"),
    _one("已竣工\n户", "houses_finished", {"reached": "finished"}, "housing"),
    _one("已入住\n户", "houses_moved_in", {"reached": "moved_in"}, "housing"),
    _one("在校生\n人", "pupils", {"more": {"registered": True, "pupils": True}}),
)


CHOSEN, USUAL = "overview.charts", ("status", "income", "housing")


class OverviewPage(Page):
    title = "总览"
    tables = frozenset(
        {"household", "person", "standing", "monitoring", "household_year", "person_year", "renovation", "stage",
         "village", "poverty_line", "import_batch"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.figures: Figures | None = None
        self.due: DueBand | None = None
        self.grid = QTableWidget()
        self.grid.setAccessibleName("各村情况")
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.verticalHeader().hide()
        self.grid.setShowGrid(False)
        self.grid.setAlternatingRowColors(True)
        self.grid.cellClicked.connect(self.open_list)
        self.grid.cellActivated.connect(self.open_list)
        self.charts = QHBoxLayout()
        self.charts.setSpacing(M)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, M, 0)
        self.column.setSpacing(M)
        self.column.addWidget(self.grid)
        self.column.addLayout(self.charts, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = scroll
        self.body.addWidget(scroll, 1)
        self.nothing = self._empty()
        self.body.addWidget(self.nothing, 1)
        self.nothing.hide()
        self.refresh()

    def _empty(self) -> QWidget:
        bring = QPushButton("导入国扶导出表")
        bring.setProperty("tone", "primary")
        bring.clicked.connect(lambda: self.desk.go("importing"))
        add = QPushButton("新增农户")
        add.clicked.connect(lambda: self.desk.go("household"))
        return empty(
            "这里按村显示户数、人数、危房和低保。还没有农户：把国扶系统的导出表拖到窗口里，或", bring, add
        )

    def refresh(self) -> None:
        """Count again, beside the window."""
        office = self.office

        def count(_: Watch) -> Figures:
            return office.figures.latest()

        self.desk.run_quietly(count, self._show)

    def _show(self, figures: Figures) -> None:
        self.figures = figures
        everyone: Count = figures.total("all")
        self.nothing.setVisible(not everyone.households)
        self.area.setVisible(bool(everyone.households))
        if not everyone.households:
            self.remark.setText("")
            return
        line = f"　标准线 {show_money(figures.line)} 元" if figures.line else ""
        self.remark.setText(f"截至{show_day(figures.on)}　{figures.source}{line}　点数字看名单")
        self._fill(figures)
        QTimer.singleShot(0, self, self._show_charts)
        QTimer.singleShot(0, self, self._show_due)

    def _show_due(self) -> None:
        """What is due, above the figures; made when they are there, so that a start does not wait for it."""
        from fupin_desktop.ui.due.band import DueBand

        if self.due is None:
            self.due = DueBand(self.desk)
            self.body.insertWidget(0, self.due)
        self.due.load()

    def _fill(self, figures: Figures) -> None:
        rows: list[tuple[str, Callable[[str], Any]]] = [
            (each.village, partial(getattr, each)) for each in figures.villages
        ]
        rows.append(("合计", figures.total))
        self.grid.setColumnCount(len(COLUMNS) + 1)
        self.grid.setHorizontalHeaderLabels(["村", *(each.label for each in COLUMNS)])
        self.grid.setRowCount(len(rows))
        for row, (name, get) in enumerate(rows):
            self.grid.setItem(row, 0, _cell(name, True))
            for place, column in enumerate(COLUMNS, 1):
                value = column.value(get)
                self.grid.setItem(row, place, _cell(f"{value:,}" if value else "0", bool(value)))
        bold = self.grid.font()
        bold.setBold(True)
        for place in range(self.grid.columnCount()):
            if cell := self.grid.item(len(rows) - 1, place):
                cell.setFont(bold)
        tall = max(ROW, round(theme.size * 2.8))
        self.grid.verticalHeader().setDefaultSectionSize(tall)
        head = self.grid.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setMinimumHeight(round(theme.size * 4.2))
        self._make_tall()

    def _make_tall(self) -> None:
        """All rows are seen; a scroll bar below them has its own room."""
        head, rows = self.grid.horizontalHeader(), self.grid.rowCount()
        least = sum(head.sectionSizeHint(place) for place in range(1, self.grid.columnCount()))
        narrow = least + head.sectionSize(0) > self.grid.viewport().width()
        tall = self.grid.verticalHeader().defaultSectionSize() * rows + head.sizeHint().height() + 2
        self.grid.setFixedHeight(
            tall + (self.grid.horizontalScrollBar().sizeHint().height() if narrow else 0)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_tall()

    def open_list(self, row: int, place: int) -> None:
        """Show the households behind a number."""
        if self.figures is None:
            return
        villages = self.figures.villages
        village = villages[row].village if row < len(villages) else None
        column = COLUMNS[place - 1] if place else COLUMNS[0]
        if column.page == "housing":
            self.desk.go("housing", year=self.figures.on.year, village=village, **column.state)
        else:
            more = column.state.get("more", {})
            asked = {
                name: self.figures.on.year if value == THIS_YEAR else value for name, value in more.items()
            }
            self.desk.go("household", filters={**column.state, "more": asked, "village": village})

    def _show_charts(self) -> None:
        if self.figures is None:
            return
        while self.charts.count():
            if widget := self.charts.takeAt(0).widget():
                widget.deleteLater()
        for place, kind in enumerate(self._kinds()):
            view = ChartView(self.desk, kind, QSize(260, 250))
            view.chosen.connect(partial(self._remember, place))
            self.charts.addWidget(view)

    def _kinds(self) -> list[str]:
        """Which charts stand here: those chosen last on this PC."""
        kept = settings.load().lists.get(CHOSEN, "").split(",")
        return kept if len(kept) == len(USUAL) else list(USUAL)

    def _remember(self, place: int, kind: str) -> None:
        kinds = self._kinds()
        kinds[place] = kind
        settings.change(lists={**settings.load().lists, CHOSEN: ",".join(kinds)})

    def take_focus(self) -> None:
        self.grid.setFocus()


def _cell(text: str, link: bool) -> QTableWidgetItem:
    made = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if text[:1].isdigit() else Qt.AlignmentFlag.AlignLeft
    made.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    if link and text[:1].isdigit():
        made.setForeground(QColor(theme.colours.accent))
        made.setToolTip("看名单")
    elif text == "0":
        made.setForeground(QColor(theme.colours.line))
    return made
