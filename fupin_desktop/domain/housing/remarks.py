"""What a look at a renovation finds wanting: way against grade, photos, water and power."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.housing.records import Photo, Renovation, Slot, Stage, StageKind, Way
from fupin_desktop.domain.housing.stages import DEFAULT_ORDER, Order, state
from fupin_desktop.domain.values import show_day

NEW_BUILD = frozenset({Way.REBUILD, Way.SCATTERED, Way.TOGETHER, Way.EXCHANGE})

WAYS: Mapping[Grade, frozenset[Way]] = {
    Grade.A: frozenset(),
    Grade.B: frozenset(),
    Grade.C: frozenset({Way.REPAIR}),
    Grade.D: NEW_BUILD,
}
_USUAL = {Grade.C: "C级一般修缮加固", Grade.D: "D级一般拆除重建"}


def way_problem(renovation: Renovation) -> str | None:
    """A way that does not fit the grade; pointed out, not refused, since counties differ."""
    grade, way = renovation.grade, renovation.way
    if grade is None or way is None or way in WAYS[grade]:
        return None
    usual = _USUAL.get(grade, f"{grade.label}房屋不属于危房改造范围")
    return f"{grade.label}房屋登记为{way.label}，请核对（{usual}）"


_SLOTS = ((StageKind.STARTED, Slot.BEFORE), (StageKind.BUILT, Slot.DURING), (StageKind.FINISHED, Slot.AFTER))


def photos_missing(
    renovation: Renovation, stages: Iterable[Stage], photos: Iterable[Photo], order: Order = DEFAULT_ORDER
) -> list[Slot]:
    """The photos that the file should have by now: 施工前 at the start, the others as it grows."""
    reached = order[: state(renovation, stages, order).reached]
    there = {photo.slot for photo in photos if photo.renovation_id == renovation.id}
    return [slot for kind, slot in _SLOTS if kind in reached and slot not in there]


def utilities(renovation: Renovation, stages: Iterable[Stage], on: date) -> list[str]:
    """水电通达 of a finished house as of a day, one sentence for water and one for power."""
    days = {stage.kind: stage.on for stage in stages if stage.renovation_id == (renovation.id or 0)}
    moved = days.get(StageKind.MOVED_IN)
    finished = days.get(StageKind.FINISHED) or days.get(StageKind.ACCEPTED)
    moved = moved if moved and moved <= on else None
    if moved is None and (finished is None or finished > on):
        return []
    kept = (
        ("水", renovation.water_on, renovation.water_state),
        ("电", renovation.power_on, renovation.power_state),
    )
    return [_connection(what, since, noted, moved, on) for what, since, noted in kept]


def _connection(what: str, since: date | None, noted: str, moved: date | None, on: date) -> str:
    if since is None or since > on:
        said = f"入住后未通{what}，已{(on - moved).days}天" if moved else f"竣工后未通{what}"
        return f"{said}（{noted}）" if noted else said
    late = (since - moved).days if moved else 0
    return f"已通{what}（{show_day(since)}{f'，入住后第{late}天' if late > 0 else ''}）"
