"""国扶录入清单: what the national system does not have yet, in the order of its screens, ticked when typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from fupin_desktop.domain.codes import JoinReason, LeaveReason, Relation
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.household import Household, HouseholdYear, Person
from fupin_desktop.services.entering import SCREENS
from fupin_desktop.services.household import HouseholdFile
from fupin_desktop.services.office import Office
from tests.exports import a_row, an_export, id_of

ONE, TWO = "650000000001", "650000000002"
MAY, JUNE = date(2018, 5, 10), date(2018, 6, 8)


@pytest.fixture
def imported(office: Office, tmp_path: Path) -> Office:
    rows = [a_row(ONE), a_row(ONE, 2), a_row(TWO, 行政村="水村")]
    office.importing.apply(office.importing.read(an_export(tmp_path / "五月.xlsx", rows)))
    return office


def file(office: Office, number: str = ONE) -> HouseholdFile:
    return office.households.open(office.households.by_number(number))


def told(office: Office) -> list[tuple[str, str, str, str, str]]:
    return [(each.screen, each.why, each.name, each.label, each.value) for each in office.entering.items()]


def test_nothing_is_asked_for_right_after_an_import_or_before_the_first(
    office: Office, imported: Office
) -> None:
    assert imported.entering.items() == []
    assert imported.entering.progress([]).sentence.startswith("没有待录入的内容")


def test_an_office_that_never_imported_is_asked_for_nothing(office: Office) -> None:
    office.households.save(Household(number="本01-00001", office_number=True, village="水村", head="王一"))
    assert office.entering.items() == []


def test_corrections_stand_in_the_order_of_the_screens(imported: Office) -> None:
    kept = file(imported)
    year = kept.year(2018)
    assert year is not None
    imported.households.save_year(
        replace(year, income_recorded=Decimal("3100.00"), house_area=Decimal(60)), evidence="核算"
    )
    imported.households.save_person(replace(kept.members[1], nation="回族"), "户口簿")
    imported.households.save(replace(file(imported).household, phone="13911112222"), "入户")
    assert told(imported) == [
        ("基本情况", "更正", "", "户联系电话", "13911112222"),
        ("家庭成员", "更正", "王喜", "民族", "回族"),
        ("生活条件", "更正", "", "住房面积", "60"),
        ("收入", "更正", "", "人均纯收入", "3,100.00"),
    ]
    phone = imported.entering.items()[0]
    assert (phone.national, phone.evidence) == ("13900000001", "入户")
    assert [SCREENS.index(each.screen) for each in imported.entering.items()] == [0, 1, 3, 5]


def test_new_members_households_and_years_are_typed_field_by_field(imported: Office) -> None:
    home = file(imported).household.id
    assert home is not None
    imported.households.save_person(
        Person(household_id=home, name="王新生", relation=Relation.SON, id_number=id_of("20180520", 7),
               joined_on=date(2018, 5, 20), join_reason=JoinReason.BIRTH)
    )  # fmt: skip
    imported.households.save_year(HouseholdYear(household_id=home, year=2019, farmland=Decimal("3.5")))
    new = imported.households.save(
        Household(number="本01-00001", office_number=True, village="水村", head="赵新户")
    )
    assert new.id is not None
    found = told(imported)
    assert ("家庭成员", "新增成员", "王新生", "证件号码", id_of("20180520", 7)) in found
    assert ("家庭成员", "新增成员", "王新生", "与户主关系", "之子") in found
    assert ("生产条件", "新填", "", "耕地面积（2019年）", "3.5") in found
    assert ("基本情况", "新增户", "", "户主姓名", "赵新户") in found
    assert not any(label in ("户编号", "人编号") for _, _, _, label, _ in found), (
        "numbers are given by the system"
    )


def test_who_left_is_asked_for_with_day_and_reason(imported: Office) -> None:
    imported.households.person_left(file(imported).members[1], date(2018, 5, 9), LeaveReason.DEATH)
    assert told(imported) == [("自然减少", "自然减少", "王喜", "自然减少", "2018-05-09　死亡")]


def test_a_tick_is_kept_counted_by_day_and_undone(imported: Office) -> None:
    imported.households.save(
        replace(file(imported).household, phone="13911112222", address="一组12号"), "入户"
    )
    first, second = imported.entering.items()
    imported.entering.tick([first], MAY)
    imported.entering.tick([second], JUNE)
    progress = imported.entering.progress(imported.entering.items())
    assert (progress.total, progress.done, progress.by_day) == (2, 2, ((JUNE, 1), (MAY, 1)))
    assert progress.sentence == "共2项，已录入2项，还有0项（6月8日录入1项、5月10日录入1项）"
    imported.undo()
    assert [each.entered_on for each in imported.entering.items()] == [MAY, None]
    imported.entering.tick([first], MAY, done=False)
    assert [each.done for each in imported.entering.items()] == [False, False]


def test_a_value_that_changes_after_the_tick_is_to_be_typed_again(imported: Office) -> None:
    imported.households.save(replace(file(imported).household, phone="13911112222"), "入户")
    imported.entering.tick(imported.entering.items(), MAY)
    imported.households.save(replace(file(imported).household, phone="13911113333"), "又核")
    [item] = imported.entering.items()
    assert (item.value, item.done) == ("13911113333", False)


def test_an_export_that_agrees_clears_the_list(imported: Office, tmp_path: Path) -> None:
    kept = file(imported)
    imported.households.save(replace(kept.household, phone="13911112222"), "入户")
    imported.households.person_left(kept.members[1], date(2018, 5, 9), LeaveReason.DEATH)
    imported.households.save_person(
        Person(
            household_id=kept.household.id or 0,
            name="王新生",
            relation=Relation.SON,
            id_number=id_of("20180520", 7),
        )
    )
    assert len({each.key.row_id for each in imported.entering.items()}) == 3
    rows = [
        a_row(ONE, 联系电话="13911112222"),
        a_row(ONE, 3, 姓名="王新生", 证件号码=id_of("20180520", 7)),
        a_row(TWO, 行政村="水村"),
    ]
    imported.importing.apply(
        imported.importing.read(an_export(tmp_path / "六月.xlsx", rows, day="2018-06-08"))
    )
    left = [each for each in imported.entering.items() if not each.done]
    assert left == []
    [gone] = [each for each in imported.entering.items() if each.why == "自然减少"]
    assert gone.entered_on == JUNE


def test_who_is_still_on_the_export_stays_on_the_list(imported: Office, tmp_path: Path) -> None:
    imported.households.person_left(file(imported).members[1], date(2018, 5, 9), LeaveReason.DEATH)
    rows = [a_row(ONE, 联系电话="13911112222"), a_row(ONE, 2), a_row(TWO, 行政村="水村")]
    imported.importing.apply(
        imported.importing.read(an_export(tmp_path / "六月.xlsx", rows, day="2018-06-08"))
    )
    assert [each.done for each in imported.entering.items() if each.why == "自然减少"] == [False]


def test_the_list_of_a_village_is_written_with_hidden_numbers(imported: Office, tmp_path: Path) -> None:
    home = file(imported).household.id or 0
    imported.households.save_person(
        Person(household_id=home, name="王新生", relation=Relation.SON, id_number=id_of("20180520", 7))
    )
    imported.households.save(replace(file(imported, TWO).household, phone="13911112222"), "入户")
    items = imported.entering.items("月亮村")
    assert {each.village for each in items} == {"月亮村"}
    imported.entering.export(items, tmp_path / "清单.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "清单.xlsx")).get_sheet_by_index(0).to_python()
    number = next(row for row in rows if row[6] == "证件号码")
    assert number[8] == f"659099********{id_of('20180520', 7)[-4:]}"
    assert imported.outgoing.all()[0].list.what == "国扶录入清单"
    with pytest.raises(Trouble, match="没有名为“无村”的行政村，请检查村名"):
        imported.entering.items("无村")
