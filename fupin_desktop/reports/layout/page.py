"""A page as lists of what is drawn on it; lengths in points, measured from the top left corner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import Any, NamedTuple

from fupin_desktop.reports.faces import Role


class Ink(NamedTuple):
    """A piece of text at its baseline; `spacing` is added after each character, `grey` is 0 for black, 1 for white."""

    x: float
    y: float
    role: Role
    size: float
    text: str
    spacing: float = 0.0
    grey: float = 0.0


class Rule(NamedTuple):
    """A straight line; `dash` is the length of its strokes, 0 when it is whole."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float
    dash: float = 0.0


def frame(x0: float, y0: float, x1: float, y1: float, weight: float) -> Iterator[Rule]:
    """The four lines round a box."""
    corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))
    yield from (Rule(*start, *end, weight) for start, end in pairwise(corners))


class Picture(NamedTuple):
    """A picture's frame; `draw` gives bytes of a PNG or JPEG or a matplotlib Figure when the page is painted.

    `key` says which picture it is, for the page's fingerprint; `photo` is the caption of one that came from a file.
    """

    x: float
    y: float
    width: float
    height: float
    draw: Callable[[], Any]
    key: str = ""
    photo: str | None = None


class Spot(NamedTuple):
    """A place on a page that leads somewhere: its box, and the key of a trace (see reports.document)."""

    x0: float
    y0: float
    x1: float
    y1: float
    key: str


@dataclass(slots=True)
class Page:
    """One page. `turned` asks for the number at the side, where it stands when the sheet is bound upright."""

    width: float
    height: float
    inks: list[Ink] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    turned: list[Ink] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    label: str = ""  # the page's number in a bound file: 2-1

    def digest(self) -> str:
        """A fingerprint of everything that is printed on the page, and of nothing else."""
        pictures = [(*each[:4], each.key) for each in self.pictures]
        lists = (self.inks, self.rules, self.turned, pictures)
        said = repr((self.width, self.height, [[_printed(thing) for thing in each] for each in lists]))
        return sha256(said.encode()).hexdigest()

    def text(self) -> str:
        """The words of the page, piece by piece in the order they were set."""
        return "\n".join(ink.text for ink in self.inks)


def _printed(thing: Iterable[object]) -> list[object]:
    """Numbers as exact as they are printed; sums of floats differ in their last digit."""
    return [round(each, 2) + 0.0 if isinstance(each, float) else each for each in thing]
