"""版式: which layouts are known, those the office mapped itself, and what the columns of a new file may be."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.sheets import KeptLayout
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.known_layouts import LAYOUTS
from fupin_desktop.exchange.layouts import fields, layout_named, vocabulary
from fupin_desktop.exchange.lists import LISTS, spec_of
from fupin_desktop.exchange.recognising import Kept, Known

if TYPE_CHECKING:
    from fupin_desktop.exchange.rows import Rows


class Meaning(Protocol):
    """What one column is taken for."""

    @property
    def heading(self) -> str: ...
    @property
    def key(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """One layout as a list shows it. ``kept``: the office mapped it itself."""

    key: str
    name: str
    list: str
    years: str
    columns: int
    kept: bool


class Layouts:
    """The layouts that are recognised. Keeping and forgetting one is an act."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[LayoutLine]:
        """The office's own layouts, then the known ones."""
        own = [
            LayoutLine(each.name, each.name, each.list, _years(each.year), len(columns_of(each)), True)
            for each in self.kept()
        ]
        return own + [
            LayoutLine(each.key, each.name, each.list, each.span, len(each.headings), False)
            for each in LAYOUTS
        ]

    def kept(self) -> list[KeptLayout]:
        """The layouts that the office mapped, the newest first."""
        with self._store.read() as unit:
            return unit.layouts.all(order=("id",))[::-1]

    def known(self) -> Known:
        """What reading a file needs to know beforehand."""
        with self._store.read() as unit:
            villages = frozenset(each.name for each in unit.villages.all())
        return Known(tuple(as_kept(each) for each in self.kept()), villages)

    def look(self, path: str | Path, mapping: Mapping[str, str] | None = None) -> Rows:
        """What the columns of a file (or the labels of a card) are or may be; no row of a list is read."""
        from fupin_desktop.exchange.card_files import look_at

        return look_at(Path(path), mapping, self.known())

    def keep_file(
        self,
        name: str,
        path: str | Path,
        mapping: Mapping[str, str] | None = None,
        *,
        year: int | None = None,
    ) -> KeptLayout:
        """Keep the layout of a file under a name, its columns corrected by ``mapping`` (letter → key or label)."""
        told = {letter.strip().upper(): key_of(said) for letter, said in (mapping or {}).items()}
        rows = self.look(path, told)
        known = {each.letter for each in rows.columns}
        if wrong := [letter for letter in told if letter not in known]:
            said = "、".join(wrong)
            raise Refused([Problem("column", f"“{rows.file}”的表头里没有{said}列，请核对列的字母")])
        return self.keep(
            name, rows.columns, list_key=rows.list_key, year=year, heading="　".join(rows.titles)
        )

    def keep(
        self,
        name: str,
        columns: Sequence[Meaning],
        *,
        list_key: str = "people",
        year: int | None = None,
        heading: str = "",
    ) -> KeptLayout:
        """Keep what the columns mean under a name; a kept layout of that name is replaced.

        Raises Refused without a name, for the name of a known layout, or when no column says whose row it is.
        """
        keys = {each.key for each in columns}
        if layout_named(name.strip()) is not None:
            raise Refused([Problem("name", f"“{name.strip()}”是已有版式的名称，请换一个")])
        if Kept("", list_key).of_people and not keys & {"person.name", "household.head"}:
            raise Refused([Problem("columns", "还没有指明哪一列是姓名或户主姓名，请先核对列的对应再记住")])
        wanted = KeptLayout(
            name=name.strip(), list=list_key, year=year, heading=heading[:120], used_on=date.today(),
            columns=json.dumps([[each.heading, each.key] for each in columns], ensure_ascii=False),
        )  # fmt: skip
        if wrong := list(problems(KeptLayout, as_values(wanted))):
            raise Refused(wrong)
        with self._store.write(f"记住版式：{wanted.name}") as unit:
            return unit.layouts.save_over(wanted, name=wanted.name)

    def named(self, said: str) -> str:
        """The name of the kept layout that a reading says it is in, "" for none."""
        return next((each.name for each in self.kept() if as_kept(each).said == said), "")

    def forget(self, name: str) -> None:
        """Forget a layout that the office mapped. Raises Trouble when there is none of that name."""
        with self._store.read() as unit:
            found = unit.layouts.find(name=name.strip())
        if found is None:
            own = "、".join(each.name for each in self.kept()) or "还没有记住过"
            raise Trouble(f"没有名为“{name}”的本办版式（已有：{own}），请检查名称")
        with self._store.write(f"忘掉版式：{found.name}") as unit:
            unit.layouts.remove(found)


def as_kept(layout: KeptLayout) -> Kept:
    """A kept layout as reading takes it."""
    return Kept(layout.name, layout.list, layout.year, columns_of(layout))


def columns_of(layout: KeptLayout) -> tuple[tuple[str, str], ...]:
    """The headings of a kept layout with their keys; of one that cannot be read, none. Keys of fields that the
    program does not know (any more) are dropped, the heading stays."""
    try:
        found = json.loads(layout.columns or "[]")
        pairs = [(str(heading), str(key)) for heading, key in found]
    except (ValueError, TypeError):
        return ()
    known = fields() if layout.list not in LISTS else {each.key for each in spec_of(layout.list).columns}
    return tuple((heading, key if key.partition("#")[0] in known else "") for heading, key in pairs)


def key_of(said: str) -> str:
    """The key that a word means: itself, or a field's name (姓名); "" or 不读 for none. Raises Refused."""
    text = said.strip()
    if text in ("", "不读", "-"):
        return ""
    if text.partition("#")[0] in fields():
        return text
    found = vocabulary().get(normal(text))
    if found is None:
        raise Refused([Problem("column", f"没有“{text}”这个字段，请写成如 姓名、证件号码、户编号")])
    return found


def _years(year: int | None) -> str:
    return f"{year}年" if year else ""
