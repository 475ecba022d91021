"""The public notice (公示、公告) of one village, for its board or a website."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from html import escape
from pathlib import Path

from fupin_desktop.domain.fields import Kind as FieldKind
from fupin_desktop.domain.notice import Column, Notice, plain_money
from fupin_desktop.domain.terms import money_in_words
from fupin_desktop.reports.document import (
    Block,
    CellTrace,
    Document,
    Fields,
    Kind,
    Paragraph,
    Signature,
    Style,
    Table,
)
from fupin_desktop.reports.notices.plain import blocks as plain_blocks
from fupin_desktop.reports.notices.words import decision, objections, period
from fupin_desktop.reports.sentences import DEMO

DRAFT = "（代拟稿）"
_ALWAYS = ("head", "people_listed")


def build(notice: Notice) -> Document:
    """The notice as a document: basis, procedure and number, period, list, whom to turn to, sign-off."""
    if not notice.kind.lists:
        return _document(notice, plain_blocks(notice))
    return _document(
        notice,
        [
            Paragraph(decision(notice)),
            *period(notice),
            table(notice),
            *_money(notice),
            Paragraph(objections(notice)),
            _contacts(notice),
        ],
    )


def _contacts(notice: Notice) -> Block:
    """Whom to call, each on a line; abreast on a sheet that lies, where lines are few."""
    if not notice.kind.landscape:
        return Fields(notice.contacts)
    return Paragraph("　　".join(f"{name}：{value}" for name, value in notice.contacts))


def _document(notice: Notice, blocks: list[Block]) -> Document:
    kind = notice.kind
    return Document(
        notice.say(kind.title),
        [*blocks, Signature([notice.say(each) for each in kind.signers], notice.on, kind.seal)],
        Style.NOTICE,
        notice.paper,
        landscape=kind.landscape,
        subtitle=(DRAFT if kind.draft else "") + (DEMO if notice.sender.demo else ""),
        author=notice.sender.unit,
    )


def table(notice: Notice) -> Table:
    """序号 and the whitelisted columns, with 合计 where money was paid; columns that nobody has a value for are left out."""
    used = [
        at
        for at, column in enumerate(notice.columns)
        if column.field.name in _ALWAYS or any(row[at] for row in notice.rows)
    ]
    columns = [notice.columns[at] for at in used]
    rows = [[str(number), *(row[at] for at in used)] for number, row in enumerate(notice.rows, 1)]
    if notice.total is not None:
        rows.append(_sum(notice, columns, notice.total))
    return Table(
        ["序号", *(column.heading for column in columns)],
        rows,
        [Kind.CENTRE, *map(_kind, columns)],
        totals=int(notice.total is not None),
        abreast=notice.kind.abreast,
        traces=[CellTrace(row, -1, f"household:{id}") for row, id in enumerate(notice.ids)],
    )


def _sum(notice: Notice, columns: list[Column], total: Decimal) -> list[str]:
    shown = {
        "head": f"{notice.households}户",
        "people_listed": str(notice.people),
        "amount": plain_money(total),
    }
    return ["合计", *(shown.get(column.field.name, "") for column in columns)]


def _kind(column: Column) -> Kind:
    return Kind.MONEY if column.field.kind is FieldKind.MONEY else Kind.CENTRE


def _money(notice: Notice) -> list[Block]:
    """What was paid, in figures and in words, and out of which funds."""
    if notice.total is None:
        return []
    parts = "、".join(f"{source}{plain_money(amount)}元" for source, amount in notice.sources)
    return [
        Paragraph(
            f"补助资金合计{plain_money(notice.total)}元（大写：{money_in_words(notice.total)}），资金来源：{parts}。"
        )
    ]


def is_of(path: Path, document: Document) -> bool:
    """Whether a file that lies at a place is an older one of the same notice, and may be replaced."""
    title = document.title.replace("\n", "")
    if path.suffix == ".pdf":
        from reportlab.pdfbase.pdfdoc import PDFDocument, PDFString

        return bytes(PDFString(title).format(PDFDocument())) in path.read_bytes()
    if path.suffix == ".txt":
        return path.read_bytes().startswith(title.encode())
    try:
        with zipfile.ZipFile(path) as parts:
            return escape(title, quote=False).encode() in parts.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return False
