"""工作日程表 of a year: the stages with how far each has come."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.procedure import ROADS
from fupin_desktop.services.paper.forms.household import issuer
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """One paper for the office, or for the one village that is asked for. Raises Refused: the year has no stages."""
    from fupin_desktop.reports.forms.identification import StageRow, schedule
    from fupin_desktop.services.procedure import Procedures
    from fupin_desktop.services.procedure.calendar import WorkCalendar

    Options(asked, {})
    for name in asked.villages:
        source.village(name)
    village = asked.villages[0] if len(asked.villages) == 1 else None
    calendar = WorkCalendar(source.store, Procedures(source.store, source.settings, source.files))
    stages = calendar.stages(asked.year, asked.on, village)
    if not stages:
        raise Refused([Problem("year", f"{asked.year}年还没有阶段安排，请先在“程序”的“日程”里填写")])
    rows = []
    for each in stages:
        road = ROADS[each.window.road]
        steps = [road.step(key) for key in each.window.steps.split(",") if key in road.places]
        rows.append(
            StageRow(
                each.window.name, each.window.starts, each.window.ends, "、".join(step.label for step in steps),
                "、".join(dict.fromkeys(step.actor for step in steps)), each.state(asked.on), each.done, each.open,
                len(each.late), each.unit,
            )
        )  # fmt: skip
    basis = next((each.window.source for each in stages if each.window.source), "")
    made = schedule(rows, asked.year, basis, asked.on, issuer(source), paper=asked.paper)
    yield Paper(name=f"{asked.year}年工作日程表", documents=(made,), village=village or "")
