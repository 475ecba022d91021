"""What is doubtful in the data of a household: taken in as it is, and pointed out. No text holds a full ID number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.ages import age_of
from fupin_desktop.domain.codes import (
    FEMALE_RELATIONS,
    MALE_RELATIONS,
    NOT_IN_SCHOOL,
    Grade,
    Health,
    IdKind,
    Relation,
    Skill,
)
from fupin_desktop.domain.fields import Code
from fupin_desktop.domain.household import Household, HouseholdYear, Person, PersonYear
from fupin_desktop.domain.id_number import IdNumber, Kind, mask_number, read_id_number
from fupin_desktop.domain.values import show_day


class Severity(Code):
    """How much a finding weighs: 错误 must be mended, 疑点 looked at, 提示 known."""

    ERROR = "E", "错误"
    DOUBT = "W", "疑点"
    HINT = "I", "提示"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is looked for; ``key`` is what reports and waivers call it."""

    key: str
    severity: Severity
    title: str


RULES: Mapping[str, Rule] = {
    key: Rule(key, severity, title)
    for key, severity, title in (
        ("empty_household", Severity.ERROR, "空户"),
        ("no_head", Severity.ERROR, "无户主"),
        ("two_heads", Severity.ERROR, "多户主"),
        ("people_listed", Severity.ERROR, "人数与在册成员不符"),
        ("too_many_causes", Severity.ERROR, "其他致贫原因超过两项"),
        ("cause_twice", Severity.ERROR, "致贫原因重复"),
        ("unsafe_ungraded", Severity.ERROR, "危房户无危房级别"),
        ("grade_not_unsafe", Severity.ERROR, "有危房级别但不是危房户"),
        ("id_missing", Severity.ERROR, "证件号码为空"),
        ("id_pending", Severity.HINT, "待补证件"),
        ("id_check", Severity.ERROR, "证件号码校验码错误"),
        ("id_wrong", Severity.ERROR, "证件号码有误"),
        ("id_masked", Severity.DOUBT, "证件号码被遮盖"),
        ("id_temporary", Severity.DOUBT, "临时证件号码"),
        ("id_birth", Severity.ERROR, "出生日期与证件号码不符"),
        ("id_sex", Severity.ERROR, "性别与证件号码不符"),
        ("relation_sex", Severity.ERROR, "与户主关系和性别矛盾"),
        ("disabled_no_card", Severity.DOUBT, "残疾无残疾人证"),
        ("card_healthy", Severity.ERROR, "有残疾人证但登记为健康"),
        ("child_labour", Severity.ERROR, "16周岁以下有劳动力"),
        ("pupil_works", Severity.DOUBT, "在校生务工"),
        ("work_months", Severity.ERROR, "务工时间超出0至12个月"),
    )
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubtful thing in one household, or of one of its people."""

    rule: str
    severity: Severity
    text: str
    household_id: int | None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Person:
    """A member as the rules look at one."""

    person: Person
    year: PersonYear | None
    number: IdNumber | None
    on: date

    @property
    def card(self) -> bool:
        """Whether a disability card is on record: its own field, the kind of paper, or 20 and 22 digits."""
        by_number = self.number is not None and self.number.kind is Kind.DISABLED
        return by_number or bool(self.person.disability_card) or self.person.id_kind is IdKind.DISABLED


Said = Iterator[tuple[str, str]]


def findings(
    household: Household,
    people: Sequence[Person],
    person_years: Sequence[PersonYear],
    household_years: Sequence[HouseholdYear],
    on: date,
) -> list[Finding]:
    """Everything doubtful about a household as of a day; yearly data are the newest up to that day's year."""
    if household.ended_on is not None and household.ended_on <= on:
        return []
    present = [person for person in people if person.present(on)]
    year = max(
        (each for each in household_years if each.year <= on.year), key=lambda each: each.year, default=None
    )
    found = [_finding(household, None, *said) for said in _household_rules(household, present, year)]
    for member in _members(present, person_years, on):
        for rule in _PERSON_RULES:
            found += [_finding(household, member.person, *said) for said in rule(member)]
    return found


def _finding(household: Household, person: Person | None, rule: str, text: str) -> Finding:
    subject = f"{person.name}：" if person else ""
    hidden = re.sub(r"[\dXx]{12,}", lambda run: mask_number(run[0]), text)
    return Finding(rule, RULES[rule].severity, subject + hidden, household.id, person.id if person else None)


def _members(present: Sequence[Person], years: Sequence[PersonYear], on: date) -> Iterator[_Person]:
    newest: dict[int, PersonYear] = {}
    for each in sorted(years, key=lambda year: year.year):
        if each.year <= on.year:
            newest[each.person_id] = each
    for person in present:
        number = read_id_number(person.id_number, on) if person.id_number else None
        yield _Person(person, newest.get(person.id) if person.id is not None else None, number, on)


def _household_rules(household: Household, present: Sequence[Person], year: HouseholdYear | None) -> Said:
    heads = [person.name for person in present if person.relation is Relation.HEAD]
    if not present:
        yield "empty_household", "没有在册成员，请补录成员或办理销号"
    elif not heads:
        yield "no_head", "没有户主，请确定一名成员为户主"
    elif len(heads) > 1:
        yield "two_heads", f"有{len(heads)}名户主（{'、'.join(heads)}），请只保留一名"
    if year and year.people_listed is not None and year.people_listed != len(present):
        yield "people_listed", f"{year.year}年度人数填{year.people_listed}人，在册成员{len(present)}人"
    yield from _causes(household)
    if year:
        yield from _house(year)


def _causes(household: Household) -> Said:
    others = household.other_causes
    if len(others) > 2:
        yield "too_many_causes", f"其他致贫原因有{len(others)}项，最多两项"
    doubled = [cause.label for cause in dict.fromkeys(others) if others.count(cause) > 1]
    if household.cause in others and household.cause is not None:
        yield "cause_twice", f"“{household.cause.label}”既是主要致贫原因，又是其他致贫原因"
    elif doubled:
        yield "cause_twice", f"其他致贫原因中“{'、'.join(doubled)}”重复"


def _house(year: HouseholdYear) -> Said:
    if year.unsafe and year.house_grade is None:
        yield "unsafe_ungraded", f"{year.year}年度是危房户，但没有危房级别"
    if year.unsafe is False and year.house_grade in (Grade.C, Grade.D):
        yield "grade_not_unsafe", f"{year.year}年度危房级别为{year.house_grade.label}，但“危房户”填“否”"


def _id_there(member: _Person) -> Said:
    person = member.person
    if person.id_number:
        return
    if person.pending:
        yield "id_pending", f"待补证件（{person.pending.label}）"
    else:
        yield "id_missing", "没有证件号码，也没有写明待补原因"


def _id_right(member: _Person) -> Said:
    number = member.number
    if number is None or (number.kind is Kind.OTHER and member.person.id_kind is IdKind.OTHER):
        return
    if number.kind is Kind.MASKED:
        yield "id_masked", f"证件号码被遮盖（{number.text}），请补全"
    if number.kind is Kind.TEMPORARY:
        yield "id_temporary", "证件号码是临时号码（99999开头），请核实后更换"
    for problem in number.problems:
        rule = "id_check" if problem.startswith("证件号码第18位") else "id_wrong"
        yield rule, f"{problem}（{mask_number(number.text)}）"


def _id_agrees(member: _Person) -> Said:
    number, person = member.number, member.person
    if number is None:
        return
    if number.birth and person.birth and number.birth != person.birth:
        said = f"出生日期填{show_day(person.birth)}，证件号码中是{show_day(number.birth)}"
        yield "id_birth", f"{said}（{mask_number(number.text)}）"
    if number.sex and person.sex and number.sex != person.sex.value:
        yield "id_sex", f"性别填{person.sex.label}，与证件号码不符（{mask_number(number.text)}）"


def _relation_agrees(member: _Person) -> Said:
    relation, sex = member.person.relation, member.person.sex
    if relation is None or sex is None:
        return
    if relation.value in (MALE_RELATIONS if sex.value == "female" else FEMALE_RELATIONS):
        yield "relation_sex", f"与户主关系是“{relation.label}”，性别是“{sex.label}”"


def _disability(member: _Person) -> Said:
    health = member.year.health if member.year else ()
    if Health.DISABLED in health and not member.card:
        yield "disabled_no_card", "健康状况有“残疾”，但没有残疾人证号"
    if Health.HEALTHY in health and member.card:
        yield "card_healthy", "有残疾人证，但健康状况是“健康”"


def _labour(member: _Person) -> Said:
    year = member.year
    if year is None:
        return
    age = age_of(member.person, member.on)
    if age is not None and age < 16 and year.skill in (Skill.ORDINARY, Skill.SKILLED, Skill.WEAK):
        yield "child_labour", f"{age}周岁，劳动技能是“{year.skill.label}”"
    if year.school and year.school not in NOT_IN_SCHOOL and (year.work_months or 0) > 0:
        yield "pupil_works", f"在校（{year.school.label}），但务工{year.work_months}个月"
    if year.work_months is not None and not 0 <= year.work_months <= 12:
        yield "work_months", f"务工时间填{year.work_months}个月，应在0到12之间"


_PERSON_RULES: tuple[Callable[[_Person], Said], ...] = (
    _id_there,
    _id_right,
    _id_agrees,
    _relation_agrees,
    _disability,
    _labour,
)
