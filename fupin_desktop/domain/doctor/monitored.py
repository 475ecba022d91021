"""Rules E 监测对象 (domain rows 64-66, 73-76, 79b): risks and measures while a household is monitored; after: ``removed``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from fupin_desktop.domain.ages import months_between
from fupin_desktop.domain.codes import Grade, Health, Risk, Skill
from fupin_desktop.domain.doctor.case import Case
from fupin_desktop.domain.doctor.rule import OK, E, Limits, Said, W, household_rule, limit
from fupin_desktop.domain.household import Monitoring
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.values import show_day

RISKS, MEASURES, IDENTIFIED = "monitoring.risks", "monitoring.measures", "monitoring.identified_on"

DEVELOPMENT = frozenset({MeasureKind.INDUSTRY, MeasureKind.EMPLOYMENT, MeasureKind.FINANCE, MeasureKind.POST})
"""开发式帮扶 (GZ 5_12_007)."""

ANSWERS: Mapping[Risk, frozenset[MeasureKind]] = {
    Risk.ILLNESS: frozenset({MeasureKind.HEALTH, MeasureKind.SOCIETY}),
    Risk.SCHOOLING: frozenset({MeasureKind.EDUCATION, MeasureKind.COMPULSORY, MeasureKind.SOCIETY}),
    Risk.DISABILITY: frozenset({MeasureKind.SECURITY, MeasureKind.SOCIETY}),
    Risk.HOUSE: frozenset({MeasureKind.HOUSE, MeasureKind.RELOCATION}),
    Risk.WATER: frozenset({MeasureKind.WATER}),
}
"""Which measures answer a risk (domain row 73; GZ 5_18_001-007)."""


# 风险与户情


def _judged(case: Case, risk: Risk) -> Monitoring | None:
    """The running episode where it has this risk."""
    now = case.watched
    return now if now is not None and risk in now.risks else None


def _healths(case: Case) -> set[Health] | None:
    """What the members have; None where it is not known of every one."""
    found: set[Health] = set()
    for each in case.members:
        if each.year is None or not each.year.health:
            return None
        found.update(each.year.health)
    return found


@household_rule("E064", E, "风险因残但无残疾成员", "GZ 2_11_001", RISKS, "person_year.health")
def disability_without(case: Case, _: Limits) -> Said:
    """因残 needs somebody who is disabled."""
    found = _healths(case) if _judged(case, Risk.DISABILITY) else None
    if found is None:
        return None
    return OK if Health.DISABLED in found else "致贫返贫风险有“因残”，但没有健康状况为“残疾”的成员，请核对"


@household_rule("E064a", E, "风险因病但全家无病人", "GZ 5_15_015", RISKS, "person_year.health")
def illness_without(case: Case, _: Limits) -> Said:
    """因病 needs somebody with 长期慢性病 or 大病."""
    found = _healths(case) if _judged(case, Risk.ILLNESS) else None
    if found is None:
        return None
    return (
        OK
        if found & {Health.CHRONIC, Health.SEVERE}
        else "致贫返贫风险有“因病”，但没有患长期慢性病或大病的成员，请核对"
    )


@household_rule("E064b", E, "风险因学但无在校生", "GZ 5_18_001–006", RISKS, "person_year.school")
def schooling_without(case: Case, _: Limits) -> Said:
    """因学 needs somebody at school."""
    if not _judged(case, Risk.SCHOOLING) or not any(each.year for each in case.members):
        return None
    return (
        OK
        if any(each.in_school for each in case.members)
        else "致贫返贫风险有“因学”，但没有在校的成员，请核对"
    )


@household_rule("E064c", E, "风险因住房但住房安全", "GZ 5_18_001–006", RISKS, "household_year.unsafe")
def house_without(case: Case, _: Limits) -> Said:
    """因安全住房 needs an unsafe house."""
    year = case.year
    if not _judged(case, Risk.HOUSE) or year is None or year.unsafe is None:
        return None
    unsafe = year.unsafe or year.house_grade in (Grade.C, Grade.D)
    return OK if unsafe else f"致贫返贫风险有“因安全住房”，但{year.year}年度“危房户”填“否”，请核对"


@household_rule(
    "E064d", E, "风险因饮水但饮水安全", "GZ 5_18_001–006、4_11_006", RISKS, "household_year.water_safe"
)
def water_without(case: Case, _: Limits) -> Said:
    """因安全饮水 needs water that is not safe, or hard to get."""
    year = case.year
    if not _judged(case, Risk.WATER) or year is None or year.water_safe is None:
        return None
    wanting = not year.water_safe or year.water_hard
    return OK if wanting else f"致贫返贫风险有“因安全饮水”，但{year.year}年度饮水安全填“是”，请核对"


@household_rule("E065", W, "因自然灾害未填子项", "GZ 2_11_005", "monitoring.disaster", RISKS)
def disaster_unnamed(case: Case, _: Limits) -> Said:
    """因自然灾害 says which disaster."""
    now = _judged(case, Risk.DISASTER)
    if now is None:
        return None
    return OK if now.disaster else "致贫返贫风险有“因自然灾害”，但没有填子项（洪涝、干旱、地震等），请补填"


@household_rule("E065a", W, "风险其他未备注", "GZ 2_11_004", "monitoring.other_risk", RISKS)
def other_unnamed(case: Case, _: Limits) -> Said:
    """其他 says what it is."""
    now = _judged(case, Risk.OTHER)
    if now is None:
        return None
    return OK if now.other_risk else "致贫返贫风险有“其他”，但没有填备注，请补填具体风险"


@household_rule("E066", E, "监测对象未填风险", "GZ 1_11_001", RISKS)
def risk_blank(case: Case, _: Limits) -> Said:
    """A monitored household has a risk."""
    now = case.watched
    if now is None:
        return None
    return OK if now.risks else "是监测对象，但没有填致贫返贫风险，请补填"


# 措施


def unanswered(now: Monitoring, done: frozenset[MeasureKind]) -> str:
    """The risks without a measure that answers them, with the measures that would."""
    wanting = [risk for risk in now.risks if risk in ANSWERS and not ANSWERS[risk] & done]
    return "；".join(
        f"“{risk.label}”应有{'或'.join(kind.label for kind in MeasureKind if kind in ANSWERS[risk])}"
        for risk in wanting
    )


@household_rule("E073", W, "风险与措施不匹配", "GZ 5_18_001–007", MEASURES, RISKS)
def riskunanswered(case: Case, _: Limits) -> Said:
    """Each risk has a measure that answers it. No measures at all: E079b."""
    now = case.watched
    if now is None or not case.done or not any(each in ANSWERS for each in now.risks):
        return None
    said = unanswered(now, case.done)
    return f"风险与帮扶措施不匹配：{said}，请核对" if said else OK


def _able(case: Case) -> bool:
    """Whether somebody has 普通 or 技能劳动力."""
    return any(each.year and each.year.skill in (Skill.ORDINARY, Skill.SKILLED) for each in case.members)


_SKILL = "person_year.skill"


@household_rule(
    "E074", W, "有劳动力的监测户无开发式帮扶", "GZ 5_12_007、5_11_030", MEASURES, IDENTIFIED, _SKILL,
    limits={"months": limit("纳入监测满", 6, "个月")},
)  # fmt: skip
def no_development(case: Case, limits: Limits) -> Said:
    """Half a year on the list with labour, and neither 产业, 就业, 金融 nor 公益岗位. 综合保障 alone: E075."""
    now = case.watched
    if now is None or now.identified_on is None or not case.done or not _able(case):
        return None
    months = months_between(now.identified_on, case.around.on)
    if months < limits["months"] or case.done & DEVELOPMENT or case.done == {MeasureKind.SECURITY}:
        return OK
    return f"有劳动力，纳入监测已{months}个月，没有产业、就业、金融或公益岗位帮扶，请补充"


@household_rule("E074a", W, "登记开发式帮扶却填尚未实施", "GZ 5_11_030", "monitoring.development", MEASURES)
def development_not_begun(case: Case, _: Limits) -> Said:
    """实施开发式帮扶措施情况 against the measures themselves."""
    now = case.watched
    if now is None or not now.development or not now.measures:
        return None
    wrong = "未实施" in now.development and DEVELOPMENT.intersection(now.measures)
    return f"已登记开发式帮扶措施，但“实施开发式帮扶措施情况”填“{now.development}”，请核对" if wrong else OK


@household_rule("E075", W, "有劳动力却仅有综合保障", "GZ 5_11_032", MEASURES, _SKILL)
def security_alone(case: Case, _: Limits) -> Said:
    """Labour, and 综合保障 as the only measure."""
    if case.watched is None or not case.done or not _able(case):
        return None
    return (
        "有劳动力，但帮扶措施只有综合保障一项，请核实能否增加产业或就业帮扶"
        if case.done == {MeasureKind.SECURITY}
        else OK
    )


@household_rule(
    "E076",
    W,
    "新识别户登记搬迁措施",
    "GZ 1111_4",
    MEASURES,
    IDENTIFIED,
    limits={"year": limit("识别年份起", 2021, "年")},
)
def relocation_too_late(case: Case, limits: Limits) -> Said:
    """易地扶贫搬迁 ended with 2020."""
    now = case.monitoring
    if now is None or now.identified_on is None or now.identified_on.year < limits["year"] or not case.done:
        return None
    return (
        f"{now.identified_on.year}年识别，却登记搬迁措施，请核对"
        if MeasureKind.RELOCATION in case.done
        else OK
    )


@household_rule(
    "E079b",
    E,
    "识别后长期无措施",
    "GZ 1_11_010",
    MEASURES,
    IDENTIFIED,
    limits={"months": limit("纳入监测满", 1, "个月")},
)
def watched_without_help(case: Case, limits: Limits) -> Said:
    """More than a month on the list (the day after it is full) and no measure."""
    now = case.watched
    if now is None or now.identified_on is None:
        return None
    months = months_between(now.identified_on, case.around.on - timedelta(days=1))
    if case.done or months < limits["months"]:
        return OK
    return f"{show_day(now.identified_on)}纳入监测，已{months}个月，没有登记帮扶措施，请补登"
