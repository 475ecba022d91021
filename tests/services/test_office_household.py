"""Households are looked up, mended, completed and undone."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.domain.assessment import Item, Result, Verdict
from fupin_desktop.domain.codes import (
    IncomeHead,
    JoinReason,
    LeaveReason,
    MonitoringKind,
    Pending,
    Relation,
    Sex,
)
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.household import HouseholdYear, IncomeItem, Monitoring, Person, PersonYear
from fupin_desktop.domain.lists import Search
from fupin_desktop.services.office import Office
from tests.builders import a_household, a_person, an_id_number

ON = date(2018, 5, 8)


def test_a_household_is_saved_and_opened_whole(office: Office) -> None:
    saved = a_household(office, people=3)
    file = office.households.open(saved.id or 0)
    assert file.household.head == "王大山"
    assert [each.name for each in file.present(ON)] == ["王大山", "王小乙", "王小丙"]
    assert file.standing(ON) is not None


def test_a_list_shows_what_the_household_is_today(office: Office) -> None:
    a_household(office, people=2)
    ids = office.households.ids(Search(village=("水村",)))
    line = office.households.lines(ids)[ids[0]]
    assert (line.head, line.people, line.status and line.status.label) == ("王大山", 2, "未脱贫")
    assert not office.households.ids(Search(village=("月亮村",)))


def test_a_used_number_is_refused_with_the_name_of_its_household(office: Office) -> None:
    a_household(office)
    with pytest.raises(Refused, match="户编号650000000001已用于水村王大山，请核对"):
        a_household(office, head="李四")


def test_an_unknown_village_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="没有名为“火星村”的行政村"):
        a_household(office, village="火星村")


def test_a_stale_save_is_refused_and_loses_nothing(office: Office) -> None:
    first = a_household(office)
    office.households.save(dataclasses.replace(first, phone="1"))
    with pytest.raises(Stale, match="已被改动"):
        office.households.save(dataclasses.replace(first, phone="2"))
    assert office.households.open(first.id or 0).household.phone == "1"


def test_birth_and_sex_follow_the_number(office: Office) -> None:
    home = a_household(office)
    person = a_person(
        office, home.id or 0, "王小丽", relation=Relation.DAUGHTER, id_number=an_id_number("20010203", 20)
    )
    assert (person.birth, person.sex) == (date(2001, 2, 3), Sex.FEMALE)


def test_a_wrong_check_character_is_pointed_out_and_no_other_proposed(office: Office) -> None:
    home = a_household(office)
    right = an_id_number("20010203", 20)
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    with pytest.raises(Refused) as refused:
        a_person(office, home.id or 0, "王小丽", id_number=wrong)
    assert "第18位应核对" in str(refused.value)
    assert right not in str(refused.value)


def test_a_corrected_number_asks_for_its_evidence(office: Office) -> None:
    home = a_household(office)
    head = office.households.open(home.id or 0).members[0]
    new = dataclasses.replace(head, id_number=an_id_number("19700102", 5), birth=None)
    with pytest.raises(Refused, match="更正证件号码请写明依据"):
        office.households.save_person(new)
    assert office.households.save_person(new, "户口簿").birth == date(1970, 1, 2)


def test_a_newborn_without_number_needs_a_reason_and_stays_on_the_list(office: Office) -> None:
    home = a_household(office)
    baby = Person(household_id=home.id or 0, name="王新生", relation=Relation.SON, birth=date(2018, 4, 1))
    with pytest.raises(Refused, match="待补证件原因"):
        office.households.save_person(baby)
    born = office.households.person_came(
        dataclasses.replace(baby, pending=Pending.NEWBORN), date(2018, 4, 1), JoinReason.BIRTH
    )
    assert [each.id for each in office.households.to_supply()] == [born.id]


def test_a_number_that_somebody_has_is_refused_with_the_place(office: Office) -> None:
    first = a_household(office)
    other = a_household(office, number="650000000002", head="李大河")
    taken = office.households.open(first.id or 0).members[0].id_number
    with pytest.raises(Refused, match="已登记在水村王大山户的王大山名下"):
        a_person(office, other.id or 0, "王大山", id_number=taken)


def test_a_dead_member_stays_on_record_and_leaves_the_count(office: Office) -> None:
    home = a_household(office, people=2)
    son = office.households.open(home.id or 0).members[1]
    office.households.person_left(son, date(2018, 3, 1), LeaveReason.DEATH)
    file = office.households.open(home.id or 0)
    assert len(file.members) == 2
    assert len(file.present(ON)) == 1
    assert len(file.present(date(2018, 2, 28))) == 2


def test_the_head_on_the_list_follows_the_member(office: Office) -> None:
    home = a_household(office)
    head = office.households.open(home.id or 0).members[0]
    office.households.save_person(dataclasses.replace(head, name="王大川"))
    assert office.households.open(home.id or 0).household.head == "王大川"


def test_a_pasted_grid_is_one_act(office: Office) -> None:
    home = a_household(office)
    people = [
        Person(
            household_id=home.id or 0,
            name=name,
            relation=Relation.SON,
            id_number=an_id_number("20050101", order),
        )
        for name, order in (("王甲", 31), ("王乙", 33))
    ]
    before = len(office.history.acts())
    office.households.save_people(people)
    assert len(office.history.acts()) == before + 1
    office.undo()
    assert len(office.households.open(home.id or 0).members) == 1


def test_a_pasted_grid_names_the_row_that_is_wrong(office: Office) -> None:
    home = a_household(office)
    good = Person(household_id=home.id or 0, name="王甲", id_number=an_id_number("20050101", 31))
    bad = Person(household_id=home.id or 0, name="", id_number=an_id_number("20050101", 33))
    with pytest.raises(Refused, match="第2行 ：姓名不能为空"):
        office.households.save_people([good, bad])
    assert len(office.households.open(home.id or 0).members) == 1


def test_the_worksheet_gives_income_per_head_to_the_fen(office: Office) -> None:
    home = a_household(office, people=3)
    year = HouseholdYear(
        household_id=home.id or 0, year=2018, head_count=3, worksheet_done=True, business=Decimal(0),
        property=Decimal(0), transfer=Decimal("1000"), expense=Decimal("100"), income_recorded=Decimal("1"),
    )  # fmt: skip
    items = [
        IncomeItem(year=2018, head=IncomeHead.WAGE, name="务工", amount=Decimal("8000")),
        IncomeItem(year=2018, head=IncomeHead.WAGE, name="护林员", amount=Decimal("500.55")),
    ]
    saved = office.households.save_year(year, items)
    income = office.households.open(home.id or 0).income(2018)
    assert saved.wage == Decimal("8500.55")
    assert income is not None
    assert income.value == Decimal("3133.52")
    assert income.source == "computed"
    ids = office.households.ids(Search())
    assert office.households.lines(ids)[ids[0]].income == Decimal("3133.52")


def test_a_recorded_income_counts_until_the_worksheet_is_complete(office: Office) -> None:
    home = a_household(office)
    office.households.save_year(
        HouseholdYear(
            household_id=home.id or 0, year=2018, income_recorded=Decimal("2615.30"), wage=Decimal("100")
        )
    )
    income = office.households.open(home.id or 0).income(2018)
    assert income is not None
    assert (income.value, income.source) == (Decimal("2615.30"), "recorded")


def test_a_closed_year_does_not_change(office: Office) -> None:
    home = a_household(office)
    kept = office.households.save_year(HouseholdYear(household_id=home.id or 0, year=2017, closed=True))
    with pytest.raises(Trouble, match="2017年度已封存，不能修改"):
        office.households.save_year(dataclasses.replace(kept, power=True))
    person = office.households.open(home.id or 0).members[0]
    with pytest.raises(Trouble, match="2017年度已封存"):
        office.households.save_person_year(
            PersonYear(household_id=home.id or 0, person_id=person.id or 0, year=2017, work_months=3)
        )


def test_months_of_work_beyond_a_year_are_refused(office: Office) -> None:
    home = a_household(office)
    person = office.households.open(home.id or 0).members[0]
    with pytest.raises(Refused, match="务工时间应在0到12个月之间"):
        office.households.save_person_year(
            PersonYear(household_id=home.id or 0, person_id=person.id or 0, year=2018, work_months=13)
        )


def test_a_verdict_needs_evidence_and_goes_before_the_data(office: Office) -> None:
    home = a_household(office)
    verdict = Verdict(household_id=home.id or 0, year=2018, item=Item.FOOD, result=Result.MET)
    with pytest.raises(Refused, match="不愁吃的认定请写明依据"):
        office.households.save_verdict(verdict)
    office.households.save_verdict(dataclasses.replace(verdict, evidence="入户查看粮食充足"))
    file = office.households.open(home.id or 0)
    food = next(each for each in office.households.judge(file, 2018, ON) if each.item is Item.FOOD)
    assert (food.result, food.decided_by) == (Result.MET, "office")


def test_monitoring_cannot_end_before_it_begins(office: Office) -> None:
    home = a_household(office)
    episode = Monitoring(
        household_id=home.id or 0, kind=MonitoringKind.MARGINAL, identified_on=ON, removed_on=date(2018, 1, 1)
    )
    with pytest.raises(Refused, match="消除监测时间早于识别监测时间"):
        office.households.save_monitoring(episode)


def test_last_years_survey_is_copied_without_its_income(office: Office) -> None:
    home = a_household(office)
    office.households.save_year(
        HouseholdYear(household_id=home.id or 0, year=2017, house_area=Decimal("80"), wage=Decimal("100"))
    )
    office.households.copy_year(home.id or 0, 2017, 2018)
    new = office.households.open(home.id or 0).year(2018)
    assert new is not None
    assert (new.house_area, new.wage) == (Decimal("80"), None)


def test_a_batch_shows_old_and_new_first_and_is_one_act(office: Office) -> None:
    first, second = (
        a_household(office, address="村东"),
        a_household(office, number="650000000002", head="李大河"),
    )
    plan = office.households.plan_batch([first.id or 0, second.id or 0], "address", "村东")
    assert [(each.name, each.before, each.after) for each in plan.changed] == [("李大河", "", "村东")]
    assert office.households.apply_batch(plan) == 1
    office.undo()
    assert office.households.open(second.id or 0).household.address == ""


def test_a_batch_leaves_closed_years_alone(office: Office) -> None:
    home = a_household(office)
    office.households.save_year(HouseholdYear(household_id=home.id or 0, year=2017, closed=True))
    plan = office.households.plan_batch([home.id or 0], "power", True, 2017)
    assert plan.lines[0].problem == "2017年度已封存"
    assert plan.changed == ()


def test_an_office_number_is_given_until_the_national_one_arrives(office: Office) -> None:
    assert office.households.new_number("水村") == "本00-00001"
    a_household(office, number="本00-00001", office_number=True)
    assert office.households.new_number("水村") == "本00-00002"


def test_a_correction_of_an_imported_value_waits_for_the_national_system(office: Office) -> None:
    home = a_household(office)
    imported = office.households.save(dataclasses.replace(home, imported_on=ON, phone="13900000001"))
    mended = office.households.save(dataclasses.replace(imported, phone="13900000002"), "入户核实")
    open_ones = office.households.open_corrections()
    assert [(each.field, each.national, each.office, each.evidence) for each in open_ones] == [
        ("phone", "13900000001", "13900000002", "入户核实")
    ]
    office.households.save(dataclasses.replace(mended, phone="13900000001"))
    assert office.households.open_corrections() == []


def test_a_negative_income_is_refused_in_the_form_as_in_an_import(office: Office) -> None:
    home = a_household(office)
    with pytest.raises(Refused, match="人均纯收入不能小于0元"):
        office.households.save_year(
            HouseholdYear(household_id=home.id or 0, year=2018, income_recorded=Decimal("-5"))
        )
