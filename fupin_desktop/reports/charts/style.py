"""The look that all charts share: faces, bare axes, bars with their numbers, keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from fupin_desktop import places
from fupin_desktop.reports.shades import INK, MIDDLE, Shade

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 156 / 25.4  # the text block of an official page, in inches
SIZE, SMALL = 10.5, 9
THICK = 0.64
LINE = 0.8
_ROW, _CLOSE = 0.34, 0.2  # inches for a bar with its distance
_TITLE, _MARK, _FOOT = 0.36, 0.2, 0.24  # inches for the lines above and below
_MARGIN = 0.04
INTERNAL = "内部资料"


def canvas(height: float, *, title: str = "", foot: str = "", internal: bool = False) -> Figure:
    """An empty Figure of the page's width with room for `height` inches of chart between its title and foot."""
    _prepare()
    from matplotlib.figure import Figure as Canvas

    above = _TITLE if title else _MARK if internal else 0.0
    below = _FOOT if foot else 0.0
    tall = height + above + below
    made = Canvas(figsize=(WIDTH, tall), layout="constrained")
    made.get_layout_engine().set(rect=(0, below / tall, 1, 1 - (above + below) / tall))  # type: ignore[union-attr,call-arg]
    if title:
        made.text(0.5, 1 - _MARGIN / tall, title, fontsize=13, color=INK, ha="center", va="top")
    if internal:
        made.text(
            1 - 0.06 / WIDTH, 1 - 0.06 / tall, INTERNAL, fontsize=SMALL, color=INK, ha="right", va="top",
            bbox={"boxstyle": "square,pad=0.2", "facecolor": "none", "edgecolor": INK, "linewidth": 0.6},
        )  # fmt: skip
    if foot:
        made.text(0.01, _MARGIN / tall, foot, fontsize=8, color=INK, ha="left", va="bottom")
    return made


@cache
def _prepare() -> None:
    """Our faces for all charts of this process; the rare one stands in where the first has no glyph."""
    # else matplotlib keeps its list of faces in the user's folder, also when the program runs from a stick
    os.environ.setdefault("MPLCONFIGDIR", str(places.cache() / "matplotlib"))
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
            "font.size": SIZE,
            "axes.unicode_minus": False,
            "hatch.linewidth": 0.6,
            "svg.fonttype": "path",
            "svg.hashsalt": "chart",
        }
    )


def bare(axes: Axes, *, keep: Sequence[str] = ("left",)) -> None:
    """Nothing but what is read: no frame, no ticks, no grid."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)
        spine.set_color(INK)
        spine.set_linewidth(LINE)
    axes.tick_params(length=0, colors=INK, labelsize=SIZE)


def named(axes: Axes, names: Sequence[str], most: float) -> None:
    """Horizontal bars with their names at the left, the first on top."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.set_xlim(0, most * 1.14 or 1)
    axes.set_xticks([])
    bare(axes)


def bars(axes: Axes, places: Sequence[float], counts: Sequence[float], shade: Shade, **more: Any) -> None:
    """Horizontal bars of one shade; `more` as of matplotlib's barh."""
    axes.barh(
        places, counts, color=shade.colour, hatch=shade.hatch, edgecolor=INK, linewidth=LINE,
        **{"height": THICK, **more},
    )  # fmt: skip


def beside(axes: Axes, x: float, place: float, words: str) -> None:
    """Words right of the end of a bar."""
    axes.text(x, place, words, va="center", fontsize=SMALL, color=INK)


def plain_bars(axes: Axes, names: Sequence[str], counts: Sequence[int], labels: Sequence[str]) -> None:
    """Bars of one shade with their words."""
    bars(axes, range(len(names)), counts, MIDDLE)
    most = max(counts, default=1)
    for place, (count, label) in enumerate(zip(counts, labels, strict=True)):
        beside(axes, count + most * 0.012, place, label)
    named(axes, names, most)


def stacked(
    axes: Axes, names: Sequence[str], parts: Mapping[str, tuple[Shade, Sequence[int]]], unit: str,
    remarks: Sequence[str] = (), room: float = 1.14,
) -> None:  # fmt: skip
    """Bars of several parts, each with its number within where it is wide enough, else beside; totals with their unit."""
    totals = [sum(counts) for counts in zip(*(counts for _, counts in parts.values()), strict=True)]
    most = max(totals, default=1) or 1
    left = [0] * len(names)
    ends = [f"{total}{unit}" for total in totals]
    for name, (shade, counts) in parts.items():
        bars(axes, range(len(names)), counts, shade, left=left, label=name)
        for place in _inside(axes, counts, left, most, shade):
            ends[place] += f"，{name}{counts[place]}"
        left = [a + b for a, b in zip(left, counts, strict=True)]
    for place, (total, end) in enumerate(zip(totals, ends, strict=True)):
        beside(axes, total + most * 0.012, place, end + (remarks[place] if remarks else ""))
    named(axes, names, most * room / 1.14)


def _inside(axes: Axes, counts: Sequence[int], left: Sequence[int], most: float, shade: Shade) -> list[int]:
    """The number of each part where the part is wide enough for it. Gives the places where it is not."""
    narrow = []
    for place, (count, start) in enumerate(zip(counts, left, strict=True)):
        if count >= most * (0.022 + 0.012 * len(str(count))):
            number_on(axes, start + count / 2, place, str(count), shade)
        elif count:
            narrow.append(place)
    return narrow


def number_on(axes: Axes, x: float, y: float, words: str, shade: Shade) -> None:
    """A number upon a bar, on a clear patch where a hatch would cross it."""
    box = {"boxstyle": "round,pad=0.12", "facecolor": shade.colour, "edgecolor": "none"}
    axes.text(
        x,
        y,
        words,
        ha="center",
        va="center",
        fontsize=SMALL,
        color=shade.words,
        bbox=box if shade.hatch else None,
        in_layout=False,  # it stands within its bar, so the layout need not measure it
    )


def legend(axes: Axes, columns: int) -> None:
    """The key of the shades, above the chart."""
    axes.legend(loc="lower center", bbox_to_anchor=(0.46, 1.0), ncols=columns, frameon=False, fontsize=SMALL,
                handlelength=2.2, handleheight=1.1, columnspacing=2.2, borderaxespad=0.2)  # fmt: skip


def share(count: int, every: int) -> str:
    """36.4%, of nought 0.0%."""
    return f"{100 * count / every if every else 0:.1f}%"


def rows(count: Callable[[Any], int], room: float, most: float = 2.9) -> Callable[[Any], float]:
    """The height of horizontal bars: roomy when there are few, closer together when there are many."""

    def height(data: Any) -> float:
        number = count(data)
        return max(1.2, room + number * min(_ROW, max(_CLOSE, most / max(number, 1))))

    return height
