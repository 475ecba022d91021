"""The public notice (公示) of one village, for its board."""

from __future__ import annotations

from pathlib import Path

from fupin_desktop.domain.fields import Kind as FieldKind
from fupin_desktop.domain.notice import Column, Notice
from fupin_desktop.reports.document import (
    Block,
    Document,
    Fields,
    Kind,
    Paragraph,
    Signature,
    Style,
    Table,
    show_date,
)

DEMO = "（演示数据，与真实人户无关）"


def build(notice: Notice) -> Document:
    """The notice as a document: basis, procedure and number, period, list, objections to whom, sign-off."""
    blocks: list[Block] = [
        Paragraph(_decision(notice)),
        Paragraph(_period(notice)),
        table(notice),
        Paragraph(_objections(notice)),
        Fields(notice.contacts),
        Signature([notice.say(each) for each in notice.kind.signers], notice.on),
    ]
    return Document(
        notice.say(notice.kind.title),
        blocks,
        Style.NOTICE,
        notice.paper,
        subtitle=DEMO if notice.demo else "",
        author=notice.unit,
    )


def _decision(notice: Notice) -> str:
    basis = notice.basis.strip().removeprefix("根据").removeprefix("依据").rstrip("，。；, ")
    kind = notice.kind
    return f"根据{notice.say(basis)}，经{notice.say(kind.procedure)}，{notice.say(kind.decision)}，现予公示，接受群众监督。"


def _period(notice: Notice) -> str:
    moved = "（期满日逢休息日，已顺延）" if notice.moved else ""
    return f"公示期{notice.days}天：{show_date(notice.on)}张贴，自次日起计算，至{show_date(notice.until)}止{moved}。"


def _objections(notice: Notice) -> str:
    return (
        f"对以上名单如有异议，请在公示期内以口头或书面形式向{notice.say('{committee}')}或{notice.unit}反映，"
        "也可以拨打下列电话，反映时请说明具体事实。"
    )


def table(notice: Notice) -> Table:
    """序号 and the whitelisted columns; those that nobody on the list has a value for are left out."""
    used = [
        at
        for at, column in enumerate(notice.kind.columns)
        if column.field.name in ("head", "people_listed") or any(row[at] for row in notice.rows)
    ]
    columns = [notice.kind.columns[at] for at in used]
    rows = [[str(number), *(row[at] for at in used)] for number, row in enumerate(notice.rows, 1)]
    heads = ["序号", *(column.heading for column in columns)]
    kinds = [Kind.CENTRE, *map(_kind, columns)]
    return Table(heads, rows, kinds, abreast=notice.kind.abreast)


def _kind(column: Column) -> Kind:
    return Kind.MONEY if column.field.kind is FieldKind.MONEY else Kind.CENTRE


def is_of(path: Path, document: Document) -> bool:
    """Whether a PDF that lies at a place is an older one of the same notice, and may be replaced."""
    from reportlab.pdfbase.pdfdoc import PDFDocument, PDFString

    title = PDFString(document.title.replace("\n", "")).format(PDFDocument())
    return bytes(title) in path.read_bytes()
