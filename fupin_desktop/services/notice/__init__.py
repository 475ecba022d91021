"""Public notices: whom the data qualify, whom the clerk ticked, and one file for each village."""

from __future__ import annotations

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
from fupin_desktop.domain.notice import KINDS, NoticeKind, private_numbers
from fupin_desktop.domain.paper import How, Printed
from fupin_desktop.services.assessment import Lines
from fupin_desktop.services.notice import making
from fupin_desktop.services.notice.asking import PAPERS, Asked, asked_for
from fupin_desktop.services.notice.candidate import Candidate, Looking
from fupin_desktop.services.notice.filling import Blank, Frame
from fupin_desktop.services.notice.leaving import village_findings
from fupin_desktop.services.notice.making import BOARD, Draft, Made
from fupin_desktop.services.notice.proposing import PROPOSERS
from fupin_desktop.services.notice.remarks import remarks
from fupin_desktop.services.paper.kinds import FORMATS
from fupin_desktop.services.paper.writing import make_folder, plain
from fupin_desktop.services.printed import PrintedPapers, Sent
from fupin_desktop.services.sender import sender
from fupin_desktop.services.settings import OfficeFacts, OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.domain.office import PovertyLine
    from fupin_desktop.domain.posting import Posted, Posting
    from fupin_desktop.domain.village import Village
    from fupin_desktop.reports.document import Document
    from fupin_desktop.services.files import Files


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
    drafts: tuple[Draft, ...] = ()  # the same notices as they will hang

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


class Notices:
    """Proposes, makes and writes public notices."""

    def __init__(self, store: Store, settings: OfficeSettings, files: Files) -> None:
        self._store, self._settings, self._files = store, settings, files
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

    def propose_first(
        self,
        kinds: Sequence[str],
        village: str | None = None,
        on: date | None = None,
        year: int | None = None,
    ) -> tuple[str, list[Candidate]]:
        """The first of some kinds for which the data qualify anybody, with whom it may name.

        Where they qualify nobody, the first kind that may name anybody at all, else the first.
        """
        found: dict[str, list[Candidate]] = {}
        for kind in kinds:
            found[kind] = self.propose(kind, village, on, year)
            if any(each.ticked for each in found[kind]):
                return kind, found[kind]
        best = next((kind for kind in kinds if found[kind]), kinds[0])
        return best, found[best]

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
        written = list(making.written(made, form, watch))
        files = self._place(asked, written, out / asked.on.isoformat(), form)
        found = NoticeResult(
            files=tuple(files),
            households=len(chosen),
            start=asked.on,
            end=made[0].notice.until,
            remarks=said,
            pages=sum(each.pages for each in written),
            papers=tuple(making.records(asked, written, files)),
            drafts=tuple(making.drafts(asked, written, form)),
        )
        if how is not None:
            self.keep(found, how, watch)
        return found

    def ready(self, made: NoticeResult, watch: Watch = NOBODY) -> NoticeResult:
        """What was made with the papers that will hang written, so that ``keep`` takes no time."""
        return replace(made, drafts=tuple(making.ready(made.drafts, watch)))

    def keep(self, made: NoticeResult, how: How, watch: Watch = NOBODY) -> None:
        """Record notices that went out, as one act: which hangs where, from when and until when.

        Each begins its life on the board (see ``services.posting``): its paper is kept exactly as it is.
        """
        label = f"{how.label}公示：{made.papers[0].heading}" + (
            f"等{len(made.papers)}份" if len(made.papers) > 1 else ""
        )
        drafts = making.kept(self._files, made.drafts, watch)
        with self._store.write(label[:200]) as unit:
            first = self._printed.put(unit, [Sent(replace(each, how=how)) for each in made.papers])
            for printed, each in enumerate(drafts, first):
                making.put(unit, each, printed)

    def draft(self, asked: Asked) -> list[Draft]:
        """Notices that may be posted, by village. Raises Refused as ``make`` does."""
        made, _, _ = self._make(asked)
        return list(making.drafts(asked, made))

    def rows_now(
        self, posting: Posting, rows: Sequence[Posted], on: date
    ) -> dict[int, list[tuple[str, str]] | str]:
        """What would be shown of a posting's households on a day, by household; a sentence where nothing would be."""
        facts = self._settings.facts()
        asked = asked_for(posting.kind, [posting.village], None, on, posting.year)
        villages = {each.name: each for each in self._settings.villages()}
        with self._store.read() as unit:
            return making.rows_now(
                self._looking(unit, asked, posting.village), self._frame(asked, facts, villages), rows
            )

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

    def _make(self, asked: Asked) -> tuple[list[Made], list[Candidate], tuple[str, ...]]:
        """The papers of each village, who is on them, and what the clerk should know of them."""
        chosen = self._choose(asked) if asked.kind.lists else []
        facts = self._settings.facts()
        if wrong := list(asked.problems(facts)):
            raise Refused(wrong)
        villages = {each.name: each for each in self._settings.villages()}
        frame = self._frame(asked, facts, villages)
        groups = _by_village(chosen) if asked.kind.lists else self._all_of(asked)
        with self._store.read() as unit:
            blank = Blank(self._looking(unit, asked, None), frame)
            notices = [blank.fill(village, mine) for village, mine in groups.items()]
        if blank.problems:
            raise Refused(blank.problems)
        made = [
            Made(each, tuple(making.documents_of(each, asked)), chosen=tuple(groups[each.village]))
            for each in notices
        ]
        if found := list(self._private(made)):
            raise Refused(found)
        term = facts.notice_days.get(asked.kind.key, asked.kind.days)
        said = remarks(asked, chosen, notices, villages, blank.paid, facts.days_off, term)
        return made, chosen, tuple(said)

    def _frame(self, asked: Asked, facts: OfficeFacts, villages: Mapping[str, Village]) -> Frame:
        days, until = asked.period(facts)
        return Frame(
            kind=asked.kind,
            facts=facts,
            sender=sender(facts, asked.on, self._store.person),
            villages=villages,
            until=until,
            days=days,
            working=asked.working(facts),
            paper=asked.paper,
            web=asked.web,
        )

    def _all_of(self, asked: Asked) -> dict[str, list[Candidate]]:
        """The villages of a notice that names nobody: those asked for, or all."""
        self._known(asked.villages)
        names = asked.villages or [each.name for each in self._settings.villages()]
        if asked.kind.key.startswith("village_exit") and not asked.villages:
            with self._store.read() as unit:
                found = village_findings(unit, asked.year, asked.on)
            names = [each for each in names if each in found]
            if not names:
                said = f"{asked.year}年还没有村登记出列的“指标核查”，请先在“程序”里登记，再生成{asked.kind.label}"
                raise Refused([Problem("villages", said)])
        if not names:
            raise Refused([Problem("villages", "还没有登记行政村，请在“设置”里登记后再生成")])
        return {name: [] for name in names}

    def _private(self, made: Sequence[Made]) -> Iterator[Problem]:
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

    def _place(self, asked: Asked, made: Sequence[Made], folder: Path, form: str) -> list[Path]:
        from fupin_desktop.reports.saving import save

        make_folder(folder)
        order = [each.name for each in self._settings.villages()]
        files = []
        for each in made:
            village = each.notice.village
            number = order.index(village) + 1 if village in order else len(order) + 1
            stem = plain(f"{number:02}{village}{making.suffix(asked)}")
            path = making.free_path(folder / f"{stem}.{form}", asked.kind, each.documents[0])
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


__all__ = ["BOARD", "FORMATS", "PAPERS", "Asked", "Candidate", "NoticeResult", "Notices"]
