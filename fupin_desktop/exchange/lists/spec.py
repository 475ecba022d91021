"""A list, said once: its columns, whose each row is, how rows become records and records rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from fupin_desktop.domain.cadre import Cadre
from fupin_desktop.domain.fields import Field, Record, record, text
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.village import Village
from fupin_desktop.exchange.lists.node import Node

Subject = Literal["household", "person", "village"]
Say = Callable[[int, str, str, str], None]
"""Says what is odd: row, key of the column ("" for the whole row), severity (see ``rows``), sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``heading`` is how we write it, ``others`` are further names that it goes by."""

    key: str
    field: Field
    heading: str
    others: tuple[str, ...] = ()
    shown: bool = True


@dataclass(slots=True)
class RowIn:
    """One row as it was read: plain values by key (``work_spell.since``), blank cells left out, kept columns."""

    row: int
    cells: dict[str, Plain]
    extra: dict[str, str] = field(default_factory=dict)
    file: str = ""

    def word(self, key: str) -> str:
        """A text of the row, "" where there is none."""
        return str(self.cells.get(key) or "")

    def of(self, table: str) -> dict[str, Plain]:
        """The values of one table by field name."""
        before = f"{table}."
        return {key[len(before) :]: value for key, value in self.cells.items() if key.startswith(before)}


Gather = Callable[[Sequence[RowIn], int, Say], list[Node]]
"""The records that all rows of one subject speak of. Given: the rows in their order, the data year."""
Unfold = Callable[[Node], list[dict[str, Plain]]]
"""The rows of one record of the office, by key."""


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list. ``tells`` are headings that other lists have not; ``least`` of them must be there."""

    key: str
    title: str
    subject: Subject
    root: str
    columns: tuple[Column, ...]
    gather: Gather
    unfold: Unfold
    tells: tuple[str, ...]
    least: int = 2
    keeps: bool = True
    """Are unknown columns kept with the record, and written back?"""


@record("名单")
class _Words(Record):
    """Texts of a sheet that no record holds."""

    text: str = text("内容", default="", longest=4000, width=24)


TEXT = _Words.fields["text"]


def columns_of(
    table: str,
    kind: type[Record],
    *,
    called: Mapping[str, str] | None = None,
    others: Mapping[str, Sequence[str]] | None = None,
    without: Iterable[str] = ("extra",),
) -> tuple[Column, ...]:
    """The columns of a record's fields; ``called`` gives other headings, ``others`` adds names they go by."""
    left_out, names, more = set(without), called or {}, others or {}
    return tuple(
        Column(
            f"{table}.{name}",
            each,
            names.get(name, each.label),
            (*(() if name in names else each.headings), *more.get(name, ())),
        )
        for name, each in kind.fields.items()
        if name not in left_out
    )


def _subject(
    key: str, spec: Field, heading: str = "", others: Sequence[str] = (), shown: bool = True
) -> Column:
    return Column(key, spec, heading or spec.label, (*spec.headings, *others), shown)


_home = Household.fields
VILLAGE = _subject("home.village", _home["village"])
HOME = (
    VILLAGE,
    _subject("home.group", _home["group"]),
    _subject("home.number", _home["number"]),
    _subject("home.head", _home["head"]),
)
"""Whose a row of a household is."""
HEAD_ID = Column(
    "home.head_id", Person.fields["id_number"], "户主证件号码", ("户主身份证号", "户主身份证号码")
)
HIDDEN_HEAD_ID = Column(
    "home.head_id", HEAD_ID.field, HEAD_ID.heading,
    (*HEAD_ID.others, "证件号码", "身份证号", "身份证号码", "ID"), shown=False,
)  # fmt: skip
"""The head's number where a list of households has one; our own lists do without."""
MEMBER = (
    _subject("member.number", Person.fields["number"]),
    _subject("member.name", Person.fields["name"]),
    _subject("member.id_number", Person.fields["id_number"]),
)
"""Whose a row of a person is."""
ASIDE = tuple(
    Column(f"aside.{name}", TEXT, name, others, shown=False)
    for name, others in (
        ("序号", ("行号", "id", "suoyin")),
        (Village.fields["county"].label, Village.fields["county"].headings),
        (Village.fields["township"].label, Village.fields["township"].headings),
        ("与户主关系", ("户主和与户主关系",)),
        ("人数", ("家庭人口", "家庭人口数", "人口数", "当前家庭人口数")),
        ("户联系电话", ("联系电话", "联系方式", "phone")),
    )
)
"""Columns that only help a reader; they are neither taken nor kept."""
PHONE = Cadre.fields["phone"]
