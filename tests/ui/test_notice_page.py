"""How a notice is made in the window: ticked, seen, saved, printed, or refused in words."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from clerk import Window
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from fupin_desktop.domain.paper import How
from fupin_desktop.ui import printing
from fupin_desktop.ui.notice.making import MakingPart
from fupin_desktop.ui.pages.notice import NoticePage
from fupin_desktop.ui.preview import PdfPages


def notice(window: Window, kind: str = "exit", village: str | None = None) -> MakingPart:
    """The page with its pages shown."""
    window.go("notice", kind=kind, village=village)
    page = making(window)
    window.wait(lambda: bool(page.list.table.lines and page.preview.pages))
    return page


def making(window: Window) -> MakingPart:
    page = window.frame.page("notice")
    assert isinstance(page, NoticePage)
    part = page.part("making")
    assert isinstance(part, MakingPart)
    return part


def words(data: bytes) -> str:
    """What the first page says."""
    pdf = PdfDocument(data)
    said: str = pdf[0].get_textpage().get_text_range()
    pdf.close()
    return said.replace("\r\n", "")


def test_whom_the_data_qualify_are_ticked_and_the_others_say_why_not(window: Window) -> None:
    page = notice(window)
    ticked = page.list.chosen
    others = [each for each in page.list.table.lines if each not in ticked]
    assert ticked
    assert others
    assert all(each.ticked and each.reasons for each in ticked)
    assert page.write_button.text() == f"生成全部{len(page.list.villages)}村公示 {len(ticked)}户"


@pytest.mark.parametrize(
    ("kind", "title", "ticked"),
    [
        ("identification", "初选", 10),
        ("exit", "拟退出", 18),
        ("housing", "危房改造", 8),
        ("monitoring", "监测", 6),
    ],
)
def test_each_kind_of_notice_lists_whom_it_is_for_and_shows_its_pages(
    window: Window, kind: str, title: str, ticked: int
) -> None:
    page = notice(window, kind)
    window.wait(lambda: len(page.list.chosen) == ticked and title in words(page.preview.data))
    assert f"{ticked}户" in page.write_button.text()


def test_the_page_opens_on_the_first_kind_that_has_somebody_to_name(small_window: Window) -> None:
    """Of an office of 2026 whose people just came in by an export, nobody waits for a 危改 notice."""
    window = small_window
    window.today = date(2026, 5, 8)
    window.go("notice")
    page = making(window)
    window.wait(lambda: bool(page.list.table.lines))
    before = page.ask.order[: page.ask.kind.currentIndex()]
    assert before[0] == "housing"
    assert not any(window.office.notices.propose(key, None, window.today, 2026) for key in before)
    page.ask.kind.put("housing")  # the clerk's own choice stays
    window.settle()
    page.load()
    window.settle()
    assert page.ask.kind.value() == "housing"


def test_the_button_of_one_village_says_households_and_pages(window: Window) -> None:
    page = notice(window, village="水村")
    assert page.write_button.text() == f"生成水村公示 {len(page.list.chosen)}户 {page.preview.pages}页"


def test_notices_are_saved_by_village_below_the_day(window: Window, tmp_path: Path) -> None:
    page = notice(window)
    page.folder.put(tmp_path)
    villages = page.list.villages
    window.key("Ctrl+G")
    window.wait(lambda: bool(page.done.isVisible()))
    made = sorted((tmp_path / "公示" / "2018-05-08").glob("*.pdf"))
    assert [each.stem[2:] for each in made] == villages
    assert page.done.text().startswith(
        f"✓ 已生成{len(villages)}份公示，共{len(page.list.chosen)}户，公示期2018-05-08至2018-05-15"
    )


def test_a_household_that_is_unticked_is_not_on_the_pages(window: Window) -> None:
    page = notice(window, village="水村")
    first, before = page.list.chosen[0], page.preview.data
    page.list.table.tick([first], False)
    window.wait(lambda: bool(page.preview.pages and page.preview.data != before))
    assert first.household_id not in page.list.ids()
    page.list._propose_again()
    assert first.household_id in page.list.ids()


def test_ticks_by_hand_stay_when_data_change(window: Window) -> None:
    page = notice(window, village="水村")
    first = page.list.chosen[0]
    page.list.table.tick([first], False)
    page.load()
    window.wait(lambda: bool(not window.frame.status.busy))
    assert first.household_id not in page.list.ids()


def test_space_ticks_and_enter_opens_the_household(window: Window) -> None:
    page = notice(window)
    page.list.view.setFocus()
    page.list.view.go_to_row(0)
    before = page.list.table.is_ticked(page.list.table.lines[0])
    window.qtbot.keyClick(page.list.view, Qt.Key.Key_Space)
    assert page.list.table.is_ticked(page.list.table.lines[0]) != before
    window.qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    assert window.frame._here is not None
    assert window.frame._here.page == "household"


def test_a_missing_phone_is_said_with_the_way_to_fill_it_in(window: Window) -> None:
    facts = window.office.settings.facts()
    window.office.settings.save(dataclasses.replace(facts, phone=""))
    window.go("notice", kind="exit")
    page = making(window)
    window.wait(lambda: bool("还没有填写监督电话" in page.preview.sentence.text()))
    page.preview.followed.emit("phone")
    assert window.frame._here is not None
    assert window.frame._here.page == "setting"


def test_a_date_that_does_not_exist_is_said_and_nothing_is_made(window: Window) -> None:
    page = notice(window)
    page.ask.editors["start"].widget.setText("20180431")  # type: ignore[attr-defined]
    page.ask._left("start")
    assert "张贴日期" in page.preview.sentence.text()
    assert page.ask.asked() is None


def test_an_office_without_anybody_says_what_the_list_is_for(empty_window: Window) -> None:
    empty_window.go("notice", kind="exit")
    page = making(empty_window)
    empty_window.wait(lambda: bool(page.list.none.text()))
    assert "没有可列入拟退出公示的农户" in page.list.none.text()
    assert not page.write_button.isEnabled()


def test_pages_go_to_the_printer_in_their_true_size(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = notice(window, village="水村")
    paper = tmp_path / "printed.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(paper))
    printer.setResolution(150)
    printer.setFullPage(True)
    monkeypatch.setattr(printing, "chosen_printer", lambda *_: printer)
    window.key("Ctrl+P")
    window.wait_said("已送打印机：公示")
    assert [each.how for each in window.office.printed.all()] == [How.PRINTED]
    printed, shown = PdfPages(paper.read_bytes()), PdfPages(page.preview.data)
    assert len(printed) == len(shown)
    assert [round(side) for side in printed.sizes[0]] == pytest.approx(
        [round(side) for side in shown.sizes[0]], abs=2
    )
    printed.close()
    shown.close()


def test_a3_makes_larger_pages(window: Window) -> None:
    page = notice(window, village="水村")
    small = page.preview.sheets.pages.sizes[0]  # type: ignore[union-attr]
    before = page.preview.data
    page.ask.paper.put("A3")
    window.wait(lambda: bool(page.preview.pages and page.preview.data != before))
    assert page.preview.sheets.pages.sizes[0][1] > 1.3 * small[1]  # type: ignore[union-attr]


def test_an_announcement_hangs_for_good_and_asks_for_no_days(window: Window) -> None:
    page = notice(window, "exit_announcement")
    assert not page.ask.editors["days"].widget.isEnabled()
    window.wait(lambda: "退出公告" in words(page.preview.data))
    page.ask.kind.put("exit")
    assert page.ask.editors["days"].text() == "7"


def test_a_promise_is_made_without_ticking_anybody_and_recorded_once_saved(
    window: Window, tmp_path: Path
) -> None:
    window.go("notice", kind="commitment", village="水村")
    page = making(window)
    window.wait(lambda: bool(page.preview.pages and "公开承诺" in words(page.preview.data)))
    assert page.write_button.text() == "生成水村工作队承诺公示"
    assert window.office.printed.all() == []
    page.folder.put(tmp_path)
    page.ask.form.put("docx")
    window.key("Ctrl+G")
    window.wait(lambda: bool(page.done.isVisible()))
    assert page.done.text().startswith("✓ 已生成1份公示，2018-05-08起长期张贴")
    assert [each.suffix for each in (tmp_path / "公示" / "2018-05-08").iterdir()] == [".docx"]
    assert [each.kind for each in window.office.printed.hanging(window.desk.today())] == ["notice:commitment"]


def test_another_kind_is_listed_though_the_pages_were_asked_for_meanwhile(window: Window) -> None:
    page = notice(window, village="水村")
    page.ask.kind.put("commitment")
    page.ask.pack.setChecked(True)
    window.wait(lambda: "不列农户" in page.list.none.text() and not page.list.table.lines)


def test_a_pack_is_for_the_board_and_a_website_version_is_not(window: Window) -> None:
    page = notice(window, village="水村")
    page.ask.pack.setChecked(True)
    window.wait(lambda: "张贴清单" in words(page.preview.data))
    page.ask.web.setChecked(True)
    assert not page.ask.pack.isChecked()
    window.wait(lambda: "*" in words(page.preview.data))
    page.ask.kind.put("monitoring")
    assert not page.ask.web.isChecked()
    assert not page.ask.web.isEnabled()
