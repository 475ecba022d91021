"""The three ways a request can fail that are nobody's bug. Each carries one Chinese sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_desktop.domain.fields import Problem


class Refused(Exception):
    """The user can mend this: it says which fields are wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("；".join(problem.text for problem in problems))
        self.problems = tuple(problems)


class Stale(Exception):
    """Somebody changed the record in the meantime; the sentence names it."""


class Trouble(Exception):
    """The user's surroundings are at fault (disk, lock, damaged file): what to do is said."""
