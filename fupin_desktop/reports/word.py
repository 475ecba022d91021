"""Documents as .docx that a clerk goes on editing, with the styles, paper and numbering of the printed pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fupin_desktop.reports.document import Document


def write_docx(document: Document | Sequence[Document], path: str | Path) -> None:
    """Write one document or several, each from a new section. Raises Trouble when the file cannot be written."""
    raise NotImplementedError
