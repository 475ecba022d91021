"""催办单 on the printer: all villages in one go."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.paper import How
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing import print_papers


def print_sheets(desk: Desk, parent: QWidget, on: date, village: str | None) -> None:
    """Make the sheets beside the window, then ask for the printer."""
    papers = desk.office.papers

    def made(_: Watch) -> bytes:
        with tempfile.TemporaryDirectory(prefix="fupin") as room:
            path = Path(room) / "sheets.pdf"
            papers.write(
                "due", path, on=on, year=on.year, villages=[village] if village else (), how=How.PRINTED
            )
            return path.read_bytes()

    desk.run("生成催办单", made, lambda data: print_papers(desk, parent, "催办单", [data]))
