"""The layouts of lists that offices exchange: their headings as they are written, in their order, and their years.

Sources: domain.md 1.2 (H1-H10) and the headings of public importers. H10, further field lists, has the headings of H2
and H3. A layout that a clerk puts together himself is told by headings of its own (``least`` of them).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: its headings in their order, the titles above them, which list it holds, and the years it was used.

    ``complete``: all its headings are understood, so that a list can be written in it. ``least``: so many of its
    headings that no other layout has are enough; 0: the share of all its headings decides.
    """

    key: str
    name: str
    headings: tuple[str, ...]
    title: str = "全国扶贫开发信息系统　贫困人口信息"
    unit: str = "单位：人、元"
    complete: bool = True
    list: str = "people"
    years: tuple[int, int | None] = (2014, None)
    least: int = 0

    @property
    def said(self) -> str:
        return f"{self.key} {self.name}"

    @property
    def span(self) -> str:
        """The years in which it was used: 2016–2017年, 2023年起."""
        first, last = self.years
        if last is None:
            return f"{first}年起"
        return f"{first}年" if first == last else f"{first}–{last}年"


def _other(
    key: str, name: str, list: str, years: tuple[int, int | None], headings: str, least: int = 0
) -> Layout:
    return Layout(key, name, tuple(headings.split()), "", "", False, list, years, least)


_ROW = "务工状况 务工时间{} 参加大病医疗 脱贫属性 {}贫困户属性 {} 危房户 {} 人均纯收入 联系电话"
_PERSON = "户编号 人编号 姓名 证件号码 人数 与户主关系 民族 文化程度 在校生状况 健康状况 劳动技能"

_INCOME = """
行政县 乡镇 行政村 户编号 人编号 姓名 身份证号 家庭人口数 与户主关系 奖扶金 特扶金 春节慰问金 低保金 特困供养金 养老保险金
生态补偿金 低保高龄补贴 低保电量补贴 不能自理老人护理补贴 城镇三无人员生活费 困难残疾人生活补贴 重度残疾人护理补贴 孤儿生活费
困境儿童生活费 伤残军人 病故军人的家属 在乡复员军人 带病回乡退伍军人 参加核试验 参战 60岁以上农村籍退役士兵 部分烈士子女
朝阳助学 老年乡村医生生活补贴 高龄补贴 企业遗属补助 职工养老保险金 原民办代课教师教龄补助 农支地保 棉花补贴 居家托养 残疾学生
残疾子女 教育资助金 老民师待遇金 老放影员生活补助 雨露计划 产业扶贫项目受益 生产贷 村集体发放款 慈善帮扶项目 特困基金项目 慈善
村集体入股分红 老年人救助金 占地补偿 乡村干部退休金 赡养费 其他 其他转移性收入合计 转移性收入合计 工资性收入 生产经营性收入
资产收益扶贫分红收入 其他财产性收入 家庭总收入 生产经营性支出 人均纯收入
"""

_SEEN_2023 = """
监测对象类别 识别监测时间 风险是否已消除 风险消除方式 消除监测时间 致贫/返贫风险1 致贫/返贫风险2 享受低保政策情况
享受特困供养政策情况 整户无劳动能力兜底保障户 失学或辍学原因 义务教育阶段未上学原因 合规自付支出 家庭成员联系电话
是否接受医疗救助 公益性岗位(月数) 入户道路是否硬化 实施开发式帮扶措施情况 产业帮扶 就业帮扶 金融帮扶 公益岗位帮扶 健康帮扶
义务教育保障 教育帮扶 综合保障 住房安全保障 饮水安全保障 社会帮扶 搬迁 生产生活条件改善 基础设施建设 因自然灾害子项 信息采集人
信息采集人联系电话 就业渠道（易地搬迁后扶使用） 风险消除后是否住房损毁 风险消除后是否饮水设施损毁
风险消除后是否义务教育阶段适龄儿童少年失学辍学 风险消除后是否有家庭成员未参加城乡居民（职工）基本医疗保险 风险消除后工资性收入
风险消除后财产性收入 风险消除后转移性收入 风险消除后生产经营性收入 风险消除后生产经营性支出 风险消除后家庭纯收入
风险消除后家庭人均纯收入 风险消除后理赔收入 风险消除后合规自付支出
"""
"""Of its 177 columns and more, those that are understood; offices choose the columns themselves."""

_WORK = """
是否已务工 务工所在县 开始时间 结束时间 务工月收入 务工企业名称 所属行业 就业渠道 是否点对点输送 年度交通费补助 是否计划务工
计划务工所在县 就业服务需求
"""

_VILLAGES = """
县 乡 村 总户数 总人口数 是否出列 低保户数 低保人口数 特困供养人口数 残疾人口数 危房户数 未实现饮水安全户数
到乡镇是否通沥青（水泥）路 是否通客运班车 村小学（个数） 行政村卫生室个数 行政村执业（助理）医师（人） 行政村公共卫生厕所个数
行政村文化（图书）室个数（个） 行政村生产生活垃圾集中堆放点个数（个） 村级集体经济收入（万元） 参加城乡居民基本养老保险人数
"""

_WHOLE_COUNTY = """
县 乡 村 户联系电话 户类型 监测对象类别 是否军烈属 工资性收入 转移性收入 养老金或离退休金 生产经营性收入 计划生育金 生态补偿金
财产性收入 最低生活保障金 其他转移性收入 资产收益扶贫分红收入 特困人员救助供养金 其他财产性收入 生产经营性支出 纯收入（元）
当前家庭人口数 人均纯收入（元） 年度家庭人口数 耕地面积（亩） 牧草地面积 水面面积 林地面积（亩） 退耕还林面积（亩） 林果面积（亩）
入户路类型 与村主干路距离 是否加入农民专业合作组织 是否危房户 住房面积 主要燃料类型 是否有龙头企业带动 是否有创业致富带头人带动
是否通生活用电 是否通广播电视 到户产业帮扶类型 是否解决安全饮用水 是否通生产用电 户编号 人口编号 姓名 证件号码 与户主关系
公益性岗位收入 其他工资性收入 产业奖励 就业奖励 年收入（元） 是否有卫生厕所 户主姓名 户主证件号码 性别 证件类型 出生日期 民族
家庭成员联系电话 文化程度 在校生状况 劳动技能 务工时间（月） 健康状况 政治面貌 是否参加城乡居民基本医疗保险
是否参加城乡居民基本养老保险 是否会讲普通话 义务教育阶段未上学原因 是否享受人身意外保险补贴 是否参加商业补充医疗保险 是否国外务工
是否接受医疗救助 是否接受其他健康扶贫 是否参加城镇职工基本医疗保险 大专或本科毕业生未就业原因 务工所在地 务工企业名称
是否享受农村居民最低生活保障 是否参加城镇职工基本养老保险 是否参加大病保险 是否特困供养人员 公益性岗位 公益性岗位(月数)
残疾证办证年度 是否事实无人抚养儿童
"""

_PASTURE_BASIC = """
家庭编号 旗区 苏木乡 噶查村 户主姓名 证件号码 识别标准 贫困户属性 主要致贫原因 其他致贫原因 致贫原因说明 家庭人口 家庭住址
是否军烈属 是否独生子女户 是否双女户 联系电话 开户银行名称 银行卡号
"""
_PASTURE_LIVING = """
家庭编号 旗区 苏木乡 噶查村 户主姓名 耕地面积（亩） 水浇地面积（亩） 林地面积（亩） 退耕还林面积（亩） 草牧场面积（亩）
生产用房面积（㎡） 林果面积（亩） 水面面积（亩） 家禽（只） 牛（头） 羊（只） 猪（头） 住房面积（㎡） 是否危房 是否纳入易地扶贫搬迁
饮水情况 饮水是否困难 饮水是否安全 通电情况 入户路类型 与主干路距离（公里） 主要燃料类型 是否加入农民专业合作社 有无卫生厕所
"""
_PASTURE_PEOPLE = """
家庭编号 旗区 苏木乡 噶查村 户主姓名 性别 证件号码 与户主关系 民族 文化程度 在校生状况 健康状况 劳动能力 务工状况 务工时间（月）
是否参加新农合 是否参加新型养老保险 是否参加城镇职工基本养老保险 政治面貌 是否现役军人
"""
_PASTURE_INCOME = """
农资费用 固定财产折旧和租赁费 水电燃料支出 承包土地、草场费用 饲草料 防疫防治支出 种（仔）畜 销售费用和通讯费用 借贷利息
政策性支出 总收入合计 总支出合计 年纯收入 年人均纯收入
"""
_CARD = "户主和与户主关系 姓名 性别 文化程度 政治面貌 户籍性质 健康状况 身份证号码 从业及地址 联系电话 备注"

LAYOUTS = (
    Layout(
        "H1",
        "2016–17 国家系统人员导出",
        tuple(
            f"序号 县(市、区、旗) 乡(镇) 行政村 自然村 {_PERSON} "
            f"{_ROW.format('（月）', '', '主要致贫原因', '饮水安全 饮水困难')}".split()
        ),
        years=(2016, 2017),
    ),
    Layout(
        "H2",
        "2017 国家系统人员导出（含脱贫年度）",
        tuple(
            f"行政县 乡镇 行政村 自然村 {_PERSON} "
            f"{_ROW.format('', '脱贫年度 ', '主要致贫原因', '饮水安全 饮水困难')}".split()
        ),
        years=(2017, 2017),
    ),
    Layout(
        "H3",
        "2018–19 脱贫户名单",
        tuple(
            f"乡镇 行政村 {_PERSON} {_ROW.format('', '脱贫年度 ', '致贫原因', '是否解决安全饮用水')}".split()
        ),
        years=(2018, 2020),
    ),
    _other("H4", "收入明细", "income", (2018, 2020), _INCOME),
    Layout(
        "H5",
        "2022 已脱贫人口、边缘易致贫人口名单",
        tuple(
            f"序号 数据日期 县(市、区、旗) 乡(镇) 行政村 自然村 {_PERSON} 务工时间（月） 是否参加大病保险 致贫原因1 "
            "危房户 是否解决安全饮用水 人均纯收入 户联系电话 人联系电话 首次识别时间 人员识别时间 户类型 "
            "易返贫致贫户(监测对象)类型 风险是否消除 风险识别时间 风险消除时间".split()
        ),
        title="全国防返贫监测信息系统　人口信息",
        years=(2021, 2022),
    ),
    _other("H6", "2023 防返贫全字段自定义导出", "people", (2023, None), _SEEN_2023, least=5),
    _other("H6W", "2023 务工月监测", "work", (2023, None), _WORK, least=3),
    _other("H6V", "2023 行政村信息", "villages", (2023, None), _VILLAGES),
    _other("H7", "全县全字段", "people", (2021, None), _WHOLE_COUNTY),
    _other("H8A", "内蒙古 贫困户基本信息", "households", (2016, 2017), _PASTURE_BASIC),
    _other("H8B", "内蒙古 生产生活", "households", (2016, 2017), _PASTURE_LIVING),
    _other("H8C", "内蒙古 家庭成员", "people", (2016, 2017), _PASTURE_PEOPLE),
    _other("H8D", "内蒙古 当前收支分析", "income", (2016, 2017), _PASTURE_INCOME, least=4),
    _other("H9", "户情档案（一户一档）", "people", (2017, None), _CARD),
    _other(
        "P1", "结对帮扶表", "helpers", (2016, None),
        "帮扶责任人 帮扶责任人姓名 帮扶人 帮扶干部 帮扶人手机号 帮扶人电话 帮扶责任人电话 帮扶单位 所属单位 帮扶类型 主要帮扶措施 "
        "helpPerson helpPerson_phone", least=2,
    ),
    _other(
        "D1", "危房改造进度台账", "housing", (2018, None),
        "是否动工 动工时间 是否竣工 竣工时间 是否验收 验收时间 是否入住 入住时间 建房补助 个人自筹", least=4,
    ),
    _other(
        "D2", "危房改造资金季报", "housing", (2018, None),
        "上报季度 有无住房 建造年代 住房结构 住房建筑面积 人均住房面积 住房危险等级 批准列入危房改造计划年度 计划投资 中央资金 "
        "省级资金 市县配套资金 自筹资金 企业社会投资 贷款类型 承贷金融机构 贷款发放时间 执行年利率", least=4,
    ),
    _other(
        "R1", "易地搬迁人员信息", "relocation", (2020, None),
        "搬迁人员姓名 搬迁人员身份证号 是否户主(是/否) 是否劳动力(是/否) 迁出地 迁入地 安置方式 安置点名称", least=4,
    ),
    _other("S1", "项目收益分配表", "households", (2018, None), "人口额度 合计收益数 农机 食用菌", least=2),
    _other(
        "S2", "星级评定表", "people", (2018, None),
        "残疾等级 低保等级 特困供养方式 孤儿 困境儿童 脱贫不享受政策 星级", least=3,
    ),
)  # fmt: skip
"""In their order: of two that fit as well, the first is taken."""

CODES = {
    "AAC001": "户编号", "AAR007": "村民小组", "AAR010": "脱贫标志", "AAR012": "户联系电话", "AAQ002": "开户银行",
    "AAC004": "银行卡号", "AAC005": "识别标准", "AAC006": "贫困户属性", "AAC007": "主要致贫原因", "AAC008": "其他致贫原因",
    "AAC017": "致贫原因说明", "AAC012": "是否军烈属", "AAC013": "是否独生子女户", "AAC014": "是否双女户", "AAC016": "脱贫年度",
    "AAC029": "户主姓名", "AAC031": "户主证件号码", "AAB001": "人编号", "AAB002": "姓名", "AAB003": "性别", "AAB004": "证件号码",
    "AAB005": "出生日期", "AAB006": "与户主关系", "AAB007": "民族", "AAB008": "文化程度", "AAB009": "在校生状况",
    "AAB010": "劳动技能", "AAB011": "务工状况", "AAB012": "务工时间", "AAB013": "是否参加城乡居民基本医疗保险",
    "AAB014": "是否参加城乡居民基本养老保险", "AAB017": "健康状况", "AAB018": "证件类型", "AAB019": "是否现役军人",
    "AAB022": "是否参加大病保险", "AAB029": "务工企业名称", "AAB030": "是否享受低保", "AAB031": "成员联系电话",
    "AAB065": "是否会讲普通话", "AAK033": "政治面貌", "AAC071": "生产经营性收入", "AAC072": "财产性收入", "AAC073": "工资性收入",
    "AAC085": "转移性收入", "AAC074": "生产经营性支出", "AAC079": "家庭纯收入", "AAC082": "人均纯收入", "AAC301": "耕地面积",
    "AAC302": "有效灌溉面积", "AAC303": "林地面积", "AAC304": "退耕还林面积", "AAC305": "林果面积", "AAC306": "牧草地面积",
    "AAC307": "水面面积", "AAC308": "是否通生产用电", "AAC084": "是否加入农民专业合作组织", "AAC088": "是否有龙头企业带动",
    "AAC089": "是否有创业致富带头人带动", "AAC091": "是否解决安全饮用水", "AAC311": "饮水困难", "AAC312": "饮水安全",
    "AAC313": "是否通生活用电", "AAC314": "是否通广播电视", "AAC315": "与村主干路距离", "AAC316": "入户路类型",
    "AAC317": "住房面积", "AAC318": "是否危房户", "AAC319": "是否有卫生厕所", "AAC320": "主要燃料类型", "AAC322": "危房级别",
}  # fmt: skip
"""Codes of the national system's tables that dumps carry as headings (domain.md 1.1) → the heading they mean. Left out:
AAB021, on which the sources differ, and AAR002-AAR006, which hold codes of places and no names."""
CODED = "AC 国扶系统字段码（AC01、AB01）"
