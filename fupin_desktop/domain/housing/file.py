"""What the file of a renovation should hold, and what of it is not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fupin_desktop.domain.housing.records import Photo, Renovation, Slot, Stage, StageKind
from fupin_desktop.domain.housing.stages import DEFAULT_ORDER, Order


class Missing(NamedTuple):
    """A paper or photo that the file lacks, and how that is known."""

    name: str
    why: str


_PAPERS = (
    (StageKind.APPLIED, "农户申请书"),
    (StageKind.REVIEWED, "民主评议记录"),
    (StageKind.APPRAISED, "房屋安全鉴定报告"),
    (StageKind.CHECKED, "乡镇审核意见"),
    (StageKind.APPROVED, "县级审批意见"),
    (StageKind.SIGNED, "改造协议书"),
    (StageKind.ACCEPTED, "竣工验收表"),
    (StageKind.PAID, "补助资金拨付凭证"),
)
_PHOTOS = ((StageKind.REVIEWED, "评议照片"), (StageKind.POSTED, "公示照片"), (StageKind.PAID, "发放公示照片"))
_SLOTS = (Slot.BEFORE, Slot.DURING, Slot.AFTER)
BY_EYE = ("户主身份证、户口簿复印件", "困难类型证明", "各表的签字、手印和印章", "一卡通打款凭证")
"""What the office keeps no record of: somebody has to look into the file."""


def papers_missing(
    renovation: Renovation, stages: Iterable[Stage], photos: Iterable[Photo], order: Order = DEFAULT_ORDER
) -> list[Missing]:
    """Papers whose stage was not reached, and photos that nobody added, in the order of the stages."""
    reached = {each.kind for each in stages if each.renovation_id == (renovation.id or 0)}
    mine = [each for each in photos if each.renovation_id == renovation.id]
    return [*_papers(reached, order), *_pictures(mine)]


def _papers(reached: set[StageKind], order: Order) -> Iterator[Missing]:
    for kind, name in sorted(
        _PAPERS, key=lambda each: order.index(each[0]) if each[0] in order else len(order)
    ):
        if kind in order and kind not in reached:
            yield Missing(name, f"“{kind.label}”还没有登记")


def _pictures(photos: Sequence[Photo]) -> Iterator[Missing]:
    for kind, name in _PHOTOS:
        if not any(each.stage is kind for each in photos):
            yield Missing(name, "没有添加照片")
    for slot in _SLOTS:
        if not any(each.slot is slot for each in photos):
            yield Missing(f"{slot.label}照片", "没有添加照片")
