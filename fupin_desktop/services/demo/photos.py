"""Pictures of three renovated houses, before, while and after building: drawn ones (tools/make_photos.py), no photos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from fupin_desktop.assets import root
from fupin_desktop.domain.housing import Photo, Slot, StageKind
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.files import Files, sha256_of

HOUSES = 3
_SHOTS = (
    (Slot.BEFORE, StageKind.APPRAISED, "旧房正面"),
    (Slot.DURING, StageKind.BUILT, "墙体砌筑"),
    (Slot.AFTER, StageKind.FINISHED, "新房正面"),
)
"""Where a picture stands in the file, on the day of which stage it was taken, what it shows."""


def _path(house: int, slot: Slot) -> Path:
    return root() / "samples" / f"房屋{house}_{slot.label}.jpg"


class Shots:
    """Pictures for the houses that are finished first."""

    def __init__(self, piles: Piles) -> None:
        self._piles, self._taken = piles, 0

    def take(self, household: int, renovation: int, days: Mapping[StageKind, date]) -> None:
        """Note the pictures of a house if it is finished and there are pictures left."""
        if StageKind.FINISHED not in days or self._taken == HOUSES:
            return
        self._taken += 1
        for slot, stage, caption in _SHOTS:
            path = _path(self._taken, slot)
            self._piles.photos.put(
                Photo(
                    household_id=household, renovation_id=renovation, slot=slot, sha256=sha256_of(path), name=path.name,
                    caption=caption, taken_on=days[stage],
                )
            )  # fmt: skip

    def keep(self, files: Files) -> None:
        """Put the pictures that were noted into the office's folder. Raises Trouble when it cannot be written."""
        for house in range(1, self._taken + 1):
            for slot, _, _ in _SHOTS:
                files.add(_path(house, slot))
