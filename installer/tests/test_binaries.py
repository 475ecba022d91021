"""Every library that a binary asks for comes along and has what is asked, or belongs to Windows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from installer.tests.pe import CONSOLE, GRAPHICAL, X64, Binary
from installer.tests.windows import TOO_NEW, is_its_own

KINDS = (".exe", ".dll", ".pyd", ".drv")
LAUNCHERS = ("FupinDesktop.exe", "fupin.exe")


@dataclass(frozen=True)
class Binaries:
    """All programs and libraries of the payload, by their path in it."""

    root: Path
    files: dict[str, Binary]

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """The paths of each file name, in small letters."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.files:
            found[path.rpartition("/")[2].lower()].append(path)
        return found

    @cached_property
    def loaded_at_start(self) -> frozenset[str]:
        """Names of the libraries that are in the process before the first import of a package.

        The launcher loads python311.dll out of python\\ with what that asks for, Python loads python3.dll from
        beside it; what else the launcher loads by itself is named in it.
        """
        named = ("vcruntime140.dll", "vcruntime140_1.dll")
        launchers = [self.files[launcher].content for launcher in LAUNCHERS]
        names = {"python311.dll", "python3.dll"}
        names |= {name for name in named if all(name.encode("utf-16-le") in text for text in launchers)}
        waiting = sorted(names)
        while waiting:
            for each in self.files[f"python/{waiting.pop()}"].imports:
                if each.library not in names and f"python/{each.library}" in self.files:
                    names.add(each.library)
                    waiting.append(each.library)
        return frozenset(names)

    def found_for(self, user: str, library: str) -> list[str]:
        """The files of the payload that the loader may take for what one binary asks for."""
        folder = user.rpartition("/")[0]
        beside = [path for path in self.named[library] if path.rpartition("/")[0] == folder]
        if beside:
            return beside
        if library in self.loaded_at_start:
            return [f"python/{library}"]
        return [path for path in self.named[library] if path.rpartition("/")[0] in self.folders_of(user)]

    def folders_of(self, user: str) -> set[str]:
        """Folders that Python adds for a package: its .libs, and for plugins the folder of Qt itself."""
        parts = user.split("/")
        if parts[:2] == ["lib", "PySide6"]:
            return {"lib/PySide6", "lib/shiboken6"}
        package = parts[1] if len(parts) > 2 else ""
        own = f"lib/{package}.libs"
        return {own} if package and self._adds_its_folder(package) else set()

    def _adds_its_folder(self, package: str) -> bool:
        folder = self.root / "lib" / package
        starts = [*folder.glob("__init__.py*"), *folder.glob("_distributor_init*")]
        return any(b"add_dll_directory" in file.read_bytes() for file in starts)


@pytest.fixture(scope="session")
def binaries(payload: Path) -> Binaries:
    """Read every binary of the payload."""
    files = {
        file.relative_to(payload).as_posix(): Binary.read(file)
        for file in sorted(payload.rglob("*"))
        if file.suffix.lower() in KINDS
    }
    assert len(files) > 80
    return Binaries(payload, files)


def wishes(binaries: Binaries) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """Go through (user, library, what is asked of it)."""
    for path, binary in binaries.files.items():
        for each in binary.imports:
            yield path, each.library, each.wanted


def test_every_binary_is_made_for_64_bits(binaries: Binaries) -> None:
    assert [path for path, binary in binaries.files.items() if binary.machine != X64] == []


def test_no_file_is_a_binary_under_another_name(payload: Path) -> None:
    hidden = []
    for file in payload.rglob("*"):
        if file.is_file() and file.suffix.lower() not in KINDS:
            with file.open("rb") as content:
                if content.read(2) == b"MZ":
                    hidden.append(file.relative_to(payload).as_posix())
    assert hidden == []


def test_every_library_asked_for_comes_along_or_is_windows_own(binaries: Binaries) -> None:
    missing = {
        f"{user} asks for {library}"
        for user, library, _ in wishes(binaries)
        if not is_its_own(library) and not binaries.found_for(user, library)
    }
    assert sorted(missing) == []


def test_no_library_of_windows_is_carried_along(binaries: Binaries) -> None:
    """A second kernel32 or ucrtbase beside the program would be taken instead of the mended one of Windows."""
    assert [path for name, paths in binaries.named.items() if is_its_own(name) for path in paths] == []


def test_every_function_asked_of_a_library_is_in_it(binaries: Binaries) -> None:
    missing = set()
    for user, library, wanted in wishes(binaries):
        for path in binaries.found_for(user, library):
            missing |= {
                f"{user}: {library} has no {each}" for each in set(wanted) - binaries.files[path].exports
            }
    assert sorted(missing) == []


def test_no_function_is_asked_for_that_came_after_windows_10_1809(binaries: Binaries) -> None:
    new = {f"{user}: {each}" for user, _, wanted in wishes(binaries) for each in TOO_NEW.intersection(wanted)}
    assert sorted(new) == []


def test_the_runtime_of_the_launcher_serves_the_packages_too(binaries: Binaries) -> None:
    """python\\vcruntime140.dll is in the process first, so everybody gets it, also those with another beside them."""
    asked: dict[str, set[str | int]] = defaultdict(set)
    for _, library, wanted in wishes(binaries):
        if library in binaries.loaded_at_start:
            asked[library] |= set(wanted)
    assert "vcruntime140_1.dll" in asked
    lacking = {name: wanted - binaries.files[f"python/{name}"].exports for name, wanted in asked.items()}
    assert {name: names for name, names in lacking.items() if names} == {}


def test_every_module_in_binary_form_can_be_started_by_python(binaries: Binaries) -> None:
    dumb = []
    for path, binary in binaries.files.items():
        module = path.rpartition("/")[2].partition(".")[0]
        if path.endswith(".pyd") and f"PyInit_{module}" not in binary.exports:
            dumb.append(path)
    assert dumb == []


def test_modules_in_binary_form_are_of_this_python(binaries: Binaries) -> None:
    other = [
        path
        for path in binaries.files
        if (tag := re.search(r"\.(cp\d+)-?(\w+)?\.pyd$", path)) and tag.groups() != ("cp311", "win_amd64")
    ]
    assert other == []


def test_no_runtime_for_debugging_is_asked_for_or_carried(binaries: Binaries) -> None:
    """They may not be passed on, and no PC has them."""
    debug = re.compile(r"^(vcruntime\d+(_\d)?d|msvcp\d+(_\d)?d|ucrtbased|python\d*_d|qt6\w+d)\.dll$")
    names = {library for _, library, _ in wishes(binaries)} | binaries.named.keys()
    assert [name for name in names if debug.match(name)] == []


def test_one_launcher_has_a_window_and_the_other_a_console(binaries: Binaries) -> None:
    assert [binaries.files[name].subsystem for name in LAUNCHERS] == [GRAPHICAL, CONSOLE]


@pytest.mark.parametrize("name", LAUNCHERS)
def test_a_launcher_asks_only_windows(binaries: Binaries, name: str) -> None:
    """It runs before anything of ours is loaded, and must be able to say what is missing."""
    assert [each.library for each in binaries.files[name].imports if not is_its_own(each.library)] == []


@pytest.mark.parametrize("name", LAUNCHERS)
def test_a_launcher_has_manifest_icon_name_and_version(binaries: Binaries, name: str) -> None:
    from fupin_desktop import __version__

    launcher = binaries.files[name]
    (manifest,) = launcher.resources(24)
    for wish in (b"longPathAware", b"asInvoker", b"PerMonitorV2", b"8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a"):
        assert wish in manifest
    assert launcher.resources(14)
    assert max(map(len, launcher.resources(3))) > 2000
    (version,) = launcher.resources(16)
    said = version.decode("utf-16-le", "replace")
    assert "乡镇扶贫工作台" in said
    assert __version__ in said
