"""The first pages: three ways into an office, what is asked, and what is said when something hinders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exports import a_row, an_export
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.beginning import ground
from fupin_desktop.services.demo import fill_demo
from fupin_desktop.services.office import Office
from fupin_desktop.services.settings import OfficeFacts
from fupin_desktop.ui.start.facts import FactsPage
from fupin_desktop.ui.start.page import Choice
from fupin_desktop.ui.start.townships import TownshipsPage
from fupin_desktop.ui.start.welcome import TroublePage, WelcomePage
from fupin_desktop.ui.start.window import StartWindow
from fupin_desktop.ui.start.worker import WorkerPage
from fupin_desktop.ui.start.working import WorkingPage
from fupin_desktop.ui.theme import theme


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[StartWindow]:
    made = StartWindow(tmp_path / "office", lambda folder, create: Office.open(folder, create=create))
    yield from shown(made, qtbot)


def shown(made: StartWindow, qtbot: QtBot) -> Iterator[StartWindow]:
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made, timeout=5000)
    yield made
    made.jobs.close()
    if made.office:
        made.office.close()


def press(*keys: str) -> None:
    """Press keys by name on what has the keyboard."""
    for each in keys:
        combination = QKeySequence(each)[0]
        QTest.keyClick(QApplication.focusWidget(), combination.key(), combination.keyboardModifiers())


def write(text: str) -> None:
    """Type into the field that has the keyboard."""
    here = QApplication.focusWidget()
    here.insert(text) if hasattr(here, "insert") else here.insertPlainText(text)


def facts(start: StartWindow) -> FactsPage:
    assert isinstance(start.page, FactsPage)
    return start.page


def filled(start: StartWindow, **typed: str) -> FactsPage:
    """The page of facts, with everything in it but what a test says otherwise."""
    start.welcome()
    page = start.ask_facts()
    values = {
        "county": "甲县",
        "township": "甲镇",
        "unit": "甲办",
        "phone": "0999-1",
        "by": "王晓梅",
        **typed,
    }
    for name, text in values.items():
        if name != "villages":
            page.form.editors[name].put_text(text)
    page.villages.setPlainText(values.get("villages", "水村"))
    return page


def small_demo(office: Office, era: str = "2018", **_: object) -> None:
    fill_demo(office, households=12, era=era)


# 欢迎


def test_the_first_page_offers_three_ways_and_makes_nothing(start: StartWindow) -> None:
    start.welcome()
    assert isinstance(start.page, WelcomePage)
    assert [each.title for each in start.page.choices] == [
        "1　演示乡镇",
        "2　新建办公室",
        "3　导入国扶导出表",
    ]
    links = [each.text() for each in start.page.findChildren(QPushButton) if not isinstance(each, Choice)]
    assert links[:2] == ["打开已有的办公室…", "恢复备份（.fupin）…"]
    assert not start.folder.exists()


def test_arrows_go_from_way_to_way_and_enter_takes_one(start: StartWindow) -> None:
    start.welcome()
    press("Down")
    assert QApplication.focusWidget() is start.page.choices[1]  # type: ignore[attr-defined]
    press("Return")
    assert isinstance(start.page, FactsPage)
    press("Esc")
    assert isinstance(start.page, WelcomePage)
    press("2")
    assert isinstance(start.page, FactsPage)


def test_the_demo_is_one_press_and_lies_apart(
    start: StartWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_desktop.services.demo.fill_demo", small_demo)
    start.welcome()
    with qtbot.waitSignal(start.ready, timeout=30_000) as said:
        press("Return")
    office = said.args[0]
    assert office.folder == start._usual / "演示乡镇"
    assert office.by == "李经办"
    assert office.settings.facts().unit == "星星镇乡村振兴办公室"  # in the words of the year
    assert not (start._usual / "office.db").exists()
    assert start.fresh
    again = StartWindow(start._usual, start._open_office)
    qtbot.addWidget(again)
    again.welcome()
    assert "接着看上次的演示" in again.page.choices[0].accessibleDescription()  # type: ignore[attr-defined]
    with qtbot.waitSignal(again.ready):
        again.fill_demo()
    assert not again.fresh
    assert again.office
    again.office.close()


def test_a_demo_that_is_stopped_leaves_nothing(
    start: StartWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(office: Office, watch: object, **_: object) -> None:
        while True:
            watch.step(1, 2)  # type: ignore[attr-defined]

    monkeypatch.setattr("fupin_desktop.services.demo.fill_demo", endless)
    start.welcome()
    press("Return")
    assert isinstance(start.page, WorkingPage)
    press("Esc")
    qtbot.waitUntil(lambda: isinstance(start.page, WelcomePage), timeout=10_000)
    assert start.page.note.text() == "◷ 已停止，没有留下任何文件"
    assert not start.folder.exists()


def test_a_window_that_is_closed_while_the_demo_is_made_leaves_nothing(
    start: StartWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(office: Office, watch: object, **_: object) -> None:
        while True:
            watch.step(1, 2)  # type: ignore[attr-defined]

    monkeypatch.setattr("fupin_desktop.services.demo.fill_demo", endless)
    start.welcome()
    press("Return")
    start.close()
    assert not start.folder.exists()


def test_a_full_disk_in_the_middle_of_the_demo_leaves_no_office(
    start: StartWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(office: Office, **_: object) -> None:
        (office.folder / "files" / "ab").mkdir()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fupin_desktop.services.demo.fill_demo", full)
    start.welcome()
    press("Return")
    qtbot.waitUntil(lambda: isinstance(start.page, WelcomePage), timeout=10_000)
    said = start.page.note.text()
    assert said.endswith("里不能建办公室（磁盘已满），没有留下任何文件；请清理磁盘空间，或换一个文件夹")
    assert not start.folder.exists()


# 新建办公室


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


# 导入国扶导出表


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


# offices that are there


def test_a_backup_is_restored_into_the_place_of_the_office(
    start: StartWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    file = office.safety.backup(tmp_path / "备份.fupin")
    start.welcome()
    start.take_files([file])
    qtbot.waitUntil(lambda: isinstance(start.page, WorkerPage), timeout=10_000)
    with qtbot.waitSignal(start.ready) as said:
        start.begin("王晓梅")
    assert said.args[0].settings.facts().unit == "星星镇扶贫开发办公室"
    assert said.args[0].folder == start.folder


def test_a_damaged_backup_leaves_nothing(start: StartWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "坏.fupin").write_bytes(b"PK\x03\x04")
    start.welcome()
    start.restore_from(tmp_path / "坏.fupin")
    qtbot.waitUntil(
        lambda: isinstance(start.page, WelcomePage) and start.page.note.text() != "", timeout=10_000
    )
    assert "坏.fupin" in start.page.note.text()
    assert not start.folder.exists()


def test_a_backup_is_not_restored_over_an_office_that_was_chosen_as_its_place(
    start: StartWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    file = office.safety.backup(tmp_path / "备份.fupin")
    start.welcome()
    start.page.place.choose(office.folder)  # type: ignore[attr-defined]
    start.restore_from(file)
    qtbot.waitUntil(lambda: start.page.note.text() != "", timeout=10_000)
    assert start.page.note.text() == (
        f"！ “{office.folder}”里已经有一个办公室，没有改动；请换一个文件夹，或打开它，在“历史”里恢复"
    )


def test_who_works_is_chosen_or_typed(start: StartWindow, office: Office, qtbot: QtBot) -> None:
    start.go_on(office)
    page = start.page
    assert isinstance(page, WorkerPage)
    assert page.other.hasFocus()
    press("Return")
    assert page.note.text() == "！ 请填写经办人姓名"
    write("张新人")
    with qtbot.waitSignal(start.ready):
        press("Return")
    assert office.by == "张新人"
    assert "张新人" in office.settings.facts().people
    start.office = None


def test_an_office_without_facts_is_asked_for_them(start: StartWindow, tmp_path: Path, qtbot: QtBot) -> None:
    start.go_on(Office.open(tmp_path / "空", create=True))
    page = facts(start)
    assert page.place is None
    for name, text in {
        "county": "甲县",
        "township": "甲镇",
        "unit": "甲办",
        "phone": "1",
        "by": "王晓梅",
    }.items():
        page.form.editors[name].put_text(text)
    page.villages.setPlainText("水村")
    with qtbot.waitSignal(start.ready) as said:
        page.finish()
    assert said.args[0].settings.facts().unit == "甲办"


def test_a_folder_that_cannot_be_opened_is_said_on_the_page_it_was_chosen_on(start: StartWindow) -> None:
    start.welcome()
    start.open_folder(start.folder)
    assert start.page.note.text().startswith(f"！ “{start.folder}”里还没有办公室数据")


# 办公室打不开


def test_an_office_that_cannot_be_opened_offers_the_ways_on(
    start: StartWindow, office: Office, qtbot: QtBot
) -> None:
    start.folder = office.folder
    away = office.folder.with_name("拔掉的U盘")
    office.close()
    office.folder.rename(away)
    start.trouble("那里找不到办公室了")
    assert isinstance(start.page, TroublePage)
    assert start.page.note.text() == "！ 那里找不到办公室了"
    assert [each.title[2:] for each in start.page.choices] == [
        "重试",
        "打开已有的办公室…",
        "恢复备份…",
        "到欢迎页",
    ]
    press("Return")
    assert "还没有办公室数据" in start.page.note.text()
    away.rename(office.folder)
    press("Return")
    assert isinstance(start.page, WorkerPage)


def test_a_damaged_office_is_replaced_by_a_backup_and_kept(
    start: StartWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    file = office.safety.backup(tmp_path / "备份.fupin")
    office.close()
    database = office.folder / "office.db"
    database.write_bytes(b"damaged" * 1000)
    for tail in ("-wal", "-shm"):
        database.with_name(f"office.db{tail}").unlink(missing_ok=True)
    start.folder = office.folder
    start.trouble("数据库文件已损坏")
    start.restore_from(file)
    qtbot.waitUntil(lambda: isinstance(start.page, WorkerPage), timeout=10_000)
    assert list((office.folder / "backups").glob("恢复前_损坏*.fupin"))


def test_a_second_window_on_the_office_is_refused_in_words(start: StartWindow, office: Office) -> None:
    def locked(folder: Path, create: bool) -> Office:
        raise Trouble("这个办公室已经在另一个窗口打开，请切换到那个窗口")

    start._open_office = locked
    start.trouble("这个办公室已经在另一个窗口打开，请切换到那个窗口")
    press("Return")
    assert start.page.note.text() == "！ 这个办公室已经在另一个窗口打开，请切换到那个窗口"


@pytest.mark.parametrize("size", [10.0, 16.0])
def test_nothing_is_cut_at_the_smallest_screen(
    start: StartWindow, qtbot: QtBot, dressed: QApplication, size: float
) -> None:
    theme.dress(dressed, size)
    start.resize(1028, 577)
    start.welcome()
    qtbot.wait(1)
    for each in start.page.choices:  # type: ignore[attr-defined]
        assert each.width() <= start.page.area.viewport().width()
        assert each.height() >= each.heightForWidth(each.width())
    theme.dress(dressed, 10.0)
