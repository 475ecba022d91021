"""What a clerk decides under 设置, and what is said when it cannot be."""

from __future__ import annotations

from typing import Any

from clerk import Window
from PySide6.QtWidgets import QLineEdit

from fupin_desktop.domain.lists import Search
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.ui.pages.setting import SettingPage


def setting(window: Window, part: str, field: str = "") -> Any:
    window.go("setting", part=part, field=field)
    page = window.frame.page("setting")
    assert isinstance(page, SettingPage)
    return page.part


def put(part: Any, name: str, text: str) -> None:
    line = part.forms[0].editors[name].widget
    assert isinstance(line, QLineEdit)
    line.setText(text)
    part.forms[0].editors[name].edited.emit()


def type_in(part: Any, row: int, column: str, text: str) -> None:
    model = part.grid.model
    place = [field.name for field in model.columns].index(column)
    assert model.setData(model.index(row, place), text)


def test_a_phone_is_typed_and_kept_with_ctrl_s(empty_window: Window) -> None:
    setting(empty_window, "unit", field="phone")
    empty_window.key("Ctrl+A")
    empty_window.type("0999-7654321")
    empty_window.key("Ctrl+S")
    assert empty_window.office.settings.facts().phone == "0999-7654321"
    assert "已保存设置：单位" in empty_window.said


def test_what_a_notice_needs_and_is_lacking_is_said_on_top(empty_window: Window) -> None:
    part = setting(empty_window, "unit")
    put(part, "phone", "")
    part.save()
    assert part.lacking.text() == "◷ 还没有填写监督电话，填好后才能生成公示和报表"


def test_escape_puts_the_old_name_back(empty_window: Window) -> None:
    part = setting(empty_window, "unit")
    put(part, "leader", "钱主任")
    empty_window.key("Esc")
    assert empty_window.said == "已放弃修改：负责人仍为“空”"
    assert not part.dirty


def test_people_are_read_apart_at_any_comma(empty_window: Window) -> None:
    part = setting(empty_window, "unit")
    put(part, "people", "李经办，王审核、 张三")
    assert part.save()
    assert empty_window.office.settings.facts().people == ("李经办", "王审核", "张三")


def test_impossible_days_are_refused_beside_the_field(empty_window: Window) -> None:
    part = setting(empty_window, "notice")
    put(part, "exit_days", "0")
    assert not part.save()
    assert "公示天数（拟退出）不能小于1天" in part.forms[0].summary.text()
    assert empty_window.office.settings.facts().notice_days["exit"] == 7


def test_days_and_basis_of_a_notice_are_kept(empty_window: Window) -> None:
    part = setting(empty_window, "notice")
    put(part, "exit", "星政办发〔2018〕5号")
    put(part, "exit_days", "10")
    assert part.save()
    facts = empty_window.office.settings.facts()
    assert (facts.basis, facts.notice_days["exit"]) == ({"exit": "星政办发〔2018〕5号"}, 10)


def test_unsaved_settings_are_there_again_after_a_crash(empty_window: Window) -> None:
    put(setting(empty_window, "unit"), "reviewer", "赵审核")
    empty_window.frame.pages["setting"].set_aside()
    again = SettingPage(empty_window.desk)
    assert again.part.forms[0].editors["reviewer"].text() == "赵审核"
    again.deleteLater()


def test_a_village_is_added_in_the_last_row(empty_window: Window) -> None:
    part = setting(empty_window, "village")
    assert not part.dirty
    type_in(part, 2, "name", "太阳村")
    empty_window.key("Ctrl+S")
    assert [each.name for each in empty_window.office.settings.villages()] == ["水村", "月亮村", "太阳村"]
    assert empty_window.office.settings.villages()[2].township == "星星镇"


def test_two_villages_of_one_name_are_refused_under_the_table(empty_window: Window) -> None:
    part = setting(empty_window, "village")
    type_in(part, 1, "name", "水村")
    assert not part.save()
    assert part.grid.problems.text() == "！ 已有名为“水村”的行政村，请换一个名字"


def test_a_renamed_village_takes_its_households_along(window: Window) -> None:
    part = setting(window, "village")
    name = window.office.settings.villages()[0].name
    ids = len(window.office.households.ids(Search()))
    type_in(part, 0, "name", "新名村")
    assert part.save()
    lines = window.office.households.lines(window.office.households.ids(Search()))
    assert len(lines) == ids
    assert "新名村" in {each.village for each in lines.values()}
    assert name not in {each.village for each in lines.values()}


def test_villages_change_places_as_one_act(empty_window: Window) -> None:
    part = setting(empty_window, "village")
    part.grid.grid.setCurrentIndex(part.grid.model.index(1, 0))
    part._move(-1)
    assert [each.name for each in empty_window.office.settings.villages()] == ["月亮村", "水村"]
    empty_window.office.undo()
    assert [each.name for each in empty_window.office.settings.villages()] == ["水村", "月亮村"]


def test_a_line_of_poverty_is_added_and_removed(empty_window: Window) -> None:
    part = setting(empty_window, "line")
    before = len(empty_window.office.settings.lines())
    row = before
    for column, text in (("year", "2018"), ("region", "星海县"), ("kind", "扶贫标准"), ("amount", "3300")):
        type_in(part, row, column, text)
    assert part.save()
    kept = next(each for each in empty_window.office.settings.lines() if each.region == "星海县")
    assert isinstance(kept, PovertyLine)
    assert f"{kept.amount}" == "3300.00"
    part.fill()
    place = next(
        n for n, line in enumerate(part.grid.model.lines) if line.record and line.record.region == "星海县"
    )
    part.grid.grid.selectRow(place)
    part._remove()
    assert len(empty_window.office.settings.lines()) == before
    assert "已删除2018年星海县等1条标准线" in empty_window.said


def test_a_line_without_an_amount_is_refused(empty_window: Window) -> None:
    part = setting(empty_window, "line")
    type_in(part, len(empty_window.office.settings.lines()), "year", "2018")
    assert not part.save()
    assert "标准不能为空，请填写" in part.grid.problems.text()


def test_the_order_of_stages_is_an_offices_own(empty_window: Window) -> None:
    part = setting(empty_window, "stage")
    part.usual.setCurrentText("先鉴定后评议")
    part._take_usual()
    assert part.save()
    labels = [kind.label for kind in empty_window.office.housing.order()]
    assert labels[:3] == ["申请", "鉴定", "评议"]


def test_an_order_that_accepts_before_building_is_refused(empty_window: Window) -> None:
    part = setting(empty_window, "stage")
    labels = [part.list.item(row).text() for row in range(part.list.count())]
    part.list.setCurrentRow(labels.index("验收"))
    for _ in range(5):
        part._move(-1)
    assert not part.save()
    assert part.problem.text() == "！ 改造顺序中应先开工、再竣工、后验收，请调整"
    part.give_up()
    assert not part.dirty


def test_an_own_name_with_its_days_is_kept(empty_window: Window) -> None:
    part = setting(empty_window, "term")
    for column, text in (("key", "机构全称"), ("text", "党建和乡村振兴办公室"), ("since", "20230101")):
        type_in(part, 0, column, text)
    assert part.save(), part.grid.problems.text()
    assert empty_window.office.settings.facts().terms == (
        {"key": "office", "text": "党建和乡村振兴办公室", "since": "2023-01-01"},
    )


def test_days_off_of_a_coming_year_are_typed_in_and_believed(empty_window: Window) -> None:
    part = setting(empty_window, "holiday")
    type_in(part, 0, "since", "2099-10-01")
    type_in(part, 0, "until", "2099-10-07")
    type_in(part, 0, "kind", "放假")
    part.save()
    assert "已保存1条放假安排" in empty_window.said
    facts = empty_window.office.settings.facts()
    assert facts.holidays == ({"since": "2099-10-01", "until": "2099-10-07", "kind": "off"},)
    empty_window.wait(lambda: part.grid.model.lines[0].record is not None)
    type_in(part, 0, "until", "2099-09-01")
    part.save()
    assert "放假安排2099-10-01至2099-09-01的截止日期早于开始日期，请改正" in part.grid.problems.text()
    assert empty_window.office.settings.facts() == facts


def test_a_kind_of_notice_may_count_working_days(empty_window: Window) -> None:
    part = setting(empty_window, "notice")
    part.forms[0].editors["exit_working"].put(True)
    part.save()
    assert empty_window.office.settings.facts().notice_working["exit"]


def test_who_works_now_is_changed_and_stands_in_the_title(empty_window: Window) -> None:
    part = setting(empty_window, "computer")
    part.who.setCurrentText("王审核")
    part._work()
    assert empty_window.office.by == "王审核"
    assert "王审核" in empty_window.frame.windowTitle()


def test_a_village_without_households_is_deleted(empty_window: Window) -> None:
    part = setting(empty_window, "village")
    part.grid.grid.setCurrentIndex(part.grid.model.index(1, 0))
    part._remove()
    assert [each.name for each in empty_window.office.settings.villages()] == ["水村"]
    assert "已删除行政村：月亮村" in empty_window.said


def test_a_village_with_households_is_kept_and_says_why(window: Window) -> None:
    part = setting(window, "village")
    village = window.office.settings.villages()[0]
    part.grid.grid.setCurrentIndex(part.grid.model.index(0, 0))
    part._remove()
    assert village in window.office.settings.villages()
    assert "不能删除；请先把这些农户改到别的村" in window.said
