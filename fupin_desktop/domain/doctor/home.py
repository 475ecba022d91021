"""Rules E 户情、属性、住房、饮水 (domain rows 61-72); risks and measures of monitored households: ``monitored``."""

from __future__ import annotations

from collections.abc import Callable

from fupin_desktop.domain.codes import Attribute, Cause, Grade, Health, School
from fupin_desktop.domain.doctor.case import Case
from fupin_desktop.domain.doctor.rule import OK, E, I, Limits, Said, W, household_rule, limit
from fupin_desktop.domain.household import HouseholdYear

ATTRIBUTE, STATUS = "standing.attribute", "standing.status"
CAUSE, OTHERS = "household.cause", "household.other_causes"
AREA, UNSAFE, GRADE = "household_year.house_area", "household_year.unsafe", "household_year.house_grade"

_square = HouseholdYear.fields["house_area"].show

OF_POOR = (Attribute.GENERAL, Attribute.ALLOWANCE_POOR, Attribute.DESTITUTE_POOR)
OF_LIFTED = (Attribute.ALLOWANCE, Attribute.DESTITUTE, Attribute.ORDINARY)

BELOW_SENIOR = frozenset(
    {School.NOT, School.BEFORE, School.KINDERGARTEN, School.PRIMARY, School.GRADE_7, School.GRADE_8, School.GRADE_9}
)  # fmt: skip

LAST_YEAR_OF_ATTRIBUTES = 2020
"""Since 2021 the register knows 户类型 and 监测对象类别 and asks no 贫困户属性 (domain 1.0)."""


# 属性、原因


@household_rule("E061", E, "贫困户属性空", "PC #4", ATTRIBUTE, needs=(ATTRIBUTE, STATUS))
def attribute_blank(case: Case, _: Limits) -> Said:
    """A household on the register has a kind; asked until 2020."""
    now = case.standing
    if now is None or now.status is None or case.around.on.year > LAST_YEAR_OF_ATTRIBUTES:
        return None
    return "贫困户属性没有填写，请核实后填写" if now.attribute is None else OK


@household_rule("E061a", E, "贫困户属性与脱贫标志不匹配", "PC #57", ATTRIBUTE, STATUS)
def attribute_against_status(case: Case, _: Limits) -> Said:
    """未脱贫、返贫 go with 一般贫困户、低保贫困户、五保贫困户; 已脱贫、稳定脱贫 with 一般农户、低保户、五保户."""
    now = case.standing
    if now is None or now.status is None or now.attribute is None:
        return None
    fitting = OF_POOR if case.poor else OF_LIFTED
    if now.attribute in fitting:
        return OK
    should = "、".join(each.label for each in fitting)
    return f"脱贫标志是“{now.status.label}”，贫困户属性是“{now.attribute.label}”，应为{should}之一"


@household_rule("E062", E, "主要致贫原因空", "PC #17", CAUSE)
def cause_blank(case: Case, _: Limits) -> Said:
    """A household on the register has a cause of poverty."""
    if case.standing is None or case.standing.status is None:
        return None
    return "主要致贫原因没有填写，请核实后填写" if case.household.cause is None else OK


@household_rule("E062a", E, "致贫原因重复", "PC #52", OTHERS, needs=(CAUSE, OTHERS))
def cause_twice(case: Case, _: Limits) -> Said:
    """No cause stands twice."""
    cause, others = case.household.cause, case.household.other_causes
    if not others:
        return None
    if cause in others and cause is not None:
        return f"“{cause.label}”既是主要致贫原因，又是其他致贫原因，请删去一处"
    doubled = [each.label for each in dict.fromkeys(others) if others.count(each) > 1]
    return f"其他致贫原因中“{'、'.join(doubled)}”重复，请只保留一个" if doubled else OK


@household_rule("E062b", E, "其他致贫原因超过两项", "PC #51", OTHERS, limits={"most": limit("最多", 2, "项")})
def too_many_causes(case: Case, limits: Limits) -> Said:
    """At most two other causes."""
    others = case.household.other_causes
    if not others:
        return None
    most = limits["most"]
    return f"其他致贫原因有{len(others)}项，最多{most}项，请保留最主要的" if len(others) > most else OK


HEALTH, SCHOOL = "person_year.health", "person_year.school"


def _all_known(case: Case, known: Callable[[object], bool], field: str) -> bool:
    """Whether a field is filled in for every member."""
    return bool(case.members) and all(
        each.year is not None and known(getattr(each.year, field)) for each in case.members
    )


def _poor_because(case: Case, cause: Cause) -> bool:
    return case.household.cause is cause and case.poor


@household_rule("E063", W, "因病致贫但全家健康", "PC #71", CAUSE, HEALTH, STATUS)
def ill_but_healthy(case: Case, _: Limits) -> Said:
    """未脱贫 and 因病, and every member is 健康."""
    if not _poor_because(case, Cause.ILLNESS) or not _all_known(case, bool, "health"):
        return None
    return (
        "主要致贫原因是“因病”，但全家健康状况都是“健康”，请核对"
        if all(each.healthy for each in case.members)
        else OK
    )


def _anybody(case: Case, *healths: Health) -> bool:
    return any(each.year and any(health in each.year.health for health in healths) for each in case.members)


@household_rule("E063a", W, "因残致贫但无残疾成员", "PC #73", CAUSE, HEALTH, STATUS)
def disabled_but_nobody(case: Case, _: Limits) -> Said:
    """未脱贫 and 因残, and no member is disabled."""
    if not _poor_because(case, Cause.DISABILITY) or not _all_known(case, bool, "health"):
        return None
    return (
        OK
        if _anybody(case, Health.DISABLED)
        else "主要致贫原因是“因残”，但没有健康状况为“残疾”的成员，请核对"
    )


@household_rule("E063b", W, "因学致贫但无高中以上在校生", "PC #72", CAUSE, SCHOOL, STATUS)
def schooling_but_nobody(case: Case, _: Limits) -> Said:
    """未脱贫 and 因学, and nobody is at 高中, 中职 or above: compulsory school costs nothing."""
    if not _poor_because(case, Cause.SCHOOLING) or not any(each.year for each in case.members):
        return None
    studying = any(
        each.in_school and each.year and each.year.school not in BELOW_SENIOR for each in case.members
    )
    return OK if studying else "主要致贫原因是“因学”，但没有高中（中职）及以上的在校生，请核对"


# 脱贫户的住房、饮水、用电


def _of_lifted(key: str, field: str, wrong: bool, title: str, said: str, source: str) -> None:
    """A yes-no fact of the year that a 脱贫户 must not have."""

    @household_rule(key, E, title, source, f"household_year.{field}")
    def rule(case: Case, _: Limits) -> Said:
        value = getattr(case.year, field) if case.year and case.lifted else None
        if value is None or case.year is None:
            return None
        return f"脱贫户，{case.year.year}年度{said}" if value is wrong else OK


_of_lifted("E067", "unsafe", True, "脱贫户住危房", "仍住危房，请核实并落实住房安全", "PC #68；GZ 1_02_001")
_of_lifted("E067a", "water_hard", True, "脱贫户饮水困难", "饮水困难，请核实并落实饮水保障", "PC #69")
_of_lifted(
    "E067b",
    "water_safe",
    False,
    "脱贫户饮水不安全",
    "饮水不安全，请核实并落实饮水保障",
    "PC #70；GZ 1_02_002",
)
_of_lifted("E067c", "power", False, "脱贫户未通电", "没有通生活用电，请核实", "PC #105；GZ 2_02_002")


@household_rule("E069", E, "危房户无危房级别", "PC #106", GRADE, needs=(UNSAFE, GRADE))
def unsafe_ungraded(case: Case, _: Limits) -> Said:
    """An unsafe house has a grade."""
    year = case.year
    if year is None or not year.unsafe:
        return None
    return f"{year.year}年度是危房户，但没有危房级别，请填写鉴定等级" if year.house_grade is None else OK


@household_rule("E069a", E, "有危房级别但不是危房户", "通行做法（待核）", UNSAFE, GRADE)
def graded_but_safe(case: Case, _: Limits) -> Said:
    """A house of grade C or D is unsafe."""
    year = case.year
    if year is None or year.unsafe is None or year.house_grade is None:
        return None
    wrong = year.unsafe is False and year.house_grade in (Grade.C, Grade.D)
    return (
        f"{year.year}年度危房级别为{year.house_grade.label}，但“危房户”填“否”，请改正其中一项"
        if wrong
        else OK
    )


def _lifted_area(case: Case) -> HouseholdYear | None:
    """The survey of a 脱贫户 with a house area to judge; blank and nought are E071's."""
    return case.year if case.lifted and case.year and case.year.house_area else None


@household_rule(
    "E070", W, "脱贫户住房面积过小", "PC #47", AREA, limits={"least": limit("住房面积小于", 10, "平方米")}
)
def small_house(case: Case, limits: Limits) -> Said:
    """A house that is hardly a room."""
    year = _lifted_area(case)
    if year is None or year.house_area is None:
        return None
    return (
        f"住房面积只有{_square(year.house_area)}平方米，请核对" if year.house_area < limits["least"] else OK
    )


@household_rule(
    "E070a", W, "脱贫户住房面积过大", "PC #33", AREA, limits={"most": limit("住房面积达到", 500, "平方米")}
)
def large_house(case: Case, limits: Limits) -> Said:
    """A house as large as no farmhouse is."""
    year = _lifted_area(case)
    if year is None or year.house_area is None:
        return None
    return f"住房面积填{_square(year.house_area)}平方米，请核对" if year.house_area >= limits["most"] else OK


# 广西的标准，各地不同，故默认不启用，本地有规定的可启用并改阈值。
@household_rule(
    "E070b", W, "脱贫户人均住房面积过小", "广西脱贫标准", AREA, on=False,
    limits={"least": limit("人均住房面积小于", 13, "平方米")},
)  # fmt: skip
def crowded_house(case: Case, limits: Limits) -> Said:
    """Square metres a member."""
    year = _lifted_area(case)
    if year is None or year.house_area is None or not case.members:
        return None
    each = year.house_area / len(case.members)
    return (
        f"人均住房面积{each:.2f}平方米，不到{limits['least']}平方米，请核对" if each < limits["least"] else OK
    )


@household_rule("E071", E, "住房面积空或为0", "XA；GZ 5_19_005、3_02_008；PC #33", AREA)
def no_house_area(case: Case, _: Limits) -> Said:
    """The house has an area; 0 is not blank, both are wrong."""
    if case.year is None:
        return None
    if case.year.house_area is None:
        return "住房面积没有填写，请核实后填写"
    return OK if case.year.house_area else "住房面积填0，请核实后改正"


_CONDITIONS = (
    ("fuel", "主要燃料类型"), ("toilet", "是否有卫生厕所"), ("cooperative", "是否加入农民专业合作组织"),
    ("water_safe", "饮水安全"), ("power", "是否通生活用电"), ("production_power", "是否通生产用电"),
    ("unsafe", "危房户"),
)  # fmt: skip


@household_rule(
    "E072", I, "生产生活条件未填全", "PC #30 #32 #34–39；GZ 3_02_002–009、5_15_002、5_19_002–006",
    "household_year.road", *(f"household_year.{name}" for name, _ in _CONDITIONS), needs=(),
)  # fmt: skip
def conditions_blank(case: Case, _: Limits) -> Said:
    """入户路、燃料、厕所、合作社、饮水、用电、危房户: one finding names what is blank. A file is judged by its columns."""
    year, knows = case.year, case.around.knows
    known = [(name, said) for name, said in _CONDITIONS if knows(f"household_year.{name}")]
    road = knows("household_year.road") or knows("household_year.road_hard")
    if year is None or not (known or road):
        return None
    blank = ["入户路类型"] if road and year.road is None and year.road_hard is None else []
    blank += [said for name, said in known if getattr(year, name) is None]
    return f"{'、'.join(blank)}没有填写，请入户核实后补填" if blank else OK
