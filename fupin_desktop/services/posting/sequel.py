"""What a notice means for the roads of those it names: posted, its step is registered; objected to, they are sent back.

Each gives what became of it in words, "" where nobody is on a road; what could not be registered is said and left.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.posting import Finding, Objection, Posting

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office


def after_posting(office: Office, posting: Posting, today: date) -> str:
    """The step of everybody on the notice who waits for it."""
    waiting = office.procedures.waiting_for(posting, today=today)
    if not waiting:
        return ""
    try:
        done = office.procedures.register_posted(posting, today=today)
    except (Refused, Stale, Trouble) as why:
        return f"程序里的公示这一步没有登记：{_short(why)}"
    return f"程序里已登记{len(done)}户的公示"


def after_objection(office: Office, objection: Objection, today: date) -> str:
    """The household that is named goes back (有异议待查)."""
    try:
        file = office.procedures.dispute(objection, today=today)
    except (Refused, Stale, Trouble) as why:
        return "" if objection.household_id is None else f"程序没有改动：{_short(why)}"
    return f"{file.subject}已退回：{file.course.label}"


def after_answer(office: Office, objection: Objection, on: date, today: date) -> str:
    """An objection that was found untrue sends nobody back any more."""
    try:
        file = office.procedures.settle(objection, on=on, today=today)
    except (Refused, Stale, Trouble) as why:
        return f"程序里的“有异议待查”没有撤回：{_short(why)}"
    if file is not None and file.course.objection is not None:
        return f"{file.subject}还有其他异议没有查清：{file.course.label}"
    if file is not None:
        return f"{file.subject}的程序继续办理：{file.course.label}"
    return "涉及的户请按程序重新核实" if objection.result is Finding.UPHELD else ""


def after_withdrawal(office: Office, posting: Posting, on: date, today: date) -> str:
    """The steps that rest on a notice are withdrawn with it, where nothing came after them."""
    with office.store.read() as unit:
        steps = [each for each in unit.steps.all(posting_id=posting.id) if each.withdrawn_on is None]
    left, why = 0, ""
    for step in reversed(steps):
        try:
            file = office.procedures.open(step.passage_id, today)
            reason = f"公示撤回：{posting.withdrawn_reason}"[:200]
            office.procedures.withdraw_step(file, step, reason, on)
        except (Refused, Stale, Trouble) as refused:
            left, why = left + 1, _short(refused)
    if left:
        return f"程序里有{left}户的公示没有撤回：{why}"
    return f"程序里{len(steps)}户的公示已一并撤回" if steps else ""


def _short(why: Exception) -> str:
    said = str(why)
    return said if len(said) < 120 else f"{said[:119]}…"
