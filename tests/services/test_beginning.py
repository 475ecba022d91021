"""The beginning of an office: villages as they are typed, where it may lie, and that nothing half made stays."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from exports import a_row, an_export

from fupin_desktop import places
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.village import Village
from fupin_desktop.services.beginning import ground
from fupin_desktop.services.beginning.export import places_in
from fupin_desktop.services.beginning.making import (
    NewOffice,
    build,
    make_office,
    proposed_unit,
    restore_into,
)
from fupin_desktop.services.beginning.villages import typed_villages
from fupin_desktop.services.office import Office
from fupin_desktop.services.safety import OfficeLock
from fupin_desktop.services.settings import OfficeFacts

TWO = ("水村", "月亮村")


@pytest.mark.parametrize(
    "text",
    [
        "水村\n月亮村",
        "\r\n水村\r\n\r\n  月亮村  \r\n",
        "水村、月亮村",
        "水村，月亮村。",
        "水村;月亮村；",
        "水村 月亮村",
        "1. 水村\n2. 月亮村",
        "1、水村 2、月亮村",
        "（1）水村\n（2）月亮村",
        "①水村②月亮村".replace("②", " ②"),
        "一、水村\n二、月亮村",
        "序号\t行政村\n1\t水村\n2\t月亮村",
        "1\t水村\t37\n2\t月亮村\t102",
        "水　村\n月亮村",
    ],
)
def test_villages_are_understood_however_they_are_pasted(text: str) -> None:
    assert typed_villages(text).names == TWO
    assert typed_villages(text).remarks == ()


@pytest.mark.parametrize(
    "name", ["三合村", "水村村委会", "月亮行政村", "苏阿拉木图村", "八一村", "十里铺", "水村（含二组）"]
)
def test_a_name_is_kept_as_it_was_typed(name: str) -> None:
    assert typed_villages(f"1. {name}\n2. 水村").names == (name, "水村")


def test_a_village_written_twice_is_kept_once_and_said() -> None:
    typed = typed_villages("水村\n月亮村\n水村\n水村")
    assert typed.names == TWO
    assert typed.remarks == ("“水村”写了不止一次，只留一个",)
    many = typed_villages("甲村 乙村 丙村 丁村 " * 2)
    assert many.remarks == ("“甲村”、“乙村”、“丙村”等4个村写了不止一次，只留一个",)


def test_a_whole_sentence_is_no_village() -> None:
    assert (
        typed_villages("水" * 41).problem
        == "“水水水水水水水水水水水水…”有41个字，不像村名（最多40个字），请每行写一个村"
    )


def test_the_unit_is_proposed_in_the_words_of_the_year() -> None:
    assert proposed_unit("星星镇", date(2018, 5, 8)) == "星星镇扶贫开发办公室"
    assert proposed_unit("星星镇", date(2026, 5, 8)) == "星星镇乡村振兴办公室"
    assert proposed_unit("", date(2026, 5, 8)) == ""


def test_villages_of_an_export_stand_in_the_order_of_their_codes(tmp_path: Path) -> None:
    rows = [
        a_row("650000000009", 行政村="月亮村"),
        a_row("650000000002", 行政村="水村"),
        a_row("650000000001", 行政村="月亮村"),
    ]
    found = places_in([an_export(tmp_path / "名单.xlsx", rows)])
    (township,) = found.townships
    assert township.villages == (("月亮村", 2), ("水村", 1))
    assert found.day == date(2018, 5, 8)


def test_an_export_without_villages_says_so(tmp_path: Path) -> None:
    heads = ("户编号", "姓名", "证件号码", "与户主关系", "民族", "文化程度")
    file = an_export(tmp_path / "名单.xlsx", [a_row()], heads=heads)
    with pytest.raises(
        Trouble, match="里没有“行政村”一列，读不出村名；请先“新建办公室”写好村名，再导入这份表"
    ):
        places_in([file])


# where it may lie


class _Usage(NamedTuple):
    free: int


def test_a_disk_without_room_is_said_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(5 * 1024 * 1024))
    said = ground.look_at(tmp_path / "办公室").trouble
    assert "所在的磁盘只剩5兆，放不下办公室；请清理磁盘（至少留出64兆），或换一个文件夹" in said
    with pytest.raises(Trouble, match="放不下办公室"):
        build(tmp_path / "办公室", lambda _: None)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "办公室").write_text("x")
    assert "不是文件夹" in ground.look_at(tmp_path / "办公室").trouble


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space"), "（磁盘已满），没有留下任何文件；请清理磁盘空间，或换一个文件夹"),
        (
            PermissionError(13, "no"),
            "（没有写入权限），没有留下任何文件；请换一个可以写入的文件夹，如“文档”或D盘",
        ),
        (
            OSError(30, "read-only"),
            "（没有写入权限），没有留下任何文件；请换一个可以写入的文件夹，如“文档”或D盘",
        ),
        (OSError(5, "I/O error"), "（读写磁盘出错），没有留下任何文件；请检查磁盘或U盘，或换一个文件夹"),
    ],
)
def test_what_the_disk_refuses_is_one_sentence(error: OSError, words: str) -> None:
    assert ground.failed(Path("办公室"), error) == f"“办公室”里不能建办公室{words}"


def test_no_office_is_made_among_the_files_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version takes their place; a carried program has one folder for its data."""
    home = tmp_path / "FupinDesktop"
    (home / "resources").mkdir(parents=True)
    monkeypatch.setenv("FUPIN_PROGRAM", str(home))
    for folder in (home, home / "resources" / "我们乡"):
        said = ground.look_at(folder).trouble
        assert said == f"“{folder}”是程序自己的文件夹，换新版本时会整个换掉；请换一个文件夹，如“文档”或D盘"
        with pytest.raises(Trouble, match="是程序自己的文件夹"):
            build(folder, lambda _: None)
    assert [each.name for each in home.rglob("*")] == ["resources"]
    assert ground.look_at(tmp_path / "FupinDesktop2").trouble == ""
    (home / places.MARK).touch()
    assert ground.look_at(home / places.CARRIED).trouble == ""
    assert "程序自己的文件夹" in ground.look_at(home / "别处").trouble


def test_a_path_that_is_too_long_says_how_long(tmp_path: Path) -> None:
    said = ground.look_at(tmp_path / ("长" * 300)).trouble
    assert "请换一个靠近盘根、名字短的文件夹" in said


def test_an_office_that_was_half_restored_is_one(tmp_path: Path) -> None:
    assert not ground.has_office(tmp_path)
    (tmp_path / "restore.json").write_text("{}")
    assert ground.has_office(tmp_path)


def test_the_next_free_place_lies_inside_a_usual_one_that_is_taken(tmp_path: Path) -> None:
    assert ground.free_place(tmp_path) == tmp_path
    (tmp_path / "office.db").touch()
    assert ground.free_place(tmp_path) == tmp_path / "乡镇扶贫工作台"


def test_a_folder_above_or_inside_an_office_leads_to_it(tmp_path: Path) -> None:
    office = tmp_path / "扶贫" / "数据"
    (office / "backups").mkdir(parents=True)
    (office / "office.db").touch()
    for chosen in (office, office / "backups", tmp_path / "扶贫"):
        assert ground.office_near(chosen) == office
    (tmp_path / "扶贫" / "另一个").mkdir()
    (tmp_path / "扶贫" / "另一个" / "office.db").touch()
    assert ground.office_near(tmp_path / "扶贫") == tmp_path / "扶贫"  # which of them is not ours to say


# whole or not at all


def _new() -> NewOffice:
    return NewOffice(OfficeFacts(unit="甲办", people=("王晓梅",)), [Village(name="水村")], by="王晓梅")


def test_what_a_killed_beginning_left_is_no_office_and_is_gone_after_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    (folder / ground.ROOM / "files").mkdir(parents=True)
    (folder / ground.ROOM / "office.db").write_bytes(b"half")
    assert not ground.has_office(folder)
    make_office(folder, _new())
    assert not (folder / ground.ROOM).exists()
    office = Office.open(folder)
    assert [each.person for each in office.history.acts()] == ["王晓梅"]
    office.close()


def test_files_of_a_new_office_come_with_it(tmp_path: Path) -> None:
    def fill(office: Office) -> None:
        (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 x")
        office.files.add(tmp_path / "a.pdf")

    build(tmp_path / "office", fill)
    office = Office.open(tmp_path / "office")
    assert [each.suffix for each in office.files.all()] == [".pdf"]
    office.close()


def test_an_office_is_not_built_over_another(office: Office) -> None:
    with pytest.raises(Trouble, match="里已经有一个办公室，没有改动"):
        make_office(office.folder, _new())


def test_no_office_is_built_where_another_program_is_at_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(self: OfficeLock) -> OfficeLock:
        raise Trouble("这个办公室已经在另一个窗口打开")

    monkeypatch.setattr(OfficeLock, "acquire", taken)
    with pytest.raises(Trouble, match="另一个窗口"):
        make_office(tmp_path / "office", _new())
    assert list(tmp_path.iterdir()) == []


def test_a_restore_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    (tmp_path / "坏.fupin").write_bytes(b"no backup")
    with pytest.raises(Trouble):
        restore_into(tmp_path / "office", tmp_path / "坏.fupin")
    assert [each.name for each in tmp_path.iterdir()] == ["坏.fupin"]
