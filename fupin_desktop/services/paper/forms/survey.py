"""入户调查表 of everybody whom the office knows, filled in or empty for a visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fupin_desktop.services.paper.forms.household import issuer, paper_of
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

OPTIONS = {"blank": "空表（0：填好年度情况，1：只印家庭成员，all：全空白）"}


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each household; with ``blank=all`` one empty form for each village that was asked for."""
    from fupin_desktop.reports.forms.survey import build, empty

    blank = Options(asked, OPTIONS).choice("blank", ("0", "1", "all"), "0")
    sender = issuer(source)
    if blank == "all":
        for village in asked.villages or ("",):
            name = source.village(village).name if village else ""
            form = replace(empty(asked.year, sender, name), paper=asked.paper)
            yield Paper(name=f"{asked.kind.label}（空表）", documents=(form,), village=name)
        return
    for each in source.dossiers(asked, "known"):
        yield paper_of(each, build(each, sender, blank=blank == "1"), sheet=asked.paper)
