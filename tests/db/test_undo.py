"""Any act can be taken back, today's or yesterday's, unless somebody has built on it since."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.db import journal
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.codes import Cause, Status
from fupin_desktop.domain.errors import Stale, Trouble
from fupin_desktop.domain.household import Household, HouseholdYear, Person, Standing

TEXTS = ["number", "id_number", "disability_card", "nation", "phone", "guardian", "remark", "extra"]


def a_home(unit: Unit, number: str = "650000000001", **more: Any) -> Household:
    return unit.households.save(Household(**{"number": number, "village": "水村", "head": "王大山", **more}))


def everything(store: Store) -> list[Any]:
    """All that the office keeps, the journal left out."""
    with store.read() as unit:
        return [
            unit.rows(f'SELECT * FROM "{table.name}" ORDER BY 1') for table in journal.record_tables()
        ] + [unit.rows("SELECT * FROM household_line ORDER BY 1")]


def imported(store: Store, people: int) -> Household:
    with store.write("导入：贫困户信息.xlsx") as unit:
        home = a_home(unit)
        unit.standings.save(Standing(household_id=home.id or 0, since=date(2018, 5, 8), status=Status.POOR))
        unit.people.add_rows(
            ["household_id", "name", *TEXTS],
            [(home.id, f"第{place}人", *("" for _ in TEXTS)) for place in range(people)],
        )
    return home


def test_a_corrected_record_comes_back_to_the_last_digit(store: Store) -> None:
    with store.write("新增") as unit:
        home = a_home(unit, cause=Cause.ILLNESS, registered_on=date(2014, 1, 2), relocated=False)
        year = unit.household_years.save(
            HouseholdYear(
                household_id=home.id or 0, year=2018, income_recorded=Decimal("2994.99"), unsafe=True
            )
        )
    was = everything(store)
    with store.write("修改") as unit:
        unit.households.save(dataclasses.replace(home, cause=None, registered_on=None, relocated=None))
        unit.household_years.save(dataclasses.replace(year, income_recorded=Decimal("3000"), unsafe=None))
    assert store.undo() == "修改"
    assert everything(store) == was


def test_a_new_record_goes_and_a_removed_one_returns(store: Store) -> None:
    nothing = everything(store)
    with store.write("新增") as unit:
        home = a_home(unit)
    something = everything(store)
    with store.write("删除") as unit:
        unit.households.remove(home)
    assert store.undo() == "删除"
    assert everything(store) == something
    assert store.undo() == "新增"
    assert everything(store) == nothing


def test_a_bare_undo_walks_back_over_acts_and_not_over_undos(store: Store) -> None:
    with store.write("一") as unit:
        home = a_home(unit)
    for label in ("二", "三"):
        with store.write(label) as unit:
            home = unit.households.save(dataclasses.replace(home, remark=label))
    assert [store.undo(), store.undo(), store.undo()] == ["三", "二", "一"]
    with pytest.raises(Trouble, match="没有可以撤销的操作"):
        store.undo()
    with store.read() as unit:
        assert [act.label for act in unit.acts()] == ["撤销：一", "撤销：二", "撤销：三", "三", "二", "一"]


def test_an_undo_can_itself_be_undone_and_again(store: Store) -> None:
    with store.write("新增") as unit:
        home = a_home(unit)
        unit.households.save(dataclasses.replace(home, remark="同一次操作里改了两回"))
    was = everything(store)
    store.undo(1)
    gone = everything(store)
    store.undo(2)
    assert everything(store) == was
    store.undo(1)
    assert everything(store) == gone
    with store.read() as unit:
        assert [act.label for act in unit.acts()] == ["撤销：新增", "恢复：新增", "撤销：新增", "新增"]


def test_undoing_twice_is_refused(store: Store) -> None:
    with store.write("新增") as unit:
        a_home(unit)
    store.undo(1)
    with pytest.raises(Trouble, match="“新增”已经撤销过了"):
        store.undo(1)


@pytest.mark.parametrize("people", [845, 2000])
def test_an_import_is_taken_back_and_brought_again(store: Store, people: int) -> None:
    nothing = everything(store)
    imported(store, people)
    something = everything(store)
    store.undo()
    assert everything(store) == nothing
    store.undo(2)
    assert everything(store) == something


def test_a_huge_run_that_was_undone_is_not_kept_a_second_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "REMEMBERED", 100)
    nothing = everything(store)
    imported(store, 2000)
    store.undo()
    assert everything(store) == nothing
    with pytest.raises(Trouble, match="内容没有留存，不能恢复；如是导入，请重新导入原文件"):
        store.undo(2)
    imported(store, 2000)
    assert store.undo() == "导入：贫困户信息.xlsx"
    assert everything(store) == nothing


def test_undoing_an_import_is_refused_when_one_person_was_edited_since(store: Store) -> None:
    imported(store, 2000)
    with store.read() as unit:
        person = unit.people.all()[1000]
    with store.write("修改成员：第1000人") as unit:
        unit.people.save(dataclasses.replace(person, phone="13900000000"))
    was = everything(store)
    with pytest.raises(
        Stale, match=r"不能撤销“导入：贫困户信息\.xlsx”：王大山（户编号650000000001）后来又有改动"
    ) as stale:
        store.undo(1)
    assert "李经办“修改成员：第1000人”" in str(stale.value)
    assert "请先撤销后面的操作；什么都没有改变" in str(stale.value)
    assert everything(store) == was
    store.undo(2)
    store.undo(1)
    with store.read() as unit:
        assert unit.people.count() == 0


def test_the_refusal_names_the_act_that_is_in_the_way_and_not_another(store: Store) -> None:
    with store.write("新增") as unit:
        home = a_home(unit)
    with store.write("修改") as unit:
        home = unit.households.save(dataclasses.replace(home, remark="一"))
    with store.write("添加成员") as unit:
        unit.people.save(Person(household_id=home.id or 0, name="王小山"))
    with store.write("再改") as unit:
        unit.households.save(dataclasses.replace(home, remark="二"))
    with pytest.raises(Stale, match="“再改”"):
        store.undo(2)


def test_a_household_somebody_was_added_to_since_cannot_be_undone_away(store: Store) -> None:
    with store.write("新增") as unit:
        home = a_home(unit)
    with store.write("添加成员：王小山") as unit:
        unit.people.save(Person(household_id=home.id or 0, name="王小山"))
    with pytest.raises(Stale, match=r"王大山（户编号650000000001）后来又有改动.*“添加成员：王小山”"):
        store.undo(1)
    with store.read() as unit:
        assert (unit.households.count(), unit.people.count()) == (1, 1)


def test_a_removed_household_does_not_return_beside_another_of_its_number(store: Store) -> None:
    with store.write("新增") as unit:
        home = a_home(unit)
    with store.write("删除") as unit:
        unit.households.remove(home)
    with store.write("重新登记") as unit:
        a_home(unit, head="李四")
    with pytest.raises(Stale, match="不能撤销“删除”"):
        store.undo(2)
    with store.read() as unit:
        assert [each.head for each in unit.households.all()] == ["李四"]
