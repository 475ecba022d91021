"""扶贫明白卡 of every registered household; it hangs on a wall, so its text is looked through before it goes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.notice import private_numbers, shown_head
from fupin_desktop.services.paper.forms.household import paper_of, said
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

if TYPE_CHECKING:
    from fupin_desktop.domain.dossier import Dossier


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A card for each household.

    Raises Refused for one that is not registered, whose head may not be named, or whose card would show a private number.
    """
    from fupin_desktop.reports.forms.card import build

    Options(asked, {})
    sender = source.sender
    office = (sender.phone, sender.watch_phone, sender.hotline)
    for each in source.dossiers(asked, "registered"):
        if each.standing is None:
            raise _refused(
                f"{said(each)}在{asked.on.year}年{asked.on.month}月{asked.on.day}日还不在册，不能生成明白卡"
            )
        head = shown_head(each.household, each.people, asked.on)
        if head.problem:
            raise _refused(head.problem)
        village = source.villages.get(each.household.village)
        phone = village.phone if village else ""
        card = build(each, sender, head, phone)
        for where in private_numbers(card.as_text(), (*office, phone, *_phones(each))):
            raise _refused(f"{said(each)}的明白卡{where}，已停止生成，请改正后再试")
        yield paper_of(each, card, sheet=asked.paper)


def _phones(dossier: Dossier) -> Iterator[str]:
    """The phones of those who help; they are there to be called."""
    return (cadre.phone for _, cadre in dossier.helpers)


def _refused(sentence: str) -> Refused:
    return Refused([Problem("households", sentence)])
