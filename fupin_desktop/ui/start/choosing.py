"""The dialogs in which exports, a backup or an office's folder are chosen; nothing is handed on when nothing is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fupin_desktop.ui.folders import last_folder, remember

EXPORTS = "国扶导出表 (*.xlsx *.xls *.csv);;所有文件 (*)"
BACKUPS = "办公室备份 (*.fupin);;所有文件 (*)"


def choose_exports(parent: QWidget, use: Callable[[list[Path]], None]) -> None:
    """One export, or several that go together."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, "选择国扶导出表", str(last_folder()), EXPORTS)
    if chosen:
        use([Path(each) for each in chosen])


def choose_backup(parent: QWidget, use: Callable[[Path], None]) -> None:
    """A `.fupin` file; its folder is remembered."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "选择备份文件", str(last_folder()), BACKUPS)
    if chosen:
        remember(Path(chosen).parent)
        use(Path(chosen))


def choose_office(parent: QWidget, at: Path, use: Callable[[Path], None]) -> None:
    """The folder of an office, beginning ``at``."""
    chosen = QFileDialog.getExistingDirectory(parent, "选择办公室文件夹", str(at))
    if chosen:
        use(Path(chosen))
