"""What the program depends on, as Windows sees it."""

from __future__ import annotations

import email
import zipfile
from email.message import Message
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from installer import fetch, lock
from installer.paths import ROOT

PLATFORMS = ["win_amd64"]
UNUSED = {
    "pycparser": "cffi reads C with it only when something is compiled",
}
"""Required by a library, and known to be unneeded in the package: why."""


def description(wheel: Path) -> Message:
    """What a wheel says of itself."""
    with zipfile.ZipFile(wheel) as packed:
        (name,) = [each for each in packed.namelist() if each.endswith(".dist-info/METADATA")]
        return email.message_from_bytes(packed.read(name))


def requirements_on_windows(told: Message, extras: frozenset[str] = frozenset()) -> list[Requirement]:
    """The requirements of a library that hold for Python 3.11 on Windows."""
    found = []
    for line in told.get_all("Requires-Dist", []):
        asked = Requirement(line)
        wanted = {"", *extras}
        if not asked.marker or any(asked.marker.evaluate({**lock.WINDOWS, "extra": each}) for each in wanted):
            found.append(asked)
    return found


@pytest.fixture(scope="session")
def told(wheels: list[Path]) -> dict[str, Message]:
    """What each wheel says of itself, by its name as pip compares it."""
    return {canonicalize_name(str(each["Name"])): each for each in map(description, wheels)}


def test_every_dependency_has_a_wheel_for_the_python_of_the_package(wheels: list[Path]) -> None:
    fitting = {*cpython_tags((3, 11), platforms=PLATFORMS), *compatible_tags((3, 11), "cp311", PLATFORMS)}
    wrong = [wheel.name for wheel in wheels if not fitting & tags(wheel)]
    assert wrong == []
    assert len(wheels) > 30


def tags(wheel: Path) -> frozenset[Tag]:
    """For which Pythons and systems a wheel was made."""
    return parse_wheel_filename(wheel.name)[3]


def test_every_file_fetched_has_the_hash_of_the_lock(wheels: list[Path]) -> None:
    allowed = {each for pin in lock.load(lock.WINDOWS_LOCK) for each in pin.hashes}
    assert {fetch.digest(wheel) for wheel in wheels} == allowed


def test_every_pin_allows_one_file_only() -> None:
    """Else two machines could build from different wheels of one version."""
    assert [pin.name for pin in lock.load(lock.WINDOWS_LOCK) if len(pin.hashes) != 1] == []


def test_nothing_that_a_library_needs_on_windows_is_missed(told: dict[str, Message]) -> None:
    """pip on Linux reads markers for Linux, so colorama or tzdata would be passed over in silence."""
    missing = []
    for name, each in told.items():
        for asked in requirements_on_windows(each):
            other = canonicalize_name(asked.name)
            if other in UNUSED:
                continue
            if other not in told:
                missing.append(f"{name} needs {asked}")
            elif Version(str(told[other]["Version"])) not in asked.specifier:
                missing.append(f"{name} needs {asked}, carried is {told[other]['Version']}")
    assert missing == []


def test_what_extras_of_requirements_ask_is_carried_too(told: dict[str, Message]) -> None:
    """name[extra] asks for more than name."""
    asked = [each for message in told.values() for each in requirements_on_windows(message) if each.extras]
    more = [
        further
        for each in asked
        for further in requirements_on_windows(told[canonicalize_name(each.name)], frozenset(each.extras))
    ]
    assert [str(each) for each in more if canonicalize_name(each.name) not in told] == []


def test_every_library_takes_this_python(told: dict[str, Message]) -> None:
    from packaging.specifiers import SpecifierSet

    assert [
        name for name, each in told.items() if "3.11.9" not in SpecifierSet(each["Requires-Python"] or "")
    ] == []


def test_what_the_program_itself_asks_for_is_carried(told: dict[str, Message]) -> None:
    """requirements.in and pyproject.toml say the same, and all of it is in the package."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(line) for line in project["dependencies"]]
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    listed = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    names = {canonicalize_name(each.name) for each in (*asked, *listed)}
    assert sorted(names - told.keys()) == []
    unfit = [
        str(each)
        for each in (*asked, *listed)
        if not each.specifier.contains(told[canonicalize_name(each.name)]["Version"])
    ]
    assert unfit == []


def test_the_package_knows_its_libraries_by_name_and_version(told: dict[str, Message], payload: Path) -> None:
    """importlib.metadata finds each of them, as 自检 does."""
    folders = {folder.name for folder in (payload / "lib").glob("*.dist-info")}
    found = {folder.removesuffix(".dist-info").rpartition("-")[::2] for folder in folders}
    assert {(canonicalize_name(name), version) for name, version in found} == {
        (name, str(each["Version"])) for name, each in told.items()
    }
