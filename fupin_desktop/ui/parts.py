"""A page of several parts, a tab each; a part is read and made when its tab is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar, TypeVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import Page

T = TypeVar("T")


class Part(QWidget):
    """One tab of the page. It may be given files that were dropped."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.office = desk.office
        self._round = 0

    def read_beside(self, task: Callable[[Watch], T], take: Callable[[T], None]) -> None:
        """Read something beside the window; of several readings only the last one is taken."""
        self._round += 1
        now = self._round

        def newest(found: T) -> None:
            if now == self._round:
                take(found)

        self.desk.run_quietly(task, newest)

    def load(self) -> None:
        """Read again what is shown; called when the tab is opened and when the office changed."""

    def show_place(self, state: Mapping[str, Any]) -> None:
        """What ``Desk.go(page, part=…, **state)`` was given."""

    def place(self) -> dict[str, Any]:
        """What Alt+← must bring back, besides the part."""
        return {}

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()

    def set_aside(self) -> None:
        """Called before the page is left: unsaved input is kept as a draft."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: its name, its words, and where its part is (``module`` below ``ui``)."""

    name: str
    words: str
    module: str
    kind: str

    def load(self) -> type[Part]:
        """The part's class; its module is read now."""
        kind: type[Part] = getattr(import_module(f"fupin_desktop.ui.{self.module}"), self.kind)
        return kind

    def make(self, desk: Desk) -> Part:
        return self.load()(desk)


class PartsPage(Page):
    """Subclasses name their tabs in the order in which they stand."""

    TABS: ClassVar[tuple[Tab, ...]]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.parts: dict[str, Part] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._holders: list[QWidget] = []
        for tab in self.TABS:
            holder = QWidget()
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self._holders.append(holder)
            self.tabs.addTab(holder, tab.words)
        self.tabs.currentChanged.connect(self._open)
        self.body.addWidget(self.tabs, 1)
        self._open(0)

    @classmethod
    def part_kinds(cls) -> list[tuple[str, type[Part]]]:
        """The words and the class of each tab, for the page of keys."""
        return [(tab.words, tab.load()) for tab in cls.TABS]

    def _open(self, place: int) -> None:
        tab = self.TABS[place]
        if tab.name not in self.parts:
            part = self.parts[tab.name] = tab.make(self.desk)
            layout = self._holders[place].layout()
            assert layout is not None
            layout.addWidget(part)
        self.parts[tab.name].load()

    @property
    def here(self) -> Tab:
        """The tab that is shown."""
        return self.TABS[self.tabs.currentIndex()]

    def part(self, name: str) -> Part:
        """Open a tab by name."""
        place = next(place for place, tab in enumerate(self.TABS) if tab.name == name)
        self.tabs.setCurrentIndex(place)
        if name not in self.parts:
            self._open(place)
        return self.parts[name]

    def refresh(self) -> None:
        self.parts[self.here.name].load()

    def show_place(self, state: Mapping[str, Any]) -> None:
        if name := state.get("part"):
            self.part(name).show_place(state)

    def place(self) -> dict[str, Any]:
        return {"part": self.here.name, **self.parts[self.here.name].place()}

    def set_aside(self) -> None:
        for part in self.parts.values():
            part.set_aside()

    def take_focus(self) -> None:
        self.parts[self.here.name].take_focus()
