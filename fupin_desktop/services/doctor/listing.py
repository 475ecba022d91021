"""Findings as one looks at them: narrowed by weight, village, group of rules and words; by village, rule or household."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fupin_desktop.domain import pinyin
from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.domain.doctor.rule import Severity, rules

WEIGHT = {severity: place for place, severity in enumerate(Severity)}


class By(StrEnum):
    """In which heaps findings are laid."""

    VILLAGE = "village"
    RULE = "rule"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings are wanted; what is empty narrows nothing. ``group`` is the letter of a group of rules."""

    severities: frozenset[Severity] = frozenset()
    village: str = ""
    group: str = ""
    words: str = ""


@dataclass(slots=True)
class Heap:
    """The findings of a village, a rule or a household; ``label`` says of which."""

    key: Hashable
    label: str
    village: str = ""
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[Severity] = field(default_factory=Counter)

    @property
    def households(self) -> int:
        return len({each.household_id for each in self.findings if each.household_id is not None})

    def add(self, finding: Finding) -> None:
        self.findings.append(finding)
        self.counts[finding.severity] += 1

    @property
    def weight(self) -> tuple[int, ...]:
        """The heaviest first when sorted."""
        return tuple(-self.counts[severity] for severity in Severity)


def narrowed(findings: Iterable[Finding], asked: Asked) -> list[Finding]:
    """The findings that are wanted."""
    found = list(findings)
    if asked.severities:
        found = [each for each in found if each.severity in asked.severities]
    if asked.village:
        found = [each for each in found if each.village == asked.village]
    if asked.group:
        found = [each for each in found if each.rule.startswith(asked.group)]
    if words := asked.words.strip().lower():
        means = _reader(words)
        found = [each for each in found if means(each)]
    return found


def _reader(words: str) -> Callable[[Finding], bool]:
    """Whether a finding has the words in its sentence, rule, village, number or names; names also by pinyin."""
    titles = {key: rule.title.lower() for key, rule in rules().items()}
    latin = words.isascii() and words.isalpha()
    heard: dict[str, bool] = {}

    def sounds(name: str) -> bool:
        if name not in heard:
            heard[name] = any(key.startswith(words) for key in pinyin.keys(name).split(" "))
        return heard[name]

    def means(each: Finding) -> bool:
        return (
            words in each.text.lower()
            or words == each.rule.lower()
            or words in titles[each.rule]
            or words in each.village
            or words in each.household
            or words in each.head
            or (latin and (sounds(each.name) or sounds(each.head)))
        )

    return means


def heaps(findings: Sequence[Finding], by: By, villages: Sequence[str] = ()) -> list[Heap]:
    """Findings in heaps: villages in their order, rules and households the heaviest first."""
    made: dict[Hashable, Heap] = {}
    for each in findings:
        key = _key(each, by)
        heap = made.get(key)
        if heap is None:
            heap = made[key] = Heap(key, _label(each, by), each.village)
        heap.add(each)
    if by is By.VILLAGE:
        order = {name: place for place, name in enumerate(villages)}
        return sorted(made.values(), key=lambda heap: (order.get(heap.label, len(order)), heap.label))
    if by is By.RULE:
        known = rules()
        return sorted(
            made.values(),
            key=lambda heap: (WEIGHT[known[str(heap.key)].severity], -len(heap.findings), str(heap.key)),
        )
    return sorted(made.values(), key=lambda heap: heap.weight)


def _key(finding: Finding, by: By) -> Hashable:
    if by is By.VILLAGE:
        return finding.village
    if by is By.RULE:
        return finding.rule
    return finding.village if finding.household_id is None else finding.household_id


def _label(finding: Finding, by: By) -> str:
    if by is By.VILLAGE:
        return finding.village or "未写村名"
    if by is By.RULE:
        return rules()[finding.rule].title
    return finding.head or finding.name or finding.household
