"""Rules G 土地与外出务工 (domain rows 94-99). Nought and blank differ: 0 亩 is an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from fupin_desktop.domain.codes import WorkPlace
from fupin_desktop.domain.doctor.case import Case, Member
from fupin_desktop.domain.doctor.earnings import now_working
from fupin_desktop.domain.doctor.rule import OK, E, Limits, Said, W, household_rule, limit, member_rule
from fupin_desktop.domain.household import HouseholdYear
from fupin_desktop.domain.id_number import age
from fupin_desktop.domain.values import show_day

_fields = HouseholdYear.fields


def _keys(*names: str) -> tuple[str, ...]:
    return tuple(f"household_year.{name}" for name in names)


_ASKED = ("farmland", "forest", "pasture")


@household_rule(
    "G094", W, "土地面积空", "PC #26–28；GZ 3_02_004–006、5_14_015–021", *_keys(*_ASKED), needs=()
)
def land_blank(case: Case, _: Limits) -> Said:
    """耕地, 林地, 牧草地 are filled in, with 0 where there is none. A file is judged by its columns."""
    year, known = case.year, [name for name in _ASKED if case.around.knows(*_keys(name))]
    if year is None or not known:
        return None
    blank = [_fields[name].label for name in known if getattr(year, name) is None]
    return f"{'、'.join(blank)}没有填写，没有的请填0" if blank else OK


def _too_much(key: str, names: tuple[str, ...], most: int, title: str, source: str) -> None:
    """Land of these kinds below nought or above what a household can have."""

    @household_rule(
        key, W, title, source, *_keys(*names), needs=(), limits={"most": limit("面积大于", most, "亩")}
    )
    def rule(case: Case, limits: Limits) -> Said:
        year = case.year
        known = [(n, area) for n in names if year is not None and (area := getattr(year, n)) is not None]
        if not known:
            return None
        wrong = [
            f"{_fields[n].label}{_fields[n].show(area)}亩"
            for n, area in known
            if not 0 <= area <= limits["most"]
        ]
        return f"{'、'.join(wrong)}，应在0到{limits['most']}亩之间，请核对" if wrong else OK


# 旧规则（2017年）耕地10亩、林地和牧草地50亩，可按年度改阈值。
_too_much("G094a", ("farmland",), 100, "耕地面积过大", "GZ 5_14_001、5_14_008；PC #46（旧：10亩）")
_too_much(
    "G094b",
    ("forest", "returned_forest", "orchard"),
    200,
    "林地面积过大",
    "GZ 5_14；PC #46、#104（旧：50亩）",
)
_too_much("G094c", ("pasture", "water_area"), 100, "牧草地、水面面积过大", "GZ 5_14；PC #28、#29（旧：50亩）")


def _share(key: str, name: str, most: int) -> None:
    """Land of a kind a member."""
    label = _fields[name].label

    @household_rule(
        key, W, f"人均{label}过大", "XA", *_keys(name), limits={"most": limit(f"人均{label}大于", most, "亩")}
    )
    def rule(case: Case, limits: Limits) -> Said:
        area: Decimal | None = getattr(case.year, name) if case.year else None
        if area is None or not case.members:
            return None
        each = area / len(case.members)
        return f"人均{label}{each:.2f}亩，大于{limits['most']}亩，请核对" if each > limits["most"] else OK


_share("G095", "farmland", 50)
_share("G095a", "forest", 70)


@household_rule("G096", E, "有效灌溉面积大于耕地", "PC #107", *_keys("irrigated", "farmland"))
def irrigated_beyond(case: Case, _: Limits) -> Said:
    """Watered land is a part of 耕地."""
    year = case.year
    if year is None or year.irrigated is None or year.farmland is None:
        return None
    if year.irrigated <= year.farmland:
        return OK
    wet, dry = (_fields[n].show(getattr(year, n)) for n in ("irrigated", "farmland"))
    return f"有效灌溉面积{wet}亩，大于耕地面积{dry}亩，请核对"


@household_rule("G097", W, "与村主干路距离空", "PC #31；GZ 5_14_021", *_keys("road_km"))
def road_blank(case: Case, _: Limits) -> Said:
    """How far the road of the village is; 0 where it passes the door."""
    if case.year is None:
        return None
    return "与村主干路距离没有填写，在路边的请填0" if case.year.road_km is None else OK


# 旧规则2公里（PC #48），XA为50公里，可按年度改阈值。
@household_rule(
    "G097a",
    W,
    "与村主干路距离过远",
    "GZ 5_14_007；PC #48；XA",
    *_keys("road_km"),
    limits={"most": limit("大于", 5, "公里")},
)
def road_far(case: Case, limits: Limits) -> Said:
    """Metres written as kilometres, mostly."""
    if case.year is None or case.year.road_km is None:
        return None
    far = case.year.road_km > limits["most"]
    return (
        f"与村主干路距离填{_fields['road_km'].show(case.year.road_km)}公里，请核对单位（公里）" if far else OK
    )


# 外出务工

_PROVINCE = re.compile(r"^.{2,10}?(省|自治区)")
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


@member_rule("G098", W, "务工地未填到县", "GZ 4_12_001、5_01_005", "work_spell.county")
def county_missing(member: Member, _: Case, __: Limits) -> Said:
    """省、市 alone do not say where somebody works: 县, 县级市, 区 or 旗 after the 市."""
    spells = now_working(member)
    if not spells:
        return None
    wrong = [each.county for each in spells if not to_county(each.county)]
    return f"{_place(wrong[0])}，请补全到县" if wrong else OK


def _place(said: str) -> str:
    return f"务工所在县填“{said}”" if said else "务工所在县没有填写"


def to_county(place: str) -> bool:
    """Whether a place names a county: 广东省广州市番禺区 and 昌吉市 do, 广东省, 广东省广州市 and 喀什地区 do not."""
    rest = _PROVINCE.sub("", place.strip())
    if rest in ("", *_MUNICIPALITIES):
        return False
    if re.search(r"[县区旗]", rest.replace("地区", "")):
        return True
    levels = len(re.findall(r"市|自治州|地区|盟", rest))
    return levels > 1 or ("市" in rest and rest == place.strip())


@member_rule("G098a", W, "务工时间重叠", "GZ 5_12_001", "work_spell.since", "work_spell.until")
def spells_overlap(member: Member, _: Case, __: Limits) -> Said:
    """A spell that begins before the one before it ended. The day of the end may be the day of the next beginning."""
    spans = sorted((each.since, each.until or date.max) for each in now_working(member) if each.since)
    if len(spans) < 2:
        return None
    for (_begun, ended), (begins, _end) in pairwise(spans):
        if begins < ended:
            return f"务工开始时间{show_day(begins)}早于上次务工结束时间{_shown(ended)}，请核对"
    return OK


def _shown(ended: date) -> str:
    return "（未填）" if ended == date.max else show_day(ended)


_WORKING_AGE = {"age": limit("不满", 16, "周岁")}


@member_rule("G098b", W, "16岁以下外出务工", "GZ 5_16_010", "work_spell.since", limits=_WORKING_AGE)
def child_works(member: Member, _: Case, limits: Limits) -> Said:
    """The age at the beginning of a spell, or today where no beginning is written."""
    spells, birth = now_working(member), member.birth
    if not spells or birth is None:
        return None
    youngest = min(age(birth, each.since or member.on) for each in spells)
    return f"{youngest}周岁外出务工，请核对" if youngest < limits["age"] else OK


_FIVE = (
    ("since", "开始时间"),
    ("income", "月收入"),
    ("employer", "企业"),
    ("industry", "行业"),
    ("channel", "渠道"),
)


@member_rule("G098c", W, "务工要素缺", "GZ 5_01_007、3_12_001", *(f"work_spell.{name}" for name, _ in _FIVE))
def spell_blank(member: Member, _: Case, __: Limits) -> Said:
    """开始时间, 月收入, 企业, 行业, 渠道 of each spell. Income 0 is an answer, a blank is not."""
    spells = now_working(member)
    if not spells:
        return None
    blank = [said for name, said in _FIVE if any(getattr(each, name) in (None, "") for each in spells)]
    return f"务工情况缺{'、'.join(blank)}，请补填" if blank else OK


@member_rule(
    "G098d", W, "县外务工却填县内渠道", "GZ 5_01_003", "person_year.channel", "person_year.work_place"
)
def channel_at_home(member: Member, _: Case, __: Limits) -> Said:
    """公益岗位 and 帮扶车间 are by definition inside the county."""
    year = member.year
    if year is None or not year.channel or year.work_place is None:
        return None
    away = year.work_place in (WorkPlace.PROVINCE, WorkPlace.OUTSIDE)
    home = any(word in year.channel for word in ("公益", "帮扶车间", "扶贫车间"))
    return f"务工区域是“{year.work_place.label}”，就业渠道填“{year.channel}”，请核对" if away and home else OK


# 公益性岗位

POST, POST_MONTHS = "person_year.post", "person_year.post_months"


def posts(member: Member) -> Sequence[str]:
    """The 公益性岗位 of a member; 无 and 否 are none."""
    said = member.year.post if member.year else ""
    if not said:
        return ()
    return [each for each in re.split(r"[、,，;；/\s]+", said) if each and each not in ("无", "否", "没有")]


@member_rule("G099", W, "公益性岗位人员不满16岁", "GZ 3_01_008", POST, limits=_WORKING_AGE)
def post_for_child(member: Member, _: Case, limits: Limits) -> Said:
    """A post for a child."""
    if not posts(member) or member.age is None:
        return None
    return f"{member.age}周岁有公益性岗位（{posts(member)[0]}），请核对" if member.age < limits["age"] else OK


@member_rule(
    "G099a", W, "公益性岗位人员年满70岁", "GZ 5_01_006", POST, limits={"age": limit("年满", 70, "周岁")}
)
def post_for_elder(member: Member, _: Case, limits: Limits) -> Said:
    """A post for somebody of 70 or more."""
    if not posts(member) or member.age is None:
        return None
    return (
        f"{member.age}周岁有公益性岗位（{posts(member)[0]}），请核对" if member.age >= limits["age"] else OK
    )


@member_rule(
    "G099b", W, "一人多个公益性岗位", "GZ 3_01_010、3_01_011", POST, limits={"most": limit("达到", 3, "个")}
)
def many_posts(member: Member, _: Case, limits: Limits) -> Said:
    """Three posts and more."""
    held = posts(member)
    if not held:
        return None
    return f"有{len(held)}个公益性岗位（{'、'.join(held)}），请核对" if len(held) >= limits["most"] else OK


@member_rule("G099c", W, "公益性岗位与月数不一致", "GZ 3_01_005、3_01_006、5_15_003", POST_MONTHS, POST)
def post_and_months(member: Member, _: Case, __: Limits) -> Said:
    """A post has months, and months have a post."""
    year = member.year
    if year is None or (not posts(member) and year.post_months is None):
        return None
    if posts(member) and not year.post_months:
        return f"有公益性岗位（{posts(member)[0]}），没有填月数，请补填"
    if year.post_months and not posts(member):
        return f"公益性岗位月数填{year.post_months}个月，没有填岗位，请补填"
    return OK
