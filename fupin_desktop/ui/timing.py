"""What waits a moment: typing is followed when it pauses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance


def pause(owner: QObject, wait: int, act: Callable[[], object] | SignalInstance) -> QTimer:
    """A timer that acts once, ``wait`` milliseconds after it was last started."""
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(wait)
    made.timeout.connect(act)
    return made
