"""退出任务: how many households and people of each village are to leave the register in a year, read from words or a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem

_ENTRY = re.compile(
    r"(?P<name>[^\s\d,，、;；。:：|]+)[\s:：|,，]*"
    r"(?:(?P<households>\d+)\s*户(?:\s*[,，、]?\s*(?P<people>\d+)\s*(?P<unit>[人户口]))?|(?P<first>\d+)[\s,，|]+(?P<second>\d+))"
)
_WHOLE = re.compile("合计|总|共|全镇|全乡|计划|脱贫|退出|任务")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a village; ``people`` None where only households were said."""

    village: str
    households: int
    people: int | None


@dataclass(frozen=True, slots=True)
class Read:
    """The targets that a text holds, and what a clerk should look at."""

    wanted: tuple[Wanted, ...]
    remarks: tuple[str, ...] = ()


def read_targets(text: str, villages: Sequence[str]) -> Read:
    """Read “月亮村5户22人，花儿村4户14人”, or rows of a sheet: village, households, people.

    A sum that stands there too is held against the villages. Raises Refused for names that are no village and for
    text that holds nothing.
    """
    found: dict[str, Wanted] = {}
    wrong, remarks, sums = [], [], []
    for match in _ENTRY.finditer(text):
        households = int(match["households"] or match["first"])
        people = match["people"] or match["second"]
        name = max((each for each in villages if match["name"].endswith(each)), key=len, default="")
        wanted = Wanted(name, households, int(people) if people else None)
        if not name and _WHOLE.search(match["name"]):
            sums.append(wanted)
        elif not name:
            wrong.append(f"没有名为“{match['name']}”的行政村（有：{'、'.join(villages)}），请检查村名")
        elif name in found:
            wrong.append(f"{name}写了两次，请只留一次")
        else:
            found[name] = wanted
            if match["unit"] == "户":
                said = match[0].strip().removeprefix(match["name"])
                remarks.append(f"“{name}{said}”的第二个数按人数读作{people}人，请核对")
    if not found and not wrong:
        wrong.append("没有读出各村的任务，请写成“月亮村5户22人”，或从表格粘贴村名、户数、人数三列")
    if wrong:
        raise Refused([Problem("text", each) for each in wrong])
    return Read(tuple(found.values()), (*remarks, *_differing(sums, found.values())))


def _differing(sums: Iterable[Wanted], wanted: Iterable[Wanted]) -> Iterator[str]:
    all_of = list(wanted)
    households = sum(each.households for each in all_of)
    people = sum(each.people or 0 for each in all_of)
    for each in sums:
        if (each.households, each.people or people) != (households, people):
            said = f"{each.households}户" + (f"{each.people}人" if each.people is not None else "")
            yield f"写的合计{said}，各村相加是{households}户{people}人，请核对"


def target_problems(wanted: Wanted) -> Iterator[Problem]:
    """What cannot be a village's target."""
    if wanted.people is not None and wanted.people < wanted.households:
        yield Problem(
            "people", f"{wanted.village}任务{wanted.households}户{wanted.people}人，人数少于户数，请核对"
        )
