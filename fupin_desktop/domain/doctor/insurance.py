"""Rules D 保险、低保、养老 (domain rows 50-60). Money of the income worksheet is read by the names of its items."""

from __future__ import annotations

from decimal import Decimal

from fupin_desktop.domain.assessment.people import names
from fupin_desktop.domain.codes import Attribute, IncomeHead
from fupin_desktop.domain.doctor.case import Case, Member
from fupin_desktop.domain.doctor.rule import OK, E, I, Limits, Said, W, household_rule, limit, member_rule
from fupin_desktop.domain.household import Person, PersonYear
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.values import show_money

RURAL_PENSION = ("养老金", "养老保险金", "养老保险", "城乡居民养老金", "养老金或离退休金")
PENSION = (*RURAL_PENSION, "职工养老保险金", "退休金")
ALLOWANCE = ("低保金", "最低生活保障金", "农村低保金", "城市低保金")
DESTITUTE = ("特困供养金", "五保金", "特困人员救助供养金", "特困(五保)金", "特困（五保）金")

ALLOWANCE_KINDS = (Attribute.ALLOWANCE, Attribute.ALLOWANCE_POOR)
DESTITUTE_KINDS = (Attribute.DESTITUTE, Attribute.DESTITUTE_POOR)

SERIOUS, RESIDENT, EMPLOYEE = (
    "person_year.serious_illness", "person_year.resident_medical", "person_year.employee_medical"
)  # fmt: skip
PENSIONS = ("person_year.resident_pension", "person_year.employee_pension")
ITEMS, HAS_ALLOWANCE, HAS_DESTITUTE = "income_item.amount", "person_year.allowance", "person_year.destitute"
ATTRIBUTE, MEASURES = "standing.attribute", "monitoring.measures"


# 医保


def _insurable(member: Member) -> PersonYear | None:
    """The survey of a member whom the rules on medical insurance ask: soldiers are provided for."""
    return None if member.person.soldier else member.year


def _served(case: Case) -> bool:
    """Whether 大病保险 is asked by name: 脱贫户 and those who are monitored."""
    return case.lifted or case.watched is not None


@member_rule("D050", E, "大病保险未填", "GZ 1_02_003、2_01_006、2_12_010；PC #15", SERIOUS)
def serious_blank(member: Member, case: Case, _: Limits) -> Said:
    """大病保险 of 脱贫户 and monitored households is filled in."""
    year = _insurable(member)
    if year is None or not _served(case):
        return None
    return "是否参加大病保险没有填写，请核实后填写" if year.serious_illness is None else OK


@member_rule("D050a", E, "脱贫户、监测户未参加大病保险", "GZ 1_02_003；PC #15", SERIOUS)
def serious_missing(member: Member, case: Case, _: Limits) -> Said:
    """A member of a 脱贫户 or monitored household without 大病保险."""
    year = _insurable(member)
    if year is None or year.serious_illness is None or not _served(case):
        return None
    return OK if year.serious_illness else "没有参加大病保险，请核实并督促参保"


@member_rule("D051", E, "城乡居民、城镇职工医保都未填", "GZ 2_01_008、2_12_012", RESIDENT, EMPLOYEE)
def medical_blank(member: Member, _case: Case, _: Limits) -> Said:
    """Neither of both medical insurances is filled in."""
    year = _insurable(member)
    if year is None:
        return None
    blank = year.resident_medical is None and year.employee_medical is None
    return "城乡居民医保和城镇职工医保都没有填写，请核实后填写" if blank else OK


@member_rule("D051a", W, "同时参加城乡居民、城镇职工医保", "GZ 2_01_009、2_12_015", RESIDENT, EMPLOYEE)
def medical_twice(member: Member, _case: Case, _: Limits) -> Said:
    """Nobody is in both medical insurances."""
    year = _insurable(member)
    if year is None or year.resident_medical is None or year.employee_medical is None:
        return None
    both = year.resident_medical and year.employee_medical
    return "城乡居民医保和城镇职工医保都填“是”，请核实后只保留一项" if both else OK


@member_rule("D051b", E, "未参加任何基本医保", "GZ 2_01_009、2_12_015；1_11_008", RESIDENT, EMPLOYEE)
def medical_neither(member: Member, _case: Case, _: Limits) -> Said:
    """Somebody in neither medical insurance."""
    year = _insurable(member)
    if year is None or year.resident_medical is None or year.employee_medical is None:
        return None
    neither = not year.resident_medical and not year.employee_medical
    return "城乡居民医保和城镇职工医保都填“否”，请核实并督促参保" if neither else OK


@member_rule("D052", W, "未参医保却接受医疗救助", "GZ 3_01_007", "person_year.medical_help", RESIDENT)
def help_without_insurance(member: Member, _case: Case, _: Limits) -> Said:
    """医疗救助 is paid to people who are insured."""
    year = member.year
    if year is None or year.medical_help is None or year.resident_medical is None:
        return None
    wrong = year.medical_help and not year.resident_medical and not year.employee_medical
    return "没有参加基本医保，却填接受医疗救助，请核对" if wrong else OK


@member_rule("D053", E, "医疗未保障", "GZ 2_01_016、2_12_016", RESIDENT, needs=(RESIDENT, SERIOUS))
def unprotected(member: Member, case: Case, _: Limits) -> Said:
    """居民医保 or 大病保险 is 否, where D050a (大病 of 脱贫户、监测户) and D051b (both insurances 否) do not say it already."""
    year = _insurable(member)
    if year is None or (year.resident_medical is None and year.serious_illness is None):
        return None
    if year.resident_medical is False and year.employee_medical is None:
        return "城乡居民医保填“否”，城镇职工医保没有填写，请核实是否参保"
    if year.serious_illness is False and not _served(case):
        return "没有参加大病保险，请核实"
    return OK


# 养老


@member_rule(
    "D054",
    W,
    "养老保险未填",
    "GZ 2_01_007、5_19_001、5_15_001；PC #99",
    *PENSIONS,
    limits={"age": limit("应参保年龄", 16, "周岁")},
)
def pension_blank(member: Member, _case: Case, limits: Limits) -> Said:
    """From 16 on, pupils, soldiers and 特困 left out (国发〔2014〕8号): one of both pensions is filled in."""
    year = _insurable(member)
    if year is None or year.destitute or member.in_school or (member.age or 0) < limits["age"]:
        return None
    blank = year.resident_pension is None and year.employee_pension is None
    return f"{member.age}周岁，两项养老保险都没有填写，请核实后填写" if blank else OK


def _itemised(case: Case) -> bool:
    """Whether somebody wrote the items of 转移性收入 down: without them nothing is known of pensions and allowances."""
    return any(each.head is IncomeHead.TRANSFER for each in case.items)


def _elders(case: Case, age: Decimal) -> list[Person]:
    return [each.person for each in case.members if each.age is not None and each.age >= age]


_PENSION_AGE = {"age": limit("领取养老金年龄", 60, "周岁")}


@household_rule("D054a", W, "60岁以上成员无养老金", "PC #100", ITEMS, limits=_PENSION_AGE)
def elder_without_pension(case: Case, limits: Limits) -> Said:
    """Somebody of 60 and no pension among the income items."""
    elders = _elders(case, limits["age"]) if _itemised(case) else []
    if not elders:
        return None
    return (
        OK if case.item(*PENSION) else f"{names(elders)}已满{limits['age']}周岁，收入项目中没有养老金，请核实"
    )


@household_rule("D054b", W, "有养老金但全家无60岁以上成员", "PC #101", ITEMS, limits=_PENSION_AGE)
def pension_without_elder(case: Case, limits: Limits) -> Said:
    """A pension of 城乡居民 where nobody is 60 (职工 retire earlier and are left out)."""
    amount = case.item(*RURAL_PENSION)
    if not amount or any(each.age is None for each in case.members):
        return None
    return (
        OK
        if _elders(case, limits["age"])
        else f"有养老金{show_money(amount)}元，但全家没有满{limits['age']}周岁的成员，请核对"
    )


@household_rule("D054c", W, "养老金过低", "PC #99", ITEMS, limits={"least": limit("养老金低于", 70, "元")})
def small_pension(case: Case, limits: Limits) -> Said:
    """A pension below what anybody gets."""
    amount = case.item(*PENSION)
    if not amount:
        return None
    return (
        f"养老金只有{show_money(amount)}元，低于{limits['least']}元，请核对"
        if amount < limits["least"]
        else OK
    )


# 低保、特困供养


@household_rule("D055", E, "同时有五保金和低保金", "PC #76", ITEMS)
def both_supports(case: Case, _: Limits) -> Said:
    """特困供养 and 低保 exclude each other."""
    if not _itemised(case):
        return None
    destitute, allowance = case.item(*DESTITUTE), case.item(*ALLOWANCE)
    if not destitute or not allowance:
        return OK
    return f"同时有特困供养（五保）金{show_money(destitute)}元和低保金{show_money(allowance)}元，请核对只能享受一项"


def _attribute(case: Case) -> Attribute | None:
    return case.standing.attribute if case.standing else None


def _having(case: Case, field: str) -> tuple[list[Person], bool]:
    """Who has an allowance (field of the survey), and whether it is known of anybody."""
    answers = [(each.person, getattr(each.year, field)) for each in case.members if each.year is not None]
    return [person for person, said in answers if said], any(said is not None for _, said in answers)


@household_rule("D056", E, "低保户无人享受低保", "PC #62", HAS_ALLOWANCE, ATTRIBUTE)
def allowance_for_nobody(case: Case, _: Limits) -> Said:
    """A 低保户 has somebody with 低保."""
    having, known = _having(case, "allowance")
    attribute = _attribute(case)
    if attribute not in ALLOWANCE_KINDS or not known:
        return None
    return OK if having else f"贫困户属性是“{attribute.label}”，但没有成员享受低保，请核对"


_LEAST = {"least": limit("每年低于", 100, "元")}


def _paid(
    case: Case, kinds: tuple[Attribute, ...], items: tuple[str, ...], what: str, least: Decimal
) -> Said:
    """A household of these kinds has the money in its items, and no trifle."""
    attribute = _attribute(case)
    if attribute not in kinds or not _itemised(case):
        return None
    amount = case.item(*items)
    if amount is not None and amount >= least:
        return OK
    said = "没有" if amount is None else f"只有{show_money(amount)}元的"
    return f"贫困户属性是“{attribute.label}”，但收入项目中{said}{what}，请核对"


@household_rule("D056a", E, "低保户低保金空或过低", "PC #63 #88", ITEMS, ATTRIBUTE, limits=_LEAST)
def allowance_unpaid(case: Case, limits: Limits) -> Said:
    """A 低保户 gets 低保金."""
    return _paid(case, ALLOWANCE_KINDS, ALLOWANCE, "低保金", limits["least"])


@household_rule("D056b", E, "非低保户有低保金", "PC #77；GZ 4_11_015", ITEMS, HAS_ALLOWANCE)
def allowance_for_others(case: Case, _: Limits) -> Said:
    """低保金 where the household is no 低保户 and no member has 低保 (who has it although it should not: D058)."""
    amount = case.item(*ALLOWANCE)
    having, known = _having(case, "allowance")
    if not amount or not known:
        return None
    if having or _attribute(case) in ALLOWANCE_KINDS:
        return OK
    return f"有低保金{show_money(amount)}元，但不是低保户，也没有成员享受低保，请核对"


@household_rule("D057", E, "五保户五保金空或过低", "PC #64 #89", ITEMS, ATTRIBUTE, limits=_LEAST)
def destitute_unpaid(case: Case, limits: Limits) -> Said:
    """A 五保户 (特困供养户) gets 五保金."""
    return _paid(case, DESTITUTE_KINDS, DESTITUTE, "特困供养（五保）金", limits["least"])


@household_rule("D057a", E, "非五保户有五保金", "PC #78", ITEMS, HAS_DESTITUTE)
def destitute_for_others(case: Case, _: Limits) -> Said:
    """五保金 where the household is no 五保户 and no member is 特困供养."""
    amount = case.item(*DESTITUTE)
    having, known = _having(case, "destitute")
    if not amount or not (known or _attribute(case)):
        return None
    if having or _attribute(case) in DESTITUTE_KINDS:
        return OK
    return f"有特困供养（五保）金{show_money(amount)}元，但不是五保户，也没有特困供养人员，请核对"


@household_rule("D058", E, "一般贫困户、一般农户享受低保", "PC #79", HAS_ALLOWANCE, ATTRIBUTE)
def general_with_allowance(case: Case, _: Limits) -> Said:
    """The kind 一般贫困户 or 一般农户 says that nobody has 低保."""
    attribute = _attribute(case)
    having, known = _having(case, "allowance")
    if attribute not in (Attribute.GENERAL, Attribute.ORDINARY) or not known:
        return None
    return f"贫困户属性是“{attribute.label}”，但{names(having)}享受低保，请核对" if having else OK


# 措施


@household_rule(
    "D059", W, "监测户享受低保、特困但未登记综合保障", "GZ 5_16_003、5_16_005", MEASURES, HAS_ALLOWANCE
)
def support_not_listed(case: Case, _: Limits) -> Said:
    """Who has 低保 or 特困供养 has 综合保障 among the measures. No measures at all: E079b."""
    if case.watched is None or not case.done:
        return None
    having = _having(case, "allowance")[0] + _having(case, "destitute")[0]
    if not having or MeasureKind.SECURITY in case.done:
        return OK
    return f"{names(having)}享受低保或特困供养，但帮扶措施没有登记综合保障，请补登"


@household_rule(
    "D059a",
    W,
    "综合保障登记低保、特困但无人享受",
    "GZ 5_16_004、5_16_006",
    "monitoring.measure_words",
    HAS_ALLOWANCE,
)
def support_listed_only(case: Case, _: Limits) -> Said:
    """低保 or 特困 written among the measures, and no member has it."""
    now = case.watched
    if now is None or not now.measure_words:
        return None
    for word, field in (("低保", "allowance"), ("特困", "destitute")):
        having, known = _having(case, field)
        if word in now.measure_words and known and not having:
            return f"帮扶措施写有“{word}”，但没有成员享受，请核对"
    return OK


@member_rule(
    "D060", I, "一二级残疾但措施无残疾人补贴", "GZ 5_16_008", "monitoring.measure_words", needs=(MEASURES,)
)
def severe_disability(member: Member, case: Case, _: Limits) -> Said:
    """重度残疾 (一级、二级) has 残疾人补贴, which is part of 综合保障; where measures are described, they name it."""
    now = case.watched
    if now is None or not case.done:
        return None
    degree = _degree(member)
    if degree not in ("1", "2"):
        return None
    named = "残" in now.measure_words if now.measure_words else MeasureKind.SECURITY in case.done
    return (
        OK if named else f"残疾等级{'一二'[int(degree) - 1]}级，但帮扶措施没有残疾人补贴，请核实是否应享未享"
    )


def _degree(member: Member) -> str:
    """The degree of disability that a card says, from its own field or the ID number; empty where there is none."""
    card = member.card
    return card.disability[1] if card is not None and card.disability else ""
