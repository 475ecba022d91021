"""What binds a file: cover, 卷内目录, 备考表, labels for the backs of boxes, and the 更正页 of a page that was signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from fupin_desktop.domain.ages import birth_of
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.reports.document import (
    Align,
    Block,
    Display,
    Document,
    Fields,
    Heading,
    Kind,
    Note,
    Paragraph,
    Ruled,
    Sign,
    Signs,
    Space,
    Spines,
    Style,
    Table,
    show_date,
)
from fupin_desktop.reports.faces import measure
from fupin_desktop.reports.layout.page import Ink, Page

_APART = 0.6  # em: pieces of a line with more room between them stand in different cells
_LEAST_ROWS = 8


class Part(NamedTuple):
    """A line of the 卷内目录: number and title of a part, the day of what is in it, and a remark."""

    number: str
    title: str
    on: date | None = None
    remark: str = ""


def as_of(dossier: Dossier, on: date | None) -> Dossier:
    """The household with the people it had on a day: what was applied for or planned then keeps their number."""
    if on is None or on >= dossier.on:
        return dossier
    everybody = {each.id: each for each in (*dossier.people, *dossier.gone)}.values()
    there = tuple(each for each in everybody if each.present(on) and (birth_of(each) or on) <= on)
    return replace(dossier, people=there)


def cover(
    above: str, name: str, lines: Sequence[tuple[str, str]], *, author: str, demo: str = ""
) -> Document:
    """The cover of a file: what it is, whose, and who keeps it."""
    blocks: list[Block] = [Space(4), Display(above, 22), Space(1), Display(name)]
    blocks += [Paragraph(demo, align=Align.CENTRE)] if demo else []
    blocks += [Space(6), Fields(lines), Space(7), Display(author, 18)]
    return Document("", blocks, Style.TABLE, author=author)


def contents(parts: Sequence[Part], *, author: str, running: str, demo: str = "") -> Document:
    """卷内目录. First pages only: a part that grows changes no line of it."""
    rows = [
        [str(place), each.title, show_date(each.on) if each.on else "", f"{each.number}-1", each.remark]
        for place, each in enumerate(parts, 1)
    ]
    table = Table(
        ["顺序号", "题名", "日期", "首页页号", "备注"],
        rows + [[""] * 5] * max(_LEAST_ROWS - len(rows), 0),
        [Kind.CENTRE, Kind.TEXT, Kind.CENTRE, Kind.CENTRE, Kind.TEXT],
        [4, 20, 8, 6, 8],
        least=1.7,
    )
    note = Note("注：页号由部分号和该部分内的页号组成，某一部分增加页数时，其他部分的页号不变。")
    return Document("卷内目录", [table, note], Style.TABLE, subtitle=demo, author=author, running=running)


def closing(*, author: str, running: str, demo: str = "") -> Document:
    """卷内备考表: what is wanting, damaged, added later, with the hands of who bound and who checked (GB/T 9705-2008)."""
    blocks: list[Block] = [
        Heading("本卷情况说明"),
        Paragraph("（卷内文件材料缺损、修改、补充、移出、销毁等情况，按发生时间逐条填写）"),
        Ruled(16),
        Signs([Sign("立卷人"), Sign("检查人")]),
    ]
    return Document("卷内备考表", blocks, Style.TABLE, subtitle=demo, author=author, running=running)


def spines(title: str, labels: Sequence[Sequence[str]], *, author: str) -> Document:
    """Labels for the backs of file boxes, to be cut out."""
    return Document(title, [Spines(labels)], Style.TABLE, author=author)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a 更正页 says: of which signed page of whose file, its words then and now, line by line."""

    file: str
    whose: str
    page: str
    number: str
    on: date
    signed_on: date | None
    was: Sequence[str]
    now: Sequence[str]
    reason: str = ""


def correction(said: Correction) -> Document:
    """原载 / 更正为 / 依据 for every line that differs, to be signed and put behind the page it corrects."""
    signed = f"已于{show_date(said.signed_on)}签字" if said.signed_on else "已签字"
    lead = (
        f"本档案第{said.page}页{signed}，原页保留，不作涂改。现将该页下列内容更正如下，"
        f"本页附于第{said.page}页之后，与原页一并有效。"
    )
    rows = [
        [str(number), was, now, said.reason]
        for number, (was, now) in enumerate(_differing(said.was, said.now), 1)
    ]
    blocks: list[Block] = [
        Fields([("档案", f"{said.file}　{said.whose}"), ("页号", said.number)]),
        Paragraph(lead),
        Table(
            ["序号", "原载", "更正为", "依据"],
            rows,
            [Kind.CENTRE, Kind.TEXT, Kind.TEXT, Kind.TEXT],
            [3, 15, 15, 9],
            least=3,
        ),
        Space(1),
        Signs([Sign("户主（签字、按手印）"), Sign("更正人"), Sign("审核人")], across=3),
        Paragraph(show_date(said.on), align=Align.RIGHT),
    ]
    return Document("更正页", blocks, Style.TABLE, running=f"{said.whose}　第{said.number}页")


def _differing(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Lines that differ, side by side; one that was added or dropped stands against a word that says so."""
    for what, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        old, new = list(was[a:b]), list(now[c:d])
        for at in range(max(len(old), len(new))):
            yield old[at] if at < len(old) else "（原页无此行）", new[at] if at < len(new) else "（删去）"


def lines_of(page: Page) -> list[str]:
    """The words of a page line by line, cells of a row apart, and which photos it shows.

    This is what is kept of a page to compare it with later.
    """
    inks = sorted((each for each in page.inks if each.text.strip()), key=lambda each: (round(each.y), each.x))
    lines = [_line(list(group)) for _, group in groupby(inks, key=lambda each: round(each.y))]
    return lines + [f"照片（文件编号{each.key[:8]}）" for each in page.pictures if each.key]


def _line(inks: Sequence[Ink]) -> str:
    said, end = "", inks[0].x
    for ink in inks:
        said += ("　" if ink.x - end > _APART * ink.size else "") + ink.text
        end = ink.x + measure(ink.role, ink.text) * ink.size + ink.spacing * len(ink.text)
    return said
