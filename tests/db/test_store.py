"""What goes in comes out again, for every kind of record."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.db.store import EVERYTHING, Store, Touched, open_engine
from fupin_desktop.db.unit import Kept, Unit
from fupin_desktop.domain.codes import Cause, Health, Relation
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.fields import Kind, Record
from fupin_desktop.domain.household import Household, Person, PersonYear
from fupin_desktop.domain.village import Village

KINDS = [name for name, kept in vars(Unit).items() if isinstance(kept, Kept)]


def household(**more: Any) -> Household:
    return Household(**{"number": "650000000001", "village": "水村", "head": "王大山", **more})


def keep(store: Store, record: Any, where: str = "households") -> Any:
    with store.write("新增") as unit:
        return getattr(unit, where).save(record)


def filled(kind: type[Record], **links: int) -> Record:
    """A record with every field filled."""
    values: dict[str, Any] = {}
    for each in dataclasses.fields(kind):
        if each.name in ("id", "version"):
            continue
        field = kind.fields.get(each.name)
        values[each.name] = links.get(each.name, 1) if field is None else _value(field)
    return kind(**values)


def _value(field: Any) -> Any:
    match field.kind:
        case Kind.CHOICE:
            return next(iter(field.codes))
        case Kind.CHOICES:
            return tuple(field.codes)[:2]
        case Kind.WHOLE:
            return 3
        case Kind.YEAR:
            return 2018
        case Kind.DATE:
            return date(2018, 5, 8)
        case Kind.MONEY:
            return Decimal("1234567.89")
        case Kind.DECIMAL:
            return Decimal("12.345")
        case Kind.FLAG:
            return True
    return f"{field.label}𠅤·"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("many", [False, True])
def test_every_kind_of_record_comes_back_as_it_was_kept(store: Store, name: str, many: bool) -> None:
    with store.write("都保存") as unit:
        unit.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        kept = getattr(unit, name)
        record = filled(kept._kind)
        if many:
            assert kept.add_many([record]) == 1
        else:
            kept.save(record)
        (back,) = kept.all()
        unit.connection.exec_driver_sql("DELETE FROM " + f'"{kept.name}"')
    assert dataclasses.replace(back, id=None, version=0) == record


def test_blank_values_stay_blank(store: Store) -> None:
    kept = keep(store, household())
    with store.read() as unit:
        assert unit.households.get(kept.id) == kept
        assert unit.households.get(kept.id).other_causes == ()
        assert unit.households.get(kept.id).relocated is None


def test_fast_rows_hold_what_sqlite_keeps(store: Store) -> None:
    home = keep(store, household())
    with store.write("导入") as unit:
        ids = unit.people.add_rows(
            ["household_id", "name", "birth", "relation", *_texts(Person)],
            [(home.id, "王小山", "2001-02-03", "son", *("" for _ in _texts(Person)))],
        )
        unit.person_years.add_rows(
            ["household_id", "person_id", "year", "health", "employer", "post", "work_months"],
            [(home.id, ids[0], 2018, "chronic,disabled", "", "", 7)],
        )
    with store.read() as unit:
        person = unit.people.get(ids[0])
        (year,) = unit.person_years.all()
    assert (person.name, person.birth, person.relation) == ("王小山", date(2001, 2, 3), Relation.SON)
    assert year.health == (Health("chronic"), Health("disabled"))


def _texts(kind: type[Record]) -> list[str]:
    return [name for name, field in kind.fields.items() if field.kind is Kind.TEXT and name != "name"]


def test_an_id_is_never_given_twice(store: Store) -> None:
    first = keep(store, household())
    with store.write("删除") as unit:
        unit.households.remove(first)
    with store.write("导入") as unit:
        assert unit.households.next_id() == first.id + 1
    assert keep(store, household()).id == first.id + 1


def test_a_stale_save_is_refused_and_names_what_to_do(store: Store) -> None:
    seen = keep(store, household())
    keep(store, dataclasses.replace(seen, phone="13900000000"))
    with pytest.raises(Stale, match="农户在您打开之后已被改动，请刷新后重新修改"):
        keep(store, dataclasses.replace(seen, phone="13811111111"))
    with pytest.raises(Stale, match="请刷新后再删"), store.write("删除") as unit:
        unit.households.remove(seen)
    with store.read() as unit:
        assert unit.households.get(seen.id).phone == "13900000000"


def test_saving_what_is_unchanged_is_no_act(store: Store) -> None:
    kept = keep(store, household())
    assert keep(store, kept) == kept
    with store.read() as unit:
        assert [act.label for act in unit.acts()] == ["新增"]


def test_an_act_that_fails_half_way_leaves_nothing(store: Store) -> None:
    def fail(unit: Unit) -> None:
        unit.households.save(household())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.write("一半") as unit:
        fail(unit)
    with store.read() as unit:
        assert (unit.households.count(), unit.acts()) == (0, [])


def test_nothing_can_be_written_where_one_only_looks(store: Store) -> None:
    with pytest.raises(Trouble, match="现在只能查看，不能修改"), store.read() as unit:
        unit.households.save(household())


def test_a_second_household_of_the_same_number_is_refused_at_its_field(store: Store) -> None:
    keep(store, household())
    with pytest.raises(Refused, match="已有户编号相同的农户，不能重复，请核对") as refusal:
        keep(store, household(head="李四"))
    assert refusal.value.problems[0].field == "number"


def test_a_record_that_others_hang_on_cannot_be_removed(store: Store) -> None:
    home = keep(store, household())
    keep(store, Person(household_id=home.id, name="王大山"), "people")
    with pytest.raises(Trouble, match="这条农户记录还与别的记录相连"), store.write("删除") as unit:
        unit.households.remove(home)
    with store.read() as unit:
        assert unit.households.count() == 1


def test_thousands_of_ids_can_be_asked_for_at_once(store: Store) -> None:
    home = keep(store, household(cause=Cause.ILLNESS))
    with store.read() as unit:
        assert unit.households.all(id=list(range(1, 60_000))) == [home]
        assert (
            unit.households.count(number={f"65{place:010d}" for place in range(40_000)} | {home.number}) == 1
        )
        assert unit.households.count(registered_on=[date(2018, 1, 1)] * 600) == 0


def test_find_gives_the_first_or_nothing(store: Store) -> None:
    first = keep(store, household(number="1"))
    keep(store, household(number="2"))
    with store.read() as unit:
        assert unit.households.find(village="水村") == first
        assert unit.households.find(number="9") is None
        with pytest.raises(Stale, match="这条农户记录已被删除或撤销，请刷新后再看"):
            unit.households.get(99)


def test_listeners_hear_what_was_touched(store: Store) -> None:
    heard: list[Touched] = []
    store.listen(heard.append)
    home = keep(store, household())
    keep(store, home)
    with store.write("导入") as unit:
        unit.people.add_rows(
            ["household_id", "name", *_texts(Person)],
            [(home.id, "甲", *("" for _ in _texts(Person))) for _ in range(2000)],
        )
    assert heard == [frozenset({("household", home.id)}), EVERYTHING]


def test_two_looks_at_one_moment_agree(store: Store) -> None:
    with store.read() as before:
        assert before.villages.count() == 0
        keep(store, Village(name="水村"), "villages")
        assert before.villages.count() == 0
    with store.read() as after:
        assert after.villages.count() == 1


def test_a_folder_with_any_sign_in_its_name_will_do(tmp_path: Any) -> None:
    folder = tmp_path / "办公室?一 #2 100%"
    folder.mkdir()
    engine = open_engine(folder / "office.db")
    engine.connect().close()
    opened = Store(engine)
    assert opened.file == folder / "office.db"
    opened.close()
    assert [each.name for each in folder.iterdir()] == ["office.db"]


def test_a_person_year_is_counted_by_what_is_newest_of_each_person(store: Store) -> None:
    """One child's new school year must not make the others' allowance disappear."""
    home = keep(store, household())
    with store.write("登记") as unit:
        first = unit.people.save(Person(household_id=home.id, name="甲"))
        second = unit.people.save(Person(household_id=home.id, name="乙"))
        for person, year, allowance in ((first, 2018, True), (second, 2018, True), (second, 2019, True)):
            unit.person_years.save(
                PersonYear(household_id=home.id, person_id=person.id or 0, year=year, allowance=allowance)
            )
    with store.read() as unit:
        assert unit.lines([home.id])[home.id].allowance == 2
