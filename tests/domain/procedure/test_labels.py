"""What roads are called, and which an office goes, before and after 2020."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.domain.procedure.labels import road_label, roads_of, short_label

THEN, NOW = date(2018, 5, 8), date(2026, 5, 8)


def test_no_road_of_today_is_called_after_the_poor() -> None:
    assert road_label(RoadKind.IDENTIFICATION, THEN) == "贫困户识别"
    assert not [kind for kind in RoadKind if "贫困户" in road_label(kind, NOW) + short_label(kind)]


def test_roads_of_before_are_offered_only_where_they_were_gone() -> None:
    assert roads_of(THEN) == list(RoadKind)
    later = [RoadKind.MONITORING, RoadKind.REMOVAL, RoadKind.HOUSING, RoadKind.RELOCATION]
    assert roads_of(NOW) == later
    assert roads_of(NOW, {RoadKind.EXIT}) == [RoadKind.EXIT, *later]
