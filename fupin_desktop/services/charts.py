"""Charts of the office's figures, as pictures for the window and as files."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.figures import Figures
from fupin_desktop.services.figures import FiguresService

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "pdf", "svg")
DPI = 300


class Charts:
    """Draws the figures of a day; without a day the latest known."""

    def __init__(self, figures: FiguresService) -> None:
        self._figures = figures

    def kinds(self) -> dict[str, str]:
        """The kinds of charts with their names."""
        from fupin_desktop.reports.charts import CHARTS

        return {key: chart.label for key, chart in CHARTS.items()}

    def figure(
        self, kind: str, on: date | None = None, village: str | None = None, *, title: bool = True
    ) -> Figure:
        """One chart as a matplotlib Figure. Raises Trouble where there is nothing to draw."""
        from fupin_desktop.reports.charts import CHARTS, figure

        if kind not in CHARTS:
            said = "、".join(f"{key}（{name}）" for key, name in self.kinds().items())
            raise Trouble(f"没有名为“{kind}”的图表，可以画的有：{said}")
        counted = self._counted(on, village)
        chart = CHARTS[kind]
        if not counted.known or chart.empty(counted):
            raise Trouble(f"{village or '全镇'}还没有可以画“{chart.label}”的数据，请先导入或录入")
        return figure(kind, counted, title=chart.title(counted, village or "") if title else "")

    def write(self, kind: str, out: Path, *, on: date | None = None, village: str | None = None) -> Path:
        """Write one chart as .png, .pdf or .svg, the same bytes for the same figures."""
        from fupin_desktop.reports.saving import save

        form = out.suffix.lower().removeprefix(".")
        if form not in FORMATS:
            raise Trouble(
                f"图表不能写成“{out.name}”，文件名请以{'、'.join(f'.{each}' for each in FORMATS)}结尾"
            )
        made = self.figure(kind, on, village)
        stream = io.BytesIO()
        stamp = {"png": {"Software": None}, "pdf": {"CreationDate": None}, "svg": {"Date": None}}[form]
        made.savefig(stream, format=form, dpi=DPI, metadata=stamp)
        save(out, stream.getvalue())
        return out

    def _counted(self, on: date | None, village: str | None) -> Figures:
        return self._figures.on(on, village) if on else self._figures.latest(village)
