"""The parts that monthly and quarterly reports share, each made from the facts of its period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from fupin_desktop.domain.codes import JoinReason, LeaveReason
from fupin_desktop.domain.figures import Count, Figures
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.period import Month, Report, mismatches
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.reports import charts
from fupin_desktop.reports.document import (
    Addressee,
    Block,
    Document,
    Figure,
    Footer,
    Heading,
    Kind,
    Note,
    Paragraph,
    Signature,
    Style,
    Table,
    show_date,
)
from fupin_desktop.reports.notice import DEMO
from fupin_desktop.reports.sentences import (
    TO_FILL,
    counted,
    listed,
    money,
    numbered,
    plain,
    share,
    signed,
    wan,
)


def paper(report: Report, title: str, blocks: list[Block]) -> Document:
    """The report as a paper: addressee, text, sign-off, and the block at its foot."""
    sender = report.sender
    head: list[Block] = [Addressee(sender.addressee)] if sender.addressee else []
    return Document(
        title,
        [*head, *blocks, Signature([sender.unit], report.on), Footer(foot(report))],
        Style.OFFICIAL,
        subtitle=DEMO if sender.demo else "",
        author=sender.unit,
    )


def foot(report: Report) -> list[tuple[str, str]]:
    """数据截至, source, and who answers for the paper; what the office has not said is left to be written in."""
    sender = report.sender
    day = show_date(report.data_day) if report.data_day else "无数据"
    return [
        ("数据截至", day),
        ("来源", _DAY.sub(_spoken, report.now.source) or "本办登记，未导入国扶系统数据"),
        ("填报单位", sender.unit),
        ("填表人", sender.by or "　　　　"),
        ("审核人", sender.reviewer or "　　　　"),
        ("负责人", sender.leader or "　　　　"),
        ("电话", sender.phone),
    ]


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def _spoken(day: re.Match[str]) -> str:
    return show_date(date(*map(int, day.groups())))


def this(report: Report) -> str:
    return "本月" if isinstance(report.period, Month) else "本季度"


def after(report: Report) -> str:
    return "下月" if isinstance(report.period, Month) else "下季度"


# 一、基本情况


def basics(report: Report) -> Iterator[Block]:
    now, sender = report.now, report.sender
    everyone: Count = now.total("all")
    yield Heading("一、基本情况")
    yield Paragraph(
        f"截至{show_date(now.on)}，全镇{_villages(now)}共有{sender.registered}{counted(everyone)}。"
        f"其中，已脱贫{counted(now.total('lifted'))}（含稳定脱贫{counted(now.total('stable'))}），"
        f"未脱贫{counted(now.total('poor'))}{_returned(now)}。"
        f"累计脱贫完成率（按户）{share(now.total('lifted').households, everyone.households)}。{_rate(now)}"
    )
    yield villages_table(report)
    yield from remarks(report)
    key = "status"
    yield Figure(
        partial(charts.figure, key, now),
        f"{charts.CHARTS[key].label}：{_status_words(now)}",
        f"图1　{charts.CHARTS[key].label}",
        ratio=charts.ratio(key, now),
    )


def _villages(now: Figures) -> str:
    here = [each for each in now.villages if each.all.households]
    keys = sum(each.key_village for each in here)
    return f"{len(here)}个村" + (f"（其中重点村{keys}个）" if keys else "")


def _returned(now: Figures) -> str:
    returned: Count = now.total("returned")
    return f"（含返贫{counted(returned)}）" if returned.households else ""


def _rate(now: Figures) -> str:
    """贫困发生率, where the population of every village is known."""
    populations = [each.population for each in now.villages]
    if not populations or not all(populations):
        return ""
    every = sum(each or 0 for each in populations)
    poor: Count = now.total("poor")
    return f"贫困发生率{share(poor.people, every, 2)}（未脱贫{poor.people}人，户籍人口{every}人）。"


def _status_words(now: Figures) -> str:
    return "，".join(
        f"{each.village}未脱贫{each.poor.households}户、已脱贫{each.lifted.households}户"
        for each in now.villages
        if each.all.households
    )


_BY_VILLAGE = (
    ("在册", "all"),
    ("未脱贫", "poor"),
    ("已脱贫", "lifted"),
    ("其中稳定脱贫", "stable"),
    ("享受低保", "allowance"),
)


def villages_table(report: Report) -> Table:
    """Households and people by village, with 合计."""
    now = report.now
    upper = ["行政村", *(name for name, _ in _BY_VILLAGE for _ in "户人"), "在校学生"]
    lower = ["行政村", *("户" if at % 2 == 0 else "人" for at in range(2 * len(_BY_VILLAGE))), "在校学生"]
    rows = []
    for each in now.villages:
        pairs = [getattr(each, name) for _, name in _BY_VILLAGE]
        if each.all.households:
            rows.append([each.village, *_flat(pairs), str(each.pupils)])
    totals = [now.total(name) for _, name in _BY_VILLAGE]
    rows.append(["合计", *_flat(totals), str(now.total("pupils"))])
    kinds = [Kind.CENTRE, *[Kind.NUMBER] * (2 * len(_BY_VILLAGE) + 1)]
    return Table([upper, lower], rows, kinds, caption="表1　各村基本情况", totals=1)


def _flat(pairs: list[Count]) -> list[str]:
    return [str(number) for pair in pairs for number in (pair.households, pair.people)]


def remarks(report: Report) -> Iterator[Block]:
    """Totals that do not agree are said, never hidden."""
    if found := mismatches(report):
        yield Note(f"注：{numbered(found)}")


# 二、本期变化


def movement_words(report: Report) -> str:
    """Who came and who went, and what became of the households; each with its number."""
    moved, period = report.movement, this(report)
    if report.before is None:
        return f"上期无数据，{period}变化情况无法比较。"
    households = [
        (f"新纳入{counted(moved.joined)}", moved.joined.households),
        (f"销号{counted(moved.ended)}", moved.ended.households),
        (f"脱贫{counted(moved.lifted)}", moved.lifted.households),
        (f"返贫{counted(moved.returned)}", moved.returned.households),
        (f"新识别监测对象{moved.monitored}户", moved.monitored),
        (f"风险消除{moved.removed}户", moved.removed),
    ]
    said = [words for words, number in households if number]
    parts = ["、".join(said) if said else "在册户没有增减，脱贫状态没有变化"]
    parts.append(_people_words(moved.came, moved.left))
    return f"{period}{'；'.join(parts)}。"


def _people_words(came: Mapping[str, int], left: Mapping[str, int]) -> str:
    if not came and not left:
        return "在册户家庭成员没有增减"
    said = []
    if came:
        named = [
            (JoinReason.of(code).label if code else "未注明原因", number) for code, number in came.items()
        ]
        said.append(f"家庭成员自然增加{sum(came.values())}人（{listed(named, '人')}）")
    if left:
        named = [
            (LeaveReason.of(code).label if code else "未注明原因", number) for code, number in left.items()
        ]
        said.append(f"{'' if came else '家庭成员'}自然减少{sum(left.values())}人（{listed(named, '人')}）")
    return "，".join(said)


# Figures of two days side by side: (name, unit, Figures → number)


def indicators(report: Report) -> list[tuple[str, str]]:
    """What is compared, as (words, key of ``value``)."""
    sender = report.sender
    return [
        (f"{sender.registered}户数（户）", "all.households"),
        (f"{sender.registered}人数（人）", "all.people"),
        ("未脱贫户数（户）", "poor.households"),
        ("未脱贫人数（人）", "poor.people"),
        ("已脱贫户数（户）", "lifted.households"),
        ("已脱贫人数（人）", "lifted.people"),
        ("享受低保人数（人）", "allowance.people"),
        ("在校学生（人）", "pupils"),
        ("危房改造任务（户）", "unsafe_houses"),
        ("危房改造竣工（户）", "houses_finished"),
        ("监测对象（户）", "at_risk.households"),
    ]


def value(figures: Figures, key: str) -> int:
    """One figure of the township by its name: poor.households, pupils."""
    name, _, part = key.partition(".")
    total = figures.total(name)
    return int(getattr(total, part) if part and isinstance(total, Count) else total)


def change(report: Report, key: str) -> str:
    return "—" if report.before is None else signed(value(report.now, key) - value(report.before, key))


# 三、重点工作进展


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


# 四、存在问题


def wanting(report: Report) -> Iterator[Block]:
    yield Heading("四、存在问题")
    found = list(_problems(report))
    if found:
        yield Paragraph(f"根据现有数据核对：{numbered(found)}")
    else:
        yield Paragraph(f"按现有数据核对，没有发现未达标项目、逾期措施和数据疑点。{TO_FILL}")


def _problems(report: Report) -> Iterator[str]:
    want, houses = report.wanting, report.houses
    if want.poor:
        yield f"未脱贫户中，{_items(want.poor)}"
    if want.lifted:
        yield f"已脱贫户中，{_items(want.lifted)}，存在返贫风险，需逐户核实"
    if late := report.plans.total("late"):
        yield f"帮扶措施逾期未完成{late}项"
    dry = listed([("未通水", houses.no_water), ("未通电", houses.no_power)], "户")
    if dry:
        yield f"危房改造已入住户中，{dry}"
    if want.unknown:
        yield f"“两不愁三保障”还有未核实项目的{want.unknown}户"
    if want.errors or want.doubts:
        yield f"数据核对发现{listed([('错误', want.errors), ('疑点', want.doubts)], '条')}，需逐条核实更正"


def _items(items: Mapping[str, int]) -> str:
    return "、".join(f"{item.removesuffix('有保障')}未达标{number}户" for item, number in items.items())


# 五、下期打算


def ahead(report: Report) -> Iterator[Block]:
    """Only what the data know: measures due, houses under way, exits planned; the rest is left to the clerk."""
    yield Heading(f"五、{after(report)}打算")
    found = list(_due(report))
    yield Paragraph(numbered(found) + TO_FILL if found else TO_FILL)


def _due(report: Report) -> Iterator[str]:
    made, now = report.plans, report.now
    due = [(each.kind, each.due_next) for each in made.kinds if each.due_next]
    if due:
        named = [(MeasureKind.of(kind).label if kind else "未分类", number) for kind, number in due]
        yield f"按期完成{show_date(report.period.after.last)}前到期的帮扶措施{sum(number for _, number in due)}项（{listed(named, '项')}）"
    if late := made.total("late"):
        yield f"抓紧补齐逾期的帮扶措施{late}项"
    unfinished = now.total("unsafe_houses") - now.total("houses_finished")
    if unfinished > 0:
        yield f"推进未竣工的危房改造{unfinished}户"
    for year, count in made.targets.items():
        if year == report.period.year:
            yield f"对照退出标准，做好计划{year}年脱贫的{counted(count)}的核实和退出准备"
