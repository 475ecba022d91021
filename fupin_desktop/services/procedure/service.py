"""Starts passages, registers their steps, withdraws them, and tells where each stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.db import procedure as lists
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.holidays import notice_end
from fupin_desktop.domain.posting import Objection, Posting
from fupin_desktop.domain.procedure import (
    Case,
    Course,
    Hindrance,
    Meeting,
    Passage,
    ProcedureNumber,
    Result,
    Road,
    RoadKind,
    Step,
    StepKind,
    facts_of,
    filled,
    read_facts,
)
from fupin_desktop.domain.procedure.asks import stored
from fupin_desktop.domain.procedure.checks import (
    entry_hindrances,
    hindrances,
    passage_withdraw_hindrances,
    start_hindrances,
    withdraw_hindrances,
)
from fupin_desktop.domain.procedure.numbers import checked
from fupin_desktop.domain.visit import Attachment
from fupin_desktop.services.files import Files
from fupin_desktop.services.procedure import housing
from fupin_desktop.services.procedure import postings as bridge
from fupin_desktop.services.procedure.casing import case_of
from fupin_desktop.services.procedure.effects import Told, take_back, tell
from fupin_desktop.services.procedure.listing import every_file
from fupin_desktop.services.procedure.prefill import notice_until, prefilled
from fupin_desktop.services.procedure.reading import (
    PassageFile,
    Rules,
    files_of,
    passages_of_household,
    renovation_passages,
)
from fupin_desktop.services.procedure.subjects import begin_house, record_for
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

_MEETING = ("due", "present", "issued", "returned", "valid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """A step that is to be registered. ``said`` is what it asks for: values, or text as it was typed.

    ``files`` are photos and scans that come with it, each with the paper that it is.
    """

    step: str
    on: date
    result: Result = Result.PASSED
    reason: str = ""
    back_to: str = ""
    person: str = ""
    until: date | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    override: str = ""
    remark: str = ""
    meeting_id: int | None = None
    posting_id: int | None = None
    files: tuple[tuple[Path, str], ...] = ()

    @property
    def papers(self) -> frozenset[str]:
        return frozenset(paper for _, paper in self.files if paper)


class Procedures:
    """The passages of households and villages through the roads of ``domain.procedure``."""

    def __init__(self, store: Store, settings: OfficeSettings, files: Files) -> None:
        self._store, self._settings, self._files = store, settings, files

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
            doing = Doing(step=_known(rules.road(kind), step).key, on=on)
            return prefilled(self._case(unit, rules, kind, subject, doing, today=on)[0])

    def notice_until(self, kind: RoadKind, step: str, on: date) -> date | None:
        """The last day of a notice posted on a day, as this office lets it hang; None for a 公告 and other steps."""
        rules = self.rules()
        return notice_until(rules.facts, _known(rules.road(kind), step), on)

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
            label, whose = self._rules(unit).road(kind).label, _name(unit, subject)
        with self._store.write(f"启动{label}：{whose}"[:200]) as unit:
            rules, year = self._rules(unit), year or on.year
            passage = self._start(unit, rules, kind, subject, on, today, year, record_id, remark, override)
        return self.open(passage.id or 0, today)

    def start_all(self, kind: RoadKind, subjects: Sequence[int], on: date, *, today: date, year: int) -> None:
        """Begin passages of some households (ids), as one act: all of them or none. Raises Refused."""
        wrong: list[tuple[str, Problem]] = []
        with self._store.read() as unit:
            names = [_name(unit, each) for each in subjects]
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
                raise Refused(_said_of(wrong, len(subjects)))

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
            step = _known(road, doing.step)
            whose = _name(unit, subjects[0]) + (f"等{len(subjects)}户" if len(subjects) > 1 else "")
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
                            _attachment(passage, made, path, paper, pictures[path], doing.on)
                        )
                except Refused as refused:
                    wrong += [(_name(unit, subject), each) for each in refused.problems]
            if wrong:
                raise Refused(_said_of(wrong, len(doings)))
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
            raise Refused(_as_problems(found))
        kind = road.step(step.kind)
        with self._store.write(f"撤回{road.label}·{kind.label}：{file.subject}"[:200]) as unit:
            passage = self._kept(unit, file.passage)
            counts = file.course.done.get(step.kind)
            if passage.road is RoadKind.HOUSING and counts is not None and counts.id == step.id:
                housing.withdraw_stage(unit, passage, step, reason, on)
            else:
                gone = unit.steps.get(step.id or 0)
                unit.steps.save(dataclasses.replace(gone, withdrawn_on=on, withdrawn_reason=reason))
            if step.result is Result.PASSED:
                take_back(kind.effect, Told(unit, passage, step, facts_of(kind, step)))

    def withdraw(self, file: PassageFile, reason: str, on: date) -> None:
        """Give a passage up with a reason; what its steps told the register is not changed by that."""
        if found := list(passage_withdraw_hindrances(file.passage, reason)):
            raise Refused(_as_problems(found))
        with self._store.write(f"撤回{file.course.road.label}：{file.subject}"[:200]) as unit:
            passage = self._kept(unit, file.passage)
            unit.passages.save(dataclasses.replace(passage, withdrawn_on=on, withdrawn_reason=reason))

    def attach(self, file: PassageFile, step: str, picture: Path, paper: str, *, on: date) -> Attachment:
        """Put a photo or scan to the newest step of that kind. Raises Trouble when it is no picture or paper."""
        key = _known(file.course.road, step).key
        mine = [
            each
            for each in file.steps
            if each.kind == key and each.withdrawn_on is None and (each.id or 0) > 0
        ]
        sha = self._files.add(picture)
        with self._store.write(f"附上{paper or picture.name}：{file.subject}"[:200]) as unit:
            step_or_none = mine[-1] if mine else None
            return unit.attachments.save(_attachment(file.passage, step_or_none, picture, paper, sha, on))

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
        checked(number)
        with self._store.write(f"修改程序参数：{number.key}") as unit:
            return unit.procedure_numbers.save_over(number, key=number.key, year=number.year)

    def remove_number(self, number: ProcedureNumber) -> None:
        """Go back to the number that everybody begins with."""
        with self._store.write(f"恢复程序参数：{number.key}") as unit:
            unit.procedure_numbers.remove(number)

    # Inside

    def _case(
        self, unit: Unit, rules: Rules, kind: RoadKind, subject: int | str, doing: Doing, today: date,
        year: int | None = None, record_id: int | None = None,
    ) -> tuple[Case, Course, list[Problem]]:  # fmt: skip
        """What the checks of a step that is not registered look at, and what of it cannot be read."""
        road = rules.road(kind)
        step = _known(road, doing.step)
        file = self._current(unit, rules, kind, subject, today, record_id)
        if file is None or (not file.course.open and road.begins(step.key)):
            passage = _new(unit, kind, subject, doing.on, year or doing.on.year, record_id, "")
            file = files_of(unit, rules, [passage], today)[0]
        facts, wrong = read_facts(step, doing.said)
        if doing.result is not Result.PASSED:
            wrong = [each for each in wrong if each.field in doing.said]
        meeting = self._meeting_seen(unit, file.passage, doing, facts)
        made = self._step_of(file, step, doing, facts)
        return case_of(unit, rules, file, made, facts, meeting, today, doing.papers), file.course, wrong

    def _rules(self, unit: Unit) -> Rules:
        return Rules.of(unit, self._settings.facts())

    def _current(
        self,
        unit: Unit,
        rules: Rules,
        kind: RoadKind,
        subject: int | str,
        on: date,
        record_id: int | None = None,
    ) -> PassageFile | None:
        if isinstance(subject, int):
            kept = [each for each in passages_of_household(unit, subject) if each.road is kind]
        else:
            kept = unit.passages.all(
                road=kind, village=subject, household_id=None, order=("opened_on", "id")
            )[::-1]
        files = [
            each
            for each in files_of(unit, rules, kept, on)
            if not each.course.withdrawn and record_id in (None, each.passage.record_id)
        ]
        return next((each for each in files if each.course.open), files[0] if files else None)

    def _start(
        self, unit: Unit, rules: Rules, kind: RoadKind, subject: int | str, on: date, today: date, year: int,
        record_id: int | None, remark: str, override: str,
    ) -> Passage:  # fmt: skip
        passage = _new(unit, kind, subject, on, year, record_id, remark)
        file = self._current(unit, rules, kind, subject, today, record_id)
        found = list(start_hindrances(rules.road(kind), [file.course] if file else [], on, today, year))
        found += [Hindrance(each.field, each.text) for each in problems(Passage, as_values(passage))]
        first = Step(household_id=passage.household_id, kind=rules.road(kind).steps[0].key, on=on)
        new = files_of(unit, rules, [passage], today)[0]
        found += entry_hindrances(case_of(unit, rules, new, first, {}, None, today))
        _refuse(found, override)
        if kind is RoadKind.HOUSING and passage.record_id is None:
            passage = dataclasses.replace(passage, record_id=begin_house(unit, passage))
        return unit.passages.save(passage)

    def _do(
        self, unit: Unit, rules: Rules, kind: RoadKind, subject: int | str, doing: Doing, today: date, year: int | None,
        record_id: int | None,
    ) -> tuple[Passage, Step | None]:  # fmt: skip
        road = rules.road(kind)
        step = _known(road, doing.step)
        file = self._current(unit, rules, kind, subject, today, record_id)
        begins = road.begins(step.key) or bool(doing.override)
        if file is None or (not file.course.open and begins):
            if not begins:
                first = next(each for each in road.steps if not each.optional).label
                raise Refused(
                    [Problem("kind", f"{_name(unit, subject)}还没有启动{road.label}，请先登记“{first}”")]
                )
            passage = self._start(
                unit,
                rules,
                kind,
                subject,
                doing.on,
                today,
                year or doing.on.year,
                record_id,
                "",
                doing.override,
            )
            file = files_of(unit, rules, [passage], today)[0]
        facts, wrong = read_facts(step, doing.said if doing.result is Result.PASSED or doing.said else {})
        if doing.result is not Result.PASSED:
            wrong = [each for each in wrong if each.field in doing.said]
        meeting = self._meeting(unit, file.passage, doing, facts) if not wrong else None
        made = self._step_of(file, step, doing, facts)
        case = case_of(unit, rules, file, made, facts, meeting, today, doing.papers)
        facts = filled(case, doing.said)
        made = dataclasses.replace(
            made,
            until=self._until(case),
            meeting_id=meeting.id if meeting else doing.meeting_id,
            facts=_plain(facts),
        )
        case = dataclasses.replace(case, step=made, facts=facts)
        found = [Hindrance(each.field, each.text) for each in wrong]
        found += [Hindrance(each.field, each.text) for each in problems(Step, as_values(made))]
        found += hindrances(case, file.course)
        _refuse(found, doing.override)
        return self._register(unit, file.passage, step, made, case)

    def _register(
        self, unit: Unit, passage: Passage, step: StepKind, made: Step, case: Case
    ) -> tuple[Passage, Step | None]:
        """Keep a step that nothing is against, and tell the register."""
        passage = self._kept(unit, passage)
        saved = unit.steps.save(dataclasses.replace(made, passage_id=passage.id or 0))
        if passage.road is RoadKind.HOUSING:
            if made.result is Result.PASSED:
                housing.keep_stage(unit, passage, made)
            elif made.result is not Result.FAILED:
                housing.sent_back(unit, passage, case.road, made)
        if made.result is Result.PASSED and step.effect:
            began = tell(step.effect, Told(unit, passage, made, case.facts, case))
            if began is not None and passage.record_id is None:
                passage = unit.passages.save(dataclasses.replace(passage, record_id=began))
        return passage, saved

    def _kept(self, unit: Unit, passage: Passage) -> Passage:
        """A renovation's passage is kept when the first thing is to be said that a stage cannot say."""
        return passage if passage.id is not None else unit.passages.save(passage)

    def _step_of(self, file: PassageFile, step: StepKind, doing: Doing, facts: Mapping[str, Any]) -> Step:
        return Step(
            household_id=file.passage.household_id, passage_id=file.passage.id or 0, meeting_id=doing.meeting_id,
            posting_id=doing.posting_id, kind=step.key, on=doing.on, result=doing.result, back_to=doing.back_to,
            reason=doing.reason.strip(), person=doing.person.strip(), until=doing.until, facts=_plain(facts),
            override=doing.override.strip(), remark=doing.remark.strip(),
        )  # fmt: skip

    def _until(self, case: Case) -> date | None:
        """The last day of a notice: as said, else as long as the office lets it hang; a 公告 has none."""
        if not case.kind.notice or case.step.result is not Result.PASSED or case.notice_days is None:
            return None
        return case.step.until or notice_end(
            case.step.on, case.notice_days, case.notice_working, case.days_off
        )

    def _meeting_seen(
        self, unit: Unit, passage: Passage, doing: Doing, facts: Mapping[str, Any]
    ) -> Meeting | None:
        if doing.meeting_id is not None:
            return unit.meetings.get(doing.meeting_id)
        kept = unit.meetings.find(road=passage.road, village=passage.village, year=passage.year, on=doing.on)
        counted = {name: facts[name] for name in _MEETING if name in facts}
        if {"due", "present"} <= counted.keys() and (kept is None or not stands(unit, kept)):
            said = {
                "road": passage.road,
                "village": passage.village,
                "year": passage.year,
                "on": doing.on,
                **counted,
            }
            return dataclasses.replace(kept, **said) if kept is not None else Meeting(**said)
        return kept

    def _meeting(
        self, unit: Unit, passage: Passage, doing: Doing, facts: Mapping[str, Any]
    ) -> Meeting | None:
        """The village's meeting of that day: the one that is kept, else one begun with what was counted."""
        meeting = self._meeting_seen(unit, passage, doing, facts)
        if meeting is None:
            return None
        counted = {name: facts[name] for name in _MEETING if name in facts}
        if any(getattr(meeting, name) not in (None, value) for name, value in counted.items()):
            said = f"应到{meeting.due}人、实到{meeting.present}人"
            raise Refused(
                [Problem("present", f"{meeting.village}{meeting.on}的评议会已登记{said}，请用同样的人数")]
            )
        return keep_meeting(unit, meeting)


def stands(unit: Unit, meeting: Meeting) -> bool:
    """Whether a meeting counts: a step that was not withdrawn (or undone) rests on it. Its row is never erased."""
    return unit.steps.count(meeting_id=meeting.id, withdrawn_on=None) > 0


def keep_meeting(unit: Unit, meeting: Meeting) -> Meeting:
    """Keep a meeting that is new, or was counted anew."""
    if meeting.id is not None and unit.meetings.get(meeting.id) == meeting:
        return meeting
    return unit.meetings.save(meeting)


def _plain(facts: Mapping[str, Any]) -> str:
    """Facts as a step keeps them; who came and how many stands with the meeting."""
    return stored({name: value for name, value in facts.items() if name not in _MEETING})


def _attachment(
    passage: Passage, step: Step | None, path: Path, paper: str, sha: str, on: date
) -> Attachment:
    """A photo or scan of a step; of a stage of a renovation it lies with the household."""
    subject, id = ("step", step.id) if step is not None else ("household", passage.household_id)
    return Attachment(
        household_id=passage.household_id, subject=subject, subject_id=id or 0, paper=paper, sha256=sha,
        name=path.name, taken_on=on,
    )  # fmt: skip


def _new(
    unit: Unit, kind: RoadKind, subject: int | str, on: date, year: int, record_id: int | None, remark: str
) -> Passage:
    if isinstance(subject, str):
        if unit.villages.find(name=subject) is None:
            raise Trouble(f"没有名为“{subject}”的行政村，请检查村名")
        return Passage(road=kind, village=subject, year=year, opened_on=on, remark=remark)
    household = unit.households.get(subject)
    record_id = record_id or record_for(unit, kind, subject, on)
    return Passage(
        household_id=subject, record_id=record_id, road=kind, village=household.village, year=year, opened_on=on, remark=remark,
    )  # fmt: skip


def _said_of(wrong: Sequence[tuple[str, Problem]], subjects: int) -> list[Problem]:
    """What is against each, with whose it is; what is against all of them is said once."""
    whose: dict[Problem, list[str]] = {}
    for name, each in wrong:
        whose.setdefault(each, []).append(name)
    return [
        each if len(names) == subjects else Problem(each.field, f"{name}：{each.text}")
        for each, names in whose.items()
        for name in (names[:1] if len(names) == subjects else names)
    ]


def _known(road: Road, step: str) -> StepKind:
    """A step by its key or its label. Raises Trouble with what there is."""
    for each in road.steps:
        if step in (each.key, each.label):
            return each
    raise Trouble(
        f"{road.label}没有“{step}”这一步（有：{'、'.join(f'{each.key} {each.label}' for each in road.steps)}），请检查"
    )


def _name(unit: Unit, subject: int | str) -> str:
    if isinstance(subject, str):
        return subject
    household = unit.households.get(subject)
    return f"{household.village}{household.head}户"


def _refuse(found: Sequence[Hindrance], override: str) -> None:
    against = [each for each in found if not (each.waivable and override.strip())]
    if against:
        raise Refused(_as_problems(against))


def _as_problems(found: Sequence[Hindrance]) -> list[Problem]:
    return [Problem(each.field, each.text) for each in dict.fromkeys(found)]
