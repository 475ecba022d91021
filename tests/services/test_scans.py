"""扫描件: what a document camera puts into a folder, sorted by the clerk."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.services.office import Office
from tests.township import DAY

ZHANG, SHAN = 1, 2
PICTURE = b"\xff\xd8\xff\xe0" + b"1" * 200 + b"\xff\xd9"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "高拍仪"
    made.mkdir()
    return made


def put(folder: Path, name: str, content: bytes = PICTURE, *, old: bool = True) -> Path:
    """A file in the folder; ``old``: written a while ago."""
    file = folder / name
    file.write_bytes(content)
    if old:
        os.utime(file, (1_500_000_000 + len(list(folder.iterdir())),) * 2)
    return file


def test_pictures_and_pdfs_wait_in_the_order_in_which_they_came(township: Office, folder: Path) -> None:
    put(folder, "2.jpg")
    put(folder, "1.pdf", b"%PDF-1.4 x %%EOF\n")
    put(folder, "说明.txt", b"x")
    assert [(each.path.name, each.trouble) for each in township.scans.waiting(folder)] == [
        ("2.jpg", ""),
        ("1.pdf", ""),
    ]


def test_a_half_written_file_waits_and_is_not_taken(township: Office, folder: Path) -> None:
    for name, content in (
        ("a.jpg", PICTURE[:-2]),
        ("b.pdf", b"%PDF-1.4 half"),
        ("c.png", b"\x89PNG\r\n\x1a\n half"),
        ("d.jpg", b""),
    ):
        file = put(folder, name, content)
        sentence = f"“{name}”还没有写完（可能扫描仪正在保存），请稍后再试；一直这样请重新扫描"
        assert township.scans.waiting(folder)[-1].trouble == sentence
        with pytest.raises(Trouble) as said:
            township.scans.take(file, ZHANG, "申请书", DAY)
        assert str(said.value) == sentence
        assert file.exists()


def test_a_file_that_was_written_just_now_waits_until_it_no_longer_grows(
    township: Office, folder: Path
) -> None:
    put(folder, "a.jpg", old=False)
    assert "还没有写完" in township.scans.waiting(folder)[0].trouble
    assert township.scans.waiting(folder)[0].trouble == ""


def test_a_scan_goes_to_its_household_and_out_of_the_way(township: Office, folder: Path) -> None:
    file = put(folder, "a.jpg")
    taken = township.scans.take(file, ZHANG, " 申请书 ", DAY)
    assert not file.exists()
    assert taken.moved == folder / "已归入" / "a.jpg"
    assert taken.moved.read_bytes() == PICTURE
    (kept,) = township.scans.of_household(ZHANG)
    assert (kept.paper, kept.name, kept.subject, kept.taken_on) == ("申请书", "a.jpg", "household", DAY)
    assert township.scans.path(kept).read_bytes() == PICTURE
    assert township.scans.waiting(folder) == []
    assert township.undo() == "归入扫描件：申请书（a.jpg）"
    assert township.scans.of_household(ZHANG) == []
    assert taken.moved.exists()


def test_another_file_of_the_same_name_does_not_take_the_place_of_the_first(
    township: Office, folder: Path
) -> None:
    township.scans.take(put(folder, "a.jpg"), ZHANG, "申请书", DAY)
    taken = township.scans.take(put(folder, "a.jpg", PICTURE + PICTURE), ZHANG, "户口簿复印件", DAY)
    assert taken.moved == folder / "已归入" / "a-2.jpg"
    assert len(township.scans.of_household(ZHANG)) == 2


def test_the_same_file_twice_is_refused_and_for_another_household_asked(
    township: Office, folder: Path
) -> None:
    township.scans.take(put(folder, "a.jpg"), ZHANG, "申请书", date(2018, 5, 3))
    again = put(folder, "b.jpg")
    with pytest.raises(Refused) as said:
        township.scans.take(again, ZHANG, "申请书", DAY)
    assert str(said.value) == "“b.jpg”与这一户已归入的“申请书”（2018-05-03）是同一个文件，不用再归入"
    with pytest.raises(Refused) as said:
        township.scans.take(again, SHAN, "评议记录", DAY)
    assert str(said.value) == (
        "“b.jpg”与水村张三户已归入的“申请书”（2018-05-03）是同一个文件，请核对是否选错；确需如此，请写明理由"
    )
    assert again.exists()
    township.scans.take(again, SHAN, "评议记录", DAY, reason="两户同在一页")
    assert [each.caption for each in township.scans.of_household(SHAN)] == ["两户同在一页"]


@pytest.mark.parametrize(
    ("name", "content", "paper", "sentence"),
    [
        ("a.jpg", PICTURE, "", "请写明是什么材料（如：申请书、户口簿复印件）"),
        ("a.jpg", b"not a picture", "申请书", "“a.jpg”不是照片或PDF（按内容判断，不看扩展名），请重新选择"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays_where_it_is(
    township: Office, folder: Path, name: str, content: bytes, paper: str, sentence: str
) -> None:
    file = put(folder, name, content)
    with pytest.raises((Refused, Trouble)) as said:
        township.scans.take(file, ZHANG, paper, DAY)
    assert str(said.value) == sentence
    assert file.exists()


def test_a_folder_or_file_that_is_gone_is_said(township: Office, folder: Path) -> None:
    with pytest.raises(Trouble, match=r"扫描文件夹“.*没有”打不开"):
        township.scans.waiting(folder / "没有")
    with pytest.raises(Trouble, match=r"“没有\.jpg”已不在扫描文件夹里"):
        township.scans.take(folder / "没有.jpg", ZHANG, "申请书", DAY)


def test_a_file_that_cannot_be_moved_is_kept_all_the_same(township: Office, folder: Path) -> None:
    file = put(folder, "a.jpg")
    (folder / "已归入").write_bytes(b"")
    taken = township.scans.take(file, ZHANG, "申请书", DAY)
    assert taken.moved is None
    assert "请手工移走" in taken.remark
    assert len(township.scans.of_household(ZHANG)) == 1


def test_papers_of_a_household_are_checked_when_the_office_is_verified(
    township: Office, folder: Path
) -> None:
    township.scans.take(put(folder, "a.jpg"), ZHANG, "申请书", DAY)
    (kept,) = township.scans.of_household(ZHANG)
    township.scans.path(kept).unlink()
    assert any("张三户的“申请书”" in each for each in township.safety.verify().problems)
    with pytest.raises(Trouble, match="照片文件不见了"):
        township.scans.path(kept)


def test_names_of_papers_are_offered_those_the_office_used_too(township: Office, folder: Path) -> None:
    township.scans.take(put(folder, "a.jpg"), ZHANG, "本村自定的表", DAY)
    assert township.scans.papers()[0] == "申请书"
    assert "本村自定的表" in township.scans.papers()


def test_a_scan_is_taken_by_command(
    township: Office, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(folder, "a.jpg")
    words = ["--office", str(township.folder), "scan", str(file), "--household", "65900001", "--paper"]
    assert run([*words, "申请书", "--on", "2018-05-08"]) == 0
    assert capsys.readouterr().out.startswith("已归入：申请书，原文件移到")
    assert [each.paper for each in township.scans.of_household(ZHANG)] == ["申请书"]
