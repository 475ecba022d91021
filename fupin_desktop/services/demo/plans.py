"""一户一策 of the invented households: this year's at every stage, last year's with its result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from fupin_desktop.domain.plan import Batch, Measure, MeasureFund, MeasureKind, Plan, Progress, ToHousehold
from fupin_desktop.services.demo import measures
from fupin_desktop.services.demo.income import LINES
from fupin_desktop.services.demo.measures import Idea, ideas
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.story import TODAY, Story

Paired = tuple[str, str]


def shares(told: Sequence[Story]) -> Iterator[Decimal]:
    """What each household of a township gets for livestock: the whole sum, shared out to the 分."""
    sharers = sum(_shares(each) for each in told)
    total = int(measures.LIVESTOCK * 100) if sharers == measures.SHARERS else 432_212 * sharers
    given = 0
    for each in told:
        if not _shares(each):
            yield Decimal(0)
            continue
        part = total * (given + 1) // sharers - total * given // sharers
        given += 1
        yield Decimal(part).scaleb(-2)


def _shares(story: Story) -> bool:
    return story.stable is None and story.ended is None


def plan(piles: Piles, story: Story, paired: Paired, livestock: Decimal, warden: bool) -> None:
    """Keep this year's plan, and last year's for some. ``paired``: the A 岗's unit and name."""
    if story.ended:
        return
    if story.registered.year < 2017 and story.chance.random() < 0.35:
        _last_year(piles, story, paired)
    if livestock or story.chance.random() < 0.5:
        _this_year(piles, story, paired, livestock, warden)


def _this_year(piles: Piles, story: Story, paired: Paired, livestock: Decimal, warden: bool) -> None:
    poor, chance = story.family.poor, story.chance
    made = max(date(2018, 1, 8), story.registered) + timedelta(days=chance.randrange(3, 20))
    confirmed = made + timedelta(days=chance.randrange(1, 3)) if chance.random() < 0.85 else None
    id = piles.plans.put(
        Plan(
            household_id=story.id, year=2018, cause=_cause(story), needs=_needs(story),
            target_income=Decimal(round(max(story.family.income * 1.12, LINES[2018] / 100 * 1.2), -1)),
            target_year=2018 if poor else None, unit=paired[0], person=paired[1], made_on=made,
            confirmed_by=story.family.head.name if confirmed else "", confirmed_on=confirmed,
        )
    )  # fmt: skip
    for idea in ideas(story, livestock, warden):
        _measure(piles, story, id, idea, paired, made)


def _cause(story: Story) -> str:
    people = len(story.present(TODAY))
    able = sum(bool(each.who.work_months) for each in story.present(TODAY))
    return f"主要致贫原因：{story.family.cause}。家庭{people}人，务工{able}人"


def _needs(story: Story) -> str:
    wanted = ["发展养殖"]
    if any(each.who.pupil for each in story.members):
        wanted.append("教育资助")
    if story.family.unsafe:
        wanted.append("住房改造")
    return "、".join(wanted)


def _measure(piles: Piles, story: Story, plan_id: int, idea: Idea, paired: Paired, made: date) -> None:
    """A measure with its money and, as far as it has come, its diary."""
    begins, due = max(date(2018, idea.months[0], 1), made), _month_end(idea.months[1])
    percent = _percent(story, begins, due)
    done = _done(story, begins) if percent == 100 else None
    id = piles.measures.put(
        Measure(
            household_id=story.id, plan_id=plan_id, batch=idea.batch, kind=idea.kind, to_household=idea.to_household,
            content=idea.content, quantity=idea.quantity, quantity_unit=idea.unit, unit=idea.by or paired[0],
            person=paired[1], starts_on=begins, due_on=due, expected_income=idea.income, done_on=done,
            result="已落实到户" if done else "",
        )
    )  # fmt: skip
    for source, amount in idea.money:
        piles.measure_funds.put(
            MeasureFund(household_id=story.id, measure_id=id, source=source, amount=amount)
        )
    for day, said, reached in _diary(begins, done, percent):
        piles.progress.put(Progress(household_id=story.id, measure_id=id, on=day, said=said, percent=reached))


def _percent(story: Story, begins: date, due: date) -> int:
    """How far a measure is today: not begun, under way, done; what was due mostly is done, some is late."""
    drawn = story.chance.random()
    if begins >= TODAY - timedelta(days=7):
        return 0
    if due < TODAY:
        return 100 if drawn < 0.88 else 60
    return 100 if drawn < 0.18 else int(drawn * 8) * 10 if drawn < 0.9 else 0


def _done(story: Story, begins: date) -> date:
    return begins + (TODAY - begins) * story.chance.randrange(40, 100) / 100


def _diary(begins: date, done: date | None, percent: int) -> Iterator[tuple[date, str, int]]:
    last = done or TODAY - timedelta(days=3)
    if percent:
        yield begins + (last - begins) / 3, "已入户对接，落实责任人", min(percent, 30)
    if percent >= 50:
        yield begins + (last - begins) * 2 / 3, "按计划推进", min(percent, 60)
    if done:
        yield done, "措施已落实，户主认可", 100


def _month_end(month: int) -> date:
    return date(2018, month + 1, 1) - timedelta(days=1) if month < 12 else date(2018, 12, 31)


def _last_year(piles: Piles, story: Story, paired: Paired) -> None:
    """A plan of 2017, finished."""
    made = date(2017, 2, 10) + timedelta(days=story.chance.randrange(30))
    lifted = story.lifted is not None
    id = piles.plans.put(
        Plan(
            household_id=story.id, year=2017, cause=_cause(story), needs="发展养殖、就业",
            target_income=Decimal(3200), target_year=2017 if story.lifted and story.lifted.year == 2017 else None,
            unit=paired[0], person=paired[1], made_on=made, confirmed_by=story.family.head.name, confirmed_on=made,
            result="收入稳定，达到脱贫标准" if lifted else "收入有增长，尚未达到脱贫标准，2018年继续帮扶",
        )
    )  # fmt: skip
    done = date(2017, 9, 1) + timedelta(days=story.chance.randrange(80))
    measure = piles.measures.put(
        Measure(
            household_id=story.id, plan_id=id, batch=Batch.PRODUCTION, kind=MeasureKind.INDUSTRY,
            to_household=ToHousehold.INDUSTRY, content="发放生产母羊", quantity=Decimal(2), quantity_unit="只",
            unit=paired[0], person=paired[1], starts_on=date(2017, 4, 1), due_on=date(2017, 11, 30),
            expected_income=Decimal(1000), done_on=done, result="已落实到户",
        )
    )  # fmt: skip
    piles.measure_funds.put(
        MeasureFund(household_id=story.id, measure_id=measure, source=measures.SPECIAL, amount=Decimal(1900))
    )
    piles.progress.put(
        Progress(household_id=story.id, measure_id=measure, on=done, said="措施已落实，户主认可", percent=100)
    )
