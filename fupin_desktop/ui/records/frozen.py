"""The columns that stay in view while a list is scrolled sideways, as in Excel's frozen panes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


class FrozenColumns(QTableView):
    """Lies where the row headings of ``view`` would be and shows some of its columns; rows and cursor are shared."""

    def __init__(self, view: QTableView, places: Sequence[int]) -> None:
        super().__init__(view)
        self._view, self._places = view, places
        self.setModel(view.model())
        self.setSelectionModel(view.selectionModel())
        self.setFocusProxy(view)
        self.setProperty("part", "frozen")
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(view.selectionBehavior())
        self.setSelectionMode(view.selectionMode())
        self.setVerticalScrollMode(view.verticalScrollMode())
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setMinimumSectionSize(24)
        for place in range(view.model().columnCount()):
            self.setColumnHidden(place, place not in places)
            view.setColumnHidden(place, place in places)
        self._follow()

    def _follow(self) -> None:
        ours, theirs = self.verticalScrollBar(), self._view.verticalScrollBar()
        ours.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(ours.setValue)
        ours.rangeChanged.connect(
            lambda *_: ours.setValue(theirs.value())
        )  # new rows are laid out one view after the other
        self.doubleClicked.connect(self._view.doubleClicked)
        self.horizontalHeader().sectionResized.connect(lambda *_: self.make_room())
        self._view.verticalHeader().show()
        self._view.installEventFilter(self)
        self._view.viewport().installEventFilter(self)

    def make_room(self) -> None:
        """Take the width of the columns from the view's row headings, and lie over them."""
        wide = sum(self.columnWidth(place) for place in self._places) + 1
        row = self._view.verticalHeader().defaultSectionSize()
        self.verticalHeader().setDefaultSectionSize(row)
        if self._view.verticalHeader().width() != wide:
            self._view.verticalHeader().setFixedWidth(wide)
            self._view.updateGeometries()
        head = self._view.horizontalHeader()
        self.horizontalHeader().setFixedHeight(head.height())
        edge = self._view.frameWidth()
        tall = head.height() + self._view.viewport().height()
        self.setGeometry(edge, edge, wide, tall)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self.make_room()
        return super().eventFilter(watched, event)
