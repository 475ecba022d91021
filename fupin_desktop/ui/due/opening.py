"""Where the thing is done that is due."""

from __future__ import annotations

from datetime import date
from typing import Any

from fupin_desktop.domain.due import Due
from fupin_desktop.ui.desk import Desk


def day_of(desk: Desk) -> date:
    """The day as of which things are due: today; of an invented township the last day of its data."""
    return desk.examined_on or desk.office.due.last_day() or desk.today()


def open_item(desk: Desk, item: Due) -> None:
    """Show the page where the thing is done, at the household, notice or report."""
    page, state = place_of(item)
    desk.go(page, **state)


def place_of(item: Due) -> tuple[str, dict[str, Any]]:
    """The page, and what it should show."""
    head, _, what = item.rule.partition(".")
    if head == "report":
        return _report(what, item.period)
    if head == "notice":
        return "notice", {"part": "board", "posting": item.record} if item.record else {"part": "board"}
    if head == "visit":
        return _visit(what, item)
    if head == "step":
        return _step(what, item)
    if item.rule == "flag.unverified":
        more = {"registered": True, "unverified": True}
        return "household", {"filters": {"village": item.village, "more": more}}
    if item.household is None:
        return ("doctor", {}) if item.rule == "flag.waiver" else ("due", {"reminder": item.record})
    if head == "measure":
        return "household", {"household": item.household, "tab": "plan"}
    return "household", {"household": item.household}


def _visit(what: str, item: Due) -> tuple[str, dict[str, Any]]:
    """An appeal opens the visit where it was said; a visit that was agreed on or is missing is begun."""
    if what == "appeal" and item.record:
        return "visit", {"part": "register", "what": "open", "visit": item.record}
    more = {"what": "return"} if what == "return" else {}
    return "visit", {"part": "register", **more, "household": item.household}


def _report(what: str, period: str) -> tuple[str, dict[str, Any]]:
    if what == "sheet":
        return "sheets", {"part": "village"}
    kind = {"inspection": "supervision", "bulletin": "supervision"}.get(what, what)
    if kind in ("monthly", "quarterly", "halfyear", "annual", "supervision"):
        return "reporting", {"kind": kind, "period": period}
    return "due", {"rule": f"report.{what}"}


def _step(what: str, item: Due) -> tuple[str, dict[str, Any]]:
    if what == "stage":
        return "procedure", {"part": "calendar"}
    if what in ("next", "renovation", "payment"):
        if item.record is None:
            return "procedure", {"road": "housing", "household": item.household}
        return "procedure", {"passage": item.record}
    return "household", {"household": item.household, "tab": "procedure"}
