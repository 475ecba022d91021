"""The setup, run silently by a user without rights: what it puts where, how long it takes, what it takes away."""

from __future__ import annotations

from pathlib import Path

from installer.wine.conftest import Package
from installer.wine.prefix import Prefix
from installer.wine.program import KEY, TITLE, UNINSTALL, Program, run_setup, sums, uninstall

LONGEST_INSTALL = 60.0
"""Seconds for a silent installation."""
CLASSES = r"HKCU\Software\Classes"
OWN = {"uninstall.exe"}
"""What the setup adds to the payload."""


def shortcuts(prefix: Prefix) -> list[Path]:
    """All shortcuts of the user: on the desktop and in the Start menu."""
    menu = prefix.profile / "AppData/Roaming/Microsoft/Windows/Start Menu"
    return sorted([*(prefix.profile / "Desktop").rglob("*.lnk"), *menu.rglob("*.lnk")])


def test_it_installs_within_a_minute(program: Program, measured: dict[str, str]) -> None:
    measured["静默安装（默认位置）"] = f"{program.seconds:.0f} 秒"
    assert program.seconds < LONGEST_INSTALL


def test_without_a_wish_it_lies_in_the_folder_of_the_user(program: Program) -> None:
    assert program.folder == program.prefix.local / "Programs" / "FupinDesktop"


def test_the_installed_files_are_those_of_the_package(program: Program, package: Package) -> None:
    wanted, found = sums(package.payload), sums(program.folder)
    del wanted["portable.txt"]
    assert found.keys() - OWN == wanted.keys()
    assert {name for name, each in wanted.items() if found[name] != each} == set()


def test_it_makes_no_data(program: Program) -> None:
    assert not (program.office / "office.db").exists()


def test_the_start_menu_and_the_desktop_lead_to_it(program: Program) -> None:
    links = shortcuts(program.prefix)
    assert [link.stem for link in links].count(TITLE) == 2
    for link in links:
        if link.stem == TITLE:
            assert "FupinDesktop.exe".encode("utf-16-le") in link.read_bytes()


def test_windows_knows_its_name_version_size_and_how_to_remove_it(program: Program, package: Package) -> None:
    told = program.prefix.registry(UNINSTALL)[""]
    assert told["DisplayName"].startswith(TITLE)
    assert told["DisplayVersion"] == package.version
    assert "uninstall.exe" in told["UninstallString"]
    size = int(told["EstimatedSize"].removeprefix("dword:"), 16)  # in KB
    assert 150_000 < size < 380_000
    assert program.prefix.registry(KEY)[""]["Version"] == package.version


def test_a_package_of_the_office_opens_with_it(program: Program) -> None:
    kind = program.prefix.registry(rf"{CLASSES}\.fupin")[""][""]
    command = program.prefix.registry(rf"{CLASSES}\{kind}\shell\open\command")[""][""]
    assert command == f'"{program.prefix.windows(program.window)}" "%1"'


def test_the_same_version_again_mends_a_damaged_file(program: Program, package: Package) -> None:
    broken = program.folder / "app" / "fupin_desktop" / "__main__.py"
    before = broken.read_bytes()
    broken.write_bytes(b"")
    assert run_setup(program.prefix, package.setup).code == 0
    assert broken.read_bytes() == before


def test_uninstalling_takes_everything_away_but_the_data(program: Program) -> None:
    program.fupin("demo")
    kept = program.office / "office.db"
    before = kept.read_bytes()
    assert uninstall(program).code == 0
    assert {
        each.name for each in program.folder.glob("*")
    } <= OWN  # it cannot remove itself when told to wait
    assert shortcuts(program.prefix) == []
    for key in (KEY, UNINSTALL, rf"{CLASSES}\.fupin"):
        assert program.prefix.registry(key) == {}, key
    assert kept.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_refused(prefix: Prefix, package: Package) -> None:
    assert run_setup(prefix, package.setup, r"Z:\proc\工作台").code == 8  # not even root may write there
    assert prefix.registry(KEY) == {}
    assert shortcuts(prefix) == []
