"""What the office decides is kept, and its history can be read and taken back."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.village import Village
from fupin_desktop.services.office import Office
from fupin_desktop.services.settings import OfficeFacts
from tests.builders import a_household


def test_facts_are_kept_and_what_is_missing_is_said(office: Office) -> None:
    office.settings.save(dataclasses.replace(office.settings.facts(), leader="张主任", phone=""))
    facts = office.settings.facts()
    assert facts.leader == "张主任"
    assert [each.text for each in facts.missing()] == ["还没有填写监督电话，请在“设置”里填写后再生成"]


def test_impossible_notice_days_are_refused(office: Office) -> None:
    with pytest.raises(Refused, match="公示天数"):
        office.settings.save(OfficeFacts(notice_days={"exit": 0}))


def test_the_line_of_the_place_goes_before_the_nations(office: Office) -> None:
    office.settings.save(dataclasses.replace(office.settings.facts(), region="山东省临沂市"))
    for region, amount in (("国家", "2736"), ("山东省", "3322")):
        office.settings.save_line(
            PovertyLine(year=2013, region=region, kind=LineKind.POVERTY, amount=Decimal(amount), basis="测试")
        )
    assert office.settings.line(2013) == Decimal("3322.00")
    assert office.settings.line(1999) is None


def test_a_renamed_village_takes_its_households_along(office: Office) -> None:
    home = a_household(office)
    village = next(each for each in office.settings.villages() if each.name == "水村")
    office.settings.save_village(dataclasses.replace(village, name="清水村"))
    assert office.households.open(home.id or 0).household.village == "清水村"
    office.undo()
    assert office.households.open(home.id or 0).household.village == "水村"


def test_two_villages_of_one_name_are_refused(office: Office) -> None:
    with pytest.raises(Refused, match="已有名为“水村”的行政村"):
        office.settings.save_village(Village(name="水村"))


def test_a_code_of_a_village_has_twelve_digits(office: Office) -> None:
    water = office.settings.villages()[0]
    for code in ("65909910020", "6590991002011", "65909910020X"):
        with pytest.raises(Refused, match="12"):
            office.settings.save_village(dataclasses.replace(water, code=code))
    saved = office.settings.save_village(dataclasses.replace(water, code="659099100201"))
    assert office.settings.villages()[0].code == saved.code == "659099100201"


def test_history_tells_field_by_field_what_changed(office: Office) -> None:
    home = a_household(office)
    office.households.save(dataclasses.replace(home, address="村东头"), "入户")
    act = office.history.acts()[0]
    assert (act.label, act.person) == ("修改农户：王大山", "李经办")
    assert [(each.label, each.before, each.after) for each in office.history.lines(act.id)] == [
        ("家庭住址", "", "村东头")
    ]
    assert office.history.acts(home.number)[0].id == act.id


def test_an_undo_can_itself_be_undone(office: Office) -> None:
    home = a_household(office)
    office.households.save(dataclasses.replace(home, address="村东头"))
    office.undo()
    assert office.households.open(home.id or 0).household.address == ""
    undoing = office.history.acts()[0]
    office.undo(undoing.id)
    assert office.households.open(home.id or 0).household.address == "村东头"
    assert office.history.acts()[0].label == "恢复：修改农户：王大山"
    office.undo()
    assert office.households.open(home.id or 0).household.address == ""


def test_an_undo_is_refused_when_the_household_changed_since(office: Office) -> None:
    home = a_household(office)
    first = office.households.save(dataclasses.replace(home, address="村东头"))
    act = office.history.newest()
    office.households.save(dataclasses.replace(first, address="村西头"))
    with pytest.raises(Stale, match=r"不能撤销“修改农户：王大山”：王大山（户编号650000000001）后来又有改动"):
        office.undo(act)
    assert office.households.open(home.id or 0).household.address == "村西头"


def test_an_unknown_act_is_answered_in_words(office: Office) -> None:
    with pytest.raises(Trouble, match="没有第999号操作"):
        office.undo(999)


def test_figures_before_the_first_day_say_so(office: Office) -> None:
    a_household(office, people=2)
    assert not office.figures.on(date(2017, 12, 31)).known
    found = office.figures.on(date(2018, 1, 1))
    assert (found.total("poor").households, found.total("poor").people) == (1, 2)
    with pytest.raises(Trouble, match="没有名为“火星村”的行政村"):
        office.figures.on(date(2018, 1, 1), "火星村")
