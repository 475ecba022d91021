"""What becomes of each household, person or record of a file: the items of a draft, made when looked at."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from fupin_desktop.domain import pinyin


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, old and new as shown text. ``conflict``: the office corrected it, and the file says otherwise."""

    label: str
    old: str
    new: str
    key: str = ""
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One household or person of the file, and what becomes of it. ``file`` is said where there are several."""

    kind: str
    level: str
    household: str
    name: str
    row: int
    changes: tuple[FieldChange, ...] = ()
    key: str = ""
    file: str = ""


class Held(Protocol):
    """A draft, asked by the places of its items."""

    def at(self, place: int) -> Item:
        """One item."""
        ...

    def key_at(self, place: int) -> str:
        """Its key alone."""
        ...

    def called(self, place: int) -> tuple[str, str]:
        """Its household's number and its name alone."""
        ...


class Items(Sequence[Item]):
    """Some items of a draft, by their places."""

    def __init__(self, draft: Held, places: Sequence[int]) -> None:
        self._draft, self._places = draft, places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return Items(self._draft, self._places[place])
        return self._draft.at(self._places[place])

    def __iter__(self) -> Iterator[Item]:
        return map(self._draft.at, self._places)

    def keys(self, rows: Iterable[int]) -> list[str]:
        """The keys of some of the items, without making these."""
        return [self._draft.key_at(self._places[row]) for row in rows]

    def matching(self, text: str) -> Items:
        """Those whose name, pinyin or household number has these words in it."""
        wanted = text.strip().lower()
        called = self._draft.called
        latin = wanted.isascii() and wanted.isalpha()
        found = array("q")
        for place in self._places:
            number, name = called(place)
            if wanted in name or wanted in number or (latin and wanted in pinyin.keys(name)):
                found.append(place)
        return Items(self._draft, found)


def item_json(item: Item, old: str, new: str, *, asks: bool) -> dict[str, Any]:
    """An item for the answer of the command line, its changes under these names; ``asks``: only what the clerk decides."""
    changes = [
        {"field": each.label, old: each.old, new: each.new}
        for each in item.changes
        if each.conflict or not asks
    ]
    return {"key": item.key, "household": item.household, "name": item.name, "changes": changes}
