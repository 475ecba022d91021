"""Which paper is wanted: a report of a period, or a chart of a day; and how its pages and files are made."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.domain.period import Month, Quarter
from fupin_desktop.services.tasks import Watch

if TYPE_CHECKING:
    from fupin_desktop.domain.paper import How
    from fupin_desktop.services.office import Office

REPORTS = {"monthly": "月报", "quarterly": "季度汇总"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """``kind`` monthly, quarterly, or ``chart:`` with the chart's own; ``period`` of a report; ``on`` its date."""

    kind: str
    label: str
    period: str = ""
    on: date | None = None
    village: str | None = None

    @property
    def chart(self) -> str:
        return self.kind.partition(":")[2]

    @property
    def name(self) -> str:
        """What the file is called at first."""
        if self.chart:
            return f"{self.village or ''}{self.label}{f'_{self.on}' if self.on else ''}"
        return f"{self.period}{self.label}"

    @property
    def forms(self) -> str:
        """The kinds of file it can be saved as, as a file dialog asks for them."""
        if self.chart:
            return "图片 (*.png);;PDF 文件 (*.pdf);;矢量图 (*.svg)"
        return "PDF 文件 (*.pdf);;Word 文档 (*.docx);;Excel 表格 (*.xlsx);;文字 (*.txt)"

    def write(self, office: Office, out: Path, watch: Watch, how: How | None = None) -> Path:
        """Write it; the file's ending says as what. ``how`` records a report as saved or printed."""
        if self.chart:
            watch.step(0, 1)
            return office.charts.write(self.chart, out, on=self.on, village=self.village)
        return office.reporting.write(self.kind, self.period, out, on=self.on, how=how, watch=watch).file

    def remarks(self, office: Office) -> list[str]:
        """What a report leaves open, to be read before it is printed."""
        return [] if self.chart else office.reporting.wanting(self.kind, self.period, on=self.on)

    def pdf(self, office: Office, watch: Watch) -> bytes:
        """Its pages, to be looked at or printed."""
        with tempfile.TemporaryDirectory(prefix="fupin") as room:
            return self.write(office, Path(room) / "page.pdf", watch).read_bytes()


def months(first: date, last: date) -> list[str]:
    """The months between two days, the newest first."""
    month, found = Month(last.year, last.month), []
    while month.last >= first:
        found.append(month.words)
        month = month.before
    return found


def quarters(first: date, last: date) -> list[str]:
    """The quarters between two days, the newest first."""
    quarter, found = Quarter(last.year, (last.month + 2) // 3), []
    while quarter.last >= first:
        found.append(quarter.words)
        quarter = quarter.before
    return found
