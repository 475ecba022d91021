"""Which rules are on and with which thresholds in a year: what the office decided over what the rules bring."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from decimal import Decimal

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.doctor.records import RuleSetting
from fupin_desktop.domain.doctor.rule import Limits, Rule, rules


def in_force(unit: Unit, year: int) -> tuple[Mapping[str, Rule], Mapping[str, Limits]]:
    """The rules as the office wants them in a year, and the thresholds it changed; a year's decision goes before 0's."""
    chosen: dict[str, Rule] = dict(rules())
    changed: dict[str, Limits] = {}
    kept = sorted(unit.rule_settings.all(rule=tuple(chosen)), key=lambda each: each.year)
    for each in (each for each in kept if each.year in (0, year)):
        chosen[each.rule] = dataclasses.replace(chosen[each.rule], on=each.on)
        changed[each.rule] = {**changed.get(each.rule, {}), **_read(each)}
    return chosen, changed


def _read(setting: RuleSetting) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in json.loads(setting.limits or "{}").items()}
