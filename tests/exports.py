"""Invented exports to import: written as the national system writes them, every cell text."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from openpyxl import Workbook

from fupin_desktop.domain.id_number import check_character

SHARED = Path(__file__).parents[2] / "shared" / "data"
EXPORTS = SHARED / "exports"
HEADS = (
    "序号", "县(市、区、旗)", "乡(镇)", "行政村", "自然村", "户编号", "人编号", "姓名", "证件号码", "人数", "与户主关系", "民族",
    "文化程度", "在校生状况", "健康状况", "劳动技能", "务工状况", "务工时间（月）", "参加大病医疗", "脱贫属性", "贫困户属性",
    "主要致贫原因", "危房户", "饮水安全", "饮水困难", "人均纯收入", "联系电话",
)  # fmt: skip
DAY = "2018-05-08"


def id_of(birth: str, order: int = 1) -> str:
    """An invented ID number with the right check character."""
    body = f"659099{birth}{order:03d}"
    return body + check_character(body)


def a_row(household: str = "650000000001", person: int = 1, **other: Any) -> dict[str, Any]:
    """One row of an export; what matters is given by heading (``姓名="王平"``)."""
    row = {
        "县(市、区、旗)": "星海县", "乡(镇)": "星星镇", "行政村": "月亮村", "自然村": "1组", "户编号": household,
        "人编号": f"{household}{person:02d}", "姓名": f"王{'平安喜乐顺'[person % 5]}",
        "证件号码": id_of("19700101", person * 2 + int(household[-3:]) * 20), "人数": "1",
        "与户主关系": "户主" if person == 1 else "之子", "民族": "汉族", "文化程度": "小学", "在校生状况": "非在校生",
        "健康状况": "健康", "劳动技能": "普通劳动力", "务工时间（月）": "0", "参加大病医疗": "是", "脱贫属性": "未脱贫",
        "贫困户属性": "一般贫困户", "主要致贫原因": "因病", "危房户": "否", "饮水安全": "是", "饮水困难": "否",
        "人均纯收入": "2600.50", "联系电话": "13900000001",
    }  # fmt: skip
    return row | other


def an_export(
    path: Path, rows: Sequence[dict[str, Any]], *, day: str | None = DAY, heads: Sequence[str] = HEADS
) -> Path:
    """A workbook with two title rows, the heading on the third, and the rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["全国扶贫开发信息系统　贫困人口信息"])
    sheet.append([f"数据日期：{day}" if day else "", "", "单位：人、元"])
    sheet.append(list(heads))
    for number, row in enumerate(rows, 1):
        sheet.append([({"序号": str(number)} | row).get(head, "") for head in heads])
    book.save(path)
    return path


def maker() -> ModuleType:
    """The script that makes exports of whole townships."""
    spec = importlib.util.spec_from_file_location("make_exports", SHARED / "make_exports.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
