"""Renovations of unsafe houses at every stage, earlier ones that are finished, and four relocations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.holidays import notice_end
from fupin_desktop.domain.housing import Build, Renovation, Stage, StageKind, Subsidy, Way
from fupin_desktop.domain.housing.records import Applicant
from fupin_desktop.domain.procedure import Passage, RoadKind, Step
from fupin_desktop.services.demo.photos import Shots
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.story import TODAY, Story
from fupin_desktop.services.demo.years import renovated_in

_ORDER = tuple(StageKind)
_FIRST = 2
_REACHED = (
    8,
    13,
    1,
    3,
    9,
    2,
    5,
    12,
    10,
    4,
    8,
    11,
    7,
    13,
    6,
    9,
    12,
    1,
    8,
    10,
    13,
    3,
    9,
    11,
    5,
    12,
    8,
    4,
    10,
    7,
)
"""How many stages this year's houses have come: the first of each village has just been reviewed."""
_WHO = {
    StageKind.APPLIED: "户主", StageKind.REVIEWED: "村民代表会议", StageKind.POSTED: "村民委员会",
    StageKind.APPRAISED: "星海县建筑设计室", StageKind.CHECKED: "星星镇人民政府", StageKind.APPROVED: "星海县住建局",
    StageKind.ACCEPTED: "星海县住建局", StageKind.PAID: "星星镇财政所",
}  # fmt: skip
_MONEY = (("中央补助", 14_000), ("自治区补助", 10_000), ("县级配套", 4_500))


class Task:
    """This year's houses of one township, at every stage."""

    def __init__(self, piles: Piles, shots: Shots) -> None:
        self._piles, self._shots = piles, shots
        self._begun, self._turn = set[str](), 0

    def build(self, story: Story) -> None:
        """Keep the renovation of a household, if it has one."""
        if story.family.unsafe:
            _this_year(self._piles, self._shots, story, self._reached(story.family.village))
        elif year := renovated_in(story):
            _finished(self._piles, story, year)
        elif story.relocated:
            _relocated(self._piles, story)

    def _reached(self, village: str) -> int:
        if village not in self._begun:
            self._begun.add(village)
            return _FIRST
        self._turn += 1
        return _REACHED[self._turn % len(_REACHED)]


def _applicant(story: Story) -> Applicant:
    if any(each.who.allowance for each in story.members):
        return Applicant.ALLOWANCE
    if any(each.who.card for each in story.members):
        return Applicant.DISABLED
    return Applicant.REGISTERED


def _renovation(story: Story, year: int, **more: Any) -> Renovation:
    area = Decimal(40 + 10 * story.chance.randrange(1, 5))
    cost = area * 1000
    subsidy = Decimal(sum(amount for _, amount in _MONEY))
    made = {
        "household_id": story.id, "plan_year": year, "applicant": _applicant(story), "way": Way.REBUILD,
        "build": Build.SELF, "area": area, "cost": cost, "own_money": cost - subsidy, "planned_subsidy": subsidy,
    }  # fmt: skip
    return Renovation(**{**made, **more})


def _this_year(piles: Piles, shots: Shots, story: Story, reached: int) -> None:
    """A house of the year's task, as far as it has come by today."""
    grade = Grade.D if int(story.family.number[2:]) % 3 else Grade.C
    begun = date(2017, 11, 1) if reached > 6 else date(2018, 2, 26)
    days = _days(begun, TODAY - timedelta(days=story.chance.randrange(0, 9)), reached)
    by = dict(zip(_ORDER, days, strict=False))
    moved = by.get(StageKind.MOVED_IN)
    dry = moved is not None and story.chance.random() < 0.4
    id = piles.renovations.put(
        _renovation(
            story, 2018, grade=grade, appraised_on=by.get(StageKind.APPRAISED),
            appraiser="星海县建筑设计室" if StageKind.APPRAISED in by else "",
            way=Way.REPAIR if grade is Grade.C else Way.REBUILD if story.chance.random() < 0.7 else Way.SCATTERED,
            water_on=moved if moved and not dry else None, power_on=moved,
            water_state="管网未接通，暂由村委会送水" if dry else "已通自来水" if moved else "",
            power_state="已通电" if moved else "",
        )
    )  # fmt: skip
    _keep_stages(piles, story, id, by)
    if grade is not Grade.C:  # the pictures show a house that was built anew
        shots.take(story.id, id, by)


def _days(first: date, last: date, count: int) -> list[date]:
    """Days one after the other, all different."""
    span = (last - first).days
    return [first + timedelta(days=span * (place + 1) // count) for place in range(count)]


def _keep_stages(piles: Piles, story: Story, id: int, by: dict[StageKind, date]) -> None:
    for kind, day in by.items():
        piles.stages.put(
            Stage(
                household_id=story.id,
                renovation_id=id,
                kind=kind,
                on=day,
                who=_WHO.get(kind, story.family.head.name),
            )
        )
    if paid := by.get(StageKind.PAID):
        for source, amount in _MONEY:
            piles.subsidies.put(
                Subsidy(
                    household_id=story.id,
                    renovation_id=id,
                    source=source,
                    amount=Decimal(amount),
                    paid_on=paid,
                )
            )


def _finished(piles: Piles, story: Story, year: int) -> None:
    """A house of an earlier year, through all stages."""
    by = dict(zip(_ORDER, _days(date(year, 2, 20), date(year, 12, 12), len(_ORDER)), strict=True))
    id = piles.renovations.put(
        _renovation(
            story, year, grade=Grade.D if int(story.family.number[2:]) % 3 else Grade.C,
            appraised_on=by[StageKind.APPRAISED], appraiser="星海县建筑设计室",
            water_on=by[StageKind.MOVED_IN], power_on=by[StageKind.MOVED_IN], water_state="已通自来水", power_state="已通电",
        )
    )  # fmt: skip
    _keep_stages(piles, story, id, by)
    paid = by[StageKind.PAID]
    _file(
        piles,
        story,
        id,
        year,
        by[StageKind.APPLIED],
        (("payment_posted", paid + timedelta(days=4)), ("archived", paid + timedelta(days=17))),
    )


def _file(
    piles: Piles,
    story: Story,
    id: int,
    year: int,
    opened: date,
    steps: Sequence[tuple[str, date]],
    why: str = "",
) -> None:
    """What comes after the last stage: the notice of the payment, and the file."""
    passage = piles.passages.put(
        Passage(
            household_id=story.id,
            record_id=id,
            road=RoadKind.HOUSING,
            village=story.family.village,
            year=year,
            opened_on=opened,
        )
    )
    for kind, on in steps:
        until = notice_end(on, 7) if kind == "payment_posted" else None
        piles.steps.put(
            Step(
                household_id=story.id,
                passage_id=passage,
                kind=kind,
                on=on,
                person="李经办",
                until=until,
                override=why,
            )
        )


def _relocated(piles: Piles, story: Story) -> None:
    """A household that moved to the new settlement in 2017."""
    kinds = (StageKind.APPLIED, StageKind.POSTED, StageKind.APPROVED, StageKind.STARTED, StageKind.FINISHED,
             StageKind.ACCEPTED, StageKind.MOVED_IN)  # fmt: skip
    by = dict(zip(kinds, _days(date(2016, 10, 10), date(2017, 11, 20), len(kinds)), strict=True))
    moved = by[StageKind.MOVED_IN]
    people = len(story.present(TODAY))
    cost = Decimal(25 * people * 1500)
    id = piles.renovations.put(
        _renovation(
            story, 2017, applicant=Applicant.REGISTERED, way=Way.TOGETHER, build=Build.UNIFIED, relocation=True,
            area=Decimal(25 * people), cost=cost, own_money=Decimal(2500 * people),
            planned_subsidy=cost - 2500 * people, water_on=moved, power_on=moved, remark="易地扶贫搬迁",
            water_state="已通自来水", power_state="已通电",
        )
    )  # fmt: skip
    for kind, day in by.items():
        said = "易地扶贫搬迁项目，由县统一鉴定、签约" if kind is not StageKind.APPLIED else ""
        piles.stages.put(
            Stage(
                household_id=story.id,
                renovation_id=id,
                kind=kind,
                on=day,
                who=_WHO.get(kind, ""),
                skip_reason=said,
            )
        )
    archived = (("archived", moved + timedelta(days=20)),)
    _file(piles, story, id, 2017, by[StageKind.APPLIED], archived, "易地扶贫搬迁项目，资金由县统一结算")
