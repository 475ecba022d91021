"""The smallest pieces of WordprocessingML: runs, paragraphs, cells and rows as text. Lengths in points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from fupin_desktop.reports.faces import Role

FACES = {
    Role.TITLE: "方正小标宋简体",
    Role.SONG: "宋体",
    Role.HEI: "黑体",
    Role.KAI: "楷体",
    Role.FANG: "仿宋",
}
"""The faces that Windows (and the offices' computers) have; Word puts 宋体 where 小标宋 is missing."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def tag(name: str, value: object = None, **more: object) -> str:
    """An empty element, with its value and other attributes."""
    said = {} if value is None else {"val": value}
    return f"<w:{name}{''.join(f' w:{key}={quoteattr(str(each))}' for key, each in (said | more).items())}/>"


_EVEN = tag("autoSpaceDE", 0) + tag("autoSpaceDN", 0) + tag("snapToGrid", 0)
"""No space between Han and figures, and lines off the grid: LibreOffice does not take these from the style."""


def run(text: str, role: Role, size: float, spacing: float = 0.0) -> str:
    """Text of one face and size, with its tabs; `spacing` is added after each character."""
    if not text:
        return ""
    face = FACES[role]
    faces = tag("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face, hint="eastAsia")
    drawn = tag("spacing", twips(spacing)) if spacing else ""
    sizes = tag("sz", round(size * 2)) + tag("szCs", round(size * 2))
    lines = "<w:br/>".join("<w:tab/>".join(map(_said, line.split("\t"))) for line in text.split("\n"))
    return f"<w:r><w:rPr>{faces}{drawn}{sizes}</w:rPr>{lines}</w:r>"


def _said(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(_CONTROL.sub("", text))}</w:t>' if text else ""


def field(code: str, role: Role, size: float, value: int = 1) -> str:
    """A field that Word computes, such as PAGE; `value` is what stands there until it does (LibreOffice: for good)."""
    return f'<w:fldSimple w:instr="{code}">{run(str(value), role, size)}</w:fldSimple>'


def paragraph(
    runs: str,
    line: float,
    *,
    align: str = "left",
    first: float = 0.0,
    left: float = 0.0,
    right: float = 0.0,
    before: float = 0.0,
    after: float = 0.0,
    keep: bool = False,
    level: int = 0,
    borders: str = "",
    tabs: Sequence[tuple[str, float]] = (),
    ruled: bool = False,
) -> str:
    """A paragraph in lines of exactly `line` points. `first` is negative for a hanging indent, `level` its outline level.

    `tabs` are kinds and places of tab stops; `ruled` draws rules up to them, to write on.
    """
    leader = {"leader": "underscore"} if ruled else {}
    stops = "".join(tag("tab", kind, **leader, pos=twips(at)) for kind, at in tabs)
    indent = {"hanging": twips(-first)} if first < 0 else {"firstLine": twips(first)}
    parts = (
        tag("keepNext") if keep else "",
        tag("widowControl", 0),
        f"<w:pBdr>{borders}</w:pBdr>" if borders else "",
        f"<w:tabs>{stops}</w:tabs>" if stops else "",
        _EVEN,
        tag("spacing", before=twips(before), after=twips(after), line=twips(line), lineRule="exact"),
        tag("ind", left=twips(left), right=twips(right), **indent),
        tag("jc", align),
        tag("outlineLvl", level - 1) if level else "",
    )
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{runs}</w:p>"


def cell(
    content: str,
    width: float,
    *,
    across: int = 1,
    merge: str = "",
    borders: str = "",
    middle: bool = True,
    downwards: bool = False,
) -> str:
    """A cell of a table; `merge` is restart or continue where it reaches over several rows."""
    parts = (
        tag("tcW", w=twips(width), type="dxa"),
        tag("gridSpan", across) if across > 1 else "",
        tag("vMerge", merge) if merge else "",
        f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "",
        tag("textDirection", "tbRl") if downwards else "",
        tag("vAlign", "center" if middle else "top"),
    )
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, head: bool = False, least: float = 0.0, exact: bool = False) -> str:
    """A row that is never split over pages; `least` is its height at least (or exactly)."""
    height = tag("trHeight", twips(least), hRule="exact" if exact else "atLeast") if least else ""
    shape = f"{tag('cantSplit')}{height}{tag('tblHeader') if head else ''}"
    return f"<w:tr><w:trPr>{shape}</w:trPr>{''.join(cells)}</w:tr>"


def rule(side: str, weight: float, kind: str = "single") -> str:
    """One border; `weight` in points."""
    return tag(side, kind, sz=max(2, round(weight * 8)), space=0, color="000000")


def box(weight: float, inner: float = 0.0) -> str:
    """A frame, and rules inside it where `inner` is given."""
    sides = [rule(side, weight) for side in ("top", "left", "bottom", "right")]
    sides += [rule(side, inner) for side in ("insideH", "insideV")] if inner else []
    return "".join(sides)


def table(
    rows: Iterable[str],
    widths: Sequence[float],
    *,
    borders: str = "",
    pad: float = 0.0,
    side: float = 0.0,
    foot: bool = False,
) -> str:
    """A table of fixed widths, in the middle; `foot` lets it stand at the foot of its page's text."""
    at_foot = tag("tblpPr", horzAnchor="margin", vertAnchor="margin", tblpXSpec="center", tblpYSpec="bottom")
    margins = "".join(
        tag(name, w=twips(value), type="dxa")
        for name, value in (("top", pad), ("left", side), ("bottom", pad), ("right", side))
    )
    parts = (
        at_foot if foot else "",
        tag("tblW", w=twips(sum(widths)), type="dxa"),
        tag("jc", "center"),
        f"<w:tblBorders>{borders}</w:tblBorders>" if borders else "",
        tag("tblLayout", type="fixed"),
        f"<w:tblCellMar>{margins}</w:tblCellMar>",
    )
    grid = "".join(tag("gridCol", w=twips(width)) for width in widths)
    return f"<w:tbl><w:tblPr>{''.join(parts)}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
