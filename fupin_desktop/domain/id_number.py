"""Reads ID numbers (GB 11643, 18 or 15 digits; disability cards, 20 or 22) and finds them in public text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from fupin_desktop.domain.values import SPOILT, quoted, show_day

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
CHECK_PROBLEM = "证件号码第18位应核对"
_HOMES = "11-15 21-23 31-37 41-46 50-54 61-65 71-71 81-83"
PROVINCES = frozenset(
    str(code) for span in _HOMES.split() for code in range(int(span[:2]), int(span[3:]) + 1)
)


class Kind(StrEnum):
    """What sort of number a person has."""

    RESIDENT = "resident"
    OLD = "old"
    DISABLED = "disabled"
    TEMPORARY = "temporary"
    MASKED = "masked"
    OTHER = "other"


class IdNumber(NamedTuple):
    """An ID number as it was read; ``number18`` is what people are matched by, None where there is none."""

    text: str
    kind: Kind
    number18: str | None = None
    birth: date | None = None
    sex: str | None = None
    problems: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    disability: tuple[str, str] | None = None  # category 1-7, degree 1-4


_plain = re.compile(r"[1-9][0-9]{16}[0-9X]").fullmatch


def read_id_number(value: str | int | float, on: date | None = None) -> IdNumber:
    """Read a number; faults are in ``problems``, never raised. ``on``: the day no birth may lie after."""
    text = value if isinstance(value, str) else f"{value:.0f}" if abs(value) < 1e15 else f"{value:.6G}"
    if _plain(text) and not text.startswith("99999"):
        return _eighteen(text, on)
    text, mended = _mend(text)
    read = _read(text, on)
    return read._replace(mended=mended + read.mended) if mended else read


def read_plain(text: str | int | float) -> tuple[str, str] | None:
    """Birth (ISO) and sex of an 18-digit number that nothing is wrong with; None asks for ``read_id_number``."""
    if type(text) is not str or not _plain(text) or text.startswith("99999"):
        return None
    home, strange = _home(text[:6])
    born, day = _birthday(text[6:14])
    if strange or not day or CHECKS[(home + born + _order(text[14:17])) % 11] != text[17]:
        return None
    return day, "male" if text[16] in "13579" else "female"


def mask_number(number: str) -> str:
    """659099********1234: enough to find the person, too little to misuse."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}" if len(number) > 10 else number


_in_text = re.compile(r"(?<![0-9A-Za-z])(?:\d{15}|\d{17}[\dXx](?:\d{2}){0,2})(?![0-9A-Za-z])")


def hide_numbers(text: str) -> str:
    """A text with every ID number and disability card in it masked."""
    return _in_text.sub(lambda found: mask_number(found[0]), text) if len(text) >= 15 else text


def hides(shown: str, whole: str) -> bool:
    """Is this a text with some of its figures hidden: 659099********1234 for 659099195510111234?"""
    return (
        "***" in shown
        and len(shown) == len(whole)
        and all(mine in ("*", theirs) for mine, theirs in zip(shown, whole, strict=True))
    )


def check_character(body17: str) -> str:
    """The 18th character that belongs to the first 17 digits."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(body17, WEIGHTS, strict=True)) % 11]


def age(birth: date, on: date) -> int:
    """Full years by the calendar."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _read(text: str, on: date | None) -> IdNumber:
    if text.startswith("99999"):
        return IdNumber(text, Kind.TEMPORARY)
    if _plain(text):
        return _eighteen(text, on)
    if found := re.fullmatch(r"([1-9]\d{16}[\dX])(\d)(\d)(?:B\d)?", text):
        return _disability(text, found[1], found[2], found[3], on)
    if re.fullmatch(r"[1-9]\d{14}", text):
        return _fifteen(text, on)
    if _is_masked(text):
        return _masked(text)
    return IdNumber(text, Kind.OTHER, problems=(_strange(text),))


# The weighted sum is taken in three pieces, each remembered: a township has few counties and few birthdays.


@lru_cache(maxsize=4096)
def _home(code: str) -> tuple[int, str | None]:
    known = code[:2] in PROVINCES or (code[0] == "9" and code[1:3] in PROVINCES)  # 9…: 外国人永久居留身份证
    return _weigh(code, 0), None if known else f"证件号码前两位“{code[:2]}”不是省级代码"


@lru_cache(maxsize=65536)
def _born(code: str) -> tuple[int, date | None]:
    try:
        return _weigh(code, 6), date(int(code[:4]), int(code[4:6]), int(code[6:]))
    except ValueError:
        return _weigh(code, 6), None


@lru_cache(maxsize=65536)
def _birthday(code: str) -> tuple[int, str]:
    weight, birth = _born(code)
    return weight, birth.isoformat() if birth and birth.year >= 1900 and birth <= date.today() else ""


@lru_cache(maxsize=1000)
def _order(code: str) -> int:
    return _weigh(code, 14)


def _weigh(digits: str, start: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS[start:], strict=False))


def _eighteen(text: str, on: date | None) -> IdNumber:
    home, strange = _home(text[:6])
    born, birth = _born(text[6:14])
    order = text[14:17]
    sex = "male" if order[2] in "13579" else "female"
    right = CHECKS[(home + born + _order(order)) % 11] == text[17]
    if right and strange is None and birth is not None and birth.year >= 1900 and (on is None or birth <= on):
        return IdNumber(text, Kind.RESIDENT, text, birth, sex)
    said = [strange, _birth_problem(text[6:14], birth, on)]
    if not right:
        said.append(f"{CHECK_PROBLEM}：与前17位不符")
    return IdNumber(text, Kind.RESIDENT, text, birth, sex, tuple(each for each in said if each))


def _birth_problem(code: str, birth: date | None, on: date | None) -> str | None:
    if birth is None:
        return f"证件号码第7至14位“{code}”不是有效日期"
    if birth.year < 1900:
        return f"证件号码中的出生日期{show_day(birth)}早于1900年，请核对"
    if on is not None and birth > on:
        return f"证件号码中的出生日期{show_day(birth)}晚于{show_day(on)}，请核对"
    return None


def _disability(text: str, number: str, category: str, degree: str, on: date | None) -> IdNumber:
    said = []
    if category not in "1234567":
        said.append(f"残疾人证号第19位（残疾类别）应为1至7，这里是{category}")
    if degree not in "1234":
        said.append(f"残疾人证号第20位（残疾等级）应为1至4，这里是{degree}")
    read = _eighteen(number, on)
    kind = (category, degree) if not said else None
    return read._replace(text=text, kind=Kind.DISABLED, problems=read.problems + tuple(said), disability=kind)


def _fifteen(text: str, on: date | None) -> IdNumber:
    # 996 to 999 were kept for people who were a hundred when the old numbers were given out
    body = text[:6] + ("18" if text[12:] >= "996" else "19") + text[6:]
    read = _eighteen(body + check_character(body), on)
    problems = read.problems
    if read.birth and read.birth.year >= 1850:
        problems = tuple(each for each in problems if "早于1900年" not in each)
    if read.birth is None:
        problems = (*problems[:-1], f"证件号码第7至12位“{text[6:12]}”不是有效日期")
        return IdNumber(text, Kind.OLD, None, None, read.sex, problems)
    return read._replace(text=text, kind=Kind.OLD, problems=problems, mended=("15位旧号码已换算成18位",))


def _is_masked(text: str) -> bool:
    return bool(re.fullmatch(r"[\dX*]{15,22}", text)) and ("*" in text or "XX" in text)


def _masked(text: str) -> IdNumber:
    """What a masked number still shows: the birthday, if it is not under the stars."""
    birth = _born(text[6:14])[1] if re.fullmatch(r"\d{14}.{4,}", text) else None
    sex = ("male" if text[16] in "13579" else "female") if len(text) >= 18 and text[16].isdigit() else None
    return IdNumber(text, Kind.MASKED, None, birth, sex)


def _strange(text: str) -> str:
    if not text:
        return "证件号码是空的"
    if re.fullmatch(r"\d(?:\.\d*)?E\+?\d+", text):
        return f"{quoted(text)}{SPOILT}"
    if re.fullmatch(r"\d{6,}X?", text):
        return f"证件号码应为18位，这里是{len(text)}位"
    return f"{quoted(text)}不是身份证号，请核对证件类型"


_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


def _mend(text: str) -> tuple[str, tuple[str, ...]]:
    """Take out what is not part of the number, with a word about each thing taken out."""
    said = []
    half = text.translate(_WIDE)
    if half != text:
        said.append("全角字符已改为半角")
    solid = _BLANKS.sub("", half)
    if solid != half:
        said.append("已去掉号码中的空格或制表符" if solid else "")
    bare = solid.strip("'`‘’\"“”")
    if bare != solid:
        said.append("已去掉号码两边的引号")
    if re.fullmatch(r"G[\dXx*]{15,22}", bare):
        bare = bare[1:]
        said.append("已去掉学籍号前的字母G")
    if re.fullmatch(r"\d{6}[-‐-—]\d{4,8}[-‐-—][\dXx-]+", bare):
        bare = re.sub("[-‐-—]", "", bare)
        said.append("已去掉号码中的短横")
    upper = bare.upper().replace("×", "*").replace("●", "*")
    if upper != bare and bare[-1:] == "x":
        said.append("小写x已改为大写X")
    return upper, tuple(each for each in said if each)


class Private(NamedTuple):
    """A private number in a public text; ``excerpt`` is masked, so that a message may quote it."""

    kind: str
    excerpt: str
    position: int


_BETWEEN = r"[ \t\r\n\u00a0\u3000‐-—-]{1,2}"
_long_run = re.compile(rf"(?<!\d)\d(?:(?:{_BETWEEN})?\d){{14,}}(?:(?:{_BETWEEN})?[Xx](?![A-Za-z]))?")
_mobile = re.compile(
    rf"(?<!\d)(?:\+?86(?:{_BETWEEN})?)?(1[3-9]\d(?:{_BETWEEN})?\d{{4}}(?:{_BETWEEN})?\d{{4}})(?!\d)"
)
_gap = re.compile(_BETWEEN)


def looks_private(text: str, allowed: Iterable[str] = ()) -> list[Private]:
    """ID-, card- and mobile-like numbers in a finished text, except the ``allowed`` telephone numbers."""
    exempt = {_digits(phone) for phone in allowed}
    half = text.translate(_WIDE)  # one character for one: positions stay
    runs = list(_private_runs(half))
    mobiles = [
        mobile
        for mobile in _private_mobiles(half, exempt)
        if not any(run.position <= mobile.position < end for run, end in runs)
    ]
    return sorted([*(run for run, _ in runs), *mobiles], key=lambda each: each.position)


def _digits(text: str) -> str:
    return re.sub(r"[^\dXx]", "", text.translate(_WIDE)).upper()


def _private_runs(text: str) -> Iterator[tuple[Private, int]]:
    for run in _long_run.finditer(text):
        groups = [group for group in _gap.split(run[0]) if group]
        solid = next((group for group in groups if len(group) >= 15), "")
        joined = solid or _joined_number(groups)
        if joined:
            kind = "证件号码" if _is_id_like(joined) else "银行卡号" if 16 <= len(joined) <= 19 else "长号码"
            start = run.start() + (run[0].index(solid) if solid else 0)
            yield Private(kind, _hidden(joined), start), run.end()


def _joined_number(groups: list[str]) -> str:
    """A number written in groups: neighbours that make an ID number or a bank card, not just figures."""
    for first in range(len(groups)):
        joined = ""
        for count, group in enumerate(groups[first:], 1):
            joined += group
            if len(joined) in (15, 18, 20) and _is_id_like(joined) and (count <= 6 or _is_right(joined)):
                return joined
            if 16 <= len(joined) <= 19 and len(groups[first]) == 4 and _is_card_like(joined):
                return joined
    return ""


def _is_id_like(digits: str) -> bool:
    if digits[:2] not in PROVINCES:
        return False
    if len(digits) == 15:
        return _born("19" + digits[6:12])[1] is not None
    birth = _born(digits[6:14])[1] if len(digits) >= 18 and digits[6:14].isdigit() else None
    return birth is not None and 1900 <= birth.year <= 2100


def _is_right(digits: str) -> bool:
    """Small figures in a row may look like a number by chance, hardly with the right check character."""
    return len(digits) == 18 and digits[:17].isdigit() and check_character(digits[:17]) == digits[17].upper()


def _is_card_like(digits: str) -> bool:
    """Does it begin as domestic cards do, or pass Luhn's check?"""
    if not digits.isdigit() or digits.startswith("62"):
        return digits.isdigit()
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _private_mobiles(text: str, exempt: set[str]) -> Iterator[Private]:
    for found in _mobile.finditer(text):
        number = _digits(found[1])
        if number not in exempt:
            yield Private("手机号码", _hidden(number), found.start(1))


def _hidden(number: str) -> str:
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"
