"""Two hundred kills at random moments of everything that writes."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.kills import ACTS, Trial, bases

KILLS = int(os.environ.get("FUPIN_KILLS", "200"))
SHARES = {
    "import_file": 4,
    "undo": 4,
    "run_in": 3,
    "put_back": 3,
    "unlock": 2,
    "lock_up": 2,
    "back_up": 2,
    "add_photos": 2,
    "bring_up": 2,
}


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return bases(tmp_path_factory.mktemp("kills"), demo=True)


@pytest.mark.parametrize("act", ACTS)
def test_everything_saved_survives_and_nothing_half_remains(
    act: str, offices: dict[str, Path], tmp_path: Path
) -> None:
    trial = Trial.of(act, offices[act], tmp_path)
    chance = random.Random()
    for number in range(KILLS * SHARES[act] // sum(SHARES.values())):
        trial.kill(tmp_path / str(number), chance)
