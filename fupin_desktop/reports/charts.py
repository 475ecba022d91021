"""Charts from figures, readable in black and white: greys, hatches and numbers written where they belong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from fupin_desktop.domain.codes import Cause
from fupin_desktop.domain.figures import Figures, VillageFigures
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.values import show_day

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 156 / 25.4  # the text block of an official page, in inches
INK = "#262626"
_DARK, _MIDDLE, _LIGHT, _WHITE = "#4d4d4d", "#a6a6a6", "#d9d9d9", "#ffffff"
_SIZE, _SMALL = 10.5, 9
_ROW, _CLOSE = 0.34, 0.2  # inches for a bar with its distance


@dataclass(frozen=True, slots=True)
class Chart:
    """One kind of chart. ``height`` in inches follows what there is to draw."""

    key: str
    label: str
    draw: Callable[[Axes, Figures], None]
    height: Callable[[Figures], float]
    empty: Callable[[Figures], bool]

    def title(self, figures: Figures, place: str = "") -> str:
        return f"{place}{self.label}（{show_day(figures.on)}）"


def figure(key: str, figures: Figures, *, title: str = "") -> Figure:
    """One chart as a matplotlib Figure of the page's width."""
    _prepare()
    from matplotlib.figure import Figure as Canvas

    chart = CHARTS[key]
    made = Canvas(figsize=(WIDTH, chart.height(figures) + (0.35 if title else 0)), layout="constrained")
    if title:
        made.suptitle(title, fontsize=13, color=INK)
    chart.draw(made.add_subplot(), figures)
    return made


def ratio(key: str, figures: Figures) -> float:
    """The height of a chart over its width."""
    return CHARTS[key].height(figures) / WIDTH


@cache
def _prepare() -> None:
    """Our faces for all charts of this process; the rare one stands in where the first has no glyph."""
    import matplotlib
    from matplotlib import font_manager

    from fupin_desktop.assets import font_path

    names = []
    for face in ("NotoSansSC-Regular", "HanaMinB"):
        path = str(font_path(face))
        font_manager.fontManager.addfont(path)
        entries = font_manager.fontManager.ttflist
        entries[-1] = replace(entries[-1], weight=400)  # the rare face says 500, and would be warned about
        names.append(font_manager.FontProperties(fname=path).get_name())
    matplotlib.rcParams.update(
        {
            "font.family": names,
            "font.size": _SIZE,
            "axes.unicode_minus": False,
            "hatch.linewidth": 0.6,
            "svg.fonttype": "path",
            "svg.hashsalt": "chart",
        }
    )


def _bare(axes: Axes, *, keep: Sequence[str] = ("left",)) -> None:
    """Nothing but what is read: no frame, no ticks, no grid."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)
        spine.set_color(INK)
        spine.set_linewidth(0.8)
    axes.tick_params(length=0, colors=INK, labelsize=_SIZE)


def _named(axes: Axes, names: Sequence[str], most: float) -> None:
    """Horizontal bars with their names at the left, the first on top."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.set_xlim(0, most * 1.14 or 1)
    axes.set_xticks([])
    _bare(axes)


def _plain_bars(axes: Axes, names: Sequence[str], counts: Sequence[int], labels: Sequence[str]) -> None:
    axes.barh(range(len(names)), counts, height=0.62, color=_MIDDLE, edgecolor=INK, linewidth=0.8)
    most = max(counts, default=1)
    for place, (count, label) in enumerate(zip(counts, labels, strict=True)):
        axes.text(count + most * 0.012, place, label, va="center", fontsize=_SMALL, color=INK)
    _named(axes, names, most)


def _registered(figures: Figures) -> list[VillageFigures]:
    return [each for each in figures.villages if each.all.households]


# Households by village and status


def _just_lifted(village: VillageFigures) -> int:
    return village.lifted.households - village.stable.households


_STATUS: tuple[tuple[str, str, str, Callable[[VillageFigures], int]], ...] = (
    ("未脱贫", _DARK, "", lambda each: each.poor.households),
    ("已脱贫", _LIGHT, "////", _just_lifted),
    ("稳定脱贫", _WHITE, "....", lambda each: each.stable.households),
)


def _status(axes: Axes, figures: Figures) -> None:
    villages = _registered(figures)
    totals = [each.all.households for each in villages]
    most = max(totals, default=1)
    left = [0] * len(villages)
    ends = [f"{total}户" for total in totals]
    for name, colour, hatch, count in _STATUS:
        counts = [count(each) for each in villages]
        axes.barh(range(len(villages)), counts, left=left, height=0.64, color=colour, hatch=hatch,
                  edgecolor=INK, linewidth=0.8, label=name)  # fmt: skip
        for place in _inside(axes, counts, left, most, colour):
            ends[place] += f"，{name}{counts[place]}"
        left = [a + b for a, b in zip(left, counts, strict=True)]
    for place, total in enumerate(totals):
        axes.text(total + most * 0.012, place, ends[place], va="center", fontsize=_SMALL, color=INK)
    _named(axes, [each.village for each in villages], most)
    _legend(axes, len(_STATUS))


def _inside(axes: Axes, counts: Sequence[int], left: Sequence[int], most: int, colour: str) -> list[int]:
    """The number of each part where the part is wide enough for it. Gives the places where it is not."""
    dark = colour == _DARK
    narrow = []
    for place, (count, start) in enumerate(zip(counts, left, strict=True)):
        if count >= most * (0.022 + 0.012 * len(str(count))):
            box = None if dark else {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none"}
            axes.text(start + count / 2, place, str(count), ha="center", va="center", fontsize=_SMALL,
                      color="white" if dark else INK, bbox=box)  # fmt: skip
        elif count:
            narrow.append(place)
    return narrow


def _legend(axes: Axes, columns: int) -> None:
    axes.legend(loc="lower center", bbox_to_anchor=(0.46, 1.0), ncols=columns, frameon=False, fontsize=_SMALL,
                handlelength=2.2, handleheight=1.1, columnspacing=2.2, borderaxespad=0.2)  # fmt: skip


# 脱贫进度 by village


def _progress(axes: Axes, figures: Figures) -> None:
    villages = _registered(figures)
    names = [each.village for each in villages]
    parts = [(each.lifted.households, each.all.households) for each in villages]
    shares = [100 * done / every for done, every in parts]
    axes.barh(range(len(names)), [100] * len(names), height=0.62, color=_WHITE, edgecolor=INK, linewidth=0.8)
    axes.barh(range(len(names)), shares, height=0.62, color=_MIDDLE, edgecolor=INK, linewidth=0.8)
    for place, ((done, every), share) in enumerate(zip(parts, shares, strict=True)):
        axes.text(101.5, place, f"{done}/{every}户，{share:.1f}%", va="center", fontsize=_SMALL, color=INK)
    _named(axes, names, 112)


# 致贫原因


def _causes(axes: Axes, figures: Figures) -> None:
    found = _cause_counts(figures)
    every = sum(found.values()) or 1
    labels = [f"{count}户，{100 * count / every:.1f}%" for count in found.values()]
    _plain_bars(axes, list(found), list(found.values()), labels)
    axes.set_xlim(0, max(found.values(), default=1) * 1.22)


def _cause_counts(figures: Figures) -> dict[str, int]:
    """By label, the most frequent first, what is not filled in last."""
    counts = figures.tally("causes")
    order = sorted(counts, key=lambda code: (code == "unknown", -counts[code], code))
    return {"未填写" if code == "unknown" else Cause.of(code).label: counts[code] for code in order}


# 危房改造: how many houses stand at each stage


def _housing(axes: Axes, figures: Figures) -> None:
    found = _stage_counts(figures)
    every = sum(found.values()) or 1
    started = list(StageKind).index(StageKind.STARTED)
    finished = list(StageKind).index(StageKind.FINISHED)
    groups = (("未开工", _DARK, ""), ("在建", _LIGHT, "////"), ("已竣工", _WHITE, "...."))
    drawn: set[int] = set()
    for place, (code, count) in enumerate(found.items()):
        at = -1 if code == "none" else list(StageKind).index(StageKind.of(code))
        group = 0 if at < started else 1 if at < finished else 2
        name, colour, hatch = groups[group]
        axes.barh(place, count, height=0.62, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.8,
                  label=name if group not in drawn else None)  # fmt: skip
        drawn.add(group)
        axes.text(count + max(found.values()) * 0.012, place, f"{count}户，{100 * count / every:.1f}%", va="center",
                  fontsize=_SMALL, color=INK)  # fmt: skip
    names = ["未登记阶段" if code == "none" else StageKind.of(code).label for code in found]
    _named(axes, names, max(found.values(), default=1) * 1.07)
    _legend(axes, 3)


def _stage_counts(figures: Figures) -> dict[str, int]:
    """Houses by the stage they have reached, in the order of the stages."""
    counts = figures.tally("stages")
    order = ["none", *(kind.value for kind in StageKind)]
    return {code: counts[code] for code in order if counts.get(code)}


# Income against the line


def _income(axes: Axes, figures: Figures) -> None:
    found = _band_counts(figures)
    counts = list(found.values())
    every, most = sum(counts) or 1, max(counts, default=1)
    axes.bar(range(len(found)), counts, width=0.62, color=_MIDDLE, edgecolor=INK, linewidth=0.8)
    for place, count in enumerate(counts):
        axes.text(place, count + most * 0.02, f"{count}户\n{100 * count / every:.1f}%", ha="center", va="bottom",
                  fontsize=_SMALL, color=INK)  # fmt: skip
    axes.set_xticks(range(len(found)), list(found))
    axes.set_yticks([])
    axes.set_xlim(-0.6, len(found) - 0.4)
    axes.set_ylim(0, most * 1.42)
    _bare(axes, keep=("bottom",))
    axes.tick_params(labelsize=_SMALL)
    _line(axes, figures, list(found), most)


def _line(axes: Axes, figures: Figures, names: Sequence[str], most: int) -> None:
    """The line stands where it falls among the bands."""
    if figures.line is None:
        return
    line = float(figures.line)
    place = next(
        (at - 0.5 + (line - low) / (high - low) for at, name in enumerate(names)
         if (edges := band_edges(name)) and (low := edges[0]) <= line < (high := edges[1])),
        None,
    )  # fmt: skip
    if place is None:
        return
    axes.axvline(place, ymax=0.93, color=INK, linewidth=1.4, linestyle=(0, (5, 3)))
    below = figures.total("below_line").households
    axes.text(
        place + 0.08,
        most * 1.38,
        f"标准线{line:g}元，低于标准线{below}户",
        va="top",
        fontsize=_SIZE,
        color=INK,
    )


_BAND = re.compile(r"(?:(\d+)-)?(\d+)元(以下|以上)?")


def band_edges(name: str) -> tuple[float, float] | None:
    """The yuan at which a band of incomes begins and ends; None for 未填."""
    said = _BAND.fullmatch(name)
    if said is None:
        return None
    low, high, beyond = said.groups()
    if beyond == "以下":
        return 0.0, float(high)
    return (float(high), float("inf")) if beyond else (float(low), float(high))


def _band_counts(figures: Figures) -> dict[str, int]:
    """Households by band of income, the lowest first; bands between are shown when empty, 未填 only when there."""
    counts = figures.tally("income_bands")
    order = sorted(counts, key=lambda name: (band_edges(name) or (float("inf"), 0))[0])
    return {name: counts[name] for name in order}


def _rows(count: Callable[[Figures], int], room: float) -> Callable[[Figures], float]:
    """The height of horizontal bars: roomy when there are few, closer together when there are many."""

    def height(figures: Figures) -> float:
        bars = count(figures)
        return max(1.2, room + bars * min(_ROW, max(_CLOSE, 2.9 / max(bars, 1))))

    return height


CHARTS: Mapping[str, Chart] = {
    chart.key: chart
    for chart in (
        Chart("status", "各村建档立卡户脱贫状况", _status, _rows(lambda f: len(_registered(f)), 0.45),
              lambda f: not _registered(f)),
        Chart("progress", "各村脱贫进度", _progress, _rows(lambda f: len(_registered(f)), 0.2),
              lambda f: not _registered(f)),
        Chart("causes", "主要致贫原因", _causes, _rows(lambda f: len(f.tally("causes")), 0.2),
              lambda f: not f.tally("causes")),
        Chart("housing", "危房改造进度", _housing, _rows(lambda f: len(_stage_counts(f)), 0.45),
              lambda f: not f.tally("stages")),
        Chart("income", "人均纯收入分布", _income, lambda _: 3.0, lambda f: not f.tally("income_bands")),
    )
}  # fmt: skip
