"""Which paper went out when, in which version: what 只补打变动页 and “which notice hangs where until when” rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.db import paper as lists
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.paper import Printed, PrintedPage
from fupin_desktop.domain.values import show_day

if TYPE_CHECKING:
    from fupin_desktop.domain.paper import How
    from fupin_desktop.services.paper.run import Run
    from fupin_desktop.services.paper.source import Asked


@dataclass(frozen=True, slots=True)
class Sent:
    """A paper that went out, with what is kept of its pages from now on; ``gone`` are pages that it no longer has."""

    printed: Printed
    pages: tuple[PrintedPage, ...] = ()
    gone: tuple[PrintedPage, ...] = ()


class PrintedPapers:
    """Keeps the record of papers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, *, household: int | None = None, last: int = 500) -> list[Printed]:
        """What went out, the newest first; of one household when it is given."""
        with self._store.read() as unit:
            equal = {} if household is None else {"household_id": household}
            found = unit.printed.all(order=("id",), **equal)
        return found[::-1][:last]

    def pages(self, household: int, kind: str = "", period: str = "") -> list[PrintedPage]:
        """The pages of a household's bound files as they were printed last, in the order of their numbers."""
        with self._store.read() as unit:
            return lists.pages_of(unit, household, kind, period)

    def hanging(self, on: date) -> list[Printed]:
        """The notices that hang on a day: where, since when and until when (None: for good), village by village."""
        from fupin_desktop.db.notice import hanging

        with self._store.read() as unit:
            ids = hanging(unit, on)
            found = unit.printed.some(ids)
        return [found[id] for id in ids]

    def taken_down(self, notice: Printed, on: date) -> Printed:
        """Record that a notice hangs no more from a day on, one from before notices were led on the board.

        Raises Refused for a day before it was posted, and for one whose life the board tells.
        """
        if notice.posted_on is None or on < notice.posted_on:
            since = f"，它是{show_day(notice.posted_on)}张贴的" if notice.posted_on else "，它没有张贴过"
            raise Refused([Problem("taken_down_on", f"撤下日期不能是{show_day(on)}{since}，请改正日期")])
        with self._store.read() as unit:
            if unit.postings.count(printed_id=notice.id, withdrawn_on=None):
                said = f"“{notice.heading}”请到“公示”的“张贴”里登记撤下，要写明由谁撤下"
                raise Refused([Problem("taken_down_on", said)])
        with self._store.write(f"撤下{notice.village}公示：{notice.heading}"[:200]) as unit:
            return unit.printed.save(replace(notice, taken_down_on=on))

    def run(self, asked: Asked, form: str, how: How | None, *, changed: bool = False) -> Run:
        """Papers about to be written into files and recorded together (see ``services.paper.run``)."""
        from fupin_desktop.services.paper.run import Run

        return Run(self, asked, form, how, changed=changed)

    def note(self, label: str, papers: Sequence[Printed]) -> None:
        """Record papers that went out, as one act; each gets the edition after the last one of its kind."""
        self.record(label, [Sent(each) for each in papers])

    def record(self, label: str, sent: Sequence[Sent]) -> None:
        """The same with the pages of bound files."""
        if sent:
            with self._store.write(label[:200]) as unit:
                self.put(unit, sent)

    def put(self, unit: Unit, sent: Sequence[Sent]) -> int:
        """The same as part of an act. Gives the id of the first; the others follow it one by one."""
        first = unit.printed.next_id()
        unit.printed.add_many(_numbered(unit, [each.printed for each in sent]))
        for id, each in enumerate(sent, first):
            for page in each.gone:
                unit.printed_pages.remove(page)
            for page in each.pages:
                if page.id is not None:
                    unit.printed_pages.save(replace(page, printed_id=id))
        unit.printed_pages.add_many(
            replace(page, printed_id=id)
            for id, each in enumerate(sent, first)
            for page in each.pages
            if page.id is None
        )
        return first

    def sign(
        self, household: int, kind: str, pages: Sequence[str], on: date, *, period: str = ""
    ) -> list[PrintedPage]:
        """Record that printed pages were signed: they are never replaced from now on. Of several years the newest.

        Raises Refused for a page that was not printed, one signed on another day, and a day before its printing.
        """
        with self._store.read() as unit:
            kept = lists.pages_of(unit, household, kind, period)
        newest = {each.page: each for each in sorted(kept, key=lambda each: each.printed_id)}
        if wrong := list(_unsignable(newest, pages, on)):
            raise Refused(wrong)
        with self._store.write(f"登记签字：{'、'.join(pages)}"[:200]) as unit:
            return [
                unit.printed_pages.save(replace(newest[each], signed_on=on)) for each in dict.fromkeys(pages)
            ]


def _unsignable(kept: dict[str, PrintedPage], pages: Sequence[str], on: date) -> list[Problem]:
    found = []
    for each in pages:
        page = kept.get(each)
        if page is None:
            there = f"已打印的页有：{'、'.join(kept)}" if kept else "请先打印这户的档案"
            found.append(Problem("pages", f"没有第{each}页的打印记录，不能登记签字；{there}"))
        elif page.signed_on not in (None, on):
            found.append(
                Problem("pages", f"第{each}页已登记{show_day(page.signed_on)}签字，不能改；登记错了请先撤销")
            )
        elif on < page.printed_on:
            day, printed = show_day(on), show_day(page.printed_on)
            found.append(Problem("on", f"签字日期{day}早于第{each}页的打印日期{printed}，请核对"))
    return found


def _numbered(unit: Unit, papers: Sequence[Printed]) -> list[Printed]:
    """Each paper with the edition after the last one of the same kind, period, village and household."""
    last: dict[tuple[object, ...], int] = {}
    for kind, period in {(each.kind, each.period) for each in papers}:
        villages = {each.village for each in papers if (each.kind, each.period) == (kind, period)}
        for village, household, edition in lists.editions(unit, kind, period, villages):
            last[kind, period, village, household] = edition
    found = []
    for each in papers:
        key = (each.kind, each.period, each.village, each.household_id)
        last[key] = last.get(key, 0) + 1
        found.append(replace(each, edition=last[key]))
    return found
