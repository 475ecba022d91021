"""Rules F 收入来源 (domain rows 85-90): what is earned how, work and its pay, measures and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from fupin_desktop.domain.assessment.people import names
from fupin_desktop.domain.codes import IncomeHead, Removal
from fupin_desktop.domain.doctor.case import Case, Member
from fupin_desktop.domain.doctor.rule import OK, E, Limits, Said, W, household_rule, limit, member_rule
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.values import show_money
from fupin_desktop.domain.work import WorkSpell

MONTHS = "person_year.work_months"


# 四类收入


def _trifle(key: str, head: IncomeHead, source: str) -> None:
    """A head with so little money that a figure was lost; nought and blank are another matter."""

    @household_rule(
        key,
        W,
        f"{head.label}过低",
        source,
        f"household_year.{head.value}",
        limits={"least": limit("大于0但低于", 100, "元")},
    )
    def rule(case: Case, limits: Limits) -> Said:
        amount = case.total(head)
        if amount is None:
            return None
        return f"{head.label}只有{show_money(amount)}元，请核对" if 0 < amount < limits["least"] else OK


_trifle("F085", IncomeHead.WAGE, "PC #22；GZ 5_15_023")
_trifle("F085a", IncomeHead.BUSINESS, "PC #23")
_trifle("F085b", IncomeHead.PROPERTY, "PC #24")


def _workers(case: Case) -> list[Member]:
    return [each for each in case.members if each.year and (each.year.work_months or 0) > 0]


@household_rule("F086", E, "有务工收入无务工时间", "PC #53", MONTHS, "household_year.wage")
def wage_without_months(case: Case, _: Limits) -> Said:
    """工资性收入 where nobody has months of work (0 or blank), a spell of it or a 公益性岗位."""
    wage = case.total(IncomeHead.WAGE)
    if not wage or not any(each.year for each in case.members):
        return None
    earning = any(each.works_away or (each.year and each.year.post) for each in case.members)
    return OK if earning else f"有工资性收入{show_money(wage)}元，但没有成员有务工时间，请核对"


@household_rule(
    "F086a",
    E,
    "有务工时间无务工收入",
    "PC #54",
    "household_year.wage",
    MONTHS,
    limits={"least": limit("工资性收入不高于", 100, "元")},
)
def months_without_wage(case: Case, limits: Limits) -> Said:
    """Somebody worked away and the household has no wage."""
    wage, workers = case.total(IncomeHead.WAGE), _workers(case)
    if wage is None or not workers:
        return None
    who = names([each.person for each in workers])
    return f"{who}有务工时间，但工资性收入只有{show_money(wage)}元，请核对" if wage <= limits["least"] else OK


@member_rule(
    "F086b",
    E,
    "有务工时间无务工地点",
    "PC #55",
    "person_year.work_place",
    "person_year.work_at",
    MONTHS,
    needs=(MONTHS,),
)
def months_without_place(member: Member, case: Case, _: Limits) -> Said:
    """Months of work and no place: neither 务工区域 nor 务工所在地 (a file without both columns is not judged)."""
    year = member.year
    if year is None or not year.work_months or year.work_months < 0:
        return None
    if not (case.around.knows("person_year.work_place") or case.around.knows("person_year.work_at")):
        return None
    return OK if year.work_place or year.work_at else f"务工{year.work_months}个月，没有填务工地点，请补填"


@member_rule("F086c", E, "有务工时间无务工企业", "PC #56", "person_year.employer", MONTHS)
def months_without_employer(member: Member, _case: Case, _: Limits) -> Said:
    """Months of work and no employer; 务工月监测 may name one."""
    year = member.year
    if year is None or not year.work_months or year.work_months < 0:
        return None
    named = year.employer or any(each.employer for each in member.spells)
    return OK if named else f"务工{year.work_months}个月，没有填务工企业，请补填（零工写用工人或工种）"


@member_rule("F087", E, "务工时间超出0至12个月", "PC #44", MONTHS)
def months_beyond(member: Member, _case: Case, _: Limits) -> Said:
    """A year has twelve months."""
    year = member.year
    if year is None or year.work_months is None:
        return None
    return OK if 0 <= year.work_months <= 12 else f"务工时间填{year.work_months}个月，应在0到12之间，请改正"


def _pay(member: Member, wrong: Callable[[Decimal], bool]) -> Said:
    """The spells of the newest year: what is wrong with the pay of one."""
    paid = [each for each in now_working(member) if each.income is not None]
    if not paid:
        return None
    found = [each.income for each in paid if each.income is not None and wrong(each.income)]
    return f"务工月收入填{show_money(found[0])}元，请核对" if found else OK


def now_working(member: Member) -> list[WorkSpell]:
    """The spells of work, planned ones left out, in the newest year that has any up to the day."""
    if not member.spells:
        return []
    done = [
        each for each in member.spells if each.year <= member.on.year and (each.working or not each.planned)
    ]
    newest = max((each.year for each in done), default=0)
    return [each for each in done if each.year == newest]


@member_rule(
    "F088",
    W,
    "务工月收入过低",
    "GZ 5_16_001",
    "work_spell.income",
    limits={"least": limit("务工月收入低于", 100, "元")},
)
def pay_trifling(member: Member, _: Case, limits: Limits) -> Said:
    """A month's pay below 100."""
    return _pay(member, lambda pay: pay < limits["least"])


@member_rule(
    "F088a", W, "务工月收入偏低", "GZ 1111_12", "work_spell.income",
    limits={"least": limit("务工月收入低于", 400, "元"), "above": limit("且不低于", 100, "元")},
)  # fmt: skip
def pay_small(member: Member, _: Case, limits: Limits) -> Said:
    """A month's pay below 400 (what is below 100: F088)."""
    return _pay(member, lambda pay: limits["above"] <= pay < limits["least"])


@member_rule(
    "F088b",
    W,
    "务工月收入过高",
    "GZ 5_16_002",
    "work_spell.income",
    limits={"most": limit("务工月收入高于", 30000, "元")},
)
def pay_large(member: Member, _: Case, limits: Limits) -> Said:
    """A month's pay above 30,000."""
    return _pay(member, lambda pay: pay > limits["most"])


@household_rule("F089", W, "有经营收入无支出", "PC #86", "household_year.expense", "household_year.business")
def business_without_expense(case: Case, _: Limits) -> Said:
    """Nobody farms without seed and feed."""
    business = case.total(IncomeHead.BUSINESS)
    if not business:
        return None
    return (
        OK
        if case.total(IncomeHead.EXPENSE)
        else f"有生产经营性收入{show_money(business)}元，但没有生产经营性支出，请核对"
    )


def _after_or_total(case: Case, after: Decimal | None, head: IncomeHead) -> Decimal | None:
    return after if after is not None else case.total(head)


@household_rule(
    "F090",
    W,
    "产业帮扶消除但无经营性收入",
    "GZ 5_11_013",
    "monitoring.after_business",
    "monitoring.measures",
    needs=("monitoring.measures",),
)
def industry_without_business(case: Case, _: Limits) -> Said:
    """帮扶消除 with 产业帮扶, and nothing came of it."""
    now = case.removed
    if now is None or now.removal is not Removal.HELPED or MeasureKind.INDUSTRY not in case.done:
        return None
    amount = _after_or_total(case, now.after_business, IncomeHead.BUSINESS)
    if amount is None:
        return None
    return OK if amount else "享受产业帮扶后消除风险，但没有生产经营性收入，请核对"


@household_rule(
    "F090a",
    W,
    "就业、公岗帮扶消除但无工资性收入",
    "GZ 4_11_012",
    "monitoring.after_wage",
    "monitoring.measures",
    needs=("monitoring.measures",),
)
def job_without_wage(case: Case, _: Limits) -> Said:
    """帮扶消除 with 就业帮扶 or 公益岗位帮扶, and no wage."""
    now = case.removed
    if (
        now is None
        or now.removal is not Removal.HELPED
        or not case.done & {MeasureKind.EMPLOYMENT, MeasureKind.POST}
    ):
        return None
    amount = _after_or_total(case, now.after_wage, IncomeHead.WAGE)
    if amount is None:
        return None
    return OK if amount else "享受就业或公益岗位帮扶后消除风险，但没有工资性收入，请核对"


@household_rule(
    "F090b",
    W,
    "享受低保、特困但无转移性收入",
    "GZ 4_11_013",
    "household_year.transfer",
    "person_year.allowance",
)
def support_without_transfer(case: Case, _: Limits) -> Said:
    """低保, 特困供养 are paid as 转移性收入."""
    amount = case.total(IncomeHead.TRANSFER)
    having = [
        each.person for each in case.members if each.year and (each.year.allowance or each.year.destitute)
    ]
    if amount is None or not having:
        return None
    return OK if amount else f"{names(having)}享受低保或特困供养，但转移性收入为0，请核对"
