"""F1 everywhere, and the help window with the keyboard: contents, search, links, back and forward, the program beside it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from clerk import Window
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop import settings
from fupin_desktop.ui import era, helping
from fupin_desktop.ui.help.hits import HIT, shown
from fupin_desktop.ui.help.window import HelpWindow
from fupin_desktop.ui.theme import DARK, theme


@pytest.fixture
def window(small_window: Window) -> Window:
    return small_window


@pytest.fixture
def alone(qtbot: QtBot, dressed: QApplication) -> Iterator[HelpWindow]:
    """The help without the program beside it."""
    era.live_on(date(2026, 5, 8))
    made = HelpWindow()
    qtbot.addWidget(made)
    made.show_topic("start")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    era.live_on(date(2018, 1, 1))


def opened(window: Window) -> HelpWindow:
    found = window.frame.help_window
    assert found is not None
    return found


def chapters(help: HelpWindow) -> list[str]:
    return [help.hits.item(row).data(HIT).chapter for row in range(help.hits.count())]


def test_f1_opens_the_chapter_of_the_page_and_its_tab_beside_the_program(window: Window) -> None:
    window.go("sheets", part="village")
    window.key("F1")
    help = opened(window)
    assert help.target == "sheets#村级小表"
    assert help.windowTitle() == "对表 ─ 帮助"
    assert help.isWindow()
    assert not help.isModal()
    window.frame.activateWindow()
    window.go("due")
    window.key("F1")
    assert opened(window) is help
    assert help.target == "due#事项"


def test_f1_knows_what_stands_beside_the_list(window: Window) -> None:
    window.go("household")
    window.key("F1")
    assert opened(window).target == "household"
    with window.office.store.read() as unit:
        (household, *_) = unit.households.all()
    window.go("household", household=household.id, tab="income")
    window.frame.show_help()
    assert opened(window).target == "household#收入"
    window.frame.page("household").change()  # type: ignore[attr-defined]
    window.frame.show_help()
    assert opened(window).target == "life"


def test_the_section_is_scrolled_to(window: Window) -> None:
    window.frame.open_help("sheets#导出名单")
    assert opened(window).text.verticalScrollBar().value() > 0


def test_a_word_is_typed_and_its_place_opened_without_the_mouse(alone: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(alone, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert alone.box.hasFocus()
    qtbot.keyClicks(alone.box, "bfyhf")
    qtbot.keyClick(alone.box, Qt.Key.Key_Return)
    assert alone.target.startswith("backup")
    assert alone.left.currentWidget() is alone.hits
    assert "备份与恢复" in [each.cursor.selectedText() for each in alone.text.extraSelections()]
    first = alone.hits.currentRow()
    qtbot.keyClick(alone.box, Qt.Key.Key_Down)
    qtbot.keyClick(alone.box, Qt.Key.Key_Return)
    assert alone.hits.currentRow() == first + 1
    qtbot.keyClick(alone.box, Qt.Key.Key_Escape)
    assert alone.left.currentWidget() is alone.contents
    assert alone.isVisible()


def test_a_hit_shows_where_it_stands_and_its_words(alone: HelpWindow) -> None:
    alone.box.setText("双面 打印")
    alone.search()
    assert "paper" in chapters(alone)
    hit = alone.hits.item(0).data(HIT)
    assert "双面" in shown(hit)
    assert f"color: {theme.colours.amber}" in shown(hit)


def test_what_is_not_in_the_help_is_said(alone: HelpWindow) -> None:
    alone.box.setText("驴唇马嘴")
    alone.search()
    assert alone.left.currentWidget() is alone.nothing
    assert "换一个说法" in alone.nothing.text()


def test_links_lead_on_and_alt_left_comes_back(alone: HelpWindow, qtbot: QtBot) -> None:
    alone.follow("notice.md#张贴")
    assert alone.target == "notice#张贴"
    alone.follow("#制作")
    assert alone.target == "notice#制作"
    qtbot.keyClick(alone, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert alone.target == "notice#张贴"
    qtbot.keyClick(alone, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert alone.target == "start"
    assert not alone.acts["help.back"].isEnabled()
    qtbot.keyClick(alone, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert alone.target == "notice#张贴"


def test_the_arrows_go_through_the_contents(alone: HelpWindow, qtbot: QtBot) -> None:
    alone.contents.setFocus()
    qtbot.keyClick(alone.contents, Qt.Key.Key_Down)
    assert alone.target == "faq"


def test_a_link_to_a_page_opens_it_in_the_program(window: Window) -> None:
    help = window.frame.open_help("start")
    help.follow("fupin:setting/village")
    assert window.frame.page("setting").place() == {"part": "village"}


def test_a_picture_is_enlarged_by_a_click_and_put_away_by_esc(alone: HelpWindow, qtbot: QtBot) -> None:
    alone.text.enlarged.emit("overview.png")
    (picture,) = [each for each in alone.findChildren(QWidget) if each.windowTitle().startswith("图片")]
    qtbot.waitUntil(picture.isActiveWindow)
    qtbot.keyClick(picture, Qt.Key.Key_Escape)
    assert not picture.isVisible()


def test_what_is_read_stays_in_view_when_the_window_is_made_narrower(alone: HelpWindow, qtbot: QtBot) -> None:
    alone.show_topic("household#收入")

    def seen() -> str:
        return alone.text.cursorForPosition(QPoint(4, 12)).block().text()

    assert seen() == "收入"
    alone.resize(560, 500)
    qtbot.waitUntil(lambda: not alone.text.again.isActive())
    assert seen() == "收入"


def test_pictures_are_no_wider_than_the_text(alone: HelpWindow, qtbot: QtBot) -> None:
    alone.resize(560, 500)
    qtbot.waitUntil(lambda: not alone.text.again.isActive())
    assert alone.text.horizontalScrollBar().maximum() == 0
    assert f'width="{alone.text.room}"' in alone.text.toHtml()


def test_the_text_is_written_anew_in_the_dark(
    alone: HelpWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone.show_topic("notice")
    monkeypatch.setattr(theme, "colours", DARK)
    alone.text.write()
    assert DARK.chosen in alone.text.toHtml()


def test_esc_closes_it_and_the_next_time_it_has_its_size_again(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_CONFIG", str(tmp_path))
    help = window.frame.open_help("start")
    help.resize(700, 444)
    qtbot.waitUntil(help.isActiveWindow)
    help.text.setFocus()
    qtbot.keyClick(help.text, Qt.Key.Key_Escape)
    assert not help.isVisible()
    assert settings.load().help_geometry
    again = HelpWindow()
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 444)


def test_help_goes_with_the_program(window: Window) -> None:
    help = window.frame.open_help("start")
    window.frame.closeEvent(QCloseEvent())
    assert not help.isVisible()
    assert window.frame.help_window is None


def test_f1_in_a_dialog_opens_its_place_in_a_help_that_can_be_used(
    qtbot: QtBot, dressed: QApplication
) -> None:
    helping.attend(dressed)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setProperty(helping.TOPIC, "backup#密码")
    line = QLineEdit()
    QVBoxLayout(dialog).addWidget(line)
    dialog.setModal(True)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: bool(dialog.property("answers_f1")))
    qtbot.keyClick(line, Qt.Key.Key_F1)
    (help,) = [each for each in dialog.findChildren(QWidget) if isinstance(each, HelpWindow)]
    assert help.target == "backup#密码"
    assert help.isVisible()
    qtbot.waitUntil(help.isActiveWindow)
    qtbot.keyClicks(help.box, "mm")
    assert help.box.text() == "mm"


def test_where_there_is_no_page_yet_a_chapter_has_no_link_to_one(qtbot: QtBot, dressed: QApplication) -> None:
    from fupin_desktop.ui.help.window import unled

    assert unled("到[催办](fupin:due)看，见[公示](notice.md)") == "到催办看，见[公示](notice.md)"


def test_the_menu_of_help_has_what_the_window_can_do(window: Window) -> None:
    button = helping.help_button(window.frame.acts)
    said = [each.text() for each in button.menu().actions() if not each.isSeparator()]
    assert said[:2] == ["这一页的帮助", "按键一览"]
    assert {"打开日志文件夹", "关于"} <= set(said)


def test_about_says_version_and_licence(window: Window) -> None:
    from fupin_desktop import __version__

    window.frame.show_about()
    said = opened(window).text.toPlainText()
    assert f"版本 {__version__}" in said
    assert "Apache-2.0" in said


def test_the_licences_of_an_installed_program_are_opened(
    alone: HelpWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "THIRD-PARTY.txt").write_text("x", encoding="utf-8")
    monkeypatch.setenv("FUPIN_PROGRAM", str(tmp_path))
    went: list[Path] = []
    monkeypatch.setattr("fupin_desktop.ui.help.window.open_place", went.append)
    alone.show_topic("about")
    assert "许可清单" in alone.text.toPlainText()
    alone.follow("open:licences")
    assert went == [tmp_path / "THIRD-PARTY.txt"]


def test_a_damaged_help_says_so_and_goes_on(alone: HelpWindow, tmp_path: Path) -> None:
    from fupin_desktop.services.help import read_book

    (tmp_path / "contents.txt").write_text("组\n  start 五分钟上手\n  faq 没有的\n", encoding="utf-8")
    (tmp_path / "start.md").write_text("# 五分钟上手", encoding="utf-8")
    alone.book = read_book(folder=tmp_path)
    alone.show_topic("faq")
    assert "请重新安装程序" in alone.text.toPlainText()
    alone.box.setText("五分钟")
    alone.search()
    assert chapters(alone) == ["start"]


def test_nothing_of_the_help_is_read_before_it_is_asked_for() -> None:
    said = "import sys, fupin_desktop.ui.frame; print([m for m in sys.modules if 'fupin' in m and '.help.' in m + '.'])"
    asked = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "[]"


def test_f1_on_the_first_window_opens_the_first_chapter(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> None:
    from fupin_desktop.services.office import Office
    from fupin_desktop.ui.start.window import StartWindow

    helping.attend(dressed)
    start = StartWindow(tmp_path / "office", lambda folder, create: Office.open(folder, create=create))
    qtbot.addWidget(start)
    start.welcome()
    start.show()
    start.activateWindow()
    qtbot.waitUntil(lambda: bool(start.property("answers_f1")))
    qtbot.keyClick(QApplication.focusWidget() or start, Qt.Key.Key_F1)
    (help,) = [each for each in start.findChildren(QWidget) if isinstance(each, HelpWindow)]
    assert help.target == "start"
    assert "五分钟上手" in help.text.toPlainText()
