"""A step of one household or village inside an act: what is against it, keeping it, telling the register."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.holidays import notice_end
from fupin_desktop.domain.procedure import (
    Case,
    Course,
    Hindrance,
    Meeting,
    Passage,
    Result,
    Road,
    RoadKind,
    Step,
    StepKind,
    filled,
    read_facts,
)
from fupin_desktop.domain.procedure.asks import stored
from fupin_desktop.domain.procedure.checks import (
    entry_hindrances,
    hindrances,
    start_hindrances,
)
from fupin_desktop.domain.values import show_day
from fupin_desktop.domain.visit import Attachment
from fupin_desktop.services.procedure import housing
from fupin_desktop.services.procedure.casing import case_of
from fupin_desktop.services.procedure.effects import Told, tell
from fupin_desktop.services.procedure.reading import (
    PassageFile,
    Rules,
    files_of,
    passages_of_household,
)
from fupin_desktop.services.procedure.subjects import begin_house, not_identified, record_for
from fupin_desktop.services.settings import OfficeSettings

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


class Registering:
    """The work behind ``Procedures``; every method works on one ``unit`` of the office."""

    def __init__(self, settings: OfficeSettings) -> None:
        self._settings = settings

    def _case(
        self, unit: Unit, rules: Rules, kind: RoadKind, subject: int | str, doing: Doing, today: date,
        year: int | None = None, record_id: int | None = None,
    ) -> tuple[Case, Course, list[Problem]]:  # fmt: skip
        """What the checks of a step that is not registered look at, and what of it cannot be read."""
        road = rules.road(kind)
        step = known(road, doing.step)
        file = self._current(unit, rules, kind, subject, today, record_id)
        if file is None or (not file.course.open and road.begins(step.key)):
            passage = new_passage(unit, kind, subject, doing.on, year or doing.on.year, record_id, "")
            file = files_of(unit, rules, [passage], today)[0]
        facts, wrong = read_said(step, doing)
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
        passage = new_passage(unit, kind, subject, on, year, record_id, remark)
        file = self._current(unit, rules, kind, subject, today, record_id)
        found = list(start_hindrances(rules.road(kind), [file.course] if file else [], on, today, year))
        found += [Hindrance(each.field, each.text) for each in problems(Passage, as_values(passage))]
        first = Step(household_id=passage.household_id, kind=rules.road(kind).steps[0].key, on=on)
        new = files_of(unit, rules, [passage], today)[0]
        found += entry_hindrances(case_of(unit, rules, new, first, {}, None, today))
        refuse(found, override)
        if kind is RoadKind.HOUSING and passage.record_id is None:
            passage = dataclasses.replace(passage, record_id=begin_house(unit, passage))
        return unit.passages.save(passage)

    def _do(
        self, unit: Unit, rules: Rules, kind: RoadKind, subject: int | str, doing: Doing, today: date, year: int | None,
        record_id: int | None,
    ) -> tuple[Passage, Step | None]:  # fmt: skip
        step = known(rules.road(kind), doing.step)
        file = self._going(unit, rules, kind, subject, doing, today, year, record_id)
        facts, wrong = read_said(step, doing)
        meeting = self._meeting(unit, file.passage, doing, facts) if not wrong else None
        made = self._step_of(file, step, doing, facts)
        case = case_of(unit, rules, file, made, facts, meeting, today, doing.papers)
        facts = filled(case, doing.said)
        made = dataclasses.replace(
            made,
            until=self._until(case),
            meeting_id=meeting.id if meeting else doing.meeting_id,
            facts=plain_facts(facts),
        )
        case = dataclasses.replace(case, step=made, facts=facts)
        found = [Hindrance(each.field, each.text) for each in wrong]
        found += [Hindrance(each.field, each.text) for each in problems(Step, as_values(made))]
        found += hindrances(case, file.course)
        refuse(found, doing.override)
        return self._register(unit, file.passage, step, made, case)

    def _going(
        self, unit: Unit, rules: Rules, kind: RoadKind, subject: int | str, doing: Doing, today: date, year: int | None,
        record_id: int | None,
    ) -> PassageFile:  # fmt: skip
        """The passage that goes on with a step; a first step begins one, any other only with a reason. Raises Refused."""
        road = rules.road(kind)
        file = self._current(unit, rules, kind, subject, today, record_id)
        begins = road.begins(known(road, doing.step).key) or bool(doing.override)
        if file is not None and (file.course.open or not begins):
            return file
        if not begins:
            first = next(each for each in road.steps if not each.optional).label
            said = f"{name_of(unit, subject)}还没有启动{road.label}，请先登记“{first}”"
            raise Refused([Problem("kind", said)])
        passage = self._start(
            unit, rules, kind, subject, doing.on, today, year or doing.on.year, record_id, "", doing.override
        )
        return files_of(unit, rules, [passage], today)[0]

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
        if made.result is Result.FAILED:
            not_identified(unit, passage, f"{step.label}不通过（{made.reason}）")
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
            reason=doing.reason.strip(), person=doing.person.strip(), until=doing.until, facts=plain_facts(facts),
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
                [
                    Problem(
                        "present",
                        f"{meeting.village}{show_day(meeting.on)}的评议会已登记{said}，请用同样的人数",
                    )
                ]
            )
        return keep_meeting(unit, meeting)


def read_said(step: StepKind, doing: Doing) -> tuple[dict[str, Any], list[Problem]]:
    """What was said with a step, as values, and what is wrong with it; only who passed must have said everything."""
    facts, wrong = read_facts(step, doing.said)
    if doing.result is not Result.PASSED:
        wrong = [each for each in wrong if each.field in doing.said]
    return facts, wrong


def stands(unit: Unit, meeting: Meeting) -> bool:
    """Whether a meeting counts: a step that was not withdrawn (or undone) rests on it. Its row is never erased."""
    return unit.steps.count(meeting_id=meeting.id, withdrawn_on=None) > 0


def keep_meeting(unit: Unit, meeting: Meeting) -> Meeting:
    """Keep a meeting that is new, or was counted anew."""
    if meeting.id is not None and unit.meetings.get(meeting.id) == meeting:
        return meeting
    return unit.meetings.save(meeting)


def plain_facts(facts: Mapping[str, Any]) -> str:
    """Facts as a step keeps them; who came and how many stands with the meeting."""
    return stored({name: value for name, value in facts.items() if name not in _MEETING})


def attachment(passage: Passage, step: Step | None, path: Path, paper: str, sha: str, on: date) -> Attachment:
    """A photo or scan of a step; of a stage of a renovation it lies with the household."""
    subject, id = ("step", step.id) if step is not None else ("household", passage.household_id)
    return Attachment(
        household_id=passage.household_id, subject=subject, subject_id=id or 0, paper=paper, sha256=sha,
        name=path.name, taken_on=on,
    )  # fmt: skip


def new_passage(
    unit: Unit, kind: RoadKind, subject: int | str, on: date, year: int, record_id: int | None, remark: str
) -> Passage:
    """A passage of a household (its id) or village (its name) that is not kept yet. Raises Trouble."""
    if isinstance(subject, str):
        if unit.villages.find(name=subject) is None:
            raise Trouble(f"没有名为“{subject}”的行政村，请检查村名")
        return Passage(road=kind, village=subject, year=year, opened_on=on, remark=remark)
    household = unit.households.get(subject)
    record_id = record_id or record_for(unit, kind, subject, on)
    return Passage(
        household_id=subject, record_id=record_id, road=kind, village=household.village, year=year, opened_on=on, remark=remark,
    )  # fmt: skip


def said_of(wrong: Sequence[tuple[str, Problem]], subjects: int) -> list[Problem]:
    """What is against each, with whose it is; what is against all of them is said once."""
    whose: dict[Problem, list[str]] = {}
    for name, each in wrong:
        whose.setdefault(each, []).append(name)
    return [
        each if len(names) == subjects else Problem(each.field, f"{name}：{each.text}")
        for each, names in whose.items()
        for name in (names[:1] if len(names) == subjects else names)
    ]


def known(road: Road, step: str) -> StepKind:
    """A step by its key or its label. Raises Trouble with what there is."""
    for each in road.steps:
        if step in (each.key, each.label):
            return each
    raise Trouble(
        f"{road.label}没有“{step}”这一步（有：{'、'.join(f'{each.key} {each.label}' for each in road.steps)}），请检查"
    )


def name_of(unit: Unit, subject: int | str) -> str:
    """水村王大山户, or the village."""
    if isinstance(subject, str):
        return subject
    household = unit.households.get(subject)
    return f"{household.village}{household.head}户"


def refuse(found: Sequence[Hindrance], override: str) -> None:
    """Raise Refused for what a reason does not let pass."""
    against = [each for each in found if not (each.waivable and override.strip())]
    if against:
        raise Refused(as_problems(against))


def as_problems(found: Sequence[Hindrance]) -> list[Problem]:
    """Each hindrance once."""
    return [Problem(each.field, each.text) for each in dict.fromkeys(found)]
