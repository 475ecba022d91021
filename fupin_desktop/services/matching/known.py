"""Whom of the office a list may mean, by number and by name, and the households they live in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fupin_desktop.db import matching as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import Attribute, HouseholdType, LeaveReason, MonitoringKind, Relation, Status
from fupin_desktop.domain.fields import Code


class Known(NamedTuple):
    """One person of the office, as stored."""

    id: int
    household_id: int
    name: str
    id_number: str
    village: str
    left_on: str | None
    leave_reason: str | None
    relation: str | None

    @property
    def relation_label(self) -> str:
        return _label(Relation, self.relation)

    @property
    def left(self) -> str:
        """减少: the day and the reason, blank for who is here."""
        return f"{self.left_on}{_label(LeaveReason, self.leave_reason)}" if self.left_on else ""


class Home(NamedTuple):
    """What a list says of a household today."""

    id: int
    number: str
    village: str
    group: str
    head: str
    status: str
    lifted_year: str
    household_type: str
    attribute: str
    monitor: str
    ended_on: str

    @property
    def kind(self) -> str:
        """类别: what the household is, and what it is monitored as."""
        return "、".join(each for each in (self.household_type or self.attribute, self.monitor) if each)


class Register:
    """People by number and by name; who is here stands before who has left."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.by_number: dict[str, list[Known]] = {}
        self.by_name: dict[str, list[Known]] = {}
        gone = []
        for each in people:
            if each.left_on:
                gone.append(each)
            else:
                self._add(each)
        for each in gone:
            self._add(each)

    def _add(self, person: Known) -> None:
        if person.id_number:
            self.by_number.setdefault(person.id_number, []).append(person)
        self.by_name.setdefault(plain_name(person.name), []).append(person)

    @classmethod
    def of(cls, unit: Unit) -> Register:
        """Everybody."""
        return cls(map(Known._make, stored.everybody(unit)))

    @classmethod
    def meant_by(cls, unit: Unit, said: Iterable[tuple[str, str]]) -> Register:
        """Those who bear one of the numbers, and the namesakes of those whose number nobody bears: (number, name)."""
        said = list(said)
        numbers = {number for number, _ in said if number}
        known = numbers.intersection(stored.numbers(unit))
        names = {plain_name(name) for number, name in said if number not in known} - {""}
        return cls(
            Known._make(row)
            for row in stored.everybody(unit)
            if row[3] in known or row[2] in names or ("·" in row[2] and plain_name(row[2]) in names)
        )

    def named(self, name: str) -> Sequence[Known]:
        """All of a name."""
        return self.by_name.get(plain_name(name), ()) if name else ()


def plain_name(name: str) -> str:
    """A name without what lists write differently: the dot, blanks."""
    return name if name.isalpha() else name.replace("·", "").replace(" ", "")


def homes(unit: Unit, ids: Iterable[int]) -> dict[int, Home]:
    """The households of some ids."""
    found = {}
    for id, number, village, group, head, status, year, kind, attribute, monitor, ended in stored.homes(
        unit, set(ids)
    ):
        labels = _label(HouseholdType, kind), _label(Attribute, attribute), _label(MonitoringKind, monitor)
        found[id] = Home(
            id, number, village, group, head, _label(Status, status), str(year or ""), *labels, ended or ""
        )
    return found


def _label(codes: type[Code], code: str | None) -> str:
    return codes.of(code).label if code else ""
