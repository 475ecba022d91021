"""The board in the window: posted, objected to, answered, certified, taken down, archived, with the keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from clerk import Window
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from fupin_desktop.domain.paper import How
from fupin_desktop.domain.posting import UP
from fupin_desktop.services.office import Office
from fupin_desktop.ui.notice.board import BoardPart
from fupin_desktop.ui.pages.notice import NoticePage

DAY = date(2018, 5, 8)


@pytest.fixture
def window(small_window: Window) -> Window:
    """Two villages and eleven households are enough."""
    return small_window


def on(window: Window, day: date) -> None:
    """The clerk works on this day."""
    window.frame.desk.today = lambda: day


def hung(office: Office, village: str = "水村") -> int:
    made = office.postings.draft("exit", villages=[village], start=DAY)[0]
    office.postings.sent(made.id or 0, How.PRINTED, DAY)
    return made.id or 0


def board(window: Window) -> BoardPart:
    window.go("notice", part="board")
    page = window.frame.page("notice")
    assert isinstance(page, NoticePage)
    part = page.part("board")
    assert isinstance(part, BoardPart)
    window.wait(part.isVisible)
    return part


def fill(part: BoardPart, **texts: str) -> None:
    for name, text in texts.items():
        part.view.form.editors[name].put_text(text)


def test_what_was_made_is_posted_with_the_keyboard_alone(window: Window, tmp_path: Path) -> None:
    on(window, DAY)
    window.go("notice", kind="exit", village="水村")
    page = window.frame.page("notice")
    assert isinstance(page, NoticePage)
    making = page.parts["making"]
    window.wait(lambda: bool(making.list.table.lines and making.preview.pages))  # type: ignore[attr-defined]
    making.folder.put(tmp_path)  # type: ignore[attr-defined]
    window.key("Ctrl+G")
    window.wait(lambda: making.done.isVisible())  # type: ignore[attr-defined]
    making.done.linkActivated.emit("board")  # type: ignore[attr-defined]
    part = page.part("board")
    assert isinstance(part, BoardPart)
    window.wait(lambda: part.isVisible() and part.list.hasFocus())
    assert part.view.next.text() == "张贴（Ctrl+Enter）"
    window.key("Ctrl+Enter")
    assert part.view.form.title.text() == "登记张贴"
    window.key("Enter", "Enter")
    window.type("村委会公示栏")
    window.key("Ctrl+Enter")
    window.wait(lambda: "自次日起算" in part.view.state.text())
    assert part.view.state.text() == "✓ 已张贴 共7天，自次日起算，2018年5月15日截止"
    assert "李经办张贴，村委会公示栏" in part.view.past.text()


def test_a_draft_waits_on_the_board_to_be_printed(window: Window) -> None:
    window.go("notice", kind="exit", village="水村")
    page = window.frame.page("notice")
    assert isinstance(page, NoticePage)
    making = page.parts["making"]
    window.wait(lambda: bool(making.list.table.lines and making.preview.pages))  # type: ignore[attr-defined]
    making.ask.editors["days"].put(3)  # type: ignore[attr-defined]
    window.key("Ctrl+D")
    window.wait(lambda: "拟退出公示应公示7天" in making.preview.sentence.text())  # type: ignore[attr-defined]
    making.ask.editors["days"].put(7)  # type: ignore[attr-defined]
    window.key("Ctrl+D")
    window.wait(lambda: making.done.isVisible())  # type: ignore[attr-defined]
    assert making.done.text().startswith("✓ 已存草稿1份，原件已留存")  # type: ignore[attr-defined]
    part = board(window)
    assert (part.view.state.text(), part.view.next.text()) == ("草稿", "打印（Ctrl+Enter）")


def test_a_day_that_the_paper_does_not_say_asks_for_a_reason_in_the_form(window: Window) -> None:
    hung(window.office)
    on(window, date(2018, 5, 10))
    part = board(window)
    window.key("Ctrl+Enter")
    fill(part, on="2018-05-11")
    window.key("Ctrl+Enter")
    assert part.view.form.said.text() == (
        "！ 张贴日期2018年5月11日还没有到（今天是2018年5月10日），请填已经发生的日期"
    )
    fill(part, on="2018-05-10")
    window.key("Ctrl+Enter")
    assert "公示上印的张贴日期是2018年5月8日" in part.view.form.said.text()
    reason = part.view.form.editors["override"].widget
    assert reason.isVisible()
    window.type("大雪封路")
    assert isinstance(reason, QLineEdit)
    assert reason.text() == "大雪封路"
    window.key("Ctrl+Enter")
    window.wait(lambda: "破例理由：大雪封路" in part.view.past.text())


def test_an_objection_is_registered_and_answered_and_the_certificate_made(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_desktop.ui.notice.board.last_folder", lambda: tmp_path)
    id = hung(window.office)
    window.office.postings.post(id, DAY, "马队长")
    on(window, date(2018, 5, 11))
    part = board(window)
    window.key("Ctrl+N")
    fill(part, who="村民甲", about="家里有小汽车")
    window.key("Ctrl+Enter")
    window.wait(lambda: part.view.tabs.tabText(2) == "异议 1（1件待答复）")
    assert part.view.next.text() == "答复异议（Ctrl+Enter）"
    window.key("Ctrl+Enter")
    fill(part, investigator="马队长", answer="车已报废")
    window.key("Ctrl+Enter")
    assert "调查结果" in part.view.form.said.text()
    fill(part, result="异议不成立")
    on(window, date(2018, 5, 16))
    window.key("Ctrl+Enter")
    window.wait(lambda: part.view.state.text().startswith("◷ 期满"))
    window.key("Ctrl+Enter", "Ctrl+Enter")
    window.wait(lambda: part.view.done.isVisible())
    assert list((tmp_path / "公示").glob("*_无异议证明.pdf"))
    assert part.view.next.text() == "撤下（Ctrl+Enter）"


def test_several_notices_are_posted_at_once(window: Window) -> None:
    for village in ("水村", "月亮村"):
        hung(window.office, village)
    part = board(window)
    part.list.selectAll()
    window.key("Ctrl+Enter")
    assert part.view.form.title.text() == "登记张贴：所选2份"
    window.key("Ctrl+Enter")
    window.wait(lambda: all(each.posting.posted_on for each in part.table.lines))
    assert len(part.table.lines) == 2


def test_photos_are_pasted_and_taken_off(window: Window, tmp_path: Path) -> None:
    from tests.services.test_postings import photo

    hung(window.office)
    part = board(window)
    part.view.tabs.setCurrentIndex(3)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo(tmp_path)))])
    QGuiApplication.clipboard().setMimeData(data)
    part.view.photos.setFocus()
    window.key("Ctrl+V")
    window.wait(lambda: part.view.tabs.tabText(3) == "照片 1")
    (kept,) = part.view.file.photos  # type: ignore[union-attr]
    assert kept.paper == UP
    part.view.photos.removed.emit(kept)
    window.wait(lambda: part.view.tabs.tabText(3) == "照片")


def test_a_change_after_posting_and_the_very_page_are_shown(window: Window) -> None:
    id = hung(window.office)
    window.office.postings.post(id, DAY, "马队长")
    first = window.office.postings.households_of(id)[0]
    with window.office.store.write("减少一人") as unit:
        gone = [each for each in unit.people.all(household_id=first.household_id) if each.left_on is None][-1]
        from dataclasses import replace

        unit.people.save(replace(gone, left_on=date(2018, 5, 9)))
    on(window, date(2018, 5, 11))
    part = board(window)
    window.wait(lambda: "有变化" in part.view.tabs.tabText(1))
    changed = next(each.changed for each in part.view.rows.lines if each.changed)
    assert changed == f"公示后人口由{first.people}变{first.people - 1}"
    part.view.tabs.setCurrentWidget(part.view.paper)
    assert part.view.paper.data == window.office.postings.paper(id)


def test_withdrawing_asks_why_and_takes_it_from_what_is_in_hand(window: Window) -> None:
    hung(window.office)
    part = board(window)
    part.withdraw()
    window.key("Ctrl+Enter")
    assert "撤回原因" in part.view.form.said.text()
    fill(part, reason="名单有误")
    window.key("Ctrl+Enter")
    window.wait(lambda: not part.table.lines)
    part.only("all")
    assert part.view.state.text() == "已撤回"
    part.renew()
    assert part.view.state.text() == "◷ 已打印"
    assert len(part.table.lines) == 2


def test_escape_gives_up_and_an_empty_board_says_what_it_is_for(window: Window) -> None:
    part = board(window)
    assert part.none.text().startswith("还没有公示。在“制作”里打印或生成公示以后")
    hung(window.office)
    window.wait(lambda: bool(part.table.lines))
    window.key("Ctrl+Enter", "Esc")
    assert part.view.form.asking is None
    assert not part.view.form.isVisible()
