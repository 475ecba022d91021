"""The workbook of a comparison: 汇总, 新增户, 减少户, 户内增减, 变更."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from fupin_desktop.domain.id_number import mask_number
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.layouts import field_of
from fupin_desktop.exchange.writing import SheetOut, write_table
from fupin_desktop.services.comparing.outcome import Compared, Home, Mover

_VILLAGE = (
    "行政村", "原有户", "原有人", "现有户", "现有人", "新增户", "新增户的人", "减少户", "减少户的人", "户内增加", "户内减少",
    "字段变更",
)  # fmt: skip
_PEOPLE = ("行政村", "户编号", "户主", "姓名", "证件号码", "与户主关系", "说明", "文件行")
_HOMES = ("行政村", "户编号", "户主", "人数", "文件行")
_CHANGES = ("行政村", "户编号", "户主", "成员", "字段", "原来", "现在", "文件行")
_long = re.compile(r"\d{15,}[Xx]?").fullmatch
_SECRET = frozenset(field_of(key).label for key in ("person.id_number", "household.account"))


def write(found: Compared, path: str | Path, *, plain: bool = False) -> int:
    """Write it all; gives the number of rows. Raises Trouble when it cannot be written."""
    titles = (f"两期对比：{found.old} → {found.new}", *found.sentence.split("；"), *found.remarks)
    widths = (12, 16, 10, 12, 20, 12, 14, 8)
    sheets = [
        SheetOut("汇总", _VILLAGE, _villages(found), titles, frozenset(), (14, *[9] * 11)),
        SheetOut("新增户", _HOMES, _homes(found.came), (), frozenset({1}), (12, 16, 12, 8, 8)),
        SheetOut("减少户", _HOMES, _homes(found.went), (), frozenset({1}), (12, 16, 12, 8, 8)),
    ]
    if found.people:
        joined, left = found.within
        came = [
            *(("新增户的成员", each) for each in found.joined if each.whole),
            *(("减少户的成员", each) for each in found.left if each.whole),
        ]
        within = [*(("户内增加", each) for each in joined), *(("户内减少", each) for each in left)]
        heads = ("类别", *_PEOPLE)
        sheets += [
            SheetOut("户内增减", heads, _people(within, plain), (), frozenset({2, 5}), (12, *widths)),
            SheetOut("随户增减的人", heads, _people(came, plain), (), frozenset({2, 5}), (12, *widths)),
        ]
    changes = ((*each[:5], _said(each.label, each.old, plain), _said(each.label, each.new, plain), each.row or "")
               for each in found.changes)  # fmt: skip
    codes = frozenset({1, 5, 6})
    sheets.append(SheetOut("变更", _CHANGES, changes, (), codes, (12, 16, 10, 10, 16, 24, 24, 8)))
    return write_table(path, sheets)


def _villages(found: Compared) -> Iterator[Sequence[Cell]]:
    every: list[list[int]] = []
    for each in found.villages:
        row = [*each.before, *each.after, *each.came, *each.went, each.joined, each.left, each.changed]
        every.append(row)
        yield [each.village or "（没有填村）", *row]
    if len(every) > 1:
        yield ["合计", *(sum(column) for column in zip(*every, strict=True))]


def _homes(homes: Sequence[Home]) -> Iterator[Sequence[Cell]]:
    return ([*each[:4], each.row or ""] for each in homes)


def _people(movers: Sequence[tuple[str, Mover]], plain: bool) -> Iterator[Sequence[Cell]]:
    for kind, each in movers:
        number = each.id_number if plain else mask_number(each.id_number)
        yield [kind, *each[:4], number, each.relation, each.why, each.row or ""]


def _said(label: str, value: str, plain: bool) -> str:
    """ID and bank numbers are hidden, also in columns that nobody knows."""
    return value if plain or not (label in _SECRET or _long(value)) else mask_number(value)
