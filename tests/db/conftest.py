"""A store of its own for each test, copied from one that was migrated once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desktop.db.store import Store, open_engine
from fupin_desktop.db.upgrade import upgrade


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "office.db"
    upgrade(file)
    return file


@pytest.fixture
def database(_migrated: Path, tmp_path: Path) -> Path:
    """An empty database of the newest schema."""
    (tmp_path / "office").mkdir()
    return Path(shutil.copy(_migrated, tmp_path / "office" / "office.db"))


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    opened = Store(open_engine(database), "李经办")
    yield opened
    opened.close()
