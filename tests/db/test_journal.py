"""Every change is written down under the act that made it, whoever makes it and however many there are."""

from __future__ import annotations

import dataclasses
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.village import Village

TEXTS = ["number", "id_number", "disability_card", "nation", "phone", "guardian", "remark", "extra"]


def a_home(unit: Unit, number: str = "650000000001", **more: Any) -> Household:
    return unit.households.save(Household(**{"number": number, "village": "水村", "head": "王大山", **more}))


def many_people(unit: Unit, home: Household, number: int = 2000) -> range:
    rows = [(home.id, f"第{place}人", *("" for _ in TEXTS)) for place in range(number)]
    return unit.people.add_rows(["household_id", "name", *TEXTS], rows)


def test_an_act_says_who_did_what_when_and_to_how_many_rows(store: Store) -> None:
    with store.write("新增农户：王大山") as unit:
        home = a_home(unit)
        unit.people.save(Person(household_id=home.id or 0, name="王大山"))
    with store.read() as unit:
        (act,) = unit.acts()
        first, second = unit.changes(act.id)
    assert (act.label, act.person, act.rows, act.undoes, act.undone_by) == (
        "新增农户：王大山",
        "李经办",
        2,
        None,
        None,
    )
    assert (first.table, first.before, first.after and first.after["head"]) == ("household", None, "王大山")
    assert (second.table, second.after and second.after["name"]) == ("person", "王大山")


def test_a_change_shows_before_and_after_even_when_changed_again_later(store: Store) -> None:
    with store.write("新增") as unit:
        home = a_home(unit, phone="1")
    for number in ("2", "3"):
        with store.write(f"改成{number}") as unit:
            home = unit.households.save(dataclasses.replace(home, phone=number))
    with store.write("删除") as unit:
        unit.households.remove(home)
    with store.read() as unit:
        told = [
            tuple(each and each["phone"] for each in (change.before, change.after))
            for act in reversed(unit.acts()) for change in unit.changes(act.id)
        ]  # fmt: skip
    assert told == [(None, "1"), ("1", "2"), ("2", "3"), ("3", None)]


def test_the_history_of_one_household_leaves_out_the_others(store: Store) -> None:
    with store.write("甲") as unit:
        first = a_home(unit, "1")
    with store.write("乙") as unit:
        a_home(unit, "2")
    with store.write("两户") as unit:
        unit.households.save(dataclasses.replace(first, phone="1"))
        a_home(unit, "3")
    with store.read() as unit:
        assert [act.label for act in unit.acts(household=first.id)] == ["两户", "甲"]
        assert [each.row_id for each in unit.changes(3, first.id)] == [first.id]
        assert [act.label for act in unit.acts(last=1)] == ["两户"]


def test_a_household_that_came_in_a_run_finds_the_import_in_its_history(store: Store) -> None:
    names = [
        name for name, column in Household.fields.items() if column.kind.value == "text" and name != "number"
    ]
    with store.write("导入：表.xlsx") as unit:
        ids = unit.households.add_rows(
            ["number", "office_number", "other_causes", *names],
            [(str(place), 0, "", *("" for _ in names)) for place in range(2000)],
        )
    with store.read() as unit:
        assert [(act.label, act.rows) for act in unit.acts(household=ids[1234])] == [("导入：表.xlsx", 2000)]
        assert unit.changes(1) == []


def test_a_run_of_inserts_is_one_line_of_the_journal(store: Store) -> None:
    with store.write("导入") as unit:
        home = a_home(unit)
        many_people(unit, home)
    with store.read() as unit:
        assert unit.rows("SELECT count(*) FROM change") == [(2,)]
        assert unit.acts()[0].rows == 2001


def test_bulk_updates_are_seen_too(store: Store) -> None:
    with store.write("导入") as unit:
        ids = many_people(unit, a_home(unit))
    with store.write("批量填写") as unit:
        unit.people.update_rows(["phone"], [("13900000000", each) for each in ids])
    with store.read() as unit:
        act = unit.acts()[0]
        assert (act.label, act.rows) == ("批量填写", 2000)
        change = unit.changes(act.id)[0]
    assert change.before is not None
    assert change.after is not None
    assert (change.before["phone"], change.after["phone"]) == ("", "13900000000")


def test_a_run_that_failed_half_way_cannot_be_kept_unseen(store: Store) -> None:
    def swallow(unit: Unit) -> None:
        home = a_home(unit)
        rows = [(home.id, "某", *("" for _ in TEXTS))] * 2000 + [(home.id, None, *("" for _ in TEXTS))]
        with pytest.raises((IntegrityError, sqlite3.IntegrityError)):
            unit.people.add_rows(["household_id", "name", *TEXTS], rows)

    with pytest.raises(RuntimeError, match="without being journalled"), store.write("导入") as unit:
        swallow(unit)
    with store.read() as unit:
        assert (unit.people.count(), unit.households.count()) == (0, 0)


def test_another_program_cannot_change_a_record_without_an_act(store: Store, database: Path) -> None:
    with store.write("新增") as unit:
        a_home(unit)
    with closing(sqlite3.connect(database)) as other, pytest.raises(sqlite3.IntegrityError, match="act_id"):
        other.execute("UPDATE household SET head = '别人'")


def test_there_is_a_sentence_for_an_act_that_is_not_there(store: Store) -> None:
    with pytest.raises(Trouble, match="没有第7号操作，请用“历史”查看操作编号"), store.read() as unit:
        unit.changes(7)


def test_the_line_of_a_list_follows_every_act(store: Store) -> None:
    with store.write("新增") as unit:
        home = a_home(unit)
        other = a_home(unit, "650000000002", head="李四")
        unit.villages.save(Village(name="水村", place=3))
        person = unit.people.save(Person(household_id=home.id or 0, name="王大山"))
    assert _people(store, home, other) == (1, 0)
    with store.write("迁到另一户") as unit:
        unit.people.save(dataclasses.replace(person, household_id=other.id or 0))
    assert _people(store, home, other) == (0, 1)
    store.undo()
    assert _people(store, home, other) == (1, 0)
    with store.write("导入") as unit:
        many_people(unit, other)
    assert _people(store, home, other) == (1, 2000)
    with store.write("删除") as unit:
        unit.people.remove(person)
        unit.households.remove(home)
    with store.read() as unit:
        assert set(unit.lines([home.id or 0, other.id or 0])) == {other.id}


def _people(store: Store, *homes: Household) -> tuple[int, ...]:
    with store.read() as unit:
        found = unit.lines([home.id or 0 for home in homes])
    return tuple(found[home.id or 0].people for home in homes)
