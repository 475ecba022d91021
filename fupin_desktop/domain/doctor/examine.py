"""Holds all rules against households, one after the other, and counts what each applied to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fupin_desktop.domain.doctor.case import Around, Case, VillageCase
from fupin_desktop.domain.doctor.rule import Limits, Rule, Severity
from fupin_desktop.domain.id_number import mask_number


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubtful thing. ``household_id`` is None for a village's; no text holds a full ID number.

    ``name`` is the person's, else that of the head or the village; ``head`` the head of the household.
    """

    rule: str
    severity: Severity
    text: str
    household_id: int | None
    person_id: int | None = None
    village: str = ""
    household: str = ""
    name: str = ""
    head: str = ""


@dataclass
class Examination:
    """All findings, and by rule how many records it applied to."""

    findings: list[Finding] = field(default_factory=list)
    applicable: dict[str, int] = field(default_factory=dict)
    households: int = 0
    people: int = 0

    def found(self) -> dict[str, int]:
        """How many findings each rule has."""
        counts = dict.fromkeys(self.applicable, 0)
        for each in self.findings:
            counts[each.rule] = counts.get(each.rule, 0) + 1
        return counts


class Examiner:
    """Rules with the limits of a year, ready to look at one household after the other."""

    def __init__(
        self, rules: Mapping[str, Rule], around: Around, limits: Mapping[str, Limits] | None = None
    ) -> None:
        limits = limits or {}
        mine = [rule for rule in rules.values() if rule.on and not rule.waits and around.knows(*rule.needs)]
        own = {
            rule.key: {name: each.value for name, each in rule.limits.items()}
            | dict(limits.get(rule.key, {}))
            for rule in mine
        }
        self._member = [(rule, rule.of_member, own[rule.key]) for rule in mine if rule.of_member]
        self._household = [(rule, rule.of_household, own[rule.key]) for rule in mine if rule.of_household]
        self._village = [(rule, rule.of_village, own[rule.key]) for rule in mine if rule.of_village]
        self.result = Examination(applicable={rule.key: 0 for rule in mine})

    def look(self, case: Case) -> list[Finding]:
        """The findings of one household; they are also added to ``result``."""
        found: list[Finding] = []
        counts = self.result.applicable
        for rule, of_household, limits in self._household:
            said = of_household(case, limits)
            if said is not None:
                counts[rule.key] += 1
                if said:
                    found.append(_finding(rule, said, case))
        members = case.members
        for rule, of_member, limits in self._member:
            applied = 0
            for member in members:
                said = of_member(member, case, limits)
                if said is None:
                    continue
                applied += 1
                if said:
                    person = member.person
                    found.append(_finding(rule, f"{person.name}：{said}", case, person.id, person.name))
            if applied:
                counts[rule.key] += applied
        self.result.findings += found
        self.result.households += 1
        self.result.people += len(members)
        return found

    def look_at_village(self, case: VillageCase) -> None:
        """Add the findings of one village."""
        for rule, of_village, limits in self._village:
            said = of_village(case, limits)
            if said is not None:
                self.result.applicable[rule.key] += 1
                if said:
                    name = case.village.name
                    self.result.findings.append(
                        Finding(rule.key, rule.severity, said, None, None, name, "", name)
                    )


_numbers = re.compile(r"[\dXx]{12,}")


def _finding(rule: Rule, said: str, case: Case, person_id: int | None = None, name: str = "") -> Finding:
    household = case.household
    text = _numbers.sub(lambda run: mask_number(run[0]), said)
    return Finding(
        rule.key, rule.severity, text, household.id, person_id, household.village, household.number,
        name or household.head, household.head,
    )  # fmt: skip
