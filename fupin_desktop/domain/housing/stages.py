"""The stages of a renovation: their order, which is data, the state they make, what a new one may not do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.housing.records import Renovation, Stage, StageKind
from fupin_desktop.domain.values import Unreadable, show_day

Order = tuple[StageKind, ...]

DEFAULT_ORDER: Order = tuple(StageKind)
_FIRST_APPRAISED = (StageKind.APPLIED, StageKind.APPRAISED, StageKind.REVIEWED, StageKind.POSTED)

ORDERS: Mapping[str, Order] = {
    "先评议后鉴定": DEFAULT_ORDER,
    "先鉴定后评议": _FIRST_APPRAISED + DEFAULT_ORDER[4:],
    "先拨付后入住": (*DEFAULT_ORDER[:-2], StageKind.PAID, StageKind.MOVED_IN),
}

NOT_STARTED = "未动工"
_LABELS = {
    StageKind.APPLIED: "已申请",
    StageKind.REVIEWED: "已评议",
    StageKind.POSTED: "已公示",
    StageKind.APPRAISED: "已鉴定",
    StageKind.CHECKED: "乡镇已审核",
    StageKind.APPROVED: "县已审批",
    StageKind.SIGNED: "已签协议",
    StageKind.STARTED: "已开工",
    StageKind.BUILT: "主体已完成",
    StageKind.FINISHED: "已竣工",
    StageKind.ACCEPTED: "已验收",
    StageKind.MOVED_IN: "已入住",
    StageKind.PAID: "已拨付",
}
_BUILDING = DEFAULT_ORDER[DEFAULT_ORDER.index(StageKind.STARTED) :]


@dataclass(frozen=True, slots=True)
class State:
    """How far a renovation has come: ``reached`` of ``total`` stages; ``kind`` is None before the first."""

    kind: StageKind | None
    label: str
    reached: int
    total: int


def state(renovation: Renovation, stages: Iterable[Stage], order: Order = DEFAULT_ORDER) -> State:
    """The furthest stage in the order, whatever was skipped before it (未动工（县已审批）, 已开工 …)."""
    kinds = {stage.kind for stage in _own(renovation, stages)}
    reached = max((place for place, kind in enumerate(order, 1) if kind in kinds), default=0)
    if not reached:
        return State(None, NOT_STARTED, 0, len(order))
    kind = order[reached - 1]
    label = _LABELS[kind] if kinds.intersection(_BUILDING) else f"{NOT_STARTED}（{_LABELS[kind]}）"
    return State(kind, label, reached, len(order))


def accepted(renovation: Renovation, stages: Iterable[Stage]) -> bool:
    """Whether the renovated house was accepted (验收), which is what makes it a safe one."""
    return any(stage.kind is StageKind.ACCEPTED for stage in _own(renovation, stages))


def _own(renovation: Renovation, stages: Iterable[Stage]) -> list[Stage]:
    return [stage for stage in stages if stage.renovation_id == (renovation.id or 0)]


def stage_problems(
    order: Order, existing: Sequence[Stage], new: Stage, on: date | None = None
) -> list[Problem]:
    """What keeps a stage from being kept: not in the order, twice, skipped, dated backwards, in the future.

    ``existing`` are the renovation's stages, an older version of ``new`` among them or not; ``on`` is today.
    """
    others = [stage for stage in existing if stage.id is None or stage.id != new.id]
    if new.kind not in order:
        return [Problem("kind", f"本办的改造顺序中没有“{new.kind.label}”，请先在设置中调整顺序")]
    found = []
    if twin := next((stage for stage in others if stage.kind is new.kind), None):
        found.append(Problem("kind", f"“{new.kind.label}”已登记（{show_day(twin.on)}），请修改原记录"))
    if on is not None and new.on > on:
        found.append(
            Problem("on", f"{new.kind.label}日期{show_day(new.on)}晚于今天（{show_day(on)}），请核对")
        )
    if not new.skip_reason.strip():
        found += [*_backwards(order, others, new), *_skipped(order, others, new)]
    return found


def _backwards(order: Order, others: Sequence[Stage], new: Stage) -> Iterable[Problem]:
    place = order.index(new.kind)
    for stage in sorted(_placed(order, others), key=lambda each: order.index(each.kind)):
        before = order.index(stage.kind) < place
        if stage.kind is new.kind or not (new.on < stage.on if before else new.on > stage.on):
            continue
        if before or not stage.skip_reason:
            yield Problem(
                "on",
                f"{new.kind.label}日期{show_day(new.on)}{'早' if before else '晚'}于"
                f"{stage.kind.label}日期{show_day(stage.on)}，请核对；确属如此请写明倒填原因",
            )


def _skipped(order: Order, others: Sequence[Stage], new: Stage) -> Iterable[Problem]:
    if lacking := _lacking(order, others, order.index(new.kind)):
        names = "、".join(kind.label for kind in lacking)
        yield Problem("skip_reason", f"“{new.kind.label}”之前还没有登记：{names}，请先登记或写明跳过原因")


def _lacking(order: Order, stages: Sequence[Stage], place: int) -> list[StageKind]:
    """The stages missing before a place; a reason given at one stage covers all before it."""
    placed = _placed(order, stages)
    explained = [order.index(stage.kind) for stage in placed if stage.skip_reason]
    start = max((each for each in explained if each < place), default=0)
    kinds = {stage.kind for stage in placed}
    return [kind for kind in order[start:place] if kind not in kinds]


def _placed(order: Order, stages: Iterable[Stage]) -> list[Stage]:
    return [stage for stage in stages if stage.kind in order]


def removal_problems(order: Order, existing: Sequence[Stage], removed: Stage) -> list[Problem]:
    """What keeps a stage from being taken out: a later one that stands on it without a reason."""
    rest = [stage for stage in existing if stage.kind is not removed.kind]
    if removed.kind not in order:
        return []
    place = order.index(removed.kind)
    for stage in sorted(_placed(order, rest), key=lambda each: order.index(each.kind)):
        if order.index(stage.kind) > place:
            if stage.skip_reason:
                return []
            gone, later = f"“{removed.kind.label}”", f"“{stage.kind.label}”"
            return [Problem("kind", f"{gone}之后已登记{later}，请先在{later}中写明跳过原因再删除")]
    return []


_ARROWS = re.compile(r"[→＞>、，,;；\s]+|-+>?")
_NEEDED = (StageKind.STARTED, StageKind.FINISHED, StageKind.ACCEPTED)


def order_from(text: str) -> Order:
    """Read an office's own order (申请→鉴定→…). Raises Refused: an unknown, doubled or missing stage."""
    found: list[StageKind] = []
    for part in filter(None, _ARROWS.split(text)):
        try:
            kind = StageKind.read(part)
        except Unreadable as wrong:
            raise _refusal(f"改造顺序中{wrong}") from None
        if kind in found:
            raise _refusal(f"改造顺序中“{kind.label}”出现了两次，请只保留一处")
        found.append(kind)
    if lacking := [kind.label for kind in _NEEDED if kind not in found]:
        raise _refusal(f"改造顺序中缺少：{'、'.join(lacking)}，请补上")
    if [kind for kind in found if kind in _NEEDED] != list(_NEEDED):
        raise _refusal("改造顺序中应先开工、再竣工、后验收，请调整")
    return tuple(found)


def _refusal(said: str) -> Refused:
    return Refused([Problem("order", said)])
