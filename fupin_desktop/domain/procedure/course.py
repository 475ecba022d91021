"""How far a passage has come: computed from its steps, the same way for every road."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.procedure.numbers import Numbers
from fupin_desktop.domain.procedure.records import Passage, Result, Step, Window
from fupin_desktop.domain.procedure.road import OPENED, Road, StepKind, Term
from fupin_desktop.domain.values import show_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where a passage stands on a day.

    ``done`` are the steps that count, by key; ``next`` is what is to be done now (None: nothing), until ``due``;
    ``running`` the notice that hangs; ``objection`` what sent it back and is not yet settled; ``end`` the step that ended it.
    """

    road: Road
    passage: Passage
    done: dict[str, Step]
    next: StepKind | None
    due: date | None
    running: Step | None
    objection: Step | None
    end: Step | None
    on: date

    @property
    def withdrawn(self) -> bool:
        return self.passage.withdrawn_on is not None

    @property
    def failed(self) -> bool:
        """Whether it ended without success."""
        return self.end is not None and self.end.result is Result.FAILED

    def held(self, key: str) -> Step | None:
        """The step of a kind that counts, also one that ended the passage without success."""
        return self.end if self.end is not None and self.end.kind == key else self.done.get(key)

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.next is not None

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < self.on

    @property
    def label(self) -> str:
        """待民主评议, 第一次公示中（至2018年6月14日）, 已办结, 不通过（民主评议）, 已撤回."""
        if self.withdrawn:
            return "已撤回"
        if self.end is not None and self.failed:
            return f"不通过（{self.road.step(self.end.kind).label}）"
        if self.next is None:
            return "已办结"
        if self.running is not None and self.running.until is not None:
            return f"{self.road.step(self.running.kind).label}中（至{show_day(self.running.until)}）"
        if self.objection is not None:
            word = "有异议待查" if self.objection.result is Result.DISPUTED else "已退回"
            return f"{word}，待{self.next.label}"
        return f"待{self.next.label}"


def live(steps: Iterable[Step]) -> list[Step]:
    """The steps that count, in the order in which they were done."""
    kept = [each for each in steps if each.withdrawn_on is None]
    return sorted(kept, key=lambda each: (each.on, each.version, each.id or 0))


def course(
    road: Road,
    passage: Passage,
    steps: Iterable[Step],
    on: date,
    numbers: Numbers,
    windows: Sequence[Window] = (),
) -> Course:
    """Walk through the steps. ``windows`` are the stages of the year's plan for this road."""
    done: dict[str, Step] = {}
    end = objection = None
    for step in live(steps):
        if step.kind not in road.places:
            continue
        if step.result is Result.PASSED:
            done[step.kind], objection = step, None
        elif step.result is Result.FAILED:
            end, objection = step, None
        else:
            objection = step
            place = road.place(road.back_to(step.kind, step.back_to))
            done = {key: kept for key, kept in done.items() if road.place(key) < place}
    next = None if end is not None or passage.withdrawn_on is not None else _next(road, done)
    if next is None and end is None and done:
        end = max(done.values(), key=lambda each: road.place(each.kind))
    running = _running(road, done, on) if next is not None else None
    due = _due(road, passage, done, next, numbers, windows, objection) if next is not None else None
    return Course(
        road=road, passage=passage, done=done, next=next, due=due, running=running, objection=objection, end=end, on=on,
    )  # fmt: skip


def _next(road: Road, done: dict[str, Step]) -> StepKind | None:
    """The first step not done; a reason given for an unusual order covers what was left out before it."""
    covered = max((road.place(key) for key, step in done.items() if step.override), default=0)
    for place, step in enumerate(road.steps):
        if step.key in done or place < covered:
            continue
        if not step.optional:
            return step
    return None


def _running(road: Road, done: dict[str, Step], on: date) -> Step | None:
    """The notice that hangs on a day, where it is the last thing done."""
    if not done:
        return None
    last = max(done.values(), key=lambda each: road.place(each.kind))
    return last if road.step(last.kind).notice and last.until is not None and last.until >= on else None


def _due(
    road: Road,
    passage: Passage,
    done: dict[str, Step],
    next: StepKind,
    numbers: Numbers,
    windows: Sequence[Window],
    objection: Step | None,
) -> date | None:
    """The last day of the next step: the stage's window, else its term; never after the term of the whole road.

    After a return or an objection the step has its term again from that day.
    """
    window = next_window(windows, next.key)
    found = [window.ends] if window is not None else []
    if objection is not None and next.term is not None:
        found = [numbers.days(next.term.number, passage.year).after(objection.on)]
    elif not found and next.term is not None and (day := term_end(road, passage, done, next, numbers)):
        found.append(day)
    whole = road.whole
    if whole is not None and road.place(next.key) <= road.place(road.until or road.steps[-1].key):
        found.append(numbers.days(whole.number, passage.year).after(passage.opened_on))
    return min(found, default=None)


def next_window(windows: Sequence[Window], key: str) -> Window | None:
    """The stage of the year's plan that a step belongs to."""
    return next((each for each in windows if key in each.steps.split(",")), None)


def term_end(
    road: Road, passage: Passage, done: dict[str, Step], step: StepKind, numbers: Numbers
) -> date | None:
    """The last day of a step by its term; None while what it counts from is not there."""
    term: Term | None = step.term
    if term is None:
        return None
    if term.base == OPENED:
        base: date | None = passage.opened_on
    else:
        before = done.get(term.base) if term.base else _before(road, done, step)
        base = (before.until or before.on) if before is not None else None
    return numbers.days(term.number, passage.year).after(base) if base is not None else None


def _before(road: Road, done: dict[str, Step], step: StepKind) -> Step | None:
    """The newest step done before one on the road."""
    place = road.place(step.key)
    earlier = [each for key, each in done.items() if road.place(key) < place]
    return max(earlier, key=lambda each: road.place(each.kind), default=None)
