"""The same input makes the same bytes: in another folder, at another time, in another order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from installer import compiling, launching, portable, setup, unpacking
from installer.build import Built
from installer.fetch import digest
from installer.keeping import read
from installer.paths import same_day
from installer.payload import Payload
from installer.tests.pe import Binary

SOURCES = {
    "app/fupin_desktop/__init__.py": 'NAMES = {"甲", "乙", "丙"}\n',
    "app/fupin_desktop/work.py": "def work(day: str, *, by: str = '') -> frozenset[str]:\n    return frozenset({day, by})\n",
    "lib/PIL/Image.py": "ORDER = {'b': 2, 'a': 1}\nSET = {'x', 'y', 'z'}\n",
    "resources/fonts/a.ttf": "font " * 500,
}


def made(folder: Path, names: list[str]) -> Payload:
    """A small payload, put together in the given order."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SOURCES[name], encoding="utf-8")
    compiling.compile_payload(folder)
    payload = Payload(folder, "0.5.0", {"PIL/Image.py": "pillow"})
    launching.make(folder, "0.5.0", payload.longest())
    return payload


def content(payload: Payload) -> dict[str, bytes]:
    """Every file of a payload."""
    return {path: (payload.folder / path).read_bytes() for path in payload.files()}


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> tuple[Payload, Payload]:
    """The same payload made twice."""
    first, second = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("another_longer_name")
    return made(first / "payload", list(SOURCES)), made(second / "里面" / "payload", list(SOURCES)[::-1])


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")


def test_code_and_launchers_come_out_the_same(twins: tuple[Payload, Payload]) -> None:
    one, other = map(content, twins)
    assert {"FupinDesktop.exe", "fupin.exe", "lib/PIL/Image.pyc"} <= one.keys()
    assert {name for name in one if one[name] != other[name]} == set()
    assert one.keys() == other.keys()


def test_the_portable_package_comes_out_the_same(twins: tuple[Payload, Payload], tmp_path: Path) -> None:
    one, other = twins
    for file in other.folder.rglob("*.ttf"):
        os.utime(file, (1, 1))
    first = digest(portable.make(one, tmp_path / "a.zip"))
    assert digest(portable.make(other, tmp_path / "b.zip")) == first


@pytest.mark.parametrize("fast", [True, False])
def test_the_setup_comes_out_the_same(twins: tuple[Payload, Payload], tmp_path: Path, fast: bool) -> None:
    """makensis keeps the dates of files: payload.make gives all of them the same day."""
    one, other = twins
    for payload in twins:
        same_day(payload.folder)
    first = digest(setup.make(one, tmp_path / "a.exe", fast=fast))
    assert digest(setup.make(other, tmp_path / "b.exe", fast=fast)) == first


def test_another_day_makes_other_bytes(
    twins: tuple[Payload, Payload], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = digest(portable.make(twins[0], tmp_path / "a.zip"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    assert digest(portable.make(twins[0], tmp_path / "b.zip")) != first


def test_no_program_tells_when_it_was_linked(twins: tuple[Payload, Payload]) -> None:
    for name in ("FupinDesktop.exe", "fupin.exe"):
        binary = Binary.read(twins[0].folder / name)
        stamp = int.from_bytes(binary.content[binary.header + 8 : binary.header + 12], "little")
        assert stamp == 0


def test_every_file_of_the_payload_has_the_one_day(built: Built) -> None:
    days = {int(file.stat().st_mtime) for file in built.payload.folder.rglob("*")}
    assert len(days) == 1


def test_a_wheel_is_unpacked_the_same_whatever_the_order_inside(tmp_path: Path) -> None:
    import zipfile

    names = ["a/one.py", "a/two.py", "a/__init__.py"]
    kept = []
    for number, order in enumerate((names, names[::-1])):
        file = tmp_path / f"{number}.whl"
        with zipfile.ZipFile(file, "w") as packed:
            for name in order:
                packed.writestr(name, name)
        unpacking.wheel(file, tmp_path / str(number), read("+ a/**  # 试验\n"))
        kept.append({path.name: path.read_text() for path in (tmp_path / str(number)).rglob("*.py")})
    assert kept[0] == kept[1]
    assert len(kept[0]) == 3
