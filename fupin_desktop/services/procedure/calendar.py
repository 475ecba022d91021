"""日程: when each stage of a year's work is to be done, how far it has come, and what was late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.procedure import ROADS, Result, RoadKind, Window, live
from fupin_desktop.domain.procedure.stages import usual_windows
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.procedure.reading import PassageFile
from fupin_desktop.services.procedure.samples import Sample, samples
from fupin_desktop.services.procedure.service import Procedures


@dataclass(frozen=True, slots=True)
class LateStep:
    """A step done after its stage was over (``on`` None: not done yet), and by how many days."""

    subject: str
    village: str
    step: str
    on: date | None
    ends: date
    days: int
    passage: int


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage with how many households (``unit`` 户; 村 where a village goes the road) have done it and are still to."""

    window: Window
    done: int
    open: int
    late: tuple[LateStep, ...]
    unit: str

    def state(self, on: date) -> str:
        """未开始, 进行中, 已结束."""
        if on < self.window.starts:
            return "未开始"
        return "进行中" if on <= self.window.ends else "已结束"


class WorkCalendar:
    """The stages of the years' plans, of any road."""

    def __init__(self, store: Store, procedures: Procedures) -> None:
        self._store, self._procedures = store, procedures

    def windows(self, year: int) -> list[Window]:
        """The stages of a year in order."""
        with self._store.read() as unit:
            return unit.windows.all(year=year, order=("starts", "id"))

    def years(self) -> list[int]:
        """The years that have stages, the newest first."""
        with self._store.read() as unit:
            return sorted({each.year for each in unit.windows.all()}, reverse=True)

    def offer(self, year: int) -> list[Window]:
        """Take the usual stages of 贫困户识别 for a year. Raises Refused: the year has stages already, or is too late for it."""
        last = ROADS[RoadKind.IDENTIFICATION].last_year
        if last is not None and year > last:
            raise Refused(
                [Problem("year", f"{last}年以后不再办理识别，{year}年没有常用的阶段安排，请自己填写阶段")]
            )
        with self._store.write(f"采用{year}年识别阶段安排") as unit:
            if unit.windows.count(year=year):
                raise Refused([Problem("year", f"{year}年已有阶段安排，请在原有的阶段上修改")])
            return [unit.windows.save(each) for each in usual_windows(year)]

    def save(self, windows: Sequence[Window], removed: Sequence[Window] = ()) -> list[Window]:
        """Keep stages as they were typed, as one act. Raises Refused with every sentence against them."""
        years = "、".join(f"{each}年" for each in sorted({each.year for each in (*windows, *removed)}))
        with self._store.write(f"修改{years}阶段安排") as unit:
            for each in removed:
                unit.windows.remove(each)
            if wrong := list(_wrong(unit, windows)):
                raise Refused(wrong)
            return [unit.windows.save(each) for each in windows]

    def stages(self, year: int, on: date, village: str | None = None) -> list[StageLine]:
        """The stages of a year with what is done, open and late on a day."""
        windows = self.windows(year)
        files = {
            road: self._procedures.of_road(road, on, village, year)
            for road in dict.fromkeys(each.road for each in windows)
        }
        with self._store.read() as unit:
            villages = unit.villages.count() if village is None else 1
        return [_line(each, files[each.road], on, villages) for each in windows]

    def samples(self, year: int, on: date, village: str | None = None) -> list[Sample]:
        """How many of the reviewed households of a year were sampled, by step and village."""
        return samples(self._procedures, year, on, village)

    def late(self, year: int, on: date, village: str | None = None) -> list[LateStep]:
        """Every step of a year that was or is late against its stage, by stage and village."""
        return [each for stage in self.stages(year, on, village) for each in stage.late]


def _line(window: Window, files: Sequence[PassageFile], on: date, villages: int) -> StageLine:
    road, steps = ROADS[window.road], [each for each in window.steps.split(",") if each]
    done = waiting = 0
    late: list[LateStep] = []
    for file in files:
        if file.course.withdrawn:
            continue
        late += _late(window, file, steps, on)
        if all(key in file.course.done for key in steps):
            done += 1
        elif file.course.next is not None and file.course.next.key in steps:
            waiting += 1
    if road.of_village:
        waiting = villages - done
    return StageLine(window, done, waiting, tuple(late), "村" if road.of_village else "户")


def _late(window: Window, file: PassageFile, steps: Iterable[str], on: date) -> list[LateStep]:
    """The steps of a stage that came after its last day, and the one that still waits after it.

    What was sent back (退回、有异议) has terms of its own from then on and is not late against the stage.
    """
    road, wanted = file.course.road, set(steps)

    def told(step: str, day: date | None) -> LateStep:
        days = ((day or on) - window.ends).days
        return LateStep(
            file.subject, file.passage.village, step, day, window.ends, days, file.passage.id or 0
        )

    found: list[LateStep] = []
    for each in live(file.steps):
        if each.result in (Result.RETURNED, Result.DISPUTED):
            return found
        if each.kind in wanted and each.on > window.ends:
            found.append(told(road.step(each.kind).label, each.on))
    next = file.course.next
    if next is not None and next.key in wanted and on > window.ends:
        found.append(told(next.label, None))
    return found


def _wrong(unit: Unit, windows: Sequence[Window]) -> Iterable[Problem]:
    for each in windows:
        for problem in problems(Window, as_values(each)):
            yield Problem(problem.field, f"{each.name or '新的阶段'}：{problem.text}")
        if each.ends < each.starts:
            yield Problem(
                "ends",
                f"{each.name}的截止日期{show_day(each.ends)}早于开始日期{show_day(each.starts)}，请改正",
            )
        road = ROADS[each.road]
        for key in filter(None, each.steps.split(",")):
            if key not in road.places:
                can = "、".join(f"{step.key}（{step.label}）" for step in road.steps)
                yield Problem("steps", f"{each.name}：{road.label}没有“{key}”这一步（有：{can}），请改正")
        kept = [
            other
            for other in unit.windows.all(road=each.road, year=each.year)
            if other.id not in {mine.id for mine in windows}
        ]
        rivals = [*kept, *(other for other in windows if other is not each and other.year == each.year)]
        for other in rivals:
            shared = set(filter(None, each.steps.split(","))) & set(other.steps.split(","))
            if other.road is each.road and shared and each.name != other.name:
                step = road.step(next(iter(sorted(shared)))).label if shared <= set(road.places) else ""
                yield Problem("steps", f"“{step}”同时在“{other.name}”和“{each.name}”两个阶段里，请只留一处")
