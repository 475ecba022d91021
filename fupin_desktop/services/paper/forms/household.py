"""What the makers of household papers share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fupin_desktop.services.paper.source import Paper, Source
from fupin_desktop.services.sender import sender

if TYPE_CHECKING:
    from fupin_desktop.domain.dossier import Dossier
    from fupin_desktop.domain.period import Sender
    from fupin_desktop.reports.document import Document


def issuer(source: Source) -> Sender:
    """The office by the names of the day, for papers that print no phone and so can do without one."""
    return sender(source.facts, source.on, source.store.person)


def paper_of(dossier: Dossier, *documents: Document, sheet: str = "") -> Paper:
    """The paper of one household, on ``sheet`` where one is asked for; its file is named after group, head and number."""
    household = dossier.household
    return Paper(
        name=f"{household.group}{dossier.head}_{household.number}",
        documents=tuple(replace(each, paper=sheet) for each in documents) if sheet else documents,
        village=household.village,
        household_id=dossier.id,
    )


def said(dossier: Dossier) -> str:
    """水村张三户（户编号65900001）: a household in a message."""
    return f"{dossier.household.village}{dossier.head}户（户编号{dossier.household.number}）"
