"""What the office does with the notices on its villages' boards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.db import postings as lists
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain import posting as rules
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.holidays import notice_end
from fupin_desktop.domain.notice import KINDS
from fupin_desktop.domain.paper import How, Printed
from fupin_desktop.domain.posting import Finding, Objection, Posted, Posting, Term
from fupin_desktop.domain.visit import Attachment
from fupin_desktop.services.notice import Notices, making
from fupin_desktop.services.notice.asking import asked_for
from fupin_desktop.services.posting import checking, keeping, reading
from fupin_desktop.services.posting.differing import Difference, differences
from fupin_desktop.services.posting.reading import PostingFile
from fupin_desktop.services.printed import Sent
from fupin_desktop.services.settings import NOTICE_DAYS, OfficeFacts, OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.reports.document import Document
    from fupin_desktop.services.files import Files
    from fupin_desktop.services.printed import PrintedPapers


class Postings:
    """Keeps the notices of the villages' boards. ``override`` is why something unusual is let pass."""

    def __init__(
        self, store: Store, settings: OfficeSettings, files: Files, notices: Notices, printed: PrintedPapers
    ) -> None:
        self._store, self._settings, self._files = store, settings, files
        self._notices, self._printed = notices, printed

    # looking

    def all(self, *, on: date, village: str | None = None) -> list[PostingFile]:
        """Every notice as it stands on a day, the newest first; of one village when it is given."""
        own = self._settings.facts().days_off
        with self._store.read() as unit:
            return reading.files_of(unit, lists.in_order(unit, village), on, own)

    def get(self, id: int, on: date) -> PostingFile:
        """One notice as it stands on a day. Raises Trouble when there is none."""
        own = self._settings.facts().days_off
        with self._store.read() as unit:
            reading.posting_of(unit, id)
            return reading.files_of(unit, [id], on, own)[0]

    def households_of(self, id: int) -> list[Posted]:
        """The households of a notice as it shows them, in its order."""
        with self._store.read() as unit:
            return unit.posted.all(posting_id=id)

    def active(self, village: str, kind: str, year: int) -> Posting | None:
        """The newest notice of a kind, village and year that was not withdrawn."""
        with self._store.read() as unit:
            found = lists.active(unit, village, kind, year)
            return None if found is None else unit.postings.get(found)

    def paper(self, id: int) -> bytes:
        """The PDF exactly as it was made: what hung can be printed again. Raises Trouble when the file is gone."""
        with self._store.read() as unit:
            posting = reading.posting_of(unit, id)
        path = self._files.find(posting.sha256)
        if path is None:
            raise Trouble(f"“{posting.heading}”的原件不见了，请从备份中恢复后再补打")
        return path.read_bytes()

    def photo(self, attachment: Attachment) -> Path:
        """The file of a photo or scan. Raises Trouble when it is gone."""
        return self._files.path_of(attachment.sha256)

    def differences(self, id: int, on: date) -> list[Difference]:
        """What would be shown of the same households on a day, where it is not what hung."""
        with self._store.read() as unit:
            posting = reading.posting_of(unit, id)
            rows = unit.posted.all(posting_id=id)
        return differences(self._notices.rows_now(posting, rows, on), rows)

    def term(self, kind: str) -> Term | None:
        """For how long a kind must hang in this office, and who says so; None for a 公告."""
        return term_of(self._settings.facts(), kind)

    # making

    def draft(
        self,
        kind: str,
        *,
        villages: Sequence[str] = (),
        households: Sequence[int | str] | None = None,
        start: date,
        year: int | None = None,
        days: int | None = None,
        until: date | None = None,
        paper: str = "A4",
        override: str = "",
        watch: Watch = NOBODY,
    ) -> list[Posting]:
        """A draft for each village, with the very paper that is to hang. Raises Refused, also for one too short."""
        asked = asked_for(kind, villages, households, start, year, days=days, until=until, paper=paper)
        found = self._notices.draft(asked)
        if not override.strip():
            checking.refuse(*self._too_short(found[0].posting, start, found[0].posting.until))
        reason = keeping.joined("", override)
        found = [replace(each, posting=replace(each.posting, override=reason)) for each in found]
        kept = making.kept(self._files, found, watch)
        more = f"等{len(kept)}份" if len(kept) > 1 else ""
        with self._store.write(f"拟公示：{kept[0].posting.heading}{more}"[:200]) as unit:
            return [making.put(unit, each, None) for each in kept]

    def sent(self, id: int, how: How, on: date, file: str = "") -> Posting:
        """Record that the paper went out: a draft is a draft no more; what hangs was printed again."""
        with self._store.read() as unit:
            posting = reading.posting_of(unit, id)
        first = posting.printed_id is None
        with self._store.write(f"{how.label if first else '原样补打'}公示：{posting.heading}"[:200]) as unit:
            new = self._printed.put(unit, [keeping.sent(posting, how, on, file, again=not first)])
            return unit.postings.save(replace(posting, printed_id=new)) if first else posting

    def reprint(self, id: int, out: Path, how: How, on: date) -> None:
        """Write the very paper into a file and record that it went out. Raises Trouble."""
        from fupin_desktop.reports.saving import save

        if out.suffix.lower() != ".pdf":
            raise Trouble(f"原样补打只能写成PDF，“{out.name}”请改为以.pdf结尾")
        save(out, self.paper(id))
        self.sent(id, how, on, out.name)

    # its life

    def post(
        self, id: int, on: date, who: str, place: str = "", photos: Sequence[Path] = (), override: str = ""
    ) -> Posting:
        """Record that a notice was put up. From now on it is frozen. Raises Refused."""
        posting = self.get(id, on).posting
        checking.refuse(*checking.posting_day(posting, who))
        until = self._until(posting, on)
        if not override.strip():
            wrong = [*rules.posting_problems(posting, on), *self._too_short(posting, on, until)]
            with self._store.read() as unit:
                checking.refuse(*wrong, *checking.hanging_already(unit, posting, on))
        with self._acting("张贴", posting, photos) as (unit, shas):
            after = replace(
                posting, posted_on=on, posted_by=who.strip(), place=place.strip() or posting.place, until=until,
                override=keeping.joined(posting.override, override),
            )  # fmt: skip
            if after.printed_id is None:
                new = self._printed.put(unit, [keeping.sent(after, How.PRINTED, on)])
                after = replace(after, printed_id=new)
            saved = unit.postings.save(after)
            keeping.say_printed(unit, saved, posted_on=on, until=until, place=saved.place)
            keeping.attach(unit, saved, photos, shas, rules.UP, on)
            return saved

    def object_(
        self, id: int, on: date, who: str, about: str, household: int | str | None = None, override: str = ""
    ) -> Objection:
        """Register what somebody has against a notice. It names a household of the list, or none. Raises Refused."""
        file = self.get(id, on)
        checking.refuse(*checking.objecting(file, on, about))
        named = None if household in (None, "") else self._listed(file.posting, household)
        if not override.strip():
            checking.refuse(*rules.objection_problems(file.posting, on))
        made = Objection(
            household_id=named, posting_id=id, on=on, who=who.strip(), about=about.strip(),
            override=keeping.joined("", override),
        )  # fmt: skip
        checking.refuse(*problems(Objection, as_values(made)))
        with self._store.write(f"登记公示异议：{file.posting.heading}"[:200]) as unit:
            return unit.objections.save(made)

    def answer(
        self, id: int, on: date, investigator: str, result: Finding | None, answer: str,
        investigated_on: date | None = None,
    ) -> Objection:  # fmt: skip
        """Keep what became of an objection: who looked into it, what was found and answered. Raises Refused."""
        with self._store.read() as unit:
            kept = unit.objections.find(id=id)
            if kept is None:
                raise Trouble(f"没有第{id}号异议，请用“posting list”查看编号")
            posting = unit.postings.get(kept.posting_id)
        after = replace(
            kept, investigator=investigator.strip(), investigated_on=investigated_on or on, result=result,
            answer=answer.strip(), answered_on=on,
        )  # fmt: skip
        checking.refuse(*checking.answering(kept, after, posting.archived_on is not None))
        with self._store.write(f"答复公示异议：{posting.heading}"[:200]) as unit:
            return unit.objections.save(after)

    def certificate(self, id: int, on: date) -> Document:
        """无异议证明 of a notice. Raises Refused while it hangs or an objection is open."""
        from fupin_desktop.reports.forms.no_objection import build
        from fupin_desktop.services.sender import sender

        file = self.get(id, on)
        checking.refuse(*checking.hanging(file.posting, on, "出无异议证明"))
        checking.refuse(*rules.ending_problems(file.posting, file.objections, on))
        return build(file.proof(on), sender(self._settings.facts(), on, self._store.person))

    def end(self, id: int, on: date, out: Path) -> int:
        """Write 无异议证明 into a file of ``out``'s format and record it. Gives its pages."""
        from fupin_desktop.services.paper.kinds import FORMATS
        from fupin_desktop.services.paper.writing import write_documents

        form = out.suffix.lower().removeprefix(".")
        if form not in FORMATS:
            raise Trouble(f"无异议证明不能写成“{out.name}”，文件名请以{'、'.join(FORMATS)}结尾")
        pages = write_documents([self.certificate(id, on)], out, form)
        self.certified(id, on, out.name, pages)
        return pages

    def certified(self, id: int, on: date, file: str = "", pages: int = 0, how: How = How.SAVED) -> Posting:
        """Record that 无异议证明 went out, into a file or to the printer."""
        posting = self.get(id, on).posting
        paper = Printed(
            kind="no_objection", heading="公示无异议证明", village=posting.village, period=str(posting.year), on=on,
            pages=pages, how=how, file=file,
        )  # fmt: skip
        with self._store.write(f"出无异议证明：{posting.heading}"[:200]) as unit:
            self._printed.put(unit, [Sent(paper)])
            return unit.postings.save(replace(posting, certified_on=on))

    def take_down(
        self, id: int, on: date, who: str, photos: Sequence[Path] = (), override: str = ""
    ) -> Posting:
        """Record that it was taken from the board. Raises Refused; before its last day only for a reason."""
        posting = self.get(id, on).posting
        checking.refuse(*checking.taking_down(posting, on, who, override))
        with self._acting("撤下", posting, photos) as (unit, shas):
            reason = keeping.joined(posting.override, override)
            after = replace(posting, taken_down_on=on, taken_down_by=who.strip(), override=reason)
            saved = unit.postings.save(after)
            keeping.say_printed(unit, saved, taken_down_on=on)
            keeping.attach(unit, saved, photos, shas, rules.DOWN, on)
            return saved

    def archive(self, id: int, on: date, override: str = "") -> Posting:
        """Close the file of a notice. Raises Refused while something is missing, unless a reason is given."""
        file = self.get(id, on)
        checking.refuse(*checking.archiving(file, on, override))
        reason = keeping.joined(file.posting.override, override)
        with self._store.write(f"归档公示：{file.posting.heading}"[:200]) as unit:
            return unit.postings.save(replace(file.posting, archived_on=on, override=reason))

    def withdraw(self, id: int, reason: str, on: date) -> Posting:
        """Say that a notice does not count, and why: what was posted is never undone. Raises Refused."""
        posting = self.get(id, on).posting
        checking.refuse(*checking.withdrawing(posting, on, reason))
        with self._store.write(f"撤回公示：{posting.heading}"[:200]) as unit:
            keeping.say_printed(unit, posting, posted_on=None, until=None, taken_down_on=None)
            reason = keeping.joined("", reason)
            return unit.postings.save(replace(posting, withdrawn_on=on, withdrawn_reason=reason))

    def renew(self, id: int, on: date) -> Posting:
        """Begin a withdrawn notice anew with the very same paper and list, where only its registration was wrong."""
        with self._store.read() as unit:
            old = reading.posting_of(unit, id)
            rows = unit.posted.all(posting_id=id)
        if old.withdrawn_on is None:
            said = "这份公示没有撤回，不用重新登记；登记错了请先撤回并写明原因"
            raise Refused([Problem("withdrawn_on", said)])
        with self._store.write(f"照原件重新登记公示：{old.heading}"[:200]) as unit:
            new = Posting(
                kind=old.kind, village=old.village, year=old.year, heading=old.heading, made_on=old.made_on,
                sha256=old.sha256, pages=old.pages, days=old.days, working=old.working, until=self._paper_until(old), place=old.place,
            )  # fmt: skip
            printed = self._printed.put(unit, [keeping.sent(new, How.PRINTED, on)])
            saved = unit.postings.save(replace(new, printed_id=printed))
            for each in rows:
                unit.posted.save(replace(each, id=None, version=0, posting_id=saved.id or 0))
            return saved

    def add_photos(self, id: int, files: Sequence[Path], paper: str, taken_on: date | None) -> int:
        """Keep photos or scans of a notice (``domain.posting.UP``, ``DOWN``, ``PROOF``). Gives how many."""
        with self._store.read() as unit:
            posting = reading.posting_of(unit, id)
        checking.refuse(*checking.gone(posting))
        with self._acting(f"添加{paper}", posting, files) as (unit, shas):
            keeping.attach(unit, posting, files, shas, paper, taken_on)
        return len(files)

    def remove_photo(self, photo: Attachment) -> None:
        """Take a photo off a notice that is not archived; its file stays for undo."""
        with self._store.read() as unit:
            posting = reading.posting_of(unit, photo.subject_id)
        checking.refuse(*checking.gone(posting))
        with self._store.write(f"移除{photo.paper}：{posting.heading}"[:200]) as unit:
            unit.attachments.remove(photo)

    # behind

    @contextmanager
    def _acting(
        self, doing: str, posting: Posting, photos: Sequence[Path]
    ) -> Iterator[tuple[Unit, list[str]]]:
        """An act with photos: their files are kept before it, so that no record lacks its file."""
        shas = [self._files.add(each) for each in photos]
        with self._store.write(f"{doing}公示：{posting.heading}"[:200]) as unit:
            yield unit, shas

    def _too_short(self, posting: Posting, first: date, last: date | None) -> list[Problem]:
        term = self.term(posting.kind)
        if term is None or last is None:
            return []
        return list(rules.too_short(term, first, last, self._settings.facts().days_off))

    def _paper_until(self, posting: Posting) -> date | None:
        """The last day that the paper of a notice says: its own, unless it was posted on another day."""
        if posting.days is None or posting.posted_on in (None, posting.made_on):
            return posting.until
        own = self._settings.facts().days_off
        return notice_end(posting.made_on, posting.days, posting.working, own)

    def _until(self, posting: Posting, on: date) -> date | None:
        """The last day: what the paper says, or later where it was posted later than the paper says."""
        if posting.days is None or posting.until is None or on == posting.made_on:
            return posting.until
        own = self._settings.facts().days_off
        return max(posting.until, notice_end(on, posting.days, posting.working, own))

    def _listed(self, posting: Posting, household: int | str | None) -> int:
        """The id of a household of the list that is named by id or number. Raises Refused."""
        with self._store.read() as unit:
            ids = [each.household_id for each in unit.posted.all(posting_id=posting.id)]
            numbers = {each.number: id for id, each in unit.households.some(ids).items()}
        if isinstance(household, int) and household in ids:
            return household
        if isinstance(household, str) and household in numbers:
            return numbers[household]
        said = (
            f"“{household}”不在这份公示的名单里，请核对户编号；反映名单以外的户，请不填户编号，写在异议内容里"
        )
        raise Refused([Problem("household_id", said)])


def term_of(facts: OfficeFacts, kind: str) -> Term | None:
    """For how long a kind of notice must hang in an office; None for a 公告."""
    known = KINDS.get(kind)
    if known is None or known.days is None:
        return None
    days, working = facts.notice_days.get(kind, known.days), facts.notice_working.get(kind, False)
    usual = days == NOTICE_DAYS.get(kind) and not working
    source = rules.SOURCES.get(kind, rules.OWN_SOURCE) if usual else rules.OWN_SOURCE
    return Term(known.label, days, working, source)
