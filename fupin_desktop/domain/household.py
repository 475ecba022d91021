"""Households and their people: who they are, and what is surveyed of them each year. Money is in yuan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fupin_desktop.domain import codes
from fupin_desktop.domain.fields import (
    Privacy,
    Record,
    calendar_year,
    choice,
    choices,
    day,
    decimal,
    flag,
    money,
    record,
    text,
    whole,
)
from fupin_desktop.domain.plan import MeasureKind


def _months(value: int) -> str | None:
    return None if 0 <= value <= 12 else "务工时间应在0到12个月之间，请核对"


def _two_at_most(value: tuple[object, ...]) -> str | None:
    return None if len(value) <= 2 else "其他致贫原因最多选两项，请保留最主要的"


@record("农户")
class Household(Record):
    """One household (户). ``extra`` holds the columns of the last export that the office does not know."""

    number: str = text("户编号", required=True, longest=40, width=14, national=True,
                       headings=("家庭编号", "贫困户编号"), privacy=Privacy.OPEN)  # fmt: skip
    office_number: bool = flag("本办编号", default=False, width=6)
    village: str = text("行政村", required=True, longest=40, national=True, privacy=Privacy.OPEN,
                        headings=("村", "嘎查村", "噶查村", "村名", "社区", "行政村名称"))  # fmt: skip
    group: str = text("村民小组", default="", longest=40, width=8, national=True, privacy=Privacy.OPEN,
                      headings=("自然村", "组", "所在组", "村组", "小组"))  # fmt: skip
    head: str = text("户主姓名", default="", longest=60, privacy=Privacy.NAME, national=True,
                     headings=("户主",))  # fmt: skip
    phone: str = text("户联系电话", default="", longest=40, width=12, national=True,
                      headings=("联系电话", "联系号码"))  # fmt: skip
    address: str = text("家庭住址", default="", longest=120, width=20, national=True, headings=("详细地址",))
    bank: str = text("开户银行", default="", longest=60, national=True, headings=("开户银行名称",))
    account: str = text("银行卡号", default="", longest=40, width=20, national=True, headings=("银行账号",))
    standard: codes.Standard | None = choice("识别标准", codes.Standard, default=None, national=True)
    cause: codes.Cause | None = choice("主要致贫原因", codes.Cause, default=None, national=True,
                                       headings=("致贫原因", "致贫原因1"))  # fmt: skip
    other_causes: tuple[codes.Cause, ...] = choices(
        "其他致贫原因",
        codes.Cause,
        default=(),
        national=True,
        headings=("致贫原因2",),
        checks=(_two_at_most,),
    )
    cause_note: str = text("致贫原因说明", default="", longest=400, width=20, national=True)
    soldier_family: bool | None = flag("是否军烈属", default=None, national=True, headings=("军烈属",))
    only_child: bool | None = flag("是否独生子女户", default=None, national=True)
    two_daughters: bool | None = flag("是否双女户", default=None, national=True)
    registered_on: date | None = day("首次识别时间", default=None, national=True)
    lifted_year: int | None = calendar_year(
        "脱贫年度", default=None, national=True, width=6, privacy=Privacy.OPEN
    )
    relocated: bool | None = flag("易地搬迁户", default=None, national=True,
                                  headings=("是否易地扶贫搬迁户", "是否纳入易地扶贫搬迁"))  # fmt: skip
    applied_on: date | None = day("申请识别日期", default=None)
    ended_on: date | None = day("销号日期", default=None)
    end_reason: codes.EndReason | None = choice("销号原因", codes.EndReason, default=None)
    remark: str = text("备注", default="", longest=400, width=20)
    imported_on: date | None = day("国扶数据日期", default=None)
    extra: str = text("其他列", default="")


@record("家庭成员")
class Person(Record):
    """One member. People are never deleted: ``left_on`` and ``leave_reason`` say when and why one went."""

    household_id: int = 0
    number: str = text("人编号", default="", longest=40, width=16, national=True, headings=("人口编号",))
    name: str = text("姓名", required=True, longest=60, national=True, privacy=Privacy.NAME)
    relation: codes.Relation | None = choice("与户主关系", codes.Relation, default=None, national=True,
                                             headings=("户主和与户主关系",))  # fmt: skip
    sex: codes.Sex | None = choice("性别", codes.Sex, default=None, width=4, national=True)
    birth: date | None = day("出生日期", default=None, national=True)
    id_kind: codes.IdKind | None = choice("证件类型", codes.IdKind, default=None, national=True)
    id_number: str = text("证件号码", default="", longest=40, width=20, national=True,
                          headings=("身份证号", "身份证号码", "公民身份号码"))  # fmt: skip
    disability_card: str = text("残疾人证号", default="", longest=24, width=22, headings=("残疾证号",))
    pending: codes.Pending | None = choice("待补证件原因", codes.Pending, default=None)
    nation: str = text("民族", default="", longest=20, width=6, national=True)
    politics: codes.Politics | None = choice("政治面貌", codes.Politics, default=None, national=True)
    phone: str = text("成员联系电话", default="", longest=40, width=12, national=True,
                      headings=("家庭成员联系电话", "人联系电话"))  # fmt: skip
    soldier: bool | None = flag("是否现役军人", default=None, national=True)
    guardian: str = text("监护人", default="", longest=60, privacy=Privacy.NAME)
    registered_on: date | None = day("人员识别时间", default=None, national=True)
    joined_on: date | None = day("增加日期", default=None)
    join_reason: codes.JoinReason | None = choice("增加原因", codes.JoinReason, default=None)
    left_on: date | None = day("减少日期", default=None)
    leave_reason: codes.LeaveReason | None = choice("减少原因", codes.LeaveReason, default=None)
    hukou: bool | None = flag("户籍在本户", default=None, width=8)
    resident: bool | None = flag("常住", default=None, width=6)
    away: codes.Away | None = choice("不在家原因", codes.Away, default=None)
    remark: str = text("成员备注", default="", longest=400, width=20)
    imported_on: date | None = day("国扶数据日期", default=None)
    extra: str = text("其他列", default="")

    def present(self, on: date) -> bool:
        """Whether this person belongs to the household on a day (the day of leaving does not count)."""
        return (self.joined_on is None or self.joined_on <= on) and (
            self.left_on is None or on < self.left_on
        )


@record("户情状态")
class Standing(Record):
    """What the register says of a household from a day on. 脱贫标志, 贫困户属性, 户类型 are independent."""

    household_id: int = 0
    since: date = day("起始日期", required=True)
    status: codes.Status | None = choice("脱贫标志", codes.Status, default=None, national=True,
                                         headings=("脱贫属性", "是否脱贫", "脱贫状态"), privacy=Privacy.OPEN)  # fmt: skip
    attribute: codes.Attribute | None = choice("贫困户属性", codes.Attribute, default=None, national=True)
    household_type: codes.HouseholdType | None = choice(
        "户类型", codes.HouseholdType, default=None, national=True, privacy=Privacy.OPEN
    )
    reason: str = text("变动依据", default="", longest=200)


@record("监测对象")
class Monitoring(Record):
    """One episode of monitoring. ``found_on`` only: proposed; ``identified_on``: on the list; ``removed_on``: off."""

    household_id: int = 0
    kind: codes.MonitoringKind | None = choice(
        "监测对象类别", codes.MonitoringKind, default=None, national=True, privacy=Privacy.OPEN,
        headings=("易返贫致贫户(监测对象)类型", "监测对象类型"),
    )  # fmt: skip
    risks: tuple[codes.Risk, ...] = choices("致贫返贫风险", codes.Risk, default=(), national=True,
                                            headings=("致贫/返贫风险1",))  # fmt: skip
    found_on: date | None = day("发现日期", default=None)
    identified_on: date | None = day("识别监测时间", default=None, national=True, headings=("风险识别时间",))
    removed: bool | None = flag("风险是否已消除", default=None, national=True, headings=("风险是否消除",))
    removed_on: date | None = day("消除监测时间", default=None, national=True, headings=("风险消除时间",))
    removal: codes.Removal | None = choice("风险消除方式", codes.Removal, default=None, national=True)
    no_labour: bool | None = flag("整户无劳动能力兜底保障户", default=None, national=True)
    remark: str = text("监测备注", default="", longest=400)
    measures: tuple[MeasureKind, ...] = choices("已登记帮扶措施", MeasureKind, default=(), national=True)
    measure_words: str = text("帮扶措施明细", default="", longest=1000, width=24)
    development: str = text("实施开发式帮扶措施情况", default="", longest=40, national=True)
    disaster: str = text("因自然灾害子项", default="", longest=60, national=True)
    other_risk: str = text("风险其他备注", default="", longest=200, national=True, headings=("其他备注",))
    collector: str = text("信息采集人", default="", longest=60, national=True, privacy=Privacy.NAME)
    collector_phone: str = text("信息采集人联系电话", default="", longest=40, national=True)
    after_dropout: bool | None = flag(
        "风险消除后是否义务教育阶段适龄儿童少年失学辍学", default=None, national=True
    )
    after_house: bool | None = flag("风险消除后是否住房损毁", default=None, national=True)
    after_uninsured: bool | None = flag(
        "风险消除后是否有家庭成员未参加城乡居民(职工)基本医疗保险", default=None, national=True
    )
    after_water: bool | None = flag("风险消除后是否饮水设施损毁", default=None, national=True)
    after_wage: Decimal | None = money("风险消除后工资性收入", default=None, unit="元", national=True)
    after_property: Decimal | None = money("风险消除后财产性收入", default=None, unit="元", national=True)
    after_transfer: Decimal | None = money("风险消除后转移性收入", default=None, unit="元", national=True)
    after_business: Decimal | None = money("风险消除后生产经营性收入", default=None, unit="元", national=True)
    after_expense: Decimal | None = money("风险消除后生产经营性支出", default=None, unit="元", national=True)
    after_net: Decimal | None = money("风险消除后家庭纯收入", default=None, unit="元", national=True)
    after_per_head: Decimal | None = money("风险消除后家庭人均纯收入", default=None, unit="元", national=True)
    after_claim: Decimal | None = money("风险消除后理赔收入", default=None, unit="元", national=True)
    after_own_payment: Decimal | None = money(
        "风险消除后合规自付支出", default=None, unit="元", national=True
    )

    def removed_by(self, on: date) -> bool:
        """Whether its risk is removed on a day."""
        return self.removed_on <= on if self.removed_on else bool(self.removed)

    def at_risk(self, on: date) -> bool:
        """Whether the household is 监测对象 by this episode on a day."""
        return self.identified_on is not None and self.identified_on <= on and not self.removed_by(on)

    def waiting(self, on: date) -> bool:
        """Whether it was found and is neither identified nor removed on a day."""
        later = self.identified_on is None or self.identified_on > on
        return self.found_on is not None and self.found_on <= on and later and not self.removed_by(on)


@record("户年度情况")
class HouseholdYear(Record):
    """What is surveyed of a household in a year: land, house, water, power, road, and the income worksheet.

    ``income_recorded`` is the 人均纯收入 that an export or a form stated; the computed one comes from the
    worksheet (see ``domain.income``) and the two are kept apart.
    """

    household_id: int = 0
    year: int = calendar_year("年度", required=True, width=6, privacy=Privacy.OPEN)
    people_listed: int | None = whole("人数", default=None, least=0, most=60, unit="人", width=6, national=True,
                                      headings=("家庭人口", "家庭人口数", "当前家庭人口数"), privacy=Privacy.OPEN)  # fmt: skip
    income_recorded: Decimal | None = money("人均纯收入", default=None, least=0, unit="元", width=12, national=True,
                                            headings=("年人均纯收入", "人均收入"))  # fmt: skip
    period_from: date | None = day("计算期间起", default=None)
    period_to: date | None = day("计算期间止", default=None)
    head_count: int | None = whole(
        "核算人口", default=None, least=1, most=60, unit="人", headings=("年度家庭人口数",)
    )
    wage: Decimal | None = money("工资性收入", default=None, least=0, unit="元", national=True)
    business: Decimal | None = money("生产经营性收入", default=None, least=0, unit="元", national=True)
    property: Decimal | None = money("财产性收入", default=None, least=0, unit="元", national=True)
    transfer: Decimal | None = money("转移性收入", default=None, least=0, unit="元", national=True)
    expense: Decimal | None = money("生产经营性支出", default=None, least=0, unit="元", national=True)
    worksheet_done: bool = flag("收入核算完成", default=False)
    farmland: Decimal | None = decimal("耕地面积", default=None, least=0, unit="亩", national=True)
    irrigated: Decimal | None = decimal("有效灌溉面积", default=None, least=0, unit="亩", national=True,
                                        headings=("水浇地面积",))  # fmt: skip
    forest: Decimal | None = decimal("林地面积", default=None, least=0, unit="亩", national=True)
    returned_forest: Decimal | None = decimal("退耕还林面积", default=None, least=0, unit="亩", national=True)
    orchard: Decimal | None = decimal("林果面积", default=None, least=0, unit="亩", national=True)
    pasture: Decimal | None = decimal("牧草地面积", default=None, least=0, unit="亩", national=True,
                                      headings=("草牧场面积",))  # fmt: skip
    water_area: Decimal | None = decimal("水面面积", default=None, least=0, unit="亩", national=True)
    cooperative: bool | None = flag("是否加入农民专业合作组织", default=None, national=True,
                                    headings=("是否加入农民专业合作社",))  # fmt: skip
    company_led: bool | None = flag("是否有龙头企业带动", default=None, national=True)
    leader_led: bool | None = flag("是否有创业致富带头人带动", default=None, national=True)
    production_power: bool | None = flag("是否通生产用电", default=None, national=True)
    power: bool | None = flag(
        "是否通生活用电", default=None, national=True, headings=("通电情况", "生活用电")
    )
    broadcast: bool | None = flag("是否通广播电视", default=None, national=True, headings=("广播电视",))
    water_safe: bool | None = flag("饮水安全", default=None, national=True,
                                   headings=("是否解决安全饮用水", "饮水是否安全", "是否饮水安全"))  # fmt: skip
    water_hard: bool | None = flag("饮水困难", default=None, national=True, headings=("饮水是否困难",))
    toilet: bool | None = flag("是否有卫生厕所", default=None, national=True, headings=("有无卫生厕所",))
    road: codes.Road | None = choice("入户路类型", codes.Road, default=None, national=True)
    road_hard: bool | None = flag("入户道路是否硬化", default=None, national=True)
    road_km: Decimal | None = decimal("与村主干路距离", default=None, least=0, unit="公里", national=True,
                                      headings=("与主干路距离",))  # fmt: skip
    fuel: codes.Fuel | None = choice("主要燃料类型", codes.Fuel, default=None, national=True)
    house_area: Decimal | None = decimal("住房面积", default=None, least=0, unit="平方米", national=True)
    unsafe: bool | None = flag(
        "危房户", default=None, width=6, national=True, headings=("是否危房户", "是否危房")
    )
    house_grade: codes.Grade | None = choice("危房级别", codes.Grade, default=None, national=True,
                                             headings=("危房等级", "房屋等级"), privacy=Privacy.OPEN)  # fmt: skip
    enough_food: bool | None = flag("吃不愁", default=None)
    enough_clothes: bool | None = flag("穿不愁", default=None)
    closed: bool = flag("年度已封存", default=False)
    survey_note: str = text("调查说明", default="", longest=400, width=20)
    net_recorded: Decimal | None = money("家庭纯收入", default=None, unit="元", national=True,
                                         headings=("纯收入", "年纯收入"))  # fmt: skip
    claim: Decimal | None = money("理赔收入", default=None, least=0, unit="元", national=True)
    own_payment: Decimal | None = money("合规自付支出", default=None, least=0, unit="元", national=True)
    unverified: bool = flag("待核实", default=False, width=6)


@record("成员年度情况")
class PersonYear(Record):
    """What is surveyed of a person in a year: schooling, health, work, insurance, allowance."""

    household_id: int = 0
    person_id: int = 0
    year: int = calendar_year("年度", required=True, width=6)
    education: codes.Education | None = choice("文化程度", codes.Education, default=None, national=True)
    school: codes.School | None = choice("在校生状况", codes.School, default=None, national=True)
    dropout: codes.Dropout | None = choice("义务教育阶段未上学原因", codes.Dropout, default=None, national=True,
                                           headings=("失学或辍学原因",))  # fmt: skip
    health: tuple[codes.Health, ...] = choices("健康状况", codes.Health, default=(), national=True)
    skill: codes.Skill | None = choice("劳动技能", codes.Skill, default=None, national=True,
                                       headings=("劳动能力", "劳动力"))  # fmt: skip
    work_place: codes.WorkPlace | None = choice("务工状况", codes.WorkPlace, default=None, national=True,
                                                headings=("务工区域",))  # fmt: skip
    work_months: int | None = whole(
        "务工时间", default=None, unit="月", width=6, national=True, checks=(_months,)
    )
    employer: str = text("务工企业名称", default="", longest=80, national=True)
    post: str = text("公益性岗位", default="", longest=40, national=True, headings=("公益岗位",))
    resident_medical: bool | None = flag("是否参加城乡居民基本医疗保险", default=None, national=True,
                                         headings=("是否参加新农合", "新农合", "参合", "城乡居民医保"))  # fmt: skip
    employee_medical: bool | None = flag("是否参加城镇职工基本医疗保险", default=None, national=True)
    serious_illness: bool | None = flag("是否参加大病保险", default=None, national=True,
                                        headings=("参加大病医疗", "是否购买大病医疗保险"))  # fmt: skip
    resident_pension: bool | None = flag("是否参加城乡居民基本养老保险", default=None, national=True,
                                         headings=("是否参加新型养老保险", "新农保", "城乡居民养老"))  # fmt: skip
    employee_pension: bool | None = flag("是否参加城镇职工基本养老保险", default=None, national=True)
    allowance: bool | None = flag("是否享受低保", default=None, national=True,
                                  headings=("享受低保政策情况", "是否享受农村居民最低生活保障", "享受低保"),
                                  yes=("农村低保", "城市低保"), no=("未享受",))  # fmt: skip
    destitute: bool | None = flag("是否特困供养人员", default=None, national=True,
                                  headings=("享受特困供养政策情况", "特困供养"),
                                  yes=("农村特困", "城市特困"), no=("不享受",))  # fmt: skip
    mandarin: bool | None = flag("是否会讲普通话", default=None, national=True)
    medical_help: bool | None = flag("是否接受医疗救助", default=None, national=True)
    post_months: int | None = whole("公益性岗位月数", default=None, unit="月", width=6, national=True,
                                    headings=("公益性岗位(月数)",))  # fmt: skip
    work_at: str = text("务工所在地", default="", longest=80, national=True)
    channel: str = text("就业渠道", default="", longest=40, national=True,
                        headings=("就业渠道(易地搬迁后扶使用)",))  # fmt: skip
    yulu: bool | None = flag("是否享受雨露计划", default=None, headings=("享受雨露计划",))


@record("收入项目")
class IncomeItem(Record):
    """One line of a household's income worksheet in a year; the office names the sub-items itself."""

    household_id: int = 0
    year: int = calendar_year("年度", required=True, width=6)
    head: codes.IncomeHead = choice("收入类别", codes.IncomeHead, required=True)
    name: str = text("项目", required=True, longest=60)
    amount: Decimal = money("金额", required=True, least=0, unit="元")
    evidence: str = text("依据", default="", longest=120, width=16)
