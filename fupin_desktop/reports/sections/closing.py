"""四、存在问题 and 五、打算: only what the data know; the rest is left to the clerk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fupin_desktop.domain.period import Report
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.reports.document import Block, Heading, Paragraph, show_date
from fupin_desktop.reports.sections.frame import after
from fupin_desktop.reports.sentences import TO_FILL, counted, listed, numbered


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
