"""走访 in the window: visits typed one after another, coverage, scans sorted with two keys, households handed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from clerk import Window
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from fupin_desktop import settings
from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.paper import How
from fupin_desktop.domain.visit import Visit
from fupin_desktop.ui.due.opening import open_item
from fupin_desktop.ui.pages.setting import SettingPage
from fupin_desktop.ui.pages.visit import VisitPage
from fupin_desktop.ui.setting.years import YearPart
from fupin_desktop.ui.visit.coverage import CoveragePart
from fupin_desktop.ui.visit.handover import HandoverPart
from fupin_desktop.ui.visit.register import RegisterPart
from fupin_desktop.ui.visit.scans import ScanPart

ZHANG, SHAN = 1, 2


@pytest.fixture
def paired(small_window: Window) -> Window:
    """古丽 helps 张三 and 单䶮; 陈干部 helps nobody yet."""
    with small_window.office.store.write("结对") as unit:
        gu, _ = (
            unit.cadres.save(Cadre(name=name, unit=place, phone="13900000001"))
            for name, place in (("古丽", "星海县农业局"), ("陈干部", "星海县教育局"))
        )
        for home in (ZHANG, SHAN):
            unit.pairings.save(
                Pairing(household_id=home, cadre_id=gu.id or 0, post=Post.A, since=date(2018, 1, 1))
            )
    return small_window


def page(window: Window, part: str) -> VisitPage:
    window.go("visit", part=part)
    shown = window.frame.page("visit")
    assert isinstance(shown, VisitPage)
    return shown


def register(window: Window) -> RegisterPart:
    found = page(window, "register").part("register")
    assert isinstance(found, RegisterPart)
    window.wait(lambda: bool(found.count.text()))
    return found


def scans(window: Window) -> ScanPart:
    found = page(window, "scans").part("scans")
    assert isinstance(found, ScanPart)
    return found


def handover(window: Window) -> HandoverPart:
    found = page(window, "handover").part("handover")
    assert isinstance(found, HandoverPart)
    window.wait(found.isVisible)
    return found


def visits(window: Window) -> list[Visit]:
    with window.office.store.read() as unit:
        return unit.visits.all()


# 登记


def test_visits_are_typed_one_after_another_with_the_keyboard_alone(paired: Window) -> None:
    shown = register(paired)
    assert shown.count.text() == "还没有走访记录，按 Ctrl+N 登记"
    paired.key("Ctrl+N")
    assert QApplication.focusWidget() is shown.whose.search
    paired.type("zs")
    paired.key("Enter")
    assert shown.whose.household == ZHANG
    assert shown.form.editors["who"].text() == "古丽"
    paired.type("了解春耕")
    paired.key("Enter")
    paired.type("修院墙")
    paired.key("Ctrl+S")
    paired.wait_said("已保存：古丽走访张三户")
    assert QApplication.focusWidget() is shown.whose.search
    paired.type("单")
    paired.key("Enter")
    paired.type("宣传医保")
    paired.key("Ctrl+S")
    paired.wait(lambda: len(shown.table.lines) == 2)
    assert [(each.household_id, each.who, each.talk, each.appeal) for each in visits(paired)] == [
        (ZHANG, "古丽", "了解春耕", "修院墙"),
        (SHAN, "古丽", "宣传医保", ""),
    ]
    assert shown.count.text() == "2次，2户"


def test_what_is_wrong_is_said_beside_the_field_and_what_is_odd_asks_for_a_reason(paired: Window) -> None:
    shown = register(paired)
    paired.key("Ctrl+N", "Ctrl+S")
    paired.wait_said("请先选走访的是哪一户")
    shown.show_place({"household": ZHANG})
    paired.key("Ctrl+S")
    assert "走访情况和诉求都是空的" in shown.form.summary.text()
    paired.type("了解春耕")
    paired.key("Ctrl+S")
    paired.wait_said("已保存")
    shown.show_place({"household": ZHANG})
    paired.type("又去了一次")
    paired.key("Ctrl+S")
    assert "已登记过一次走访，请核对是否重复；确需如此，请写明理由" in shown.form.summary.text()
    assert QApplication.focusWidget() is shown.form.editors["override"].widget
    paired.type("下午又去")
    paired.key("Ctrl+S")
    paired.wait(lambda: len(visits(paired)) == 2)
    assert visits(paired)[1].override == "下午又去"


def test_an_appeal_is_settled_today_with_a_key(paired: Window) -> None:
    paired.office.visits.save(
        Visit(household_id=ZHANG, on=date(2018, 5, 3), who="古丽", appeal="修院墙"), date(2018, 5, 8)
    )
    shown = register(paired)
    paired.wait(lambda: len(shown.table.lines) == 1)
    shown.view.setFocus()
    shown.view.go_to_row(0)
    paired.key("Enter", "Ctrl+D")
    paired.type("村里已修好")
    paired.key("Ctrl+S")
    paired.wait(lambda: visits(paired)[0].settled_on == date(2018, 5, 8))
    shown.what.put("open")
    paired.wait(lambda: not shown.table.lines)


def test_what_is_due_opens_the_very_visit_whose_appeal_waits(paired: Window) -> None:
    visits = [
        paired.office.visits.save(
            Visit(household_id=home, on=date(2018, 3, day), who="古丽", appeal=appeal), date(2018, 5, 8)
        )
        for home, day, appeal in ((ZHANG, 1, "想修路"), (SHAN, 2, "想养羊"))
    ]
    item = next(each for each in paired.office.due.all(date(2018, 5, 8)) if "想修路" in each.text)
    part = register(paired)
    part.month.put(None)
    paired.wait(lambda: len(part.table.lines) == 2)
    part.view.go_to_row(0)
    open_item(paired.desk, item)
    paired.settle()
    assert part.form.editors["appeal"].text() == "想修路"
    current = part.view.current()
    assert current is not None
    assert current.visit.id == visits[0].id
    paired.type("已报交通局")
    paired.key("Ctrl+S")
    assert paired.office.visits.told([visits[0].id or 0])[0].visit.outcome == "已报交通局"


def test_a_photo_is_chosen_kept_and_shown_with_the_visit(
    paired: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = picture(tmp_path, "入户.png")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(photo)], ""))
    shown = register(paired)
    shown.show_place({"household": ZHANG})
    paired.type("了解春耕")
    paired.key("Ctrl+Shift+I")
    assert shown.photos.new == [photo]
    paired.key("Ctrl+S")
    paired.wait(lambda: bool(shown.table.lines) and shown.table.lines[0].photos == 1)
    assert [each.name for each in paired.office.visits.photos(visits(paired)[0].id or 0)] == ["入户.png"]


def test_a_visit_is_deleted_and_comes_back_with_ctrl_z(paired: Window) -> None:
    paired.office.visits.save(
        Visit(household_id=ZHANG, on=date(2018, 5, 3), who="古丽", talk="了解春耕"), date(2018, 5, 8)
    )
    shown = register(paired)
    paired.wait(lambda: len(shown.table.lines) == 1)
    shown.view.go_to_row(0)
    shown.actions_by_key["visit.remove"].trigger()
    paired.wait(lambda: not shown.table.lines)
    paired.key("Ctrl+Z")
    paired.wait(lambda: len(shown.table.lines) == 1)


# 覆盖


def test_coverage_shows_who_is_behind_and_a_visit_is_begun_from_there(paired: Window) -> None:
    paired.office.visits.save(
        Visit(household_id=ZHANG, on=date(2018, 5, 3), who="古丽", talk="了解春耕"), date(2018, 5, 8)
    )
    shown = page(paired, "coverage").part("coverage")
    assert isinstance(shown, CoveragePart)
    paired.wait(lambda: len(shown.table.lines) == 1)
    line = shown.table.lines[0]
    assert (line.name, line.households, line.visited) == ("古丽", 2, 1)
    assert shown.heading.text() == "古丽没有走访的1户"
    assert [each.head for each in shown.homes.lines] == ["单䶮"]
    shown.by.put("village")
    paired.wait(lambda: len(shown.table.lines) == 2)
    assert shown.words.text() == "应走访9户，已走访1户；1村还没有走访"
    shown.asked.setFocus()
    paired.key("Ctrl+A")
    paired.type("2")
    paired.key("Enter")
    assert paired.office.visits.per_month() == 2
    shown.by.put("helper")
    paired.wait(lambda: len(shown.table.lines) == 1)
    shown.view.setFocus()
    paired.key("Ctrl+N")
    assert register(paired).whose.household == SHAN


# 扫描件


def picture(folder: Path, name: str, colour: int = 0xFF3366) -> Path:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(colour)
    path = folder / name
    assert image.save(str(path))
    return path


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    folder = tmp_path / "高拍仪"
    folder.mkdir()
    settings.change(scan_folder=str(folder))
    return folder


def test_scans_are_sorted_with_two_keys(paired: Window, camera: Path) -> None:
    for number, name in enumerate(("a.png", "b.png", "c.png")):
        picture(camera, name, 0xFF0000 + 60 * number)
    shown = scans(paired)
    paired.wait(lambda: len(shown.table.lines) == 3)
    shown.look()
    paired.wait(lambda: not any(each.trouble for each in shown.table.lines))
    paired.wait(lambda: shown.picture.shown)
    shown.take_focus()
    paired.type("zs")
    paired.key("Enter")
    paired.type("sqs")
    paired.key("Ctrl+Enter")
    paired.wait_said("已归入：张三户的申请书")
    assert shown.whose.household == ZHANG
    paired.type("hkb")
    paired.key("Enter")
    paired.wait_said("已归入：张三户的户口簿复印件")
    assert shown.whose.line is None
    assert QApplication.focusWidget() is shown.whose.search
    assert [each.paper for each in paired.office.scans.of_household(ZHANG)] == ["户口簿复印件", "申请书"]
    assert [each.path.name for each in shown.table.lines] == ["c.png"]
    assert sorted(each.name for each in (camera / "已归入").iterdir()) == ["a.png", "b.png"]


def test_what_hinders_a_scan_is_said_and_the_same_file_again_asks_for_a_reason(
    paired: Window, camera: Path
) -> None:
    kept = picture(camera, "a.png")
    paired.office.scans.take(kept, ZHANG, "申请书", date(2018, 5, 3))
    picture(camera, "b.png")
    shown = scans(paired)
    paired.wait(lambda: len(shown.table.lines) == 1)
    shown.look()
    paired.wait(lambda: not shown.table.lines[0].trouble)
    shown.next_household()
    assert shown.problem.text() == "请先选这份材料是哪一户的"
    shown.whose.put(SHAN)
    shown.paper.setFocus()
    paired.key("Enter")
    assert "请写明是什么材料" in shown.problem.text()
    shown.paper.setText("申请书")
    paired.key("Enter")
    assert "请核对是否选错；确需如此，请写明理由" in shown.problem.text()
    assert QApplication.focusWidget() is shown.reason
    paired.type("两户一页")
    paired.key("Enter")
    paired.wait_said("已归入：单䶮户的申请书")


def test_without_a_folder_the_part_says_how_to_choose_one(
    paired: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = scans(paired)
    assert shown.folder.text().startswith("还没有选扫描文件夹")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "没有"))
    shown.choose.click()
    paired.wait(lambda: "打不开" in shown.words.text())


# 移交


def test_households_are_handed_over_and_what_to_print_again_is_one_click_away(
    paired: Window, tmp_path: Path
) -> None:
    paired.office.papers.write("card", tmp_path, households=[ZHANG], on=date(2018, 4, 2), how=How.PRINTED)
    shown = handover(paired)
    shown.giver.setCurrentText("古丽（星海县农业局，2户）")
    shown.taker.setCurrentText("陈干部（星海县教育局）")
    assert [each.household.head for each in shown.table.lines] == ["单䶮", "张三"]
    shown.table.tick([shown.table.lines[0]], False)
    assert shown.go_button.text() == "移交1户"
    paired.key("Ctrl+Enter")
    paired.wait_said("已移交1户")
    assert paired.office.households.lines([ZHANG])[ZHANG].cadre == "陈干部"
    assert paired.office.households.lines([SHAN])[SHAN].cadre == "古丽"
    assert "重新打印明白卡1户" in shown.outcome.text()
    shown.outcome.linkActivated.emit("card")
    assert paired.frame.page("paper").place()["kind"] == "card"
    assert paired.frame.page("paper").place()["households"] == (ZHANG,)
    paired.office.undo()
    shown = handover(paired)
    paired.wait(lambda: not shown.outcome.isVisible())
    assert paired.office.households.lines([ZHANG])[ZHANG].cadre == "古丽"


def test_a_handover_that_cannot_be_is_said_before_it_is_pressed(paired: Window) -> None:
    shown = handover(paired)
    shown.giver.setCurrentText("古丽（星海县农业局，2户）")
    shown.taker.setCurrentText("古丽（星海县农业局）")
    assert shown.words.text() == "移交人和接收人是同一个人（古丽），请另选接收人"
    assert not shown.go_button.isEnabled()
    shown.taker.setCurrentText("陈干部（星海县教育局）")
    shown.day.setText("2018-01-01")
    shown.day.editingFinished.emit()
    assert "移交日期应在这之后" in shown.words.text()


# 年度


def years(window: Window) -> YearPart:
    window.go("setting", part="year")
    shown = window.frame.page("setting")
    assert isinstance(shown, SettingPage)
    assert isinstance(shown.part, YearPart)
    return shown.part


def test_a_year_is_opened_verified_closed_and_opened_again(small_window: Window) -> None:
    shown = years(small_window)
    shown.to.put(2019)
    shown.open_button.click()
    small_window.wait_said("已结转2019年度：9户")
    assert shown.waiting.text() == "2019年度待核实：水村5户、月亮村4户"
    shown.look_button.click()
    small_window.wait(lambda: small_window.frame.page("household").view.table.rowCount() == 9)  # type: ignore[attr-defined]
    shown = years(small_window)
    shown.close_button.click()
    small_window.wait(lambda: "2019年度还有9户待核实" in shown.problem.text())
    assert QApplication.focusWidget() is shown.reason
    small_window.type("县里要求")
    shown.close_button.click()
    small_window.wait_said("已封存2019年度")
    shown.reopen_button.click()
    small_window.wait(lambda: "解除2019年度的封存要写明原因" in shown.problem.text())
    small_window.type("县级核查")
    shown.reopen_button.click()
    small_window.wait_said("已解除2019年度的封存")
    shown.verify_button.click()
    small_window.wait_said("已核实2019年度9户")
    assert small_window.office.years.all()[0].said == "未封存"


def test_the_households_page_says_that_a_year_waits_and_verifies_it(small_window: Window) -> None:
    small_window.office.years.open(2019, date(2018, 12, 30))
    small_window.go("household", household=ZHANG, tab="year")
    detail = small_window.frame.page("household").detail  # type: ignore[attr-defined]
    panel = detail.panel("year")
    assert panel.none.text() == "2019年度待核实：是结转时带入的上一次情况，核对后保存，或按“核实无误”"
    panel.verify.click()
    small_window.wait_said("已核实 张三 2019年度情况")
    small_window.wait(lambda: not panel.verify.isVisible())


def test_the_households_records_show_its_visits_and_papers(paired: Window, camera: Path) -> None:
    paired.office.visits.save(
        Visit(household_id=ZHANG, on=date(2018, 5, 3), who="古丽", talk="了解春耕", appeal="修院墙"),
        date(2018, 5, 8),
    )
    paired.office.scans.take(picture(camera, "a.png"), ZHANG, "申请书", date(2018, 5, 3))
    paired.go("household", household=ZHANG, tab="trail")
    panel = paired.frame.page("household").detail.panel("trail")  # type: ignore[attr-defined]
    paired.wait(lambda: "诉求：修院墙（未办结）" in panel.text.toPlainText())
    assert panel.attached.isVisible()


def test_a_visit_and_a_handover_are_begun_from_the_household(paired: Window) -> None:
    paired.go("household", household=ZHANG, tab="pairing")
    panel = paired.frame.page("household").detail.panel("pairing")  # type: ignore[attr-defined]
    panel.visit.click()
    shown = register(paired)
    assert (shown.whose.household, shown.form.editors["who"].text()) == (ZHANG, "古丽")
    paired.go("household", household=ZHANG, tab="pairing")
    next(each for each in panel.findChildren(QPushButton) if each.text() == "移交").click()
    assert handover(paired).giver.currentText() == "古丽（星海县农业局，2户）"
