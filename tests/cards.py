"""Invented cards of households (户情档案), laid out as the one-household workbooks of a district of 2017."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.exports import id_of

HEADS = (
    "户主和与户主关系",
    "姓名",
    "性别",
    "文化程度",
    "政治面貌",
    "户籍性质",
    "健康状况",
    "身份证号码",
    "从业及地址",
    "联系电话",
    "备注",
)
LABELS = ("家庭类型", "门牌", "农户星级", "家庭住房情况", "承包土地情况", "主要收入来源", "户情状态")


def members(order: int) -> list[tuple[str, ...]]:
    """The head and his son, of household number ``order``."""
    mine = id_of("19700101", order * 2 % 999)
    son = id_of("19980101", order * 2 % 999)
    return [
        ("户主", f"王{_word(order)}", "男", "小学", "群众", "农业", "健康", mine, "务农", "13900000001", ""),
        ("长子", f"王{_word(order)}一", "男", "初中", "", "农业", "健康", son, "县城务工", "", ""),
    ]


def _word(order: int) -> str:
    return "平安喜乐顺康福寿禄贵"[order % 10] + "东南西北中春夏秋冬年月日江河湖海山川田林"[order // 10 % 20]


def a_card(path: Path, people: Sequence[Sequence[Any]], **how: Any) -> Path:
    """Write a card as .xlsx; ``shift`` moves all down, ``gap`` leaves rows blank among the members."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    fill(sheet, people, **how)
    book.save(path)
    return path


def copies(folder: Path, orders: Sequence[int], **how: Any) -> None:
    """Cards of these households in a folder, made quickly: the words of one card give way to those of the others."""
    first = a_card(folder / "样.xlsx", members(0), **how)
    with zipfile.ZipFile(first) as book:
        parts = {each: book.read(each) for each in book.namelist()}
    first.unlink()
    for order in orders:
        pairs = [
            (f">{one}<".encode(), f">{other}<".encode())
            for old, new in zip(members(0), members(order), strict=True)
            for one, other in zip(old, new, strict=True)
            if one != other
        ]
        with zipfile.ZipFile(folder / f"{order}-一般农户-王-2.xlsx", "w") as book:
            for name, data in parts.items():
                for one, other in pairs:
                    data = data.replace(one, other)  # noqa: PLW2901
                book.writestr(name, data)


def fill(
    sheet: Worksheet,
    people: Sequence[Sequence[Any]],
    *,
    place: str = "乡镇：     星星镇   ；  月亮村（社区）：月亮村  ；   湾组：  1组    ；     建档/更新日期：     2017-05-08 ",
    values: Sequence[str] = ("一般农户", "1组18号", "二星", "砖混三间", "5亩", "务工", "稳定"),
    shift: int = 0,
    slots: int = 10,
    turn: int = 0,
) -> None:
    """Lay a card out on a sheet. ``turn`` moves the labels of the household to the right, around."""
    for _ in range(shift):
        sheet.append([])
    sheet.append(["      户情档案（一户一档）"])
    sheet.append([place])
    top = sheet.max_row + 1
    sheet.append(["", *HEADS])
    for slot in range(slots):
        sheet.append(["", *people[slot]] if slot < len(people) else [""])
        sheet.cell(top + slot + 1, 12).value = None
    _labels(sheet, turn, values)
    row = top + slots + 3
    sheet.cell(row, 1, "各级走访慰问情况")
    sheet.cell(row, 3, "无")
    sheet.cell(row + 1, 1, "有关情况说明")
    sheet.cell(row + 1, 3, "长子在县城务工，逢年过节回家")
    sheet.cell(row + 2, 1, "说明：本档案用黑色签字笔填写。")
    for box in (f"A{top - 2}:L{top - 2}", f"A{top - 1}:L{top - 1}", f"A{top}:A{top + slots}",
                f"A{row}:B{row}", f"C{row}:L{row}", f"A{row + 1}:B{row + 1}", f"C{row + 1}:L{row + 1}"):  # fmt: skip
        sheet.merge_cells(box)


def _labels(sheet: Worksheet, turn: int, values: Sequence[str]) -> None:
    row = sheet.max_row + 1
    sheet.cell(row, 1, "家庭信息")
    labels = [*zip(LABELS, values, strict=True)]
    for place, (label, value) in enumerate([*labels[turn:], *labels[:turn]]):
        column = 2 + place + (1 if place > 1 else 0)
        sheet.cell(row, column, label)
        sheet.cell(row + 1, column, value)
    for below in (row, row + 1):
        sheet.merge_cells(start_row=below, start_column=3, end_row=below, end_column=4)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row + 1, end_column=1)
