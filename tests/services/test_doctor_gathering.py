"""What the doctor gathers from an office: helpers and their households, notices, the national export, corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.codes import Pending
from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.domain.household import HouseholdYear
from fupin_desktop.domain.housing import Renovation, Stage, StageKind
from fupin_desktop.domain.paper import Printed
from fupin_desktop.domain.village import VillageYear
from fupin_desktop.services.office import Office
from tests.builders import a_household, a_person

ON = date(2018, 11, 1)
LISTED = date(2018, 10, 8)


def _found(office: Office, *keys: str, on: date = ON) -> list[Finding]:
    return [each for each in office.doctor.examine(on=on).findings if each.rule in keys]


def _said(office: Office, *keys: str) -> list[str]:
    return [each.text for each in _found(office, *keys)]


def _exported(office: Office, *numbers: str) -> None:
    """Let the newest national export hold these households with their people."""
    with office.store.write("国扶导出") as unit:
        for number in numbers:
            household = unit.households.find(number=number)
            assert household is not None
            unit.households.save(replace(household, imported_on=LISTED))
            for person in unit.people.all(household_id=household.id):
                unit.people.save(replace(person, imported_on=LISTED))


def test_a_cadre_with_too_many_households_is_told_of_at_the_first_of_them(office: Office) -> None:
    homes = [a_household(office, number=f"6500000000{place:02d}") for place in range(12)]
    with office.store.write("结对") as unit:
        cadre = unit.cadres.save(Cadre(name="陈干部", unit="县水利局", phone="13800000001"))
        for home in homes:
            unit.pairings.save(
                Pairing(
                    household_id=home.id or 0, cadre_id=cadre.id or 0, post=Post.A, since=date(2018, 3, 1)
                )
            )
        last = unit.pairings.all(household_id=homes[-1].id)[0]
        unit.pairings.save(replace(last, until=date(2018, 6, 1)))
    found = _found(office, "H107a")
    assert [each.household for each in found] == [homes[0].number]
    assert [each.text for each in found] == ["帮扶责任人陈干部结对11户，超过10户，请核对"]
    with office.store.write("结束结对") as unit:
        unit.pairings.save(replace(unit.pairings.all(household_id=homes[1].id)[0], until=date(2018, 6, 1)))
    assert _found(office, "H107a") == []


def test_notices_are_held_against_the_days_that_the_office_set(office: Office) -> None:
    with office.store.write("公示") as unit:
        for village, until in (("水村", date(2018, 5, 8)), ("月亮村", date(2018, 5, 7))):
            unit.printed.save(
                Printed(
                    kind="notice:exit", heading=f"{village}拟脱贫户公示", village=village, period="2018",
                    on=date(2018, 5, 1), posted_on=date(2018, 5, 1), until=until,
                )
            )  # fmt: skip
    assert [each.village for each in _found(office, "H105")] == ["月亮村"]
    facts = office.settings.facts()
    office.settings.save(replace(facts, notice_days={**facts.notice_days, "exit": 10}))
    assert [each.village for each in _found(office, "H105")] == ["水村", "月亮村"]
    with office.store.write("撤下") as unit:
        notice = unit.printed.all(village="水村")[0]
        unit.printed.save(replace(notice, taken_down_on=date(2018, 5, 3)))
    assert _said(office, "H105a") == [
        "“水村拟脱贫户公示”应公示到2018年5月8日，2018年5月3日就撤下了，请重新公示"
    ]


def test_households_and_members_that_the_national_export_does_not_hold_are_found(office: Office) -> None:
    homes = [a_household(office, number=f"65000000000{place}", people=2) for place in range(4)]
    assert _found(office, "H109", "H109a", "H109b") == []  # no export came in yet
    _exported(office, *(home.number for home in homes[:3]))
    a_person(office, homes[0].id or 0, "王小满", pending=Pending.NEWBORN)
    with office.store.write("本办编号") as unit:
        own = unit.households.get(homes[3].id or 0)
    found = [(each.rule, each.household, each.name) for each in _found(office, "H109", "H109a", "H109b")]
    assert found == [
        ("H109b", homes[0].number, "王小满"),
        ("H109a", homes[3].number, own.head),
    ]


def test_an_export_of_a_few_households_does_not_make_all_others_missing(office: Office) -> None:
    homes = [a_household(office, number=f"65000000000{place}") for place in range(4)]
    _exported(office, homes[0].number, homes[1].number)  # half of the village
    assert _found(office, "H109a") == []
    _exported(office, homes[2].number)
    assert len(_found(office, "H109a")) == 1


def test_a_value_that_the_national_system_still_has_wrong_is_found_until_it_agrees(office: Office) -> None:
    home = a_household(office)
    _exported(office, home.number)
    kept = office.households.open(home.id or 0).household
    office.households.save(replace(kept, phone="13912345678"), evidence="入户核实")
    found = _said(office, "H109c")
    assert len(found) == 1
    assert found[0].startswith("国扶系统还没有改：户联系电话（系统“空”，本办“139")
    with office.store.write("国扶已改") as unit:
        correction = unit.corrections.all()[0]
        unit.corrections.save(replace(correction, agreed_on=ON))
    assert _found(office, "H109c") == []


def test_a_village_is_held_against_its_households(office: Office) -> None:
    for place in range(3):
        home = a_household(office, number=f"65000000000{place}", people=2)
        with office.store.write("年度情况") as unit:
            unit.household_years.save(
                HouseholdYear(
                    household_id=home.id or 0, year=2018, farmland=Decimal("10.5"), unsafe=place == 0
                )
            )
    with office.store.write("行政村信息") as unit:
        unit.village_years.save(
            VillageYear(
                village="水村",
                year=2018,
                households=2,
                people=6,
                unsafe_houses=1,
                land=Decimal(31),
                no_safe_water=3,
            )
        )
    assert {each.rule: each.text for each in _found(office, "H101a", "H102", "H110")} == {
        "H101a": "2018年度未实现饮水安全3户和危房1户之和，超过总户数2户，请核对",
        "H102": "村土地面积31亩，小于各户耕地之和31.5亩，请核对",
        "H110": "2018年度总户数2户小于在册明细3户，请核对",
    }


def test_a_house_is_asked_for_acceptance_some_months_after_it_was_finished(office: Office) -> None:
    home = a_household(office)
    with office.store.write("危房改造") as unit:
        house = unit.renovations.save(Renovation(household_id=home.id or 0, plan_year=2018))
        unit.stages.save(
            Stage(
                household_id=home.id or 0, renovation_id=house.id or 0, kind=StageKind.FINISHED,
                on=date(2018, 6, 30),
            )
        )  # fmt: skip
    assert [each.rule for each in _found(office, "H103", "H103b", on=date(2018, 9, 29))] == []
    assert [each.rule for each in _found(office, "H103", "H103b", on=date(2018, 9, 30))] == ["H103", "H103b"]


def test_who_only_applied_is_not_examined(township: Office) -> None:
    with township.store.read() as unit:
        applied = [each.number for each in unit.households.all() if each.applied_on]
    checked = township.doctor.examine(on=date(2018, 5, 8))
    assert len(applied) == 2
    assert checked.result.households == 9
    assert not {each.household for each in checked.findings} & set(applied)


def test_the_unsafe_houses_of_lifted_households_in_the_demo_are_findings(demo_office: Office) -> None:
    result = demo_office.doctor.examine().result
    assert result.found()["E067"] == 37
    assert result.applicable["E067"] == 187
    assert result.households == 218
