"""A document is a value: equal by its words, readable as text, refused when its table is crooked."""

from datetime import date

import pytest

from fupin_desktop.reports.document import (
    Addressee,
    Attachments,
    Document,
    Fields,
    Figure,
    Footer,
    Heading,
    Kind,
    Note,
    Paragraph,
    Signature,
    Table,
    Wide,
)


def a_report() -> Document:
    table = Table(
        ["村名", "户数", "人数"],
        [["月亮村", "5", "22"], [Wide("合计", 2), "22"]],
        [Kind.TEXT, Kind.NUMBER, Kind.NUMBER],
        caption="表1　各村情况",
        unit="户、人",
        totals=1,
    )
    blocks = [
        Addressee("县扶贫办"),
        Heading("一、基本情况"),
        Heading("（一）人口。", 2, "共22人。"),
        Paragraph("现将有关情况报告如下。"),
        table,
        Note("注：数据为模拟。"),
        Figure(lambda: b"", "各村户数的条形图", "图1　各村户数"),
        Fields([("监督电话", "0998-1234567")]),
        Attachments(["名单", "说明"]),
        Signature(["某某镇人民政府"], date(2018, 3, 5)),
        Footer([("填表人", "张三")]),
    ]
    return Document("关于六月\n工作情况的报告", blocks, subtitle="（2018年6月）")


GOLDEN = """\
关于六月工作情况的报告
（2018年6月）

县扶贫办：
# 一、基本情况
## （一）人口。共22人。
　　现将有关情况报告如下。
表1　各村情况（单位：户、人）
村名 | 户数 | 人数
月亮村 | 5 | 22
合计 | 22
注：数据为模拟。
〔图〕图1　各村户数
监督电话：0998-1234567
附件：1.名单
　　　2.说明
某某镇人民政府
2018年3月5日
填表人：张三
"""


def test_a_document_reads_as_a_person_would_type_it() -> None:
    assert a_report().as_text() == GOLDEN


def test_documents_with_the_same_words_are_equal_whatever_sequence_held_them() -> None:
    assert a_report() == a_report()
    assert hash(Table(["甲"], [["1"]])) == hash(Table(("甲",), (("1",),)))


def test_a_table_with_a_row_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="rows of other lengths"):
        Table(["甲", "乙"], [["1"]])


def test_a_table_with_too_few_kinds_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 2 kinds"):
        Table(["甲", "乙"], [["1", "2"]], [Kind.TEXT])
