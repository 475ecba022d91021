"""What lies in the payload: everything the program needs, nothing that Windows stumbles over."""

from __future__ import annotations

import importlib.util
import json
import marshal
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

from installer.fetch import digest
from installer.paths import HERE

ROOT = HERE.parent
PINS = HERE / "pins" / "python-3.11.9-embed-amd64.sha256"
MAGIC_311 = (3495).to_bytes(2, "little") + b"\r\n"
UNCHECKED = (1).to_bytes(4, "little")
LONGEST_FOLDER, LONGEST_PATH = 100, 259
DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10)),
}
TOP = {
    "FupinDesktop.exe", "fupin.exe", "LICENSE.txt", "THIRD-PARTY.txt", "app", "lib", "python", "resources",
}  # fmt: skip


@pytest.fixture(scope="session")
def files(payload: Path) -> list[str]:
    """Every file of the payload, as a path in it."""
    return sorted(file.relative_to(payload).as_posix() for file in payload.rglob("*") if file.is_file())


# --- names ------------------------------------------------------------------------------------------------


def test_the_top_folder_holds_what_was_agreed_and_nothing_else(payload: Path) -> None:
    assert {file.name for file in payload.iterdir()} == TOP


def test_no_path_is_too_long_for_a_folder_of_a_hundred_characters(files: list[str]) -> None:
    assert [path for path in files if LONGEST_FOLDER + 1 + len(path) > LONGEST_PATH] == []


def test_no_name_differs_from_another_only_in_capitals(payload: Path) -> None:
    every = Counter(place.relative_to(payload).as_posix().lower() for place in payload.rglob("*"))
    assert [name for name, times in every.items() if times > 1] == []


def test_every_name_can_be_used_on_windows(files: list[str]) -> None:
    names = {part for path in files for part in path.split("/")}
    assert [name for name in names if name.split(".")[0].lower() in DEVICES] == []
    assert [name for name in names if name != name.strip() or name.endswith(".")] == []
    assert [name for name in names if re.search(r'[<>:"\\|?*\x00-\x1f]', name)] == []


def test_nothing_is_a_link_or_empty_folder(payload: Path) -> None:
    """A setup carries neither."""
    assert [place for place in payload.rglob("*") if place.is_symlink()] == []
    assert [place for place in payload.rglob("*") if place.is_dir() and not any(place.iterdir())] == []


# --- Python -----------------------------------------------------------------------------------------------


def test_python_is_file_by_file_what_was_pinned(payload: Path) -> None:
    """All but python311._pth, which says where our own folders lie."""
    lines = PINS.read_text(encoding="utf-8").strip().splitlines()
    pinned = {name: kept for kept, name in (line.split(maxsplit=1) for line in lines)}
    there = {file.name: digest(file) for file in (payload / "python").iterdir()}
    assert there.keys() == pinned.keys()
    assert [name for name in pinned if there[name] != pinned[name]] == ["python311._pth"]


def test_python_looks_for_modules_only_in_the_payload(payload: Path) -> None:
    lines = (payload / "python" / "python311._pth").read_bytes().decode("ascii").split("\r\n")
    assert [line for line in lines if line and not line.startswith("#")][:4] == [
        "python311.zip", ".", "..\\lib", "..\\app",
    ]  # fmt: skip


# --- code -------------------------------------------------------------------------------------------------


def compiled(payload: Path) -> Iterator[Path]:
    """Go through every .pyc of the payload."""
    yield from sorted((payload / "lib").rglob("*.pyc"))
    yield from sorted((payload / "app").rglob("*.pyc"))


def test_the_program_is_carried_as_it_is_here(payload: Path) -> None:
    """Every file of the package, as text and compiled; the migrations among them."""
    here = {
        file.relative_to(ROOT).as_posix(): digest(file)
        for file in (ROOT / "fupin_desktop").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    }
    there = {
        file.relative_to(payload / "app").as_posix(): digest(file)
        for file in (payload / "app").rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
    assert there == here
    assert [name for name in there if name.startswith("fupin_desktop/db/migrations/versions/0001")]


def test_every_source_of_the_program_is_compiled_and_nothing_else(payload: Path) -> None:
    sources = set((payload / "app").rglob("*.py"))
    made = {Path(importlib.util.source_from_cache(str(file))) for file in (payload / "app").rglob("*.pyc")}
    assert made == sources


def test_compiled_code_of_the_program_was_made_from_the_source_beside_it(payload: Path) -> None:
    wrong = []
    for file in (payload / "app").rglob("*.pyc"):
        source = Path(importlib.util.source_from_cache(str(file))).read_bytes()
        if file.read_bytes()[8:16] != importlib.util.source_hash(source):
            wrong.append(file.name)
    assert wrong == []


def test_libraries_are_carried_compiled_only(payload: Path) -> None:
    """A .py without .pyc would be compiled anew at each start, since nothing may be written there."""
    lib = payload / "lib"
    assert [file.relative_to(lib) for file in lib.rglob("*.py")] == []
    assert not list(lib.rglob("__pycache__"))


def test_compiled_code_is_for_this_python_and_never_looks_at_its_source(payload: Path) -> None:
    files = list(compiled(payload))
    assert len(files) > 1500
    assert [file for file in files if file.read_bytes()[:8] != MAGIC_311 + UNCHECKED] == []


def test_no_name_of_the_building_machine_is_in_compiled_code(payload: Path) -> None:
    if sys.version_info[:2] != (3, 11):
        pytest.skip("marshal of another Python")
    foreign = set()
    for file in compiled(payload):
        code = marshal.loads(file.read_bytes()[16:])
        assert isinstance(code, CodeType)
        if not re.fullmatch(r"(lib|app)/[\w./-]+\.py", code.co_filename):
            foreign.add(code.co_filename)
    assert foreign == set()


def test_no_folder_of_the_building_machine_is_in_any_file_that_was_made_here(payload: Path) -> None:
    made = [
        payload / "FupinDesktop.exe",
        payload / "fupin.exe",
        payload / "THIRD-PARTY.txt",
        *compiled(payload),
    ]
    folders = [str(place).encode() for place in (ROOT, payload, Path.home()) if len(place.parts) > 2]
    pattern = re.compile(b"|".join(map(re.escape, [*folders, b"/tmp/pytest"])))
    wide = re.compile(b"|".join(re.escape(folder.decode().encode("utf-16-le")) for folder in folders))
    told = [file.name for file in made if pattern.search(file.read_bytes()) or wide.search(file.read_bytes())]
    assert told == []


# --- resources --------------------------------------------------------------------------------------------


def committed(folder: str) -> list[str]:
    """The files of a folder that belong to the project."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", folder]
    done = subprocess.run(command, capture_output=True, check=False)
    listed = [name for name in done.stdout.decode("utf-8").split("\0") if (ROOT / name).is_file() and name]
    return listed or [
        file.relative_to(ROOT).as_posix() for file in (ROOT / folder).rglob("*") if file.is_file()
    ]


def test_every_resource_is_carried_as_it_is_here(payload: Path) -> None:
    """The fonts come unpacked, the pictures of README stay behind."""
    wanted = [
        name
        for name in committed("resources")
        if not name.startswith("resources/pictures/") and not name.endswith((".ttf.xz", ".gitkeep"))
    ]
    assert len(wanted) > 20
    wrong = [
        name
        for name in wanted
        if not (payload / name).is_file() or digest(payload / name) != digest(ROOT / name)
    ]
    assert wrong == []


def test_every_font_is_there_unpacked_and_is_the_one_of_the_manifest(payload: Path) -> None:
    fonts = payload / "resources" / "fonts"
    manifest = json.loads((fonts / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {file.name for file in fonts.iterdir() if file.is_file()} == {*manifest, "manifest.json"}
    assert {name: digest(fonts / name) for name in manifest} == {
        name: entry["sha256"] for name, entry in manifest.items()
    }


def test_nothing_private_or_left_over_is_carried(files: list[str]) -> None:
    """No database, no log, no draft, no key, no test: the payload is the program."""
    names = re.compile(
        r"(\.(db|sqlite3?|log|bak|tmp|part|pem|key|fupin|orig|rej|swp)|~|\.DS_Store|Thumbs\.db)$", re.I
    )
    folders = re.compile(r"(^|/)(\.git|\.venv|\.pytest_cache|\.mypy_cache|\.hypothesis|tests?|office)/")
    assert [path for path in files if names.search(path) or folders.search(path)] == []
