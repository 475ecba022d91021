"""A table that goes on: never a lone row on the next page."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from fupin_desktop.reports.document import Document, Kind, Table
from fupin_desktop.reports.pdf import write_pdf


@pytest.mark.parametrize("rows", range(24, 44))
def test_the_total_never_stands_alone_on_the_next_page(rows: int) -> None:
    body = [(f"第{n}村", str(n)) for n in range(1, rows)]
    table = Table(("行政村", "户"), [*body, ("合计", "99")], kinds=(Kind.TEXT, Kind.NUMBER), totals=1)
    paper = io.BytesIO()
    write_pdf(Document(title="各村基本情况", blocks=[table]), paper)
    with pypdfium2.PdfDocument(paper.getvalue()) as pdf:
        last = pdf[len(pdf) - 1].get_textpage().get_text_bounded()
    assert "合计" in last
    assert f"第{rows - 1}村" in last
