"""What tests of papers share: texts kept as golden files, pages read back and measured against GB/T 9704-2012."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from fupin_desktop.reports.document import Document

GOLDEN = Path(__file__).parent / "golden"
CHECKS = Path(__file__).parents[2] / "shared" / "checks"


def is_golden(name: str, *documents: Document) -> bool:
    """Whether documents read as they are kept; with FUPIN_GOLDEN=write they are kept anew, to be read in the diff."""
    file, text = GOLDEN / f"{name}.txt", "\n".join(each.as_text() for each in documents)
    if os.environ.get("FUPIN_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
    return True


def faults(
    path: Path, *, notice: bool = False, seal: bool = True, annex_from: int | None = None
) -> list[str]:
    """What the measure of GB/T 9704-2012 finds wrong with a PDF, one line each.

    `annex_from` is the first page of annexes, which may lie and carry no date.
    """
    if str(CHECKS) not in sys.path:
        sys.path.insert(0, str(CHECKS))
    from gbt9704 import measure

    found = measure(str(path), annex_from, seal, notice)
    return [f"第{each.page}页 {each.what}：{each.where}" for each in found]


def text_of(path: Path) -> str:
    """All text of a PDF, as copying gives it."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
