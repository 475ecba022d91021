"""What a field is, said once: label, kind, codes, checks, width, import headings, privacy."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, ClassVar, Self, TypedDict, TypeVar, Unpack, dataclass_transform

from fupin_desktop.domain import values


class Kind(Enum):
    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    YEAR = "year"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"


class Privacy(Enum):
    """How much of a value a public notice may show."""

    OPEN = "open"
    NAME = "name"
    HIDDEN = "hidden"


class Code(StrEnum):
    """A code list: the code is stored, the label is shown, the aliases are understood when read."""

    label: str
    aliases: tuple[str, ...]

    def __new__(cls, code: str, label: str, *aliases: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.aliases = aliases
        return member

    @classmethod
    def of(cls, code: str) -> Self:
        """The member with a stored code. Raises KeyError: a code of a newer program."""
        return cls._value2member_map_[code]  # type: ignore[return-value]

    @classmethod
    def read(cls, text: str) -> Self:
        """The member that a label, alias or code means. Raises values.Unreadable."""
        said = values.clean(text).replace(" ", "")
        found = _spellings(cls).get(said)
        if found is None:
            raise values.Unreadable(f"“{text}”不在可选内容（{'、'.join(each.label for each in cls)}）中")
        return found  # type: ignore[return-value]


_SPELLINGS: dict[type[Code], dict[str, Code]] = {}


def _spellings(codes: type[Code]) -> dict[str, Code]:
    known = _SPELLINGS.get(codes)
    if known is None:
        known = {spelling: each for each in codes for spelling in (each.label, each.value, *each.aliases)}
        _SPELLINGS[codes] = known
    return known


Check = Callable[[Any], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record. ``headings`` are other names that imported sheets give it."""

    name: str = ""
    label: str
    kind: Kind
    codes: type[Code] | None = None
    required: bool = False
    longest: int | None = None
    least: int | Decimal | None = None
    most: int | Decimal | None = None
    unit: str = ""
    width: int = 10
    headings: tuple[str, ...] = ()
    national: bool = False
    privacy: Privacy = Privacy.HIDDEN
    checks: tuple[Check, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    def show(self, value: object) -> str:
        """Write a value the way a person reads it."""
        match value:
            case None:
                return ""
            case Code():
                return value.label
            case bool():
                return "是" if value else "否"
            case tuple():
                return "、".join(each.label for each in value)
            case Decimal():
                return values.show_money(value) if self.kind is Kind.MONEY else f"{value.normalize():f}"
            case date():
                return value.isoformat()
            case _:
                return str(value)

    def read(self, value: object) -> Any:
        """Turn what a cell or an editor holds into a value of this field; blank is None.

        Raises values.Unreadable with one sentence that begins with the label.
        """
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return _READERS[self.kind](self, value)
        except values.Unreadable as wrong:
            raise values.Unreadable(f"{self.label}{wrong}") from None

    def problem(self, value: object) -> str | None:
        """Say what is wrong with a value, or None."""
        if value is None or value == "":
            return f"{self.label}不能为空，请填写" if self.required else None
        if self.longest and isinstance(value, str) and len(value) > self.longest:
            return f"{self.label}不能超过{self.longest}个字"
        if self.least is not None and isinstance(value, int | Decimal) and value < self.least:
            return f"{self.label}不能小于{self.least}{self.unit}"
        if self.most is not None and isinstance(value, int | Decimal) and value > self.most:
            return f"{self.label}不能大于{self.most}{self.unit}"
        return next((said for check in self.checks if (said := check(value))), None)


def _text(field: Field, value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return values.clean(str(value))


def _choices(field: Field, value: object) -> tuple[Code, ...]:
    assert field.codes is not None
    parts = values.clean(str(value)).replace("，", ",").replace("、", ",").replace(";", ",").split(",")
    return tuple(dict.fromkeys(field.codes.read(part) for part in parts if part.strip()))


def _flag(field: Field, value: Any) -> bool:
    if isinstance(value, str) and (said := values.clean(value)) in field.yes + field.no:
        return said in field.yes
    return values.read_flag(value)


_READERS: dict[Kind, Callable[[Field, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: lambda field, value: values.read_whole(value),
    Kind.DECIMAL: lambda field, value: values.read_decimal(value),
    Kind.MONEY: lambda field, value: values.read_money(value),
    Kind.DATE: lambda field, value: values.read_day(value),
    Kind.YEAR: lambda field, value: values.read_year(value),
    Kind.FLAG: _flag,
    Kind.CHOICE: lambda field, value: field.codes.read(_text(field, value)),  # type: ignore[union-attr]
    Kind.CHOICES: _choices,
}


class More(TypedDict, total=False):
    required: bool
    longest: int
    least: int | Decimal
    most: int | Decimal
    unit: str
    width: int
    headings: tuple[str, ...]
    national: bool
    privacy: Privacy
    checks: tuple[Check, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


def _field(spec: Field, default: Any) -> Any:
    return dataclasses.field(default=default, metadata={"spec": spec})


_UNSET: Any = dataclasses.MISSING


def text(label: str, *, default: Any = _UNSET, **more: Unpack[More]) -> Any:
    return _field(Field(label=label, kind=Kind.TEXT, **more), default)


def whole(label: str, *, default: Any = _UNSET, **more: Unpack[More]) -> Any:
    return _field(Field(label=label, kind=Kind.WHOLE, **more), default)


def decimal(label: str, *, default: Any = _UNSET, **more: Unpack[More]) -> Any:
    return _field(Field(label=label, kind=Kind.DECIMAL, **more), default)


def money(label: str, *, default: Any = _UNSET, **more: Unpack[More]) -> Any:
    return _field(Field(label=label, kind=Kind.MONEY, **more), default)


def day(label: str, *, default: Any = _UNSET, **more: Unpack[More]) -> Any:
    return _field(Field(label=label, kind=Kind.DATE, **more), default)


def calendar_year(label: str, *, default: Any = _UNSET, **more: Unpack[More]) -> Any:
    more.setdefault("least", 1900)
    more.setdefault("most", 2100)
    return _field(Field(label=label, kind=Kind.YEAR, **more), default)


def flag(label: str, *, default: Any = _UNSET, **more: Unpack[More]) -> Any:
    return _field(Field(label=label, kind=Kind.FLAG, **more), default)


def choice(label: str, codes: type[Code], *, default: Any = _UNSET, **more: Unpack[More]) -> Any:
    return _field(Field(label=label, kind=Kind.CHOICE, codes=codes, **more), default)


def choices(label: str, codes: type[Code], *, default: Any = _UNSET, **more: Unpack[More]) -> Any:
    return _field(Field(label=label, kind=Kind.CHOICES, codes=codes, **more), default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A thing the office keeps. ``id`` is None until saved once; ``version`` stamps its content."""

    title: ClassVar[str]
    fields: ClassVar[Mapping[str, Field]]

    id: int | None = None
    version: int = 0


R = TypeVar("R", bound=Record)


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(text, whole, decimal, money, day, calendar_year, flag, choice, choices),
)
def record(title: str) -> Callable[[type[R]], type[R]]:
    """Make a frozen record class. Attributes without a field function are links (``household_id``)."""

    def make(cls: type[R]) -> type[R]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        made.title = title
        made.fields = {
            each.name: dataclasses.replace(each.metadata["spec"], name=each.name)
            for each in dataclasses.fields(made)
            if "spec" in each.metadata
        }
        return made

    return make


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a form or a row."""

    field: str
    text: str


def problems(kind: type[Record], kept: Mapping[str, object]) -> Iterator[Problem]:
    """Everything wrong with a form or an imported row, field by field."""
    for name, field in kind.fields.items():
        if said := field.problem(kept.get(name)):
            yield Problem(name, said)


def as_values(record: Record) -> dict[str, Any]:
    """The field values of a record by name, links and id left out."""
    return {name: getattr(record, name) for name in type(record).fields}
