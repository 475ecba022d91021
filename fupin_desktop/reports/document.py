"""A document as plain, comparable values, so that builders and writers need not know each other.

Builders make a `Document`; `pdf.write_pdf` and `workbook.write_xlsx` write it out; `as_text` is what golden
files hold. All text is Chinese as printed; dates arrive as `date` and have no leading zeros (不编虚位).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, NamedTuple


class Style(Enum):
    """What kind of paper it is: the writer chooses margins and sizes of type by it."""

    OFFICIAL = "official"  # GB/T 9704-2012: reports, the township's own papers
    NOTICE = "notice"  # a village's board: one side, as large as the list allows
    TABLE = "table"  # forms and cards for the files: small type, several tables a page


class Trace(NamedTuple):
    """Where a printed figure or name comes from: characters `start` to `end` of a text, and its key.

    A key is ``figure:NAME`` (see domain.traces) or ``household:ID``.
    """

    start: int
    end: int
    key: str


class CellTrace(NamedTuple):
    """The same for a cell of a table's body; `column` -1 is the whole row."""

    row: int
    column: int
    key: str


class Kind(Enum):
    """How a column of a table reads."""

    TEXT = "text"  # left, wrapped
    CENTRE = "centre"  # short words and codes, centred
    NUMBER = "number"  # aligned on the decimal point
    MONEY = "money"  # the same, with two decimals in a workbook
    LABEL = "label"  # the words beside a blank of a form: centred, 黑体


class Align(Enum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


def show_date(day: date) -> str:
    """2018年3月5日: Arabic figures, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def _as_tuples(thing: object, *names: str) -> None:
    """Builders may give lists; kept as tuples, two documents with the same words are equal."""
    for name in names:
        object.__setattr__(thing, name, _tuple(getattr(thing, name)))


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list | tuple) else value


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 “一、”黑体, 2 “（一）”楷体, 3 “1.”仿宋, 4 “（1）”仿宋; `then` runs on in the same paragraph."""

    text: str
    level: int = 1
    then: str = ""
    traces: Sequence[Trace] = ()  # within `then`

    def __post_init__(self) -> None:
        object.__setattr__(self, "traces", tuple(self.traces))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `name` is what a clerk's own wording of it is kept under (see services.wording); "" cannot be reworded."""

    text: str
    indent: bool = True
    align: Align = Align.LEFT
    traces: Sequence[Trace] = ()
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "traces", tuple(self.traces))


@dataclass(frozen=True, slots=True)
class Addressee:
    """主送机关: flush left, a full-width colon at its end (added when missing)."""

    text: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Lines of 名称：内容 within the text, such as 监督电话."""

    items: Sequence[tuple[str, str]]

    def __post_init__(self) -> None:
        _as_tuples(self, "items")


@dataclass(frozen=True, slots=True)
class Wide:
    """A cell over several columns of a table; `kind` overrides the column's."""

    text: str
    across: int
    kind: Kind | None = None


Cell = str | Wide


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `heads` is one row of headings, or several rows of equal length.

    In several rows, equal neighbours of an upper row are drawn as one cell, and so is a heading equal to
    the one below it. `widths` are characters (the writer spreads what is left); without them the writer
    measures the cells. `totals` counts the rows at the end that are 合计, drawn in 黑体; the caller computes
    them. `abreast` is the most blocks the writer may set side by side (序号|组|户主|人口 twice).
    `least` is the least height of each row in lines of the table's type, room for handwriting (0: as its text
    needs); a single number stands for all rows.
    """

    heads: Sequence[str] | Sequence[Sequence[str]]
    rows: Sequence[Sequence[Cell]]
    kinds: Sequence[Kind] = ()
    widths: Sequence[float] = ()
    caption: str = ""
    unit: str = ""
    totals: int = 0
    abreast: int = 1
    least: float | Sequence[float] = 0.0
    traces: Sequence[CellTrace] = ()

    def __post_init__(self) -> None:
        _as_tuples(self, "heads", "rows", "kinds", "widths", "least")
        object.__setattr__(self, "traces", tuple(self.traces))
        columns = self.columns
        if {*map(len, self.head_rows), *map(_span, self.rows)} - {columns}:
            raise ValueError(f"table “{self.caption}” has rows of other lengths than {columns} columns")
        if not self.kinds:
            object.__setattr__(self, "kinds", (Kind.TEXT,) * columns)
        if len(self.kinds) != columns or len(self.widths) not in (0, columns):
            raise ValueError(f"table “{self.caption}” needs {columns} kinds and widths")
        if isinstance(self.least, tuple) and len(self.least) != len(self.rows):
            raise ValueError(f"table “{self.caption}” needs a least height for each of its rows")

    @property
    def head_rows(self) -> tuple[tuple[str, ...], ...]:
        """The headings as rows, whichever way they were given."""
        if not self.heads:
            return ()
        if isinstance(self.heads[0], str):
            return (tuple(map(str, self.heads)),)
        return tuple(tuple(row) for row in self.heads)

    @property
    def columns(self) -> int:
        if self.heads:
            return len(self.head_rows[-1])
        return _span(self.rows[0]) if self.rows else len(self.kinds)


def _span(row: Sequence[Cell]) -> int:
    return sum(1 if isinstance(cell, str) else cell.across for cell in row)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: `draw` gives PNG bytes or a matplotlib Figure when the page is made.

    Two figures are equal by their words. `alt` says what the picture shows (plain text, golden files).
    `share` is the part of the text's width it takes, `ratio` its height over its width.
    """

    draw: Callable[[], Any] = field(compare=False, repr=False)
    alt: str = ""
    caption: str = ""
    share: float = 1.0
    ratio: float = 0.56


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo in its frame with the words below it; without `draw` an empty frame to stick one in.

    `draw` gives the bytes of a JPEG or PNG picture; `key` (its SHA-256) says which one, two photos are equal by it.
    """

    draw: Callable[[], bytes] | None = field(compare=False, repr=False, default=None)
    caption: str = ""
    remark: str = ""  # date and place, in small type below the caption
    key: str = ""


@dataclass(frozen=True, slots=True)
class Photos:
    """Photos in rows of `across`; `ratio` is the height of a frame over its width. A row is never split."""

    items: Sequence[Photo]
    across: int = 2
    ratio: float = 0.75

    def __post_init__(self) -> None:
        _as_tuples(self, "items")


@dataclass(frozen=True, slots=True)
class Sign:
    """A place for a signature: 户主（签字）, with what is known already, and 年　月　日 below when it is `dated`."""

    label: str
    value: str = ""
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Signs:
    """Places for signatures, `across` in a row, with room for the hand (and thumb prints); never split from each other."""

    items: Sequence[Sign]
    across: int = 2

    def __post_init__(self) -> None:
        _as_tuples(self, "items")


@dataclass(frozen=True, slots=True)
class Ruled:
    """Ruled lines for handwriting, across the whole measure."""

    lines: int = 6


@dataclass(frozen=True, slots=True)
class Display:
    """A line of large 小标宋 in the middle, on covers and cards; `size` in points."""

    text: str
    size: float = 36.0


@dataclass(frozen=True, slots=True)
class Spines:
    """Labels for the backs of file boxes: each one's lines stand below each other, a frame round each, to be cut out.

    `width` and `height` in millimetres; the first line is large, the others small; text runs downwards.
    """

    items: Sequence[Sequence[str]]
    width: float = 30.0
    height: float = 200.0

    def __post_init__(self) -> None:
        _as_tuples(self, "items")


@dataclass(frozen=True, slots=True)
class CutLine:
    """A dashed line across the page, to cut along (ballots, slips)."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last page (GB/T 9704-2012, 7.4): 抄送, 印发机关 and 印发日期 between rules."""

    issuer: str
    on: date
    copies: Sequence[str] = ()

    def __post_init__(self) -> None:
        _as_tuples(self, "copies")


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in small type below a table or a figure (注：…)."""

    text: str


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明: names without full stop."""

    names: Sequence[str]

    def __post_init__(self) -> None:
        _as_tuples(self, "names")


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期, with room for the seal or without (GB/T 9704-2012, 7.3.5)."""

    units: Sequence[str]
    on: date
    seal: bool = True

    def __post_init__(self) -> None:
        _as_tuples(self, "units")


@dataclass(frozen=True, slots=True)
class Footer:
    """The block at the foot of the last page: 数据截至, 来源, 填报单位, 填表人, 审核人, 负责人, 电话 …"""

    items: Sequence[tuple[str, str]]

    def __post_init__(self) -> None:
        _as_tuples(self, "items")


@dataclass(frozen=True, slots=True)
class Space:
    """Empty lines, for instance room for handwriting or a seal."""

    lines: float = 1


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page; `landscape` turns the pages from here on (None keeps them as they are)."""

    landscape: bool | None = None


Words = Heading | Paragraph | Addressee | Fields | Note | Attachments | Signature | Footer
Others = Photos | Signs | Ruled | Display | Spines | CutLine | Imprint
Block = Words | Others | Table | Figure | Space | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """One paper. A line feed in `title` forces the break there; `author` is a unit, never a person.

    `part` is the number of a part of a bound file: its pages are then numbered “3-1”, “3-2”, so that a part that
    grows renumbers no other. `running` is a short line of small type at the foot of every page, left of the number.
    """

    title: str
    blocks: Sequence[Block]
    style: Style = Style.OFFICIAL
    paper: str = "A4"
    landscape: bool = False
    subtitle: str = ""
    author: str = ""
    part: str = ""
    running: str = ""

    def __post_init__(self) -> None:
        _as_tuples(self, "blocks")

    def as_text(self) -> str:
        """The document as a person could type it."""
        head = [self.title.replace("\n", "")] + ([self.subtitle] if self.subtitle else [])
        return "\n".join([*head, "", *map(typed, self.blocks)]) + "\n"


def typed(block: Block) -> str:
    """A block as a person could type it."""
    match block:
        case Table():
            return _typed_table(block)
        case Figure(_, alt, caption):
            return f"〔图〕{caption or alt}"
        case PageBreak():
            return "────"
        case Space():
            return ""
        case Photos() | Signs() | Ruled() | Display() | Spines() | CutLine() | Imprint():
            return "\n".join(_typed_other(block))
        case _:
            return _typed_words(block)


def _typed_other(block: Others) -> list[str]:
    match block:
        case Photos(items):
            return [
                f"〔{'照片' if each.draw else '贴照片处'}〕{'　'.join(filter(None, (each.caption, each.remark)))}"
                for each in items
            ]
        case Signs(items):
            return [f"{each.label}：{each.value}{'　年　月　日' if each.dated else ''}" for each in items]
        case Ruled(lines):
            return ["＿" * 20] * lines
        case Display(text):
            return [text]
        case Spines(items):
            return ["〔脊背标签〕" + "／".join(each) for each in items]
        case CutLine():
            return ["- - - - - -"]
        case Imprint(issuer, on, copies):
            sent = [f"抄送：{'，'.join(copies)}。"] if copies else []
            return [*sent, f"{issuer}　{show_date(on)}印发"]


def _typed_words(block: Words) -> str:
    match block:
        case Heading(text, level, then):
            return f"{'#' * level} {text}{then}"
        case Paragraph(text, indent, align):
            lead = "　　" if indent and align is Align.LEFT else ""
            return lead + text
        case Addressee(text):
            return text.rstrip("：:") + "："
        case Fields(items) | Footer(items):
            return "\n".join(f"{name}：{value}" for name, value in items)
        case Note(text):
            return text
        case Attachments():
            return "\n".join(attachment_lines(block))
        case Signature(units, on):
            return "\n".join([*units, show_date(on)])


def attachment_lines(block: Attachments) -> list[str]:
    """附件：1.甲 / 　　　2.乙: the names as they are printed, without a number when there is one."""
    if len(block.names) == 1:
        return [f"附件：{block.names[0]}"]
    leads = ["附件：", *["　　　"] * (len(block.names) - 1)]
    numbered = enumerate(zip(leads, block.names, strict=True), 1)
    return [f"{lead}{number}.{name}" for number, (lead, name) in numbered]


def _typed_table(table: Table) -> str:
    above = [part for part in (table.caption, f"（单位：{table.unit}）" if table.unit else "") if part]
    rows = [*table.head_rows, *table.rows]
    lines = [" | ".join(cell if isinstance(cell, str) else cell.text for cell in row) for row in rows]
    return "\n".join([*(["".join(above)] if above else []), *lines])
