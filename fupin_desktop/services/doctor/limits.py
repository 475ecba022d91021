"""Which rules are on and with which thresholds in a year: what the office decided over what the rules bring."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.doctor.records import RuleSetting
from fupin_desktop.domain.doctor.rule import Limits, Rule, rules
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.values import read_decimal

FIRST_YEAR, LAST_YEAR = 2014, 2100
MOST = 10_000_000


def in_force(unit: Unit, year: int) -> tuple[Mapping[str, Rule], Mapping[str, Limits]]:
    """The rules as the office wants them in a year, and the thresholds it changed; a year's decision goes before 0's."""
    chosen: dict[str, Rule] = dict(rules())
    changed: dict[str, Limits] = {}
    for each in (each for each in _decided(unit, year) if each.rule in chosen):
        chosen[each.rule] = dataclasses.replace(chosen[each.rule], on=each.on)
        changed[each.rule] = {**changed.get(each.rule, {}), **_read(each)}
    return chosen, changed


def _read(setting: RuleSetting) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in json.loads(setting.limits or "{}").items()}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule as it holds in a year: on or off, its thresholds, and what the office's own decision rests on."""

    rule: Rule
    on: bool
    limits: Limits
    note: str = ""
    own: bool = False
    """Whether the office decided something, for this year or for every year."""


class RuleBook:
    """What the office decides about the rules; each decision is an act. Year 0 stands for every year."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, year: int = 0) -> list[Chosen]:
        """All rules as they hold in a year, in the order of the list."""
        with self._store.read() as unit:
            chosen, changed = in_force(unit, year)
            notes = {each.rule: each.note for each in _decided(unit, year)}
        return [
            Chosen(
                rule, rule.on, {**_defaults(rule), **changed.get(key, {})}, notes.get(key, ""), key in notes
            )
            for key, rule in chosen.items()
        ]

    def decide(
        self, key: str, *, year: int = 0, on: bool | None = None, limits: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> RuleSetting:  # fmt: skip
        """Switch a rule on or off, or change its thresholds, for a year or for every year; the rest stays as it is.

        Raises Refused for a rule, a threshold or a year that does not exist, and for what is no possible number.
        """
        rule = _known(key)
        if wrong := [*_year_problems(year), *_limit_problems(rule, limits or {})]:
            raise Refused(wrong)
        with self._store.write(f"设置体检规则：{rule.title}" + (f"（{year}年）" if year else "")) as unit:
            kept = unit.rule_settings.find(rule=key, year=year)
            before = kept or RuleSetting(rule=key, year=year, on=_on(unit, rule, year))
            values = {**_read(before), **{name: _number(value) for name, value in (limits or {}).items()}}
            setting = dataclasses.replace(
                before,
                on=before.on if on is None else on,
                limits=json.dumps({name: str(value) for name, value in values.items()}) if values else "",
                note=note or before.note,
            )
            if wrong := list(problems(RuleSetting, as_values(setting))):
                raise Refused(wrong)
            return unit.rule_settings.save(setting)

    def reset(self, key: str, year: int = 0) -> None:
        """Let a rule be what it is by itself again (in a year: what it is in every year)."""
        rule = _known(key)
        with self._store.write(f"恢复体检规则：{rule.title}" + (f"（{year}年）" if year else "")) as unit:
            kept = unit.rule_settings.find(rule=key, year=year)
            if kept is not None:
                unit.rule_settings.remove(kept)


def _decided(unit: Unit, year: int) -> list[RuleSetting]:
    """The office's decisions that hold in a year, those of the year last."""
    kept = [each for each in unit.rule_settings.all() if each.year in (0, year)]
    return sorted(kept, key=lambda each: each.year)


def _on(unit: Unit, rule: Rule, year: int) -> bool:
    """Whether a rule is on in a year before anything is decided for it."""
    every = unit.rule_settings.find(rule=rule.key, year=0) if year else None
    return rule.on if every is None else every.on


def _defaults(rule: Rule) -> dict[str, Decimal]:
    return {name: each.value for name, each in rule.limits.items()}


def _known(key: str) -> Rule:
    rule = rules().get(key)
    if rule is None:
        raise Refused([Problem("rule", f"没有编号为“{key}”的规则，请核对规则编号")])
    return rule


def _year_problems(year: int) -> Iterator[Problem]:
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        yield Problem(
            "year",
            f"年度应在{FIRST_YEAR}到{LAST_YEAR}之间（0表示各年度），现在是{year}，请改正",
        )


def _limit_problems(rule: Rule, limits: Mapping[str, Any]) -> Iterator[Problem]:
    for name, value in limits.items():
        if name not in rule.limits:
            have = "、".join(rule.limits) or "没有可改的阈值"
            yield Problem(name, f"规则{rule.key}没有名为“{name}”的阈值（{have}），请核对")
            continue
        try:
            _number(value)
        except ValueError:
            asked = rule.limits[name]
            unit = f"（{asked.unit}）" if asked.unit else ""
            yield Problem(name, f"“{asked.label}”应是0到{MOST}之间的数{unit}，现在是“{value}”，请改正")


def _number(value: Any) -> Decimal:
    """A threshold as a number. Raises ValueError for what cannot be one."""
    number = read_decimal(str(value))
    if not 0 <= number <= MOST:
        raise ValueError(value)
    return number
