"""The search box: name, pinyin, initials, last digits, household number, group; the whole office in memory.

A text holds a line for each person; looking through 390,000 lines takes some milliseconds, an index in the
database would cost every import more than that saves.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from fupin_desktop.db.store import Store, Touched
from fupin_desktop.domain import values
from fupin_desktop.domain.lists import Hit
from fupin_desktop.domain.pinyin import keys

SEARCHED = frozenset({"", "person", "household"})
"""Tables whose changes make the box look anew ("" is said after a large act)."""
QUICKLY_MADE = 20_000
"""People whose book is made in a blink; a larger one is made anew beside the window only."""


class _Book:
    """Text with one line a person, as bytes: looking through 20 MB of it takes some milliseconds."""

    def __init__(self, lines: Iterable[str]) -> None:
        parts, self.starts, place = [], array("q"), 0
        for line in lines:
            part = line.encode()
            self.starts.append(place)
            parts.append(part)
            place += len(part)
        self.text = b"".join(parts)

    def look(self, needle: str, limit: int) -> list[int]:
        """The first lines that hold a needle, at most ``limit``."""
        wanted, places = needle.encode(), list[int]()
        at = self.text.find(wanted)
        while at >= 0 and len(places) < limit:
            place = bisect_right(self.starts, at) - 1
            places.append(place)
            at = self.text.find(wanted, self.starts[place + 1]) if place + 1 < len(self.starts) else -1
        return places

    def line(self, place: int) -> bytes:
        """The text of one line."""
        end = self.starts[place + 1] if place + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[place] : end]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A book for each way of asking, and the person and household of each line."""

    names: _Book
    pinyin: _Book
    numbers: _Book
    people: list[tuple[int | None, int]]


class SearchBox:
    """Finds people and households. Made when first asked, and again after people changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shelf: _Shelf | None = None
        self._stale = False
        self._making = threading.Lock()
        store.listen(self._forget)

    def find(self, text: str, limit: int = 50) -> list[Hit]:
        """Up to ``limit`` hits, whole-name and head-of-household ones first."""
        said = values.clean(text).lower().replace(" ", "").replace("'", "")
        if not said:
            return []
        shelf = self._ready()
        book, loose, strict = _needles(shelf, said)
        places = book.look(loose, limit)
        if len(places) == limit:  # there are more: the better ones may lie further on
            places = list(dict.fromkeys(book.look(strict, limit) + places))[:limit]
        else:
            better = strict.encode()
            places.sort(key=lambda place: better not in book.line(place))
        return self._hits([shelf.people[place] for place in places], said)

    def warm(self) -> None:
        """Make the book ahead of the next question (called beside the window)."""
        self._renew()

    @property
    def preparing(self) -> bool:
        """Whether the first book is being made just now: a question would have to wait."""
        return self._shelf is None and self._making.locked()

    def _forget(self, touched: Touched) -> None:
        if any(table in SEARCHED for table, _ in touched):
            self._stale = True

    def _ready(self) -> _Shelf:
        """The books; large ones that are out of date serve until ``warm`` has made the new ones."""
        shelf = self._shelf
        return shelf if shelf is not None and len(shelf.people) > QUICKLY_MADE else self._renew()

    def _renew(self) -> _Shelf:
        with self._making:
            if self._shelf is None or self._stale:
                self._stale = False
                self._shelf = self._make()
            return self._shelf

    def _make(self) -> _Shelf:
        with self._store.read() as unit:
            known = list(unit.people_to_search())
        return _Shelf(
            names=_Book(f"\n={name}={group}|" for _, _, name, _, _, _, _, group in known),
            pinyin=_Book(f"\n {keys(name)} " for _, _, name, *_ in known),
            numbers=_Book(
                f"\n|{number};|{id_number.lower()};{phone};{own_phone};"
                for _, _, _, id_number, phone, own_phone, number, _ in known
            ),
            people=[(person, household) for person, household, *_ in known],
        )

    def _hits(self, found: list[tuple[int | None, int]], said: str) -> list[Hit]:
        with self._store.read() as unit:
            people = unit.people.some([person for person, _ in found if person])
            lines = unit.lines([household for _, household in found])
        hits = []
        for person_id, household_id in found:
            person, line = people.get(person_id or 0), lines.get(household_id)
            if line is None or (person_id and person is None):
                continue
            name = person.name if person else line.head
            hits.append(
                Hit(household_id, line.number, person_id, person.number if person else "", name, line.village,
                    line.group, _why(said, person.relation.label if person and person.relation else ""))
            )  # fmt: skip
        return hits


def _needles(shelf: _Shelf, said: str) -> tuple[_Book, str, str]:
    """Where to look, for what at least, and for what rather."""
    if said.isdigit() or (said[:-1].isdigit() and said.endswith("x")):
        if len(said) < 3:
            return shelf.names, f"={said}组|", f"={said}组|"
        return shelf.numbers, said, f"{said};"
    if said.isascii():
        return shelf.pinyin, f" {said}", f" {said} "
    return shelf.names, said, f"={said}="


def _why(said: str, relation: str) -> str:
    if said.isdigit() or said[:-1].isdigit():
        return "号码"
    return relation or "户主"
