"""Fills an empty office with the demo township, as one act."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fupin_desktop.db.store import Unit
from fupin_desktop.domain import lines
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.office import ImportBatch, Setting
from fupin_desktop.services.demo import beside, houses, places, plans, posts, roads, visits
from fupin_desktop.services.demo import era as eras
from fupin_desktop.services.demo.families import SIZE, Family, townships
from fupin_desktop.services.demo.measures import WARDENS
from fupin_desktop.services.demo.photos import Shots
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.register import register, stand
from fupin_desktop.services.demo.story import TODAY, Story, stories
from fupin_desktop.services.demo.years import survey
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office

LABEL = "载入演示乡镇"
_RUN = 10
"""Townships that are kept together where there are many."""


def fill_demo(
    office: Office, *, households: int = SIZE, seed: int = 1, era: str = "2018", watch: Watch = NOBODY
) -> tuple[int, int]:
    """Fill an empty office with an invented township. Gives households and people on the register.

    The same seed gives the same rows; other numbers of households repeat or cut the township.
    Raises Trouble when somebody's data are there already.
    """
    if era not in eras.ERAS:
        raise Trouble(f"演示乡镇没有“{era}”时期，可选{'、'.join(eras.ERAS)}")
    years = eras.ERAS[era]
    with office.store.read() as unit:
        if unit.households.count() or unit.villages.count():
            raise Trouble("这个办公室已有数据，演示乡镇没有载入；请用 --office 另选一个空文件夹再载入")
    with office.store.write(LABEL) as unit:
        _begin(unit, years)
        piles = Piles(unit, eras.mover(years))
        shots = Shots(piles)
        counted = _fill(piles, shots, households, seed, years, watch)
        shots.keep(office.files)
        _say_source(unit, counted, years)
    return counted


def _fill(piles: Piles, shots: Shots, wanted: int, seed: int, years: int, watch: Watch) -> tuple[int, int]:
    cadres, taken = places.Cadres(piles, seed), set[str]()
    households = people = 0
    for place, families in enumerate(_cut(seed, wanted)):
        taken.update(each.number for family in families for each in family.members)
        told = stories(families, seed, taken)
        _register(piles, told, eras.stand if years else stand)
        _tell(piles, told, shots, cadres, people_since=2014 if place < _RUN else 2017)
        applied = beside.applicants(piles, seed, taken) if place == 0 else []
        if place == 0:
            beside.proposed(piles, told)
            if not years:
                posts.monitored(piles, told, since=beside.PROPOSED)
            visits.reminders(piles, told)
        _walk(piles, told, applied, years, cadres, all_visits=place < _RUN)
        households += len(families)
        people += sum(len(family.members) for family in families)
        watch.step(households, wanted, LABEL)
        if place % _RUN == _RUN - 1:
            piles.keep()
    piles.keep()
    return households, people


def _cut(seed: int, wanted: int) -> Iterator[list[Family]]:
    """Township after township; of the last one every so manyth household, so that each kind is there."""
    for families in townships(seed):
        if wanted >= SIZE:
            yield families
        elif wanted:
            yield [families[place * SIZE // wanted] for place in range(wanted)]
        wanted -= len(families)
        if wanted <= 0:
            return


def _register(piles: Piles, told: list[Story], stands: Callable[[Piles, Story], None]) -> None:
    for story in told:
        register(piles, story)
        stands(piles, story)


def _tell(piles: Piles, told: list[Story], shots: Shots, cadres: places.Cadres, people_since: int) -> None:
    """Write down what happened in one township; of many townships the people's older years are left out."""
    task, wardens = houses.Task(piles, shots), 0
    for story, livestock in zip(told, plans.shares(told), strict=True):
        survey(piles, story, people_since)
        task.build(story)
        willing = livestock and not story.family.poor and story.chance.random() < 0.1
        warden = bool(willing) and wardens < WARDENS
        wardens += warden
        plans.plan(piles, story, cadres.pair(story), livestock, warden)


def _walk(
    piles: Piles,
    told: list[Story],
    applied: list[beside.Applied],
    years: int,
    cadres: places.Cadres,
    *,
    all_visits: bool,
) -> None:
    """The roads that the households went, and who came to see them; the roads of 脱贫攻坚 are over in later eras."""
    walked = roads.Roads(piles, {each.id: each.family.head.name for each in told})
    for story in told:
        walked.moved(story)
        if not years:
            walked.left(story)
            walked.leaving(story)
        helper = cadres.helpers[story.id]
        months = visits.MONTHS if all_visits else visits.MONTHS[-1:]
        visits.visits(piles, story, (helper, cadres.names[helper]), months)
    for episode in piles.episodes:
        walked.monitored(*episode)
    piles.episodes.clear()
    if applied and not years:
        roads.plan(piles, told)
        for each in applied:
            walked.applied(each.household, each.village, each.on, each.told, poor=each.poor)


def _begin(unit: Unit, years: int) -> None:
    """The office's facts, villages and lines."""
    kept = {each.key: each for each in unit.settings.all()}
    for name, value in dataclasses.asdict(places.facts(years)).items():
        said = json.dumps(value, ensure_ascii=False, sort_keys=True)
        unit.settings.save(dataclasses.replace(kept.get(name, Setting(key=name)), value=said))
    for village in places.villages():
        unit.villages.save(village)
    if not unit.poverty_lines.count():
        for line in (*lines.DEFAULT_LINES, *(eras.lines() if years else ())):
            unit.poverty_lines.save(line)


def _say_source(unit: Unit, counted: tuple[int, int], years: int) -> None:
    """Name the day and the source that reports state at their foot."""
    households, people = counted
    day = eras.later(TODAY, years)
    unit.batches.save(
        ImportBatch(
            file="演示乡镇（全部虚构）", sha256="0" * 64, layout="", data_day=day, year=day.year,
            households=households, people=people,
        )
    )  # fmt: skip
