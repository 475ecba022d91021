"""走访 and 回访: who came to which household and what came of it, and how far helpers and villages are with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fupin_desktop.db import visits as stored
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.cadre import Cadre, Pairing
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.lists import HouseholdLine
from fupin_desktop.domain.office import Setting
from fupin_desktop.domain.visit import Attachment, Visit
from fupin_desktop.services.files import Files

OVERRIDE = "确需如此，请写明理由"
KEY = "visits_per_month"
PER_MONTH, MOST = 1, 31
SOURCE = "本办自定"
"""A helper is usually asked to come at least once a month; no rule fixes it, so the office does."""


@dataclass(frozen=True, slots=True)
class Told:
    """A visit with the household it was to."""

    visit: Visit
    household: HouseholdLine
    photos: int = 0


@dataclass(frozen=True, slots=True)
class Covered:
    """A helper or a village in a period: of how many households how many were visited, how often, and who is left.

    ``key`` is the cadre's id or the village's name; ``enough`` are households visited as often as is asked.
    """

    key: int | str
    name: str
    unit: str
    households: int
    visited: int
    enough: int
    visits: int
    last: date | None
    missing: tuple[int, ...]

    @property
    def percent(self) -> int:
        """Of a hundred households so many were visited; never 100 while one is left."""
        return 100 * self.visited // self.households if self.households else 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every helper or village, those furthest behind first."""

    since: date
    until: date
    asked: int
    lines: tuple[Covered, ...]


class Visits:
    """Keeps visits with their photos."""

    def __init__(self, store: Store, files: Files) -> None:
        self._store, self._files = store, files

    # Looking

    def of_household(self, household: int) -> list[Visit]:
        """A household's visits, the newest first."""
        with self._store.read() as unit:
            return unit.visits.all(household_id=household, order=("on", "id"))[::-1]

    def find(
        self, today: date, *, since: date | None = None, until: date | None = None, villages: Sequence[str] = (),
        cadre: int | None = None, what: str = "",
    ) -> list[int]:  # fmt: skip
        """The ids of visits, the newest first. ``what``: ``open`` (appeal not settled), ``return`` (due again)."""
        with self._store.read() as unit:
            return stored.find(unit, since, until, json.dumps(list(villages)), cadre, what, today)

    def told(self, ids: Sequence[int]) -> list[Told]:
        """These visits with their households, in the same order; those gone meanwhile are left out."""
        with self._store.read() as unit:
            found = unit.visits.some(ids)
            lines = unit.lines(sorted({each.household_id for each in found.values()}))
            photos = stored.photo_counts(unit, ids)
        return [
            Told(found[id], lines[found[id].household_id], photos.get(id, 0)) for id in ids if id in found
        ]

    def helpers(self, household: int, on: date) -> list[Cadre]:
        """Who answers for a household on a day, A岗 first."""
        with self._store.read() as unit:
            return _helpers(unit, household, on)

    def photos(self, visit: int) -> list[Attachment]:
        """The photos of a visit."""
        with self._store.read() as unit:
            return unit.attachments.all(subject="visit", subject_id=visit)

    # Writing

    def save(self, visit: Visit, today: date, photos: Sequence[Path] = ()) -> Visit:
        """Keep a visit with new photos, as one act; who came is held against the household's helpers.

        Raises Refused: a field is wrong, the day is to come, nobody or nothing is said; and, to be overridden with a
        reason (``visit.override``), a visit by a helper who was not paired then, after the household was taken off the
        register, or the second of a day. Raises Trouble for a file that is no picture.
        """
        with self._store.read() as unit:
            visit = _with_helper(unit, visit)
            if wrong := [*problems(Visit, as_values(visit)), *_wrong(visit, today)]:
                raise Refused(wrong)
            doubts = list(_doubts(unit, visit))
            head = unit.households.get(visit.household_id).head
        if doubts and not visit.override.strip():
            raise Refused([Problem("override", f"{'；'.join(doubts)}；{OVERRIDE}")])
        kept = [(self._files.add(file), file.name) for file in photos]
        label = "登记" if visit.id is None else "修改"
        with self._store.write(f"{label}{visit.kind.label}：{head}（{visit.on}）") as unit:
            visit = unit.visits.save(visit if doubts else replace(visit, override=""))
            assert visit.id is not None
            for sha, name in kept:
                unit.attachments.save(
                    Attachment(
                        household_id=visit.household_id, subject="visit", subject_id=visit.id, paper="走访照片",
                        sha256=sha, name=name, taken_on=visit.on,
                    )
                )  # fmt: skip
        return visit

    def settle(self, visit: Visit, outcome: str, on: date, today: date) -> Visit:
        """What came of an appeal. Raises Refused: there is none, nothing came of it, a day before the visit or to come."""
        return self.save(replace(visit, outcome=outcome, settled_on=on), today)

    def remove(self, visit: Visit) -> None:
        """Take away a visit that was written down by mistake, with its photos; undo brings them back."""
        with self._store.write(f"删除{visit.kind.label}记录（{visit.on}）") as unit:
            for each in unit.attachments.all(subject="visit", subject_id=visit.id):
                unit.attachments.remove(each)
            unit.visits.remove(visit)

    # How far

    def per_month(self) -> int:
        """How many visits a month the office asks of each household."""
        with self._store.read() as unit:
            kept = unit.settings.find(key=KEY)
        return int(json.loads(kept.value)) if kept else PER_MONTH

    def keep_per_month(self, number: int) -> None:
        """Decide it. Raises Refused."""
        if not 1 <= number <= MOST:
            raise Refused([Problem("per_month", f"每月走访次数应在1到{MOST}之间，现在是{number}")])
        with self._store.write(f"修改每月走访次数：{number}") as unit:
            kept = unit.settings.find(key=KEY) or Setting(key=KEY)
            unit.settings.save(replace(kept, value=json.dumps(number)))

    def coverage(
        self, since: date, until: date, *, by: str = "helper", villages: Sequence[str] = ()
    ) -> Coverage:
        """Every helper or (``by`` = ``village``) village with the registered households of the last day.

        Raises Refused when the period ends before it begins.
        """
        if until < since:
            raise Refused([Problem("until", f"期间的截止日期{until}早于开始日期{since}，请核对")])
        asked = self.per_month() * ((until.year - since.year) * 12 + until.month - since.month + 1)
        among = json.dumps(list(villages))
        with self._store.read() as unit:
            rows = (stored.by_village if by == "village" else stored.by_helper)(unit, since, until, among)
            cadres = unit.cadres.some({row.key for row in rows if isinstance(row.key, int)})
        groups: dict[int | str, list[stored.Went]] = {}
        for row in rows:
            groups.setdefault(row.key, []).append(row)
        lines = [_covered(key, group, cadres, asked) for key, group in groups.items()]
        if by != "village":
            lines.sort(key=lambda each: (each.percent, each.unit, each.name))
        return Coverage(since, until, asked, tuple(lines))


def _covered(key: int | str, group: Sequence[stored.Went], cadres: dict[int, Cadre], asked: int) -> Covered:
    cadre = cadres.get(key) if isinstance(key, int) else None
    last = max((each.last for each in group if each.last), default=None)
    return Covered(
        key=key,
        name=cadre.name if cadre else str(key),
        unit=cadre.unit if cadre else "",
        households=len(group),
        visited=sum(each.visits > 0 for each in group),
        enough=sum(each.visits >= asked for each in group),
        visits=sum(each.visits for each in group),
        last=date.fromisoformat(last) if last else None,
        missing=tuple(each.household for each in group if not each.visits),
    )


def _helpers(unit: Unit, household: int, on: date) -> list[Cadre]:
    running = [each for each in unit.pairings.all(household_id=household) if _runs(each, on)]
    running.sort(key=lambda each: (each.post, each.since, each.id or 0))
    cadres = unit.cadres.some({each.cadre_id for each in running})
    return list(dict.fromkeys(cadres[each.cadre_id] for each in running))


def _runs(pairing: Pairing, on: date) -> bool:
    return pairing.since <= on and (pairing.until is None or on < pairing.until)


def _with_helper(unit: Unit, visit: Visit) -> Visit:
    """Who came, tied to the cadre: nobody named means the household's first helper of that day."""
    helpers = _helpers(unit, visit.household_id, visit.on)
    if not visit.who.strip():
        if not helpers:
            said = f"这一户在{visit.on}没有结对的帮扶干部，请写明走访人"
            raise Refused([Problem("who", said)])
        return replace(visit, who=helpers[0].name, cadre_id=helpers[0].id)
    who = visit.who.strip()
    if visit.cadre_id is not None and unit.cadres.get(visit.cadre_id).name == who:
        return replace(visit, who=who)
    ever = {each.cadre_id for each in unit.pairings.all(household_id=visit.household_id)}
    every = unit.cadres.all(name=who)
    named = (
        [each for each in helpers if each.name == who] or [each for each in every if each.id in ever] or every
    )
    return replace(visit, who=who, cadre_id=named[0].id if len(named) == 1 else None)


def _wrong(visit: Visit, today: date) -> Iterator[Problem]:
    if visit.on > today:
        yield Problem("on", f"走访日期{visit.on}还没有到（今天是{today}），请核对日期")
    if not visit.talk.strip() and not visit.appeal.strip():
        yield Problem("talk", "走访情况和诉求都是空的，请至少写一项")
    if visit.settled_on is not None:
        if not visit.appeal.strip() or not visit.outcome.strip():
            yield Problem("outcome", "填了办结日期，还要写明诉求和办理结果，请补上")
        if visit.settled_on < visit.on:
            yield Problem("settled_on", f"办结日期{visit.settled_on}早于走访日期{visit.on}，请核对")
        if visit.settled_on > today:
            yield Problem("settled_on", f"办结日期{visit.settled_on}还没有到（今天是{today}），请核对")
    if visit.return_on is not None and visit.return_on <= visit.on:
        yield Problem("return_on", f"回访日期{visit.return_on}应在走访日期{visit.on}之后，请核对")


def _doubts(unit: Unit, visit: Visit) -> Iterator[str]:
    household = unit.households.get(visit.household_id)
    if household.ended_on is not None and visit.on >= household.ended_on:
        yield f"{household.head}户已在{household.ended_on}销号，走访日期是{visit.on}"
    mine = [
        each for each in unit.pairings.all(household_id=visit.household_id) if each.cadre_id == visit.cadre_id
    ]
    if mine and not any(_runs(each, visit.on) for each in mine):
        first = min(each.since for each in mine)
        spell = f"从{first}起才" if visit.on < first else "那天已不再"
        yield f"{visit.who}{spell}与{household.head}户结对，走访日期是{visit.on}"
    if any(
        each.who == visit.who and each.id != visit.id
        for each in unit.visits.all(household_id=visit.household_id, on=visit.on)
    ):
        yield f"{visit.who}在{visit.on}对{household.head}户已登记过一次走访，请核对是否重复"
