"""The stages of a renovation: their order, which is data, the state they make, what a new one may not do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.housing.records import Renovation, Stage, StageKind
from fupin_desktop.domain.values import Unreadable

Order = tuple[StageKind, ...]

DEFAULT_ORDER: Order = tuple(StageKind)
_FIRST_APPRAISED = (StageKind.APPLIED, StageKind.APPRAISED, StageKind.REVIEWED, StageKind.POSTED)

ORDERS: Mapping[str, Order] = {
    "先评议后鉴定": DEFAULT_ORDER,
    "先鉴定后评议": _FIRST_APPRAISED + DEFAULT_ORDER[4:],
    "先拨付后入住": (*DEFAULT_ORDER[:-2], StageKind.PAID, StageKind.MOVED_IN),
}

NOT_STARTED = "未动工"
LABELS = {
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
BUILDING = DEFAULT_ORDER[DEFAULT_ORDER.index(StageKind.STARTED) :]


@dataclass(frozen=True, slots=True)
class State:
    """How far a renovation has come: ``reached`` of ``total`` stages; ``kind`` is None before the first."""

    kind: StageKind | None
    label: str
    reached: int
    total: int


def state(renovation: Renovation, stages: Iterable[Stage], order: Order = DEFAULT_ORDER) -> State:
    """The furthest stage in the order, whatever was skipped before it (未动工（县已审批）, 已开工 …)."""
    from fupin_desktop.domain.procedure.renovation import course_of, state_of

    return state_of(course_of(order, _own(renovation, stages)))


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
    from fupin_desktop.domain.procedure.renovation import against, course_of

    others = [stage for stage in existing if stage.id is None or stage.id != new.id]
    return against(course_of(order, others), new, on)


def removal_problems(order: Order, existing: Sequence[Stage], removed: Stage, reason: str) -> list[Problem]:
    """What keeps a stage from being taken out: a later one that stands on it without a reason of its own."""
    from fupin_desktop.domain.procedure.renovation import against_removal, course_of

    return against_removal(course_of(order, existing), removed, reason)


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
