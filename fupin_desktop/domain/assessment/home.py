"""The items that the household as a whole answers: food, house, water, power, income."""

from __future__ import annotations

from collections.abc import Callable

from fupin_desktop.domain.assessment.facts import Answer, Facts
from fupin_desktop.domain.assessment.verdict import Result
from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.household import HouseholdYear
from fupin_desktop.domain.income import above, gap


def flag_answer(name: str, met: str, unmet: str) -> Callable[[Facts], Answer]:
    """An item that one yes-or-no field of the year answers."""

    def answer(facts: Facts) -> Answer:
        if facts.year is None:
            return no_year(facts)
        value: bool | None = getattr(facts.year, name)
        if value is None:
            return Result.UNKNOWN, f"“{HouseholdYear.fields[name].label}”未填写"
        return (Result.MET, met) if value else (Result.UNMET, unmet)

    return answer


def no_year(facts: Facts) -> Answer:
    return Result.UNKNOWN, f"没有{facts.number}年度的户情况"


def water(facts: Facts) -> Answer:
    if facts.year is None:
        return no_year(facts)
    if facts.year.water_safe is False:
        return Result.UNMET, "饮水不安全"
    if facts.year.water_hard:
        return Result.UNMET, "饮水困难"
    return (Result.MET, "饮水安全") if facts.year.water_safe else (Result.UNKNOWN, "“饮水安全”未填写")


def house(facts: Facts) -> Answer:
    if facts.renovation_done:
        return Result.MET, "危房改造已验收"
    if facts.year is None:
        return no_year(facts)
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


def income_answer(facts: Facts) -> Answer:
    side = above(facts.income, facts.line)
    said = gap(facts.income, facts.line)
    if side is None:
        return Result.UNKNOWN, said
    return (Result.MET if side > 0 else Result.UNMET), f"人均纯收入{said}"
