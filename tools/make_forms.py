"""Draws the forms that come with the program: the monthly and the quarterly table as upper levels ask for them.

    python tools/make_forms.py

The columns are those that such tables have in common; all words are our own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

OUT = Path(__file__).parents[1] / "resources" / "forms"

MONTHLY = (
    ("县", ""), ("乡镇", ""), ("村名称", ""), ("帮扶单位", ""), ("贫困户数(户)", ""), ("贫困人口数(人)", ""),
    ("有劳动能力", "低保对象(户)"), ("有劳动能力", "低保对象(人)"), ("有劳动能力", "低收入困难家庭(户)"),
    ("有劳动能力", "低收入困难家庭(人)"), ("无劳动能力", "低保对象(户)"), ("无劳动能力", "低保对象(人)"),
    ("无劳动能力", "低收入困难家庭(户)"), ("无劳动能力", "低收入困难家庭(人)"), ("危房户(户)", ""),
    ("预计本年脱贫户数(户)", ""), ("预计本年脱贫人数(人)", ""), ("农业生产", "种植(户)"), ("农业生产", "养殖(户)"),
    ("劳动力转移", "务工(人)"), ("劳动力转移", "创业(人)"), ("培训", "农业科技培训(人次)"), ("培训", "就业技能培训(人次)"),
    ("完成危房改造(户)", ""), ("保障", "参加农村合作医疗(人)"), ("保障", "参加农村养老保险(人)"), ("助学", "义务教育阶段(人)"),
    ("助学", "高中、职高、技校、中专等(人)"), ("助学", "大专、本科以上(人)"), ("产业发展带动农户(户)", ""),
    ("上年村级集体经济收入(元)", ""), ("到村到户", "帮扶单位领导(人次)"), ("到村到户", "帮扶单位干部职工(人次)"),
)  # fmt: skip
QUARTERLY = (
    ("县", ""), ("乡镇", ""), ("村名称", ""), ("帮扶单位", ""), ("贫困户数(户)", ""), ("贫困人口数(人)", ""), ("规划投入资金(元)", ""),
    ("已投入帮扶资金(元)", ""), ("已投入帮扶资金用途", "用于帮扶到户资金(元)"), ("已投入帮扶资金用途", "用于帮扶到村资金(元)"),
    ("已投入帮扶资金来源", "财政专项(元)"), ("已投入帮扶资金来源", "信贷资金(元)"), ("已投入帮扶资金来源", "单位自筹(元)"),
    ("已投入帮扶资金来源", "社会募捐(元)"), ("已投入帮扶资金来源", "社会引资(元)"),
)  # fmt: skip
NOTES_MONTHLY = ("注：各栏按报告期末在册户统计，空栏由填报单位补填。",)
NOTES_QUARTERLY = (
    "注：1.规划投入资金是已列入帮扶计划的资金，已投入帮扶资金是已完成措施用掉的资金。",
    "2.已投入帮扶资金 = 用于帮扶到户资金 + 用于帮扶到村资金",
    "3.已投入帮扶资金 = 财政专项 + 信贷资金 + 单位自筹 + 社会募捐 + 社会引资",
    "4.行业部门资金计入财政专项，社会帮扶资金计入社会募捐。",
)
_THIN = Border(*[Side(style="thin")] * 4)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def draw(name: str, columns: tuple[tuple[str, str], ...], notes: tuple[str, ...]) -> None:
    """One form: title, who fills it in and when, two levels of headings, a model row, sums, notes."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = name
    last = get_column_letter(len(columns))
    sheet["A1"], sheet["A2"] = name, "填报单位："
    sheet["A1"].font, sheet["A1"].alignment = Font(name="宋体", size=18, bold=True), _MIDDLE
    sheet.merge_cells(f"A1:{last}1")
    middle = get_column_letter(len(columns) // 2)
    sheet[f"{middle}2"] = "填报日期："
    _head(sheet, columns)
    for row in (5, 6):
        for column in range(1, len(columns) + 1):
            cell = sheet.cell(row, column)
            cell.border, cell.alignment, cell.font = _THIN, _MIDDLE, Font(name="宋体", size=10)
            if row == 6 and column > 4:
                letter = get_column_letter(column)
                cell.value = f"=SUM({letter}5:{letter}5)"
    sheet["A6"] = "合计"
    for row, note in enumerate(notes, 7):
        sheet.cell(row, 1, note).font = Font(name="宋体", size=9)
        sheet.merge_cells(f"A{row}:{last}{row}")
    end = 7 + len(notes)
    for share, label in enumerate(("负责人：", "审核人：", "填表人：", "联系电话：")):
        sheet.cell(end, 1 + share * max(3, len(columns) // 4), label)
    sheet.row_dimensions[1].height, sheet.row_dimensions[4].height = 32, 54
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8 if len(columns) > 20 else 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:4"
    sheet.print_area = f"A1:{last}{end}"
    OUT.mkdir(parents=True, exist_ok=True)
    book.save(OUT / f"{name}.xlsx")


def _head(sheet: Any, columns: tuple[tuple[str, str], ...]) -> None:
    start = 0
    for place, (upper, lower) in enumerate(columns):
        for row, text in ((3, upper), (4, lower)):
            cell = sheet.cell(row, place + 1, text or None)
            cell.font, cell.alignment, cell.border = Font(name="宋体", size=10, bold=True), _MIDDLE, _THIN
        sheet.column_dimensions[get_column_letter(place + 1)].width = 10 if place > 3 else 12
        following = columns[place + 1] if place + 1 < len(columns) else ("", "")
        if not lower:
            sheet.merge_cells(start_row=3, end_row=4, start_column=place + 1, end_column=place + 1)
            start = place + 1
        elif following[0] != upper:
            sheet.merge_cells(start_row=3, end_row=3, start_column=start + 1, end_column=place + 1)
            start = place + 1


if __name__ == "__main__":
    draw("帮扶工作月报表", MONTHLY, NOTES_MONTHLY)
    draw("帮扶资金季报表", QUARTERLY, NOTES_QUARTERLY)
