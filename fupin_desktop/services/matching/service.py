"""名单比对 and 查一批: any roster, and a few people, held against the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from fupin_desktop.db import matching as stored
from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.roster import Roster, read_roster
from fupin_desktop.exchange.writing import SheetOut, write_table
from fupin_desktop.services.matching.answering import write_answer
from fupin_desktop.services.matching.known import Register, homes
from fupin_desktop.services.matching.letters import about as letters_about
from fupin_desktop.services.matching.letters import suspects, write_letters
from fupin_desktop.services.matching.lookup import CODES, HEADS, WIDTHS, Answer, look_up, sentence
from fupin_desktop.services.matching.outcome import Matched
from fupin_desktop.services.matching.setting import SetPlan, apply_set, plan_set
from fupin_desktop.services.matching.verdicts import Found, Judge
from fupin_desktop.services.outgoing import OutgoingLists
from fupin_desktop.services.sender import sender
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch, quiet

STEP = 5000
DAYS_TO_ANSWER = 7
"""Nobody has laid down how long a village has; the clerk may name another day."""


class Matching:
    """Holds lists of people against the office."""

    def __init__(self, store: Store, settings: OfficeSettings, outgoing: OutgoingLists) -> None:
        self._store, self._settings, self._outgoing = store, settings, outgoing

    def match(self, path: str | Path, sheet: str | None = None, watch: Watch = NOBODY) -> Matched:
        """Read a roster and find its people. Raises Trouble when it cannot be read, or nobody is in the office yet."""
        with quiet():
            watch.step(0, 0, "读取名单")
            roster = read_roster(path, sheet)
            with self._store.read() as unit:
                if not stored.anybody(unit):
                    raise Trouble("本办还没有一个人的数据，没法比对；请先在“导入”里导入国扶导出表")
                register = Register.meant_by(unit, ((each.key, each.name) for each in roster.rows))
                found = list(_judged(register, roster, watch))
                who = (person.household_id for each in found for person in each.people)
                return Matched(roster, found, homes(unit, who))

    def write(
        self,
        matched: Matched,
        source: str | Path,
        path: str | Path,
        *,
        plain: bool = False,
        watch: Watch = NOBODY,
    ) -> None:
        """Write the copy of their file with the hits marked, and the four lists. Raises Trouble when it cannot be written."""
        with quiet():
            write_answer(source, path, matched, watch, plain=plain)
        villages = list(matched.by_village)
        what = f"名单比对：{matched.roster.file}"
        self._outgoing.note(what, path, len(matched.found), masked=not plain, villages=villages)

    def write_letters(
        self, matched: Matched, folder: str | Path, *, on: date, due: date | None = None, about: str = "",
        form: str = "docx", watch: Watch = NOBODY,
    ) -> list[Path]:  # fmt: skip
        """Write a 核查函 to each village concerned; without ``due`` the answer is asked within a week.

        ``about`` is what the roster is called (its file's name). Raises Trouble when there is nobody to look into.
        """
        facts = self._settings.facts()
        files = write_letters(
            matched, Path(folder), [each.name for each in self._settings.villages()],
            sender(facts, on, self._store.person), about=about or letters_about(matched), on=on,
            due=due or on + timedelta(days=DAYS_TO_ANSWER), form=form, watch=watch,
        )  # fmt: skip
        what = f"核查函：{matched.roster.file}（{len(files)}份）"
        told = suspects(matched)
        villages = list(dict.fromkeys(village for village, _ in told))
        self._outgoing.note(what, files[0].parent, len(told), masked=True, villages=villages, on=on)
        return files

    def plan_set(
        self, matched: Matched, said: str, year: int | None = None, *, rest: bool = False
    ) -> SetPlan:
        """What writing the hits into a field (FIELD or FIELD=VALUE) would do; see ``setting.plan_set``."""
        return plan_set(self._store, matched, said, year, rest=rest)

    def apply_set(self, plan: SetPlan, watch: Watch = NOBODY) -> int | None:
        """Write the hits as one act; gives its number, None when nothing changes. Raises Stale."""
        return apply_set(self._store, plan, watch)

    def look_up(self, text: str) -> list[Answer]:
        """查一批: whom a pasted text asks for, in its order. Raises Refused, Trouble; see ``lookup.look_up``."""
        return look_up(self._store, text)

    def write_answers(self, answers: Sequence[Answer], path: str | Path, *, plain: bool = False) -> int:
        """Write the answers of 查一批 as a workbook; gives the number of rows."""
        rows = (each.cells(plain=plain) for each in answers)
        sheet = SheetOut("查一批", HEADS, rows, (sentence(answers),), CODES, WIDTHS)
        written = write_table(path, [sheet])
        self._outgoing.note("查一批", path, written, masked=not plain)
        return written

    def print_answers(self, answers: Sequence[Answer], path: Path, *, on: date, plain: bool = False) -> int:
        """Write the answers of 查一批 as a PDF to print; gives its pages."""
        from fupin_desktop.reports.forms.lookup_list import build
        from fupin_desktop.services.paper.writing import write_documents

        rows = [each.cells(plain=plain) for each in answers]
        document = build(HEADS, rows, sentence(answers), self._settings.facts().unit, on)
        return write_documents([document], path, "pdf")


def _judged(register: Register, roster: Roster, watch: Watch) -> list[Found]:
    judge = Judge(register, roster)
    found = []
    for count, row in enumerate(roster.rows):
        if count % STEP == 0:
            watch.step(count, len(roster.rows), "比对名单")
        found.append(judge.judge(row))
    return found
