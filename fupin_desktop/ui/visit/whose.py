"""Whose a visit or a scan is: a household found by name, pinyin or last digits, and said in a line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fupin_desktop.domain.lists import HouseholdLine
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import toned
from fupin_desktop.ui.search import SearchBox
from fupin_desktop.ui.theme import XS

NOBODY = "还没有选户：输入户主姓名、拼音首字母、证件或电话后四位、户编号，按 Enter"


class HouseholdField(QWidget):
    """``chosen`` when another household was found; ``line`` is the one that stands here, or None."""

    chosen = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self.line: HouseholdLine | None = None
        self.search = SearchBox(desk, page)
        self.search.setMinimumWidth(60)
        self.search.setPlaceholderText("姓名、拼音、证件或电话后四位、户编号")
        self.search.setAccessibleName("找户")
        self.search.found.connect(lambda household, _: self._found(household))
        self.words = QLabel()
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.search)
        column.addWidget(self.words)
        self.put(None)

    @property
    def household(self) -> int | None:
        return self.line.id if self.line else None

    def put(self, household: int | None) -> None:
        """Let a household stand here, or none."""
        lines = self._desk.office.households.lines([household]) if household is not None else {}
        self.line = lines.get(household or 0)
        toned(self.words, _said(self.line) if self.line else NOBODY, "" if self.line else "quiet")

    def _found(self, household: int) -> None:
        self.search.clear()
        self.put(household)
        self.chosen.emit()


def _said(line: HouseholdLine) -> str:
    where = f"{line.village} {line.group}".strip()
    helper = f"　帮扶责任人 {line.cadre}" if line.cadre else "　没有结对"
    return f"● {line.head}　{where}　{line.people}人　户编号 {line.number}{helper}"
