"""抽查: of the households that the township and the county reviewed, how many each village had sampled, against what is asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fupin_desktop.domain.procedure import Result, RoadKind, facts_of
from fupin_desktop.services.procedure.service import Procedures

SHARES = {"reviewed": "identification.sample", "county": "identification.county_sample"}
"""The steps of 识别 that are sampled, each with the number that says how many per cent at least."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One step in one village: households reviewed and sampled, and the least share in per cent with its source."""

    village: str
    step: str
    label: str
    reviewed: int
    sampled: int
    least: Fraction
    source: str

    @property
    def enough(self) -> bool:
        return self.sampled * 100 >= self.least * self.reviewed

    @property
    def lacking(self) -> int:
        """How many more must be sampled."""
        return max(0, -int(-self.least * self.reviewed // 100) - self.sampled)

    @property
    def words(self) -> str:
        """水村乡镇审核6户，抽查3户，占50%，应不少于20%."""
        share = round(self.sampled * 100 / self.reviewed)
        said = f"{self.village}{self.label}{self.reviewed}户，抽查{self.sampled}户，占{share}%，应不少于{float(self.least):g}%"
        return said if self.enough else f"{said}，还差{self.lacking}户"


def samples(procedures: Procedures, year: int, on: date, village: str | None = None) -> list[Sample]:
    """By step and village, those with nobody reviewed left out."""
    numbers = procedures.rules().numbers
    road = procedures.road(RoadKind.IDENTIFICATION)
    counted: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for file in procedures.of_road(RoadKind.IDENTIFICATION, on, village, year):
        for step in file.steps:
            done = step.withdrawn_on is None and step.result in (Result.PASSED, Result.FAILED)
            if done and step.kind in SHARES and not file.course.withdrawn:
                facts = facts_of(road.step(step.kind), step)
                counted[step.kind, file.passage.village].append(bool(facts.get("sampled")))
    return [
        Sample(
            place, key, road.step(key).label, len(said), sum(said), numbers.number(SHARES[key], year),
            numbers.source(SHARES[key], year),
        )
        for key in SHARES
        for (step, place), said in counted.items()
        if step == key
    ]  # fmt: skip
