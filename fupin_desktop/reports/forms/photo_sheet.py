"""照片页: photos of a household in frames, each with caption, date and place; 改造前、中、后 side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.housing import Photo as Kept
from fupin_desktop.domain.housing import Slot
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Photo,
    Photos,
    Style,
    show_date,
)
from fupin_desktop.reports.forms.parts import place, running, subtitle
from fupin_desktop.reports.photo_facts import is_scan, picture

COUNTS = {2: (1, 0.62), 4: (2, 1.0), 6: (2, 0.75)}
"""Photos a page: how many in a row, and the height of a frame over its width."""
BESIDE_TURNS = {2: 1, 4: 2, 6: 4}
"""How many fit on the page that begins with 改造前、中、后."""
TURNS = (Slot.BEFORE, Slot.DURING, Slot.AFTER)
_ROW_RATIO = 1.0


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo of a household with its file, None when that is gone, and the day it was taken as far as it is known."""

    photo: Kept
    path: Path | None
    on: date | None = None

    @property
    def name(self) -> str:
        """What is written below it."""
        kept = self.photo
        stage = kept.stage.label if kept.stage else ""
        slot = kept.slot.label if kept.slot is not Slot.OTHER else ""
        return kept.caption or "".join(dict.fromkeys((stage, slot))) or "照片"


def build(dossier: Dossier, sender: Sender, shots: Sequence[Shot], count: int = 4) -> Document:
    """All photos of a household, `count` a page (a key of COUNTS); without any, empty frames to stick them in."""
    house = house_shots(dossier, shots)
    shown = _first(house)
    rest = [each for each in shots if each not in shown]
    blocks: list[Block] = [Heading("住房改造前、中、后"), turns(dossier, house)] if house else []
    if house and rest:
        blocks += [
            Heading("其他照片"),
            _framed(dossier, rest[: BESIDE_TURNS[count]], BESIDE_TURNS[count], count),
        ]
        rest = rest[BESIDE_TURNS[count] :]
    for first in range(0, len(rest) if house else max(len(rest), 1), count):
        blocks += [PageBreak()] if blocks else []
        blocks.append(_framed(dossier, rest[first : first + count], count, count))
    return Document(
        "照片页",
        blocks,
        Style.TABLE,
        subtitle=subtitle(sender),
        author=sender.unit,
        running=running(dossier),
    )


def _framed(dossier: Dossier, shots: Sequence[Shot], room: int, count: int) -> Photos:
    """Frames, filled up with empty ones, so that a new photo changes one page."""
    across, ratio = COUNTS[count]
    return Photos(
        [*(frame(dossier, each) for each in shots), *[Photo()] * (room - len(shots))], across, ratio
    )


def house_shots(dossier: Dossier, shots: Sequence[Shot]) -> list[Shot]:
    """The photos of the renovation that its before, during and after are shown of."""
    house = dossier.renovation
    return [
        each for each in shots if house and each.photo.renovation_id == house.id and each.photo.slot in TURNS
    ]


def _first(house: Sequence[Shot]) -> list[Shot]:
    found = (next((each for each in house if each.photo.slot is slot), None) for slot in TURNS)
    return [each for each in found if each is not None]


def turns(dossier: Dossier, house: Sequence[Shot]) -> Photos:
    """施工前、施工中、施工后 in a row, an empty frame for one that is not there."""
    first = {each.photo.slot: each for each in _first(house)}
    framed = [
        frame(dossier, first[slot], slot.label) if slot in first else Photo(caption=slot.label)
        for slot in TURNS
    ]
    return Photos(framed, len(TURNS), _ROW_RATIO)


def frame(dossier: Dossier, shot: Shot, lead: str = "") -> Photo:
    """A photo in its frame; one whose file is gone, or is a PDF, leaves the frame empty and says so."""
    name = f"{lead}：{shot.name}" if lead and lead != shot.name else shot.name
    if shot.path is None:
        return Photo(None, name, "照片文件不见了，请从备份中恢复，或重新添加这张照片")
    if is_scan(shot.path):
        return Photo(None, name, "扫描件（PDF），请另行打印，附在本页后面")
    day = show_date(shot.on) if shot.on else "拍摄日期　年　月　日"
    whose = f"{place(dossier)}{dossier.head}户（户编号{dossier.household.number}）的照片“{name}”"
    return Photo(partial(picture, shot.path, whose), name, f"{day}　{place(dossier)}", shot.photo.sha256)
