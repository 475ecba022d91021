"""Notices on the board and steps of roads say the same: what was posted is registered, what was objected sends back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.posting import Finding, Objection, Posting
from fupin_desktop.domain.procedure import ROADS, Result, RoadKind, Step
from fupin_desktop.services.procedure.registering import Doing

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit
    from fupin_desktop.services.procedure.reading import PassageFile
    from fupin_desktop.services.procedure.service import Procedures


def step_of_notice(kind: str) -> tuple[RoadKind, str] | None:
    """The road and the step that post a kind of notice; None for a notice of no road (projects, promises …)."""
    for road in ROADS.values():
        for step in road.steps:
            if step.notice == kind:
                return road.kind, str(step.key)
    return None


def postings_of(unit: Unit, file: PassageFile) -> dict[str, list[Posting]]:
    """What was posted of the steps of a passage, by step, the newest first: what names its household or village."""
    notices = {step.notice: str(step.key) for step in file.course.road.steps if step.notice}
    if not notices:
        return {}
    village, since = file.passage.village, file.passage.opened_on
    kept = [
        each
        for each in unit.postings.all(village=village, kind=tuple(notices), order=("posted_on", "id"))
        if each.posted_on is not None and each.posted_on >= since and each.withdrawn_on is None
    ]
    if file.passage.household_id is not None and kept:
        named = {each.posting_id for each in unit.posted.all(household_id=file.passage.household_id)}
        kept = [each for each in kept if each.id in named]
    else:
        kept = [each for each in kept if each.year == file.passage.year]
    found: dict[str, list[Posting]] = {}
    for each in reversed(kept):
        found.setdefault(notices[each.kind], []).append(each)
    return found


def waiting(procedures: Procedures, unit: Unit, posting: Posting, today: date) -> list[int | str]:
    """Whose step a notice is and has not been registered: households (ids), or its village."""
    said = step_of_notice(posting.kind)
    if said is None:
        return []
    kind, step = said
    if ROADS[kind].of_village:
        subjects: Sequence[int | str] = [posting.village]
    else:
        subjects = [each.household_id for each in unit.posted.all(posting_id=posting.id)]
    found: list[int | str] = []
    for subject in subjects:
        file = procedures.current(kind, subject, today)
        if file is not None and file.course.open and step not in file.course.done:
            found.append(subject)
    return found


def register_posted(procedures: Procedures, unit: Unit, posting: Posting, today: date) -> list[PassageFile]:
    """Register a notice that hangs as the step of everybody it names, with its days, as one act.

    Raises Refused: it is no step of a road, does not hang, or somebody's earlier steps are not there.
    """
    kind, step = _refused_unless_posted(posting)
    subjects = waiting(procedures, unit, posting, today)
    if not subjects:
        said = f"“{posting.heading}”里没有等着登记这一步的农户：都已登记，或没有在办理{ROADS[kind].label}"
        raise Refused([Problem("posting", said)])
    doing = Doing(
        step=step, on=posting.posted_on or today, until=posting.until, person=posting.posted_by, posting_id=posting.id,
        override=_override(procedures, kind, subjects, step, posting, today),
    )  # fmt: skip
    return procedures.do(kind, subjects, doing, today=today)


def _refused_unless_posted(posting: Posting) -> tuple[RoadKind, str]:
    said = step_of_notice(posting.kind)
    if said is None:
        raise Refused([Problem("posting", f"“{posting.heading}”不是任何程序的步骤，不用登记")])
    if posting.withdrawn_on is not None:
        raise Refused([Problem("posting", f"“{posting.heading}”已撤回，不能登记到程序里")])
    if posting.posted_on is None:
        raise Refused([Problem("posting", f"“{posting.heading}”还没有张贴，请先在“公示”里登记张贴")])
    return said


def _override(
    procedures: Procedures, kind: RoadKind, subjects: Sequence[int | str], step: str, posting: Posting, today: date
) -> str:  # fmt: skip
    """Why the notice was let hang shorter covers that, and nothing else that is against the step."""
    if not posting.override:
        return ""
    doing = Doing(step=step, on=posting.posted_on or today, until=posting.until, person=posting.posted_by)
    against = [it for each in subjects for it in procedures.check(kind, each, doing, today=today)]
    return posting.override if against and all(each.field == "until" for each in against) else ""


def dispute(
    procedures: Procedures, unit: Unit, objection: Objection, today: date, back_to: str = ""
) -> PassageFile:
    """An objection to a notice sends the household that it names back: 有异议待查, with what was objected.

    Raises Refused: it names nobody, or the household is not on that road.
    """
    posting = unit.postings.get(objection.posting_id)
    kind, step = _refused_unless_posted(posting)
    subject = _objected(kind, posting, objection)
    file = procedures.current(kind, subject, today)
    if file is None or not file.course.open:
        raise Refused([Problem("household_id", f"这户没有在办理{ROADS[kind].label}，异议不用登记到程序里")])
    if disputed(file, step, objection) is not None:
        raise Refused([Problem("posting", "这条异议已经登记到程序里，不用重复登记")])
    doing = Doing(
        step=step, on=objection.on, result=Result.DISPUTED, reason=objection.about, back_to=back_to,
        person=objection.investigator, posting_id=posting.id,
    )  # fmt: skip
    return procedures.do(kind, [subject], doing, today=today, record_id=file.passage.record_id)[0]


def _objected(kind: RoadKind, posting: Posting, objection: Objection) -> int | str:
    if ROADS[kind].of_village:
        return posting.village
    if objection.household_id is None:
        said = "这条异议没有点名名单里的哪一户，请先调查清楚；反映漏评的，请为那一户登记申请"
        raise Refused([Problem("household_id", said)])
    return objection.household_id


def disputed(file: PassageFile, step: str, objection: Objection) -> Step | None:
    """The step that an objection was registered as."""
    return next(
        (
            each
            for each in file.steps
            if each.kind == step and each.result is Result.DISPUTED and each.withdrawn_on is None
            and each.posting_id == objection.posting_id and each.reason == objection.about
        ),
        None,
    )  # fmt: skip


def settle(
    procedures: Procedures, unit: Unit, objection: Objection, today: date, on: date
) -> PassageFile | None:
    """An objection that was found untrue sends nobody back any more: its step is withdrawn with the answer as reason.

    Gives None where nothing was registered, or the objection was upheld.
    """
    posting = unit.postings.get(objection.posting_id)
    said = step_of_notice(posting.kind)
    if said is None or objection.result is not Finding.REJECTED:
        return None
    kind, step = said
    subject = posting.village if ROADS[kind].of_village else objection.household_id
    file = procedures.current(kind, subject, today) if subject is not None else None
    found = disputed(file, step, objection) if file is not None else None
    if file is None or found is None:
        return None
    procedures.withdraw_step(file, found, f"异议不成立：{objection.answer}"[:200], on)
    return procedures.current(kind, subject or "", today)
