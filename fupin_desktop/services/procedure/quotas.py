"""规模分解: what each village may identify in a year, what of it is used, and what is left."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fupin_desktop.db import procedure as lists
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.procedure import Numbers, Quota, RoadKind
from fupin_desktop.domain.procedure.preparation import KINDS, Share, allot, shown_rate
from fupin_desktop.domain.village import Village

ROAD = RoadKind.IDENTIFICATION


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """A village with its size of a year (None: none was given) and what was listed of it (households, people)."""

    village: Village
    quota: Quota | None
    used: tuple[int, int]

    @property
    def left(self) -> tuple[int | None, int | None]:
        """Households and people that may still be listed; negative: beyond it, None: not counted by."""
        if self.quota is None:
            return None, None
        given = (self.quota.households, self.quota.people)
        return (
            None if given[0] is None else given[0] - self.used[0],
            None if given[1] is None else given[1] - self.used[1],
        )


@dataclass(frozen=True, slots=True)
class QuotaSums:
    """What stands under the table of a year: what the kinds of village should have together, and what they have."""

    label: str  # 重点村, 非重点村
    rate: Fraction
    population: int
    wanted: int  # people
    given: int


class Quotas:
    """The sizes of 贫困户识别 by village and year."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def on(self, year: int) -> bool:
        """Whether the office controls the size in a year."""
        with self._store.read() as unit:
            return bool(_numbers(unit).whole("quota.on", year))

    def lines(self, year: int) -> list[QuotaLine]:
        """Every village with its size and what of it is used, in the office's order."""
        with self._store.read() as unit:
            kept = {each.village: each for each in unit.quotas.all(road=ROAD, year=year)}
            used = lists.used_by_village(unit, ROAD, year)
            return [
                QuotaLine(each, kept.get(each.name), used.get(each.name, (0, 0)))
                for each in unit.villages.all(order=("place", "id"))
            ]

    def sums(self, year: int) -> list[QuotaSums]:
        """The kinds of village with the people that they should have together."""
        with self._store.read() as unit:
            numbers, villages = _numbers(unit), unit.villages.all()
            given = {each.village: each.people or 0 for each in unit.quotas.all(road=ROAD, year=year)}
        found = []
        for kind, rate in _rates(numbers, year).items():
            mine = [each for each in villages if each.key_village is kind]
            population = sum(each.population or 0 for each in mine)
            wanted = int(rate * population / 100 + Fraction(1, 2))
            have = sum(given.get(each.name, 0) for each in mine)
            found.append(QuotaSums(KINDS[kind], rate, population, wanted, have))
        return [each for each in found if each.population]

    def years(self) -> list[int]:
        """The years that have sizes, the newest first."""
        with self._store.read() as unit:
            return sorted({each.year for each in unit.quotas.all(road=ROAD)}, reverse=True)

    def proposed(self, year: int, typed: Mapping[str, Fraction] | None = None) -> list[Share]:
        """What each village would be given, nothing kept. Raises Refused: size control is off, a rate cannot be."""
        with self._store.read() as unit:
            return _proposed(unit, year, typed or {})

    def allot(
        self, year: int, typed: Mapping[str, Fraction] | None = None, *, source: str = ""
    ) -> list[Quota]:
        """Share out the size of a year among the villages, as one act; sizes typed before are replaced.

        Raises Refused as ``proposed``.
        """
        with self._store.write(f"分解{year}年识别规模") as unit:
            shares = _proposed(unit, year, typed or {})
            basis = source.strip() or _numbers(unit).source("quota.key", year)
            kept = {each.village: each for each in unit.quotas.all(road=ROAD, year=year)}
            found = []
            for each in shares:
                old = kept.get(each.village)
                rate = Decimal(shown_rate(each.rate))
                made = Quota(
                    id=old.id if old else None, version=old.version if old else 0, road=ROAD, year=year,
                    village=each.village, rate=rate, people=each.people, source=basis,
                    households=old.households if old else None,
                )  # fmt: skip
                found.append(unit.quotas.save(made))
            return found

    def save(self, quotas: Sequence[Quota]) -> list[Quota]:
        """Keep sizes as they were typed, as one act. Raises Refused."""
        with self._store.write(_label(quotas)) as unit:
            known = {each.name for each in unit.villages.all()}
            wrong = [
                Problem(each.field, f"{quota.village}：{each.text}")
                for quota in quotas
                for each in problems(Quota, as_values(quota))
            ]
            wrong += [
                Problem("village", f"没有名为“{each.village}”的行政村，请检查村名") for each in quotas if each.village not in known
            ]  # fmt: skip
            if wrong:
                raise Refused(wrong)
            return [
                unit.quotas.save_over(each, road=each.road, year=each.year, village=each.village)
                for each in quotas
            ]

    def set_size(
        self, village: str, year: int, *, households: int | None = None, people: int | None = None, reason: str = "",
        source: str = "",
    ) -> Quota:  # fmt: skip
        """Change the size of one village; what is not said stays. Raises Refused."""
        with self._store.read() as unit:
            old = unit.quotas.find(road=ROAD, year=year, village=village)
        kept = old or Quota(road=ROAD, year=year, village=village)
        changed = dataclasses.replace(
            kept,
            households=kept.households if households is None else households,
            people=kept.people if people is None else people,
            rate=kept.rate if people is None else None,
            reason=reason or kept.reason,
            source=source or kept.source,
        )
        return self.save([changed])[0]

    def remove(self, year: int) -> int:
        """Take back the sizes of a year, as one act. Gives how many there were."""
        with self._store.write(f"取消{year}年识别规模") as unit:
            kept = unit.quotas.all(road=ROAD, year=year)
            for each in kept:
                unit.quotas.remove(each)
        return len(kept)


def _label(quotas: Sequence[Quota]) -> str:
    if not quotas:
        return "修改识别规模"
    more = f"等{len(quotas)}个村" if len(quotas) > 1 else ""
    return f"修改{quotas[0].year}年识别规模：{quotas[0].village}{more}"


def _numbers(unit: Unit) -> Numbers:
    return Numbers(unit.procedure_numbers.all())


def _rates(numbers: Numbers, year: int) -> dict[bool, Fraction]:
    return {True: numbers.number("quota.key", year), False: numbers.number("quota.other", year)}


def _proposed(unit: Unit, year: int, typed: Mapping[str, Fraction]) -> list[Share]:
    numbers = _numbers(unit)
    if not numbers.whole("quota.on", year):
        raise Refused(
            [
                Problem(
                    "year",
                    f"{year}年度没有启用识别规模控制（依据：{numbers.source('quota.on', year)}），不用分解；"
                    "确需分解，请先把“设置”里程序参数“识别规模控制”改为1",
                )
            ]
        )
    villages = unit.villages.all(order=("place", "id"))
    if not villages:
        raise Refused([Problem("village", "还没有行政村，请先在“设置”的“行政村”里填写")])
    return allot(villages, _rates(numbers, year), typed)
