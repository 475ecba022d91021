"""年度总结: the township's year, what was done, with whose money, what came of it, what is left, and the year to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from fupin_desktop.domain.figures import Figures
from fupin_desktop.domain.period import Report
from fupin_desktop.domain.plan import Batch, MeasureKind
from fupin_desktop.domain.traces import Name
from fupin_desktop.domain.working import IncomeGrowth
from fupin_desktop.reports import marks
from fupin_desktop.reports.document import Block, Document, Heading, Kind, Table, show_date
from fupin_desktop.reports.marks import Numbers, paragraph
from fupin_desktop.reports.sections.frame import paper
from fupin_desktop.reports.sentences import plain
from fupin_desktop.reports.working import Place, missing


def build(report: Report, place: Place, growth: IncomeGrowth) -> Document:
    """The year's summary as a paper."""
    sender, period = report.sender, report.period
    blocks: list[Block] = [
        paragraph(f"现将{sender.township}{period.words}{sender.work}工作总结如下。"),
        *_basics(report, place),
        *_work(report, place),
        *_money(report, place),
        *_results(report, place, growth),
        Heading("五、存在问题"),
        paragraph(place.problem_words() + missing("工作中的不足"), "problems"),
        Heading(f"六、{period.after.words}工作打算"),
        paragraph(place.todo_words(f"{period.after.words}目标和重点工作"), "ahead"),
    ]
    return paper(report, f"{sender.township}{period.words}\n{sender.work}工作总结", blocks)


def _basics(report: Report, place: Place) -> Iterator[Block]:
    yield Heading("一、基本情况")
    yield paragraph(
        f"截至{show_date(report.now.on)}，{place.everywhere}{place.say('villages.here')}个村有{place.register()}{_since(report, place)}",
        "basics",
    )
    yield paragraph(place.moves(), "moves")
    yield villages_table(
        report.now, place.numbers, place.columns(("其中本年脱贫", "turned_lifted")), "表1　各村基本情况"
    )


_COMPARED = {
    False: (("未脱贫户", "poor", "households", "户"), ("未脱贫人口", "poor", "people", "人")),
    True: (("监测对象", "at_risk", "households", "户"), ("监测对象人口", "at_risk", "people", "人")),
}


def _since(report: Report, place: Place) -> str:
    """Against the end of the year before."""
    if report.before is None:
        return "上年末无数据，不能比较。"
    than = f"{report.period.before.words}末"
    said = [
        f"{words}{place.numbers.compared(f'{name}.{part}', f'{name}.{part}~before', unit, than)}"
        for words, name, part, unit in _COMPARED[place.later]
    ]
    return f"{'，'.join(said)}。"


def villages_table(now: Figures, numbers: Numbers, columns: Sequence[tuple[str, str]], caption: str) -> Table:
    """户 and 人 of figures by village, with 合计."""
    heads = ["行政村", *(words for words, _ in columns for _ in "户人")]
    units = ["行政村", *("户人"[at % 2] for at in range(2 * len(columns)))]
    here = [each.village for each in now.villages if each.all.households]

    def cells(village: str) -> list[str]:
        return [
            numbers.cell(Name(f"{name}.{part}", None, village).text)
            for _, name in columns
            for part in ("households", "people")
        ]

    rows = [[village, *cells(village)] for village in here] + [["合计", *cells("")]]
    kinds = [Kind.CENTRE, *[Kind.NUMBER] * (2 * len(columns))]
    return marks.table([heads, units], rows, kinds, caption=caption, totals=1)


def _work(report: Report, place: Place) -> Iterator[Block]:
    yield Heading("二、主要工作")
    sections = (
        ("plans", "落实一户一策帮扶措施", place.plans()),
        ("work", "稳定务工就业", place.work()),
        ("houses", "保障住房和饮水安全", place.houses()),
        ("care", "落实教育、医疗和社会保障政策", place.care()),
        ("helpers", "压实帮扶责任", _helped(place)),
    )
    for number, (name, title, words) in zip("一二三四五", sections, strict=True):
        yield Heading(f"（{number}）{title}", 2)
        yield paragraph(words, name)
        if name == "plans" and report.plans.batches:
            yield measures_table(place, "表2　帮扶措施落实情况")


def _helped(place: Place) -> str:
    entries = f"登记帮扶措施进展{place.say('entries')}次。" if place.whole("entries") else ""
    posted = f"张贴公示公告{place.say('posted')}份。" if place.whole("posted") else ""
    return f"{place.helpers()}{entries}{posted}{missing('走访、督查和培训情况')}"


def measures_table(place: Place, caption: str) -> Table:
    """The measures of the year by 五个一批, later by their 14 kinds, with sums; a household is counted once in 合计."""
    names, numbers, plans = ("all", "households", "done"), place.numbers, place.report.plans
    by, codes, counts = ("kind", MeasureKind, plans.kinds) if place.later else ("batch", Batch, plans.batches)

    def cells(suffix: str, of: str | None) -> list[str]:
        keys = {name: Name(f"measures.{name}{suffix}", of).text for name in (*names, "money")}
        rate = numbers.share(keys["done"], keys["all"])
        return [*(numbers.cell(keys[name]) for name in names), rate, numbers.cell(f"{keys['money']} : wan")]

    rows = [
        [codes.of(each.kind).label if each.kind else "其他措施", *cells(f"_by_{by}", each.kind)]
        for each in sorted(counts, key=lambda each: not each.kind)
    ]
    rows.append(["合计", *cells("", None)])
    heads = [
        "类别" if place.later else "五个一批",
        "措施（项）",
        "覆盖（户）",
        "完成（项）",
        "完成率",
        "资金（万元）",
    ]
    return marks.table(heads, rows, [Kind.CENTRE, *[Kind.NUMBER] * 5], caption=caption, totals=1)


def _money(report: Report, place: Place) -> Iterator[Block]:
    yield Heading("三、资金投入")
    said = []
    if report.plans.sources:
        parts = "、".join(f"{source}{place.money('funds_by', source)}" for source, _ in report.plans.sources)
        said.append(f"安排到户帮扶资金{place.money('funds')}，其中{parts}。")
    if place.whole("subsidy_planned"):
        said.append(
            f"危房改造计划补助{place.money('subsidy_planned')}，已拨付{place.money('subsidy_paid')}。"
        )
    yield paragraph("".join(said) + missing("到村项目资金"), "money")


def _results(report: Report, place: Place, growth: IncomeGrowth) -> Iterator[Block]:
    yield Heading("四、取得的成效")
    yield paragraph(_lifted(report, place) + _incomes(report, place, growth), "results")
    assured = "按现有数据核对，在册户“两不愁三保障”各项均已达标。" if place.assured else ""
    yield paragraph(assured + missing("产业、基础设施和公共服务方面的成效"), "assured")


def _lifted(report: Report, place: Place) -> str:
    """How far the year's target was met; nobody is lifted in the time of 防止返贫监测."""
    if place.later:
        return ""
    done = (
        f"{report.period.words}脱贫{place.count('turned_lifted')}"
        if place.whole("turned_lifted.households")
        else ""
    )
    target = ""
    if place.whole("targeted.households"):
        target = f"年度计划脱贫{place.count('targeted')}，{place.met(share=True)}"
    said = [words for words in (done, target) if words]
    return f"{'；'.join(said)}。" if said else ""


def _incomes(report: Report, place: Place, growth: IncomeGrowth) -> str:
    """Incomes of the households that were surveyed in both years, and who is below the line."""
    year = report.period.year
    if not growth.households:
        return missing(f"{year - 1}年和{year}年收入对比")
    grown = "提高到" if growth.now > growth.before else "降到" if growth.now < growth.before else "变为"
    said = (
        f"两年都有收入数据的{growth.households}户{growth.people}人，人均纯收入由{year - 1}年的{_yuan(growth.before)}元"
        f"{grown}{year}年的{_yuan(growth.now)}元，其中收入增加的{growth.more}户、减少的{growth.less}户。"
        if growth.now != growth.before or growth.more or growth.less
        else f"两年都有收入数据的{growth.households}户{growth.people}人，{year}年人均纯收入{_yuan(growth.now)}元，与{year - 1}年相同。"
    )
    if report.now.line is not None:
        said += f"人均纯收入低于标准线（{plain(report.now.line)}元）的{place.count('below_line')}"
        unknown = f"，收入未填{place.say('income_unknown')}户" if place.whole("income_unknown") else ""
        said += f"{unknown}。"
    return said


def _yuan(amount: Decimal) -> str:
    """An average, to the yuan."""
    return str(amount.quantize(Decimal(1), ROUND_HALF_UP))
