"""What was typed and not saved is there again after the program was killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from clerk import Window
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.lists import Search
from fupin_desktop.services.office import Office

TYPES_AND_WAITS = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from fupin_desktop.services.office import Office
from fupin_desktop.ui.desk import Desk, Place
from fupin_desktop.ui.frame import Frame

app = QApplication(sys.argv[:1])
office = Office.open(Path(sys.argv[1]), by="李经办")
frame = Frame(Desk(office))
frame.show()
frame.visit(Place("household", {"household": int(sys.argv[2])}))
form = frame.page("household").detail.panel("basic").forms[0]
form.go_to("address")
form.editors["address"].widget.clear()
QTest.keyClicks(form.editors["address"].widget, "No 7")
while not office.drafts.all():
    QTest.qWait(20)
print("typed", flush=True)
app.exec()
"""


def test_a_killed_program_offers_what_was_typed_at_the_next_start(
    demo_office: Office, qtbot: QtBot, dressed: QApplication
) -> None:
    id = demo_office.households.ids(Search(registered=True))[0]
    before = demo_office.households.open(id).household.address
    running = subprocess.Popen(
        [sys.executable, "-c", TYPES_AND_WAITS, str(demo_office.folder), str(id)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert running.stdout
    assert running.stdout.readline().strip() == "typed"
    running.kill()
    running.wait()
    running.stdout.close()
    again = Window(demo_office, qtbot)
    again.frame.offer_drafts()
    assert "上次有没保存的内容" in again.said
    assert again.office.households.open(id).household.address == before
    again.go("household", household=id)
    form = again.frame.page("household").detail.panel("basic").forms[0]  # type: ignore[attr-defined]
    assert form.editors["address"].widget.text() == "No 7"
    again.key("Ctrl+S")
    assert again.office.households.open(id).household.address == "No 7"
    assert again.office.drafts.all() == []
    again.frame.close()
