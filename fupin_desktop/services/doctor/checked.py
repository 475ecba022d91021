"""What an examination came to, and how it moved against an earlier one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fupin_desktop.domain.doctor.examine import Examination, Finding
from fupin_desktop.domain.doctor.records import Waiver
from fupin_desktop.domain.doctor.rule import Severity, rules


@dataclass
class Checked:
    """One examination. ``findings`` are those not waived; ``rows`` gives the line of a file by household's and person's id.

    ``act`` is the newest act that it has seen, ``unkept`` names what no record of the office has anything in.
    """

    on: date
    village: str
    result: Examination
    findings: list[Finding] = field(default_factory=list)
    waived: list[tuple[Finding, Waiver]] = field(default_factory=list)
    file: str = ""
    rows: Mapping[tuple[int, int], int] = field(default_factory=dict)
    act: int = 0
    unkept: tuple[str, ...] = ()

    @property
    def remark(self) -> str:
        """Which fields nobody in the office has filled, so that their rules were not asked."""
        if not self.unkept:
            return ""
        some = "、".join(self.unkept[:6]) + ("等" if len(self.unkept) > 6 else "")
        return f"全办都没有填过的{len(self.unkept)}项没有逐条检查：{some}"

    def by_severity(self) -> dict[Severity, int]:
        """How many findings of each weight, the heaviest first."""
        counts = Counter(each.severity for each in self.findings)
        return {severity: counts[severity] for severity in Severity}

    @property
    def households(self) -> int:
        """How many households have any finding."""
        return len({each.household_id for each in self.findings if each.household_id is not None})

    @property
    def sentence(self) -> str:
        """What the page and the command line say first."""
        whole = f"体检{self.result.households}户{self.result.people}人"
        if not self.findings:
            return f"{whole}，没有发现问题" + (
                f"（另有{len(self.waived)}处已核实属实）" if self.waived else ""
            )
        counts = "、".join(f"{each.label}{count}处" for each, count in self.by_severity().items() if count)
        more = f"；另有{len(self.waived)}处已核实属实" if self.waived else ""
        return f"{whole}，发现{counts}，涉及{self.households}户{more}"

    def as_json(self) -> dict[str, Any]:
        """The answer of the command line (contract.md, ``check``)."""
        found = Counter(each.rule for each in self.findings)
        applicable = self.result.applicable
        by_rule = {key: {"applicable": applicable.get(key, 0), "found": found.get(key, 0)} for key in rules()}
        return {
            "on": self.on.isoformat(),
            "households": self.result.households,
            "people": self.result.people,
            "findings": [self._finding_json(each) for each in self.findings],
            "by_rule": by_rule,
            "waived": len(self.waived),
            "not_kept": list(self.unkept),
            "waiting": {key: rule.waits for key, rule in rules().items() if rule.waits},
            "sentence": self.sentence,
        }

    def _finding_json(self, each: Finding) -> dict[str, Any]:
        said: dict[str, Any] = {"rule": each.rule, "severity": each.severity.value, "household": each.household,
                "person": each.name if each.person_id else "", "village": each.village, "text": each.text}  # fmt: skip
        if self.file:
            said["row"] = self.rows.get((each.household_id or 0, each.person_id or 0))
        return said


@dataclass(frozen=True, slots=True)
class Trend:
    """How the findings moved against an earlier examination; ``mended`` are the ones that went away since."""

    since: date | None
    before: int = 0
    now: int = 0
    new: int = 0
    mended: tuple[tuple[str, int, int], ...] = ()

    @property
    def moved(self) -> str:
        """How many more or fewer."""
        change = self.now - self.before
        return f"增加{change}处" if change > 0 else f"减少{-change}处" if change else "持平"

    @property
    def sentence(self) -> str:
        if self.since is None:
            return ""
        return f"较{self.since.month}月{self.since.day}日{self.moved}（新增{self.new}处，已整改{len(self.mended)}处）"
