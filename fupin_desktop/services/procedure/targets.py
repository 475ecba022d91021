"""退出任务 by village and year, against what has passed. A target never refuses a household: it is only shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.db import notice as lists
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.procedure import Course, Quota, RoadKind
from fupin_desktop.domain.procedure.targets import Read, Wanted, read_targets, target_problems
from fupin_desktop.services.notice import Notices
from fupin_desktop.services.notice.candidate import Candidate, people_of
from fupin_desktop.services.procedure.courses import courses
from fupin_desktop.services.procedure.service import Procedures
from fupin_desktop.services.settings import OfficeSettings

ROAD = RoadKind.EXIT
STARTED, POSTED, STRUCK, LIFTED = "started", "posted", "struck", "lifted"
KINDS = {STARTED: "已启动", POSTED: "已公示", STRUCK: "已销号", LIFTED: "登记脱贫"}
"""What is counted of a village, and what it is called."""


@dataclass(frozen=True, slots=True)
class Target:
    """A village's target of a year (None: none was given) and what has passed.

    ``started``, ``posted``, ``struck`` are of the road; ``lifted`` are those whom the register says 已脱贫 since this year,
    whether they went the road here or came so from the national register.
    """

    village: str
    quota: Quota | None
    started: Count
    posted: Count
    struck: Count
    lifted: Count
    ids: dict[str, tuple[int, ...]]

    @property
    def left(self) -> int | None:
        """Households still wanting; negative: more than were asked for."""
        if self.quota is None or self.quota.households is None:
            return None
        return self.quota.households - self.lifted.households

    @property
    def words(self) -> str:
        """还差3户, 已完成, 超出任务1户; blank where no target was given."""
        if self.left is None:
            return ""
        return f"还差{self.left}户" if self.left > 0 else f"超出任务{-self.left}户" if self.left else "已完成"


@dataclass(frozen=True, slots=True)
class Leaving:
    """A household that leaves the register in a year, or could: how far it is, in words."""

    household_id: int
    village: str
    group: str
    head: str
    people: int
    words: str
    ready: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """Every village's target of a year with what has passed, and the households behind the counts."""

    targets: tuple[Target, ...]
    leaving: tuple[Leaving, ...]

    def of(self, village: str | None) -> list[Leaving]:
        return [each for each in self.leaving if village in (None, each.village)]

    def ready(self, village: str | None = None) -> int:
        """How many households of a village the data fit for exit and are not on the road."""
        return sum(each.ready for each in self.of(village))


class Targets:
    """The targets of exit."""

    def __init__(
        self, store: Store, settings: OfficeSettings, notices: Notices, procedures: Procedures
    ) -> None:
        self._store, self._settings, self._notices, self._procedures = store, settings, notices, procedures

    def of(self, year: int, on: date) -> list[Target]:
        """Every village's target of a year, and what had passed on a day, in the office's order."""
        with self._store.read() as unit:
            quotas = {each.village: each for each in unit.quotas.all(road=ROAD, year=year)}
            going = [
                each
                for each in courses(unit, ROAD, year, on)
                if not each.failed and each.passage.household_id
            ]
            lifted = list(lists.lifted(unit, on, year, None))
            ids = {each.passage.household_id or 0 for each in going} | set(lifted)
            people = {id: len(here) for id, here in people_of(unit, sorted(ids), on).items()}
            where = {id: each.village for id, each in unit.households.some(lifted).items()}
        return [
            _target(
                each.name,
                quotas.get(each.name),
                going,
                [id for id in lifted if where[id] == each.name],
                people,
            )
            for each in self._settings.villages()
        ]

    def board(self, year: int, on: date) -> Board:
        """The targets of a year with the households behind them: on the road, lifted without it, and ready for it."""
        targets = self.of(year, on)
        with self._store.read() as unit:
            going = {
                each.passage.household_id or 0: each.label
                for each in courses(unit, ROAD, year, on)
                if each.passage.household_id
            }
            for id in lists.lifted(unit, on, year, None):
                going.setdefault(id, KINDS[LIFTED])
            people = people_of(unit, sorted(going), on)
            homes = unit.households.some(going)
        found = [
            Leaving(id, home.village, home.group, home.head, len(people.get(id, ())), going[id])
            for id, home in homes.items()
        ]
        found += [
            Leaving(each.household_id, each.village, each.group, each.head, each.people,
                    f"可以提名：{'；'.join(each.reasons)}", ready=True)
            for each in self.ready(year, on) if each.household_id not in going
        ]  # fmt: skip
        places = {each.village: place for place, each in enumerate(targets)}
        found.sort(key=lambda each: (places.get(each.village, 999), each.ready, each.group, each.head))
        return Board(tuple(targets), tuple(found))

    def years(self) -> list[int]:
        """The years that have targets or passages, the newest first."""
        with self._store.read() as unit:
            rows = unit.rows(
                "SELECT year FROM quota WHERE road = ?1 UNION SELECT year FROM passage WHERE road = ?1 ORDER BY 1 DESC",
                ROAD.value,
            )
        return [row[0] for row in rows]

    def ready(self, year: int, on: date, village: str | None = None) -> list[Candidate]:
        """Whom the data fit for exit and who is not yet on the road: for an assembly to propose."""
        offered = self._notices.propose("exit", village, on, year)
        with self._store.read() as unit:
            going = {
                each.passage.household_id
                for each in courses(unit, ROAD, year, on, village)
                if not each.failed
            }
        return [
            each
            for each in offered
            if each.household_id not in going and (each.ticked if each.nominated is None else each.nominated)
        ]

    def nominate(self, households: Sequence[int], year: int, today: date) -> None:
        """Put households on the road, to be voted on by their assembly, as one act. Raises Refused."""
        self._procedures.start_all(ROAD, households, today, today=today, year=year)

    def read(self, text: str) -> Read:
        """Targets from words or a sheet. Raises Refused."""
        return read_targets(text, [each.name for each in self._settings.villages()])

    def save(self, year: int, wanted: Sequence[Wanted], source: str = "") -> list[str]:
        """Keep the targets of some villages, as one act. Gives what a clerk should know: 超出任务1户 is no hindrance.

        Raises Refused for one that cannot be, Trouble for a village that the office does not have.
        """
        known = {each.name for each in self._settings.villages()}
        for each in wanted:
            if each.village not in known:
                raise Trouble(f"没有名为“{each.village}”的行政村，请检查村名")
        if wrong := [problem for each in wanted for problem in target_problems(each)]:
            raise Refused(wrong)
        more = f"等{len(wanted)}村" if len(wanted) > 1 else ""
        with self._store.write(f"{year}年退出任务：{wanted[0].village if wanted else ''}{more}") as unit:
            for each in wanted:
                _keep(unit, year, each, source)
        return [
            f"{each.village}{each.words}"
            for each in self.of(year, date(year, 12, 31))
            if (each.left or 0) < 0
        ]

    def remove(self, quota: Quota) -> None:
        """Take a village's target away."""
        with self._store.write(f"删除{quota.year}年退出任务：{quota.village}") as unit:
            unit.quotas.remove(quota)


def _keep(unit: Unit, year: int, wanted: Wanted, source: str) -> None:
    key = {"road": ROAD, "year": year, "village": wanted.village}
    kept = unit.quotas.find(**key)
    quota = Quota(
        road=ROAD, year=year, village=wanted.village, households=wanted.households, people=wanted.people,
        source=source.strip() or (kept.source if kept else ""),
    )  # fmt: skip
    unit.quotas.save_over(quota, **key)


def _target(
    village: str, quota: Quota | None, going: Sequence[Course], lifted: Sequence[int], people: dict[int, int]
) -> Target:
    mine = [each for each in going if each.passage.village == village]
    ids = {
        STARTED: tuple(each.passage.household_id or 0 for each in mine),
        POSTED: tuple(each.passage.household_id or 0 for each in mine if "posted" in each.done),
        STRUCK: tuple(each.passage.household_id or 0 for each in mine if "struck" in each.done),
        LIFTED: tuple(lifted),
    }
    counts = {name: Count(len(each), sum(people.get(id, 0) for id in each)) for name, each in ids.items()}
    return Target(village, quota, counts[STARTED], counts[POSTED], counts[STRUCK], counts[LIFTED], ids)
