"""Which folders the setup takes, and that nothing of anybody else in them is lost: files, folders, a whole office."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from installer.wine.prefix import Prefix, heard
from installer.wine.program import KEY, Program, run_setup, sums, uninstall
from installer.wine.small import small_setup

HOLD = "import sys, time; held = open(sys.argv[1], 'rb'); print('held', flush=True); time.sleep(60)"


@dataclass(frozen=True)
class Setups:
    """Two versions; the newer one has no resources any more."""

    old: Path
    new: Path


@pytest.fixture(scope="module")
def setups(tmp_path_factory: pytest.TempPathFactory) -> Setups:
    folder = tmp_path_factory.mktemp("setups")
    old = small_setup(folder, "0.4.0", ("lib/one.pyc", "resources/help/one.md"))
    return Setups(old, small_setup(folder, "0.6.0", ("lib/one.pyc",)))


@pytest.fixture
def program(prefix: Prefix, setups: Setups) -> Iterator[Program]:
    """The old version in its usual folder, removed again after the test."""
    found = Program.install(prefix, setups.old)
    yield found
    shutil.rmtree(found.folder, ignore_errors=True)
    prefix.run("reg", "delete", KEY, "/f")


def written(place: Path, text: str = "别人的") -> Path:
    """A file of somebody else."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def said(prefix: Prefix) -> str:
    """The last line of the setup's log."""
    (log,) = prefix.profile.rglob("FupinDesktop-setup.log")
    return log.read_text(encoding="utf-16").strip().splitlines()[-1]


def refused(prefix: Prefix, setup: Path, folder: str, because: str) -> None:
    """The setup does not install there, and leaves the folder as it was."""
    place = prefix.linux(folder)
    before = sums(place) if place.is_dir() else None
    assert run_setup(prefix, setup, folder).code == 9
    assert because in said(prefix)
    assert (sums(place) if place.is_dir() else None) == before
    assert prefix.registry(KEY) == {}


@pytest.mark.parametrize("name", ["python/脚本.py", "resources/照片.jpg", "年报.docx", "~new/草稿.txt"])
def test_a_folder_with_the_files_of_somebody_else_is_not_taken(
    prefix: Prefix, setups: Setups, name: str
) -> None:
    folder = prefix.drive / "资料"
    written(folder / name)
    refused(prefix, setups.old, r"C:\资料", "里已有别的文件")
    shutil.rmtree(folder)


def test_also_a_folder_called_like_the_program_is_not_taken_when_its_places_are(
    prefix: Prefix, setups: Setups
) -> None:
    folder = prefix.drive / "资料" / "FupinDesktop"
    written(folder / "lib" / "别人的.txt")
    refused(prefix, setups.old, r"C:\资料\FupinDesktop", "里已有别的文件")
    shutil.rmtree(folder)


def test_the_top_of_a_disk_is_never_the_folder_of_the_program(prefix: Prefix, setups: Setups) -> None:
    """NSIS sees to it: asked for one, the setup takes its usual folder."""
    before = {place.name for place in prefix.drive.iterdir()} | {"key.reg"}
    found = Program.install(prefix, setups.old, "C:\\")
    assert found.folder == prefix.local / "Programs" / "FupinDesktop"
    assert {place.name for place in prefix.drive.iterdir()} | {"key.reg"} == before
    shutil.rmtree(found.folder)
    prefix.run("reg", "delete", KEY, "/f")


def test_the_folder_of_the_data_is_not_taken(prefix: Prefix, setups: Setups) -> None:
    data = prefix.windows(prefix.local / "fupin_desktop")
    for folder in (data, data + r"\程序"):
        refused(prefix, setups.old, folder, "是放数据的文件夹")


def test_a_folder_inside_the_program_is_not_taken(program: Program, setups: Setups) -> None:
    before = sums(program.folder)
    inside = program.prefix.windows(program.folder / "lib" / "新版")
    assert run_setup(program.prefix, setups.new, inside).code == 9
    assert sums(program.folder) == before


def test_what_a_clerk_keeps_beside_the_program_stays_through_upgrade_removal_and_a_new_start(
    program: Program, setups: Setups
) -> None:
    own = {written(program.folder / "我的办公室" / name, name) for name in ("office.db", "files/照片.jpg")}
    assert run_setup(program.prefix, setups.new).code == 0
    assert (program.folder / "fupin.exe").read_text() == "0.6.0"
    assert not (program.folder / "resources").exists()
    assert uninstall(program).code == 0
    assert set(program.folder.rglob("*")) >= own
    assert run_setup(program.prefix, setups.new).code == 0
    assert {place.read_text(encoding="utf-8") for place in own} == {"office.db", "files/照片.jpg"}


@pytest.mark.parametrize("name", ["resources/我的办公室/office.db", "lib/备份/县里_20260102.fupin"])
def test_an_office_among_the_files_of_the_program_is_told_before_anything_is_removed(
    program: Program, setups: Setups, name: str
) -> None:
    own = written(program.folder / name)
    before = sums(program.folder)
    assert run_setup(program.prefix, setups.new).code == 11
    assert "程序的文件夹里放着办公室的数据" in said(program.prefix)
    assert own.name in said(program.prefix)
    assert uninstall(program).code == 11
    assert sums(program.folder) == before
    moved = program.prefix.drive / "另一处"
    assert run_setup(program.prefix, setups.new, program.prefix.windows(moved)).code == 0
    assert sums(program.folder) == before
    shutil.rmtree(moved)


def test_another_name_of_the_same_folder_is_no_move(program: Program, setups: Setups) -> None:
    drive = program.prefix.folder / "dosdevices" / "f:"
    drive.symlink_to(program.folder.parent)
    try:
        assert run_setup(program.prefix, setups.new, r"F:\FupinDesktop").code == 0
        assert (program.folder / "fupin.exe").read_text() == "0.6.0"
        assert not list(program.folder.glob("~*"))
    finally:
        drive.unlink()


def test_a_program_that_moves_takes_only_its_own_files_along(program: Program, setups: Setups) -> None:
    own = written(program.folder / "说明.txt")
    moved = program.prefix.drive / "工作" / "FupinDesktop"
    assert run_setup(program.prefix, setups.new, program.prefix.windows(moved)).code == 0
    assert (moved / "fupin.exe").read_text() == "0.6.0"
    assert [each for each in program.folder.rglob("*") if each.is_file()] == [own]
    shutil.rmtree(moved)


@contextmanager
def held(prefix: Prefix, file: Path) -> Iterator[None]:
    """A file that a program of Windows has open."""
    assert prefix.python
    process = prefix.start(prefix.python, "-X", "utf8", "-c", HOLD, prefix.windows(file))
    assert process.stdout
    assert process.stdout.readline().strip() == b"held"
    try:
        yield
    finally:
        process.kill()
        heard(process, 30)
        prefix.run("wineboot", "--end-session", "--force", "--kill")


@pytest.mark.parametrize("name", ["fupin.exe", "uninstall.exe"])
def test_a_file_in_use_leaves_the_old_version_as_it_was(program: Program, setups: Setups, name: str) -> None:
    """Also a part that the new version does not have any more."""
    before = sums(program.folder)
    with held(program.prefix, program.folder / name):
        assert run_setup(program.prefix, setups.new).code == 10
        assert "正在使用，没有换成新版本，原来的版本没有改动" in said(program.prefix)
    assert sums(program.folder) == before
    assert run_setup(program.prefix, setups.new).code == 0


def test_after_a_power_cut_in_the_middle_the_setup_begins_anew(program: Program, setups: Setups) -> None:
    """Half of the old version is away, half of the new one is in, the rest of it waits."""
    for name in ("FupinDesktop.exe", "app", "fupin.exe", "resources"):
        (program.folder / "~old").mkdir(exist_ok=True)
        shutil.move(program.folder / name, program.folder / "~old" / name)
    written(program.folder / "FupinDesktop.exe", "half")
    written(program.folder / "~new" / "fupin.exe", "half")
    assert run_setup(program.prefix, setups.new).code == 0
    left = {
        name: (program.folder / name).read_text() for name in sums(program.folder) if name != "uninstall.exe"
    }
    assert set(left.values()) == {"0.6.0"}
    assert not list(program.folder.glob("~*"))


def test_after_a_removal_it_installs_into_the_same_folder_again(prefix: Prefix, setups: Setups) -> None:
    """Also where the uninstaller was told to wait, and stayed."""
    folder = prefix.drive / "又装"
    for _ in range(2):
        found = Program.install(prefix, setups.old, prefix.windows(folder))
        assert uninstall(found).code == 0
        assert [place.name for place in folder.iterdir()] == ["uninstall.exe"]
    shutil.rmtree(folder)


def test_a_first_setup_that_was_cut_off_is_taken_up(prefix: Prefix, setups: Setups) -> None:
    folder = prefix.drive / "第一次"
    written(folder / "~new" / "FupinDesktop.exe", "half")
    found = Program.install(prefix, setups.old, prefix.windows(folder))
    assert not list(found.folder.glob("~*"))
    shutil.rmtree(folder)
    prefix.run("reg", "delete", KEY, "/f")
