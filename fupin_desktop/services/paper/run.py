"""A run of papers: written file by file, recorded together, and of a bound file only the pages that may go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from fupin_desktop.domain.paper import Printed
from fupin_desktop.services.paper.binding import Bound, bind
from fupin_desktop.services.printed import Sent

if TYPE_CHECKING:
    from fupin_desktop.domain.paper import How
    from fupin_desktop.reports.layout.page import Page
    from fupin_desktop.services.paper.source import Asked, Paper
    from fupin_desktop.services.printed import PrintedPapers

AT_ONCE = 2000
"""So many pages are recorded as one act at most: the memory of a batch does not grow with it."""
TOLD = 30


@dataclass(frozen=True, slots=True)
class Put:
    """What became of one file; nothing was written when ``written`` is false."""

    pages: int
    written: bool = True


class Run:
    """Writes files and, when it ends in whatever way, records those that were written. ``how`` None records nothing."""

    def __init__(
        self, printed: PrintedPapers, asked: Asked, form: str, how: How | None, *, changed: bool
    ) -> None:
        self._printed, self._asked, self._form, self._how, self._changed = printed, asked, form, how, changed
        self._sent: list[Sent] = []
        self._waiting = 0
        self._told: list[str] = []
        self._untold = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._record()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the clerk should do by hand with pages of bound files."""
        more = (f"另有{self._untold}条提示，请逐村生成查看",) if self._untold else ()
        return (*self._told, *more)

    def put(self, papers: Sequence[Paper], path: Path) -> Put:
        """Write the papers of one file. Raises Trouble, and then this file is neither there nor recorded."""
        from fupin_desktop.services.paper.writing import write_documents

        bound = self._asked.kind.bound and all(each.household_id is not None for each in papers)
        if bound and self._form == "pdf":
            return self._put_bound(papers, path)
        pages = write_documents([each for paper in papers for each in paper.documents], path, self._form)
        for paper in papers:
            self._sent.append(Sent(self._entry(paper, path, pages if len(papers) == 1 else 0)))
        return Put(pages)

    def _put_bound(self, papers: Sequence[Paper], path: Path) -> Put:
        from fupin_desktop.reports.pdf import write_pages

        bound: list[Bound] = []
        name = papers[0].name if len(papers) == 1 else self._asked.kind.label
        first = replace(papers[0].documents[0], title=name)
        pages = write_pages(self._pages(papers, path, bound), first, path)
        for paper, each in zip(papers, bound, strict=True):
            self._tell(paper, each)
            if each.pages or each.gone:
                entry = self._entry(paper, path, len(each.pages))
                self._sent.append(Sent(entry, tuple(each.kept), tuple(each.gone)))
                self._waiting += len(each.kept)
            each.pages.clear()
        if self._waiting >= AT_ONCE:
            self._record()
        return Put(pages, pages > 0)

    def _pages(self, papers: Sequence[Paper], path: Path, bound: list[Bound]) -> Iterator[Page]:
        from fupin_desktop.services.paper.writing import make_folder

        for paper in papers:
            assert paper.household_id is not None
            before = self._printed.pages(paper.household_id, self._asked.kind.key, self._period(paper))
            bound.append(bind(paper, before, self._asked, changed=self._changed))
            if bound[-1].pages:
                make_folder(path.parent)
            yield from bound[-1].pages

    def _tell(self, paper: Paper, bound: Bound) -> None:
        said = list(bound.remarks)
        if self._changed and bound.pages:
            said.insert(0, f"补打{len(bound.pages)}页（{'、'.join(bound.labels)}）")
        for each in said:
            if len(self._told) < TOLD:
                self._told.append(f"{paper.name}：{each}")
            else:
                self._untold += 1

    def _period(self, paper: Paper) -> str:
        return paper.period or str(self._asked.year)

    def _entry(self, paper: Paper, path: Path, pages: int) -> Printed:
        from fupin_desktop.domain.paper import How

        return Printed(
            household_id=paper.household_id, kind=self._asked.kind.key, heading=self._asked.kind.label,
            village=paper.village, period=self._period(paper), on=self._asked.on, pages=pages,
            how=self._how or How.SAVED, file=path.name,
        )  # fmt: skip

    def _record(self) -> None:
        sent, self._sent, self._waiting = self._sent, [], 0
        if self._how is None or not sent:
            return
        files = list(dict.fromkeys(Path(each.printed.file).stem for each in sent))
        more = f"等{len(files)}个文件" if len(files) > 1 else ""
        self._printed.record(f"生成{self._asked.kind.label}：{files[0]}{more}", sent)
