"""Where people work month by month (务工月监测): one person has several spells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fupin_desktop.domain.fields import Record, calendar_year, day, flag, money, record, text


@record("务工情况")
class WorkSpell(Record):
    """One spell of work away from home, done or planned. ``income`` is yuan a month."""

    household_id: int = 0
    person_id: int = 0
    year: int = calendar_year("年度", required=True, width=6)
    working: bool | None = flag("是否已务工", default=None, national=True)
    planned: bool | None = flag("是否计划务工", default=None, national=True)
    county: str = text("务工所在县", default="", longest=80, national=True, headings=("计划务工所在县",))
    since: date | None = day("开始时间", default=None, national=True)
    until: date | None = day("结束时间", default=None, national=True)
    income: Decimal | None = money("务工月收入", default=None, least=0, unit="元", national=True)
    employer: str = text("务工企业名称", default="", longest=80, national=True)
    industry: str = text("所属行业", default="", longest=40, national=True)
    channel: str = text("就业渠道", default="", longest=40, national=True)
    point_to_point: bool | None = flag("是否点对点输送", default=None, national=True)
    subsidy: Decimal | None = money("年度交通费补助", default=None, least=0, unit="元", national=True)
    service: str = text("就业服务需求", default="", longest=80, national=True)
    extra: str = text("其他列", default="")
