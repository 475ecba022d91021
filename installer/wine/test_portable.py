"""The program carried on a stick: unpacked, it runs where it lies and keeps everything beside itself."""

from __future__ import annotations

import shutil
import zipfile

import pytest

from fupin_desktop.places import CARRIED
from installer.portable import FOLDER
from installer.wine.conftest import SHOTS, Package
from installer.wine.prefix import Prefix
from installer.wine.program import KEY, Program, run_setup, sums


@pytest.fixture(scope="module")
def program(prefix: Prefix, package: Package) -> Program:
    """The zip, unpacked into a Chinese folder."""
    place = prefix.drive / "U盘 资料"
    with zipfile.ZipFile(package.portable) as archive:
        archive.extractall(place)
    return Program(prefix, place / FOLDER)


@pytest.fixture(scope="module")
def before(program: Program) -> dict[str, str]:
    """The sums of the user's own folder before the program was ever started."""
    return sums(program.prefix.profile)


def test_what_it_makes_lies_beside_it_and_nothing_in_the_folder_of_the_user(
    program: Program, before: dict[str, str]
) -> None:
    fresh = sums(program.folder)
    program.fupin("demo")
    out = program.prefix.drive / "出件"
    program.fupin("notice", "exit", "--year", "2018", "--from", "2018-06-11", "--out", out)
    assert list(out.rglob("*.pdf"))
    with program.opened() as shown:
        shown.wait_for("经办人")
        shown.wait_until_still(SHOTS / "便携版.png")
    kept = {name for name in sums(program.folder) if name.startswith(f"{CARRIED}/")}
    assert f"{CARRIED}/office.db" in kept
    assert f"{CARRIED}/设置/settings.json" in kept
    after = sums(program.folder)
    assert {name: after[name] for name in after.keys() - kept} == fresh
    left = {name for name in sums(program.prefix.profile).keys() - before.keys() if "fupin" in name.lower()}
    assert left == set()


def test_moved_to_another_folder_it_finds_its_office(program: Program) -> None:
    moved = program.prefix.drive / "另一个 U盘" / FOLDER
    moved.parent.mkdir()
    shutil.move(program.folder, moved)
    found = Program(program.prefix, moved).json("figures", "--on", "2018-05-08")
    assert found["households"] == 218
    shutil.move(moved, program.folder)


def test_the_setup_does_not_install_over_it(program: Program, package: Package) -> None:
    before = sums(program.folder)
    assert run_setup(program.prefix, package.setup, program.prefix.windows(program.folder)).code == 9
    assert sums(program.folder) == before
    assert program.prefix.registry(KEY) == {}
