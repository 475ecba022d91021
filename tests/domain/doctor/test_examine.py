"""How rules are held against households: counts, limits, columns of a file, masks."""

from __future__ import annotations

import dataclasses
from datetime import date

from fupin_desktop.domain.cadre import Cadre, Pairing
from fupin_desktop.domain.doctor.case import Around
from fupin_desktop.domain.doctor.examine import Examiner
from fupin_desktop.domain.doctor.rule import GROUPS, Severity, rules
from fupin_desktop.domain.fields import Record
from fupin_desktop.domain.household import (
    Household,
    HouseholdYear,
    IncomeItem,
    Monitoring,
    Person,
    PersonYear,
    Standing,
)
from fupin_desktop.domain.housing import Renovation, Stage, Subsidy
from fupin_desktop.domain.office import Correction
from fupin_desktop.domain.paper import Printed
from fupin_desktop.domain.plan import Measure
from fupin_desktop.domain.village import Village, VillageYear
from fupin_desktop.domain.visit import Visit
from fupin_desktop.domain.work import WorkSpell
from tests.domain.doctor.builders import DAUGHTER, OLD, SON, WIFE, around, case, clean_household, examined

_RECORDS: dict[str, type[Record]] = {
    "person": Person, "person_year": PersonYear, "household": Household, "household_year": HouseholdYear,
    "standing": Standing, "monitoring": Monitoring, "income_item": IncomeItem, "work_spell": WorkSpell,
    "village": Village, "village_year": VillageYear, "renovation": Renovation, "stage": Stage, "subsidy": Subsidy,
    "measure": Measure, "correction": Correction, "cadre": Cadre, "pairing": Pairing, "printed": Printed, "visit": Visit,
}  # fmt: skip


def test_counts_say_how_many_records_a_rule_applied_to() -> None:
    home = clean_household()
    home.year(WIFE, health=())
    home.person(DAUGHTER, birth=None, id_number="")
    examiner = Examiner(rules(), around([home], OLD))
    examiner.look(case(home, around([home], OLD)))
    result = examiner.result
    assert (result.households, result.people) == (1, 5)
    assert result.applicable["A011"] == 1
    assert result.applicable["B023"] == 5
    assert result.applicable["A019"] == 4
    assert result.applicable["C043"] == 1  # the son; the daughter's age is not known
    assert result.found()["B023"] == 1
    assert result.found()["A011"] == 0


def test_a_rule_is_left_out_where_it_is_off_waits_or_the_file_has_no_such_column() -> None:
    home = clean_household()
    about = Around(on=OLD, fields=frozenset({"person.name", "person_year.health"}), complete=False)
    applicable = Examiner(rules(), about).result.applicable
    assert "B023" in applicable
    assert "A016" in applicable
    assert not {"B023a", "B026", "A001", "A017a", "A019a"} & set(applicable)
    assert "A019a" in rules()
    assert rules()["A019a"].waits
    Examiner(rules(), about).look(case(home, about))


def test_a_finding_knows_whom_and_where_it_is_about() -> None:
    home = clean_household(7)
    home.person(SON, nation="")
    home.change(phone="")
    person, household = sorted(examined(home), key=lambda each: each.rule)
    assert (person.rule, person.household_id, person.person_id, person.village, person.name) == (
        "A020a", 7, 72, "水村", "王学文",
    )  # fmt: skip
    assert (household.rule, household.person_id, household.household, household.name) == (
        "A021", None, "65909901000007", "王大山",
    )  # fmt: skip


def test_no_rule_stops_at_a_household_of_which_nothing_is_known() -> None:
    home = clean_household()
    for place in range(5):
        home.years[place] = None
        home.person(
            place, sex=None, birth=None, id_number="", relation=None, id_kind=None, nation="", politics=None
        )
    home.surveys, home.standing, home.items, home.cadres = [], None, [], []
    assert {each.rule for each in examined(home)} >= {"A001", "A011", "B023"}
    home.people, home.years = [], []
    assert "A014a" in {each.rule for each in examined(home)}


def test_no_rule_stops_at_somebody_who_is_not_born_yet_or_very_old() -> None:
    for birth in (date(1850, 1, 1), date(2030, 1, 1)):
        home = clean_household()
        for place in range(5):
            home.person(place, birth=birth, id_number="")
        examined(home)


def test_every_rule_says_what_it_is_where_it_comes_from_and_where_one_goes_to_mend_it() -> None:
    for key, rule in rules().items():
        assert rule.key == key
        assert rule.title, key
        assert rule.source, key
        assert rule.key[0] in GROUPS
        assert rule.waits or rule.fields, key
        assert [rule.of_member, rule.of_household, rule.of_village].count(None) == 2 or rule.waits, key
        for field in rule.fields:
            record, _, name = field.partition(".")
            assert name in {each.name for each in dataclasses.fields(_RECORDS[record])}, (key, field)
        for limit in rule.limits.values():
            assert limit.label, key
    assert [each.label for each in Severity] == ["错误", "疑点", "提示"]
    assert len(rules()) >= 49


def test_no_two_rules_have_one_title() -> None:
    titles = [rule.title for rule in rules().values()]
    assert [each for each in titles if titles.count(each) > 1] == []
