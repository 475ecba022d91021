"""Whom a row of an export means, what the office had put right before, and what the clerk reads about it."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.codes import Pending, Status
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.household import Household, HouseholdYear, Person, Standing
from fupin_desktop.domain.housing import Renovation
from fupin_desktop.domain.plan import Plan
from fupin_desktop.services.importing import Applied
from fupin_desktop.services.office import Office
from tests.builders import a_household, an_id_number
from tests.exports import EXPORTS, HEADS, a_row, an_export, id_of

MAY, JUNE, JULY = "2018-05-08", "2018-06-08", "2018-07-08"


def bring_in(office: Office, path: Path, **how: Any) -> Applied:
    return office.importing.apply(office.importing.read(path, **how))


def home(office: Office) -> Household:
    return office.households.open(office.households.by_number("650000000001")).household


def test_the_offices_total_is_of_the_register_and_not_of_applicants(demo_office: Office) -> None:
    draft = demo_office.importing.read(EXPORTS / "贫困户信息_20180508.xlsx")
    assert draft.totals == "文件 218户845人／本办 218户845人"


def test_who_came_later_or_left_before_is_not_in_the_offices_total(office: Office, tmp_path: Path) -> None:
    saved = a_household(office, people=3)
    gone, late = office.households.open(saved.id or 0).members[1:]
    with office.store.write("变动") as unit:
        unit.people.save(dataclasses.replace(gone, left_on=date(2018, 5, 1)))
        unit.people.save(dataclasses.replace(late, joined_on=date(2018, 5, 9)))
    assert (
        office.importing.read(an_export(tmp_path / "一.xlsx", [a_row()])).totals == "文件 1户1人／本办 1户1人"
    )


def test_an_office_number_gives_way_to_the_national_one_when_it_arrives(
    office: Office, tmp_path: Path
) -> None:
    applicant = a_household(
        office, number="本00-00001", head="王安", office_number=True, applied_on=date(2018, 3, 1), status=None
    )
    number = office.households.open(applicant.id or 0).members[0].id_number
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", [a_row(证件号码=number, 行政村="水村")]))
    assert (draft.households["new"], draft.households["changed"], draft.people["new"]) == (0, 1, 0)
    shown = {(each.label, each.old, each.new) for each in draft.of("changed", level="household")[0].changes}
    assert ("户编号", "本00-00001", "650000000001") in shown
    assert not draft.missing
    office.importing.apply(draft)
    kept = home(office)
    assert (kept.id, kept.office_number, kept.applied_on) == (applicant.id, False, date(2018, 3, 1))
    with office.store.read() as unit:
        assert (unit.households.count(), unit.people.count()) == (1, 1)
        assert unit.standings.find(household_id=kept.id).status is Status.POOR  # type: ignore[union-attr]
    again = office.importing.read(an_export(tmp_path / "二.xlsx", [a_row(证件号码=number, 行政村="水村")]))
    assert not again.changes_anything


def test_a_newborn_leaves_the_list_of_missing_papers_when_the_number_comes(
    office: Office, tmp_path: Path
) -> None:
    family = [a_row(人数="2"), a_row(person=2, 姓名="王小宝", 证件号码=id_of("20180301", 7), 人数="2")]
    bring_in(office, an_export(tmp_path / "一.xlsx", [a_row()]))
    child = Person(household_id=1, name="王小宝", birth=date(2018, 3, 1), pending=Pending.NEWBORN)
    office.households.save_person(child)
    assert [each.name for each in office.households.to_supply()] == ["王小宝"]
    draft = office.importing.read(an_export(tmp_path / "二.xlsx", family, day=JUNE))
    assert draft.people["new"] == 0
    office.importing.apply(draft)
    assert office.households.to_supply() == []


def test_temporary_and_missing_numbers_stay_on_the_list_of_missing_papers(
    office: Office, tmp_path: Path
) -> None:
    rows = [a_row(证件号码="999999197001010010"), a_row(person=2, 证件号码=""), a_row(person=3)]
    bring_in(office, an_export(tmp_path / "一.xlsx", rows))
    assert [each.number[-2:] for each in office.households.to_supply()] == ["01", "02"]


def test_a_number_put_right_with_evidence_brings_its_own_birthday(office: Office, tmp_path: Path) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", [a_row()]))
    person = office.households.open(1).members[0]
    right = an_id_number("19710203")
    saved = office.households.save_person(dataclasses.replace(person, id_number=right), "户口簿")
    assert (saved.birth, saved.id_number) == (date(1971, 2, 3), right)
    found = office.importing.read(an_export(tmp_path / "二.xlsx", [a_row()])).conflicts()
    assert {change.label for item in found for change in item.changes if change.conflict} == {
        "证件号码", "出生日期", *({"性别"} if saved.sex != person.sex else set())
    }  # fmt: skip


def test_a_lifting_that_the_office_noted_is_a_conflict_until_the_national_system_has_it(
    office: Office, tmp_path: Path
) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", [a_row()]))
    office.households.save_standing(
        Standing(household_id=1, since=date(2018, 6, 1), status=Status.LIFTED, reason="县公告")
    )
    (waiting,) = office.national.waiting()
    assert (waiting.label, waiting.national, waiting.office) == ("脱贫标志", "未脱贫", "已脱贫")
    draft = office.importing.read(an_export(tmp_path / "二.xlsx", [a_row()], day=JUNE))
    (item,) = draft.conflicts()
    assert [(c.label, c.old, c.new) for c in item.changes if c.conflict] == [("脱贫标志", "已脱贫", "未脱贫")]
    office.importing.apply(draft)
    assert len(office.national.waiting()) == 1
    draft = office.importing.read(an_export(tmp_path / "三.xlsx", [a_row(脱贫属性="已脱贫")], day=JULY))
    assert "1处国扶待改已与国扶一致，从清单划去" in office.importing.apply(draft).sentence
    assert office.national.waiting() == []


def test_an_export_of_the_days_before_a_lifting_does_not_settle_it(office: Office, tmp_path: Path) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", [a_row()]))
    office.households.save_standing(
        Standing(household_id=1, since=date(2018, 6, 20), status=Status.LIFTED, reason="县公告")
    )
    draft = office.importing.read(an_export(tmp_path / "二.xlsx", [a_row()], day=JUNE))
    assert not draft.conflicts()
    office.importing.apply(draft)
    assert len(office.national.waiting()) == 1


def test_what_is_filled_in_of_the_past_is_no_correction(office: Office, tmp_path: Path) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", [a_row(脱贫属性="已脱贫")]))
    office.households.save_standing(
        Standing(household_id=1, since=date(2015, 1, 1), status=Status.POOR, reason="补录")
    )
    assert office.national.waiting() == []


def test_the_list_says_what_the_national_system_has_now(office: Office, tmp_path: Path) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", [a_row()]))
    office.households.save(dataclasses.replace(home(office), phone="13911112222"), "入户")
    third = an_export(tmp_path / "二.xlsx", [a_row(联系电话="13933334444")], day=JUNE)
    done = bring_in(office, third)
    assert "1处冲突保留本办的值，仍列在国扶待改" in done.sentence
    (waiting,) = office.national.waiting()
    assert (waiting.national, waiting.office) == ("13933334444", "13911112222")
    assert not office.importing.read(third).changes_anything
    assert home(office).phone == "13911112222"


def test_taking_the_national_value_is_said(office: Office, tmp_path: Path) -> None:
    path = an_export(tmp_path / "一.xlsx", [a_row()])
    bring_in(office, path)
    year = office.households.open(1).year(2018)
    assert isinstance(year, HouseholdYear)
    office.households.save_year(
        dataclasses.replace(year, income_recorded=Decimal("3100.00")), evidence="入户核算"
    )
    draft = office.importing.read(path)
    (item,) = draft.conflicts()
    assert [(c.label, c.old, c.new) for c in item.changes] == [("人均纯收入", "3,100.00", "2,600.50")]
    assert not draft.changes_anything
    done = office.importing.apply(draft, take={item.key: "national"})
    assert done.sentence.endswith("1处冲突改用国扶的值")
    assert office.national.waiting() == []
    office.undo(done.act)
    assert [each.office for each in office.national.waiting()] == ["3,100.00"]


def test_a_blank_cell_that_clears_does_not_clear_what_the_office_put_right(
    office: Office, tmp_path: Path
) -> None:
    bring_in(office, an_export(tmp_path / "一.xlsx", [a_row()]))
    office.households.save(dataclasses.replace(home(office), phone="13911112222"), "入户")
    blank = an_export(tmp_path / "二.xlsx", [a_row(联系电话="")], day=JUNE)
    assert not office.importing.read(blank).conflicts()
    draft = office.importing.read(blank, blank="clear")
    assert len(draft.conflicts()) == 1
    office.importing.apply(draft)
    assert home(office).phone == "13911112222"


def test_an_export_without_a_single_row_is_refused(office: Office, tmp_path: Path) -> None:
    for rows in ([], [{"序号": ""}]):
        with pytest.raises(
            Trouble, match=r"“空表\.xlsx”里只有表头，没有一行数据，请确认导出的内容后重新导出。"
        ):
            office.importing.read(an_export(tmp_path / "空表.xlsx", rows))


def test_a_data_day_that_is_none_is_asked_for_and_no_other_day_is_guessed(
    office: Office, tmp_path: Path
) -> None:
    for said in ("2018-04-31", "2018年4月31日", "20180431", "2018.4.31"):
        draft = office.importing.read(an_export(tmp_path / "名单.xlsx", [a_row()], day=said))
        assert draft.data_day is None, said
        assert draft.asks


def test_a_household_whose_row_is_refused_is_not_called_missing(office: Office, tmp_path: Path) -> None:
    bring_in(
        office,
        an_export(tmp_path / "一.xlsx", [a_row(人数="2"), a_row(person=2, 人数="2"), a_row("650000000002")]),
    )
    rows = [a_row(人均纯收入="-5"), a_row(person=2, 人均纯收入="-5"), a_row("650000000002")]
    draft = office.importing.read(an_export(tmp_path / "二.xlsx", rows, day=JUNE))
    assert (draft.households["refused"], draft.missing) == (1, [])
    rows = [a_row(人数="2"), a_row(person=2, 人数="2") | {"务工时间（月）": "13"}, a_row("650000000002")]
    assert office.importing.read(an_export(tmp_path / "三.xlsx", rows, day=JUNE)).missing == []


def test_two_people_of_one_household_with_one_number_are_both_taken_in(
    office: Office, tmp_path: Path
) -> None:
    rows = [a_row(人数="2"), a_row(person=2, 人数="2", 证件号码=a_row()["证件号码"])]
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", rows))
    assert [each.text for each in draft.problems] == ["王喜的证件号码与第4行相同，请核对"]
    assert office.importing.apply(draft).people["new"] == 2
    assert not office.importing.read(an_export(tmp_path / "二.xlsx", rows)).changes_anything


def test_a_heading_in_ten_thousand_yuan_is_converted_with_a_remark(office: Office, tmp_path: Path) -> None:
    heads = [head.replace("人均纯收入", "人均纯收入（万元）") for head in HEADS]
    rows = [a_row() | {"人均纯收入（万元）": each} for each in ("0.26005",)]
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", rows, heads=heads))
    assert draft.remarks == ["“人均纯收入（万元）”已换算成元"]
    office.importing.apply(draft)
    year = office.households.open(1).year(2018)
    assert year is not None
    assert year.income_recorded == Decimal("2600.50")


def test_a_heading_in_a_unit_that_cannot_be_converted_is_refused(office: Office, tmp_path: Path) -> None:
    path = an_export(
        tmp_path / "一.xlsx", [a_row() | {"耕地面积（平方米）": "600"}], heads=[*HEADS, "耕地面积（平方米）"]
    )
    with pytest.raises(Trouble, match="“耕地面积（平方米）”与本办的单位（亩）不同，无法换算"):
        office.importing.read(path)


@pytest.mark.parametrize(
    "added", [Plan(year=2018), Renovation(plan_year=2018), Person(name="王小宝"), HouseholdYear(year=2017)]
)
def test_an_import_is_not_taken_back_once_something_hangs_on_its_households(
    office: Office, tmp_path: Path, added: Plan | Renovation | Person | HouseholdYear
) -> None:
    done = bring_in(office, an_export(tmp_path / "一.xlsx", [a_row(), a_row("650000000002")]))
    added = dataclasses.replace(added, household_id=2)
    with office.store.write("新增") as unit:
        match added:
            case Plan():
                unit.plans.save(added)
            case Renovation():
                unit.renovations.save(added)
            case Person():
                unit.people.save(added)
            case HouseholdYear():
                unit.household_years.save(added)
    with pytest.raises(Stale, match="650000000002"):
        office.undo(done.act)
    with office.store.read() as unit:
        assert unit.households.count() == 2
    office.undo()
    office.undo(done.act)
    with office.store.read() as unit:
        assert (unit.households.count(), unit.people.count(), unit.standings.count()) == (0, 0, 0)


def test_a_data_day_to_come_is_asked_for_again(office: Office, tmp_path: Path) -> None:
    path = an_export(tmp_path / "名单.xlsx", [a_row()], day="2099-05-08")
    said = "“名单.xlsx”写的数据日期2099-05-08还没有到，请用 --on 或在页面上填写"
    assert office.importing.read(path).asks == [said]
    with pytest.raises(Refused, match="还没有到"):
        office.importing.apply(office.importing.read(path))
    assert office.importing.read(path, day=date(2018, 5, 8)).households["new"] == 1
