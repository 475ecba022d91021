"""一、基本情况: who is on the register, what changed in the period, how far the year's task has come."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from fupin_desktop.domain.figures import Figures
from fupin_desktop.domain.period import Quarter, Report, mismatches
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.domain.traces import Name
from fupin_desktop.reports import charts
from fupin_desktop.reports.document import Block, Figure, Heading, Kind, Note, Paragraph, Table, show_date
from fupin_desktop.reports.marks import Numbers, paragraph, table
from fupin_desktop.reports.sections.changes import movement_words
from fupin_desktop.reports.sentences import gap, numbered


def basics(report: Report, changes: Table) -> Iterator[Block]:
    """``changes`` is the table of what is compared."""
    yield Heading("一、基本情况")
    yield register(report)
    yield villages_table(report)
    yield from remarks(report)
    yield chart("status", report.now, 1, _status_words(report.now))
    yield paragraph(movement_words(report), "movement")
    yield changes
    yield from table_notes(report)
    yield task(report)
    if isinstance(report.period, Quarter):
        yield chart("progress", report.now, 2)


def register(report: Report) -> Paragraph:
    """Who is on the register, and the share of the poor."""
    said, sender = Numbers(report.numbers), report.sender
    if monitoring(report.now.on):
        return paragraph(_monitored_words(report), "basics")
    returned = f"（含返贫{said.count('returned')}）" if said.whole("returned.households") else ""
    stable = f"（含稳定脱贫{said.count('stable')}）" if said.whole("stable.households") else ""
    key = f"（其中重点村{said.say('villages.key')}个）" if said.whole("villages.key") else ""
    return paragraph(
        f"截至{show_date(report.now.on)}，全镇{said.say('villages.here')}个村{key}共有{sender.registered}{said.count('all')}。"
        f"其中，已脱贫{said.count('lifted')}{stable}，未脱贫{said.count('poor')}{returned}。"
        f"累计脱贫完成率（按户）{said.share('lifted.households', 'all.households')}。{_rate(report)}",
        "basics",
    )


def _monitored_words(report: Report) -> str:
    """The same after 脱贫攻坚: 脱贫户 and 监测对象, who may be one or the other or both."""
    said = Numbers(report.numbers)
    return (
        f"截至{show_date(report.now.on)}，全镇{said.say('villages.here')}个村在册农户{said.count('all')}。"
        f"其中，{report.sender.lifted}{said.count('lifted')}，累计识别监测对象{said.count('monitored')}，"
        f"风险未消除的监测对象{said.count('at_risk')}。"
    )


def _rate(report: Report) -> str:
    """贫困发生率, where the population of every village is known."""
    said = Numbers(report.numbers)
    here = [each for each in report.now.villages if each.all.households]
    unknown = [each.village for each in here if not each.population]
    if unknown:
        return gap(f"{'、'.join(unknown[:3])}{f'等{len(unknown)}个村' if len(unknown) > 3 else ''}户籍人口")
    return (
        f"贫困发生率{said.share('poor.people', 'population', 2)}"
        f"（未脱贫{said.say('poor.people')}人，户籍人口{said.say('population')}人）。"
    )


def task(report: Report) -> Paragraph:
    """The year's task: whose plans say this year, and how many of them are lifted."""
    said, year = Numbers(report.numbers), report.now.on.year
    if monitoring(report.now.on):
        return paragraph(_removed_words(said), "task")
    since = ""
    if said.whole("turned_lifted.households~year"):
        since = f"年初以来，全镇脱贫{said.count('turned_lifted', when='year')}。"
    if not said.whole("targeted.households"):
        return paragraph(f"{since}{gap(f'{year}年计划脱贫户数、人数')}", "task")
    return paragraph(f"{since}{year}年计划脱贫{said.count('targeted')}，{_done_words(said)}。", "task")


def _removed_words(said: Numbers) -> str:
    if not said.whole("monitored.households"):
        return gap("监测对象识别情况")
    removed = "monitored.households - at_risk.households"
    if not said.whole(removed):
        return f"累计识别监测对象{said.say('monitored.households')}户，目前风险均未消除。"
    share = said.share("at_risk.households", "monitored.households")
    return (
        f"累计识别监测对象{said.say('monitored.households')}户，已消除风险{said.say(removed)}户，"
        f"尚有{said.say('at_risk.households')}户，占{share}，需继续跟踪帮扶。"
    )


LEFT = "targeted.households - target_met.households", "targeted.people - target_met.people"
"""The year's task that is not done yet, as 户 and 人."""


def _done_words(said: Numbers) -> str:
    if not said.whole("target_met.households"):
        return "目前均未脱贫"
    if not said.whole(LEFT[0]):
        return "已全部脱贫"
    share = said.share("target_met.households", "targeted.households")
    return f"已脱贫{said.count('target_met')}，完成{share}，尚有{said.say(LEFT[0])}户{said.say(LEFT[1])}人"


def chart(key: str, data: Any, number: int, words: str = "") -> Figure:
    """One chart of what it is drawn from, with its number below."""
    label = charts.CHARTS[key].called(data)
    return Figure(
        partial(charts.figure, key, data),
        f"{label}：{words}" if words else label,
        f"图{number}　{label}",
        ratio=charts.ratio(key, data),
    )


def _status_words(now: Figures) -> str:
    if monitoring(now.on):
        return "，".join(
            f"{each.village}脱贫户{each.lifted.households}户、风险未消除的监测对象{each.at_risk.households}户"
            for each in now.villages
            if each.all.households
        )
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
_BY_VILLAGE_LATER = (
    ("在册", "all"),
    ("脱贫户", "lifted"),
    ("监测对象", "monitored"),
    ("风险未消除", "at_risk"),
    ("享受低保", "allowance"),
)


def villages_table(report: Report) -> Table:
    """Households and people by village, with 合计."""
    said = Numbers(report.numbers)
    columns = _BY_VILLAGE_LATER if monitoring(report.now.on) else _BY_VILLAGE
    upper = ["行政村", *(name for name, _ in columns for _ in "户人"), "在校学生"]
    lower = ["行政村", *("户" if at % 2 == 0 else "人" for at in range(2 * len(columns))), "在校学生"]
    names = [f"{name}.{part}" for _, name in columns for part in ("households", "people")] + ["pupils"]
    here = [each.village for each in report.now.villages if each.all.households]
    rows = [
        [village or "合计", *(said.cell(Name(name, None, village).text) for name in names)]
        for village in (*here, "")
    ]
    return table(
        [upper, lower], rows, [Kind.CENTRE, *[Kind.NUMBER] * len(names)], caption="表1　各村基本情况", totals=1
    )  # fmt: skip


def remarks(report: Report) -> Iterator[Block]:
    """Totals that do not agree are said, never hidden."""
    if found := mismatches(report):
        yield Note(f"注：{numbered(found)}")


def table_notes(report: Report) -> Iterator[Block]:
    """What the table of changes does not compare, and why."""
    from fupin_desktop.reports.sections.changes import new_year

    said = []
    if new_year(report):
        said.append("危房改造按年度下达任务，不与上年比较")
    if None in report.months:
        said.append(f"“—”为截至{show_date(report.on)}尚未到的月份")
    if said:
        yield Note(f"注：{'；'.join(said)}。")
