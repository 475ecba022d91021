"""Words with figures in them that know where they come from: marks in a text, taken out when it becomes a block.

Sentences are put together as plain text; a figure in it is a number between three signs that no paper prints.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.traces import FIGURE, Name, Number, read
from fupin_desktop.reports.document import Cell, CellTrace, Kind, Paragraph, Table, Trace
from fupin_desktop.reports.sentences import plain

_OPEN, _MIDDLE, _END = "\ue100", "\ue101", "\ue102"
_MARK = re.compile(f"{_OPEN}([^{_MIDDLE}]*){_MIDDLE}([^{_END}]*){_END}")
_WAN = 10_000
NOTHING = "—"


def mark(text: str, key: str) -> str:
    """A text that comes from a figure."""
    return f"{_OPEN}{key}{_MIDDLE}{text}{_END}"


def unmarked(text: str) -> tuple[str, tuple[Trace, ...]]:
    """The plain text, and where in it figures stand."""
    parts: list[str] = []
    traces: list[Trace] = []
    at = length = 0
    for found in _MARK.finditer(text):
        before, figure = text[at : found.start()], found[2]
        start = length + len(before)
        traces.append(Trace(start, start + len(figure), found[1]))
        parts += (before, figure)
        at, length = found.end(), start + len(figure)
    return "".join([*parts, text[at:]]), tuple(traces)


def paragraph(text: str, name: str = "") -> Paragraph:
    """Running text; ``name`` is what a clerk's own wording of it is kept under."""
    said, traces = unmarked(text)
    return Paragraph(said, traces=traces, name=name)


def table(
    heads: Sequence[str] | Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    kinds: Sequence[Kind],
    **more: Any,
) -> Table:
    """A table whose cells may hold a figure."""
    traces: list[CellTrace] = []
    cells: list[list[Cell]] = []
    for row, texts in enumerate(rows):
        cells.append([])
        for column, text in enumerate(texts):
            said, found = unmarked(text)
            cells[row].append(said)
            traces += (CellTrace(row, column, each.key) for each in found[:1])
    return Table(heads, cells, kinds, traces=traces, **more)


class Numbers:
    """The figures of a report as marked words. Names are those of ``domain.traces``; a figure nobody counted is 0."""

    def __init__(self, counted: Mapping[str, Number]) -> None:
        self._counted = counted

    def value(self, key: str) -> Number | None:
        """What a figure, or what is made of figures, comes to; None is a share of nothing."""
        return read(key).value(self._one)

    def _one(self, name: Name) -> Number:
        return self._counted.get(name.text, 0)

    def known(self, key: str) -> bool:
        """Whether somebody counted it."""
        return all(name.text in self._counted for name in read(key).names)

    def whole(self, key: str) -> int:
        """A figure as a number to decide by."""
        return int(self.value(key) or 0)

    def say(self, key: str) -> str:
        """The number, marked; a share of nothing is a dash."""
        found = self.value(key)
        return NOTHING if found is None else mark(_shown(found), FIGURE + key)

    def cell(self, key: str) -> str:
        """The same in a table; money in 万元 has two decimals, and none is a dash."""
        found = self.value(key)
        if found is None or (key.endswith(" : wan") and not found):
            return NOTHING
        return mark(str(found), FIGURE + key)

    def count(self, name: str, village: str = "", when: str = "") -> str:
        """31户132人."""
        parts = (Name(f"{name}.{part}", None, village, when).text for part in ("households", "people"))
        return "".join(f"{self.say(key)}{unit}" for key, unit in zip(parts, "户人", strict=True))

    def share(self, part: str, whole: str, places: int = 1) -> str:
        """85.8%."""
        key = f"{part} {'%%' if places == 2 else '%'} {whole}"
        found = self.value(key)
        return NOTHING if found is None else mark(f"{found:.{places}f}", FIGURE + key) + "%"

    def money(self, name: str) -> str:
        """89.9万元, below 10,000 in 元."""
        amount = Decimal(self.value(name) or 0)
        return f"{self.say(name)}元" if abs(amount) < _WAN else f"{self.say(f'{name} : wan')}万元"

    def signed(self, now: str, before: str) -> str:
        """+3, -2, 0 for a column of changes."""
        key = f"{now} - {before}"
        found = self.whole(key)
        return mark(f"{found:+d}" if found else "0", FIGURE + key)

    def compared(self, now: str, before: str, unit: str, than: str) -> str:
        """较上月增加3户, 与上月持平."""
        change = self.whole(f"{now} - {before}")
        if not change:
            return f"与{than}持平"
        more, less = (now, before) if change > 0 else (before, now)
        return f"较{than}{'增加' if change > 0 else '减少'}{self.say(f'{more} - {less}')}{unit}"

    def listed(self, parts: Sequence[tuple[str, str]], unit: str) -> str:
        """出生1人、婚入2人, of pairs (words, key); what is nought is left out."""
        return "、".join(f"{words}{self.say(key)}{unit}" for words, key in parts if self.whole(key))


def _shown(number: Number) -> str:
    return plain(number) if isinstance(number, Decimal) else str(number)
