"""Rules A 身份与人口, rows 9 to 22: who the members are to each other, names, helpers, phones."""

from __future__ import annotations

import re

from fupin_desktop.domain.assessment.people import names
from fupin_desktop.domain.codes import FEMALE_RELATIONS, MALE_RELATIONS, Relation, Sex
from fupin_desktop.domain.doctor.case import Case, Member
from fupin_desktop.domain.doctor.rule import (
    OK,
    E,
    I,
    Limits,
    Mend,
    Said,
    W,
    household_rule,
    limit,
    member_rule,
    waiting_rule,
)
from fupin_desktop.domain.values import clean, clean_name

_PARENTS = frozenset(
    {Relation.FATHER, Relation.MOTHER, Relation.WIFES_FATHER, Relation.WIFES_MOTHER, Relation.HUSBANDS_FATHER,
     Relation.HUSBANDS_MOTHER}
)  # fmt: skip
_CHILDREN = frozenset({Relation.SON, Relation.DAUGHTER})


@member_rule(
    "A009", E, "与户主关系和性别矛盾", "PC #49；GZ 2_01_004、2_12_008", "person.relation", "person.sex"
)
def relation_agrees(member: Member, _: Case, __: Limits) -> Said:
    """之子 is a man, 之儿媳 a woman (domain list 1.4)."""
    relation, sex = member.person.relation, member.person.sex
    if relation is None or sex is None:
        return None
    if relation in (MALE_RELATIONS if sex is Sex.FEMALE else FEMALE_RELATIONS):
        return f"与户主关系是“{relation.label}”，性别是“{sex.label}”，请核对"
    return OK


@household_rule(
    "A010", E, "户主与配偶同性别", "PC；GZ 2_02_001、2_11_003", "person.sex", "person.relation"
)  # fmt: skip
def couple_differs(case: Case, _: Limits) -> Said:
    """Head and spouse are of two sexes."""
    if len(case.heads) != 1:
        return None
    head = case.heads[0].person
    spouses = [each.person for each in case.members if each.person.relation is Relation.SPOUSE]
    if head.sex is None or not spouses:
        return None
    same = [each for each in spouses if each.sex is head.sex]
    return f"户主{head.name}与配偶{names(same)}性别都填“{head.sex.label}”，请核对" if same else OK


@household_rule("A011", E, "无户主", "PC #50；GZ 3_02_012、3_11_002", "person.relation")
def a_head(case: Case, _: Limits) -> Said:
    """Somebody is the head."""
    if not case.members:
        return None
    return OK if case.heads else "没有户主，请确定一名成员为户主"


@household_rule("A011a", E, "多户主", "PC #80；GZ 3_02_011、3_11_001", "person.relation")
def one_head(case: Case, _: Limits) -> Said:
    """Only one is."""
    heads = case.heads
    if not heads:
        return None
    if len(heads) == 1:
        return OK
    return f"有{len(heads)}名户主（{'、'.join(each.person.name for each in heads)}），请只保留一名"


@household_rule("A012", E, "配偶超过一人", "通行做法", "person.relation")
def one_spouse(case: Case, _: Limits) -> Said:
    """One spouse of the head."""
    spouses = [each.person for each in case.members if each.person.relation is Relation.SPOUSE]
    if not spouses:
        return None
    if len(spouses) == 1:
        return OK
    return f"有{len(spouses)}名配偶（{'、'.join(each.name for each in spouses)}），请核对与户主关系"


@member_rule(
    "A013", W, "父母子女与户主年龄不合", "通行做法", "person.birth", "person.relation",
    limits={"least": limit("父母与子女至少相差", 12, "岁"), "most": limit("父母与子女至多相差", 60, "岁")},
)  # fmt: skip
def generations(member: Member, case: Case, limits: Limits) -> Said:
    """A head's parents are 12 to 60 years older, sons and daughters as much younger."""
    relation = member.person.relation
    if len(case.heads) != 1 or (relation not in _PARENTS and relation not in _CHILDREN):
        return None
    mine, heads = member.age, case.heads[0].age
    if mine is None or heads is None:
        return None
    older = mine - heads if relation in _PARENTS else heads - mine
    if limits["least"] <= older <= limits["most"]:
        return OK
    assert relation is not None
    return f"与户主关系是“{relation.label}”，本人{mine}岁，户主{heads}岁，请核对关系和出生日期"


@household_rule(
    "A014", E, "人数与在册成员不符", "XA；tcm999", "household_year.people_listed",
    needs=("household_year.people_listed", "person.name"),
)  # fmt: skip
def people_counted(case: Case, _: Limits) -> Said:
    """家庭人口数 is the number of members."""
    year = case.year
    if year is None or year.people_listed is None or not case.members:
        return None
    if year.people_listed == len(case.members):
        return OK
    return f"{year.year}年度人数填{year.people_listed}人，在册成员{len(case.members)}人，请核对"


@household_rule("A014a", E, "空户", "XA；tcm999", "household.head", needs=("person.name",))
def somebody(case: Case, _: Limits) -> Said:
    """A household has members."""
    return OK if case.members else "没有在册成员，请补录成员或办理销号"


@household_rule(
    "A015", I, "人口偏多", "PC #91", "household_year.people_listed", needs=("person.name",),
    limits={"most": limit("一户人口达到", 7, "人")},
)  # fmt: skip
def many_people(case: Case, limits: Limits) -> Said:
    """A household of many people may be two."""
    if not case.members:
        return None
    return f"一户有{len(case.members)}人，请核对是否应分户" if len(case.members) >= limits["most"] else OK


_substitute = re.compile(r"[0-9０-９XxＸｘ×*＊?？□○〇�#_]").search
_letters = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")


@member_rule("A016", W, "姓名为空或含数字、替代符", "通行做法", "person.name")
def name_whole(member: Member, _: Case, __: Limits) -> Said:
    """A name without digits or signs in the place of a character nobody could type; names in Latin letters may have an x."""
    name = member.person.name
    if not name.strip():
        return "没有姓名，请补录"
    found = _substitute(name)
    if found is None or (found[0] in "Xx" and len(_letters.findall(name)) > 2):
        return OK
    return f"姓名中有“{found[0]}”，请按户口簿改为正确的字"


def _clean_name(member: Member) -> Mend | None:
    return Mend("person.name", clean_name(member.person.name))


@member_rule("A016a", I, "姓名写法不规范", "通行做法", "person.name", mend=_clean_name)
def name_spelt(member: Member, _: Case, __: Limits) -> Said:
    """Blanks inside a name, another sign in the place of the ``·``."""
    name = member.person.name
    proper = clean_name(name)
    return OK if name == proper else f"姓名中有空格、全角字符或不规范的间隔号，应写作“{proper}”"


@member_rule("A017", W, "既是帮扶人又是贫困人口", "XA", "person.name", "person.phone", needs=("person.name",))
def helper_and_helped(member: Member, case: Case, _: Limits) -> Said:
    """A cadre on the register: the same name and the same phone."""
    phone = case.around.helpers.get(member.person.name)
    if phone is None:
        return None
    same = phone and phone in (member.person.phone, case.household.phone)
    return f"与帮扶干部{member.person.name}同名，电话也相同，请核对是不是同一人" if same else OK


# 同名同姓的人很多，只凭姓名多半不是同一人，所以不开
@member_rule("A017a", I, "与帮扶人同名", "XA", "person.name", on=False)
def named_as_a_helper(member: Member, case: Case, _: Limits) -> Said:
    """The same name as a cadre."""
    helpers = case.around.helpers
    if not helpers:
        return None
    return "与一名帮扶干部同名，请核对是不是同一人" if member.person.name in helpers else OK


@household_rule("A018", W, "无帮扶责任人", "XA", "household.head", needs=())
def somebody_helps(case: Case, _: Limits) -> Said:
    """A cadre is paired with the household; a file alone says nothing of it."""
    if not case.around.complete:
        return None
    return OK if case.helpers else "没有登记帮扶责任人，请落实"


@member_rule(
    "A019", W, "年龄过大，可能未办自然减少", "通行做法", "person.birth",
    limits={"most": limit("年龄超过", 100, "岁")},
)  # fmt: skip
def still_alive(member: Member, _: Case, limits: Limits) -> Said:
    """Above a hundred somebody may have died without being taken off."""
    age = member.age
    if age is None:
        return None
    return f"{age}岁仍在册，请核实是否健在，已去世的请办理自然减少" if age > limits["most"] else OK


waiting_rule(
    "A019a", W, "死亡人员仍在册", "通行做法",
    "民政、公安的死亡人员名单：拿到后用“名单比对”核对，命中的办理自然减少",
)  # fmt: skip


@member_rule("A020a", E, "民族为空", "PC #9；GZ 2_01_001、2_12_002", "person.nation")
def nation_there(member: Member, _: Case, __: Limits) -> Said:
    """A nation."""
    return OK if member.person.nation else "没有填民族，请补录"


@member_rule(
    "A020b", E, "政治面貌为空", "PC #10", "person.politics",
    limits={"least": limit("满多少岁必填", 18, "岁")},
)  # fmt: skip
def politics_there(member: Member, _: Case, limits: Limits) -> Said:
    """政治面貌 of adults; from which age on is the office's to say."""
    age = member.age
    if age is not None and age < limits["least"]:
        return None
    return OK if member.person.politics else "没有填政治面貌，请补录"


@member_rule("A020c", E, "与户主关系为空", "PC #8；GZ 3_01_001、3_12_002", "person.relation")
def relation_there(member: Member, _: Case, __: Limits) -> Said:
    """A relation to the head."""
    return OK if member.person.relation else "没有填与户主关系，请补录"


@household_rule("A021", I, "户联系电话为空", "PC #95；GZ 4_02_001", "household.phone")
def phone_there(case: Case, _: Limits) -> Said:
    """A phone to call."""
    return OK if case.household.phone else "没有户联系电话，请补录"


_mobile = re.compile(r"1[3-9]\d{9}").fullmatch
_between = re.compile(r"^\+?86(?=1)|[\s\-—－]")


def _bare(case: Case) -> Mend | None:
    bare = _between.sub("", clean(case.household.phone))
    return Mend("household.phone", bare) if _mobile(bare) else None


@household_rule(
    "A021a", I, "户联系电话不是11位手机号", "GZ 2_01_013、2_01_014、5_13_003", "household.phone", mend=_bare
)  # fmt: skip
def phone_right(case: Case, _: Limits) -> Said:
    """A mobile number of eleven digits."""
    phone = case.household.phone
    if not phone:
        return None
    return OK if _mobile(phone) else f"户联系电话“{phone}”不是11位手机号，请核对"


@household_rule(
    "A022", I, "同户不同县务工却同电话", "GZ 5_15_021", "person.phone", "work_spell.county",
    needs=("person.phone",),
)  # fmt: skip
def one_phone_two_counties(case: Case, _: Limits) -> Said:
    """Two members who work in different counties do not carry one phone."""
    counties: dict[str, dict[str, str]] = {}
    for member in case.members:
        for spell in member.spells:
            if member.person.phone and spell.county and spell.year == case.around.on.year:
                counties.setdefault(member.person.phone, {})[member.person.name] = spell.county
    if not counties:
        return None
    for found in counties.values():
        if len(set(found.values())) > 1:
            return f"{'、'.join(found)}在不同的县务工（{'、'.join(dict.fromkeys(found.values()))}），联系电话却相同，请核对"
    return OK


@household_rule("A022a", I, "不同户同电话", "GZ 5_15_022", "household.phone")
def phone_of_one_household(case: Case, _: Limits) -> Said:
    """A phone belongs to one household."""
    if not case.household.phone:
        return None
    others = [
        each
        for each in case.around.phones.get(case.household.phone, ())
        if each.household_id != case.household.id
    ]
    if not others:
        return OK
    more = f"等{len(others)}户" if len(others) > 1 else ""
    return f"户联系电话与{others[0].village}{others[0].name}{more}相同，请核对"
