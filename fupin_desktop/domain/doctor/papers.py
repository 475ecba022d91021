"""Rules H 业务文书 (domain rows 103, 107, 109, 110) of households: renovations, helpers, the national system, sums of money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fupin_desktop.domain.ages import months_between
from fupin_desktop.domain.doctor.case import Case, Member
from fupin_desktop.domain.doctor.rule import OK, E, I, Limits, Said, W, household_rule, limit, member_rule
from fupin_desktop.domain.fields import Record
from fupin_desktop.domain.household import (
    Household,
    HouseholdYear,
    Monitoring,
    Person,
    PersonYear,
    Standing,
)
from fupin_desktop.domain.housing import Renovation, Stage, StageKind, funds, way_problem
from fupin_desktop.domain.office import Correction
from fupin_desktop.domain.values import show_day, show_money

FINISHED = "stage.on"
NONE = Decimal(0)


# 危房改造


def _reached(case: Case, renovation: Renovation) -> Mapping[StageKind, Stage]:
    """The stages of a renovation up to the day."""
    return {
        each.kind: each
        for each in case.stages
        if each.renovation_id == renovation.id and each.on <= case.around.on
    }


def _for_a_while(case: Case, renovation: Renovation, limits: Limits) -> Stage | None:
    """竣工, where that is so many months ago that the next steps should have been taken."""
    done = _reached(case, renovation).get(StageKind.FINISHED)
    if done is None or months_between(done.on, case.around.on) < limits["months"]:
        return None
    return done


_AFTER = {"months": limit("竣工满", 3, "个月")}


@household_rule("H103", W, "危房改造竣工未验收", "通行做法（待核）", FINISHED, limits=_AFTER)
def not_accepted(case: Case, limits: Limits) -> Said:
    """竣工 for months, and no 验收."""
    if not case.renovations:
        return None
    for each in case.renovations:
        done = _for_a_while(case, each, limits)
        if done and StageKind.ACCEPTED not in _reached(case, each):
            return f"{each.plan_year}年危房改造{show_day(done.on)}竣工，没有登记验收，请核实"
    return OK


_LATER = (StageKind.ACCEPTED, StageKind.MOVED_IN)


@household_rule("H103a", W, "危房改造已验收、入住但无竣工时间", "通行做法（待核）", FINISHED)
def not_finished(case: Case, _: Limits) -> Said:
    """验收 or 入住 without 竣工."""
    if not case.renovations:
        return None
    for each in case.renovations:
        reached = _reached(case, each)
        later = [kind.label for kind in _LATER if kind in reached]
        if later and StageKind.FINISHED not in reached:
            return f"{each.plan_year}年危房改造已登记{'、'.join(later)}，没有登记竣工时间，请补填"
    return OK


@household_rule("H103b", W, "危房改造竣工无补助", "通行做法（待核）", "subsidy.amount", limits=_AFTER)
def not_paid(case: Case, limits: Limits) -> Said:
    """竣工 for months, and neither money nor 拨付."""
    if not case.renovations:
        return None
    for each in case.renovations:
        done = _for_a_while(case, each, limits)
        if done and not funds(each, case.subsidies).subsidy and StageKind.PAID not in _reached(case, each):
            return f"{each.plan_year}年危房改造{show_day(done.on)}竣工，没有登记补助资金，请核实"
    return OK


@household_rule(
    "H103c", W, "改造方式与房屋等级不符", "危房改造通行做法", "renovation.way", "renovation.grade"
)
def way_against_grade(case: Case, _: Limits) -> Said:
    """D级 is rebuilt, C级 repaired; counties differ."""
    judged = [each for each in case.renovations if each.grade and each.way]
    if not judged:
        return None
    return next((said for each in judged if (said := way_problem(each))), OK)


@household_rule(
    "H103d", W, "补助超过标准", "各地补助标准不同，请按本县改", "subsidy.amount", "renovation.planned_subsidy",
    limits={"most": limit("每户补助超过", 35000, "元")},
)  # fmt: skip
def too_much_money(case: Case, limits: Limits) -> Said:
    """All sources together against the highest tier that offices print; counties set their own."""
    sums = [
        (each, money) for each in case.renovations
        if (money := funds(each, case.subsidies).subsidy or each.planned_subsidy)
    ]  # fmt: skip
    if not sums:
        return None
    for each, money in sums:
        if money > limits["most"]:
            return f"{each.plan_year}年危房改造补助{show_money(money)}元，超过{limits['most']:,}元，请核对"
    return OK


# 帮扶责任人


@household_rule("H107", W, "帮扶责任人电话、单位空", "通行做法", "cadre.phone", "cadre.unit")
def helper_unknown(case: Case, _: Limits) -> Said:
    """Who helps can be called and belongs somewhere."""
    if not case.helpers:
        return None
    for each in case.helpers:
        blank = [said for said, value in (("联系电话", each.phone), ("单位", each.unit)) if not value]
        if blank:
            return f"帮扶责任人{each.name}的{'和'.join(blank)}没有填写，请补填"
    return OK


@household_rule(
    "H107a",
    W,
    "一名责任人结对户数过多",
    "通行做法",
    "pairing.cadre_id",
    limits={"most": limit("一人结对超过", 10, "户")},
)
def too_many_households(case: Case, limits: Limits) -> Said:
    """More households than one can visit; told once, at the first of them."""
    if not case.helpers:
        return None
    for each in case.helpers:
        mine = case.around.pairings.get(each.id or 0, ())
        if len(mine) > limits["most"] and mine[0] == case.household.id:
            return f"帮扶责任人{each.name}结对{len(mine)}户，超过{limits['most']}户，请核对"
    return OK


# 与上级系统

_IN_THE_OFFICE = ("household.imported_on",)
"""No column of an export: what a file holds cannot be missing from it."""


@household_rule(
    "H109",
    W,
    "上级系统没有这户（本办编号）",
    "通行做法；武汉督查通报",
    "household.number",
    "household.office_number",
    needs=_IN_THE_OFFICE,
)
def only_here(case: Case, _: Limits) -> Said:
    """A household that the office numbered itself; asked where national exports come in."""
    if case.around.listed.get(case.household.village) is None:
        return None
    return "户编号是本办编的，上级系统还没有这户，请核对是否已录入" if case.household.office_number else OK


@household_rule(
    "H109a", W, "最近一次导出中没有这户", "通行做法；武汉督查通报", "household.number", needs=_IN_THE_OFFICE
)
def not_listed(case: Case, _: Limits) -> Said:
    """A household that the newest export of its village did not hold."""
    listed, seen = case.around.listed.get(case.household.village), case.household.imported_on
    if listed is None or case.household.office_number:
        return None
    if seen is not None and seen >= listed:
        return OK
    return f"{show_day(listed)}的国扶导出中没有这户，请核对：自然减少、迁出还是漏报"


@member_rule(
    "H109b", W, "最近一次导出中没有这名成员", "通行做法；武汉督查通报", "person.name", needs=_IN_THE_OFFICE
)
def member_not_listed(member: Member, case: Case, _: Limits) -> Said:
    """A member whom the export of the household did not hold."""
    listed, whole, seen = (
        case.around.listed.get(case.household.village),
        case.household.imported_on,
        member.person.imported_on,
    )
    if listed is None or whole is None or whole < listed:
        return None
    if seen is not None and seen >= listed:
        return OK
    return f"{show_day(listed)}的国扶导出中，这户没有这名成员，请核对是本办新增还是系统已减少"


_TABLES: Mapping[str, type[Record]] = {
    "household": Household, "person": Person, "standing": Standing, "monitoring": Monitoring,
    "household_year": HouseholdYear, "person_year": PersonYear,
}  # fmt: skip
_IDENTITY = frozenset({("person", "name"), ("person", "id_number"), ("person", "number")})


def _label(correction: Correction) -> str:
    field = _TABLES[correction.table].fields.get(correction.field) if correction.table in _TABLES else None
    return field.label if field else correction.field


def _differing(corrections: Sequence[Correction]) -> str:
    shown = [
        f"{_label(each)}（系统“{each.national or '空'}”，本办“{each.office or '空'}”）"
        for each in corrections[:3]
    ]
    return "、".join(shown) + (f"等{len(corrections)}项" if len(corrections) > 3 else "")


@household_rule("H109c", I, "上级系统还没有更正", "通行做法", "correction.office")
def not_corrected(case: Case, _: Limits) -> Said:
    """国扶待改 that no export agreed with yet; names and numbers of people are H109d."""
    if case.around.listed.get(case.household.village) is None:
        return None
    open_ = [each for each in case.corrections if (each.table, each.field) not in _IDENTITY]
    return f"国扶系统还没有改：{_differing(open_)}，请在系统中更正" if open_ else OK


@household_rule(
    "H109d", W, "与上级系统姓名、号码不同", "通行做法；武汉督查通报", "correction.office", "person.name"
)
def other_identity(case: Case, _: Limits) -> Said:
    """同人编号姓名不同, or another ID number."""
    if case.around.listed.get(case.household.village) is None:
        return None
    found = [each for each in case.corrections if (each.table, each.field) in _IDENTITY]
    return f"与国扶系统不同：{_differing(found)}，请核实后在系统中更正" if found else OK


# 合计与明细


@household_rule(
    "H110a",
    E,
    "收入合计不等于项目之和",
    "汇总表核对",
    "income_item.amount",
    "household_year.worksheet_done",
)
def items_apart(case: Case, _: Limits) -> Said:
    """A typed total beside items that make another sum; the items count."""
    if not case.items or case.sheet is None:
        return None
    if not any(total.items and total.typed is not None for total in case.sheet.totals.values()):
        return None
    said = case.sheet.remarks
    return f"{said[0]}，请核对" if said else OK


@household_rule(
    "H110b",
    E,
    "危改资金来源之和不等于总造价",
    "报表表注：资金等于各来源之和",
    "renovation.cost",
    "subsidy.amount",
)
def funds_apart(case: Case, _: Limits) -> Said:
    """总造价 = 补助 + 自筹, where all of them are filled in."""
    sums = [(each, funds(each, case.subsidies)) for each in case.renovations]
    known = [(each, money) for each, money in sums if money.gap is not None and money.by_source]
    if not known:
        return None
    for each, money in known:
        if money.gap:
            parts = f"补助{show_money(money.subsidy)}元加自筹{show_money(money.own or NONE)}元"
            return (
                f"{each.plan_year}年危房改造总造价{show_money(money.cost or NONE)}元，不等于{parts}，请核对"
            )
    return OK
