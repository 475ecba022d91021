"""One fault for each rule D to H, as ``planting`` has them for A to C; villages are spoilt as ``VillageCase``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.codes import (
    Attribute,
    Cause,
    Education,
    Grade,
    Health,
    IncomeHead,
    Removal,
    Risk,
    School,
    Skill,
    WorkPlace,
)
from fupin_desktop.domain.doctor.case import VillageCase
from fupin_desktop.domain.doctor.examine import Examiner
from fupin_desktop.domain.doctor.rule import rules
from fupin_desktop.domain.housing import Renovation, Stage, StageKind, Subsidy, Way
from fupin_desktop.domain.office import Correction
from fupin_desktop.domain.paper import Printed
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.village import Village, VillageYear
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
    around,
    clean_household,
    examined,
)
from tests.domain.doctor.planting import Fault, Plant, destitute, disabled, poor

PLANTS: dict[str, Plant] = {}
NEAR: dict[str, Fault] = {}


def plant(key: str, fault: Fault, near: Fault | None = None, *, also: str = "", on: date = OLD) -> None:
    """Keep the fault of a rule, and what comes close to it and is right."""
    PLANTS[key] = Plant(fault, also=frozenset(also.split()), on=on)
    if near is not None:
        NEAR[key] = near


def _both(*faults: Fault) -> Fault:
    def done(home: CleanHousehold) -> None:
        for fault in faults:
            fault(home)

    return done


def _year(place: int, **values: Any) -> Fault:
    return lambda home: home.year(place, **values)


def _survey(**values: Any) -> Fault:
    return lambda home: home.survey(**values)


def _stand(**values: Any) -> Fault:
    return lambda home: home.stand(**values)


def _change(**values: Any) -> Fault:
    return lambda home: home.change(**values)


def _person(place: int, **values: Any) -> Fault:
    return lambda home: home.person(place, **values)


def _earn(head: IncomeHead, name: str, amount: int) -> Fault:
    return lambda home: home.earn(head, name, amount)


def _aged(place: int, age: int) -> Fault:
    return lambda home: home.aged(place, age)


def _monitored(*risks: Risk, **values: Any) -> Fault:
    return lambda home: home.monitored(*risks, **values)


def _poor(cause: Cause) -> Fault:
    return lambda home: poor(home, cause)


def _disabled(place: int, degree: str) -> Fault:
    return lambda home: disabled(home, place, degree, Skill.NONE)


def _items(**amounts: int | None) -> Fault:
    """Change the items of income: None takes one out."""

    def done(home: CleanHousehold) -> None:
        kept = [each for each in home.items if amounts.get(each.name, 0) is not None]
        home.items = [replace(each, amount=Decimal(amounts.get(each.name) or each.amount)) for each in kept]
        home.counted()

    return done


_ill = _year(FATHER, health=(Health.CHRONIC,))
_not_working = _year(HEAD, work_months=0, work_place=None, work_at="", employer="", channel="")

# D 保险

plant(
    "D050",
    _year(WIFE, serious_illness=None),
    _both(_year(WIFE, serious_illness=None), _person(WIFE, soldier=True)),
)
plant(
    "D050a", _year(WIFE, serious_illness=False), _both(_year(WIFE, serious_illness=False), _poor(Cause.FUNDS))
)
plant("D051", _year(WIFE, resident_medical=None, employee_medical=None), _year(WIFE, resident_medical=None))
plant("D051a", _year(WIFE, employee_medical=True), _year(WIFE, employee_medical=True, resident_medical=False))
plant(
    "D051b", _year(WIFE, resident_medical=False), _year(WIFE, employee_medical=True, resident_medical=False)
)
plant(
    "D052", _year(WIFE, medical_help=True, resident_medical=False),
    _year(WIFE, medical_help=True, employee_medical=True, resident_medical=False), also="D051b",
)  # fmt: skip
plant(
    "D053", _year(WIFE, resident_medical=False, employee_medical=None),
    _year(WIFE, resident_medical=False, employee_medical=True),
)  # fmt: skip

# D 养老、低保、特困

plant(
    "D054", _year(WIFE, resident_pension=None, employee_pension=None),
    _year(SON, resident_pension=None, employee_pension=None),
)  # fmt: skip
plant(
    "D054a", _both(_items(养老金=None), _earn(IncomeHead.TRANSFER, "种植补贴", 1320)),
    _items(养老金=None),
)  # fmt: skip
plant(
    "D054b", _both(_aged(FATHER, 59), _year(FATHER, skill=Skill.ORDINARY)),
    _both(_aged(FATHER, 60), _year(FATHER, skill=Skill.ORDINARY)),
)  # fmt: skip
plant("D054c", _items(养老金=69), _items(养老金=70))
plant(
    "D055",
    _both(
        _stand(attribute=Attribute.ALLOWANCE), _year(WIFE, allowance=True), _year(FATHER, destitute=True),
        _earn(IncomeHead.TRANSFER, "低保金", 3000), _earn(IncomeHead.TRANSFER, "五保金", 3000),
    ),
    _earn(IncomeHead.TRANSFER, "低保金", 3000),
)  # fmt: skip
_allowance = _both(_stand(attribute=Attribute.ALLOWANCE), _earn(IncomeHead.TRANSFER, "低保金", 3000))
plant("D056", _allowance, _both(_allowance, _year(WIFE, allowance=True)))
plant(
    "D056a", _both(_stand(attribute=Attribute.ALLOWANCE), _year(WIFE, allowance=True)),
    _both(_stand(attribute=Attribute.ALLOWANCE), _earn(IncomeHead.TRANSFER, "最低生活保障金", 100)),
)  # fmt: skip
plant(
    "D056b", _earn(IncomeHead.TRANSFER, "低保金", 3000),
    _both(_earn(IncomeHead.TRANSFER, "低保金", 3000), _year(WIFE, allowance=True)),
)  # fmt: skip
plant("D057", _both(destitute, _items(特困供养金=99)), destitute)
plant(
    "D057a", _earn(IncomeHead.TRANSFER, "特困供养金", 3000),
    _both(_earn(IncomeHead.TRANSFER, "特困供养金", 3000), _year(FATHER, destitute=True)),
)  # fmt: skip
plant("D058", _year(WIFE, allowance=True), _both(_allowance, _year(WIFE, allowance=True)))
_no_security = _monitored(measures=(MeasureKind.INDUSTRY, MeasureKind.HEALTH))
plant(
    "D059",
    _both(_no_security, _year(FATHER, destitute=True)),
    _both(_monitored(), _year(FATHER, destitute=True)),
    on=NEW,
)
plant(
    "D059a", _monitored(measure_words="纳入低保"), _both(_monitored(measure_words="纳入低保"), _year(WIFE, allowance=True)),
    on=NEW,
)  # fmt: skip
plant(
    "D060", _both(_disabled(FATHER, "32"), _monitored(measure_words="产业奖补")),
    _both(_disabled(FATHER, "33"), _monitored(measure_words="产业奖补")), on=NEW,
)  # fmt: skip

# E 户情

plant("E061", _stand(attribute=None), _stand(attribute=None, status=None))
plant("E061a", _both(_stand(attribute=Attribute.GENERAL), _change(cause=Cause.ILLNESS)), _poor(Cause.FUNDS))
plant("E062", _change(cause=None), _both(_change(cause=None), _stand(status=None)))
plant("E062a", _change(other_causes=(Cause.FUNDS,)), _change(other_causes=(Cause.SKILL,)))
_three = (Cause.SKILL, Cause.LAND, Cause.WATER)
plant("E062b", _change(other_causes=_three), _change(other_causes=_three[:2]))
plant("E063", _poor(Cause.ILLNESS), _both(_poor(Cause.ILLNESS), _ill))
plant("E063a", _poor(Cause.DISABILITY), _both(_poor(Cause.DISABILITY), _disabled(FATHER, "33")))
plant(
    "E063b",
    _both(_poor(Cause.SCHOOLING), _aged(SON, 15), _year(SON, school=School.GRADE_9)),
    _poor(Cause.SCHOOLING),
)
plant(
    "E064", _monitored(Risk.DISABILITY), _both(_monitored(Risk.DISABILITY), _disabled(FATHER, "33")), on=NEW
)
plant("E064a", _monitored(Risk.ILLNESS), _both(_monitored(Risk.ILLNESS), _ill), on=NEW)
plant(
    "E064b",
    _both(lambda home: home.without(SON, DAUGHTER), _monitored(Risk.SCHOOLING)),
    _monitored(Risk.SCHOOLING),
    on=NEW,
)
plant("E064c", _monitored(Risk.HOUSE), _both(_monitored(Risk.HOUSE), _survey(unsafe=True)), on=NEW)
plant("E064d", _monitored(Risk.WATER), _both(_monitored(Risk.WATER), _survey(water_hard=True)), on=NEW)
plant("E065", _monitored(Risk.DISASTER), _monitored(Risk.DISASTER, disaster="洪涝"), on=NEW)
plant("E065a", _monitored(Risk.OTHER), _monitored(Risk.OTHER, other_risk="市场滞销"), on=NEW)
plant("E066", _monitored(risks=()), _monitored(risks=(), removed=True), on=NEW)


# E 住房、饮水

_unsafe = _survey(unsafe=True, house_grade=Grade.D)
plant("E067", _unsafe, _both(_unsafe, _poor(Cause.FUNDS)))
plant("E067a", _survey(water_hard=True), _both(_survey(water_hard=True), _poor(Cause.FUNDS)))
plant("E067b", _survey(water_safe=False), _both(_survey(water_safe=False), _poor(Cause.FUNDS)))
plant("E067c", _survey(power=False), _both(_survey(power=False), _poor(Cause.FUNDS)))


def _removed(*risks: Risk, **values: Any) -> Fault:
    """A risk that was removed after nine months, with everything filled in as it should be."""

    def done(home: CleanHousehold) -> None:
        year = home.on.year
        kept: dict[str, Any] = {
            "identified_on": date(year - 1, 3, 1), "removed": True, "removed_on": date(year - 1, 12, 1),
            "removal": Removal.HELPED, "after_dropout": False, "after_house": False, "after_uninsured": False,
            "after_water": False, "after_wage": Decimal(18000), "after_property": Decimal(500),
            "after_transfer": Decimal(1320), "after_business": Decimal(50000), "after_expense": Decimal(6000),
            "after_net": Decimal(63820), "after_per_head": Decimal(12764), "after_claim": Decimal(0),
            "after_own_payment": Decimal(0),
        }  # fmt: skip
        home.monitored(*risks, **{**kept, **values})

    return done


plant("E068", _removed(after_house=True), _removed(), on=NEW)
plant("E068a", _removed(after_water=True), _removed(), on=NEW)
plant("E068b", _removed(after_dropout=True), _removed(), on=NEW)
plant("E068c", _removed(after_uninsured=True), _removed(), on=NEW)
plant("E069", _both(_poor(Cause.FUNDS), _survey(unsafe=True)), _unsafe)
plant("E069a", _survey(house_grade=Grade.C), _survey(house_grade=Grade.B))
plant("E070", _survey(house_area=Decimal("9.9")), _survey(house_area=Decimal(10)), also="E070b")
plant("E070a", _survey(house_area=Decimal(500)), _survey(house_area=Decimal("499.9")))
plant("E070b", _survey(house_area=Decimal("64.9")), _survey(house_area=Decimal(65)))
plant("E071", _survey(house_area=Decimal(0)), _survey(house_area=Decimal("0.1")))
plant("E072", _survey(fuel=None), _survey(road=None))

# E 措施、消除

M = MeasureKind
plant(
    "E073", _both(_ill, _monitored(Risk.ILLNESS, measures=(M.INDUSTRY, M.SECURITY))),
    _monitored(Risk.ILLNESS, measures=(M.INDUSTRY, M.SOCIETY)), on=NEW,
)  # fmt: skip
_idle: dict[str, Any] = {"measures": (M.HEALTH, M.SECURITY), "development": ""}
plant("E074", _monitored(**_idle), _monitored(**_idle, identified_on=date(2026, 5, 2)), on=NEW)
plant("E074a", _monitored(development="尚未实施"), _monitored(**{**_idle, "development": "尚未实施"}), on=NEW)
plant("E075", _monitored(measures=(M.SECURITY,)), _monitored(**_idle), on=NEW)
_moved = (M.INDUSTRY, M.RELOCATION)
plant(
    "E076", _monitored(measures=_moved), _monitored(measures=_moved, identified_on=date(2020, 12, 31)), on=NEW
)
plant("E077", _removed(removed_on=date(2025, 8, 31)), _removed(removed_on=date(2025, 9, 1)), on=NEW)
plant("E078", _removed(after_claim=None), _removed(after_claim=None, removal=Removal.NATURAL), on=NEW)
plant("E078a", _removed(collector_phone=""), _removed(collector_phone="", removal=Removal.NATURAL), on=NEW)
plant("E079", _removed(no_labour=True), _removed(no_labour=True, removal=Removal.NATURAL), on=NEW)
plant("E079a", _removed(measures=()), _removed(measures=(), removal=Removal.NATURAL), on=NEW)
plant(
    "E079b", _monitored(measures=(), identified_on=date(2026, 9, 30)),
    _monitored(measures=(), identified_on=date(2026, 10, 1)), on=NEW,
)  # fmt: skip
plant(
    "E079c",
    _removed(Risk.ILLNESS, measures=(M.INDUSTRY,)),
    _removed(Risk.ILLNESS, measures=(M.HEALTH,)),
    on=NEW,
)

# F 收入

_little = _items(务工=6000, 种植=5000, 种植支出=1000, 养老金=500)
plant("F080", _little, _both(_little, _monitored()))
plant(
    "F081", _both(_poor(Cause.ILLNESS), _ill, _earn(IncomeHead.WAGE, "务工", 100000)),
    _both(_poor(Cause.ILLNESS), _earn(IncomeHead.WAGE, "务工", 80000)),
)  # fmt: skip
_bare = _items(种植=None, 种植支出=None, 养老金=None, 土地流转=None)
plant(
    "F082",
    _both(_poor(Cause.FUNDS), _bare, _items(务工=2500)),
    _both(_poor(Cause.FUNDS), _bare, _items(务工=2505)),
)
plant("F082a", _earn(IncomeHead.WAGE, "务工", 86181), _earn(IncomeHead.WAGE, "务工", 86180))
plant(
    "F082b", _both(_poor(Cause.FUNDS), _not_working, _bare, _items(务工=None)),
    _survey(income_recorded=Decimal("0.01"), net_recorded=Decimal("0.05")),
)  # fmt: skip
_above = _earn(IncomeHead.WAGE, "务工", 10000)
plant("F083", _both(_poor(Cause.FUNDS), _above), _both(_poor(Cause.ILLNESS), _above))
plant(
    "F084",
    _removed(after_per_head=Decimal("5999.99")),
    _removed(after_per_head=Decimal(6000)),
    on=date(2022, 11, 1),
)
_post = _both(_not_working, _year(HEAD, post="护林员", post_months=6))
plant("F085", _both(_post, _items(务工=99)), _both(_post, _items(务工=100)))
plant("F085a", _both(_earn(IncomeHead.WAGE, "公益岗", 20000), _items(种植=99)), _items(种植=100))
plant("F085b", _items(土地流转=99), _items(土地流转=100))
_nobody_works = _both(_not_working, *(_year(place, work_months=0) for place in (WIFE, SON, DAUGHTER, FATHER)))
plant("F086", _nobody_works, _both(_nobody_works, _year(HEAD, post="护林员", post_months=6)))
plant("F086a", _items(务工=100), _items(务工=101))
plant("F086b", _year(HEAD, work_place=None, work_at=""), _year(HEAD, work_place=None))
plant("F086c", _year(HEAD, employer=""), _both(_year(HEAD, employer=""), lambda home: _spell(home)))
plant("F087", _year(HEAD, work_months=13), _year(HEAD, work_months=12))


def _spell(home: CleanHousehold, place: int = HEAD, **values: Any) -> None:
    """A spell of work away from home with everything filled in."""
    year = home.on.year
    kept: dict[str, Any] = {
        "working": True, "county": "广东省广州市番禺区", "since": date(year, 2, 1), "until": date(year, 7, 31),
        "income": Decimal(3000), "employer": "星海建筑公司", "industry": "建筑业", "channel": "外出务工",
    }  # fmt: skip
    home.spells.append(
        WorkSpell(
            household_id=home.serial, person_id=home.people[place].id or 0, year=year, **{**kept, **values}
        )
    )


def _spelt(**values: Any) -> Fault:
    return lambda home: _spell(home, **values)


plant("F088", _spelt(income=Decimal("99.99")), _spelt(income=Decimal(100)))
plant("F088a", _spelt(income=Decimal(399)), _spelt(income=Decimal(400)))
plant("F088b", _spelt(income=Decimal("30000.01")), _spelt(income=Decimal(30000)))
plant("F089", _items(种植支出=None), _items(种植=None, 种植支出=None))
plant(
    "F090", _removed(measures=(M.INDUSTRY,), after_business=Decimal(0), after_net=Decimal(13820)),
    _removed(measures=(M.EMPLOYMENT,), after_business=Decimal(0)), on=NEW,
)  # fmt: skip
plant(
    "F090a", _removed(measures=(M.POST,), after_wage=Decimal(0), after_net=Decimal(45820)),
    _removed(measures=(M.POST,), after_wage=Decimal(1)), on=NEW,
)  # fmt: skip
plant("F090b", _both(_year(FATHER, destitute=True), _items(养老金=None)), _year(FATHER, destitute=True))
plant("F091", _survey(net_recorded=Decimal(63822)), _survey(net_recorded=Decimal(63821)))
plant("F091a", _survey(income_recorded=Decimal("12765.01")), _survey(income_recorded=Decimal(12765)))
plant("F091b", _removed(after_net=Decimal(63818)), _removed(after_net=Decimal(63819)), on=NEW)
plant(
    "F092", _both(_ill, _monitored(Risk.ILLNESS), _survey(own_payment=Decimal(0))),
    _both(_ill, _monitored(Risk.ILLNESS), _survey(own_payment=None)), on=NEW,
)  # fmt: skip


def _year_before(income: str, back: int = 1) -> Fault:
    def done(home: CleanHousehold) -> None:
        now = home.surveys[0]
        before = replace(now, year=now.year - back, income_recorded=Decimal(income), net_recorded=None)
        home.surveys.append(before)

    return done


plant("F093", _year_before("6381.99"), _year_before("6382"))

# G 土地、务工、公岗

plant("G094", _survey(pasture=None), _survey(pasture=Decimal(0)))
plant("G094a", _survey(farmland=Decimal("100.1")), _survey(farmland=Decimal(100)))
plant("G094b", _survey(orchard=Decimal("200.1")), _survey(orchard=Decimal(200)))
plant("G094c", _survey(pasture=Decimal("100.1")), _survey(pasture=Decimal(100)))
plant("G095", _survey(farmland=Decimal(251)), _survey(farmland=Decimal(250)), also="G094a")
plant("G095a", _survey(forest=Decimal(351)), _survey(forest=Decimal(350)), also="G094b")
plant("G096", _survey(irrigated=Decimal("8.1")), _survey(irrigated=Decimal(8)))
plant("G097", _survey(road_km=None), _survey(road_km=Decimal(0)))
plant("G097a", _survey(road_km=Decimal("5.1")), _survey(road_km=Decimal(5)))
plant("G098", _spelt(county="广东省广州市"), _spelt(county="昌吉市"))


def _again(month: int, day: int) -> Fault:
    """A second spell in the year that begins then."""
    return lambda home: _spell(home, since=date(home.on.year, month, day), until=date(home.on.year, 10, 1))


plant("G098a", _both(_spelt(), _again(7, 30)), _both(_spelt(), _again(7, 31)))
_left_school = _both(
    _aged(SON, 16), _year(SON, school=School.NOT, education=Education.JUNIOR, skill=Skill.ORDINARY)
)
plant(
    "G098b", _both(_left_school, lambda home: _spell(home, SON, since=date(home.on.year, 3, 4))),
    _both(_left_school, lambda home: _spell(home, SON, since=date(home.on.year, 3, 5))),
)  # fmt: skip
plant("G098c", _spelt(industry=""), _spelt(income=Decimal(0)))
plant(
    "G098d", _year(HEAD, work_place=WorkPlace.OUTSIDE, channel="公益岗位"),
    _year(HEAD, work_place=WorkPlace.TOWNSHIP, channel="公益岗位"),
)  # fmt: skip


def _with_post(place: int, post: str = "保洁员", months: int | None = 6) -> Fault:
    return _year(place, post=post, post_months=months)


plant("G099", _with_post(DAUGHTER), _both(_left_school, _with_post(SON)))
plant("G099a", _with_post(FATHER), _both(_aged(FATHER, 69), _with_post(FATHER)))
plant("G099b", _with_post(WIFE, "护林员、保洁员、护路员"), _with_post(WIFE, "护林员、保洁员"))
plant("G099c", _with_post(WIFE, "", 6), _with_post(WIFE, "无", None))

# H 危改、责任人、上级系统、合计


def _house(*stages: tuple[StageKind, int], money: int = 30000, **values: Any) -> Fault:
    """A house being renovated: its stages with how many months ago each was reached."""

    def done(home: CleanHousehold) -> None:
        on, id = home.on, home.serial
        kept: dict[str, Any] = {
            "grade": Grade.D,
            "way": Way.REBUILD,
            "cost": Decimal(50000),
            "own_money": Decimal(50000 - money),
        }
        home.renovations = [Renovation(id=id, household_id=id, plan_year=on.year, **{**kept, **values})]
        home.stages = [
            Stage(household_id=id, renovation_id=id, kind=kind, on=date(on.year, on.month - ago, 1))
            for kind, ago in stages
        ]
        if money:
            home.subsidies = [
                Subsidy(household_id=id, renovation_id=id, source="中央", amount=Decimal(money))
            ]

    return done


S = StageKind
_accepted = ((S.FINISHED, 4), (S.ACCEPTED, 3))
plant("H103", _house((S.FINISHED, 3)), _house((S.FINISHED, 2)))
plant("H103a", _house((S.MOVED_IN, 3)), _house(*_accepted))
plant("H103b", _house(*_accepted, money=0), _house(*_accepted, (S.PAID, 2), money=0))
plant("H103c", _house(way=Way.REPAIR), _house(way=Way.REPAIR, grade=Grade.C))
plant("H103d", _house(money=35001), _house(money=35000))
plant("H110b", _house(own_money=Decimal(20001)), _house(own_money=None))


def _cadre_without_phone(home: CleanHousehold) -> None:
    home.cadres = [replace(home.cadres[0], phone="")]


def _neighbours(count: int) -> Fault:
    """Other households that the same cadre helps."""

    def done(home: CleanHousehold) -> None:
        home.neighbours = [clean_household(home.serial + 250 + place, home.on) for place in range(count)]
        for each in home.neighbours:
            each.cadres = home.cadres

    return done


plant("H107", _cadre_without_phone)
plant("H107a", _neighbours(10), _neighbours(9))


def _corrected(table: str, field: str, national: str, office: str) -> Fault:
    def done(home: CleanHousehold) -> None:
        home.corrections = [
            Correction(
                household_id=home.serial, table=table, row_id=home.people[WIFE].id or 0, field=field, national=national,
                office=office, noted_on=home.on,
            )
        ]  # fmt: skip

    return done


plant("H109", _change(office_number=True))
plant(
    "H109a",
    lambda home: home.change(imported_on=date(home.on.year, 10, 7)),
    lambda home: home.change(imported_on=home.on),
)
plant(
    "H109b", lambda home: home.person(WIFE, imported_on=None),
    _both(_person(WIFE, imported_on=None), _change(imported_on=None)),
)  # fmt: skip
_area, _name = (
    _corrected("household_year", "house_area", "80", "100"),
    _corrected("person", "name", "李秀莹", "李秀英"),
)
plant("H109c", _area, _name)
plant("H109d", _name, _area)
plant("H110a", _survey(wage=Decimal(18001)), _survey(wage=None))

# 村

VillageFault = Callable[[VillageCase], VillageCase]
VILLAGE_PLANTS: dict[str, VillageFault] = {}
VILLAGE_NEAR: dict[str, VillageFault] = {}


def clean_village(on: date = OLD) -> VillageCase:
    """A village taken off the list, where everything is as it should be."""
    return VillageCase(
        village=Village(id=1, name="水村"),
        around=replace(around([], on), notice_days={"exit": 7}),
        year=VillageYear(
            village="水村", year=on.year, listed_out=True, households=100, people=400, collective_income=Decimal(50000),
            primary_schools=1, paved=True, bus=True, clinics=1, doctors=1, toilets=2, rubbish_points=3, culture_rooms=1,
            no_safe_water=0, unsafe_houses=2, land=Decimal(900),
        ),
        households=20, people=80, land=Decimal(900), unsafe=2,
        notices=[_notice(date(on.year, 5, 1), date(on.year, 5, 8))],
    )  # fmt: skip


def _notice(posted: date, until: date | None, down: date | None = None, kind: str = "notice:exit") -> Printed:
    return Printed(
        kind=kind,
        heading="水村拟脱贫户公示",
        village="水村",
        on=posted,
        posted_on=posted,
        until=until,
        taken_down_on=down,
    )


def village(key: str, fault: VillageFault, near: VillageFault) -> None:
    """Keep the fault of a rule on villages, and what comes close."""
    VILLAGE_PLANTS[key], VILLAGE_NEAR[key] = fault, near


def _known(**values: Any) -> VillageFault:
    def done(case: VillageCase) -> VillageCase:
        assert case.year is not None
        return replace(case, year=replace(case.year, **values))

    return done


def _posted(*notices: Printed) -> VillageFault:
    return lambda case: replace(case, notices=notices)


village("H100", _known(bus=False), _known(bus=False, listed_out=False))
village("H101", _known(paved=False), _known(paved=None))
village("H101a", _known(no_safe_water=99), _known(no_safe_water=98))
village("H102", _known(land=Decimal("899.9")), _known(land=None))
_day = date(2018, 5, 1)
village(
    "H105", _posted(_notice(_day, date(2018, 5, 7))),
    _posted(_notice(_day, date(2018, 5, 7), kind="notice:exit:web"), _notice(_day, None)),
)  # fmt: skip
village(
    "H105a",
    _posted(_notice(_day, date(2018, 5, 8), date(2018, 5, 7))),
    _posted(_notice(_day, date(2018, 5, 8), date(2018, 5, 8))),
)
village(
    "H106",
    lambda case: replace(case, unvisited=(3, 1)),
    lambda case: replace(case, unvisited=(0, 0)),
)
village("H110", _known(people=79), _known(people=80))


def said_of(key: str) -> str:
    """What a rule says of the fault planted for it."""
    if key in VILLAGE_PLANTS:
        case = VILLAGE_PLANTS[key](clean_village())
        examiner = Examiner(rules(), case.around)
        examiner.look_at_village(case)
        return examiner.result.findings[0].text
    home = clean_household(on=PLANTS[key].on)
    PLANTS[key].fault(home)
    return next(each.text for each in examined(home) if each.rule == key)
