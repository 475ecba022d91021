"""The forms that come with the program: the monthly and the quarterly table as upper levels ask for them.

Their columns are those that such tables of the years 2011-2013 have in common (see the sources of domain 6.1); the words of
their notes are our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fupin_desktop import assets


@dataclass(frozen=True, slots=True)
class Builtin:
    """A form among the resources."""

    key: str
    name: str
    resource: str

    def file(self) -> Path:
        """Where it lies."""
        return assets.root() / self.resource


FORMS = (
    Builtin("monthly_work", "帮扶工作月报表", "forms/帮扶工作月报表.xlsx"),
    Builtin("quarterly_funds", "帮扶资金季报表", "forms/帮扶资金季报表.xlsx"),
)


def named(said: str) -> Builtin | None:
    """The form of a key or name."""
    return next((each for each in FORMS if said in (each.key, each.name)), None)
