"""The filters above the list of households: views, village, words, and what headings and figures asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from fupin_desktop.domain.codes import LIFTED, STILL_POOR
from fupin_desktop.domain.fields import Code
from fupin_desktop.domain.lists import HouseholdLine, Search
from fupin_desktop.ui import era
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import XS
from fupin_desktop.ui.timing import pause

VIEWS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "registered": ("在册", {"registered": True}),
    "poor": ("未脱贫", {"registered": True, "status": STILL_POOR}),
    "lifted": ("已脱贫", {"registered": True, "status": LIFTED}),
    "monitored": ("监测", {"monitored": True, "ended": False}),
    "unsafe": ("危房", {"registered": True, "unsafe": True}),
    "allowance": ("低保", {"registered": True, "allowance": True}),
    "unpaired": ("未结对", {"registered": True, "unpaired": True}),
    "outside": ("未在册", {"registered": False, "ended": False}),
    "ended": ("已销号", {"ended": True}),
}
BY_VALUE = ("status", "attribute", "household_type", "monitor", "cause")


class FilterBar(QWidget):
    """Says ``changed`` when another list is wanted; ``search()`` is what is asked for."""

    changed = Signal()

    def __init__(self, villages: list[str]) -> None:
        super().__init__()
        self.view = "registered"
        self.more: dict[str, Any] = {}
        self.only: tuple[str, tuple[int, ...]] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        self.buttons = {name: self._button(name, label) for name, (label, _) in VIEWS.items()}
        for button in self.buttons.values():
            row.addWidget(button)
        self.asked = QPushButton()
        self.asked.setProperty("tone", "filter")
        self.asked.setCheckable(True)
        self.asked.clicked.connect(self.clear_more)
        row.addWidget(self.asked)
        row.addStretch(1)
        self.village = PickBox([(None, "全部村")])
        self.village.setAccessibleName("行政村")
        self.village.setMinimumWidth(96)
        self.show_villages(villages)
        self.village.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.words = QLineEdit()
        self.words.setAccessibleName("关键词")
        self.words.setPlaceholderText("关键词")
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(130)
        self._timer = pause(self, 150, self.changed)
        self.words.textEdited.connect(lambda _: self._timer.start())
        row.addWidget(self.village)
        row.addWidget(self.words)
        self._show()

    def _button(self, name: str, label: str) -> QPushButton:
        made = QPushButton(label)
        made.setProperty("tone", "filter")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.choose(name))
        return made

    def show_villages(self, villages: list[str]) -> None:
        """Offer these villages."""
        now = self.village.value()
        self.village.renew([(None, "全部村"), *((name, name) for name in villages)], now)

    def choose(self, view: str) -> None:
        self.view, self.more, self.only = view, {}, None
        self._show()
        self.changed.emit()

    def put(self, state: Mapping[str, Any]) -> None:
        """Ask for what a figure or an earlier visit asked for. ``only`` is a list of households with its name."""
        self.only = state.get("only")
        self.view = state.get("view", "registered" if not (state.get("more") or self.only) else "")
        self.more = dict(state.get("more", {}))
        self.village.blockSignals(True)
        self.village.put(state.get("village"))
        self.village.blockSignals(False)
        self.words.setText(state.get("words", ""))
        self._show()

    def state(self) -> dict[str, Any]:
        return {
            "view": self.view,
            "more": dict(self.more),
            "only": self.only,
            "village": self.village.value(),
            "words": self.words.text(),
        }

    def asks(self, name: str) -> bool:
        """Whether the list is narrowed by a filter."""
        return bool(self.more.get(name) or (self.view in VIEWS and VIEWS[self.view][1].get(name)))

    def search(self, sort: str, down: bool) -> Search:
        asked: dict[str, Any] = dict(VIEWS[self.view][1]) if self.view in VIEWS else {}
        asked.update(self.more)
        if self.village.value():
            asked["village"] = (self.village.value(),)
        return Search(**asked, sort=sort, descending=down)

    def offer_values(self, name: str, menu: QMenu) -> None:
        """In the menu of a heading: only these values, as in Excel."""
        codes = HouseholdLine.fields[name].codes
        if name not in BY_VALUE or codes is None:
            return
        now: tuple[Code, ...] = self.more.get(name, ())
        for code in codes:
            action = menu.addAction(era.words(code.label))
            action.setCheckable(True)
            action.setChecked(code in now)
            action.toggled.connect(lambda on, code=code: self._take(name, code, on))
        menu.addSeparator()

    def _take(self, name: str, code: Code, on: bool) -> None:
        kept = [each for each in self.more.get(name, ()) if each != code] + ([code] if on else [])
        self.more.pop(name, None)
        if kept:
            self.more[name] = tuple(kept)
        self._show()
        self.changed.emit()

    def clear_more(self) -> None:
        self.choose(self.view or "registered")

    def _show(self) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name == self.view)
        said = [_said(name, value) for name, value in self.more.items()] + (
            [self.only[0]] if self.only else []
        )
        self.asked.setText("、".join(each for each in said if each) + "　×")
        self.asked.setToolTip("取消这些筛选")
        self.asked.setChecked(True)
        self.asked.setVisible(any(said))


def _said(name: str, value: Any) -> str:
    if isinstance(value, tuple):
        label = HouseholdLine.fields[name].label if name in HouseholdLine.fields else ""
        return era.words(f"{label}：{'或'.join(getattr(each, 'label', str(each)) for each in value)}")
    words = {"income_below": f"人均低于{value}元", "unsafe": "危房", "monitored": "监测对象", "allowance": "低保",
             "unsafe_in": f"{value}年危房", "pupils": "有在校生", "group": f"{value}", "unpaired": "未结对",
             "unverified": "待核实"}  # fmt: skip
    return words.get(name, "")
