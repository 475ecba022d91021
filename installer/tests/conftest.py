"""The package for Windows, made once, to be looked through."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def payload() -> Path:
    return Path("/tmp/check/payload")


@pytest.fixture(scope="session")
def wheels() -> list[Path]:
    return sorted(Path("/tmp/check/wheels").glob("*.whl"))
