"""一户一策: what is to be done for one household in one year, by whom, with whose money, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from fupin_desktop.domain.fields import (
    Code,
    Record,
    calendar_year,
    choice,
    day,
    decimal,
    money,
    record,
    text,
    whole,
)


class Batch(Code):
    """五个一批"""

    PRODUCTION = "production", "发展生产"
    RELOCATION = "relocation", "易地搬迁"
    ECOLOGY = "ecology", "生态补偿"
    EDUCATION = "education", "发展教育"
    SECURITY = "security", "社会保障兜底"


class MeasureKind(Code):
    """帮扶措施14类（全国防返贫监测系统的分类）"""

    INDUSTRY = "industry", "产业帮扶"
    EMPLOYMENT = "employment", "就业帮扶"
    FINANCE = "finance", "金融帮扶"
    POST = "post", "公益岗位帮扶"
    HEALTH = "health", "健康帮扶"
    COMPULSORY = "compulsory", "义务教育保障"
    EDUCATION = "education", "教育帮扶"
    SECURITY = "security", "综合保障"
    HOUSE = "house", "住房安全保障"
    WATER = "water", "饮水安全保障"
    SOCIETY = "society", "社会帮扶"
    RELOCATION = "relocation", "搬迁"
    CONDITIONS = "conditions", "生产生活条件改善"
    BASE = "base", "基础设施建设"


class ToHousehold(Code):
    """十个到户（鄂农队办发〔2016〕1号）"""

    TRAINING = "training", "培训就业到户"
    INDUSTRY = "industry", "发展产业到户"
    CREDIT = "credit", "小额贷款到户"
    SCHOOL = "school", "资助学业到户"
    RELOCATION = "relocation", "搬迁扶贫到户"
    HOUSE = "house", "危房改造到户"
    FARMING = "farming", "农业基础设施到户"
    LIVELIHOOD = "livelihood", "民生工程到户"
    SURROUNDINGS = "surroundings", "人居环境整治到户"
    SECURITY = "security", "社会保障到户"


class FundClass(Code):
    """资金来源归类 of the upper level's quarterly table; a source is put into the first whose words it holds."""

    BUDGET = "budget", "财政专项"
    CREDIT = "credit", "信贷资金"
    DONATED = "donated", "社会募捐"
    INVESTED = "invested", "社会引资"
    OWN = "own", "单位自筹"


FUND_WORDS: Mapping[FundClass, tuple[str, ...]] = {
    FundClass.BUDGET: ("财政", "专项", "衔接", "行业部门"),
    FundClass.CREDIT: ("贷",),
    FundClass.DONATED: ("募捐", "捐", "社会帮扶", "慈善"),
    FundClass.INVESTED: ("引资", "招商", "外资"),
    FundClass.OWN: ("自筹", "单位", "派出"),
}
"""Words of 资金来源 by class, looked through in this order."""


@record("一户一策")
class Plan(Record):
    """The plan of one household for one year."""

    household_id: int = 0
    year: int = calendar_year("年度", required=True, width=6)
    cause: str = text("致贫原因分析", default="", longest=400, width=20)
    needs: str = text("帮扶需求", default="", longest=400, width=20)
    target_income: Decimal | None = money("人均纯收入目标", default=None, least=0, unit="元")
    target_year: int | None = calendar_year("计划脱贫年度", default=None, width=6)
    unit: str = text("责任单位", default="", longest=80)
    person: str = text("责任人", default="", longest=40)
    made_on: date | None = day("制定日期", default=None)
    confirmed_by: str = text("户主确认人", default="", longest=40)
    confirmed_on: date | None = day("户主确认日期", default=None)
    result: str = text("年终成效", default="", longest=400, width=20)


@record("帮扶措施")
class Measure(Record):
    """One measure of a plan."""

    household_id: int = 0
    plan_id: int = 0
    batch: Batch | None = choice("五个一批", Batch, default=None)
    kind: MeasureKind | None = choice("措施类别", MeasureKind, default=None)
    to_household: ToHousehold | None = choice("十个到户", ToHousehold, default=None)
    content: str = text("帮扶内容", required=True, longest=200, width=24)
    quantity: Decimal | None = decimal("数量", default=None, least=0, width=6)
    quantity_unit: str = text("计量单位", default="", longest=12, width=6)
    unit: str = text("责任单位", default="", longest=80)
    person: str = text("责任人", default="", longest=40)
    starts_on: date | None = day("开始日期", default=None)
    due_on: date | None = day("完成时限", default=None)
    expected_income: Decimal | None = money("预期增收", default=None, unit="元")
    done_on: date | None = day("完成日期", default=None)
    result: str = text("成效", default="", longest=200)


@record("措施资金")
class MeasureFund(Record):
    """Money for a measure from one source."""

    household_id: int = 0
    measure_id: int = 0
    source: str = text("资金来源", required=True, longest=40)
    amount: Decimal = money("金额", required=True, least=0, unit="元")


@record("措施进展")
class Progress(Record):
    """One entry in the diary of a measure."""

    household_id: int = 0
    measure_id: int = 0
    on: date = day("日期", required=True)
    said: str = text("进展", required=True, longest=400, width=24)
    percent: int | None = whole("完成比例", default=None, least=0, most=100, unit="%", width=6)
