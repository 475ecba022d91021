"""What was done, by whom, when, and what it changed, in words a clerk reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fupin_desktop.db.journal import Act, Change
from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.fields import Field, Kind, Record
from fupin_desktop.services.words import KINDS


@dataclass(frozen=True, slots=True)
class Line:
    """One changed value: ``title`` of the record, ``label`` of the field, shown before and after."""

    title: str
    row_id: int
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act as the history page shows it. ``undone`` and ``undoable`` say what 撤销 would meet."""

    id: int
    label: str
    person: str
    at: datetime
    rows: int
    undone: bool
    is_undo: bool


class History:
    """The journal, readable."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def acts(self, household: str | None = None, last: int = 200) -> list[ActLine]:
        """The newest acts first; with a household number only those that touched it."""
        with self._store.read() as unit:
            if household is None:
                return [_line(each) for each in unit.acts(last=last)]
            found = unit.households.find(number=household)
            if found is None:
                raise Trouble(f"没有户编号为“{household}”的农户，请检查编号")
            return [_line(each) for each in unit.acts(found.id, last)]

    def newest(self) -> int:
        """The act that a bare 撤销 takes back. Raises Trouble when there is none."""
        with self._store.read() as unit:
            return unit.newest_act()

    def lines(self, act: int, household_id: int | None = None) -> list[Line]:
        """Field by field what an act changed (single rows; imported runs are counted in the act)."""
        with self._store.read() as unit:
            return [line for change in unit.changes(act, household_id) for line in _lines(change)]


def _line(act: Act) -> ActLine:
    return ActLine(
        act.id, act.label, act.person, act.at, act.rows, act.undone_by is not None, act.undoes is not None
    )


def _lines(change: Change) -> list[Line]:
    kind = KINDS.get(change.table)
    if kind is None:
        return []
    if change.before is None:
        return [Line(kind.title, change.row_id, "新增", "", _name(kind, change.after or {}))]
    if change.after is None:
        return [Line(kind.title, change.row_id, "删除", _name(kind, change.before), "")]
    return [
        Line(kind.title, change.row_id, field.label, shown(field, change.before.get(name)),
             shown(field, change.after.get(name)))
        for name, field in kind.fields.items()
        if change.before.get(name) != change.after.get(name)
    ]  # fmt: skip


def _name(kind: type[Record], row: Mapping[str, Any]) -> str:
    for name in ("name", "head", "content", "kind", "source", "number", "year"):
        if row.get(name) not in (None, "") and name in kind.fields:
            return shown(kind.fields[name], row[name])
    return kind.title


def shown(field: Field, stored: Any) -> str:
    """A stored value (分, thousandths, ISO date, code) the way a person reads it."""
    if stored in (None, ""):
        return ""
    match field.kind:
        case Kind.MONEY:
            return f"{stored / 100:,.2f}"
        case Kind.DECIMAL:
            return f"{stored / 1000:g}"
        case Kind.FLAG:
            return "是" if stored else "否"
        case Kind.CHOICE if field.codes:
            return field.codes.of(stored).label
        case Kind.CHOICES if field.codes:
            return "、".join(field.codes.of(each).label for each in str(stored).split(","))
        case Kind.TEXT if field.name == "extra":
            return "、".join(f"{k}={v}" for k, v in json.loads(stored).items())
        case _:
            return str(stored)
