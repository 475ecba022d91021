"""Reports of a period: made, written in each format, recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.paper import How, Printed
from fupin_desktop.domain.period import Month, Period, Quarter
from fupin_desktop.services import wording
from fupin_desktop.services.figures import FiguresService, as_json
from fupin_desktop.services.paper.source import Paper
from fupin_desktop.services.paper.writing import plain, write_documents
from fupin_desktop.services.reporting.counting import Counting
from fupin_desktop.services.reporting.kinds import KINDS, ReportKind, report_kind
from fupin_desktop.services.reporting.lists import Behind, behind
from fupin_desktop.services.reporting.source import AskedReport, ReportSource
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.reports.document import Document
    from fupin_desktop.services.files import Files
    from fupin_desktop.services.printed import PrintedPapers


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What was written, and the figures it stands on. ``pages`` counts the pages of PDF files."""

    files: tuple[Path, ...]
    pages: int
    figures: dict[str, Any]
    remarks: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """The first file."""
        return self.files[0]


class Reporting:
    """Writes the periodic reports of the office."""

    def __init__(
        self,
        store: Store,
        settings: OfficeSettings,
        figures: FiguresService,
        files: Files,
        printed: PrintedPapers,
    ) -> None:
        self._store, self._settings, self._figures = store, settings, figures
        self._files, self._printed = files, printed
        self._counting = Counting(store)

    def kinds(self) -> list[ReportKind]:
        """The kinds that can be made."""
        return list(KINDS.values())

    def monthly(self, period: str | Month, *, on: date | None = None, watch: Watch = NOBODY) -> Document:
        """The report of a month. ``on`` is the day it is dated; months to come cannot be reported."""
        return self.make("monthly", period, on=on, watch=watch)[0]

    def quarterly(self, period: str | Quarter, *, on: date | None = None, watch: Watch = NOBODY) -> Document:
        """The summary of a quarter, its months side by side."""
        return self.make("quarterly", period, on=on, watch=watch)[0]

    def make(
        self,
        kind: str,
        period: str | Period,
        *,
        on: date | None = None,
        villages: Sequence[str] = (),
        options: Mapping[str, str] | None = None,
        watch: Watch = NOBODY,
    ) -> tuple[Document, ...]:
        """A report's documents in order. Raises Refused or Trouble when it cannot be made."""
        asked = _asked(kind, period, on, villages, options)
        return tuple(each for paper in self._papers(asked, watch) for each in paper.documents)

    def papers(
        self,
        kind: str,
        period: str | Period,
        *,
        on: date | None = None,
        villages: Sequence[str] = (),
        options: Mapping[str, str] | None = None,
        watch: Watch = NOBODY,
    ) -> Iterator[Paper]:
        """A report's papers, with the village of each and what the clerk should know before using it."""
        return self._papers(_asked(kind, period, on, villages, options), watch)

    def write(
        self,
        kind: str,
        period: str | Period,
        out: Path,
        *,
        form: str = "pdf",
        on: date | None = None,
        villages: Sequence[str] = (),
        options: Mapping[str, str] | None = None,
        how: How | None = None,
        watch: Watch = NOBODY,
    ) -> ReportResult:
        """Write a report: into the file ``out``, or without a suffix into that folder, a file for each paper.

        Each file appears whole or not at all. ``how`` records the report as printed or saved; None does not.
        """
        asked = _asked(kind, period, on, villages, options)
        form = out.suffix.lower().removeprefix(".") or form
        if form not in asked.kind.formats:
            endings = "、".join(f".{each}" for each in asked.kind.formats)
            raise Trouble(f"报表不能写成“{out.name}”，文件名请以{endings}结尾")
        files: list[Path] = []
        remarks: list[str] = []
        pages = 0
        for path, papers in _files(self._papers(asked, watch), out, form):
            documents = [each for paper in papers for each in paper.documents]
            count = write_documents(documents, path, form)
            pages += count
            files.append(path)
            remarks += (remark for paper in papers for remark in paper.remarks)
            if how is not None:
                self._note(asked, papers, path, count, how)
        return ReportResult(
            tuple(files), pages, as_json(self._source(asked, watch).now()), tuple(dict.fromkeys(remarks))
        )

    def period(self, kind: str, period: str | Period) -> Period:
        """A period as the kind reads it. Raises Trouble."""
        return report_kind(kind).reads(period) if isinstance(period, str) else period

    def wanting(
        self, kind: str, period: str | Period, *, on: date | None = None, villages: Sequence[str] = ()
    ) -> list[str]:
        """What a report leaves open, one sentence each, to be read before it is printed."""
        made = self._papers(_asked(kind, period, on, villages, None), NOBODY)
        return list(dict.fromkeys(remark for paper in made for remark in paper.remarks))

    def composed(
        self, kind: str, period: str | Period, *, on: date | None = None, village: str = ""
    ) -> dict[str, str]:
        """What the program itself writes in the paragraphs that can be reworded, by name."""
        asked = _asked(kind, period, on, [village] if village else (), None)
        made = self._composed(asked, NOBODY)
        return wording.names([each for paper in made if paper.village == village for each in paper.documents])

    def behind(self, kind: str, period: str | Period, key: str, *, on: date | None = None) -> Behind:
        """The households behind a printed figure (``figure:…`` or ``household:…``). Raises Trouble for another key."""
        return self.behind_each(kind, period, [key], on=on)[key]

    def behind_each(
        self, kind: str, period: str | Period, keys: Iterable[str], *, on: date | None = None
    ) -> dict[str, Behind]:
        """The same for many figures at once."""
        return behind(self._source(_asked(kind, period, on, (), None), NOBODY), keys)

    def _source(self, asked: AskedReport, watch: Watch) -> ReportSource:
        return ReportSource(
            self._store, self._settings, self._files, self._figures, self._counting, asked, watch
        )

    def _papers(self, asked: AskedReport, watch: Watch) -> Iterator[Paper]:
        """The papers with the clerk's own words in them."""
        kept = wording.kept_of(self._store, asked.kind.key, asked.period)
        for paper in self._composed(asked, watch):
            yield wording.worded(paper, kept)

    def _composed(self, asked: AskedReport, watch: Watch) -> Iterator[Paper]:
        source = self._source(asked, watch)
        for name in asked.villages:
            source.village(name)
        module = import_module(f"fupin_desktop.services.reporting.{asked.kind.module}")
        empty = True
        for paper in module.make(asked, source):
            empty = False
            yield paper
        if empty:
            said = f"{asked.period.words}没有可以写进{asked.kind.label}的内容，没有生成文件"
            raise Refused([Problem("period", said)])

    def _note(self, asked: AskedReport, papers: Sequence[Paper], path: Path, pages: int, how: How) -> None:
        self._printed.note(
            f"生成{asked.name}",
            [
                Printed(
                    kind=f"report:{asked.kind.key}", heading=asked.name, village=each.village, period=asked.period.key,
                    on=asked.on, pages=pages if len(papers) == 1 else 0, how=how, file=path.name,
                )
                for each in papers
            ],
        )  # fmt: skip


def _asked(
    kind: str,
    period: str | Period,
    on: date | None,
    villages: Sequence[str],
    options: Mapping[str, str] | None,
) -> AskedReport:
    wanted = report_kind(kind)
    of = wanted.reads(period) if isinstance(period, str) else period
    return AskedReport(
        kind=wanted,
        period=of,
        on=on or min(of.last, date.today()),
        as_of=min(of.last, on or date.today()),
        villages=tuple(villages),
        options=dict(options or {}),
    )


def _files(papers: Iterator[Paper], out: Path, form: str) -> Iterator[tuple[Path, list[Paper]]]:
    """Which papers go into which file."""
    if out.suffix:
        if not out.parent.is_dir():
            raise Trouble(f"文件夹“{out.parent}”不存在，“{out.name}”没有写成；请先建好文件夹，或另选一个")
        yield out, list(papers)
        return
    for paper in papers:
        yield out / f"{plain(paper.name)}.{form}", [paper]
