"""What things are called on a day (扶贫办, 乡村振兴办 …), and numbers written in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

OFFICE = "office"
OFFICE_SHORT = "office_short"
POOR = "poor"
REGISTERED = "registered"
LIFTED = "lifted"
WORK = "work"
HOTLINE = "hotline"


@dataclass(frozen=True, slots=True)
class Term:
    """A name with the days on which it is used, both included; None is open."""

    key: str
    text: str
    since: date | None = None
    until: date | None = None

    def used(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


_OFFICE_ENDS, _OFFICE_BEGINS = date(2021, 5, 31), date(2021, 6, 1)
_POVERTY_ENDS, _MONITORING_BEGINS = date(2020, 12, 31), date(2021, 1, 1)

# After 2023 the townships named their offices each in its own way: an office says its own name.
DEFAULT_TERMS = (
    Term(OFFICE, "扶贫开发办公室", until=_OFFICE_ENDS),
    Term(OFFICE, "乡村振兴办公室", since=_OFFICE_BEGINS),
    Term(OFFICE_SHORT, "扶贫办", until=_OFFICE_ENDS),
    Term(OFFICE_SHORT, "乡村振兴办", since=_OFFICE_BEGINS),
    Term(POOR, "贫困户", until=_POVERTY_ENDS),
    Term(POOR, "防止返贫监测对象", since=_MONITORING_BEGINS),
    Term(REGISTERED, "建档立卡贫困户", until=_POVERTY_ENDS),
    Term(REGISTERED, "脱贫户", since=_MONITORING_BEGINS),
    Term(LIFTED, "脱贫户"),
    Term(WORK, "脱贫攻坚", until=_POVERTY_ENDS),
    Term(WORK, "巩固拓展脱贫攻坚成果", since=_MONITORING_BEGINS),
    Term(HOTLINE, "12317"),
)


def monitoring(on: date) -> bool:
    """Whether it is the time of 防止返贫监测, after 脱贫攻坚 was over."""
    return on >= _MONITORING_BEGINS


_LATER_WORDS = (
    ("建档立卡贫困户个别搬迁", "个别搬迁"), ("建档立卡贫困户", "脱贫户"), ("贫困户申请书", "监测对象申请书"),
    ("贫困户属性", "户属性"), ("一般贫困户", "一般户"),
    ("低保贫困户", "低保户"), ("特困供养贫困户", "特困供养户"), ("五保贫困户", "特困供养户"), ("贫困户识别", "监测对象识别"),
    ("贫困户退出", "脱贫退出"), ("贫困村", "村"), ("扶贫明白卡", "帮扶明白卡"), ("贫困户", "监测对象"),
)  # fmt: skip


def reworded(text: str, on: date) -> str:
    """A label of the poverty register in the words of a day: since 2021 nobody is called 贫困户.

    The code lists and headings of the national register of 2014-2020 keep their words inside the program; this is what is shown.
    """
    if monitoring(on):
        for old, new in _LATER_WORDS:
            text = text.replace(old, new)
    return text


def said(key: str, on: date, office_terms: Sequence[Term] = ()) -> str:
    """What a thing is called on a day; an office's own name goes before the usual one. Raises KeyError."""
    for terms in (office_terms, DEFAULT_TERMS):
        used = [term for term in terms if term.key == key and term.used(on)]
        if used:
            return max(used, key=lambda term: term.since or date.min).text
    raise KeyError(key)


_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_PLACES = ("", "拾", "佰", "仟")
_PLAIN = "零一二三四五六七八九"
_PLAIN_PLACES = ("", "十", "百", "千")


def money_in_words(amount: Decimal) -> str:
    """人民币壹万元整, by the rules for payment vouchers (支付结算办法附一)."""
    fen = int((abs(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    yuan, rest = divmod(fen, 100)
    words = f"{_count(yuan, _FORMAL, _FORMAL_PLACES)}元" if yuan or not rest else ""
    return f"人民币{'负' if amount < 0 and fen else ''}{words}{_small_change(rest, after_yuan=bool(yuan))}"


def _small_change(rest: int, after_yuan: bool) -> str:
    jiao, fen = divmod(rest, 10)
    if not rest:
        return "整"
    words = f"{_FORMAL[jiao]}角" if jiao else "零" if after_yuan else ""
    return f"{words}{_FORMAL[fen]}分" if fen else f"{words}整"


def numeral(number: int) -> str:
    """一, 十, 十二, 二十, 一百零一: the number of a heading or a quarter. ``number`` is not negative."""
    words = _count(number, _PLAIN, _PLAIN_PLACES)
    return words[1:] if words.startswith("一十") else words


def _count(number: int, digits: str, places: Sequence[str]) -> str:
    if number < 10:
        return digits[number]
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1000, places[3]), (100, places[2]), (10, places[1])):
        if number >= unit:
            high, low = divmod(number, unit)
            nought = digits[0] if 0 < low < unit // 10 else ""
            return _count(high, digits, places) + name + nought + (_count(low, digits, places) if low else "")
    raise AssertionError(number)


def ordinal_quarter(_year: int, quarter: int) -> str:
    """第二季度; the year is asked for so that callers hold a quarter as the pair that it is."""
    return f"第{_PLAIN[quarter]}季度"
