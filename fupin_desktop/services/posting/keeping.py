"""What is kept beside a notice: the record of its paper, its photos and scans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.paper import How, Printed
from fupin_desktop.domain.posting import SUBJECT, Posting
from fupin_desktop.domain.visit import Attachment
from fupin_desktop.services.printed import Sent

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit


def sent(posting: Posting, how: How, on: date, file: str = "", *, again: bool = False) -> Sent:
    """The record of a notice that went out; one printed ``again`` is not what hangs."""
    return Sent(
        Printed(
            kind=f"notice:{posting.kind}", heading=posting.heading, village=posting.village,
            period=str(posting.year), on=on, pages=posting.pages, how=how, file=file, place=posting.place,
            posted_on=None if again else posting.posted_on or posting.made_on,
            until=None if again else posting.until,
        )
    )  # fmt: skip


def say_printed(unit: Unit, posting: Posting, **values: Any) -> None:
    """Make the record of the paper say what the notice says."""
    if posting.printed_id is not None:
        unit.printed.save(replace(unit.printed.get(posting.printed_id), **values))


def attach(
    unit: Unit, posting: Posting, files: Sequence[Path], shas: Sequence[str], paper: str, on: date | None
) -> None:
    """Photos or scans that lie in the office's files already."""
    assert posting.id is not None
    for file, sha in zip(files, shas, strict=True):
        unit.attachments.save(
            Attachment(
                subject=SUBJECT,
                subject_id=posting.id,
                paper=paper,
                sha256=sha,
                name=file.name[:120],
                taken_on=on,
            )
        )


def joined(before: str, override: str) -> str:
    """Reasons one after another, as they were given."""
    return "；".join(each for each in (before, override.strip()) if each)[:200]
