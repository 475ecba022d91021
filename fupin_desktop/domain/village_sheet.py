"""村级填报小表: what a workbook for a village says, what comes back, and how three versions of a value are held together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from fupin_desktop.domain.fields import Field
from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.values import Cell


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column. ``asked`` ones are open to be filled in, the others are locked."""

    key: str
    heading: str
    field: Field
    asked: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen, () where anything may be written."""
        from fupin_desktop.domain.fields import Kind

        if self.field.kind is Kind.FLAG:
            return ("是", "否")
        if self.field.kind is Kind.CHOICE and self.field.codes is not None:
            return tuple(each.label for each in self.field.codes)
        return ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: the id of the record that it speaks of, what is shown, and the plain values as they were sent."""

    id: int
    shown: tuple[str, ...]
    base: tuple[Plain, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageBook:
    """A workbook for one village."""

    token: str
    subject: str
    label: str
    township: str
    village: str
    year: int
    sent_on: date
    due_on: date | None
    unit: str
    phone: str
    columns: Sequence[SheetColumn]
    rows: Sequence[SheetRow]

    @property
    def title(self) -> str:
        return f"{self.village}{self.year}年度{self.label}填报表"

    @property
    def notes(self) -> list[str]:
        """The instructions above the table."""
        due = (
            f"请于{self.due_on.month}月{self.due_on.day}日前交回{self.unit}"
            if self.due_on
            else f"请填好后交回{self.unit}"
        )
        phone = f"（电话{self.phone}）" if self.phone else ""
        return [
            "填表说明：1.只填浅黄色的格子，有下拉箭头的请从列表里选；灰色格子是已知内容，有误的请在“备注”里写明。"
            "2.没有变化的不用改；3.可以排序、筛选，不要删除行和列，不要改表头。",
            f"4.{due}{phone}；文件可以改名，微信、QQ、U盘都可以。",
        ]


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row as it came back: its line in the sheet (as Excel counts), the record's id, and its cells by key."""

    row: int
    id: int | None
    cells: Mapping[str, Cell]
    letters: Mapping[str, str]
    note: str = ""


@dataclass(slots=True)
class ReturnedBook:
    """A workbook that came back. ``base`` holds the plain values as sent, by record and key."""

    file: str
    sheet: str
    header_row: int
    token: str
    subject: str
    village: str
    year: int
    asked: tuple[str, ...]
    base: Mapping[int, Mapping[str, Plain]]
    shown: Mapping[int, Mapping[str, str]]
    rows: list[ReturnedRow] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Outcome(Enum):
    """What becomes of one value."""

    SAME = "same"
    CHANGE = "change"
    CONFLICT = "conflict"


def three_way(base: Plain, village: Plain, office: Plain) -> Outcome:
    """Hold a value as sent, as it came back, and as the office has it now together.

    Who alone changed it wins; both the same way is no change; both differently is a conflict for a person.
    """
    if village in (base, office):
        return Outcome.SAME
    return Outcome.CHANGE if office == base else Outcome.CONFLICT
