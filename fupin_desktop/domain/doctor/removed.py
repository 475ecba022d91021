"""Rules E 已消除风险的户 (domain rows 68, 77-79c): how they live, and whether the removal was right."""

from __future__ import annotations

from fupin_desktop.domain.ages import months_between
from fupin_desktop.domain.codes import Removal
from fupin_desktop.domain.doctor.case import Case
from fupin_desktop.domain.doctor.monitored import ANSWERS, IDENTIFIED, MEASURES, RISKS, unanswered
from fupin_desktop.domain.doctor.rule import OK, E, Limits, Said, W, household_rule, limit
from fupin_desktop.domain.household import Monitoring
from fupin_desktop.domain.values import show_day

REMOVED, REMOVED_ON = "monitoring.removed", "monitoring.removed_on"


# 已消除风险的户


def _after(case: Case, field: str, today: bool | None) -> bool | None:
    """A fact after removal: as the register says of that time or, of others than 脱贫户 (E067), as it is today."""
    now = case.removed
    if now is None:
        return None
    then: bool | None = getattr(now, field)
    known = [each for each in (then, None if case.lifted else today) if each is not None]
    return any(known) if known else None


@household_rule(
    "E068",
    E,
    "已消除风险户住危房",
    "GZ 1_11_006、1_02_008",
    "monitoring.after_house",
    "household_year.unsafe",
    needs=(REMOVED,),
)
def removed_but_unsafe(case: Case, _: Limits) -> Said:
    """住房损毁 after removal, or an unsafe house now."""
    found = _after(case, "after_house", case.year.unsafe if case.year else None)
    if found is None:
        return None
    return "风险已消除，但住房损毁或仍是危房户，请核实是否重新纳入监测" if found else OK


@household_rule(
    "E068a",
    E,
    "已消除风险户饮水不安全",
    "GZ 1_11_007、1_02_009",
    "monitoring.after_water",
    "household_year.water_safe",
    needs=(REMOVED,),
)
def removed_but_dry(case: Case, _: Limits) -> Said:
    """饮水设施损毁 after removal, or no safe water now."""
    safe = case.year.water_safe if case.year else None
    found = _after(case, "after_water", None if safe is None else not safe)
    if found is None:
        return None
    return "风险已消除，但饮水设施损毁或饮水不安全，请核实是否重新纳入监测" if found else OK


@household_rule(
    "E068b", E, "已消除风险户有失学辍学", "GZ 1_11_005", "monitoring.after_dropout", needs=(REMOVED,)
)
def removed_but_out_of_school(case: Case, _: Limits) -> Said:
    """失学辍学 after removal."""
    if case.removed is None or case.removed.after_dropout is None:
        return None
    return "风险已消除，但填有义务教育阶段儿童失学辍学，请核实" if case.removed.after_dropout else OK


@household_rule(
    "E068c", E, "已消除风险户有人未参医保", "GZ 1_11_008", "monitoring.after_uninsured", needs=(REMOVED,)
)
def removed_but_uninsured(case: Case, _: Limits) -> Said:
    """未参加基本医保 after removal."""
    if case.removed is None or case.removed.after_uninsured is None:
        return None
    return (
        "风险已消除，但填有家庭成员未参加基本医疗保险，请核实并督促参保"
        if case.removed.after_uninsured
        else OK
    )


# 消除


@household_rule(
    "E077", E, "识别到消除不足6个月", "GZ 2_11_002", REMOVED_ON, IDENTIFIED,
    limits={"months": limit("至少监测", 6, "个月")},
)  # fmt: skip
def removed_too_soon(case: Case, limits: Limits) -> Said:
    """Full months by the calendar; 自然消除 is not asked."""
    now = case.removed
    if now is None or now.identified_on is None or now.removed_on is None:
        return None
    months = months_between(now.identified_on, now.removed_on)
    if months >= limits["months"]:
        return OK
    return f"{show_day(now.identified_on)}识别，{show_day(now.removed_on)}消除，不足{limits['months']}个月，请核对"


def _removed_since_2021(case: Case) -> Monitoring | None:
    now = case.removed
    return now if now is not None and (now.removed_on or case.around.on).year >= 2021 else None


AFTER = tuple(name for name in Monitoring.fields if name.startswith("after_"))
"""The thirteen facts after removal (GZ 1_11_004: FI to FU)."""


@household_rule(
    "E078", E, "消除后指标未填全", "GZ 1_11_004", *(f"monitoring.{name}" for name in AFTER), REMOVED
)
def after_blank(case: Case, _: Limits) -> Said:
    """Income, 三保障 and water after removal are filled in; the register asks for them since 2021."""
    now = _removed_since_2021(case)
    if now is None:
        return None
    blank = [
        Monitoring.fields[name].label.removeprefix("风险消除后")
        for name in AFTER
        if getattr(now, name) is None
    ]
    if not blank:
        return OK
    if len(blank) == len(AFTER):
        return "风险已消除，但消除后的收入、三保障和饮水都没有填写，请补填"
    shown = "、".join(blank[:3]) + (f"等{len(blank)}项" if len(blank) > 3 else "")
    return f"风险已消除，但消除后的{shown}没有填写，请补填"


@household_rule(
    "E078a",
    E,
    "监测联系人、电话空",
    "GZ 1_11_011",
    "monitoring.collector",
    "monitoring.collector_phone",
    needs=("monitoring.collector",),
)
def collector_blank(case: Case, _: Limits) -> Said:
    """Who collected the facts of a removed household, and his phone; asked since 2021."""
    now = _removed_since_2021(case)
    if now is None:
        return None
    blank = [
        said for said, value in (("姓名", now.collector), ("联系电话", now.collector_phone)) if not value
    ]
    return f"风险已消除，但信息采集人{'和'.join(blank)}没有填写，请补填" if blank else OK


@household_rule(
    "E079", W, "整户无劳动力的监测户已消除", "GZ 4_11_011", REMOVED, "monitoring.no_labour", needs=(REMOVED,)
)
def removed_without_labour(case: Case, _: Limits) -> Said:
    """A household that nobody can keep may be kept on the list (暂不消除)."""
    now = case.removed
    if now is None:
        return None
    helpless = now.no_labour or (bool(case.members) and all(each.cannot_work for each in case.members))
    return "整户无劳动能力，风险却已消除，请核实是否应暂不消除" if helpless else OK


@household_rule("E079a", E, "帮扶消除但无措施", "GZ 1_11_009", MEASURES, "monitoring.removal", REMOVED)
def removed_without_help(case: Case, _: Limits) -> Said:
    """帮扶消除 needs help."""
    now = case.removed
    if now is None or now.removal is not Removal.HELPED:
        return None
    return OK if case.done else "风险消除方式是“帮扶消除”，但没有登记任何帮扶措施，请补登"


@household_rule("E079c", E, "消除时风险无对应措施", "GZ 3_11_003–009", MEASURES, RISKS, REMOVED)
def removedunanswered(case: Case, _: Limits) -> Said:
    """帮扶消除 with a risk that no measure answered. No measures at all: E079a."""
    now = case.removed
    if (
        now is None
        or now.removal is not Removal.HELPED
        or not case.done
        or not any(each in ANSWERS for each in now.risks)
    ):
        return None
    said = unanswered(now, case.done)
    return f"风险已消除，但没有对应的帮扶措施：{said}，请核对" if said else OK
