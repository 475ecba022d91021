"""导入国扶导出表: county, township and villages are read from it, and its people wait to be imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import a_row, an_export
from newcomer import facts, filled, press, write
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.ui.start.facts import FactsPage
from fupin_desktop.ui.start.townships import TownshipsPage
from fupin_desktop.ui.start.welcome import WelcomePage
from fupin_desktop.ui.start.window import StartWindow


def test_an_export_gives_county_township_and_villages_and_is_imported_next(
    start: StartWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [
        a_row("650000000002", 行政村="月亮村"),
        a_row("650000000001", 行政村="水村"),
        a_row("650000000003", 行政村="水村"),
    ]
    file = an_export(tmp_path / "贫困户信息.xlsx", rows)
    start.welcome()
    start.take_files([file])
    qtbot.waitUntil(lambda: isinstance(start.page, FactsPage), timeout=10_000)
    page = facts(start)
    assert "星海县星星镇，2个村3户，数据日期2018年5月8日" in page.words.text()
    assert page.villages.toPlainText() == "水村\n月亮村"
    assert page.form.editors["unit"].text() == "星星镇乡村振兴办公室"
    assert QApplication.focusWidget() is page.form.editors["phone"].widget
    write("0999-1")
    press("Return")
    write("王晓梅")
    with qtbot.waitSignal(start.ready, timeout=10_000) as said:
        press("Ctrl+Return")
    assert start.files == (file,)
    assert [each.name for each in said.args[0].settings.villages()] == ["水村", "月亮村"]


def test_of_an_export_with_two_townships_one_is_chosen_and_only_its_households_wait(
    start: StartWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [
        a_row("650000000001"),
        a_row("650000000002"),
        a_row("650000000003", **{"乡(镇)": "银河镇", "行政村": "甲村"}),
    ]
    file = an_export(tmp_path / "全县.xlsx", rows)
    start.welcome()
    start.read_export([file])
    qtbot.waitUntil(lambda: isinstance(start.page, TownshipsPage), timeout=10_000)
    assert [each.title for each in start.page.choices] == ["星海县星星镇", "星海县银河镇"]  # type: ignore[attr-defined]
    press("Down", "Return")
    page = facts(start)
    assert page.villages.toPlainText() == "甲村"
    for name, text in (("phone", "0999-1"), ("by", "王晓梅")):
        page.form.editors[name].put_text(text)
    with qtbot.waitSignal(start.ready, timeout=10_000) as said:
        page.finish()
    office = said.args[0]
    draft = office.importing.read(file, keep=True)
    kept = office.importing.staged(draft.token)
    done = office.importing.apply(draft, without=kept.choice.without)
    assert done.households["new"] == 1


def test_only_the_villages_of_an_export_may_be_taken(
    start: StartWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    file = an_export(tmp_path / "名单.xlsx", [a_row(), a_row("650000000002", 行政村="水村")])
    page = filled(start, villages="")
    start.read_export([file], page)
    qtbot.waitUntil(lambda: start.page is page, timeout=10_000)
    qtbot.waitUntil(lambda: page.villages.toPlainText() == "月亮村\n水村", timeout=10_000)
    assert page.found is None


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("通知.docx", b"PK\x03\x04damaged", "“通知.docx”已损坏或不完整，打不开，请重新导出或重新拷贝。"),
        ("名单.xlsx", b"", "“名单.xlsx”是空文件（0字节），可能没有下载或拷贝完整，请重新导出。"),
    ],
)
def test_a_file_that_is_no_export_is_said_on_the_page_it_was_chosen_on(
    start: StartWindow, tmp_path: Path, qtbot: QtBot, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    start.welcome()
    start.take_files([tmp_path / name])
    qtbot.waitUntil(lambda: isinstance(start.page, WelcomePage), timeout=10_000)
    assert start.page.note.text() == f"！ {sentence}"


def test_a_list_of_something_else_is_said_by_its_name(
    start: StartWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    heads = (
        "序号",
        "行政村",
        "户主姓名",
        "身份证号",
        "房屋危险等级",
        "改造方式",
        "补助金额",
        "开工时间",
        "竣工时间",
    )
    file = an_export(
        tmp_path / "危房.xlsx", [{"行政村": "水村", "户主姓名": "王平", "改造方式": "新建"}], heads=heads
    )
    start.welcome()
    start.read_export([file])
    qtbot.waitUntil(
        lambda: isinstance(start.page, WelcomePage) and start.page.note.text() != "", timeout=10_000
    )
    assert (
        "不是户与人的名单；请选国扶系统导出的户和人员信息，或先“新建办公室”再导入它" in start.page.note.text()
    )
