"""A .docx being put together: sections with their paper and page numbers, pictures, and the file's own data."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import IO, Any

from docx import Document as Package
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from fupin_desktop.reports.document import Block, Document, Figure, PageBreak, Photo, Photos, Signature, Style
from fupin_desktop.reports.faces import Role
from fupin_desktop.reports.images import for_print
from fupin_desktop.reports.layout import chosen_sheet, lay_out
from fupin_desktop.reports.layout.sheet import MM, Sheet
from fupin_desktop.reports.word import pieces
from fupin_desktop.reports.word.blocks import Words

_FIGURE_DPI = 200
_FOLIO = 14.0
_NOTICE_LEAD = 0.9  # of the distance of lines on the printed notice
_SPACES = nsdecls("w", "r")
_NORMAL = (
    '<w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:overflowPunct w:val="1"/>'
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
)
_NEW_PAGE = '<w:p><w:pPr><w:pageBreakBefore/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


class Book:
    """One file of one or several documents."""

    def __init__(self, first: Document) -> None:
        self._package: Any = Package()
        self._body = self._package.element.body
        for child in list(self._body):
            if child.tag != qn("w:sectPr"):
                self._body.remove(child)
        self._package.settings.odd_and_even_pages_header_footer = True
        _prepare(self._package)
        facts = self._package.core_properties
        facts.author, facts.last_modified_by, facts.comments = first.author, first.author, ""
        facts.title = first.title.replace("\n", "")
        self._empty = True
        self._numbering: tuple[str, ...] = ()

    def add(self, document: Document) -> None:
        """Add a document from a new section, its pages numbered from 1."""
        sheet = _eased(chosen_sheet(document), document)
        pages = 1 if document.style is Style.OFFICIAL or document.part else len(lay_out(document))
        self._section(document, sheet, pages, first=True)
        words = Words(document, sheet)
        self._put("".join(words.title(document)))
        for block in document.blocks:
            if isinstance(block, PageBreak):
                self._drop_gap()
                words.new_page()
                turned = sheet if block.landscape is None else sheet.turned(block.landscape)
                if turned is sheet:
                    self._put(_NEW_PAGE)
                else:
                    sheet = turned
                    self._section(document, sheet, pages)
                    words = Words(document, sheet)
            else:
                if isinstance(block, Signature):
                    self._keep_last()
                self._set(words, block)
        self._drop_gap()
        self._empty = False

    def save(self, stream: IO[bytes]) -> None:
        self._package.save(stream)

    # Pages

    def _section(self, document: Document, sheet: Sheet, pages: int, first: bool = False) -> None:
        if self._empty and first:
            section = self._package.sections[0]
        else:
            section = self._package.add_section(WD_SECTION.NEW_PAGE)
            self._thin_last_paragraph()
        section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
        section.left_margin, section.top_margin = Pt(sheet.left), Pt(sheet.top)
        section.right_margin = Pt(sheet.width - sheet.left - sheet.text_width)
        bottom = sheet.height - sheet.top - sheet.text_height
        section.bottom_margin = Pt(bottom)
        section.header_distance = Pt(10)
        official = document.style is Style.OFFICIAL
        section.footer_distance = Pt(bottom - 7 * MM - 10) if official else Pt(min(bottom - 8, 10 * MM))
        self._number_from_one(section, first)
        said = (document.style.value, document.part, document.running, str(pages))
        if said != self._numbering:
            self._footers(section, document, pages)
            self._numbering = said

    def _thin_last_paragraph(self) -> None:
        """The paragraph that carries the end of a section takes no room."""
        last = self._body[-2]
        last.insert(0, parse_xml(f"<w:pPr {_SPACES}/>")) if last.find(qn("w:pPr")) is None else None
        spacing = parse_xml(f'<w:spacing {_SPACES} w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>')
        last.find(qn("w:pPr")).insert(0, spacing)

    def _number_from_one(self, section: Any, first: bool) -> None:
        kept = section._sectPr.find(qn("w:pgNumType"))  # noqa: SLF001 - python-docx has no word for it
        if kept is not None:
            section._sectPr.remove(kept)  # noqa: SLF001
        if first:
            made = parse_xml(f'<w:pgNumType {_SPACES} w:start="1"/>')
            after = section._sectPr.find(qn("w:pgMar"))  # noqa: SLF001
            after.addnext(made)

    def _drop_gap(self) -> None:
        """Take away the empty line below a table that ends its page: it could go over and make an empty one."""
        last = self._body[-2] if len(self._body) > 2 else None
        if last is not None and last.tag == qn("w:p") and last.find(qn("w:r")) is None:
            below_table = last.getprevious().tag == qn("w:tbl")
            if below_table:
                last.find(qn("w:pPr")).find(qn("w:spacing")).set(qn("w:line"), "20")

    def _keep_last(self) -> None:
        """Keep the paragraph set last with what follows: units and date never stand alone on a page."""
        last = self._body[-2] if len(self._body) > 1 else None
        if (
            last is not None
            and last.tag == qn("w:p")
            and last.find(qn("w:pPr")).find(qn("w:keepNext")) is None
        ):
            last.find(qn("w:pPr")).insert(0, parse_xml(f"<w:keepNext {_SPACES}/>"))

    def _footers(self, section: Any, document: Document, pages: int) -> None:
        for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
            footer.is_linked_to_previous = False
            for child in list(footer._element):  # noqa: SLF001
                footer._element.remove(child)  # noqa: SLF001
            footer._element.append(_parsed(_folio(document, pages, odd))[0])  # noqa: SLF001

    # Blocks

    def _put(self, xml: str) -> None:
        end = self._body[-1]
        for each in _parsed(xml):
            end.addprevious(each)

    def _set(self, words: Words, block: Block) -> None:
        if isinstance(block, Figure):
            self._figure(words.sheet, block)
        elif isinstance(block, Photos):
            self._photos(words, block)
        else:
            self._put("".join(words.block(block)))

    def _figure(self, sheet: Sheet, figure: Figure) -> None:
        width = figure.share * sheet.text_width
        height = min(width * figure.ratio, sheet.text_height * 0.9)
        width = height / figure.ratio if figure.ratio else width
        drawn = figure.draw()
        data = drawn if isinstance(drawn, bytes) else _png(drawn)
        self._put(
            f'<w:p><w:pPr>{"<w:keepNext/>" if figure.caption else ""}<w:jc w:val="center"/></w:pPr><w:r/></w:p>'
        )
        self._picture(self._body[-2], data, width, height)
        if figure.caption:
            runs = pieces.run(figure.caption, Role.HEI, sheet.heads)
            self._put(pieces.paragraph(runs, sheet.heads * 1.8, align="center"))

    def _photos(self, words: Words, block: Photos) -> None:
        sheet = words.sheet
        gap = 6.0
        width = sheet.text_width / block.across
        frame = width - 2 * gap
        for first in range(0, len(block.items), block.across):
            part = block.items[first : first + block.across]
            self._put(_photo_row(sheet, part, block.across, width, frame * block.ratio))
            cells = self._body[-3].findall(".//" + qn("w:tc"))
            for cell, photo in zip(cells, part, strict=False):
                if photo.draw is not None:
                    data = for_print(photo.draw(), frame, frame * block.ratio, photo.caption)
                    size = _within(data, frame, frame * block.ratio)
                    self._picture(cell.find(qn("w:p")), data, *size)

    def _picture(self, paragraph: Any, data: bytes, width: float, height: float) -> None:
        inline = self._package.part.new_pic_inline(io.BytesIO(data), Pt(width), Pt(height))
        for side in "TBLR":
            inline.set(f"dist{side}", "0")
        run = paragraph.find(qn("w:r"))
        drawing = parse_xml(f"<w:drawing {_SPACES}/>")
        drawing.append(inline)
        run.append(drawing)


def _eased(sheet: Sheet, document: Document) -> Sheet:
    """A notice fills its page to the brim; an editor, whose faces are a little others, is given some air.

    LibreOffice 7.4 sets a quarter square between Han and figures whatever the file says, which takes more lines.
    """
    if document.style is not Style.NOTICE:
        return sheet
    return replace(
        sheet,
        pitch=sheet.pitch * _NOTICE_LEAD,
        pad=max(0.15, sheet.pad - 0.2),
        text_height=sheet.text_height + 5 * MM,
    )


def _within(data: bytes, width: float, height: float) -> tuple[float, float]:
    """The largest size of a picture in a frame, its proportions kept."""
    from docx.image.image import Image

    image = Image.from_blob(data)
    scale = min(width / image.px_width, height / image.px_height)
    return image.px_width * scale, image.px_height * scale


def _photo_row(sheet: Sheet, part: Sequence[Photo], across: int, width: float, height: float) -> str:
    small = sheet.small
    frames, captions = [], []
    for photo in part:
        words = (
            '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r/></w:p>'
            if photo.draw
            else pieces.paragraph(pieces.run("贴照片处", Role.FANG, small), small * 1.5, align="center")
        )
        frames.append(pieces.cell(words, width, borders=pieces.box(0.5)))
        said = pieces.paragraph(
            pieces.run(photo.caption, Role.FANG, sheet.body), sheet.body * 1.4, align="center"
        )
        if photo.remark:
            said += pieces.paragraph(pieces.run(photo.remark, Role.FANG, small), small * 1.4, align="center")
        captions.append(pieces.cell(said, width, middle=False))
    rest = [pieces.cell(pieces.paragraph("", small), width)] * (across - len(part))
    rows = [pieces.row([*frames, *rest], least=height), pieces.row([*captions, *rest])]
    return pieces.table(rows, [width] * across, pad=2, side=3) + pieces.paragraph("", small)


def _folio(document: Document, pages: int, odd: bool) -> str:
    """The foot of a page: — 1 — outside for official papers, 3-1 in a bound file, 第1页 共2页 below a long list."""
    page = pieces.field("PAGE", Role.SONG, _FOLIO)
    if document.style is Style.OFFICIAL:
        runs = f"{pieces.run('— ', Role.SONG, _FOLIO)}{page}{pieces.run(' —', Role.SONG, _FOLIO)}"
        left, right = (0.0, _FOLIO) if odd else (_FOLIO, 0.0)
        return pieces.paragraph(runs, 18, align="right" if odd else "left", left=left, right=right)
    size = 10.5
    number = pieces.field("PAGE", Role.SONG, size)
    runs = pieces.run(f"{document.running}　　", Role.SONG, size) if document.running else ""
    if document.part:
        runs += pieces.run(f"{document.part}-", Role.SONG, size) + number
    elif pages > 1:
        total = pieces.field("SECTIONPAGES", Role.SONG, size, pages)
        runs += f"{pieces.run('第', Role.SONG, size)}{number}{pieces.run('页　共', Role.SONG, size)}{total}"
        runs += pieces.run("页", Role.SONG, size)
    return pieces.paragraph(runs, 14, align="center")


def _parsed(xml: str) -> list[Any]:
    return list(parse_xml(f"<w:body {_SPACES}>{xml}</w:body>"))


def _prepare(package: Any) -> None:
    """What holds for every paragraph: no space between Han and figures, no widow control, lines off the grid."""
    style = package.styles["Normal"].element
    kept = style.find(qn("w:pPr"))
    if kept is not None:
        style.remove(kept)
    style.find(qn("w:name")).getparent().append(parse_xml(f"<w:pPr {_SPACES}>{_NORMAL}</w:pPr>"))
    face = package.styles["Normal"].element.get_or_add_rPr()
    style.append(face)


def _png(figure: Any) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=_FIGURE_DPI, metadata={"Software": None})
    return buffer.getvalue()
