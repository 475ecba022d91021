"""合并重复户: two records of one household, or of one person, become one; what only the other had goes over to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.db.years import is_closed
from fupin_desktop.domain.codes import EndReason, JoinReason, LeaveReason, Relation
from fupin_desktop.domain.fields import Record
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.services.corrections import save_record
from fupin_desktop.services.life.moving import move
from fupin_desktop.services.life.scene import HERE, Scene, name_of, names_of

OF_HOUSEHOLD = tuple(
    name for name in Household.fields
    if name not in {"number", "office_number", "village", "head", "ended_on", "end_reason", "imported_on", "extra"}
)  # fmt: skip
"""The fields of a household of which either value may stay."""
_OF_PERSON = tuple(
    name for name in Person.fields
    if name not in {"joined_on", "join_reason", "left_on", "leave_reason", "imported_on", "extra"}
)  # fmt: skip


def joins(scene: Scene) -> None:
    """Two records of one household, or two records of one person in a household."""
    if scene.asked.twin is not None and scene.other is None:
        _same_person(scene)
    else:
        _same_household(scene)


def chosen(one: Household, two: Household, keep: Mapping[str, int]) -> dict[str, tuple[Any, Any, bool]]:
    """The fields in which two records differ: both values, and whether the second one's stays.

    What was not chosen: the first one's value, where it has one.
    """
    found = {}
    for name in OF_HOUSEHOLD:
        mine, theirs = getattr(one, name), getattr(two, name)
        if mine != theirs:
            blank = mine in (None, "", ()) and theirs not in (None, "", ())
            found[name] = (mine, theirs, keep[name] == two.id if name in keep else blank)
    return found


def _same_household(scene: Scene) -> None:
    other, home = scene.other, scene.household
    if other is None or other.household.id == home.id:
        scene.refuse("other", "不能与它自己合并，请写明重复的是哪一户" if other else "请写明重复的是哪一户")
        return
    away = other.household
    if home.village != away.village:
        scene.doubt("other", f"两户不在一个村（{home.village}、{away.village}），一般不是同一户")
    if scene.standing(scene.file) is None and scene.standing(other) is not None:
        scene.refuse(
            "other",
            f"{name_of(home)}（{home.number}）不在册，{away.number}在册，请把两户换过来，保留在册的一户",
        )
    elif home.office_number and not away.office_number:
        scene.refuse("other", f"{home.number}是本办编号，请把两户换过来，保留国扶编号{away.number}的一户")
    _take_values(scene, home, away)
    same, rest = _matched(scene.living(), scene.living(other), (scene.asked.person, scene.asked.twin))
    if not same:
        scene.doubt("other", f"两户没有相同的人，{away.number}可能不是同一户")
    elif not _heads_are_one(same) and rest:
        scene.doubt(
            "other",
            f"两户户主不是同一人，{away.number}可能不是同一户；只是{same[0][0].name}重复的，请在多登记的那一户登记婚出或迁出",
        )
    for mine, theirs in same:
        _fill_person(scene, mine, theirs, LeaveReason.MERGE)
    _take_people(scene, same, rest)
    carry(scene, home.id or 0, away.id or 0, {theirs.id or 0: mine.id or 0 for mine, theirs in same})
    scene.end(other, EndReason.MERGED)
    remark = f"{scene.on}与{home.number}合并（同一户建了两次）"
    scene.step(lambda unit: _link(unit, away.id or 0, remark))
    scene.event = dataclasses.replace(scene.event, name="")
    scene.say(f"{away.number}同日销号（并户），以后都看{home.number}；以前各日的户数人数不变")


def _take_values(scene: Scene, home: Household, away: Household) -> None:
    taken = {
        name: theirs for name, (_, theirs, other) in chosen(home, away, scene.asked.keep).items() if other
    }
    if not taken:
        return
    labels = "、".join(Household.fields[name].label for name in taken)
    scene.say(f"采用{away.number}的：{labels}")
    id = home.id or 0

    def step(unit: Unit) -> None:
        save_record(
            unit, unit.households, dataclasses.replace(unit.households.get(id), **taken), scene.evidence
        )

    scene.step(step)


def _take_people(scene: Scene, same: Sequence[tuple[Person, Person]], rest: Sequence[Person]) -> None:
    """Members that only the other record has begin here; their relation holds where the head is one person."""
    if same:
        scene.say(f"同一人合成一条：{names_of([mine for mine, _ in same])}")
    if not rest:
        return
    heads = _heads_are_one(same)
    told = scene.tell_kin(rest, {each.id or 0: each.relation if heads else None for each in rest}, HERE)
    id = scene.household.id or 0
    scene.say(f"补入本户：{names_of(rest)}")
    people = len(scene.living())
    scene.follow_count(scene.file, people, people + len(rest))
    move(scene, rest, told, JoinReason.MERGE, LeaveReason.MERGE, lambda: id)


def _heads_are_one(same: Sequence[tuple[Person, Person]]) -> bool:
    return any(mine.relation is theirs.relation is Relation.HEAD for mine, theirs in same)


def _link(unit: Unit, id: int, remark: str) -> None:
    kept = unit.households.get(id)
    said = "；".join(each for each in (kept.remark, remark) if each)[:400]
    unit.households.save(dataclasses.replace(kept, remark=said))


def _matched(
    mine: Sequence[Person], theirs: Iterable[Person], said: tuple[int | None, int | None]
) -> tuple[list[tuple[Person, Person]], list[Person]]:
    """Who is the same person in both records (``said``: two who are, whatever their records say), and who is in the second only."""
    same: list[tuple[Person, Person]] = []
    rest: list[Person] = []
    free = list(mine)
    for each in theirs:
        found = next((one for one in free if (one.id, each.id) == said or _is_one(one, each)), None)
        if found is None:
            rest.append(each)
        else:
            free.remove(found)
            same.append((found, each))
    return same, rest


def _is_one(one: Person, two: Person) -> bool:
    if one.id_number and two.id_number:
        return one.id_number == two.id_number
    return one.name == two.name and (one.birth is None or two.birth is None or one.birth == two.birth)


def _same_person(scene: Scene) -> None:
    """Two records of one person: the second is closed as 误录, what only it had goes over to the first."""
    one = scene.member(scene.asked.person)
    two = next((each for each in scene.file.members if each.id == scene.asked.twin), None)
    if one is None or two is None or one.id == two.id:
        scene.refuse("twin", "请选同一户里重复的两条成员记录，先选保留的一条")
        return
    if not (scene.check_person(one) and scene.check_person(two)):
        return
    if one.id_number and two.id_number and one.id_number != two.id_number:
        scene.doubt("twin", f"{one.name}和{two.name}的证件号码不同，可能是两个人")
    _fill_person(scene, one, two, LeaveReason.MISTAKE)
    carry(scene, 0, 0, {two.id or 0: one.id or 0})
    people = len(scene.living())
    scene.follow_count(scene.file, people, people - 1)
    scene.event = dataclasses.replace(scene.event, person_id=one.id, name=one.name)
    scene.say(f"{two.name}的另一条记录登记为误录，家庭人口由{people}变{people - 1}；以前各日的人数不变")


def _fill_person(scene: Scene, mine: Person, theirs: Person, why: LeaveReason) -> None:
    filled = {
        name: getattr(theirs, name) for name in _OF_PERSON
        if getattr(mine, name) in (None, "") and getattr(theirs, name) not in (None, "")
    }  # fmt: skip
    if theirs.relation is Relation.HEAD and theirs.household_id == mine.household_id:
        filled["relation"] = Relation.HEAD
    scene.leaves(theirs, why)
    if filled:
        scene.save_person(mine, **filled)


# what goes over


def carry(scene: Scene, home: int, away: int, people: Mapping[int, int]) -> None:
    """Give the records of one household (0: none) and of some people to others, where those have none of the kind.

    ``people``: whose → to whom. Surveys of closed years stay where they are.
    """
    found = [*_of_people(scene.unit, people, home)]
    if away:
        found += _of_household(scene.unit, home, away)
    labels = list(dict.fromkeys(type(record).title for _, record, _ in found))
    if labels:
        scene.say(f"带过去：{'、'.join(labels)}")
    for table, record, changes in found:
        scene.step(_giver(table, record.id or 0, changes))


Gift = tuple[str, Record, dict[str, Any]]


def _giver(table: str, id: int, changes: Mapping[str, Any]) -> Callable[[Unit], None]:
    def step(unit: Unit) -> None:
        repository = getattr(unit, table)
        repository.save(dataclasses.replace(repository.get(id), **changes))

    return step


def _of_people(unit: Unit, people: Mapping[int, int], home: int) -> list[Gift]:
    found: list[Gift] = []
    for theirs, mine in people.items():
        known = {each.year for each in unit.person_years.all(person_id=mine)}
        worked = {each.year for each in unit.work_spells.all(person_id=mine)}
        place = {"household_id": home} if home else {}
        to = {"person_id": mine, **place}
        found += [
            ("person_years", each, to) for each in unit.person_years.all(person_id=theirs)
            if each.year not in known and not is_closed(unit, each.year)
        ]  # fmt: skip
        found += [
            ("work_spells", each, to)
            for each in unit.work_spells.all(person_id=theirs)
            if each.year not in worked
        ]
    return found


def _of_household(unit: Unit, home: int, away: int) -> list[Gift]:
    to = {"household_id": home}
    found: list[Gift] = [*_years(unit, home, away), *_plans(unit, home, away), *_houses(unit, home, away)]
    posts = {each.post for each in unit.pairings.all(household_id=home, until=None)}
    found += [
        ("pairings", each, to)
        for each in unit.pairings.all(household_id=away, until=None)
        if each.post not in posts
    ]
    if not unit.monitorings.count(household_id=home):
        found += [("monitorings", each, to) for each in unit.monitorings.all(household_id=away)]
    if not unit.relocations.count(household_id=home):
        found += [("relocations", each, to) for each in unit.relocations.all(household_id=away)]
    found += [("visits", each, to) for each in unit.visits.all(household_id=away)]
    found += [("reminders", each, to) for each in unit.reminders.all(household_id=away)]
    for each in unit.attachments.all(household_id=away):
        of = {"subject_id": home} if each.subject == "household" else {}
        found.append(("attachments", each, {**to, **of}))
    return [*found, *_passages(unit, home, away)]


def _years(unit: Unit, home: int, away: int) -> list[Gift]:
    to = {"household_id": home}
    known = {each.year for each in unit.household_years.all(household_id=home)}
    years = [
        each for each in unit.household_years.all(household_id=away)
        if each.year not in known and not is_closed(unit, each.year)
    ]  # fmt: skip
    found: list[Gift] = [("household_years", each, to) for each in years]
    for year in (each.year for each in years):
        found += [("income_items", each, to) for each in unit.income_items.all(household_id=away, year=year)]
        judged = {each.item for each in unit.verdicts.all(household_id=home, year=year)}
        found += [
            ("verdicts", each, to)
            for each in unit.verdicts.all(household_id=away, year=year)
            if each.item not in judged
        ]
    return found


def _plans(unit: Unit, home: int, away: int) -> list[Gift]:
    to = {"household_id": home}
    known = {each.year for each in unit.plans.all(household_id=home)}
    plans = [each for each in unit.plans.all(household_id=away) if each.year not in known]
    found: list[Gift] = [("plans", each, to) for each in plans]
    for measure in unit.measures.all(household_id=away):
        if any(measure.plan_id == each.id for each in plans):
            found.append(("measures", measure, to))
            found += [("measure_funds", each, to) for each in unit.measure_funds.all(measure_id=measure.id)]
            found += [("progress", each, to) for each in unit.progress.all(measure_id=measure.id)]
    return found


def _houses(unit: Unit, home: int, away: int) -> list[Gift]:
    to = {"household_id": home}
    known = {each.plan_year for each in unit.renovations.all(household_id=home)}
    houses = [each for each in unit.renovations.all(household_id=away) if each.plan_year not in known]
    found: list[Gift] = [("renovations", each, to) for each in houses]
    for house in houses:
        for table in ("stages", "subsidies", "photos"):
            found += [(table, each, to) for each in getattr(unit, table).all(renovation_id=house.id)]
    return [
        *found,
        *(("photos", each, to) for each in unit.photos.all(household_id=away, renovation_id=None)),
    ]


def _passages(unit: Unit, home: int, away: int) -> list[Gift]:
    to = {"household_id": home}
    known = {(each.road, each.year) for each in unit.passages.all(household_id=home, withdrawn_on=None)}
    found: list[Gift] = []
    for passage in unit.passages.all(household_id=away):
        if (passage.road, passage.year) not in known:
            found.append(("passages", passage, to))
            found += [("steps", each, to) for each in unit.steps.all(passage_id=passage.id)]
    return found
