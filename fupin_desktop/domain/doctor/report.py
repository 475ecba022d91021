"""What the papers of an examination say, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.doctor.rule import Rule, Severity
from fupin_desktop.domain.period import Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding as a paper shows it. ``id_number`` is hidden in the middle unless the clerk wanted it whole."""

    township: str
    village: str
    group: str
    household: str
    head: str
    name: str
    id_number: str
    rule: Rule
    field: str
    text: str
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """An examination, to be handed out. ``applicable`` counts by rule; ``villages`` are in their order."""

    sender: Sender
    on: date
    households: int
    people: int
    lines: Sequence[Line]
    applicable: Mapping[str, int]
    villages: Sequence[str]
    waived: int = 0
    trends: Sequence[str] = ()
    file: str = ""

    def of_village(self, village: str) -> list[Line]:
        return [each for each in self.lines if each.village == village]

    def counted(self) -> list[tuple[Rule, dict[str, int]]]:
        """The rules that found anything, in the order of the list, each with its findings by village."""
        found: dict[str, tuple[Rule, dict[str, int]]] = {}
        for each in sorted(self.lines, key=lambda line: line.rule.key):
            _, counts = found.setdefault(each.rule.key, (each.rule, {}))
            counts[each.village] = counts.get(each.village, 0) + 1
        return list(found.values())

    def weight(self, severity: Severity) -> int:
        """How many findings weigh so much."""
        return sum(1 for each in self.lines if each.rule.severity is severity)

    def touched(self, lines: Sequence[Line] | None = None) -> int:
        """How many households these findings are of."""
        return len({each.household for each in (self.lines if lines is None else lines) if each.household})
