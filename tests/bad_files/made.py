"""Bad files, each made where it is needed: invented people, and the faults that clerks' and strangers' files have."""

from __future__ import annotations

import csv
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.exports import DAY, HEADS, a_row, an_export

Make = Callable[[Path], object]
TITLES = (["全国扶贫开发信息系统　贫困人口信息"], [f"数据日期：{DAY}", "", "单位：人、元"])
TWO = [a_row(), a_row("650000000002")]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPENS = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
CLOSES = b"</sheetData></worksheet>"


def cells_of(rows: Sequence[dict[str, Any]], heads: Sequence[str] = HEADS) -> list[list[Any]]:
    """Titles, heading and rows as lists."""
    return [*map(list, TITLES), list(heads), *([row.get(head, "") for head in heads] for row in rows)]


def changed(change: Callable[[Worksheet], object], rows: Sequence[dict[str, Any]] = TWO) -> Make:
    """An export with something done to its sheet."""

    def make(path: Path) -> None:
        an_export(path, rows)
        book = openpyxl.load_workbook(path)
        assert isinstance(book.active, Worksheet)
        change(book.active)
        book.save(path)

    return make


def old_workbook(path: Path, rows: Sequence[dict[str, Any]] = TWO, *, since_1904: bool = False) -> None:
    """A .xls (BIFF8)."""
    book = xlwt.Workbook()
    book.dates_1904 = since_1904
    sheet = book.add_sheet("Sheet1")
    dated = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    heads = list(dict.fromkeys(head for row in ({head: 0 for head in HEADS}, *rows) for head in row))
    for number, row in enumerate(cells_of(rows, heads)):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell, dated if isinstance(cell, date) else xlwt.Style.default_style)
    book.save(str(path))


def since_1904(path: Path) -> None:
    """Days of a Macintosh: counted from 1904."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    heads = [*HEADS, "首次识别时间"]
    for row in cells_of([row | {"首次识别时间": date(2014, 4, 1)} for row in TWO], heads):
        assert book.active is not None
        book.active.append(row)
    book.save(path)


def text_table(path: Path, encoding: str, rows: Sequence[dict[str, Any]] = TWO) -> None:
    """A .csv."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(cells_of(rows))


def broken_text(change: Callable[[str], str]) -> Make:
    """A .csv in which something is wrong."""

    def make(path: Path) -> None:
        text_table(path, "utf-8")
        path.write_text(change(path.read_text("utf-8")), "utf-8")

    return make


def packed(path: Path, sheet: Iterable[bytes], **more: bytes) -> None:
    """A .xlsx by hand: its sheet's XML in pieces, and further parts (``sharedStrings=…``)."""
    relations = (
        f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    )
    parts = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'{relations}Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'{relations}Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, more.get(Path(name).stem, text.encode()))
        if "sharedStrings" in more:
            archive.writestr("xl/sharedStrings.xml", more["sharedStrings"])
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            for piece in sheet:
                file.write(piece)


def zeros(path: Path) -> None:
    """A quarter of a gigabyte of noughts in one cell."""
    packed(path, [OPENS, b'<row r="1"><c r="A1"><v>', *([b"0" * (1 << 20)] * 256), b"</v></c></row>", CLOSES])


def many_strings(path: Path) -> None:
    """64 MB of shared strings that are all alike."""
    strings = f'<sst xmlns="{_MAIN}">'.encode() + b"<si><t>0000000000</t></si>" * (3 << 20) + b"</sst>"
    packed(path, [OPENS, CLOSES], sharedStrings=strings)


def a_lie(path: Path) -> None:
    """A sheet of 64 MB that says it has three."""
    packed(path, [OPENS, b'<row r="1"><c r="A1"><v>', *([b"0" * (1 << 20)] * 64), b"</v></c></row>", CLOSES])
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    data[entry + 24 : entry + 28] = struct.pack("<I", 3 << 20)
    path.write_bytes(bytes(data))


def laughs(part: str) -> Make:
    """Words that unfold into each other, in a part of the workbook."""
    words = b"".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">'.encode() for n in range(1, 10))
    text = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">' + words + b"]><sst>&l9;</sst>"
    return lambda path: packed(path, [OPENS, CLOSES], **{part: text})


def value_at(*places: str) -> Make:
    """Values in a few cells and nothing else."""
    rows = b"".join(
        f'<row r="{"".join(filter(str.isdigit, at))}"><c r="{at}"><v>1</v></c></row>'.encode()
        for at in places
    )
    return lambda path: packed(path, [OPENS, rows, CLOSES])


def empty_rows(path: Path) -> None:
    """Very many rows with a height and nothing in them."""
    packed(path, [OPENS, b"".join(b'<row r="%d" ht="20"/>' % n for n in range(1, 1 << 17)), CLOSES])


def repeated(path: Path) -> None:
    """A sheet of LibreOffice whose one cell comes again a thousand million times."""
    cell = (
        '<table:table-cell table:number-columns-repeated="1024" office:value-type="float" office:value="1"/>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            '<office:document-content><table:table table:name="x">'
            f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>',
        )


def other_office_file(*members: str) -> Make:
    """A packed file with these parts."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for member in members:
                archive.writestr(member, "")

    return make


def cut_short(path: Path) -> None:
    """A download that broke off."""
    an_export(path, TWO)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])


def only_a_chart(path: Path) -> None:
    """A workbook without a sheet of cells."""
    book = openpyxl.Workbook()
    book.create_chartsheet("图")
    assert book.active is not None
    book.remove(book["Sheet"])
    book.save(path)


def with_macros(path: Path) -> None:
    """A .xlsm: the same workbook with a macro's part."""
    an_export(path, TWO)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")


def with_dimension(path: Path) -> None:
    """A sheet that says it is one cell."""
    an_export(path, TWO)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', parts[sheet])
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
