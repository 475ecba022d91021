"""A village's board is read standing: type is as large as the sheet allows."""

from __future__ import annotations

from datetime import date

import pytest

from fupin_desktop.reports.document import Document, Kind, Paragraph, Signature, Style, Table
from fupin_desktop.reports.layout.compose import chosen_sheet

SENTENCE = (
    "根据国家贫困户退出工作有关规定，经村民主评议和入户核实，以下农户符合退出标准，现予公示，接受群众监督。"
)


def a_notice(rows: int, paper: str) -> Document:
    people = [[str(number), "1组", "张某某", "4"] for number in range(1, rows + 1)]
    heads = ["序号", "村民小组", "户主姓名", "家庭人口数"]
    table = Table(heads, people, [Kind.CENTRE] * 4)
    signed = Signature(["月亮村村民委员会"], date(2018, 5, 8))
    return Document("月亮村2018年贫困户拟退出公示", [Paragraph(SENTENCE), table, signed], Style.NOTICE, paper)


def test_a_short_list_on_a3_is_as_large_as_its_a4_seen_through_a_glass() -> None:
    small, large = (chosen_sheet(a_notice(2, paper)) for paper in ("A4", "A3"))
    assert large.body == pytest.approx(small.body * 1.4)
    assert large.tables[0] == pytest.approx(small.tables[0] * 1.4)


def test_type_shrinks_in_fine_steps_while_a_list_grows_and_stays_on_its_sheet() -> None:
    sizes = [chosen_sheet(a_notice(rows, "A4")).body for rows in range(1, 24)]
    assert sizes == sorted(sizes, reverse=True)
    assert {*sizes} >= {22, 21, 20, 18, 17}
