"""Each block of a document as WordprocessingML, but for pictures and page breaks, which the book sets."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.reports.document import (
    Addressee,
    Align,
    Attachments,
    Block,
    CutLine,
    Display,
    Document,
    Fields,
    Footer,
    Heading,
    Imprint,
    Note,
    Paragraph,
    Ruled,
    Sign,
    Signature,
    Signs,
    Space,
    Spines,
    Style,
    Table,
    attachment_lines,
    show_date,
)
from fupin_desktop.reports.faces import Role, measure, widths
from fupin_desktop.reports.layout.compose import HEADINGS, TITLE_SHARE
from fupin_desktop.reports.layout.cover import COVER_FROM, FIELD, FIELD_LEAD, fields_width, label_width
from fupin_desktop.reports.layout.sheet import MM, Sheet
from fupin_desktop.reports.layout.signature import sealed_lines
from fupin_desktop.reports.titles import title_lines
from fupin_desktop.reports.word import pieces
from fupin_desktop.reports.word.tables import table_xml

OFFICIAL_LINE = 28.95
"""Points between lines of an official paper: 22 of them stand in 225 mm in Word and LibreOffice alike."""
OFFICIAL_SPACING = -0.25
"""Points added after each character of 16 pt, so that 28 stand on a line of 156 mm."""
_ALIGN = {Align.LEFT: "both", Align.CENTRE: "center", Align.RIGHT: "right"}
_EDGE, _MIDDLE = 0.35 * MM, 0.25 * MM


class Words:
    """Sets the blocks of one document in the measures of its sheet."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.sheet = sheet
        official = document.style is Style.OFFICIAL
        self.line = OFFICIAL_LINE if official else sheet.pitch
        self.spacing = OFFICIAL_SPACING if official else 0.0
        self.size = sheet.body
        self.cell = sheet.body + self.spacing
        self._cover = False

    def title(self, document: Document) -> Iterator[str]:
        """The title in lines cut by sense, what stands below it, and an empty line."""
        sheet = self.sheet
        if not document.title:
            return
        ems = iter(widths(Role.TITLE, document.title.replace("\n", "")))
        spread = tuple(0.0 if sign == "\n" else next(ems) for sign in document.title)
        limit = sheet.text_width / sheet.title * TITLE_SHARE
        pitch = self.line if sheet.grid else sheet.title_pitch
        lines = title_lines(document.title, spread, limit)
        yield pieces.paragraph(
            pieces.run("\n".join(lines), Role.TITLE, sheet.title), pitch, align="center", keep=True, level=1
        )
        if document.subtitle:
            yield pieces.paragraph(
                pieces.run(document.subtitle, Role.KAI, self.size), self.line, align="center"
            )
        yield self.empty(1 if sheet.grid else 0.5)

    def empty(self, lines: float = 1.0) -> str:
        """Room of some lines."""
        return pieces.paragraph("", max(1.0, lines * self.line))

    def block(self, block: Block) -> Iterator[str]:
        """The XML of a block; nothing for those that the book sets itself."""
        match block:
            case Heading() | Paragraph() | Addressee() | Fields():
                yield from self._text(block)
            case Table():
                yield from self._table(block)
            case Attachments():
                yield from self._attachments(block)
            case Signature():
                yield from self._signature(block)
            case Footer() | Imprint():
                yield from self._foot(block)
            case Spines():
                yield from self._spines(block)
            case _:
                yield self._simple(block)

    def _simple(self, block: Block) -> str:
        match block:
            case Note(text):
                runs = pieces.run(text, Role.FANG, self.sheet.small)
                return pieces.paragraph(runs, self.sheet.small * 1.4, align="both")
            case Space(lines):
                return self.empty(lines)
            case Signs():
                return self._signs(block)
            case Ruled(lines):
                return self._ruled(lines)
            case Display(text, size):
                self._cover = self._cover or size >= COVER_FROM
                return pieces.paragraph(pieces.run(text, Role.TITLE, size), size * 1.4, align="center")
            case CutLine():
                edge = pieces.rule("bottom", 0.5, "dashed")
                return pieces.paragraph("", self.line / 2, borders=edge, after=self.line / 2)
            case _:
                return ""

    def _run(self, text: str, role: Role = Role.FANG) -> str:
        return pieces.run(text, role, self.size, self.spacing)

    def _text(self, block: Heading | Paragraph | Addressee | Fields) -> Iterator[str]:
        indent = 2 * self.cell
        match block:
            case Heading(text, level, then):
                runs = self._run(text, HEADINGS[level]) + self._run(then)
                yield pieces.paragraph(
                    runs, self.line, align="both", first=indent, keep=not then, level=level + 1
                )
            case Paragraph(text, indented, align):
                first = indent if indented and align is Align.LEFT else 0.0
                for part in text.split("\n"):
                    yield pieces.paragraph(self._run(part), self.line, align=_ALIGN[align], first=first)
            case Addressee(text):
                yield pieces.paragraph(self._run(text.rstrip("：:") + "："), self.line, align="both")
            case Fields() if self._cover:
                yield self._cover_fields(block)
            case Fields(items):
                for name, value in items:
                    runs = self._run(f"{name}：", Role.HEI) + self._run(value)
                    yield pieces.paragraph(runs, self.line, align="both", first=indent)

    def new_page(self) -> None:
        """What follows stands on a page of its own, which is no cover unless it says so."""
        self._cover = False

    def _cover_fields(self, block: Fields) -> str:
        """Names at the left, values in the middle of a rule, the whole in the middle of the page."""
        name_width = label_width(block) + 1.5 * FIELD
        value_width = fields_width(self.sheet) - name_width
        edge, lead = pieces.rule("bottom", 0.5), FIELD * FIELD_LEAD * 0.95
        rows = []
        for name, value in block.items:
            label = pieces.paragraph(pieces.run(f"{name}：", Role.FANG, FIELD), FIELD * 1.3)
            words = pieces.paragraph(pieces.run(value, Role.FANG, FIELD), FIELD * 1.3, align="center")
            cells = [pieces.cell(label, name_width), pieces.cell(words, value_width, borders=edge)]
            rows.append(pieces.row(cells, least=lead))
        return pieces.table(rows, [name_width, value_width]) + self.empty(0.2)

    def _table(self, table: Table) -> Iterator[str]:
        sheet = self.sheet
        if sheet.air and not table.caption:
            yield pieces.paragraph("", max(2.0, sheet.air * sheet.pitch), keep=True)
        if table.caption:
            yield pieces.paragraph(
                pieces.run(table.caption, Role.HEI, sheet.heads), sheet.heads * 1.6, align="center", keep=True
            )
        if table.unit:
            runs = pieces.run(f"单位：{table.unit}", Role.FANG, sheet.small)
            yield pieces.paragraph(runs, sheet.small * 1.4, align="right", keep=True)
        if table.columns:
            yield table_xml(table, sheet)
        yield pieces.paragraph("", max(2.0, sheet.air * sheet.pitch))

    def _attachments(self, block: Attachments) -> Iterator[str]:
        yield self.empty()
        lead = measure(Role.FANG, "附件：") * self.cell
        for number, words in enumerate(attachment_lines(block)):
            left = 2 * self.cell + lead
            first = -lead if number == 0 else 0.0
            yield pieces.paragraph(self._run(words.lstrip("　")), self.line, left=left, first=first)

    def _signature(self, block: Signature) -> Iterator[str]:
        """With seals the units stand side by side, the last above the date; without, below each other, two from the right."""
        if block.seal:
            lines = sealed_lines(block, self.sheet)
            for number, line in enumerate(lines, 1):
                runs = "".join(self._run(f"\t{text}") for _, text in line)
                stops = [("center", middle) for middle, _ in line]
                yield pieces.paragraph(runs, self.line, tabs=stops, keep=number < len(lines))
            return
        day = show_date(block.on)
        units = [(unit, measure(Role.FANG, unit) * self.cell) for unit in block.units]
        widest = max((width for _, width in units), default=0.0)
        yield pieces.paragraph("", self.line, keep=True)
        for unit, width in units:
            right = 2 * self.cell + (widest - width) / 2
            yield pieces.paragraph(self._run(unit), self.line, align="right", right=right, keep=True)
        right = max(0.0, widest - measure(Role.FANG, day) * self.cell)
        yield pieces.paragraph(self._run(day), self.line, align="right", right=right)

    def _foot(self, block: Footer | Imprint) -> Iterator[str]:
        """What stands at the foot of the last page, between rules."""
        width = self.sheet.text_width
        edges = pieces.rule("top", _EDGE) + pieces.rule("bottom", _EDGE) + pieces.rule("insideH", _MIDDLE)
        size = self.sheet.small if isinstance(block, Footer) else 14.0
        lead = size * 1.6
        if isinstance(block, Footer):
            words = "　　".join(f"{name}：{value}" for name, value in block.items)
            lines = [pieces.paragraph(pieces.run(words, Role.FANG, size), lead, left=size / 2)]
        else:
            sent = f"抄送：{'，'.join(block.copies)}。" if block.copies else ""
            lines = [
                pieces.paragraph(
                    pieces.run(sent, Role.FANG, size), lead, left=4 * size, first=-3 * size, right=size
                )
            ] * bool(sent)
            runs = pieces.run(f"{block.issuer}\t{show_date(block.on)}印发", Role.FANG, size)
            stops = [("right", width - size)]
            lines.append(pieces.paragraph(runs, lead, left=size, right=size, tabs=stops))
        rows = [pieces.row([pieces.cell(each, width)]) for each in lines]
        yield pieces.table(rows, [width], borders=edges, pad=3, foot=True) + pieces.paragraph("", 1.0)

    def _signs(self, block: Signs) -> str:
        widths_ = [self.sheet.text_width / block.across] * block.across
        rows = []
        for first in range(0, len(block.items), block.across):
            cells = []
            for each in block.items[first : first + block.across]:
                words = self._sign(each, widths_[0])
                if each.dated:
                    words += self.empty(0.6)
                    words += pieces.paragraph(
                        self._run("年　月　日"), self.line, align="right", right=self.cell
                    )
                cells.append(pieces.cell(words, widths_[0], middle=False))
            cells += [pieces.cell(self.empty(), widths_[0])] * (block.across - len(cells))
            rows.append(pieces.row(cells, least=self.line * 2.4))
        return pieces.table(rows, widths_) + self.empty(0.2)

    def _sign(self, sign: Sign, width: float) -> str:
        """A label with its value, or with a rule to write on."""
        if sign.value:
            return pieces.paragraph(self._run(f"{sign.label}：{sign.value}"), self.line)
        runs = self._run(f"{sign.label}：\t")
        stop = [("left", width - self.cell)]
        return pieces.paragraph(runs, self.line, tabs=stop, ruled=True)

    def _ruled(self, lines: int) -> str:
        width = self.sheet.text_width
        edge = pieces.rule("bottom", 0.5) + pieces.rule("insideH", 0.5)
        rows = [pieces.row([pieces.cell(self.empty(), width)], least=self.line * 1.3)] * lines
        return pieces.table(rows, [width], borders=edge) + self.empty(0.2)

    def _spines(self, block: Spines) -> Iterator[str]:
        width, height = block.width * MM, block.height * MM
        across = max(1, int(self.sheet.text_width // width))
        for first in range(0, len(block.items), across):
            cells = []
            for lines in block.items[first : first + across]:
                large = min(26.0, width * 0.8 / (1.2 * (1 + 0.6 * (len(lines) - 1))))
                words = [
                    pieces.run(line, Role.TITLE if at == 0 else Role.FANG, large if at == 0 else large * 0.6)
                    for at, line in enumerate(lines)
                ]
                text = "".join(pieces.paragraph(each, large * 1.2, align="center") for each in words)
                cells.append(pieces.cell(text, width, borders=pieces.box(0.5), downwards=True))
            rows = [pieces.row(cells, least=height, exact=True)]
            yield pieces.table(rows, [width] * len(cells)) + self.empty(0.5)
