"""Two judgements of a household in a year, item by item and with reasons: 两不愁三保障 and 五有四保障.

What counts as assured follows 国开发〔2019〕15号; 五有四保障 is the township's own set.
Blank data are 未核实, never 未达标.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from fupin_desktop.domain.ages import age_of, birth_of, school_age
from fupin_desktop.domain.codes import NOT_IN_SCHOOL, Dropout, Education, Grade, Relation, School, Skill
from fupin_desktop.domain.fields import Code, Record, calendar_year, choice, day, record, text
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring, Person, PersonYear
from fupin_desktop.domain.income import UNKNOWN, Income, above, gap


class Item(Code):
    """What is judged. The first six are 两不愁三保障 with 饮水安全, the last nine 五有四保障."""

    FOOD = "food", "不愁吃"
    CLOTHES = "clothes", "不愁穿"
    SCHOOLING = "schooling", "义务教育有保障"
    MEDICAL = "medical", "基本医疗有保障"
    HOUSE = "house", "住房安全有保障"
    WATER = "water", "饮水安全有保障"
    INCOME = "income", "有稳定收入来源"
    SAFE_WATER = "safe_water", "有安全饮水"
    POWER = "power", "有生活用电"
    BROADCAST = "broadcast", "有广播电视"
    ALLOWANCE = "allowance", "有低保兜底"
    EDUCATION = "education", "基本教育有保障"
    HEALTH = "health", "基本医疗有保障（四保障）"
    PENSION = "pension", "基本养老有保障"
    SAFE_HOUSE = "safe_house", "安全住房有保障"


class Result(Code):
    MET = "met", "达标"
    UNMET = "unmet", "未达标"
    NONE = "none", "不适用"
    UNKNOWN = "unknown", "未核实"


@record("达标认定")
class Verdict(Record):
    """What the office itself found of one item, with evidence; it goes before what the data say."""

    household_id: int = 0
    year: int = calendar_year("年度", required=True)
    item: Item = choice("项目", Item, required=True)
    result: Result = choice("结果", Result, required=True)
    evidence: str = text("依据", default="", longest=200)
    on: date | None = day("认定日期", default=None)


TWO_AND_THREE = (Item.FOOD, Item.CLOTHES, Item.SCHOOLING, Item.MEDICAL, Item.HOUSE, Item.WATER)
FIVE_AND_FOUR = (
    Item.INCOME, Item.SAFE_WATER, Item.POWER, Item.BROADCAST, Item.ALLOWANCE,
    Item.EDUCATION, Item.HEALTH, Item.PENSION, Item.SAFE_HOUSE,
)  # fmt: skip

Member = tuple[Person, PersonYear | None]
Answer = tuple[Result, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a household in a year; only members present ``on`` that day are judged.

    ``renovation_done``: True accepted, False still running, None no renovation on record.
    """

    household: Household
    on: date
    year: HouseholdYear | None = None
    people: Sequence[Member] = ()
    income: Income = UNKNOWN
    line: Decimal | None = None
    renovation_done: bool | None = None
    monitoring: Sequence[Monitoring] = ()
    verdicts: Sequence[Verdict] = ()

    @property
    def number(self) -> int:
        """The year that is judged."""
        return self.year.year if self.year else self.on.year

    @property
    def members(self) -> list[Member]:
        return [each for each in self.people if each[0].present(self.on)]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One item judged, with the reason in plain words."""

    item: Item
    result: Result
    reason: str
    evidence: str
    decided_by: Literal["office", "data"]


def judge(facts: Facts) -> list[Judgement]:
    """Judge every item of both sets; what the office itself found goes before the data."""
    return [_judged(facts, item) for item in Item]


def overall(judgements: Iterable[Judgement]) -> Result:
    """达标 when nothing is open, 未达标 when one item is, else 未核实. Ask it of one set at a time."""
    results = {each.result for each in judgements}
    if Result.UNMET in results:
        return Result.UNMET
    return Result.MET if results and results <= {Result.MET, Result.NONE} else Result.UNKNOWN


def _judged(facts: Facts, item: Item) -> Judgement:
    result, reason = _RULES[item](facts)
    verdict = _verdict(facts, item)
    if verdict is None:
        return Judgement(item, result, reason, f"{facts.number}年度数据", "data")
    said = f"本办认定{verdict.result.label}"
    if result not in (verdict.result, Result.UNKNOWN):
        said += f"（按数据为{result.label}：{reason}）"
    return Judgement(item, verdict.result, said, verdict.evidence, "office")


def _verdict(facts: Facts, item: Item) -> Verdict | None:
    found = [each for each in facts.verdicts if each.item is item and each.year == facts.number]
    return max(found, key=lambda each: (each.on or date.min, each.id or 0), default=None)


def _worst(*answers: Answer) -> Answer:
    """The answer that stands in the way; of several good ones the last."""
    for result in (Result.UNMET, Result.UNKNOWN):
        for answer in answers:
            if answer[0] is result:
                return answer
    return answers[-1]


def _names(people: Sequence[Person]) -> str:
    shown = "、".join(person.name for person in people[:3])
    return f"{shown}等{len(people)}人" if len(people) > 3 else shown


def _flag(name: str, met: str, unmet: str) -> Callable[[Facts], Answer]:
    """An item that one yes-or-no field of the year answers."""

    def answer(facts: Facts) -> Answer:
        if facts.year is None:
            return _no_year(facts)
        value: bool | None = getattr(facts.year, name)
        if value is None:
            return Result.UNKNOWN, f"“{HouseholdYear.fields[name].label}”未填写"
        return (Result.MET, met) if value else (Result.UNMET, unmet)

    return answer


def _no_year(facts: Facts) -> Answer:
    return Result.UNKNOWN, f"没有{facts.number}年度的户情况"


def _water(facts: Facts) -> Answer:
    if facts.year is None:
        return _no_year(facts)
    if facts.year.water_safe is False:
        return Result.UNMET, "饮水不安全"
    if facts.year.water_hard:
        return Result.UNMET, "饮水困难"
    return (Result.MET, "饮水安全") if facts.year.water_safe else (Result.UNKNOWN, "“饮水安全”未填写")


def _house(facts: Facts) -> Answer:
    if facts.renovation_done:
        return Result.MET, "危房改造已验收"
    if facts.year is None:
        return _no_year(facts)
    grade, unsafe = facts.year.house_grade, facts.year.unsafe
    graded = f"（{grade.label}）" if grade else ""
    if unsafe is False:
        return _safe_on_paper(facts, grade)
    if unsafe or grade in (Grade.C, Grade.D):
        said = "没有危房改造验收记录" if facts.renovation_done is None else "危房改造尚未验收"
        return Result.UNMET, f"{said}，房屋为危房{graded}"
    if grade:
        return Result.MET, f"房屋鉴定为{grade.label}"
    return Result.UNKNOWN, "“危房户”未填写，也没有鉴定等级"


def _safe_on_paper(facts: Facts, grade: Grade | None) -> Answer:
    if grade in (Grade.C, Grade.D):
        return Result.UNKNOWN, f"“危房户”填“否”，但等级为{grade.label}，请核对"
    if facts.renovation_done is False:
        return Result.UNKNOWN, "“危房户”填“否”，但危房改造尚未验收，请核对"
    return Result.MET, "房屋不是危房" + (f"（{grade.label}）" if grade else "")


def _income(facts: Facts) -> Answer:
    side = above(facts.income, facts.line)
    said = gap(facts.income, facts.line)
    if side is None:
        return Result.UNKNOWN, said
    return (Result.MET if side > 0 else Result.UNMET), f"人均纯收入{said}"


_ELDERS = frozenset(
    {Relation.HEAD, Relation.SPOUSE, Relation.FATHER, Relation.MOTHER, Relation.WIFES_FATHER,
     Relation.WIFES_MOTHER, Relation.HUSBANDS_FATHER, Relation.HUSBANDS_MOTHER, Relation.GRANDFATHER,
     Relation.GRANDMOTHER, Relation.GRANDFATHER_M, Relation.GRANDMOTHER_M}
)  # fmt: skip
_FINISHED = frozenset(
    {Education.JUNIOR, Education.SENIOR, Education.COLLEGE, Education.BACHELOR, Education.TECHNICIAN}
)
_PRESCHOOL = frozenset({School.BEFORE, School.KINDERGARTEN})


class _Schooling(Code):
    IN = "in", "在校"
    DONE = "done", "已完成义务教育"
    EXCUSED = "excused", "不具备学习条件"
    OUT = "out", "未在校"
    BLANK = "blank", "未填写"


def _schooling(facts: Facts) -> Answer:
    """适龄 6 to 15 on 31 August; who cannot study for illness or disability is not counted as a dropout."""
    if not facts.members:
        return Result.UNKNOWN, "没有在册成员"
    ageless = [p for p, _ in facts.members if birth_of(p) is None and p.relation not in _ELDERS]
    if ageless:
        return Result.UNKNOWN, f"成员{_names(ageless)}没有出生日期，无法判断是否适龄"
    children = [
        (person, year, age)
        for person, year in facts.members
        if (age := school_age(person, facts.number)) is not None and 6 <= age <= 15
    ]
    if not children:
        return Result.NONE, "没有6至15周岁成员"
    return _worst(*(_child(*child) for child in children), (Result.MET, _pupils(children)))


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
    if year.education in _FINISHED:
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
        return Result.UNMET, f"成员{_names(without)}未参加{what}"
    if blank := [person for person, answer in answers if answer is None]:
        return Result.UNKNOWN, f"成员{_names(blank)}的{what}情况未填全"
    return Result.MET, f"{len(members)}人全部参加{what}"


def _health(facts: Facts) -> Answer:
    civilians = [each for each in facts.members if not each[0].soldier]
    if not civilians:
        return Result.UNKNOWN, "没有在册成员"
    return _everybody(civilians, _basic_medical, "基本医疗保险")


def _medical(facts: Facts) -> Answer:
    basic = _health(facts)
    civilians = [each for each in facts.members if not each[0].soldier]
    serious = _everybody(civilians, _serious_illness, "大病保险")
    return _worst(basic, serious, (Result.MET, f"{len(civilians)}人全部参加基本医疗保险和大病保险"))


def _pension(facts: Facts) -> Answer:
    """From 16 on, pupils and students left out (国发〔2014〕8号); 特困供养 and soldiers are provided for."""
    ageless = [p for p, _ in facts.members if birth_of(p) is None and p.relation not in _ELDERS]
    due = [(person, year) for person, year in facts.members if _pension_due(person, year, facts.on)]
    if not facts.members:
        return Result.UNKNOWN, "没有在册成员"
    if ageless:
        return Result.UNKNOWN, f"成员{_names(ageless)}没有出生日期，无法判断是否应参保"
    if not due:
        return Result.NONE, "没有应参加养老保险的成员"
    return _everybody(due, _pension_insured, "基本养老保险")


def _pension_due(person: Person, year: PersonYear | None, on: date) -> bool:
    age = age_of(person, on)
    if person.soldier or (age is not None and age < 16):
        return False
    return year is None or not (year.destitute or (year.school and year.school not in NOT_IN_SCHOOL))


def _allowance(facts: Facts) -> Answer:
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
    if any(skill in (Skill.ORDINARY, Skill.SKILLED, Skill.WEAK) for skill in skills):
        return False
    return None if None in skills or not skills else True


_RULES: Mapping[Item, Callable[[Facts], Answer]] = {
    Item.FOOD: _flag("enough_food", "吃不愁", "吃不能保证"),
    Item.CLOTHES: _flag("enough_clothes", "穿不愁", "穿不能保证"),
    Item.SCHOOLING: _schooling,
    Item.MEDICAL: _medical,
    Item.HOUSE: _house,
    Item.WATER: _water,
    Item.INCOME: _income,
    Item.SAFE_WATER: _water,
    Item.POWER: _flag("power", "已通生活用电", "未通生活用电"),
    Item.BROADCAST: _flag("broadcast", "已通广播电视", "未通广播电视"),
    Item.ALLOWANCE: _allowance,
    Item.EDUCATION: _schooling,
    Item.HEALTH: _health,
    Item.PENSION: _pension,
    Item.SAFE_HOUSE: _house,
}
