"""农村危房改造档案: the file of one renovation, its forms in the order of the procedure, and what it still lacks.

The order and the names of the forms are those that county archives of renovations have in common; the wording is the
program's own, and an office may change it in the .docx.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from fupin_desktop.domain.housing import StageKind
from fupin_desktop.reports.document import Document
from fupin_desktop.reports.forms.binding import Part, contents, cover
from fupin_desktop.reports.forms.housing_after import acceptance, building, missing, notice_photos, payment
from fupin_desktop.reports.forms.housing_before import agreement, application, appraisal, approval, review
from fupin_desktop.reports.forms.housing_parts import Asking
from fupin_desktop.reports.forms.parts import place, running, subtitle


def build(asking: Asking) -> tuple[Document, ...]:
    """Cover, contents, and the forms, each numbering its own pages."""
    listed, forms = [], []
    for number, (kind, maker) in enumerate(_in_order(asking.order), 1):
        reached = asking.stage(_CLOSED.get(kind, kind)) if kind else None
        forms.append(replace(maker(asking), part=str(number)))
        listed.append(Part(str(number), forms[-1].title, reached.on if reached else None))
    author, dossier = asking.sender.unit, asking.dossier
    lines = [
        ("编号", asking.number),
        ("户主姓名", dossier.head),
        ("户编号", dossier.household.number),
        ("村组", place(dossier)),
        ("改造年度", f"{asking.house.plan_year}年"),
        ("改造方式", asking.house.way.label if asking.house.way else ""),
    ]
    above = f"{asking.sender.county}{asking.sender.township}"
    demo = subtitle(asking.sender)
    first = cover(above, "农村危房改造\n农户档案", lines, author=author, demo=demo)
    return (first, contents(listed, author=author, running=running(dossier), demo=demo), *forms)


def _in_order(order: Sequence[StageKind]) -> list[tuple[StageKind | None, Callable[[Asking], Document]]]:
    """The forms in the order in which the office goes through the stages, what belongs to no stage at the end."""
    places = {kind: at for at, kind in enumerate(order)}
    known = sorted(_FORMS, key=lambda each: places.get(each[0], len(places)))
    return [*known, (None, notice_photos), (None, missing)]


_CLOSED = {StageKind.CHECKED: StageKind.APPROVED}
"""The stage whose day a form bears, where it is filled in over several."""

_FORMS: tuple[tuple[StageKind, Callable[[Asking], Document]], ...] = (
    (StageKind.APPLIED, application),
    (StageKind.REVIEWED, review),
    (StageKind.APPRAISED, appraisal),
    (StageKind.CHECKED, approval),
    (StageKind.SIGNED, agreement),
    (StageKind.STARTED, building),
    (StageKind.ACCEPTED, acceptance),
    (StageKind.PAID, payment),
)
"""The forms with the stage each belongs to, in the usual order."""
