"""Every kind of report: what it is called, which period it speaks of, of whom it is, where it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.inspection import read_week_or_month
from fupin_desktop.domain.period import Period, read_half, read_month, read_quarter, read_year
from fupin_desktop.services.paper.kinds import FORMATS, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKind:
    """One kind. ``reads`` makes its period of what was typed (raises Trouble).

    ``module`` below ``services.reporting`` has ``make(asked, source)``, which gives its papers: one, or one for each
    village where ``scope`` is VILLAGE.
    """

    key: str
    label: str
    reads: Callable[[str], Period]
    module: str
    scope: Scope = Scope.OFFICE
    formats: tuple[str, ...] = FORMATS


_KINDS = (
    ReportKind(key="monthly", label="月报", reads=read_month, module="monthly"),
    ReportKind(key="quarterly", label="季度汇总", reads=read_quarter, module="quarterly"),
    ReportKind(
        key="halfyear", label="工作队半年报告", reads=read_half, module="halfyear", scope=Scope.VILLAGE
    ),
    ReportKind(key="annual", label="年度总结", reads=read_year, module="annual"),
    ReportKind(key="supervision", label="督查通报", reads=read_week_or_month, module="supervision"),
    ReportKind(key="yearplan", label="年度计划", reads=read_year, module="yearplan"),
)

KINDS = {each.key: each for each in _KINDS}


def report_kind(key: str) -> ReportKind:
    """The kind of a key. Raises Trouble for one that is not known."""
    if key in KINDS:
        return KINDS[key]
    known = "、".join(f"{each.key}（{each.label}）" for each in _KINDS)
    raise Trouble(f"没有名为“{key}”的报表，可以生成的有：{known}")
