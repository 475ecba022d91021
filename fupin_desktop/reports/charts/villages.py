"""Charts of the register: status and progress by village, causes of poverty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fupin_desktop.domain.codes import Cause
from fupin_desktop.domain.figures import Figures, VillageFigures
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.reports.charts.kind import Chart
from fupin_desktop.reports.charts.style import (
    bars,
    beside,
    legend,
    named,
    plain_bars,
    rows,
    share,
    stacked,
)
from fupin_desktop.reports.shades import DARK, LIGHT, MIDDLE, PLAIN, WHITE, Shade

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Parts = dict[str, tuple[Shade, list[int]]]


def registered(figures: Figures) -> list[VillageFigures]:
    """The villages that have somebody on the register."""
    return [each for each in figures.villages if each.all.households]


def status_parts(figures: Figures, villages: list[VillageFigures]) -> Parts:
    """Households of villages by what they are, in the words of the time; together all on the register."""
    if monitoring(figures.on):
        return {
            "未消除风险": (DARK, [each.at_risk.households for each in villages]),
            "已消除风险": (LIGHT, [each.monitored.households - each.at_risk.households for each in villages]),
            "其他在册户": (WHITE, [each.all.households - each.monitored.households for each in villages]),
        }
    return {
        "未脱贫": (DARK, [each.poor.households for each in villages]),
        "已脱贫": (LIGHT, [each.lifted.households - each.stable.households for each in villages]),
        "稳定脱贫": (WHITE, [each.stable.households for each in villages]),
    }


def _status(made: Figure, figures: Figures) -> None:
    axes, villages = made.add_subplot(), registered(figures)
    parts = status_parts(figures, villages)
    stacked(axes, [each.village for each in villages], parts, "户")
    legend(axes, len(parts))


def _progress(made: Figure, figures: Figures) -> None:
    """How much is done of all, and how far this year's plans mean to come."""
    axes, villages = made.add_subplot(), _progressing(figures)
    bars(axes, range(len(villages)), [100] * len(villages), PLAIN)
    (_risks if monitoring(figures.on) else _lifts)(axes, villages)


def _risks(axes: Axes, villages: list[VillageFigures]) -> None:
    parts = [
        (each.monitored.households - each.at_risk.households, each.monitored.households) for each in villages
    ]
    bars(axes, range(len(villages)), [100 * removed / every for removed, every in parts], MIDDLE)
    for place, (removed, every) in enumerate(parts):
        beside(axes, 101.5, place, f"{removed}/{every}户，{share(removed, every)}")
    named(axes, [each.village for each in villages], 112)


def _lifts(axes: Axes, villages: list[VillageFigures]) -> None:
    lifted = [100 * each.lifted.households / each.all.households for each in villages]
    planned = [
        100 * (each.targeted.households - each.target_met.households) / each.all.households
        for each in villages
    ]
    bars(axes, range(len(villages)), lifted, MIDDLE, label="已脱贫")
    bars(axes, range(len(villages)), planned, LIGHT, left=lifted, label="本年计划、尚未脱贫")
    for place, each in enumerate(villages):
        done, every = each.lifted.households, each.all.households
        beside(axes, 101.5, place, f"{done}/{every}户，{share(done, every)}；{_target(each)}")
    named(axes, [each.village for each in villages], 140)
    legend(axes, 2)


def _target(village: VillageFigures) -> str:
    target = village.targeted.households
    return f"本年计划{village.target_met.households}/{target}户" if target else "本年无计划"


def _progressing(figures: Figures) -> list[VillageFigures]:
    if monitoring(figures.on):
        return [each for each in figures.villages if each.monitored.households]
    return registered(figures)


def cause_counts(figures: Figures) -> dict[str, int]:
    """Households by the cause's label, the most frequent first, what is not filled in last."""
    counts = figures.tally("causes")
    order = sorted(counts, key=lambda code: (code == "unknown", -counts[code], code))
    return {"未填写" if code == "unknown" else Cause.of(code).label: counts[code] for code in order}


def _causes(made: Figure, figures: Figures) -> None:
    axes, found = made.add_subplot(), cause_counts(figures)
    every = sum(found.values())
    labels = [f"{count}户，{share(count, every)}" for count in found.values()]
    plain_bars(axes, list(found), list(found.values()), labels)
    axes.set_xlim(0, max(found.values(), default=1) * 1.22)


STATUS = Chart(
    key="status",
    label="各村建档立卡户脱贫状况",
    later="各村脱贫户和监测对象情况",
    draw=_status,
    height=rows(lambda figures: len(registered(figures)), 0.45),
    empty=lambda figures: not registered(figures),
)
PROGRESS = Chart(
    key="progress",
    label="各村脱贫进度",
    later="各村监测对象风险消除进度",
    draw=_progress,
    height=rows(lambda figures: len(_progressing(figures)), 0.45),
    empty=lambda figures: not _progressing(figures),
)
CAUSES = Chart(
    key="causes",
    label="主要致贫原因",
    draw=_causes,
    height=rows(lambda figures: len(figures.tally("causes")), 0.2),
    empty=lambda figures: not figures.tally("causes"),
    internal=True,
)
