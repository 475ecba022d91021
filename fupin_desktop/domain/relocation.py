"""易地扶贫搬迁: where a household moved from and to, and how it lives there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fupin_desktop.domain.fields import Code, Record, choice, day, decimal, flag, record, text


class Way(Code):
    """搬迁方式"""

    GROUP = "group", "自然村整体搬迁"
    VILLAGE = "village", "行政村整体搬迁"
    SINGLE = "single", "建档立卡贫困户个别搬迁", "个别搬迁"


class Settling(Code):
    """安置方式"""

    TOGETHER = "together", "集中安置", "集中"
    SCATTERED = "scattered", "分散安置", "分散"


@record("易地搬迁")
class Relocation(Record):
    """The relocation of one household."""

    household_id: int = 0
    way: Way | None = choice("搬迁方式", Way, default=None, national=True)
    settling: Settling | None = choice("安置方式", Settling, default=None, national=True)
    site: str = text("安置点名称", default="", longest=80, national=True)
    moved_from: str = text("迁出地", default="", longest=80, national=True)
    moved_to: str = text("迁入地", default="", longest=80, national=True, headings=("安置地",))
    house_area: Decimal | None = decimal("安置房面积", default=None, least=0, unit="平方米",
                                         headings=("房屋面积",))  # fmt: skip
    moved_on: date | None = day("入住时间", default=None)
    living: bool | None = flag("是否实际入住", default=None)
    demolished: bool | None = flag("是否拆旧复垦", default=None)
    willing: bool | None = flag("搬迁意愿", default=None, national=True)
    address: str = text("目前具体地址", default="", longest=120)
    remark: str = text("搬迁备注", default="", longest=400)
    extra: str = text("其他列", default="")
