"""Lists that leave this computer: ID numbers as 前6后4 unless the clerk says otherwise, and a record of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from fupin_desktop.db import exporting as stored
from fupin_desktop.db.store import Store
from fupin_desktop.db.unit import Unit
from fupin_desktop.domain.id_number import hide_numbers, mask_number
from fupin_desktop.domain.sheets import Outgoing
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.layouts import vocabulary
from fupin_desktop.exchange.writing import SheetOut

_NUMBERS = frozenset({"person.id_number", "person.disability_card", "sheet.head_id"})
_ACCOUNTS = frozenset({"household.account"})


@dataclass(frozen=True, slots=True)
class Left:
    """A list that left, by whom and when."""

    list: Outgoing
    person: str
    at: datetime


class OutgoingLists:
    """Keeps the record of lists that left."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(
        self,
        what: str,
        file: str | Path,
        rows: int,
        *,
        masked: bool,
        villages: Sequence[str] = (),
        on: date | None = None,
    ) -> Outgoing:
        """Record a list that was written: what it is, where to, how many rows, whether ID numbers are hidden.

        No villages means the whole office. Ctrl+Z passes over this act.
        """
        with self._store.write(f"导出：{what}"[:200]) as unit:
            return unit.outgoing.save(
                Outgoing(what=what[:80], villages=noted(unit, villages), file=Path(file).name[:200], rows=rows,
                         masked=masked, on=on or date.today())
            )  # fmt: skip

    def all(self, last: int = 500) -> list[Left]:
        """What left, the newest first."""
        with self._store.read() as unit:
            senders = stored.senders(unit)
            found = unit.outgoing.all(order=("id",))[::-1][:last]
        nobody = ("", "1970-01-01")
        return [
            Left(each, person, datetime.fromisoformat(at))
            for each in found
            for person, at in (senders.get(each.version, nobody),)
        ]


def noted(unit: Unit, villages: Sequence[str]) -> str:
    """The villages as the record keeps them: nothing where they are all that the office has."""
    every = {each.name for each in unit.villages.all()}
    return "" if every <= set(villages) else "、".join(villages)[:400]


def masked(sheet: SheetOut) -> SheetOut:
    """The sheet with ID numbers as 前6后4 and bank accounts by their last four, also where they stand in other texts."""
    hide: list[Callable[[str], str]] = [_hider(head) for head in sheet.heads]

    def rows() -> Iterator[list[Cell]]:
        for row in sheet.rows:
            yield [
                hide[place](value) if isinstance(value, str) and place < len(hide) else value
                for place, value in enumerate(row)
            ]

    return replace(sheet, rows=rows())


def _hider(heading: str) -> Callable[[str], str]:
    last = normal(heading.rpartition("/")[2])
    key = vocabulary().get(last, "")
    if key in _NUMBERS or any(word in last for word in ("身份证", "证件号", "残疾证")):
        return mask_number
    if key in _ACCOUNTS or any(word in last for word in ("卡号", "账号", "帐号", "存折")):
        return mask_account
    return hide_numbers


def mask_account(number: str) -> str:
    """A bank account by its last four figures."""
    return "*" * (len(number) - 4) + number[-4:] if len(number) > 4 else number
