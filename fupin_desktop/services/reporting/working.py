"""The figures of reports village by village."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from fupin_desktop.db import working as counts
from fupin_desktop.domain.assessment import TWO_AND_THREE
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.traces import FIGURES, Name, Number

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit
    from fupin_desktop.domain.period import Report, Span
    from fupin_desktop.services.reporting.source import AskedReport, ReportSource

_PLAIN = (
    "joined.households", "joined.people", "ended.households", "ended.people", "parted.households",
    "parted.people", "merged.households", "merged.people", "turned_lifted.households",
    "turned_lifted.people", "turned_returned.households", "turned_returned.people", "monitored_now", "removed_now",
    "came", "left", "income_unknown", "plans.households", "plans.confirmed", "plans.without", "measures.all",
    "measures.households", "measures.done", "measures.done_now", "measures.late", "measures.due_next", "measures.money",
    "funds", "entries", "entries.households", "insured", "uninsured", "pension", "destitute", "working", "posts",
    "paired", "unpaired", "cadres", "no_water", "no_power", "subsidy_planned", "subsidy_paid", "unverified",
)  # fmt: skip


_COVERED = "measures.households_by_batch"


def whole_township(asked: AskedReport) -> None:
    """Raises Refused where villages were named for a report of the whole township."""
    if asked.villages:
        said = f"{asked.kind.label}写的是全部行政村的情况，不能只选{'、'.join(asked.villages)}，请去掉村名"
        raise Refused([Problem("villages", said)])


def of_villages(unit: Unit, span: Span, source: ReportSource, report: Report) -> dict[str, Number]:
    """Everything that a report of one village says, for every village; and whom each of 五个一批 covers in all."""
    names = [*map(Name, _PLAIN), *_coded(report)]
    covered = [Name(_COVERED, each.kind) for each in report.plans.batches]
    found = counts.by_village(unit, span, source.lines, [*names, *covered])
    for name in covered:
        mine = [replace(name, village=each.village).text for each in report.now.villages]
        found[name.text] = sum(int(found.get(key, 0)) for key in mine)
    return found


def _coded(report: Report) -> Iterator[Name]:
    """The figures that are counted by a code, for the codes that the township has."""
    for name, of in (
        *(
            (f"measures.{each}_by_kind", code.value)
            for each in ("all", "done_now", "due_next")
            for code in MeasureKind
        ),
        *(("stages_now", kind.value) for kind in StageKind),
        *(("funds_by", source) for source, _ in report.plans.sources),
        *((f"unmet.{each}", item.value) for each in ("poor", "lifted") for item in TWO_AND_THREE),
    ):
        assert name in FIGURES
        yield Name(name, of)
