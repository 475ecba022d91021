"""A household that may stand on a notice, and what proposers share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fupin_desktop.db import notice as lists
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.assessment import Facts
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.income import above, gap
from fupin_desktop.domain.notice import KINDS
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.assessment import Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What a proposer looks at: a day, a year, one village or all (None), the lines of poverty and of monitoring by year."""

    unit: Unit
    on: date
    year: int
    village: str | None
    lines: Lines
    risk_lines: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A household that may stand on a notice; ``ticked`` when the data qualify it, ``reasons`` say why or why not."""

    household_id: int
    number: str
    village: str
    group: str
    head: str
    people: int
    reasons: tuple[str, ...]
    ticked: bool
    record_id: int  # the renovation or the episode; the household where there is none
    note: str = ""  # how the list came about, where it is not as usual
    nominated: bool | None = None  # whether an assembly is to vote on it, where that differs from ``ticked``


def candidate(
    household: Household,
    people: Mapping[int, Sequence[Person]],
    reasons: Iterable[str],
    *,
    ticked: bool,
    record: int | None = None,
    note: str = "",
) -> Candidate:
    """A household as a candidate; without people on the day it is never ticked."""
    assert household.id is not None
    here = len(people.get(household.id, ()))
    return Candidate(
        household_id=household.id,
        number=household.number,
        village=household.village,
        group=household.group,
        head=household.head,
        people=here,
        reasons=tuple(reasons) if here else (*reasons, "没有在册家庭成员"),
        ticked=ticked and here > 0,
        record_id=household.id if record is None else record,
        note=note,
    )


def people_of(unit: Unit, ids: Sequence[int], on: date) -> dict[int, list[Person]]:
    """Who belongs to each household on a day."""
    found: dict[int, list[Person]] = {}
    for person in unit.people.of(ids, "household_id"):
        if person.present(on):
            found.setdefault(person.household_id, []).append(person)
    return found


def stages_of(unit: Unit, renovations: Sequence[int], on: date) -> dict[int, dict[StageKind, date]]:
    """The stages that each renovation has reached by a day, with their days."""
    found: dict[int, dict[StageKind, date]] = {}
    for stage in unit.stages.of(renovations, "renovation_id"):
        if stage.on <= on:
            found.setdefault(stage.renovation_id, {})[stage.kind] = stage.on
    return found


def income_words(facts: Facts) -> str:
    """How the income of a household stands to the line."""
    if above(facts.income, facts.line) is None:
        return gap(facts.income, facts.line)
    return f"{facts.number}年人均纯收入{gap(facts.income, facts.line)}"


def after(look: Looking, found: Iterable[Candidate], earlier: str) -> Iterator[Candidate]:
    """Candidates of a step that follows an earlier notice: none while that one hangs; where it is not known, it is said."""
    ends = lists.ends(look.unit, earlier, look.year, look.on)
    label = KINDS[earlier].label
    for each in found:
        end = ends.get(each.village)
        if end is None:
            note = f"还没有{label}的记录，名单按现有数据提出，请核对{label}期满无异议后再张贴"
            yield replace(each, note=each.note or note)
        elif end >= look.on:
            yield replace(
                each, reasons=(*each.reasons, f"{label}{show_day(end)}期满，现在还没有期满"), ticked=False
            )
        else:
            yield replace(each, reasons=(*each.reasons, f"{label}已于{show_day(end)}期满"))
