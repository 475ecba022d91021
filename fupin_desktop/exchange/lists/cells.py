"""Cells of a list as plain values, and several records in one cell, a line each: 资金来源：中央｜金额：14000.00."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.fields import Field, Kind, Record
from fupin_desktop.domain.id_number import read_id_number
from fupin_desktop.domain.plain import Plain, from_plain, to_plain
from fupin_desktop.domain.values import SPOILT, Cell, Unreadable, clean_name, quoted, read_month, spoilt
from fupin_desktop.exchange.cells import Bad, scaled
from fupin_desktop.exchange.lists.spec import Column

BLANK = object()
"""What a blank cell is read as."""
_GENTLE = (Kind.CHOICE, Kind.CHOICES, Kind.FLAG)
_NAMES = frozenset({"home.head", "member.name", "cadre.name"})
_NUMBERS = frozenset({"home.number", "member.number", "cadre.phone"})
_IDS = frozenset({"home.head_id", "member.id_number"})
_scientific = re.compile(r"[+-]?\d(?:\.\d*)?[eE]\+?\d+").fullmatch


class ListCells(dict[Cell, Any]):
    """Reads the cells of one column: a plain value, ``BLANK`` or ``Bad``. A spelling is read once."""

    def __init__(self, column: Column, factor: Decimal = Decimal(1)) -> None:
        super().__init__()
        self.column, self.factor = column, factor

    def __missing__(self, cell: Cell) -> Any:
        value = self._read(cell)
        if len(self) < 100_000:
            self[cell] = value
        return value

    def _read(self, cell: Cell) -> Any:
        spec = self.column.field
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return BLANK
        try:
            value = self._value(spec, cell if self.factor == 1 else scaled(cell, self.factor))
        except Unreadable as wrong:
            return Bad(str(wrong), spec.kind not in _GENTLE)
        if value in (None, "", ()):
            return BLANK
        if said := spec.problem(value):
            return Bad(said, spec.kind not in _GENTLE)
        return to_plain(spec, value)

    def _value(self, spec: Field, cell: Cell) -> Any:
        key = self.column.key
        if key in _IDS | _NUMBERS and (spoilt(cell) or (isinstance(cell, str) and _scientific(cell.strip()))):
            shown = f"{cell:.6G}" if isinstance(cell, int | float) else cell
            raise Unreadable(f"{spec.label}{quoted(shown)}{SPOILT}")
        if key in _IDS and isinstance(cell, str | int | float):
            read = read_id_number(cell)
            return read.number18 or read.text
        if key in _NAMES and isinstance(cell, str):
            return clean_name(cell)
        if spec.kind is Kind.DATE:
            return read_day_or_month(spec, cell)
        return spec.read(cell)


def read_day_or_month(spec: Field, cell: Cell) -> Any:
    """A day; a month alone (202304) means its first. Raises Unreadable."""
    try:
        return spec.read(cell)
    except Unreadable as wrong:
        if "只有年月" not in str(wrong):
            raise
        return read_month(cell)


def shown(spec: Field, value: Plain) -> str:
    """A plain value as a cell says it, so that it is read back as it was."""
    if value is None or value == "":
        return ""
    meant = from_plain(spec, value)
    return f"{meant:.2f}" if spec.kind is Kind.MONEY else spec.show(meant)


def told(kind: type[Record], names: Sequence[str], records: Iterable[Mapping[str, Plain]]) -> str:
    """Several records in one cell, a line each."""
    lines = []
    for values in records:
        said = [(kind.fields[name], shown(kind.fields[name], values.get(name))) for name in names]
        lines.append("｜".join(f"{spec.label}：{_escaped(text)}" for spec, text in said if text))
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("｜", "\\｜").replace("\r", "").replace("\n", "\\n")


_PART = re.compile(r"(?:\\.|[^｜\\])+")
_ESCAPE = re.compile(r"\\(.)")
_SHORT = re.compile(r"\s*([^\d：:、，,；;\n][^：:、，,；;\n]*?)[：:\s]*(\d+(?:\.\d+)?)\s*(万)?元")
"""中央14000元、自治区0.5万元: how money by source is typed by hand."""


def read_told(kind: type[Record], text: str, names: Sequence[str] = ()) -> Iterator[dict[str, Plain]]:
    """The records of one cell, ``names`` are the fields it may have. Raises Unreadable with what is wrong where."""
    labels = {spec.label: spec for name, spec in kind.fields.items() if not names or name in names}
    for line in filter(None, (each.strip() for each in text.splitlines())):
        parts = [each.partition("：") for each in _PART.findall(line)]
        if parts and parts[0][0].strip() in labels:
            yield _labelled(kind, labels, parts)
        else:
            yield from _short(kind, line)


def _labelled(
    kind: type[Record], labels: Mapping[str, Field], parts: Sequence[tuple[str, str, str]]
) -> dict[str, Plain]:
    values: dict[str, Plain] = {}
    for label, _, escaped in parts:
        spec = labels.get(label.strip())
        if spec is None:
            raise Unreadable(f"{kind.title}“{label.strip()}”不是一项内容，可写{'、'.join(labels)}")
        said = _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], escaped)
        value = spec.read(said)
        if wrong := spec.problem(value):
            raise Unreadable(wrong)
        if value is not None:
            values[spec.name] = to_plain(spec, value)
    for spec in labels.values():
        if spec.required and values.get(spec.name) in (None, ""):
            raise Unreadable(f"{kind.title}缺少“{spec.label}”，请写成“{spec.label}：…”")
    return values


def _short(kind: type[Record], line: str) -> Iterator[dict[str, Plain]]:
    found = list(_SHORT.finditer(line)) if {"source", "amount"} <= kind.fields.keys() else []
    if not found or _SHORT.sub("", line).strip("、，,；;。 \t"):
        first = next(iter(kind.fields.values())).label
        raise Unreadable(f"{kind.title}{quoted(line)}读不懂，请写成“{first}：…｜…”，一行一项")
    for each in found:
        amount = kind.fields["amount"]
        value = amount.read(str(Decimal(each[2]) * (10000 if each[3] else 1)))
        yield {"source": each[1].strip(), "amount": to_plain(amount, value)}
