"""Stored values as the cells of an export: every cell text, written as the national system does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.plain import Plain, from_plain
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.headings import factor
from fupin_desktop.exchange.layouts import MEASURES, field_of
from fupin_desktop.services.exporting.shapes import Shape

Write = Callable[[Plain], str]
_YES = "是"


def shower_of(shape: Shape) -> Callable[[Sequence[Plain], str | None], list[Cell]]:
    """Writes the values of a row under the headings of a shape; second, the words kept of its measures."""
    columns = list(zip(shape.headings, shape.keys, strict=True))
    show = [_column(heading, key, shape.keys) for heading, key in columns]
    measures = [
        (place, MeasureKind.of(key.partition("#")[2]))
        for place, key in enumerate(shape.keys)
        if key.startswith(f"{MEASURES}#")
    ]

    def row(values: Sequence[Plain], words: str | None) -> list[Cell]:
        cells: list[Cell] = [write(value) for write, value in zip(show, values, strict=True)]
        if measures and words:
            told = _told(words)
            for place, kind in measures:
                if cells[place] and kind in told:
                    cells[place] = told[kind]
        return cells

    return row


def shower(key: str) -> Write:
    """Writes the plain values of a column."""
    spec = field_of(key)
    return _remembered(lambda value: _written(spec, value))


def _column(heading: str, key: str, keys: Sequence[str]) -> Write:
    if not key:
        return lambda _: ""
    base, _, which = key.partition("#")
    if base == MEASURES and which:
        return _remembered(lambda value: _YES if which in str(value).split(",") else "")
    numbers = [each.partition("#")[2] or "1" for each in keys if each.partition("#")[0] == base]
    parts = sorted(int(each) for each in numbers if each.isdigit())
    if len(parts) > 1:
        return _part(field_of(base), int(which or 1), last=int(which or 1) == parts[-1])
    spec, times = field_of(key), factor(heading, field_of(key).unit)
    if times not in (None, 1) and spec.kind in (Kind.MONEY, Kind.DECIMAL, Kind.WHOLE):
        return _remembered(lambda value: _scaled(spec, value, times or Decimal(1)))
    return shower(key)


def _part(spec: Field, number: int, *, last: bool) -> Write:
    """One of several columns of a field that holds several codes; the last takes all that are left."""

    def write(value: Plain) -> str:
        labels = [each.label for each in from_plain(spec, value)]
        return ",".join(labels[number - 1 :] if last else labels[number - 1 : number])

    return _remembered(write)


def _remembered(write: Write) -> Write:
    known: dict[Plain, str] = {None: "", "": ""}

    def show(value: Plain) -> str:
        text = known.get(value)
        if text is None:
            text = write(value)
            if len(known) < 20_000:
                known[value] = text
        return text

    return show


def _written(spec: Field, value: Plain) -> str:
    meant = from_plain(spec, value)
    if spec.kind is Kind.MONEY:
        return f"{meant:.2f}"
    if spec.kind is Kind.CHOICES:
        return ",".join(each.label for each in meant)
    return spec.show(meant)


def _scaled(spec: Field, value: Plain, times: Decimal) -> str:
    """A value in the unit of its heading (人均纯收入（万元）)."""
    return f"{(Decimal(str(from_plain(spec, value))) / times).normalize():f}"


def _told(words: str) -> dict[MeasureKind, str]:
    """What was written of each measure: 产业帮扶：养羊；就业帮扶：护林员. A piece without a name belongs to the one before."""
    labels = {kind.label: kind for kind in MeasureKind}
    told: dict[MeasureKind, str] = {}
    last: MeasureKind | None = None
    for piece in words.split("；"):
        label, mark, text = piece.partition("：")
        if mark and label in labels:
            last = labels[label]
            told[last] = text
        elif last is not None:
            told[last] += f"；{piece}"
    return told
