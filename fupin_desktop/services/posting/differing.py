"""What of a posted notice would be shown otherwise now: it hangs as it was printed, and the difference is said."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fupin_desktop.domain.posting import Posted, difference

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell of one household, or why the household would not stand there any more (``heading`` blank)."""

    household_id: int
    head: str
    heading: str
    was: str
    now: str

    @property
    def sentence(self) -> str:
        """张三户公示后人口由4变5."""
        return difference(self.head, self.heading, self.was, self.now) if self.heading else self.now

    def as_json(self) -> dict[str, object]:
        return {
            "household": self.household_id, "head": self.head, "heading": self.heading, "was": self.was,
            "now": self.now, "text": self.sentence,
        }  # fmt: skip


def shown_of(row: Posted) -> list[tuple[str, str]]:
    """(heading, value) of a household as it was shown."""
    return [(heading, value) for heading, value in json.loads(row.shown or "[]")]


def differences(now: Mapping[int, Pairs | str], rows: Sequence[Posted]) -> list[Difference]:
    """``now``: what would be shown of each household, or a sentence that says why nothing would."""
    found = []
    for row in rows:
        shown = now.get(row.household_id, "")
        if isinstance(shown, str):
            if shown:
                found.append(Difference(row.household_id, row.head, "", "", shown))
            continue
        values = dict(shown)
        found += [
            Difference(row.household_id, row.head, heading, was, values[heading])
            for heading, was in shown_of(row)
            if heading in values and values[heading] != was
        ]
    return found
