"""The parts of a 一户一档. Each fact stands in one place, so that a change of it changes one page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from fupin_desktop.domain.codes import Relation
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring, Person, PersonYear, Standing
from fupin_desktop.domain.housing import Renovation, state
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.terms import monitoring, numeral
from fupin_desktop.reports.document import (
    Block,
    Cell,
    Document,
    Heading,
    Kind,
    Note,
    PageBreak,
    Paragraph,
    Sign,
    Signs,
    Space,
    Style,
    Wide,
)
from fupin_desktop.reports.forms import application, income, photo_sheet
from fupin_desktop.reports.forms import plan as plan_form
from fupin_desktop.reports.forms.binding import as_of
from fupin_desktop.reports.forms.parts import (
    Column,
    Entry,
    day,
    entries,
    of,
    place,
    running,
    subtitle,
    table,
    yuan,
)
from fupin_desktop.reports.forms.photo_sheet import Shot

A_PAGE = 8
"""So many members stand on a page."""
_HELPER_ROWS, _VISITS = 4, 9


@dataclass(frozen=True, slots=True)
class Asking:
    """What a part is made from; `count` is how many photos stand on a page."""

    dossier: Dossier
    sender: Sender
    shots: Sequence[Shot]
    sender_on: Callable[[date], Sender]  # who issued by the names of another day
    count: int = 4

    def document(self, title: str, blocks: Sequence[Block], *, landscape: bool = False) -> Document:
        """A part of the file in its own words."""
        return Document(
            title,
            blocks,
            Style.TABLE,
            landscape=landscape,
            subtitle=subtitle(self.sender),
            author=self.sender.unit,
            running=running(self.dossier),
        )


_IDENTITY = (
    "phone", "address", "standard", "registered_on", "relocated", "cause", "other_causes", "soldier_family",
    "only_child", "two_daughters",
)  # fmt: skip
_LAND = ("farmland", "irrigated", "forest", "returned_forest", "orchard", "pasture", "water_area")
_LIVING = (
    "production_power", "power", "broadcast", "water_safe", "water_hard", "toilet", "road", "road_hard", "road_km", "fuel",
    "cooperative", "company_led", "leader_led", "enough_food", "enough_clothes",
)  # fmt: skip


_LINE = 1.3


def _basics(asking: Asking) -> Document:
    dossier = asking.dossier
    household, year = dossier.household, dossier.survey
    items = [
        Entry("户主姓名", dossier.head, least=_LINE),
        of(household, Household, "number"),
        Entry("村、组", place(dossier)),
        Entry("家庭人口", f"{len(dossier.people)}人" if dossier.people else ""),
        *(of(household, Household, each, least=_LINE) for each in _IDENTITY),
        of(household, Household, "bank", 2, least=_LINE),
        of(household, Household, "account", 2, least=_LINE),
        of(household, Household, "cause_note", 3, least=2.5),
        of(household, Household, "remark", 3, least=2.5),
    ]
    blocks: list[Block] = [
        entries(items, 3, label=6),
        Heading(f"生产条件（{dossier.year}年）"),
        entries([of(year, HouseholdYear, each, least=_LINE) for each in _LAND], 3, label=9, content=7),
        Heading(f"生活条件（{dossier.year}年）"),
        entries([of(year, HouseholdYear, each, least=_LINE) for each in _LIVING], 3, label=9, content=7),
        entries([of(year, HouseholdYear, "survey_note", least=3)], 1, label=6, content=42),
    ]
    return asking.document("家庭基本情况", blocks)


_MEMBERS = (
    Column("序号", 2.2),
    Column("姓名", 6),
    Column("与户主关系", 4),
    Column("性别", 2.2),
    Column("出生日期\n证件号码", 11),
    Column("民族\n政治面貌", 4.5),
    Column("文化程度", 4.5),
    Column("在校生状况", 5),
    Column("健康状况", 5.5),
    Column("劳动技能\n务工", 8),
    Column("医疗保险", 5),
    Column("养老保险", 4),
    Column("低保特困", 3),
    Column("增减变化", 7),
)
_MEMBER_ROW = 2.45


def _members(asking: Asking) -> Document:
    """Everybody who belongs or belonged to the household, eight a page; who left keeps the row."""
    dossier = asking.dossier
    everybody = sorted(
        {each.id: each for each in (*dossier.people, *dossier.gone)}.values(),
        key=lambda each: (each.relation is not Relation.HEAD or each in dossier.gone, each.id or 0),
    )
    rows = [
        [str(number), *_member(asking, each, dossier.person_years.get(each.id or 0))]
        for number, each in enumerate(everybody, 1)
    ]
    blocks: list[Block] = []
    for first in range(0, max(len(rows), 1), A_PAGE):
        page = rows[first : first + A_PAGE]
        blocks += [PageBreak()] if first else []
        blocks.append(table(_MEMBERS, page, blank=A_PAGE - len(page), least=_MEMBER_ROW))
    return asking.document(f"家庭成员（{dossier.year}年）", blocks, landscape=True)


def _member(asking: Asking, person: Person, year: PersonYear | None) -> Iterator[str]:
    def said(*names: str) -> str:
        return "\n".join(
            filter(None, (PersonYear.fields[each].show(getattr(year, each, None)) for each in names))
        )

    shown = {
        each: Person.fields[each].show(getattr(person, each)) for each in ("relation", "sex", "politics")
    }
    yield person.name
    yield shown["relation"]
    yield shown["sex"]
    yield "\n".join(filter(None, (day(person.birth), person.id_number)))
    yield "\n".join(filter(None, (person.nation, shown["politics"])))
    yield said("education")
    yield said("school", "dropout")
    yield said("health").replace("、", "\n")
    work = f"{year.work_months}个月" if year and year.work_months else ""
    yield "\n".join(filter(None, (said("skill"), said("work_place") + work)))
    medical = _held(year, {"resident_medical": "居民医保", "employee_medical": "职工医保"}).replace(
        "\n", "、"
    )
    yield "\n".join(filter(None, (medical, _held(year, {"serious_illness": "大病保险"}))))
    yield _held(year, {"resident_pension": "居民养老", "employee_pension": "职工养老"})
    yield _held(year, {"allowance": "低保", "destitute": "特困"})
    yield "\n".join(_moves(asking.dossier, person))


def _held(year: PersonYear | None, names: Mapping[str, str]) -> str:
    return "\n".join(label for name, label in names.items() if getattr(year, name, None))


def _moves(dossier: Dossier, person: Person) -> Iterator[str]:
    if person.joined_on:
        reason = f"{person.join_reason.label}增加" if person.join_reason else "增加"
        yield f"{day(person.joined_on)}\n{reason}"
    if person.left_on and person.left_on <= dossier.on:
        reason = f"{person.leave_reason.label}减少" if person.leave_reason else "减少"
        yield f"{day(person.left_on)}\n{reason}"


def _identification(asking: Asking) -> Document:
    """The application as of its day; a household that was registered without one gets the form to fill in."""
    household = asking.dossier.household
    on = household.applied_on or household.registered_on
    dossier = as_of(asking.dossier, on)
    if on is not None and on.year < dossier.year:
        dossier = replace(dossier, year=on.year, person_years={})
    made = application.build(dossier, asking.sender_on(on) if on else asking.sender)
    return replace(made, running=running(asking.dossier))


def _income(asking: Asking) -> Document:
    dossier = asking.dossier
    if dossier.survey is not None:
        return income.build(dossier, asking.sender)
    said = f"{dossier.year}年的年度情况还没有调查，收入尚未核算。核算后请补打本页。"
    return asking.document(f"{dossier.year}年家庭收入核算表", [Paragraph(said)])


_NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")


def _plan(asking: Asking) -> Document:
    """The plan of the year with the people it was made for; they stand in their own part, so not here again."""
    plan = asking.dossier.plan
    made = plan_form.build(as_of(asking.dossier, plan.made_on if plan else None), asking.sender)
    blocks: list[Block] = []
    number, skipping = 0, False
    for block in made.blocks:
        heading = block if isinstance(block, Heading) and _NUMBERED.match(block.text) else None
        if heading:
            skipping = heading.text.endswith("家庭成员")
            number += not skipping
        if not skipping:
            blocks.append(_renumbered(heading, number) if heading else block)
    return replace(made, blocks=blocks)


def _renumbered(heading: Heading, number: int) -> Heading:
    return replace(heading, text=_NUMBERED.sub(f"{numeral(number)}、", heading.text))


_HELPERS = (
    Column("岗别", 4),
    Column("姓名", 8),
    Column("单位", 16, Kind.TEXT),
    Column("职务", 8),
    Column("联系电话", 9),
    Column("开始日期", 9),
    Column("结束日期", 9),
)
_VISIT = (
    Column("走访日期", 7),
    Column("走访人", 7),
    Column("走访情况（谈了什么、办了什么）", 26, Kind.TEXT),
    Column("户主签字", 7),
)


def _helpers(asking: Asking) -> Document:
    rows = [
        [
            pairing.post.label,
            cadre.name,
            cadre.unit,
            cadre.duty,
            cadre.phone,
            day(pairing.since),
            day(pairing.until),
        ]
        for pairing, cadre in asking.dossier.pairings
    ]
    blocks: list[Block] = [
        Heading("帮扶责任人"),
        table(_HELPERS, rows, blank=max(_HELPER_ROWS - len(rows), 0), least=1.5),
        Heading("走访记录"),
        table(_VISIT, [], blank=max(_VISITS - max(len(rows) - _HELPER_ROWS, 0), 4), least=2.4),
    ]
    return asking.document("帮扶责任人与走访", blocks)


_HOUSE = ("house_area", "unsafe", "house_grade")
_RENOVATIONS = (
    Column("计划年度", 5),
    Column("鉴定等级", 5),
    Column("改造方式", 9),
    Column("建筑面积（平方米）", 7, Kind.NUMBER),
    Column("总造价（元）", 8, Kind.MONEY),
    Column("补助（元）", 8, Kind.MONEY),
    Column("进度", 8),
    Column("通水、通电日期", 10),
)


def _housing(asking: Asking) -> Document:
    dossier = asking.dossier
    rows = [
        _renovation(dossier, each) for each in sorted(dossier.renovations, key=lambda each: each.plan_year)
    ]
    blocks: list[Block] = [
        Heading(f"住房情况（{dossier.year}年）"),
        entries([of(dossier.survey, HouseholdYear, each) for each in _HOUSE], 3, label=6),
        Heading("危房改造"),
        table(_RENOVATIONS, rows, blank=max(3 - len(rows), 0), least=1.8),
        Note("注：危房改造的申请、鉴定、审批、验收和拨付材料另立《农村危房改造档案》。"),
        Space(0.5),
        Heading("易地扶贫搬迁"),
        entries(
            [
                of(dossier.household, Household, "relocated"),
                Entry("安置方式"),
                Entry("安置点"),
                Entry("搬迁日期"),
                Entry("旧房拆除日期", "", 2),
            ],
            3,
            label=6,
        ),
    ]
    return asking.document("住房", blocks)


def _renovation(dossier: Dossier, house: Renovation) -> list[Cell]:
    paid = [each.amount for each in dossier.subsidies if each.renovation_id == house.id]
    return [
        str(house.plan_year),
        *(Renovation.fields[each].show(getattr(house, each)) for each in ("grade", "way", "area")),
        yuan(house.cost),
        yuan(sum(paid, Decimal(0)) if paid else house.planned_subsidy),
        state(house, [each for each in dossier.stages if each.on <= dossier.on]).label,
        "\n".join(filter(None, (day(house.water_on), day(house.power_on)))),
    ]


_POLICIES = (
    Column("序号", 3),
    Column("政策、项目", 16, Kind.TEXT),
    Column("资金来源", 12, Kind.TEXT),
    Column("金额（元）", 8, Kind.MONEY),
    Column("享受日期", 9),
    Column("户主签字", 7),
)
_POLICY_ROWS = 14


def _policies(asking: Asking) -> Document:
    """What the household received: measures that were carried out and subsidies that were paid, with their sum."""
    rows = list(_received(asking.dossier))
    total = sum((amount for *_, amount, _ in rows), Decimal(0))
    lines: list[list[Cell]] = [
        [str(number), what, source, yuan(amount) if amount else "", day(on), ""]
        for number, (what, source, amount, on) in enumerate(rows, 1)
    ]
    lines += [[""] * len(_POLICIES)] * max(_POLICY_ROWS - len(lines), 2)
    lines.append([Wide("合计", 3, Kind.CENTRE), yuan(total) if total else "", "", ""])
    blocks: list[Block] = [
        table(_POLICIES, lines, least=1.8, totals=1),
        Note("注：补贴、补助等转移性收入列在“收入核算”部分，参加保险、享受低保的情况列在“家庭成员”部分。"),
    ]
    return asking.document(f"政策享受（{asking.dossier.year}年）", blocks)


def _received(dossier: Dossier) -> Iterator[tuple[str, str, Decimal, date | None]]:
    for measure in sorted(dossier.measures, key=lambda each: (each.done_on or date.max, each.id or 0)):
        if measure.done_on is None or measure.done_on > dossier.on:
            continue
        name = f"{measure.kind.label}：{measure.content}" if measure.kind else measure.content
        funds = [each for each in dossier.funds if each.measure_id == measure.id]
        for each in funds:
            yield name, each.source, each.amount, measure.done_on
        if not funds:
            yield name, "", Decimal(0), measure.done_on
    for paid in dossier.subsidies:
        if paid.paid_on and paid.paid_on.year == dossier.year and paid.paid_on <= dossier.on:
            yield "危房改造补助", paid.source, paid.amount, paid.paid_on


_ATTRIBUTE = Column(Standing.fields["attribute"].label, 9)
_STANDINGS = (
    Column("起始日期", 9),
    Column("脱贫标志", 7),
    _ATTRIBUTE,
    Column("户类型", 9),
    Column("变动依据", 20, Kind.TEXT),
)
_MONITORINGS = (
    Column("监测对象类别", 9),
    Column("致贫返贫风险", 12),
    Column("识别日期", 9),
    Column("风险消除日期", 9),
    Column("消除方式", 7),
    Column("备注", 10, Kind.TEXT),
)


def _exit(asking: Asking) -> Document:
    dossier = asking.dossier
    known = [each for each in dossier.standings if each.since <= dossier.on]
    later = monitoring(dossier.on)
    columns = [each for each in _STANDINGS if not (later and each is _ATTRIBUTE)]
    names = ("status", *(() if later else ("attribute",)), "household_type", "reason")
    history = [
        [
            day(each.since),
            *(Standing.fields[name].show(getattr(each, name)) for name in names),
        ]
        for each in known
    ]
    watched = [_monitoring(each) for each in dossier.monitorings]
    blocks: list[Block] = [
        Heading("在册与退出"),
        entries(
            [
                of(dossier.household, Household, "lifted_year"),
                of(dossier.household, Household, "ended_on"),
                of(dossier.household, Household, "end_reason", 2),
            ],
            2,
            label=6,
        ),
        table(columns, history, blank=max(5 - len(history), 1), least=1.6),
        Heading("防止返贫监测"),
        table(_MONITORINGS, watched, blank=max(4 - len(watched), 1), least=1.6),
        Heading("退出确认"),
        Paragraph("本户对脱贫退出的收入、住房、教育、医疗、饮水情况予以确认。"),
        Signs(
            [Sign("户主（签字、按手印）"), Sign("村民委员会（盖章）"), Sign("驻村工作队（签字）")], across=3
        ),
    ]
    return asking.document("退出与监测", blocks)


def _monitoring(each: Monitoring) -> list[Cell]:
    def said(name: str) -> str:
        return Monitoring.fields[name].show(getattr(each, name))

    return [
        said("kind"),
        said("risks"),
        day(each.identified_on or each.found_on),
        day(each.removed_on),
        said("removal"),
        each.remark,
    ]


def _photos(asking: Asking) -> Document:
    made = photo_sheet.build(asking.dossier, asking.sender, asking.shots, asking.count)
    return replace(made, title="照片")


MAKERS: Mapping[str, Callable[[Asking], Document]] = {
    "basics": _basics,
    "members": _members,
    "identification": _identification,
    "income": _income,
    "plan": _plan,
    "helpers": _helpers,
    "housing": _housing,
    "policies": _policies,
    "exit": _exit,
    "photos": _photos,
}
"""What makes each part."""
