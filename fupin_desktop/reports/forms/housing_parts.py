"""What the forms of a renovation's file share: the household, its house, the stages and photos, and who issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.household import Person
from fupin_desktop.domain.housing import Photo as Kept
from fupin_desktop.domain.housing import Renovation, Stage, StageKind, Subsidy
from fupin_desktop.domain.notice import committee, government
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import (
    Block,
    Document,
    Style,
    show_date,
)
from fupin_desktop.reports.forms.binding import as_of
from fupin_desktop.reports.forms.parts import (
    running,
    subtitle,
)
from fupin_desktop.reports.forms.photo_sheet import Shot

BLANK = "＿＿＿＿"
OPINION = 5.5  # room for an opinion, in lines


@dataclass(frozen=True, slots=True)
class Asking:
    """What the forms are made from; `number` is that of the file, `order` the stages as the office keeps them."""

    dossier: Dossier
    house: Renovation
    sender: Sender
    shots: Sequence[Shot]
    number: str
    order: Sequence[StageKind]

    @property
    def stages(self) -> list[Stage]:
        """The stages that were reached by the day."""
        kept = self.dossier.stages
        return [each for each in kept if each.renovation_id == self.house.id and each.on <= self.dossier.on]

    def stage(self, kind: StageKind) -> Stage | None:
        return next((each for each in self.stages if each.kind is kind), None)

    def on(self, kind: StageKind) -> str:
        found = self.stage(kind)
        return show_date(found.on) if found else ""

    @property
    def people(self) -> list[Person]:
        """Who belonged to the household when it applied: what was decided then keeps their number."""
        applied = self.stage(StageKind.APPLIED)
        return list(as_of(self.dossier, applied.on if applied else None).people)

    @property
    def subsidies(self) -> list[Subsidy]:
        return [each for each in self.dossier.subsidies if each.renovation_id == self.house.id]

    @property
    def photos(self) -> list[Kept]:
        return [each.photo for each in self.shots]

    @property
    def government(self) -> str:
        return government(self.sender.township)

    @property
    def committee(self) -> str:
        return committee(self.dossier.household.village)

    def document(self, title: str, blocks: Sequence[Block]) -> Document:
        return Document(
            title,
            blocks,
            Style.TABLE,
            subtitle=subtitle(self.sender),
            author=self.sender.unit,
            running=running(self.dossier),
        )
