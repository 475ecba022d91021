"""Values in their plain form (分, thousandths, ISO days, codes), as rows in bulk hold them, and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.fields import Code, Field, Kind, Record

Plain = str | int | None


def to_plain(field: Field, value: Any) -> Plain:
    """A value as a row holds it: money in 分, measures in thousandths, several codes joined by commas."""
    if value is None:
        return "" if field.kind is Kind.CHOICES else None
    return _TO[field.kind](value)


def from_plain(field: Field, plain: Plain) -> Any:
    """The value again."""
    if field.kind is Kind.CHOICES:
        return tuple(_codes(field).of(each) for each in str(plain or "").split(",") if each)
    if plain is None:
        return None
    if field.kind is Kind.CHOICE:
        return _codes(field).of(str(plain)) if plain else None
    return _FROM[field.kind](plain)


def show_plain(field: Field, plain: Plain) -> str:
    """What a person reads for a plain value."""
    return field.show(from_plain(field, plain))


def _codes(field: Field) -> type[Code]:
    assert field.codes is not None
    return field.codes


_BLANKS: dict[type[Record], Mapping[str, Plain]] = {}


def blanks(kind: type[Record]) -> Mapping[str, Plain]:
    """What each field of a record holds when nothing is known of it."""
    known = _BLANKS.get(kind)
    if known is None:
        defaults = {each.name: each.default for each in dataclasses.fields(kind)}
        known = _BLANKS[kind] = {
            name: None if defaults[name] is dataclasses.MISSING else to_plain(field, defaults[name])
            for name, field in kind.fields.items()
        }
    return known


_TO: Mapping[Kind, Callable[[Any], Plain]] = {
    Kind.TEXT: str,
    Kind.WHOLE: int,
    Kind.DECIMAL: lambda value: int((value * 1000).to_integral_value()),
    Kind.MONEY: lambda value: int((value * 100).to_integral_value()),
    Kind.DATE: lambda value: str(value.isoformat()),
    Kind.YEAR: int,
    Kind.FLAG: int,
    Kind.CHOICE: str,
    Kind.CHOICES: lambda value: ",".join(str(each) for each in value),
}
_FROM: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: str,
    Kind.WHOLE: int,
    Kind.DECIMAL: lambda plain: Decimal(plain).scaleb(-3),
    Kind.MONEY: lambda plain: Decimal(plain).scaleb(-2),
    Kind.DATE: date.fromisoformat,
    Kind.YEAR: int,
    Kind.FLAG: bool,
}
