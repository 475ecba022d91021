"""Writing a roster's hits into the year's survey: shown before, done as one act, taken back as one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.db import matching as stored
from fupin_desktop.db.repository import Repository
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Stale
from fupin_desktop.domain.fields import Field, Kind, Problem, Record
from fupin_desktop.domain.household import Household, HouseholdYear, PersonYear
from fupin_desktop.domain.values import Unreadable
from fupin_desktop.exchange.headings import normal
from fupin_desktop.services.corrections import save_record
from fupin_desktop.services.matching.outcome import Matched
from fupin_desktop.services.matching.verdicts import Verdict
from fupin_desktop.services.tasks import NOBODY, Watch

_KINDS: tuple[type[Record], ...] = (PersonYear, HouseholdYear, Household)
_SETTABLE = (Kind.FLAG, Kind.CHOICE)
_NEVER = frozenset({"closed", "worksheet_done", "office_number", "end_reason"})
PORTION = 500
STEP = 200


@dataclass(frozen=True, slots=True)
class SetLine:
    """What would be set for one person (or household): old and new as shown, or why not."""

    household_id: int
    person_id: int
    village: str
    household: str
    name: str
    before: str
    after: str
    problem: str = ""

    @property
    def changes(self) -> bool:
        return not self.problem and self.before != self.after


@dataclass(frozen=True, slots=True)
class SetPlan:
    """Everything that would be set. ``kind`` is the record that holds the field; ``year`` None for what does not change."""

    kind: type[Record]
    field: Field
    value: Any
    year: int | None
    evidence: str
    lines: tuple[SetLine, ...]

    @property
    def changed(self) -> list[SetLine]:
        return [each for each in self.lines if each.changes]

    @property
    def problems(self) -> list[SetLine]:
        return [each for each in self.lines if each.problem]

    @property
    def sentence(self) -> str:
        """What would be done, in a sentence."""
        unit = "人" if self.kind is PersonYear else "户"
        when = f"{self.year}年度的" if self.year else ""
        same = len(self.lines) - len(self.changed) - len(self.problems)
        said = f"{when}“{self.field.label}”：{len(self.changed)}{unit}要改，{same}{unit}已经是这样"
        return said + (f"，{len(self.problems)}{unit}不能写（见清单）" if self.problems else "")

    def as_json(self) -> dict[str, Any]:
        """The part of the command line's answer."""
        return {
            "field": self.field.name, "label": self.field.label, "year": self.year, "changed": len(self.changed),
            "problems": [{"household": each.household, "name": each.name, "text": each.problem} for each in self.problems],
        }  # fmt: skip


def settable() -> Iterator[tuple[type[Record], Field]]:
    """The fields that a roster may set: 是否 and choices of people's and households' years, and of households."""
    for kind in _KINDS:
        for field in kind.fields.values():
            if field.kind in _SETTABLE and field.name not in _NEVER:
                yield kind, field


def plan_set(
    store: Store, matched: Matched, said: str, year: int | None = None, *, rest: bool = False
) -> SetPlan:
    """What setting FIELD or FIELD=VALUE for everybody hit would do; ``rest``: the contrary for all others on the register.

    Raises Refused when there is no such field, or the value is none of its own.
    """
    kind, field, value = _read(said, rest=rest)
    with store.read() as unit:
        day = unit.last_day()
        of_year = year or (day.year if day else None)
        if of_year is None:
            raise Refused([Problem("year", "本办还没有数据，不知道写到哪个年度，请写明年度")])
        wanted: dict[Key, Any] = dict.fromkeys(_hits(matched, kind), value)
        if rest and day:
            wanted = {**dict.fromkeys(_others(unit, day.isoformat(), kind), not value), **wanted}
        lines = list(_lines(unit, kind, field, wanted, of_year))
    evidence = f"比对：{matched.roster.file}"[:200]
    return SetPlan(kind, field, value, None if kind is Household else of_year, evidence, tuple(lines))


def _read(said: str, *, rest: bool) -> tuple[type[Record], Field, Any]:
    name, equals, text = said.partition("=")
    wanted = normal(name)
    found = next(
        (
            (kind, field)
            for kind, field in settable()
            if name == field.name or wanted in [normal(each) for each in (field.label, *field.headings)]
        ),
        None,
    )
    if found is None:
        every = "、".join(field.label for kind, field in settable() if kind is PersonYear)
        raise Refused([Problem("set", f"没有可以这样填的字段“{name}”，成员的有：{every}")])
    kind, field = found
    if not equals and field.kind is Kind.CHOICE:
        labels = "、".join(each.label for each in field.codes or ())
        raise Refused([Problem("set", f"“{field.label}”要写明填成什么，如 {name}=…，可选{labels}")])
    if rest and field.kind is not Kind.FLAG:
        raise Refused([Problem("rest", f"“{field.label}”不是“是/否”，没命中的人不能一起填")])
    try:
        value = field.read(text) if equals else True
    except Unreadable as wrong:
        raise Refused([Problem("set", str(wrong))]) from None
    if value is None:
        raise Refused([Problem("set", f"“{field.label}”要填成什么没有写")])
    return kind, field, value


Key = tuple[int, int]
"""Household's id and person's id, 0 for a household."""


def _hits(matched: Matched, kind: type[Record]) -> list[Key]:
    people = [each.people[0] for each in matched.of(Verdict.HIT)]
    return list(dict.fromkeys((each.household_id, each.id if kind is PersonYear else 0) for each in people))


def _others(unit: Unit, day: str, kind: type[Record]) -> Iterable[Key]:
    return dict.fromkeys(
        (household, person if kind is PersonYear else 0)
        for person, household in stored.registered_people(unit, day)
    )


def _lines(
    unit: Unit, kind: type[Record], field: Field, wanted: dict[Key, Any], year: int
) -> Iterator[SetLine]:
    closed = (
        stored.closed(unit, {household for household, _ in wanted}, year) if kind is not Household else set()
    )
    every = list(wanted)
    for first in range(0, len(every), PORTION):
        part = every[first : first + PORTION]
        homes = unit.households.some({household for household, _ in part})
        people = unit.people.some({person for _, person in part if person})
        kept = _kept(unit, kind, part, year)
        for key in part:
            household, person = homes[key[0]], people.get(key[1])
            old = kept.get(key)
            before = field.show(getattr(old, field.name)) if old is not None else ""
            problem = ""
            if person is not None and person.left_on:
                problem = f"本办已于{person.left_on}登记减少，请核对名单"
            elif household.ended_on:
                problem = f"这一户已于{household.ended_on}销号，请核对名单"
            elif household.id in closed:
                problem = f"{year}年度已封存，不能修改"
            yield SetLine(
                key[0], key[1], household.village, household.number, person.name if person else household.head,
                before, field.show(wanted[key]), problem,
            )  # fmt: skip


def _kept(unit: Unit, kind: type[Record], keys: Sequence[Key], year: int) -> dict[Key, Record]:
    homes = {household for household, _ in keys}
    if kind is Household:
        return {(id, 0): each for id, each in unit.households.some(homes).items()}
    if kind is HouseholdYear:
        found = unit.household_years.of(homes, "household_id")
        return {(each.household_id, 0): each for each in found if each.year == year}
    years = unit.person_years.of([person for _, person in keys], "person_id")
    owner = {person: household for household, person in keys}
    return {(owner[each.person_id], each.person_id): each for each in years if each.year == year}


def apply_set(store: Store, plan: SetPlan, watch: Watch = NOBODY) -> int | None:
    """Do it as one act. Gives the act's number, None when nothing changes.

    Raises Stale when a value changed since the plan was made, and then nothing is kept.
    """
    changed = plan.changed
    if not changed:
        return None
    unit_word = "人" if plan.kind is PersonYear else "户"
    label = f"名单比对写入：{plan.field.label}（{len(changed)}{unit_word}，{plan.evidence}）"[:200]
    with store.write(label) as unit:
        repository = _repository(unit, plan.kind)
        for first in range(0, len(changed), PORTION):
            watch.step(first, len(changed), f"写入{plan.field.label}")
            part = changed[first : first + PORTION]
            keys = [(each.household_id, each.person_id) for each in part]
            kept = _kept(unit, plan.kind, keys, plan.year or 0)
            for line, key in zip(part, keys, strict=True):
                save_record(unit, repository, _changed(plan, line, kept.get(key)), plan.evidence)
        return unit.act


def _changed(plan: SetPlan, line: SetLine, old: Record | None) -> Record:
    shown = plan.field.show(getattr(old, plan.field.name)) if old is not None else ""
    if shown != line.before:
        raise Stale(f"预览之后，{line.name}的“{plan.field.label}”又有改动，请重新比对再写入")
    if old is None:
        links: dict[str, Any] = {"household_id": line.household_id, "year": plan.year}
        if plan.kind is PersonYear:
            links["person_id"] = line.person_id
        old = plan.kind(**links)
    return dataclasses.replace(old, **{plan.field.name: plan.field.read(line.after)})


def _repository(unit: Unit, kind: type[Record]) -> Repository[Any]:
    repositories: dict[type[Record], Any] = {
        PersonYear: unit.person_years,
        HouseholdYear: unit.household_years,
        Household: unit.households,
    }
    chosen: Repository[Any] = repositories[kind]
    return chosen
