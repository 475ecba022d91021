"""Who the program is for the desktop: name, version, icon, and words of Qt in Chinese before any page is made."""

from __future__ import annotations

import sys

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from fupin_desktop import __version__, assets, places
from fupin_desktop.domain.errors import Trouble

NAME = "乡镇扶贫工作台"
TASKBAR_ID = "FupinDesktop.FupinDesktop"


def introduce(app: QApplication) -> None:
    """Give the application its name, version and icon. A program without its resources is told later, in words."""
    app.setApplicationName(NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("fupin_desktop")
    try:
        app.setWindowIcon(QIcon(str(assets.root() / "icons" / "program.ico")))
    except Trouble:
        return
    finally:
        _own_place_in_taskbar()


def _own_place_in_taskbar() -> None:
    """Run by python.exe (a checkout), Windows would show Python's icon; the launcher has a place of its own, and its
    shortcuts go by its path."""
    if sys.platform == "win32" and places.program() is None:
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(TASKBAR_ID)
