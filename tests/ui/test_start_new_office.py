"""新建办公室: what papers need is asked once, where the office lies, and what hinders is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from newcomer import facts, filled, press, write
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.beginning import ground
from fupin_desktop.services.office import Office
from fupin_desktop.services.settings import OfficeFacts
from fupin_desktop.ui.start.welcome import WelcomePage
from fupin_desktop.ui.start.window import StartWindow


def test_a_new_office_asks_for_what_papers_need(start: StartWindow) -> None:
    page = filled(start, unit="", phone="", township="")
    page.finish()
    said = page.form.summary.text()
    assert "单位全称不能为空，请填写" in said
    assert "监督电话不能为空，请填写" in said
    assert not start.folder.exists()


def test_a_new_office_without_a_village_is_asked_for_one(start: StartWindow) -> None:
    page = filled(start, villages=" \n 1. \n")
    page.finish()
    assert "请至少填写一个行政村" in page.form.summary.text()
    assert page.villages.hasFocus()


def test_what_was_mended_is_no_longer_said_on_top(start: StartWindow) -> None:
    page = filled(start, phone="", by="", villages="")
    page.finish()
    assert "请至少填写一个行政村" in page.form.summary.text()
    assert QApplication.focusWidget() is page.form.editors["phone"].widget
    press("Return")
    assert "监督电话不能为空" in page.form.summary.text()  # nothing was typed
    page.form.go_to("phone")
    write("0999-1")
    press("Return")
    write("王晓梅")
    press("Return")
    page.villages.setPlainText("水村")
    page.count()
    assert not page.form.summary.isVisible()


def test_what_was_typed_is_there_again_after_going_back(start: StartWindow) -> None:
    filled(start, villages="水村\n月亮村")
    press("Esc")
    assert isinstance(start.page, WelcomePage)
    press("2")
    page = facts(start)
    assert page.form.editors["by"].text() == "王晓梅"
    assert page.typed.names == ("水村", "月亮村")
    assert QApplication.focusWidget() is page.form.editors["unit"].widget


def test_by_keys_alone_an_office_is_made(start: StartWindow, qtbot: QtBot) -> None:
    start.welcome()
    press("2")
    for text in ("星海县", "星星镇"):
        write(text)
        facts(start).form.changed.emit()
        press("Return")
    assert facts(start).form.editors["unit"].text() == "星星镇乡村振兴办公室"
    press("Return")
    for text in ("0999-1234567", "王晓梅"):
        write(text)
        press("Return")
    write("1. 水村\n2. 月亮村\n水村")
    facts(start).count()
    assert facts(start).counted.text() == "2个村，“水村”写了不止一次，只留一个"
    with qtbot.waitSignal(start.ready, timeout=10_000) as said:
        press("Ctrl+Return")
    office = said.args[0]
    told = office.settings.facts()
    assert (told.unit, told.county, told.phone, told.people) == (
        "星星镇乡村振兴办公室", "星海县", "0999-1234567", ("王晓梅",)
    )  # fmt: skip
    assert [(each.name, each.township) for each in office.settings.villages()] == [
        ("水村", "星星镇"), ("月亮村", "星星镇")
    ]  # fmt: skip
    assert office.settings.line(2018) is not None
    assert [each.label for each in office.history.acts()] == ["新建办公室"]


def test_basis_line_and_day_of_the_month_may_be_given_at_once(start: StartWindow) -> None:
    page = filled(start, year="2018", line="2995", basis="甲扶发〔2018〕1号", report_day="20")
    facts, line = page.facts(OfficeFacts()), page.line()
    assert facts.report_day == 20
    assert facts.basis["housing"] == "甲扶发〔2018〕1号"
    assert line is not None
    assert (str(line.amount), line.year, line.region) == ("2995.00", 2018, "甲县")


def test_a_unit_that_was_written_by_hand_stays(start: StartWindow) -> None:
    page = filled(start, unit="甲镇巩固衔接办")
    page.form.editors["township"].put_text("乙镇")
    page.form.changed.emit()
    assert page.form.editors["unit"].text() == "甲镇巩固衔接办"


def test_what_was_typed_is_there_after_going_back_from_a_failure(
    start: StartWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = filled(start)

    def fails(*_: object) -> None:
        raise Trouble("磁盘已满，这次改动没有保存；请清理磁盘空间后再试，原来的数据没有受影响")

    monkeypatch.setattr("fupin_desktop.services.beginning.making.build", fails)
    page.finish()
    qtbot.waitUntil(lambda: start.page is page, timeout=10_000)
    assert page.note.text().startswith("！ 磁盘已满")
    assert page.form.editors["unit"].text() == "甲办"
    assert not start.folder.exists()


# the folder


def test_a_folder_that_cannot_be_written_is_said_where_it_is_shown_and_another_is_chosen_there(
    start: StartWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "只读"
    monkeypatch.setattr(
        ground, "unwritable", lambda folder: ground.failed(folder, PermissionError()) if folder == bad else ""
    )
    page = filled(start)
    assert page.place
    page.place.choose(bad)
    assert page.place.note.text() == (
        f"！ “{bad}”里不能建办公室（没有写入权限），没有留下任何文件；请换一个可以写入的文件夹，如“文档”或D盘"
    )
    page.finish()
    assert QApplication.focusWidget() is page.place.change
    page.place.choose(tmp_path / "好的")
    assert page.place.note.text() == ""
    assert start.folder == tmp_path / "好的"


def test_a_folder_on_a_network_share_is_warned_of(
    start: StartWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_desktop.db.lock.network_share", lambda _: "在网络共享上")
    page = filled(start)
    assert page.place
    page.place.choose(tmp_path / "共享")
    assert page.place.note.text().startswith("◷ 这个文件夹在网络共享盘上，数据容易损坏")
    assert not page.place.ground.trouble


def test_a_chosen_folder_with_other_things_gets_one_for_the_office_inside(
    start: StartWindow, tmp_path: Path
) -> None:
    (tmp_path / "桌面").mkdir()
    (tmp_path / "桌面" / "通知.docx").write_text("x")
    page = filled(start)
    assert page.place
    page.place.choose(tmp_path / "桌面")
    assert start.folder == tmp_path / "桌面" / "乡镇扶贫工作台"


def test_a_folder_with_an_office_is_not_built_over(start: StartWindow, office: Office) -> None:
    page = filled(start)
    assert page.place
    page.place.choose(office.folder)
    page.finish()
    assert start.page.note.text() == f"！ “{office.folder}”里已经有一个办公室，请打开它，或换一个文件夹"
