"""Seed 002's whole calendar of one village, from the size to the booklet, by command line."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.services.office import Office
from tests.papers import is_golden
from tests.seed002 import HEADS, LAST, NUMBER

REVIEW = date(2014, 6, 16)


def asked(office: Office, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["--office", str(office.folder), "--json", *words]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_six_of_eight_households_are_on_the_register_at_the_end(
    seed002: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    states = {head: asked(seed002, capsys, "show", NUMBER[head])["procedures"][0]["state"] for head in HEADS}
    assert states == {
        "赵大山": "已办结", "钱二河": "已办结", "孙三林": "已办结", "李四海": "已办结", "周五田": "已办结",
        "吴六泉": "不通过（入户调查）", "郑七石": "不通过（民主评议）", "王八方": "已办结",
    }  # fmt: skip
    assert "poor" not in asked(seed002, capsys, "figures", "--on", "2014-07-03")
    assert asked(seed002, capsys, "figures", "--on", "2014-07-04")["poor"] == [6, 21]
    assert (
        asked(seed002, capsys, "road", "preparation", "--on", str(LAST))["passages"][0]["state"] == "已办结"
    )


def test_what_was_registered_is_shown_step_by_step(
    seed002: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    (passage,) = asked(seed002, capsys, "show", NUMBER["王八方"])["procedures"]
    assert [(each["step"], each["on"][5:], each["result"]) for each in passage["steps"]] == [
        ("applied", "05-26", "通过"), ("surveyed", "06-02", "通过"), ("listed", "06-02", "通过"),
        ("assembly", "06-04", "通过"), ("posted", "06-05", "通过"), ("posted", "06-09", "有异议待查"),
        ("surveyed", "06-11", "通过"), ("listed", "06-11", "通过"), ("assembly", "06-12", "通过"),
        ("posted", "06-13", "通过"), ("reviewed", "06-23", "通过"), ("posted_again", "06-24", "通过"),
        ("county", "07-03", "通过"), ("announced", "07-04", "通过"), ("paired", "07-10", "通过"),
        ("planned", "07-21", "通过"), ("booklet", "08-08", "通过"),
    ]  # fmt: skip
    again = passage["steps"][6]
    assert again["facts"] == {
        "调查员": "刘调查、马调查", "住房安全有保障": "是", "义务教育有保障": "是", "基本医疗有保障": "是",
        "人均纯收入": "3,050.00元", "收入年度": "2013", "情况说明": "其子4月起务工，已计入，人均3050元",
    }  # fmt: skip
    assert passage["steps"][4]["until"] == "2014-06-12"
    (ill,) = asked(seed002, capsys, "show", NUMBER["李四海"])["procedures"]
    assert ill["steps"][1]["override"] == "户主重病，医药费支出大，住院票据附后"
    (car,) = asked(seed002, capsys, "show", NUMBER["周五田"])["procedures"]
    assert car["steps"][1]["facts"]["需核实的情形"] == "小汽车"


def test_sizes_stages_and_meetings_tell_what_was_done(
    seed002: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    (water,) = asked(seed002, capsys, "quota", "list", "水村", "--year", "2014")["villages"]
    assert (water["people"], water["used"], water["left"]) == (500, [6, 21], [None, 479])
    stages = asked(seed002, capsys, "calendar", "list", "--year", "2014", "--on", str(LAST))["stages"]
    assert [(each["stage"], each["done"], each["open"], each["late"]) for each in stages] == [
        ("组织培训", 1, 1, []), ("农户申请", 8, 0, []), ("入户调查", 7, 0, []), ("民主评议", 6, 0, []),
    ]  # fmt: skip
    sampled = asked(seed002, capsys, "calendar", "list", "--year", "2014", "--on", str(LAST))["samples"]
    assert [(each["step"], each["reviewed"], each["sampled"], each["least"], each["enough"]) for each in sampled] == [
        ("reviewed", 6, 3, 20.0, True), ("county", 6, 0, 10.0, False),
    ]  # fmt: skip
    assert run(["--office", str(seed002.folder), "calendar", "--year", "2014", "--on", str(LAST)]) == 0
    assert "水村县级复审6户，抽查0户，占0%，应不少于10%，还差1户" in capsys.readouterr().out
    meetings = asked(seed002, capsys, "meeting", "list", "--year", "2014")["meetings"]
    assert [(each["on"], len(each["votes"])) for each in meetings] == [("2014-06-12", 1), ("2014-06-04", 7)]
    failed = [each["head"] for each in meetings[1]["votes"] if not each["passed"]]
    assert failed == ["郑七石"]


def test_the_papers_of_the_road_are_made_from_what_was_registered(seed002: Office) -> None:
    def one(kind: str, **more: Any) -> Any:
        return next(seed002.papers.make(kind, on=REVIEW, year=2014, **more))

    assert is_golden("form_quota", *one("quota").documents)
    assert is_golden("form_work_calendar", *one("work_calendar").documents)
    assert is_golden("form_applications", *one("applications").documents)
    assert is_golden("form_review", *one("review", households=[NUMBER["周五田"]]).documents)
    assert is_golden(
        "assembly_held", *one("assembly", options={"meeting": "1", "sheet": "minutes"}).documents
    )


def test_a_meeting_that_is_not_there_has_no_papers(seed002: Office) -> None:
    from fupin_desktop.domain.errors import Trouble

    with pytest.raises(Trouble) as wrong:
        list(seed002.papers.make("assembly", on=REVIEW, options={"meeting": "9"}))
    assert str(wrong.value) == "没有编号为9的评议会，请用“meeting list”看已登记的评议会"
