"""The stages of a year's work as the township of seed 002 planned them: 组织培训, 农户申请, 入户调查, 民主评议."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.procedure.records import RoadKind, Window

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
