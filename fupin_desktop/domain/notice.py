"""What each kind of public notice says and may show, who signs it, and the last look for private numbers."""

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
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.fields import Field, Privacy, Record
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring, Person
from fupin_desktop.domain.housing import HIDDEN_KIND, Applicant, Renovation, StageKind

OF_AGE = 18


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a notice: a field whose privacy lets it be shown, under the heading that is printed."""

    field: Field
    heading: str

    def __post_init__(self) -> None:
        if self.field.privacy is Privacy.HIDDEN:
            raise ValueError(f"{self.field.label} must not appear in a public notice")


def _column(kind: type[Record], name: str, heading: str = "") -> Column:
    field = kind.fields[name]
    return Column(field, heading or field.label)


_GROUP = _column(Household, "group")
_HEAD = _column(Household, "head")
_PEOPLE = _column(HouseholdYear, "people_listed", "家庭人口数")


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice. ``{village}``, ``{year}``, ``{poor}`` in the words are filled in."""

    key: str
    label: str
    title: str
    basis: str
    procedure: str
    decision: str
    columns: tuple[Column, ...]
    days: int
    signers: tuple[str, ...]
    qualifies: str

    @property
    def abreast(self) -> int:
        """Blocks of a long list that may stand side by side: short rows only."""
        return 2 if len(self.columns) < 5 else 1


_VILLAGE_SIGNS = ("{committee}", "{village}驻村工作队")

KINDS = {
    kind.key: kind
    for kind in (
        NoticeKind(
            key="identification",
            label="识别初选名单公示",
            title="{village}{year}年{poor}初选名单公示",
            basis="国家扶贫开发建档立卡工作有关规定",
            procedure="农户申请、入户调查、村民代表会议民主评议",
            decision="初步选定以下{count}为{year}年{poor}",
            columns=(_GROUP, _HEAD, _PEOPLE),
            days=7,
            signers=_VILLAGE_SIGNS,
            qualifies="本年度提出申请、尚未纳入的农户",
        ),
        NoticeKind(
            key="exit",
            label="拟退出公示",
            title="{village}{year}年{poor}拟退出公示",
            basis="国家贫困户退出工作有关规定",
            procedure="村民主评议、村“两委”和驻村工作队核实、拟退出户认可",
            decision="以下{count}符合退出标准，拟于{year}年退出",
            columns=(_GROUP, _HEAD, _PEOPLE),
            days=7,
            signers=_VILLAGE_SIGNS,
            qualifies="未脱贫、收入超过标准线且“两不愁三保障”没有未达标项目的户",
        ),
        NoticeKind(
            key="housing",
            label="危房改造补助对象公示",
            title="{village}{year}年农村危房改造补助对象公示",
            basis="{year}年农村危房改造工作有关规定",
            procedure="{procedure}",
            decision="拟将以下{count}列为{year}年农村危房改造补助对象",
            columns=(
                _GROUP,
                _HEAD,
                _PEOPLE,
                _column(Renovation, "applicant"),
                _column(Renovation, "grade", "房屋等级"),
                _column(Renovation, "way"),
                _column(Renovation, "planned_subsidy", "拟补助金额（元）"),
            ),
            days=7,
            signers=("{committee}",),
            qualifies="本年度已评议、尚未公示的危房改造户",
        ),
        NoticeKind(
            key="monitoring",
            label="监测对象公示",
            title="{village}{year}年拟纳入防止返贫监测对象名单公示",
            basis="健全防止返贫动态监测和帮扶机制有关规定",
            procedure="入户核实、信息比对、村民代表会议民主评议",
            decision="拟将以下{count}纳入防止返贫监测对象",
            columns=(_GROUP, _HEAD, _PEOPLE, _column(Monitoring, "kind")),
            days=5,
            signers=_VILLAGE_SIGNS,
            qualifies="已发现、尚未认定的监测线索",
        ),
    )
}


def notice_kind(key: str) -> NoticeKind:
    """The kind of a key. Raises Trouble for one that is not known (yet)."""
    if key in KINDS:
        return KINDS[key]
    known = "、".join(f"{kind.key}（{kind.label}）" for kind in KINDS.values())
    raise Trouble(f"没有名为“{key}”的公示，可以生成的有：{known}")


def committee(village: str) -> str:
    """Who signs for a village: 月亮村村民委员会, 东湖社区居民委员会."""
    if village.endswith(("委员会", "委会")):
        return village
    return f"{village}{'居民委员会' if village.endswith('社区') else '村民委员会'}"


_DOUBLE = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒", "司空",
     "夏侯", "轩辕", "端木", "独孤", "南宫", "西门", "百里", "呼延", "东郭", "公羊", "澹台", "闻人", "赫连", "太史",
     "申屠", "钟离", "完颜", "纳兰", "拓跋")
)  # fmt: skip


def hidden_minor(name: str) -> str:
    """李某某: what stands for a minor's name, whatever its length."""
    surname = name[:2] if name[:2] in _DOUBLE and len(name) > 2 else name[:1]
    return f"{surname}某某"


@dataclass(frozen=True, slots=True)
class Shown:
    """A head as a notice prints it, or in ``problem`` why it cannot."""

    text: str
    problem: str = ""


def shown_head(household: Household, people: Sequence[Person], on: date) -> Shown:
    """The head's name; of a head under 18 only the surname, with the guardian."""
    head = next((each for each in people if each.relation is Relation.HEAD), None)
    name = household.head or (head.name if head else "")
    if not name:
        return Shown("", f"户编号{household.number}没有户主，请先在农户资料里定好户主")
    head = head or next((each for each in people if each.name == name), None)
    if head is None or _is_grown(head, on):
        return Shown(name)
    if guardian := head.guardian or _eldest(people, on):
        return Shown(f"{hidden_minor(name)}，监护人：{guardian}")
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
    shown = [_shown_applicant(kind, registered) for kind, registered in kinds]
    if any(text is None for text in shown):
        return ["四类重点对象" if on.year <= 2020 else "六类重点对象"] * len(shown)
    return [text or "" for text in shown]


def _shown_applicant(kind: Applicant | None, registered: bool) -> str | None:
    if kind in HIDDEN_KIND:
        return Applicant.REGISTERED.label if registered else None
    return kind.label if kind else ""


def cell(column: Column, value: Any) -> str:
    """One whitelisted value as printed; money without separators, and without 分 where there are none."""
    if isinstance(value, Decimal):
        return f"{value:.2f}".removesuffix(".00")
    return column.field.show(value)


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
    return _FIGURES.sub("…", line).strip(" |")[-16:] or "行首"


_ROAD = (
    (StageKind.APPLIED, "本人申请"),
    (StageKind.REVIEWED, "村民代表会议民主评议"),
    (StageKind.APPRAISED, "房屋安全鉴定"),
    (StageKind.CHECKED, "乡镇审核"),
    (StageKind.APPROVED, "县级审批"),
)


def housing_procedure(reached: Sequence[Collection[StageKind]]) -> str:
    """The steps that every house on a list has gone through, and no others."""
    steps = [words for stage, words in _ROAD if all(stage in stages for stages in reached)]
    return "、".join(steps or ["本人申请"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One village's notice, ready to be set: words and cells, and nothing else of anybody."""

    kind: NoticeKind
    village: str
    year: int
    rows: tuple[tuple[str, ...], ...]
    people: int
    on: date
    until: date
    days: int
    basis: str
    poor: str
    unit: str
    township: str = ""
    procedure: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    paper: str = "A4"
    demo: bool = False

    @property
    def households(self) -> int:
        return len(self.rows)

    @property
    def moved(self) -> bool:
        """Whether the last day was moved on from a day off."""
        return (self.until - self.on).days > self.days

    def say(self, pattern: str) -> str:
        """Fill in the words of the kind."""
        return pattern.format(
            village=self.village,
            year=self.year,
            poor=self.poor,
            committee=committee(self.village),
            township=self.township,
            count=f"{self.households}户{self.people}人",
            procedure=self.procedure,
        )
