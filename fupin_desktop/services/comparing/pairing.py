"""Who on one list is who on the other: by 人编号, by ID number, by name within the household."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from fupin_desktop.domain.plain import Plain
from fupin_desktop.services.comparing.sides import Side

NOBODY = -1


@dataclass(eq=False)
class Pairs:
    """For each place of the new list the place on the old one, -1 for nobody; and the other way round."""

    was: array[int]
    now: array[int]
    homes: dict[int, int]
    """Households on both lists: place on the new one → place on the old one."""
    renumbered: set[int]
    """Those of them (places on the new list) that bear another number now: all their people came together."""


def pair(old: Side, new: Side) -> Pairs:
    """Pair people and households off, each at most once."""
    was = array("q", [NOBODY]) * len(new.rows.people)
    now = array("q", [NOBODY]) * len(old.rows.people)
    if old.has_people and new.has_people:
        for key, telling in (("person.number", _number), ("person.id_number", _full)):
            if key in old.rows.person_keys and key in new.rows.person_keys:
                _by_key(old, new, was, now, key, telling)
        _by_name(old, new, was, now)
    here = set(old.households)
    homes = {
        place: old.rows.numbers[number]
        for place in new.households
        if (number := new.numbers[place]) in old.rows.numbers and old.rows.numbers[number] in here
    }
    renumbered = _renumbered(old, new, was, homes)
    return Pairs(was, now, homes | renumbered, set(renumbered))


def _number(value: Plain) -> bool:
    return bool(value)


def _full(value: Plain) -> bool:
    """Does a number tell one person from all others? A masked or temporary one does not."""
    return bool(value) and "*" not in str(value) and not str(value).startswith("99999")


def _by_key(
    old: Side, new: Side, was: array[int], now: array[int], key: str, telling: Callable[[Plain], bool]
) -> None:
    before, after = old.rows.person_keys.index(key), new.rows.person_keys.index(key)
    known: dict[Hashable, list[int]] = {}
    people = old.rows.people
    for place in old.people:
        if now[place] == NOBODY and telling(value := people[place][before]):
            known.setdefault(value, []).append(place)
    people = new.rows.people
    for place in new.people:
        if was[place] == NOBODY and (waiting := known.get(people[place][after])):
            found = _same_home(old, new, waiting, place)
            waiting.remove(found)
            was[place], now[found] = found, place


def _same_home(old: Side, new: Side, waiting: list[int], place: int) -> int:
    """A number that stands twice: the one in the same household goes first."""
    if len(waiting) == 1:
        return waiting[0]
    home = new.numbers[new.rows.owners[place]]
    return next((each for each in waiting if old.numbers[old.rows.owners[each]] == home), waiting[0])


def _by_name(old: Side, new: Side, was: array[int], now: array[int]) -> None:
    before, after = old.rows.person_keys.index("person.name"), new.rows.person_keys.index("person.name")
    known: dict[tuple[str, Plain], list[int]] = {}
    for place in old.people:
        if now[place] == NOBODY:
            key = old.numbers[old.rows.owners[place]], old.rows.people[place][before]
            known.setdefault(key, []).append(place)
    for place in new.people if known else ():
        if was[place] != NOBODY:
            continue
        waiting = known.get((new.numbers[new.rows.owners[place]], new.rows.people[place][after]), [])
        found = next((each for each in waiting if _may_be(old, each, new, place)), None)
        if found is not None:
            waiting.remove(found)
            was[place], now[found] = found, place


def _may_be(old: Side, before: int, new: Side, after: int) -> bool:
    """Two different full ID numbers are two people."""
    key = "person.id_number"
    if key not in old.rows.person_keys or key not in new.rows.person_keys:
        return True
    one = old.rows.people[before][old.rows.person_keys.index(key)]
    other = new.rows.people[after][new.rows.person_keys.index(key)]
    return not (_full(one) and _full(other)) or one == other


def _renumbered(old: Side, new: Side, was: array[int], homes: dict[int, int]) -> dict[int, int]:
    """Households under a number that was not there before, all of whose people came from one that is no more."""
    gone = set(old.households).difference(homes.values())
    if not gone or len(homes) == len(new.households):
        return {}
    sizes: dict[int, int] = {}
    for place in old.people:
        owner = old.rows.owners[place]
        if owner in gone:
            sizes[owner] = sizes.get(owner, 0) + 1
    sources: dict[int, list[int]] = {}
    for place in new.people:
        owner = new.rows.owners[place]
        if owner not in homes:
            sources.setdefault(owner, []).append(
                old.rows.owners[was[place]] if was[place] != NOBODY else NOBODY
            )
    return {
        owner: found[0]
        for owner, found in sources.items()
        if found[0] in gone and set(found) == {found[0]} and len(found) == sizes[found[0]]
    }
