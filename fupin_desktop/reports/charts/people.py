"""Charts of people: ages, health, labour and work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fupin_desktop.domain.charting import Ages, Healths, Labour, age_bands
from fupin_desktop.domain.codes import Health, Skill, WorkPlace
from fupin_desktop.reports.charts.kind import Chart
from fupin_desktop.reports.charts.style import (
    SIZE,
    SMALL,
    bare,
    bars,
    beside,
    legend,
    plain_bars,
    rows,
    share,
    stacked,
)
from fupin_desktop.reports.shades import DARK, INK, LIGHT, MIDDLE, WHITE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BLANK = "未填写"


def _ages(made: Figure, ages: Ages) -> None:
    """The pyramid: men at the left, women at the right, the youngest at the bottom."""
    names = age_bands()
    most = max(*ages.men, *ages.women, 1)
    left, right = made.subplots(1, 2, sharey=True, gridspec_kw={"wspace": 0})
    for axes, counts, shade, word in ((left, ages.men, MIDDLE, "男"), (right, ages.women, LIGHT, "女")):
        filled = [place for place, count in enumerate(counts) if count]
        bars(axes, filled, [counts[place] for place in filled], shade, height=0.8)
        axes.set_ylim(-0.6, len(names) - 0.4)
        axes.set_xticks([])
        bare(axes, keep=())
        axes.set_title(f"{word}{sum(counts)}人", fontsize=SIZE, color=INK)
    _sides(left, right, ages, most)
    left.set_yticks([])
    axes = right
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(labelsize=SMALL)
    if ages.unknown:
        said = f"另有{ages.unknown}人没有填写性别或出生日期"
        left.set_xlabel(said, fontsize=SMALL, color=INK, ha="left", x=0)


def _sides(left: Axes, right: Axes, ages: Ages, most: int) -> None:
    left.set_xlim(most * 1.18, 0)
    right.set_xlim(0, most * 1.18)
    for place, (men, women) in enumerate(zip(ages.men, ages.women, strict=True)):
        left.text(
            men + most * 0.02,
            place,
            str(men) if men else "",
            ha="right",
            va="center",
            fontsize=SMALL,
            color=INK,
        )
        beside(right, women + most * 0.02, place, str(women) if women else "")


def _health(made: Figure, found: Healths) -> None:
    axes = made.add_subplot()
    names = [Health.of(code).label if code else _BLANK for code in found.counts]
    counts = list(found.counts.values())
    plain_bars(axes, names, counts, [f"{count}人，{share(count, found.people)}" for count in counts])
    axes.set_xlim(0, max(counts) * 1.24)
    said = f"共{found.people}人" + ("，同时有几种情况的分别计入" if sum(counts) > found.people else "")
    axes.set_xlabel(said, fontsize=SMALL, color=INK)


def _labour(made: Figure, found: Labour) -> None:
    upper, lower = made.subplots(
        2, 1, gridspec_kw={"height_ratios": [len(found.skills) + 0.6, max(len(found.places), 1) + 0.2]}
    )
    names = [Skill.of(code).label if code else _BLANK for code in found.skills]
    parts = {
        "务工": (DARK, [works for works, _ in found.skills.values()]),
        "未务工": (WHITE, [rest for _, rest in found.skills.values()]),
    }
    stacked(upper, names, parts, "人", room=1.2)
    legend(upper, 2)
    every = sum(found.places.values())
    places = [WorkPlace.of(code).label if code else "务工地点未填写" for code in found.places]
    counts = list(found.places.values())
    if not every:
        lower.set_axis_off()
        lower.text(
            0.5,
            0.5,
            "没有登记务工的人",
            ha="center",
            va="center",
            fontsize=SIZE,
            color=INK,
            transform=lower.transAxes,
        )
        return
    plain_bars(lower, places, counts, [f"{count}人，{share(count, every)}" for count in counts])
    lower.set_xlim(0, max(counts) * 1.24)
    lower.set_title(f"务工{every}人的去向", fontsize=SIZE, color=INK)


AGES = Chart(
    key="ages",
    label="人口年龄结构",
    source="ages",
    draw=_ages,
    height=lambda _: 3.9,
    empty=lambda ages: ages.empty,
)
HEALTH = Chart(
    key="health",
    label="健康状况",
    source="health",
    draw=_health,
    height=rows(lambda found: len(found.counts), 0.45),
    empty=lambda found: found.empty,
    internal=True,
)
LABOUR = Chart(
    key="labour",
    label="劳动力和务工情况",
    source="labour",
    draw=_labour,
    height=rows(lambda found: len(found.skills) + max(len(found.places), 1), 0.9),
    empty=lambda found: found.empty,
)
