"""民主评议: the papers of a village's meeting, and the result from what was counted there."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.errors import Refused
from fupin_desktop.reports.document import CutLine, PageBreak, Table
from fupin_desktop.services.office import Office
from fupin_desktop.services.paper.source import Paper
from tests.papers import is_golden, text_of

DAY = date(2018, 5, 8)


def papers(office: Office, villages: tuple[str, ...] = ("水村",), **options: str) -> list[Paper]:
    said = {name.replace("vote_", "vote:"): value for name, value in options.items()}
    return list(office.papers.make("assembly", villages=villages, on=DAY, options=said))


def counted(office: Office, **changed: str) -> Paper:
    """The result of 水村's meeting on its unsafe houses, as it was typed."""
    options = {"topic": "exit", "sheet": "result", "due": "30", "present": "26", "vote:张三": "20/4/2"}
    options |= {name.replace("vote_", "vote:"): value for name, value in changed.items()}
    return next(office.papers.make("assembly", villages=["水村"], on=DAY, options=options))


def refused(office: Office, **changed: str) -> str:
    with pytest.raises(Refused) as wrong:
        counted(office, **changed)
    return str(wrong.value)


def test_each_village_gets_attendance_list_minutes_and_ballots_of_those_the_data_propose(
    township: Office,
) -> None:
    water, moon = papers(township, (), topic="exit")
    assert (water.village, moon.village) == ("水村", "月亮村")
    for name, document in zip(("attendance", "minutes", "ballots"), water.documents, strict=True):
        assert is_golden(f"assembly_{name}", document)


def test_the_papers_come_as_one_pdf_that_gives_every_name_back(township: Office, tmp_path: Path) -> None:
    out = tmp_path / "评议.pdf"
    made = township.papers.write("assembly", out, villages=["水村"], on=DAY, options={"topic": "exit"})
    text = text_of(out)
    assert made.pages == 4  # attendance, minutes on two pages, ballots
    assert "水村贫困户退出民主评议会签到册" in text
    assert "张三" in text


def test_a_page_holds_as_many_ballots_as_fit_and_more_are_cut_from_further_pages(township: Office) -> None:
    (page,) = papers(township, topic="exit", sheet="ballots")[0].documents
    full = sum(isinstance(each, Table) for each in page.blocks)
    assert full > 2
    (many,) = papers(township, topic="exit", sheet="ballots", ballots=str(full + 1))[0].documents
    kinds = [type(each) for each in many.blocks]
    assert (kinds.count(Table), kinds.count(CutLine), kinds.count(PageBreak)) == (full + 1, full - 1, 1)


def test_an_a3_page_holds_more_ballots(township: Office) -> None:
    def ballots(paper: str) -> int:
        (made,) = township.papers.make(
            "assembly", villages=["水村"], on=DAY, paper=paper, options={"topic": "exit", "sheet": "ballots"}
        )
        return sum(isinstance(each, Table) for each in made.documents[0].blocks)

    assert ballots("A3") > ballots("A4")


def test_a_village_without_candidates_gets_blank_lists_when_asked(township: Office) -> None:
    with pytest.raises(Refused) as wrong:
        papers(township, ("月亮村",), topic="monitoring")
    assert str(wrong.value) == "月亮村没有可以生成民主评议会议材料的农户，没有生成文件"
    (ballots,) = papers(township, ("月亮村",), topic="monitoring", blank="1", sheet="ballots")[0].documents
    table = ballots.blocks[0]
    assert isinstance(table, Table)
    assert table.rows[0] == ("1", "", "", "", "", "", "")


def test_the_result_says_who_passed_from_what_was_typed(township: Office) -> None:
    assert is_golden("assembly_result", counted(township).documents[0])
    assert (
        "1户5人未通过" in counted(township, vote_张三="13/11/2").documents[0].as_text()
    )  # 13 of 26 is not more than half
    assert "1户5人通过" in counted(township, vote_张三="14/10/2").documents[0].as_text()
    assert "赞成票超过到会人数2/3" in counted(township, share="2/3").documents[0].as_text()


def test_spoilt_ballots_are_counted_apart(township: Office) -> None:
    text = (
        counted(township, issued="26", returned="25", valid="24", vote_张三="20/2/2").documents[0].as_text()
    )
    assert "发出表决票26张，收回25张，其中有效票24张、无效票1张" in text


def test_too_few_at_the_meeting_is_said(township: Office, tmp_path: Path) -> None:
    said = "水村应到30人、实到19人，到会人数不足应到的三分之二，按规定会议不能作出决定，请核对或重新召开"
    assert counted(township, present="19", vote_张三="19/0/0").remarks == (said,)
    assert counted(township, present="20", vote_张三="19/1/0").remarks == ()


def test_a_missing_phone_says_where_it_is_set(township: Office) -> None:
    township.settings.save(replace(township.settings.facts(), phone=""))
    with pytest.raises(Refused) as wrong:
        papers(township, topic="exit")
    assert str(wrong.value) == "还没有填写监督电话，请在“设置”里填写后再生成"


def test_counts_that_cannot_be_are_refused(township: Office) -> None:
    assert refused(township, present="31", vote_张三="31/0/0") == "实到31人多于应到30人，请核对后重新填写"
    assert refused(township, issued="27", vote_张三="27/0/0") == "发出票27张多于实到26人，请核对后重新填写"
    assert refused(township, vote_张三="20/4/1") == (
        "张三户（户编号65900001）赞成20、反对4、弃权1，合计25票，与有效票26张不一致，请核对"
    )
    assert refused(township, vote_张三="20、4、2") == (
        "“张三”的票数应写成 赞成/反对/弃权（如18/2/1），现在是“20、4、2”"
    )
    assert refused(township, vote_65900009="26/0/0") == "户编号为“65900009”的农户不在评议名单里，请检查编号"
    assert (
        refused(township, present="")
        == "还没有填写应到人数和实到人数，请用选项due和present填写后再生成评议结果"
    )
    assert refused(township, present="二十") == "实到人数应是0到9999之间的整数，现在是“二十”"
    assert refused(township, share="多数") == "通过须超过到会人数的几分之几应写成1/2、2/3的样子，现在是“多数”"
    assert refused(township, topic="考试").startswith("评议事项只能是identification、exit")


def test_a_household_without_votes_is_named(township: Office) -> None:
    with pytest.raises(Refused) as wrong:
        papers(township, topic="housing", sheet="result", due="30", present="26")
    assert str(wrong.value) == "还没有填写张三户（户编号65900001）的票数，请填写赞成、反对、弃权"


def test_a_result_is_of_one_village(township: Office) -> None:
    with pytest.raises(Refused) as wrong:
        papers(township, (), topic="exit", due="30", present="26")
    assert str(wrong.value) == "评议结果一次只能填一个村的，请先选定一个村"


def test_households_can_be_named_and_only_those_who_may_stand(township: Office) -> None:
    (paper,) = township.papers.make(
        "assembly", households=["65900002"], on=DAY, options={"topic": "exit", "sheet": "minutes"}
    )
    assert "单䶮" in paper.documents[0].as_text()
    with pytest.raises(Refused) as wrong:
        list(township.papers.make("assembly", households=["65900003"], on=DAY, options={"topic": "exit"}))
    assert str(wrong.value) == "户编号为“65900003”的农户不在贫困户退出的备选名单里，不能列入评议，请核对"


def test_the_command_line_writes_a_file_a_village_and_refuses_unknown_options(
    township: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "--office",
        str(township.folder),
        "form",
        "assembly",
        "--on",
        "2018-05-08",
        "--set",
        "topic=exit",
    ]
    assert run([*words, "--format", "docx", "--out", str(tmp_path), "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert [Path(each).name for each in files] == ["01水村.docx", "02月亮村.docx"]
    assert run([*words, "--set", "presnt=3", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(
        "民主评议会议材料没有名为“presnt”的选项，可以用：topic（评议事项）"
    )
