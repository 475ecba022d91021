"""What is registered with a step: fields of their own, and checks that say what is wrong. Each subject adds its asks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from fupin_desktop.domain.assessment import Judgement
from fupin_desktop.domain.fields import Code, Field, Kind, Problem
from fupin_desktop.domain.holidays import NOTHING, DaysOff
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring, Person, Standing
from fupin_desktop.domain.housing import Renovation
from fupin_desktop.domain.procedure.numbers import Numbers
from fupin_desktop.domain.procedure.records import Meeting, Passage, Quota, Step
from fupin_desktop.domain.procedure.road import Road, StepKind
from fupin_desktop.domain.relocation import Relocation
from fupin_desktop.domain.values import Unreadable, clean_name
from fupin_desktop.domain.village import Village, VillageYear

EVIDENCE = "_evidence"
"""At the end of a field's name: what the field before it rests on; the two stand together."""
REASON = "确需如此，请写明理由"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What keeps a step from being registered. ``waivable``: a reason lets it pass."""

    field: str
    text: str
    waivable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that the checks of one step may look at. ``facts`` are what was registered with it; ``on`` is today.

    ``income``, ``line`` and ``risk_line`` are yuan per head of the income year ``income_year``; ``exact`` is the income
    unrounded. ``village_year`` is that of the year of work, else of the year before. ``poor_people`` are those of the
    village who are still poor on the day of the step.
    """

    road: Road
    kind: StepKind
    passage: Passage
    step: Step
    facts: Mapping[str, Any]
    done: Mapping[str, Step]
    numbers: Numbers
    on: date
    village: Village | None = None
    village_year: VillageYear | None = None
    meeting: Meeting | None = None
    household: Household | None = None
    people: tuple[Person, ...] = ()
    year: HouseholdYear | None = None
    income: Decimal | None = None
    exact: Fraction | None = None
    income_year: int = 0
    line: Decimal | None = None
    risk_line: Decimal | None = None
    judged: tuple[Judgement, ...] = ()
    standing: Standing | None = None
    episode: Monitoring | None = None
    episodes: tuple[Monitoring, ...] = ()  # all of the household, the one at hand too
    renovation: Renovation | None = None
    relocation: Relocation | None = None
    quota: Quota | None = None
    poor_people: int | None = None
    used: tuple[int, int] = (0, 0)  # households and people that already stand against the quota
    pairings: int = 0
    plans: int = 0
    measures: int = 0
    able: int = 0  # members who can work
    notice_days: int | None = None
    notice_working: bool = False
    days_off: DaysOff = NOTHING
    papers: frozenset[str] = frozenset()  # names of papers on file
    closed: bool = False  # the year of the step's day is closed
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def year_of_work(self) -> int:
        return self.passage.year

    def number(self, key: str) -> int:
        return self.numbers.whole(key, self.passage.year)

    def source(self, key: str) -> str:
        return self.numbers.source(key, self.passage.year)

    def by_size(self, few: str, many: str) -> tuple[int, str]:
        """A number by the size of the village, and why."""
        return self.numbers.by_size(
            self.village.population if self.village else None, few, many, self.year_of_work
        )


Check = Callable[[Case], Iterator[Hindrance]]
Fill = Callable[[Case], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Ask:
    """What a step asks for: its fields (registered as facts) and what checks them.

    ``always``: checked whatever came of the step, not only where it passed; ``entry``: also when a passage is started.
    ``shows`` names the fields that are asked for, by what was said so far; None: all of them.
    ``fill`` says from the office's data what was not said, so that a clerk only corrects; it may look at ``case.facts``.
    """

    key: str
    label: str
    fields: tuple[Field, ...] = ()
    check: Check | None = None
    always: bool = False
    entry: bool = False
    fill: Fill | None = None
    shows: Callable[[Mapping[str, Any]], Collection[str]] | None = None


ASKS: dict[str, Ask] = {}
"""Filled by the modules of each subject; see ``known``."""


def known() -> Mapping[str, Ask]:
    """All asks, the subjects' modules read."""
    from fupin_desktop.domain.procedure import asked  # noqa: F401  reads the modules

    return ASKS


def add(ask: Ask) -> Ask:
    """Make an ask known by its key."""
    ASKS[ask.key] = ask
    return ask


def count_field(name: str, label: str, *, required: bool = False, unit: str = "票") -> Field:
    """A field for a whole number that is not negative."""
    return Field(name=name, label=label, kind=Kind.WHOLE, least=0, required=required, unit=unit, width=6)


def text_field(name: str, label: str, *, required: bool = False, longest: int = 200) -> Field:
    """A field for words."""
    return Field(name=name, label=label, kind=Kind.TEXT, required=required, longest=longest, width=20)


def flag_field(name: str, label: str, *, required: bool = False) -> Field:
    """A field for yes or no."""
    return Field(name=name, label=label, kind=Kind.FLAG, required=required, width=6)


def money_field(
    name: str, label: str, *, required: bool = False, least: int | None = 0, width: int = 12
) -> Field:
    """A field for yuan; ``least=None`` where it may be negative."""
    return Field(
        name=name, label=label, kind=Kind.MONEY, required=required, least=least, unit="元", width=width
    )


def choice_field(
    name: str, label: str, codes: type[Code], *, required: bool = False, width: int = 10
) -> Field:
    """A field for one of the codes."""
    return Field(name=name, label=label, kind=Kind.CHOICE, codes=codes, required=required, width=width)


def choices_field(name: str, label: str, codes: type[Code]) -> Field:
    """A field for any of the codes."""
    return Field(name=name, label=label, kind=Kind.CHOICES, codes=codes)


def names(said: str) -> tuple[str, ...]:
    """The people named in one line, each once: 李干部、王队员."""
    parts = (clean_name(part) for part in re.split(r"[、，,;；\n]+", said))
    return tuple(dict.fromkeys(part for part in parts if part))


def fields_of(kind: StepKind) -> dict[str, Field]:
    """The fields that a step registers, by name."""
    return {each.name: each for key in kind.asks if (ask := known().get(key)) for each in ask.fields}


def read_facts(kind: StepKind, said: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """What was typed, as values; and what cannot be read. Names that the step does not ask for are a problem too."""
    asked, found, wrong = fields_of(kind), {}, []
    labels = {each.label: name for name, each in asked.items()}
    for said_name, value in said.items():
        name = said_name if said_name in asked else labels.get(said_name, "")
        if not name:
            offered = "、".join(each.label for each in asked.values()) or "没有要登记的内容"
            wrong.append(
                Problem(said_name, f"“{kind.label}”没有名为“{said_name}”的登记内容（有：{offered}），请检查")
            )
            continue
        try:
            found[name] = asked[name].read(value) if isinstance(value, str) else value
        except Unreadable as error:
            wrong.append(Problem(name, str(error)))
    for name, each in asked.items():
        if found.get(name) in (None, "", ()) and each.required:
            wrong.append(Problem(name, f"还没有填写{each.label}，请填写后再登记“{kind.label}”"))
        elif name in found and (text := each.problem(found[name])):
            wrong.append(Problem(name, text))
    return {name: value for name, value in found.items() if value not in (None, "", ())}, wrong


def filled(case: Case, left: Collection[str] = ()) -> dict[str, Any]:
    """What is registered with a step: what was said, and of the rest what the office's data say.

    ``left`` are names that were left blank on purpose.
    """
    found: dict[str, Any] = {}
    for key in case.kind.asks:
        ask = known().get(key)
        if ask is not None and ask.fill is not None:
            found |= ask.fill(case)
    offered = {
        name: value for name, value in found.items() if value not in (None, "", ()) and name not in left
    }
    return {**offered, **case.facts}


def stored(facts: Mapping[str, Any]) -> str:
    """Facts as they are kept."""
    return (
        json.dumps({name: _plain(value) for name, value in facts.items()}, ensure_ascii=False, sort_keys=True)
        if facts
        else ""
    )


def _plain(value: Any) -> Any:
    match value:
        case Code():
            return value.value
        case Decimal() | date():
            return str(value)
        case tuple():
            return [_plain(each) for each in value]
        case _:
            return value


def facts_of(kind: StepKind, step: Step) -> dict[str, Any]:
    """What was registered with a step, as values."""
    kept = json.loads(step.facts) if step.facts else {}
    asked = fields_of(kind)
    return {name: _back(asked[name], value) if name in asked else value for name, value in kept.items()}


def _back(spec: Field, value: Any) -> Any:
    match spec.kind:
        case Kind.CHOICE if spec.codes:
            return spec.codes.of(value)
        case Kind.CHOICES if spec.codes:
            return tuple(spec.codes.of(each) for each in value)
        case Kind.MONEY | Kind.DECIMAL:
            return Decimal(value)
        case Kind.DATE:
            return date.fromisoformat(value)
        case _:
            return value


def shown(kind: StepKind, step: Step) -> list[tuple[str, str]]:
    """Label and value of what was registered, as people read it; evidence stands with what rests on it."""
    kept, asked = facts_of(kind, step), fields_of(kind)

    def said(name: str) -> str:
        spec, value = asked[name], kept[name]
        return spec.show(value) + (spec.unit if value is not None else "")

    found = []
    for name, spec in asked.items():
        base = name.removesuffix(EVIDENCE)
        if name not in kept or (base != name and base in kept):
            continue
        more = f"，{said(name + EVIDENCE)}" if name + EVIDENCE in kept else ""
        found.append((spec.label, said(name) + more))
    return found
