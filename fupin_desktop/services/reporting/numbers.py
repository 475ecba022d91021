"""Everything that was counted, as one mapping from the name of a figure to its number (see ``domain.traces``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from fupin_desktop.domain.figures import COUNTED, Count, Figures
from fupin_desktop.domain.period import HouseProgress, MeasureCount, Movement, PlanProgress, Wanting
from fupin_desktop.domain.traces import FIGURES, Name, Number


def of_figures(figures: Figures, when: str = "") -> dict[str, Number]:
    """The count of a day, of the township and of each village."""
    found: dict[str, Number] = {}
    for name in COUNTED:
        total = figures.total(name) if f"{name}.households" in FIGURES or name in FIGURES else None
        if total is None:
            continue
        for village in ("", *(each.village for each in figures.villages)):
            own = total if not village else _of(figures, village, name)
            found.update(_parts(name, own or 0, village, when))
    here = [each for each in figures.villages if each.all.households]
    found[Name("villages.here", when=when).text] = len(here)
    found[Name("villages.key", when=when).text] = sum(each.key_village for each in here)
    found[Name("income_unknown", when=when).text] = figures.tally("income_bands").get("未填", 0)
    return found


def _of(figures: Figures, village: str, name: str) -> Number | Count | None:
    found: Number | Count | None = next(
        getattr(each, name) for each in figures.villages if each.village == village
    )
    return found


def _parts(
    name: str, value: Number | Count, village: str = "", when: str = ""
) -> Iterator[tuple[str, Number]]:
    if isinstance(value, Count):
        yield Name(f"{name}.households", None, village, when).text, value.households
        yield Name(f"{name}.people", None, village, when).text, value.people
    else:
        yield Name(name, None, village, when).text, value


def of_movement(moved: Movement, lifted: Count) -> dict[str, Number]:
    """Who came and went; ``lifted`` since the beginning of the year."""
    found: dict[str, Number] = {
        "monitored_now": moved.monitored,
        "removed_now": moved.removed,
        "came": moved.people_came,
        "left": moved.people_left,
        **_by("came_by", moved.came),
        **_by("left_by", moved.left),
        **dict(_parts("turned_lifted", lifted, when="year")),
    }
    for name, count in (("joined", moved.joined), ("ended", moved.ended), ("parted", moved.parted),
                        ("merged", moved.merged), ("turned_lifted", moved.lifted), ("turned_returned", moved.returned)):  # fmt: skip
        found.update(_parts(name, count))
    return found


def _by(name: str, tally: Mapping[str, Number]) -> dict[str, Number]:
    return {Name(name, code).text: number for code, number in tally.items()}


def of_plans(plans: PlanProgress) -> dict[str, Number]:
    """一户一策 and its measures."""
    found: dict[str, Number] = {
        "plans.households": plans.households,
        "plans.confirmed": plans.confirmed,
        "measures.households": plans.covered,
        "measures.money": plans.money,
        "funds": sum((amount for _, amount in plans.sources), Decimal(0)),
        "entries": plans.entries,
        "entries.households": plans.entered,
        **{f"measures.{name}": plans.total(name) for name in ("all", "done", "done_now", "late", "due_next")},
    }
    for by, counts in (("by_kind", plans.kinds), ("by_batch", plans.batches)):
        for each in counts:
            found.update(_measures(each, by))
    return found | _by("funds_by", dict(plans.sources))


def _measures(count: MeasureCount, by: str) -> Iterator[tuple[str, Number]]:
    for name in ("all", "households", "done", "done_now", "late", "due_next", "money"):
        if (name, by) == ("households", "by_batch"):
            continue
        yield Name(f"measures.{name}_{by}", count.kind).text, getattr(count, name)


def of_houses(houses: HouseProgress) -> dict[str, Number]:
    """Renovations of the year; money that nobody has said is not there."""
    found: dict[str, Number] = {"no_water": houses.no_water, "no_power": houses.no_power}
    if houses.subsidy_planned is not None:
        found["subsidy_planned"] = houses.subsidy_planned
    if houses.subsidy_paid is not None:
        found["subsidy_paid"] = houses.subsidy_paid
    return found | _by("stages_now", houses.now)


def of_wanting(want: Wanting) -> dict[str, Number]:
    """What is not met."""
    return _by("unmet.poor", want.poor) | _by("unmet.lifted", want.lifted) | {"unverified": want.unknown}
