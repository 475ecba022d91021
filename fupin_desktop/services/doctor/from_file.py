"""Turns the rows of an export that was not imported into households as the doctor looks at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.doctor.case import Around, Case, Member, Where
from fupin_desktop.domain.fields import Kind, Record
from fupin_desktop.domain.household import (
    Household,
    HouseholdYear,
    Monitoring,
    Person,
    PersonYear,
    Standing,
)
from fupin_desktop.domain.plain import Plain, from_plain
from fupin_desktop.exchange.layouts import field_of
from fupin_desktop.exchange.presence import present
from fupin_desktop.exchange.rows import Rows, keys_of

MANY = 100
"""People: in a smaller file or office a field that is blank everywhere may be forgotten, and is asked for."""
Build = Callable[[tuple[Plain, ...], Mapping[str, Any]], Any]


def around(
    rows: Rows, on: date, lines: Mapping[int, Decimal], monitoring_lines: Mapping[int, Decimal]
) -> Around:
    """What lies around the households of a file: the lines, and who else in the file has the same numbers."""
    fields = {*rows.household_keys, *rows.person_keys}
    fields |= {each.partition("#")[0] for each in fields}
    homes, people = present(rows, on)
    return Around(
        on=on, lines=lines, monitoring_lines=monitoring_lines,
        ids=_shared_ids(rows, people), phones=_shared_phones(rows, homes),
        fields=frozenset(fields), complete=False,
    )  # fmt: skip


def _blank(keys: Sequence[str], every: Sequence[tuple[Plain, ...]]) -> Iterator[str]:
    for place, key in enumerate(keys):
        if all(row[place] in ("", None) for row in every):
            yield key


def _shared_ids(rows: Rows, here: Sequence[int]) -> Mapping[str, Sequence[Where]]:
    if "person.id_number" not in rows.person_keys:
        return {}
    at, name = rows.person_keys.index("person.id_number"), rows.person_keys.index("person.name")
    places: dict[str, list[int]] = defaultdict(list)
    for place in here:
        number = str(rows.people[place][at] or "")
        if number and "*" not in number and not number.startswith("99999"):
            places[number].append(place)
    numbers = list(rows.numbers)
    return {
        number: [
            _where(rows, numbers, rows.owners[place], place + 1, str(rows.people[place][name]))
            for place in found
        ]
        for number, found in places.items()
        if len(found) > 1
    }


def _shared_phones(rows: Rows, here: Sequence[int]) -> Mapping[str, Sequence[Where]]:
    if "household.phone" not in rows.household_keys:
        return {}
    at = rows.household_keys.index("household.phone")
    places: dict[str, list[int]] = defaultdict(list)
    for place in here:
        if rows.households[place][at]:
            places[str(rows.households[place][at])].append(place)
    numbers = list(rows.numbers)
    return {
        phone: [_where(rows, numbers, place) for place in found]
        for phone, found in places.items()
        if len(found) > 1
    }


def _where(rows: Rows, numbers: Sequence[str], owner: int, person: int = 0, name: str = "") -> Where:
    keys = rows.household_keys
    household = rows.households[owner]
    village = str(household[keys.index("household.village")]) if "household.village" in keys else ""
    head = str(household[keys.index("household.head")]) if "household.head" in keys else ""
    return Where(owner + 1, numbers[owner], village, person, name or head)


def cases(rows: Rows, about: Around) -> Iterator[Case]:
    """The households of a file that are on the register; a household's id is its place in the file, a person's too, both from 1."""
    year = (rows.data_day or about.on).year
    keys = rows.household_keys
    household = _builder(Household, "household", keys)
    standing = _builder(Standing, "standing", keys)
    of_year = _builder(HouseholdYear, "household_year", keys)
    episode = _builder(Monitoring, "monitoring", keys)
    person = _builder(Person, "person", rows.person_keys)
    surveyed = _builder(PersonYear, "person_year", rows.person_keys)
    nowhere = {} if "household.village" in keys else {"village": ""}
    nameless = {} if "person.name" in rows.person_keys else {"name": ""}
    members: dict[int, list[Member]] = defaultdict(list)
    homes, people = present(rows, about.on)
    for place in people:
        owner = rows.owners[place]
        values, links = rows.people[place], {"household_id": owner + 1}
        who: Person = (
            person(values, {"id": place + 1, **links, **nameless})
            if person
            else Person(id=place + 1, name="")
        )
        what = surveyed(values, {"person_id": place + 1, "year": year, **links}) if surveyed else None
        members[owner].append(Member(who, what, about.on))
    numbers = list(rows.numbers)
    for place in homes:
        number, row, links = numbers[place], rows.households[place], {"household_id": place + 1}
        kept: Household = (
            household(row, {"id": place + 1, "number": number, **nowhere})
            if household
            else Household(id=place + 1, number=number, village="")
        )
        told = episode(row, links) if episode else None
        yield Case(
            household=kept, around=about, members=members.get(place, ()),
            standing=standing(row, {"since": about.on, **links}) if standing else None,
            years=[of_year(row, {"year": year, **links})] if of_year else (),
            monitorings=[told] if told and (told.kind or told.risks or told.identified_on) else (),
        )  # fmt: skip


def _builder(kind: type[Record], table: str, keys: Sequence[str]) -> Build | None:
    """What makes a record of the columns of one table; None when the file has none of them.

    Codes and numbers repeat from row to row, so each spelling is turned into its value once.
    """
    mine = [(place, name) for place, name in keys_of(keys, table) if "#" not in name and name in kind.fields]
    if not mine:
        return None
    easy = [(place, name) for place, name in mine if kind.fields[name].kind is Kind.TEXT]
    hard = [(place, name, _Values(f"{table}.{name}")) for place, name in mine if (place, name) not in easy]

    def build(values: tuple[Plain, ...], links: Mapping[str, Any]) -> Any:
        made = {name: values[place] or "" for place, name in easy}
        for place, name, known in hard:
            made[name] = known[values[place]]
        return kind(**{**made, **links})

    return build


class _Values(dict[Plain, Any]):
    """Plain values of one column as values."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._field = field_of(key)

    def __missing__(self, plain: Plain) -> Any:
        value = self[plain] = from_plain(self._field, plain)
        return value
