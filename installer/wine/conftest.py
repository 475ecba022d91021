"""The package, a screen, and prefixes to use it in. The tests of a module share a prefix and run in their order."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fupin_desktop import __version__
from installer.paths import BUILD, FETCHED
from installer.portable import FOLDER
from installer.wine import shims as making
from installer.wine.prefix import Prefix
from installer.wine.program import Program
from installer.wine.screen import screen

SHOTS = BUILD / "wine"
"""Pictures of what was on the screen, for the eyes of whoever ran the tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--setup", help="a finished FupinDesktop-VERSION-setup.exe instead of one made now")


def pytest_configure(config: pytest.Config) -> None:
    config.option.randomly_reorganize = False  # a program is first installed, then used, then removed


MEASURED: dict[str, str] = {}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was measured, as the table that stands in installer/README.md."""
    if MEASURED:
        lines = [
            "| 项目 | 结果 |",
            "| --- | --- |",
            *(f"| {name} | {said} |" for name, said in MEASURED.items()),
        ]
        terminalreporter.write_line("\n".join(lines))


@pytest.fixture(scope="session")
def measured() -> dict[str, str]:
    """What the tests measured, by name, for the table at the end."""
    return MEASURED


@dataclass(frozen=True)
class Package:
    """What dev.py installer makes."""

    version: str
    setup: Path
    portable: Path

    @property
    def payload(self) -> Path:
        """The unpacked portable package, to compare with; its python.exe runs the scripts of the tests."""
        return self.portable.parent / FOLDER


@pytest.fixture(scope="session")
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The setup and the portable zip: made now with the fast compressor, or those that were named."""
    folder = tmp_path_factory.mktemp("package")
    named = request.config.getoption("--setup")
    if named:
        setup = Path(named).resolve()
        zipped = setup.with_name(setup.name.replace("-setup.exe", "-portable.zip"))
        version = setup.name.split("-")[1]
    else:
        from installer.build import build

        made = build(fast=True)
        setup, zipped, version = made.setup, made.portable, __version__
    shutil.copy(zipped, folder)
    found = Package(version, setup, folder / zipped.name)
    with zipfile.ZipFile(found.portable) as archive:
        archive.extractall(folder)
    return found


@pytest.fixture(scope="session")
def shims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The DLLs that Wine 8 lacks."""
    return making.make(tmp_path_factory.mktemp("shims"), FETCHED)


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A screen of 1366x768."""
    with screen() as name:
        yield name


@pytest.fixture(scope="module")
def prefix(
    package: Package, shims: Path, display: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Prefix]:
    """A fresh Windows user."""
    fresh = Prefix(tmp_path_factory.mktemp("wine") / "prefix", shims, display)
    fresh.python = package.payload / "python" / "python.exe"
    yield fresh
    fresh.end()
    shutil.rmtree(fresh.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def program(prefix: Prefix, package: Package) -> Program:
    """The program, installed where it installs itself when nobody asks."""
    return Program.install(prefix, package.setup)
