"""分户 and 并户: people's records are closed in one household and begin in the other; nobody is moved, so history stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import EndReason, JoinReason, LeaveReason, Relation
from fupin_desktop.domain.household import Household, Person, Standing
from fupin_desktop.domain.kin import Kin, sex_of, to_new_head, turned
from fupin_desktop.services.household import HouseholdFile
from fupin_desktop.services.life.people import begin_row
from fupin_desktop.services.life.scene import (
    HERE,
    THERE,
    Scene,
    counted,
    keep_standing,
    kin_of,
    name_of,
    names_of,
    open_year_from,
)

Told = dict[int, Relation | None]
_NOT_CARRIED = (
    "head_count", "wage", "business", "property", "transfer", "expense", "net_recorded", "claim", "own_payment",
    "period_from", "period_to", "house_area", "unsafe", "house_grade", "farmland", "irrigated", "forest", "returned_forest",
    "orchard", "pasture", "water_area",
)  # fmt: skip
"""Totals, land and house of the old household say nothing of a new one."""


def splits(scene: Scene) -> None:
    """分户: those who are ticked begin a household of their own that day."""
    asked, living = scene.asked, scene.living()
    going = [each for each in scene.file.members if each.id in asked.members]
    rest = [each for each in living if each not in going]
    if not going:
        scene.refuse("members", "请勾选分出去的成员，至少一人")
        return
    if not rest:
        scene.refuse("members", "不能把全家都分出去；全家迁走请登记“整户销号”，只换户主请登记“户主变更”")
        return
    if not all([scene.check_person(each) for each in going]):  # each is told what is wrong
        return
    village = asked.village or scene.household.village
    if scene.unit.villages.find(name=village) is None:
        scene.refuse("village", f"没有名为“{village}”的行政村，请核对村名")
    old = next((each for each in living if each.relation is Relation.HEAD), None)
    told = scene.take_head(going, asked.head, gone=old if old in rest else None, where=THERE)
    new = next((each for each in going if each.id == asked.head), None)
    names = names_of(going)
    said = f"{names}分出另立一户，户主{new.name if new else '待选'}，{len(going)}人"
    if old in going:
        stay = scene.take_head(rest, asked.successor, gone=old, field="successor")
        scene.change_relations(rest, stay)
    scene.event = dataclasses.replace(scene.event, name=names)
    scene.say(f"{said}；本户{counted(len(living), len(rest))}")
    scene.follow_count(scene.file, len(living), len(rest))
    if new is not None:
        _tell_carried(scene)
        scene.step(lambda unit: _begin_household(scene, unit, new, len(going), village))
        move(scene, going, told, JoinReason.SPLIT, LeaveReason.SPLIT, lambda: scene.made["household"])


def _tell_carried(scene: Scene) -> None:
    """What the new household begins with."""
    standing = scene.standing(scene.file) if scene.asked.standing else None
    status = standing.status.label if standing and standing.status else ""
    said = f"新户从{scene.on}起按本户登记（{status}）" if status else "新户不带户情状态，按未在册登记"
    paired = "，结对干部延续" if scene.asked.pairing else ""
    scene.say(f"{said}{paired}；用本办编号，年度情况照抄并标“待核实”，住房和收入请入户核实")
    _tell_monitored(scene, scene.file, "本户正在监测，监测记录留在本户，新户要不要监测请另行识别")


def _tell_monitored(scene: Scene, file: HouseholdFile, sentence: str) -> None:
    if any(each.identified_on and not each.removed and each.removed_on is None for each in file.monitorings):
        scene.say(sentence)


def _begin_household(scene: Scene, unit: Unit, head: Person, people: int, village: str) -> None:
    """The new household as of the day, with what was ticked."""
    old, asked = scene.household, scene.asked
    kept = unit.households.save(
        dataclasses.replace(
            old, id=None, version=0, number=unit.next_office_number(village), office_number=True, village=village,
            group=asked.group or (old.group if village == old.village else ""), head=head.name, phone=head.phone or old.phone,
            bank="", account="", ended_on=None, end_reason=None, imported_on=None, extra="", relocated=None,
            registered_on=old.registered_on if asked.standing else None,
            applied_on=None if asked.standing else scene.on, lifted_year=old.lifted_year if asked.standing else None,
            remark=f"{scene.on}由{old.head}户（{old.number}）分出",
        )
    )  # fmt: skip
    assert kept.id is not None
    scene.made["household"] = kept.id
    scene.touched.append(kept.id)
    scene.event = dataclasses.replace(scene.event, other_household_id=kept.id)
    standing = scene.standing(scene.file)
    if asked.standing and standing is not None:
        reason = f"分户：由{old.head}户（{old.number}）分出"
        keep_standing(
            unit,
            Standing(
                household_id=kept.id, since=scene.on, status=standing.status, attribute=standing.attribute,
                household_type=standing.household_type, reason=reason,
            ),
        )  # fmt: skip
    if asked.pairing:
        for each in unit.pairings.all(household_id=old.id, until=None):
            unit.pairings.save(
                dataclasses.replace(
                    each, id=None, version=0, household_id=kept.id, since=max(each.since, scene.on)
                )
            )
    _begin_year(scene, unit, kept, people)


def _begin_year(scene: Scene, unit: Unit, home: Household, people: int) -> None:
    """The year's survey of the new household: the old one's, to be verified; its house and its worksheet are not known."""
    years = [each for each in scene.file.years if each.year <= scene.on.year]
    if not years or home.id is None:
        return
    last = max(years, key=lambda each: each.year)
    income = scene.file.income(last.year)
    blank: dict[str, None] = dict.fromkeys(_NOT_CARRIED)
    begun = dataclasses.replace(
        last, id=None, version=0, household_id=home.id, year=open_year_from(unit, scene.on.year), people_listed=people,
        worksheet_done=False, closed=False, unverified=True, survey_note="",
        income_recorded=income.value if income else None, **blank,
    )  # fmt: skip
    unit.household_years.save(begun)


def merges(scene: Scene) -> None:
    """并户: the people of another household, all or some, become members of this one that day."""
    asked, other = scene.asked, scene.other
    if other is None or other.household.id == scene.household.id:
        scene.refuse(
            "other", "不能把一户并到它自己，请写明并进来的是哪一户" if other else "请写明并进来的是哪一户"
        )
        return
    theirs, mine = scene.living(other), scene.living()
    going = [each for each in other.members if each.id in asked.members] if asked.members else theirs
    rest = [each for each in theirs if each not in going]
    if not going:
        scene.refuse("members", f"{name_of(other.household)}没有可以并过来的成员，请勾选")
        return
    if other.household.village != scene.household.village:
        scene.doubt(
            "other", f"两户不在一个村（{scene.household.village}、{other.household.village}），一般不能并户"
        )
    if not all([scene.check_person(each) for each in going]):
        return
    _one_family(scene, mine, going)
    if rest and any(each.relation is Relation.HEAD for each in going):
        gone = next(each for each in going if each.relation is Relation.HEAD)
        stay = scene.take_head(
            rest, asked.successor, gone=gone, field="successor", where=other.household.head + "户"
        )
        scene.change_relations(rest, stay)
    names = names_of(going)
    scene.event = dataclasses.replace(scene.event, name=names)
    scene.say(f"{names}并入{name_of(scene.household)}，{counted(len(mine), len(mine) + len(going))}")
    scene.follow_count(scene.file, len(mine), len(mine) + len(going))
    scene.follow_count(other, len(theirs), len(rest))
    _tell_difference(scene)
    if not rest:
        scene.end(other, EndReason.MERGED)
        _tell_monitored(scene, other, "对方正在监测，监测记录留在对方，本户要不要监测请另行识别")
        scene.say(f"{name_of(other.household)}（{other.household.number}）同日销号（并户），结对同日结束")


def _tell_difference(scene: Scene) -> None:
    assert scene.other is not None
    one, two = scene.standing(scene.file), scene.standing(scene.other)
    said = [each.status.label if each and each.status else "未在册" for each in (one, two)]
    if said[0] != said[1]:
        scene.say(f"两户脱贫标志不同（本户{said[0]}，对方{said[1]}），并后按本户")


def _one_family(scene: Scene, mine: Sequence[Person], going: Sequence[Person]) -> None:
    """Everybody's relation to the one head; that of the other head is asked, the rest follows from it."""
    heads = [next((each for each in part if each.relation is Relation.HEAD), None) for part in (mine, going)]
    head = scene.asked.head or (heads[0].id if heads[0] else None)
    new = next((each for each in (*mine, *going) if each.id == head), None)
    if new is None:
        names = "、".join(each.name for each in (*mine, *going))
        scene.refuse("head", f"并户以后由谁当户主？请选一位（可选：{names}）")
        return
    told: Told = {}
    for part, first in ((mine, heads[0]), (going, heads[1])):
        if new in part:
            told |= to_new_head([kin_of(each) for each in part], new.id or 0)
        else:
            told |= _in_laws(scene, part, first, new)
    if new not in mine or new.relation is not Relation.HEAD:
        scene.change_relations(mine, scene.tell_kin(mine, told, HERE))
    answered = scene.tell_kin(going, told, HERE)
    id = scene.household.id or 0
    move(scene, going, answered, JoinReason.MERGE, LeaveReason.MERGE, lambda: id)


def _in_laws(scene: Scene, part: Sequence[Person], first: Person | None, new: Person) -> Told:
    """What follows for the family of ``first`` once it is said what he is to the head of the other family."""
    blank: Told = {each.id or 0: None for each in part}
    answer = scene.asked.relations.get(first.id or 0) if first else None
    if first is None or answer is None:
        return blank
    back = turned(answer, sex_of(kin_of(new)))
    if back is None:
        return {**blank, first.id or 0: answer}
    family = [Kin(new.id or 0, back, new.sex), *(kin_of(each) for each in part)]
    told = to_new_head(family, new.id or 0)
    told.pop(new.id or 0)
    return {**told, first.id or 0: answer}


def move(
    scene: Scene, people: Sequence[Person], told: Told, join: JoinReason, leave: LeaveReason, to: Callable[[], int]
) -> None:  # fmt: skip
    """Each one's record is closed, and a new one begins in the household that ``to`` gives when it is known."""
    for each in people:
        scene.leaves(each, leave)
        scene.step(lambda unit, each=each: _begin(scene, unit, each, told, join, to))  # type: ignore[misc]


def _begin(
    scene: Scene, unit: Unit, person: Person, told: Told, join: JoinReason, to: Callable[[], int]
) -> None:  # fmt: skip
    again = dataclasses.replace(
        person, household_id=to(), relation=told.get(person.id or 0), joined_on=scene.on, join_reason=join, left_on=None,
        leave_reason=None,
    )  # fmt: skip
    begin_row(unit, person, again, scene.on)


__all__ = ["merges", "move", "splits"]
