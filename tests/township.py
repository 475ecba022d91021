"""A township of two villages and a dozen households, small enough to count by hand, as of 8 May 2018."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import (
    Cause,
    Dropout,
    Education,
    Grade,
    JoinReason,
    LeaveReason,
    LineKind,
    MonitoringKind,
    Relation,
    School,
    Skill,
    Status,
)
from fupin_desktop.domain.household import (
    Household,
    HouseholdYear,
    Monitoring,
    Person,
    PersonYear,
    Standing,
)
from fupin_desktop.domain.housing import Applicant, Renovation, Stage, StageKind, Subsidy, Way
from fupin_desktop.domain.office import ImportBatch, PovertyLine
from fupin_desktop.domain.plan import Batch, Measure, MeasureFund, MeasureKind, Plan, Progress
from fupin_desktop.services.office import Office

DAY = date(2018, 5, 8)


def fill(office: Office) -> None:
    """水村 has five registered households, 月亮村 four; two more have applied, one is proposed for monitoring."""
    facts = office.settings.facts()
    office.settings.save(
        replace(
            facts, people=("李经办",), reviewer="古丽·买买提", leader="王负责", office_phone="0999-7654321"
        )
    )
    for village, phone, groups in (
        ("水村", "0999-1111111", "一组、二组、三组"),
        ("月亮村", "", "东组、西组"),
    ):
        kept = next(each for each in office.settings.villages() if each.name == village)
        office.settings.save_village(
            replace(kept, phone=phone, groups=groups, population=1200, key_village=village == "水村")
        )
    for year, amount in ((2017, "2952.00"), (2018, "2995.00")):
        office.settings.save_line(
            PovertyLine(
                year=year, region="国家", kind=LineKind.POVERTY, amount=Decimal(amount), basis="国家扶贫标准"
            )
        )
    with office.store.write("建立测试乡镇") as unit:
        _register(unit)
        unit.batches.save(
            ImportBatch(
                file="贫困户信息_20180508.xlsx",
                sha256="0" * 64,
                data_day=DAY,
                year=2018,
                households=9,
                people=25,
            )
        )


def _register(unit: Unit) -> None:
    a = add(unit, "水村", "二组", "张三", 4, Status.POOR, income="3500.00")
    add(unit, "水村", "一组", "单䶮", 3, Status.POOR, income="2800.00")
    c = add(
        unit,
        "水村",
        "一组",
        "阿依古丽·买买提",
        3,
        Status.LIFTED,
        since=date(2016, 12, 31),
        cause=Cause.ILLNESS,
    )
    add(unit, "水村", "三组", "仇㛃", 2, Status.STABLE, since=date(2015, 12, 31))
    minor = add(
        unit,
        "水村",
        "三组",
        "李小明",
        2,
        Status.POOR,
        income="3100.00",
        born=date(2003, 6, 1),
        cause=Cause.LABOUR,
    )
    unit.people.save(replace(_head(unit, minor), guardian="李大山"))
    f = add(unit, "月亮村", "西组", "王五", 5, Status.POOR, income="3300.00", cause=Cause.DISABILITY)
    add(unit, "月亮村", "东组", "赵六", 2, Status.LIFTED, since=date(2018, 5, 2))
    add(unit, "月亮村", "东组", "钱七", 3, Status.POOR, income="3000.00", dropout=True)
    add(unit, "月亮村", "西组", "孙八", 1, Status.LIFTED, since=date(2017, 12, 31))
    add(unit, "月亮村", "东组", "周九", 3, None, applied=date(2018, 4, 11), income="2500.00")
    add(unit, "水村", "一组", "吴十", 2, None, applied=date(2018, 4, 20))
    _events(unit, a, f)
    _houses(unit, a, c, f)
    _plans(unit, a, f)
    unit.monitorings.save(
        Monitoring(household_id=c, kind=MonitoringKind.UNSTABLE, found_on=date(2018, 4, 25))
    )


def add(
    unit: Unit,
    village: str,
    group: str,
    head: str,
    people: int,
    status: Status | None,
    *,
    since: date = date(2014, 1, 1),
    income: str | None = "6000.00",
    cause: Cause = Cause.SKILL,
    applied: date | None = None,
    born: date = date(1970, 2, 3),
    dropout: bool = False,
) -> int:
    """One household with its people and what was surveyed in 2017 and 2018."""
    number = f"6590{unit.households.count() + 1:04}"
    saved = unit.households.save(
        Household(number=number, village=village, group=group, head=head, cause=cause, applied_on=applied,
                  phone="13812345678", registered_on=None if applied else date(2014, 1, 1))
    )  # fmt: skip
    assert saved.id is not None
    if status is not None:
        unit.standings.save(Standing(household_id=saved.id, since=date(2014, 1, 1), status=Status.POOR))
        if since > date(2014, 1, 1):
            unit.standings.save(Standing(household_id=saved.id, since=since, status=status))
    for year in (2017, 2018):
        unit.household_years.save(_year(saved.id, year, people, income))
    for place in range(people):
        _member(unit, saved.id, head, place, born, dropout)
    return saved.id


def _year(household: int, year: int, people: int, income: str | None) -> HouseholdYear:
    return HouseholdYear(
        household_id=household, year=year, people_listed=people, income_recorded=Decimal(income) if income else None,
        power=True, broadcast=True, water_safe=True, unsafe=False, enough_food=True, enough_clothes=True,
    )  # fmt: skip


def _member(unit: Unit, household: int, head: str, place: int, born: date, dropout: bool) -> None:
    child = place == 2
    birth = date(2008, 3, 4) if child else born if place == 0 else date(1972, 5, place + 1)
    relation = (Relation.HEAD, Relation.SPOUSE, Relation.SON)[place] if place < 3 else Relation.OTHER
    person = unit.people.save(
        Person(household_id=household, name=head if place == 0 else f"{head[:1]}成员{'甲乙丙丁'[place - 1]}",
               relation=relation, birth=birth, nation="汉族")
    )  # fmt: skip
    assert person.id is not None
    schooling: dict[str, Any] = {"school": School.NOT, "education": Education.PRIMARY}
    if child:
        schooling = {"dropout": Dropout.UNWILLING} if dropout else {"school": School.PRIMARY}
    for year in (2017, 2018):
        unit.person_years.save(
            PersonYear(household_id=household, person_id=person.id, year=year, skill=Skill.ORDINARY,
                       resident_medical=True, serious_illness=True, resident_pension=True, allowance=head == "张三",
                       **schooling)
        )  # fmt: skip


def _head(unit: Unit, household: int) -> Person:
    found = unit.people.find(household_id=household, relation=Relation.HEAD)
    assert found is not None
    return found


def _events(unit: Unit, a: int, f: int) -> None:
    """In May one was born to 张三's household and one of 王五's has died."""
    unit.people.save(
        Person(household_id=a, name="张小月", relation=Relation.DAUGHTER, birth=date(2018, 5, 3),
               joined_on=date(2018, 5, 3), join_reason=JoinReason.BIRTH)
    )  # fmt: skip
    gone = next(each for each in unit.people.all(household_id=f) if each.relation is Relation.OTHER)
    unit.people.save(replace(gone, left_on=date(2018, 5, 2), leave_reason=LeaveReason.DEATH))


def _houses(unit: Unit, a: int, c: int, f: int) -> None:
    """张三 waits for the notice, 王五's house (贫困残疾人家庭) too, 阿依古丽 has moved in without water."""
    before = (StageKind.APPLIED, StageKind.REVIEWED)
    _house(unit, a, Applicant.ALLOWANCE, Grade.C, Way.REPAIR, "14000.00", before, date(2018, 3, 6))
    _house(unit, f, Applicant.DISABLED, Grade.D, Way.REBUILD, "28000.50", before, date(2018, 3, 8))
    done = tuple(kind for kind in StageKind if kind is not StageKind.PAID)
    moved = _house(unit, c, Applicant.REGISTERED, Grade.D, Way.REBUILD, "28000.00", done, date(2018, 4, 20))
    unit.renovations.save(replace(unit.renovations.get(moved), power_on=date(2018, 5, 1)))
    unit.subsidies.save(
        Subsidy(
            household_id=c,
            renovation_id=moved,
            source="中央",
            amount=Decimal("20000.00"),
            paid_on=date(2018, 5, 4),
        )
    )


def _house(
    unit: Unit, household: int, applicant: Applicant, grade: Grade, way: Way, money: str,
    stages: tuple[StageKind, ...], first: date,
) -> int:  # fmt: skip
    house = unit.renovations.save(
        Renovation(household_id=household, plan_year=2018, applicant=applicant, grade=grade, way=way,
                   planned_subsidy=Decimal(money))
    )  # fmt: skip
    assert house.id is not None
    for at, kind in enumerate(stages):
        unit.stages.save(
            Stage(
                household_id=household,
                renovation_id=house.id,
                kind=kind,
                on=date.fromordinal(first.toordinal() + at),
            )
        )
    return house.id


def _plans(unit: Unit, a: int, f: int) -> None:
    for household, person in ((a, "陈干部"), (f, "刘干部")):
        plan = unit.plans.save(
            Plan(household_id=household, year=2018, target_year=2018, person=person, made_on=date(2018, 1, 10),
                 confirmed_on=date(2018, 1, 12) if household == a else None)
        )  # fmt: skip
        assert plan.id is not None
        _measure(
            unit,
            household,
            plan.id,
            MeasureKind.INDUSTRY,
            "养羊",
            date(2018, 4, 30),
            date(2018, 4, 20),
            "4500.00",
        )
        _measure(unit, household, plan.id, MeasureKind.POST, "草场管护员", date(2018, 6, 30), None, "5000.00")
        if household == f:
            _measure(
                unit, household, plan.id, MeasureKind.INDUSTRY, "鸡苗", date(2018, 4, 15), None, "800.00"
            )
            _measure(
                unit,
                household,
                plan.id,
                MeasureKind.EMPLOYMENT,
                "培训",
                date(2018, 5, 10),
                date(2018, 5, 5),
                None,
            )


def _measure(
    unit: Unit, household: int, plan: int, kind: MeasureKind, content: str, due: date, done: date | None, money: str | None
) -> None:  # fmt: skip
    kept = unit.measures.save(
        Measure(
            household_id=household,
            plan_id=plan,
            kind=kind,
            batch=Batch.PRODUCTION,
            content=content,
            due_on=due,
            done_on=done,
        )
    )
    assert kept.id is not None
    if money:
        unit.measure_funds.save(
            MeasureFund(
                household_id=household, measure_id=kept.id, source="财政专项扶贫资金", amount=Decimal(money)
            )
        )
    if done:
        unit.progress.save(
            Progress(household_id=household, measure_id=kept.id, on=done, said="已落实", percent=100)
        )
