"""登记变动 in the window: keys and clicks, what comes of it is seen first, and it is taken back with one click."""

from __future__ import annotations

from pathlib import Path

from clerk import Window
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.codes import LeaveReason, Relation
from fupin_desktop.domain.life import EventKind
from fupin_desktop.ui.life.pane import LifePane

ZHANG, LI = "65900001", "65900005"


def opened(window: Window, number: str = ZHANG, **state: object) -> LifePane:
    id = window.office.households.by_number(number)
    window.go("household", household=id, **({"life": state} if state else {}))
    if not state:
        window.key("Ctrl+D")
    pane = window.frame.page("household").beside.pane  # type: ignore[attr-defined]
    assert isinstance(pane, LifePane)
    return pane


def member(window: Window, name: str, number: str = ZHANG) -> int:
    file = window.office.households.open(window.office.households.by_number(number))
    return next(each.id or 0 for each in file.members if each.name == name)


def test_a_birth_is_registered_with_the_keyboard_alone(small_window: Window) -> None:
    pane = opened(small_window)
    assert pane.kind.hasFocus()
    assert pane.kind.value() is EventKind.BIRTH
    small_window.key("Tab")
    small_window.type("张小阳")
    small_window.key("Enter")
    small_window.type("2018-5-7")
    small_window.key("Enter")
    small_window.type("zn")  # 之女
    pane.show_outlook()
    assert pane.said.text() == "· 张小阳增加（出生），与户主关系之女，家庭人口由5变6"
    small_window.key("Ctrl+S")
    assert "张小阳增加（出生）" in small_window.said
    file = small_window.office.households.open(small_window.office.households.by_number(ZHANG))
    child = next(each for each in file.members if each.name == "张小阳")
    assert (str(child.joined_on), child.relation) == ("2018-05-07", Relation.DAUGHTER)
    assert small_window.frame.page("household").detail.isVisible()  # type: ignore[attr-defined]


def test_the_heads_death_asks_for_the_new_head_and_goes_there(small_window: Window) -> None:
    pane = opened(small_window, kind="death", person=member(small_window, "张三"))
    assert not pane.slots.widgets["head"].isHidden()
    small_window.key("Ctrl+S")
    assert small_window.said.endswith(
        "张三是户主，死亡以后本户由谁当户主？请选一位（可选：张成员甲、张成员乙、张成员丙、张小月）"
    )
    head = pane.slots.widgets["head"]
    assert head.hasFocus()
    head.put(member(small_window, "张成员甲"))  # type: ignore[attr-defined]
    pane.show_outlook()
    assert "户主改为张成员甲，家庭人口由5变4" in pane.said.text()
    small_window.key("Ctrl+S")
    assert small_window.said.endswith("请写明张成员丙与户主的关系（本户），从原来的关系推算不出来")
    box = pane.family.first_asked()
    assert box is not None
    assert box.hasFocus()
    small_window.type("zm")  # 之母
    small_window.key("Tab")
    assert QApplication.focusWidget() is pane.family.cellWidget(4, 4)  # the next one's relation
    small_window.key("Ctrl+S")
    file = small_window.office.households.open(small_window.office.households.by_number(ZHANG))
    assert file.household.head == "张成员甲"
    assert {each.name: each.relation for each in file.members}["张成员丙"] is Relation.MOTHER


def test_a_split_is_ticked_seen_and_taken_back(small_window: Window, qtbot: QtBot) -> None:
    pane = opened(small_window)
    small_window.type("fh")  # 分户
    assert pane.kind.value() is EventKind.SPLIT
    small_window.key("Tab", "Down", "Space")
    assert pane.slots.value("head") == member(small_window, "张成员甲")
    pane.show_outlook()
    assert pane.said.text().startswith("· 张成员甲分出另立一户，户主张成员甲，1人；本户家庭人口由5变4")
    small_window.key("Ctrl+S")
    file = small_window.office.households.open(small_window.office.households.by_number(ZHANG))
    gone = [each.name for each in file.members if each.leave_reason is LeaveReason.SPLIT]
    assert gone == ["张成员甲"]
    qtbot.mouseClick(small_window.frame.status.undo, Qt.MouseButton.LeftButton)
    small_window.wait_said("已撤销：分户")
    file = small_window.office.households.open(small_window.office.households.by_number(ZHANG))
    assert all(each.left_on is None for each in file.members)


def test_a_merger_finds_the_other_household_by_pinyin(small_window: Window) -> None:
    pane = opened(small_window, kind="merge")
    pane.slots.other.line.setFocus()
    small_window.type("lxm")  # 李小明
    small_window.wait(lambda: pane.slots.other.value() is not None)
    small_window.wait(lambda: "并入水村张三户，家庭人口由5变7" in pane.said.text())
    assert pane.family.ticked() == [member(small_window, name, LI) for name in ("李小明", "李成员甲")]
    assert pane.family.first_asked() is not None


def test_what_is_unusual_passes_with_a_reason_that_is_asked_for(small_window: Window) -> None:
    pane = opened(small_window, kind="school_leaving", person=member(small_window, "张成员甲"))
    small_window.key("Ctrl+S")
    assert small_window.said.endswith("本来就不是在校生；确需如此，请写明理由")
    assert pane.slots.widgets["override"].hasFocus()
    small_window.type("补登记")
    small_window.key("Ctrl+S")
    assert "不再是在校生" in small_window.said


def test_escape_gives_up_and_shows_the_household_again(small_window: Window) -> None:
    opened(small_window)
    small_window.key("Esc")
    page = small_window.frame.page("household")
    assert page.beside.pane is None  # type: ignore[attr-defined]
    assert page.detail.isVisible()  # type: ignore[attr-defined]
    assert (
        small_window.office.life.events(household=small_window.office.households.by_number(ZHANG))[0].id
        is None
    )


def test_each_kind_shows_its_own_fields(small_window: Window) -> None:
    pane = opened(small_window)
    seen = {}
    for kind in EventKind:
        pane.kind.put(kind)
        seen[kind] = {name for name, widget in pane.slots.widgets.items() if not widget.isHidden()}
        assert {"on", "reason", "paper"} <= seen[kind]
        assert pane.meant.text()
    assert "birth" not in seen[EventKind.BIRTH]  # it is the day of the birth
    assert {"person", "on"} <= seen[EventKind.DEATH]
    assert "end" in seen[EventKind.ENDED]
    assert "other" in seen[EventKind.MERGE]


def test_the_register_lists_a_period_and_leaves_as_a_workbook(small_window: Window, tmp_path: Path) -> None:
    small_window.go("household")
    page = small_window.frame.page("household")
    page.list_changes()  # type: ignore[attr-defined]
    register = page.beside.register  # type: ignore[attr-defined]
    small_window.wait(lambda: register.table.rowCount() == 2)
    assert register.total.text() == "自然增加1人，自然减少1人"
    assert not page.view.isVisible()  # type: ignore[attr-defined]
    register.save_to(tmp_path / "变动台账.xlsx")
    small_window.wait_said("已存2行到 变动台账.xlsx")
    sheet = load_workbook(tmp_path / "变动台账.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[3]][:4] == ["2018-05-03", "出生", "张小月", 1]
    small_window.key("Esc")
    assert page.view.isVisible()  # type: ignore[attr-defined]


def test_a_line_of_the_register_leads_to_its_household(small_window: Window) -> None:
    small_window.go("household")
    page = small_window.frame.page("household")
    page.list_changes()  # type: ignore[attr-defined]
    register = page.beside.register  # type: ignore[attr-defined]
    small_window.wait(lambda: register.table.rowCount() == 2)
    register.view.setFocus()
    small_window.key("Enter")
    small_window.wait(lambda: page.detail.isVisible())  # type: ignore[attr-defined]
    assert page.view.isVisible()  # type: ignore[attr-defined]
    assert page.detail.file.household.head == "王五"  # type: ignore[attr-defined]


def test_what_was_begun_and_left_is_still_there(small_window: Window) -> None:
    pane = opened(small_window)
    small_window.key("Tab")
    small_window.type("张小阳")
    small_window.go("household", household=small_window.office.households.by_number(LI))
    again = opened(small_window)
    assert again is pane
    assert again.slots.value("name") == "张小阳"
    assert opened(small_window, LI) is not pane


def test_the_keyboard_comes_back_to_what_was_begun(small_window: Window) -> None:
    pane = opened(small_window, kind="death")
    assert QApplication.focusWidget() is pane.kind
    page = small_window.frame.page("household")
    page.list_changes()  # type: ignore[attr-defined]
    register = page.beside.register  # type: ignore[attr-defined]
    small_window.wait(lambda: register.table.rowCount() == 2)
    assert not page.filters.isVisible()  # type: ignore[attr-defined]
    small_window.go("overview")
    small_window.go("household")
    assert QApplication.focusWidget() is register.view
    small_window.key("Esc")
    assert page.filters.isVisible()  # type: ignore[attr-defined]


def test_the_trail_tells_what_happened(small_window: Window) -> None:
    pane = opened(small_window, kind="move_out", person=member(small_window, "张成员甲"))
    pane.do()
    small_window.go("household", household=small_window.office.households.by_number(ZHANG), tab="trail")
    text = small_window.frame.page("household").detail.panel("trail").text.toPlainText().replace(" ", " ")  # type: ignore[attr-defined]
    assert "迁出 张成员甲（减少1人）" in text
    assert "出生 张小月（增加1人）" in text
