"""Charts of the work: houses by stage, measures by how far they are, notices and visits month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fupin_desktop.domain.charting import Activity, MeasureStates
from fupin_desktop.domain.figures import Figures
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.reports.charts.kind import Chart
from fupin_desktop.reports.charts.style import (
    LINE,
    SIZE,
    SMALL,
    bare,
    bars,
    beside,
    legend,
    named,
    rows,
    share,
    stacked,
)
from fupin_desktop.reports.shades import DARK, INK, LIGHT, MIDDLE, STATES, WHITE, Shade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_GROUPS = (("未开工", DARK), ("在建", LIGHT), ("已竣工", WHITE))


def _housing(made: Figure, figures: Figures) -> None:
    """How many houses stand at each stage."""
    axes, found = made.add_subplot(), _stage_counts(figures)
    every, most = sum(found.values()), max(found.values(), default=1)
    drawn: set[str] = set()
    for place, (code, count) in enumerate(found.items()):
        name, shade = _group(code)
        bars(axes, [place], [count], shade, label=name if name not in drawn else None)
        drawn.add(name)
        beside(axes, count + most * 0.012, place, f"{count}户，{share(count, every)}")
    names = ["未登记阶段" if code == "none" else StageKind.of(code).label for code in found]
    named(axes, names, most * 1.07)
    legend(axes, 3)


def _group(code: str) -> tuple[str, Shade]:
    order = list(StageKind)
    at = -1 if code == "none" else order.index(StageKind.of(code))
    if at < order.index(StageKind.STARTED):
        return _GROUPS[0]
    return _GROUPS[1] if at < order.index(StageKind.FINISHED) else _GROUPS[2]


def _stage_counts(figures: Figures) -> dict[str, int]:
    """Houses by the stage they have reached, in the order of the stages."""
    counts = figures.tally("stages")
    order = ["none", *(kind.value for kind in StageKind)]
    return {code: counts[code] for code in order if counts.get(code)}


def _measures(made: Figure, found: MeasureStates) -> None:
    axes = made.add_subplot()
    names = [MeasureKind.of(kind).label if kind else "类别未填写" for kind in found.kinds]
    parts = {
        state.label: (shade, [counts.get(state, 0) for counts in found.kinds.values()])
        for state, shade in STATES.items()
        if any(counts.get(state) for counts in found.kinds.values())
    }
    stacked(axes, names, parts, "项", room=1.3)
    legend(axes, len(parts))


def _activity(made: Figure, found: Activity) -> None:
    upper, lower = made.subplots(2, 1, sharex=True)
    posted = [number for _, number, _, _ in found.months]
    noted = [number for _, _, number, _ in found.months]
    _columns(upper, posted, MIDDLE, f"张贴公示{sum(posted)}份" if any(posted) else "没有张贴公示的记录")
    _columns(lower, noted, LIGHT, f"入户帮扶记录{sum(noted)}条" if any(noted) else "没有入户帮扶的记录")
    names = [
        f"{month.number}月" if place and month.number != 1 else f"{month.number}月\n{month.year}年"
        for place, (month, *_) in enumerate(found.months)
    ]
    lower.set_xticks(range(len(names)), names)
    lower.tick_params(labelsize=SMALL)


def _columns(axes: Axes, counts: Sequence[int], shade: Shade, words: str) -> None:
    most = max(*counts, 1)
    axes.bar(
        range(len(counts)),
        counts,
        width=0.62,
        color=shade.colour,
        hatch=shade.hatch,
        edgecolor=INK,
        linewidth=LINE,
    )
    for place, count in enumerate(counts):
        if count:
            axes.text(
                place, count + most * 0.03, str(count), ha="center", va="bottom", fontsize=SMALL, color=INK
            )
    axes.set_yticks([])
    axes.set_ylim(0, most * 1.25)
    axes.set_title(words, fontsize=SIZE, color=INK, loc="left")
    bare(axes, keep=("bottom",))


HOUSING = Chart(
    key="housing",
    label="危房改造进度",
    draw=_housing,
    height=rows(lambda figures: len(_stage_counts(figures)), 0.45),
    empty=lambda figures: not figures.tally("stages"),
)
MEASURES = Chart(
    key="measures",
    label="帮扶措施落实情况",
    source="measures",
    draw=_measures,
    height=rows(lambda found: len(found.kinds), 0.45, 3.4),
    empty=lambda found: found.empty,
)
ACTIVITY = Chart(
    key="activity",
    label="公示和入户工作",
    source="activity",
    draw=_activity,
    height=lambda _: 3.2,
    empty=lambda found: found.empty,
)
