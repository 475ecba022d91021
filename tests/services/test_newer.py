"""A newer setup that lies near is found and told; what is cut, older or something else is not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from fupin_desktop import __version__, places
from fupin_desktop.cli.run import run
from fupin_desktop.services import newer
from fupin_desktop.services.office import Office

WHOLE = newer.SIZES.start + 1


def a_setup(folder: Path, name: str, size: int = WHOLE, begins: bytes = b"MZ") -> Path:
    """A file of that size that takes no room."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("wb") as file:
        file.write(begins)
        file.truncate(size)
    return folder / name


def test_the_newest_of_several_folders_is_found(tmp_path: Path) -> None:
    a_setup(tmp_path / "下载", "FupinDesktop-0.9.0-setup.exe")
    best = a_setup(tmp_path / "桌面", "FupinDesktop-0.10.0-setup (1).exe")
    found = newer.newest([tmp_path / "下载", tmp_path / "没有", tmp_path / "桌面"], own="0.5.0")
    assert found == newer.Setup((0, 10, 0), best)
    assert found.sentence == (
        f"找到新版 0.10.0（现在是 {__version__}）：“{best}”；先关闭本程序，再双击它安装，数据和设置都会保留"
    )


@pytest.mark.parametrize(
    ("name", "size", "begins"),
    [
        ("FupinDesktop-0.5.0-setup.exe", WHOLE, b"MZ"),  # the same
        ("FupinDesktop-0.4.9-setup.exe", WHOLE, b"MZ"),  # older
        ("FupinDesktop-0.6.0-setup.exe", 1000, b"MZ"),  # a cut download
        ("FupinDesktop-0.6.0-setup.exe", newer.SIZES.stop, b"MZ"),
        ("FupinDesktop-0.6.0-setup.exe", WHOLE, b"<h"),  # a page of a website
        ("FupinDesktop-0.6.0-setup.exe.crdownload", WHOLE, b"MZ"),
        ("FupinDesktop-0.6-setup.exe", WHOLE, b"MZ"),
        ("FupinDesktop-0.6.0-portable.zip", WHOLE, b"PK"),  # this program is not carried
    ],
)
def test_what_is_no_newer_setup_is_not_told(tmp_path: Path, name: str, size: int, begins: bytes) -> None:
    a_setup(tmp_path, name, size, begins)
    (tmp_path / "FupinDesktop-9.0.0-setup.exe").mkdir()
    assert newer.newest([tmp_path], own="0.5.0") is None


def test_a_carried_program_finds_the_newer_package_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_PROGRAM", str(tmp_path / "FupinDesktop"))
    (tmp_path / "FupinDesktop").mkdir()
    (tmp_path / "FupinDesktop" / places.MARK).touch()
    a_setup(tmp_path, "FupinDesktop-99.0.0-portable.zip", begins=b"PK")
    a_setup(
        tmp_path, "FupinDesktop-99.1.0-setup.exe"
    )  # would install a program without the data on the stick
    found = newer.newest_near(tmp_path / "FupinDesktop" / "办公室")
    assert found is not None
    assert found.number == "99.0.0"
    assert "解压到一个新文件夹，再把旧的“办公室”整个移过去，放在 FupinDesktop.exe 旁边" in found.sentence


def test_a_network_share_is_not_even_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_setup(tmp_path, "FupinDesktop-99.0.0-setup.exe")
    monkeypatch.setattr(newer, "is_away", lambda folder: folder == tmp_path)
    assert newer.newest([tmp_path]) is None


def test_an_office_of_a_newer_program_says_where_the_newer_setup_lies(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = office.folder
    office.close()
    with sqlite3.connect(folder / "office.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    words = "这个数据库由更新版本的程序建立，当前版本打不开；请安装新版程序，数据没有改动"
    assert run(["--office", str(folder), "figures"]) == 1
    assert capsys.readouterr().err.strip() == words
    setup = a_setup(folder, "FupinDesktop-99.1.0-setup.exe")
    assert run(["--office", str(folder), "figures"]) == 1
    said = capsys.readouterr().err.strip()
    assert said.startswith(f"{words}。找到新版 99.1.0")
    assert str(setup) in said
