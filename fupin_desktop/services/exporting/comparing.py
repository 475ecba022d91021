"""Two exports of the same list held against each other, person by person and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fupin_desktop.domain.plain import Plain, show_plain
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.layouts import field_of
from fupin_desktop.exchange.reading import read_rows
from fupin_desktop.exchange.rows import Rows
from fupin_desktop.exchange.writing import SheetOut, write_table

_LEFT_OUT = ("village.", "sheet.", "person.id_kind", "person.disability_card")
Change = tuple[str, str, str, str, str]
"""Household number, name, label, old, new."""


def compare(old: str | Path, new: str | Path, out: str | Path | None = None) -> dict[str, Any]:
    """Counts and a sentence (contract.md, ``compare``); the whole list is written to ``out``."""
    before, after = read_rows(old), read_rows(new)
    was, now = _by_person(before), _by_person(after)
    added = [now[key] for key in now if key not in was]
    removed = [was[key] for key in was if key not in now]
    changes = [*_household_changes(before, after), *_person_changes(before, after, was, now)]
    changed: dict[str, int] = {}
    for _, _, label, _, _ in changes:
        changed[label] = changed.get(label, 0) + 1
    if out is not None:
        _write(out, before, after, added, removed, changes)
    households = (
        len(after.numbers.keys() - before.numbers.keys()),
        len(before.numbers.keys() - after.numbers.keys()),
    )
    return {
        "added": len(added), "removed": len(removed), "changed": changed, "households_added": households[0],
        "households_removed": households[1], "sentence": _sentence(len(added), len(removed), households, changed),
    }  # fmt: skip


def _sentence(added: int, removed: int, households: tuple[int, int], changed: dict[str, int]) -> str:
    most = sorted(changed.items(), key=lambda item: -item[1])[:5]
    fields = "、".join(f"{label}{count}处" for label, count in most)
    told = f"新增{households[0]}户{added}人，减少{households[1]}户{removed}人，"
    return told + (
        f"变更{sum(changed.values())}处（{fields}{'等' if len(changed) > 5 else ''}）"
        if changed
        else "其余没有变化"
    )


def _by_person(rows: Rows) -> dict[tuple[str, Plain], int]:
    """Where each person stands, by 人编号, else ID number, else household and name."""
    places = [
        rows.person_keys.index(key)
        for key in ("person.number", "person.id_number")
        if key in rows.person_keys
    ]
    name = rows.person_keys.index("person.name") if rows.people else 0
    numbers = list(rows.numbers)
    found: dict[tuple[str, Plain], int] = {}
    for place, person in enumerate(rows.people):
        known = next((person[each] for each in places if person[each]), None)
        found[("", known) if known else (numbers[rows.owners[place]], person[name])] = place
    return found


def _shared(before: tuple[str, ...], after: tuple[str, ...]) -> list[tuple[str, int, int]]:
    return [
        (key, before.index(key), place)
        for place, key in enumerate(after)
        if key in before and not key.startswith(_LEFT_OUT)
    ]


def _household_changes(before: Rows, after: Rows) -> Iterator[Change]:
    shared = _shared(before.household_keys, after.household_keys)
    head = after.household_keys.index("household.head") if "household.head" in after.household_keys else None
    for number, place in after.numbers.items():
        if number in before.numbers:
            was, now = before.households[before.numbers[number]], after.households[place]
            name = str(now[head]) if head is not None else ""
            yield from _changes(number, name, shared, was, now)


def _person_changes(
    before: Rows, after: Rows, was: dict[tuple[str, Plain], int], now: dict[tuple[str, Plain], int]
) -> Iterator[Change]:
    shared = _shared(before.person_keys, after.person_keys)
    numbers, old_numbers = list(after.numbers), list(before.numbers)
    name = after.person_keys.index("person.name") if after.people else 0
    for key, place in now.items():
        if key not in was:
            continue
        person, number = after.people[place], numbers[after.owners[place]]
        old_number = old_numbers[before.owners[was[key]]]
        if old_number != number:
            yield number, str(person[name]), "户编号", old_number, number
        yield from _changes(number, str(person[name]), shared, before.people[was[key]], person)


def _changes(
    number: str, name: str, shared: list[tuple[str, int, int]], was: tuple[Plain, ...], now: tuple[Plain, ...]
) -> Iterator[Change]:
    for key, one, two in shared:
        if was[one] != now[two]:
            spec = field_of(key)
            yield number, name, spec.label, show_plain(spec, was[one]), show_plain(spec, now[two])


def _write(
    out: str | Path, before: Rows, after: Rows, added: list[int], removed: list[int], changes: list[Change]
) -> None:
    def people(rows: Rows, places: list[int]) -> Iterator[list[Cell]]:
        numbers, name = list(rows.numbers), rows.person_keys.index("person.name") if rows.people else 0
        for place in places:
            yield [numbers[rows.owners[place]], str(rows.people[place][name]), rows.person_rows[place]]

    codes = frozenset({0})
    write_table(
        out,
        [
            SheetOut(
                "变更", ["户编号", "姓名", "字段", "原来", "现在"], changes, (), codes, [16, 12, 16, 24, 24]
            ),
            SheetOut("新增", ["户编号", "姓名", "新文件行"], people(after, added), (), codes, [16, 12, 10]),
            SheetOut(
                "减少", ["户编号", "姓名", "旧文件行"], people(before, removed), (), codes, [16, 12, 10]
            ),
        ],
    )
