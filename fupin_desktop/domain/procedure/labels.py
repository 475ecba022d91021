"""What roads are called on a day, and which of them an office of that day goes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from fupin_desktop.domain.procedure.records import RoadKind
from fupin_desktop.domain.procedure.roads import ROADS
from fupin_desktop.domain.terms import monitoring

POVERTY_ROADS = frozenset(kind for kind, road in ROADS.items() if road.last_year is not None)
"""The roads of 脱贫攻坚: over at the end of 2020, and shown later only where an office has gone them."""
_LATER: Mapping[RoadKind, str] = {
    RoadKind.PREPARATION: "建档立卡准备",
    RoadKind.IDENTIFICATION: "建档立卡识别",
    RoadKind.EXIT: "脱贫退出",
    RoadKind.VILLAGE_EXIT: "村出列",
}
_SHORT: Mapping[RoadKind, str] = {
    RoadKind.PREPARATION: "准备",
    RoadKind.IDENTIFICATION: "识别",
    RoadKind.EXIT: "退出",
    RoadKind.VILLAGE_EXIT: "村出列",
    RoadKind.MONITORING: "监测",
    RoadKind.REMOVAL: "风险消除",
    RoadKind.HOUSING: "危改",
    RoadKind.RELOCATION: "搬迁",
}


def road_label(kind: RoadKind, on: date) -> str:
    """What a road is called on a day: after 2020 nobody is called 贫困户 any more."""
    return _LATER.get(kind, kind.label) if monitoring(on) else kind.label


def short_label(kind: RoadKind) -> str:
    """A road in two to four characters."""
    return _SHORT[kind]


def roads_of(on: date, gone: Collection[RoadKind] = ()) -> list[RoadKind]:
    """The roads that an office of a day goes, and those that it has ``gone``, in their usual order."""
    over = monitoring(on)
    return [each for each in RoadKind if not over or each not in POVERTY_ROADS or each in gone]
