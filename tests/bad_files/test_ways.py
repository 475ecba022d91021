"""Other formats: what can be read is read, external links and old formats are said."""

from __future__ import annotations

import zipfile
from pathlib import Path

from fupin_desktop.exchange.structure import open_table
from tests.bad_files import made
from tests.exports import an_export

CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
HEAD = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="名单">'
)


def open_document(path: Path, rows: list[list[str]]) -> None:
    """A .ods with the blank rows to the sheet's end that LibreOffice writes."""
    lines = "".join(f"<table:table-row>{''.join(map(CELL.format, row))}</table:table-row>" for row in rows)
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f"{HEAD}{lines}{blank}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        )


def test_a_sheet_of_libreoffice_is_read_though_its_blank_rows_go_on_to_the_end(tmp_path: Path) -> None:
    rows = [["户编号", "姓名", "村"], ["650000000001", "王安", "水村"], ["650000000002", "王平", "水村"]]
    open_document(tmp_path / "名单.ods", rows)
    book, table = open_table(tmp_path / "名单.ods")
    with book:
        assert [list(row)[:3] for _, row in table.rows()] == rows[1:]
        assert [each.text for each in table.headings] == rows[0]


def test_a_workbook_of_wps_is_read_by_its_content(tmp_path: Path) -> None:
    made.old_workbook(tmp_path / "名单.et")
    book, table = open_table(tmp_path / "名单.et")
    with book:
        assert len(list(table.rows())) == 2
        assert book.remarks == ()


def test_other_files_that_formulas_refer_to_are_not_opened_and_it_is_said(tmp_path: Path) -> None:
    path = an_export(tmp_path / "名单.xlsx", made.TWO)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    book, table = open_table(path)
    with book:
        assert book.remarks == ("有的公式引用别的文件，没有去打开那些文件，按表里保存的值读取",)
        assert len(list(table.rows())) == 2
