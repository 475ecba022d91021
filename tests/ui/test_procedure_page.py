"""The page 程序 with keys: begun by pinyin, registered for one and for many, refused beside the field, withdrawn, undone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from clerk import TODAY, Window
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing, PassageFile
from tests.builders import a_household

HEADS = ("王大山", "李二河", "赵三林")
VOTES = {"due": "35", "present": "30", "yes": "28", "no": "2"}


@pytest.fixture
def homes(office: Office) -> list[int]:
    """Three households of 水村 that are on no register, and the line of the year before."""
    office.settings.save_line(
        PovertyLine(
            year=2017, region="国家", kind=LineKind.POVERTY, amount=Decimal("2952.00"), basis="国家扶贫标准"
        )
    )
    made = [a_household(office, f"65000000000{n}", head, status=None) for n, head in enumerate(HEADS, 1)]
    return [each.id or 0 for each in made]


def apply(office: Office, *homes: int, on: date = date(2018, 5, 2)) -> list[PassageFile]:
    said = {"people": "1", "labour": "1", "cause": "因病"}
    doing = Doing(step="applied", on=on, said=said)
    return office.procedures.do(RoadKind.IDENTIFICATION, homes, doing, today=TODAY)


def voted(office: Office, *homes: int) -> None:
    """The steps up to the assembly, which were done on paper."""
    apply(office, *homes)
    doing = Doing(step="assembly", on=date(2018, 5, 4), said=VOTES, override="前几步已在纸上办完，补录")
    office.procedures.do(RoadKind.IDENTIFICATION, homes, doing, today=TODAY)


def opened(window: Window) -> Any:
    window.go("procedure")
    part: Any = window.frame.page("procedure").parts["passages"]  # type: ignore[attr-defined]
    window.wait(lambda: part.table.rowCount() > 0 or part.none.isVisible())
    return part


def state(window: Window, household: int) -> str:
    files = window.office.procedures.of_household(household, TODAY)
    return files[0].course.label if files else ""


def press(window: Window, button: QWidget) -> None:
    """Click a button once it has its place."""
    window.wait(lambda: button.isVisible() and button.width() > 0)
    window.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(window: Window, form: Any, name: str, text: str) -> None:
    form.go_to(name)
    window.type(text)


def fill_survey(window: Window, form: Any) -> None:
    """Two surveyors, an income below the line, and everything safe."""
    type_into(window, form, "fact_surveyors", "刘调查、马调查")
    type_into(window, form, "fact_income", "2100")
    for name in ("fact_housing", "fact_schooling", "fact_medical"):
        form.go_to(name)
        window.type("s")


def test_an_empty_office_is_told_what_the_page_is_for(empty_window: Window) -> None:
    part = opened(empty_window)
    assert part.none.isVisible()
    assert not part.view.isVisible()


def test_a_passage_is_begun_by_pinyin_and_goes_on_to_the_survey(
    homes: list[int], empty_window: Window
) -> None:
    part = opened(empty_window)
    empty_window.key("Ctrl+N")
    assert part.start.road.value() is RoadKind.IDENTIFICATION
    empty_window.type("wds")
    empty_window.key("Enter")
    form = part.start.pane.form
    assert part.start.whose.text() == "● 水村王大山户"
    type_into(empty_window, form, "fact_labour", "1")
    form.go_to("fact_cause")
    empty_window.type("yb")
    empty_window.key("Ctrl+S")
    empty_window.wait_said("已登记农户申请：水村王大山户，待入户调查")
    empty_window.wait(lambda: part.detail.file is not None and part.detail.isVisible())
    assert part.detail.state.text() == "待入户调查"
    assert [row.name.text() for row in part.detail.timeline.rows][:3] == [
        "农户申请",
        "入户调查",
        "列入初选名单",
    ]
    empty_window.key("Ctrl+Enter")
    form = part.detail.pane.form
    fill_survey(empty_window, form)
    empty_window.key("Ctrl+S")
    empty_window.wait_said("已登记入户调查：水村王大山户，待列入初选名单")
    assert state(empty_window, homes[0]) == "待列入初选名单"
    assert "调查员：刘调查、马调查" in part.detail.timeline.rows[1].words[0]
    empty_window.key("Ctrl+N")
    empty_window.type("wds")
    empty_window.key("Enter")
    assert "水村王大山户正在办理（待列入初选名单），请接着登记" in empty_window.said
    empty_window.wait(lambda: part.detail.isVisible())


def test_what_hinders_a_step_stands_beside_its_field_and_nothing_is_kept(
    homes: list[int], empty_window: Window
) -> None:
    apply(empty_window.office, homes[0])
    part = opened(empty_window)
    part.take_focus()
    empty_window.key("Ctrl+Enter")
    form = part.detail.pane.form
    assert QApplication.focusWidget() is form.editors["on"].widget
    empty_window.type("20180501")
    empty_window.key("Ctrl+S")
    assert "早于启动日期2018年5月2日" in form._notes["on"].text()
    assert "调查员" in form._notes["fact_surveyors"].text()
    assert state(empty_window, homes[0]) == "待入户调查"
    type_into(empty_window, form, "on", "20180601")
    empty_window.wait(lambda: "晚于今天" in form._notes["on"].text())  # said while one types
    assert not form._notes["fact_surveyors"].text()  # and a blank field is not blamed then


def test_a_reason_lets_an_unusual_order_pass_and_stands_in_the_line(
    homes: list[int], empty_window: Window
) -> None:
    apply(empty_window.office, homes[0])
    part = opened(empty_window)
    part.take_focus()
    empty_window.key("Enter")
    rows = part.detail.timeline.rows
    place = next(n for n, row in enumerate(rows) if row.stop.kind.key == "assembly")
    part.detail.timeline.choose(place)
    part.detail.timeline.setFocus()
    empty_window.key("Enter")
    form = part.detail.pane.form
    for name, text in VOTES.items():
        type_into(empty_window, form, f"fact_{name}", text)
    empty_window.key("Ctrl+S")
    assert "“民主评议”之前还没有完成：入户调查、列入初选名单" in form.summary.text()
    assert form.summary.text().endswith("确需如此，请写明理由")
    assert form.editors["override"].widget.isVisible()
    type_into(empty_window, form, "override", "2014年已在纸上办完")
    empty_window.key("Ctrl+S")
    empty_window.wait_said("已登记民主评议")
    done = next(row for row in part.detail.timeline.rows if row.stop.kind.key == "assembly")
    assert "破例：2014年已在纸上办完" in done.words


def test_the_same_step_is_registered_for_three_households_at_once_and_no_others(
    homes: list[int], empty_window: Window
) -> None:
    voted(empty_window.office, *homes)
    other = a_household(empty_window.office, "650000000009", "周九", status=None)
    apply(empty_window.office, other.id or 0)
    part = opened(empty_window)
    part.view.selectAll()
    part.view.setFocus()
    empty_window.key("Ctrl+Enter")
    assert "所选各件不在同一步，不能一次登记：" in empty_window.said
    assert part.batch.form is None
    part.filters.village.put("水村")
    part.table.tick([part.table.id_at(row) for row in range(4) if part.table.record(row).head != "周九"])
    empty_window.key("Ctrl+Enter")
    assert part.batch.names.text() == "3户：水村李二河户、水村王大山户、水村赵三林户"
    form = part.batch.form
    assert form.editors["until"].text() == "2018-05-15"  # 7 days
    empty_window.key("Ctrl+Enter")
    empty_window.wait_said("已登记第一次公示：水村李二河户等3户")
    assert {state(empty_window, each) for each in homes} == {"第一次公示中（至2018年5月15日）"}
    empty_window.office.undo()
    assert {state(empty_window, each) for each in homes} == {"待第一次公示"}


def test_the_last_day_of_a_notice_follows_the_day_of_posting(homes: list[int], empty_window: Window) -> None:
    voted(empty_window.office, homes[0])
    part = opened(empty_window)
    part.take_focus()
    empty_window.key("Ctrl+Enter")
    form = part.detail.pane.form
    empty_window.type("20180507")
    assert form.editors["until"].text() == "2018-05-14"
    type_into(empty_window, form, "until", "20180508")
    type_into(empty_window, form, "on", "20180507")
    assert form.editors["until"].text() in ("20180508", "2018-05-08")
    empty_window.key("Ctrl+S")
    assert "第一次公示自2018年5月7日起应不少于7天，至2018年5月14日期满" in form._notes["until"].text()


def test_a_step_or_all_of_it_is_withdrawn_with_a_reason_and_undo_brings_it_back(
    homes: list[int], empty_window: Window
) -> None:
    voted(empty_window.office, homes[0])
    part = opened(empty_window)
    part.take_focus()
    empty_window.key("Enter")
    timeline = part.detail.timeline
    timeline.choose(next(n for n, row in enumerate(timeline.rows) if row.stop.kind.key == "assembly"))
    press(empty_window, part.detail.withdraw_button)
    assert part.detail.band.words.text() == "撤回“民主评议”，原因："
    empty_window.key("Enter")
    assert part.detail.band.problem.text() == "！ 撤回“民主评议”请写明原因"
    empty_window.type("票数登记错了")
    empty_window.key("Ctrl+S")
    empty_window.wait_said("已撤回民主评议：水村王大山户")
    assert part.detail.state.text() == "待入户调查"
    gone = part.detail.timeline.rows[-1]
    assert (gone.stop.state, gone.isVisible()) == ("gone", False)
    assert "2018年5月8日撤回：票数登记错了" in gone.words
    empty_window.frame.undo()
    empty_window.wait(lambda: part.detail.state.text() == "● 待第一次公示")  # late by a day
    press(empty_window, part.detail.give_up_button)
    empty_window.type("这户自愿放弃")
    empty_window.key("Enter")
    empty_window.wait_said("已撤回贫困户识别：水村王大山户")
    assert part.detail.state.text() == "● 已撤回"
    assert "撤回：这户自愿放弃" in part.detail.facts.text()
    assert not part.detail.register_button.isVisible()


def test_what_was_typed_comes_back_until_esc_drops_it(homes: list[int], empty_window: Window) -> None:
    apply(empty_window.office, homes[0])
    part = opened(empty_window)
    part.take_focus()
    empty_window.key("Ctrl+Enter")
    type_into(empty_window, part.detail.pane.form, "fact_surveyors", "刘调查")
    empty_window.go("overview")
    (draft,) = empty_window.office.drafts.all()
    assert draft.label == "入户调查 水村王大山户"
    empty_window.go("procedure")
    part.detail.pane.close_form()
    part.take_focus()
    empty_window.key("Ctrl+Enter")
    assert part.detail.pane.form.editors["fact_surveyors"].text() == "刘调查"
    empty_window.key("Esc")
    assert part.detail.pane.form is None
    assert part.detail.timeline.isVisible()
    empty_window.key("Esc")
    assert not part.side.isVisible()
    assert empty_window.office.drafts.all() == []


def test_a_photo_is_dropped_on_a_step_and_another_is_pasted(
    homes: list[int], empty_window: Window, tmp_path: Path
) -> None:
    apply(empty_window.office, homes[0])
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(tmp_path / "申请书.png"))
    part = opened(empty_window)
    part.take_focus()
    empty_window.key("Enter")
    detail = part.detail
    detail.take_files([tmp_path / "申请书.png"])
    assert "请先选中已登记的一步，再附上它的照片或扫描件" in empty_window.said
    detail.timeline.choose(0)
    detail.take_files([tmp_path / "申请书.png"])
    empty_window.wait_said("已附上1份：农户申请")
    other = QImage(30, 30, QImage.Format.Format_RGB32)
    other.fill(Qt.GlobalColor.darkRed)
    QGuiApplication.clipboard().setImage(other)
    detail.timeline.setFocus()
    empty_window.key("Ctrl+V")
    kept = empty_window.office.procedures.attachments(detail.file)
    assert [each.name for each in kept] == ["申请书.png", "粘贴1.png"]
    assert detail.timeline.rows[0].stop.papers == tuple(kept)
    empty_window.office.undo()
    empty_window.office.undo()
    empty_window.wait(lambda: detail.timeline.rows[0].stop.papers == ())
    assert other.save(str(tmp_path / "户口簿.png"))
    detail.take_files([tmp_path / "申请书.png", tmp_path / "户口簿.png"])
    assert len(detail.timeline.rows[0].stop.papers) == 2
    empty_window.office.undo()  # one act
    empty_window.wait(lambda: detail.timeline.rows[0].stop.papers == ())


def test_a_scan_comes_with_the_step_as_one_act(
    homes: list[int], empty_window: Window, tmp_path: Path
) -> None:
    apply(empty_window.office, homes[0])
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    assert picture.save(str(tmp_path / "调查表.png"))
    part = opened(empty_window)
    part.take_focus()
    empty_window.key("Ctrl+Enter")
    pane = part.detail.pane
    fill_survey(empty_window, pane.form)
    said = QMimeData()
    said.setUrls([QUrl.fromLocalFile(str(tmp_path / "调查表.png"))])
    QGuiApplication.clipboard().setMimeData(said)
    pane.papers.paste()
    assert pane.papers.words.text() == "附1份：调查表.png"
    empty_window.key("Ctrl+S")
    empty_window.wait_said("已登记入户调查")
    (kept,) = empty_window.office.procedures.attachments(part.detail.file)
    assert kept.name == "调查表.png"
    empty_window.office.undo()
    assert state(empty_window, homes[0]) == "待入户调查"


def test_the_list_is_filtered_by_road_state_village_and_name(homes: list[int], empty_window: Window) -> None:
    office = empty_window.office
    apply(office, *homes[:2])
    office.procedures.do(
        RoadKind.RELOCATION, [homes[2]],
        Doing(step="chosen", on=date(2018, 5, 2), said={"way": "自然村整体搬迁"}), today=TODAY,
    )  # fmt: skip
    part = opened(empty_window)
    filters = part.filters
    assert filters.chips[None].text() == "全部 3"
    press(empty_window, filters.chips[RoadKind.IDENTIFICATION])
    assert part.table.rowCount() == 2
    filters.words.setFocus()
    empty_window.type("leh")
    assert [part.table.record(row).head for row in range(part.table.rowCount())] == ["李二河"]
    filters.words.clear()
    filters.village.put("月亮村")
    assert part.table.rowCount() == 0
    filters.village.put(None)
    filters.state.put("late")
    assert part.table.rowCount() == 0
    empty_window.go("procedure", part="passages", state="open", road="relocation")
    assert [part.table.record(row).head for row in range(part.table.rowCount())] == ["赵三林"]


def test_the_tab_of_a_household_shows_its_road_and_registers(homes: list[int], empty_window: Window) -> None:
    apply(empty_window.office, homes[0])
    empty_window.go("household", household=homes[0], tab="procedure")
    panel: Any = empty_window.frame.page("household").detail.panel("procedure")  # type: ignore[attr-defined]
    assert panel.detail.state.text() == "待入户调查"
    assert panel.detail.register_button.text() == "登记入户调查"
    panel.detail.timeline.setFocus()
    empty_window.key("Enter")
    form = panel.detail.pane.form
    fill_survey(empty_window, form)
    empty_window.key("Ctrl+S")
    empty_window.wait_said("已登记入户调查")
    assert state(empty_window, homes[0]) == "待列入初选名单"
    empty_window.go("household", household=homes[1], tab="procedure")
    assert panel.detail.none.isVisible()


def test_a_notice_is_made_of_everybody_in_the_village_who_waits_for_it(
    homes: list[int], empty_window: Window
) -> None:
    voted(empty_window.office, *homes[:2])
    apply(empty_window.office, homes[2])
    part = opened(empty_window)
    part.view.go_to(
        part.detail.office.procedures.current(RoadKind.IDENTIFICATION, homes[0], TODAY).passage.id
    )
    part.view.setFocus()
    empty_window.key("Enter")
    action = next(each for each in part.detail.menu.actions() if "公示" in each.text())
    assert action.text() == "识别初选名单公示（到“公示”页）"
    action.trigger()
    making: Any = empty_window.frame.page("notice").parts["making"]  # type: ignore[attr-defined]
    empty_window.wait(lambda: bool(making.list.table.lines))
    assert sorted(each.household_id for each in making.list.chosen) == sorted(homes[:2])
    assert (making.ask.kind.value(), making.ask.village.value()) == ("identification", "水村")


def test_what_hangs_is_registered_with_one_press_for_everybody_on_it(
    homes: list[int], empty_window: Window
) -> None:
    office = empty_window.office
    voted(office, *homes[:2])
    (draft,) = office.postings.draft(
        "identification", villages=["水村"], households=homes[:2], start=date(2018, 5, 7)
    )
    office.postings.post(draft.id or 0, date(2018, 5, 7), "孙文书")
    part = opened(empty_window)
    part.take_focus()
    empty_window.key("Enter")
    assert part.detail.post_button.text() == "按张贴的公示登记第一次公示（2户）"
    press(empty_window, part.detail.post_button)
    empty_window.wait_said("已按张贴的公示登记2户")
    assert {state(empty_window, each) for each in homes[:2]} == {"第一次公示中（至2018年5月14日）"}
    assert not part.detail.post_button.isVisible()
