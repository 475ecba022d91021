"""Gives the households of a list without 户编号 their numbers: the office's where it knows them, else new ones of its own.

A household is found by its head's ID number, by its village, group and head's name, or by its members (domain.md 1.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fupin_desktop.db import finding
from fupin_desktop.db.finding import Home
from fupin_desktop.db.store import Unit
from fupin_desktop.exchange.grouping import Unnumbered
from fupin_desktop.exchange.rows import FINDING, Rows

_HEAD, _ID = "household.head", "person.id_number"


def number_households(unit: Unit, rows: Rows) -> None:
    """Number the households of ``rows`` that have stand-ins; those that cannot be told are refused with the reason."""
    if rows.unnumbered:
        _Numbering(unit, rows).number()


class _Numbering:
    """The numbering of one file."""

    def __init__(self, unit: Unit, rows: Rows) -> None:
        self.unit, self.rows = unit, rows
        self.members = _members(rows)
        numbers = {each for ids in self.members.values() for each in ids}
        numbers |= {each.id_number for each in rows.unnumbered.values() if _full(each.id_number)}
        self.by_id = finding.homes_of_people(unit, numbers)
        self.by_head = finding.homes_of_heads(unit, {each.village for each in rows.unnumbered.values()})
        self.given: dict[str, tuple[str, bool]] = {}
        self.refused: dict[str, str] = {}
        self.running: dict[str, int] = {}

    def number(self) -> None:
        taken: dict[str, Unnumbered] = {}
        new = 0
        for stand_in in self.rows.numbers:
            known = self.rows.unnumbered.get(stand_in)
            if known is None:
                continue
            home = self._home(stand_in, known)
            if isinstance(home, str):
                self.refused[stand_in] = home
            elif home is None and not known.village:
                self.refused[stand_in] = f"{known.called}是新的，但行政村为空，请补上"
            elif home is None:
                self.given[stand_in] = self._next(known.village), True
                new += 1
            elif (other := taken.get(home.number)) is not None:
                self.refused[stand_in] = (
                    f"{known.called}与第{other.row}行{other.called}在本办是同一户（户编号{home.number}），请核对"
                )
            else:
                taken[home.number] = known
                self.given[stand_in] = home.number, home.office_number
        self._say(len(taken), new)
        self.rows.renumber(self.given, self.refused)

    def _home(self, stand_in: str, known: Unnumbered) -> Home | str | None:
        """The office's household, None for a new one, or why that cannot be told."""
        if homes := self.by_id.get(known.id_number, []):
            return homes[0] if len(homes) == 1 else _several(f"证件号码{known.called}", homes)
        found = self._by_name(known)
        if found is not None:
            return found
        by_members = {
            home.number: home for each in self.members.get(stand_in, ()) for home in self.by_id.get(each, ())
        }
        if len(by_members) > 1:
            return _several(f"{known.called}的成员", by_members.values())
        home = next(iter(by_members.values()), None)
        if home is not None:
            text = f"户主{known.head}不在本办，按成员的证件号码认作户编号{home.number}（户主{home.head}），请核对"
            place = self.rows.numbers[stand_in]
            self.rows.say_of("household", place, _HEAD, FINDING, text)
        return home

    def _by_name(self, known: Unnumbered) -> Home | str | None:
        same = self.by_head.get((known.village, known.head), []) if known.head and known.village else []
        near = [each for each in same if not known.group or not each.group or each.group == known.group]
        if len(near) > 1:
            return _several(f"{known.village}{known.group}的{known.called}", near)
        if near and _full(known.id_number) and _full(near[0].head_id) and known.id_number != near[0].head_id:
            return f"户主{known.head}的证件号码与本办同名户主（户编号{near[0].number}）的不同，请核对，补上户编号再导入"
        if not near and same:
            return f"本办{known.village}有同名户主{known.head}，但不在{known.group}，请核对，补上户编号或证件号码再导入"
        return near[0] if near else None

    def _next(self, village: str) -> str:
        prefix, _, first = self.unit.next_office_number(village).rpartition("-")
        number = self.running[prefix] = max(self.running.get(prefix, 0) + 1, int(first))
        return f"{prefix}-{number:05d}"

    def _say(self, found: int, new: int) -> None:
        parts = [f"{found}户在本办找到"] if found else []
        parts += [f"{new}户是新的，先编本办编号"] if new else []
        parts += [f"{len(self.refused)}户认不出，没有读取"] if self.refused else []
        told = f"：{'，'.join(parts)}" if parts else ""
        self.rows.remarks.append(f"文件里没有户编号，按户主分户{told}")


def _several(what: str, homes: Iterable[Home]) -> str:
    numbers = "、".join(each.number for each in homes)
    return f"{what}在本办对应不止一户（户编号{numbers}），请补上户编号再导入"


def _full(id_number: str) -> bool:
    return len(id_number) == 18 and "*" not in id_number and not id_number.startswith("99999")


def _members(rows: Rows) -> Mapping[str, list[str]]:
    """The full ID numbers of each household's people."""
    if _ID not in rows.person_keys:
        return {}
    where, numbers = rows.person_keys.index(_ID), list(rows.numbers)
    found: dict[str, list[str]] = {}
    for person, owner in zip(rows.people, rows.owners, strict=True):
        if _full(id_number := str(person[where] or "")):
            found.setdefault(numbers[owner], []).append(id_number)
    return found
