"""Rules B 健康、残疾、劳动力, rows 23 to 36."""

from __future__ import annotations

from decimal import Decimal

from fupin_desktop.domain.codes import ABLE, UNABLE, Attribute, Cause, Health, Risk, Skill
from fupin_desktop.domain.doctor.case import Case, Member
from fupin_desktop.domain.doctor.rule import OK, E, I, Limits, Said, W, household_rule, limit, member_rule

_FULL = (Skill.ORDINARY, Skill.SKILLED)
_DESTITUTE = (Attribute.DESTITUTE, Attribute.DESTITUTE_POOR)
_SUPPORTED = (*_DESTITUTE, Attribute.ALLOWANCE, Attribute.ALLOWANCE_POOR)
_HEALTH, _SKILL, _MONTHS = "person_year.health", "person_year.skill", "person_year.work_months"


@member_rule("B023", E, "健康状况为空", "PC #13；GZ 2_01_002、2_12_003", _HEALTH)
def health_there(member: Member, _: Case, __: Limits) -> Said:
    """健康状况 of everybody."""
    return OK if member.year and member.year.health else "没有填健康状况，请补录"


@member_rule("B023a", E, "劳动技能为空", "PC #14；GZ 2_01_003、2_12_001", _SKILL)
def skill_there(member: Member, _: Case, __: Limits) -> Said:
    """劳动技能 of everybody."""
    return OK if member.year and member.year.skill else "没有填劳动技能，请补录"


@member_rule(
    "B024", W, "残疾无残疾人证", "PC #66；GZ 4_01_002、4_12_003", "person.disability_card", _HEALTH,
    needs=(_HEALTH, "person.id_number"),
)  # fmt: skip
def disabled_has_card(member: Member, _: Case, __: Limits) -> Said:
    """残疾 goes with a card."""
    year = member.year
    if year is None or not year.health:
        return None
    if Health.DISABLED not in year.health or member.carded:
        return OK
    return "健康状况有“残疾”，但没有残疾人证号，请补录残疾人证或更正健康状况"


@member_rule(
    "B025", E, "有残疾人证但登记为健康", "PC #67", _HEALTH, "person.disability_card", needs=(_HEALTH,)
)
def carded_is_disabled(member: Member, _: Case, __: Limits) -> Said:
    """A card goes with 残疾."""
    year = member.year
    if year is None or not year.health or not member.carded:
        return None
    return "有残疾人证，但健康状况是“健康”，请更正健康状况" if Health.HEALTHY in year.health else OK


@member_rule("B026", W, "健康但丧失劳动力", "PC #92", _SKILL, _HEALTH)
def healthy_can_work(member: Member, _: Case, __: Limits) -> Said:
    """Nobody who is 健康 has lost the ability to work."""
    if not member.healthy or member.year is None or member.year.skill is None:
        return None
    return "健康状况是“健康”，劳动技能却是“丧失劳动力”，请核对" if member.year.skill is Skill.LOST else OK


@member_rule(
    "B027", E, "16周岁以下有劳动力", "PC #87；GZ 2_01_011、2_12_014", _SKILL, "person.birth",
    limits={"least": limit("不满多少周岁不算劳动力", 16, "岁")},
)  # fmt: skip
def children_do_not_work(member: Member, _: Case, limits: Limits) -> Said:
    """Below sixteen everybody is 无劳动力."""
    age, year = member.age, member.year
    if year is None or year.skill is None or age is None or age >= limits["least"]:
        return None
    return f"{age}周岁，劳动技能却是“{year.skill.label}”，请核对" if member.can_work else OK


_OF_AGE = {"least": limit("从", 16, "岁"), "most": limit("到", 60, "岁")}


def _should_work(member: Member, limits: Limits) -> bool:
    """健康, out of school, of working age, and the skill is filled in."""
    if not member.healthy or member.in_school or member.year is None or member.year.skill is None:
        return False
    return member.age is not None and limits["least"] <= member.age <= limits["most"]


@member_rule(
    "B028", W, "劳动年龄健康非在校却无劳动力", "PC #59；GZ 2_01_010、5_12_008", _SKILL, _HEALTH,
    "person_year.school", limits=_OF_AGE,
)  # fmt: skip
def of_working_age(member: Member, _: Case, limits: Limits) -> Said:
    """Who is healthy, grown up and not in school can work."""
    if not _should_work(member, limits):
        return None
    none = member.year is not None and member.year.skill is Skill.NONE
    return f"{member.age}周岁，健康，不在校，劳动技能却是“无劳动力”，请核对" if none else OK


# 只见于一省一年的清单（GZ 1111_14、1111_15），弱劳动力在别处是正常登记，所以不开
@member_rule(
    "B028a", W, "劳动年龄健康非在校却是弱劳动力", "GZ 1111_14、1111_15", _SKILL, _HEALTH, "person_year.school",
    limits=_OF_AGE, on=False,
)  # fmt: skip
def not_weak(member: Member, _: Case, limits: Limits) -> Said:
    """The same with 弱劳动力或半劳动力."""
    if not _should_work(member, limits):
        return None
    weak = member.year is not None and member.year.skill is Skill.WEAK
    return f"{member.age}周岁，健康，不在校，劳动技能却是“{Skill.WEAK.label}”，请核对" if weak else OK


@member_rule("B029", E, "无劳动力却有务工", "PC #58；GZ 2_01_015、2_12_004", _MONTHS, _SKILL, needs=(_SKILL,))
def who_works_can_work(member: Member, _: Case, __: Limits) -> Said:
    """无劳动力 and 丧失劳动力 have no work away."""
    year = member.year
    if year is None or not member.cannot_work:
        return None
    if not member.works_away:
        return OK
    assert year.skill is not None
    spent = f"务工时间填{year.work_months}个月" if year.work_months else "务工月监测中已务工"
    return f"劳动技能是“{year.skill.label}”，{spent}，请核对"


@member_rule("B030", W, "重度肢体残疾登记为有劳动力", "GZ 4_01_007、4_01_008", _SKILL, "person.disability_card",
             needs=(_SKILL, "person.id_number"))  # fmt: skip
def heavily_disabled(member: Member, _: Case, __: Limits) -> Said:
    """Category 4 (肢体), degree 1 or 2 of the card with 普通 or 技能劳动力."""
    card, year = member.card, member.year
    if card is None or card.disability is None or year is None or year.skill is None:
        return None
    category, degree = card.disability
    if category != "4" or degree not in "12":
        return None
    return f"肢体{degree}级残疾，劳动技能却是“{year.skill.label}”，请核对" if year.skill in _FULL else OK


@member_rule(
    "B031", I, "65岁以上有劳动力却无务工、无经营", "PC #90", _SKILL, _MONTHS, "household_year.business",
    limits={"least": limit("满", 65, "岁")},
)  # fmt: skip
def old_and_idle(member: Member, case: Case, limits: Limits) -> Said:
    """The old who count as labour work somewhere or have a business."""
    age, year = member.age, member.year
    if age is None or age < limits["least"] or year is None or case.year is None or not member.can_work:
        return None
    if member.works_away or case.year.business is None or case.year.business > 0:
        return OK
    assert year.skill is not None
    return f"{age}岁，劳动技能是“{year.skill.label}”，但没有务工，家中也没有生产经营性收入，请核对"


@member_rule(
    "B031a", I, "60岁以上仍为普通或技能劳动力", "GZ 2_12_005、2_12_017（2023年规则）", _SKILL, "person.birth",
    limits={"least": limit("满", 60, "岁"), "since": limit("从哪一年起执行", 2023, "年")},
)  # fmt: skip
def old_and_able(member: Member, _: Case, limits: Limits) -> Said:
    """By the rules of 2023 nobody above sixty is 普通劳动力."""
    age, year = member.age, member.year
    if (
        age is None
        or age < limits["least"]
        or year is None
        or year.skill is None
        or year.year < limits["since"]
    ):
        return None
    return f"{age}岁，劳动技能仍是“{year.skill.label}”，请核对" if year.skill in _FULL else OK


@household_rule(
    "B032", W, "特困（五保）户有劳动力", "PC #85", "standing.attribute", _SKILL, "person.birth",
    limits={"least": limit("从", 16, "岁"), "most": limit("到", 59, "岁")},
)  # fmt: skip
def destitute_household(case: Case, limits: Limits) -> Said:
    """五保户 have nobody of working age who can work."""
    if case.standing is None or case.standing.attribute not in _DESTITUTE:
        return None
    able = [each for each in case.members
            if each.can_work and each.age is not None and limits["least"] <= each.age <= limits["most"]]  # fmt: skip
    names = "、".join(each.person.name for each in able)
    return f"贫困户属性是“{case.standing.attribute.label}”，成员{names}却有劳动力，请核对" if able else OK


@member_rule(
    "B032a", W, "特困人员健康、劳动年龄、不在校", "GZ 5_15_018、5_15_019、5_12_003", "person_year.destitute",
    _HEALTH, "person.birth", limits={"least": limit("从", 18, "岁"), "most": limit("到", 60, "岁")},
)  # fmt: skip
def destitute_person(member: Member, _: Case, limits: Limits) -> Said:
    """特困供养 is for the old, the disabled and children."""
    year, age = member.year, member.age
    if year is None or not year.destitute or age is None or not year.health:
        return None
    doubtful = member.healthy and not member.in_school and limits["least"] <= age <= limits["most"]
    return f"{age}岁，健康，不在校，却享受特困供养，请核对" if doubtful else OK


@member_rule(
    "B032b", W, "特困人员外出务工", "GZ 5_01_004", _MONTHS, "person_year.destitute",
    needs=("person_year.destitute",),
)  # fmt: skip
def destitute_at_work(member: Member, _: Case, __: Limits) -> Said:
    """Who is 特困供养 does not work away."""
    if member.year is None or not member.year.destitute:
        return None
    return "享受特困供养，却有务工，请核对" if member.works_away else OK


@household_rule(
    "B033", W, "多名劳动力却因缺劳动力致贫", "PC #83", "household.cause", _SKILL, "standing.status",
    limits={"most": limit("劳动力达到", 3, "人")},
)  # fmt: skip
def poor_for_want_of_hands(case: Case, limits: Limits) -> Said:
    """A household with three able members is not poor 因缺劳动力."""
    if not case.poor or case.household.cause is not Cause.LABOUR or not case.members:
        return None
    able = sum(each.can_work for each in case.members)
    if able < limits["most"]:
        return OK
    return f"主要致贫原因是“{Cause.LABOUR.label}”，家中却有{able}名劳动力，请核对"


@household_rule(
    "B033a", W, "风险是缺劳动力但全员有劳动力", "GZ 4_11_009", "monitoring.risks", _SKILL
)  # fmt: skip
def risk_without_reason(case: Case, _: Limits) -> Said:
    """Where everybody can work hands are not wanting."""
    known = _known_skills(case)
    if not known or not _watched_for(case, Risk.LABOUR):
        return None
    return (
        f"致贫返贫风险有“{Risk.LABOUR.label}”，全家{len(known)}人却都有劳动力，请核对"
        if _all(known, ABLE)
        else OK
    )


@household_rule(
    "B034", I, "风险是缺劳动力但劳动力占比偏高", "GZ 5_18_008、5_11_029", "monitoring.risks", _SKILL,
    limits={"most": limit("劳动力占全家人口超过", 25, "%")},
)  # fmt: skip
def risk_with_many_hands(case: Case, limits: Limits) -> Said:
    """More than a quarter of the members can work. Where all can, B033a speaks."""
    known = _known_skills(case)
    if not known or not _watched_for(case, Risk.LABOUR):
        return None
    able = sum(skill in ABLE for skill in known)
    if able == len(known) or Decimal(100 * able) <= limits["most"] * len(case.members):
        return OK
    return f"致贫返贫风险有“{Risk.LABOUR.label}”，全家{len(case.members)}人中却有{able}人有劳动力，请核对"


@household_rule(
    "B035", W, "风险是务工就业不稳但全户无劳动力", "GZ 2_11_006、5_15_013", "monitoring.risks", _SKILL
)
def nobody_to_work(case: Case, _: Limits) -> Said:
    """因务工就业不稳 wants somebody who can work."""
    known = _known_skills(case)
    if not known or not _watched_for(case, Risk.WORK):
        return None
    if not _all(known, UNABLE):
        return OK
    return f"致贫返贫风险有“{Risk.WORK.label}”，全户{len(known)}人却都没有劳动力，请核对"


@household_rule(
    "B036", W, "整户无劳动力却无人享受低保", "GZ 5_19_003、5_19_007", "person_year.allowance", _SKILL
)  # fmt: skip
def supported(case: Case, _: Limits) -> Said:
    """Where nobody can work somebody has an allowance or is 特困供养."""
    if not _all(_known_skills(case), UNABLE):
        return None
    years = [each.year for each in case.members if each.year is not None]
    if all(each.allowance is None for each in years):
        return None
    if any(each.allowance or each.destitute for each in years):
        return OK
    if case.standing is not None and case.standing.attribute in _SUPPORTED:
        return OK
    return f"全户{len(years)}人都没有劳动力，却无人享受低保或特困供养，请核对"


@household_rule(
    "B036a", W, "整户无劳动力但未标兜底保障户", "GZ 5_11_033", "monitoring.no_labour", _SKILL
)  # fmt: skip
def marked_as_supported(case: Case, _: Limits) -> Said:
    """A monitored household where nobody can work is 整户无劳动能力兜底保障户."""
    if case.watched is None or not _all(_known_skills(case), UNABLE):
        return None
    return OK if case.watched.no_labour else "全户都没有劳动力，但没有标“整户无劳动能力兜底保障户”，请核对"


def _known_skills(case: Case) -> list[Skill]:
    """The members' 劳动技能; none at all where one of them is not filled in."""
    skills = [
        each.year.skill for each in case.members if each.year is not None and each.year.skill is not None
    ]
    return skills if len(skills) == len(case.members) else []


def _all(known: list[Skill], of: tuple[Skill, ...]) -> bool:
    return bool(known) and all(skill in of for skill in known)


def _watched_for(case: Case, risk: Risk) -> bool:
    return case.watched is not None and risk in case.watched.risks
