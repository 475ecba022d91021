"""Documents as .docx that a clerk goes on editing, with the paper, sizes, faces and numbering of the printed pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from fupin_desktop.reports.document import Document
from fupin_desktop.reports.saving import save


def write_docx(document: Document | Sequence[Document], path: str | Path) -> None:
    """Write one document or several, each from a new section. Raises Trouble when the file cannot be written."""
    from fupin_desktop.reports.word.book import Book

    documents = [document] if isinstance(document, Document) else list(document)
    book = Book(documents[0])
    for each in documents:
        book.add(each)
    stream = io.BytesIO()
    book.save(stream)
    save(Path(path), stream.getvalue())
