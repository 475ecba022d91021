"""二、主要工作: 五个一批, houses, schooling and security, farming and work, visits; each figure with its list behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.period import MeasureCount, Quarter, Report
from fupin_desktop.domain.plan import Batch, MeasureKind
from fupin_desktop.domain.terms import monitoring, numeral
from fupin_desktop.domain.traces import Name
from fupin_desktop.reports.document import Block, Heading, Kind, Table
from fupin_desktop.reports.marks import Numbers, paragraph, table
from fupin_desktop.reports.sections.basics import chart
from fupin_desktop.reports.sections.changes import new_year
from fupin_desktop.reports.sections.frame import last, this
from fupin_desktop.reports.sentences import gap, listed, plain

Part = Callable[[Report], Iterator[Block]]


def work(report: Report) -> Iterator[Block]:
    """The whole second part."""
    yield Heading("二、主要工作")
    parts: tuple[tuple[str, Part], ...] = (
        ("帮扶措施" if monitoring(report.now.on) else "“五个一批”帮扶", batches),
        ("住房安全", housing),
        ("教育、医疗和社会保障", security),
        ("产业和就业", industry),
        ("结对帮扶和走访", visits),
    )
    for place, (heading, part) in enumerate(parts, 1):
        yield Heading(f"（{numeral(place)}）{heading}", 2)
        yield from part(report)


# 五个一批


def batches(report: Report) -> Iterator[Block]:
    """一户一策 and its measures, by 五个一批 while there are such."""
    said, made = Numbers(report.numbers), report.plans
    if not made.households:
        yield paragraph(f"{made.year}年还没有登记一户一策帮扶计划。{gap('帮扶措施落实情况')}", "batches")
        return
    confirmed = f"，户主确认{said.say('plans.confirmed')}户" if said.whole("plans.confirmed") else ""
    words = [f"{made.year}年已为{said.say('plans.households')}户制定一户一策帮扶计划{confirmed}。"]
    if not said.whole("measures.all"):
        words.append(gap("帮扶措施"))
    else:
        grouped = "" if monitoring(report.now.on) else _batch_words(report)
        words += [_measures_words(report), grouped, _funds_words(report)]
    yield paragraph("".join(words), "batches")
    if made.kinds:
        yield _measures_table(report)
    if report.states is not None and not report.states.empty:
        yield chart("measures", report.states, 3)


def _measures_words(report: Report) -> str:
    said = Numbers(report.numbers)
    done = f"累计完成{said.say('measures.done')}项，完成率{said.share('measures.done', 'measures.all')}"
    if not said.whole("measures.done"):
        done = "均在实施中"
    elif said.whole("measures.done") == said.whole("measures.all"):
        done = "已全部完成"
    now = f"{this(report)}没有新完成的措施"
    if said.whole("measures.done_now"):
        against = ""
        if report.before is not None and not new_year(report):
            against = (
                f"，{said.compared('measures.done_now', 'measures.done_now~before', '项', last(report))}"
            )
        now = f"{this(report)}完成{said.say('measures.done_now')}项{against}"
    return f"共安排帮扶措施{said.say('measures.all')}项，覆盖{said.say('measures.households')}户，{done}；{now}。"


def _batch_words(report: Report) -> str:
    """发展生产6项、完成3项；…: the measures by 五个一批, in the order of the batches."""
    said = Numbers(report.numbers)
    counts = _in_order(report.plans.batches, [each.value for each in Batch])
    named = [each for each in counts if each.kind]
    if not named:
        return gap("帮扶措施所属的“五个一批”类别")
    words = []
    for each in named:
        every, done = (
            Name("measures.all_by_batch", each.kind).text,
            Name("measures.done_by_batch", each.kind).text,
        )
        finished = f"（完成{said.say(done)}项）" if each.done else ""
        words.append(f"{Batch.of(each.kind).label}{said.say(every)}项{finished}")
    blank = [each for each in counts if not each.kind]
    if blank:
        words.append(f"未注明类别{said.say(Name('measures.all_by_batch', '').text)}项")
    return f"按“五个一批”分，{'、'.join(words)}。"


def _in_order(counts: tuple[MeasureCount, ...], order: list[str]) -> list[MeasureCount]:
    return sorted(counts, key=lambda each: order.index(each.kind) if each.kind in order else len(order))


def _funds_words(report: Report) -> str:
    said, made = Numbers(report.numbers), report.plans
    if not made.sources:
        return gap("帮扶资金")
    parts = [f"{source}{said.money(Name('funds_by', source).text)}" for source, _ in made.sources]
    return (
        f"安排资金{said.money('funds')}，其中{'、'.join(parts)}。" if len(parts) > 1 else f"安排{parts[0]}。"
    )


def _measures_table(report: Report) -> Table:
    said = Numbers(report.numbers)
    rows = []
    for each in (*_in_order(report.plans.kinds, [kind.value for kind in MeasureKind]), None):
        label = "合计" if each is None else MeasureKind.of(each.kind).label if each.kind else "未分类"
        of = ("", None) if each is None else ("_by_kind", each.kind)
        keys = [Name(f"measures.{name}{of[0]}", of[1]).text for name in _MEASURE_COLUMNS]
        money = Name(f"measures.money{of[0]}", of[1]).text
        rows.append([label, *(said.cell(key) for key in keys), said.cell(f"{money} : wan")])
    heads = [
        "措施类别", "覆盖（户）", "措施（项）", "累计完成（项）", f"{this(report)}完成（项）", "逾期（项）",
        "资金（万元）",
    ]  # fmt: skip
    kinds = [Kind.CENTRE, *[Kind.NUMBER] * 6]
    return table(heads, rows, kinds, widths=_WIDTHS, caption="表3　帮扶措施落实情况", totals=1)


_WIDTHS = (8, 4, 4, 5, 6, 4, 6)
_MEASURE_COLUMNS = ("households", "all", "done", "done_now", "late")


# Houses


def housing(report: Report) -> Iterator[Block]:
    """危房改造: the year's task, how far it has come, the money."""
    said, year = Numbers(report.numbers), report.now.on.year
    if not said.whole("unsafe_houses"):
        yield paragraph(f"{year}年没有登记危房改造任务。", "housing")
        return
    yield paragraph(
        f"{year}年危房改造任务{said.say('unsafe_houses')}户，{_built_words(report)}{_reached_words(report)}{_subsidy_words(report)}",
        "housing",
    )
    yield _houses_table(report)
    if report.now.tally("stages").keys() - {"none"}:
        yield chart(
            "housing", report.now, 4 if isinstance(report.period, Quarter) else 2, _stage_words(report)
        )


def _built_words(report: Report) -> str:
    said = Numbers(report.numbers)
    if not said.whole("houses_started"):
        return "目前均未开工。"
    against = ""
    if report.before is not None and not new_year(report):
        against = f"，{said.compared('houses_finished', 'houses_finished~before', '户', f'{last(report)}末')}"
    return (
        f"已开工{said.say('houses_started')}户，开工率{said.share('houses_started', 'unsafe_houses')}；"
        f"已竣工{said.say('houses_finished')}户，竣工率{said.share('houses_finished', 'unsafe_houses')}{against}；"
        f"已入住{said.say('houses_moved_in')}户。"
    )


def _reached_words(report: Report) -> str:
    """What was reached within the period, from 开工 on."""
    said = Numbers(report.numbers)
    order = list(StageKind)
    kinds = order[order.index(StageKind.STARTED) :]
    words = said.listed([(kind.label, Name("stages_now", kind.value).text) for kind in kinds], "户")
    return f"{this(report)}{words}。" if words else f"{this(report)}没有新登记的建设进度。"


def _subsidy_words(report: Report) -> str:
    said = Numbers(report.numbers)
    if not said.known("subsidy_planned"):
        return gap("危房改造计划补助资金")
    paid = "尚未拨付"
    if said.whole("subsidy_paid : wan") or said.whole("subsidy_paid"):
        paid = f"已拨付{said.money('subsidy_paid')}，拨付率{said.share('subsidy_paid', 'subsidy_planned')}"
    return f"计划补助资金{said.money('subsidy_planned')}，{paid}。"


def _stage_words(report: Report) -> str:
    stages = report.now.tally("stages")
    said = [(kind.label, stages.get(kind.value, 0)) for kind in StageKind]
    return listed([("未登记阶段", stages.get("none", 0)), *said], "户")


def _houses_table(report: Report) -> Table:
    said = Numbers(report.numbers)
    names = ("unsafe_houses", "houses_started", "houses_finished", "houses_moved_in")
    here = [each.village for each in report.now.villages if each.unsafe_houses]
    rows = []
    for village in (*here, ""):
        every, finished = (Name(name, None, village).text for name in ("unsafe_houses", "houses_finished"))
        counts = [said.cell(Name(name, None, village).text) for name in names]
        rows.append([village or "合计", *counts, said.share(finished, every)])
    heads = ["行政村", "任务（户）", "已开工（户）", "已竣工（户）", "已入住（户）", "竣工率"]
    kinds = [Kind.CENTRE, *[Kind.NUMBER] * 5]
    return table(heads, rows, kinds, caption="表4　各村危房改造进度", totals=1)


# Schooling, medical care, security


def security(report: Report) -> Iterator[Block]:
    """Pupils and who should be at school, insurance, 低保."""
    said = Numbers(report.numbers)
    out = said.whole("unmet.poor[schooling]") + said.whole("unmet.lifted[schooling]")
    school = f"在校学生{said.say('pupils')}人" if said.whole("pupils") else "没有登记在校学生"
    school += "，义务教育阶段没有发现失学辍学" if not out else ""
    yield paragraph(f"{school}。{_insured_words(report)}{_allowance_words(report)}", "security")


def _insured_words(report: Report) -> str:
    said = Numbers(report.numbers)
    if not said.whole("insured"):
        return gap("基本医疗保险、大病保险参保人数")
    without = said.listed([("未参加", "uninsured"), ("情况未填", "insured_unknown")], "人")
    words = (
        f"参加基本医疗保险{said.say('insured')}人，占在册人口的{said.share('insured', 'all.people')}"
        f"{f'（{without}）' if without else ''}，参加大病保险{said.say('illness_insured')}人"
    )
    return f"{words}，参加基本养老保险{said.say('pension')}人。" if said.whole("pension") else f"{words}。"


def _allowance_words(report: Report) -> str:
    said = Numbers(report.numbers)
    destitute = f"，特困供养{said.say('destitute')}人" if said.whole("destitute") else ""
    if not said.whole("allowance.people"):
        return f"在册户中没有登记享受低保人员{destitute}。"
    against = ""
    if report.before is not None:
        against = (
            f"，{said.compared('allowance.people', 'allowance.people~before', '人', f'{last(report)}末')}"
        )
    return f"享受低保{said.count('allowance')}，占在册人口的{said.share('allowance.people', 'all.people')}{against}{destitute}。"


# Farming and work


_MEANS = (MeasureKind.INDUSTRY, MeasureKind.EMPLOYMENT, MeasureKind.POST, MeasureKind.FINANCE)


def industry(report: Report) -> Iterator[Block]:
    """Measures for farming and work, who works away, incomes against the line."""
    said = Numbers(report.numbers)
    counts = {each.kind: each for each in report.plans.kinds}
    words = []
    for kind in _MEANS:
        if (count := counts.get(kind.value)) is None:
            continue
        keys = {
            name: Name(f"measures.{name}_by_kind", kind.value).text for name in ("all", "households", "done")
        }
        done = f"，完成{said.say(keys['done'])}项" if count.done else ""
        words.append(f"{kind.label}{said.say(keys['all'])}项，覆盖{said.say(keys['households'])}户{done}")
    measures = f"{'；'.join(words)}。" if words else gap("产业、就业帮扶措施")
    yield paragraph(measures + _working_words(report) + _income_words(report), "industry")


def _working_words(report: Report) -> str:
    said = Numbers(report.numbers)
    if not said.whole("working"):
        return gap("外出务工人数")
    far = f"，其中县外务工{said.say('working_far')}人" if said.whole("working_far") else ""
    posts = f"；公益性岗位{said.say('posts')}人" if said.whole("posts") else ""
    return f"外出务工{said.say('working')}人{far}{posts}。"


def _income_words(report: Report) -> str:
    now, said = report.now, Numbers(report.numbers)
    line = "监测标准线" if monitoring(now.on) else "标准线"
    if now.line is None:
        return gap(f"{now.on.year}年收入{line}")
    unknown = f"，收入未填{said.say('income_unknown')}户" if said.whole("income_unknown") else ""
    if not said.whole("below_line.households"):
        return f"没有人均纯收入低于{line}（{plain(now.line)}元）的户{unknown}。"
    return f"人均纯收入低于{line}（{plain(now.line)}元）的{said.count('below_line')}{unknown}。"


# Visits


def visits(report: Report) -> Iterator[Block]:
    """Who answers for whom, what was written down, what hangs on the boards."""
    said, period = Numbers(report.numbers), this(report)
    if said.whole("paired"):
        every = (
            "在册户全部落实帮扶责任人"
            if not said.whole("unpaired")
            else f"{said.say('paired')}户落实帮扶责任人"
        )
        words = f"{said.say('cadres')}名干部结对帮扶，{every}。"
    else:
        words = gap("结对帮扶干部人数和户数")
    entries = f"{period}没有登记帮扶措施进展。"
    if said.whole("entries"):
        entries = f"{period}登记帮扶措施进展{said.say('entries')}次，涉及{said.say('entries.households')}户。"
    posted = f"张贴公示公告{said.say('posted')}份。" if said.whole("posted") else ""
    yield paragraph(f"{words}{entries}{posted}{gap(f'{period}入户走访户次和解决的问题')}", "visits")
