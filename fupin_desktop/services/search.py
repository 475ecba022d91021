"""The search box: name, pinyin, initials, last digits, household number, group; the whole office in memory.

One long text holds a line for each person; looking through 390,000 lines takes a few milliseconds, an index
in the database would cost every import more than that saves.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from dataclasses import dataclass

from fupin_desktop.db.store import Store, Touched
from fupin_desktop.domain import values
from fupin_desktop.domain.lists import Hit
from fupin_desktop.domain.pinyin import keys

SEARCHED = frozenset({"", "person", "household"})
"""Tables whose changes make the box look anew ("" is said after a large act)."""
QUICKLY_MADE = 20_000
"""People whose book is made in a blink; a larger one is made anew beside the window only."""


@dataclass(frozen=True, slots=True)
class _Book:
    """The text that is searched, the start of each line in it, and the person and household of each line."""

    text: str
    starts: list[int]
    people: list[tuple[int | None, int]]


class SearchBox:
    """Finds people and households. Made when first asked, and again after people changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._book: _Book | None = None
        self._stale = False
        self._making = threading.Lock()
        store.listen(self._forget)

    def find(self, text: str, limit: int = 50) -> list[Hit]:
        """Up to ``limit`` hits, whole-name and head-of-household ones first."""
        said = values.clean(text).lower().replace(" ", "").replace("'", "")
        if not said:
            return []
        book = self._ready()
        places: dict[int, None] = {}
        for needle in _needles(said):
            _look(book, needle, places, limit)
            if len(places) >= limit:
                break
        return self._hits([book.people[place] for place in places][:limit], said)

    def warm(self) -> None:
        """Make the book ahead of the next question (called beside the window)."""
        self._renew()

    @property
    def preparing(self) -> bool:
        """Whether the first book is being made just now: a question would have to wait."""
        return self._book is None and self._making.locked()

    def _forget(self, touched: Touched) -> None:
        if any(table in SEARCHED for table, _ in touched):
            self._stale = True

    def _ready(self) -> _Book:
        """The book; a large one that is out of date serves until ``warm`` has made the new one."""
        book = self._book
        return book if book is not None and len(book.people) > QUICKLY_MADE else self._renew()

    def _renew(self) -> _Book:
        with self._making:
            if self._book is None or self._stale:
                self._stale = False
                self._book = self._make()
            return self._book

    def _make(self) -> _Book:
        lines, people = [], []
        with self._store.read() as unit:
            for (
                person,
                household,
                name,
                id_number,
                phone,
                own_phone,
                number,
                group,
            ) in unit.people_to_search():
                digits = ";".join(each for each in (id_number.lower(), phone, own_phone) if each)
                lines.append(f"\n={name}=|{keys(name)} |{number};|{digits};|{group}|")
                people.append((person, household))
        starts, place = [], 0
        for line in lines:
            starts.append(place)
            place += len(line)
        return _Book("".join(lines), starts, people)

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


def _needles(said: str) -> list[str]:
    """What to look for, best first."""
    if said.isdigit() or (said[:-1].isdigit() and said.endswith("x")):
        return [f"|{said};", f"{said};", said] if len(said) > 2 else [f"|{said}组|", f"{said};"]
    if said.isascii():
        return [f"|{said} ", f" {said} ", f"|{said}", f" {said}"]
    return [f"={said}=", f"={said}", said]


def _look(book: _Book, needle: str, places: dict[int, None], limit: int) -> None:
    at = book.text.find(needle)
    while at >= 0 and len(places) < limit:
        place = bisect_right(book.starts, at) - 1
        places.setdefault(place)
        at = book.text.find(
            needle, book.starts[place + 1] if place + 1 < len(book.starts) else len(book.text)
        )


def _why(said: str, relation: str) -> str:
    if said.isdigit() or said[:-1].isdigit():
        return "号码"
    return relation or "户主"
