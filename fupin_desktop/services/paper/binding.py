"""Page by page: which pages of a bound file go out, and what is kept of them.

A page with the words and photos that it was printed with last goes out again only when the whole file is wanted; that
a newer program sets it a little differently does not matter.
A page recorded as signed is never replaced: when its words have changed, a dated 更正页 (2-1更1) goes out instead,
once for each change; printing the whole file leaves such a page out, its original and its 更正页 stay in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fupin_desktop.domain.paper import PrintedPage

if TYPE_CHECKING:
    from fupin_desktop.reports.layout.page import Page
    from fupin_desktop.services.paper.source import Asked, Paper

MARK = "更"
COVER = "封面"


@dataclass(slots=True)
class Bound:
    """The pages of one household's file that go out, what is kept of them, and pages that it no longer has."""

    pages: list[Page] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    kept: list[PrintedPage] = field(default_factory=list)
    gone: list[PrintedPage] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, label: str, pages: Sequence[Page], kept: PrintedPage | None) -> None:
        self.pages += pages
        self.labels.append(label)
        if kept is not None:
            self.kept.append(kept)


def bind(paper: Paper, before: Sequence[PrintedPage], asked: Asked, *, changed: bool) -> Bound:
    """Choose among the pages of a file; ``before`` are those of its last printing."""
    known = {each.page: each for each in before}
    bound = Bound()
    there = set()
    for label, page in _labelled(paper):
        there.add(label)
        _choose(bound, paper, asked, page, label, known, changed)
    for each in () if asked.options.get("parts") else before:
        if each.page.split(MARK)[0] not in there:
            _leave_out(bound, each)
    return bound


def _labelled(paper: Paper) -> Iterator[tuple[str, Page]]:
    """Each page with its number; pages of a document without a part go by its title."""
    from fupin_desktop.reports.pdf import set_pages

    for document in paper.documents:
        name = document.title.replace("\n", "") or COVER
        for number, page in enumerate(set_pages([document]), 1):
            if document.part:
                yield f"{document.part}-{number}", page
            else:
                yield f"{name}{number if number > 1 else ''}", page


def _choose(
    bound: Bound,
    paper: Paper,
    asked: Asked,
    page: Page,
    label: str,
    known: Mapping[str, PrintedPage],
    changed: bool,
) -> None:
    from fupin_desktop.reports.forms.binding import lines_of

    kept = known.get(label)
    words = "\n".join(lines_of(page))
    if kept is None or not kept.signed_on:
        if kept is None or kept.words != words:
            fresh = kept or PrintedPage(
                household_id=paper.household_id or 0, kind=asked.kind.key, page=label, digest="", printed_on=asked.on
            )  # fmt: skip
            printed = replace(fresh, digest=page.digest(), words=words, printed_on=asked.on)
            bound.add(label, [page], printed)
        elif not changed:
            bound.add(label, [page], None)
        return
    corrections = [each for each in known.values() if each.page.startswith(label + MARK)]
    state = max(corrections, key=lambda each: int(each.page.split(MARK)[1]), default=kept)
    if state.words != words:
        now = replace(state, id=None, version=0, digest=page.digest(), words=words, signed_on=None)
        _correct(bound, paper, asked, kept, state, now, len(corrections) + 1)
    elif not changed and state is kept:
        bound.add(label, [page], None)
    elif not changed:
        bound.remarks.append(f"第{label}页已签字并已更正，请用原页和第{state.page}页")


def _correct(
    bound: Bound,
    paper: Paper,
    asked: Asked,
    kept: PrintedPage,
    state: PrintedPage,
    now: PrintedPage,
    number: int,
) -> None:
    """A 更正页; its row keeps the fingerprint and words that the page has with the correction."""
    from fupin_desktop.reports.forms.binding import Correction, correction
    from fupin_desktop.reports.pdf import set_pages

    named = f"{kept.page}{MARK}{number}"
    document = correction(
        Correction(
            file=asked.kind.label, whose=_whose(paper), page=kept.page, number=named, on=asked.on,
            signed_on=kept.signed_on, was=state.words.split("\n"), now=now.words.split("\n"),
            reason=asked.options.get("reason", ""),
        )
    )  # fmt: skip
    bound.add(named, list(set_pages([document])), replace(now, page=named, printed_on=asked.on))
    bound.remarks.append(f"第{kept.page}页已签字，没有重打；已生成更正页{named}，请签字后附在原页后面")


def _whose(paper: Paper) -> str:
    """Whose file it is, as its pages say at their foot."""
    return next((each.running for each in paper.documents if each.running), paper.name)


def _leave_out(bound: Bound, page: PrintedPage) -> None:
    if page.signed_on or MARK in page.page:
        if MARK not in page.page:
            bound.remarks.append(f"第{page.page}页已签字，现在的档案中没有这一页，请核对后处理")
        return
    bound.gone.append(page)
    named = f"第{page.page}页" if page.page[:1].isdigit() else page.page
    bound.remarks.append(f"{named}不再需要，请从档案中抽出")
