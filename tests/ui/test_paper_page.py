"""How papers are made in the window: chosen, seen page by page, printed, saved, opened, recorded, or refused in words."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import TODAY, Window
from pypdfium2 import PdfDocument
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.paper import Printed
from fupin_desktop.services.office import Office
from fupin_desktop.services.tasks import NOBODY
from fupin_desktop.ui import printing
from fupin_desktop.ui.pages.paper import PaperPage
from fupin_desktop.ui.paper import outgoing
from fupin_desktop.ui.paper.meeting import MeetingBox
from fupin_desktop.ui.paper.roster import RosterBox
from fupin_desktop.ui.preview import PdfPages
from fupin_desktop.ui.print_dialog import PrintDialog, read_range


@pytest.fixture
def clerk(township: Office, qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    """The window of a township of eleven households."""
    made = Window(township, qtbot)
    yield made
    made.frame.close()
    made.frame.deleteLater()
    qtbot.wait(1)


def papers(window: Window, kind: str, **state: object) -> PaperPage:
    """The page with the pages of a kind shown."""
    window.go("paper", kind=kind, year=2018, **state)
    page = window.frame.page("paper")
    assert isinstance(page, PaperPage)
    seen(window, page)
    return page


def seen(window: Window, page: PaperPage) -> None:
    window.qtbot.waitUntil(
        lambda: not page._timer.isActive() and page._shown is not None and page._shown == page.ask.order(),
        timeout=30_000,
    )


def wait(window: Window, true: object) -> None:
    """Wait for what is made beside the window: pages, files, print jobs."""
    window.qtbot.waitUntil(true, timeout=30_000)


def wait_said(window: Window, words: str) -> None:
    wait(window, lambda: words in window.said)


def household(window: Window, head: str) -> int:
    return next(hit.household_id for hit in window.office.search.find(head))


def test_kinds_stand_in_groups_and_are_reached_by_pinyin(clerk: Window) -> None:
    page = papers(clerk, "plan")
    said = [page.kinds.item(row).text() for row in range(page.kinds.count())]
    assert [each for each in said if not each.startswith("　")][:2] == ["公示公告", "农户文书"]
    page.kinds.setFocus()
    clerk.type("fpm")
    assert page.kinds.kind is not None
    assert page.kinds.kind.label == "扶贫明白卡"


def test_the_pages_of_all_villages_are_seen_small_and_one_at_reading_size(clerk: Window) -> None:
    page = papers(clerk, "plan")
    assert page.preview.pages == 4
    assert page.buttons["paper.write"].text() == "生成全部村 2户 4页"
    page.preview.small.setFocus()
    clerk.key("Down", "Down")
    assert page.preview.current == 2
    assert page.preview.where.text() == "月亮村 王五　第3页，共4页"


def test_all_pages_have_the_whole_place_until_one_is_read(clerk: Window) -> None:
    page = papers(clerk, "plan")
    clerk.key("Ctrl+Shift+A")
    assert page.preview.sheets.isHidden()
    wait(clerk, lambda: page.preview.small.across > 1)
    clerk.key("Right", "Right", "Enter")
    assert not page.preview.sheets.isHidden()
    assert page.preview.current == 2


def test_no_more_pages_are_shown_than_one_can_look_at(clerk: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fupin_desktop.services.paper.look.look_at.__defaults__", (3, *_rest()))
    page = papers(clerk, "plan")
    assert page.preview.pages == 3
    assert page.remark.text() == "先看前3页，打印和生成包括全部"
    assert page.buttons["paper.write"].text() == "生成全部村"


def _rest() -> tuple[object, ...]:
    from fupin_desktop.services.paper.look import look_at

    return (look_at.__defaults__ or ())[1:]


def test_papers_are_made_of_one_village(clerk: Window) -> None:
    page = papers(clerk, "plan", villages=("月亮村",))
    assert page.buttons["paper.write"].text() == "生成月亮村 2页"
    assert page.ask.villages.text() == "月亮村"


def test_villages_are_ticked_with_the_keyboard(clerk: Window) -> None:
    page = papers(clerk, "plan")
    box = page.ask.villages
    box.setFocus()
    clerk.key("Space")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        clerk.qtbot.keyClick(box._menu, key)
    assert box._menu.isVisible()
    clerk.qtbot.keyClick(box._menu, Qt.Key.Key_Escape)
    seen(clerk, page)
    assert box.text() == "水村"
    assert page.buttons["paper.write"].text() == "生成水村 2页"


def test_households_chosen_in_the_list_are_handed_over(clerk: Window) -> None:
    clerk.go("household")
    view = clerk.frame.page("household").view  # type: ignore[attr-defined]
    view.go_to(household(clerk, "张三"))
    view.setFocus()
    clerk.key("Ctrl+Shift+G")
    page = clerk.frame.page("paper")
    assert isinstance(page, PaperPage)
    seen(clerk, page)
    assert page.ask.households.list.item(0).text() == "张三　水村 二组"
    assert page.buttons["paper.write"].text() == "生成选定的1户 2页"


def test_a_household_is_found_by_pinyin_and_taken_out_again(clerk: Window) -> None:
    page = papers(clerk, "plan")
    page.ask.households.search.setFocus()
    clerk.type("wangwu")
    clerk.key("Enter")
    seen(clerk, page)
    assert page.buttons["paper.write"].text() == "生成选定的1户 2页"
    assert not page.ask.villages.isVisible()
    page.ask.households.list.setCurrentRow(0)
    page.ask.households.list.setFocus()
    clerk.key("Delete")
    seen(clerk, page)
    assert page.buttons["paper.write"].text() == "生成全部村 2户 4页"


def test_a_click_on_a_line_of_a_notice_opens_the_household(clerk: Window) -> None:
    page = papers(clerk, "notice:exit", villages=("水村",))
    sheets, spot = page.preview.sheets, next(each for each in page._look.pages[0].spots)  # type: ignore[union-attr]
    sheets.point_at(0, spot)
    top = sheets._places()[0].top() - sheets.verticalScrollBar().value()
    left = sheets._places()[0].left()
    middle = QPoint(
        round(left + (spot.x0 + spot.x1) / 2 * sheets.scale),
        round(top + (spot.y0 + spot.y1) / 2 * sheets.scale),
    )
    clerk.qtbot.mouseClick(sheets.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    here = clerk.frame._here
    assert here is not None
    assert here.page == "household"
    assert here.state["household"] == int(spot.key.partition(":")[2])


def test_the_household_of_a_page_is_reached_with_the_keyboard(clerk: Window) -> None:
    page = papers(clerk, "plan", villages=("月亮村",))
    clerk.key("Ctrl+L")
    assert page.menu.actions()[0].text() == "月亮村 王五"
    page.menu.actions()[0].trigger()
    page.menu.close()
    assert clerk.frame._here is not None
    assert clerk.frame._here.state == {"household": household(clerk, "王五")}


def test_a_batch_ends_with_its_files_and_is_recorded(clerk: Window, tmp_path: Path) -> None:
    page = papers(clerk, "plan")
    page.folder.put(tmp_path)
    clerk.key("Ctrl+G")
    wait(clerk, lambda: page.right.currentWidget() is page.outcome)
    assert page.outcome.title.text() == "✓ 已生成一户一策帮扶计划表：2个文件，2户，4页"
    assert sorted(each.name for each in page.outcome.files.lines) == ["01水村.pdf", "02月亮村.pdf"]
    assert all(each.exists() for each in page.outcome.files.lines)
    clerk.key("Esc", "Ctrl+R")
    lines = page.records.table.lines
    assert [(each.heading, each.village, each.edition) for each in lines] == [
        ("一户一策帮扶计划表", "月亮村", 1), ("一户一策帮扶计划表", "水村", 1)
    ]  # fmt: skip
    assert page.buttons["paper.write"].isEnabled() is False


def test_everything_is_saved_into_one_file_where_the_clerk_says(
    clerk: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = papers(clerk, "plan")
    asked: list[str] = []

    def answer(_parent: object, _title: str, start: str, forms: str) -> tuple[str, str]:
        asked.append(f"{Path(start).name} {forms}")
        return str(tmp_path / "计划表"), "PDF 文件 (*.pdf)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    clerk.key("Ctrl+S")
    wait(clerk, lambda: page.right.currentWidget() is page.outcome)
    assert asked == [
        "全部村一户一策帮扶计划表.pdf PDF 文件 (*.pdf);;Word 文档 (*.docx);;Excel 表格 (*.xlsx);;文字 (*.txt)"
    ]
    made = PdfPages((tmp_path / "计划表.pdf").read_bytes())
    assert len(made) == 4
    made.close()


def test_a_paper_is_opened_in_word(clerk: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = papers(clerk, "plan", villages=("月亮村",))
    page.folder.put(tmp_path)
    opened: list[Path] = []
    monkeypatch.setattr(outgoing, "open_place", opened.append)
    clerk.key("Ctrl+Shift+W")
    wait(clerk, lambda: bool(opened))
    assert opened == [tmp_path / "文书" / "月亮村一户一策帮扶计划表.docx"]
    assert opened[0].read_bytes()[:2] == b"PK"


def test_a_folder_that_cannot_be_made_is_said_and_the_pages_stay(clerk: Window, tmp_path: Path) -> None:
    page = papers(clerk, "plan")
    (tmp_path / "文书").write_text("这里是文件")
    page.folder.put(tmp_path)
    clerk.key("Ctrl+G")
    wait(clerk, lambda: page.right.currentWidget() is page.outcome)
    assert page.outcome.title.text() == "！ 一户一策帮扶计划表没有做成"
    assert "不能建立文件夹" in page.outcome.remarks.text()
    clerk.key("Esc")
    assert page.preview.pages == 4
    assert clerk.office.printed.all() == []


def test_pages_are_printed_and_then_recorded(
    clerk: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = papers(clerk, "plan")
    monkeypatch.setattr(printing, "chosen_printer", lambda *_: _paper_printer(tmp_path / "printed.pdf"))
    clerk.key("Ctrl+P")
    wait_said(clerk, "已送打印机：一户一策帮扶计划表 4页")
    assert _pages(tmp_path / "printed.pdf") == 4
    assert [each.how.label for each in clerk.office.printed.all()] == ["打印", "打印"]
    assert page.preview.pages == 4


def test_a_printer_that_is_gone_is_said_and_nothing_is_recorded(
    clerk: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers(clerk, "plan")
    gone = _paper_printer(tmp_path / "没有" / "printed.pdf")
    monkeypatch.setattr(printing, "chosen_printer", lambda *_: gone)
    clerk.key("Ctrl+P")
    page = clerk.frame.page("paper")
    assert isinstance(page, PaperPage)
    wait(clerk, lambda: "没有接受这项打印，请检查打印机是否开机、缺纸或脱机" in page.outcome.remarks.text())
    clerk.key("Esc")
    assert page.buttons["paper.print"].isEnabled()
    assert clerk.office.printed.all() == []


def test_a_pc_without_printers_says_what_to_do(clerk: Window) -> None:
    papers(clerk, "plan")
    clerk.key("Ctrl+P")
    wait_said(clerk, "这台电脑还没有打印机，请先在系统设置里添加打印机")


def test_only_changed_pages_of_a_file_are_printed_again(
    clerk: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = papers(clerk, "household_file", households=[household(clerk, "张三")])
    whole = page.preview.pages
    monkeypatch.setattr(printing, "chosen_printer", lambda *_: _paper_printer(tmp_path / "printed.pdf"))
    clerk.key("Ctrl+P")
    wait_said(clerk, f"已送打印机：一户一档 {whole}页")
    clerk.key("Ctrl+Shift+P")
    wait_said(clerk, "没有变动页，不用补打")
    assert _pages(tmp_path / "printed.pdf") == whole
    kept = clerk.office.households.open(household(clerk, "张三")).household
    clerk.office.households.save(dataclasses.replace(kept, phone="13912345678"), evidence="入户")
    wait(clerk, lambda: page._shown is None)
    seen(clerk, page)
    clerk.key("Ctrl+Shift+P")
    wait_said(clerk, "已送打印机：一户一档")
    assert 0 < _pages(tmp_path / "printed.pdf") < whole


def test_signed_pages_of_a_file_are_recorded(clerk: Window, tmp_path: Path) -> None:
    page = papers(clerk, "household_file", households=[household(clerk, "张三")])
    page.folder.put(tmp_path)
    clerk.key("Ctrl+G")
    wait(clerk, lambda: page.right.currentWidget() is page.outcome)
    clerk.key("Esc", "Ctrl+R")
    page.sign()
    assert "请写上签了字的页号" in page.records.said.text()
    page.records.pages.setText("9-99")
    page.sign()
    assert "没有第9-99页的打印记录，不能登记签字" in page.records.said.text()
    page.records.pages.setText("3-1")
    page.sign()
    assert page.records.said.text() == "✓ 已登记张三户1页签字，以后不会被替换，变动另加更正页"


def test_a_notice_is_taken_down_in_the_list_of_what_hangs(clerk: Window, tmp_path: Path) -> None:
    page = papers(clerk, "notice:exit", villages=("水村",), on=TODAY)
    page.folder.put(tmp_path)
    clerk.key("Ctrl+G")
    wait(clerk, lambda: page.right.currentWidget() is page.outcome)
    clerk.key("Esc", "Ctrl+R")
    page.records.which.put("hanging")
    lines = page.records.table.lines
    assert [each.village for each in lines] == ["水村"]
    assert page.records._hanging(lines[0]) == "还没有登记张贴（印明2018年5月8日至2018年5月15日）"
    (file,) = clerk.office.postings.all(on=TODAY)
    clerk.office.postings.post(file.posting.id or 0, TODAY, "马队长")
    page.records.load()
    lines = page.records.table.lines
    assert page.records._hanging(lines[0]) == "2018年5月8日至2018年5月15日，村务公开栏"
    clerk.key("Ctrl+Shift+D")
    wait(clerk, lambda: clerk.frame._here is not None and clerk.frame._here.page == "notice")
    assert clerk.frame._here is not None
    assert clerk.frame._here.state["posting"] == file.posting.id


def test_a_notice_from_before_the_board_is_taken_down_in_the_list(clerk: Window) -> None:
    with clerk.office.store.write("从前的公示") as unit:
        unit.printed.save(
            Printed(kind="notice:exit", heading="水村拟退出公示", village="水村", on=TODAY, posted_on=TODAY)
        )
    page = papers(clerk, "notice:exit", villages=("水村",), on=TODAY)
    clerk.key("Ctrl+R")
    page.records.which.put("hanging")
    clerk.key("Ctrl+Shift+D")
    assert page.records.said.text() == "✓ 已登记2018年5月8日撤下：水村拟退出公示"
    assert page.records.table.lines == []
    clerk.key("Ctrl+Shift+D")
    assert page.records.said.text() == "！ 请先选一份正在张贴的公示，再登记撤下"


def test_a_number_of_a_report_opens_the_households_behind_it(clerk: Window) -> None:
    page = papers(clerk, "report:monthly")
    clerk.key("Ctrl+L")
    words = [each.text() for each in page.menu.actions()]
    page.menu.actions()[words.index("未脱贫户数")].trigger()
    page.menu.close()
    wait(clerk, lambda: clerk.frame._here is not None and clerk.frame._here.page == "household")
    shown = clerk.frame.page("household")
    assert shown.filters.asked.text() == "未脱贫户数 5户　×"  # type: ignore[attr-defined]
    assert shown.remark.text().startswith("共5户")


def test_a_paragraph_is_kept_in_the_clerks_own_words_and_given_back(clerk: Window) -> None:
    page = papers(clerk, "report:annual")
    assert "待补充" in page.remark.text()
    clerk.key("Ctrl+E")
    part, written = page.wording, page.wording.words.toPlainText()
    assert part.which.currentText().startswith(written[:20])
    part.words.setPlainText("请拨打13812345678")
    part.save()
    assert "改写的文字里有像手机号码的数字" in part.said.text()
    part.words.setPlainText("我镇用自己的话写这一段。")
    part.save()
    wait(clerk, lambda: page._shown is None)
    seen(clerk, page)
    assert part.words.toPlainText() == "我镇用自己的话写这一段。"
    assert part.phrases.itemText(1) == "2018　我镇用自己的话写这一段。"
    part.forget()
    wait(clerk, lambda: page._shown is None)
    seen(clerk, page)
    assert part.words.toPlainText() == written
    clerk.key("Esc")
    assert part.isHidden()


def test_a_roster_has_the_columns_that_were_ticked_and_is_kept_as_a_scheme(clerk: Window) -> None:
    page = papers(clerk, "roster", villages=("水村",))
    box = page.ask._box
    assert isinstance(box, RosterBox)
    box.more.setFocus()
    clerk.type("慰问金（元）=500")
    clerk.key("Enter")
    box.more.setFocus()
    clerk.type("领取人")
    clerk.key("Enter")
    box.name.setText("慰问")
    box.save()
    seen(clerk, page)
    assert page._shown is not None
    assert page._shown.options["columns"].endswith("备注,慰问金（元）=500,空:领取人")
    assert clerk.said == "✓ 已保存花名册方案：慰问"
    box.list.put("people")
    assert "空:领取人" not in box.chosen()
    box.scheme.put("慰问")
    assert box.list.value() == "households"
    assert box.chosen()[-2:] == ["慰问金（元）=500", "空:领取人"]


def test_the_votes_of_an_assembly_are_typed_and_become_its_result(clerk: Window) -> None:
    clerk.go("paper", kind="assembly", villages=("水村",), on=TODAY, year=2018)
    page = clerk.frame.page("paper")
    assert isinstance(page, PaperPage)
    box = page.ask._box
    assert isinstance(box, MeetingBox)
    box.topic.put("exit")
    box.sheet.put("result")
    wait(clerk, lambda: "请填写应到人数和实到人数" in page.preview.sentence.text())
    box.counts["due"].setText("30")
    box.counts["present"].setText("25")
    for row in range(box.votes.rowCount()):
        for column, votes in ((1, "20"), (2, "3"), (3, "2")):
            box.votes.item(row, column).setText(votes)  # type: ignore[union-attr]
    seen(clerk, page)
    assert page.preview.pages == 1
    box.counts["present"].setText("31")
    box.counts["present"].editingFinished.emit()
    wait(clerk, lambda: "实到" in page.preview.sentence.text())


def test_a_batch_that_is_stopped_leaves_what_was_written(clerk: Window, tmp_path: Path) -> None:
    page = papers(clerk, "plan")
    page.folder.put(tmp_path)
    clerk.desk.jobs.hold()
    clerk.key("Ctrl+G")
    clerk.frame.status.stop.click()
    clerk.desk.jobs.go_on()
    wait_said(clerk, "已停止：生成一户一策帮扶计划表，已写完的文件留在文件夹里")
    assert not list(tmp_path.rglob("*.pdf"))
    assert page.preview.pages == 4


def test_what_a_report_asks_for_besides_its_period_is_typed(clerk: Window) -> None:
    page = papers(clerk, "report:halfyear", villages=("水村",))
    line = page.ask._options["sent_by"]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    clerk.type("星海县水利局")
    clerk.key("Enter")
    seen(clerk, page)
    assert page._shown is not None
    assert page._shown.options == {"sent_by": "星海县水利局"}
    assert page.preview.where.text().startswith("水村　第1页")


def test_a_wall_chart_is_seen_and_saved(clerk: Window, tmp_path: Path) -> None:
    page = papers(clerk, "poster:township")
    wide, tall = page.preview.sheets.pages.sizes[0]  # type: ignore[union-attr]
    assert sorted((round(wide / 72 * 25.4), round(tall / 72 * 25.4))) == [594, 841]
    assert page._shown is not None
    page.outgoing.save_to(page._shown, tmp_path / "作战图.pdf")
    wait(clerk, lambda: page.right.currentWidget() is page.outcome)
    assert _pages(tmp_path / "作战图.pdf") == 1
    assert [each.kind for each in clerk.office.printed.all()] == ["poster:township"]


def test_what_the_printer_is_told_is_asked_for_in_words(qtbot: QtBot, dressed: QApplication) -> None:
    printer = _TwoSided()
    dialog = PrintDialog(printer, "月报", 8, None)
    qtbot.addWidget(dialog)
    assert dialog.go.text() == "打印8页 1份"
    dialog.range.setText("1-3、5")
    dialog.copies.setValue(2)
    dialog.sides.put(QPrinter.DuplexMode.DuplexLongSide)
    assert dialog.go.text() == "打印4页 2份"
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.result() == PrintDialog.DialogCode.Accepted
    assert printer.copyCount() == 2
    assert printer.duplex() is QPrinter.DuplexMode.DuplexLongSide
    assert [printer.pageRanges().contains(each) for each in range(1, 7)] == [
        True,
        True,
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("typed", "pages", "chosen", "problem"),
    [
        ("", 8, [], ""),
        ("1-3、5", 8, [1, 2, 3, 5], ""),
        ("5，2", 0, [2, 5], ""),
        ("一", 8, [], "页码“一”看不懂，请写成 1-3、5 的样子"),
        ("3-1", 8, [], "页码“3-1”不对：从第1页数起，前面的页码不能大于后面的"),
        ("7-9", 8, [], "没有第9页，一共8页，请改页码"),
    ],
)
def test_pages_are_named_as_people_do(typed: str, pages: int, chosen: list[int], problem: str) -> None:
    assert read_range(typed, pages) == (chosen, problem)


@pytest.mark.usefixtures("dressed")
def test_on_both_sides_each_paper_begins_on_a_new_sheet(tmp_path: Path) -> None:
    three, two = _pdf(3), _pdf(2)
    printer = _paper_printer(tmp_path / "both.pdf", _TwoSided())
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    assert printing.put_on_paper(printer, [three, two], NOBODY) == 5
    assert _pages(tmp_path / "both.pdf") == 6


@pytest.mark.usefixtures("dressed")
def test_copies_and_a_range_are_printed_by_a_printer_that_knows_neither(tmp_path: Path) -> None:
    printer = _paper_printer(tmp_path / "copies.pdf")
    printer.setCopyCount(2)
    printer.setPageRanges(QPageRanges.fromString("2-4"))
    assert printing.put_on_paper(printer, [_pdf(3), _pdf(2)], NOBODY) == 3
    assert _pages(tmp_path / "copies.pdf") == 6


def _pdf(pages: int) -> bytes:
    made = PdfDocument.new()
    for _ in range(pages):
        made.new_page(595, 842)
    stream = io.BytesIO()
    made.save(stream)
    made.close()
    return stream.getvalue()


def test_an_office_without_anybody_offers_the_next_step(empty_window: Window) -> None:
    empty_window.go("paper", kind="plan", year=2018)
    page = empty_window.frame.page("paper")
    assert isinstance(page, PaperPage)
    for kind in ("plan", "report:monthly"):
        page.kinds.put(kind)
        wait(empty_window, lambda: "还没有农户，没有可以生成的文书" in page.preview.sentence.text())
        assert not page.buttons["paper.write"].isEnabled()
        page.preview.say("")
    page.preview.followed.emit("importing")
    assert empty_window.frame._here is not None
    assert empty_window.frame._here.page == "importing"


def test_a_village_that_has_nobody_and_a_missing_phone_are_said(clerk: Window) -> None:
    clerk.go("paper", kind="notice:monitoring", villages=("月亮村",), on=TODAY, year=2018)
    page = clerk.frame.page("paper")
    assert isinstance(page, PaperPage)
    wait(clerk, lambda: "月亮村没有需要列入监测对象公示的农户" in page.preview.sentence.text())
    facts = clerk.office.settings.facts()
    clerk.office.settings.save(dataclasses.replace(facts, phone=""))
    page.kinds.put("notice:exit")
    wait(clerk, lambda: '<a href="phone">去设置填写</a>' in page.preview.sentence.text())
    page.preview.followed.emit("phone")
    assert clerk.frame._here is not None
    assert clerk.frame._here.page == "setting"


class _TwoSided(QPrinter):
    """A printer that can print both sides; one that prints into a file cannot."""

    _sides = QPrinter.DuplexMode.DuplexNone

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        self._sides = duplex

    def duplex(self) -> QPrinter.DuplexMode:
        return self._sides


def _paper_printer(file: Path, printer: QPrinter | None = None) -> QPrinter:
    """A printer that prints into a file, each side a page."""
    printer = printer or QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(72)
    printer.setFullPage(True)
    return printer


def _pages(file: Path) -> int:
    made = PdfPages(file.read_bytes())
    made.close()
    return len(made)
