"""倒排工期: the tasks of a year's plans and renovations, what is to be done by when, and how far each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fupin_desktop.domain.fields import Code


class TaskState(Code):
    """How far a measure or renovation is on a day.

    完成: its 完成日期 (a house: 验收 or 入住) has come. 超期: its 完成时限 is over. 进行中: its 开始日期 has come or its diary
    has an entry (a house: 开工). 未启动: none of these. A renovation is due at the end of its plan year.
    """

    WAITING = "waiting", "未启动"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    LATE = "late", "超期"


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a village (``village`` "" is the whole township): households by state, who answers for it, its days.

    Households are never named: what is done for their health stays within the office.
    """

    village: str
    kind: str
    content: str
    states: Mapping[TaskState, int]
    units: Mapping[str, int] = field(default_factory=dict)  # by households, "" left out
    people: frozenset[str] = frozenset()
    starts_on: date | None = None
    due_on: date | None = None

    @property
    def households(self) -> int:
        return sum(self.states.values())

    @property
    def done(self) -> int:
        return self.states.get(TaskState.DONE, 0)

    @property
    def state(self) -> TaskState:
        """超期 when one is late, 完成 when all are done, 进行中 when anything has begun."""
        if self.states.get(TaskState.LATE):
            return TaskState.LATE
        if self.done == self.households:
            return TaskState.DONE
        begun = self.done or self.states.get(TaskState.RUNNING)
        return TaskState.RUNNING if begun else TaskState.WAITING

    @property
    def unit_words(self) -> str:
        """The unit, or the one most often named 等3个单位."""
        if not self.units:
            return ""
        first = max(self.units, key=lambda name: (self.units[name], name))
        return first if len(self.units) == 1 else f"{first}等{len(self.units)}个单位"

    @property
    def people_words(self) -> str:
        """The person, or 12人."""
        return (
            next(iter(self.people))
            if len(self.people) == 1
            else f"{len(self.people)}人"
            if self.people
            else ""
        )


def merged(tasks: Iterable[Task], village: str = "") -> list[Task]:
    """Tasks of the same kind and words made one, in the order of their days."""
    groups: dict[tuple[str, str], list[Task]] = {}
    for each in tasks:
        groups.setdefault((each.kind, each.content), []).append(each)
    made = [_one(village, group) for group in groups.values()]
    return sorted(
        made,
        key=lambda each: (
            each.starts_on or date.max,
            each.due_on or date.max,
            -each.households,
            each.content,
        ),
    )


def _one(village: str, group: list[Task]) -> Task:
    states, units = Counter[TaskState](), Counter[str]()
    for each in group:
        states.update(each.states)
        units.update(each.units)
    return Task(
        village=village,
        kind=group[0].kind,
        content=group[0].content,
        states=dict(states),
        units=dict(units),
        people=frozenset().union(*(each.people for each in group)),
        starts_on=min((each.starts_on for each in group if each.starts_on), default=None),
        due_on=max((each.due_on for each in group if each.due_on), default=None),
    )
