"""A page as lists of what is drawn on it; lengths in points, measured from the top left corner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fupin_desktop.reports.faces import Role


class Ink(NamedTuple):
    """A piece of text at its baseline; `spacing` is added after each character."""

    x: float
    y: float
    role: Role
    size: float
    text: str
    spacing: float = 0.0


class Rule(NamedTuple):
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float


class Picture(NamedTuple):
    """A picture's place; `draw` gives PNG bytes or a matplotlib Figure when the page is painted."""

    x: float
    y: float
    width: float
    height: float
    draw: Callable[[], Any]


@dataclass(slots=True)
class Page:
    """One page. `turned` asks for the number at the side, where it stands when the sheet is bound upright."""

    width: float
    height: float
    inks: list[Ink] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    turned: list[Ink] = field(default_factory=list)

    def text(self) -> str:
        """The words of the page, piece by piece in the order they were set."""
        return "\n".join(ink.text for ink in self.inks)
