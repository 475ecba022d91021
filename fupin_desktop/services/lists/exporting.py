"""The lists as sheets: our own columns, kept ones behind them in their order; ``import`` reads them back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from fupin_desktop.db import lists as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.values import Cell
from fupin_desktop.domain.village import Village
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.lists import LISTS, spec_of
from fupin_desktop.exchange.lists.cells import shown
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import Column, ListSpec
from fupin_desktop.exchange.writing import SheetOut
from fupin_desktop.services.lists.kept import Kept, has_income, kept
from fupin_desktop.services.lists.subjects import Home, Subjects

TITLE = "乡镇扶贫工作台　{}"


def list_sheet(unit: Unit, key: str, village: str | None, day: date) -> SheetOut:
    """One list of the office (of one village)."""
    spec = spec_of(key)
    rows = _Rows(unit, spec, village)
    columns = [each for each in spec.columns if each.shown]
    heads = [each.heading for each in columns]
    more = _kept_columns(unit, spec, rows.every, heads)
    widths = [*(each.field.width + 2 for each in columns), *(12 for _ in more)]
    titles = (TITLE.format(spec.title), f"数据日期：{day}　　单位：人、元")
    text = frozenset(range(len(heads) + len(more)))
    return SheetOut(spec.title, [*heads, *more], rows.cells(columns, more), titles, text, widths)


def _kept_columns(unit: Unit, spec: ListSpec, every: Sequence[Kept], heads: Sequence[str]) -> list[str]:
    """The headings of kept columns, in the order in which they came."""
    found: dict[str, None] = {}
    for each in every:
        found.update(dict.fromkeys(each.node.extra))
    first: dict[str, int] = {}
    for batch in unit.batches.all(list=spec.key):
        for place, (_, heading, _key) in enumerate(json.loads(batch.columns or "[]")):
            first.setdefault(heading, place)
    known = {normal(head) for head in heads}
    return sorted(
        (each for each in found if normal(each) not in known), key=lambda each: first.get(each, 9999)
    )


class _Rows:
    """The rows of one list, in the order of villages, groups and households."""

    def __init__(self, unit: Unit, spec: ListSpec, village: str | None) -> None:
        self.spec = spec
        self.subjects = Subjects(unit)
        self.villages = {each.name: each for each in unit.villages.all()}
        self.heads = stored.heads(unit) if any(each.key == "home.head_id" for each in spec.columns) else {}
        found = [each for each in kept(unit, spec.root) if spec.key != "income" or has_income(each.node)]
        if village is not None:
            found = [each for each in found if self._village(each) == village]
        self.every = sorted(found, key=self._order)

    def _home(self, each: Kept) -> Home | None:
        if isinstance(each.owner, str) or each.node.table == "cadre":
            return None
        person = self.subjects.members.get(each.owner) if self.spec.subject == "person" else None
        return self.subjects.homes[person.household if person else each.owner]

    def _village(self, each: Kept) -> str:
        home = self._home(each)
        return home.village if home else str(each.owner)

    def _order(self, each: Kept) -> tuple[int, str, str, str]:
        home = self._home(each)
        name = self._village(each)
        place = self.villages[name].place if name in self.villages else 9999
        return place, name, home.group if home else "", home.number if home else ""

    def cells(self, columns: Sequence[Column], more: Sequence[str]) -> Iterator[list[Cell]]:
        show = {each.key: _shower(each) for each in columns}
        for each in self.every:
            whose = self._whose(each)
            for row in self.spec.unfold(each.node):
                values: Mapping[str, Plain] = {**row, **whose}
                cells: list[Cell] = [show[column.key](values.get(column.key)) for column in columns]
                if each.node.extra:
                    cells = self._with_kept(cells, columns, each.node)
                yield [*cells, *(each.node.extra.get(head, "") for head in more)]

    @staticmethod
    def _with_kept(cells: list[Cell], columns: Sequence[Column], node: Node) -> list[Cell]:
        """What could not be read as a value of its column goes back to it."""
        return [
            cell or node.extra.get(column.heading, "") for cell, column in zip(cells, columns, strict=True)
        ]

    def _whose(self, each: Kept) -> dict[str, Plain]:
        """The columns that say whose a row is."""
        if isinstance(each.owner, str):
            place = self.villages.get(each.owner, Village(name=each.owner))
            return {"home.county": place.county, "home.township": place.township, "home.village": place.name}
        home = self._home(each)
        if home is None:
            return {}
        said: dict[str, Plain] = {
            "home.village": home.village, "home.group": home.group, "home.number": home.number,
            "home.head": home.head, "home.head_id": self.heads.get(home.id, ""),
        }  # fmt: skip
        if self.spec.subject == "person":
            person = self.subjects.members[each.owner]
            said |= {"member.number": person.number, "member.name": person.name,
                     "member.id_number": person.id_number}  # fmt: skip
        return said


def _shower(column: Column) -> Callable[[Plain], str]:
    if column.key.startswith(("told.", "home.", "member.")) or column.key in (
        "stage.details",
        "subsidy.told",
    ):
        return lambda value: str(value or "")
    spec = column.field
    return lambda value: shown(spec, value)


SUBJECTS = LISTS
"""The lists that can be written."""
