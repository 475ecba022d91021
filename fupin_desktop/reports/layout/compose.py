"""A document's blocks set one after another; what must stay together stays together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from fupin_desktop.reports.document import (
    Addressee,
    Align,
    Attachments,
    Block,
    CutLine,
    Display,
    Document,
    Fields,
    Figure,
    Footer,
    Heading,
    Imprint,
    Note,
    Others,
    PageBreak,
    Paragraph,
    Photos,
    Ruled,
    Signature,
    Signs,
    Space,
    Spines,
    Style,
    Table,
    Trace,
)
from fupin_desktop.reports.faces import Absent, Role, widths
from fupin_desktop.reports.layout import folio
from fupin_desktop.reports.layout.attachments import attachments_height, set_attachments
from fupin_desktop.reports.layout.blanks import ruled_pitch, set_cut_line, set_ruled, set_signs, signs_height
from fupin_desktop.reports.layout.cover import (
    display_height,
    set_cover_fields,
    set_display,
    set_spines,
    spines_height,
)
from fupin_desktop.reports.layout.flow import Flow
from fupin_desktop.reports.layout.page import Page
from fupin_desktop.reports.layout.pictures import (
    figure_height,
    photo_row_height,
    photo_rows,
    set_figure,
    set_photos,
)
from fupin_desktop.reports.layout.set_table import beginning, ending, set_table
from fupin_desktop.reports.layout.shape import fit, shape
from fupin_desktop.reports.layout.sheet import NOTICE_LADDER, Sheet, form, notice, official
from fupin_desktop.reports.layout.signature import (
    footer_height,
    imprint_height,
    set_footer,
    set_imprint,
    set_signature,
    signature_height,
)
from fupin_desktop.reports.titles import title_lines

HEADINGS = {1: Role.HEI, 2: Role.KAI, 3: Role.FANG, 4: Role.FANG}
_PADS = (0.9, 0.7, 0.55, 0.4, 0.3)  # room above and below a line of a notice's table, in em
TITLE_SHARE = 0.96


def lay_out(document: Document) -> list[Page]:
    """The finished pages with their numbers. Raises Trouble for a character that no face has, saying where it stands."""
    try:
        flow = _flow(document)
        folio.number(flow.pages, flow.sheet, document.part, document.running)
    except Absent as wrong:
        raise Absent(wrong.text, document.running or document.title.replace("\n", "")) from None
    return flow.pages


def chosen_sheet(document: Document) -> Sheet:
    """The measures that a document is set in: margins, sizes of type, blocks abreast."""
    match document.style:
        case Style.OFFICIAL:
            return official().turned(document.landscape)
        case Style.TABLE:
            return form(document.paper, document.landscape)
        case Style.NOTICE:
            return _largest(document).sheet


def _flow(document: Document) -> Flow:
    if document.style is Style.NOTICE:
        return _largest(document)
    return _compose(document, chosen_sheet(document))


def _largest(document: Document) -> Flow:
    """The largest type in which a notice takes no more pages than in the smallest, then the roomiest table."""
    best, step = _fewest_pages(document, 0), 0
    if len(best.pages) > 1:
        too_large, step = -1, len(NOTICE_LADDER) - 1
        best = _fewest_pages(document, step)
        while step - too_large > 1:
            between = (step + too_large) // 2
            tried = _fewest_pages(document, between)
            if len(tried.pages) > len(best.pages):
                too_large = between
            else:
                best, step = tried, between
    return _compose(document, _roomiest(document, step, best))


def _fewest_pages(document: Document, step: int) -> Flow:
    """One block of a table, or as many side by side as it allows when that saves a page."""
    most = max((block.abreast for block in document.blocks if isinstance(block, Table)), default=1)
    best = _compose(document, notice(document.paper, document.landscape, step), dry=True)
    for blocks in range(2, most + 1) if len(best.pages) > 1 else ():
        sheet = notice(document.paper, document.landscape, step, abreast=blocks)
        tried = _compose(document, sheet, dry=True)
        best = tried if len(tried.pages) < len(best.pages) else best
    return best


def _roomiest(document: Document, step: int, found: Flow) -> Sheet:
    for pad in _PADS if any(isinstance(block, Table) for block in document.blocks) else ():
        sheet = notice(document.paper, document.landscape, step, pad, found.sheet.abreast)
        if len(_compose(document, sheet, dry=True).pages) <= len(found.pages):
            return sheet
    return found.sheet


def _compose(document: Document, sheet: Sheet, dry: bool = False) -> Flow:
    flow = Flow(sheet, dry)
    _set_title(flow, document)
    blocks = document.blocks
    slips = _slips(blocks, sheet)
    for number, block in enumerate(blocks):
        flow.need(slips.get(number, 0.0))
        _set_block(flow, block, blocks[number + 1 :])
    if flow.fresh and len(flow.pages) > 1:
        flow.pages.pop()
    return flow


def _slips(blocks: Sequence[Block], sheet: Sheet) -> dict[int, float]:
    """Where pieces of paper between lines to cut along begin, and how high each is; none is cut by a page's end."""
    cuts = [number for number, block in enumerate(blocks) if isinstance(block, CutLine)]
    if not cuts:
        return {}
    heights: dict[int, float] = {}
    for start, end in pairwise((0, *(cut + 1 for cut in cuts), len(blocks))):
        flow = Flow(sheet, dry=True)
        for number in range(start, end):
            _set_block(flow, blocks[number], blocks[number + 1 : end])
        at_foot = any(isinstance(block, Footer | Imprint) for block in blocks[start:end])
        heights[start] = flow.y if len(flow.pages) == 1 and not at_foot else 0.0
    return heights


def _set_title(flow: Flow, document: Document) -> None:
    sheet = flow.sheet
    limit = sheet.text_width / sheet.title * TITLE_SHARE
    if not document.title:
        return
    plain = document.title.replace("\n", "")
    ems = iter(widths(Role.TITLE, plain))
    spread = tuple(0.0 if character == "\n" else next(ems) for character in document.title)
    for line in title_lines(document.title, spread, limit):
        flow.set_words(Role.TITLE, line, sheet.title, 0.5, sheet.title_pitch)
    if document.subtitle:
        for line in fit(Role.KAI, document.subtitle, sheet.text_width / sheet.body):
            flow.set_words(Role.KAI, line, sheet.body, 0.5)
    flow.skip(1 if sheet.grid else 0.5)


def _set_block(flow: Flow, block: Block, rest: Sequence[Block]) -> None:
    tail = _tail(block, rest, flow.sheet)
    match block:
        case Heading() | Paragraph() | Addressee() | Fields():
            _set_text(flow, block, rest, tail)
        case Table():
            set_table(flow, block, tail)
        case Figure():
            set_figure(flow, block, tail)
        case Note(text):
            _set_note(flow, text, tail)
        case Attachments():
            set_attachments(flow, block, tail)
        case Signature():
            set_signature(flow, block)
        case Footer():
            set_footer(flow, block, tail)
        case Space(lines):
            flow.skip(lines)
        case PageBreak(landscape):
            flow.turn(landscape)
        case _:
            _set_other(flow, block, tail)


def _set_other(flow: Flow, block: Others, tail: float) -> None:
    match block:
        case Photos():
            set_photos(flow, block, tail)
        case Signs():
            set_signs(flow, block, tail)
        case Ruled():
            set_ruled(flow, block, tail)
        case Display():
            set_display(flow, block, tail)
        case Spines():
            set_spines(flow, block)
        case CutLine():
            set_cut_line(flow)
        case Imprint():
            set_imprint(flow, block)


def _tail(before: Block, rest: Sequence[Block], sheet: Sheet) -> float:
    """The height of what must stand on the page where the text before it ends; 0 when it leaves no room for text.

    A signature never stands alone: where a page has no room for all, what stands at its foot goes over to the next.
    """
    height, most, signed = 0.0, sheet.text_height * 0.8, 0.0
    for block in rest:
        match block:
            case Signature():
                height += signature_height(block, sheet)
                signed, most = height, sheet.text_height - _last_piece(before, sheet)
            case Footer():
                height += footer_height(block, sheet)
            case Attachments():
                height += attachments_height(block, sheet)
            case Note(text):
                height += _note_height(text, sheet)
            case Signs():
                height += signs_height(block, sheet)
            case Imprint():
                height += imprint_height(block, sheet)
            case Space(lines):
                height += lines * sheet.pitch
            case _:
                break
    return next((each for each in (height, signed) if each <= most), 0.0)


def _last_piece(block: Block, sheet: Sheet) -> float:
    """The height of the least of a block that can go to the next page with a signature: a row of a table, a line."""
    return ending(block, sheet) if isinstance(block, Table) else sheet.pitch


def _set_text(
    flow: Flow, block: Heading | Paragraph | Addressee | Fields, rest: Sequence[Block], tail: float
) -> None:
    indent = 2 * flow.sheet.cell
    match block:
        case Heading(text, level, then, traces):
            role = HEADINGS[level]
            spans = ((role, text), (Role.FANG, then)) if then else ((role, text),)
            flow.need(flow.sheet.pitch + _next_height(rest, flow.sheet))
            flow.set_paragraph(spans, indent, tail, _moved(traces, len(text)))
        case Paragraph(text, indented, align, traces):
            at = 0
            for part in text.split("\n"):
                first = indent if indented else 0.0
                _set_paragraph(flow, part, first, align, tail, _moved(traces, -at))
                at += len(part) + 1
        case Addressee(text):
            flow.set_paragraph(((Role.FANG, text.rstrip("：:") + "："),), 0.0, tail)
        case Fields() if flow.cover:
            set_cover_fields(flow, block, tail)
        case Fields(items):
            for number, (name, value) in enumerate(items, 1):
                spans = ((Role.HEI, f"{name}："), (Role.FANG, value))
                flow.set_paragraph(spans, indent, tail if number == len(items) else 0.0)


def _moved(traces: Sequence[Trace], by: int) -> Sequence[Trace]:
    return [Trace(start + by, end + by, key) for start, end, key in traces]


def _set_paragraph(
    flow: Flow, text: str, first: float, align: Align, tail: float, traces: Sequence[Trace]
) -> None:
    sheet = flow.sheet
    if align is Align.LEFT:
        flow.set_paragraph(((Role.FANG, text),), first, tail, traces)
        return
    share = 0.5 if align is Align.CENTRE else 1.0
    at = 0
    for words in fit(Role.FANG, text, sheet.text_width / sheet.body):
        at = text.index(words, at)
        line = shape(((Role.FANG, words),), sheet.body, math.inf)[0]
        x = (sheet.text_width - line.width) * share
        flow.set_line(line, x, sheet.body)
        flow.trace(line, x, sheet.body, _moved(traces, -at))
        at += len(words)


def _next_height(rest: Sequence[Block], sheet: Sheet) -> float:
    """What must follow a heading on its page: two lines, the first rows of a table, a whole figure."""
    match rest[0] if rest else None:
        case Heading():
            return sheet.pitch + _next_height(rest[1:], sheet)
        case Paragraph(text):
            spans = ((Role.FANG, text.split("\n")[0]),)
            lines = shape(spans, sheet.body, sheet.text_width, 2 * sheet.cell, sheet.gap)
            return min(len(lines), 2) * sheet.pitch + (
                _tail(rest[0], rest[1:], sheet) if len(lines) < 3 else 0.0
            )
        case Table() as table:
            return beginning(table, sheet, _tail(table, rest[1:], sheet))
        case Figure() as figure:
            return figure_height(figure, sheet)
        case None:
            return 0.0
        case other:
            return _beginning(other, sheet)


def _beginning(block: Block, sheet: Sheet) -> float:
    """The height of the first piece of a block that is no text."""
    match block:
        case Photos():
            first = next(photo_rows(block), ())
            return photo_row_height(block, first, sheet) + sheet.air * sheet.pitch
        case Signs():
            return signs_height(block, sheet)
        case Ruled():
            return 2 * ruled_pitch(sheet)
        case Display():
            return display_height(block, sheet)
        case Spines():
            return spines_height(block)
        case _:
            return sheet.pitch


def _note(text: str, sheet: Sheet) -> tuple[tuple[str, ...], float]:
    """A note's lines and their distance."""
    pitch = sheet.pitch if sheet.grid else sheet.small * 1.6
    return fit(Role.FANG, text, sheet.text_width / sheet.small), pitch


def _note_height(text: str, sheet: Sheet) -> float:
    lines, pitch = _note(text, sheet)
    return len(lines) * pitch


def _set_note(flow: Flow, text: str, tail: float) -> None:
    sheet = flow.sheet
    flow.need(_note_height(text, sheet) + tail)
    lines, pitch = _note(text, sheet)
    for line in lines:
        flow.set_words(Role.FANG, line, sheet.small, 0.0, pitch)
