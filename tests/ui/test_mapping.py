"""A list nobody knows is mapped in the window, by mouse and by keys, kept, named the next time, and forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from clerk import Window
from PySide6.QtCore import Qt

from fupin_desktop.ui.importing.mapping import ColumnsTable
from fupin_desktop.ui.pages.importing import ImportingPage
from tests.cards import copies
from tests.services.test_kept_layouts import HEADS, a_list
from tests.ui.test_importing_page import opened

ASKED = "◷ “摸底.xlsx”的列名没有见过，不知道哪一列是姓名；请核对各列的对应，记住后下次自动认出"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_list(tmp_path / "摸底.xlsx", title="星星镇摸底名单（数据日期：2018-05-08）")


def columns(page: ImportingPage) -> ColumnsTable:
    return page.recognised.columns


def line(page: ImportingPage, letter: str) -> tuple[str, str]:
    """What a column is read as, and the proposal."""
    table = columns(page).table
    row = next(n for n, each in enumerate(table.lines) if each.letter == letter)
    said = [table.data(table.index(row, place)) for place in (3, 4)]
    return said[0], said[1]


def click(window: Window, widget: object) -> None:
    window.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def read_again(window: Window, page: ImportingPage) -> None:
    window.wait(lambda: page.draft is not None and not window.frame.status.busy)


def test_a_list_nobody_knows_shows_its_columns_with_samples_and_proposals(
    empty_window: Window, path: Path
) -> None:
    page = opened(empty_window, path)
    assert page.recognised.asks.text() == ASKED
    assert columns(page).isVisible()
    assert columns(page).view.hasFocus()
    table = columns(page).table
    assert [table.data(table.index(0, place)) for place in range(5)] == [
        "A", "属地", "月亮村、月亮村、月亮村", "（不认识，原样保留）", "可能是“行政村”：内容是本办的行政村（100%）",
    ]  # fmt: skip
    assert not columns(page).keeping.isVisible()
    assert columns(page).take_all.text() == "采用全部建议 7列"


def test_all_proposals_are_taken_with_one_press_and_the_layout_is_kept_and_named(
    empty_window: Window, path: Path
) -> None:
    page = opened(empty_window, path)
    click(empty_window, columns(page).take_all)
    empty_window.wait(lambda: page.draft is not None and not page.draft.asks)
    assert line(page, "C") == ("证件号码", "")
    assert columns(page).keeping.isVisible()
    assert columns(page).year.text() == "2018"
    columns(page).name.setFocus()
    empty_window.type("摸底名单")
    click(empty_window, columns(page).keep)
    empty_window.wait_said("已记住版式“摸底名单”，下次自动认出")
    empty_window.wait(lambda: page.recognised.layout_words.text().startswith("本办版式“摸底名单（2018年）”"))
    again = opened(empty_window, path)
    assert again.recognised.layout_words.text().startswith("本办版式“摸底名单（2018年）”")
    assert again.recognised.forget_button.isVisible()
    assert not again.recognised.asks.isVisible()
    click(empty_window, again.recognised.forget_button)
    empty_window.wait_said("已忘掉版式“摸底名单”")
    empty_window.wait(lambda: page.recognised.asks.text() == ASKED)


def test_columns_are_put_right_with_keys_alone(empty_window: Window, path: Path) -> None:
    page = opened(empty_window, path)
    view = columns(page).view
    assert view.current() is not None
    for letter, _ in zip("ABCD", HEADS, strict=False):
        here = view.current()
        assert here is not None
        assert here.letter == letter
        empty_window.key("Space")
        read_again(empty_window, page)
        view.setFocus()
        empty_window.key("Down")
    assert page.draft is not None
    assert not page.draft.asks
    assert [line(page, letter)[0] for letter in "ABCD"] == ["行政村", "姓名", "证件号码", "与户主关系"]
    while (here := view.current()) is not None and here.letter != "G":
        empty_window.key("Down")
    empty_window.key("Enter")
    assert columns(page).pick.hasFocus()
    empty_window.type("mz")
    empty_window.key("Enter")
    empty_window.wait(lambda: bool(columns(page).table.lines) and line(page, "G")[0] == "民族")


def test_a_name_is_asked_for_and_a_year_is_a_year(empty_window: Window, path: Path) -> None:
    page = opened(empty_window, path)
    click(empty_window, columns(page).take_all)
    empty_window.wait(lambda: page.draft is not None and not page.draft.asks)
    click(empty_window, columns(page).keep)
    empty_window.wait(lambda: page.recognised.asks.text() == "！ 版式名称不能为空，请填写")
    columns(page).name.setText("摸底")
    columns(page).year.setText("今年")
    click(empty_window, columns(page).keep)
    assert page.recognised.asks.text() == "！ 版式的年度“今年”不是年份，请写成如 2018，或留空"
    assert not empty_window.office.layouts.kept()


def test_a_folder_of_cards_is_dropped_on_the_window_and_imported(
    empty_window: Window, tmp_path: Path
) -> None:
    folder = tmp_path / "户情档案"
    folder.mkdir()
    copies(folder, range(2))
    page = opened(empty_window, folder)
    assert page.recognised.file.text() == "户情档案"
    assert page.recognised.layout_words.text().startswith("H9 户情档案（一户一档）")
    page.apply()
    empty_window.wait(lambda: page.done.isVisible())
    with empty_window.office.store.read() as unit:
        assert unit.households.count() == 2
