"""对表: other people's sheets held against the office: two periods, rosters, a few people, villages' sheets, forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import Page


class Part(QWidget):
    """One tab of the page. It may be given files that were dropped."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def load(self) -> None:
        """Read again what is shown; called when the tab is opened and when the office changed."""

    def show_place(self, state: Mapping[str, Any]) -> None:
        """What ``Desk.go("sheets", part=…, **state)`` was given."""

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()


@dataclass(frozen=True, slots=True)
class _Tab:
    name: str
    words: str
    module: str
    kind: str

    def load(self) -> type[Part]:
        """The part's class; its module is read now."""
        kind: type[Part] = getattr(import_module(f"fupin_desktop.ui.sheets.{self.module}"), self.kind)
        return kind

    def make(self, desk: Desk) -> Part:
        return self.load()(desk)


TABS: tuple[_Tab, ...] = (
    _Tab("comparing", "两期对比", "comparing", "ComparingPart"),
    _Tab("matching", "名单比对", "matching", "MatchingPart"),
    _Tab("lookup", "查一批", "lookup", "LookupPart"),
    _Tab("entering", "国扶录入清单", "entering", "EnteringPart"),
    _Tab("village", "村级小表", "village", "VillagePart"),
    _Tab("filling", "来表即填", "filling", "FillingPart"),
    _Tab("exporting", "导出名单", "exporting", "ExportingPart"),
)
"""In the order in which they stand. A part is made when its tab is first opened."""


def part_kinds() -> list[tuple[str, type[Part]]]:
    """The words and the class of each tab, for the page of keys."""
    return [(tab.words, tab.load()) for tab in TABS]


class SheetsPage(Page):
    title = "对表"
    tables = frozenset({"village_sheet", "kept_form", "kept_layout"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.parts: dict[str, Part] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._holders: list[QWidget] = []
        for tab in TABS:
            holder = QWidget()
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self._holders.append(holder)
            self.tabs.addTab(holder, tab.words)
        self.tabs.currentChanged.connect(self._open)
        self.body.addWidget(self.tabs, 1)
        if TABS:
            self._open(0)

    def _open(self, place: int) -> None:
        tab = TABS[place]
        if tab.name not in self.parts:
            part = self.parts[tab.name] = tab.make(self.desk)
            layout = self._holders[place].layout()
            assert layout is not None
            layout.addWidget(part)
        self.parts[tab.name].load()

    def part(self, name: str) -> Part:
        """Open a tab by name."""
        place = next(place for place, tab in enumerate(TABS) if tab.name == name)
        self.tabs.setCurrentIndex(place)
        if name not in self.parts:
            self._open(place)
        return self.parts[name]

    def refresh(self) -> None:
        if TABS:
            self.parts[TABS[self.tabs.currentIndex()].name].load()

    def show_place(self, state: Mapping[str, Any]) -> None:
        if name := state.get("part"):
            self.part(name).show_place(state)

    def place(self) -> dict[str, Any]:
        return {"part": TABS[self.tabs.currentIndex()].name} if TABS else {}

    def take_focus(self) -> None:
        if TABS:
            self.parts[TABS[self.tabs.currentIndex()].name].take_focus()
