"""Which rows do not go in, and why: every one of them, by file and row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fupin_desktop.exchange.rows import REFUSED, Rows
from fupin_desktop.services.importing.outcome import TURNED_AWAY, Outcome


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that is not taken in, as Excel counts it."""

    file: str
    row: int
    household: str
    name: str
    why: str

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("file", "row", "household", "name", "why")}


def refusals(rows: Rows, outcome: Outcome | None) -> list[Refusal]:
    """Every refused row with its reasons; people of a refused household are refused because of it."""
    said: dict[tuple[str, int | None], list[str]] = {}
    for each in rows.problems:
        if each.severity == REFUSED:
            said.setdefault((each.file, each.row), []).append(each.text)

    def why(file: str, row: int, other: str = "这一行没有读成，请核对原表") -> str:
        return "；".join(dict.fromkeys(said.get((file, row), ()))) or other

    found = [
        Refusal(
            each.file or rows.file, each.row, each.number, each.name, why(each.file or rows.file, each.row)
        )
        for each in rows.refused
    ]
    if outcome is not None:
        found += _turned_away(rows, outcome, why)
    return sorted(found, key=lambda each: (each.file != rows.file, each.file, each.row))


def _turned_away(rows: Rows, outcome: Outcome, why: Any) -> Iterator[Refusal]:
    homeless = {place for place, state in enumerate(outcome.household_states) if state == TURNED_AWAY}
    turned = [place for place, state in enumerate(outcome.person_states) if state == TURNED_AWAY]
    if not (homeless or turned):
        return
    numbers = list(rows.numbers)
    keys = rows.person_keys
    name = keys.index("person.name") if "person.name" in keys else None
    peopled = set()
    for place in turned:
        owner = rows.owners[place]
        peopled.add(owner)
        file = rows.part_of("person", place).file
        home = why(rows.part_of("household", owner).file, rows.household_rows[owner], "所在户没有读入")
        said = str(rows.people[place][name]) if name is not None else ""
        yield Refusal(
            file, rows.person_rows[place], numbers[owner], said, why(file, rows.person_rows[place], home)
        )
    for owner in homeless - peopled:
        file, row = rows.part_of("household", owner).file, rows.household_rows[owner]
        yield Refusal(file, row, numbers[owner], "", why(file, row))
