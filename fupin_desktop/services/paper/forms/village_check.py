"""出列指标核查表 of every village that is to be listed out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.procedure import RoadKind, facts_of
from fupin_desktop.domain.procedure.asks import names
from fupin_desktop.domain.procedure.labels import road_label
from fupin_desktop.domain.procedure.village_exit import findings
from fupin_desktop.services.paper.forms.exits import BLANK
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

if TYPE_CHECKING:
    from fupin_desktop.services.procedure import PassageFile

KIND = RoadKind.VILLAGE_EXIT


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each village that was asked for, else for those on the road in the year, else for every 重点村.

    Raises Refused when there is none.
    """
    from fupin_desktop.reports.forms.exits import build_village
    from fupin_desktop.services.procedure import Procedures

    blank = Options(asked, BLANK).flag("blank")
    sender = source.sender
    procedures = Procedures(source.store, source.settings, source.files)
    files = {
        each.passage.village: each
        for each in procedures.of_road(
            KIND, asked.on, None, asked.year
        )  # the newest of a village is the last
        if not each.course.withdrawn
    }
    label = road_label(KIND, asked.on)
    for village in _villages(asked, source, files):
        file = files.get(village)
        done = file.course.held("verified") if file else None
        facts = facts_of(procedures.road(KIND).step("verified"), done) if done else {}
        if "targets" not in facts:
            facts = {**procedures.prefill(KIND, village, "verified", on=asked.on), **facts}
        came = names(str(facts.get("verifiers", "")))
        document = build_village(village, asked.year, label, findings(facts), came, sender, blank=blank)
        yield Paper(name=f"{village}{asked.kind.label}", documents=(document,), village=village)


def _villages(asked: Asked, source: Source, files: dict[str, PassageFile]) -> list[str]:
    if asked.villages:
        return [source.village(each).name for each in asked.villages]
    found = [name for name in source.villages if name in files]
    found = found or [name for name, each in source.villages.items() if each.key_village]
    if not found:
        raise Refused(
            [Problem("villages", "还没有重点村，也没有村在办理出列，请在“设置”里登记重点村，或指定行政村")]
        )
    return found
