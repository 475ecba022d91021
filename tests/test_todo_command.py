"""``todo`` and ``remind`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fupin_desktop.services.office import Office
from tests import due_month
from tests.test_cli import Shell


@pytest.fixture
def shell(township: Office, capsys: pytest.CaptureFixture[str]) -> Shell:
    due_month.fill(township)
    township.close()
    return Shell(township.folder, capsys)


def test_todo_gives_the_list_written_by_hand(shell: Shell) -> None:
    said = shell.json("todo", "--on", "2018-05-08")
    found = [
        f"{each['due']} {each['kind']} {each['subject']} {each['person'] or '-'} {each['text']}"
        for each in said["items"]
    ]
    assert found == due_month.LIST.strip().splitlines()


def test_each_item_says_its_rule_and_how_many_days_are_left(shell: Shell) -> None:
    items = shell.json("todo", "--on", "2018-05-08", "--village", "月亮村", "--kind", "notice")["items"]
    assert [(each["rule"], each["days_left"], each["village"], each["household"]) for each in items] == [
        ("notice.certify", -1, "月亮村", ""),
        ("notice.take_down", 1, "月亮村", ""),
        ("notice.post", 2, "月亮村", ""),
    ]


def test_todo_of_a_person_lists_only_what_is_his(shell: Shell) -> None:
    items = shell.json("todo", "--on", "2018-05-08", "--person", "刘干部")["items"]
    assert {each["subject"] for each in items} == {"王五"}
    assert len(items) == 4


def test_todo_counts_overdue_this_week_and_later_in_words(shell: Shell) -> None:
    said, _ = shell("todo", "--on", "2018-05-08")
    assert said.splitlines()[0] == "逾期18项，本周7项，以后12项"
    assert "2018-05-07　逾期1天　水村　水村　请于7日前补齐户口簿复印件　支书" in said
    assert "2018-05-09　还有1天　月亮村" in said
    quiet, _ = shell("todo", "--on", "2018-05-08", "--kind", "flag", "--person", "无此人")
    assert quiet == "2018-05-08没有到期的事\n"


def test_the_day_before_what_was_not_yet_there_is_not_listed(shell: Shell) -> None:
    items = shell.json("todo", "--on", "2018-05-06", "--kind", "notice")["items"]
    assert "notice.post" not in {each["rule"] for each in items}


def test_a_reminder_is_kept_listed_done_and_taken_back(shell: Shell) -> None:
    kept = shell.json(
        "remind",
        "add",
        "请于10日前补户口簿",
        "--until",
        "2018.5.10",
        "--household",
        "65900001",
        "--person",
        "李四",
    )["reminder"]
    assert (kept["on"], kept["flag"], kept["done_on"]) == ("2018-05-10", "red", None)
    item = next(
        each
        for each in shell.json("todo", "--on", "2018-05-08", "--kind", "flag")["items"]
        if each["record"] == kept["id"]
    )
    assert (item["subject"], item["village"], item["household"], item["person"]) == (
        "张三",
        "水村",
        "65900001",
        "李四",
    )
    assert "请于10日前补户口簿" in shell("remind", "list", "--household", "65900001")[0]
    shell("remind", "done", kept["id"], "--on", "2018-05-09", "--outcome", "已交")
    assert "请于10日前补户口簿" not in shell("remind", "list")[0]
    said = shell("remind", "done", kept["id"], fails=1)[1]
    assert said == "提醒“请于10日前补户口簿”已在2018年5月9日办结，不必再记\n"
    assert shell("undo")[0].startswith("已撤销")
    assert "请于10日前补户口簿" in shell("remind", "list")[0]


def test_a_reminder_of_a_past_day_is_overdue_at_once(shell: Shell) -> None:
    shell("remind", "add", "早该办的", "--until", "2018-04-01")
    items = shell.json("todo", "--on", "2018-05-08", "--kind", "flag")["items"]
    assert (items[0]["text"], items[0]["days_left"]) == ("早该办的", -37)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", " ", "--until", "2018-05-10"), "事项不能为空，请填写"),
        (("add", "补材料", "--until", "下周"), "截止日期“下周”不是日期，请写成2018-5-8这样"),
        (("add", "补材料", "--until", "2018-05-10", "--village", "火星村"), "没有名为“火星村”的行政村"),
        (("add", "补材料", "--until", "2018-05-10", "--household", "1"), "没有户编号为“1”的农户"),
        (("done", "999"), "没有编号为999的提醒，请用“remind list”看编号"),
        (("done", "report.nothing"), "没有名为“report.nothing”的催办规则"),
        (
            ("done", "report.monthly", "--period", "2017-01"),
            "没有期间为“2017-01”的待办事项，请用 todo 看期间",
        ),
    ],
)
def test_a_reminder_that_cannot_be_is_refused_in_words(
    shell: Shell, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in shell("remind", *words, fails=1)[1]


def test_a_report_that_went_out_another_way_is_ticked(shell: Shell) -> None:
    said, _ = shell("remind", "done", "report.monthly", "--period", "2018-04", "--on", "2018-05-08")
    assert said == "已办结：月报2018-04，1项\n"
    items = shell.json("todo", "--on", "2018-05-08", "--kind", "report")["items"]
    assert [each["period"] for each in items if each["rule"] == "report.monthly"] == ["2018-05"]


def test_the_sheets_of_all_villages_are_written_and_recorded(shell: Shell, tmp_path: Path) -> None:
    made = shell.json("todo", "--on", "2018-05-08", "--out", tmp_path / "催办")
    assert [Path(each).name for each in made["files"]] == [
        "催办单.pdf",
        "01水村.pdf",
        "02月亮村.pdf",
    ]
    one, _ = shell("todo", "--on", "2018-05-08", "--village", "水村", "--out", tmp_path / "水村.txt")
    assert "已写出催办单1个文件" in one
    assert "水村催办单" in (tmp_path / "水村.txt").read_text(encoding="utf-8")
    with Office.open(shell.office).store.read() as unit:
        assert [each.village for each in unit.printed.all(kind="due")] == ["", "水村", "月亮村", "水村"]


def test_todo_of_an_unknown_village_is_refused(shell: Shell) -> None:
    assert shell("todo", "--village", "火星村", fails=1)[1] == "没有名为“火星村”的行政村，请检查村名\n"


def test_a_rule_is_looked_at_changed_switched_off_and_put_back(shell: Shell) -> None:
    def appeal(*words: str) -> dict[str, object]:
        (found,) = shell.json("remind", "rule", "visit.appeal", *words)["rules"]
        return {name: found[name] for name in ("days", "working", "on", "source")}

    usual = appeal()
    assert usual == {"days": 30, "working": False, "on": True, "source": "本办默认，可以改"}
    assert appeal("--days", "15", "--count", "working", "--source", "镇办〔2018〕3号") == {
        "days": 15, "working": True, "on": True, "source": "镇办〔2018〕3号",
    }  # fmt: skip
    assert appeal("--switch", "off")["on"] is False
    said, _ = shell("remind", "rules", "--on", "2018-05-08")
    assert "visit.appeal　走访　诉求未办结　走访日期　15个工作日　镇办〔2018〕3号　停用" in said
    kinds = {each["rule"] for each in shell.json("todo", "--on", "2018-06-30", "--kind", "visit")["items"]}
    assert "visit.appeal" not in kinds
    assert appeal("--reset") == usual
    assert "没有名为“x.y”的催办规则" in shell("remind", "rule", "x.y", fails=1)[1]
    assert "天数不能小于0天" in shell("remind", "rule", "visit.appeal", "--days", "-3", fails=1)[1]
