"""What the road of 农村危房改造 asks for: appraisal, review, agreement, acceptance, payment, the file at the end.

Tiers of subsidy and ceilings of area are ``numbers`` (each county has its own): they propose and point out, a reason passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.fields import Field
from fupin_desktop.domain.housing import Applicant, Renovation, Way, way_problem
from fupin_desktop.domain.housing.file import papers_missing
from fupin_desktop.domain.procedure.asks import (
    REASON,
    Ask,
    Case,
    Hindrance,
    add,
    flag_field,
    money_field,
    text_field,
)
from fupin_desktop.domain.procedure.numbers import Numbers
from fupin_desktop.domain.values import show_money

_FIRST = frozenset({Applicant.ALLOWANCE, Applicant.DESTITUTE, Applicant.DISABLED})
_SMALL = 3
"""Households of up to so many people have one ceiling for the house, larger ones one for each person."""


def _of(name: str) -> Field:
    """A field of the renovation, asked for with a step and told to the register."""
    return replace(Renovation.fields[name], required=False)


@dataclass(frozen=True, slots=True)
class Tier:
    """What a renovation usually gets: yuan, the words for it, and who says so."""

    amount: Decimal
    words: str
    source: str


def tier(house: Renovation, numbers: Numbers) -> Tier | None:
    """The subsidy by the year of work, way (else grade) and kind of applicant; None while way and grade are not known."""
    repair = (
        house.way is Way.REPAIR
        if house.way
        else {Grade.C: True, Grade.D: False}.get(house.grade)
        if house.grade
        else None
    )
    if repair is None:
        return None
    first = house.applicant in _FIRST
    key = f"housing.subsidy.{'repair' if repair else 'rebuild'}.{'first' if first else 'other'}"
    who = house.applicant.label if house.applicant else "对象类型未填"
    words = f"{house.plan_year}年{'修缮加固' if repair else '拆除重建'}、{who}"
    amount = Decimal(numbers.whole(key, house.plan_year)).quantize(Decimal("0.01"))
    return Tier(amount, words, numbers.source(key, house.plan_year))


def ceiling(people: int, numbers: Numbers, year: int) -> tuple[Decimal, str]:
    """The largest area for so many people in square metres, and who says so."""
    if people <= _SMALL:
        return Decimal(numbers.whole("housing.small", year)), numbers.source("housing.small", year)
    return Decimal(people * numbers.whole("housing.each", year)), numbers.source("housing.each", year)


def told(case: Case) -> Renovation:
    """The renovation as it will be with what the step says."""
    house = case.renovation or Renovation(plan_year=case.passage.year)
    return replace(house, **{name: value for name, value in case.facts.items() if name in Renovation.fields})


def _application(case: Case) -> Iterator[Hindrance]:
    if case.year is not None and case.year.unsafe is False:
        yield Hindrance(
            "kind", f"{case.year.year}年度情况里这户不是危房户，请先核对住房情况；{REASON}", waivable=True
        )


def _appraisal(case: Case) -> Iterator[Hindrance]:
    house = told(case)
    if house.grade in (Grade.A, Grade.B):
        yield Hindrance(
            "grade",
            f"鉴定为{house.grade.label}的房屋不属于危房改造范围，结果一般是不通过，请核对；{REASON}",
            waivable=True,
        )
    elif wrong := way_problem(house):
        yield Hindrance("way", f"{wrong}；{REASON}", waivable=True)
    yield from _area(case, house)


def area_doubt(house: Renovation, people: int, numbers: Numbers) -> str | None:
    """A house larger than its people may have; pointed out, since counties differ."""
    if house.area is None or not people or house.relocation:
        return None
    most, source = ceiling(people, numbers, house.plan_year)
    if house.area <= most:
        return None
    return f"建筑面积{house.area.normalize():f}平方米超过{people}人户的上限{most}平方米（依据：{source}），请核对"


def money_doubt(house: Renovation, numbers: Numbers) -> str | None:
    """More money planned than the tier gives."""
    usual = None if house.relocation else tier(house, numbers)
    if usual is None or house.planned_subsidy is None or house.planned_subsidy <= usual.amount:
        return None
    return (
        f"拟补助{show_money(house.planned_subsidy)}元，高于{usual.words}的补助标准{show_money(usual.amount)}元"
        f"（依据：{usual.source}；本办可在程序参数里改），请核对"
    )


def _area(case: Case, house: Renovation) -> Iterator[Hindrance]:
    here = sum(1 for each in case.people if each.present(case.step.on))
    if said := area_doubt(house, here, case.numbers):
        yield Hindrance("area", f"{said}；{REASON}", waivable=True)


def _money(case: Case, house: Renovation) -> Iterator[Hindrance]:
    if said := money_doubt(house, case.numbers):
        yield Hindrance("planned_subsidy", f"{said}；{REASON}", waivable=True)


def _review(case: Case) -> Iterator[Hindrance]:
    yield from _money(case, told(case))


def _agreement(case: Case) -> Iterator[Hindrance]:
    house = told(case)
    if wrong := way_problem(house):
        yield Hindrance("way", f"{wrong}；{REASON}", waivable=True)
    yield from _area(case, house)
    yield from _money(case, house)


def _acceptance(case: Case) -> Iterator[Hindrance]:
    if case.facts.get("sound") is False:
        yield Hindrance("result", "没有达到最低建设要求的，验收结果应是不通过或退回，请改正")
    yield from _area(case, told(case))


def _payment(case: Case) -> Iterator[Hindrance]:
    amount: Decimal | None = case.facts.get("amount")
    if amount is not None and not case.facts.get("source"):
        yield Hindrance("source", "填写了拨付金额，请写明资金来源（中央、自治区、市县等）")
    kept = sum((each.amount for each in case.more.get("subsidies", ())), Decimal(0))
    paid = amount if amount is not None else kept
    if not paid:
        yield Hindrance("amount", f"还没有登记补助资金，请填写拨付金额和资金来源；{REASON}", waivable=True)
    planned = case.renovation.planned_subsidy if case.renovation else None
    if paid and planned is not None and paid != planned:
        yield Hindrance(
            "amount",
            f"拨付{show_money(paid)}元，与拟补助{show_money(planned)}元不一致，请核对；{REASON}",
            waivable=True,
        )


def _dossier(case: Case) -> Iterator[Hindrance]:
    if case.renovation is None:
        return
    missing = [
        each
        for each in papers_missing(case.renovation, case.more.get("stages", ()), case.more.get("photos", ()))
        if each.name not in case.papers
    ]
    if missing:
        said = "、".join(f"{each.name}（{each.why}）" for each in missing)
        yield Hindrance("papers", f"危房改造档案还缺：{said}，请补齐；{REASON}", waivable=True)


add(Ask("house_application", "危改申请", (_of("applicant"), text_field("grounds", "申请理由")), _application))
add(Ask("appraisal", "房屋鉴定", tuple(map(_of, ("grade", "way", "appraiser", "area"))), _appraisal))
add(Ask("house_review", "审核意见", (_of("planned_subsidy"), text_field("opinion", "审核意见")), _review))
add(
    Ask(
        "agreement",
        "改造协议",
        tuple(map(_of, ("way", "build", "area", "cost", "own_money", "planned_subsidy"))),
        _agreement,
    )
)
add(
    Ask(
        "acceptance",
        "验收",
        (text_field("accepted_by", "验收人"), _of("area"), flag_field("sound", "达到最低建设要求")),
        _acceptance,
    )
)
add(
    Ask(
        "payment",
        "拨付",
        (money_field("amount", "拨付金额"), text_field("source", "资金来源", longest=40), text_field("voucher", "打款凭证号", longest=60)),
        _payment,
    )
)  # fmt: skip
add(
    Ask(
        "dossier",
        "归档",
        (text_field("number", "档案编号", longest=60), text_field("place", "存放位置", longest=60)),
        _dossier,
    )
)
