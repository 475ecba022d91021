"""A store of its own for each test, copied from one that was migrated once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from fupin_desktop.db.store import Store, open_engine
from fupin_desktop.db.upgrade import upgrade

ROOT = Path(__file__).parents[2]


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


@contextmanager
def held_by_another_process(folder: Path) -> Iterator[int]:
    """Somebody else has the office open; gives the process's number."""
    said = (
        "import sys; from pathlib import Path; from fupin_desktop.db.lock import OfficeLock; "
        "OfficeLock(Path(sys.argv[1])).acquire(); print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", said, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert other.stdout
    assert other.stdout.readline().strip() == b"held"
    try:
        yield other.pid
    finally:
        other.kill()
        other.communicate()


@pytest.fixture
def elsewhere() -> Callable[[Path], AbstractContextManager[int]]:
    return held_by_another_process
