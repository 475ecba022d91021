"""What left this computer is recorded, and ID numbers in it are hidden unless somebody says otherwise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.writing import SheetOut
from fupin_desktop.services.office import Office
from fupin_desktop.services.outgoing import mask_account, masked
from tests.exports import a_row, an_export, id_of

NUMBER = id_of("19700101")
HIDDEN = f"{NUMBER[:6]}********{NUMBER[-4:]}"


def test_who_took_what_out_and_how_many_rows_is_kept(office: Office, tmp_path: Path) -> None:
    office.outgoing.note("家庭成员", tmp_path / "一.xlsx", 845, masked=True, on=date(2018, 5, 8))
    office.by = "王干部"
    office.outgoing.note("农户", "二.xlsx", 18, masked=False, villages=["水村"])
    last, first = office.outgoing.all()
    assert (last.list.what, last.list.villages, last.list.rows, last.list.masked) == (
        "农户",
        "水村",
        18,
        False,
    )
    assert (last.person, first.person) == ("王干部", "李经办")
    assert (first.list.file, first.list.villages, first.list.on) == ("一.xlsx", "", date(2018, 5, 8))
    assert last.at >= first.at
    assert [each.label for each in office.history.acts()][:2] == ["导出：农户", "导出：家庭成员"]


def test_a_list_of_every_village_is_of_the_whole_office(office: Office) -> None:
    every = [each.name for each in office.settings.villages()]
    office.outgoing.note("农户", "一.xlsx", 18, masked=True, villages=every[::-1])
    office.outgoing.note("农户", "二.xlsx", 9, masked=True, villages=every[1:])
    assert [each.list.villages for each in office.outgoing.all()] == ["、".join(every[1:]), ""]


def test_taking_back_passes_over_what_left(office: Office, tmp_path: Path) -> None:
    newest = office.history.newest()
    office.outgoing.note("农户", tmp_path / "一.xlsx", 3, masked=True)
    assert office.history.newest() == newest


def test_nothing_is_recorded_where_nothing_was_written(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble):
        office.exporting.export("people", tmp_path / "没有" / "出.xlsx")
    assert office.outgoing.all() == []


def test_numbers_are_hidden_wherever_they_stand() -> None:
    heads = [
        "户主证件号码",
        "身份证号",
        "残疾人证号",
        "银行卡号",
        "备注",
        "人数",
        "户编号",
        "上级/公民身份号码",
    ]
    row = [NUMBER, NUMBER, f"{NUMBER}43", "6217000000000001234", f"与{NUMBER}重复", 3, "650000000001", NUMBER]
    (hidden,) = masked(SheetOut("名单", heads, [row])).rows
    assert list(hidden) == [
        HIDDEN, HIDDEN, f"{NUMBER[:6]}**********{NUMBER[-2:]}43", "***************1234", f"与{HIDDEN}重复", 3, "650000000001",
        HIDDEN,
    ]  # fmt: skip


def test_columns_that_we_do_not_know_are_hidden_by_their_names() -> None:
    (hidden,) = masked(
        SheetOut(
            "名单",
            ["监护人身份证", "惠农卡号", "联系电话"],
            [["659099551011001X", "6217000000000001234", "13900000001"]],
        )
    ).rows
    assert list(hidden) == ["659099******001X", "***************1234", "13900000001"]


def test_a_short_account_stays() -> None:
    assert mask_account("123") == "123"


def test_a_list_that_left_meanwhile_does_not_stop_an_import(office: Office, tmp_path: Path) -> None:
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", [a_row()]))
    office.outgoing.note("农户", "二.xlsx", 3, masked=True)
    assert office.importing.apply(draft).act


def test_what_the_doctor_hands_out_and_what_waits_is_recorded(township: Office, tmp_path: Path) -> None:
    checked = township.doctor.examine(on=date(2018, 5, 8))
    township.doctor.hand_out(checked, tmp_path / "体检")
    township.national.export_waiting(tmp_path / "待改.xlsx")
    waiting, examined = (each.list for each in township.outgoing.all())
    assert (examined.what, examined.rows, examined.masked) == ("数据体检", len(checked.findings), True)
    assert (waiting.what, waiting.file, waiting.masked) == ("国扶待改清单", "待改.xlsx", True)
