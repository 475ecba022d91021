"""What a notice may print of people: heads, minors, kinds that reveal a disability, and the last look for numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain import id_number
from fupin_desktop.domain.ages import age_of
from fupin_desktop.domain.codes import Relation
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.housing import HIDDEN_KIND, Applicant, StageKind
from fupin_desktop.domain.notice.kinds import Column
from fupin_desktop.domain.values import show_day

OF_AGE = 18
_POVERTY_ENDS = 2020  # the last year in which a household is called 贫困户


_DOUBLE = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒", "司空",
     "夏侯", "轩辕", "端木", "独孤", "南宫", "西门", "百里", "呼延", "东郭", "公羊", "澹台", "闻人", "赫连", "太史",
     "申屠", "钟离", "完颜", "纳兰", "拓跋")
)  # fmt: skip


def hidden_minor(name: str) -> str:
    """李某某: what stands for a minor's name, whatever its length."""
    surname = name[:2] if name[:2] in _DOUBLE and len(name) > 2 else name[:1]
    return f"{surname}某某"


def web_name(name: str) -> str:
    """张*三, 张*: what a website shows of a name (domain practice of 去标识化); a name of one character not at all."""
    return (
        f"{name[:1]}*{name[-1:]}" if len(name) > 2 else f"{name[:1]}*" if len(name) > 1 else "*" * len(name)
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A head as a notice prints it, or in ``problem`` why it cannot."""

    text: str
    problem: str = ""


def shown_head(household: Household, people: Sequence[Person], on: date, *, web: bool = False) -> Shown:
    """The head's name, on the ``web`` without its middle; of a head under 18 only the surname, with the guardian."""
    head = next((each for each in people if each.relation is Relation.HEAD), None)
    name = household.head or (head.name if head else "")
    if not name:
        return Shown("", f"户编号{household.number}没有户主，请先在农户资料里定好户主")
    head = head or next((each for each in people if each.name == name), None)
    if head is None or _is_grown(head, on):
        return Shown(web_name(name) if web else name)
    if guardian := head.guardian or _eldest(people, on):
        return Shown(f"{hidden_minor(name)}，监护人：{web_name(guardian) if web else guardian}")
    return Shown("", f"{household.village}{name}户（户编号{household.number}）户主未满18周岁，请先填写监护人")


def _is_grown(person: Person, on: date) -> bool:
    age = age_of(person, on)
    return age is None or age >= OF_AGE


def _eldest(people: Sequence[Person], on: date) -> str:
    grown = [(age, each.name) for each in people if (age := age_of(each, on)) is not None and age >= OF_AGE]
    return max(grown, default=(0, ""), key=lambda each: each[0])[1]


def shown_applicants(kinds: Sequence[tuple[Applicant | None, bool]], on: date) -> list[str]:
    """The kinds of applicants (with: is the household registered?) as a notice may print them.

    What reveals a disability is said by what else the household is. Where that leaves one without a word, all
    of the list are said in one general word: a blank beside full cells would reveal as much.
    """
    shown = [_shown_applicant(kind, registered, on) for kind, registered in kinds]
    if any(text is None for text in shown):
        return ["四类重点对象" if on.year <= _POVERTY_ENDS else "六类重点对象"] * len(shown)
    return [text or "" for text in shown]


def _shown_applicant(kind: Applicant | None, registered: bool, on: date) -> str | None:
    if kind is Applicant.REGISTERED or (kind in HIDDEN_KIND and registered):
        return Applicant.REGISTERED.label if on.year <= _POVERTY_ENDS else "脱贫户"
    if kind in HIDDEN_KIND:
        return None
    return kind.label if kind else ""


def cell(column: Column, value: Any) -> str:
    """One whitelisted value as printed."""
    if isinstance(value, Decimal):
        return plain_money(value)
    return show_day(value) if isinstance(value, date) else column.field.show(value)


def plain_money(amount: Decimal) -> str:
    """14000, 28000.50: yuan without separators, and without 分 where there are none."""
    return f"{amount:.2f}".removesuffix(".00")


def private_numbers(text: str, phones: Iterable[str]) -> list[str]:
    """Where a finished text shows an ID-, card- or phone-like number, one sentence each; ``phones`` are exempt."""
    allowed = [phone for phone in phones if phone]
    return [
        f"有像{found.kind}的数字（{found.excerpt}），在“{_before(text, found.position)}”之后"
        for found in id_number.looks_private(text, allowed)
    ]


_FIGURES = re.compile(r"\d{5,}")


def _before(text: str, position: int) -> str:
    """The words before a private number, so that it can be found without being repeated."""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return _FIGURES.sub("…", line).strip(" |　")[-16:] or "行首"


_ROAD = (
    (StageKind.APPLIED, "本人申请"),
    (StageKind.REVIEWED, "村民代表会议民主评议"),
    (StageKind.APPRAISED, "房屋安全鉴定"),
    (StageKind.CHECKED, "乡镇审核"),
    (StageKind.APPROVED, "县级审批"),
)


_DONE = ((StageKind.FINISHED, "竣工"), (StageKind.ACCEPTED, "验收"))


def housing_procedure(reached: Sequence[Collection[StageKind]], *, paid: bool = False) -> str:
    """The steps that every house on a list has gone through, and no others; of ``paid`` ones the last steps."""
    steps = [
        words for stage, words in (_DONE if paid else _ROAD) if all(stage in stages for stages in reached)
    ]
    return "、".join(steps or ["完成" if paid else "本人申请"])
