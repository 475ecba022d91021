"""Charts of the office's figures, as pictures for the window and as files."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.figures import NEVER, FiguresService

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from fupin_desktop.reports.charts import Chart

FORMATS = ("png", "pdf", "svg")
DPI = 300


class Charts:
    """Draws the figures of a day; without a day the latest known."""

    def __init__(self, store: Store, figures: FiguresService) -> None:
        self._store, self._figures = store, figures

    def kinds(self) -> dict[str, str]:
        """The kinds of charts with their names."""
        from fupin_desktop.reports.charts import CHARTS

        return {key: chart.label for key, chart in CHARTS.items()}

    def figure(
        self, kind: str, on: date | None = None, village: str | None = None, *, title: bool = True
    ) -> Figure:
        """One chart as a matplotlib Figure, with title and source or bare. Raises Trouble where there is nothing to draw."""
        from fupin_desktop.reports.charts import figure

        chart = self._chart(kind)
        day = on or self._figures.last_day() or NEVER
        data = self._data(chart, day, village)
        if not title:
            return figure(kind, data)
        return figure(kind, data, title=chart.title(data, village or ""), foot=self._foot(day))

    def data(self, kind: str, on: date, village: str | None = None) -> Any:
        """What a chart is drawn from, for reports that place it: ``reports.charts.figure(kind, data)``.

        Raises Trouble where there is nothing to draw.
        """
        return self._data(self._chart(kind), on, village)

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

    def _chart(self, kind: str) -> Chart:
        from fupin_desktop.reports.charts import CHARTS

        if kind not in CHARTS:
            said = "、".join(f"{key}（{name}）" for key, name in self.kinds().items())
            raise Trouble(f"没有名为“{kind}”的图表，可以画的有：{said}")
        return CHARTS[kind]

    def _data(self, chart: Chart, day: date, village: str | None) -> Any:
        if chart.source == "figures":
            figures = self._figures.on(day, village)
            data: Any = figures if figures.known else None
        else:
            from fupin_desktop.db import charting

            self._figures.check(village)
            with self._store.read() as unit:
                data = getattr(charting, chart.source)(unit, day, village)
        if data is None or chart.empty(data):
            raise self._nothing(chart, day, village)
        return data

    def _nothing(self, chart: Chart, day: date, village: str | None) -> Trouble:
        with self._store.read() as unit:
            first = unit.first_day()
        if first is not None and day < first:
            known = f"最早的数据是{show_day(first)}，请选择之后的日期"
            return Trouble(f"{show_day(day)}还没有数据，画不了“{chart.label}”；{known}")
        return Trouble(f"{village or '全镇'}还没有可以画“{chart.label}”的数据，请先导入或录入")

    def _foot(self, day: date) -> str:
        with self._store.read() as unit:
            source = unit.figures_source(day)
        return f"数据截至{show_day(day)}" + (f"　来源：{source}" if source else "")
