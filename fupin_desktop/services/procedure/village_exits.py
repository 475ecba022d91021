"""村出列: every village of a year with its indicators, registered or as the data say, and how far its road is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.assessment import Result
from fupin_desktop.domain.procedure import RoadKind, facts_of
from fupin_desktop.domain.procedure.village_exit import TARGETS, Finding, findings
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.procedure.service import Procedures
from fupin_desktop.services.settings import OfficeSettings

KIND = RoadKind.VILLAGE_EXIT


@dataclass(frozen=True, slots=True)
class VillageOut:
    """A village on its way out of the list. ``checked_on`` None: the indicators are what the data say.

    ``next`` is the step that is to be registered, ``begins``: a passage begins with it.
    """

    village: str
    key_village: bool
    findings: tuple[Finding, ...]
    state: str
    checked_on: date | None = None
    out: bool = False
    next: str = ""
    begins: bool = False

    @property
    def rate(self) -> str:
        """贫困发生率 as it was found."""
        return self.findings[0].value

    @property
    def met(self) -> int:
        return sum(each.result is Result.MET for each in self.findings)

    @property
    def unmet(self) -> int:
        return sum(each.result is Result.UNMET for each in self.findings)

    @property
    def said(self) -> str:
        """When it was checked."""
        return f"{show_day(self.checked_on)}核查" if self.checked_on else "还没有核查，按本办数据"


class VillageExits:
    """The villages that are to be listed out."""

    def __init__(self, procedures: Procedures, settings: OfficeSettings) -> None:
        self._procedures, self._settings = procedures, settings

    def of(self, year: int, on: date) -> list[VillageOut]:
        """重点村 first, then the other villages, each in the office's order."""
        road = self._procedures.road(KIND)
        files = {
            each.passage.village: each
            for each in self._procedures.of_road(KIND, on, None, year)
            if not each.course.withdrawn
        }
        found = []
        for village in self._settings.villages():
            file = files.get(village.name)
            done = file.course.held("verified") if file else None
            facts = facts_of(road.step("verified"), done) if done else {}
            if TARGETS not in facts:
                facts = {
                    **self._procedures.prefill(
                        KIND, village.name, "verified", on=min(on, date(year, 12, 31))
                    ),
                    **facts,
                }
            open_step = file.course.next if file else None
            begins = open_step is None and (file is None or file.course.failed)
            found.append(
                VillageOut(
                    village=village.name, key_village=village.key_village, findings=tuple(findings(facts)),
                    state=file.course.label if file else "没有启动", checked_on=done.on if done else None,
                    out=file is not None and "announced" in file.course.done, begins=begins,
                    next=str(open_step.key) if open_step else str(road.steps[0].key) if begins else "",
                )
            )  # fmt: skip
        return sorted(found, key=lambda each: not each.key_village)
