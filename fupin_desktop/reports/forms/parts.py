"""What the papers of a household share: labels beside their contents, money, days, the line at the foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fupin_desktop.domain.ages import birth_of
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.fields import Field, Record
from fupin_desktop.domain.fields import Kind as FieldKind
from fupin_desktop.domain.household import Person
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import Cell, Kind, Table, Wide, show_date
from fupin_desktop.reports.sentences import DEMO

_SHORT_CODES = 5  # lists of so many codes are printed to be ticked


class Column(NamedTuple):
    """A column of a table: heading, how it reads, width in characters."""

    head: str
    width: float
    kind: Kind = Kind.CENTRE


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, blank: int = 0, least: float = 1.0, totals: int = 0
) -> Table:  # fmt: skip
    """A table of columns, with `blank` rows below what is known to be written in by hand."""
    heads, widths, kinds = zip(*columns, strict=True)
    empty = [[""] * len(heads)] * blank
    return Table(heads, [*rows, *empty], kinds, widths, totals=totals, least=least)


class Entry(NamedTuple):
    """A label with its content.

    `places` is how many labels with contents of usual width it takes, `least` the least height of its row in lines.
    """

    label: str
    value: str = ""
    places: int = 1
    least: float = 1.0


def entries(items: Sequence[Entry], across: int, *, label: float = 5.0, content: float = 10.0) -> Table:
    """Labels beside their contents, `across` in a row; the last of a row takes what is left of it.

    `label` and `content` are their widths in characters.
    """
    rows: list[list[Cell]] = []
    lines = _lines(items, across)
    for line in lines:
        row: list[Cell] = []
        for place, entry in enumerate(line):
            taken = sum(each.places for each in line[:place])
            places = entry.places if place + 1 < len(line) else across - taken
            row += [entry.label, Wide(entry.value, 2 * places - 1) if places > 1 else entry.value]
        rows.append(row)
    least = [max(entry.least for entry in line) for line in lines]
    return Table([], rows, [Kind.LABEL, Kind.TEXT] * across, [label, content] * across, least=least)


def _lines(items: Sequence[Entry], across: int) -> list[list[Entry]]:
    lines: list[list[Entry]] = []
    room = 0
    for each in items:
        if each.places > room:
            lines.append([])
            room = across
        lines[-1].append(each)
        room -= each.places
    return lines


def of(
    record: Record | None, kind: type[Record], name: str, places: int = 1, *, label: str = "", least: float = 1.0
) -> Entry:  # fmt: skip
    """A field of a record as an entry; of none, or not known, as a blank (to be ticked where the choice is small)."""
    field = kind.fields[name]
    return Entry(label or with_unit(field), shown(field, getattr(record, name, None)), places, least)


def with_unit(field: Field) -> str:
    """耕地面积（亩）"""
    return f"{field.label}（{field.unit}）" if field.unit else field.label


def shown(field: Field, value: object) -> str:
    """A value as printed; what is not known of a flag or a short list is printed to be ticked."""
    if value is None and field.kind is FieldKind.FLAG:
        return "□是　□否"
    if value is None and field.kind is FieldKind.CHOICE and field.codes and len(field.codes) <= _SHORT_CODES:
        return "　".join(f"□{each.label}" for each in field.codes)
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, Decimal) and field.kind is FieldKind.MONEY:
        return yuan(value)
    return field.show(value)


def yuan(amount: Decimal | None) -> str:
    """4322.10: money in a table, to the 分 and without separators; blank where it is not known."""
    return "" if amount is None else f"{amount:.2f}"


def total_of(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """What known amounts add up to; None where none is known."""
    known = [each for each in amounts if each is not None]
    return sum(known, Decimal(0)) if known else None


def in_yuan(amount: Decimal | None) -> str:
    """4322.10元: money beside a label."""
    return f"{yuan(amount)}元" if amount is not None else ""


def day(value: date | None) -> str:
    return show_date(value) if value else ""


def born(person: Person) -> str:
    """1970年2月"""
    birth = birth_of(person)
    return f"{birth.year}年{birth.month}月" if birth else ""


def place(dossier: Dossier) -> str:
    """水村二组"""
    return f"{dossier.household.village}{dossier.household.group}"


def running(dossier: Dossier) -> str:
    """What stands at the foot of every page of a household's paper."""
    return f"{place(dossier)}　{dossier.head}户　户编号{dossier.household.number}"


def subtitle(sender: Sender) -> str:
    return DEMO if sender.demo else ""
