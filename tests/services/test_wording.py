"""The clerk rewrites a paragraph: it stays in that report, is offered next month, and is doubted when the figures move."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fupin_desktop.cli import run
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.reports.document import Paragraph
from fupin_desktop.services.office import Office

END = date(2018, 5, 31)
OWN = "个别户自我发展能力弱，两户的学生需要劝返复学。"


def test_a_rewritten_paragraph_stands_in_its_report_and_in_no_other(township: Office) -> None:
    township.wordings.keep("monthly", "2018-05", "problems", f" {OWN}\n", on=END)
    may = township.reporting.monthly("2018-05", on=END)
    assert f"# 三、存在问题\n　　{OWN}\n" in may.as_text()
    own = next(block for block in may.blocks if isinstance(block, Paragraph) and block.name == "problems")
    assert own.traces == ()
    assert OWN not in township.reporting.monthly("2018-04", on=END).as_text()


def test_the_programs_own_words_come_back(township: Office) -> None:
    before = township.reporting.monthly("2018-05", on=END)
    township.wordings.keep("monthly", "2018年5月", "problems", OWN, on=END)
    township.wordings.forget("monthly", "2018-05", "problems")
    assert township.reporting.monthly("2018-05", on=END) == before


def test_earlier_wordings_are_offered_the_newest_first(township: Office) -> None:
    for month, words in (("2018-03", "三月的话。"), ("2018-05", OWN), ("2018-04", "四月的话。")):
        township.wordings.keep("monthly", month, "problems", words, on=END)
    township.wordings.keep("monthly", "2018-04", "ahead", "另一段。", on=END)
    township.wordings.keep("monthly", "2018-04", "problems", "四月改过的话。", on=END)
    assert [each.words for each in township.wordings.phrases("monthly", "problems")] == [
        OWN,
        "四月改过的话。",
        "三月的话。",
    ]


def test_figures_that_moved_since_cast_doubt_on_a_wording(township: Office) -> None:
    township.wordings.keep("monthly", "2018-05", "problems", OWN, on=END)
    assert not any("改写" in each for each in township.reporting.wanting("monthly", "2018-05", on=END))
    with township.store.write("补登完成") as unit:
        late = unit.measures.find(content="鸡苗")
        assert late is not None
        unit.measures.save(replace(late, done_on=date(2018, 5, 20)))
    remark = next(each for each in township.reporting.wanting("monthly", "2018-05", on=END) if "改写" in each)
    assert remark.startswith("改写过的一段，写好以后数据有变化，请核对；程序现在写的是：根据现有数据核对")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("已为身份证号659099197002030014的户主办理。", "改写的文字里有像证件号码的数字"),
        ("请联系13912345678。", "改写的文字里有像手机号码的数字"),
        ("  ", "改写的文字是空的"),
        ("长" * 3001, "改写的文字有3001字，一段最多3000字"),
    ],
)
def test_words_that_cannot_be_printed_are_refused(township: Office, words: str, answer: str) -> None:
    with pytest.raises(Refused, match=answer):
        township.wordings.keep("monthly", "2018-05", "problems", words, on=END)
    assert township.wordings.phrases("monthly", "problems") == []


def test_a_paragraph_that_is_not_there_is_answered_with_those_that_are(township: Office) -> None:
    with pytest.raises(
        Trouble, match="没有名为“weather”的段落，可以改写的有：basics、movement、task、batches"
    ):
        township.wordings.keep("monthly", "2018-05", "weather", "晴。", on=END)


# What is open is said before it is printed


def test_what_a_report_leaves_open_is_listed_before_it_is_printed(township: Office) -> None:
    assert township.reporting.wanting("monthly", "2018-05", on=END) == [
        "“（四）产业和就业”待补充：外出务工人数",
        "“（五）结对帮扶和走访”待补充：结对帮扶干部人数和户数",
        "“（五）结对帮扶和走访”待补充：本月入户走访户次和解决的问题",
        "“四、下月打算”待补充：下月其他重点工作",
    ]
    township.settings.save(replace(township.settings.facts(), reviewer="", leader=""))
    assert (
        "页脚的审核人、负责人还没有填写，打印后留空，可在“设置”的单位情况中填写"
        in township.reporting.wanting("monthly", "2018-05", on=END)
    )


def test_the_command_line_keeps_words_and_says_what_is_open(
    township: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "月报.txt"
    words = [
        "--office",
        str(township.folder),
        "report",
        "monthly",
        "2018-05",
        "--on",
        "2018-05-31",
        "--out",
        str(out),
    ]
    assert run([*words, "--say", f"visits={OWN}", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["remarks"] == [
        "“（四）产业和就业”待补充：外出务工人数",
        "“四、下月打算”待补充：下月其他重点工作",
        "页脚的填表人还没有填写，打印后留空，填表人就是经办人，可在窗口上方选择或用 --by 写明",
    ]
    assert OWN in out.read_text(encoding="utf-8")
    assert run([*words, "--say", "visits"]) == 1
    assert "“visits”应写成 名称=值 的样子" in capsys.readouterr().err
    assert run([*words, "--say", "visits="]) == 0
    assert OWN not in out.read_text(encoding="utf-8")
    [*_, last] = township.printed.all()
    assert (last.kind, last.period, last.heading) == ("report:monthly", "2018-05", "2018年5月月报")
