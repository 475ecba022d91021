"""责任人移交: one helper's households go over to another from a day on, with the papers that still show the old name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fupin_desktop.db import visits as stored
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.cadre import Cadre, Pairing
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.lists import HouseholdLine
from fupin_desktop.domain.paper import Printed

NAMED = {"card": "明白卡", "plan": "一户一策帮扶计划表"}
"""Papers of a household that name its helper, as they are said in any year."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One household that goes over: its pairing, appeals that are not settled, papers to print again."""

    household: HouseholdLine
    pairing: Pairing
    appeals: tuple[str, ...] = ()
    reprint: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class Handover:
    """Who hands what over to whom from which day on. ``done``: it has happened."""

    giver: Cadre
    taker: Cadre
    on: date
    lines: tuple[Handed, ...]
    done: bool = False

    @property
    def reprint(self) -> tuple[Printed, ...]:
        """Everything to print again, household by household."""
        return tuple(paper for each in self.lines for paper in each.reprint)


class Handovers:
    """Plans and does handovers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def cadre(self, name: str) -> Cadre:
        """The helper of a name, of 姓名（单位）, or with an id. Raises Trouble: nobody, or several, are called so."""
        with self._store.read() as unit:
            found = helpers_named(unit, name)
        if len(found) > 1:
            listed = "、".join(f"{each.id} {each.unit}" for each in found)
            raise Trouble(
                f"有{len(found)}名帮扶干部叫“{name}”（编号和单位：{listed}），请改写编号，如{found[0].id}"
            )
        if not found:
            raise Trouble(f"没有名为“{name}”的帮扶干部，请检查姓名，或先在“农户”的“结对”里添加")
        return found[0]

    def loads(self) -> list[tuple[Cadre, int]]:
        """Every helper with how many households are paired with them now, by name."""
        with self._store.read() as unit:
            counts = stored.loads(unit)
            return [(each, counts.get(each.id or 0, 0)) for each in unit.cadres.all(order=("name", "unit"))]

    def running(self, giver: int, on: date, villages: Sequence[str] = ()) -> tuple[Handed, ...]:
        """What a helper could hand over on a day, to whomever."""
        with self._store.read() as unit:
            return _lines(unit, _running(unit, giver, on, villages))

    def plan(
        self, giver: int, taker: int, on: date, *, villages: Sequence[str] = (),
        households: Sequence[int] | None = None,
    ) -> Handover:  # fmt: skip
        """What would go over; nothing is changed.

        Raises Refused: both are one person, there is nothing to hand over, the day lies not after a pairing's first
        day, or the taker already helps one of the households.
        """
        with self._store.read() as unit:
            found = _planned(unit, giver, taker, on, villages, households)
            if wrong := list(_wrong(unit, found, villages)):
                raise Refused(wrong)
        return found

    def apply(
        self, giver: int, taker: int, on: date, *, villages: Sequence[str] = (),
        households: Sequence[int] | None = None,
    ) -> Handover:  # fmt: skip
        """Hand over as one act: the pairings end and begin on the day, posts are kept; plans of the year and later
        that name the giver name the taker. Raises as ``plan`` does."""
        found = self.plan(giver, taker, on, villages=villages, households=households)
        label = f"责任人移交：{found.giver.name}移交{found.taker.name}（{len(found.lines)}户，{on}起）"
        with self._store.write(label[:200]) as unit:
            for each in found.lines:
                unit.pairings.save(replace(each.pairing, until=on))
                unit.pairings.save(
                    replace(
                        each.pairing, id=None, version=0, cadre_id=taker, since=on, until=each.pairing.until
                    )
                )
                _rename(unit, each.pairing.household_id, found, on.year)
        return replace(found, done=True)

    def done(self, giver: int, taker: int, on: date) -> Handover | None:
        """A handover that happened on a day, as its paper lists it; None when there was none."""
        with self._store.read() as unit:
            begun = {(each.household_id, each.post) for each in unit.pairings.all(cadre_id=taker, since=on)}
            ended = [
                each for each in unit.pairings.all(cadre_id=giver, until=on)
                if (each.household_id, each.post) in begun
            ]  # fmt: skip
            if not ended:
                return None
            people = unit.cadres.some([giver, taker])
            return Handover(people[giver], people[taker], on, _lines(unit, ended), done=True)

    def of_year(self, year: int) -> list[Handover]:
        """Every handover that happened in a year, by day."""
        with self._store.read() as unit:
            found = stored.handovers(unit, date(year, 1, 1), date(year, 12, 31))
        done = [self.done(giver, taker, on) for giver, taker, on in found]
        return [each for each in done if each is not None]


def helpers_named(unit: Unit, said: str) -> list[Cadre]:
    """The helpers of a name; 姓名（单位） means the one of that unit, a number the one with that id."""
    if said.strip().isdigit():
        return list(unit.cadres.some([int(said)]).values())
    name, _, place = said.strip().replace("(", "（").rstrip("）)").partition("（")
    return [each for each in unit.cadres.all(name=name) if not place or each.unit == place]


def _planned(
    unit: Unit, giver: int, taker: int, on: date, villages: Sequence[str], households: Sequence[int] | None
) -> Handover:
    people = unit.cadres.some([giver, taker])
    running = _running(unit, giver, on, villages, households)
    return Handover(people[giver], people[taker], on, _lines(unit, running))


def _running(
    unit: Unit, giver: int, on: date, villages: Sequence[str], households: Sequence[int] | None = None
) -> list[Pairing]:
    """The giver's pairings on a day, of some villages or households."""
    every = unit.pairings.all(cadre_id=giver)
    lines = unit.lines([each.household_id for each in every])
    return [
        each for each in every
        if (each.until is None or each.until > on)
        and (households is None or each.household_id in households)
        and (not villages or lines[each.household_id].village in villages)
        and lines[each.household_id].ended_on is None
    ]  # fmt: skip


def _lines(unit: Unit, pairings: Sequence[Pairing]) -> tuple[Handed, ...]:
    ids = sorted({each.household_id for each in pairings})
    lines = unit.lines(ids)
    appeals: dict[int, list[str]] = {}
    for household, day, appeal in stored.open_appeals(unit, json.dumps(ids)):
        appeals.setdefault(household, []).append(f"{day} {appeal}")
    papers: dict[int, list[Printed]] = {}
    for paper in unit.printed.all(household_id=set(ids), kind=set(NAMED), order=("id",)) if ids else ():
        papers.setdefault(paper.household_id or 0, []).append(paper)
    places = {each.name: each.place for each in unit.villages.all()}
    order = sorted(
        pairings,
        key=lambda each: (
            places.get((line := lines[each.household_id]).village, 999), line.village, line.group, line.number,
        ),
    )  # fmt: skip
    return tuple(
        Handed(
            household=lines[each.household_id],
            pairing=each,
            appeals=tuple(appeals.get(each.household_id, ())),
            reprint=tuple(_newest(papers.get(each.household_id, ()), each.since)),
        )
        for each in order
    )


def _newest(papers: Sequence[Printed], since: date) -> Iterator[Printed]:
    """Of each kind the last printing since the giver was paired: only that one hangs or lies in the home."""
    last = {paper.kind: paper for paper in papers if paper.on >= since}
    yield from (last[kind] for kind in NAMED if kind in last)


def _wrong(unit: Unit, found: Handover, villages: Sequence[str]) -> Iterator[Problem]:
    giver, taker, on = found.giver, found.taker, found.on
    if giver.id == taker.id:
        yield Problem("taker", f"移交人和接收人是同一个人（{giver.name}），请另选接收人")
        return
    if not found.lines:
        where = f"在{'、'.join(villages)}" if villages else ""
        yield Problem("giver", f"{giver.name}{where}没有可移交的结对农户，请核对移交人、村和户")
        return
    if late := [each for each in found.lines if on <= each.pairing.since]:
        first = late[0]
        yield Problem(
            "on",
            f"{giver.name}与{first.household.head}等{len(late)}户的结对从{first.pairing.since}开始，"
            f"移交日期应在这之后，现在是{on}，请核对",
        )
    paired = {
        each.household_id: each
        for each in unit.pairings.all(cadre_id=taker.id)
        if each.until is None or each.until > on
    }
    if both := [each for each in found.lines if each.pairing.household_id in paired]:
        first = both[0]
        post = paired[first.pairing.household_id].post.label
        yield Problem(
            "taker",
            f"{taker.name}已与{first.household.head}等{len(both)}户结对（{post}），不能再接收，"
            "请先在“结对”里处理，或只选其余的户",
        )


def _rename(unit: Unit, household: int, found: Handover, year: int) -> None:
    """Plans of the year and later, and their measures that are not done, name the taker where they named the giver."""
    giver, taker = found.giver, found.taker
    for plan in unit.plans.all(household_id=household):
        if plan.year < year:
            continue
        if plan.person == giver.name:
            unit.plans.save(replace(plan, person=taker.name, unit=_other(plan.unit, giver, taker)))
        for measure in unit.measures.all(plan_id=plan.id, person=giver.name, done_on=None):
            unit.measures.save(replace(measure, person=taker.name, unit=_other(measure.unit, giver, taker)))


def _other(unit: str, giver: Cadre, taker: Cadre) -> str:
    return taker.unit if unit == giver.unit else unit
