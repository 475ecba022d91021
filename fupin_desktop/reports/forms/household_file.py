"""一户一档: everything the office keeps of one household and year, bound in parts whose pages do not move each other.

A part counts its own pages (2-1, 2-2), and each fact stands on one page: when a pupil changes school only the page of
that pupil changes, a ninth member adds a page to the second part. Members keep their row when they leave.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import Document
from fupin_desktop.reports.forms.binding import Part, closing, contents, cover
from fupin_desktop.reports.forms.file_parts import MAKERS, Asking
from fupin_desktop.reports.forms.parts import place, running, subtitle
from fupin_desktop.reports.forms.photo_sheet import Shot

PARTS: Mapping[str, str] = {
    "cover": "封面",
    "contents": "卷内目录",
    "basics": "家庭基本情况",
    "members": "家庭成员",
    "identification": "识别资料",
    "income": "收入核算",
    "plan": "一户一策",
    "helpers": "帮扶责任人与走访",
    "housing": "住房",
    "policies": "政策享受",
    "exit": "退出与监测",
    "photos": "照片",
    "closing": "备考表",
}
"""What a file may hold, in its order. Some counties keep all of it, some only the 手册: an office chooses."""
UNNUMBERED = frozenset({"cover", "contents"})


def build(
    dossier: Dossier,
    sender: Sender,
    shots: Sequence[Shot],
    parts: Sequence[str],
    *,
    whole: Sequence[str] = (),
    sender_on: Callable[[date], Sender],
    count: int = 4,
) -> tuple[Document, ...]:
    """The file in the order of `parts` (keys of PARTS), each part a document that numbers its own pages.

    Where they are only some of the parts of a `whole` file, they bear the numbers that they have in it.
    """
    asking = Asking(dossier, sender, shots, sender_on, count)
    numbers = {
        key: str(at)
        for at, key in enumerate((each for each in _file(parts, whole) if each not in UNNUMBERED), 1)
    }
    found, bound = [], {"author": sender.unit, "running": running(dossier), "demo": subtitle(sender)}
    for key in parts:
        if key == "cover":
            found.append(_cover(asking))
        elif key == "contents":
            listed = [Part(number, PARTS[each], _since(asking, each)) for each, number in numbers.items()]
            found.append(contents(listed, **bound))
        elif key == "closing":
            found.append(replace(closing(**bound), part=numbers[key]))
        else:
            found.append(replace(MAKERS[key](asking), part=numbers[key]))
    return tuple(found)


def _file(parts: Sequence[str], whole: Sequence[str]) -> Sequence[str]:
    return whole if set(parts) <= set(whole) else parts


def spine(dossier: Dossier) -> tuple[str, ...]:
    """What stands on the back of a household's file."""
    return (dossier.head, place(dossier), dossier.household.number, f"一户一档　{dossier.year}年度")


def _cover(asking: Asking) -> Document:
    dossier, sender = asking.dossier, asking.sender
    lines = [
        ("户主姓名", dossier.head),
        ("户编号", dossier.household.number),
        ("村组", place(dossier)),
        ("年度", f"{dossier.year}年"),
    ]
    above = f"{sender.county}{sender.township}"
    return cover(above, "一户一档", lines, author=sender.unit, demo=subtitle(sender))


def _since(asking: Asking, key: str) -> date | None:
    """The day that a part begins with: it does not change when something is added."""
    dossier = asking.dossier
    plan = dossier.plan
    known: Mapping[str, date | None] = {
        "basics": dossier.household.registered_on,
        "identification": dossier.household.applied_on or dossier.household.registered_on,
        "plan": plan.made_on if plan else None,
        "helpers": min((pairing.since for pairing, _ in dossier.pairings), default=None),
        "housing": min((each.on for each in dossier.stages), default=None),
        "exit": min((each.since for each in dossier.standings), default=None),
        "photos": min((each.on for each in asking.shots if each.on), default=None),
    }
    return known.get(key)
