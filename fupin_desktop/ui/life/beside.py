"""What stands beside the list of households instead of the details: 登记变动 and 变动台账."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fupin_desktop.ui.desk import Desk

if TYPE_CHECKING:
    from fupin_desktop.ui.life.pane import LifePane
    from fupin_desktop.ui.life.register import RegisterPane


class Beside(QObject):
    """``left`` when it is put away; ``done`` with the household that changed; ``wide``: it wants the list's room."""

    left = Signal()
    done = Signal(int)
    wide = Signal(bool)

    def __init__(self, desk: Desk, side: QStackedWidget) -> None:
        super().__init__(side)
        self.desk, self.side = desk, side
        self.pane: LifePane | None = None
        self.register: RegisterPane | None = None

    @property
    def seen(self) -> bool:
        """Whether one of them is what stands there now."""
        return self.side.isVisible() and self.side.currentWidget() in (
            self.pane or self,
            self.register or self,
        )

    def change(self, household: int, state: Mapping[str, Any] | None = None) -> None:
        """Ask what happened to a household. Raises Trouble or Stale when it is gone."""
        from fupin_desktop.ui.life.pane import LifePane

        if self.pane is not None and not state and self.pane.file.household.id == household:
            self._show(self.pane)  # what was begun and left is still there
            return
        pane = LifePane(self.desk, household, state)
        self.drop()
        self.pane = pane
        pane.closed.connect(self.leave)
        pane.done.connect(self._finish)
        self._show(pane)
        pane.begin()

    def list_changes(self) -> None:
        """Show 变动台账 over the whole page."""
        from fupin_desktop.ui.life.register import RegisterPane

        self.drop()
        self.register = RegisterPane(self.desk)
        self.register.closed.connect(self.leave)
        self.wide.emit(True)
        self._show(self.register)
        self.register.begin()

    def take_focus(self) -> bool:
        """Put the keyboard into what stands there; False when nothing does."""
        for pane in (self.pane, self.register):
            if pane is not None and self.side.isVisible() and self.side.currentWidget() is pane:
                pane.begin()
                return True
        return False

    def save(self) -> None:
        """Ctrl+S: keep what is asked there."""
        if self.pane is not None:
            self.pane.do()

    def refresh(self) -> None:
        if self.register is not None:
            self.register.load()

    def end_register(self) -> None:
        """Another household is looked at: the list takes its room again."""
        if self.register is not None:
            self.drop()

    def drop(self) -> None:
        for pane in (self.pane, self.register):
            if pane is not None:
                self.side.removeWidget(pane)
                pane.deleteLater()
        if self.register is not None:
            self.wide.emit(False)
        self.pane = self.register = None

    def leave(self) -> None:
        """Put it away."""
        self.drop()
        self.left.emit()

    def _finish(self, household: int) -> None:
        self.leave()
        self.done.emit(household)

    def _show(self, pane: QWidget) -> None:
        self.side.addWidget(pane)
        self.side.setCurrentWidget(pane)
        self.side.show()
