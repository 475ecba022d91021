"""The code lists of the register. Codes are short ASCII words; labels and aliases are what sheets say.

Sources: value lists of the national register as printed in its forms and exports 2014-2023.
"""

from __future__ import annotations

from collections.abc import Mapping

from fupin_desktop.domain.fields import Code


class Sex(Code):
    MALE = "male", "男", "1"
    FEMALE = "female", "女", "2"


class Relation(Code):
    """与户主关系"""

    HEAD = "head", "户主", "本人", "本人或户主", "户主(本人)", "01"
    SPOUSE = "spouse", "配偶", "妻子", "丈夫", "妻", "夫", "02"
    SON = "son", "之子", "儿子", "子", "长子", "次子", "三子", "03"
    DAUGHTER = "daughter", "之女", "女儿", "长女", "次女", "三女", "04"
    DAUGHTER_IN_LAW = "daughter_in_law", "之儿媳", "儿媳", "05"
    SON_IN_LAW = "son_in_law", "之女婿", "女婿", "06"
    GRANDSON = "grandson", "之孙子", "孙子", "07"
    GRANDDAUGHTER = "granddaughter", "之孙女", "孙女", "08"
    GRANDSON_D = "grandson_d", "之外孙子", "外孙子", "外孙", "09"
    GRANDDAUGHTER_D = "granddaughter_d", "之外孙女", "外孙女", "10"
    FATHER = "father", "之父", "父亲", "父", "11"
    MOTHER = "mother", "之母", "母亲", "母", "12"
    WIFES_FATHER = "wifes_father", "之岳父", "岳父", "13"
    WIFES_MOTHER = "wifes_mother", "之岳母", "岳母", "14"
    HUSBANDS_FATHER = "husbands_father", "之公公", "公公", "15"
    HUSBANDS_MOTHER = "husbands_mother", "之婆婆", "婆婆", "16"
    GRANDFATHER = "grandfather", "之祖父", "祖父", "爷爷", "17"
    GRANDMOTHER = "grandmother", "之祖母", "祖母", "奶奶", "18"
    GRANDFATHER_M = "grandfather_m", "之外祖父", "外祖父", "19"
    GRANDMOTHER_M = "grandmother_m", "之外祖母", "外祖母", "20"
    SIBLING = "sibling", "之兄弟姐妹", "兄弟姐妹", "兄弟", "之兄弟", "之姐妹", "哥哥", "弟弟", "姐姐", "妹妹"
    UNCLE = "uncle", "之叔伯", "叔伯"
    SISTER_IN_LAW = "sister_in_law", "之兄弟媳妇", "兄弟媳妇"
    NEPHEW = "nephew", "之侄儿", "侄儿", "侄子"
    NIECE = "niece", "之侄女", "侄女"
    GREAT_GRANDSON = "great_grandson", "之曾孙子", "曾孙子"
    GREAT_GRANDDAUGHTER = "great_granddaughter", "之曾孙女", "曾孙女"
    OTHER = "other", "其他", "非亲属", "21", "99"


MALE_RELATIONS = frozenset(
    {"son", "son_in_law", "grandson", "grandson_d", "father", "wifes_father", "husbands_father",
     "grandfather", "grandfather_m", "nephew", "great_grandson"}
)  # fmt: skip
FEMALE_RELATIONS = frozenset(
    {"daughter", "daughter_in_law", "granddaughter", "granddaughter_d", "mother", "wifes_mother",
     "husbands_mother", "grandmother", "grandmother_m", "sister_in_law", "niece", "great_granddaughter"}
)  # fmt: skip


class IdKind(Code):
    """证件类型"""

    RESIDENT = "resident", "居民身份证", "身份证", "01"
    DISABLED = "disabled", "残疾人证", "第二代残疾人证", "09"
    OTHER = "other", "其他证件", "军官证", "03", "02"


class Pending(Code):
    """待补证件的原因"""

    NEWBORN = "newborn", "新生儿未上户口"
    UNREGISTERED = "unregistered", "未上户口"
    FOREIGN = "foreign", "外籍配偶"
    LOST = "lost", "证件遗失待补"


class Politics(Code):
    """政治面貌（GB/T 4762）"""

    PARTY = "party", "中共党员", "党员", "01"
    PROBATION = "probation", "中共预备党员", "预备党员", "02"
    LEAGUE = "league", "共青团员", "团员", "03"
    OTHER_PARTY = "other_party", "民主党派", "04", "05", "06", "07", "08", "09", "10", "11"
    NONE = "none", "无党派", "无党派人士", "12"
    MASSES = "masses", "群众", "13"


class Education(Code):
    """文化程度"""

    ILLITERATE = "illiterate", "文盲或半文盲", "文盲", "01"
    PRIMARY = "primary", "小学", "02"
    JUNIOR = "junior", "初中", "03"
    SENIOR = "senior", "高中", "高中(中专)", "中专", "04"
    COLLEGE = "college", "大专及以上", "大专", "高职高专", "05"
    BACHELOR = "bachelor", "本科及以上", "本科", "本科及研究生及以上", "研究生"
    TECHNICIAN = "technician", "技师"
    PRESCHOOL = "preschool", "学龄前儿童", "学龄前", "06"


class School(Code):
    """在校生状况（两个时期的说法并存）"""

    NOT = "not", "非在校生", "不在校", "01"
    BEFORE = "before", "学龄前儿童"
    KINDERGARTEN = "kindergarten", "学前教育", "02"
    PRIMARY = "primary", "小学", "03"
    GRADE_7 = "grade_7", "七年级", "初一", "04"
    GRADE_8 = "grade_8", "八年级", "初二", "05"
    GRADE_9 = "grade_9", "九年级", "初三", "06"
    SENIOR_1 = "senior_1", "普通高中一年级", "高中一年级", "高一", "07"
    SENIOR_2 = "senior_2", "普通高中二年级", "高中二年级", "高二", "08"
    SENIOR_3 = "senior_3", "普通高中三年级", "高中三年级", "高三", "09"
    VOCATIONAL_1 = "vocational_1", "中职一年级", "10"
    VOCATIONAL_2 = "vocational_2", "中职二年级", "11"
    VOCATIONAL_3 = "vocational_3", "中职三年级", "12"
    MECHANIC_1 = "mechanic_1", "技工一年级"
    MECHANIC_2 = "mechanic_2", "技工二年级"
    MECHANIC_3 = "mechanic_3", "技工三年级"
    MECHANIC_4 = "mechanic_4", "技工四年级"
    HIGHER_1 = "higher_1", "高职高专一年级", "高职一年级", "13"
    HIGHER_2 = "higher_2", "高职高专二年级", "高职二年级", "14"
    HIGHER_3 = "higher_3", "高职高专三年级", "高职三年级", "15"
    COLLEGE = "college", "大专及以上", "16"
    BACHELOR_1 = "bachelor_1", "本科一年级"
    BACHELOR_2 = "bachelor_2", "本科二年级"
    BACHELOR_3 = "bachelor_3", "本科三年级"
    BACHELOR_4 = "bachelor_4", "本科四年级"
    BACHELOR_5 = "bachelor_5", "本科五年级"
    MASTER = "master", "硕士生及以上", "硕士研究生及以上", "研究生"


NOT_IN_SCHOOL = frozenset({"not", "before"})


class SchoolLevel(Code):
    """学段: what a pupil's 在校生状况 belongs to."""

    COMPULSORY = "compulsory", "义务教育阶段"
    SENIOR = "senior", "高中、中职、技校"
    COLLEGE = "college", "大专及以上"


SCHOOL_LEVELS: Mapping[SchoolLevel, tuple[School, ...]] = {
    SchoolLevel.COMPULSORY: (School.PRIMARY, School.GRADE_7, School.GRADE_8, School.GRADE_9),
    SchoolLevel.SENIOR: tuple(
        each for each in School if each.value.startswith(("senior", "vocational", "mechanic"))
    ),
    SchoolLevel.COLLEGE: tuple(
        each for each in School if each.value.startswith(("higher", "college", "bachelor", "master"))
    ),
}


class Dropout(Code):
    """义务教育阶段未上学原因"""

    ILLNESS = "illness", "因病"
    DISABILITY = "disability", "因残"
    UNWILLING = "unwilling", "厌学"
    OTHER = "other", "其他"


class Health(Code):
    """健康状况（2019年后可多选）"""

    HEALTHY = "healthy", "健康", "01"
    CHRONIC = "chronic", "长期慢性病", "慢性病", "02"
    SEVERE = "severe", "患有大病", "大病", "03"
    DISABLED = "disabled", "残疾", "04"


class Skill(Code):
    """劳动技能"""

    ORDINARY = "ordinary", "普通劳动力", "01"
    SKILLED = "skilled", "技能劳动力", "02"
    WEAK = "weak", "弱劳动力或半劳动力", "弱劳动力", "半劳动力", "05"
    LOST = "lost", "丧失劳动力", "03"
    NONE = "none", "无劳动力", "04"


ABLE = (Skill.ORDINARY, Skill.SKILLED, Skill.WEAK)
UNABLE = (Skill.LOST, Skill.NONE)


class WorkPlace(Code):
    """务工状况、务工区域"""

    TOWNSHIP = "township", "乡(镇)内务工", "乡镇内务工"
    COUNTY = "county", "乡(镇)外县内务工", "乡镇外县内务工"
    PROVINCE = "province", "县外省内务工"
    OUTSIDE = "outside", "省外务工"
    OTHER = "other", "其他", "其他(含家务)", "其他(包括在家务农、学龄前儿童、无劳动力等)"


class Standard(Code):
    """识别标准"""

    NATIONAL = "national", "国家标准", "01"
    PROVINCE = "province", "省定标准", "02"
    CITY = "city", "市定标准", "03"


class Attribute(Code):
    """贫困户属性"""

    GENERAL = "general", "一般贫困户", "01"
    ALLOWANCE = "allowance", "低保户", "02"
    DESTITUTE = "destitute", "五保户", "特困供养户", "03"
    ALLOWANCE_POOR = "allowance_poor", "低保贫困户", "04"
    ORDINARY = "ordinary", "一般农户", "05"
    DESTITUTE_POOR = "destitute_poor", "五保贫困户", "特困供养贫困户", "06"


class Status(Code):
    """脱贫标志（脱贫属性）"""

    POOR = "poor", "未脱贫", "0", "否"
    PREPARED = "prepared", "预脱贫", "2"
    LIFTED = "lifted", "已脱贫", "脱贫", "正常脱贫", "脱贫享受政策", "脱贫(享受政策)", "享受政策", "1", "是"
    LIFTED_OFF = "lifted_off", "脱贫不享受政策", "脱贫(不享受政策)", "不享受政策"
    STABLE = "stable", "稳定脱贫", "4"
    RETURNED = "returned", "返贫", "3"


STILL_POOR = (Status.POOR, Status.PREPARED, Status.RETURNED)
LIFTED = (Status.LIFTED, Status.LIFTED_OFF, Status.STABLE)
_WHILE_POOR = {
    Attribute.ORDINARY: Attribute.GENERAL, Attribute.ALLOWANCE: Attribute.ALLOWANCE_POOR,
    Attribute.DESTITUTE: Attribute.DESTITUTE_POOR,
}  # fmt: skip
_ONCE_LIFTED = {poor: lifted for lifted, poor in _WHILE_POOR.items()}


def attribute_of(status: Status, attribute: Attribute | None) -> Attribute | None:
    """The 贫困户属性 that goes with a 脱贫标志: 一般贫困户 who is lifted becomes 一般农户, and so back (domain.md 1.0)."""
    if attribute is None:
        return None
    return (_WHILE_POOR if status in STILL_POOR else _ONCE_LIFTED).get(attribute, attribute)


class HouseholdType(Code):
    """户类型"""

    LIFTED = "lifted", "脱贫户"
    ORDINARY = "ordinary", "一般农户"
    LIFTED_OFF = "lifted_off", "脱贫不享受政策户"
    STABLE = "stable", "稳定脱贫户"


class MonitoringKind(Code):
    """监测对象类别"""

    UNSTABLE = "unstable", "脱贫不稳定户", "脱贫不稳定"
    MARGINAL = "marginal", "边缘易致贫户", "边缘易致贫"
    SUDDEN = "sudden", "突发严重困难户", "突发严重困难"


class Removal(Code):
    """风险消除方式"""

    HELPED = "helped", "帮扶消除"
    NATURAL = "natural", "自然消除", "自然减少"


class Cause(Code):
    """主要致贫原因"""

    ILLNESS = "illness", "因病"
    DISABILITY = "disability", "因残"
    SCHOOLING = "schooling", "因学"
    DISASTER = "disaster", "因灾"
    LAND = "land", "缺土地"
    WATER = "water", "缺水"
    SKILL = "skill", "缺技术"
    LABOUR = "labour", "缺劳动力", "缺劳力"
    FUNDS = "funds", "缺资金"
    TRAFFIC = "traffic", "交通条件落后"
    DRIVE = "drive", "自身发展动力不足", "自身发展力不足"
    MARRIAGE = "marriage", "因婚"
    FUNERAL = "funeral", "因丧"
    OTHER = "other", "其他"


class Risk(Code):
    """致贫返贫风险"""

    ILLNESS = "illness", "因病"
    DISABILITY = "disability", "因残"
    SCHOOLING = "schooling", "因学"
    DISASTER = "disaster", "因自然灾害", "因灾"
    ACCIDENT = "accident", "因意外事故"
    INDUSTRY = "industry", "因产业项目失败"
    WORK = "work", "因务工就业不稳"
    LABOUR = "labour", "缺劳动力", "缺劳力"
    HOUSE = "house", "因安全住房", "因住房"
    WATER = "water", "因安全饮水", "因饮水"
    OTHER = "other", "其他"


class Grade(Code):
    """住房危险等级（《农村住房安全性鉴定技术导则》）"""

    A = "A", "A级", "a"
    B = "B", "B级", "b"
    C = "C", "C级", "c"
    D = "D", "D级", "d"


class Road(Code):
    """入户路类型"""

    MUD = "mud", "泥土路"
    GRAVEL = "gravel", "砂石路", "沙石路"
    CONCRETE = "concrete", "水泥路", "硬化路"
    ASPHALT = "asphalt", "沥青路"


class Fuel(Code):
    """主要燃料类型"""

    WOOD = "wood", "柴草"
    DUNG = "dung", "干畜粪"
    COAL = "coal", "煤炭"
    CLEAN = "clean", "清洁能源"
    OTHER = "other", "其他"


class IncomeHead(Code):
    """收入四类与经营支出"""

    WAGE = "wage", "工资性收入"
    BUSINESS = "business", "生产经营性收入"
    PROPERTY = "property", "财产性收入"
    TRANSFER = "transfer", "转移性收入"
    EXPENSE = "expense", "生产经营性支出"


class LineKind(Code):
    """标准线种类"""

    POVERTY = "poverty", "扶贫标准"
    MONITORING = "monitoring", "监测范围"


class JoinReason(Code):
    """自然增加原因"""

    REGISTERED = "registered", "建档时在册"
    BIRTH = "birth", "出生"
    MARRIAGE = "marriage", "婚入"
    MOVED_IN = "moved_in", "迁入"
    FOUND = "found", "补录"
    ADOPTION = "adoption", "收养"
    RETURN = "return", "回归"
    SPLIT = "split", "分户"
    MERGE = "merge", "并户"


class LeaveReason(Code):
    """自然减少原因"""

    DEATH = "death", "死亡"
    MARRIAGE = "marriage", "婚出"
    MOVED_OUT = "moved_out", "迁出"
    SPLIT = "split", "分户"
    MISTAKE = "mistake", "误录"
    MERGE = "merge", "并户"
    ADOPTION = "adoption", "送养"


class Away(Code):
    """户籍人口不常住的原因"""

    WORK = "work", "外出务工"
    SCHOOL = "school", "外出就学"
    MILITARY = "military", "服兵役"
    PRISON = "prison", "服刑"
    OTHER = "other", "其他"


class EndReason(Code):
    """户销号原因"""

    DIED_OUT = "died_out", "整户自然减少"
    MOVED_OUT = "moved_out", "整户迁出"
    CLEARED = "cleared", "清退"
    MERGED = "merged", "并户"
