"""Whose value of each changed field counts: the file's, the office's, or nobody's yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fupin_desktop.domain.office import Correction
from fupin_desktop.domain.plain import show_plain
from fupin_desktop.exchange.layouts import RECORDS
from fupin_desktop.services.importing.choosing import LATER, NATIONAL, OFFICE
from fupin_desktop.services.importing.draft import Draft
from fupin_desktop.services.importing.outcome import Change


class Taking:
    """The choices of one import. ``agreed``: ids of corrections the office gave up; ``noted``: new ones (国扶待改);
    ``left``: changes that were not taken, ``waiting``: those of them that are put off."""

    def __init__(self, draft: Draft, take: Mapping[str, str]) -> None:
        self.take, self._file = take, draft.files[0]
        self.agreed: list[int] = []
        self.noted: list[Correction] = []
        self.left, self.waiting = 0, 0

    def taken(
        self, changes: Iterable[Change], item: str, owner: int, household: int,
        standing: tuple[int, int, Any] | None = None,
    ) -> list[Change]:  # fmt: skip
        """The changes that are written. ``owner`` and ``household`` are ids, ``standing`` what Outcome has of it."""
        if not self.take:  # nothing was chosen: the file's values, but for those in conflict
            return [change for change in changes if not change.correction]
        kept = []
        for change in changes:
            usual = OFFICE if change.correction else NATIONAL
            said = self.take.get(change.key(owner)) or self.take.get(item) or usual
            if said == NATIONAL:
                kept.append(change)
                if change.correction:
                    self.agreed.append(change.correction)
                continue
            self.left += not change.correction
            self.waiting += said == LATER
            if said == OFFICE and not change.correction:
                self._note(change, household, standing)
        return kept

    def _note(self, change: Change, household: int, standing: tuple[int, int, Any] | None) -> None:
        """The national system is wrong here: kept until an export agrees."""
        spec = RECORDS[change.table].fields.get(change.name)
        row = standing[1] if standing and change.table == "standing" else change.row_id
        if spec is None or not spec.national or not row:
            return
        self.noted.append(
            Correction(
                household_id=household, table=change.table, row_id=row, field=change.name,
                national=show_plain(spec, change.new), office=show_plain(spec, change.old),
                evidence=f"导入“{self._file}”时核对，保留本办的值"[:200], noted_on=date.today(),
            )
        )  # fmt: skip
