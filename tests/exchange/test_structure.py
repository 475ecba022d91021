"""Any sheet is a table: headings of one to three levels by their shape, notes above, sums and signatures below."""

from __future__ import annotations

import csv
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.headings import find_heading_row
from fupin_desktop.exchange.sheet import Merged
from fupin_desktop.exchange.structure import open_table
from fupin_desktop.exchange.table import Table
from fupin_desktop.exchange.workbook import Workbook

PEOPLE = [
    ["650000000001", "王安", "水村"],
    ["650000000002", "王平", "月亮村"],
    ["650000000003", "王喜", "水村"],
]


def workbook(path: Path, rows: Sequence[Any], *joined: str, name: str = "Sheet1") -> Path:
    book = openpyxl.load_workbook(path) if path.exists() else openpyxl.Workbook()
    sheet = book.create_sheet(name) if path.exists() else book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for each in joined:
        sheet.merge_cells(each)
    book.save(path)
    return path


OPEN: list[Workbook] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def table_of(path: Path, sheet: str | None = None) -> Table:
    """The table; its workbook stays open until the test ends."""
    book, table = open_table(path, sheet)
    OPEN.append(book)
    return table


def texts(table: Table) -> list[str]:
    return [each.text for each in table.headings]


def test_three_levels_of_joined_headings_are_read_together(tmp_path: Path) -> None:
    """Shaped like the quarterly table from above: titles, three levels, the lowest joined over two rows, notes below."""
    rows = [
        ["某市工作落实情况统计表（一）"],
        ["帮扶到户"],
        [],
        ["帮扶单位", "贫困村", "1.基本情况", "", "", "", "预计脱贫　　(户)"],
        ["", "", "户数\n(户)", "有劳动能力", "", "帮　扶", ""],
        ["", "", "", "低保对象　　(户)", "低收入困难家庭(人)", "干部　职工(人次)", ""],
        [],
        [" 注：1.户数指年末数。"],
        ["     2.人数 = 低保 + 低收入"],
    ]
    joined = (
        "A1:G1",
        "A2:G2",
        "A4:A7",
        "B4:B7",
        "C4:F4",
        "C5:C7",
        "D5:E5",
        "D6:D7",
        "E6:E7",
        "F6:F7",
        "G4:G7",
        "A8:G8",
        "A9:G9",
    )
    table = table_of(workbook(tmp_path / "表.xlsx", rows, *joined))
    assert table.titles == ("某市工作落实情况统计表（一）", "帮扶到户")
    assert texts(table) == [
        "帮扶单位", "贫困村", "1.基本情况/户数(户)", "1.基本情况/有劳动能力/低保对象(户)",
        "1.基本情况/有劳动能力/低收入困难家庭(人)", "1.基本情况/帮扶/干部职工(人次)", "预计脱贫(户)",
    ]  # fmt: skip
    assert (table.header, list(table.rows()), table.footers) == ((3, 6), [], (7, 8))
    assert table.column("低保对象") == 3
    assert table.column("1.基本情况/户数") == 2


def test_the_same_without_joined_cells_is_read_by_the_reach_of_the_groups(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([
            ["帮扶单位", "基本情况", "", "", "预计脱贫", "住房", ""],
            ["", "户数", "有劳动能力", "", "", "危房", "改造"],
            ["", "", "低保(户)", "其他(户)", "", "", ""],
            ["某局", "3", "2", "1", "0", "0", "1"],
        ])  # fmt: skip
    table = table_of(path)
    assert texts(table) == [
        "帮扶单位", "基本情况/户数", "基本情况/有劳动能力/低保(户)", "基本情况/有劳动能力/其他(户)", "预计脱贫", "住房/危房", "住房/改造",
    ]  # fmt: skip
    assert [number for number, _ in table.rows()] == [3]


def test_an_old_workbook_with_groups_and_a_sum_is_read_like_a_new_one(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("fp_diqu")
    sheet.write_merge(0, 1, 0, 0, "村名称")
    sheet.write_merge(0, 1, 1, 1, "联系电话")
    sheet.write_merge(0, 0, 2, 3, "有劳动能力 ")
    sheet.write(1, 2, "低保对象(户) ")
    sheet.write(1, 3, "低保对象(人) ")
    for row, cells in enumerate(
        (["水村", 13900000001, 2, 7], ["月亮村", "000-00000000", "", 0], ["合计", "", 2, 7]), 2
    ):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(str(tmp_path / "表.xls"))
    table = table_of(tmp_path / "表.xls")
    assert texts(table) == ["村名称", "联系电话", "有劳动能力/低保对象(户)", "有劳动能力/低保对象(人)"]
    assert [list(row) for _, row in table.rows()] == [
        ["水村", 13900000001.0, 2, 7],
        ["月亮村", "000-00000000", "", 0],
    ]
    assert table.footers == (4,)


def test_instructions_above_and_marks_below_leave_the_headings_alone(tmp_path: Path) -> None:
    """Shaped like a form to be filled by a machine: long notes, a heading joined over a blank row, marks in the last."""
    note = (
        "填表说明：1.身份证号（文本格式）只能为15位或者18位；\n2.是否户主列只能填写是或者否；"
        + "3.其余照实填写，" * 10
    )
    heads = ["搬迁人员姓名", "身份证号", "是否户主(是/否)", "备注"]
    rows = [["搬迁人员登记信息"], [note], heads, [], ["{.name}", "{.idCard}", "{.host}", "{.remarks}"]]
    table = table_of(
        workbook(tmp_path / "表.xlsx", rows, "A1:D1", "A2:D2", "A3:A4", "B3:B4", "C3:C4", "D3:D4")
    )
    assert (texts(table), table.header, table.data_from) == (heads, (2, 3), 4)
    assert [list(row) for _, row in table.rows()] == [["{.name}", "{.idCard}", "{.host}", "{.remarks}"]]
    assert len(table.titles) == 2


def test_groups_over_every_column_are_a_level(tmp_path: Path) -> None:
    notes = ["填表说明：" + "照实填写，" * 20, "", "", "填表说明: 1.填写金额", ""]
    rows = [
        notes,
        ["基本情况", "", "", "帮扶政策", ""],
        ["户编号", "姓名", "村", "补助", "借款"],
        *([*each, 1, 2] for each in PEOPLE),
    ]
    path = workbook(tmp_path / "表.xlsx", rows, "A1:C1", "D1:E1", "A2:C2", "D2:E2")
    assert texts(table_of(path)) == [
        "基本情况/户编号",
        "基本情况/姓名",
        "基本情况/村",
        "帮扶政策/补助",
        "帮扶政策/借款",
    ]


@pytest.mark.parametrize(
    "numbers", [["1", "2", "3", "4"], [1, 2, 3, 4], ["甲", "乙", 1, 2], ["（1）", "（2）", "（3）", "（4）"]]
)
def test_a_row_of_column_numbers_is_no_data(tmp_path: Path, numbers: list[Any]) -> None:
    rows = [
        ["村名", "户编号", "户数", "人数"],
        numbers,
        ["水村", "650000000001", 3, 4],
        ["月亮村", "650000000002", 1, 2],
    ]
    table = table_of(workbook(tmp_path / "表.xlsx", rows))
    assert [number for number, _ in table.rows()] == [2, 3]
    assert table.said == ("第2行是列号，没有当作数据",)


def test_sums_signatures_notes_and_repeated_headings_are_no_data_wherever_they_stand(tmp_path: Path) -> None:
    heads = ["序号", "乡镇", "行政村", "户编号", "姓名", "金额"]
    data = [[str(n), "星星镇", "水村", f"65000000000{n}", "王安", "100"] for n in range(1, 5)]
    rows = [
        heads, data[0], data[1],
        ["3", "星星镇", "水村小计", "", "", "200"],
        heads, data[2], ["", "星星镇", "合 计", "", "", "300"], data[3],
        ["总计", "", "", "", "", "600"],
        ["填表人：某某", "", "审核人：某某", "", "填表日期：2018年5月8日"],
        [],
        ["说明："], ["1.金额单位为元。"], ["2.以实际发放为准。"],
    ]  # fmt: skip
    table = table_of(workbook(tmp_path / "表.xlsx", rows))
    assert [row[3] for _, row in table.rows()] == [each[3] for each in data]
    assert table.footers == (3, 4, 6, 8, 9, 11, 12, 13)


def test_a_person_called_like_a_sum_stays_a_person_and_an_item_stays_an_item(tmp_path: Path) -> None:
    rows = [
        ["姓名", "身份证号", "村"],
        ["合计", "65909919700101001X", "水村"],
        ["王平", "659099197001010028", "水村"],
    ]
    assert len(list(table_of(workbook(tmp_path / "人.xlsx", rows)).rows())) == 2
    items = [["代码", "填表项目", "单位", "数量"], [201, "工资性收入", "元", 5], [202, "收入合计", "元", 5]]
    assert len(list(table_of(workbook(tmp_path / "项.xlsx", items)).rows())) == 2


def test_another_list_beside_the_table_is_no_column_of_it(tmp_path: Path) -> None:
    places = ["从某市", "某镇"]
    rows = [
        ["调查表", "", "", "", *places], ["代码", "项目", "数量", "", *places], [201, "工资", 1, "", *places],
        [202, "其他", 2, "", *places], ["", "", "", "", *places],
    ]  # fmt: skip
    table = table_of(workbook(tmp_path / "表.xlsx", rows, "A1:C1"))
    assert texts(table) == ["代码", "项目", "数量"]
    assert [list(row)[:3] for _, row in table.rows()] == [[201, "工资", 1], [202, "其他", 2]]
    assert table.said == ("E列起隔着空列另有内容，没有当作这张表的列",)


def test_a_blank_column_within_a_table_does_not_end_it(tmp_path: Path) -> None:
    rows = [["户编号", "姓名", "", "金额", "备注"], *([each[0], each[1], "", "100", "无"] for each in PEOPLE)]
    assert texts(table_of(workbook(tmp_path / "表.xlsx", rows))) == ["户编号", "姓名", "金额", "备注"]


def test_the_fullest_visible_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [["户编号", "姓名", "村"], PEOPLE[0]], name="Sheet1")
    workbook(path, [["户编号", "姓名", "村"], *PEOPLE], name=" 名单 ")
    workbook(path, [["说明文字"]], name="说明")
    workbook(path, [["名称", "代码"], ["一", "甲"]], name="代码表")
    table = table_of(path)
    assert table.sheet.name == " 名单 "
    assert table.said == (
        "工作表“Sheet1”与“ 名单 ”的表头相同，像是副本，没有读取",
        "还有1张工作表也有表头（“代码表”），没有读取",
    )
    assert table_of(path, "名单").sheet.name == " 名单 "


def test_a_hidden_sheet_is_read_only_where_no_other_has_a_heading(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [["户编号", "姓名", "村"], *PEOPLE], name="旧")
    workbook(path, [["户编号", "姓名", "村"], PEOPLE[0]], name="新")
    book = openpyxl.load_workbook(path)
    book["旧"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    assert table_of(path).sheet.name == "新"
    assert "工作表“旧”是隐藏的" in table_of(path, "旧").remarks


def test_a_list_of_one_column_is_a_table(tmp_path: Path) -> None:
    table = table_of(
        workbook(
            tmp_path / "表.xlsx", [["车辆名单"], ["证件号码"], ["65909919700101001X"], ["659099197001010028"]]
        )
    )
    assert (texts(table), table.titles) == (["证件号码"], ("车辆名单",))
    assert len(list(table.rows())) == 2


@pytest.mark.parametrize(
    ("rows", "sheet", "sentence"),
    [
        ([["1", "2"], ["3", "4"]], None,
         "“表.xlsx”里没有找到表头：前30行没有一行像列名，请确认选的是一张表，列名没有被删掉。"),
        ([["1", "2"], ["3", "4"]], "Sheet1",
         "“表.xlsx”的工作表“Sheet1”里没有找到表头：前30行没有一行像列名，请确认选的是一张表，列名没有被删掉。"),
        ([["姓名", "村"]], "名单", "“表.xlsx”里没有名为“名单”的工作表，有的是“Sheet1”，请核对。"),
    ],
)  # fmt: skip
def test_a_sheet_without_a_heading_is_refused_in_words(
    tmp_path: Path, rows: list[list[str]], sheet: str | None, sentence: str
) -> None:
    with pytest.raises(Trouble) as wrong:
        table_of(workbook(tmp_path / "表.xlsx", rows), sheet)
    assert str(wrong.value) == sentence


def test_a_vocabulary_reads_groups_of_three_levels_and_asks_the_levels_together_first() -> None:
    rows = [
        ["花名册"],
        ["户编号", "人员", "", "", "", "村"],
        ["", "户主", "", "成员", "", ""],
        ["", "姓名", "电话", "姓名", "证件号码", ""],
        ["650000000001", "张三", "", "李四", "65909919551011001X", "水村"],
    ]
    words = {
        "户编号": "number",
        "户主姓名": "head",
        "姓名": "name",
        "证件号码": "id",
        "村": "village",
        "电话": "phone",
    }
    found = find_heading_row(rows, words)
    assert found.columns == {0: "number", 1: "head", 2: "phone", 3: "name", 4: "id", 5: "village"}
    assert found.headings[4] == "人员/成员/证件号码"
    assert (found.row_index, found.titles) == (3, ("花名册",))


def test_joined_cells_say_how_far_a_group_of_a_vocabulary_reaches() -> None:
    rows = [
        ["户编号", "户主", "", "备注", "村"],
        ["", "姓名", "证件号码", "", "名称"],
        ["650000000001", "张三", "", "无", "水村"],
    ]
    joined = [Merged(0, 0, 1, 0), Merged(0, 1, 0, 2), Merged(0, 3, 1, 3)]
    words = {
        "户编号": "number",
        "户主姓名": "head",
        "户主证件号码": "id",
        "备注": "note",
        "村名称": "village",
    }
    assert set(find_heading_row(rows, words, merged=joined).columns.values()) == set(words.values())


@dataclass(frozen=True)
class Drawn:
    """A table to be written: titles, columns as paths of one to three levels, rows, what stands below."""

    titles: list[str]
    columns: list[tuple[str, ...]]
    rows: list[list[str]]
    footers: list[str]

    @property
    def levels(self) -> int:
        return max(map(len, self.columns))

    def header(self) -> list[list[str]]:
        """The heading's rows: a group's name in its first column, a name without groups in the first row."""
        grid = [[""] * len(self.columns) for _ in range(self.levels)]
        for place, path in enumerate(self.columns):
            for level, text in enumerate(path):
                before = self.columns[place - 1][: level + 1] if place else ()
                if level == len(path) - 1 or before != path[: level + 1]:
                    grid[level][place] = text
        return grid

    def joined(self, top: int) -> list[tuple[int, int, int, int]]:
        """First row, first column, last row, last column of the joined cells, from one."""
        found, grid = [], self.header()
        for level, row in enumerate(grid):
            for place, text in enumerate(row):
                if not text:
                    continue
                path = self.columns[place][: level + 1]
                if level == len(self.columns[place]) - 1:
                    box = (top + level, place + 1, top + self.levels - 1, place + 1)
                else:
                    last = place
                    while last + 1 < len(self.columns) and self.columns[last + 1][: level + 1] == path:
                        last += 1
                    box = (top + level, place + 1, top + level, last + 1)
                if box[0] != box[2] or box[1] != box[3]:
                    found.append(box)
        return found

    def lines(self) -> list[list[str]]:
        below = [[each] for each in self.footers]
        return [*([each] for each in self.titles), *self.header(), *self.rows, *below]


NAMES = [
    "户数",
    "人数",
    "低保户",
    "低收入户",
    "务工(人)",
    "危房户(户)",
    "种植",
    "养殖",
    "金额（元）",
    "学生",
    "残疾人",
    "面积(亩)",
    "备注",
    "联系人",
]
GROUPS = ["基本情况", "有劳动能力", "无劳动能力", "产业发展", "帮扶措施", "住房", "教育保障"]


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    columns: list[tuple[str, ...]] = [("村名称",)]
    names = list(draw(st.permutations(NAMES)))
    groups = list(draw(st.permutations(GROUPS)))
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["single", "two", "three"]))
        if kind == "single":
            columns.append((names.pop(),))
        elif kind == "two":
            group = groups.pop()
            columns += [(group, names.pop()) for _ in range(draw(st.integers(2, 3)))]
        else:
            group = groups.pop()
            columns += [
                (group, names.pop()),
                *((group, inner, names.pop()) for inner in [groups.pop()] for _ in "12"),
            ]
    value = st.integers(0, 999).map(str)
    rows = [
        [f"{name}村", *draw(st.lists(value, min_size=len(columns) - 1, max_size=len(columns) - 1))]
        for name in draw(
            st.lists(st.sampled_from(string.ascii_uppercase), min_size=2, max_size=5, unique=True)
        )
    ]
    titles = draw(
        st.lists(
            st.sampled_from(["某镇2018年统计表", "填报单位：某办", "填表说明：" + "照实填写。" * 20]),
            max_size=2,
            unique=True,
        )
    )
    footers = draw(
        st.lists(st.sampled_from(["合计", "填表人：某某", "注：以实际为准"]), max_size=2, unique=True)
    )
    return Drawn(titles, columns, rows, footers)


def understood(path: Path, table: Drawn) -> None:
    found = table_of(path)
    assert [each.parts for each in found.headings] == table.columns
    assert [list(row)[: len(table.columns)] for _, row in found.rows()] == table.rows
    assert list(found.titles) == table.titles
    assert len(found.footers) == len(table.footers)
    OPEN.pop().close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn())
def test_whatever_table_is_written_with_joined_cells_is_understood(tmp_path: Path, table: Drawn) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for line in table.lines():
        sheet.append(line)
    for top, left, bottom, right in table.joined(len(table.titles) + 1):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(tmp_path / "表.xlsx")
    understood(tmp_path / "表.xlsx", table)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn())
def test_whatever_table_is_written_as_text_is_understood(tmp_path: Path, table: Drawn) -> None:
    with (tmp_path / "表.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(line + [""] * (len(table.columns) - len(line)) for line in table.lines())
    understood(tmp_path / "表.csv", table)
