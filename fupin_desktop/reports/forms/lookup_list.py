"""查一批 on paper: who was asked for and what was found, as a table on the side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fupin_desktop.reports.document import Document, Style, show_date
from fupin_desktop.reports.forms.parts import Column, table

_WIDTHS = (3, 6, 4, 6, 5, 4, 6, 7, 4, 4, 10, 5, 8, 10, 6)


def build(heads: Sequence[str], rows: Sequence[Sequence[str]], said: str, unit: str, on: date) -> Document:
    """The list; ``rows`` have a cell for each of ``heads``."""
    columns = [Column(head, width) for head, width in zip(heads, _WIDTHS, strict=True)]
    return Document(
        "人员查询结果", [table(columns, rows)], Style.TABLE, landscape=True,
        subtitle="　".join(each for each in (unit, show_date(on), said) if each), author=unit,
    )  # fmt: skip
