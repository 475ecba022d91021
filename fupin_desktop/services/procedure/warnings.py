"""返贫预警: which households' data have become worse, the 返贫率, and what is done about each warning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from fupin_desktop.db import warnings as lists
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.due import Reminder
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.household import Household, HouseholdYear
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.income import income_of
from fupin_desktop.domain.lines import nearest
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.procedure import Numbers, RoadKind
from fupin_desktop.domain.procedure.monitoring import Source
from fupin_desktop.domain.procedure.warning import RISKS, Alarm, ReturnRate, Seen, warnings
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.services.procedure.reading import PassageFile
from fupin_desktop.services.procedure.registering import Doing
from fupin_desktop.services.procedure.service import Procedures
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

_PORTION = 500
_MARK = "warning."
OUR_DATA = "本办数据比对"
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Warned:
    """A household with what has become worse in it."""

    household_id: int
    number: str
    village: str
    group: str
    head: str
    people: int
    reasons: tuple[Alarm, ...]

    @property
    def words(self) -> str:
        return "；".join(each.said for each in self.reasons)


class Warnings:
    """Looks through the surveys; a warning becomes a clue, or is set aside for the year with a reason."""

    def __init__(self, store: Store, settings: OfficeSettings, procedures: Procedures) -> None:
        self._store, self._settings, self._procedures = store, settings, procedures

    def find(self, on: date, village: str | None = None, watch: Watch = NOBODY) -> list[Warned]:
        """Who is to be looked at on a day, by village; what was set aside for its year is left out.

        Until 2020 these are 脱贫户 (返贫); later everybody who is not monitored already (致贫 as well).
        """
        if village is not None and village not in {each.name for each in self._settings.villages()}:
            raise Trouble(f"没有名为“{village}”的行政村，请检查村名")
        region = self._settings.facts().region
        found: list[Warned] = []
        with self._store.read() as unit:
            lines = unit.poverty_lines.all()
            years = (on.year, on.year - 1)
            limits = [each.amount for year in years if (each := _line(lines, year, region, on))]
            ids = lists.watched(unit, on, village, ordinary=monitoring(on), below=max(limits, default=None))
            aside = {
                (each.household_id, each.rule.removeprefix(_MARK), each.period) for each in unit.reminders.all()
                if each.rule.startswith(_MARK) and each.done_on is not None and each.done_on <= on
            }  # fmt: skip
            for first in range(0, len(ids), _PORTION):
                watch.step(first, len(ids), "查找返贫预警")
                for household, here, seen in _portion(unit, ids[first : first + _PORTION], on, lines, region):
                    reasons = tuple(
                        each
                        for each in warnings(seen, on)
                        if (household.id, each.kind.value, str(each.year)) not in aside
                    )
                    if reasons:
                        found.append(_warned(household, here, reasons))
        watch.step(len(ids), len(ids), "查找返贫预警")
        return found

    def rate(self, on: date, village: str | None = None) -> ReturnRate:
        """返贫率 on a day, with the office's own limit."""
        with self._store.read() as unit:
            numbers = Numbers(unit.procedure_numbers.all())
            lifted, again, watched = lists.returned(unit, on, village)
        return ReturnRate(
            lifted=lifted, returned=again, monitored=watched,
            limit=numbers.number("monitoring.returned", on.year), source=numbers.source("monitoring.returned", on.year),
        )  # fmt: skip

    def begin(self, warned: Sequence[Warned], *, today: date) -> list[PassageFile]:
        """Make warnings clues: the road of 防返贫监测 begins for each household, as one act. Raises Refused."""
        each: dict[int | str, dict[str, Any]] = {
            one.household_id: {
                "said": one.words,
                "risks": tuple(dict.fromkeys(RISKS[why.kind] for why in one.reasons if why.kind in RISKS)),
                **self._kind(one.household_id, today),
            }
            for one in warned
        }
        said = {"source": Source.DEPARTMENT, "department": OUR_DATA}
        return self._procedures.do(
            RoadKind.MONITORING, [one.household_id for one in warned], Doing(step="clue", on=today, said=said),
            today=today, each=each,
        )  # fmt: skip

    def _kind(self, household: int, on: date) -> dict[str, Any]:
        offered = self._procedures.prefill(RoadKind.MONITORING, household, "clue", on=on)
        return {name: value for name, value in offered.items() if name == "kind"}

    def dismiss(self, warned: Sequence[Warned], reason: str, *, on: date, person: str = "") -> None:
        """Set warnings aside for the year of their survey. Raises Refused without a reason."""
        if not reason.strip():
            raise Refused([Problem("reason", "核实没有风险的，请写明核实情况（谁去看的、看到什么）")])
        names = warned[0].head + (f"等{len(warned)}户" if len(warned) > 1 else "")
        with self._store.write(f"预警核实无风险：{names}") as unit:
            for one in warned:
                for why in one.reasons:
                    unit.reminders.save(
                        Reminder(
                            household_id=one.household_id, village=one.village, on=on, said=why.said[:200], person=person,
                            done_on=on, outcome=reason.strip(), rule=f"{_MARK}{why.kind.value}", period=str(why.year),
                        )
                    )  # fmt: skip


def _warned(household: Household, here: int, reasons: tuple[Alarm, ...]) -> Warned:
    return Warned(
        household_id=household.id or 0, number=household.number, village=household.village, group=household.group,
        head=household.head, people=here, reasons=reasons,
    )  # fmt: skip


def _portion(
    unit: Unit, ids: Sequence[int], on: date, lines: Sequence[PovertyLine], region: str
) -> Iterable[tuple[Household, int, Seen]]:
    years = (on.year, on.year - 1, on.year - 2)
    surveys = _by(unit.household_years.all(household_id=tuple(ids), year=years), "household_id")
    items = _by(unit.income_items.all(household_id=tuple(ids), year=years), "household_id")
    people = _by(unit.people.of(ids, "household_id"), "household_id")
    of_people = _by(unit.person_years.all(household_id=tuple(ids), year=years), "person_id")
    done = {
        each.household_id for each in unit.stages.of(ids, "household_id")
        if each.kind is StageKind.ACCEPTED and each.on <= on
    }  # fmt: skip
    for id, household in unit.households.some(ids).items():
        verified = [each for each in surveys.get(id, ()) if not each.unverified]
        kept: list[HouseholdYear] = sorted(verified, key=lambda each: each.year, reverse=True)
        if not kept or kept[0].year < on.year - 1:  # an older survey says nothing of today
            continue
        now, before = kept[0], kept[1] if len(kept) > 1 and kept[1].year == kept[0].year - 1 else None
        line = _line(lines, now.year, region, on)
        here = [each for each in people.get(id, ()) if each.present(on)]
        mine = items.get(id, ())
        yield household, len(here), Seen(
            now=now, before=before, income=income_of(now, mine), income_before=income_of(before, mine),
            members=[(each, *_two(of_people.get(each.id, ()), now.year)) for each in here],
            line=line.amount if line else None, line_year=line.year if line else 0,
            line_name=line.kind.label if line else "", house_done=id in done,
        )  # fmt: skip


def _line(lines: Sequence[PovertyLine], year: int, region: str, on: date) -> PovertyLine | None:
    """The 监测范围 in the time of 监测, before it the poverty line: of the year, else the nearest before."""
    kind = LineKind.MONITORING if monitoring(on) else LineKind.POVERTY
    return nearest(lines, year, region, kind)


def _two(kept: Iterable[Any], year: int) -> tuple[Any, Any]:
    found = {each.year: each for each in kept}
    return found.get(year), found.get(year - 1)


def _by(records: Iterable[R], name: str) -> dict[Any, list[R]]:
    found: dict[Any, list[R]] = defaultdict(list)
    for each in records:
        found[getattr(each, name)].append(each)
    return found
