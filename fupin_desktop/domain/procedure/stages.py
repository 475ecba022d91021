"""The stages of a year's work as the township of seed 002 planned them: 组织培训, 农户申请, 入户调查, 民主评议."""

from __future__ import annotations

import re
from datetime import date

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.procedure.records import RoadKind, Window
from fupin_desktop.domain.procedure.road import Road

SOURCE = "临涧镇农村扶贫开发精准识别工作实施方案"
_USUAL = (
    (RoadKind.PREPARATION, "组织培训", "scheme,team,training", (5, 13), (5, 22)),
    (RoadKind.IDENTIFICATION, "农户申请", "applied", (5, 23), (5, 26)),
    (RoadKind.IDENTIFICATION, "入户调查", "surveyed,listed", (5, 27), (6, 2)),
    (RoadKind.IDENTIFICATION, "民主评议", "assembly", (6, 3), (6, 4)),
)


def usual_windows(year: int) -> list[Window]:
    """The stages of 贫困户识别, to be taken for a year and changed."""
    return [
        Window(
            road=road, year=year, name=name, steps=steps, starts=date(year, *starts), ends=date(year, *ends), source=SOURCE
        )
        for road, name, steps, starts, ends in _USUAL
    ]  # fmt: skip


def steps_named(road: Road, said: str) -> str:
    """The keys, by commas, of steps that are named by label or key: 入户调查、列入初选名单. Raises Refused for an unknown one."""
    found, wrong = [], []
    for part in filter(None, re.split(r"[、，,;；\s]+", said)):
        mine = [str(each.key) for each in road.steps if part in (each.key, each.label)]
        if mine:
            found.append(mine[0])
        else:
            can = "、".join(each.label for each in road.steps)
            wrong.append(Problem("steps", f"{road.label}没有“{part}”这一步（有：{can}），请改正"))
    if wrong:
        raise Refused(wrong)
    return ",".join(dict.fromkeys(found))


def steps_shown(road: Road, keys: str) -> str:
    """The same as people read it."""
    return "、".join(road.step(key).label if key in road.places else key for key in keys.split(",") if key)
