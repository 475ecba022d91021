"""The keep-list says something true about the wheels, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from installer import keeping
from installer.tests.walk import wheel_file_names


@pytest.fixture(scope="session")
def names(wheels: list[Path]) -> tuple[str, ...]:
    """Every file that the wheels would put below lib."""
    return wheel_file_names(wheels)


def test_every_line_decides_about_some_file(names: tuple[str, ...]) -> None:
    """A line that fits nothing wanted to keep, or to leave out, what a new version calls otherwise."""
    idle = keeping.load().idle(names)
    assert [rule.pattern for rule in idle if not rule.pattern.startswith("**/")] == []


def test_every_file_kept_lies_in_the_payload_and_no_other(names: tuple[str, ...], payload: Path) -> None:
    """Python files lie there compiled."""
    keep, lib = keeping.load(), payload / "lib"
    wanted = {re.sub(r"\.py$", ".pyc", name) for name in names if keep.keeps(name)}
    there = {file.relative_to(lib).as_posix() for file in lib.rglob("*") if file.is_file()}
    assert there == wanted


def test_no_path_is_spoken_of_twice() -> None:
    patterns = [rule.pattern for rule in keeping.load().rules]
    assert sorted({each for each in patterns if patterns.count(each) > 1}) == []
