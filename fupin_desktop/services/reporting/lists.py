"""The list behind each printed figure: which households, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fupin_desktop.db.behind import Listed, Lists
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.traces import Expression, Name, Number, read

if TYPE_CHECKING:
    from fupin_desktop.services.reporting.source import ReportSource

HOUSEHOLD = "household:"


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a printed figure. ``count`` is counted from the list itself; None is a share of nothing.

    ``households`` are ids in the order they were found: of a difference those in only one of the two, of a share
    those that are the part. Figures that are of no household (户籍人口) have none.
    """

    label: str
    unit: str
    count: Number | None
    households: tuple[int, ...]


def behind(source: ReportSource, keys: Iterable[str]) -> dict[str, Behind]:
    """The list behind each key. Raises Trouble for one that names nothing."""
    from fupin_desktop.services.reporting.source import spans

    wanted = dict.fromkeys(keys)
    found = {key: _household(key) for key in wanted if key.startswith(HOUSEHOLD)}
    expressions = {key: read(key) for key in wanted if key not in found}
    of = spans(source.asked.period, source.asked.as_of)
    for name in _names(expressions.values()):
        if name.when not in of:
            raise Trouble(
                f"“{name.label}”不是{source.asked.period.words}报表里的数字，请从报表上的数字打开名单"
            )
    with source.store.read() as unit:
        lists = Lists(unit, of, source.lines)
        listed = {name: lists.of(name) for name in _names(expressions.values())}
    return found | {key: behind_of(each, listed) for key, each in expressions.items()}


def _household(key: str) -> Behind:
    number = key.removeprefix(HOUSEHOLD)
    if not number.isdigit():
        raise Trouble(f"没有编号为“{number}”的农户，请从报表上的名字打开")
    return Behind("农户", "户", 1, (int(number),))


def _names(expressions: Iterable[Expression]) -> Iterator[Name]:
    """All figures, those of one time after another."""
    yield from sorted(
        {name for each in expressions for name in each.names}, key=lambda name: (name.when, name.text)
    )


def behind_of(expression: Expression, listed: Mapping[Name, Listed]) -> Behind:
    """What stands behind a figure, from the lists of its parts."""
    households = listed[expression.left].households
    if expression.sign == "-" and expression.right is not None:
        other = listed[expression.right].households
        both = {*households} & {*other}
        households = tuple(each for each in (*households, *other) if each not in both)
    return Behind(
        expression.label, expression.unit, expression.value(lambda name: listed[name].count), households
    )
