"""What lists bring is seen and put right by hand: work away from home, relocation, villages' years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from clerk import Window
from openpyxl import Workbook
from PySide6.QtCore import Qt

from fupin_desktop.domain.village import VillageYear
from fupin_desktop.domain.work import WorkSpell
from tests.builders import a_household


def type_in(model: Any, row: int, column: str, text: str) -> None:
    place = [field.name for field in model.columns].index(column)
    assert model.setData(model.index(row, place), text)


def opened(window: Window, tab: str) -> Any:
    home = a_household(window.office, people=2)
    window.go("household", household=home.id, tab=tab)
    return window.frame.page("household").detail.panel(tab)  # type: ignore[attr-defined]


def spells(window: Window) -> list[WorkSpell]:
    with window.office.store.read() as unit:
        return unit.work_spells.all()


def test_a_spell_of_work_is_typed_and_kept_with_ctrl_s(empty_window: Window) -> None:
    panel = opened(empty_window, "year")
    model = panel.work.model
    for column, text in (
        ("person", "王小乙"), ("working", "是"), ("county", "库尔勒市"), ("since", "20180301"), ("income", "3000"),
    ):  # fmt: skip
        type_in(model, 0, column, text)
    panel.work.grid.setFocus()
    empty_window.key("Ctrl+S")
    assert "已保存务工情况1段" in empty_window.said
    (spell,) = spells(empty_window)
    assert (spell.person_id, spell.year, spell.county, spell.since, spell.income, spell.working) == (
        2, 2018, "库尔勒市", date(2018, 3, 1), Decimal("3000.00"), True,
    )  # fmt: skip
    empty_window.office.undo()
    assert spells(empty_window) == []


def test_a_spell_of_nobody_there_or_backwards_is_refused(empty_window: Window) -> None:
    panel = opened(empty_window, "year")
    type_in(panel.work.model, 0, "person", "路人")
    assert not panel.work.save()
    assert panel.work.problems.text() == "！ 这一户没有成员路人，请核对姓名"
    type_in(panel.work.model, 0, "person", "王小乙")
    type_in(panel.work.model, 0, "since", "20180301")
    type_in(panel.work.model, 0, "until", "20180201")
    assert not panel.work.save()
    assert panel.work.problems.text() == "！ 务工结束时间早于开始时间，请核对"
    assert spells(empty_window) == []


def test_the_same_spell_twice_is_refused_and_one_can_be_taken_away(empty_window: Window) -> None:
    panel = opened(empty_window, "year")
    for row in (0, 1):
        type_in(panel.work.model, row, "person", "王小乙")
        type_in(panel.work.model, row, "since", "20180301")
    assert not panel.work.save()
    assert panel.work.problems.text() == "！ 王小乙已有一段开始时间和地点相同的务工，请在那一行里改"
    assert spells(empty_window) == []
    type_in(panel.work.model, 1, "since", "20180401")
    assert panel.work.save()
    empty_window.wait(lambda: len(panel.work.model.lines) == 3)  # read again, and a blank row to go on
    panel.work.grid.setCurrentIndex(panel.work.model.index(0, 0))
    panel.work.remove()
    assert "已删除一段务工" in empty_window.said
    assert [each.since for each in spells(empty_window)] == [date(2018, 4, 1)]


def test_a_list_is_dropped_looked_at_and_imported_with_the_keyboard(
    empty_window: Window, tmp_path: Path
) -> None:
    a_household(empty_window.office, people=2)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["户编号", "姓名", "是否已务工", "务工所在县", "开始时间", "务工月收入"])
    sheet.append(["650000000001", "王小乙", "是", "库尔勒市", "2018-03-01", "3000"])
    sheet.append(["650000000009", "某人", "是", "库尔勒市", "2018-03-01", "3000"])
    book.save(tmp_path / "务工月监测_20180508.xlsx")
    empty_window.go("importing", files=[str(tmp_path / "务工月监测_20180508.xlsx")])
    page: Any = empty_window.frame.page("importing")
    empty_window.wait(lambda: page.draft is not None)
    assert page.changes.totals.text() == "务工月监测：文件 2行／本办 0条"
    assert page.changes.buttons["new"].text() == "新增 1条"
    assert page.apply_button.text().endswith("导入 新增1条")
    page.changes.show_kind("new")
    model = page.changes.items
    words = [str(model.data(model.index(0, column))) for column in range(model.columnCount())]
    assert "王小乙" in words
    assert any("务工所在县库尔勒市" in each for each in words)
    page.changes.show_kind("refused")
    page.take_focus()
    empty_window.key("Ctrl+Enter")
    empty_window.wait(lambda: bool(spells(empty_window)))
    empty_window.wait(lambda: page.done.isVisible())
    assert "已导入务工月监测：新增1条、变更0条；1行没有导入，原因见问题清单" in page.done.text()


def test_a_relocation_is_typed_below_the_house(empty_window: Window) -> None:
    panel = opened(empty_window, "housing")
    assert panel.relocation.isVisible()
    for column, text in (
        ("settling", "集中安置"),
        ("site", "安康小区"),
        ("house_area", "75.5"),
        ("living", "是"),
    ):
        type_in(panel.relocation.model, 0, column, text)
    assert panel.relocation.save()
    (kept,) = empty_window.office.entries.relocations(1)
    assert (kept.site, kept.house_area, kept.living) == ("安康小区", Decimal("75.5"), True)
    empty_window.wait(lambda: len(panel.relocation.model.lines) == 2)
    panel.relocation.grid.setCurrentIndex(panel.relocation.model.index(0, 0))
    panel.relocation.remove()
    assert empty_window.office.entries.relocations(1) == []


def test_a_year_of_a_village_is_typed_under_settings(empty_window: Window) -> None:
    empty_window.go("setting", part="village_year")
    part = empty_window.frame.page("setting").part  # type: ignore[attr-defined]
    type_in(part.grid.model, 0, "village", "火星村")
    type_in(part.grid.model, 0, "year", "2018")
    assert not part.save()
    assert part.grid.problems.text() == "！ 没有名为“火星村”的行政村，请先在“行政村”里添加"
    type_in(part.grid.model, 0, "village", "水村")
    type_in(part.grid.model, 0, "collective_income", "52000")
    part.grid.grid.setFocus(Qt.FocusReason.OtherFocusReason)
    empty_window.key("Ctrl+S")
    (kept,) = empty_window.office.entries.village_years()
    assert (kept.village, kept.year, kept.collective_income) == ("水村", 2018, Decimal("52000.00"))
    with empty_window.office.store.read() as unit:
        assert isinstance(unit.village_years.all()[0], VillageYear)
    empty_window.wait(lambda: len(part.grid.model.lines) == 2)
    type_in(part.grid.model, 1, "village", "水村")
    type_in(part.grid.model, 1, "year", "2018")
    assert not part.save()
    assert part.grid.problems.text() == "！ 水村2018年已有一行，请在那一行里改"
    part.give_up()
    part.grid.grid.setCurrentIndex(part.grid.model.index(0, 0))
    part._remove()
    assert "已删除水村2018年情况" in empty_window.said
