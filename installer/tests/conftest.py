"""The package for Windows, made once, to be looked through.

``FUPIN_PAYLOAD=build/payload`` looks through a payload that is there already, which saves the time of making one.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from installer import fetch
from installer import payload as making


@pytest.fixture(scope="session")
def wheels() -> list[Path]:
    """The pinned wheels, fetched by hash."""
    return sorted(fetch.wheels().values())


@pytest.fixture(scope="session")
def payload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the setup installs."""
    ready = os.environ.get("FUPIN_PAYLOAD", "")
    return Path(ready) if ready else making.make(tmp_path_factory.mktemp("made") / "payload").folder
