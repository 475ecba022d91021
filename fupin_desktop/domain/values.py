"""Reads days, money, numbers, yes and no as people and spreadsheets write them, and shows them again."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Never

Cell = str | int | float | bool | date | datetime | Decimal | None

SPOILT = "已被Excel变成科学计数，无法恢复原数，请从原表重新导出"


class Unreadable(ValueError):
    """A value that cannot be read; ``str()`` is one Chinese sentence for the clerk."""


def quoted(value: object) -> str:
    """A value as it stands in a message, short enough to read."""
    text = str(value)
    return f"“{text if len(text) <= 30 else text[:29] + '…'}”"


def _refuse(value: object, said: str) -> Never:
    if str(value).strip():
        raise Unreadable(f"{quoted(value)}{said}")
    raise Unreadable(f"这里是空的，{said.replace('不是', '应填')}")


_INVISIBLE = (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, 0xFEFF)


def _half_width(ranges: str) -> dict[int, int]:
    pairs = zip(ranges[::2], ranges[1::2], strict=True)
    return {wide: wide - 0xFEE0 for a, z in pairs for wide in range(ord(a), ord(z) + 1)}


_TEXT: dict[int, int | str | None] = {
    **dict.fromkeys(_INVISIBLE),
    **_half_width("０９ＡＺａｚ（）［［］］"),
}
_NUMBER: dict[int, int | str | None] = {
    **dict.fromkeys(_INVISIBLE),
    **_half_width("！～"),
    **str.maketrans("。−—", ".--"),
}

_plain = re.compile(r"[0-9A-Za-z\u4e00-\u9fff·.()/-]*").fullmatch
_spaced_number = re.compile(r"[0-9Xx.,*+-]+(?:\s+[0-9Xx.,*+-]+)+").fullmatch


def clean(text: str) -> str:
    """Strip, make full-width digits, letters and brackets half-width, close up numbers with blanks."""
    if _plain(text):
        return text
    text = text.translate(_TEXT).strip()
    if _spaced_number(text):
        return "".join(text.split())
    return text


_DOTS = re.compile(r"\s*[•．・·‧∙⋅･﹒●]\s*|(?<=[\u3400-\u9fff])\s*\.\s*(?=[\u3400-\u9fff])")
_plain_name = re.compile(r"[\u4e00-\u9fff]*").fullmatch
_padded_name = re.compile(r"[^\x00-\x7f\s]{1,2}\s+[^\x00-\x7f\s]{1,2}").fullmatch


def clean_name(text: str) -> str:
    """A name with its separators as ``·`` and without the blanks that line up two-character names."""
    if _plain_name(text):
        return text
    text = _DOTS.sub("·", clean(text)).strip("·")
    parts = text.split()
    if _padded_name(text) or all(len(part) == 1 and not part.isascii() for part in parts):
        return "".join(parts)
    return " ".join(parts)


_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73050  # 1910-01-01 and 2099-12-31; smaller numbers are years or counts
_CLOCK = r"(?:[ T]*\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?)?"
_day_written = re.compile(
    rf"(\d{{4}})\s*[-./年]\s*(\d{{1,2}})\s*[-./月]\s*(\d{{1,2}})\s*[日号]?(?:\(?星期.\)?)?{_CLOCK}"
).fullmatch
_iso = re.compile(r"\d{4}-\d\d-\d\d").fullmatch
_day_packed = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?(?:\.0+)?").fullmatch
_month_written = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?(?:份)?").fullmatch
_month_packed = re.compile(r"(\d{4})(\d\d)(?:\.0+)?").fullmatch
_year_written = re.compile(r"(\d{4})(?:\.0+)?\s*(?:年|年度)?").fullmatch
_serial_written = re.compile(r"\d{5}(?:\.\d+)?").fullmatch
_short_day = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?|(\d\d)(\d\d)").fullmatch
_in_han = re.compile(r"[〇零○Ｏ一二三四五六七八九十年月日号]+").fullmatch
_HAN = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")


def read_day(value: Cell) -> date:
    """The day that a cell or a form means. Raises Unreadable, also for 31 April."""
    if type(value) is str:
        return _read_day(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _day_of_number(value)
    _refuse("" if value is None else value, "不是日期")


@lru_cache(maxsize=16384)
def _read_day(text: str) -> date:
    if _iso(text):
        return _make_day(text, int(text[:4]), int(text[5:7]), int(text[8:]))
    tidy = _tidy_day(text)
    if found := _day_written(tidy) or _day_packed(tidy):
        year, month, day = found.groups()
    elif _serial_written(tidy):
        return _day_of_number(float(tidy), text)
    elif _month_written(tidy) or _month_packed(tidy):
        _refuse(text, "只有年月，不是完整日期，请补上日")
    elif _year_written(tidy):
        _refuse(text, "只有年份，不是完整日期，请补上月和日")
    elif found := _short_day(tidy):
        _make_day(text, 2000, *(int(part) for part in found.groups() if part))
        _refuse(text, "没有年份，请写成2018-5-8这样")
    else:
        _refuse(text, "不是日期，请写成2018-5-8这样")
    return _make_day(text, int(year), int(month), int(day))


def _tidy_day(text: str) -> str:
    text = text.translate(_NUMBER).strip()
    return _from_han(text) if _in_han(text) else text


def _from_han(text: str) -> str:
    """二〇一八年五月十二日 → 2018年5月12日."""
    text = re.sub(r"([一二三四五六七八九])十(?=[一二三四五六七八九])", r"\1", text)
    text = re.sub(r"([一二三四五六七八九])十", r"\g<1>0", text)
    text = re.sub(r"十(?=[一二三四五六七八九])", "1", text)
    return text.replace("十", "10").translate(_HAN)


def _make_day(text: str, year: int, month: int, day: int) -> date:
    try:
        made = date(year, month, day)
    except ValueError:
        short = f"{year}年2月29日" if (month, day) == (2, 29) else f"{month}月{day}日"
        where = "" if text.strip() == short else f"（原文{quoted(text.strip())}）"
        raise Unreadable(f"“{short}”不是有效日期{where}") from None
    if not 1850 <= year <= 2150:
        _refuse(text, "的年份不合理，请核对")
    return made


def _day_of_number(number: float, text: str | None = None) -> date:
    shown = text or f"{number:g}" if abs(number) < 1e6 else text or f"{number:.0f}"
    if math.isfinite(number):
        if _FIRST_SERIAL <= number < _LAST_SERIAL + 1:
            return _EPOCH + timedelta(days=int(number))
        if number == int(number) and 18500101 <= number <= 21501231:
            return _make_day(shown, int(number) // 10000, int(number) // 100 % 100, int(number) % 100)
    _refuse(shown, "不是日期，请写成2018-5-8这样")


def read_month(value: Cell) -> date:
    """The first day of the month that a cell or a form means; a full date gives its month."""
    if type(value) is str:
        return _read_month(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _month_of_number(value)
    return read_day(value).replace(day=1)


@lru_cache(maxsize=4096)
def _read_month(text: str) -> date:
    tidy = _tidy_day(text)
    if found := _month_written(tidy) or _month_packed(tidy):
        month = int(found[2])
        if not 1 <= month <= 12:
            _refuse(text, "不是有效月份")
        return _make_day(text, int(found[1]), month, 1)
    if _year_written(tidy):
        _refuse(text, "只有年份，不是年月，请补上月")
    try:
        return _read_day(text).replace(day=1)
    except Unreadable as wrong:
        if "有效日期" in str(wrong):
            raise
        _refuse(text, "不是年月，请写成2018年5月或201805")


def _month_of_number(number: float) -> date:
    if 185001 <= number <= 215012 and number == int(number):
        return _read_month(str(int(number)))
    if 1900 < number < 2151:  # a clerk typed 2018.10 and the cell became a number: January or October?
        if f"{number:.10g}".endswith(".1"):
            _refuse(f"{number:.10g}", "可能是1月，也可能是10月，请把单元格改成文本再填")
        return _read_month(f"{number:.10g}")
    return _day_of_number(number).replace(day=1)


def read_year(value: Cell) -> int:
    """The year that a cell or a form means; a full date or a month gives its year."""
    text = str(value) if isinstance(value, (int, float)) else value
    if isinstance(text, str) and (found := _year_written(_tidy_day(text))):
        if not 1900 <= int(found[1]) <= 2100:
            _refuse(text, "的年份不合理，请核对")
        return int(found[1])
    try:
        return read_month(value).year
    except Unreadable:
        _refuse("" if value is None else value, "不是年份，请写四位数字")


def typed_day(text: str, today: date) -> date:
    """A day typed into a form: whole, or month and day of today's year (5-8, 0508, 5月8日)."""
    if found := _short_day(_tidy_day(text)):
        month, day = (int(part) for part in found.groups() if part)
        return _make_day(text, today.year, month, day)
    return read_day(text)


_number_written = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?").fullmatch
_plain_money = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,2})?").fullmatch
_scientific = re.compile(r"[+-]?\d+(?:\.\d*)?[eE]\+?\d+").fullmatch
_MONEY_MARKS = re.compile(r"^(?:人民币|RMB|CNY)?[￥¥$]?|(?:元整|元|圆)$", re.IGNORECASE)
_COUNT_MARKS = re.compile(r"(?:个月|人|户|口|个|月|年|天|次)$")
_MEASURE_MARKS = re.compile(r"(?:平方米|㎡|m²|亩|公里|km|%)$")
_CENT = Decimal("0.01")


def spoilt(value: object) -> bool:
    """Is this a number cell of more than 15 digits, whose last digits Excel has already thrown away?"""
    return isinstance(value, (int, float)) and abs(value) >= 1e15


def read_money(value: Cell) -> Decimal:
    """Yuan to the fen, rounded half up; negative amounts are read too, the caller judges them."""
    if type(value) is str:
        return _read_money(value)
    return _rounded(_number(value))


@lru_cache(maxsize=65536)
def _read_money(text: str) -> Decimal:
    if _plain_money(text):
        return Decimal(text).quantize(_CENT)
    tidy = _MONEY_MARKS.sub("", _tidy_number(text))
    if tidy.endswith(("万", "万元")):
        return _rounded(_parse(text, tidy.rstrip("元")[:-1]) * 10000)
    if tidy.startswith("(") and tidy.endswith(")"):
        tidy = "-" + tidy[1:-1]
    return _rounded(_parse(text, tidy))


def _rounded(number: Decimal) -> Decimal:
    if abs(number) >= 10**15:
        _refuse(number, "太大，不像金额，请核对")
    return number.quantize(_CENT, ROUND_HALF_UP)


def read_whole(value: Cell) -> int:
    """A count: 12, 1,234, 12.0, 12人, 3个月."""
    return _read_whole(value) if type(value) is str else _whole(value, _number(value))


@lru_cache(maxsize=16384)
def _read_whole(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return _whole(text, _parse(text, _COUNT_MARKS.sub("", _tidy_number(text))))


def _whole(value: Cell, number: Decimal) -> int:
    if number != int(number):
        _refuse(value, "不是整数")
    return int(number)


def read_decimal(value: Cell) -> Decimal:
    """An area, a distance, a share, with as many decimals as written."""
    return _read_decimal(value) if type(value) is str else _number(value)


@lru_cache(maxsize=16384)
def _read_decimal(text: str) -> Decimal:
    return _parse(text, _MEASURE_MARKS.sub("", _tidy_number(text)))


def _tidy_number(text: str) -> str:
    return "".join(text.translate(_NUMBER).split())


def _parse(text: str, tidy: str) -> Decimal:
    if _number_written(tidy) and any(sign.isdigit() for sign in tidy):
        return Decimal(tidy.replace(",", ""))
    _refuse(text, SPOILT if _scientific(tidy) else "不是数字")


def _number(value: Cell) -> Decimal:
    """A number cell as a number. ``repr`` of a float is what Excel showed, its binary value is not."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        _refuse("" if value is None else value, "不是数字")
    if isinstance(value, float) and not math.isfinite(value):
        _refuse(value, "不是数字")
    if spoilt(value):
        _refuse(f"{value:.6G}", SPOILT)
    return value if isinstance(value, Decimal) else Decimal(repr(value))


_YES = ("是", "有", "1", "√", "✓", "✔", "☑", "对", "Y", "YES", "TRUE", "真", "1.0")
_NO = ("否", "无", "0", "×", "✗", "✘", "☒", "X", "错", "N", "NO", "FALSE", "假", "不是", "没有", "0.0")
_FLAGS = {word: True for word in _YES} | {word: False for word in _NO}


def read_flag(value: Cell) -> bool:
    """Yes or no, in the ways clerks write them."""
    flag = _FLAGS.get(value) if type(value) is str else None
    if flag is None:
        text = "" if value is None else str(value)
        flag = _FLAGS.get(clean(text).upper())
    if flag is None:
        _refuse(text, "不是“是”或“否”")
    return flag


def show_money(amount: Decimal) -> str:
    """2,615.30."""
    return f"{amount:,.2f}"


def show_day(day: date) -> str:
    """2018年5月8日, without leading noughts (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"
