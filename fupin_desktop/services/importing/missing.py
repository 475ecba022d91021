"""本次未出现: what the clerk found out about those whom the office has and the file has not. Nobody is ever deleted."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import EndReason, LeaveReason
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.services.household.person import keep_head
from fupin_desktop.services.importing.choosing import Decision
from fupin_desktop.services.importing.outcome import Gone

OMITTED = "omitted"
"""漏报: still here, the national system has lost it; a remark says so until it is typed in (国扶录入清单)."""
OMITTED_WORDS = "国扶漏报"
PEOPLE_WAYS = {
    LeaveReason.DEATH: "死亡", LeaveReason.MOVED_OUT: "迁出", LeaveReason.MARRIAGE: "婚出", LeaveReason.SPLIT: "分户",
    LeaveReason.MISTAKE: "误录", OMITTED: "漏报",
}  # fmt: skip
HOUSEHOLD_WAYS = {
    EndReason.DIED_OUT: "整户自然减少", EndReason.MOVED_OUT: "整户迁出", EndReason.CLEARED: "清退",
    EndReason.MERGED: "并户", OMITTED: "漏报",
}  # fmt: skip
_GO_TOO = {EndReason.DIED_OUT: LeaveReason.DEATH, EndReason.MOVED_OUT: LeaveReason.MOVED_OUT}
R = TypeVar("R", Household, Person)


def ways(level: str) -> Mapping[str, str]:
    """What can have become of a household or person: code → word."""
    return HOUSEHOLD_WAYS if level == "household" else PEOPLE_WAYS


def check(gone: Iterable[Gone], decided: Mapping[str, Decision], day: date) -> list[tuple[Gone, Decision]]:
    """Who was decided about. Raises Refused where a day is missing or later than the data, or a key is not of the file."""
    asked = {each.key: each for each in gone}
    found, wrong = [], []
    for key, decision in decided.items():
        each = asked.get(key)
        if each is None:
            wrong.append(Problem(key, "本次未出现的名单已经变了，请重新读取文件后再处理"))
        elif decision.what not in ways(each.level):
            wrong.append(Problem(key, f"{each.name}不能按“{decision.what}”处理，请从列表里选择"))
        elif decision.what != OMITTED and decision.on is None:
            wrong.append(Problem(key, f"请填写{each.name}的减少日期，或改为“以后再说”"))
        elif decision.on is not None and decision.on > day:
            wrong.append(Problem(key, f"{each.name}的减少日期{decision.on}晚于数据日期{day}，请核对"))
        else:
            found.append((each, decision))
    if wrong:
        raise Refused(wrong)
    return found


def close(unit: Unit, decided: Iterable[tuple[Gone, Decision]], day: date) -> int:
    """Write the decisions into the records. Gives how many. Raises Refused where somebody went before coming."""
    count = 0
    for gone, decision in decided:
        if gone.level == "household":
            _close_household(unit, unit.households.get(gone.id), decision, day)
        else:
            _close_person(unit, unit.people.get(gone.id), decision, day)
        count += 1
    return count


def _close_household(unit: Unit, household: Household, decision: Decision, day: date) -> None:
    if decision.what == OMITTED:
        unit.households.save(_remarked(household, day))
        return
    reason = EndReason.of(decision.what)
    unit.households.save(dataclasses.replace(household, ended_on=decision.on, end_reason=reason))
    if reason in _GO_TOO and household.id is not None:
        for person in unit.people.all(household_id=household.id, left_on=None):
            _leave(unit, person, decision.on, _GO_TOO[reason])


def _close_person(unit: Unit, person: Person, decision: Decision, day: date) -> None:
    if decision.what == OMITTED:
        unit.people.save(_remarked(person, day))
        return
    _leave(unit, person, decision.on, LeaveReason.of(decision.what))
    keep_head(unit, person.household_id)


def _leave(unit: Unit, person: Person, on: date | None, reason: LeaveReason) -> None:
    if on is not None and person.joined_on is not None and on < person.joined_on:
        text = f"{person.name}的减少日期{on}早于增加日期{person.joined_on}，请核对"
        raise Refused([Problem("left_on", text)])
    unit.people.save(dataclasses.replace(person, left_on=on, leave_reason=reason))


def _remarked(record: R, day: date) -> R:
    """The record with a word about the export that left it out, in place of an older one."""
    kept: list[str] = [
        each for each in record.remark.split("；") if each and not each.startswith(OMITTED_WORDS)
    ]
    words = f"{OMITTED_WORDS}：{day.isoformat()}的导出里没有，待录入国扶系统"
    remark = "；".join([*kept, words])
    if type(record).fields["remark"].problem(remark):
        name = record.head if isinstance(record, Household) else record.name
        raise Refused([Problem("remark", f"{name}的备注太长，记不下“漏报”，请先删减备注")])
    return dataclasses.replace(record, remark=remark)
