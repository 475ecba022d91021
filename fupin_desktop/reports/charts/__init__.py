"""Charts, readable in black and white: shades, hatches and numbers written where they belong.

`figure` draws one kind from what that kind asks for: `Figures`, or a count of `domain.charting` (see `Chart.source`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fupin_desktop.reports.charts import incomes, people, villages, work
from fupin_desktop.reports.charts.incomes import band_edges
from fupin_desktop.reports.charts.kind import Chart
from fupin_desktop.reports.charts.style import WIDTH, canvas

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["CHARTS", "WIDTH", "Chart", "band_edges", "figure", "ratio"]

CHARTS: Mapping[str, Chart] = {
    chart.key: chart
    for chart in (
        villages.STATUS,
        villages.PROGRESS,
        villages.CAUSES,
        people.AGES,
        people.HEALTH,
        people.LABOUR,
        incomes.INCOME,
        incomes.CHANGE,
        work.HOUSING,
        work.MEASURES,
        work.ACTIVITY,
    )
}
"""Every kind, in the order of lists."""


def figure(key: str, data: Any, *, title: str = "", foot: str = "") -> Figure:
    """One chart as a matplotlib Figure of the page's width, with a line of its source at the foot where it is given."""
    chart = CHARTS[key]
    made = canvas(chart.height(data), title=title, foot=foot, internal=chart.internal)
    chart.draw(made, data)
    return made


def ratio(key: str, data: Any) -> float:
    """The height of a chart without title over its width."""
    return CHARTS[key].height(data) / WIDTH
