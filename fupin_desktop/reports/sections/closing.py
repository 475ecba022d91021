"""三、存在问题 and 四、打算: only what the data know; the rest is left to the clerk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fupin_desktop.domain.assessment import Item
from fupin_desktop.domain.period import Report
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.domain.traces import Name
from fupin_desktop.reports.document import Block, Heading, show_date
from fupin_desktop.reports.marks import Numbers, paragraph
from fupin_desktop.reports.sections.basics import LEFT
from fupin_desktop.reports.sections.frame import after
from fupin_desktop.reports.sentences import gap, numbered


def wanting(report: Report) -> Iterator[Block]:
    """What the data show to be wanting."""
    yield Heading("三、存在问题")
    found = list(_problems(report))
    if found:
        yield paragraph(f"根据现有数据核对：{numbered(found)}", "problems")
    else:
        said = "按现有数据核对，没有发现未达标项目和逾期措施。"
        yield paragraph(said + gap("工作中存在的困难和问题"), "problems")


def _problems(report: Report) -> Iterator[str]:
    want, said = report.wanting, Numbers(report.numbers)
    if want.poor:
        yield f"未脱贫户中，{_items(report, 'poor', want.poor)}"
    if want.lifted:
        yield f"已脱贫户中，{_items(report, 'lifted', want.lifted)}，存在返贫风险，需逐户核实"
    if report.plans.households and said.whole("plans.without"):
        yield f"未脱贫户中还有{said.say('plans.without')}户没有制定帮扶计划"
    if said.whole("measures.late"):
        yield f"帮扶措施逾期未完成{said.say('measures.late')}项"
    dry = said.listed([("未通水", "no_water"), ("未通电", "no_power")], "户")
    if dry:
        yield f"危房改造已入住户中，{dry}"
    if said.whole("paired") and said.whole("unpaired"):
        yield f"还有{said.say('unpaired')}户没有落实帮扶责任人"
    if want.unknown:
        yield f"“两不愁三保障”还有未核实项目的{said.say('unverified')}户"


def _items(report: Report, of: str, items: Mapping[str, int]) -> str:
    said = Numbers(report.numbers)
    return "、".join(
        f"{Item.of(item).label.removesuffix('有保障')}未达标{said.say(Name(f'unmet.{of}', item).text)}户"
        for item in items
    )


# 四、下期打算


def ahead(report: Report) -> Iterator[Block]:
    """Measures due, houses under way, exits planned; the rest is left to the clerk."""
    yield Heading(f"四、{after(report)}打算")
    found = list(_due(report))
    yield paragraph((numbered(found) if found else "") + gap(f"{after(report)}其他重点工作"), "ahead")


def _due(report: Report) -> Iterator[str]:
    said = Numbers(report.numbers)
    if said.whole("measures.due_next"):
        named = [
            (
                MeasureKind.of(each.kind).label if each.kind else "未分类",
                Name("measures.due_next_by_kind", each.kind).text,
            )
            for each in report.plans.kinds
        ]
        due = show_date(report.period.after.last)
        yield f"按期完成{due}前到期的帮扶措施{said.say('measures.due_next')}项（{said.listed(named, '项')}）"
    if said.whole("measures.late"):
        yield f"抓紧补齐逾期的帮扶措施{said.say('measures.late')}项"
    unfinished = "unsafe_houses - houses_finished"
    if said.whole(unfinished) > 0:
        yield f"推进未竣工的危房改造{said.say(unfinished)}户"
    if monitoring(report.now.on):
        if said.whole("at_risk.households"):
            yield f"跟踪帮扶风险未消除的监测对象{said.count('at_risk')}，符合条件的按程序消除风险"
    elif said.whole(LEFT[0]) > 0:
        counted = f"{said.say(LEFT[0])}户{said.say(LEFT[1])}人"
        yield f"对照退出标准，做好计划{report.now.on.year}年脱贫、尚未脱贫的{counted}的核实和退出准备"
    if report.wanting.poor or report.wanting.lifted:
        yield "对未达标项目逐户建立台账，明确责任人和完成时限"
    if said.whole("unverified"):
        yield f"入户核实“两不愁三保障”情况不全的{said.say('unverified')}户"
