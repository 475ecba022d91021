"""The first start: the demo township or an empty office, and who works today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.office import Office
from fupin_desktop.ui.start import Beginning, StartWindow


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[StartWindow]:
    made = StartWindow(tmp_path / "office", lambda folder, create: Office.open(folder, create=create))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.jobs.close()
    if made.office:
        made.office.close()


def buttons(start: StartWindow) -> dict[str, QPushButton]:
    return {
        each.text().split("\n")[0]: each for each in start.stack.currentWidget().findChildren(QPushButton)
    }


def test_the_first_page_offers_the_demo_and_an_empty_office(start: StartWindow) -> None:
    start.welcome()
    assert list(buttons(start)) == ["演示乡镇", "空办公室", "打开已有的办公室…"]
    assert not (start.folder / "office.db").exists()


def test_the_demo_is_made_beside_the_window(start: StartWindow, qtbot: QtBot) -> None:
    start.welcome()
    buttons(start)["演示乡镇"].click()
    qtbot.waitUntil(lambda: start.office is not None, timeout=30_000)
    with qtbot.waitSignal(start.ready) as said:
        start.begin("王晓梅")
    assert said.args[0].by == "王晓梅"


def test_an_empty_office_asks_for_what_papers_need(start: StartWindow) -> None:
    start.welcome()
    buttons(start)["空办公室"].click()
    start.make_office()
    said = start.form.summary.text()
    assert "单位全称不能为空，请填写" in said
    assert "监督电话不能为空，请填写" in said


def test_an_office_without_a_village_is_asked_for_one(start: StartWindow) -> None:
    start.ask_facts(Beginning(unit="甲办", county="甲县", township="甲镇", phone="0999-1", by="王晓梅"))
    start.make_office()
    assert "请至少填写一个行政村" in start.form.summary.text()


def test_an_empty_office_keeps_its_facts_villages_and_line(start: StartWindow, qtbot: QtBot) -> None:
    start.ask_facts(Beginning(unit="甲办", county="甲县", township="甲镇", phone="0999-1", by="王晓梅"))
    start.form.editors["year"].widget.setText("2018")
    start.form.editors["line"].widget.setText("2995")
    start.form.editors["basis"].widget.setText("甲扶发〔2018〕1号")
    start.form.editors["report_day"].widget.setText("20")
    start.villages.setPlainText("水村\n\n月亮村\n")
    with qtbot.waitSignal(start.ready) as said:
        start.make_office()
    office = said.args[0]
    facts = office.settings.facts()
    assert (facts.unit, facts.phone, facts.people) == ("甲办", "0999-1", ("王晓梅",))
    assert facts.report_day == 20
    assert facts.basis["housing"] == "甲扶发〔2018〕1号"
    assert [each.name for each in office.settings.villages()] == ["水村", "月亮村"]
    assert str(office.settings.line(2018)) == "2995.00"


def test_who_works_is_chosen_or_typed(start: StartWindow, office: Office, qtbot: QtBot) -> None:
    start.ask_worker(office)
    start.other.setFocus()
    start.begin("  ")
    assert start.note.text() == "！ 请填写经办人姓名"
    start.other.setText("张新人")
    with qtbot.waitSignal(start.ready):
        qtbot.keyClick(start.other, Qt.Key.Key_Return)
    assert office.by == "张新人"
    assert "张新人" in office.settings.facts().people
    start.office = None


def test_a_folder_that_cannot_be_opened_is_said_on_the_first_page(start: StartWindow) -> None:
    def refuse(folder: Path, create: bool) -> Office:
        raise Trouble("这个办公室正在另一个窗口中使用，请先关闭那个窗口")

    start._open_office = refuse
    start.open_folder(start.folder)
    assert start.note.text() == "！ 这个办公室正在另一个窗口中使用，请先关闭那个窗口"
