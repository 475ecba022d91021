"""Those who come, go, live elsewhere for a time, leave school or come back; and the head who changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.db.years import is_closed
from fupin_desktop.domain import id_number
from fupin_desktop.domain.ages import birth_of
from fupin_desktop.domain.codes import (
    NOT_IN_SCHOOL,
    Away,
    EndReason,
    LeaveReason,
    Pending,
    Relation,
    School,
)
from fupin_desktop.domain.household import Person, PersonYear
from fupin_desktop.domain.life import AWAYS, JOINS, LEAVES, EventKind
from fupin_desktop.services.household.person import derived, person_problems, registered_twin
from fupin_desktop.services.life.asked import NEWCOMER
from fupin_desktop.services.life.scene import HERE, Scene, counted, name_of, open_year_from


def comes(scene: Scene) -> None:
    """Birth, adoption, marriage in, moving in: a new member."""
    said, home = scene.asked.newcomer, scene.household
    if said is None or not said.name.strip():
        scene.refuse("name", f"请填写{scene.asked.kind.label}的人的姓名")
        return
    person = derived(
        dataclasses.replace(
            said, id=None, version=0, household_id=home.id or 0, name=said.name.strip(), joined_on=scene.on,
            join_reason=JOINS[scene.asked.kind], hukou=True if said.hukou is None else said.hukou,
            resident=True if said.resident is None else said.resident,
            relation=said.relation or scene.asked.relations.get(NEWCOMER), **_born(scene, said),
        )
    )  # fmt: skip
    _check_newcomer(scene, person)
    _check_age(scene, person)
    before = len(scene.living())
    scene.event = dataclasses.replace(scene.event, name=person.name)
    relation = f"，与户主关系{person.relation.label}" if person.relation else ""
    scene.say(f"{person.name}增加（{scene.asked.kind.label}）{relation}，{counted(before, before + 1)}")
    scene.step(lambda unit: _join(scene, unit, person))
    scene.follow_count(scene.file, before, before + 1)


def _born(scene: Scene, said: Person) -> dict[str, Any]:
    """A child just born: its birth is the day, and without a number it waits for one."""
    if scene.asked.kind is not EventKind.BIRTH:
        return {}
    waits = not said.id_number and said.pending is None
    return {"birth": said.birth or scene.on, **({"pending": Pending.NEWBORN} if waits else {})}


def _join(scene: Scene, unit: Unit, person: Person) -> None:
    saved = unit.people.save(person)
    scene.event = dataclasses.replace(scene.event, person_id=saved.id)


def _check_newcomer(scene: Scene, person: Person) -> None:
    kind, birth = scene.asked.kind, birth_of(person)
    if birth is not None and birth > scene.on:
        scene.refuse("on", f"{kind.label}日期{scene.on}早于{person.name}的出生日期{birth}，请核对日期")
    if person.relation is None:
        scene.refuse("relation", f"请选{person.name}与户主的关系")
    elif person.relation is Relation.HEAD and any(each.relation is Relation.HEAD for each in scene.living()):
        scene.refuse("relation", f"本户已有户主{scene.household.head}，要换户主请另外登记“户主变更”")
    elsewhere = _registered_elsewhere(scene, person)
    if elsewhere is not None:
        scene.refuse(
            "id_number",
            f"{person.name}的证件号码现登记在{elsewhere}，一个人不能同时在两户；请先在那一户登记婚出或迁出",
        )
        return
    here = next((each for each in scene.living() if each.name == person.name), None)
    if here is not None:
        scene.doubt("name", f"本户已有一位{person.name}（{here.birth or '出生日期未填'}），可能重复登记")
    scene.problems += person_problems(scene.unit, person, None, scene.asked.override)


def _check_age(scene: Scene, person: Person) -> None:
    """An age at which it does not usually happen is asked about."""
    birth, kind, name = birth_of(person), scene.asked.kind, person.name
    if birth is None or birth > scene.on:
        return
    age = id_number.age(birth, scene.on)
    if kind is EventKind.BIRTH and (scene.on - birth).days > YEAR:
        scene.doubt(
            "birth", f"{name}{birth}出生，到{scene.on}不是新生儿；抱养的请登记“收养”，户口迁来的请登记“迁入”"
        )
    if kind is EventKind.MILITARY and age < SOLDIER:
        scene.doubt("person", f"{name}{age}岁，未满{SOLDIER}周岁，不能征集服现役（兵役法）")
    if kind in (EventKind.MARRIAGE_IN, EventKind.MARRIAGE_OUT) and age < MARRIED:
        scene.doubt(
            "birth", f"{name}{age}岁，不到法定婚龄（民法典第1047条：男22、女20周岁，自治地方另有变通规定）"
        )


def _registered_elsewhere(scene: Scene, person: Person) -> str | None:
    twin = registered_twin(scene.unit, person)
    if twin is None:
        return None
    home = scene.unit.households.get(twin.household_id)
    return f"{name_of(home)}（户编号{home.number}）的{twin.name}名下"


YEAR = 366
SOLDIER = 17
"""兵役法: from 17 on volunteers may be called up."""
MARRIED = 18
"""Younger than any place lets people marry (autonomous areas may lower 民法典 1047: 男22, 女20)."""


def goes(scene: Scene) -> None:
    """Death, marriage out, moving out: the record is closed; a head leaves a successor, the last one ends the household."""
    person = scene.member(scene.asked.person)
    if person is None or not scene.check_person(person):
        return
    _check_age(scene, person)
    reason = LEAVES[scene.asked.kind]
    scene.event = dataclasses.replace(scene.event, person_id=person.id, name=person.name)
    rest = [each for each in scene.living() if each.id != person.id]
    said = [f"{person.name}减少（{scene.asked.kind.label}）"]
    scene.leaves(person, reason)
    if rest and person.relation is Relation.HEAD:
        told = scene.take_head(rest, scene.asked.head, gone=person)
        scene.change_relations(rest, told)
        said += [f"户主改为{each.name}" for each in rest if told.get(each.id or 0) is Relation.HEAD]
    said.append(counted(len(rest) + 1, len(rest)))
    scene.follow_count(scene.file, len(rest) + 1, len(rest))
    scene.say("，".join(said))
    if not rest:
        end = EndReason.DIED_OUT if reason is LeaveReason.DEATH else EndReason.MOVED_OUT
        scene.end(scene.file, end)
        scene.say(f"户内再无成员，本户同日销号（{end.label}），结对同日结束")


def away(scene: Scene) -> None:
    """Prison and military service: still a member, living elsewhere from that day."""
    person = scene.member(scene.asked.person)
    if person is None or not scene.check_person(person):
        return
    _check_age(scene, person)
    where = AWAYS[scene.asked.kind]
    if person.away is where:
        scene.refuse("person", f"{person.name}已登记{where.label}，回来时请登记“回归”")
    scene.event = dataclasses.replace(scene.event, person_id=person.id, name=person.name)
    scene.say(f"{person.name}仍是本户成员，{scene.on}起不常住（{where.label}），家庭人口不变")
    soldier = {"soldier": True} if where is Away.MILITARY else {}
    scene.save_person(person, resident=False, away=where, **soldier)


def leaves_school(scene: Scene) -> None:
    """School is over: the year's survey, and later ones that still say otherwise, have no pupil any more."""
    person = scene.member(scene.asked.person)
    if person is None or not scene.check_person(person):
        return
    scene.event = dataclasses.replace(scene.event, person_id=person.id, name=person.name)
    mine = [each for each in scene.file.person_years if each.person_id == person.id]
    last = max(
        (each for each in mine if each.year <= scene.on.year), key=lambda each: each.year, default=None
    )
    if last is None or last.school is None or last.school in NOT_IN_SCHOOL:
        known = f"{last.year}年登记为{last.school.label}" if last and last.school else "没有登记在校情况"
        scene.doubt("person", f"{person.name}{known}，本来就不是在校生")
    year = open_year_from(scene.unit, scene.on.year)
    later = [
        each for each in mine
        if each.year >= year and each.school not in NOT_IN_SCHOOL and not is_closed(scene.unit, each.year)
    ]  # fmt: skip
    if not any(each.year == year for each in mine):
        base = last or PersonYear(household_id=person.household_id, person_id=person.id or 0, year=year)
        later.append(dataclasses.replace(base, id=None, version=0, year=year))
    scene.say(f"{person.name}{year}年起不再是在校生，家庭人口不变")
    for each in later:
        scene.step(lambda unit, each=each: _not_in_school(unit, each))  # type: ignore[misc]
    if person.away is Away.SCHOOL:
        scene.save_person(person, resident=True, away=None)


def _not_in_school(unit: Unit, year: PersonYear) -> None:
    unit.person_years.save(dataclasses.replace(year, school=School.NOT, dropout=None))


def returns(scene: Scene) -> None:
    """Somebody who had left becomes a member again; one who was away lives at home again."""
    person = scene.member(scene.asked.person)
    if person is None:
        return
    scene.event = dataclasses.replace(scene.event, person_id=person.id, name=person.name)
    if person.left_on is None:
        if person.away is None and person.resident is not False:
            scene.refuse("person", f"{person.name}本来就在家，不用登记回归")
        _check_back(scene, person)
        scene.say(f"{person.name}回家常住，家庭人口不变")
        served = {"soldier": False} if person.away is Away.MILITARY else {}
        if scene.check_person(person):
            scene.save_person(person, resident=True, away=None, **served)
        return
    if person.leave_reason is LeaveReason.DEATH:
        scene.refuse(
            "person", f"{person.name}已于{person.left_on}登记死亡，不能回归；登记错了的，请先在“记录”里撤销"
        )
        return
    _comes_back(scene, person)


def _check_back(scene: Scene, person: Person) -> None:
    """Nobody is back before the day on which he is known to have gone away."""
    if person.away is None:
        return
    kinds = [kind for kind, away in AWAYS.items() if away is person.away]
    gone = [each.on for each in scene.unit.events.all(person_id=person.id) if each.kind in kinds]
    if gone and scene.on < max(gone):
        scene.refuse(
            "on", f"回归日期{scene.on}早于{person.name}登记{person.away.label}的{max(gone)}，请核对日期"
        )


def _comes_back(scene: Scene, person: Person) -> None:
    assert person.left_on is not None
    if scene.on < person.left_on:
        scene.refuse("on", f"回归日期{scene.on}早于{person.name}减少的日期{person.left_on}，请核对日期")
    elsewhere = _registered_elsewhere(scene, person)
    if elsewhere is not None:
        scene.refuse(
            "person",
            f"{person.name}的证件号码现登记在{elsewhere}，一个人不能同时在两户；请先在那一户登记迁出",
        )
    headed = any(each.relation is Relation.HEAD for each in scene.living())
    before = None if headed and person.relation is Relation.HEAD else person.relation
    relation = scene.tell_kin([person], {person.id or 0: before}, HERE)[person.id or 0]
    people = len(scene.living())
    scene.say(f"{person.name}回到本户，{counted(people, people + 1)}")
    again = dataclasses.replace(
        person, relation=relation, joined_on=scene.on, join_reason=JOINS[EventKind.RETURN], left_on=None,
        leave_reason=None, resident=True, away=None,
    )  # fmt: skip
    scene.step(lambda unit: _begin_again(scene, unit, person, again))
    scene.follow_count(scene.file, people, people + 1)


def _begin_again(scene: Scene, unit: Unit, old: Person, again: Person) -> None:
    saved = begin_row(unit, old, again, scene.on)
    scene.event = dataclasses.replace(scene.event, person_id=saved.id)


def begin_row(unit: Unit, old: Person, again: Person, on: date) -> Person:
    """A new record of somebody whose old one is closed, with what was last surveyed of him and what came later."""
    saved = unit.people.save(dataclasses.replace(again, id=None, version=0, imported_on=None))
    assert saved.id is not None
    for each in surveys_from(unit, unit.person_years.all(person_id=old.id, order=("year",)), on.year):
        unit.person_years.save(
            dataclasses.replace(each, id=None, version=0, household_id=saved.household_id, person_id=saved.id)
        )
    return saved


def surveys_from(unit: Unit, years: Sequence[PersonYear], year: int) -> list[PersonYear]:
    """The surveys that hold from a year on; of closed years only the last one, said of the first open year after it."""
    first = max((each.year for each in years if each.year <= year), default=0)
    holding = [each for each in years if each.year >= first]
    kept = [each for each in holding if not is_closed(unit, each.year)]
    if not kept and holding:
        return [dataclasses.replace(holding[-1], year=open_year_from(unit, holding[-1].year))]
    return kept


def changes_head(scene: Scene) -> None:
    """户主变更: another member becomes the head; what the others are to him follows."""
    members = scene.living()
    head = scene.asked.head or scene.asked.person
    old = next((each for each in members if each.relation is Relation.HEAD), None)
    if old is not None and head == old.id:
        scene.refuse("head", f"{old.name}已经是户主，请选另一位成员")
        return
    told = scene.take_head(members, head)
    new = next((each for each in members if each.id == head), None)
    if new is None or not scene.check_person(new):
        return
    scene.change_relations(members, told)
    scene.event = dataclasses.replace(scene.event, person_id=new.id, name=new.name)
    scene.say(f"户主由{old.name if old else '（空）'}改为{new.name}，家庭人口不变")
