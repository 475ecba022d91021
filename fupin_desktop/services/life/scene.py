"""Where a change is looked at: the households as they are, what is found wrong, and what would be done, step by step."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.db.years import is_closed
from fupin_desktop.domain.ages import age_of, birth_of
from fupin_desktop.domain.codes import EndReason, LeaveReason, Relation, Removal
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.household import Household, Person, Standing
from fupin_desktop.domain.kin import Kin, to_new_head
from fupin_desktop.domain.life import Event
from fupin_desktop.services.corrections import save_record
from fupin_desktop.services.household import HouseholdFile, household_file
from fupin_desktop.services.household.person import keep_head
from fupin_desktop.services.life.asked import Asked, KinLine, Outlook

Step = Callable[[Unit], None]
SURE = "确需如此，请写明理由"
HERE, THERE = "本户", "新户"
GROWN = 16
"""Below this age one is asked whether he is to be the head. 民法典 18 条: from 16 on one may live by one's own work."""


class Scene:
    """One change in the making. Planners say, refuse and add steps; nothing is written before ``act``."""

    def __init__(self, unit: Unit, asked: Asked, today: date) -> None:
        self.unit, self.asked, self.today = unit, asked, today
        self.file = household_file(unit, asked.household)
        self.other = household_file(unit, asked.other) if asked.other is not None else None
        self.said: list[str] = []
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        self.kin: list[KinLine] = []
        self.steps: list[Step] = []
        self.event = Event(
            household_id=asked.household, kind=asked.kind, on=asked.on, other_household_id=asked.other,
            reason=asked.reason, paper=asked.paper, remark=_remark(asked),
        )  # fmt: skip
        self.event_id = 0
        self.made: dict[str, int] = {}
        self.touched = [asked.household, *((asked.other,) if asked.other is not None else ())]

    # what is said

    @property
    def on(self) -> date:
        return self.asked.on

    @property
    def household(self) -> Household:
        return self.file.household

    @property
    def evidence(self) -> str:
        """What is kept as the evidence of values that the national system has otherwise."""
        return self.asked.paper or self.asked.reason or f"{self.asked.kind.label}（{self.on}）"

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

    def refuse(self, field: str, sentence: str) -> None:
        """What hinders the change."""
        self.problems.append(Problem(field, sentence))

    def doubt(self, field: str, sentence: str) -> None:
        """What is unusual and passes with a reason."""
        self.doubts.append(Problem(field, f"{sentence}；{SURE}"))

    def step(self, step: Step) -> None:
        self.steps.append(step)

    def outlook(self) -> Outlook:
        who = (
            f"{self.event.name}（{name_of(self.household)}）" if self.event.name else name_of(self.household)
        )
        label = f"{self.asked.kind.label}：{who}"[:120]
        return Outlook(label, tuple(self.said), tuple(self.problems), tuple(self.doubts), tuple(self.kin))

    def act(self, unit: Unit) -> None:
        """Do the steps, keep the heads' names, and write the event."""
        for step in self.steps:
            step(unit)
        for id in self.touched:
            keep_head(unit, id)
        saved = unit.events.save(self.event)
        assert saved.id is not None
        self.event_id = saved.id

    # people

    def living(self, file: HouseholdFile | None = None) -> list[Person]:
        """Those who belong to a household and have not left, the head first."""
        here = [each for each in (file or self.file).members if each.left_on is None]
        return sorted(here, key=lambda each: (each.relation is not Relation.HEAD, each.id or 0))

    def member(self, id: int | None, what: str = "person") -> Person | None:
        """A member by id. None, and refused, where nobody was chosen."""
        found = next((each for each in self.file.members if each.id == id), None)
        if found is None:
            self.refuse(what, f"请选这次{self.asked.kind.label}的是哪位成员")
        return found

    def check_person(self, person: Person) -> bool:
        """A change of somebody who is here, not before his birth or his coming. Refuses; says whether it went well."""
        label, before = self.asked.kind.label, len(self.problems)
        if person.left_on is not None:
            why = person.leave_reason.label if person.leave_reason else "减少"
            self.refuse(
                "person",
                f"{person.name}已于{person.left_on}登记{why}，不能再登记{label}；上次登记错了的，请先在“记录”里撤销",
            )
            return False
        birth = birth_of(person)
        if birth is not None and self.on < birth:
            self.refuse("on", f"{label}日期{self.on}早于{person.name}的出生日期{birth}，请核对日期")
        if person.joined_on is not None and self.on < person.joined_on:
            self.refuse(
                "on", f"{label}日期{self.on}早于{person.name}加入本户的日期{person.joined_on}，请核对日期"
            )
        return len(self.problems) == before

    def save_person(self, person: Person, **changes: Any) -> None:
        """Change somebody, as a step."""
        if not person.id or not changes:
            return
        id = person.id

        def step(unit: Unit) -> None:
            save_record(unit, unit.people, dataclasses.replace(unit.people.get(id), **changes), self.evidence)

        self.step(step)

    def leaves(self, person: Person, reason: LeaveReason) -> None:
        """Somebody's record is closed that day."""
        self.save_person(person, left_on=self.on, leave_reason=reason)

    def follow_count(self, file: HouseholdFile, before: int, after: int) -> None:
        """人数 of the year's survey follows where it agreed with the members so far; a closed year stays as it is."""
        for each in file.years:
            if each.year >= self.on.year and each.people_listed == before != after:
                self.step(_counter(each.id or 0, after))

    # the head

    def take_head(
        self, members: Sequence[Person], head: int | None, *, gone: Person | None = None, field: str = "head",
        where: str = HERE,
    ) -> dict[int, Relation | None]:  # fmt: skip
        """Who becomes what when ``head`` becomes the head of these; asks where it does not follow."""
        new = next((each for each in members if each.id == head), None)
        if new is None:
            names = "、".join(each.name for each in members)
            lost = f"{gone.name}是户主，{self.asked.kind.label}以后本户" if gone and where == HERE else where
            self.refuse(field, f"{lost}由谁当户主？请选一位（可选：{names}）")
            return {}
        self.check_head(new, field)
        told = to_new_head([kin_of(each) for each in members], new.id or 0, kin_of(gone) if gone else None)
        return self.tell_kin(members, told, where)

    def check_head(self, new: Person, field: str) -> None:
        """A child as the head of a household is asked about."""
        age = age_of(new, self.on)
        if age is not None and age < GROWN and new.relation is not Relation.HEAD:
            self.doubt(field, f"{new.name}{max(age, 0)}岁，未满{GROWN}周岁，一般不当户主")

    def tell_kin(
        self, members: Iterable[Person], told: dict[int, Relation | None], where: str
    ) -> dict[int, Relation | None]:
        """What follows, with what was answered before it; each is shown."""
        found = {}
        for each in members:
            id = each.id or 0
            answer = None if told.get(id) is Relation.HEAD else self.asked.relations.get(id)
            found[id] = answer or told.get(id)
            self.kin.append(
                KinLine(id, each.name, each.relation, found[id], where, derived=told.get(id) is not None)
            )
        return found

    def change_relations(self, members: Iterable[Person], told: dict[int, Relation | None]) -> None:
        for each in members:
            after = told.get(each.id or 0)
            if after is not None and after is not each.relation:
                self.save_person(each, relation=after)

    # the household

    def end(self, file: HouseholdFile, reason: EndReason) -> None:
        """A household is struck off that day: its pairings end, and so does a running episode of monitoring."""
        id = file.household.id
        assert id is not None

        def step(unit: Unit) -> None:
            kept = unit.households.get(id)
            unit.households.save(dataclasses.replace(kept, ended_on=self.on, end_reason=reason))
            end_pairings(unit, id, self.on)
            if reason in (EndReason.DIED_OUT, EndReason.MOVED_OUT):
                _remove_risks(unit, id, self.on)

        self.step(step)

    def standing(self, file: HouseholdFile) -> Standing | None:
        """What the register says of a household on the day of the change."""
        return file.standing(self.on)


def _counter(year: int, people: int) -> Step:
    def step(unit: Unit) -> None:
        kept = unit.household_years.get(year)
        if people and not is_closed(unit, kept.year):
            unit.household_years.save(dataclasses.replace(kept, people_listed=people))

    return step


def keep_standing(unit: Unit, standing: Standing) -> None:
    """Keep a standing; one of the same day gives way to it."""
    unit.standings.save_over(standing, household_id=standing.household_id, since=standing.since)


def end_pairings(unit: Unit, household_id: int, on: date) -> None:
    """Running pairings end that day, those that began later on the day they began."""
    for each in unit.pairings.all(household_id=household_id, until=None):
        unit.pairings.save(dataclasses.replace(each, until=max(on, each.since)))


def _remove_risks(unit: Unit, household_id: int, on: date) -> None:
    """自然消除: 整户死亡、迁出 (国扶监测信息 “风险消除方式”)."""
    for each in unit.monitorings.all(household_id=household_id, removed_on=None):
        if each.identified_on is not None and not each.removed:
            unit.monitorings.save(
                dataclasses.replace(
                    each, removed=True, removed_on=max(on, each.identified_on), removal=Removal.NATURAL
                )
            )


def kin_of(person: Person) -> Kin:
    return Kin(person.id or 0, person.relation, person.sex)


def name_of(household: Household) -> str:
    """水村张三户"""
    return f"{household.village}{household.head or household.number}户"


def names_of(people: Sequence[Person]) -> str:
    """张三、李四; 张三等12人 where that would be long."""
    said = "、".join(each.name for each in people)
    return said if len(said) <= 40 else f"{people[0].name}等{len(people)}人"


def check_day(scene: Scene) -> None:
    """Not in the future; in a closed year only with a reason; not of a household that was struck off."""
    on, kind = scene.on, scene.asked.kind
    if on > scene.today:
        scene.refuse("on", f"{kind.label}日期{on}还没有到，请填已经发生的日期")
    for file in filter(None, (scene.file, scene.other)):
        home = file.household
        if home.ended_on is not None:
            why = home.end_reason.label if home.end_reason else "销号"
            scene.refuse(
                "household", f"{name_of(home)}已于{home.ended_on}销号（{why}），不能再登记{kind.label}"
            )
    if is_closed(scene.unit, on.year):
        scene.doubt("on", f"{on.year}年度已封存，{on}的{kind.label}会改动那一年以后各日的户数和人数")


def open_year_from(unit: Unit, year: int) -> int:
    """The first year from this one on that is not closed: what is surveyed is kept there."""
    while is_closed(unit, year):
        year += 1
    return year


def _remark(asked: Asked) -> str:
    said = [asked.remark, f"破例理由：{asked.override}" if asked.override else ""]
    return "；".join(each for each in said if each)


def counted(before: int, after: int) -> str:
    return f"家庭人口由{before}变{after}" if before != after else f"家庭人口仍为{before}"
