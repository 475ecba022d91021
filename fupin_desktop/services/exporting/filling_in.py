"""A list that is sent out to be filled in: drop-downs where there are codes, and what each column wants to hear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.exchange.headings import normal, unit
from fupin_desktop.exchange.layouts import field_of, vocabulary
from fupin_desktop.exchange.lists import LISTS
from fupin_desktop.exchange.lists import vocabulary as vocabulary_of
from fupin_desktop.exchange.writing import Choice, SheetOut

_YES_NO = Choice("是否", ("是", "否"))
_LONG = frozenset({"person.id_number", "household.account", "person.disability_card", "sheet.head_id"})
_SERIAL = "sheet.serial"


def to_fill_in(sheet: SheetOut, list_name: str, villages: Sequence[str]) -> SheetOut:
    """The sheet with a drop-down on each column of codes, and a note on each heading that wants a certain spelling."""
    choices: dict[int, Choice] = {}
    notes: dict[int, str] = {}
    for place, heading in enumerate(sheet.heads):
        key, field = _meaning(heading, list_name)
        if field is None or key == _SERIAL:
            continue
        if key.endswith("village") and villages:
            choices[place] = Choice("行政村", tuple(villages))
        elif (choice := _choice(heading, field)) is not None:
            choices[place] = choice
        if note := _note(key, heading, field):
            notes[place] = note
    return replace(sheet, choices=choices, notes=notes)


def _meaning(heading: str, list_name: str) -> tuple[str, Field | None]:
    if list_name in LISTS:
        column = vocabulary_of(list_name).get(normal(heading))
        return (column.key, column.field) if column else ("", None)
    key = vocabulary().get(normal(heading), "")
    return key, field_of(key) if key and "#" not in key else None


def _choice(heading: str, field: Field) -> Choice | None:
    if field.kind is Kind.FLAG:
        return _YES_NO
    if field.codes is None:
        return None
    words = tuple(each.label for each in field.codes)
    return Choice(heading, words, field.kind is Kind.CHOICES)


def _note(key: str, heading: str, field: Field) -> str:
    if key in _LONG:
        return "按文本填写，不要省略前面的0，不要写成科学计数"
    if field.kind is Kind.DATE:
        return "写成 2018-05-08 的样子"
    if field.kind is Kind.YEAR:
        return "写四位年份，如 2018"
    if field.kind is Kind.CHOICES:
        return "可以写几项，用逗号隔开；可选的词见“代码”表"
    if field.kind in (Kind.MONEY, Kind.DECIMAL, Kind.WHOLE):
        measure = unit(heading) or field.unit
        return f"只写数，单位是{measure}" if measure else "只写数"
    return ""
