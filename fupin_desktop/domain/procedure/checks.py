"""What keeps any step of any road from being registered; what its subject asks for is checked by its asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fupin_desktop.domain.holidays import notice_end
from fupin_desktop.domain.procedure.asks import REASON, Case, Hindrance, known
from fupin_desktop.domain.procedure.course import Course
from fupin_desktop.domain.procedure.records import Passage, Result, Step
from fupin_desktop.domain.procedure.road import Road, StepKind
from fupin_desktop.domain.values import show_day

_COUNTED = frozenset({"registered", "lifted", "identified", "removed"})
"""Effects that change what the figures say of every day from the step on."""


def hindrances(case: Case, course: Course) -> Iterator[Hindrance]:
    """Everything that is against a step, the general things first."""
    yield from general(case, course)
    passed, asks = case.step.result is Result.PASSED, known()
    for key in case.kind.asks:
        ask = asks.get(key)
        if ask is not None and ask.check is not None and (passed or ask.always):
            yield from ask.check(case)
    if passed:
        yield from _papers(case)


def general(case: Case, course: Course) -> Iterator[Hindrance]:
    """What is against a step whatever it asks for: its result, day, place in the order, a notice that hangs."""
    yield from _state(case, course)
    yield from _result(case)
    yield from _dates(case)
    yield from _order(case, course)
    yield from _notice(case)


def _state(case: Case, course: Course) -> Iterator[Hindrance]:
    label = case.road.label
    if course.withdrawn:
        yield Hindrance(
            "kind",
            f"这次{label}已于{show_day(case.passage.withdrawn_on or case.on)}撤回，不能再登记步骤，请重新启动",
        )
    elif course.failed and course.end is not None:
        end = case.road.step(course.end.kind).label
        yield Hindrance(
            "kind", f"这次{label}已在“{end}”（{show_day(course.end.on)}）结束，结果为不通过，请重新启动"
        )


def _result(case: Case) -> Iterator[Hindrance]:
    step, kind = case.step, case.kind
    if step.result not in kind.results:
        can = "、".join(each.label for each in kind.results)
        yield Hindrance("result", f"“{kind.label}”的结果只能是{can}，现在是{step.result.label}，请改正")
    elif step.result is not Result.PASSED and not step.reason.strip():
        yield Hindrance("reason", f"“{kind.label}”的结果是{step.result.label}，请写明原因")
    if step.back_to and (
        step.back_to not in case.road.places or case.road.place(step.back_to) > case.road.place(kind.key)
    ):
        yield Hindrance("back_to", f"“{kind.label}”不能退回到后面的步骤，请选它之前的一步")
    twin = case.done.get(kind.key)
    if twin is not None and step.result is Result.PASSED:
        yield Hindrance("kind", f"“{kind.label}”已登记（{show_day(twin.on)}），登记错了请先撤回原来的一步")


def _dates(case: Case) -> Iterator[Hindrance]:
    step, label = case.step, case.kind.label
    if step.on > case.on:
        yield Hindrance("on", f"{label}日期{show_day(step.on)}晚于今天（{show_day(case.on)}），请核对")
    if step.on < case.passage.opened_on:
        opened = show_day(case.passage.opened_on)
        yield Hindrance(
            "on", f"{label}日期{show_day(step.on)}早于启动日期{opened}，请核对；{REASON}", waivable=True
        )
    if case.closed and case.kind.effect in _COUNTED and step.result is Result.PASSED:
        yield Hindrance(
            "on",
            f"{step.on.year}年度已封存，{show_day(step.on)}的{label}会改动那一年以后各日的户数和人数，请核对日期；{REASON}",
            waivable=True,
        )
    place = case.road.place(case.kind.key)
    for key, earlier in case.done.items():
        before = case.road.step(key)
        if case.road.place(key) < place and step.on < earlier.on:
            yield Hindrance(
                "on",
                f"{label}日期{show_day(step.on)}早于{before.label}日期{show_day(earlier.on)}，请核对；{REASON}",
                waivable=True,
            )
        elif case.road.place(key) > place and step.on > earlier.on and not earlier.override:
            yield Hindrance(
                "on",
                f"{label}日期{show_day(step.on)}晚于{before.label}日期{show_day(earlier.on)}，请核对；{REASON}",
                waivable=True,
            )


def _order(case: Case, course: Course) -> Iterator[Hindrance]:
    lacking = _lacking(case.road, case.kind, course)
    if lacking and case.step.result is Result.PASSED:
        names = "、".join(each.label for each in lacking)
        yield Hindrance(
            "kind",
            f"“{case.kind.label}”之前还没有完成：{names}（依据：{case.road.source}），请先登记；{REASON}",
            waivable=True,
        )


def _lacking(road: Road, kind: StepKind, course: Course) -> list[StepKind]:
    """The steps that must be there before one and are not."""
    if kind.after is not None:
        return [road.step(key) for key in kind.after if key not in course.done]
    place = road.place(kind.key)
    covered = max((road.place(key) for key, step in course.done.items() if step.override), default=0)
    return [each for each in road.steps[covered:place] if not each.optional and each.key not in course.done]


def _notice(case: Case) -> Iterator[Hindrance]:
    """A notice that is shorter than it must be, and a step while a notice still hangs."""
    step, kind = case.step, case.kind
    if step.result is not Result.PASSED:
        return
    if kind.notice and step.until is not None and case.notice_days is not None:
        least = notice_end(step.on, case.notice_days, case.notice_working, case.days_off)
        if step.until < least:
            days = f"{case.notice_days}个工作日" if case.notice_working else f"{case.notice_days}天"
            moved = not case.notice_working and (least - step.on).days > case.notice_days
            yield Hindrance(
                "until",
                f"{kind.label}自{show_day(step.on)}起应不少于{days}，至{show_day(least)}期满"
                f"{'（最后一天是休息日，顺延）' if moved else ''}，"
                f"现在只到{show_day(step.until)}（依据：本办公示天数设置），请改正；{REASON}",
                waivable=True,
            )
    for key, earlier in case.done.items():
        before = case.road.step(key)
        if (
            case.road.place(key) < case.road.place(kind.key)
            and earlier.until is not None
            and step.on <= earlier.until
        ):
            yield Hindrance(
                "on",
                f"{before.label}到{show_day(earlier.until)}才期满，{kind.label}不能在{show_day(step.on)}进行，"
                f"请改正日期；{REASON}",
                waivable=True,
            )


def _papers(case: Case) -> Iterator[Hindrance]:
    for paper in case.kind.papers:
        if paper not in case.papers:
            yield Hindrance(
                "papers", f"“{case.kind.label}”还没有附上{paper}，请拍照或扫描后附上；{REASON}", waivable=True
            )


def entry_hindrances(case: Case) -> Iterator[Hindrance]:
    """What keeps this household or village from being on the road at all."""
    for key in case.kind.asks:
        ask = known().get(key)
        if ask is not None and ask.entry and ask.check is not None:
            yield from ask.check(case)


LASTING = frozenset({"registered", "lifted", "identified", "removed", "moved_in", "village_out"})
"""The effects by which the register says something else of a household or village from that day on."""


def start_hindrances(
    road: Road, others: list[Course], opened_on: date, on: date, year: int
) -> Iterator[Hindrance]:
    """What keeps a passage from being started; ``others`` are the same household's on the same road."""
    if road.last_year is not None and year > road.last_year:
        yield Hindrance(
            "year",
            f"{road.last_year}年以后不再办理这项程序（{year}年），现在的农户请走“防止返贫监测”；"
            f"补录以前年度的，请把工作年度写成{road.last_year}年或更早",
        )
    if opened_on > on:
        yield Hindrance(
            "opened_on", f"{road.label}的启动日期{show_day(opened_on)}晚于今天（{show_day(on)}），请核对"
        )
    for each in others:
        if each.open:
            since = show_day(each.passage.opened_on)
            yield Hindrance(
                "road", f"这户的{road.label}从{since}起正在办理（{each.label}），请接着办理，不要重新启动"
            )


def withdraw_hindrances(road: Road, step: Step, course: Course, reason: str) -> Iterator[Hindrance]:
    """What keeps a step from being withdrawn: no reason, withdrawn already, a later step that stands on it."""
    label = road.step(step.kind).label
    if step.withdrawn_on is not None:
        yield Hindrance("kind", f"“{label}”已于{show_day(step.withdrawn_on)}撤回")
    if not reason.strip():
        yield Hindrance("reason", f"撤回“{label}”请写明原因")
    later = _standing_on(road, step, course)
    if later and course.done.get(step.kind) is not None and course.done[step.kind].id == step.id:
        yield Hindrance("kind", f"“{label}”之后已登记：{'、'.join(later)}，请先从最后一步起撤回")


def _standing_on(road: Road, step: Step, course: Course) -> list[str]:
    """The later steps that need one, by label.

    A reason given for an unusual order lets what follows it stand alone, unless the step was there when it was given.
    """
    later: list[str] = []
    for kept in sorted(course.done.values(), key=lambda each: road.place(each.kind)):
        if road.place(kept.kind) <= road.place(step.kind):
            continue
        if kept.override and not 0 < (step.id or 0) < (kept.id or 0):
            break
        later.append(road.step(kept.kind).label)
    return later


def passage_withdraw_hindrances(passage: Passage, course: Course, reason: str) -> Iterator[Hindrance]:
    """What keeps a passage from being given up: no reason, withdrawn already, a step that changed the register."""
    told = [step.label for step in course.road.steps if step.key in course.done and step.effect in LASTING]
    if told:
        yield Hindrance(
            "kind", f"“{'、'.join(told)}”已经写进了登记，不能整个撤回，请先从最后一步起逐步撤回到它之前"
        )
    if passage.withdrawn_on is not None:
        yield Hindrance("kind", f"这次办理已于{show_day(passage.withdrawn_on)}撤回")
    if not reason.strip():
        yield Hindrance("reason", "撤回整个程序请写明原因")
