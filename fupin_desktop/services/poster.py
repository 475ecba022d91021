"""Wall charts 挂图作战: the township's board, a sheet for each village, the schedule of the year's tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.notice import private_numbers
from fupin_desktop.domain.paper import How, Printed
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.sender import sender
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.db.store import Store
    from fupin_desktop.domain.poster import Masthead
    from fupin_desktop.domain.village import Village
    from fupin_desktop.reports.poster.board import Board
    from fupin_desktop.services.figures import FiguresService
    from fupin_desktop.services.printed import PrintedPapers
    from fupin_desktop.services.settings import OfficeSettings

KINDS = {"township": "乡镇作战图", "village": "村作战图", "schedule": "倒排工期表"}
PAPERS = ("A0", "A1", "A2", "A3", "A4")
SHEETS = ("A4", "A3")
USUAL = "A1"


@dataclass(frozen=True, slots=True)
class PosterResult:
    """What was written; a tiled poster has a page for each tile."""

    file: Path
    pages: int
    boards: int

    def as_json(self) -> dict[str, Any]:
        return {"file": str(self.file), "pages": self.pages, "boards": self.boards}


class Posters:
    """Makes the wall charts of a day; without a day the latest known."""

    def __init__(
        self, store: Store, settings: OfficeSettings, figures: FiguresService, printed: PrintedPapers
    ) -> None:
        self._store, self._settings, self._figures, self._printed = store, settings, figures, printed

    def kinds(self) -> dict[str, str]:
        """The kinds of wall charts with their names."""
        return dict(KINDS)

    def write(
        self,
        kind: str,
        out: Path,
        *,
        village: str | None = None,
        paper: str = USUAL,
        sheet: str | None = None,
        on: date | None = None,
        public: bool = False,
        how: How | None = None,
        watch: Watch = NOBODY,
    ) -> PosterResult:
        """Write a wall chart of `paper` as PDF, cut into tiles of `sheet` when it is given and smaller.

        ``village``: one village's; otherwise the village sheets are of all villages, and the schedule is of the
        township followed by one for each village. A ``public`` copy leaves out causes. ``how`` records it as printed
        or saved; None does not (for looking at it). Raises Refused without the unit's name or with a number of a
        person among the words, Trouble for words that are not known, a day without data, or a file that cannot be
        written.
        """
        if out.suffix.lower() != ".pdf":
            raise Trouble(f"挂图不能写成“{out.name}”，文件名请以.pdf结尾")
        for said, known, what in ((paper, PAPERS, "挂图纸张"), (sheet or "A4", SHEETS, "打印纸")):
            if said not in known:
                raise Trouble(f"{what}只能是{'、'.join(known)}，现在是“{said}”")
        boards = self.boards(kind, village=village, on=on, public=public, watch=watch)
        from fupin_desktop.reports.poster.paint import write_boards

        pages = write_boards(boards, paper, out, sheet=sheet, author=self._settings.facts().unit)
        if how is not None:
            self._note(kind, village, on, out, pages, how)
        return PosterResult(out, pages, len(boards))

    def _note(self, kind: str, village: str | None, on: date | None, out: Path, pages: int, how: How) -> None:
        day = on or self._figures.last_day()
        assert day is not None
        paper = Printed(
            kind=f"poster:{kind}", heading=KINDS[kind], village=village or "", period=str(day.year), on=day, pages=pages,
            how=how, file=out.name,
        )  # fmt: skip
        self._printed.note(f"生成{KINDS[kind]}：{out.stem}", [paper])

    def boards(
        self, kind: str, *, village: str | None = None, on: date | None = None, public: bool = False, watch: Watch = NOBODY
    ) -> list[Board]:  # fmt: skip
        """The boards of a wall chart, before they are given a size."""
        makers: dict[str, Callable[[Masthead, str | None, Watch], Iterator[Board]]] = {
            "township": self._township,
            "village": self._villages,
            "schedule": self._schedule,
        }
        if kind not in makers:
            known = "、".join(f"{key}（{name}）" for key, name in KINDS.items())
            raise Trouble(f"没有名为“{kind}”的挂图，可以生成的有：{known}")
        self._figures.check(village)
        if village and kind == "township":
            raise Trouble(f"乡镇作战图是全镇的，不能只画{village}；要画一个村请用“村作战图”（village）")
        last = self._figures.last_day()
        if last is None:
            raise Trouble("还没有农户数据，画不了挂图，请先导入或录入")
        return list(makers[kind](self._head(on or last, public), village, watch))

    def _head(self, on: date, public: bool) -> Masthead:
        from fupin_desktop.domain.poster import Masthead

        facts = self._settings.facts()
        if wrong := [each for each in facts.missing() if each.field == "unit"]:
            raise Refused(wrong)
        names = sender(facts, on, self._store.person)
        return Masthead(
            on=on, unit=names.unit, place=names.township, work=names.work, public=public,
            demo=names.demo,
        )  # fmt: skip

    def _township(self, head: Masthead, _: str | None, watch: Watch) -> Iterator[Board]:
        from fupin_desktop.db import charting, poster
        from fupin_desktop.domain.poster import TownshipFacts
        from fupin_desktop.reports.poster.township import build

        watch.step(0, 2, "汇总各村数字")
        figures = self._figures.on(head.on)
        if not figures.known:
            first = figures.first_day
            raise Trouble(
                f"{show_day(head.on)}还没有数据，最早的数据是{show_day(first)}，请选择之后的日期" if first
                else "还没有农户的户情状态，画不了挂图，请先导入或录入"
            )  # fmt: skip
        with self._store.read() as unit:
            works = poster.works(unit, head.on)
            cadres = poster.cadres(unit, head.on)
            measures = charting.measures(unit, head.on)
        watch.step(1, 2, "排版")
        yield from build(
            TownshipFacts(head=head, figures=figures, measures=measures, works=works, cadres=cadres)
        )

    def _villages(self, head: Masthead, village: str | None, watch: Watch) -> Iterator[Board]:
        """A sheet for each village that has somebody on the register; one that was asked for by name always."""
        from fupin_desktop.db import poster
        from fupin_desktop.domain.poster import VillageFacts, Work
        from fupin_desktop.reports.poster.village import build

        figures = {each.village: each for each in self._figures.on(head.on, village).villages}
        with self._store.read() as unit:
            works = poster.works(unit, head.on, village)
        known = {each.name: each for each in self._wanted(village)}
        wanted = [name for name in known if figures[name].all.households]
        if not wanted:
            raise Trouble(f"{village or '全镇'}在{show_day(head.on)}没有在册农户，画不了村作战图，请检查日期")
        for place, name in enumerate(wanted):
            watch.step(place, len(wanted), f"排版{name}")
            with self._store.read() as unit:
                households = poster.households(unit, head.on, name)
            said = [" ".join((each.group, each.head, each.unit, each.cadre)) for each in households]
            self._scan(f"{name}作战图", [*said, known[name].groups, known[name].phone], known[name].phone)
            yield from build(
                VillageFacts(
                    head=head,
                    village=known[name],
                    figures=figures[name],
                    work=works.get(name, Work()),
                    households=tuple(households),
                )
            )

    def _wanted(self, village: str | None) -> list[Village]:
        return [each for each in self._settings.villages() if village in (None, each.name)]

    def _scan(self, what: str, lines: Sequence[str], phone: str = "") -> None:
        """Raises Refused when a number of a person stands among the words of what hangs on a wall."""
        facts = self._settings.facts()
        found = private_numbers("\n".join(lines), (phone, facts.phone, facts.office_phone, facts.hotline))
        if found:
            raise Refused(
                [
                    Problem("households", f"{what}{each}，已停止生成，请改正后再试")
                    for each in dict.fromkeys(found)
                ]
            )

    def _schedule(self, head: Masthead, village: str | None, watch: Watch) -> Iterator[Board]:
        """The township's tasks and each village's, or one village's."""
        from fupin_desktop.db import schedule
        from fupin_desktop.domain.poster import ScheduleFacts
        from fupin_desktop.domain.schedule import Task, merged
        from fupin_desktop.reports.poster.schedule import build

        with self._store.read() as unit:
            tasks = schedule.tasks(unit, head.on, village)
        if not tasks:
            raise Trouble(
                f"{village or '全镇'}{head.on.year}年没有帮扶措施和危房改造任务，画不了倒排工期表，请先登记一户一策或危房改造"
            )
        by_village: dict[str, list[Task]] = {}
        for each in tasks:
            by_village.setdefault(each.village, []).append(each)
        groups = list(by_village.items()) if village else [("", tasks), *by_village.items()]
        for place, (name, group) in enumerate(groups):
            watch.step(place, len(groups), f"排版{name or head.place}")
            self._scan(
                f"{name or head.place}倒排工期表", [f"{each.content} {each.unit_words}" for each in group]
            )
            yield from build(ScheduleFacts(head=head, village=name, tasks=tuple(merged(group, name))))
