"""Which rows of a table are no data: sums, who filled it in, notes, and headings repeated on each page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.grid import plain, tidy

_SUM_WORDS = (
    "合计",
    "小计",
    "总计",
    "共计",
    "累计",
    "本页小计",
    "本页合计",
    "全镇合计",
    "全乡合计",
    "全村合计",
    "总合计",
)
_SUMS = frozenset(
    {word for word in _SUM_WORDS}
    | {f"{word}{end}" for word in _SUM_WORDS for end in "：:"}
    | {
        f"{word[0]}{gap}{word[1]}"
        for word in _SUM_WORDS[:5]
        for gap in (" ", "  ", "   ", "    ", "　", "　　")
    }
)
_sum_of = re.compile(r"[^\d/]{0,14}(?:合计|小计|总计|共计)[)）]?[：:]?").fullmatch
_signed = re.compile(
    r"(?:填表|填报|制表|编制|审核|审批|复核|经办|经手|统计|报送|负责|分管领导|主要领导|核查|调查|验收)(?:单位)?(?:负责)?(?:人员?|日期|时间|者|单位)?"
    r"(?:[(（]?(?:签字|签名|签章|盖章|公章)[)）]?)?\s*(?:[：:].*|$)"
    r"|(?:单位|村|乡镇?|部门)?(?:主要)?(?:负责人|领导|签字|盖章)(?:[(（](?:签字|签名|签章|盖章|公章)[)）])?\s*[：:].*"
    r"|(?:联系电话|联系人|日期|填报日期|填表日期|年月日|公示时间|监督电话)\s*[：:].*"
    r"|(?:填表|填报)?(?:说明|备注|注|附注|注释|注意事项|特别说明)\s*\d*\s*[：:].*"
).match
_to_sign = re.compile(r".{0,10}[(（](?:签字|签名|签章|盖章|公章)[)）]\s*[：:]?").fullmatch
_hint = re.compile(r"[计：:注签章]|说明|日期|时间|人员?$|单位$|负责").search
_item = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]?[、.．)）]\s*\S").match
_long_number = re.compile(r"[GgＧ]?\d{11,}[\dXxＸ*]*").fullmatch
SERIALS = frozenset(("序号", "编号", "行号", "序", "号"))
LONG = 20
SUM_WITHIN = 4
"""In one of so many first columns 水村小计 stands."""
_ENDS = ("小计", "合计", "总计", "共计")


class Footers:
    """Tells rows that are no data from rows that are. It remembers whether the row before was one, for numbered notes."""

    def __init__(self, headings: Sequence[tuple[int, str]]) -> None:
        """``headings``: column and the lowest words of each heading, as they stand."""
        self._serials = {column for column, text in headings if text in SERIALS}
        self._names = [(column, text) for column, text in headings if text]
        self._sparse = max(3, len(headings) * 2 // 3)
        self._first = self._names[0] if self._names else (0, "")
        self._after = False
        self._width = len(headings)

    def is_data(self, row: Sequence[Cell]) -> bool | None:
        """Data or not; None for a blank row. Rows come in their order."""
        column, name = self._first
        few = len(row) - row.count("") <= self._sparse
        again = column < len(row) and row[column] == name
        if not (
            few or again or any(type(cell) is str and cell.endswith(_ENDS) for cell in row[:SUM_WITHIN])
        ) and _SUMS.isdisjoint(row):
            self._after = False
            return True
        filled = [(column, text) for column, cell in enumerate(row) if cell != "" and (text := plain(cell))]
        if not filled:
            return None
        self._after = self._is_heading(row) if again else self._is_footer(filled)
        return not self._after

    def _is_footer(self, filled: Sequence[tuple[int, str]]) -> bool:
        if len(filled) > 1 and not any(_hint(text) for _, text in filled):
            return False
        words = [text for column, text in filled if not (column in self._serials and _is_number(text))]
        return bool(words) and (is_sum(words) or self._is_note(filled, words[0]))

    def _is_note(self, filled: Sequence[tuple[int, str]], first: str) -> bool:
        if len(filled) > self._sparse:
            return False
        if _signed(first) or _to_sign(tidy(first)):
            return True
        if len(filled) > 1:
            return False
        return (self._after and bool(_item(first))) or (self._width > 3 and len(first) > LONG)

    def _is_heading(self, row: Sequence[Cell]) -> bool:
        """The heading once more, as it is printed on each page."""
        same = sum(1 for column, name in self._names if column < len(row) and tidy(row[column]) == name)
        return same >= max(2, 0.6 * len(self._names))


def is_sum(words: Sequence[str]) -> bool:
    """Are these filled cells a row of sums? The word stands first or behind other names, and nobody's number is there."""
    if any(map(_long_number, words)):
        return False
    for text in words[:5]:
        if _sum_of(tidy(text).replace(" ", "")):
            return True
        if _is_number(text):
            return False
    return False


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).isdigit()
