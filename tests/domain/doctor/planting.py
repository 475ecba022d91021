"""One fault for each rule: what is done to a clean household so that this rule finds something, and only this one.

``also`` names the rules that cannot but find something too. ``NEAR`` holds what comes close to the fault and is right:
the rule stays silent. ``on`` is the day of the examination: the era that the rule is of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from fupin_desktop.domain.codes import (
    Attribute,
    Cause,
    Dropout,
    Education,
    Health,
    IdKind,
    IncomeHead,
    Pending,
    Relation,
    Risk,
    School,
    Sex,
    Skill,
    Status,
)
from fupin_desktop.domain.household import PersonYear
from fupin_desktop.domain.id_number import check_character
from fupin_desktop.domain.work import WorkSpell
from tests.domain.doctor.builders import (
    DAUGHTER,
    FATHER,
    HEAD,
    NEW,
    OLD,
    SON,
    WIFE,
    CleanHousehold,
    clean_household,
    number_of,
)

Fault = Callable[[CleanHousehold], None]


@dataclass(frozen=True)
class Plant:
    """How a fault is planted."""

    fault: Fault
    also: frozenset[str] = frozenset()
    on: date = OLD


PLANTS: dict[str, Plant] = {}
NEAR: dict[str, Fault] = {}


def plant(key: str, *, also: str = "", on: date = OLD) -> Callable[[Fault], Fault]:
    """Keep a fault of a rule."""

    def keep(fault: Fault) -> Fault:
        PLANTS[key] = Plant(fault, also=frozenset(also.split()), on=on)
        return fault

    return keep


def near(*keys: str) -> Callable[[Fault], Fault]:
    """Keep what comes close to the fault of these rules and is right."""

    def keep(fault: Fault) -> Fault:
        NEAR.update(dict.fromkeys(keys, fault))
        return fault

    return keep


# 证件号码


@plant("A001")
def _(home: CleanHousehold) -> None:
    home.person(WIFE, id_number="")


@near("A001")
def _(home: CleanHousehold) -> None:
    home.person(WIFE, id_number="", pending=Pending.LOST)


@plant("A001a")
def _(home: CleanHousehold) -> None:
    home.person(DAUGHTER, id_number="", pending=Pending.UNREGISTERED)


@near("A001a")
def _(home: CleanHousehold) -> None:
    home.person(DAUGHTER, pending=Pending.UNREGISTERED)


@plant("A001b")
def _(home: CleanHousehold) -> None:
    neighbour = clean_household(home.serial + 250, home.on)
    neighbour.people[WIFE] = replace(neighbour.people[WIFE], id_number=home.people[WIFE].id_number)
    home.neighbours = [neighbour]


@near("A001b")
def _(home: CleanHousehold) -> None:
    home.neighbours = [clean_household(home.serial + 250, home.on)]


@plant("A002")
def _(home: CleanHousehold) -> None:
    home.person(WIFE, id_number=home.people[WIFE].id_number[:17])


@near("A002")
def _(home: CleanHousehold) -> None:
    home.person(WIFE, id_number="军字第1234567号", id_kind=IdKind.OTHER)


@plant("A002a")
def _(home: CleanHousehold) -> None:
    number = home.people[FATHER].id_number
    home.person(FATHER, id_number=number[:6] + number[8:17])


@plant("A002b")
def _(home: CleanHousehold) -> None:
    number = home.people[WIFE].id_number
    home.person(WIFE, id_number=f"{number[:6]} {number[6:]}")


@plant("A002c")
def _(home: CleanHousehold) -> None:
    number = home.people[WIFE].id_number
    home.person(WIFE, id_number=f"{number[:6]}********{number[14:]}")


@plant("A003")
def _(home: CleanHousehold) -> None:
    number = home.people[WIFE].id_number
    home.person(WIFE, id_number=number[:17] + ("1" if number[17] != "1" else "2"))


@plant("A003a")
def _(home: CleanHousehold) -> None:
    body = "89" + home.people[WIFE].id_number[2:17]
    home.person(WIFE, id_number=body + check_character(body))


@plant("A004")
def _(home: CleanHousehold) -> None:
    home.person(FATHER, disability_card=home.people[FATHER].id_number + "85", id_kind=IdKind.DISABLED)
    home.year(FATHER, health=(Health.DISABLED,))


@plant("A004a")
def _(home: CleanHousehold) -> None:
    home.person(FATHER, disability_card=number_of(home.serial + 1, date(1950, 1, 1), Sex.MALE) + "34")
    home.year(FATHER, health=(Health.DISABLED,))


@near("A004", "A004a")
def _(home: CleanHousehold) -> None:
    home.person(FATHER, disability_card=home.people[FATHER].id_number + "34B1", id_kind=IdKind.DISABLED)
    home.year(FATHER, health=(Health.DISABLED,))


@plant("A005")
def _(home: CleanHousehold) -> None:
    home.person(FATHER, id_kind=IdKind.DISABLED)
    home.year(FATHER, health=(Health.DISABLED,))


@near("A005")
def _(home: CleanHousehold) -> None:
    home.person(FATHER, id_number=home.people[FATHER].id_number + "34", id_kind=IdKind.DISABLED)
    home.year(FATHER, health=(Health.DISABLED,))


@plant("A006")
def _(home: CleanHousehold) -> None:
    home.person(WIFE, id_number="999999" + home.people[WIFE].id_number[6:])


@plant("A007")
def _(home: CleanHousehold) -> None:
    born = home.people[WIFE].birth
    assert born is not None
    home.person(WIFE, birth=born.replace(day=6))


@plant("A007a")
def _(home: CleanHousehold) -> None:
    home.person(WIFE, birth=None)


@plant("A008")
def _(home: CleanHousehold) -> None:
    home.person(SON, sex=Sex.FEMALE, relation=Relation.OTHER)


@near("A008", "A020")
def _(home: CleanHousehold) -> None:
    home.person(SON, id_number="", pending=Pending.LOST, relation=Relation.OTHER, sex=Sex.FEMALE)


# 家庭关系


@plant("A009")
def _(home: CleanHousehold) -> None:
    home.person(SON, relation=Relation.DAUGHTER)


@near("A009")
def _(home: CleanHousehold) -> None:
    home.person(SON, relation=Relation.SIBLING)


@plant("A010")
def _(home: CleanHousehold) -> None:
    born = home.people[WIFE].birth
    assert born is not None
    home.person(WIFE, sex=Sex.MALE, id_number=number_of(home.serial, born, Sex.MALE))


@plant("A011")
def _(home: CleanHousehold) -> None:
    home.person(HEAD, relation=Relation.OTHER)


@plant("A011a")
def _(home: CleanHousehold) -> None:
    home.person(WIFE, relation=Relation.HEAD)


@plant("A012")
def _(home: CleanHousehold) -> None:
    born = date(home.on.year - 40, 5, 5)
    home.person(
        DAUGHTER, relation=Relation.SPOUSE, birth=born, id_number=number_of(home.serial, born, Sex.FEMALE)
    )
    home.year(DAUGHTER, school=School.NOT, education=Education.JUNIOR, skill=Skill.ORDINARY)


@near("A012")
def _(home: CleanHousehold) -> None:
    home.person(WIFE, left_on=date(home.on.year, 1, 5))
    home.survey(people_listed=4)
    home.aged(DAUGHTER, 40, relation=Relation.SPOUSE)
    home.year(DAUGHTER, school=School.NOT, education=Education.JUNIOR, skill=Skill.ORDINARY)


@plant("A013")
def _(home: CleanHousehold) -> None:
    home.aged(HEAD, 61)


@near("A013")
def _(home: CleanHousehold) -> None:
    home.aged(HEAD, 60)


@plant("A014")
def _(home: CleanHousehold) -> None:
    home.survey(people_listed=6)


@near("A014")
def _(home: CleanHousehold) -> None:
    home.survey(people_listed=None)


@plant("A014a")
def _(home: CleanHousehold) -> None:
    home.without(HEAD, WIFE, SON, DAUGHTER, FATHER)
    home.items = []
    home.survey(wage=None, business=None, property=None, transfer=None, expense=None, net_recorded=None,
                income_recorded=None, head_count=None)  # fmt: skip


def _more(home: CleanHousehold, count: int) -> None:
    """So many children more, like the daughter."""
    for place in range(count):
        born = date(home.on.year - 10, 6, 10 + place)
        home.people.append(replace(
            home.people[DAUGHTER], id=home.serial * 10 + 5 + place, number=f"6590990299{home.serial:03d}{place}",
            name=f"王小{'乙丙丁'[place]}", birth=born, id_number=number_of(home.serial, born, Sex.FEMALE),
        ))  # fmt: skip
        year = home.years[DAUGHTER]
        assert year is not None
        home.years.append(replace(year, person_id=home.serial * 10 + 5 + place))
    home.counted()


@plant("A015")
def _(home: CleanHousehold) -> None:
    _more(home, 2)


@near("A015")
def _(home: CleanHousehold) -> None:
    _more(home, 1)


@plant("A016")
def _(home: CleanHousehold) -> None:
    home.person(SON, name="王X文")


@near("A016", "A016a")
def _(home: CleanHousehold) -> None:
    home.person(SON, name="阿依古丽·买买提")


@plant("A016a")
def _(home: CleanHousehold) -> None:
    home.person(SON, name="阿依古丽•买买提")


@plant("A017", also="A017a")
def _(home: CleanHousehold) -> None:
    home.person(WIFE, name="陈秀丽", phone=home.cadres[0].phone)
    home.cadres[0] = replace(home.cadres[0], name="陈秀丽")


@near("A017")
def _(home: CleanHousehold) -> None:
    home.cadres[0] = replace(home.cadres[0], name=home.people[WIFE].name)


@plant("A017a")
def _(home: CleanHousehold) -> None:
    home.person(FATHER, name="陈老石")
    home.cadres[0] = replace(home.cadres[0], name="陈老石")


@plant("A018")
def _(home: CleanHousehold) -> None:
    home.cadres = []


@plant("A019")
def _(home: CleanHousehold) -> None:
    home.aged(FATHER, 101, relation=Relation.GRANDFATHER)


@near("A019")
def _(home: CleanHousehold) -> None:
    home.aged(FATHER, 100, relation=Relation.GRANDFATHER)


@plant("A020")
def _(home: CleanHousehold) -> None:
    home.person(SON, sex=None)


@plant("A020a")
def _(home: CleanHousehold) -> None:
    home.person(SON, nation="")


@plant("A020b")
def _(home: CleanHousehold) -> None:
    home.person(WIFE, politics=None)


@near("A020b")
def _(home: CleanHousehold) -> None:
    home.person(SON, politics=None)


@plant("A020c")
def _(home: CleanHousehold) -> None:
    home.person(SON, relation=None)


@plant("A021")
def _(home: CleanHousehold) -> None:
    home.change(phone="")


@plant("A021a")
def _(home: CleanHousehold) -> None:
    home.change(phone=f"0999-123{home.serial:04d}")


def _spells(home: CleanHousehold, counties: tuple[str, str], phones: tuple[str, str]) -> None:
    """Head and wife work away, each in a county, each with a phone."""
    home.year(WIFE, work_months=6, work_at=counties[1], employer="星海服装厂", channel="外出务工")
    for place, county, phone in zip((HEAD, WIFE), counties, phones, strict=True):
        home.person(place, phone=phone)
        home.spells.append(WorkSpell(
            household_id=home.serial, person_id=home.people[place].id or 0, year=home.on.year, working=True,
            county=county, since=date(home.on.year, 2, 1), until=date(home.on.year, 7, 31), income=Decimal(3000),
            employer="星海建筑公司", industry="建筑业", channel="外出务工",
        ))  # fmt: skip


@plant("A022")
def _(home: CleanHousehold) -> None:
    _spells(home, ("星海县", "月光县"), ("13500000001", "13500000001"))


@near("A022")
def _(home: CleanHousehold) -> None:
    _spells(home, ("星海县", "星海县"), ("13500000001", "13500000001"))


@plant("A022a")
def _(home: CleanHousehold) -> None:
    neighbour = clean_household(home.serial + 250, home.on)
    neighbour.change(phone=home.household.phone)
    home.neighbours = [neighbour]


# 健康、残疾、劳动力


@plant("B023")
def _(home: CleanHousehold) -> None:
    home.year(WIFE, health=())


@plant("B023a")
def _(home: CleanHousehold) -> None:
    home.year(WIFE, skill=None)


@plant("B024")
def _(home: CleanHousehold) -> None:
    home.year(FATHER, health=(Health.DISABLED, Health.CHRONIC))


@near("B024", "B025")
def _(home: CleanHousehold) -> None:
    home.year(FATHER, health=(Health.DISABLED, Health.CHRONIC))
    home.person(FATHER, disability_card=home.people[FATHER].id_number + "34")


@plant("B025")
def _(home: CleanHousehold) -> None:
    home.person(FATHER, disability_card=home.people[FATHER].id_number + "34")


@plant("B026")
def _(home: CleanHousehold) -> None:
    home.year(FATHER, skill=Skill.LOST)


@near("B026")
def _(home: CleanHousehold) -> None:
    home.year(FATHER, skill=Skill.LOST, health=(Health.CHRONIC,))


@plant("B027")
def _(home: CleanHousehold) -> None:
    home.year(DAUGHTER, skill=Skill.WEAK)


@near("B027", "C045")
def _(home: CleanHousehold) -> None:
    home.aged(SON, 16)
    home.year(SON, school=School.NOT, education=Education.JUNIOR, skill=Skill.WEAK)


@plant("B028")
def _(home: CleanHousehold) -> None:
    home.year(WIFE, skill=Skill.NONE)


@near("B028")
def _(home: CleanHousehold) -> None:
    home.aged(WIFE, 61)
    home.year(WIFE, skill=Skill.NONE)


@plant("B028a")
def _(home: CleanHousehold) -> None:
    home.year(WIFE, skill=Skill.WEAK)


def _working(home: CleanHousehold, place: int) -> None:
    home.year(place, work_months=6, work_at="星海县", employer="星海服装厂", channel="外出务工")


@plant("B029")
def _(home: CleanHousehold) -> None:
    home.year(WIFE, skill=Skill.LOST, health=(Health.CHRONIC,))
    _working(home, WIFE)


@near("B029")
def _(home: CleanHousehold) -> None:
    home.year(WIFE, skill=Skill.WEAK, health=(Health.CHRONIC,))
    _working(home, WIFE)


def disabled(home: CleanHousehold, place: int, degree: str, skill: Skill) -> None:
    home.person(place, disability_card=home.people[place].id_number + degree)
    home.year(place, health=(Health.DISABLED,), skill=skill)


@plant("B030")
def _(home: CleanHousehold) -> None:
    disabled(home, WIFE, "42", Skill.ORDINARY)


@near("B030")
def _(home: CleanHousehold) -> None:
    disabled(home, WIFE, "43", Skill.ORDINARY)


def _idle(home: CleanHousehold, age: int) -> None:
    """Only wages: the old one can work and does not, and nothing is grown."""
    home.items = [each for each in home.items if each.name not in ("种植", "种植支出")]
    home.earn(IncomeHead.WAGE, "公益岗", 20000)
    home.aged(FATHER, age)
    home.year(FATHER, skill=Skill.ORDINARY)


@plant("B031")
def _(home: CleanHousehold) -> None:
    _idle(home, 65)


@near("B031")
def _(home: CleanHousehold) -> None:
    _idle(home, 64)


@plant("B031a", on=NEW)
def _(home: CleanHousehold) -> None:
    home.year(FATHER, skill=Skill.ORDINARY)


@near("B031a")
def _(home: CleanHousehold) -> None:
    home.year(FATHER, skill=Skill.WEAK)


def destitute(home: CleanHousehold) -> None:
    """The father and his wife, 特困供养, on their own."""
    home.stand(attribute=Attribute.DESTITUTE)
    home.items = [each for each in home.items if each.name != "务工"]
    home.without(HEAD, SON, DAUGHTER)
    home.earn(IncomeHead.TRANSFER, "特困供养金", 8000)
    home.aged(0, 64, relation=Relation.SPOUSE)
    home.year(0, skill=Skill.NONE, destitute=True)
    home.person(1, relation=Relation.HEAD)
    home.year(1, destitute=True)


@plant("B032")
def _(home: CleanHousehold) -> None:
    destitute(home)
    home.aged(0, 59)
    home.year(0, skill=Skill.ORDINARY, destitute=False)


@near("B032")
def _(home: CleanHousehold) -> None:
    destitute(home)


@plant("B032a")
def _(home: CleanHousehold) -> None:
    home.year(WIFE, destitute=True)


@near("B032a", "B032b")
def _(home: CleanHousehold) -> None:
    home.year(FATHER, destitute=True)


@plant("B032b")
def _(home: CleanHousehold) -> None:
    home.year(HEAD, destitute=True, health=(Health.CHRONIC,))


def poor(home: CleanHousehold, cause: Cause) -> None:
    home.stand(status=Status.POOR, attribute=Attribute.GENERAL, household_type=None)
    home.change(cause=cause, lifted_year=None)
    less = {"务工": 6000, "种植": 5000, "种植支出": 1000}
    home.items = [replace(each, amount=Decimal(less.get(each.name, 500))) for each in home.items]
    home.counted()


@plant("B033")
def _(home: CleanHousehold) -> None:
    poor(home, Cause.LABOUR)
    home.year(FATHER, skill=Skill.WEAK)


@near("B033")
def _(home: CleanHousehold) -> None:
    poor(home, Cause.LABOUR)


@plant("B033a", on=NEW)
def _(home: CleanHousehold) -> None:
    home.items = [each for each in home.items if each.name in ("务工", "土地流转")]
    home.without(SON, DAUGHTER, FATHER)
    home.monitored(Risk.LABOUR)


@near("B033a")
def _(home: CleanHousehold) -> None:
    home.monitored(Risk.INDUSTRY)


@plant("B034", on=NEW)
def _(home: CleanHousehold) -> None:
    home.monitored(Risk.LABOUR)


@near("B034")
def _(home: CleanHousehold) -> None:
    home.year(WIFE, skill=Skill.LOST, health=(Health.CHRONIC,))
    home.monitored(Risk.LABOUR)


def _without_hands(home: CleanHousehold) -> None:
    """Head and wife cannot work, and live from what they grew."""
    home.items = [each for each in home.items if each.name != "务工"]
    home.counted()
    for place in (HEAD, WIFE):
        home.year(place, skill=Skill.LOST, health=(Health.CHRONIC,), work_months=None, work_at="", employer="",
                  work_place=None, channel="", allowance=True)  # fmt: skip
    home.stand(attribute=Attribute.ALLOWANCE)
    home.earn(IncomeHead.TRANSFER, "低保金", 3000)


@plant("B035", on=NEW)
def _(home: CleanHousehold) -> None:
    _without_hands(home)
    home.monitored(Risk.WORK, no_labour=True)


@near("B035")
def _(home: CleanHousehold) -> None:
    home.monitored(Risk.WORK)


@plant("B036")
def _(home: CleanHousehold) -> None:
    _without_hands(home)
    home.items = [each for each in home.items if each.name != "低保金"]
    home.counted()
    home.stand(attribute=Attribute.ORDINARY)
    for place in (HEAD, WIFE):
        home.year(place, allowance=False)


@near("B036", "B036a")
def _(home: CleanHousehold) -> None:
    _without_hands(home)


@plant("B036a", on=NEW)
def _(home: CleanHousehold) -> None:
    _without_hands(home)
    home.monitored(Risk.ILLNESS)


# 教育


@plant("C037", on=NEW)
def _(home: CleanHousehold) -> None:
    home.year(SON, education=Education.JUNIOR)


@near("C037")
def _(home: CleanHousehold) -> None:
    home.year(SON, education=Education.PRESCHOOL)


@plant("C037a", on=NEW)
def _(home: CleanHousehold) -> None:
    home.year(WIFE, education=None)


@near("C037a")
def _(home: CleanHousehold) -> None:
    home.year(SON, school=None, education=Education.SENIOR, skill=Skill.ORDINARY)


@plant("C038")
def _(home: CleanHousehold) -> None:
    home.year(WIFE, education=None)


@near("C038")
def _(home: CleanHousehold) -> None:
    home.aged(DAUGHTER, 5)
    home.year(DAUGHTER, school=School.NOT)


@plant("C038a")
def _(home: CleanHousehold) -> None:
    home.year(WIFE, school=None)


@plant("C039")
def _(home: CleanHousehold) -> None:
    home.year(DAUGHTER, school=School.NOT, education=Education.PRIMARY, dropout=Dropout.UNWILLING)


@near("C039")
def _(home: CleanHousehold) -> None:
    home.year(
        DAUGHTER,
        school=School.NOT,
        education=Education.PRIMARY,
        dropout=Dropout.ILLNESS,
        health=(Health.SEVERE,),
    )


def _grade(key: str, wrong: tuple[int, School], right: tuple[int, School], also: str = "") -> None:
    """A son too young or too old for his grade, and one just old enough."""

    def put(home: CleanHousehold, age: int, school: School) -> None:
        home.aged(SON, age, politics=home.people[HEAD].politics)
        home.year(SON, school=school)

    plant(key, also=also)(lambda home: put(home, *wrong))
    near(key)(lambda home: put(home, *right))


_grade("C040", (15, School.PRIMARY), (14, School.PRIMARY))
_grade("C040a", (11, School.GRADE_7), (12, School.GRADE_7))
_grade("C040b", (14, School.SENIOR_1), (15, School.SENIOR_1))
_grade("C040c", (17, School.HIGHER_1), (18, School.HIGHER_1))
_grade("C040d", (19, School.MASTER), (20, School.MASTER))
_grade("C041", (7, School.KINDERGARTEN), (6, School.KINDERGARTEN))
_grade("C042a", (17, School.PRIMARY), (14, School.PRIMARY), also="C040")
_grade("C043", (31, School.BACHELOR_4), (29, School.BACHELOR_4))


@plant("C042")
def _(home: CleanHousehold) -> None:
    home.aged(SON, 13)
    home.year(SON, school=School.NOT, education=Education.SENIOR)


@near("C042")
def _(home: CleanHousehold) -> None:
    home.aged(SON, 13)
    home.year(SON, school=School.NOT, education=Education.JUNIOR)


@plant("C042b")
def _(home: CleanHousehold) -> None:
    home.year(SON, school=School.NOT, education=Education.PRIMARY, skill=Skill.ORDINARY)


@near("C042b")
def _(home: CleanHousehold) -> None:
    home.aged(SON, 23)
    home.year(
        SON, school=School.NOT, education=Education.PRIMARY, skill=Skill.ORDINARY, resident_pension=True
    )


@plant("C044", also="B029")
def _(home: CleanHousehold) -> None:
    home.year(SON, work_months=3, work_at="星海县", employer="星海服装厂", channel="外出务工")


@plant("C045")
def _(home: CleanHousehold) -> None:
    home.year(SON, skill=Skill.ORDINARY)


def _grades(home: CleanHousehold, *earlier: School) -> None:
    newest = home.years[SON]
    assert newest is not None
    home.past = [
        PersonYear(
            household_id=home.serial, person_id=newest.person_id, year=newest.year - back, school=school
        )
        for back, school in enumerate(earlier, 1)
    ]


@plant("C046")
def _(home: CleanHousehold) -> None:
    _grades(home, School.SENIOR_2, School.SENIOR_2)


@near("C046")
def _(home: CleanHousehold) -> None:
    _grades(home, School.SENIOR_2, School.SENIOR_1)


@plant("C047")
def _(home: CleanHousehold) -> None:
    home.year(DAUGHTER, school=School.NOT, education=Education.PRIMARY, dropout=Dropout.ILLNESS)


@near("C047")
def _(home: CleanHousehold) -> None:
    home.year(
        DAUGHTER,
        school=School.NOT,
        education=Education.PRIMARY,
        dropout=Dropout.ILLNESS,
        health=(Health.SEVERE,),
    )


@plant("C048")
def _(home: CleanHousehold) -> None:
    home.year(SON, school=School.VOCATIONAL_2, yulu=False)


@near("C048", "C049")
def _(home: CleanHousehold) -> None:
    home.year(SON, school=School.VOCATIONAL_2, yulu=True)


@plant("C049")
def _(home: CleanHousehold) -> None:
    home.year(SON, yulu=True)
