"""Setups with next to nothing in them, made as the true one is: for what the setup does with folders and files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from installer import setup
from installer.payload import Payload

PARTS = ("FupinDesktop.exe", "fupin.exe", "LICENSE.txt", "app/fupin_desktop/__init__.py")
"""What every version has."""


def small_setup(folder: Path, version: str, more: Sequence[str] = ()) -> Path:
    """Make the setup of a version in a folder; every file of its payload holds the version and nothing else."""
    payload = folder / version
    for path in (*PARTS, *more):
        (payload / path).parent.mkdir(parents=True, exist_ok=True)
        (payload / path).write_text(version, encoding="utf-8")
    return setup.make(Payload(payload, version, {}), folder / f"{version}-setup.exe", fast=True)
