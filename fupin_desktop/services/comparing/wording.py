"""The sentence that a comparison is reported in: 较上月净增2户5人，其中新增3户9人（水村2户6人、月亮村1户3人），…"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fupin_desktop.domain.period import Month
from fupin_desktop.services.comparing.outcome import Compared, Home, Mover, reasons

MOST_VILLAGES = 6
MOST_FIELDS = 5


def sentence(found: Compared) -> str:
    """What moved between the two lists, in one sentence; the parts add up to the net figures."""
    than = _than(found)
    if found.nothing:
        return f"与{than}相比没有变化"
    parts = [each for each in (_homes(found), _within(found)) if each]
    said = _net(found, than)
    if parts:
        said += f"，其中{'；'.join(parts)}"
    if found.renumbered:
        said += f"；另有{len(found.renumbered)}户更换了户编号"
    if found.changes:
        fields = "、".join(f"{label}{count}处" for label, count in list(found.changed.items())[:MOST_FIELDS])
        more = "等" if len(found.changed) > MOST_FIELDS else ""
        said += f"；另有字段变更{len(found.changes)}处（{fields}{more}）"
    return said


def _than(found: Compared) -> str:
    if found.office == "old":
        return "本办数据"
    if found.old_day is None or found.new_day is None:
        return "上期"
    return than(found.old_day, found.new_day)


def than(old: date, new: date) -> str:
    """How the period before is named: 上月, 2018年4月, within one month the day itself."""
    before, after = Month(old.year, old.month), Month(new.year, new.month)
    if before == after or old > new:
        return f"{old.year}年{old.month}月{old.day}日"
    return "上月" if after.before == before else before.words


def _net(found: Compared, than: str) -> str:
    households, people = (now - was for now, was in zip(found.after, found.before, strict=True))
    if not found.people:
        return f"较{than}{_way(households)}{abs(households)}户" if households else f"户数与{than}持平"
    if not households and not people:
        return f"户数、人数与{than}持平"
    if not households or not people:
        same, moved, unit = ("人数", households, "户") if households else ("户数", people, "人")
        return f"较{than}{_way(moved)}{abs(moved)}{unit}，{same}持平"
    if (households > 0) == (people > 0):
        return f"较{than}{_way(households)}{abs(households)}户{abs(people)}人"
    return f"较{than}{_way(households)}{abs(households)}户、{_way(people)}{abs(people)}人"


def _way(number: int) -> str:
    return "净增" if number > 0 else "净减"


def _homes(found: Compared) -> str:
    parts = [
        f"{word}{_counted(homes, people=found.people)}"
        for word, homes in (("新增", found.came), ("减少", found.went))
        if homes
    ]
    return "，".join(parts)


def _counted(homes: Sequence[Home], *, people: bool) -> str:
    by_village: dict[str, list[int]] = {}
    for each in homes:
        count = by_village.setdefault(each.village, [0, 0])
        count[0] += 1
        count[1] += each.people
    whole = _size(len(homes), sum(each.people for each in homes), people)
    if not any(by_village):
        return whole
    if len(by_village) > MOST_VILLAGES:
        return f"{whole}（涉及{len(by_village)}个村）"
    if len(by_village) == 1:
        return f"{whole}（{next(iter(by_village))}）"
    listed = "、".join(f"{name}{_size(count[0], count[1], people)}" for name, count in by_village.items())
    return f"{whole}（{listed}）"


def _size(households: int, members: int, people: bool) -> str:
    return f"{households}户{members}人" if people else f"{households}户"


def _within(found: Compared) -> str:
    joined, left = found.within
    parts = [
        f"户内{word}{len(movers)}人{_why(movers)}"
        for word, movers in (("增加", joined), ("减少", left))
        if movers
    ]
    return "，".join(parts)


def _why(movers: Sequence[Mover]) -> str:
    told = reasons(movers)
    if not told:
        return ""
    every = sum(told.values()) == len(movers)
    listed = "、".join(f"{why}{count}人" for why, count in told.items())
    return f"（{listed}）" if every else f"（其中{listed}）"
