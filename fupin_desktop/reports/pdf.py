"""Documents as PDF: pages painted with embedded subset faces, the same bytes for the same document."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from fupin_desktop.reports.document import Document
from fupin_desktop.reports.faces import Role, face, measure, runs
from fupin_desktop.reports.images import for_print
from fupin_desktop.reports.layout import Page, lay_out
from fupin_desktop.reports.layout.page import Picture
from fupin_desktop.reports.saving import save

Progress = Callable[[int, int, str], object]
Shown = tuple[str, str, tuple[float, int]]  # subset, codes, advance in em and characters
_DPI = 300


def write_pdf(
    document: Document | Sequence[Document],
    target: str | Path | IO[bytes],
    *,
    progress: Progress | None = None,
) -> int:
    """Write one document or several, each from a new page, and give the number of pages.

    A file appears whole or not at all. `progress(done, total, title)` is told each document. Raises Trouble
    when a character is in no face, the disk is full, the folder cannot be written or a program holds the file.
    """
    documents = [document] if isinstance(document, Document) else list(document)
    return write_pages(set_pages(documents, progress=progress), documents[0], target)


def set_pages(documents: Sequence[Document], *, progress: Progress | None = None) -> Iterator[Page]:
    """The finished pages of documents, each beginning a new one, made as they are asked for."""
    for number, each in enumerate(documents, 1):
        yield from lay_out(each)
        if progress:
            progress(number, len(documents), each.title.replace("\n", ""))


def write_pages(pages: Iterable[Page], first: Document, target: str | Path | IO[bytes]) -> int:
    """Write pages into one PDF, titled as the document `first`, and give their number; nothing is written of none."""
    brush = _Brush(first)
    number = 0
    for page in pages:
        brush.paint(page)
        number += 1
    if not number:
        return 0
    data = brush.finished()
    if isinstance(target, str | Path):
        save(Path(target), data)
    else:
        target.write(data)
    return number


class _Brush:
    """One PDF while it is painted; a text that comes again is encoded once."""

    def __init__(self, first: Document) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0  # streams as bytes, not as text a quarter longer
        self._buffer = io.BytesIO()
        initial = face(
            "NotoSerifSC-Regular"
        ).name  # else every page asks for Helvetica, which is not embedded
        self._canvas: Any = Canvas(
            self._buffer, invariant=1, pageCompression=1, initialFontName=initial, lang="zh-CN"
        )
        self._canvas.setTitle(first.title.replace("\n", ""))
        self._canvas.setAuthor(first.author)
        self._canvas.setSubject("")
        self._canvas.setCreator("")
        self._shown: dict[tuple[Role, str], tuple[Shown, ...]] = {}

    def paint(self, page: Page) -> None:
        canvas = self._canvas
        canvas.setPageSize((page.width, page.height))
        for picture in page.pictures:
            self._paint_picture(picture, page.height)
        code: list[str] = canvas._code  # noqa: SLF001 - drawLine and drawString cost three times as much
        weight = dashed = 0.0
        for x0, y0, x1, y1, thick, dash in page.rules:
            if thick != weight:
                code.append(f"{thick:.2f} w")
                weight = thick
            if dash != dashed:
                code.append(f"[{dash:g}] 0 d" if dash else "[] 0 d")
                dashed = dash
            code.append(f"{x0:.2f} {page.height - y0:.2f} m {x1:.2f} {page.height - y1:.2f} l S")
        code.append("BT")
        self._paint_inks(code, page)
        for ink in page.turned:
            code.append(
                f"0 -1 1 0 {page.width - ink.y:.2f} {page.height - ink.x:.2f} Tm {ink.spacing:.3f} Tc"
            )
            code += [
                f"{font} {ink.size:g} Tf {shown} Tj" for font, shown, _ in self._encoded(ink.role, ink.text)
            ]
        code.append("0 Tc ET")
        canvas.showPage()

    def _paint_inks(self, code: list[str], page: Page) -> None:
        """Words of one face on one line are one object, as a row of cells: smaller, and a reader that guesses the
        direction of writing from the objects (pdfium does) sees that lines run across the page."""
        last: tuple[str, float, float, float, float] | None = None
        end = grey = 0.0
        for ink in page.inks:
            at = ink.x
            for font, shown, advance in self._encoded(ink.role, ink.text):
                state = (font, ink.size, ink.spacing, ink.y, ink.grey)
                if state == last and at > end - 0.01:
                    code.append(f"{(end - at) * 1000 / ink.size:.0f} {shown}")
                else:
                    code += ["] TJ"] if last else []
                    if ink.grey != grey:
                        code.append(f"{ink.grey:g} g")
                        grey = ink.grey
                    code.append(f"1 0 0 1 {at:.2f} {page.height - ink.y:.2f} Tm {ink.spacing:.3f} Tc")
                    code.append(f"{font} {ink.size:g} Tf [{shown}")
                last = state
                end = at = at + advance[0] * ink.size + advance[1] * ink.spacing
        code += ["] TJ"] if last else []
        code += ["0 g"] if grey else []

    def _encoded(self, role: Role, text: str) -> tuple[Shown, ...]:
        key = (role, text)
        if key not in self._shown:
            self._shown[key] = tuple(self._encode(role, text))
        return self._shown[key]

    def _encode(self, role: Role, text: str) -> Iterator[Shown]:
        document = self._canvas._doc  # noqa: SLF001 - the subset of each face belongs to the document
        for name, part in runs(role, text):
            font = face(name).font
            start = 0
            for subset, codes in font.splitString(part, document):
                piece = part[start : start + len(codes)]
                advance = (measure(role, piece), len(piece))
                yield font.getSubsetInternalName(subset, document), f"<{codes.hex()}>", advance
                start += len(codes)

    def _paint_picture(self, picture: Picture, height: float) -> None:
        from reportlab.lib.utils import ImageReader

        drawn = picture.draw()
        data = drawn if isinstance(drawn, bytes) else _png(drawn)
        if picture.photo is not None:
            data = for_print(data, picture.width, picture.height, picture.photo)
        image = ImageReader(io.BytesIO(data))
        place = (picture.x, height - picture.y - picture.height, picture.width, picture.height)
        self._canvas.drawImage(image, *place, preserveAspectRatio=True, anchor="c")

    def finished(self) -> bytes:
        self._canvas.save()
        return self._buffer.getvalue()


def _png(figure: Any) -> bytes:
    """A matplotlib Figure as a picture for print, the same bytes each time."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=_DPI, metadata={"Software": None})
    return buffer.getvalue()
