"""Papers of 识别 for the office: 规模分解表, 工作日程表 and 申请登记簿. Their columns are this program's own; nobody has laid them down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.reports.document import Block, Document, Footer, Kind, Note, Style, show_date
from fupin_desktop.reports.forms.parts import Column, subtitle, table

_N = Kind.NUMBER


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """A village's size of a year; None where it is not counted by."""

    village: str
    key_village: bool
    population: int | None
    rate: str
    households: int | None
    people: int | None
    used: tuple[int, int]
    reason: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage with its steps, who does them, and how far it had come."""

    name: str
    starts: date
    ends: date
    steps: str
    actors: str
    state: str
    done: int
    open: int
    late: int
    unit: str  # 户, 村


@dataclass(frozen=True, slots=True)
class Applicant:
    """A line of the register of applications."""

    group: str
    head: str
    people: str
    labour: str
    cause: str
    applied: date
    received_by: str
    surveyed: date | None
    state: str


_QUOTA = (
    Column("序号", 3), Column("行政村", 7), Column("类别", 6), Column("户籍人口\n（人）", 5, _N), Column("发生率\n（%）", 5, _N),
    Column("规模\n户数", 5, _N), Column("规模\n人数", 5, _N), Column("已列入\n户数", 5, _N), Column("已列入\n人数", 5, _N),
    Column("剩余\n人数", 5, _N), Column("调整或超出理由", 14, Kind.TEXT),
)  # fmt: skip
_STAGES = (
    Column("序号", 3), Column("阶段", 6), Column("起止日期", 12), Column("天数", 4, _N), Column("工作内容", 12, Kind.TEXT),
    Column("承办", 10, Kind.TEXT), Column("状态", 5), Column("进度", 12),
)  # fmt: skip
_REGISTER = (
    Column("序号", 3), Column("村民小组", 5), Column("申请人", 6), Column("家庭人口", 4, _N), Column("劳动力", 4, _N),
    Column("致贫原因", 7), Column("申请日期", 8), Column("受理人", 5), Column("入户调查日期", 8), Column("办理情况", 9),
)  # fmt: skip


def quota(
    rows: Sequence[QuotaRow], sums: Sequence[str], year: int, source: str, on: date, sender: Sender, *, paper: str = "A4"
) -> Document:  # fmt: skip
    """The size of a year by village; ``sums`` say what each kind of village should have together."""
    lines = [
        [str(place), each.village, "重点村" if each.key_village else "非重点村", _said(each.population), each.rate,
         _said(each.households), _said(each.people), str(each.used[0]), str(each.used[1]), _left(each), each.reason]
        for place, each in enumerate(rows, 1)
    ]  # fmt: skip
    lines.append(
        ["合计", "", "", _sum(each.population for each in rows), "", _sum(each.households for each in rows),
         _sum(each.people for each in rows), _sum(each.used[0] for each in rows), _sum(each.used[1] for each in rows),
         _sum(each.people - each.used[1] for each in rows if each.people is not None), ""]
    )  # fmt: skip
    blocks: list[Block] = [table(_QUOTA, lines, totals=1)]
    blocks += [Note("；".join([*sums, f"依据：{source}"]) + "。")]
    return _document(f"{year}年识别规模分解表", blocks, sender, on, paper, landscape=True)


def _said(number: int | None) -> str:
    return "" if number is None else str(number)


def _left(row: QuotaRow) -> str:
    return "" if row.people is None else str(row.people - row.used[1])


def _sum(numbers: object) -> str:
    known = [each for each in numbers if each is not None]  # type: ignore[attr-defined]
    return str(sum(known)) if known else ""


def schedule(
    rows: Sequence[StageRow], year: int, source: str, on: date, sender: Sender, *, paper: str = "A4"
) -> Document:
    """The stages of a year in order, with how far each had come on the day."""
    lines = [
        [str(place), each.name, f"{_short(each.starts)}至{_short(each.ends)}", str((each.ends - each.starts).days + 1),
         each.steps, each.actors, each.state, _progress(each)]
        for place, each in enumerate(rows, 1)
    ]  # fmt: skip
    blocks: list[Block] = [table(_STAGES, lines, least=1.6)]
    blocks += [Note(f"依据：{source}。进度截至{show_date(on)}。")] if source else []
    return _document(
        f"{year}年{'识别' if not monitoring(date(year, 1, 1)) else ''}工作日程表",
        blocks,
        sender,
        on,
        paper,
        landscape=True,
    )


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _progress(row: StageRow) -> str:
    late = f"，逾期{row.late}步" if row.late else ""
    return f"已办{row.done}{row.unit}，待办{row.open}{row.unit}{late}"


def register(
    village: str, rows: Sequence[Applicant], year: int, on: date, sender: Sender, *, paper: str = "A4"
) -> Document:
    """The applications that a village received in a year, with room for those to come."""
    lines = [
        [str(place), each.group, each.head, each.people, each.labour, each.cause, show_date(each.applied), each.received_by,
         show_date(each.surveyed) if each.surveyed else "", each.state]
        for place, each in enumerate(rows, 1)
    ]  # fmt: skip
    blocks: list[Block] = [table(_REGISTER, lines, blank=max(2, 11 - len(lines)), least=1.4)]
    return _document(f"{village}{year}年申请登记簿", blocks, sender, on, paper, landscape=True)


def _document(
    title: str, blocks: list[Block], sender: Sender, on: date, paper: str, *, landscape: bool
) -> Document:
    foot = Footer(
        [("填报单位", sender.unit), ("制表人", sender.by or "　　　　"), ("审核人", sender.reviewer or "　　　　"),
         ("日期", show_date(on))]
    )  # fmt: skip
    return Document(
        title, [*blocks, foot], Style.TABLE, paper, landscape=landscape, subtitle=subtitle(sender), author=sender.unit
    )  # fmt: skip
