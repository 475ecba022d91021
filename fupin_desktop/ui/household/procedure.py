"""程序: the household's passages through the roads, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.panel import Panel
from fupin_desktop.ui.procedure.detail import PassageDetail
from fupin_desktop.ui.records.form import RecordForm

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile


class ProcedurePanel(Panel):
    """The line scrolls by itself, so the panel's own scroll area holds nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.detail = PassageDetail(desk)
        self.area.hide()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.detail)

    def fill(self, file: HouseholdFile, year: int) -> None:  # noqa: ARG002
        id = file.household.id
        shown = self.detail.file
        if shown is not None and shown.passage.household_id == id and self.detail.writing:
            self.detail.refresh()
            return
        files = self.office.procedures.of_household(id, self.desk.today()) if id is not None else []
        self.detail.show_files(files)

    @property
    def dirty(self) -> bool:
        return self.detail.writing

    def save(self) -> bool:
        return self.detail.save()

    def save_form(self, form: RecordForm) -> bool:  # noqa: ARG002
        return self.detail.save()

    def give_up(self) -> list[str]:
        self.detail.give_up()
        return ["没有登记的步骤"]

    def set_aside(self) -> None:
        self.detail.set_aside()
