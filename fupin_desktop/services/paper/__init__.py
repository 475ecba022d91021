"""文书: the office's papers of households and villages, made, written and recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.services.files import Files
from fupin_desktop.services.paper.kinds import FORMATS, FORMS, PaperKind, Scope, form_kind
from fupin_desktop.services.paper.source import Asked, Paper, Source
from fupin_desktop.services.paper.writing import write_papers
from fupin_desktop.services.printed import PrintedPapers
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.domain.paper import How
    from fupin_desktop.services.paper.look import Look

SHEETS = ("A4", "A3")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; ``remarks`` are for the clerk to read. ``pages`` counts the pages of PDF files."""

    files: tuple[Path, ...]
    pages: int
    households: int = 0
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "files": [str(each) for each in self.files],
            "pages": self.pages,
            "households": self.households,
            "remarks": list(self.remarks),
        }


class Papers:
    """Makes and writes the papers of households and villages."""

    def __init__(self, store: Store, settings: OfficeSettings, files: Files, printed: PrintedPapers) -> None:
        self._store, self._settings, self._files, self._printed = store, settings, files, printed

    def kinds(self) -> list[PaperKind]:
        """The kinds that can be made."""
        return list(FORMS.values())

    def make(
        self,
        kind: str,
        *,
        villages: Sequence[str] = (),
        households: Sequence[int | str] | None = None,
        on: date | None = None,
        year: int | None = None,
        paper: str = "A4",
        options: Mapping[str, str] | None = None,
        watch: Watch = NOBODY,
    ) -> Iterator[Paper]:
        """Each paper as documents, one after another. Raises Refused or Trouble when it cannot be made."""
        asked = _asked(kind, villages, households, on, year, paper, options)
        yield from self._made(asked, watch)

    def preview(
        self,
        kind: str,
        *,
        villages: Sequence[str] = (),
        households: Sequence[int | str] | None = None,
        on: date | None = None,
        year: int | None = None,
        paper: str = "A4",
        options: Mapping[str, str] | None = None,
        watch: Watch = NOBODY,
    ) -> Look:
        """The first pages to be looked at, with the places on them that lead to households and lists."""
        from fupin_desktop.services.paper.look import look_at

        asked = _asked(kind, villages, households, on, year, paper, options)
        return look_at(self._made(asked, watch), watch=watch)

    def write(
        self,
        kind: str,
        out: Path,
        *,
        form: str = "pdf",
        villages: Sequence[str] = (),
        households: Sequence[int | str] | None = None,
        on: date | None = None,
        year: int | None = None,
        paper: str = "A4",
        options: Mapping[str, str] | None = None,
        each: bool = False,
        changed: bool = False,
        how: How | None = None,
        watch: Watch = NOBODY,
    ) -> Written:
        """Write papers below the folder ``out``, or all into one file when ``out`` has a suffix.

        In a folder: a file for each village, or for each household when they were named, when ``each`` is said, or
        the kind is bound. ``changed``: of a bound kind only the pages that differ from their last printing.
        ``how`` records the papers as printed or saved; None does not (for looking at them).
        """
        asked = _asked(kind, villages, households, on, year, paper, options)
        form = out.suffix.lower().removeprefix(".") or form
        if form not in asked.kind.formats:
            raise Trouble(f"{asked.kind.label}不能写成“{form}”，可以写成：{'、'.join(asked.kind.formats)}")
        if changed and not asked.kind.bound:
            raise Trouble(f"{asked.kind.label}没有逐页记录，不能只补打变动页；请直接打印")
        source = self._source(asked, watch)
        alone = each or asked.kind.bound or households is not None
        return write_papers(
            asked, source, self._made(asked, watch), out, form, self._printed,
            alone=alone, changed=changed, how=how,
        )  # fmt: skip

    def _source(self, asked: Asked, watch: Watch) -> Source:
        return Source(self._store, self._settings, self._files, asked.on, watch)

    def _made(self, asked: Asked, watch: Watch) -> Iterator[Paper]:
        made = import_module(f"fupin_desktop.services.paper.forms.{asked.kind.module}")
        empty = True
        for paper in made.make(asked, self._source(asked, watch)):
            empty = False
            yield paper
        if empty:
            where = "、".join(asked.villages) or "各村"
            raise Refused(
                [Problem("households", f"{where}没有可以生成{asked.kind.label}的农户，没有生成文件")]
            )


def _asked(
    kind: str,
    villages: Sequence[str],
    households: Sequence[int | str] | None,
    on: date | None,
    year: int | None,
    paper: str,
    options: Mapping[str, str] | None,
) -> Asked:
    on = on or date.today()
    if paper not in SHEETS:
        raise Trouble(f"纸张只能是{'或'.join(SHEETS)}，现在是“{paper}”")
    return Asked(
        kind=form_kind(kind),
        on=on,
        year=year or on.year,
        villages=tuple(villages),
        households=None if households is None else tuple(households),
        paper=paper,
        options=dict(options or {}),
    )


__all__ = ["FORMATS", "FORMS", "Asked", "Paper", "Papers", "Scope", "Source", "Written"]
