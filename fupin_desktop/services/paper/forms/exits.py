"""What the papers of 退出 share: whose they are, and what was found, registered or as the data say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.procedure import Result, RoadKind, facts_of, live
from fupin_desktop.domain.procedure.asks import EVIDENCE
from fupin_desktop.domain.procedure.labels import road_label

if TYPE_CHECKING:
    from fupin_desktop.domain.dossier import Dossier
    from fupin_desktop.reports.forms.exits import Check
    from fupin_desktop.services.paper.source import Asked, Source
    from fupin_desktop.services.procedure import PassageFile, Procedures

BLANK = {"blank": "空表，结果手工填写（1：是）"}


def checks(asked: Asked, source: Source, *, blank: bool) -> Iterator[tuple[Dossier, Check]]:
    """Each household that was named, else those on the road in the year, else those whom the data propose.

    Raises Refused when there is nobody.
    """
    procedures = _procedures(source)
    files = {
        each.passage.household_id: each
        for each in procedures.of_road(
            RoadKind.EXIT, asked.on, None, asked.year
        )  # the newest of a household is the last
        if each.passage.household_id and not each.course.withdrawn
    }
    if asked.households is None:
        chosen = _proposed(asked, source, files)
        asked = replace(asked, households=tuple(chosen))
    for each in source.dossiers(asked):
        yield each, _check(procedures, files.get(each.id), each, asked, blank=blank)


def _procedures(source: Source) -> Procedures:
    from fupin_desktop.services.procedure import Procedures

    return Procedures(source.store, source.settings, source.files)


def _proposed(asked: Asked, source: Source, files: dict[int, PassageFile]) -> list[int]:
    from fupin_desktop.services.notice import Notices

    for name in asked.villages:
        source.village(name)
    going = [
        id for id, each in files.items()
        if not each.course.failed and (not asked.villages or each.passage.village in asked.villages)
    ]  # fmt: skip
    if going:
        return going
    offered = Notices(source.store, source.settings, source.files).propose(
        "exit", on=asked.on, year=asked.year
    )
    ready = [
        each.household_id
        for each in offered
        if each.ticked and (not asked.villages or each.village in asked.villages)
    ]
    if not ready:
        where = "、".join(asked.villages) or "各村"
        said = f"{where}{asked.year}年没有正在办理退出的户，也没有符合退出条件的户，请指定农户"
        raise Refused([Problem("households", said)])
    return ready


def _check(
    procedures: Procedures, file: PassageFile | None, dossier: Dossier, asked: Asked, *, blank: bool
) -> Check:
    from fupin_desktop.reports.forms.exits import Check

    label = road_label(RoadKind.EXIT, asked.on)
    kind = procedures.road(RoadKind.EXIT).step
    made = (
        [
            each
            for each in live(file.steps)
            if each.kind == "verified" and each.result in (Result.PASSED, Result.FAILED)
        ]
        if file
        else []
    )
    facts = facts_of(kind("verified"), made[-1]) if made else {}
    on = made[-1].on if made else None
    facts = _completed(facts, procedures.prefill(RoadKind.EXIT, dossier.id, "verified", on=on or asked.on))
    done = file.course.done if file else {}
    consent = facts_of(kind("consented"), done["consented"]) if "consented" in done else {}
    return Check(
        year=asked.year, label=label, facts=facts, today=asked.on, on=on,
        voted_on=done["assembly"].on if "assembly" in done else None,
        agreed_on=done["consented"].on if "consented" in done else None,
        signer=consent.get("signer", ""), relation=consent.get("relation", ""), blank=blank,
    )  # fmt: skip


def _completed(found: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """What was found, and beside it what the data say of the rest; no evidence that speaks for another result."""
    other = {
        name
        for name in data
        if (item := name.removesuffix(EVIDENCE)) != name and found.get(item, data.get(item)) != data.get(item)
    }
    return {**{name: value for name, value in data.items() if name not in other}, **found}
