"""Rules A 身份与人口, rows 1 to 8 (and the sex of 20): ID numbers and what follows from them."""

from __future__ import annotations

from fupin_desktop.domain.codes import IdKind, Sex
from fupin_desktop.domain.doctor.case import Case, Member
from fupin_desktop.domain.doctor.rule import OK, E, I, Limits, Mend, Said, W, member_rule
from fupin_desktop.domain.id_number import CHECK_PROBLEM, Kind, mask_number
from fupin_desktop.domain.values import show_day

_SOUND = (Kind.RESIDENT, Kind.OLD, Kind.DISABLED)
_DIGITS = (Kind.RESIDENT, Kind.OLD)
_ID = "person.id_number"


@member_rule("A001", E, "证件号码为空", "GZ 1_01_001；XA", _ID)
def number_there(member: Member, _: Case, __: Limits) -> Said:
    """A number, or the reason why there is none yet."""
    person = member.person
    return OK if person.id_number or person.pending else "没有证件号码，也没有写明待补原因，请补录"


@member_rule("A001a", I, "待补证件", "GZ 1_01_001", _ID, "person.pending")
def number_pending(member: Member, _: Case, __: Limits) -> Said:
    """Who waits for papers is told of until they are there."""
    person = member.person
    if person.pending is None:
        return None
    return OK if person.id_number else f"待补证件（{person.pending.label}），办好后请补录证件号码"


@member_rule("A001b", E, "证件号码重复", "GZ 1_01_001；XA（同村、同乡、同县、同省）", _ID)
def number_once(member: Member, case: Case, _: Limits) -> Said:
    """One number, one person. A disability card holds the same eighteen digits."""
    person = member.person
    if not person.id_number:
        return None
    others = [
        each
        for each in case.around.ids.get(person.id_number[:18].upper(), ())
        if each.person_id != person.id or each.household_id != case.household.id
    ]
    if not others:
        return OK
    first = others[0]
    place = "本户" if first.household_id == case.household.id else first.village
    more = f"等{len(others)}人" if len(others) > 1 else ""
    number = mask_number(person.id_number)
    return f"证件号码与{place}{first.name}{more}相同（{number}），请核对是号码有误还是一人登记了两次"


@member_rule("A002", E, "证件号码位数或写法有误", "GZ 1_01_002；XA", _ID)
def number_length(member: Member, _: Case, __: Limits) -> Said:
    """18 digits, or 20 and 22 of a disability card; another kind of paper is not measured."""
    number = member.number
    if number is None or member.person.id_kind is IdKind.OTHER:
        return None
    if number.kind is not Kind.OTHER:
        return OK
    said = "；".join(number.problems) + _shown(member)
    return said if "请" in said else f"{said}，请核对"


def _to_eighteen(member: Member) -> Mend | None:
    number = member.number
    if number is None or number.kind is not Kind.OLD or number.problems or number.number18 is None:
        return None
    return Mend(_ID, number.number18)


@member_rule("A002a", I, "15位旧号码", "GZ 1_01_002", _ID, mend=_to_eighteen)
def number_old(member: Member, _: Case, __: Limits) -> Said:
    """An old number can be written with 18 digits."""
    number = member.number
    if number is None:
        return None
    return "证件号码是15位旧号码，请升为18位" if number.kind is Kind.OLD else OK


def _as_read(member: Member) -> Mend | None:
    number = member.number
    return Mend(_ID, number.text) if number is not None and number.kind in _SOUND else None


@member_rule("A002b", I, "证件号码写法不规范", "通行做法", _ID, mend=_as_read)
def number_spelling(member: Member, _: Case, __: Limits) -> Said:
    """Full-width digits, blanks, a small x."""
    number = member.number
    if number is None or number.kind not in _SOUND:
        return None
    plain = number.text == member.person.id_number
    return OK if plain else "证件号码中有小写x、全角数字、空格或多余符号，请改为规范写法"


@member_rule("A002c", W, "证件号码被遮盖", "通行做法", _ID)
def number_masked(member: Member, _: Case, __: Limits) -> Said:
    """Stars in the place of digits."""
    number = member.number
    if number is None:
        return None
    return f"证件号码被遮盖（{number.text}），请补全" if number.kind is Kind.MASKED else OK


@member_rule("A003", E, "证件号码校验码错误", "GZ 1_01_003；GB 11643-1999", _ID)
def number_check(member: Member, _: Case, __: Limits) -> Said:
    """The check character of an 18-digit number. A right one is never proposed: any digit may be the wrong one."""
    number = member.number
    if number is None or number.kind not in _DIGITS:
        return None
    found = [each for each in number.problems if each.startswith(CHECK_PROBLEM)]
    return found[0] + _shown(member) if found else OK


@member_rule("A003a", E, "证件号码的地区或出生日期无效", "GZ 1_01_003；GB 11643-1999", _ID)
def number_parts(member: Member, _: Case, __: Limits) -> Said:
    """Province and birthday inside the number."""
    number = member.number
    if number is None or number.kind not in _DIGITS:
        return None
    found = [each for each in number.problems if not each.startswith(CHECK_PROBLEM)]
    return f"{'；'.join(found)}{_shown(member)}，请核对" if found else OK


@member_rule("A004", E, "残疾人证号有误", "GZ 1_01_004", "person.disability_card", _ID, needs=(_ID,))
def card_right(member: Member, _: Case, __: Limits) -> Said:
    """The first 18 digits, category 1 to 7 and degree 1 to 4."""
    card, number = member.card, member.number
    if card is None:
        return None
    told = number.problems if number is not None and number.kind in _DIGITS else ()
    said = [each for each in card.problems if each not in told]
    if card.kind is not Kind.DISABLED:
        said = ["残疾人证号应为20或22位数字"]
    return f"{'；'.join(said)}，请核对残疾人证（{mask_number(card.text)}）" if said else OK


@member_rule(
    "A004a", W, "残疾人证号与证件号码不是同一人", "GZ 1_01_004（残疾人证号前18位即证件号码）",
    "person.disability_card", _ID,
)  # fmt: skip
def card_of_this_person(member: Member, _: Case, __: Limits) -> Said:
    """A card's first 18 digits are its holder's number."""
    card, number = member.card, member.number
    if card is None or card.kind is not Kind.DISABLED or number is None or number.number18 is None:
        return None
    same = card.number18 == number.number18
    return OK if same else f"残疾人证号前18位与证件号码不同（{mask_number(card.text)}），请核对"


def _kind_of_paper(member: Member) -> Mend | None:
    number = member.number
    if number is None or number.problems or number.kind not in _SOUND:
        return None
    return Mend("person.id_kind", IdKind.DISABLED if number.kind is Kind.DISABLED else IdKind.RESIDENT)


@member_rule("A005", E, "证件类型与长度不符", "PC #43、#40", "person.id_kind", _ID, mend=_kind_of_paper)
def kind_and_length(member: Member, _: Case, __: Limits) -> Said:
    """居民身份证 has 18 digits, 残疾人证 20 or 22 (where the card is kept in its own field, either will do)."""
    number, kind = member.number, member.person.id_kind
    if number is None or kind is None or number.kind not in _SOUND:
        return None
    disabled = number.kind is Kind.DISABLED
    if kind is IdKind.RESIDENT and disabled:
        return f"证件类型是“{kind.label}”，号码却是残疾人证号（{len(number.text)}位），请更正证件类型"
    if kind is IdKind.DISABLED and not disabled and not member.person.disability_card:
        return f"证件类型是“{kind.label}”，号码却是{len(number.text)}位，请更正证件类型或补录残疾人证号"
    return OK


@member_rule("A006", W, "临时证件号码", "GZ 4_01_003；PC #93", _ID)
def number_temporary(member: Member, _: Case, __: Limits) -> Said:
    """99999 at the beginning, or inside a number that is wrong anyway."""
    number = member.number
    if number is None:
        return None
    if number.kind is Kind.TEMPORARY:
        return "证件号码是临时号码（99999开头），请核实后更换"
    return "证件号码含99999，像是临时号码，请核实" if number.problems and "99999" in number.text else OK


def _birth_of_number(member: Member) -> Mend | None:
    number = member.number
    if number is None or number.problems or number.birth is None:
        return None
    return Mend("person.birth", number.birth)


@member_rule(
    "A007", E, "出生日期与证件号码不符", "PC #94", "person.birth", _ID, mend=_birth_of_number
)  # fmt: skip
def birth_agrees(member: Member, _: Case, __: Limits) -> Said:
    """The kept birth date and the number's."""
    number, birth = member.number, member.person.birth
    if number is None or number.birth is None or birth is None:
        return None
    if number.birth == birth:
        return OK
    said = f"出生日期填{show_day(birth)}，证件号码中是{show_day(number.birth)}"
    return f"{said}（{mask_number(number.text)}），请核对"


@member_rule("A007a", I, "出生日期为空", "PC #94", "person.birth", mend=_birth_of_number)
def birth_there(member: Member, _: Case, __: Limits) -> Said:
    """A birth date, which a sound number gives by itself."""
    return OK if member.person.birth else "没有出生日期，请补录"


def _sex_of_number(member: Member) -> Mend | None:
    number = member.number
    if number is None or number.problems or number.sex is None:
        return None
    return Mend("person.sex", Sex.of(number.sex))


@member_rule("A008", E, "性别与证件号码不符", "PC #49", "person.sex", _ID, mend=_sex_of_number)
def sex_agrees(member: Member, _: Case, __: Limits) -> Said:
    """The kept sex and the number's 17th digit."""
    number, sex = member.number, member.person.sex
    if number is None or number.sex is None or sex is None:
        return None
    if number.sex == sex:
        return OK
    return f"性别填{sex.label}，与证件号码不符（{mask_number(number.text)}），请核对"


@member_rule("A020", E, "性别为空", "PC；GZ 2_01_001", "person.sex", mend=_sex_of_number)
def sex_there(member: Member, _: Case, __: Limits) -> Said:
    """A sex, which a sound number gives by itself."""
    return OK if member.person.sex else "没有填性别，请补录"


def _shown(member: Member) -> str:
    assert member.number is not None
    return f"（{mask_number(member.number.text)}）"
