"""The lists that villages can be asked to fill in: their rows, what may be asked, where an answer is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fupin_desktop.db import exporting as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import IncomeHead
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Field, Kind, Problem, Record
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring, Person, PersonYear
from fupin_desktop.domain.housing import Renovation, Stage, StageKind
from fupin_desktop.domain.plain import Plain, from_plain, to_plain
from fupin_desktop.domain.work import WorkSpell
from fupin_desktop.services.corrections import save_record

Kept = tuple[int, int, Mapping[str, Plain]]
"""The id of the record a row is about, its household's, and its plain values by key."""

_STAGES = (StageKind.STARTED, StageKind.FINISHED, StageKind.ACCEPTED, StageKind.MOVED_IN)
_PRIVATE = {"household.account", "household.bank", "household.extra", "person.id_number", "person.extra"}
"""What is never asked of a village: it would travel through many hands."""
_KEPT_BY_US = {"number", "office_number", "village", "imported_on", "extra", "year", "closed", "worksheet_done", "ended_on",
               "end_reason", "joined_on", "join_reason", "left_on", "leave_reason", "relation", "head", "applied_on"}  # fmt: skip
_TABLES: Mapping[str, type[Record]] = {
    "household": Household, "household_year": HouseholdYear, "person": Person, "person_year": PersonYear,
    "work_spell": WorkSpell, "monitoring": Monitoring, "renovation": Renovation,
}  # fmt: skip


def field_of(key: str) -> Field:
    """The field behind a key; ``stage.started`` is the day of a stage."""
    table, _, name = key.partition(".")
    if table == "stage":
        label = f"{StageKind.of(name).label}时间"
        return Field(name=name, label=label, kind=Kind.DATE, width=12)
    return _TABLES[table].fields[name]


@dataclass(frozen=True, slots=True)
class Asking:
    """One list: what is shown of a row, what is asked where nothing is said, and the tables more can be asked of."""

    key: str
    label: str
    level: str
    known: tuple[str, ...]
    usual: tuple[str, ...]
    tables: tuple[str, ...]
    rows: Callable[[Unit, str, date, int, Sequence[str]], Iterator[Kept]]

    def choices(self) -> dict[str, str]:
        """Key → label of everything that may be asked."""
        found: dict[str, str] = {}
        for table in self.tables:
            if table == "stage":
                found |= {f"stage.{each.value}": field_of(f"stage.{each.value}").label for each in _STAGES}
                continue
            for name, field in _TABLES[table].fields.items():
                key = f"{table}.{name}"
                if name not in _KEPT_BY_US and key not in _PRIVATE and key not in self.known:
                    found[key] = field.label
        return found

    def read(self, said: Sequence[str]) -> tuple[str, ...]:
        """The keys that were asked for, by key or label. Raises Refused for one that cannot be asked."""
        if not said:
            return self.usual
        choices = self.choices()
        by_label = {label: key for key, label in choices.items()}
        wrong = [each for each in said if each not in choices and each not in by_label]
        if wrong:
            raise Refused(
                [
                    Problem(
                        "ask", f"“{wrong[0]}”不能作为填报列，{self.label}可以填报的有：{'、'.join(by_label)}"
                    )
                ]
            )
        return tuple(dict.fromkeys(each if each in choices else by_label[each] for each in said))


def _registered_people(unit: Unit, village: str, day: date, year: int, keys: Sequence[str]) -> Iterator[Kept]:
    for household, person, _, *values in stored.people(unit, keys, day.isoformat(), year, village, False):
        yield int(person), int(household), dict(zip(keys, values, strict=True))


def _registered(unit: Unit, village: str, day: date, year: int, keys: Sequence[str]) -> Iterator[Kept]:
    for household, *values in stored.households(unit, keys, day.isoformat(), year, village, False):
        yield int(household), int(household), dict(zip(keys, values, strict=True))


def _workers(unit: Unit, village: str, day: date, year: int, keys: Sequence[str]) -> Iterator[Kept]:
    mine = [key for key in keys if not key.startswith("work_spell.")]
    rows = list(_registered_people(unit, village, day, year, mine))
    spells = {}
    for spell in unit.work_spells.of([id for id, _, _ in rows], "person_id"):
        if spell.year == year:
            spells[spell.person_id] = spell
    names = [key for key in keys if key.startswith("work_spell.")]
    for id, household, values in rows:
        yield id, household, {**values, **_plain_values(spells.get(id) or WorkSpell(year=year), names)}


def _monitored(unit: Unit, village: str, day: date, year: int, keys: Sequence[str]) -> Iterator[Kept]:
    mine = [key for key in keys if not key.startswith("monitoring.")]
    households = {id: values for id, _, values in _registered(unit, village, day, year, mine)}
    names = [key for key in keys if key.startswith("monitoring.")]
    for episode in unit.monitorings.of(list(households), "household_id"):
        if episode.identified_on is not None and not episode.removed and episode.id is not None:
            values = {**households[episode.household_id], **_plain_values(episode, names)}
            yield episode.id, episode.household_id, values


def _renovations(unit: Unit, village: str, day: date, year: int, keys: Sequence[str]) -> Iterator[Kept]:
    mine = [key for key in keys if not key.startswith(("renovation.", "stage."))]
    households = {id: values for id, _, values in _registered(unit, village, day, year, mine)}
    names = [key for key in keys if key.startswith("renovation.")]
    for house in unit.renovations.of(list(households), "household_id"):
        if house.plan_year != year or house.id is None:
            continue
        stages = {each.kind: each.on.isoformat() for each in unit.stages.all(renovation_id=house.id)}
        dates = {
            key: stages.get(StageKind.of(key.partition(".")[2])) for key in keys if key.startswith("stage.")
        }
        yield (
            house.id,
            house.household_id,
            {**households[house.household_id], **_plain_values(house, names), **dates},
        )


def _plain_values(record: Record, keys: Sequence[str]) -> dict[str, Plain]:
    return {key: to_plain(field_of(key), getattr(record, key.partition(".")[2])) for key in keys}


_WHO = ("household.number", "household.group", "household.head")
_PERSON = ("household.number", "household.head", "person.name", "person.id_number", "person.relation")
LISTS: Mapping[str, Asking] = {
    each.key: each
    for each in (
        Asking("people", "家庭成员情况", "person", _PERSON,
               ("person_year.school", "person_year.health", "person_year.skill", "person_year.work_place",
                "person_year.work_months", "person_year.resident_medical", "person.phone"),
               ("person_year", "person"), _registered_people),
        Asking("households", "户年度情况", "household", (*_WHO, "household_year.people_listed"),
               ("household_year.water_safe", "household_year.toilet", "household_year.road_hard", "household_year.unsafe",
                "household_year.house_area", "household.phone"),
               ("household_year", "household"), _registered),
        Asking("work", "务工情况", "person", _PERSON,
               ("work_spell.working", "work_spell.county", "work_spell.since", "work_spell.employer", "work_spell.income",
                "work_spell.channel"), ("work_spell",), _workers),
        Asking("monitoring", "监测对象帮扶情况", "household", (*_WHO, "monitoring.kind", "monitoring.identified_on"),
               ("monitoring.measures", "monitoring.development", "monitoring.remark"), ("monitoring",), _monitored),
        Asking("housing", "危房改造进度", "household", (*_WHO, "renovation.grade", "renovation.way"),
               tuple(f"stage.{each.value}" for each in _STAGES), ("stage", "renovation"), _renovations),
    )
}  # fmt: skip


def list_named(key: str) -> Asking:
    """The list of a key. Raises Trouble for one that is not known."""
    if key in LISTS:
        return LISTS[key]
    named = "、".join(f"{each.key}（{each.label}）" for each in LISTS.values())
    raise Trouble(f"没有名为“{key}”的填报表，可以发给村里填的有：{named}")


# keeping an answer


def save(unit: Unit, id: int, household: int, year: int, values: Mapping[str, Plain], why: str) -> bool:
    """Keep what a village answered about one row. Says whether a year had to be begun with the last one's values."""
    begun = False
    by_table: dict[str, dict[str, Any]] = {}
    for key, plain in values.items():
        table, _, name = key.partition(".")
        by_table.setdefault(table, {})[name] = from_plain(field_of(key), plain)
    for table, changed in by_table.items():
        if table == "stage":
            _save_stages(unit, id, household, changed)
            continue
        record, new = _record(unit, table, id, household, year)
        begun = begun or new
        save_record(unit, getattr(unit, _REPOSITORIES[table]), dataclasses.replace(record, **changed), why)
    return begun


_REPOSITORIES = {
    "household": "households", "household_year": "household_years", "person": "people", "person_year": "person_years",
    "work_spell": "work_spells", "monitoring": "monitorings", "renovation": "renovations",
}  # fmt: skip


def _record(unit: Unit, table: str, id: int, household: int, year: int) -> tuple[Any, bool]:
    """The record an answer goes to; True when a year was begun with the values of the last one."""
    match table:
        case "household_year":
            return _year_of(
                unit.household_years.all(household_id=household),
                HouseholdYear(household_id=household, year=year),
            )
        case "person_year":
            return _year_of(
                unit.person_years.all(person_id=id),
                PersonYear(household_id=household, person_id=id, year=year),
            )
        case "work_spell":
            spells = unit.work_spells.all(person_id=id, year=year)
            return (
                spells[-1] if spells else WorkSpell(household_id=household, person_id=id, year=year)
            ), False
        case _:
            return getattr(unit, _REPOSITORIES[table]).get(household if table == "household" else id), False


def _year_of(kept: Sequence[Any], new: Any) -> tuple[Any, bool]:
    mine = [each for each in kept if each.year <= new.year]
    last = max(mine, key=lambda each: each.year, default=None)
    if last is None:
        return new, False
    if last.year == new.year:
        return last, False
    blank = {}
    if isinstance(last, HouseholdYear):  # income is of its year alone
        blank = dict.fromkeys(
            (*(each.value for each in IncomeHead), "income_recorded", "period_from", "period_to")
        )
        blank |= dict.fromkeys(("head_count", "net_recorded", "claim", "own_payment"))
    more = {"closed": False, "worksheet_done": False} if isinstance(last, HouseholdYear) else {}
    return dataclasses.replace(last, id=None, version=0, year=new.year, **blank, **more), True


def _save_stages(unit: Unit, renovation: int, household: int, changed: Mapping[str, date | None]) -> None:
    for name, day in changed.items():
        kind = StageKind.of(name)
        kept = unit.stages.find(renovation_id=renovation, kind=kind)
        if kept is not None and day is not None:
            unit.stages.save(dataclasses.replace(kept, on=day))
        elif day is not None:
            unit.stages.save(Stage(household_id=household, renovation_id=renovation, kind=kind, on=day))
