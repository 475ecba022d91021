"""What charts cost: counting and drawing each kind in a large office, against matplotlib drawing as many bars with numbers."""

from __future__ import annotations

import io
import time
from pathlib import Path

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.reports import charts
from fupin_desktop.services.office import Office

BARS, DPI, TIMES = 39, 300, 3


def bare() -> None:
    """Bars with their numbers in matplotlib's own type, as large as a chart of thirteen villages."""
    from matplotlib.figure import Figure

    made = Figure(figsize=(charts.WIDTH, 3.35), layout="constrained")
    axes = made.add_subplot()
    axes.barh(range(BARS), range(BARS))
    for place in range(BARS):
        axes.text(place, place, str(place))
    made.savefig(io.BytesIO(), format="png", dpi=DPI)


def seconds(times: int, work: object) -> float:
    """The quickest of some runs, in seconds of this process, which a busy machine disturbs less."""
    assert callable(work)
    found = []
    for _ in range(times):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def main(folder: Path) -> None:
    """Print what was measured in the office in ``folder``."""
    office = Office.open(folder)
    on = office.figures.last_day()
    assert on is not None
    try:
        bare()
        floor = seconds(TIMES, bare)
        print(f"底线（matplotlib 画{BARS}条有数字的横条）：{floor:.2f} 秒")
        for kind, name in office.charts.kinds().items():
            try:
                data = office.charts.data(kind, on)
            except Trouble as nothing:
                print(f"{name}：没有测，{nothing}")
                continue
            counting = seconds(1, lambda kind=kind: office.charts.data(kind, on))
            drawing = seconds(
                TIMES,
                lambda kind=kind, data=data: charts.figure(kind, data).savefig(
                    io.BytesIO(), format="png", dpi=DPI
                ),
            )
            print(f"{name}：统计 {counting:.2f} 秒，画图 {drawing:.2f} 秒，为底线的 {drawing / floor:.2f} 倍")
        for kind, name in office.posters.kinds().items():
            begun = time.process_time()
            boards = office.posters.boards(kind)
            print(f"{name}{len(boards)}幅：{time.process_time() - begun:.2f} 秒")
    finally:
        office.close()
