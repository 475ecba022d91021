"""The items that every member answers: schooling, medical insurance, pension, allowance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from fupin_desktop.domain.ages import age_of, birth_of, school_age
from fupin_desktop.domain.assessment.facts import Answer, Facts, Member, worst
from fupin_desktop.domain.assessment.verdict import Result
from fupin_desktop.domain.codes import ABLE, NOT_IN_SCHOOL, Dropout, Education, Relation, School
from fupin_desktop.domain.fields import Code
from fupin_desktop.domain.household import Person, PersonYear
from fupin_desktop.domain.income import above


def names(people: Sequence[Person]) -> str:
    shown = "、".join(person.name for person in people[:3])
    return f"{shown}等{len(people)}人" if len(people) > 3 else shown


ELDERS = frozenset(
    {Relation.HEAD, Relation.SPOUSE, Relation.FATHER, Relation.MOTHER, Relation.WIFES_FATHER,
     Relation.WIFES_MOTHER, Relation.HUSBANDS_FATHER, Relation.HUSBANDS_MOTHER, Relation.GRANDFATHER,
     Relation.GRANDMOTHER, Relation.GRANDFATHER_M, Relation.GRANDMOTHER_M}
)  # fmt: skip
FINISHED = frozenset(
    {Education.JUNIOR, Education.SENIOR, Education.COLLEGE, Education.BACHELOR, Education.TECHNICIAN}
)
_PRESCHOOL = frozenset({School.BEFORE, School.KINDERGARTEN})


class _Schooling(Code):
    IN = "in", "在校"
    DONE = "done", "已完成义务教育"
    EXCUSED = "excused", "不具备学习条件"
    OUT = "out", "未在校"
    BLANK = "blank", "未填写"


def schooling(facts: Facts) -> Answer:
    """适龄 6 to 15 on 31 August; who cannot study for illness or disability is not counted as a dropout."""
    if not facts.members:
        return Result.UNKNOWN, "没有在册成员"
    ageless = [p for p, _ in facts.members if birth_of(p) is None and p.relation not in ELDERS]
    if ageless:
        return Result.UNKNOWN, f"成员{names(ageless)}没有出生日期，无法判断是否适龄"
    children = [
        (person, year, age)
        for person, year in facts.members
        if (age := school_age(person, facts.number)) is not None and 6 <= age <= 15
    ]
    if not children:
        return Result.NONE, "没有6至15周岁成员"
    return worst(*(_child(*child) for child in children), (Result.MET, _pupils(children)))


def _child(person: Person, year: PersonYear | None, age: int) -> Answer:
    match _school_state(year, age):
        case _Schooling.OUT:
            why = f"：{year.dropout.label}" if year and year.dropout else ""
            return Result.UNMET, f"成员{person.name}（{age}岁）未在校{why}"
        case _Schooling.BLANK:
            return Result.UNKNOWN, f"成员{person.name}（{age}岁）的在校情况未填写或需核对"
        case _:
            return Result.MET, ""


def _school_state(year: PersonYear | None, age: int) -> _Schooling:
    if year is None:
        return _Schooling.BLANK
    if year.school in _PRESCHOOL:
        return _Schooling.IN if age == 6 and year.school is School.KINDERGARTEN else _Schooling.BLANK
    if year.school is not None and year.school not in NOT_IN_SCHOOL:
        return _Schooling.IN
    if year.dropout in (Dropout.ILLNESS, Dropout.DISABILITY):
        return _Schooling.EXCUSED
    if year.dropout:
        return _Schooling.OUT
    if year.education in FINISHED:
        return _Schooling.DONE
    return _Schooling.OUT if year.school is School.NOT else _Schooling.BLANK


def _pupils(children: Sequence[tuple[Person, PersonYear | None, int]]) -> str:
    states = [_school_state(year, age) for _, year, age in children]
    count = f"6至15周岁{len(children)}人"
    if all(state is _Schooling.IN for state in states):
        return f"{count}全部在校"
    said = [f"{states.count(state)}人{state.label}" for state in _Schooling if state in states]
    proof = "（须有医院证明或送教上门记录）" if _Schooling.EXCUSED in states else ""
    return f"{count}：{'，'.join(said)}{proof}"


def _basic_medical(year: PersonYear) -> bool | None:
    return _either(year.resident_medical, year.employee_medical)


def _serious_illness(year: PersonYear) -> bool | None:
    """Residents' insurance has 大病保险 beside it; employees' insurance covers it by itself."""
    return True if year.employee_medical else year.serious_illness


def _pension_insured(year: PersonYear) -> bool | None:
    return _either(year.resident_pension, year.employee_pension)


def _either(*flags: bool | None) -> bool | None:
    if True in flags:
        return True
    return None if None in flags else False


def _everybody(members: Sequence[Member], insured: Callable[[PersonYear], bool | None], what: str) -> Answer:
    answers = [(person, insured(year) if year else None) for person, year in members]
    if without := [person for person, answer in answers if answer is False]:
        return Result.UNMET, f"成员{names(without)}未参加{what}"
    if blank := [person for person, answer in answers if answer is None]:
        return Result.UNKNOWN, f"成员{names(blank)}的{what}情况未填全"
    return Result.MET, f"{len(members)}人全部参加{what}"


def health(facts: Facts) -> Answer:
    civilians = [each for each in facts.members if not each[0].soldier]
    if not civilians:
        return Result.UNKNOWN, "没有在册成员"
    return _everybody(civilians, _basic_medical, "基本医疗保险")


def medical(facts: Facts) -> Answer:
    basic = health(facts)
    civilians = [each for each in facts.members if not each[0].soldier]
    serious = _everybody(civilians, _serious_illness, "大病保险")
    return worst(basic, serious, (Result.MET, f"{len(civilians)}人全部参加基本医疗保险和大病保险"))


def pension(facts: Facts) -> Answer:
    """From 16 on, pupils and students left out (国发〔2014〕8号); 特困供养 and soldiers are provided for."""
    ageless = [p for p, _ in facts.members if birth_of(p) is None and p.relation not in ELDERS]
    due = [(person, year) for person, year in facts.members if _pension_due(person, year, facts.on)]
    if not facts.members:
        return Result.UNKNOWN, "没有在册成员"
    if ageless:
        return Result.UNKNOWN, f"成员{names(ageless)}没有出生日期，无法判断是否应参保"
    if not due:
        return Result.NONE, "没有应参加养老保险的成员"
    return _everybody(due, _pension_insured, "基本养老保险")


def _pension_due(person: Person, year: PersonYear | None, on: date) -> bool:
    age = age_of(person, on)
    if person.soldier or (age is not None and age < 16):
        return False
    return year is None or not (year.destitute or (year.school and year.school not in NOT_IN_SCHOOL))


def allowance(facts: Facts) -> Answer:
    """应保已保: asked only of households that cannot live by their own work."""
    years = [year for _, year in facts.members if year is not None]
    allowance = sum(year.allowance is True for year in years)
    destitute = sum(year.destitute is True for year in years)
    if allowance or destitute:
        said = [f"{n}人{what}" for n, what in ((allowance, "享受低保"), (destitute, "特困供养")) if n]
        return Result.MET, "、".join(said)
    needed = _needs_support(facts)
    if needed is None:
        return Result.UNKNOWN, "成员劳动技能未填全，无法判断是否需要兜底"
    if not needed:
        return Result.NONE, "没有需要兜底保障的成员"
    if len(years) < len(facts.members) or any(
        _either(year.allowance, year.destitute) is None for year in years
    ):
        return Result.UNKNOWN, "整户无劳动能力，低保、特困供养情况未填全"
    return Result.UNMET, "整户无劳动能力，未享受低保或特困供养"


def _needs_support(facts: Facts) -> bool | None:
    if any(each.no_labour and not each.removed and each.removed_on is None for each in facts.monitoring):
        return True
    if (above(facts.income, facts.line) or 0) > 0:
        return False
    skills = [year.skill if year else None for _, year in facts.members]
    if any(skill in ABLE for skill in skills):
        return False
    return None if None in skills or not skills else True
