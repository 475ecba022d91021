"""Pages to be looked at before they are printed: no more than one can look at, with the places that lead somewhere."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.reports.document import Document, Paragraph
    from fupin_desktop.reports.layout.page import Page
    from fupin_desktop.reports.layout.page import Spot as Spot
    from fupin_desktop.services.paper.source import Paper

MOST = 60
"""Pages that are shown at most: a batch may have thousands."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page: of whom it is, and where on it one can go (boxes in points from the top left, keys of traces)."""

    village: str = ""
    household_id: int | None = None
    label: str = ""
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph that may be reworded: its name, and of which village the paper is that has it."""

    village: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """Pages as a PDF. ``whole``: there are no more. ``said`` are the paragraphs that may be reworded.

    ``remarks`` are for the clerk to read before the papers are used.
    """

    pdf: bytes
    pages: tuple[Seen, ...]
    whole: bool = True
    said: tuple[Said, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def households(self) -> int:
        return len({each.household_id for each in self.pages} - {None})


def look_at(papers: Iterable[Paper], most: int = MOST, watch: Watch = NOBODY) -> Look:
    """The first pages of papers, set as they will be printed. A stop is heard at each page."""
    from fupin_desktop.reports.pdf import write_pages

    documents: list[Document] = []
    pages: list[Page] = []
    seen: list[Seen] = []
    said: list[Said] = []
    whole = True
    remarks: list[str] = []
    for document, page, of in _set(papers, remarks):
        watch.step(len(pages), most, "排页")
        if len(pages) >= most:
            whole = False
            break
        if not documents or document is not documents[-1]:
            documents.append(document)
            said += [Said(of.village, each.name, each.text) for each in _named(document)]
        pages.append(page)
        seen.append(of)
    stream = io.BytesIO()
    if documents:
        write_pages(pages, documents[0], stream)
    return Look(stream.getvalue(), tuple(seen), whole, tuple(said), tuple(dict.fromkeys(remarks)))


def _set(papers: Iterable[Paper], remarks: list[str]) -> Iterator[tuple[Document, Page, Seen]]:
    from fupin_desktop.reports.pdf import set_pages

    for paper in papers:
        remarks += paper.remarks
        for document in paper.documents:
            for page in set_pages([document]):
                of = Seen(paper.village, paper.household_id, page.label, tuple(page.spots))
                yield document, page, of


def _named(document: Document) -> Iterator[Paragraph]:
    from fupin_desktop.reports.document import Paragraph

    for block in document.blocks:
        if isinstance(block, Paragraph) and block.name:
            yield block
