"""What can be done, said once beside the method that does it: menus, palette, keys page are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from fupin_desktop.ui.icons import icon as drawn
from fupin_desktop.ui.theme import theme

Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done. ``help`` says in a sentence what it is for."""

    key: str
    text: str
    help: str
    shortcut: str = ""
    icon: str = ""


def command(
    key: str, *, text: str, help: str, shortcut: str = "", icon: str = ""
) -> Callable[[Method], Method]:
    """Mark a method as a command."""

    def mark(method: Method) -> Method:
        method.command = Command(key, text, help, shortcut, icon)  # type: ignore[attr-defined]
        return method

    return mark


def commands_of(owner: type) -> Iterator[tuple[Command, str]]:
    """The commands of a class in the order they are written, each with its method's name."""
    seen: set[str] = set()
    for kind in owner.__mro__:
        for name, method in vars(kind).items():
            said = getattr(method, "command", None)
            if isinstance(said, Command) and name not in seen:
                seen.add(name)
                yield said, name


def actions(owner: QWidget) -> dict[str, QAction]:
    """Make the commands of a widget work: one action each, whose shortcut works while the widget is seen."""
    made: dict[str, QAction] = {}
    for said, name in commands_of(type(owner)):
        action = QAction(said.text, owner)
        if said.icon:
            action.setIcon(drawn(said.icon))
            action.setProperty("drawing", said.icon)
        if said.shortcut:
            action.setShortcuts([QKeySequence(each) for each in said.shortcut.split(" ")])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setToolTip(said.help + (f"（{keys_said(said.shortcut)}）" if said.shortcut else ""))
        action.triggered.connect(lambda _=False, name=name: getattr(owner, name)())
        owner.addAction(action)
        made[said.key] = action
    return made


def keys_said(shortcut: str) -> str:
    return " 或 ".join(
        each.replace("Left", "←").replace("Right", "→").replace("Down", "↓").replace("Return", "Enter")
        for each in shortcut.split(" ")
    )


def button(action: QAction, *, primary: bool = False, words: bool = True) -> QPushButton | QToolButton:
    """A button that does what an action does and is enabled when the action is."""
    if words:
        made: QPushButton | QToolButton = QPushButton(action.icon(), action.text())
        if primary:
            made.setProperty("tone", "primary")
            made.setIcon(_for_button(action, primary))
        made.clicked.connect(action.trigger)
        action.enabledChanged.connect(made.setEnabled)
        action.changed.connect(lambda: made.setIcon(_for_button(action, primary)))
        action.visibleChanged.connect(lambda: made.setVisible(action.isVisible()))
    else:
        made = QToolButton()
        made.setDefaultAction(action)
    made.setToolTip(action.toolTip())
    made.setEnabled(action.isEnabled())
    return made


def _for_button(action: QAction, primary: bool) -> QIcon:
    if primary and (name := action.property("drawing")):
        return drawn(name, theme.colours.on_accent)
    return action.icon()


def dress(owner: QWidget) -> None:
    """Draw the icons of a widget's commands again in the colours of the theme."""
    for action in owner.actions():
        if name := action.property("drawing"):
            action.setIcon(drawn(name))
