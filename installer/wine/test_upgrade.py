"""A new version over an old one that is used every day: data and settings stay, and what fails changes nothing."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from installer.wine.conftest import Package
from installer.wine.prefix import Prefix
from installer.wine.program import KEY, UNINSTALL, WINDOW, Program, run_setup, sums, uninstall
from installer.wine.small import small_setup
from tests.released.left import unpacked

OLD, NEWER = "0.3.0", "99.0.0"
GONE = "lib/gone/only_in_the_old_version.pyc"
VERSIONS = ("0.1.0", "0.2.0", "0.3.0", "0.4.0")


@pytest.fixture(scope="module")
def old_setup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_setup(tmp_path_factory.mktemp("old"), OLD, [GONE])


@pytest.fixture(scope="module")
def newer_setup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_setup(tmp_path_factory.mktemp("newer"), NEWER, [GONE])


@pytest.fixture(scope="module")
def old(prefix: Prefix, old_setup: Path) -> Program:
    """The old version, with what it left in the user's folder."""
    with tempfile.TemporaryDirectory() as place:
        left = unpacked(OLD, Path(place))
        shutil.copytree(left.folder, prefix.local / "fupin_desktop")
        shutil.copy(left.home / "设置" / "settings.json", prefix.local / "fupin_desktop")
    return Program.install(prefix, old_setup)


@pytest.fixture(scope="module")
def data(old: Program) -> dict[str, str]:
    """The sums of all files of the old version's data."""
    return sums(old.office)


@pytest.fixture(scope="module")
def program(old: Program, data: dict[str, str], package: Package) -> Program:
    """The new version, installed over the old one."""
    assert data
    assert (old.folder / GONE).is_file()
    return Program.install(old.prefix, package.setup)


def test_files_of_the_old_version_are_gone_and_the_data_as_they_were(
    program: Program, data: dict[str, str], package: Package
) -> None:
    assert not (program.folder / GONE).exists()
    assert not list(program.folder.glob("~*"))
    assert program.fupin("--help").out
    assert program.prefix.registry(KEY)[""]["Version"] == package.version
    assert program.prefix.registry(UNINSTALL)[""]["DisplayVersion"] == package.version
    assert sums(program.office) == data


def test_the_first_word_to_the_new_version_keeps_a_backup_of_the_old_data(
    program: Program, tmp_path: Path
) -> None:
    said = unpacked(OLD, tmp_path).said
    assert program.json("verify") == {"ok": True, "problems": []}
    assert len(list((program.office / "backups").glob("升级前_*.fupin"))) == 1
    found = program.json("figures", "--on", "2018-05-08")
    for name in ("households", "people", "poor", "lifted"):
        assert found[name] == said["figures"][name]
    settings = (program.office / "settings.json").read_bytes()
    with program.opened() as shown:
        shown.wait_for(WINDOW)
    assert b'"text_scale": 120' in settings
    assert b'"text_scale": 120' in (program.office / "settings.json").read_bytes()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_office_of_every_released_version_is_upgraded(
    program: Program, version: str, measured: dict[str, str]
) -> None:
    place = program.prefix.drive / f"旧数据 {version}"
    left = unpacked(version, place)
    told = program.json("--office", left.folder, "upgrade")
    kept = list((left.folder / "backups").glob("升级前_*.fupin"))
    assert len(kept) == (told["from"] != told["to"])
    assert program.json("--office", left.folder, "verify") == {"ok": True, "problems": []}
    found = program.json("--office", left.folder, "figures", "--on", "2018-05-08")
    assert found["households"] == left.said["figures"]["households"]
    measured["旧版数据"] = f"{'、'.join(VERSIONS)} 的办公室都打得开、检查完好，结构有变的先备份再升级"


@contextmanager
def unchanged(program: Program) -> Iterator[None]:
    """The program's files and what Windows knows of it are the same after the block, and it still works."""
    before = sums(program.folder), program.prefix.registry(KEY), program.prefix.registry(UNINSTALL)
    yield
    assert before == (sums(program.folder), program.prefix.registry(KEY), program.prefix.registry(UNINSTALL))
    assert program.json("verify")["ok"]


def test_an_older_setup_is_refused(program: Program, old_setup: Path) -> None:
    with unchanged(program):
        assert run_setup(program.prefix, old_setup).code == 5


def test_while_the_window_is_open_nothing_is_installed_or_removed(program: Program, package: Package) -> None:
    with unchanged(program), program.opened() as shown:
        shown.wait_for(WINDOW)
        assert run_setup(program.prefix, package.setup).code == 4
        assert uninstall(program).code == 4
        assert shown.process.poll() is None


@pytest.mark.parametrize("damage", ["一个字节不对", "没有下载完"])
def test_a_damaged_download_is_refused(
    program: Program, package: Package, tmp_path: Path, damage: str
) -> None:
    content = bytearray(package.setup.read_bytes())
    if damage == "一个字节不对":
        content[len(content) // 2] ^= 1
    else:
        del content[len(content) * 9 // 10 :]
    broken = tmp_path / "setup.exe"
    broken.write_bytes(content)
    with unchanged(program):
        assert run_setup(program.prefix, broken).code == 2


def test_an_old_windows_is_refused(program: Program, package: Package) -> None:
    program.prefix.run("winecfg", "-v", "win7")
    try:
        answer = run_setup(program.prefix, package.setup)
    finally:
        program.prefix.run("winecfg", "-v", "win10")
    assert answer.code == 3
    assert program.json("verify")["ok"]


def test_a_folder_whose_name_is_too_long_is_refused(program: Program, package: Package) -> None:
    with unchanged(program):
        assert run_setup(program.prefix, package.setup, "C:\\" + "长" * 200).code == 7


def test_a_disk_that_is_full_is_refused_before_anything_is_unpacked(
    program: Program, package: Package, tmp_path: Path
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(small)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("这台机器上不能挂上一个小磁盘（需要 root）")
    drive = program.prefix.folder / "dosdevices" / "e:"
    drive.symlink_to(small)
    try:
        with unchanged(program):
            assert run_setup(program.prefix, package.setup, r"E:\FupinDesktop").code == 6
        assert not list(small.iterdir())
    finally:
        drive.unlink()
        subprocess.run(["umount", str(small)], check=True)


def test_a_newer_version_takes_its_place_and_this_one_is_then_refused(
    program: Program, package: Package, newer_setup: Path
) -> None:
    kept = (program.office / "office.db").read_bytes()
    assert run_setup(program.prefix, newer_setup).code == 0
    assert program.prefix.registry(KEY)[""]["Version"] == NEWER
    assert not (program.folder / "python").exists()
    assert run_setup(program.prefix, package.setup).code == 5
    assert (program.office / "office.db").read_bytes() == kept
