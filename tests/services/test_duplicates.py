"""疑似重复: who stands twice on the register is found, and what was decided is remembered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.services.duplicates import SAME_BIRTH, SAME_NUMBER, SIMILAR
from fupin_desktop.services.office import Office
from tests.exports import a_row, an_export, id_of

ONE, TWO = "650000000001", "650000000002"


def pair(first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, Any]]:
    return [a_row(ONE, **first), a_row(TWO, **second)]


def filled(office: Office, tmp_path: Path, rows: list[dict[str, Any]]) -> Office:
    office.importing.apply(office.importing.read(an_export(tmp_path / "名单.xlsx", rows)))
    return office


def found(office: Office, village: str | None = None) -> list[tuple[str, str, str]]:
    return [(each.why, each.one.name, each.other.name) for each in office.duplicates.find(village)]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"姓名": "王晓明", "证件号码": id_of("19800101")}, {"姓名": "李强", "证件号码": id_of("19800101")}, SAME_NUMBER),
        (
            {"姓名": "王强", "证件号码": id_of("19800101", 1)},
            {"姓名": "王强", "证件号码": id_of("19800101", 3), "行政村": "水村"},
            SAME_BIRTH,
        ),
        (
            {"姓名": "王晓明", "证件号码": id_of("19800101", 1)},
            {"姓名": "王小明", "证件号码": id_of("19800101", 3)},
            SIMILAR,
        ),
        ({"姓名": "王晓明", "证件号码": id_of("19800101")}, {"姓名": "王小明", "证件号码": ""}, SIMILAR),
        (
            {"姓名": "买买提·吐尔逊", "证件号码": id_of("19800101", 1)},
            {"姓名": "买买提·吐尔孙", "证件号码": id_of("19800101", 3)},
            SIMILAR,
        ),
        (
            {"姓名": "王小明", "证件号码": id_of("19800101", 1)},
            {"姓名": "王小朋", "证件号码": id_of("19800101", 3)},
            SIMILAR,
        ),
    ],
)  # fmt: skip
def test_two_records_that_may_be_one_person_are_found(
    office: Office, tmp_path: Path, first: dict[str, Any], second: dict[str, Any], why: str
) -> None:
    filled(office, tmp_path, pair(first, second))
    assert found(office) == [(why, first["姓名"], second["姓名"])]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"姓名": "王晓明", "证件号码": id_of("19800101")}, {"姓名": "王小明", "证件号码": id_of("19800101", 3), "自然村": "2组"}),
        ({"姓名": "王小红", "证件号码": id_of("19800101")}, {"姓名": "王小亮", "证件号码": id_of("19850607", 3)}),
        ({"姓名": "王晓明", "证件号码": id_of("19800101")}, {"姓名": "王小明", "证件号码": id_of("19850607", 31)}),
        ({"姓名": "李强", "证件号码": "999999198001010010"}, {"姓名": "王安", "证件号码": "999999198001010010"}),
        ({"姓名": "李强", "证件号码": id_of("19800101")}, {"姓名": "王安", "证件号码": id_of("19800101", 3)}),
    ],
)  # fmt: skip
def test_people_who_are_plainly_two_are_left_alone(
    office: Office, tmp_path: Path, first: dict[str, Any], second: dict[str, Any]
) -> None:
    assert found(filled(office, tmp_path, pair(first, second))) == []


def test_twins_of_a_household_with_numbers_of_their_own_are_two(office: Office, tmp_path: Path) -> None:
    twins = [
        a_row(ONE, 2, 姓名="王小军", 证件号码=id_of("20100101", 1), 人数="3"),
        a_row(ONE, 3, 姓名="王小兵", 证件号码=id_of("20100101", 3), 人数="3"),
    ]
    assert found(filled(office, tmp_path, [a_row(ONE, 人数="3"), *twins])) == []


def test_who_has_left_is_no_double(office: Office, tmp_path: Path) -> None:
    from datetime import date

    from fupin_desktop.domain.codes import LeaveReason

    number = id_of("19800101")
    filled(office, tmp_path, pair({"姓名": "王强", "证件号码": number}, {"姓名": "王强", "证件号码": number}))
    assert len(found(office)) == 1
    with office.store.read() as unit:
        person = unit.people.get(2)
    office.households.person_left(person, date(2018, 5, 8), LeaveReason.MISTAKE)
    assert found(office) == []


def test_decided_once_it_is_not_shown_again_until_that_is_taken_back(office: Office, tmp_path: Path) -> None:
    rows = pair(
        {"姓名": "王强", "证件号码": id_of("19800101", 1)}, {"姓名": "王强", "证件号码": id_of("19800101", 3)}
    )
    filled(office, tmp_path, rows)
    (twins,) = office.duplicates.find()
    kept = office.duplicates.distinct(twins.other.id, twins.one.id, "入户核实，两人都在")
    assert (kept.one, kept.other, kept.reason) == (1, 2, "入户核实，两人都在")
    assert found(office) == []
    assert office.history.acts()[0].label == "不是同一人：王强、王强"
    assert office.duplicates.distinct(1, 2, "再认一次") == kept
    office.undo()
    assert len(found(office)) == 1


@pytest.mark.parametrize(
    ("one", "other", "reason", "sentence"),
    [(1, 2, " ", "请写明凭什么认定不是同一人"), (1, 1, "是", "请给出两个不同的人"), (1, 2, "长" * 201, "理由不能超过200个字")],
)  # fmt: skip
def test_a_decision_that_lacks_something_is_refused(
    office: Office, tmp_path: Path, one: int, other: int, reason: str, sentence: str
) -> None:
    filled(office, tmp_path, pair({}, {}))
    with pytest.raises(Refused, match=sentence):
        office.duplicates.distinct(one, other, reason)


def test_a_village_is_looked_at_alone(office: Office, tmp_path: Path) -> None:
    number = id_of("19800101")
    rows = [
        a_row(f"65000000000{n}", 姓名="王强", 证件号码=number, 行政村=village)
        for n, village in enumerate(("水村", "水村", "月亮村"), 1)
    ]
    filled(office, tmp_path, rows)
    assert len(found(office)) == 3
    assert len(found(office, "水村")) == 1
    with pytest.raises(Trouble, match="没有名为“火村”的行政村"):
        office.duplicates.find("火村")


def test_only_pairs_with_somebody_new_are_asked_after_an_import(office: Office, tmp_path: Path) -> None:
    number = id_of("19800101")
    filled(office, tmp_path, pair({"姓名": "王强", "证件号码": number}, {"姓名": "王强", "证件号码": number}))
    new = a_row("650000000003", 姓名="李新", 证件号码=a_row(ONE)["证件号码"])
    again = an_export(tmp_path / "二.xlsx", [new], day="2018-06-08")
    done = office.importing.apply(office.importing.read(again))
    assert done.first_person == 3
    assert office.duplicates.find(since=done.first_person) == []
    other = a_row("650000000004", 姓名="李新", 证件号码=a_row(ONE)["证件号码"])
    done = office.importing.apply(
        office.importing.read(an_export(tmp_path / "三.xlsx", [new, other], day="2018-06-08"))
    )
    (twins,) = office.duplicates.find(since=done.first_person)
    assert (twins.one.id, twins.other.id) == (3, 4)


def test_the_command_line_lists_and_decides(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = id_of("19800101")
    filled(office, tmp_path, pair({"姓名": "王强", "证件号码": number}, {"姓名": "王强", "证件号码": number}))
    at = ["--office", str(office.folder), "--json"]
    assert run([*at, "duplicates", "--village", "月亮村"]) == 0
    (twins,) = json.loads(capsys.readouterr().out)["pairs"]
    assert (twins["why"], twins["one"]["name"], twins["one"]["id_number"]) == (
        SAME_NUMBER,
        "王强",
        f"659099********{number[-4:]}",
    )
    people = [str(twins[side]["person"]) for side in ("one", "other")]
    assert run([*at[:2], "duplicates", "distinct", *people]) == 1
    assert "请写明凭什么认定不是同一人" in capsys.readouterr().err
    assert run([*at, "duplicates", "distinct", *people, "--reason", "入户核实"]) == 0
    capsys.readouterr()
    assert run([*at[:2], "duplicates"]) == 0
    assert capsys.readouterr().out == "没有疑似重复的人\n"
