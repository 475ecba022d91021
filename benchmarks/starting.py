"""How long the program takes from nothing to a window that is drawn and answers, against bare imports."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

FLOOR = "import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets, sqlalchemy"
PROGRAM = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from fupin_desktop.app import Program

class Watcher(QObject):
    def eventFilter(self, seen, event):
        if event.type() is QEvent.Type.Paint:
            program.frame.removeEventFilter(self)
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

app = QApplication(sys.argv[:1])
program = Program(app)
program.begin()
watcher = Watcher()
program.frame.installEventFilter(watcher)
app.exec()
"""


def office_to_start(folder: Path) -> None:
    """An office with the demo township and one 经办人, remembered as the last one."""
    from fupin_desktop import settings
    from fupin_desktop.services.demo import fill_demo
    from fupin_desktop.services.office import Office

    office = Office.open(folder, by="李经办", create=True)
    fill_demo(office)
    office.settings.save(replace(office.settings.facts(), people=("李经办",)))
    office.close()
    settings.change(office=str(folder), worker="李经办")


def seconds(code: str) -> float:
    """Wall seconds of one fresh process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main(times: int = 9) -> None:
    """Print what was measured: pairs of floor and program in turn."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "FUPIN_CONFIG": f"{folder}/config",
            "FUPIN_LOGS": f"{folder}/logs",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
        }
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a PC compiles once, not at each start
        office_to_start(Path(folder) / "office")
        seconds(FLOOR), seconds(PROGRAM)
        pairs = [(seconds(FLOOR), seconds(PROGRAM)) for _ in range(times)]
    floor, ours = (sorted(each)[times // 2] for each in zip(*pairs, strict=True))
    ratio = sorted(program / bare for bare, program in pairs)[times // 2]
    print(
        f"启动到可用的窗口：{ours:.2f} 秒，仅导入 PySide6 与 SQLAlchemy {floor:.2f} 秒，比值中位 {ratio:.2f}（限 1.5）"
    )


if __name__ == "__main__":
    main()
