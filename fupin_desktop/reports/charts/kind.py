"""What a kind of chart is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.terms import monitoring
from fupin_desktop.domain.values import show_day

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One kind of chart. ``source`` names the count it is drawn from: ``figures``, or a function of db.charting.

    ``height`` in inches follows what there is to draw. ``internal`` charts say 内部资料. ``later`` is what it is called
    since 防止返贫监测 began.
    """

    key: str
    label: str
    draw: Callable[[Figure, Any], None]
    height: Callable[[Any], float]
    empty: Callable[[Any], bool]
    source: str = "figures"
    internal: bool = False
    later: str = ""

    def called(self, data: Any) -> str:
        """What it is called at the time of its data."""
        return self.later if self.later and monitoring(data.on) else self.label

    def title(self, data: Any, place: str = "") -> str:
        label = self.called(data)
        return f"{place}{label.removeprefix('各村') if place else label}（{show_day(data.on)}）"
