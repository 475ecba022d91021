"""No part grows unnoticed: each has a limit, the whole has the one that was promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.build import Built

MB = 1_000_000
INSTALLED, SETUP = 380, 120
LZMA_TO_ZLIB = 0.74
"""Measured: the setup of a release has 0.70 of the size of the fast one; a little more is assumed."""

LIMITS = {
    "python": 23,
    "app": 20,
    "resources/fonts": 112,
    "resources": 125,
    "lib": 160,
    "lib/PySide6": 42,
    "lib/numpy.libs": 22,
    "lib/numpy": 14,
    "lib/matplotlib": 13,
    "lib/pypdfium2_raw": 9,
    "lib/sqlalchemy": 10,
    "lib/fontTools": 8,
    "lib/PIL": 8,
    "lib/rapidfuzz": 7,
    "lib/lxml": 6,
    "lib/reportlab": 6,
}
"""Megabytes of each big part, some above what it has now: a new version may grow a little."""
NAMED_FROM = 5
FILES = 4_600
"""An antivirus looks into each file: many small ones make the setup and the first start slow."""


def size(place: Path) -> float:
    """Megabytes of a folder."""
    return sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) / MB


def test_installed_it_stays_below_what_was_promised(payload: Path) -> None:
    assert size(payload) <= INSTALLED


def test_every_big_part_stays_below_its_limit(payload: Path) -> None:
    sizes = {name: size(payload / name) for name in LIMITS}
    assert {name: sizes[name] for name in LIMITS if not 0 < sizes[name] <= LIMITS[name]} == {}


def test_a_limit_is_not_far_above_its_part(payload: Path) -> None:
    """Else it would notice nothing."""
    sizes = {name: size(payload / name) for name in LIMITS}
    assert {name: sizes[name] for name in LIMITS if sizes[name] < LIMITS[name] * 0.6} == {}


def test_every_big_part_is_named(payload: Path) -> None:
    big = {
        f"{folder.parent.name}/{folder.name}"
        for parent in ("lib", "resources")
        for folder in (payload / parent).iterdir()
        if folder.is_dir() and size(folder) > NAMED_FROM
    }
    assert sorted(big - LIMITS.keys()) == []


def test_the_number_of_files_stays_small(built: Built) -> None:
    assert len(built.payload.files()) <= FILES


def test_the_setup_of_a_release_will_stay_below_what_was_promised(built: Built) -> None:
    """The fast setup is packed with zlib; the one of a release with LZMA in one block."""
    assert built.setup.stat().st_size / MB * LZMA_TO_ZLIB <= SETUP


def test_the_portable_package_stays_below_what_was_promised_of_the_setup(built: Built) -> None:
    """It is packed as every Windows unpacks it, which is less tight: measured at its fastest."""
    assert built.portable.stat().st_size / MB <= SETUP * 1.35


def test_the_table_of_sizes_counts_every_byte(built: Built) -> None:
    from installer.sizes import by_purpose

    if not built.payload.owners:
        pytest.skip("what is only looked through does not know which wheel a file came from")
    sizes = {path: built.payload.size(path) for path in built.payload.files()}
    assert sum(by_purpose(built.payload, sizes).values()) == built.payload.size()
