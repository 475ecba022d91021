"""年度结转 and 封存: a year opens with the last values, still to be verified; a closed one is changed by nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from fupin_desktop.db import years as stored
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.life import YearLock, closed_words
from fupin_desktop.services.tasks import NOBODY, Watch

FIRST = 2000
OVERRIDE = "确需如此，请写明理由"


@dataclass(frozen=True, slots=True)
class YearState:
    """A year as the list of years shows it: how many households were surveyed, of how many nobody has looked yet."""

    year: int
    households: int
    unverified: int
    lock: YearLock | None = None

    @property
    def closed(self) -> bool:
        return self.lock is not None and self.lock.closed_on is not None

    @property
    def said(self) -> str:
        """已封存（2019-02-01）, 待核实3户 or 未封存."""
        if self.lock is not None and self.lock.closed_on is not None:
            return f"已封存（{self.lock.closed_on}）"
        return f"待核实{self.unverified}户" if self.unverified else "未封存"


@dataclass(frozen=True, slots=True)
class Opened:
    """What 结转 did: households and people whose survey was begun, and households that had one already."""

    year: int
    households: int
    people: int
    there: int


class Years:
    """Opens, verifies, closes and reopens years of surveys. Each is one act."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[YearState]:
        """Every year that has surveys or was closed, the newest first."""
        with self._store.read() as unit:
            locks = {each.year: each for each in unit.year_locks.all()}
            known = {year: (count, waiting) for year, count, waiting in stored.surveyed(unit)}
        years = sorted(known.keys() | locks.keys(), reverse=True)
        return [YearState(year, *known.get(year, (0, 0)), locks.get(year)) for year in years]

    def open(self, to: int, on: date, watch: Watch = NOBODY) -> Opened:
        """Begin a year's survey of all registered households with their last values, marked 待核实; no income.

        Households that have a survey of the year keep it. Raises Refused: a year that is not to come yet, one that is
        closed, nothing to begin with, or nothing left to do.
        """
        if to < FIRST:
            raise _refused("year", f"不能结转到{to}年度：最早到{FIRST}年度，请核对年度")
        if to > on.year + 1:
            raise _refused(
                "year", f"不能结转到{to}年度：今天是{on}，只能结转到{on.year + 1}年度及以前，请核对年度"
            )
        with self._store.write(f"年度结转：{to}年度") as unit:
            watch.step(0, 2, "年度结转")
            there = unit.household_years.count(year=to)
            waiting = stored.unopened(unit, to)
            if (lock := _lock(unit, to)).closed_on is not None:
                raise Trouble(closed_words(to))
            if not waiting:
                raise _refused("year", f"{to}年度已为全部在册户建好，没有要结转的户")
            households, people = stored.open_year(unit, to)
            if not households:
                raise _refused(
                    "year", f"没有{to}年以前的年度情况可以结转，请先导入数据或在“农户”里登记一个年度"
                )
            watch.step(1, 2, "年度结转")
            unit.year_locks.save(replace(lock, opened_on=lock.opened_on or on))
        watch.step(2, 2, "年度结转")
        return Opened(to, households, people, there)

    def unverified(self, year: int) -> dict[str, int]:
        """How many households of each village are still to be verified in a year, in the villages' order."""
        with self._store.read() as unit:
            return dict(Counter(village for _, _, village in stored.unverified(unit, year)))

    def verify(
        self, year: int, *, villages: Sequence[str] = (), households: Sequence[int] | None = None
    ) -> int:
        """The clerk has looked: the values of the year hold. Of some villages, of some households, or of all.

        Raises Refused when nothing is to be verified there, Trouble when the year is closed.
        """
        where = "、".join(villages) or (f"{len(households)}户" if households is not None else "全部")
        with self._store.write(f"核实{year}年度情况：{where}"[:200]) as unit:
            found = [
                survey for survey, household, _ in stored.unverified(unit, year, villages)
                if households is None or household in set(households)
            ]  # fmt: skip
            if not found:
                raise _refused("year", f"{year}年度没有待核实的户，不用再核实")
            unit.household_years.update_rows(["unverified"], [(0, id) for id in found])
        return len(found)

    def close(self, year: int, on: date, override: str = "") -> YearLock:
        """Lock a year: nobody changes its surveys any more.

        Raises Refused for a year without surveys, one that is not over, and (to be overridden with a reason) one of
        which households are still to be verified.
        """
        with self._store.write(f"封存{year}年度") as unit:
            lock = _lock(unit, year)
            if lock.closed_on is not None:
                raise _refused("year", f"{year}年度已在{lock.closed_on}封存，不用再封存")
            if not unit.household_years.count(year=year):
                raise _refused("year", f"{year}年度还没有任何年度情况，没有可封存的，请核对年度")
            asked = []
            if on <= date(year, 12, 31):
                asked.append(f"{year}年还没有结束（今天是{on}）")
            if waiting := unit.household_years.count(year=year, unverified=True):
                asked.append(f"{year}年度还有{waiting}户待核实，请先逐户核实")
            if asked and not override.strip():
                raise _refused("override", f"{'；'.join(asked)}；{OVERRIDE}")
            _flag(unit, year, closed=True)
            return unit.year_locks.save(
                replace(
                    lock,
                    closed_on=on,
                    override=override.strip() if asked else "",
                    reopened_on=None,
                    reason="",
                )
            )

    def reopen(self, year: int, reason: str, on: date) -> YearLock:
        """Open a closed year again. Raises Refused without a reason, or when it is not closed."""
        if not reason.strip():
            raise _refused("reason", f"解除{year}年度的封存要写明原因（如：县级核查要求更正），请补上")
        with self._store.write(f"解除封存{year}年度：{reason.strip()}"[:200]) as unit:
            lock = _lock(unit, year)
            if lock.closed_on is None:
                raise _refused("year", f"{year}年度没有封存，不用解除")
            _flag(unit, year, closed=False)
            return unit.year_locks.save(
                replace(lock, closed_on=None, override="", reopened_on=on, reason=reason.strip()[:200])
            )


def _lock(unit: Unit, year: int) -> YearLock:
    return unit.year_locks.find(year=year) or YearLock(year=year)


def _flag(unit: Unit, year: int, *, closed: bool) -> None:
    ids = unit.household_years.ids(year=year, closed=not closed)
    unit.household_years.update_rows(["closed"], [(int(closed), id) for id in ids])


def _refused(field: str, sentence: str) -> Refused:
    return Refused([Problem(field, sentence)])
