"""What the makers of papers read: who issues, the villages, and households gathered in portions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from fupin_desktop.db import paper as lists
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.codes import Relation
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, Record
from fupin_desktop.services.sender import sender
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.domain.cadre import Cadre
    from fupin_desktop.domain.period import Sender
    from fupin_desktop.domain.village import Village
    from fupin_desktop.reports.document import Document
    from fupin_desktop.services.files import Files
    from fupin_desktop.services.paper.kinds import PaperKind
    from fupin_desktop.services.settings import OfficeFacts, OfficeSettings

PORTION = 200
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which papers are wanted. ``households`` are ids or household numbers; None: all of the villages that qualify.

    ``villages`` empty: all. ``options`` are what only one kind asks for (``blank``: an empty form to be filled by hand;
    ``sheet``: one part only), as text.
    """

    kind: PaperKind
    on: date
    year: int
    villages: tuple[str, ...] = ()
    households: tuple[int | str, ...] | None = None
    paper: str = "A4"
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper ready to be written: its documents in order, and of whom it is."""

    name: str  # what its file is called, without the suffix
    documents: tuple[Document, ...]
    village: str = ""
    household_id: int | None = None
    remarks: tuple[str, ...] = ()  # for the clerk to read before it is used
    period: str = ""  # what a bound file is of, where that is not the year asked for


class Source:
    """Reads for the makers of papers."""

    def __init__(
        self, store: Store, settings: OfficeSettings, files: Files, on: date, watch: Watch = NOBODY
    ) -> None:
        self.store, self.settings, self.files, self.on, self.watch = store, settings, files, on, watch

    @cached_property
    def facts(self) -> OfficeFacts:
        return self.settings.facts()

    @cached_property
    def sender(self) -> Sender:
        """Who issues, by the names of the day. Raises Refused when the unit or its phone is not known."""
        if wrong := self.facts.missing():
            raise Refused(wrong)
        return sender(self.facts, self.on, self.store.person)

    @cached_property
    def villages(self) -> dict[str, Village]:
        """The villages by name, in the office's order."""
        return {each.name: each for each in self.settings.villages()}

    def place(self, village: str) -> int:
        """The number of a village in the office's order, from 1."""
        names = list(self.villages)
        return names.index(village) + 1 if village in names else len(names) + 1

    def village(self, name: str) -> Village:
        """Raises Trouble for a village that the office does not have."""
        if name not in self.villages:
            raise Trouble(f"没有名为“{name}”的行政村，请检查村名（有：{'、'.join(self.villages)}）")
        return self.villages[name]

    def ids(self, asked: Asked, having: str = "") -> list[int]:
        """The households asked for, by village, group and number, those whose number was taken back left out.

        ``having`` narrows those that were not named to a subject (``registered``, ``applied``: and not registered, ``known``:
        either, ``leaving``: on the road of exit in the year, ``plan``, ``renovation``, ``survey``, ``visit``).
        Raises Refused for a number that is not there.
        """
        for name in asked.villages:
            self.village(name)
        with self.store.read() as unit:
            if asked.households is None:
                return lists.of_villages(unit, asked.villages, asked.on, asked.year, having)
            found = lists.named(unit, asked.households)
        if missing := [each for each in asked.households if each not in found]:
            said = "、".join(str(each) for each in missing[:5])
            raise Refused([Problem("households", f"没有户编号为“{said}”的农户，请检查编号")])
        with self.store.read() as unit:
            return lists.in_order(unit, set(found.values()))

    def dossiers(self, asked: Asked, having: str = "") -> Iterator[Dossier]:
        """Everything of each household asked for, one after another; only a portion is in memory at a time."""
        ids = self.ids(asked, having)
        lines = {each.year: self.settings.line(each.year) for each in self.settings.lines()}
        for first in range(0, len(ids), PORTION):
            with self.store.read() as unit:
                part = list(_gathered(unit, ids[first : first + PORTION], asked, lines.get(asked.year)))
            for number, each in enumerate(part, first):
                self.watch.step(number, len(ids), f"生成{asked.kind.label}")
                yield each
        self.watch.step(len(ids), len(ids), f"生成{asked.kind.label}")


def _gathered(unit: Unit, ids: Sequence[int], asked: Asked, line: Decimal | None) -> Iterator[Dossier]:
    """Each household with everything of it, read a table at a time."""
    households = unit.households.some(ids)
    people = _grouped(unit.people.of(ids, "household_id"))
    person_years = _grouped(unit.person_years.of(ids, "household_id"))
    years = _grouped(unit.household_years.of(ids, "household_id"))
    items = _grouped(unit.income_items.of(ids, "household_id"))
    standings = _grouped(unit.standings.of(ids, "household_id"))
    monitorings = _grouped(unit.monitorings.of(ids, "household_id"))
    plans = _grouped(unit.plans.of(ids, "household_id"))
    measures = _grouped(unit.measures.of(ids, "household_id"))
    funds = _grouped(unit.measure_funds.of(ids, "household_id"))
    progress = _grouped(unit.progress.of(ids, "household_id"))
    pairings = _grouped(unit.pairings.of(ids, "household_id"))
    cadres: dict[int, Cadre] = unit.cadres.some(
        {each.cadre_id for group in pairings.values() for each in group}
    )
    renovations = _grouped(unit.renovations.of(ids, "household_id"))
    stages = _grouped(unit.stages.of(ids, "household_id"))
    subsidies = _grouped(unit.subsidies.of(ids, "household_id"))
    photos = _grouped(unit.photos.of(ids, "household_id"))
    for id in ids:
        mine = people[id]
        here = sorted(
            (each for each in mine if each.present(asked.on)),
            key=lambda each: (each.relation is not Relation.HEAD, each.id or 0),
        )
        plan = next((each for each in plans[id] if each.year == asked.year), None)
        of_plan = [each for each in measures[id] if plan is not None and each.plan_id == plan.id]
        wanted = {each.id for each in of_plan}
        yield Dossier(
            on=asked.on,
            year=asked.year,
            household=households[id],
            people=tuple(here),
            gone=tuple(each for each in mine if each.left_on is not None and each.left_on <= asked.on),
            person_years={each.person_id: each for each in person_years[id] if each.year == asked.year},
            years=tuple(sorted(years[id], key=lambda each: each.year)),
            items=tuple(items[id]),
            standings=tuple(sorted(standings[id], key=lambda each: each.since)),
            monitorings=tuple(monitorings[id]),
            plans=tuple(sorted(plans[id], key=lambda each: each.year)),
            measures=tuple(of_plan),
            funds=tuple(each for each in funds[id] if each.measure_id in wanted),
            progress=tuple(
                sorted((each for each in progress[id] if each.measure_id in wanted), key=lambda each: each.on)
            ),
            pairings=tuple(
                sorted(
                    ((each, cadres[each.cadre_id]) for each in pairings[id]),
                    key=lambda pair: (pair[0].post, pair[0].since, pair[0].id or 0),
                )
            ),
            renovations=tuple(renovations[id]),
            stages=tuple(sorted(stages[id], key=lambda each: (each.on, each.id or 0))),
            subsidies=tuple(subsidies[id]),
            photos=tuple(photos[id]),
            line=line,
        )


def _grouped(records: Iterable[R]) -> defaultdict[int, list[R]]:
    found: defaultdict[int, list[R]] = defaultdict(list)
    for each in records:
        found[each.household_id].append(each)  # type: ignore[attr-defined]
    return found
