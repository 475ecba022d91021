"""Charts of incomes: how they spread about the line, and what became of them within a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fupin_desktop.domain.charting import IncomeChange, VillageChange
from fupin_desktop.domain.figures import Figures, income_bands
from fupin_desktop.domain.terms import monitoring
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
    share,
)
from fupin_desktop.reports.shades import DARK, INK, MIDDLE, PLAIN

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PATCH = {
    "boxstyle": "square,pad=0.1",
    "facecolor": "white",
    "edgecolor": "none",
}  # where the line would cross a number
_BAND = re.compile(r"(?:(\d+)～)?(\d+)元(以下|以上)?")


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
    """Households by band of income, the lowest first, empty ones too; 未填 last, when there are any."""
    counts = figures.tally("income_bands")
    names = [name for _, name in income_bands(figures.on)]
    return {name: counts.get(name, 0) for name in names} | {
        name: counts[name] for name in counts if name not in names
    }


def _income(made: Figure, figures: Figures) -> None:
    axes, found = made.add_subplot(), _band_counts(figures)
    counts = list(found.values())
    every, most = sum(counts), max(counts, default=1)
    axes.bar(range(len(found)), counts, width=0.62, color=MIDDLE.colour, edgecolor=INK, linewidth=LINE)
    for place, count in enumerate(counts):
        axes.text(place, count + most * 0.02, f"{count}户\n{share(count, every)}", ha="center", va="bottom",
                  fontsize=SMALL, color=INK, zorder=4, bbox=_PATCH)  # fmt: skip
    axes.set_xticks(range(len(found)), list(found))
    axes.set_yticks([])
    axes.set_xlim(-0.6, len(found) - 0.4)
    axes.set_ylim(0, most * 1.42)
    bare(axes, keep=("bottom",))
    axes.tick_params(labelsize=SMALL)
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
    name = "监测范围" if monitoring(figures.on) else "标准线"
    said = f"{name}{line:g}元，低于{name}{below}户"
    right = place > len(names) / 2
    axes.text(place + (-0.08 if right else 0.08), most * 1.38, said, ha="right" if right else "left", va="top",
              fontsize=SIZE, color=INK)  # fmt: skip


def _change(made: Figure, found: IncomeChange) -> None:
    """Two bars a village: the year before and the year; how many households have more stands beside."""
    assert found.years is not None
    axes, lines = made.add_subplot(), _lines(found)
    most = float(max(max(each.before, each.now) for each in lines))
    for shift, shade, year, name in (
        (-0.19, PLAIN, found.years[0], "before"),
        (0.19, DARK, found.years[1], "now"),
    ):
        amounts = [getattr(each, name) for each in lines]
        places = [place + shift for place in range(len(lines))]
        bars(axes, places, [float(each) for each in amounts], shade, height=0.36, label=f"{year}年")
        for place, (each, amount) in enumerate(zip(lines, amounts, strict=True)):
            said = f"{amount:,}元" + (f"（{_more(each)}）" if name == "now" else "")
            beside(axes, float(amount) + most * 0.012, place + shift, said)
    named(axes, [each.village for each in lines], most * 1.28)
    legend(axes, 2)
    if found.everyone:
        every, up = found.everyone.households, found.everyone.up
        axes.set_xlabel(
            f"两年收入都有登记的{every}户中，{up}户增加，{every - up}户没有增加", fontsize=SMALL, color=INK
        )


def _lines(found: IncomeChange) -> list[VillageChange]:
    """The township on top of its villages, when there are several."""
    return [*([found.everyone] if found.everyone and len(found.villages) > 1 else []), *found.villages]


def _more(change: VillageChange) -> str:
    if not change.before:
        return f"{change.up}/{change.households}户增收"
    part = 100 * (change.now - change.before) / change.before
    return f"{'+' if part >= 0 else '-'}{abs(part):.1f}%"


INCOME = Chart(
    key="income",
    label="人均纯收入分布",
    draw=_income,
    height=lambda _: 3.0,
    empty=lambda figures: not any(name != "未填" for name in figures.tally("income_bands")),
)
CHANGE = Chart(
    key="income_change",
    label="人均纯收入年度比较",
    source="income_change",
    draw=_change,
    height=lambda found: max(1.5, 0.75 + 0.37 * len(_lines(found))),
    empty=lambda found: found.empty,
)
