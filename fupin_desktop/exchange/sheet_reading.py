"""Reads the rows of a sheet column by column, a few thousand at a time, as households and people in plain form."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.id_number import IdNumber
from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.values import Cell, Unreadable, read_day
from fupin_desktop.exchange import layouts
from fupin_desktop.exchange.cells import Bad, IdColumn, reader
from fupin_desktop.exchange.footers import is_sum
from fupin_desktop.exchange.grid import plain
from fupin_desktop.exchange.grouping import Grouping
from fupin_desktop.exchange.headings import factor
from fupin_desktop.exchange.measures import part_order, told_measures
from fupin_desktop.exchange.oddities import column_letters, column_number
from fupin_desktop.exchange.row_findings import finish
from fupin_desktop.exchange.rows import FINDING, REFUSED, RefusedRow, Rows
from fupin_desktop.exchange.sheet import Row, Sheet

AT_ONCE = 8192
HOUSEHOLD = ("household", "household_year", "standing", "monitoring", "village")
_DERIVED = ("person.disability_card", "person.id_kind", "person.birth", "person.sex")


Step = Callable[[int, int], None]


def read_sheet(rows: Rows, sheet: Sheet, data_from: int, step: Step | None = None) -> None:
    """Read the rows of a sheet from ``data_from`` (from nought) as the columns of ``rows`` say."""
    _Reading(rows, sheet, data_from, step).read()


class _Reading:
    """The reading of one sheet."""

    def __init__(self, rows: Rows, sheet: Sheet, data_from: int, step: Step | None) -> None:
        self.rows, self.sheet, self.step = rows, sheet, step
        self.data_from = data_from
        known = {each.key: column_number(each.letter) for each in rows.columns if each.key}
        self.places = known
        self.columns = {
            key: reader(key, layouts.field_of(key), self._factor(key))
            for key in known
            if key not in ("person.id_number", "sheet.serial", "sheet.day")
        }
        self.ids = IdColumn(layouts.field_of("person.id_number")) if "person.id_number" in known else None
        told = {"household.number", "person.id_number", "person.relation"} <= known.keys()
        # where the head's own row tells the head's ID number, export writes it from there
        kept = ("",) if told else ("", layouts.HEAD_ID)
        self.unknown = [
            (each.heading, column_number(each.letter)) for each in rows.columns if each.key in kept
        ]
        self.parts = sorted((key for key in known if "#" in key), key=part_order)
        self.grouping = None if "household.number" in known else Grouping(f"{rows.file}“{rows.sheet}”", known)
        self._choose_keys(known)
        self.heads: dict[int, tuple[int, str]] = {}
        self.listed: dict[int, int] = {}
        self.asides: set[int] = set()
        self._texts: dict[tuple[Cell, ...], str] = {}

    def _factor(self, key: str) -> Decimal:
        """For a column whose heading names another unit than ours (人均纯收入（万元）)."""
        heading = next(each.heading for each in self.rows.columns if each.key == key)
        ours = layouts.field_of(key).unit
        found = factor(heading, ours)
        if found is None:
            raise Trouble(
                f"“{self.rows.file}”的“{heading}”与本办的单位（{ours}）不同，无法换算；请把这一列换算成{ours}再导入。"
            )
        if found != 1:
            self.rows.remarks.append(f"“{heading}”已换算成{ours}")
        return found

    def _choose_keys(self, known: Mapping[str, int]) -> None:
        keys = [key for key in known if not key.startswith("sheet.") and "#" not in key]
        whole = [key.partition("#")[0] for key in self.parts]
        keys += [key for key in dict.fromkeys(whole) if key not in keys]
        if layouts.MEASURES in whole and layouts.MEASURE_WORDS not in keys:
            keys.append(layouts.MEASURE_WORDS)
        if self.grouping:
            keys += ["household.number", "household.office_number"]
        if self.ids:
            keys += [key for key in _DERIVED if key not in keys]
        person = [key for key in keys if key.split(".")[0] in ("person", "person_year")]
        self.rows.person_keys = tuple(sorted(person, key=lambda key: key.split(".")[0] != "person"))
        order = {name: place for place, name in enumerate(HOUSEHOLD)}
        household = [key for key in keys if key not in person]
        household = sorted(household, key=lambda key: order[key.split(".")[0]])
        if "person.relation" in known and "household.head" not in household:
            household.append("household.head")
        self.rows.household_keys = tuple(household)
        self.people_read = "person.name" in known

    def read(self) -> None:
        """Read all rows, then say what is odd about the households as wholes."""
        formulas = self._formulas()
        total = self.sheet.height or 0
        first = self.data_from
        stream = iter(self.sheet.filled(first))
        while batch := list(itertools.islice(stream, AT_ONCE)):
            self._take(batch, first, formulas)
            first += len(batch)
            if self.step:
                self.step(first, max(total, first))
        if self.grouping:
            self.rows.unnumbered = self.grouping.households
        if self.unknown and not self.people_read:
            lost = "、".join(heading for heading, _ in self.unknown)
            self.rows.remarks.append(f"名单一行一户，不认识的列（{lost}）没有保存，请在“读作”里指定")
        finish(self.rows, self.heads)

    def _formulas(self) -> dict[int, list[tuple[int, str]]]:
        found: dict[int, list[tuple[int, str]]] = {}
        mine = {column: key for key, column in self.places.items() if not key.startswith("sheet.")}
        for (row, column), said in self.sheet.unvalued.items():
            if row >= self.data_from and column in mine:
                found.setdefault(row, []).append((column, said))
        return found

    def _take(self, batch: list[Row], first: int, formulas: Mapping[int, list[tuple[int, str]]]) -> None:
        cells = list(itertools.zip_longest(*batch, fillvalue=""))
        width = max([*self.places.values(), *(column for _, column in self.unknown)], default=0) + 1
        cells += [("",) * len(batch)] * (width - len(cells))
        refused: set[int] = set()
        kept: dict[int, dict[str, str]] = {}
        values, odd = self._values(cells, first, refused, kept)
        for row in formulas.keys() & set(range(first, first + len(batch))) if formulas else ():
            self._refuse_formulas(row, formulas[row])
            refused.add(row - first)
        self._look_for_gaps(values, batch, first, refused)
        if self.grouping:
            self._group(self.grouping, values, len(batch), first, refused)
        self._combine(values)
        self._keep(values, odd, self._extras(cells, len(batch), kept), first, refused)

    def _values(
        self, cells: Sequence[Sequence[Cell]], first: int, refused: set[int], kept: dict[int, dict[str, str]]
    ) -> tuple[dict[str, list[Any]], dict[int, IdNumber]]:
        """The columns of a batch as plain values; faults are said and taken out."""
        values = {key: column.read(cells[self.places[key]]) for key, column in self.columns.items()}
        odd: dict[int, IdNumber] = {}
        if self.ids:
            numbers, odd = self.ids.read(cells[self.places["person.id_number"]])
            for key, derived in numbers.items():
                own = values.get(key)
                values[key] = (
                    [mine or other for mine, other in zip(own, derived, strict=True)] if own else derived
                )
            self._take_out(
                "person.id_number", "", values["person.id_number"], cells, first, refused, kept, odd
            )
        for key, column in self.columns.items():
            if column.doubtful:
                self._take_out(
                    key, column.blank, values[key], cells, first, refused, kept, range(len(values[key]))
                )
        if "sheet.day" in self.places and self.rows.data_day is None:
            self.rows.data_day = _first_day(cells[self.places["sheet.day"]])
        return values, odd

    def _take_out(
        self, key: str, blank: Plain, values: list[Any], cells: Sequence[Sequence[Cell]], first: int,
        refused: set[int], kept: dict[int, dict[str, str]], where: Iterable[int],
    ) -> None:  # fmt: skip
        column = self.places[key]
        letter = column_letters(column)
        for place in where:
            bad = values[place]
            if type(bad) is not Bad:
                continue
            cell = cells[column][place]
            if bad.refuses:
                refused.add(place)
                self.rows.say(first + place + 1, letter, key, REFUSED, bad.text, cell)
            else:
                heading = next(each.heading for each in self.rows.columns if each.letter == letter)
                kept.setdefault(place, {})[heading] = str(cell)
                self.rows.say(
                    first + place + 1, letter, key, FINDING, f"{bad.text}，已原样保留在“其他列”", cell
                )
            values[place] = blank

    def _refuse_formulas(self, row: int, found: list[tuple[int, str]]) -> None:
        for column, said in found:
            key = next(each for each, place in self.places.items() if place == column)
            label = layouts.field_of(key).label
            text = (
                f"{label}是公式但没有值，请在Excel里打开并保存一次再导入"
                if said.startswith("=")
                else f"{label}是错误值{said}，请更正"
            )
            self.rows.say(row + 1, column_letters(column), key, REFUSED, text, said)

    def _look_for_gaps(
        self, values: Mapping[str, list[Any]], batch: list[Row], first: int, refused: set[int]
    ) -> None:
        """Rows without a name or a household number: blank rows and notes are passed over, others refused."""
        of_whom = "household.head" if self.grouping and not self.people_read else "person.name"
        for key in (of_whom, "household.number"):
            names = values.get(key)
            if names is None or "" not in names:
                continue
            for place, value in enumerate(names):
                if value != "" or place in refused:
                    continue
                if self._is_aside(values, batch[place], place):
                    refused.add(place)
                    self.asides.add(first + place)
                elif not (key == "person.name" and self._is_empty_household(values, place)):
                    refused.add(place)
                    label = layouts.field_of(key).label
                    self.rows.say(
                        first + place + 1, self.rows.letter(key), key, REFUSED, f"{label}为空，请补上"
                    )

    def _is_aside(self, values: Mapping[str, list[Any]], row: Row, place: int) -> bool:
        """A blank row, a row of sums, or a note below the table (填表人：…)."""
        numbers = ("household.number", "person.number", "person.id_number", "person.name")
        if any(values[key][place] for key in numbers if key in values):
            return False
        filled = [text for cell in row if (text := plain(cell))]
        return len(filled) <= 4 or is_sum(filled)

    def _is_empty_household(self, values: Mapping[str, list[Any]], place: int) -> bool:
        numbers = ("person.number", "person.id_number")
        return self.rows.layout == layouts.OURS and not any(
            values[key][place] for key in numbers if key in values
        )

    def _group(
        self, grouping: Grouping, values: dict[str, list[Any]], count: int, first: int, refused: set[int]
    ) -> None:
        """Households where the file has no 户编号; rows that belong to none are refused with the reason."""
        key = "person.relation" if "person.relation" in self.places else "household.head"
        values["household.number"], wrong = grouping.number(values, count, first, refused)
        for place, why in wrong.items():
            if place not in refused:
                refused.add(place)
                self.rows.say(first + place + 1, self.rows.letter(key), key, REFUSED, why)

    def _combine(self, values: dict[str, list[Any]]) -> None:
        """Further columns of one field (致贫/返贫风险2…5, the 14 measures) go into the first."""
        for part in self.parts:
            key, _, which = part.partition("#")
            more = values.pop(part)
            if key == layouts.MEASURES:
                more = told_measures(values, MeasureKind.of(which), more)
            whole = values.get(key) or [""] * len(more)
            values[key] = [
                ",".join(dict.fromkeys(f"{one},{two}".split(","))) if one and two else one or two
                for one, two in zip(whole, more, strict=True)
            ]

    def _extras(
        self, cells: Sequence[Sequence[Cell]], count: int, kept: Mapping[int, dict[str, str]]
    ) -> list[str]:
        """The cells of unknown columns, row by row, as JSON."""
        if not self.unknown:
            texts = [""] * count
        else:
            heads = [heading for heading, _ in self.unknown]
            known = self._texts
            rows = list(zip(*(cells[column] for _, column in self.unknown), strict=True))
            for row in set(rows).difference(known):
                if len(known) > 100_000:
                    known.clear()
                known[row] = _json({head: _written(cell) for head, cell in zip(heads, row, strict=True)})
            texts = [known.get(row, "") for row in rows]
        for place, more in kept.items():
            texts[place] = _json({**json.loads(texts[place] or "{}"), **more})
        return texts

    def _keep(
        self, values: Mapping[str, list[Any]], odd: Mapping[int, IdNumber], extras: Sequence[str], first: int,
        refused: set[int],
    ) -> None:  # fmt: skip
        rows = self.rows
        count = len(extras)
        people = list(zip(*(values[key] for key in rows.person_keys), strict=True)) or [()] * count
        households = list(
            zip(*(values.get(key) or [""] * count for key in rows.household_keys), strict=True)
        ) or [()] * count  # fmt: skip
        numbers = values.get("household.number") or [""] * count
        names = values.get("person.name") or values.get("household.head") or [""] * count
        relations = values.get("person.relation") or [None] * count
        for place in range(count) if not refused else (each for each in range(count) if each not in refused):
            number = numbers[place]
            owner = rows.numbers.get(number)
            if owner is None:
                owner = rows.numbers[number] = len(rows.households)
                rows.households.append(households[place])
                rows.household_rows.append(first + place + 1)
            elif rows.households[owner] != households[place]:
                self._merge(owner, households[place], relations[place] == "head", first + place + 1)
            if relations[place] == "head":
                times, head = self.heads.get(owner, (0, ""))
                self.heads[owner] = times + 1, head or names[place]
            if self.people_read and names[place]:
                if place in odd:
                    self.rows.odd_numbers[len(rows.people)] = odd[place]
                rows.people.append(people[place])
                rows.owners.append(owner)
                rows.person_rows.append(first + place + 1)
                rows.extras.append(extras[place])
        for place in sorted(refused):
            if first + place not in self.asides:
                rows.refused.append(RefusedRow(first + place + 1, str(numbers[place]), str(names[place])))

    def _merge(self, owner: int, more: tuple[Plain, ...], leads: bool, row: int) -> None:
        """Household columns that differ from row to row: blanks are filled, the head's row leads."""
        rows = self.rows
        old = rows.households[owner]
        first, second = (more, old) if leads else (old, more)
        rows.households[owner] = tuple(
            two if one in ("", None) else one for one, two in zip(first, second, strict=True)
        )
        for key, one, two in zip(rows.household_keys, old, more, strict=True):
            if one != two and one not in ("", None) and two not in ("", None) and key != "household.head":
                text = f"同一户的“{layouts.field_of(key).label}”各行不一致，以户主行为准"
                rows.say(row, rows.letter(key), key, FINDING, text)


def _first_day(cells: Iterable[Cell]) -> date | None:
    for cell in cells:
        if cell not in ("", None):
            try:
                return read_day(cell)
            except Unreadable:
                return None
    return None


def _written(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _json(kept: Mapping[str, str]) -> str:
    filled = {heading: text for heading, text in kept.items() if text.strip()}
    return json.dumps(filled, ensure_ascii=False) if filled else ""
