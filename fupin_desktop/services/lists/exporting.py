"""The lists as sheets: our own columns or those of a layout, kept ones behind them; ``import`` reads them back."""

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
from fupin_desktop.exchange.lists.spec import Column, ListSpec
from fupin_desktop.exchange.writing import SheetOut
from fupin_desktop.services.lists.columns import Shape, own_shape, shape_named, written
from fupin_desktop.services.lists.kept import Kept, has_income, kept
from fupin_desktop.services.lists.subjects import Home, Subjects
from fupin_desktop.services.lists.wide import of_year, rows_of

TITLE = "乡镇扶贫工作台　{}"


def list_sheet(
    unit: Unit, key: str, village: str | None, day: date, layout: str | None = None
) -> SheetOut:  # fmt: skip
    """One list of the office (of one village), in a layout or in our own. Raises Refused for a layout it has not."""
    spec = spec_of(key)
    shape = shape_named(unit, spec, layout) if layout else own_shape(spec)
    rows = _Rows(unit, spec, village, shape, day.year if layout else None)
    heads = shape.headings
    more = _kept_columns(unit, spec, rows.every, heads)
    widths = [*(each.field.width + 2 if each else 12 for each in shape.columns), *(12 for _ in more)]
    titles = (TITLE.format(spec.title), f"数据日期：{day}　　单位：人、元")
    text = frozenset(range(len(heads) + len(more)))
    return SheetOut(spec.title, [*heads, *more], rows.cells(more), titles, text, widths)


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

    def __init__(
        self, unit: Unit, spec: ListSpec, village: str | None, shape: Shape, year: int | None
    ) -> None:  # fmt: skip
        self.spec, self.shape = spec, shape
        self.subjects = Subjects(unit)
        self.villages = {each.name: each for each in unit.villages.all()}
        self.heads = stored.heads(unit) if shape.keys & {"home.head_id", "member.id_number"} else {}
        found = [each for each in kept(unit, spec.root) if spec.key != "income" or has_income(each.node)]
        if year is not None:
            found = [each for each in found if of_year(spec, each.node, shape.keys, year)]
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

    def cells(self, more: Sequence[str]) -> Iterator[list[Cell]]:
        show = [
            _shower(head, each) for head, each in zip(self.shape.headings, self.shape.columns, strict=True)
        ]
        for each in self.every:
            whose = self._whose(each)
            extra = each.node.extra
            for row in rows_of(self.spec, each.node, self.shape.keys):
                cells: list[Cell] = [
                    say({**row, **whose})
                    or extra.get(head, "")  # what could not be read goes back to its column
                    for say, head in zip(show, self.shape.headings, strict=True)
                ]
                yield [*cells, *(extra.get(head, "") for head in more)]

    def _whose(self, each: Kept) -> dict[str, Plain]:
        """The columns that say whose a row is."""
        if isinstance(each.owner, str):
            place = self.villages.get(each.owner, Village(name=each.owner))
            return {"home.county": place.county, "home.township": place.township, "home.village": place.name,
                    "aside.县": place.county, "aside.乡镇": place.township}  # fmt: skip
        home = self._home(each)
        if home is None:
            return {}
        place = self.villages.get(home.village, Village(name=home.village))
        said: dict[str, Plain] = {
            "aside.县": place.county, "aside.乡镇": place.township,
            "home.village": home.village, "home.group": home.group, "home.number": home.number,
            "home.head": home.head, "home.head_id": self.heads.get(home.id, ""),
        }  # fmt: skip
        if self.spec.subject == "person":
            person = self.subjects.members[each.owner]
            said |= {"member.number": person.number, "member.name": person.name,
                     "member.id_number": person.id_number}  # fmt: skip
        else:
            said |= {"member.name": home.head, "aside.与户主关系": "户主"}
        return said


def _shower(heading: str, column: Column | None) -> Callable[[Mapping[str, Plain]], str]:
    if column is None:
        return lambda _: ""
    key, spec = column.key, column.field
    if key.startswith(("told.", "home.", "member.", "aside.")) or key in ("stage.details", "subsidy.told"):
        return lambda row: str(row.get(key) or "")
    return lambda row: written(spec, heading, row.get(key))


SUBJECTS = LISTS
"""The lists that can be written."""
