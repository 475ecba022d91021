"""Files that are dropped on a widget."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent


class Drops:
    """Beside a widget's class: once it has ``setAcceptDrops(True)``, files dropped on it come to ``take_files``."""

    def take_files(self, paths: list[Path]) -> None:
        """Files of this computer were dropped, one at least."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_files(paths)
