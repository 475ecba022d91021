"""Rules F 收入 (domain rows 80-84, 91-93): levels, sums, changes between years; what is earned how: ``earnings``.

A year's income is held against the line of the same income year, unrounded.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from fupin_desktop.domain.codes import Attribute, Cause, Risk
from fupin_desktop.domain.doctor.case import Case
from fupin_desktop.domain.doctor.rule import OK, E, I, Limits, Said, W, household_rule, limit
from fupin_desktop.domain.income import exact_income, to_fen
from fupin_desktop.domain.values import show_money

INCOME, NET = "household_year.income_recorded", "household_year.net_recorded"
LAST_POVERTY_YEAR = 2020


def line_of(case: Case, year: int) -> Decimal | None:
    """The line of an income year in yuan a person: of poverty until 2020, of monitoring since; None where none is kept."""
    around = case.around
    return around.lines.get(year) if year <= LAST_POVERTY_YEAR else around.monitoring_lines.get(year)


def _yuan(amount: Fraction | Decimal) -> str:
    return show_money(to_fen(Fraction(amount)))


# 人均纯收入


@household_rule("F080", E, "脱贫户收入低于标准线且未监测", "PC #75；GZ 1_02_006；XA", INCOME)
def below_line(case: Case, _: Limits) -> Said:
    """A 脱贫户 below the line of the income year must be monitored."""
    year, income = case.year, case.income
    line = line_of(case, year.year) if year else None
    if year is None or income is None or line is None or not case.lifted:
        return None
    if income >= line or case.watched is not None:
        return OK
    return f"脱贫户，{year.year}年人均纯收入{_yuan(income)}元，低于标准线{show_money(line)}元，没有纳入监测，请核实"


@household_rule(
    "F081",
    W,
    "未脱贫户、新识别户收入偏高",
    "PC #74；GZ 1111_18",
    INCOME,
    limits={"most": limit("人均纯收入高于", 20000, "元")},
)
def rich_poor(case: Case, limits: Limits) -> Said:
    """未脱贫, or identified for monitoring in the year of the income, and an income far above the line."""
    year, income, now = case.year, case.income, case.watched
    if year is None or income is None:
        return None
    fresh = now is not None and now.identified_on is not None and now.identified_on.year == year.year
    if not case.poor and not fresh:
        return None
    what = "未脱贫户" if case.poor else f"{year.year}年识别的监测户"
    return (
        f"{what}，{year.year}年人均纯收入{_yuan(income)}元，高于{limits['most']}元，请核对"
        if income > limits["most"]
        else OK
    )


@household_rule(
    "F082", W, "人均纯收入过低", "PC #45", INCOME, limits={"least": limit("人均纯收入不高于", 500, "元")}
)
def low_income(case: Case, limits: Limits) -> Said:
    """So little that it is rather a slip; nought and less: F082b."""
    income = case.income
    if income is None or income <= 0:
        return None
    return f"人均纯收入只有{_yuan(income)}元，请核对" if income <= limits["least"] else OK


@household_rule(
    "F082a", W, "人均纯收入过高", "PC #45", INCOME, limits={"most": limit("人均纯收入高于", 30000, "元")}
)
def high_income(case: Case, limits: Limits) -> Said:
    """So much that it is rather a slip."""
    income = case.income
    if income is None:
        return None
    return f"人均纯收入{_yuan(income)}元，高于{limits['most']}元，请核对" if income > limits["most"] else OK


@household_rule(
    "F082b", W, "人均纯收入不可能", "XA", INCOME,
    limits={"least": limit("人均纯收入不高于", 0, "元"), "most": limit("人均纯收入高于", 100000, "元")},
)  # fmt: skip
def impossible_income(case: Case, limits: Limits) -> Said:
    """Nought or less, or more than 100,000."""
    income = case.income
    if income is None:
        return None
    fine = limits["least"] < income <= limits["most"]
    return OK if fine else f"人均纯收入{_yuan(income)}元，不合常理，请核对是否填错单位或漏填"


@household_rule(
    "F083", W, "一般贫困户超标准但不因病残学", "PC #84", INCOME, "household.cause", "standing.attribute"
)
def general_above(case: Case, _: Limits) -> Said:
    """A 一般贫困户 above the line is poor only by what illness, disability or schooling cost."""
    year, income, cause = case.year, case.income, case.household.cause
    line = line_of(case, year.year) if year else None
    general = case.standing is not None and case.standing.attribute is Attribute.GENERAL
    if income is None or line is None or cause is None or not general:
        return None
    if income <= line or cause in (Cause.ILLNESS, Cause.DISABILITY, Cause.SCHOOLING):
        return OK
    return f"一般贫困户，人均纯收入{_yuan(income)}元高于标准线{show_money(line)}元，主要致贫原因是“{cause.label}”，请核对"


@household_rule(
    "F084",
    E,
    "消除风险时收入低于监测范围",
    "GZ 4_11_010、3_11_010",
    "monitoring.after_per_head",
    "monitoring.removed_on",
)
def removed_below_line(case: Case, _: Limits) -> Said:
    """人均纯收入 after removal against the 监测范围 of that year; 自然消除 is not asked."""
    now = case.removed
    if now is None or now.removed_on is None or now.after_per_head is None:
        return None
    line = case.around.monitoring_lines.get(now.removed_on.year)
    if line is None:
        return None
    if now.after_per_head >= line:
        return OK
    return (
        f"风险消除后人均纯收入{show_money(now.after_per_head)}元，低于{now.removed_on.year}年监测范围"
        f"{show_money(line)}元，请核实"
    )


# 算得拢


_TOLERANCE = {"most": limit("相差超过", 1, "元")}


def _apart(said: Decimal, reckoned: Fraction, limits: Limits) -> bool:
    return abs(Fraction(said) - reckoned) > Fraction(limits["most"])


def _net(case: Case) -> Decimal | None:
    """The worksheet's 纯收入; None at once where nobody began one."""
    year = case.year
    if year is None or (not case.items and year.wage is None) or case.sheet is None:
        return None
    return case.sheet.net


@household_rule("F091", E, "纯收入不等于总收入减支出", "收入计算公式", NET, limits=_TOLERANCE)
def net_wrong(case: Case, limits: Limits) -> Said:
    """家庭纯收入 = 工资性 + 生产经营性 + 财产性 + 转移性 − 生产经营性支出."""
    year, net = case.year, _net(case)
    if year is None or year.net_recorded is None or net is None:
        return None
    if not _apart(year.net_recorded, Fraction(net), limits):
        return OK
    return f"家庭纯收入填{show_money(year.net_recorded)}元，四类收入减支出是{show_money(net)}元，请核对"


@household_rule("F091a", E, "人均纯收入不等于纯收入除以人口", "收入计算公式；XA", INCOME, limits=_TOLERANCE)
def per_head_wrong(case: Case, limits: Limits) -> Said:
    """人均纯收入 = 家庭纯收入 ÷ 家庭人口数: the 年度家庭人口数 where it is filled in, else 人数; the sentence says which.

    Where the office's own worksheet is done it counts instead of what the register says (see ``domain.income``).
    """
    year = case.year
    if year is None or year.income_recorded is None or year.worksheet_done:
        return None
    net = year.net_recorded if year.net_recorded is not None else _net(case)
    people, which = (year.head_count, "核算人口") if year.head_count else (year.people_listed, "人数")
    if net is None or not people:
        return None
    each = Fraction(net) / people
    if not _apart(year.income_recorded, each, limits):
        return OK
    said = f"人均纯收入填{show_money(year.income_recorded)}元"
    return f"{said}，纯收入{show_money(net)}元÷{which}{people}人是{_yuan(each)}元，请核对"


@household_rule(
    "F091b",
    E,
    "消除后纯收入不等于各项之和",
    "收入计算公式；GZ 1_11_004",
    "monitoring.after_net",
    limits=_TOLERANCE,
)
def after_net_wrong(case: Case, limits: Limits) -> Said:
    """The same of the facts after removal."""
    now = case.removed
    if now is None or now.after_net is None:
        return None
    parts = (now.after_wage, now.after_property, now.after_transfer, now.after_business)
    if now.after_expense is None or None in parts:
        return None
    net = sum((each for each in parts if each is not None), Decimal(0)) - now.after_expense
    if not _apart(now.after_net, Fraction(net), limits):
        return OK
    return f"风险消除后家庭纯收入填{show_money(now.after_net)}元，各项收入减支出是{show_money(net)}元，请核对"


@household_rule(
    "F092", I, "因病风险但合规自付支出为0", "GZ 5_15_020", "household_year.own_payment", "monitoring.risks"
)
def illness_unpaid(case: Case, _: Limits) -> Said:
    """因病, and nothing paid for it: 0, not blank."""
    now, year = case.watched, case.year
    if now is None or year is None or year.own_payment is None or Risk.ILLNESS not in now.risks:
        return None
    return OK if year.own_payment else "致贫返贫风险有“因病”，但合规自付支出为0，请核对"


# 年度之间


@household_rule(
    "F093", I, "人均纯收入大起大落", "通行做法", INCOME,
    limits={"rise": limit("比上年增长超过", 100, "%"), "fall": limit("比上年下降超过", 50, "%")},
)  # fmt: skip
def income_jumps(case: Case, limits: Limits) -> Said:
    """Against the year before, and only the year before; nought cannot be compared with."""
    if len(case.years) < 2:
        return None
    year, before = case.years[0], case.years[1]
    now, then = case.income, exact_income(before)
    if before.year != year.year - 1 or now is None or then is None or then <= 0:
        return None
    percent = (float(now) / float(then) - 1) * 100
    if -float(limits["fall"]) <= percent <= float(limits["rise"]):
        return OK
    word = "增长" if percent > 0 else "下降"
    return f"人均纯收入{before.year}年{_yuan(then)}元，{year.year}年{_yuan(now)}元，{word}{abs(percent):.1f}%，请核实"
