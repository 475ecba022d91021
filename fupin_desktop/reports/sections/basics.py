"""一、基本情况: who is on the register, by village."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from fupin_desktop.domain.figures import Count, Figures
from fupin_desktop.domain.period import Report, mismatches
from fupin_desktop.reports import charts
from fupin_desktop.reports.document import Block, Figure, Heading, Kind, Note, Paragraph, Table, show_date
from fupin_desktop.reports.sentences import counted, numbered, share


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
