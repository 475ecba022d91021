"""Public notices: whom the data qualify, whom the clerk ticked, and one file for each village."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.db.store import Store
from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.lines import pick
from fupin_desktop.domain.notice import KINDS, Notice, NoticeKind, private_numbers
from fupin_desktop.domain.paper import How, Printed
from fupin_desktop.services.assessment import Lines
from fupin_desktop.services.notice.asking import PAPERS, Asked, asked_for
from fupin_desktop.services.notice.candidate import Candidate, Looking
from fupin_desktop.services.notice.filling import Blank, Frame
from fupin_desktop.services.notice.proposing import PROPOSERS
from fupin_desktop.services.notice.remarks import remarks
from fupin_desktop.services.paper.kinds import FORMATS
from fupin_desktop.services.paper.writing import make_folder, plain, write_documents
from fupin_desktop.services.printed import PrintedPapers
from fupin_desktop.services.sender import sender
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.domain.office import PovertyLine
    from fupin_desktop.domain.village import Village
    from fupin_desktop.reports.document import Document

BOARD = "村务公开栏"
WEBSITE = "网站"


@dataclass(frozen=True, slots=True)
class NoticeResult:
    """What was written; ``remarks`` are for the clerk to read before posting. ``end`` None: it hangs for good."""

    files: tuple[Path, ...]
    households: int
    start: date
    end: date | None
    remarks: tuple[str, ...] = ()
    pages: int = 0
    papers: tuple[Printed, ...] = ()  # what is recorded of each file once it went out

    @property
    def words(self) -> str:
        """The period as a person says it: 公示期2018-05-08至2018-05-15, 2018-05-08起长期张贴."""
        return f"公示期{self.start}至{self.end}" if self.end else f"{self.start}起长期张贴"

    def as_json(self) -> dict[str, Any]:
        return {
            "files": [str(each) for each in self.files],
            "households": self.households,
            "from": self.start.isoformat(),
            "to": self.end.isoformat() if self.end else None,
            "remarks": list(self.remarks),
        }


@dataclass(frozen=True, slots=True)
class _Made:
    """The papers of one village, the notice among them; ``content`` and ``pages`` once they are written."""

    notice: Notice
    documents: tuple[Document, ...]
    content: bytes = b""
    pages: int = 0


class Notices:
    """Proposes, makes and writes public notices."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings
        self._printed = PrintedPapers(store)

    def kinds(self) -> list[NoticeKind]:
        """The kinds that can be made."""
        return list(KINDS.values())

    def propose(
        self, kind: str, village: str | None = None, on: date | None = None, year: int | None = None
    ) -> list[Candidate]:
        """Everybody whom a notice of this kind may name, by village and group; the qualified ones ticked.

        Kinds that name nobody give an empty list.
        """
        return self._propose(asked_for(kind, [village] if village else [], None, on, year))

    def make(
        self,
        kind: str,
        *,
        villages: Sequence[str] = (),
        households: Sequence[int | str] | None = None,
        start: date | None = None,
        year: int | None = None,
        days: int | None = None,
        until: date | None = None,
        paper: str = "A4",
        web: bool = False,
        pack: bool = False,
    ) -> list[tuple[str, Document]]:
        """The documents of each village in order; without ``households`` of those whom the data qualify.

        A ``pack`` has several for a village: the cover list, the notice and the sheets that go with it.
        Raises Refused when a name, a phone or a guardian is missing, or a private number would be printed.
        """
        asked = asked_for(
            kind, villages, households, start, year, days=days, until=until, paper=paper, web=web, pack=pack
        )
        made, _, _ = self._make(asked)
        return [(each.notice.village, document) for each in made for document in each.documents]

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
        until: date | None = None,
        paper: str = "A4",
        form: str = "pdf",
        web: bool = False,
        pack: bool = False,
        how: How | None = None,
        watch: Watch = NOBODY,
    ) -> NoticeResult:
        """Write ``OUT/2018-05-08/01月亮村.pdf`` and so on: all of them, or none when one is refused or stopped.

        ``how`` records the notices as printed or saved, in one act; None does not (for looking at them).
        """
        if form not in FORMATS:
            raise Trouble(f"公示不能写成“{form}”，可以写成：{'、'.join(FORMATS)}")
        asked = asked_for(
            kind, villages, households, start, year, days=days, until=until, paper=paper, web=web, pack=pack
        )
        made, chosen, said = self._make(asked)
        written = list(_written(made, form, watch))
        files = self._place(asked, written, out / asked.on.isoformat(), form)
        found = NoticeResult(
            files=tuple(files),
            households=len(chosen),
            start=asked.on,
            end=made[0].notice.until,
            remarks=said,
            pages=sum(each.pages for each in written),
            papers=tuple(_records(asked, written, files)),
        )
        if how is not None:
            self.keep(found, how)
        return found

    def keep(self, made: NoticeResult, how: How) -> None:
        """Record notices that went out, as one act: which hangs where, from when and until when."""
        label = f"{how.label}公示：{made.papers[0].heading}" + (
            f"等{len(made.papers)}份" if len(made.papers) > 1 else ""
        )
        self._printed.note(label, [replace(each, how=how) for each in made.papers])

    # Choosing

    def _propose(self, asked: Asked) -> list[Candidate]:
        self._known(asked.villages)
        if not asked.kind.lists:
            return []
        village = asked.villages[0] if len(asked.villages) == 1 else None
        with self._store.read() as unit:
            look = self._looking(unit, asked, village)
            found = list(PROPOSERS[asked.kind.key](look))
        places = _places(self._settings.villages())
        wanted = {
            each.household_id: each
            for each in reversed(found)
            if not asked.villages or each.village in asked.villages
        }  # whoever was found twice counts as found first
        return sorted(wanted.values(), key=lambda each: _place_of(each, places))

    def _looking(self, unit: Any, asked: Asked, village: str | None) -> Looking:
        kept, region = self._settings.lines(), self._settings.facts().region
        poverty, monitoring = (_lines(kept, region, kind) for kind in (LineKind.POVERTY, LineKind.MONITORING))
        return Looking(
            unit=unit, on=asked.on, year=asked.year, village=village, lines=poverty, risk_lines=monitoring
        )

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

    def _make(self, asked: Asked) -> tuple[list[_Made], list[Candidate], tuple[str, ...]]:
        """The papers of each village, who is on them, and what the clerk should know of them."""
        chosen = self._choose(asked) if asked.kind.lists else []
        facts = self._settings.facts()
        if wrong := list(asked.problems(facts)):
            raise Refused(wrong)
        villages = {each.name: each for each in self._settings.villages()}
        days, until = asked.period(facts)
        frame = Frame(
            kind=asked.kind,
            facts=facts,
            sender=sender(facts, asked.on, self._store.person),
            villages=villages,
            until=until,
            days=days,
            paper=asked.paper,
            web=asked.web,
        )
        groups = _by_village(chosen) if asked.kind.lists else self._all_of(asked)
        with self._store.read() as unit:
            blank = Blank(self._looking(unit, asked, None), frame)
            notices = [blank.fill(village, mine) for village, mine in groups.items()]
        if blank.problems:
            raise Refused(blank.problems)
        made = [_Made(each, tuple(_documents(each, asked))) for each in notices]
        if found := list(self._private(made)):
            raise Refused(found)
        return made, chosen, tuple(remarks(asked, chosen, notices, villages, blank.paid))

    def _all_of(self, asked: Asked) -> dict[str, list[Candidate]]:
        """The villages of a notice that names nobody: those asked for, or all."""
        self._known(asked.villages)
        names = asked.villages or [each.name for each in self._settings.villages()]
        if not names:
            raise Refused([Problem("villages", "还没有登记行政村，请在“设置”里登记后再生成")])
        return {name: [] for name in names}

    def _private(self, made: Sequence[_Made]) -> Iterator[Problem]:
        """The last look at the finished text. Registered phones of the office, a village and a team are public."""
        facts = self._settings.facts()
        phones = {each.name: each.phone for each in self._settings.villages()}
        for each in made:
            village = each.notice.village
            allowed = [facts.phone, facts.office_phone, facts.hotline, phones.get(village, "")]
            allowed += [member.phone for member in each.notice.team]
            text = "\n".join(document.as_text() for document in each.documents)
            for where in dict.fromkeys(private_numbers(text, allowed)):
                yield Problem("households", f"{village}的公示{where}，已停止生成，请改正后再试")

    def _place(self, asked: Asked, made: Sequence[_Made], folder: Path, form: str) -> list[Path]:
        from fupin_desktop.reports.saving import save

        make_folder(folder)
        order = [each.name for each in self._settings.villages()]
        files = []
        for each in made:
            village = each.notice.village
            number = order.index(village) + 1 if village in order else len(order) + 1
            stem = plain(f"{number:02}{village}{_suffix(asked)}")
            path = _free_path(folder / f"{stem}.{form}", asked.kind, each.documents[0])
            save(path, each.content)
            files.append(path)
        return files


def _lines(kept: Sequence[PovertyLine], region: str, kind: LineKind) -> Lines:
    """The line that applies to the office, by year."""
    found = {each.year: pick(kept, each.year, region, kind) for each in kept}
    return {year: line.amount if line else None for year, line in found.items()}


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


def _documents(notice: Notice, asked: Asked) -> list[Document]:
    from fupin_desktop.reports.notice import build

    document = build(notice)
    if not asked.pack:
        return [document]
    from fupin_desktop.reports.layout import lay_out
    from fupin_desktop.reports.notices.pack import pack

    return pack(notice, document, BOARD, len(lay_out(document)))


def _written(made: Sequence[_Made], form: str, watch: Watch) -> Iterator[_Made]:
    """Each village's file as bytes: nothing is put into its place before all are there."""
    with tempfile.TemporaryDirectory(prefix="fupin") as room:
        for number, each in enumerate(made):
            watch.step(number, len(made), f"{each.notice.village}公示")
            path = Path(room) / f"{number}.{form}"
            pages = write_documents(each.documents, path, form)
            yield replace(each, content=path.read_bytes(), pages=pages)
        watch.step(len(made), len(made), "写入文件")


def _records(asked: Asked, made: Sequence[_Made], files: Sequence[Path]) -> Iterator[Printed]:
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


def _suffix(asked: Asked) -> str:
    return "_成套材料" if asked.pack else "_网站版" if asked.web else ""


def _free_path(path: Path, kind: NoticeKind, document: Document) -> Path:
    """The place of a notice; where one of another kind lies there already, the kind is added to the name."""
    from fupin_desktop.reports.notice import is_of

    if not path.exists() or is_of(path, document):
        return path
    return path.with_stem(f"{path.stem}_{kind.label}")


__all__ = ["BOARD", "FORMATS", "PAPERS", "Asked", "Candidate", "NoticeResult", "Notices"]
