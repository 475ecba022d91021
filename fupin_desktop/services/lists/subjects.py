"""Whose a row of a list is: the household, person or village of the office that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from fupin_desktop.db import lists as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.exchange.lists.spec import RowIn


class Home(NamedTuple):
    """A household as lists need it."""

    id: int
    number: str
    village: str
    group: str
    head: str
    ended: str | None


class Member(NamedTuple):
    """A person as lists need it."""

    id: int
    household: int
    number: str
    id_number: str
    name: str
    left: str | None


class Lost(Exception):
    """A row whose subject the office has not, or has several times: one Chinese sentence."""


class Subjects:
    """The households and people of the office, to be found by what a row says of them."""

    def __init__(self, unit: Unit) -> None:
        self.homes = {each[0]: Home(*each) for each in stored.homes(unit)}
        self._members = stored.members(unit)
        self.villages = {each.name for each in unit.villages.all()}
        self._by_number = {each.number: each for each in self.homes.values()}
        self.doubts: list[str] = []
        """What is doubtful about the subject that was found last; whoever asks says and clears it."""

    @cached_property
    def members(self) -> dict[int, Member]:
        return {each[0]: Member(*each) for each in self._members}

    @cached_property
    def _by_head(self) -> dict[tuple[str, str], list[Home]]:
        found: dict[tuple[str, str], list[Home]] = {}
        for each in self.homes.values():
            found.setdefault((each.village, each.head), []).append(each)
        return found

    @cached_property
    def _by_id(self) -> dict[str, list[Member]]:
        return _grouped(self.members.values(), "id_number")

    @cached_property
    def _by_member_number(self) -> dict[str, list[Member]]:
        return _grouped(self.members.values(), "number")

    @cached_property
    def _by_name(self) -> dict[str, list[Member]]:
        return _grouped(self.members.values(), "name")

    @cached_property
    def _at_home(self) -> dict[int, list[Member]]:
        found: dict[int, list[Member]] = {}
        for each in self.members.values():
            found.setdefault(each.household, []).append(each)
        return found

    def household(self, row: RowIn) -> Home:
        """By 户编号, else the head's (or a member's) ID number, else the head's name in the village. Raises Lost."""
        number = row.word("home.number")
        if number and (found := self._by_number.get(number)):
            return self._agreeing(row, found)
        if number and not self._has_more(row):
            raise Lost(f"本办没有户编号{number}，请先导入户与人的名单，或核对编号")
        found = self._without_number(row)
        if number:
            said = f"本办没有户编号{number}，按户主找到{found.village}{found.head}（户编号{found.number}），请核对"
            self.doubts.append(said)
        return found

    def _without_number(self, row: RowIn) -> Home:
        by_id = self._household_by_id(row)
        if by_id is not None:
            return by_id
        head = row.word("home.head")
        if not head:
            if row.word("member.number") or row.word("member.name"):
                return self.homes[self.person(row).household]
            raise Lost("没有户编号、户主证件号码或户主姓名，不知道是哪一户，请补上")
        return self._by_place(row, head)

    @staticmethod
    def _has_more(row: RowIn) -> bool:
        keys = ("home.head_id", "home.head", "member.number", "member.id_number")
        return any(row.word(key) for key in keys)

    @staticmethod
    def _agreeing(row: RowIn, home: Home) -> Home:
        village = row.word("home.village")
        if village and village != home.village:
            raise Lost(f"户编号{home.number}在本办是{home.village}的{home.head}，表里写{village}，请核对")
        return home

    def _household_by_id(self, row: RowIn) -> Home | None:
        said = row.word("home.head_id")
        if not said:
            return None
        head = row.word("home.head")
        found = self._with_id(said, head)
        if not found:
            return None
        person = found[0]
        if head and person.name != head:
            raise Lost(f"户主证件号码在本办是{person.name}的，表里户主写{head}，请核对")
        return self.homes[person.household]

    def _with_id(self, said: str, name: str) -> list[Member]:
        """Who has an ID number, the present first; a hidden one (659099********0011) is held against the name's."""
        if is_masked(said):
            found = [each for each in self._by_name.get(name, ()) if same_masked(said, each.id_number)]
        else:
            found = list(self._by_id.get(said, ()))
        return sorted(found, key=lambda each: each.left is not None)

    def _by_place(self, row: RowIn, head: str) -> Home:
        village, group = row.word("home.village"), row.word("home.group")
        anywhere = [] if village else [each for each in self.homes.values() if each.head == head]
        found = self._by_head.get((village, head), []) if village else anywhere
        found = [each for each in found if each.ended is None] or found
        if len(found) > 1 and group:
            found = [each for each in found if each.group == group] or found
        if len(found) == 1:
            if group and found[0].group and found[0].group != group:
                self.doubts.append(f"{head}在本办是{found[0].group}的，表里写{group}，请核对")
            return found[0]
        where = f"{village}{group}" if village else "本办"
        if not found:
            raise Lost(f"{where}没有户主{head}，请先导入户与人的名单，或核对姓名和村名")
        raise Lost(f"{where}有{len(found)}户户主都叫{head}，请补上户编号或户主证件号码")

    def person(self, row: RowIn) -> Member:
        """By 人编号, else ID number, else name in the household. Raises Lost."""
        number, said, name = (row.word(key) for key in ("member.number", "member.id_number", "member.name"))
        found = self._by_member_number.get(number, []) if number else []
        if not found and said:
            found = self._with_id(said, name)
        if found:
            return self._this_one(found[0], row, name)
        if not name:
            raise Lost(
                "本办没有这个人编号或证件号码，请先导入户与人的名单，或核对号码"
                if number or said
                else "没有人编号、证件号码或姓名，不知道是谁，请补上"
            )
        return self._by_household(row, name, said)

    def _by_household(self, row: RowIn, name: str, said: str) -> Member:
        if not any(row.word(key) for key in ("home.number", "home.head", "home.head_id")):
            raise Lost(f"只有姓名{name}，没有编号、证件号码或户编号，不知道是谁，请补上")
        home = self.household(
            RowIn(row.row, {key: value for key, value in row.cells.items() if key.startswith("home.")})
        )
        mine = [each for each in self._at_home.get(home.id, ()) if each.name == name]
        mine = [each for each in mine if each.left is None] or mine
        if said and not is_masked(said):  # a full number that nobody has is another person's, or a slip
            mine = [each for each in mine if not each.id_number or is_masked(each.id_number)]
        if len(mine) == 1:
            return mine[0]
        if mine:
            raise Lost(f"户编号{home.number}有{len(mine)}个{name}，请补上人编号或证件号码")
        raise Lost(f"户编号{home.number}里没有证件号码相符的{name}，请先导入户与人的名单，或核对")

    def _this_one(self, person: Member, row: RowIn, name: str) -> Member:
        if name and person.name != name:
            raise Lost(f"这个编号或证件号码在本办是{person.name}的，表里写{name}，请核对")
        number = row.word("home.number")
        home = self.homes[person.household]
        if number and number != home.number:
            raise Lost(f"{person.name}在本办属于户编号{home.number}，表里写{number}，请核对")
        return person


def is_masked(number: str) -> bool:
    """Is a number partly hidden (659099********0011)?"""
    return "*" in number


def same_masked(hidden: str, number: str) -> bool:
    """Does a hidden number leave nothing to be seen that the full one has otherwise?"""
    return len(hidden) == len(number) and all(
        one in ("*", two) for one, two in zip(hidden, number, strict=True)
    )


def _grouped(members: Iterable[Member], name: str) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = {}
    for each in members:
        value: str = getattr(each, name)
        if value:
            found.setdefault(value, []).append(each)
    return found
