"""Python's collector of circular garbage, kept on the window's thread.

It runs in whichever thread happens to make objects. A worker would then take apart parts of the window that lie in a
circle, which Qt allows on the window's own thread only. So it is switched off and asked by a timer there.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two looks; also while a job runs beside the window."""


class Collector(QObject):
    """Collects when as much has gathered as Python itself would wait for, one generation at a time."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.limits = gc.get_threshold()
        gc.disable()
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        self.timer.start(EVERY)

    def look(self) -> int | None:
        """Collect what is due. Gives the generation that was collected, None when nothing was due."""
        due = [limit and count > limit for count, limit in zip(gc.get_count(), self.limits, strict=True)]
        if not due[0]:
            return None
        generation = 2 if due[1] and due[2] else int(due[1])
        gc.collect(generation)
        return generation

    def end(self) -> None:
        """Let Python collect by itself again."""
        self.timer.stop()
        gc.enable()
