"""Public notices: whom the data qualify, whom the clerk ticked, and one file for each village."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.holidays import known
from fupin_desktop.domain.notice import KINDS, Notice, NoticeKind, notice_kind, private_numbers
from fupin_desktop.domain.village import Village
from fupin_desktop.services.notice.filling import Blank
from fupin_desktop.services.notice.proposing import PROPOSERS, Candidate
from fupin_desktop.services.paper.writing import make_folder
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.reports.document import Document

PAPERS = ("A4", "A3")
FORMATS = ("pdf", "txt")
LONGEST = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which notices are wanted. ``households`` are numbers or ids; None: those that the data qualify."""

    kind: NoticeKind
    villages: Sequence[str]
    households: Sequence[int | str] | None
    on: date
    year: int
    days: int | None
    paper: str

    def problems(self) -> Iterator[Problem]:
        if self.paper not in PAPERS:
            yield Problem("paper", f"公示纸张只能是{'或'.join(PAPERS)}，现在是“{self.paper}”")
        if self.days is not None and not 1 <= self.days <= LONGEST:
            yield Problem("days", f"公示天数应在1到{LONGEST}之间，现在是{self.days}")


@dataclass(frozen=True, slots=True)
class NoticeResult:
    """What was written; ``remarks`` are for the clerk to read before posting."""

    files: tuple[Path, ...]
    households: int
    start: date
    end: date
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "files": [str(each) for each in self.files],
            "households": self.households,
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "remarks": list(self.remarks),
        }


class Notices:
    """Proposes, makes and writes public notices."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings

    def kinds(self) -> list[NoticeKind]:
        """The kinds that can be made."""
        return list(KINDS.values())

    def propose(
        self, kind: str, village: str | None = None, on: date | None = None, year: int | None = None
    ) -> list[Candidate]:
        """Everybody whom a notice of this kind may name, by village and group; the qualified ones ticked."""
        on = on or date.today()
        asked = _asked(kind, [village] if village else [], None, on, year, None, "A4")
        return self._propose(asked)

    def make(
        self,
        kind: str,
        *,
        villages: Sequence[str] = (),
        households: Sequence[int | str] | None = None,
        start: date | None = None,
        year: int | None = None,
        days: int | None = None,
        paper: str = "A4",
    ) -> list[tuple[str, Document]]:
        """A document for each village; without ``households`` of those whom the data qualify.

        Raises Refused when a name, a phone or a guardian is missing, or a private number would be printed.
        """
        asked = _asked(kind, villages, households, start, year, days, paper)
        return self._built(self._fill(asked, self._choose(asked)))

    def write(
        self,
        kind: str,
        out: Path,
        *,
        villages: Sequence[str] = (),
        households: Sequence[int | str] | None = None,
        start: date | None = None,
        year: int | None = None,
        days: int | None = None,
        paper: str = "A4",
        form: str = "pdf",
        watch: Watch = NOBODY,
    ) -> NoticeResult:
        """Write ``OUT/2018-05-08/01月亮村.pdf`` and so on: all of them, or none when one is refused or stopped."""
        if form not in FORMATS:
            raise Trouble(f"公示不能写成“{form}”，可以写成：{'、'.join(FORMATS)}")
        asked = _asked(kind, villages, households, start, year, days, paper)
        chosen = self._choose(asked)
        notices = self._fill(asked, chosen)
        made = self._built(notices)
        contents = list(_contents(made, form, watch))
        files = self._place(asked.kind, made, contents, out / asked.on.isoformat(), form)
        return NoticeResult(
            files=tuple(files),
            households=len(chosen),
            start=asked.on,
            end=notices[0].until,
            remarks=tuple(self._remarks(asked, chosen, notices)),
        )

    # Choosing

    def _propose(self, asked: Asked) -> list[Candidate]:
        self._known(asked.villages)
        village = asked.villages[0] if len(asked.villages) == 1 else None
        lines = {each.year: self._settings.line(each.year) for each in self._settings.lines()}
        with self._store.read() as unit:
            found = list(PROPOSERS[asked.kind.key](unit, asked.on, asked.year, village, lines))
        places = _places(self._settings.villages())
        wanted = [each for each in found if not asked.villages or each.village in asked.villages]
        return sorted(wanted, key=lambda each: _place_of(each, places))

    def _choose(self, asked: Asked) -> list[Candidate]:
        offered = self._propose(asked)
        if asked.households is None:
            picked = [each for each in offered if each.ticked]
            if not picked:
                raise Refused([Problem("households", _nobody(asked, offered))])
            return picked
        wanted = set(asked.households)
        picked = [each for each in offered if wanted & {each.number, each.household_id}]
        missing = wanted - {each.number for each in picked} - {each.household_id for each in picked}
        if missing or not picked:
            said = [self._unfit(asked.kind, each) for each in asked.households if each in missing]
            raise Refused(
                [Problem("households", each) for each in said or ["还没有勾选农户，请至少勾选一户"]]
            )
        return picked

    def _unfit(self, kind: NoticeKind, wanted: int | str) -> str:
        with self._store.read() as unit:
            equal: dict[str, Any] = {"id": wanted} if isinstance(wanted, int) else {"number": wanted}
            found = unit.households.find(**equal)
        if found is None:
            return f"没有户编号为“{wanted}”的农户，请检查编号"
        return (
            f"{found.village}{found.head}户（户编号{found.number}）不能列入{kind.label}："
            f"它不在所选的村和年度里的“{kind.qualifies}”之中，请核对"
        )

    def _known(self, villages: Sequence[str]) -> None:
        here = [each.name for each in self._settings.villages()]
        for name in villages:
            if name not in here:
                raise Trouble(f"没有名为“{name}”的行政村，请检查村名（有：{'、'.join(here)}）")

    # Filling in, checking, writing

    def _fill(self, asked: Asked, chosen: Sequence[Candidate]) -> list[Notice]:
        facts = self._settings.facts()
        if wrong := [*facts.missing(), *asked.problems()]:
            raise Refused(wrong)
        days = asked.days or facts.notice_days.get(asked.kind.key, asked.kind.days)
        villages = {each.name: each for each in self._settings.villages()}
        with self._store.read() as unit:
            blank = Blank(
                unit, asked.kind, facts, villages, on=asked.on, year=asked.year, days=days, paper=asked.paper
            )
            notices = [blank.fill(village, mine) for village, mine in _by_village(chosen).items()]
        if blank.problems:
            raise Refused(blank.problems)
        return notices

    def _built(self, notices: Sequence[Notice]) -> list[tuple[str, Document]]:
        from fupin_desktop.reports.notice import build

        made = [(each.village, build(each)) for each in notices]
        if found := list(self._private(made)):
            raise Refused(found)
        return made

    def _private(self, made: Sequence[tuple[str, Document]]) -> Iterator[Problem]:
        """The last look at the finished text. The registered phones of office and village are public."""
        facts = self._settings.facts()
        phones = {each.name: each.phone for each in self._settings.villages()}
        for village, document in made:
            allowed = [facts.phone, facts.office_phone, facts.hotline, phones.get(village, "")]
            for where in private_numbers(document.as_text(), allowed):
                yield Problem("households", f"{village}的公示{where}，已停止生成，请改正后再试")

    def _place(
        self,
        kind: NoticeKind,
        made: Sequence[tuple[str, Document]],
        contents: Sequence[bytes],
        folder: Path,
        form: str,
    ) -> list[Path]:
        from fupin_desktop.reports.saving import save

        make_folder(folder)
        order = [each.name for each in self._settings.villages()]
        files = []
        for (village, document), content in zip(made, contents, strict=True):
            number = order.index(village) + 1 if village in order else len(order) + 1
            path = _free_path(folder / f"{number:02}{village}.{form}", kind, document)
            save(path, content)
            files.append(path)
        return files

    def _remarks(self, asked: Asked, chosen: Sequence[Candidate], notices: Sequence[Notice]) -> Iterator[str]:
        until = notices[0].until
        if not known(until.year):
            yield f"{until.year}年的放假安排还没有收录，公示期满日只避开了周末，请核对"
        if asked.households is not None:
            return
        yield from dict.fromkeys(each.note for each in chosen if each.note)
        here = {each.village for each in notices}
        wanted = asked.villages or [each.name for each in self._settings.villages()]
        if empty := [each for each in wanted if each not in here]:
            yield f"没有需要公示的村：{'、'.join(empty)}"


def _asked(
    kind: str,
    villages: Sequence[str],
    households: Sequence[int | str] | None,
    on: date | None,
    year: int | None,
    days: int | None,
    paper: str,
) -> Asked:
    on = on or date.today()
    return Asked(
        kind=notice_kind(kind),
        villages=tuple(villages),
        households=None if households is None else tuple(households),
        on=on,
        year=year or on.year,
        days=days,
        paper=paper,
    )


Places = Mapping[str, tuple[int, list[str]]]


def _places(villages: Sequence[Village]) -> Places:
    """The order of villages, and the order of groups within each."""
    return {
        each.name: (place, each.groups.replace("，", "、").replace(",", "、").split("、"))
        for place, each in enumerate(villages)
    }


def _place_of(each: Candidate, places: Places) -> tuple[int, int, str, str]:
    place, groups = places.get(each.village, (len(places), []))
    return place, groups.index(each.group) if each.group in groups else len(groups), each.group, each.number


def _by_village(chosen: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    for each in chosen:
        found.setdefault(each.village, []).append(each)
    return found


def _nobody(asked: Asked, offered: Sequence[Candidate]) -> str:
    where = "、".join(asked.villages) or "各村"
    if not offered:
        return f"{where}没有需要列入{asked.kind.label}的农户（{asked.kind.qualifies}），没有生成公示"
    first = offered[0]
    return (
        f"{where}没有符合条件、可列入{asked.kind.label}的农户，没有生成公示；不符合的有{len(offered)}户，"
        f"如{first.village}{first.head}户：{'；'.join(first.reasons)}。确要列入的，请逐户勾选"
    )


def _contents(made: Sequence[tuple[str, Document]], form: str, watch: Watch) -> Iterator[bytes]:
    from fupin_desktop.reports.pdf import write_pdf

    for number, (village, document) in enumerate(made):
        watch.step(number, len(made), f"{village}公示")
        if form == "txt":
            yield document.as_text().encode()
        else:
            stream = io.BytesIO()
            write_pdf(document, stream)
            yield stream.getvalue()
    watch.step(len(made), len(made), "写入文件")


def _free_path(path: Path, kind: NoticeKind, document: Document) -> Path:
    """The place of a notice; where one of another kind lies there already, the kind is added to the name."""
    from fupin_desktop.reports.notice import is_of

    if not path.exists() or is_of(path, document):
        return path
    return path.with_stem(f"{path.stem}_{kind.label}")
