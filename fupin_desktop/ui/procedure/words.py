"""How the state of a passage is coloured, and which papers belong to a step."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.notice import KINDS
from fupin_desktop.services.paper.kinds import FORMS, Scope

if TYPE_CHECKING:
    from fupin_desktop.domain.procedure import StepKind
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.procedure import PassageFile


def state_tone(file: PassageFile) -> str:
    """red: late or failed; amber: hangs or was objected to; green: done; quiet: withdrawn."""
    course = file.course
    if course.withdrawn:
        return "quiet"
    if course.failed or course.late:
        return "red"
    if course.next is None:
        return "green"
    return "amber" if course.running is not None or course.objection is not None else ""


def materials(file: PassageFile, step: StepKind, today: date) -> list[tuple[str, str, dict[str, Any]]]:
    """The papers of a step: what they are called, and the page with what it is to show (``Desk.go``)."""
    passage = file.passage
    found: list[tuple[str, str, dict[str, Any]]] = []
    for key in step.forms:
        if (form := FORMS.get(key)) is None:
            continue
        state: dict[str, Any] = {"kind": key, "on": today}
        if form.scope is Scope.HOUSEHOLD and passage.household_id is not None:
            state["households"] = [passage.household_id]
        else:
            state |= {"households": (), "villages": [passage.village], "year": passage.year}
        found.append((form.label, "paper", state))
    if step.notice in KINDS:
        found.append((f"{KINDS[step.notice].label}（到“公示”页）", "notice", notice_of(file, step)))
    return found


def notice_of(file: PassageFile, step: StepKind) -> dict[str, Any]:
    """What the page 公示 is to show for a step: its kind, village and year; whose it is ``together`` says."""
    return {"kind": step.notice, "village": file.passage.village, "year": file.passage.year}


def together(office: Office, file: PassageFile, step: StepKind, today: date) -> list[int]:
    """The households of the village that wait for the same notice in the same year: they hang on one paper."""
    passage = file.passage
    if passage.household_id is None:
        return []
    others = office.procedures.of_road(passage.road, today, passage.village, passage.year)
    waiting = [
        each.passage.household_id
        for each in others
        if each.passage.household_id is not None
        and each.course.next is not None
        and each.course.next.key == step.key
    ]
    return list(dict.fromkeys([*waiting, passage.household_id]))
