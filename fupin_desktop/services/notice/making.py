"""Notices put into files: each village's papers as bytes, what is recorded of them, and what of them is frozen."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.db import postings as lists
from fupin_desktop.domain.notice import Notice, NoticeKind
from fupin_desktop.domain.paper import Printed
from fupin_desktop.domain.posting import Posted, Posting
from fupin_desktop.services.notice.asking import Asked
from fupin_desktop.services.notice.candidate import Candidate, Looking, candidate, people_of
from fupin_desktop.services.notice.filling import Blank, Frame
from fupin_desktop.services.paper.writing import write_documents
from fupin_desktop.services.tasks import Watch

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit
    from fupin_desktop.reports.document import Document
    from fupin_desktop.services.files import Files

BOARD = "村务公开栏"
WEBSITE = "网站"


@dataclass(frozen=True, slots=True)
class Made:
    """The papers of one village, the notice among them; ``content`` and ``pages`` once they are written."""

    notice: Notice
    documents: tuple[Document, ...]
    content: bytes = b""
    pages: int = 0
    chosen: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice that may be posted: its record, what it shows of whom, and its paper (``content`` once it is written)."""

    posting: Posting
    rows: tuple[Posted, ...]
    document: Document
    content: bytes = b""


def documents_of(notice: Notice, asked: Asked) -> list[Document]:
    """The notice, in a ``pack`` with the sheets that go with it."""
    from fupin_desktop.reports.notice import build

    document = build(notice)
    if not asked.pack:
        return [document]
    from fupin_desktop.reports.layout import lay_out
    from fupin_desktop.reports.notices.pack import pack

    return pack(notice, document, BOARD, len(lay_out(document)))


def written(made: Sequence[Made], form: str, watch: Watch) -> Iterator[Made]:
    """Each village's file as bytes: nothing is put into its place before all are there."""
    with tempfile.TemporaryDirectory(prefix="fupin") as room:
        for number, each in enumerate(made):
            watch.step(number, len(made), f"{each.notice.village}公示")
            path = Path(room) / f"{number}.{form}"
            pages = write_documents(each.documents, path, form)
            yield replace(each, content=path.read_bytes(), pages=pages)
        watch.step(len(made), len(made), "写入文件")


def records(asked: Asked, made: Sequence[Made], files: Sequence[Path]) -> Iterator[Printed]:
    """What is kept of each file; one for a website hangs nowhere."""
    kind = f"notice:{asked.kind.key}" + (":web" if asked.web else "")
    for each, path in zip(made, files, strict=True):
        notice = each.notice
        yield Printed(
            kind=kind,
            heading=notice.say(asked.kind.title),
            village=notice.village,
            period=str(asked.year),
            on=asked.on,
            pages=each.pages,
            file=path.name,
            posted_on=None if asked.web else asked.on,
            until=None if asked.web else notice.until,
            place=WEBSITE if asked.web else BOARD,
        )


def drafts(asked: Asked, made: Sequence[Made], form: str = "") -> Iterator[Draft]:
    """Each notice as one that may be posted; one for a website never is."""
    if asked.web:
        return
    alone = form == "pdf" and not asked.pack
    for each in made:
        notice = each.notice
        posting = Posting(
            kind=asked.kind.key,
            village=notice.village,
            year=asked.year,
            heading=notice.say(asked.kind.title),
            made_on=asked.on,
            days=notice.days,
            working=notice.working,
            until=notice.until,
            pages=each.pages if alone else 0,
            place=BOARD,
        )
        paper = next(it for it in each.documents if not asked.pack or it.title == _title(notice))
        yield Draft(posting, tuple(_rows(each)), paper, each.content if alone else b"")


def _title(notice: Notice) -> str:
    return notice.say(notice.kind.title)


def _rows(made: Made) -> Iterator[Posted]:
    for each, row in zip(made.chosen, made.notice.rows, strict=True):
        yield Posted(
            household_id=each.household_id,
            record_id=each.record_id,
            head=each.head,
            people=each.people,
            shown=as_shown(made.notice, row),
        )


def as_shown(notice: Notice, row: Sequence[str]) -> str:
    """What a row shows, as ``Posted.shown`` keeps it."""
    pairs = [[column.heading, value] for column, value in zip(notice.columns, row, strict=True)]
    return json.dumps(pairs, ensure_ascii=False)


def ready(found: Sequence[Draft], watch: Watch) -> list[Draft]:
    """The same with their papers written, where that was not done yet: it takes a while."""
    done = []
    with tempfile.TemporaryDirectory(prefix="fupin") as room:
        for number, each in enumerate(found):
            if each.content:
                done.append(each)
                continue
            watch.step(number, len(found), f"{each.posting.village}公示")
            path = Path(room) / f"{number}.pdf"
            posting = replace(each.posting, pages=write_documents([each.document], path, "pdf"))
            done.append(replace(each, posting=posting, content=path.read_bytes()))
    return done


def kept(files: Files, found: Sequence[Draft], watch: Watch) -> list[Draft]:
    """Each paper in the office's files under its SHA-256; before the act, so that no record lacks its paper."""
    done = []
    with tempfile.TemporaryDirectory(prefix="fupin") as room:
        for each in ready(found, watch):
            path = Path(room) / "notice.pdf"
            path.write_bytes(each.content)
            done.append(replace(each, posting=replace(each.posting, sha256=files.add(path))))
    return done


def put(unit: Unit, draft: Draft, printed_id: int | None) -> Posting:
    """Keep a draft as part of an act; it takes the place of one of the same households that was not posted yet."""
    before = lists.unposted(unit, draft.posting, [each.household_id for each in draft.rows])
    posting = replace(draft.posting, printed_id=printed_id)
    if before is not None:
        old = unit.postings.get(before)
        if old.printed_id is not None:
            gone = unit.printed.get(old.printed_id)
            unit.printed.save(replace(gone, posted_on=None, until=None))
        for each in unit.posted.all(posting_id=before):
            unit.posted.remove(each)
        posting = replace(posting, id=old.id, version=old.version, remark=old.remark)
    saved = unit.postings.save(posting)
    assert saved.id is not None
    for each in draft.rows:
        unit.posted.save(replace(each, posting_id=saved.id))
    return saved


def rows_now(look: Looking, frame: Frame, rows: Sequence[Posted]) -> dict[int, list[tuple[str, str]] | str]:
    """What a notice would show now of the same households, by id; a sentence where it would show nothing."""
    ids = [each.household_id for each in rows]
    households = look.unit.households.some(ids)
    people = people_of(look.unit, ids, look.on)
    records = _records_of(look, frame, rows)
    found: dict[int, list[tuple[str, str]] | str] = {}
    still: list[Candidate] = []
    for each in rows:
        household = households[each.household_id]
        if household.ended_on is not None and household.ended_on <= look.on:
            found[each.household_id] = f"{each.head}户公示后已经销号，不在册了"
        elif not people.get(each.household_id):
            found[each.household_id] = f"{each.head}户公示后没有在册家庭成员了"
        elif records is not None and each.record_id not in records:
            found[each.household_id] = f"{each.head}户公示所依据的记录已经撤销"
        else:
            still.append(candidate(household, people, (), ticked=True, record=each.record_id))
    notice = Blank(look, frame).fill(still[0].village if still else "", still)
    headings = [column.heading for column in notice.columns]
    for one, row in zip(still, notice.rows, strict=True):
        found[one.household_id] = list(zip(headings, row, strict=True))
    return found


def _records_of(look: Looking, frame: Frame, rows: Sequence[Posted]) -> Collection[int] | None:
    """Which renovations or episodes that a notice rests on are still there; None for kinds that rest on none."""
    ids = [each.record_id for each in rows if each.record_id is not None]
    if frame.kind.key.startswith("housing"):
        return look.unit.renovations.some(ids)
    if frame.kind.key.startswith(("monitoring", "risk_removed")):
        return look.unit.monitorings.some(ids)
    return None


def suffix(asked: Asked) -> str:
    """What a file's name ends with."""
    return "_成套材料" if asked.pack else "_网站版" if asked.web else ""


def free_path(path: Path, kind: NoticeKind, document: Document) -> Path:
    """The place of a notice; where one of another kind lies there already, the kind is added to the name."""
    from fupin_desktop.reports.notice import is_of

    if not path.exists() or is_of(path, document):
        return path
    return path.with_stem(f"{path.stem}_{kind.label}")
