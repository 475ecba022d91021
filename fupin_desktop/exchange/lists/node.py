"""What a list says of its subjects, as little trees of records: a renovation with its stages and subsidies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fupin_desktop.domain import cadre, household, housing, plan, relocation, village, visit, work
from fupin_desktop.domain.fields import Field, Record
from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.values import clean

RECORDS: Mapping[str, type[Record]] = {
    "work_spell": work.WorkSpell,
    "relocation": relocation.Relocation,
    "village": village.Village,
    "village_year": village.VillageYear,
    "monitoring": household.Monitoring,
    "household_year": household.HouseholdYear,
    "income_item": household.IncomeItem,
    "renovation": housing.Renovation,
    "stage": housing.Stage,
    "subsidy": housing.Subsidy,
    "plan": plan.Plan,
    "measure": plan.Measure,
    "measure_fund": plan.MeasureFund,
    "progress": plan.Progress,
    "cadre": cadre.Cadre,
    "pairing": cadre.Pairing,
    "visit": visit.Visit,
}
"""The tables that lists fill, under the names they have everywhere."""

SAME: Mapping[str, Sequence[str]] = {
    "work_spell": ("year", "since", "county"),
    "relocation": (),
    "village": ("name",),
    "village_year": ("year",),
    "monitoring": ("identified_on", "found_on"),
    "household_year": ("year",),
    "income_item": ("head", "name"),
    "renovation": ("plan_year",),
    "stage": ("kind",),
    "subsidy": ("source",),
    "plan": ("year",),
    "measure": ("content",),
    "measure_fund": ("source",),
    "progress": ("on", "said"),
    "cadre": ("name", "unit"),
    "pairing": ("cadre", "post", "since"),
    "visit": ("on", "who"),
}
"""What makes two records of one subject (or of one parent) the same; several of them are told apart by their order."""


@dataclass(slots=True, eq=False)
class Node:
    """One record as a file or the office has it, in plain values. ``row`` counts as Excel does, 0 for the office's.

    ``links`` name records that are kept elsewhere (a pairing's cadre). ``id`` is 0 until it is known.
    """

    table: str
    row: int = 0
    values: dict[str, Plain] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    links: dict[str, Node] = field(default_factory=dict)
    id: int = 0
    only_known: bool = False
    """Taken only where the office has such a record already (a sub-item of nought)."""

    @property
    def kind(self) -> type[Record]:
        return RECORDS[self.table]

    def field(self, name: str) -> Field:
        return self.kind.fields[name]

    @property
    def same(self) -> tuple[object, ...]:
        """What is equal in two nodes that speak of the same record."""
        if self.table == "monitoring":
            return (self.table, self.values.get("identified_on") or self.values.get("found_on"))
        found: list[object] = [self.table]
        for name in SAME[self.table]:
            link = self.links.get(name)
            value = self.values.get(name) or ""
            found.append(link.same if link is not None else clean(value) if isinstance(value, str) else value)
        return tuple(found)

    def of(self, table: str) -> Iterator[Node]:
        """The children of one kind."""
        return (each for each in self.children if each.table == table)
