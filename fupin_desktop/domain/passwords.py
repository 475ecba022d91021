"""What a password for files that leave the PC must be, and how good it is, in words."""

from __future__ import annotations

import math
import unicodedata
from typing import NamedTuple

LEAST = 8
"""Characters: fewer are tried out by a program in hours, however slow each try is made."""
MOST = 200
"""Characters: what is longer is a file somebody pasted."""

_ALPHABETS = "01234567890 abcdefghijklmnopqrstuvwxyz qwertyuiop asdfghjkl zxcvbnm"
_WORST = ("password", "woaini", "fupin", "admin", "iloveyou")
_POOLS = {"digit": 10, "lower": 26, "upper": 26, "sign": 32, "han": 2500}
"""How many characters of each kind somebody who guesses has to try; of the Chinese ones those in common use."""
_GOOD, _FAIR = 65.0, 45.0
"""Bits."""


class Strength(NamedTuple):
    """How good a password is: ``words`` for the clerk, ``tone`` as the window colours it."""

    words: str
    tone: str


def normal(password: str) -> str:
    """The one spelling of a password (Unicode NFKC): full-width letters and digits of an input method are the plain ones."""
    return unicodedata.normalize("NFKC", password)


def problem(password: str) -> str:
    """Why a password cannot be taken for a new file, in a sentence; "" when it can."""
    password = normal(password)
    if not password:
        return "请输入密码"
    if any(unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp") for each in password):
        return "密码里有看不见的字符（如制表符、换行），请重新输入"
    if password != password.strip():
        return "密码的开头或结尾有空格，看不出来，以后容易输错，请去掉"
    if len(password) < LEAST:
        return f"密码至少{LEAST}个字符，现在是{len(password)}个，请再加长"
    if len(password) > MOST:
        return f"密码最多{MOST}个字符，现在是{len(password)}个，请缩短"
    if _is_guessed_first(password):
        return "这样的密码（重复、连续的字符或常用词）一猜就中，请换一个"
    return ""


def strength(password: str) -> Strength:
    """How long it would take to guess a password, in words."""
    password = normal(password)
    if problem(password):
        return Strength("还不能用", "red")
    kinds = {_kind(each) for each in password}
    bits = len(password) * math.log2(sum(_POOLS[each] for each in kinds))
    bits *= len(set(password)) / len(password)
    if kinds == {"digit"}:
        return Strength("弱：全是数字，像电话、生日、证件号的最容易猜中", "amber")
    if bits < _FAIR:
        return Strength("弱：再加长一些，或混用字母和数字", "amber")
    return Strength("强", "green") if bits >= _GOOD else Strength("中等", "green")


def _kind(character: str) -> str:
    if character.isascii():
        if character.isdigit():
            return "digit"
        if character.isalpha():
            return "lower" if character.islower() else "upper"
        return "sign"
    return "han"


def _is_guessed_first(password: str) -> bool:
    plain = password.lower()
    letters = plain.rstrip("0123456789")
    return (
        len(set(plain)) <= 2
        or any(plain in row or plain[::-1] in row for row in _ALPHABETS.split())
        or (letters in _WORST and len(plain) - len(letters) <= 4)
    )
