"""Keeps records of one kind. Rows go in and out here and nowhere else."""

from __future__ import annotations

import dataclasses
import json
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    Connection,
    CursorResult,
    Executable,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import ColumnElement

from fupin_desktop.db import bulk
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.fields import Kind, Problem, Record

R = TypeVar("R", bound=Record)

RUN = 2000
"""From so many inserts on, the journal keeps one line for the run and not one for each."""
ASKED = 500
TAKEN, READ = 2000, 4096
"""How many rows are taken at once, and how many values of a column are remembered while reading."""

Reader = Callable[[Any], Any]
_READERS: dict[type[Record], Sequence[Reader | None]] = {}


class Repository(Generic[R]):
    """The records of one kind, in one transaction. ``act`` is None where nothing may be written."""

    def __init__(self, connection: Connection, kind: type[R], table: Table, act: int | None) -> None:
        self._connection, self._kind, self._act = connection, kind, act
        self._table = table
        self.name = self._table.name
        self._names = [each.name for each in dataclasses.fields(kind)]
        self._codes = {
            name: field.codes
            for name, field in kind.fields.items()
            if field.codes and field.kind is Kind.CHOICE
        }
        self._many = {
            name: field.codes
            for name, field in kind.fields.items()
            if field.codes and field.kind is Kind.CHOICES
        }
        self._columns = [self._table.c[name] for name in self._names]

    def get(self, id: int) -> R:
        """The record with an id. Raises Stale when it is no longer there."""
        found = self._asked({"id": id}).first()
        if found is None:
            raise Stale(f"这条{self._kind.title.removesuffix('记录')}记录已被删除或撤销，请刷新后再看")
        return self._record(found)

    def find(self, **equal: Any) -> R | None:
        """The first record whose columns equal these values, or None."""
        row = self._asked(equal, ("id",), most=1).first()
        return self._record(row) if row is not None else None

    def all(self, *, order: Sequence[str] = ("id",), **equal: Any) -> list[R]:
        """All records whose columns equal these values; a collection means any of its members."""
        return list(self._records(self._asked(equal, order)))

    def some(self, ids: Iterable[int], by: str = "id") -> dict[int, R]:
        """Records by id, asked for in portions; missing ones are left out."""
        return {record.id: record for record in self.of(ids, by) if record.id is not None}

    def of(self, keys: Iterable[Any], by: str) -> Iterator[R]:
        """Records whose column ``by`` is one of many keys, in portions."""
        wanted = list(keys)
        column = self._table.c[by]
        for first in range(0, len(wanted), TAKEN):
            part = wanted[first : first + TAKEN]
            asked = select(*self._columns).where(self._among(column, part)).order_by(self._table.c.id)
            yield from self._records(self._connection.execute(asked))

    def ids(self, *, order: Sequence[str] = ("id",), **equal: Any) -> array[int]:
        asked = select(self._table.c.id).where(self._where(equal))
        asked = asked.order_by(*(self._table.c[name] for name in order), self._table.c.id)
        return array("q", self._connection.execute(asked).scalars())

    def count(self, **equal: Any) -> int:
        return self._connection.execute(
            select(func.count()).select_from(self._table).where(self._where(equal))
        ).scalar_one()

    def save(self, record: R) -> R:
        """Keep a record; unchanged ones are left alone. Raises Stale when it was changed meanwhile."""
        stamp = self._writable()
        kept = {name: getattr(record, name) for name in self._names if name not in ("id", "version")}
        if record.id is None:
            done = self._keep(insert(self._table).values(version=stamp, **kept))
            return dataclasses.replace(record, id=done.inserted_primary_key[0], version=stamp)  # type: ignore[index]
        old = self.get(record.id)
        if old.version != record.version:
            raise Stale(f"{self._kind.title}在您打开之后已被改动，请刷新后重新修改，您填的内容不会丢")
        if old == record:
            return record
        asked = update(self._table).where(self._table.c.id == record.id).values(version=stamp, **kept)
        self._keep(asked)
        return dataclasses.replace(record, version=stamp)

    def save_over(self, record: R, **equal: Any) -> R:
        """Keep a new record in place of the one that these values find, where there is one."""
        before = self.find(**equal)
        if before is not None:
            record = dataclasses.replace(record, id=before.id, version=before.version)
        return self.save(record)

    def remove(self, record: R) -> None:
        """Take a record away (it stays in the journal). Raises Stale when it was changed meanwhile."""
        self._writable()
        asked = delete(self._table).where(
            and_(self._table.c.id == record.id, self._table.c.version == record.version)
        )
        if self._keep(asked).rowcount != 1:
            raise Stale(f"{self._kind.title}在您打开之后已被改动，请刷新后再删")

    def add_many(self, records: Iterable[R]) -> int:
        """Insert new records together. Says how many."""
        kept = list(records)
        names = [name for name in self._names if name not in ("id", "version")]
        columns = [self._stored(name, map(attrgetter(name), kept)) for name in names]
        self.add_rows(names, list(zip(*columns, strict=True)))
        return len(kept)

    def _stored(self, name: str, values: Iterable[Any]) -> Iterable[Any]:
        """A column of values as SQLite keeps them."""
        if name in self._codes:
            return [None if value is None else str(value) for value in values]
        dialect = self._connection.dialect
        process = self._table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        return map(process, values) if process else values

    def add_rows(
        self, names: Sequence[str], rows: Collection[tuple[Any, ...]], same: Mapping[str, Any] | None = None
    ) -> range:
        """Insert rows that hold what SQLite keeps (分, ISO dates, codes). Gives the ids they got, in order.

        ``same`` holds the columns that are the same in every row: they cost nothing when said once.
        """
        stamp = self._writable()
        first = self.next_id()
        if not rows:
            return range(first, first)
        shared = {"version": stamp, **(same or {})}
        columns = ", ".join(f'"{name}"' for name in (*names, *shared))
        marks = ", ".join(["?"] * len(names) + [_literal(value) for value in shared.values()])
        cursor = self._connection.connection.cursor()
        many = len(rows) >= RUN
        with bulk.unwatched(cursor, self.name) if many else nullcontext():
            cursor.executemany(f'INSERT INTO "{self.name}" ({columns}) VALUES ({marks})', rows)  # type: ignore[arg-type]
        assert self.next_id() == first + len(rows)  # SQLite numbers the rows of an insert one by one
        if many:
            cursor.execute(
                'INSERT INTO change (act_id, "table", row_id, last_id, version) VALUES (?, ?, ?, ?, ?)',
                (stamp, self.name, first, first + len(rows) - 1, stamp),
            )
        return range(first, first + len(rows))

    def update_rows(self, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Update many rows; each tuple holds stored values and ends with the id."""
        stamp = self._writable()
        sets = ", ".join(f'"{name}" = ?' for name in names)
        self._connection.connection.cursor().executemany(
            f'UPDATE "{self.name}" SET {sets}, version = {stamp} WHERE id = ?',
            rows,  # type: ignore[arg-type]
        )

    def next_id(self) -> int:
        """One above every id ever used: a removed row's id is not given again."""
        used = self._connection.exec_driver_sql(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (self.name,)
        )
        return (used.scalar() or 0) + 1

    def _keep(self, asked: Executable) -> CursorResult[Any]:
        try:
            return self._connection.execute(asked)
        except IntegrityError as error:
            raise self._clash(str(error.orig)) from error

    def _clash(self, said: str) -> Exception:
        """What a broken constraint means to the one who saves."""
        title = self._kind.title
        if "FOREIGN KEY" in said:
            return Trouble(f"这条{title}记录还与别的记录相连，不能这样改动或删除；请先处理相连的记录")
        names = [each.split(".")[-1].strip() for each in said.partition(":")[2].split(",")]
        if "UNIQUE" not in said:
            return Trouble(f"{title}缺少必需的内容（{'、'.join(names)}），没有保存")
        known = [name for name in names if name in self._kind.fields]
        labels = "、".join(self._kind.fields[name].label for name in known) or "同样的内容"
        return Refused([Problem(known[0] if known else "", f"已有{labels}相同的{title}，不能重复，请核对")])

    def _asked(
        self, equal: Mapping[str, Any], order: Sequence[str] = (), most: int | None = None
    ) -> CursorResult[Any]:
        """The rows whose columns equal these values. What is asked in the same words is put together once."""
        if any(_is_many(value) and len(value) > ASKED for value in equal.values()):
            asked = select(*self._columns).where(self._where(equal))
            return self._connection.execute(
                asked.order_by(*(self._table.c[name] for name in order)).limit(most)
            )
        how = tuple((name, None if value is None else _is_many(value)) for name, value in equal.items())
        said = {
            name: list(value) if _is_many(value) else value
            for name, value in equal.items()
            if value is not None
        }
        return self._connection.execute(
            _statement(self._table, tuple(self._names), how, tuple(order), most), said
        )

    def _writable(self) -> int:
        if self._act is None:
            raise Trouble("现在只能查看，不能修改")
        return self._act

    def _where(self, equal: Mapping[str, Any]) -> ColumnElement[bool]:
        said = [
            self._among(self._table.c[name], list(value)) if _is_many(value)
            else self._table.c[name].is_(None) if value is None
            else self._table.c[name] == value
            for name, value in equal.items()
        ]  # fmt: skip
        return and_(True, *said)

    def _among(self, column: ColumnElement[Any], values: list[Any]) -> ColumnElement[bool]:
        if len(values) <= ASKED:
            return column.in_(values)
        bind = column.type.dialect_impl(self._connection.dialect).bind_processor(self._connection.dialect)
        kept = json.dumps(
            [bind(each) if bind else each for each in values]
        )  # SQLite takes 32766 values at most
        return column.in_(select(func.json_each(kept).table_valued("value").c.value))

    def _records(self, found: CursorResult[Any]) -> Iterator[R]:
        """The records of many rows. Columns are read as a whole, each value that returns once: codes, days, 是 and 否."""
        kind, readers, make = self._kind, self._readers(), object.__new__
        # a frozen record's own __init__ costs two and a half times this, and a large office has a million of them
        fill = [getattr(kind, name).__set__ for name in self._names]
        assert found.cursor is not None
        while rows := found.cursor.fetchmany(TAKEN):
            columns = zip(*rows, strict=True)
            read = [
                map(reader, column) if reader else column
                for reader, column in zip(readers, columns, strict=True)
            ]
            for row in zip(*read, strict=True):
                record = make(kind)
                for put, value in zip(fill, row, strict=True):
                    put(record, value)
                yield record
        found.close()

    def _readers(self) -> Sequence[Reader | None]:
        """What makes a value of a stored one, column by column; None where it is the same."""
        known = _READERS.get(self._kind)
        if known is None:
            known = _READERS[self._kind] = [self._reader(name) for name in self._names]
        return known

    def _reader(self, name: str) -> Reader | None:
        dialect = self._connection.dialect
        process = self._table.c[name].type.dialect_impl(dialect).result_processor(dialect, None)
        if codes := self._codes.get(name):
            return lru_cache(READ)(lambda kept: None if kept is None else codes.of(kept))
        if several := self._many.get(name):
            return lru_cache(READ)(lambda kept: tuple(several.of(each) for each in process(kept)))  # type: ignore[misc,union-attr]
        return lru_cache(READ)(process) if process else None

    def _record(self, row: Row[Any]) -> R:
        kept = dict(zip(self._names, row, strict=True))
        for name, codes in self._codes.items():
            if kept[name] is not None:
                kept[name] = codes.of(kept[name])
        for name, codes in self._many.items():
            kept[name] = tuple(codes.of(each) for each in kept[name])
        return self._kind(**kept)


def _is_many(value: object) -> bool:
    return isinstance(value, list | set | frozenset | tuple)


@lru_cache(1024)
def _statement(
    table: Table,
    names: tuple[str, ...],
    how: tuple[tuple[str, bool | None], ...],
    order: tuple[str, ...],
    most: int | None,
) -> Select[Any]:
    """A question for columns; ``how`` says of each compared one whether it is any of several, or empty (None)."""
    asked = select(*(table.c[name] for name in names))
    for name, many in how:
        column = table.c[name]
        said = bindparam(name, type_=column.type, expanding=bool(many))
        asked = asked.where(
            column.is_(None) if many is None else column.in_(said) if many else column == said
        )
    return asked.order_by(*(table.c[name] for name in order)).limit(most)


def _literal(value: str | int | None) -> str:
    if value is None:
        return "NULL"
    return str(int(value)) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
