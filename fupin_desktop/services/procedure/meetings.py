"""民主评议 of a whole village at once: who stands for it, how the meeting voted, and each household's step with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.procedure import (
    Case,
    Hindrance,
    Meeting,
    Passage,
    Result,
    RoadKind,
    Step,
    facts_of,
)
from fupin_desktop.domain.procedure.common_asks import meeting_hindrances
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.procedure.reading import PassageFile
from fupin_desktop.services.procedure.registering import Doing, stands
from fupin_desktop.services.procedure.service import Procedures

VOTES = "votes"
COUNTS = ("due", "present", "issued", "returned", "valid")
Counted = tuple[int, int, int]
"""赞成, 反对, 弃权 of one household."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What was counted at a meeting, as it is typed."""

    road: RoadKind
    village: str
    year: int
    on: date
    due: int
    present: int
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    place: str = ""
    chair: str = ""
    recorder: str = ""
    minutes: str = ""
    override: str = ""

    @property
    def meeting(self) -> Meeting:
        return Meeting(
            road=self.road, village=self.village, year=self.year, on=self.on, place=self.place.strip(), chair=self.chair.strip(),
            recorder=self.recorder.strip(), due=self.due, present=self.present, issued=self.issued, returned=self.returned,
            valid=self.valid, override=self.override.strip(), minutes=self.minutes.strip(),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vote:
    """How a meeting voted on a household."""

    household: int
    number: str
    head: str
    yes: int
    no: int
    abstained: int
    passed: bool


class Meetings:
    """The villages' meetings on the roads that ask for votes."""

    def __init__(self, store: Store, procedures: Procedures) -> None:
        self._store, self._procedures = store, procedures

    def step(self, road: RoadKind) -> str:
        """The step of a road at which a meeting votes. Raises Refused for a road without one."""
        known = self._procedures.road(road)
        for each in known.steps:
            if VOTES in each.asks:
                return each.key
        raise Refused([Problem("road", f"{known.label}没有民主评议这一步，请另选程序")])

    def nominees(
        self, road: RoadKind, on: date, village: str | None = None, year: int | None = None
    ) -> list[PassageFile]:
        """Who waits for the vote, by village."""
        step = self.step(road)
        return [
            each
            for each in self._procedures.of_road(road, on, village, year)
            if each.household is not None and each.course.next is not None and each.course.next.key == step
        ]

    def all(self, road: RoadKind | None = None, year: int | None = None) -> list[Meeting]:
        """The meetings that were held, the newest first."""
        with self._store.read() as unit:
            kept = [each for each in unit.meetings.all(order=("on", "id")) if stands(unit, each)]
        return [each for each in reversed(kept) if road in (None, each.road) and year in (None, each.year)]

    def votes(self, meeting: Meeting) -> list[Vote]:
        """How a meeting voted on each household, in the order in which it was written down."""
        step = self._procedures.road(meeting.road).step(self.step(meeting.road))
        with self._store.read() as unit:
            kept = [
                each for each in unit.steps.all(meeting_id=meeting.id, order=("id",)) if not each.withdrawn_on
            ]
            households = unit.households.some({each.household_id for each in kept if each.household_id})
        found = []
        for each in kept:
            household, facts = households.get(each.household_id or 0), facts_of(step, each)
            if household is None or each.kind != step.key or "yes" not in facts:
                continue
            yes, no, abstained = (int(facts.get(name) or 0) for name in ("yes", "no", "abstained"))
            passed = each.result is Result.PASSED
            found.append(
                Vote(household.id or 0, household.number, household.head, yes, no, abstained, passed)
            )
        return found

    def passes(self, count: Count, votes: Counted) -> bool:
        """Whether a household with these votes passes: more than the share of those present said yes."""
        share = self._procedures.rules().numbers.number("assembly.share", count.year)
        return votes[0] > count.present * share

    def check(self, count: Count, on: date) -> list[Hindrance]:
        """What is against a meeting as it is typed, before any household's votes."""
        road = self._procedures.road(count.road)
        kind = road.step(self.step(count.road))
        passage = Passage(road=count.road, village=count.village, year=count.year, opened_on=count.on)
        with self._store.read() as unit:
            village = unit.villages.find(name=count.village)
        case = Case(
            road=road, kind=kind, passage=passage, step=Step(kind=kind.key, on=count.on), facts={}, done={},
            numbers=self._procedures.rules().numbers, on=on, village=village, meeting=count.meeting,
        )  # fmt: skip
        late = (
            [Hindrance("on", f"评议日期{show_day(count.on)}晚于今天（{show_day(on)}），请核对")]
            if count.on > on
            else []
        )
        return late + list(meeting_hindrances(case))

    def register(self, count: Count, votes: Mapping[int, Counted], *, today: date) -> Meeting:
        """Keep a meeting with every household's votes and step (通过 or 不通过), as one act: all or nothing.

        Raises Refused with every sentence against it; what may be waived passes with ``count.override``.
        """
        made = count.meeting
        wrong = list(problems(Meeting, as_values(made)))
        if not votes:
            wrong.append(Problem("votes", f"还没有填写{count.village}各户的票数，请填写赞成、反对、弃权"))
        if wrong:
            raise Refused(wrong)
        label = f"民主评议：{count.village}{len(votes)}户"
        doings = list(self._doings(count, votes))
        with self._store.read() as unit:
            kept = unit.meetings.find(road=count.road, village=count.village, year=count.year, on=count.on)
            if kept is not None and not stands(unit, kept):
                made, kept = dataclasses.replace(made, id=kept.id, version=kept.version), None
        if kept is not None and any(getattr(kept, name) != getattr(made, name) for name in COUNTS):
            raise Refused(
                [
                    Problem(
                        "present",
                        f"{count.village}{show_day(count.on)}的评议会已登记应到{kept.due}人、实到{kept.present}人，"
                        "请用同样的人数和票数，或换一个日期",
                    )
                ]
            )
        self._procedures.do_each(
            count.road, doings, label=label, today=today, year=count.year, meeting=kept or made
        )
        with self._store.read() as unit:
            found = unit.meetings.find(road=count.road, village=count.village, year=count.year, on=count.on)
        assert found is not None
        return found

    def _doings(self, count: Count, votes: Mapping[int, Counted]) -> Iterator[tuple[int, Doing]]:
        step = self.step(count.road)
        for household, (yes, no, abstained) in votes.items():
            passed = self.passes(count, (yes, no, abstained))
            yield household, Doing(
                step=step, on=count.on, result=Result.PASSED if passed else Result.FAILED,
                reason="" if passed else f"赞成{yes}票，没有超过规定的票数（实到{count.present}人）",
                person=count.chair.strip(), said={"yes": yes, "no": no, "abstained": abstained}, override=count.override,
            )  # fmt: skip
