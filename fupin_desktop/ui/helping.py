"""The way to the help: F1 on every page and in every dialog, and the 帮助 button with its menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolButton, QWidget

from fupin_desktop.ui.commands import command
from fupin_desktop.ui.icons import icon

if TYPE_CHECKING:
    from fupin_desktop.ui.frame import Frame
    from fupin_desktop.ui.help.window import HelpWindow

MENU = (
    "window.help", "window.keys", "window.tour", "",
    "window.selfcheck", "window.logs", "window.newer", "",
    "window.about",
)  # fmt: skip
"""The commands of the menu in their order; one that the window does not have is left out, "" is a line."""
TOPIC = "help"
"""The property of a dialog that names its place in the help: ``backup#密码``."""
FIRST = "start"


class Helping:
    """What the window can do about help; a part of the frame."""

    help_window: HelpWindow | None = None

    @command(
        "window.help", text="这一页的帮助", shortcut="F1", icon="question_circle", help="正在看的这一页怎样用"
    )
    def show_help(self) -> None:
        from fupin_desktop.ui.help.topics import topic_of

        frame = cast("Frame", self)
        here = frame.place_now()
        self.open_help(topic_of(here.page, frame.pages[here.page]) if here else FIRST)

    @command("window.keys", text="按键一览", icon="keyboard", help="键盘能做的一切")
    def show_keys(self) -> None:
        self.open_help("keys")

    @command(
        "window.logs",
        text="打开日志文件夹",
        icon="folder_open",
        help="程序的日志，证件号码已打星号，可以交给维护人员",
    )
    def open_logs(self) -> None:
        from fupin_desktop import places
        from fupin_desktop.ui.folders import open_place

        open_place(places.logs())

    @command("window.about", text="关于", help="版本和许可")
    def show_about(self) -> None:
        self.open_help("about")

    def open_help(self, target: str) -> HelpWindow:
        """Show a place in the help, ``chapter#heading``, in the one help window."""
        from fupin_desktop.ui.help.window import HelpWindow

        if self.help_window is None:
            self.help_window = HelpWindow()
            self.help_window.page_wanted.connect(self._go_from_help)
        bring_up(self.help_window)
        self.help_window.show_topic(target)
        return self.help_window

    def _go_from_help(self, page: str, part: str) -> None:
        frame = cast("Frame", self)
        frame.desk.go(page, **({"part": part, "tab": part} if part else {}))
        frame.activateWindow()

    def close_help(self) -> None:
        """The program ends: the help goes with it."""
        if self.help_window is not None:
            self.help_window.close()
            self.help_window.deleteLater()
            self.help_window = None


def help_button(acts: dict[str, QAction]) -> QToolButton:
    """「帮助」 at the top of the window, with its menu."""
    made = QToolButton()
    made.setText("帮助")
    made.setIcon(icon("question_circle"))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setToolTip("这一页的帮助（F1）、按键一览、自检")
    menu = QMenu(made)
    for key in MENU:
        if not key:
            menu.addSeparator()
        elif key in acts:
            menu.addAction(acts[key])
    made.setMenu(menu)
    return made


def attend(app: QApplication) -> None:
    """Make F1 work in dialogs and in windows that have no page, as soon as one of them gets the keyboard."""
    app.focusWindowChanged.connect(lambda _: _answer(QApplication.activeWindow()))


def _answer(window: QWidget | None) -> None:
    if window is None or isinstance(window, Helping) or window.property("answers_f1"):
        return
    if isinstance(window, QDialog) or (window.parent() is None and window.objectName() != TOPIC):
        window.setProperty("answers_f1", True)
        shortcut = QShortcut(QKeySequence("F1"), window)
        shortcut.activated.connect(lambda: help_beside(window))


def help_beside(window: QWidget) -> HelpWindow:
    """Help for a dialog or the first window: its own, so that it can be used while the dialog waits."""
    from fupin_desktop.ui.help.window import HelpWindow

    shown = HelpWindow(window, leads=False)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    bring_up(shown)
    shown.show_topic(str(window.property(TOPIC) or FIRST))
    return shown


def bring_up(window: QWidget) -> None:
    """Show a window before the others, and let it have the keyboard."""
    window.show()
    window.raise_()
    window.activateWindow()
