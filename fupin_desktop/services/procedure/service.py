"""Starts passages, registers their steps, withdraws them, and tells where each stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.db import procedure as lists
from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.posting import Objection, Posting
from fupin_desktop.domain.procedure import (
    NUMBERS,
    Hindrance,
    Meeting,
    Passage,
    ProcedureNumber,
    Result,
    Road,
    RoadKind,
    Step,
    facts_of,
    filled,
)
from fupin_desktop.domain.procedure.checks import (
    hindrances,
    passage_withdraw_hindrances,
    withdraw_hindrances,
)
from fupin_desktop.domain.procedure.numbers import checked
from fupin_desktop.domain.visit import Attachment
from fupin_desktop.services.files import Files
from fupin_desktop.services.procedure import housing
from fupin_desktop.services.procedure import postings as bridge
from fupin_desktop.services.procedure.effects import Told, take_back
from fupin_desktop.services.procedure.listing import every_file
from fupin_desktop.services.procedure.prefill import notice_until, prefilled
from fupin_desktop.services.procedure.reading import (
    PassageFile,
    Rules,
    files_of,
    passages_of_household,
    renovation_passages,
)
from fupin_desktop.services.procedure.registering import (
    Doing,
    Registering,
    as_problems,
    attachment,
    keep_meeting,
    known,
    name_of,
    said_of,
)
from fupin_desktop.services.procedure.subjects import identified_after_all, not_identified
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch


class Procedures(Registering):
    """The passages of households and villages through the roads of ``domain.procedure``."""

    def __init__(self, store: Store, settings: OfficeSettings, files: Files) -> None:
        super().__init__(settings)
        self._store, self._files = store, files

    # Looking

    def rules(self) -> Rules:
        """The office's numbers, stages and roads as they are now."""
        with self._store.read() as unit:
            return Rules.of(unit, self._settings.facts())

    def road(self, kind: RoadKind) -> Road:
        """A road as this office goes it."""
        return self.rules().road(kind)

    def of_household(self, household: int, on: date) -> list[PassageFile]:
        """All passages of a household, the newest first; renovations are among them."""
        with self._store.read() as unit:
            rules = Rules.of(unit, self._settings.facts())
            return files_of(unit, rules, passages_of_household(unit, household), on)

    def of_road(
        self, kind: RoadKind, on: date, village: str | None = None, year: int | None = None
    ) -> list[PassageFile]:
        """The passages on a road, by village."""
        with self._store.read() as unit:
            rules = Rules.of(unit, self._settings.facts())
            kept = list(unit.passages.some(lists.passage_ids(unit, kind, village, year)).values())
            if kind is RoadKind.HOUSING:
                houses = unit.renovations.all() if year is None else unit.renovations.all(plan_year=year)
                kept = renovation_passages(unit, houses, kept)
                kept = [each for each in kept if village in (None, each.village)]
            places = {each.name: each.place for each in unit.villages.all()}
            kept.sort(key=lambda each: (places.get(each.village, 999), each.opened_on, each.id or 0))
            return files_of(unit, rules, kept, on)

    def open(self, passage: int, on: date) -> PassageFile:
        """One passage, whole. Raises Stale when it is no longer there."""
        with self._store.read() as unit:
            rules = Rules.of(unit, self._settings.facts())
            return files_of(unit, rules, [unit.passages.get(passage)], on)[0]

    def current(self, kind: RoadKind, subject: int | str, on: date) -> PassageFile | None:
        """The open passage of a household (id) or village (name) on a road, else its newest one."""
        with self._store.read() as unit:
            return self._current(unit, Rules.of(unit, self._settings.facts()), kind, subject, on)

    def every(self, on: date, year: int | None = None, watch: Watch = NOBODY) -> list[PassageFile]:
        """All passages and renovations (of a year of work), by village, the newest first."""
        with self._store.read() as unit:
            return every_file(unit, self._rules(unit), on, year, watch)

    def prefill(self, kind: RoadKind, subject: int | str, step: str, *, on: date) -> dict[str, Any]:
        """What the office knows of a step's fields before anything is typed (``services.procedure.prefill``)."""
        with self._store.read() as unit:
            rules = self._rules(unit)
            doing = Doing(step=known(rules.road(kind), step).key, on=on)
            return prefilled(self._case(unit, rules, kind, subject, doing, today=on)[0])

    def notice_until(self, kind: RoadKind, step: str, on: date) -> date | None:
        """The last day of a notice posted on a day, as this office lets it hang; None for a 公告 and other steps."""
        rules = self.rules()
        return notice_until(rules.facts, known(rules.road(kind), step), on)

    def years(self) -> list[int]:
        """The years of work that any passage counts in, the newest first."""
        with self._store.read() as unit:
            return lists.years(unit)

    # Doing

    def start(
        self, kind: RoadKind, subject: int | str, on: date, *, today: date, year: int | None = None,
        record_id: int | None = None, remark: str = "", override: str = "",
    ) -> PassageFile:  # fmt: skip
        """Begin a passage of a household (id) or a village (name). Raises Refused: one is open already."""
        with self._store.read() as unit:
            label, whose = self._rules(unit).road(kind).label, name_of(unit, subject)
        with self._store.write(f"启动{label}：{whose}"[:200]) as unit:
            rules, year = self._rules(unit), year or on.year
            passage = self._start(unit, rules, kind, subject, on, today, year, record_id, remark, override)
        return self.open(passage.id or 0, today)

    def start_all(self, kind: RoadKind, subjects: Sequence[int], on: date, *, today: date, year: int) -> None:
        """Begin passages of some households (ids), as one act: all of them or none. Raises Refused."""
        wrong: list[tuple[str, Problem]] = []
        with self._store.read() as unit:
            names = [name_of(unit, each) for each in subjects]
            more = f"等{len(names)}户" if len(names) > 1 else ""
            label = f"启动{self._rules(unit).road(kind).label}：{next(iter(names), '')}{more}"
        with self._store.write(label[:200]) as unit:
            rules = self._rules(unit)
            for subject, name in zip(subjects, names, strict=True):
                try:
                    self._start(unit, rules, kind, subject, on, today, year, None, "", "")
                except Refused as refused:
                    wrong += [(name, each) for each in refused.problems]
            if wrong:
                raise Refused(said_of(wrong, len(subjects)))

    def do(
        self, kind: RoadKind, subjects: Sequence[int | str], doing: Doing, *, today: date, year: int | None = None,
        record_id: int | None = None, each: Mapping[int | str, Mapping[str, Any]] | None = None,
    ) -> list[PassageFile]:  # fmt: skip
        """Register a step of one or more households (ids) or villages (names), as one act: all of them or none.

        A passage begins by itself with the first step of its road. ``each`` is what is said of single subjects (votes).
        Raises Refused with every sentence that is against it; what may be waived passes with ``doing.override``.
        """
        if not subjects:
            raise Refused([Problem("subjects", "还没有选定农户，请至少选一户")])
        with self._store.read() as unit:
            road = self._rules(unit).road(kind)
            step = known(road, doing.step)
            whose = name_of(unit, subjects[0]) + (f"等{len(subjects)}户" if len(subjects) > 1 else "")
        doings = [
            (subject, dataclasses.replace(doing, said={**doing.said, **(each or {}).get(subject, {})}))
            for subject in subjects
        ]
        label = f"{road.label}·{step.label}：{whose}"
        return self.do_each(kind, doings, label=label, today=today, year=year, record_id=record_id)

    def do_each(
        self, kind: RoadKind, doings: Sequence[tuple[int | str, Doing]], *, label: str, today: date, year: int | None = None,
        record_id: int | None = None, meeting: Meeting | None = None,
    ) -> list[PassageFile]:  # fmt: skip
        """Register a step of each subject, of its own day, result and words, as one act: all of them or none.

        ``meeting`` is kept with it and is the one at which all of them were voted on. Raises Refused as ``do``.
        """
        found: list[Passage] = []
        wrong: list[tuple[str, Problem]] = []
        pictures = {path: self._files.add(path) for _, doing in doings for path, _ in doing.files}
        with self._store.write(label[:200]) as unit:
            rules = self._rules(unit)
            held = keep_meeting(unit, meeting) if meeting is not None else None
            for subject, doing in doings:
                mine = doing if held is None else dataclasses.replace(doing, meeting_id=held.id)
                try:
                    passage, made = self._do(unit, rules, kind, subject, mine, today, year, record_id)
                    found.append(passage)
                    for path, paper in doing.files:
                        unit.attachments.save(
                            attachment(passage, made, path, paper, pictures[path], doing.on)
                        )
                except Refused as refused:
                    wrong += [(name_of(unit, subject), each) for each in refused.problems]
            if wrong:
                raise Refused(said_of(wrong, len(doings)))
        with self._store.read() as unit:
            rules = self._rules(unit)
            return files_of(
                unit, rules, [unit.passages.get(each.id) if each.id else each for each in found], today
            )

    def check(
        self, kind: RoadKind, subject: int | str, doing: Doing, *, today: date, year: int | None = None,
        record_id: int | None = None,
    ) -> list[Hindrance]:  # fmt: skip
        """Everything that is against a step, nothing kept: what a page shows before it is registered."""
        with self._store.read() as unit:
            rules = self._rules(unit)
            case, course, wrong = self._case(unit, rules, kind, subject, doing, today, year, record_id)
            case = dataclasses.replace(case, facts=filled(case, doing.said))
            return [Hindrance(each.field, each.text) for each in wrong] + list(hindrances(case, course))

    def withdraw_step(self, file: PassageFile, step: Step, reason: str, on: date) -> None:
        """Take a step out with a reason: it stays, and no longer counts. Raises Refused: a later step stands on it."""
        road = file.course.road
        if found := list(withdraw_hindrances(road, step, file.course, reason)):
            raise Refused(as_problems(found))
        kind = road.step(step.kind)
        with self._store.write(f"撤回{road.label}·{kind.label}：{file.subject}"[:200]) as unit:
            passage = self._kept(unit, file.passage)
            counts = file.course.done.get(step.kind)
            if passage.road is RoadKind.HOUSING and counts is not None and counts.id == step.id:
                housing.withdraw_stage(unit, passage, step, reason, on)
            else:
                gone = unit.steps.get(step.id or 0)
                unit.steps.save(dataclasses.replace(gone, withdrawn_on=on, withdrawn_reason=reason))
            if step.result is Result.FAILED:
                identified_after_all(unit, passage)
            if step.result is Result.PASSED:
                take_back(kind.effect, Told(unit, passage, step, facts_of(kind, step)))

    def withdraw(self, file: PassageFile, reason: str, on: date) -> None:
        """Give a passage up with a reason. Raises Refused: one of its steps changed the register and still counts."""
        if found := list(passage_withdraw_hindrances(file.passage, file.course, reason)):
            raise Refused(as_problems(found))
        with self._store.write(f"撤回{file.course.road.label}：{file.subject}"[:200]) as unit:
            passage = self._kept(unit, file.passage)
            unit.passages.save(dataclasses.replace(passage, withdrawn_on=on, withdrawn_reason=reason))
            not_identified(unit, passage, reason)

    def attach(self, file: PassageFile, step: str, picture: Path, paper: str, *, on: date) -> Attachment:
        """Put a photo or scan to the newest step of that kind. Raises Trouble when it is no picture or paper."""
        return self.attach_all(file, step, [picture], paper, on=on)[0]

    def attach_all(
        self, file: PassageFile, step: str, pictures: Sequence[Path], paper: str, *, on: date
    ) -> list[Attachment]:
        """Put photos or scans to the newest step of that kind, as one act. Raises Trouble as ``attach``."""
        key = known(file.course.road, step).key
        mine = [
            each
            for each in file.steps
            if each.kind == key and each.withdrawn_on is None and (each.id or 0) > 0
        ]
        newest = mine[-1] if mine else None
        kept = [(each, self._files.add(each)) for each in pictures]
        what = paper or pictures[0].name
        more = f"等{len(kept)}份" if len(kept) > 1 else ""
        with self._store.write(f"附上{what}{more}：{file.subject}"[:200]) as unit:
            return [
                unit.attachments.save(attachment(file.passage, newest, path, paper, sha, on))
                for path, sha in kept
            ]

    def attachments(self, file: PassageFile) -> list[Attachment]:
        """The photos and scans of a passage's steps, and those of its household that a step to come asks for."""
        ids = tuple(each.id for each in file.steps if each.id is not None and each.id > 0)
        next, household = file.course.next, file.passage.household_id
        with self._store.read() as unit:
            found = unit.attachments.all(subject="step", subject_id=ids) if ids else []
            if next is not None and next.papers and household is not None:
                found += unit.attachments.all(household_id=household, subject="household", paper=next.papers)
            return found

    def detach(self, paper: Attachment) -> None:
        """Take a photo or scan off a step; its file stays for undo."""
        with self._store.write(f"移除{paper.paper or paper.name}"[:200]) as unit:
            unit.attachments.remove(paper)

    # Notices on the board

    def postings_of(self, file: PassageFile) -> dict[str, list[Posting]]:
        """What hangs or hung of the steps of a passage, by step, the newest first."""
        with self._store.read() as unit:
            return bridge.postings_of(unit, file)

    def waiting_for(self, posting: Posting, *, today: date) -> list[int | str]:
        """Whose step a notice is and has not been registered."""
        with self._store.read() as unit:
            return bridge.waiting(self, unit, posting, today)

    def register_posted(self, posting: Posting, *, today: date) -> list[PassageFile]:
        """Register a notice that hangs as the step of everybody that it names, as one act. Raises Refused."""
        with self._store.read() as unit:
            return bridge.register_posted(self, unit, posting, today)

    def dispute(self, objection: Objection, *, today: date, back_to: str = "") -> PassageFile:
        """Send the household that an objection names back (有异议待查). Raises Refused."""
        with self._store.read() as unit:
            return bridge.dispute(self, unit, objection, today, back_to)

    def settle(self, objection: Objection, *, on: date, today: date) -> PassageFile | None:
        """Withdraw what an objection registered, where it was found untrue."""
        with self._store.read() as unit:
            return bridge.settle(self, unit, objection, today, on)

    # What the office decides

    def numbers(self) -> list[ProcedureNumber]:
        """The numbers that the office has changed."""
        with self._store.read() as unit:
            return unit.procedure_numbers.all(order=("key", "year"))

    def save_number(self, number: ProcedureNumber) -> ProcedureNumber:
        """Keep a number of the office. Raises Refused."""
        return self.save_numbers([number])[0]

    def save_numbers(self, numbers: Sequence[ProcedureNumber]) -> list[ProcedureNumber]:
        """Keep numbers of the office as one act. Raises Refused."""
        for each in numbers:
            checked(each)
        names = "、".join(NUMBERS[each.key].label for each in numbers[:3])
        with self._store.write(f"修改程序参数：{names}"[:200]) as unit:
            return [unit.procedure_numbers.save_over(each, key=each.key, year=each.year) for each in numbers]

    def remove_number(self, number: ProcedureNumber) -> None:
        """Go back to the number that everybody begins with."""
        with self._store.write(f"恢复程序参数：{NUMBERS[number.key].label}") as unit:
            unit.procedure_numbers.remove(number)
