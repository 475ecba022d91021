"""Rules C 教育, rows 37 to 49.

Until 2018 the register said 非在校生 in words; since 2019 an empty 在校生状况 means not in school, pupils fill in
在校生状况 only and everybody else 文化程度 only (domain list 1.4). The year of the change is a limit of the rules.
Ages are those on 31 August before the school year that the survey speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass

from fupin_desktop.domain.codes import Dropout, Education, Health, School
from fupin_desktop.domain.doctor.case import Case, Member
from fupin_desktop.domain.doctor.rule import OK, E, I, Limits, Said, W, limit, member_rule
from fupin_desktop.domain.household import PersonYear

_SCHOOL, _EDUCATION = "person_year.school", "person_year.education"
_DROPOUT, _HEALTH, _YULU = "person_year.dropout", "person_year.health", "person_year.yulu"
_PRESCHOOL = (School.BEFORE, School.KINDERGARTEN)
_JUNIOR = (School.GRADE_7, School.GRADE_8, School.GRADE_9)
_SENIOR = (School.SENIOR_1, School.SENIOR_2, School.SENIOR_3)
_SECONDARY = (School.VOCATIONAL_1, School.VOCATIONAL_2, School.VOCATIONAL_3, School.MECHANIC_1, School.MECHANIC_2,
              School.MECHANIC_3, School.MECHANIC_4)  # fmt: skip
_HIGHER = (School.HIGHER_1, School.HIGHER_2, School.HIGHER_3)
_TERTIARY = (*_HIGHER, School.COLLEGE, School.BACHELOR_1, School.BACHELOR_2, School.BACHELOR_3, School.BACHELOR_4,
             School.BACHELOR_5)  # fmt: skip
_VOCATIONAL = frozenset({*_SECONDARY, *_HIGHER})
_ONE_YEAR = frozenset(School) - {School.NOT, *_PRESCHOOL, School.PRIMARY, School.COLLEGE, School.MASTER}
_ABOVE_JUNIOR = frozenset({*_SENIOR, *_SECONDARY, *_TERTIARY, School.MASTER})
_AFTER_JUNIOR = frozenset(
    {Education.SENIOR, Education.COLLEGE, Education.BACHELOR, Education.TECHNICIAN}
)  # fmt: skip
_FINISHED = _AFTER_JUNIOR | {Education.JUNIOR}
_LITTLE = (Education.ILLITERATE, Education.PRIMARY)
_EXCUSED = (Dropout.ILLNESS, Dropout.DISABILITY)
_NEW = {"since": limit("从哪一年起在校生状况空白即非在校", 2019, "年")}


@member_rule(
    "C037", E, "文化程度与在校生状况同时填", "GZ 3_01_002、3_12_003", _EDUCATION, _SCHOOL, limits=_NEW
)  # fmt: skip
def one_of_two(member: Member, _: Case, limits: Limits) -> Said:
    """Pupils fill in 在校生状况 only; 学龄前儿童 counts as neither."""
    year = member.year
    if year is None or year.year < limits["since"] or not member.in_school:
        return None
    if year.education is None or year.education is Education.PRESCHOOL:
        return OK
    assert year.school is not None
    return (
        f"在校生状况是“{year.school.label}”，又填了文化程度“{year.education.label}”，在校生请只填在校生状况"
    )


@member_rule(
    "C037a", E, "文化程度与在校生状况同时空", "GZ 3_01_003、3_12_004", _EDUCATION, _SCHOOL, _DROPOUT,
    needs=(_EDUCATION, _SCHOOL), limits=_NEW,
)  # fmt: skip
def neither(member: Member, _: Case, limits: Limits) -> Said:
    """One of the two, or the reason why a child is not in school."""
    year = member.year
    if year is None or year.year < limits["since"]:
        return None
    if year.education or year.school or year.dropout:
        return OK
    return "文化程度和在校生状况都没有填，也没有未上学原因，请补录"


@member_rule(
    "C038", E, "非在校生文化程度为空", "PC #11", _EDUCATION, _SCHOOL,
    limits={"least": limit("满多少岁必填", 7, "岁")},
)  # fmt: skip
def education_there(member: Member, _: Case, limits: Limits) -> Said:
    """Who is said to be 非在校生 has a 文化程度; children before school have none yet."""
    year = member.year
    if year is None or year.school is not School.NOT or _below(member, limits):
        return None
    return OK if year.education else "是非在校生，没有填文化程度，请补录"


@member_rule("C038a", E, "在校生状况为空", "PC #12（2018年及以前）", _SCHOOL, limits=_NEW)
def school_there(member: Member, _: Case, limits: Limits) -> Said:
    """Until 2018 everybody had a 在校生状况, 非在校生 too."""
    year = member.year
    if (year.year if year is not None else member.on.year) >= limits["since"]:
        return None
    return OK if year is not None and year.school else "没有填在校生状况（不在校请填“非在校生”），请补录"


@member_rule(
    "C039", E, "义务教育年龄不在校", "GZ 1_02_005、5_15_016、5_15_017；PC #61", _SCHOOL, _DROPOUT, "person.birth",
    needs=(_SCHOOL,), limits={"least": limit("从", 6, "岁"), "most": limit("到", 15, "岁")},
)  # fmt: skip
def in_compulsory_school(member: Member, _: Case, limits: Limits) -> Said:
    """6 to 15 on 31 August: in school, done with it, or 因病、因残 not able to go. 学龄前 is C041's."""
    age, year = member.school_age, member.year
    if age is None or year is None or not limits["least"] <= age <= limits["most"]:
        return None
    if (
        member.in_school
        or year.school is School.BEFORE
        or year.dropout in _EXCUSED
        or year.education in _FINISHED
    ):
        return OK
    if year.dropout:
        return f"{age}岁，不在校（{year.dropout.label}），请劝返复学"
    return f"{age}岁，没有在校，也没有填未上学原因，请核实是否失学辍学"


@dataclass(frozen=True, slots=True)
class _Stage:
    """A stage of school and the ages that are usual there."""

    key: str
    name: str
    grades: frozenset[School]
    least: int
    most: int = 0


_STAGES = (
    _Stage("C040", "小学", frozenset({School.PRIMARY}), 6, 14),
    _Stage("C040a", "初中", frozenset(_JUNIOR), 12, 17),
    _Stage("C040b", "高中或中职", frozenset({*_SENIOR, *_SECONDARY}), 15, 20),
    _Stage("C040c", "大专以上", frozenset(_TERTIARY), 18),
    _Stage("C040d", "硕士", frozenset({School.MASTER}), 20),
)


def _usual_age(stage: _Stage) -> None:
    bounds = {"least": limit("从", stage.least, "岁")}
    if stage.most:
        bounds["most"] = limit("到", stage.most, "岁")

    @member_rule(
        stage.key, I, f"{stage.name}在校生年龄不合", "GZ 5_12_014至018、5_17", _SCHOOL, "person.birth", limits=bounds
    )  # fmt: skip
    def usual(member: Member, _: Case, limits: Limits) -> Said:
        age, year = member.school_age, member.year
        if age is None or year is None or year.school not in stage.grades:
            return None
        if age >= limits["least"] and age <= limits.get("most", age):
            return OK
        assert year.school is not None
        return f"{age}岁，在校生状况是“{year.school.label}”，请核对出生日期和在校生状况"


for _stage in _STAGES:
    _usual_age(_stage)


@member_rule(
    "C041", I, "学龄儿童仍为学龄前或学前教育", "GZ 5_12_013", _SCHOOL, _HEALTH, "person.birth",
    limits={"least": limit("满", 7, "岁")},
)  # fmt: skip
def out_of_kindergarten(member: Member, _: Case, limits: Limits) -> Said:
    """A healthy child of seven is not before school any more."""
    age, year = member.school_age, member.year
    if age is None or year is None or year.school not in _PRESCHOOL or not member.healthy:
        return None
    assert year.school is not None
    return OK if age < limits["least"] else f"{age}岁，在校生状况仍是“{year.school.label}”，请核对"


@member_rule(
    "C042", W, "14岁以下已是高中以上", "PC #81", _EDUCATION, _SCHOOL, "person.birth",
    limits={"least": limit("不满", 14, "岁")},
)  # fmt: skip
def too_learned(member: Member, _: Case, limits: Limits) -> Said:
    """Nobody below fourteen has finished or visits a 高中."""
    age, year = member.school_age, member.year
    if age is None or year is None or age >= limits["least"]:
        return None
    if year.school in _ABOVE_JUNIOR:
        assert year.school is not None
        return f"{age}岁，在校生状况是“{year.school.label}”，请核对"
    if year.education in _AFTER_JUNIOR:
        assert year.education is not None
        return f"{age}岁，文化程度是“{year.education.label}”，请核对"
    return OK


@member_rule(
    "C042a", W, "16岁以上仍在小学以下", "PC #82", _SCHOOL, "person.birth",
    limits={"most": limit("超过", 16, "岁")},
)  # fmt: skip
def still_in_primary(member: Member, _: Case, limits: Limits) -> Said:
    """Nobody above sixteen is in 小学 or before it."""
    age, year = member.school_age, member.year
    if age is None or year is None or not year.school or age <= limits["most"]:
        return None
    low = year.school is School.PRIMARY or year.school in _PRESCHOOL
    return f"{age}岁，在校生状况是“{year.school.label}”，请核对" if low else OK


@member_rule(
    "C042b", W, "16至22岁文化程度小学以下", "GZ 5_12_019；XA（20岁）", _EDUCATION, "person.birth",
    limits={"least": limit("从", 16, "岁"), "most": limit("到", 22, "岁")},
)  # fmt: skip
def little_learned(member: Member, _: Case, limits: Limits) -> Said:
    """Young grown-ups went through nine years of school."""
    age, year = member.school_age, member.year
    if age is None or year is None or not limits["least"] <= age <= limits["most"]:
        return None
    if member.in_school or year.education is None:
        return None
    low = year.education in _LITTLE
    return f"{age}岁，文化程度是“{year.education.label}”，请核实是否完成义务教育" if low else OK


@member_rule(
    "C043", W, "30岁以上在校生", "PC #60", _SCHOOL, "person.birth", limits={"most": limit("满", 30, "岁")}
)  # fmt: skip
def old_pupil(member: Member, _: Case, limits: Limits) -> Said:
    """Hardly anybody above thirty is in school."""
    age, year = member.school_age, member.year
    if age is None or year is None or not member.in_school:
        return None
    assert year.school is not None
    return f"{age}岁，在校生状况是“{year.school.label}”，请核对" if age >= limits["most"] else OK


@member_rule(
    "C044", W, "在校生务工", "GZ 4_01_006、4_12_002", "person_year.work_months", _SCHOOL, needs=(_SCHOOL,)
)
def pupil_at_work(member: Member, _: Case, __: Limits) -> Said:
    """Who is in school does not work away."""
    year = member.year
    if year is None or not member.in_school:
        return None
    if not member.works_away:
        return OK
    assert year.school is not None
    spent = f"务工{year.work_months}个月" if year.work_months else "务工月监测中已务工"
    return f"在校（{year.school.label}），但{spent}，请核对"


@member_rule(
    "C045", W, "在校生有劳动力", "GZ 1111_07", "person_year.skill", _SCHOOL,
    limits={"least": limit("满", 16, "岁")},
)  # fmt: skip
def pupil_is_no_hand(member: Member, _: Case, limits: Limits) -> Said:
    """Who is in school is 无劳动力; of children B027 speaks."""
    year = member.year
    if year is None or not member.in_school or year.skill is None:
        return None
    if member.age is not None and member.age < limits["least"]:
        return None
    assert year.school is not None
    return f"在校（{year.school.label}），劳动技能却是“{year.skill.label}”，请核对" if member.can_work else OK


@member_rule(
    "C046", W, "在校年级连续三年不变", "XA", _SCHOOL, limits={"years": limit("连续", 3, "年")}
)  # fmt: skip
def same_grade(member: Member, _: Case, limits: Limits) -> Said:
    """A grade of one year (小学 has six) stands in the surveys of three years running."""
    year, years = member.year, max(2, int(limits["years"]))
    if year is None or year.school not in _ONE_YEAR or len(member.past) < years - 1:
        return None
    run = member.past[: years - 1]
    if any(each.year != year.year - back for back, each in enumerate(run, 1)):
        return None
    if any(each.school is not year.school for each in run):
        return OK
    assert year.school is not None
    return f"{run[-1].year}至{year.year}年度在校生状况都是“{year.school.label}”，请核对年级"


@member_rule("C047", W, "因病因残失学却健康", "GZ 2_01_012", _DROPOUT, _HEALTH)
def ill_but_healthy(member: Member, _: Case, __: Limits) -> Said:
    """Who cannot study for illness or disability is not 健康."""
    year = member.year
    if year is None or year.dropout not in _EXCUSED or not year.health:
        return None
    assert year.dropout is not None
    healthy = year.health == (Health.HEALTHY,)
    return f"未上学原因是“{year.dropout.label}”，健康状况却是“健康”，请核对" if healthy else OK


@member_rule("C048", I, "中高职在校未享受雨露计划", "GZ 1111_2", _YULU, _SCHOOL)
def entitled_to_yulu(member: Member, _: Case, __: Limits) -> Said:
    """Pupils of 中职 and 高职 of registered households have 雨露计划; a blank says nothing."""
    year = member.year
    if year is None or year.school not in _VOCATIONAL or year.yulu is None or _later(member, year):
        return None
    assert year.school is not None
    return OK if year.yulu else f"在校（{year.school.label}），未享受雨露计划，请核实是否应享未享"


@member_rule("C049", W, "享受雨露计划但不是中高职学生", "GZ 5_15_011、5_15_012", _YULU, _SCHOOL)
def yulu_without_school(member: Member, _: Case, __: Limits) -> Said:
    """雨露计划 is for pupils of 中职 and 高职."""
    year = member.year
    if year is None or not year.yulu:
        return None
    if year.school in _VOCATIONAL:
        return OK
    said = year.school.label if year.school else "未填"
    return f"享受雨露计划，在校生状况却是“{said}”，请核对"


def _later(member: Member, year: PersonYear) -> bool:
    """Whether the person came onto the register after the survey's year."""
    since = member.person.registered_on
    return since is not None and since.year > year.year


def _below(member: Member, limits: Limits) -> bool:
    return member.school_age is not None and member.school_age < limits["least"]
