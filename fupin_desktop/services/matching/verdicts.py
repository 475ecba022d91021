"""What becomes of each row of a roster: 命中, 未命中, 姓名不符, 号码可疑. Every row is one of the four."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fupin_desktop.domain.id_number import IdNumber, Kind, mask_number, read_plain
from fupin_desktop.domain.values import SPOILT
from fupin_desktop.exchange.roster import Roster, RosterRow
from fupin_desktop.services.matching.known import Known, Register, plain_name

MOST_CANDIDATES = 5
NEAR = 3
"""So many signs of a number may differ, under the same name, to be worth a look: two of a day, and the check character."""
_scientific = re.compile(r"[+-]?\d(?:\.(\d*))?[eE]\+?\d+").fullmatch


class Verdict(StrEnum):
    """The values are the names of the sheets."""

    HIT = "命中"
    MISSED = "未命中"
    NAME = "姓名不符"
    SUSPICIOUS = "号码可疑"


@dataclass(frozen=True, slots=True)
class Found:
    """One row of a roster and what was found: nobody, the person, or those who may be meant."""

    row: RosterRow
    verdict: Verdict
    people: tuple[Known, ...]
    why: str

    @property
    def person(self) -> Known | None:
        return self.people[0] if self.people else None


class Judge:
    """Holds the rows of a roster against the register."""

    def __init__(self, register: Register, roster: Roster) -> None:
        self.register, self.roster = register, roster

    def all(self) -> Iterator[Found]:
        for row in self.roster.rows:
            yield self.judge(row)

    def judge(self, row: RosterRow) -> Found:
        """The verdict on one row."""
        if row.key and (same := self.register.by_number.get(row.key)):
            return self._numbered(row, same)
        number = row.number
        if number is None or not number.text:
            return self._unnumbered(row)
        if number.kind is Kind.MASKED:
            return self._masked(row, number)
        if number.kind in (Kind.RESIDENT, Kind.OLD, Kind.DISABLED) and not number.problems:
            return self._unknown(row, number)
        if number.kind is Kind.TEMPORARY:
            return self._guessed(row, "是临时号码（999999…）", self.register.named(row.name))
        if lost := _beginning(row.said):
            return self._spoilt(row, lost)
        why = "；".join(number.problems) or "不是身份证号"
        return self._guessed(row, why, self._near(row.name, number))

    def _numbered(self, row: RosterRow, same: Sequence[Known]) -> Found:
        wanted = plain_name(row.name)
        named = [each for each in same if not wanted or plain_name(each.name) == wanted]
        people = tuple(named or same)
        twice = f"本办有{len(same)}人是这个号码" if len(same) > 1 else ""
        if not named:
            theirs = "、".join(each.name for each in people[:MOST_CANDIDATES])
            return Found(row, Verdict.NAME, people, _joined(f"名单上是{row.name}，本办是{theirs}", twice))
        return Found(row, Verdict.HIT, people, _joined(_problems(row), twice))

    def _unknown(self, row: RosterRow, number: IdNumber) -> Found:
        """A good number that nobody has: the same name with nearly the same number, or a hidden one, is worth a look."""
        near = self._near(row.name, number)
        if not near:
            return Found(row, Verdict.MISSED, (), "")
        ours = "、".join(f"{each.name}{mask_number(each.id_number)}" for each in near)
        return Found(row, Verdict.SUSPICIOUS, near, f"本办没有这个号码，但有号码相近的同名人：{ours}")

    def _masked(self, row: RosterRow, number: IdNumber) -> Found:
        fits = tuple(each for each in self.register.named(row.name) if fits_mask(number.text, each.id_number))
        if not fits:
            return Found(row, Verdict.MISSED, (), "号码被遮盖，本办没有姓名和露出的数字都相符的人")
        return Found(
            row,
            Verdict.SUSPICIOUS,
            fits[:MOST_CANDIDATES],
            "号码被遮盖，姓名和露出的数字与本办相符，请核对全号",
        )

    def _spoilt(self, row: RosterRow, beginning: str) -> Found:
        fits = tuple(each for each in self.register.named(row.name) if each.id_number.startswith(beginning))
        more = "，姓名和前几位与本办相符" if fits else ""
        return Found(row, Verdict.SUSPICIOUS, fits[:MOST_CANDIDATES], f"号码{SPOILT}{more}")

    def _unnumbered(self, row: RosterRow) -> Found:
        if not row.name:
            return Found(row, Verdict.SUSPICIOUS, (), "这一行没有姓名也没有号码")
        named = self.register.named(row.name)
        near = [
            each
            for each in named
            if row.village and (each.village in row.village or row.village in each.village)
        ]
        return self._guessed(row, "没有证件号码", near or named, missed=True)

    def _guessed(self, row: RosterRow, why: str, people: Sequence[Known], *, missed: bool = False) -> Found:
        """By the name alone nobody is hit."""
        if not people:
            said = "没有证件号码，本办也没有这个姓名" if missed else f"{why}，本办没有同名的人"
            return Found(row, Verdict.MISSED if missed else Verdict.SUSPICIOUS, (), said)
        many = f"{len(people)}个" if len(people) > 1 else ""
        return Found(
            row, Verdict.SUSPICIOUS, tuple(people[:MOST_CANDIDATES]), f"{why}，本办有{many}同名的人，请核对"
        )

    def _near(self, name: str, number: IdNumber) -> tuple[Known, ...]:
        """People of the name whose number is the same but for a slip of the pen, or hidden and fitting, or lacking."""
        key = number.number18 or number.text
        near = [each for each in self.register.named(name) if apart(key, each.id_number) <= NEAR]
        return tuple(near[:MOST_CANDIDATES])


def _problems(row: RosterRow) -> str:
    """What is wrong with a number that both sides have alike."""
    if read_plain(row.said):
        return ""
    read = row.number
    return "；".join(read.problems) if read else ""


def _joined(*words: str) -> str:
    return "；".join(each for each in words if each)


def fits_mask(hidden: str, number: str) -> bool:
    """Could a masked number be this one? Stars (or XX) may stand for a different count of digits."""
    if not number or "*" in number:
        return False
    begin, end = re.split(r"[*]+|X{2,}", hidden)[0], re.split(r"[*]+|X{2,}", hidden)[-1]
    return number.startswith(begin) and number.endswith(end) and len(begin) + len(end) >= 4


def apart(one: str, other: str) -> int:
    """How many digits differ; two neighbours that changed places count as one. Far apart: a large number."""
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        slip = len(longer) - len(shorter) == 1 and len(shorter) >= 15 and _drops(longer, shorter)
        return 1 if slip else 99
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 2 and places[1] == places[0] + 1 and one[places[0]] == other[places[1]]:
        return 1
    return len(places)


def _drops(longer: str, shorter: str) -> bool:
    """Is the shorter the longer without one sign?"""
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _beginning(said: str) -> str:
    """The digits that are surely right of a number that became 6.59099E+17, or lost its last ones."""
    if found := _scientific(said.strip()):
        return (said.strip()[0] + (found[1] or "")).rstrip("0")[:14]
    return said[:14] if re.fullmatch(r"\d{15}000", said) else ""
