"""What the office does with 帮扶干部 and their pairing with households."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, as_values, problems


@dataclass(frozen=True, slots=True)
class Paired:
    """A pairing with its cadre."""

    pairing: Pairing
    cadre: Cadre


class Cadres:
    """Keeps cadres and pairings. A pairing is ended with a day, never deleted, so that history stays."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Cadre]:
        with self._store.read() as unit:
            return unit.cadres.all(order=("unit", "name"))

    def of_household(self, household_id: int) -> list[Paired]:
        """All pairings of a household, the running ones first, A 岗 before B 岗."""
        with self._store.read() as unit:
            found = unit.pairings.all(household_id=household_id)
            cadres = unit.cadres.some({each.cadre_id for each in found})
        pairs = [Paired(each, cadres[each.cadre_id]) for each in found]
        return sorted(
            pairs, key=lambda pair: (pair.pairing.until is not None, pair.pairing.post, pair.pairing.since)
        )

    def save(self, cadre: Cadre) -> Cadre:
        """Keep a cadre. Raises Refused when a field is wrong."""
        if wrong := list(problems(Cadre, as_values(cadre))):
            raise Refused(wrong)
        with self._store.write(f"{'新增' if cadre.id is None else '修改'}帮扶干部：{cadre.name}") as unit:
            return unit.cadres.save(cadre)

    def pair(self, household_ids: Sequence[int], cadre_id: int, post: Post, since: date) -> int:
        """Pair households with a cadre; a running pairing of the same post ends that day. Gives how many."""
        with self._store.write(f"结对帮扶（{len(household_ids)}户）") as unit:
            name = unit.cadres.get(cadre_id).name
            for household_id in household_ids:
                _end_running(unit, household_id, post, since, name)
                unit.pairings.save(
                    Pairing(household_id=household_id, cadre_id=cadre_id, post=post, since=since)
                )
        return len(household_ids)

    def end(self, pairing: Pairing, until: date) -> Pairing:
        """End a pairing. Raises Refused when the day lies before its beginning."""
        if until < pairing.since:
            raise Refused([Problem("until", f"结束日期早于开始日期{pairing.since}，请核对")])
        with self._store.write("结束结对帮扶") as unit:
            return unit.pairings.save(dataclasses.replace(pairing, until=until))


def _end_running(unit: Unit, household_id: int, post: Post, on: date, name: str) -> None:
    for running in unit.pairings.all(household_id=household_id, post=post, until=None):
        if on < running.since:
            raise Refused(
                [Problem("since", f"{name}的开始日期早于现有{post.label}的开始日期{running.since}，请核对")]
            )
        unit.pairings.save(dataclasses.replace(running, until=on))
