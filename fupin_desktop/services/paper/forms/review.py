"""乡镇审核意见表 of every household whose road has come to the township's review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_desktop.domain.procedure import Result, RoadKind, live, shown
from fupin_desktop.domain.procedure.labels import road_label
from fupin_desktop.services.paper.forms.household import issuer, paper_of
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

if TYPE_CHECKING:
    from fupin_desktop.reports.forms.review import Reviewed
    from fupin_desktop.services.procedure import PassageFile

ROADS = (RoadKind.IDENTIFICATION, RoadKind.MONITORING, RoadKind.REMOVAL)
OPTIONS = {"road": "程序"}
STEP = "reviewed"


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each household that waits for the review of a road or has had it; those named need not wait yet."""
    from dataclasses import replace

    from fupin_desktop.reports.forms.review import build

    road = Options(asked, OPTIONS).choice("road", ("", *(each.value for each in ROADS)), "")
    sender = issuer(source)
    files = _files(asked, source, [RoadKind.of(road)] if road else ROADS)
    ids = tuple(each for each in files if asked.households is not None or _due(files[each]))
    wanted = set(source.ids(asked))
    narrowed = replace(asked, households=tuple(each for each in ids if each in wanted))
    for each in source.dossiers(narrowed):
        file = files[each.id]
        yield paper_of(each, build(each, _reviewed(file, asked), sender), sheet=asked.paper)


def _files(
    asked: Asked, source: Source, roads: tuple[RoadKind, ...] | list[RoadKind]
) -> dict[int, PassageFile]:
    """The newest passage of each household on these roads in the year."""
    from fupin_desktop.services.procedure import Procedures

    procedures = Procedures(source.store, source.settings, source.files)
    found: dict[int, PassageFile] = {}
    for road in roads:
        for each in procedures.of_road(road, asked.on, None, asked.year):
            if each.household is not None and each.household.id is not None and not each.course.withdrawn:
                known = found.get(each.household.id)
                if known is None or known.passage.opened_on < each.passage.opened_on:
                    found[each.household.id] = each
    return found


def _due(file: PassageFile) -> bool:
    course = file.course
    return STEP in course.done or (course.next is not None and course.next.key == STEP)


def _reviewed(file: PassageFile, asked: Asked) -> Reviewed:
    from fupin_desktop.reports.forms.review import Done, Reviewed

    road = file.course.road
    place = road.place(STEP)
    steps = []
    for each in live(file.steps):
        if each.kind not in road.places or road.place(each.kind) >= place or each.on > asked.on:
            continue
        kind = road.step(each.kind)
        said = [f"{label}：{value}" for label, value in shown(kind, each)]
        said += [f"公示至{each.until.month}月{each.until.day}日"] if each.until else []
        said += [each.reason] if each.result is not Result.PASSED and each.reason else []
        said += [f"（{each.override}）"] if each.override else []
        steps.append(Done(kind.label, each.on, each.person, each.result.label, "；".join(said)))
    review = file.course.done.get(STEP)
    facts = dict(shown(road.step(STEP), review)) if review is not None else {}
    after = road.steps[place + 1 :]
    county = next((each.label for each in after if "review" in each.asks), "")
    sampled = {"是": True, "否": False}.get(facts.get("抽查", ""))
    label = road_label(road.kind, asked.on)
    return Reviewed(label, tuple(steps), sampled, facts.get("审核意见", ""), county)
