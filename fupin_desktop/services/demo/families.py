"""Invents the families of 星星镇: one stream of chance, so that a seed always gives the same people.

The totals of a township are fixed: 218 households and 845 people, 31/132 of them still poor, 187/713 lifted in
2014-2017 (10/53 stably), 37 unsafe houses, 35/63 on the rural allowance, 141 pupils. Labels are the ones that
the national exports write.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from fupin_desktop.domain.id_number import check_character

POOR = {
    "月亮村": (5, 22),
    "花儿村": (4, 14),
    "星星村": (1, 3),
    "太阳村": (2, 6),
    "火村": (1, 4),
    "水村": (9, 42),
    "泥土村": (9, 41),
}
UNSAFE = {"星星村": 4, "东巴扎村": 4, "铁厂沟村": 4, "新村": 4, "苏阿拉木图村": 2, "三段村": 7, "干沟村": 12}
VILLAGES = (*POOR, *(each for each in UNSAFE if each not in POOR))
LIFTED = (187, 713)
STABLE = (10, 53)
SIZE = 218
"""Households of one township."""

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单仇解查区尉盖乐翟洗"
)
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉梅建国志红春燕海龙秋月雪峰小娥淑珍文武国庆翠花䶮㛃喆垚昇"
_OTHER_NAMES = (
    "买买提·吐尔逊",
    "阿依古丽·艾山",
    "热依汗古丽·阿卜杜热合曼",
    "古丽娜尔·巴吐尔",
    "库尔班·玉素甫",
    "帕提古丽·依明",
)
_CAUSES = ("因学", "因灾", "缺土地", "缺水", "缺技术", "缺劳力", "缺资金", "交通条件落后", "自身发展动力不足")
_PLACES = ("乡(镇)内务工", "乡(镇)外县内务工", "县外省内务工", "省外务工")
_LEVELS = ("文盲或半文盲", "小学", "初中", "高中", "大专及以上")
_NATIONS = ("汉族", "维吾尔族", "哈萨克族", "回族")
ABLE = ("普通劳动力", "技能劳动力")
NOT_IN_SCHOOL = "非在校生"


@dataclass(slots=True)
class Someone:
    """One invented person in 2018. ``card`` is the kind and degree after the number of a disability card."""

    name: str
    male: bool
    relation: str
    age: int
    birth: date
    number: str
    card: str = ""
    nation: str = "汉族"
    education: str = ""
    school: str = NOT_IN_SCHOOL
    health: str = "健康"
    skill: str = "无劳动力"
    work_place: str = ""
    work_months: int = 0
    allowance: bool = False

    @property
    def pupil(self) -> bool:
        return self.school != NOT_IN_SCHOOL


@dataclass(slots=True)
class Family:
    """One invented household as the register has it in 2018. ``lifted_year`` is None while it is poor."""

    number: str
    village: str
    group: str
    members: list[Someone]
    status: str
    lifted_year: int | None
    cause: str
    attribute: str
    income: float
    phone: str
    unsafe: bool = False
    serial: int = field(default=0)

    @property
    def poor(self) -> bool:
        return self.lifted_year is None

    @property
    def head(self) -> Someone:
        return self.members[0]


def id_number(birth: date, male: bool, serial: int) -> str:
    """An ID number with the right check character in a county that was never given out (659099)."""
    body = f"659099{birth:%Y%m%d}{(serial % 499) * 2 + int(male):03d}"
    return body + check_character(body)


def townships(seed: int) -> Iterator[list[Family]]:
    """Township after township, each with the fixed totals; no two people ever share a number."""
    rng, taken, made = random.Random(seed), set[str](), 0
    serial = 0
    while True:
        here: list[Family] = []
        for village, size, poor in _places(rng):
            here.append(_family(rng, made + len(here) + 1, village, size, poor, serial))
            serial += 7
        _mark_unsafe(rng, here)
        for family in _stable([family for family in here if not family.poor]):
            family.status = "稳定脱贫"
        _give_allowance(rng, here)
        _send_to_school(rng, here)
        for family in here:
            for member in family.members:
                make_unique(member, taken)
        made += len(here)
        yield here


def make_unique(someone: Someone, taken: set[str]) -> None:
    """Give a person another number where somebody has it already."""
    serial = 0
    while someone.number in taken:
        serial += 1
        someone.number = id_number(someone.birth, someone.male, serial)
    taken.add(someone.number)


def _places(rng: random.Random) -> Iterator[tuple[str, int, bool]]:
    for village, (households, people) in POOR.items():
        for size in _sizes(rng, households, people):
            yield village, size, True
    floor = {each: UNSAFE.get(each, 0) + 3 for each in VILLAGES}
    places = [village for village, least in floor.items() for _ in range(least)]
    places += rng.choices(VILLAGES, k=LIFTED[0] - len(places))
    for village, size in zip(places, _sizes(rng, *LIFTED), strict=True):
        yield village, size, False


def _sizes(rng: random.Random, households: int, people: int) -> list[int]:
    """Household sizes of 1 to 7 that add up to ``people``."""
    sizes = [people // households] * households
    for place in range(people - sum(sizes)):
        sizes[place] += 1
    for _ in range(households * 3):
        one, other = rng.randrange(households), rng.randrange(households)
        if one != other and sizes[one] > 1 and sizes[other] < 7:
            sizes[one] -= 1
            sizes[other] += 1
    rng.shuffle(sizes)
    return sizes


def someone(
    rng: random.Random, relation: str, age: int, male: bool, serial: int, surname: str | None = None, name: str = ""
) -> Someone:  # fmt: skip
    """One invented person of an age (2018 less the year of birth). The order of the draws is the people's identity."""
    birth = date(2018 - age, 1, 1) + timedelta(days=rng.randrange(365 if age else 120))
    if not name:
        name = surname or rng.choice(_SURNAMES)
        name += "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2))))
    school = 6 <= age <= 21
    health = rng.choices(["健康", "长期慢性病", "患有大病", "残疾"], [80, 12, 3, 5])[0] if age > 5 else "健康"
    skill = _skill(rng, age, school, health)
    works = skill in ABLE and age < 60 and rng.random() < 0.45
    card = rng.choice("1467") + rng.choice("1234") if health == "残疾" else ""
    nation = rng.choices(_NATIONS, [5, 3, 1, 1])[0]
    education = "" if school else _education(rng, age)
    return Someone(
        name=name, male=male, relation=relation, age=age, birth=birth, number=id_number(birth, male, serial),
        card=card, nation=nation, education=education, health=health, skill=skill,
        work_place=rng.choice(_PLACES) if works else "", work_months=rng.randrange(1, 13) if works else 0,
    )  # fmt: skip


def _skill(rng: random.Random, age: int, school: bool, health: str) -> str:
    if age < 16 or school or age > 74:
        return "无劳动力"
    if health == "残疾" and rng.random() < 0.4:
        return "丧失劳动力"
    return rng.choices(ABLE, [9, 1])[0]


def _education(rng: random.Random, age: int) -> str:
    return rng.choices(_LEVELS, [10, 40, 38, 10, 2])[0] if age > 5 else "学龄前儿童"


def _family(rng: random.Random, index: int, village: str, size: int, poor: bool, serial: int) -> Family:
    male, age = rng.random() < 0.85, rng.randrange(32, 72)
    name = rng.choice(_OTHER_NAMES) if index % 17 == 0 else ""
    head = someone(rng, "户主", age, male, serial, name=name)
    members = [head]
    if size > 1:
        members.append(someone(rng, "配偶", max(22, age + rng.randrange(-6, 4)), not male, serial + 1))
    surname = None if "·" in head.name else head.name[0]
    while len(members) < size:
        members.append(_relative(rng, age, len(members), serial, surname))
    year = None if poor else rng.choice((2014, 2015, 2016, 2017, 2017))
    cause = _cause(rng, members)
    group = f"{rng.randrange(1, 7)}组"
    return Family(
        number=f"65{index:010d}", village=village, group=group, members=members,
        status="未脱贫" if poor else "已脱贫", lifted_year=year, cause=cause,
        attribute="一般贫困户" if poor else "一般农户",
        income=round(rng.uniform(1900, 2900) if poor else rng.uniform(3300, 9800), 2),
        phone=f"139{rng.randrange(10**8):08d}", serial=serial,
    )  # fmt: skip


def _relative(rng: random.Random, age: int, place: int, serial: int, surname: str | None) -> Someone:
    """Children first, then parents; grandchildren where the head is old."""
    if age < 58 and place < 5:
        male = rng.random() < 0.5
        years = max(0, min(age - 22, rng.randrange(1, 24)))
        return someone(rng, "之子" if male else "之女", years, male, serial + place, surname)
    if age < 50:
        male = place % 2 == 0
        years = age + rng.randrange(20, 28)
        return someone(
            rng, "之父" if male else "之母", years, male, serial + place, surname if male else None
        )
    male = rng.random() < 0.5
    return someone(rng, "之孙子" if male else "之孙女", rng.randrange(1, 14), male, serial + place, surname)


def _cause(rng: random.Random, members: Sequence[Someone]) -> str:
    states = {each.health for each in members}
    if "残疾" in states:
        return "因残"
    if states & {"患有大病", "长期慢性病"} and rng.random() < 0.6:
        return "因病"
    return rng.choice(_CAUSES)


def _mark_unsafe(rng: random.Random, here: Sequence[Family]) -> None:
    for village, number in UNSAFE.items():
        for each in rng.sample([family for family in here if family.village == village], number):
            each.unsafe = True


def _stable(lifted: Sequence[Family]) -> list[Family]:
    """Ten lifted households with 53 people."""
    by_size = sorted(lifted, key=lambda each: -len(each.members))
    picked, spare = by_size[: STABLE[0]], by_size[STABLE[0] :]
    while (over := sum(len(each.members) for each in picked) - STABLE[1]) > 0:
        big = max(picked, key=lambda each: len(each.members))
        small = next(each for each in spare if 0 < len(big.members) - len(each.members) <= over)
        picked.remove(big)
        spare.remove(small)
        picked.append(small)
    return picked


def _give_allowance(rng: random.Random, here: Sequence[Family]) -> None:
    """35 households and 63 people on the rural minimum-living allowance (农村低保)."""
    chosen = rng.sample([each for each in here if len(each.members) >= 2], 35)
    for place, family in enumerate(chosen):
        for each in family.members[: 2 if place < 28 else 1]:
            each.allowance = True
        family.attribute = "低保贫困户" if family.poor else "低保户"


def _send_to_school(rng: random.Random, here: Sequence[Family]) -> None:
    """Exactly 141 people in school, and no child of 6 to 15 out of it."""
    people = [each for family in here for each in family.members]
    children = [each for each in people if 6 <= each.age <= 15]
    rng.shuffle(children)
    for each in children[118:]:
        _make_younger(rng, each, rng.randrange(0, 6))
    for each in people:
        if 6 <= each.age <= 15:
            each.school, each.education = grade(each.age), ""
        else:
            each.education = each.education or ("学龄前儿童" if each.age < 6 else "初中")
    older = sorted((each for each in people if 16 <= each.age <= 22), key=lambda each: each.age)
    for each in older[: 141 - min(len(children), 118)]:
        each.school, each.education, each.skill = grade(each.age), "", "无劳动力"
        each.work_place, each.work_months = "", 0


def grade(age: int) -> str:
    """The school stage of an age."""
    if age < 12:
        return "小学"
    if age < 15:
        return ("七年级", "八年级", "九年级")[age - 12]
    if age < 18:
        return ("九年级", "普通高中一年级", "普通高中二年级")[age - 15]
    return "普通高中三年级" if age == 18 else "大专及以上"


def _make_younger(rng: random.Random, child: Someone, age: int) -> None:
    """Give a child another age, and the number that goes with it."""
    birth = date(2018 - age, 1, 1) + timedelta(days=rng.randrange(365))
    if birth > date(2018, 5, 1):
        birth = date(2018, 1, 1) + timedelta(days=rng.randrange(120))
    child.number = id_number(birth, child.male, rng.randrange(499))
    child.age, child.birth, child.card, child.health = age, birth, "", "健康"
    child.skill, child.work_place, child.work_months = "无劳动力", "", 0
    child.school, child.education = NOT_IN_SCHOOL, "学龄前儿童"
