"""What all tables share: names of constraints, column types, and the two marks of a journalled row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Column, Dialect, Integer, MetaData, String, Table, TypeDecorator
from sqlalchemy.schema import SchemaItem

from fupin_desktop.domain.fields import Code

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


metadata = MetaData(naming_convention=NAMES)


class Fen(TypeDecorator[Decimal]):
    """Money in yuan, kept as whole 分: SQLite would turn a Decimal into a float."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int((value * 100).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)


class Exact(TypeDecorator[Decimal]):
    """A measured number (亩, 公里, 平方米), kept as thousandths."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int((value * 1000).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-3)


class Codes(TypeDecorator[tuple[Code, ...]]):
    """Several codes of one list, joined by commas; the record gives them their class back."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str:
        return ",".join(str(each) for each in value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(value.split(",")) if value else ()


def record_table(name: str, title: str, *columns: SchemaItem) -> Table:
    """The table of a ``Record``: its rows are journalled by triggers; ``title`` is what people call one.

    ``version`` is the number of the act that made the content; two contents never share one. An id is never
    given twice, so the journal cannot mistake one row for another.
    """
    own = (Column("id", Integer, primary_key=True), Column("version", Integer, nullable=False))
    return Table(name, metadata, *columns, *own, info={"title": title}, sqlite_autoincrement=True)
