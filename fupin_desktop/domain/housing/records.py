"""What is kept of the renovation of an unsafe house: itself, its stages, money and photos."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.fields import (
    Code,
    Privacy,
    Record,
    calendar_year,
    choice,
    day,
    decimal,
    flag,
    money,
    record,
    text,
)


class Way(Code):
    """改造方式"""

    REPAIR = "repair", "修缮加固"
    REBUILD = "rebuild", "原址翻建", "拆除重建"
    SCATTERED = "scattered", "异地非集中新建", "异地新建"
    TOGETHER = "together", "异地相对集中新建"
    EXCHANGE = "exchange", "房屋置换"


class Build(Code):
    """建设方式"""

    SELF = "self", "自建"
    UNIFIED = "unified", "统建"


class Applicant(Code):
    """危改对象类型。``HIDDEN_KIND`` ones reveal disability and are not printed."""

    REGISTERED = "registered", "建档立卡贫困户"
    ALLOWANCE = "allowance", "低保户", "农村低保户"
    DESTITUTE = "destitute", "分散供养特困人员", "五保户"
    DISABLED = "disabled", "贫困残疾人家庭"
    MARGINAL = "marginal", "低保边缘家庭"
    MONITORED = "monitored", "监测对象", "易返贫致贫户"
    OTHER = "other", "其他困难户"


HIDDEN_KIND = frozenset({Applicant.DISABLED})


class StageKind(Code):
    """改造阶段。The usual order is this one; an office may keep another (see settings)."""

    APPLIED = "applied", "申请"
    REVIEWED = "reviewed", "评议"
    POSTED = "posted", "公示"
    APPRAISED = "appraised", "鉴定"
    CHECKED = "checked", "乡镇审核"
    APPROVED = "approved", "县审批"
    SIGNED = "signed", "协议"
    STARTED = "started", "开工", "动工"
    BUILT = "built", "主体完成"
    FINISHED = "finished", "竣工"
    ACCEPTED = "accepted", "验收"
    MOVED_IN = "moved_in", "入住"
    PAID = "paid", "拨付", "资金拨付"


class Slot(Code):
    """照片位置"""

    BEFORE = "before", "施工前"
    DURING = "during", "施工中"
    AFTER = "after", "施工后"
    OTHER = "other", "其他"


@record("危房改造")
class Renovation(Record):
    """The renovation of one house in a plan year. Its state is computed from its stages."""

    household_id: int = 0
    plan_year: int = calendar_year("计划年度", required=True, width=6, privacy=Privacy.OPEN)
    applicant: Applicant | None = choice("对象类型", Applicant, default=None, privacy=Privacy.OPEN)
    grade: Grade | None = choice("鉴定等级", Grade, default=None, privacy=Privacy.OPEN)
    appraised_on: date | None = day("鉴定日期", default=None)
    appraiser: str = text("鉴定单位", default="", longest=60)
    way: Way | None = choice("改造方式", Way, default=None, privacy=Privacy.OPEN)
    build: Build | None = choice("建设方式", Build, default=None, privacy=Privacy.OPEN)
    area: Decimal | None = decimal("建筑面积", default=None, least=0, unit="平方米", privacy=Privacy.OPEN)
    cost: Decimal | None = money("总造价", default=None, least=0, unit="元")
    own_money: Decimal | None = money("自筹资金", default=None, least=0, unit="元")
    planned_subsidy: Decimal | None = money(
        "拟补助金额", default=None, least=0, unit="元", privacy=Privacy.OPEN
    )
    relocation: bool = flag("易地搬迁", default=False)
    water_on: date | None = day("通水日期", default=None)
    power_on: date | None = day("通电日期", default=None)
    water_state: str = text("通水情况", default="", longest=120)
    power_state: str = text("通电情况", default="", longest=120)
    remark: str = text("备注", default="", longest=400)
    extra: str = text("其他列", default="")


@record("改造阶段")
class Stage(Record):
    """A stage that was reached. ``skip_reason`` says why stages before it were left out or dates run back."""

    household_id: int = 0
    renovation_id: int = 0
    kind: StageKind = choice("阶段", StageKind, required=True)
    on: date = day("日期", required=True, privacy=Privacy.OPEN)
    who: str = text("经办", default="", longest=60)
    skip_reason: str = text("跳过或倒填原因", default="", longest=200)
    remark: str = text("备注", default="", longest=200)


@record("补助资金")
class Subsidy(Record):
    """Money for a renovation from one source (中央, 自治区, 市县 …)."""

    household_id: int = 0
    renovation_id: int = 0
    source: str = text("资金来源", required=True, longest=40)
    amount: Decimal = money("金额", required=True, least=0, unit="元", privacy=Privacy.OPEN)
    paid_on: date | None = day("拨付日期", default=None, privacy=Privacy.OPEN)


@record("照片")
class Photo(Record):
    """A photo or scan; the file lies in the office's folder under its SHA-256."""

    household_id: int = 0
    renovation_id: int | None = None
    slot: Slot = choice("位置", Slot, default=Slot.OTHER)
    stage: StageKind | None = choice("阶段", StageKind, default=None)
    sha256: str = text("文件指纹", required=True, longest=64)
    name: str = text("文件名", default="", longest=120)
    caption: str = text("说明", default="", longest=120)
    taken_on: date | None = day("拍摄日期", default=None)
