"""The pages at the left, with icons, words, and counts of what is there or waits."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.theme import M, S, theme

if TYPE_CHECKING:
    from fupin_desktop.ui.page import Page

COUNT = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that can be visited; its module is imported at the first visit."""

    name: str
    text: str
    icon: str
    page: str
    keys: str

    def load(self) -> type[Page]:
        module, _, kind = self.page.partition(":")
        found: type[Page] = getattr(import_module(f"fupin_desktop.ui.pages.{module}"), kind)
        return found


ENTRIES = (
    Entry("overview", "总览", "home", "overview:OverviewPage", "Ctrl+1"),
    Entry("due", "催办", "clock", "due:DuePage", "F4"),
    Entry("household", "农户", "people_team", "household:HouseholdPage", "Ctrl+2"),
    Entry("procedure", "程序", "document_arrow_right", "procedure:ProcedurePage", "F6"),
    Entry("visit", "走访", "person_note", "visit:VisitPage", "F9"),
    Entry("plan", "一户一策", "clipboard_task", "plan:PlanPage", "Ctrl+3"),
    Entry("housing", "住房", "building_home", "housing:HousingPage", "Ctrl+4"),
    Entry("notice", "公示", "megaphone", "notice:NoticePage", "Ctrl+5"),
    Entry("reporting", "报表", "document_table", "reporting:ReportingPage", "Ctrl+6"),
    Entry("paper", "文书", "document_multiple", "paper:PaperPage", "Ctrl+7"),
    Entry("importing", "导入", "arrow_import", "importing:ImportingPage", "Ctrl+8"),
    Entry("sheets", "对表", "table", "sheets:SheetsPage", "F8"),
    Entry("doctor", "体检", "checkmark_circle", "doctor:DoctorPage", "F7"),
    Entry("history", "历史", "history", "history:HistoryPage", "Ctrl+9"),
    Entry("setting", "设置", "settings", "setting:SettingPage", "Ctrl+0"),
)


class Navigation(QListWidget):
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("页面")
        self.setItemDelegate(_Row(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        for entry in ENTRIES:
            item = QListWidgetItem(icon(entry.icon), entry.text)
            item.setToolTip(f"{entry.text}（{entry.keys}）")
            self.addItem(item)
        self.dress()
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def dress(self) -> None:
        """Take the colours and the text size of the theme again."""
        self.setFixedWidth(round(72 + theme.size * 6.4))
        for row, entry in enumerate(ENTRIES):
            self.item(row).setIcon(icon(entry.icon))
        self._space()

    def _space(self) -> None:
        """Rows stand closer where the window is too low for all of them."""
        room = (self.viewport().height() - 2) // len(ENTRIES)
        tall = round(min(theme.size * 3.4, max(theme.size * 2.4, room)))
        for row in range(len(ENTRIES)):
            self.item(row).setSizeHint(QSize(10, tall))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()

    def show_page(self, name: str) -> None:
        self.setCurrentRow([entry.name for entry in ENTRIES].index(name))

    def show_count(self, name: str, count: int) -> None:
        row = [entry.name for entry in ENTRIES].index(name)
        self.item(row).setData(COUNT, count)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(ENTRIES[self.row(item)].name)


class _Row(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box: QRect = option.rect.adjusted(S - 2, 1, 2 - S, -1)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.colours.chosen if chosen else theme.colours.hover))
            painter.drawRoundedRect(box, 4, 4)
        if chosen:
            painter.setBrush(QColor(theme.colours.accent))
            painter.drawRoundedRect(QRect(box.left(), box.top() + 8, 3, box.height() - 16), 1.5, 1.5)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.colours.accent))
            painter.drawRoundedRect(box, 4, 4)
        place = QRect(box.left() + M - 2, box.center().y() - 9, 20, 20)
        drawn = icon(ENTRIES[index.row()].icon, theme.colours.accent if chosen else None)
        drawn.paint(painter, place)
        painter.setPen(QColor(theme.colours.accent if chosen else theme.colours.text))
        words = box.adjusted(M + 26, 0, -S, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(middle | Qt.AlignmentFlag.AlignLeft), index.data())
        if count := index.data(COUNT):
            painter.setPen(QColor(theme.colours.quiet))
            painter.drawText(words, int(middle | Qt.AlignmentFlag.AlignRight), str(count))
        painter.restore()
