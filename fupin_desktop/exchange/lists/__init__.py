"""The lists beside households and people: what each is, which one a heading row belongs to, and how it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.layouts import recognised
from fupin_desktop.exchange.lists.spec import Column, ListSpec

__all__ = ["LISTS", "Column", "ListSpec", "OtherList", "layout_of", "recognise_list", "spec_of", "vocabulary"]

LISTS = ("monitoring", "work", "income", "housing", "helpers", "villages", "relocation", "plans", "visits")
"""The keys of all lists but ``households`` and ``people``."""

_PEOPLE = (
    "姓名", "人编号", "证件号码", "性别", "民族", "出生日期", "文化程度", "在校生状况", "健康状况", "劳动技能", "务工时间",
    "脱贫属性", "脱贫标志", "贫困户属性", "户类型", "危房户", "是否危房户", "饮水安全", "是否解决安全饮用水", "参加大病医疗",
    "是否参加大病保险", "务工状况", "起始日期", "变动依据", "增加原因",
)  # fmt: skip
"""What lists of people and households have: with half of these a sheet is one, whatever else a clerk has added to it."""


class OtherList(Trouble):
    """A file that was to be read as a list of people is one of these lists; ``key`` says which.

    In a layout that the office kept, ``layout`` names it and ``mapping`` says what its columns are (letter → key).
    """

    def __init__(
        self, file: str, key: str, layout: str = "", mapping: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"“{file}”是{spec_of(key).title}，不是户与人的名单，请到“导入”里导入它。")
        self.key, self.layout, self.mapping = key, layout, dict(mapping or {})


@cache
def spec_of(key: str) -> ListSpec:
    """The list of a key. Raises KeyError."""
    if key not in LISTS:
        raise KeyError(key)
    spec: ListSpec = import_module(f"fupin_desktop.exchange.lists.{key}").SPEC
    return spec


@cache
def vocabulary(key: str) -> Mapping[str, Column]:
    """Heading (as ``normal`` has it) → column of a list. Our own headings go before other names."""
    found: dict[str, Column] = {}
    columns = spec_of(key).columns
    for each in columns:
        found.setdefault(normal(each.heading), each)
    for each in columns:
        for other in each.others:
            found.setdefault(normal(other), each)
    return found


def recognise_list(headings: Iterable[str]) -> str:
    """Which list a heading row belongs to, "" when it is none of these (so a list of households or people, or none)."""
    here = {normal(each) for each in headings}
    here |= {normal(each.rpartition("/")[2]) for each in here}
    people = len(here & {normal(each) for each in _PEOPLE})
    best, most = "", 0.0
    for key in LISTS:
        spec = spec_of(key)
        told = len(here & {normal(each) for each in spec.tells})
        if told < spec.least or people > 2 * told or (key in _HOUSEHOLDS and people > 6):
            continue
        part = told + len(here & vocabulary(key).keys()) / (len(here) or 1)
        if part > most:
            best, most = key, part
    return best


_HOUSEHOLDS = frozenset({"helpers", "monitoring", "plans", "housing"})
"""Clerks add columns of these to lists of people."""


def layout_of(key: str, headings: Iterable[str]) -> str:
    """What a sheet of a list is called: ours, a layout that others use, or the list's title."""
    every = list(headings)
    here = {normal(each) for each in every} | {normal(each.rpartition("/")[2]) for each in every}
    spec = spec_of(key)
    ours = [normal(each.heading) for each in spec.columns if each.shown]
    if sum(1 for each in ours if each in here) >= 0.8 * len(ours):
        return f"本办{spec.title}"
    theirs = recognised(every)
    return theirs.said if theirs and theirs.list == key else spec.title
