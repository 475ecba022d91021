"""Writes 村级填报小表 and reads them when they come back, under any name, sorted, saved by Excel or WPS."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.fields import Kind
from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.values import Cell
from fupin_desktop.domain.village_sheet import ReturnedBook, ReturnedRow, SheetColumn, VillageBook
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.sheet import Sheet
from fupin_desktop.exchange.workbook import Workbook, open_workbook
from fupin_desktop.exchange.writing import written_whole

PROPERTY = "fupin-village-sheet"
_MARK = "乡镇扶贫工作台村级小表"
_CODE, _NOTE = "编码", "备注"
_OPEN, _KNOWN, _HEAD = "FFF9DB", "F2F2F2", "DCE6F1"


def write(book: VillageBook, path: Path) -> None:
    """One workbook: what is known is locked and grey, what is asked open and yellow, choices in drop-downs.

    Raises Trouble when it cannot be written; nothing half written stays.
    """
    from openpyxl import Workbook as NewBook
    from openpyxl.packaging.custom import StringProperty

    made = NewBook()
    sheet = made.active
    assert sheet is not None
    sheet.title = book.label[:31]
    _fill(sheet, book)
    lists = _choices(made, book)
    _validate(sheet, book, lists)
    _shape(sheet, book)
    _remember(made.create_sheet("_fupin"), book)
    made.custom_doc_props.append(StringProperty(name=PROPERTY, value=book.token))
    with written_whole(path) as place:
        made.save(place)


def _first_row(book: VillageBook) -> int:
    return len(book.notes) + 3


def _fill(sheet: Any, book: VillageBook) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    width = len(book.columns) + 2
    thin = Border(*[Side(style="thin", color="999999")] * 4)
    fills = {name: PatternFill("solid", fgColor=name) for name in (_OPEN, _KNOWN, _HEAD)}
    for number, text in enumerate([book.title, *book.notes], 1):
        cell = sheet.cell(number, 2, text)
        sheet.merge_cells(start_row=number, start_column=2, end_row=number, end_column=max(width, 2))
        cell.font = Font(bold=number == 1, size=16 if number == 1 else 10)
        cell.alignment = Alignment(
            horizontal="center" if number == 1 else "left", vertical="center", wrap_text=True
        )
        sheet.row_dimensions[number].height = 28 if number == 1 else 30
    head = _first_row(book) - 1
    for column, text in enumerate([_CODE, *(each.heading for each in book.columns), _NOTE], 1):
        cell = sheet.cell(head, column, text)
        cell.font, cell.fill, cell.border = Font(bold=True), fills[_HEAD], thin
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[head].height = 32
    for row, each in enumerate(book.rows, head + 1):
        for column, text in enumerate([str(each.id), *each.shown, ""], 1):
            cell = sheet.cell(row, column, text or None)
            cell.data_type = "s" if text else "n"
            asked = column == width or (column > 1 and book.columns[column - 2].asked)
            cell.fill, cell.border = fills[_OPEN if asked else _KNOWN], thin
            cell.number_format, cell.protection = "@", Protection(locked=not asked)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.row_dimensions[row].height = 20


def _choices(made: Any, book: VillageBook) -> Mapping[str, str]:
    """The lists of the drop-downs on a hidden sheet, by key the name of each list."""
    from openpyxl.utils import quote_sheetname
    from openpyxl.workbook.defined_name import DefinedName

    asked = [each for each in book.columns if each.asked and each.choices]
    if not asked:
        return {}
    codes = made.create_sheet("代码")
    codes.sheet_state = "hidden"
    names = {}
    for place, column in enumerate(asked, 1):
        codes.cell(1, place, column.heading)
        for row, label in enumerate(column.choices, 2):
            codes.cell(row, place, label)
        letter = column_letters(place - 1)
        name = f"fupin_list_{place}"
        where = f"{quote_sheetname('代码')}!${letter}$2:${letter}${len(column.choices) + 1}"
        made.defined_names[name] = DefinedName(name, attr_text=where)
        names[column.key] = name
    return names


def _validate(sheet: Any, book: VillageBook, lists: Mapping[str, str]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    first = _first_row(book)
    last = first + len(book.rows) - 1
    for place, column in enumerate(book.columns, 1):
        if not column.asked or last < first:
            continue
        if column.key in lists:
            rule = DataValidation(type="list", formula1=f"={lists[column.key]}", allow_blank=True)
            rule.error = f"“{column.heading}”请从下拉列表里选择"
        elif column.field.kind in (Kind.MONEY, Kind.DECIMAL, Kind.WHOLE):
            rule = _number_rule(column)
        else:
            continue
        rule.errorTitle, rule.showErrorMessage = "请核对", True
        letter = column_letters(place)
        rule.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(rule)


def _number_rule(column: SheetColumn) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    spec = column.field
    least = spec.least if spec.least is not None else (0 if spec.kind is Kind.WHOLE else -99999999)
    most = spec.most if spec.most is not None else 99999999
    # cells are text, so that nothing is turned into another form: the check asks for their value
    rule = DataValidation(
        type="custom", allow_blank=True,
        formula1=f"AND(ISNUMBER(VALUE(INDIRECT(ADDRESS(ROW(),COLUMN())))),VALUE(INDIRECT(ADDRESS(ROW(),COLUMN())))>={least},"
        f"VALUE(INDIRECT(ADDRESS(ROW(),COLUMN())))<={most})",
    )  # fmt: skip
    rule.error = f"“{column.heading}”应填数字" + (f"，单位：{spec.unit}" if spec.unit else "")
    return rule


def _shape(sheet: Any, book: VillageBook) -> None:
    first = _first_row(book)
    sheet.column_dimensions["A"].hidden = True
    for place, column in enumerate(book.columns, 1):
        longest = max(
            [len(column.heading) * 1.2, *(len(row.shown[place - 1]) * 1.5 for row in book.rows)], default=8
        )
        sheet.column_dimensions[column_letters(place)].width = min(
            26, max(8, column.field.width, longest) + 2
        )
    sheet.column_dimensions[column_letters(len(book.columns) + 1)].width = 20
    sheet.freeze_panes = f"B{first}"
    sheet.protection.sheet = True
    sheet.protection.sort = sheet.protection.autoFilter = False
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    if book.rows:
        sheet.auto_filter.ref = (
            f"A{first - 1}:{column_letters(len(book.columns) + 1)}{first + len(book.rows) - 1}"
        )
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{first - 1}:{first - 1}"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"


def _remember(sheet: Any, book: VillageBook) -> None:
    """What the file itself knows: who it is, and the values as they were sent."""
    sheet.sheet_state = "veryHidden"
    facts = {
        "token": book.token, "list": book.subject, "village": book.village, "year": book.year,
        "sent_on": book.sent_on.isoformat(), "columns": [[each.key, each.heading, each.asked] for each in book.columns],
    }  # fmt: skip
    sheet.append([_MARK, json.dumps(facts, ensure_ascii=False)])
    for row in book.rows:
        sheet.append([str(row.id), json.dumps([row.base, row.shown], ensure_ascii=False)])


def read(path: Path) -> ReturnedBook:
    """A workbook that came back. Raises Trouble when it is none of ours, or its hidden sheet was thrown away."""
    with open_workbook(path) as book:
        hidden = next((each for each in book.sheets if _is_ours(each)), None)
        if hidden is None:
            raise Trouble(
                f"“{path.name}”不是本办发出的村级小表，或者里面隐藏的编号被删掉了；请让村里用原来的文件填，或作为普通表格在“导入”页读取"
            )
        facts, base, shown = _facts(hidden, path.name)
        columns = facts["columns"]
        sheet, header = _filled_sheet(book, hidden, [heading for _, heading, _ in columns], path.name)
        made = ReturnedBook(
            path.name, sheet.name, header + 1, facts["token"], facts["list"], facts["village"], int(facts["year"]),
            tuple(key for key, _, asked in columns if asked), base, shown,
        )  # fmt: skip
        made.remarks = [said for said in book.remarks if "隐藏的工作表" not in said]  # two are ours
        made.rows = list(_rows(sheet, header, columns, made))
    return made


def _is_ours(sheet: Sheet) -> bool:
    first = next(iter(sheet.first(1)), [])
    return bool(first) and str(first[0]).strip() == _MARK


Values = dict[int, dict[str, Any]]


def _facts(sheet: Sheet, name: str) -> tuple[dict[str, Any], Values, Values]:
    rows = iter(sheet.rows())
    try:
        facts: dict[str, Any] = json.loads(str(next(rows)[1]))
        keys = [key for key, _, _ in facts["columns"]]
        base: Values = {}
        shown: Values = {}
        for row in rows:
            if not row or row[0] in ("", None):
                continue
            sent: tuple[Sequence[Plain], Sequence[str]] = json.loads(str(row[1]))
            base[int(str(row[0]))] = dict(zip(keys, sent[0], strict=True))
            shown[int(str(row[0]))] = dict(zip(keys, sent[1], strict=True))
    except (ValueError, KeyError, IndexError, StopIteration, TypeError):
        raise Trouble(f"“{name}”里隐藏的编号被改坏了，认不出是哪些记录；请让村里用原来的文件重填") from None
    return facts, base, shown


def _filled_sheet(book: Workbook, hidden: Sheet, headings: Sequence[str], name: str) -> tuple[Sheet, int]:
    wanted = {normal(each) for each in headings}
    for sheet in book.sheets:
        if sheet is hidden:
            continue
        for place, row in enumerate(sheet.first(30)):
            here = {normal(str(cell)) for cell in row if cell not in ("", None)}
            if _CODE in here and len(wanted & here) >= max(1, len(wanted) // 2):
                return sheet, place
    raise Trouble(f"“{name}”里找不到填报的表，或表头被改掉了；请让村里恢复表头那一行再交回来")


def _rows(sheet: Sheet, header: int, columns: Sequence[Any], made: ReturnedBook) -> Iterator[ReturnedRow]:
    places: dict[str, int] = {}
    known = {normal(heading): key for key, heading, _ in columns}
    code, note = 0, -1
    rows = iter(sheet.rows())
    for number, row in enumerate(rows):
        if number < header:
            continue
        if number == header:
            for place, cell in enumerate(row):
                text = normal(str(cell or ""))
                if text == _CODE:
                    code = place
                elif text == _NOTE and text not in known:
                    note = place
                elif text in known:
                    places.setdefault(known[text], place)
                elif text:
                    made.unknown.append(str(cell))
            made.remarks += [
                f"列“{heading}”被删掉了，按没有变化处理"
                for key, heading, asked in columns
                if asked and key not in places
            ]
            continue
        cells = {key: row[place] if place < len(row) else "" for key, place in places.items()}
        said = str(row[note] or "").strip() if 0 <= note < len(row) else ""
        if said or any(cell not in ("", None) for cell in cells.values()):
            letters = {key: column_letters(place) for key, place in places.items()}
            yield ReturnedRow(number + 1, _id(row[code] if code < len(row) else ""), cells, letters, said)


def _id(cell: Cell) -> int | None:
    try:
        return int(float(str(cell)))
    except ValueError:
        return None
