"""Every kind of paper the window offers, in groups: forms, notices, reports, charts for the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from fupin_desktop.services.paper.kinds import FORMATS, Group, Scope
from fupin_desktop.ui.paper.periods import periods

if TYPE_CHECKING:
    from fupin_desktop.domain.period import Period
    from fupin_desktop.services.office import Office

WORDS = {
    "pdf": "PDF 文件",
    "docx": "Word 文档",
    "xlsx": "Excel 表格",
    "txt": "文字",
    "png": "图片",
    "svg": "矢量图",
}


@dataclass(frozen=True, slots=True)
class Option:
    """What only one kind asks for: one of some ``choices`` (value and words), or words where there are none."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One kind: ``key`` begins with its family where it is not a form (``notice:exit``, ``report:monthly``).

    ``asks`` names what is asked for: whom, year, on, days, period. ``periods`` gives those between two days.
    ``names_households``: it can be made of some households only.
    """

    key: str
    label: str
    group: Group
    scope: Scope
    asks: frozenset[str]
    formats: tuple[str, ...] = FORMATS
    options: tuple[Option, ...] = ()
    papers: tuple[str, ...] = ("A4",)
    periods: Callable[[date, date], list[Period]] | None = None
    days: int | None = None
    bound: bool = False
    names_households: bool = True
    day: str = "日期"

    @property
    def family(self) -> str:
        return self.key.partition(":")[0] if ":" in self.key else "form"

    @property
    def name(self) -> str:
        """Its key within the family."""
        return self.key.rpartition(":")[2]


def catalogue(office: Office) -> list[Item]:
    """Everything that can be made, by group."""
    found = [*_forms(office), *_notices(office), *_reports(office), *_posters(office), *_charts(office)]
    order = list(Group)
    return sorted(found, key=lambda each: order.index(each.group))


_COUNT = Option("count", "照片", (("4", "每页4张"), ("2", "每页2张"), ("6", "每页6张")))
_REASON = Option("reason", "更正依据", hint="签过字的页有变动时，写在更正页上")
_SEAL = Option("seal", "印章", (("", "加盖印章"), ("0", "不加盖印章")))
OPTIONS: Mapping[str, tuple[Option, ...]] = {
    "survey": (
        Option("blank", "填写", (("", "按数据填好"), ("1", "只印家庭成员，其余入户填"), ("all", "全空白"))),
    ),
    "photos": (_COUNT,),
    "household_file": (Option("sheet", "内容", (("", "全部档案"), ("spine", "脊背标签"))), _REASON),
    "housing_file": (Option("number", "档号样式", hint="空着用办公室的样式"), _REASON),
    "report:halfyear": (
        Option("leader", "片长单位"), Option("sent_by", "派出单位"), Option("days", "驻村天数"),
        Option("visits", "走访户次"), _SEAL,
    ),
    "visits": (Option("helper", "走访人", hint="空着：每户一份；写姓名：他的全年走访"),),
    "change": (
        Option("from", "从哪一天起", hint="空着：当月1日"),
        Option("to", "到哪一天止", hint="空着：日期那一天"),
    ),
    "handover": (
        Option("from", "移交人", hint="空着：本年度的移交各一份"),
        Option("to", "接收人", hint="与移交人一起写"),
    ),
    "no_objection": (Option("posting", "公示编号", hint="空着：本年度期满的公示各一份"),),
    "report:supervision": (Option("until", "整改时限", hint="如 2018-06-15"), _SEAL),
    "report:yearplan": (_SEAL,),
}  # fmt: skip
PACK = Option("pack", "资料", (("", "只要公示"), ("1", "公示包（含封面、登记表、照片页）")))
WEB = Option("web", "张贴处", (("", "村务公开栏"), ("1", "网站（隐去姓名中间字）")))
ON_A3 = frozenset({"roster", "assembly"})
"""Forms that are also made on A3."""
OF_NOBODY = frozenset({"change", "no_objection"})
"""Forms that are made of villages and never of single households."""


def _forms(office: Office) -> Iterator[Item]:
    for each in office.papers.kinds():
        yield Item(
            key=each.key, label=each.label, group=each.group, scope=each.scope, asks=frozenset({"whom", "year", "on"}),
            formats=each.formats, options=OPTIONS.get(each.key, ()), bound=each.bound,
            papers=("A4", "A3") if each.key in ON_A3 else ("A4",), names_households=each.key not in OF_NOBODY,
        )  # fmt: skip


def _notices(office: Office) -> Iterator[Item]:
    days = office.settings.facts().notice_days
    for each in office.notices.kinds():
        counted = {"days"} if each.days is not None else set()
        yield Item(
            key=f"notice:{each.key}", label=each.label, group=Group.NOTICE, scope=Scope.VILLAGE, day="张贴",
            asks=frozenset({"whom", "year", "on"} | counted), papers=("A4", "A3"), names_households=each.lists,
            days=days.get(each.key, each.days) if each.days else None, options=(PACK, WEB) if each.web else (PACK,),
        )  # fmt: skip


def _reports(office: Office) -> Iterator[Item]:
    for each in office.reporting.kinds():
        whom = {"whom"} if each.scope is Scope.VILLAGE else set()
        yield Item(
            key=f"report:{each.key}", label=each.label, group=Group.REPORT, scope=each.scope, day="成文",
            names_households=False,
            asks=frozenset({"period", "on"} | whom), formats=each.formats, periods=partial(periods, each.reads),
            options=OPTIONS.get(f"report:{each.key}", ()),
        )  # fmt: skip


def _posters(office: Office) -> Iterator[Item]:
    sheet = Option("sheet", "打印纸", (("", "整张"), ("A4", "用A4拼接"), ("A3", "用A3拼接")))
    public = Option("public", "用途", (("", "内部（含致贫原因）"), ("1", "公开（不含致贫原因）")))
    for key, label in office.posters.kinds().items():
        whole = key == "township"
        yield Item(
            key=f"poster:{key}", label=label, group=Group.POSTER, scope=Scope.OFFICE if whole else Scope.VILLAGE,
            asks=frozenset({"on"} if whole else {"on", "whom"}), formats=("pdf",), papers=("A1", "A0", "A2", "A3", "A4"),
            names_households=False, options=(sheet, public), day="截至",
        )  # fmt: skip


def _charts(office: Office) -> Iterator[Item]:
    for key, label in office.charts.kinds().items():
        yield Item(
            key=f"chart:{key}", label=f"图：{label}", group=Group.POSTER, scope=Scope.VILLAGE, asks=frozenset({"on", "whom"}),
            formats=("pdf", "png", "svg"), names_households=False, day="截至",
        )  # fmt: skip
