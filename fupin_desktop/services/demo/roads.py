"""How invented households went their roads: applicants, exits of last year, episodes of monitoring, relocations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from fupin_desktop.domain.holidays import notice_end
from fupin_desktop.domain.household import Monitoring
from fupin_desktop.domain.procedure import (
    ROADS,
    Meeting,
    Passage,
    ProcedureNumber,
    Quota,
    RoadKind,
    Step,
    Window,
)
from fupin_desktop.domain.procedure.asks import stored
from fupin_desktop.domain.relocation import Relocation, Settling, Way
from fupin_desktop.services.demo.families import VILLAGES
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.story import TODAY, Story

_PLAN = "星星镇2018年脱贫攻坚工作计划"
_HOUSING_PLAN = "星海县农村危房改造实施方案（演示）"
_HOUSES = {
    "housing.small": "80", "housing.each": "25", "housing.subsidy.rebuild.first": "28500",
    "housing.subsidy.rebuild.other": "28500", "housing.subsidy.repair.first": "28500", "housing.subsidy.repair.other": "28500",
}  # fmt: skip
"""What the county of the invented township gives and allows."""
_STAGES = (
    ("组织培训", "scheme,team,training", date(2018, 3, 20), date(2018, 3, 30)),
    ("农户申请", "applied", date(2018, 4, 1), date(2018, 4, 30)),
    ("入户调查", "surveyed,listed", date(2018, 4, 25), date(2018, 5, 6)),
    ("民主评议", "assembly", date(2018, 5, 7), date(2018, 5, 11)),
)
_NOTICE_DAYS = {"posted": 7, "posted_again": 7}
_WHO = {"入户调查组": "王经办", "村民代表会议": "村民代表会议"}
_PRESENT, _DUE = 31, 36
_READY = {"scheme": date(2018, 3, 20), "team": date(2018, 3, 23), "training": date(2018, 3, 27)}
OUT, _OUT = "干沟村", {"proposed": date(2018, 4, 16), "verified": date(2018, 4, 26)}
"""The village that asks to be taken off the list of poor ones."""
LEAVING = ("月亮村", "泥土村")
"""The villages that have begun this year's exits; the others' are still on paper, as are the applications of every other village."""
_TWO = "王经办、李经办"
_MET = ("food", "clothes", "schooling", "medical", "house", "water")
_SAFE = {"schooling": True, "medical": True, "house": True, "water": True}
_FACTS: Mapping[tuple[RoadKind, str], Mapping[str, Any]] = {
    (RoadKind.PREPARATION, "scheme"): {"scheme": "星星镇2018年动态调整实施方案", "number": "星政发〔2018〕6号"},
    (RoadKind.PREPARATION, "team"): {"members": "王经办、李经办、古丽经办", "leader": "王经办"},
    (RoadKind.PREPARATION, "training"): {"people": 45, "place": "镇会议室", "content": "识别标准、程序和填表"},
    (RoadKind.VILLAGE_EXIT, "verified"): {
        "verifiers": _TWO, "rate": "0", "roads": "86", "medical": "99.1", "income": "62000",
        "targets": {"rate": "2", "roads": "80", "medical": "98", "income": "50000"},
        **dict.fromkeys(("water", "houses", "power", "network", "culture", "clinic"), "met"),
    },
    (RoadKind.IDENTIFICATION, "surveyed"): {
        "surveyors": _TWO, "housing": True, "schooling": True, "medical": True, "findings": "入户核实，与申请一致"
    },
    (RoadKind.EXIT, "verified"): {"verifiers": _TWO, "standard": "two_three", **dict.fromkeys(_MET, "met")},
    (RoadKind.MONITORING, "clue"): {"source": "cadre", "said": "入户排查发现"},
    (RoadKind.MONITORING, "verified"): {"visitors": _TWO, "findings": "核对收入、住房、看病和上学情况"},
    (RoadKind.MONITORING, "authorised"): {"on_file": True},
    (RoadKind.MONITORING, "compared"): dict.fromkeys(("estate", "car", "deposit", "business", "payroll"), False),
    (RoadKind.REMOVAL, "verified"): {"visitors": _TWO, "findings": "收入稳定，风险已经消除", **_SAFE},
    (RoadKind.RELOCATION, "chosen"): {"way": "single", "willing": True},
    (RoadKind.RELOCATION, "settled"): {"settling": "together", "site": "星星镇安置点"},
}  # fmt: skip
"""What was registered with each step."""
_SIGNED = {(RoadKind.EXIT, "consented"): "signer", (RoadKind.MONITORING, "authorised"): "signed_by"}
"""Where the head of the household signs."""


def plan(piles: Piles, told: Sequence[Story]) -> None:
    """The stages of this year's identification, and the households that each village is to see off the register."""
    for key, value in _HOUSES.items():
        piles.procedure_numbers.put(ProcedureNumber(key=key, year=0, value=value, source=_HOUSING_PLAN))
    for place, (name, steps, starts, ends) in enumerate(_STAGES):
        road = RoadKind.IDENTIFICATION if place else RoadKind.PREPARATION
        piles.windows.put(
            Window(road=road, year=2018, name=name, steps=steps, starts=starts, ends=ends, source=_PLAN)
        )
    for village in VILLAGES:
        _village(piles, RoadKind.PREPARATION, village, _READY)
    _village(piles, RoadKind.VILLAGE_EXIT, OUT, _OUT)
    poor = [each for each in told if each.family.poor]
    for village in dict.fromkeys(each.family.village for each in poor):
        mine = [each for each in poor if each.family.village == village]
        people = sum(len(each.present(TODAY)) for each in mine)
        piles.quotas.put(
            Quota(
                road=RoadKind.EXIT,
                year=2018,
                village=village,
                households=len(mine),
                people=people,
                source=_PLAN,
            )
        )


def _village(piles: Piles, kind: RoadKind, village: str, days: Mapping[str, date]) -> None:
    """A road that a village goes itself."""
    opened = next(iter(days.values()))
    passage = piles.passages.put(Passage(road=kind, village=village, year=2018, opened_on=opened))
    for key, on in days.items():
        facts = stored(_FACTS.get((kind, key), {}))
        piles.steps.put(Step(passage_id=passage, kind=key, on=on, person="李经办", facts=facts))


def _clue(episode: Monitoring) -> Mapping[str, Any]:
    return {"kind": episode.kind, "risks": episode.risks}


@dataclass
class Roads:
    """Writes passages down; villages meet once a day, whatever they vote on. ``heads``: who signs, by household."""

    piles: Piles
    heads: Mapping[int, str]
    _meetings: dict[tuple[RoadKind, str, date], int] = field(default_factory=dict)

    def applied(self, household: int, village: str, on: date, told: Mapping[str, Any], *, poor: bool) -> None:
        """An applicant of this spring: surveyed, and voted for where the income is below the line."""
        if VILLAGES.index(village) % 2 == 0:
            return
        steps = [("applied", on), ("surveyed", on + timedelta(days=5))]
        if poor:
            steps += [("listed", date(2018, 5, 6)), ("assembly", date(2018, 5, 7))]
        self._walk(RoadKind.IDENTIFICATION, household, village, 2018, steps, first=told)

    def left(self, story: Story) -> None:
        """Who was lifted last year went the whole road of exit."""
        if story.lifted is None or story.lifted.year != 2017:
            return
        days = (45, 38, 34, 31, 12, 0)
        keys = ("assembly", "verified", "consented", "posted", "announced", "struck")
        steps = [(key, story.lifted - timedelta(days=ago)) for key, ago in zip(keys, days, strict=True)]
        self._walk(RoadKind.EXIT, story.id, story.family.village, 2017, steps)

    def leaving(self, story: Story) -> None:
        """In two villages all who earn enough by now have been voted for, visited, and have agreed."""
        if story.earns and story.family.village in LEAVING:
            days = (
                ("assembly", date(2018, 4, 17)),
                ("verified", date(2018, 4, 23)),
                ("consented", date(2018, 4, 26)),
            )
            self._walk(RoadKind.EXIT, story.id, story.family.village, 2018, days)

    def moved(self, story: Story) -> None:
        """Who was relocated lives in the new house, has given up the old one, and is looked after."""
        if not story.relocated:
            return
        days = {"chosen": date(2017, 2, 20), "settled": date(2017, 4, 10), "moved_in": date(2017, 10, 20)}
        record = self.piles.relocations.put(
            Relocation(
                household_id=story.id, way=Way.SINGLE, settling=Settling.TOGETHER, site="星星镇安置点", moved_from=story.family.village,
                moved_to="星星镇", moved_on=days["moved_in"], living=True, willing=True,
            )
        )  # fmt: skip
        self._walk(RoadKind.RELOCATION, story.id, story.family.village, 2017, days.items(), record)

    def monitored(self, episode: Monitoring, record: int, village: str) -> None:
        """An episode: a clue only, or identified this year, or removed."""
        found, identified, removed = episode.found_on, episode.identified_on, episode.removed_on
        if found is None:
            return
        if identified is None:
            keys = ("clue", "verified", "authorised", "compared", "assembly")
            days = [found + timedelta(days=ago) for ago in (0, 1, 1, 2, 3)]
            steps = list(zip(keys, days, strict=True))
            self._walk(
                RoadKind.MONITORING, episode.household_id, village, found.year, steps, record, _clue(episode)
            )
        elif identified.year == TODAY.year:
            first = ROADS[RoadKind.MONITORING].steps[:10]
            spread = (0, 0, 0, 1, 1, 1, 9, 9, 9, 10)
            steps = [
                (each.key, found + timedelta(days=days)) for each, days in zip(first, spread, strict=True)
            ]
            steps.append(("measured", identified + timedelta(days=8)))
            self._walk(
                RoadKind.MONITORING, episode.household_id, village, found.year, steps, record, _clue(episode)
            )
        if removed is not None and removed.year == TODAY.year:
            back = {"verified": 16, "assembly": 15, "posted": 14, "reviewed": 2, "county": 1, "announced": 0}
            steps = [(key, removed - timedelta(days=ago)) for key, ago in back.items()]
            self._walk(RoadKind.REMOVAL, episode.household_id, village, removed.year, steps, record)

    def _walk(
        self,
        kind: RoadKind,
        household: int,
        village: str,
        year: int,
        steps: Iterable[tuple[str, date]],
        record: int | None = None,
        first: Mapping[str, Any] | None = None,
    ) -> None:
        done = list(steps)
        passage = self.piles.passages.put(
            Passage(
                household_id=household,
                record_id=record,
                road=kind,
                village=village,
                year=year,
                opened_on=done[0][1],
            )
        )
        for each in self._steps(kind, household, passage, village, done, first or {}):
            self.piles.steps.put(each)

    def _steps(
        self,
        kind: RoadKind,
        household: int,
        passage: int,
        village: str,
        done: Sequence[tuple[str, date]],
        first: Mapping[str, Any],
    ) -> Iterator[Step]:
        """The steps with what was registered; ``first`` is said besides of the first one."""
        road = ROADS[kind]
        for place, (key, on) in enumerate(done):
            step = road.step(key)
            voted = "votes" in step.asks
            facts = {**_FACTS.get((kind, key), {}), **(first if place == 0 else {})}
            if (kind, key) in _SIGNED:
                facts |= {_SIGNED[kind, key]: self.heads[household]}
            if voted:
                facts |= {"yes": 27 + household % 4, "no": 4 - household % 4, "abstained": 0}
            yield Step(
                household_id=household, passage_id=passage, kind=key, on=on, person=_WHO.get(step.actor, "李经办"),
                meeting_id=self._meeting(kind, village, on) if voted else None,
                until=notice_end(on, 5 if kind is RoadKind.MONITORING else 7) if key in _NOTICE_DAYS else None,
                facts=stored(facts),
            )  # fmt: skip

    def _meeting(self, kind: RoadKind, village: str, on: date) -> int:
        place = (kind, village, on)
        if place not in self._meetings:
            self._meetings[place] = self.piles.meetings.put(
                Meeting(
                    road=kind, village=village, year=on.year, on=on, place="村委会会议室", chair="村主任", recorder="村文书",
                    due=_DUE, present=_PRESENT,
                )
            )  # fmt: skip
        return self._meetings[place]
