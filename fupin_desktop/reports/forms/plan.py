"""一户一策帮扶计划表: the household, what is to be done for it, with whose money, by whom, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.household import Household, Person, PersonYear, Standing
from fupin_desktop.domain.income import UNKNOWN
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.plan import Measure, MeasureFund, Plan
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.reports.document import (
    Block,
    Document,
    Heading,
    Kind,
    PageBreak,
    Sign,
    Signs,
    Style,
    Table,
)
from fupin_desktop.reports.forms.parts import (
    Column,
    Entry,
    born,
    day,
    entries,
    in_yuan,
    of,
    place,
    running,
    subtitle,
    table,
    total_of,
    yuan,
)
from fupin_desktop.reports.sentences import plain

_BLANK_ROWS = 6
_ONE_SIDE = 7  # so many members stand on one side with the household, its measures begin on the other
_ROOM = 2.4  # a measure that is written in by hand


def build(dossier: Dossier, sender: Sender) -> Document:
    """The plan of the dossier's year; without one, or without measures, rows to write them in."""
    blocks: list[Block] = [
        Heading("一、家庭基本情况"),
        _household(dossier),
        Heading("二、家庭成员"),
        _members(dossier),
        *([PageBreak()] if len(dossier.people) <= _ONE_SIDE else []),
        Heading("三、帮扶措施"),
        _measures(dossier),
        entries([of(dossier.plan, Plan, "result", least=4)], 1, label=6, content=70),
        Signs(_SIGNS, across=4),
    ]
    return Document(
        f"{dossier.year}年一户一策帮扶计划表",
        blocks,
        Style.TABLE,
        landscape=True,
        subtitle=subtitle(sender),
        author=sender.unit,
        running=running(dossier),
    )


_SIGNS = (
    Sign("户主（签字、按手印）"),
    Sign("村民委员会（盖章）"),
    Sign("驻村工作队（签字）"),
    Sign("帮扶责任人（签字）"),
)


def _household(dossier: Dossier) -> Table:
    household, plan = dossier.household, dossier.plan
    before = dossier.income_of(dossier.year - 1) or UNKNOWN
    items = [
        Entry("户主姓名", dossier.head),
        of(household, Household, "number"),
        Entry("村、组", place(dossier)),
        of(household, Household, "phone", label="联系电话"),
        Entry("家庭人口", f"{len(dossier.people)}人" if dossier.people else ""),
        of(dossier.standing, Standing, "household_type" if monitoring(dossier.on) else "attribute"),
        of(dossier.standing, Standing, "status"),
        of(household, Household, "registered_on", label="识别时间"),
        Entry("主要致贫原因", Household.fields["cause"].show(household.cause)),
        Entry(f"{dossier.year - 1}年人均纯收入", in_yuan(before.value)),
        Entry("人均纯收入目标", in_yuan(plan.target_income if plan else None)),
        Entry("计划脱贫年度", f"{plan.target_year}年" if plan and plan.target_year else ""),
        of(plan, Plan, "unit"),
        of(plan, Plan, "person"),
        of(plan, Plan, "made_on"),
        of(plan, Plan, "confirmed_on"),
        Entry("帮扶干部", _helpers(dossier), 4),
        of(plan, Plan, "cause", 4),
        of(plan, Plan, "needs", 4),
    ]
    return entries(items, 4, label=6, content=9)


def _helpers(dossier: Dossier) -> str:
    said = [
        f"{pairing.post.label}{cadre.name}" + (f"（{cadre.phone}）" if cadre.phone else "")
        for pairing, cadre in dossier.helpers
    ]
    return "、".join(said)


_MEMBER_COLUMNS = (
    Column("序号", 3),
    Column("姓名", 12),
    Column("与户主关系", 6),
    Column("性别", 3),
    Column("出生年月", 7),
    Column("健康状况", 8),
    Column("劳动技能", 8),
    Column("在校生状况", 8),
    Column("务工情况", 10),
)


def _members(dossier: Dossier) -> Table:
    rows = [
        [str(number), *_member(person, dossier.person_years.get(person.id or 0))]
        for number, person in enumerate(dossier.people, 1)
    ]
    return table(_MEMBER_COLUMNS, rows, blank=0 if rows else _BLANK_ROWS)


def _member(person: Person, year: PersonYear | None) -> Iterator[str]:
    for name in ("name", "relation", "sex"):
        yield Person.fields[name].show(getattr(person, name))
    yield born(person)
    for name in ("health", "skill", "school"):
        yield PersonYear.fields[name].show(getattr(year, name, None))
    yield _work(year)


def _work(year: PersonYear | None) -> str:
    if year is None or not (year.work_place or year.work_months):
        return ""
    months = f"{year.work_months}个月" if year.work_months else ""
    return PersonYear.fields["work_place"].show(year.work_place) + months


_MEASURE_COLUMNS = (
    Column("序号", 2.5),
    Column("五个一批", 5),
    Column("措施类别", 5),
    Column("帮扶内容", 22, Kind.TEXT),
    Column("数量", 4),
    Column("资金来源", 6, Kind.TEXT),
    Column("金额（元）", 7, Kind.MONEY),
    Column("责任单位", 6, Kind.TEXT),
    Column("责任人", 4),
    Column("完成时限", 6),
    Column("预期增收（元）", 7, Kind.MONEY),
    Column("完成情况", 10, Kind.TEXT),
)


def _measures(dossier: Dossier) -> Table:
    """The measures with their totals; rows to write in when there are none."""
    rows = [[str(number), *_measure(dossier, each)] for number, each in enumerate(dossier.measures, 1)]
    if not rows:
        return table(_MEASURE_COLUMNS, [], blank=_BLANK_ROWS, least=_ROOM)
    money = total_of(each.amount for each in dossier.funds)
    income = total_of(each.expected_income for each in dossier.measures)
    total = ["合计", *[""] * 5, yuan(money), "", "", "", yuan(income), _done_count(dossier)]
    return table(_MEASURE_COLUMNS, [*rows, total], totals=1, least=1.6)


def _measure(dossier: Dossier, measure: Measure) -> Iterator[str]:
    funds = [each for each in dossier.funds if each.measure_id == measure.id]
    yield Measure.fields["batch"].show(measure.batch)
    yield Measure.fields["kind"].show(measure.kind)
    yield measure.content
    yield plain(measure.quantity) + measure.quantity_unit if measure.quantity is not None else ""
    yield _sources(funds)
    yield yuan(total_of(each.amount for each in funds))
    yield measure.unit
    yield measure.person
    yield day(measure.due_on)
    yield yuan(measure.expected_income)
    yield _state(dossier, measure)


def _sources(funds: list[MeasureFund]) -> str:
    if len(funds) < 2:
        return "".join(each.source for each in funds)
    return "；".join(f"{each.source}{plain(each.amount)}元" for each in funds)


def _state(dossier: Dossier, measure: Measure) -> str:
    """How far a measure has come by the dossier's day."""
    if measure.done_on and measure.done_on <= dossier.on:
        return f"{day(measure.done_on)}完成" + (f"：{measure.result}" if measure.result else "")
    known = [each for each in dossier.progress if each.measure_id == measure.id and each.on <= dossier.on]
    if not known:
        return ""
    last = known[-1]
    percent = f"完成{last.percent}%，" if last.percent is not None else ""
    return f"{percent}{last.said}"


def _done_count(dossier: Dossier) -> str:
    done = sum(1 for each in dossier.measures if each.done_on and each.done_on <= dossier.on)
    return f"共{len(dossier.measures)}项，已完成{done}项"
