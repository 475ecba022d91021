"""The package for Windows, made once, to be looked through.

``FUPIN_READY=1`` looks through what ``python3 dev.py installer --fast`` has left in build/ and dist/ instead.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fupin_desktop import __version__
from installer import fetch
from installer import payload as making
from installer.build import Built, build
from installer.paths import DIST, PAYLOAD


@pytest.fixture(scope="session")
def wheels() -> list[Path]:
    """The pinned wheels, fetched by hash."""
    return sorted(fetch.wheels().values())


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Payload, setup and portable package."""
    if os.environ.get("FUPIN_READY"):
        setup, portable = (
            DIST / f"FupinDesktop-{__version__}-{kind}" for kind in ("setup.exe", "portable.zip")
        )
        return Built(setup, portable, making.Payload(PAYLOAD, __version__, {}), {})
    place = tmp_path_factory.mktemp("built")
    return build(fast=True, out=place / "dist", folder=place / "payload")


@pytest.fixture(scope="session")
def payload(built: Built) -> Path:
    """The folder that the setup installs."""
    return built.payload.folder
