"""Whoever pulls the plug loses nothing that was saved. (``dev.py soak`` does this 200 times.)"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.kills import Trial, bases


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return bases(tmp_path_factory.mktemp("kills"), demo=False)


@pytest.mark.parametrize(
    "act", ["run_in", "undo", "back_up", "add_photos", "bring_up", "put_back", "lock_up", "unlock"]
)
def test_a_kill_leaves_the_old_or_the_new_and_never_half(
    act: str, offices: dict[str, Path], tmp_path: Path
) -> None:
    trial = Trial.of(act, offices[act], tmp_path)
    chance = random.Random()
    for number in range(2 if act in ("run_in", "put_back") else 1):
        trial.kill(tmp_path / str(number), chance)
