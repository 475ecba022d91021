"""三、重点工作进展: houses, allowances and schooling, plans and their measures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from fupin_desktop.domain.figures import Count, Figures
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.period import Report
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.reports import charts
from fupin_desktop.reports.document import Block, Figure, Heading, Kind, Paragraph, Table
from fupin_desktop.reports.sections.frame import this
from fupin_desktop.reports.sentences import counted, listed, money, plain, share, wan


def housing(report: Report, number: str) -> Iterator[Block]:
    now, houses = report.now, report.houses
    yield Heading(f"（{number}）住房安全和危房改造")
    task = now.total("unsafe_houses")
    if not task:
        yield Paragraph(f"{report.period.year}年没有登记危房改造任务。")
        return
    started, finished, moved = (now.total(f"houses_{name}") for name in ("started", "finished", "moved_in"))
    yield Paragraph(
        f"{report.period.year}年危房改造任务{task}户，已开工{started}户，开工率{share(started, task)}；"
        f"已竣工{finished}户，竣工率{share(finished, task)}；已入住{moved}户。{_houses_now(report)}"
        f"{_house_money(report)}"
    )
    yield _houses_table(report)
    if houses.now or started or now.tally("stages").keys() - {"none"}:
        yield _houses_chart(now)


def _houses_now(report: Report) -> str:
    """What was reached within the period, from 开工 on."""
    order = list(StageKind)
    kinds = order[order.index(StageKind.STARTED) :]
    said = listed([(kind.label, report.houses.now.get(kind.value, 0)) for kind in kinds], "户")
    return f"{this(report)}{said}。" if said else f"{this(report)}没有新登记的建设进度。"


def _house_money(report: Report) -> str:
    houses = report.houses
    said = []
    if houses.subsidy_planned is not None:
        said.append(f"计划补助资金{money(houses.subsidy_planned)}")
    if houses.subsidy_paid is not None:
        said.append(f"已拨付{money(houses.subsidy_paid)}")
    return f"{'，'.join(said)}。" if said else ""


def _houses_table(report: Report) -> Table:
    names = ("unsafe_houses", "houses_started", "houses_finished", "houses_moved_in")
    here = [each for each in report.now.villages if each.unsafe_houses]
    rows = [
        [
            each.village,
            *(str(getattr(each, name)) for name in names),
            share(each.houses_finished, each.unsafe_houses),
        ]
        for each in here
    ]
    totals = [report.now.total(name) for name in names]
    rows.append(["合计", *map(str, totals), share(totals[2], totals[0])])
    heads = ["行政村", "任务（户）", "已开工（户）", "已竣工（户）", "已入住（户）", "竣工率"]
    kinds = [Kind.CENTRE, *[Kind.NUMBER] * 5]
    return Table(heads, rows, kinds, caption="表3　各村危房改造进度", totals=1)


def _houses_chart(now: Figures) -> Figure:
    label = charts.CHARTS["housing"].label
    stages = now.tally("stages")
    said = [(kind.label, stages.get(kind.value, 0)) for kind in StageKind]
    words = listed([("未登记阶段", stages.get("none", 0)), *said], "户")
    return Figure(
        partial(charts.figure, "housing", now),
        f"{label}：{words}",
        f"图2　{label}",
        ratio=charts.ratio("housing", now),
    )


def support(report: Report, number: str) -> Iterator[Block]:
    now = report.now
    allowance: Count = now.total("allowance")
    everyone: Count = now.total("all")
    yield Heading(f"（{number}）社会保障和教育扶贫")
    yield Paragraph(
        f"在册户中享受低保{counted(allowance)}，占在册人口的{share(allowance.people, everyone.people)}；"
        f"在校学生{now.total('pupils')}人。{_below(now)}"
    )


def _below(now: Figures) -> str:
    if now.line is None:
        return ""
    below: Count = now.total("below_line")
    unknown = now.tally("income_bands").get("未填", 0)
    said = f"人均纯收入低于标准线（{plain(now.line)}元）的{counted(below)}"
    return f"{said}，收入未填{unknown}户。" if unknown else f"{said}。"


def plans(report: Report, number: str) -> Iterator[Block]:
    made = report.plans
    yield Heading(f"（{number}）一户一策帮扶措施")
    if not made.households:
        yield Paragraph(f"{made.year}年还没有登记一户一策帮扶计划。")
        return
    yield Paragraph(
        f"{made.year}年已为{made.households}户制定帮扶计划，户主确认{made.confirmed}户。"
        f"共安排帮扶措施{made.total('all')}项，累计完成{made.total('done')}项，"
        f"完成率{share(made.total('done'), made.total('all'))}；{this(report)}完成{made.total('done_now')}项，"
        f"登记进展{made.entries}次。{_funds(report)}"
    )
    if made.kinds:
        yield _plans_table(report)


def _funds(report: Report) -> str:
    made = report.plans
    if not made.sources:
        return ""
    parts = "、".join(f"{source}{money(amount)}" for source, amount in made.sources)
    return f"安排资金{money(made.money)}，其中{parts}。" if len(made.sources) > 1 else f"安排{parts}。"


def _plans_table(report: Report) -> Table:
    made = report.plans
    names = ("all", "done", "done_now", "late")
    rows = [
        [
            MeasureKind.of(each.kind).label if each.kind else "未分类",
            *(str(getattr(each, name)) for name in names),
            _wan(each.money),
        ]
        for each in made.kinds
    ]
    rows.append(["合计", *(str(made.total(name)) for name in names), _wan(made.money)])
    heads = [
        "措施类别",
        "措施（项）",
        "累计完成（项）",
        f"{this(report)}完成（项）",
        "逾期未完成（项）",
        "资金（万元）",
    ]
    return Table(heads, rows, [Kind.CENTRE, *[Kind.NUMBER] * 5], caption="表4　帮扶措施落实情况", totals=1)


def _wan(amount: Decimal) -> str:
    return f"{wan(amount):.2f}" if amount else "—"
