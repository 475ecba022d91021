"""Which rows are one household where a list has no 户编号: the head's row and those below it, or the head's name in each row.

domain.md 1.3, rule 4: "if 户编号 missing, group by 户主 row followed by members".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from fupin_desktop.domain.id_number import read_id_number
from fupin_desktop.exchange.layouts import HEAD_ID

NOBODY_ABOVE = "上面没有户主，不知道是哪一户的人，请补上户编号或把户主放在成员前面"
OTHER_VILLAGE = "行政村与上面的户主{}不同，不知道是哪一户的人，请补上户编号或户主姓名"


def can_group(keys: Collection[str]) -> bool:
    """Can households be told apart without 户编号?"""
    return "household.head" in keys or {"person.name", "person.relation"} <= set(keys)


@dataclass(slots=True)
class Unnumbered:
    """A household of a file without 户编号: what it can be found by in the office."""

    row: int
    village: str = ""
    group: str = ""
    head: str = ""
    id_number: str = ""

    @property
    def called(self) -> str:
        return f"户主{self.head}的一户" if self.head else f"第{self.row}行起的一户"


class _Row(NamedTuple):
    number: int
    name: str
    leads: bool
    head: str
    head_id: str
    id_number: str
    village: str
    group: str


class Grouping:
    """Gives the rows of one sheet stand-ins for 户编号; ``households`` says what is known of each. ``file`` names the sheet."""

    def __init__(self, file: str, keys: Collection[str]) -> None:
        self.file = file
        self.households: dict[str, Unnumbered] = {}
        self._by_head = "household.head" in keys
        self._single = "person.name" not in keys
        self._known: dict[tuple[str, str, str, str], str] = {}
        self._now = ""

    def number(
        self, values: Mapping[str, Sequence[Any]], count: int, first: int, left_out: Collection[int]
    ) -> tuple[list[str], dict[int, str]]:
        """The stand-ins of a batch of rows, and by place why a row belongs nowhere. ``first`` counts from nought."""
        numbers, wrong = [""] * count, {}
        for place, row in enumerate(_rows(values, count, first)):
            if place in left_out and not (row.leads or row.head):
                continue
            if why := self._place(row):
                wrong[place] = why
            else:
                numbers[place] = self._now
        return numbers, wrong

    def _place(self, row: _Row) -> str:
        """Go to the household of a row, a new one if need be; or say why that cannot be told."""
        if self._by_head and row.head:
            self._go_to_head(row)
        elif row.leads:
            self._begin(row, row.name, row.id_number)
        elif not self._now:
            return NOBODY_ABOVE
        else:
            here = self.households[self._now]
            if row.village and here.village and row.village != here.village:
                return OTHER_VILLAGE.format(here.head)
        return ""

    def _go_to_head(self, row: _Row) -> None:
        own = row.id_number if row.leads or self._single else ""
        said = row.head_id or (own if self._single else "")
        identity = (row.village, row.group, row.head, said)
        known = self._known.get(identity)
        if known is None and not row.village and self._now and self.households[self._now].head == row.head:
            known = self._now  # the village stands in the head's row alone
        twin = known is not None and row.leads and own and self.households[known].id_number not in ("", own)
        if known is None or twin:
            self._begin(row, row.head, said or own)
            self._known[identity] = self._now
            return
        self._now = known
        here = self.households[known]
        here.id_number = here.id_number or own

    def _begin(self, row: _Row, head: str, id_number: str) -> None:
        self._now = f"户主{head}（{self.file}第{row.number}行）"
        self.households[self._now] = Unnumbered(row.number, row.village, row.group, head, id_number)


def _rows(values: Mapping[str, Sequence[Any]], count: int, first: int) -> Iterator[_Row]:
    blank = [""] * count
    columns = {
        key: values.get(key) or blank
        for key in ("person.name", "person.relation", "household.head", HEAD_ID, "person.id_number",
                    "household.village", "household.group")
    }  # fmt: skip
    for place, (name, relation, head, head_id, id_number, village, group) in enumerate(
        zip(*columns.values(), strict=True)
    ):
        yield _Row(
            first + place + 1, name, relation == "head", head, read_id_number(head_id).number18 or head_id if head_id else "",
            id_number, village, group,
        )  # fmt: skip
