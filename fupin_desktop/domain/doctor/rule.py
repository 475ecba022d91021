"""What a rule is, and the register of all of them.

A rule is a function that is given a member, a household or a village and its limits, and answers
``None`` (it does not apply), ``""`` (it applies and nothing is wrong) or one sentence: what is doubtful.
Rules never judge what nobody has filled in unless that blank is what they look for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from fupin_desktop.domain.doctor.case import Case, Member, VillageCase
from fupin_desktop.domain.fields import Code

Limits = Mapping[str, Decimal]
Said = str | None
OK = ""

OfMember = Callable[[Member, Case, Limits], Said]
OfHousehold = Callable[[Case, Limits], Said]
OfVillage = Callable[[VillageCase, Limits], Said]


class Severity(Code):
    """How much a finding weighs: 错误 must be mended, 疑点 looked at, 提示 known."""

    ERROR = "E", "错误"
    DOUBT = "W", "疑点"
    HINT = "I", "提示"


E, W, I = Severity.ERROR, Severity.DOUBT, Severity.HINT  # noqa: E741


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A threshold that an office may change, by year. ``label`` says what it is, ``unit`` in what."""

    label: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that is looked for.

    ``key`` is its number in the list of rules (``A011``, ``E079a``), ``source`` where it comes from, ``fields`` what it
    reads and where one goes to mend it (``person.birth``: the first one is opened), ``needs`` the fields without which
    it cannot apply to a file. ``waits`` says what it waits for, where the office keeps nothing of the subject yet.
    """

    key: str
    severity: Severity
    title: str
    source: str
    fields: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    limits: Mapping[str, Limit] = field(default_factory=dict)
    hint: str = ""
    on: bool = True
    waits: str = ""
    of_member: OfMember | None = None
    of_household: OfHousehold | None = None
    of_village: OfVillage | None = None

    @property
    def group(self) -> str:
        return GROUPS[self.key[0]]


GROUPS = {
    "A": "身份与人口",
    "B": "健康、残疾、劳动力",
    "C": "教育",
    "D": "保险、低保、养老",
    "E": "户情、属性、住房、饮水",
    "F": "收入",
    "G": "土地与外出务工",
    "H": "村级与业务文书",
}

_RULES: dict[str, Rule] = {}


def _keep(made: Rule) -> None:
    assert made.key not in _RULES, made.key
    _RULES[made.key] = made


def limit(label: str, value: int | str, unit: str = "") -> Limit:
    return Limit(label=label, value=Decimal(value), unit=unit)


def member_rule(
    key: str, severity: Severity, title: str, source: str, *fields: str, needs: tuple[str, ...] = (),
    limits: Mapping[str, Limit] | None = None, hint: str = "", on: bool = True,
) -> Callable[[OfMember], OfMember]:  # fmt: skip
    """Register a rule that looks at one member."""

    def keep(function: OfMember) -> OfMember:
        _keep(Rule(key=key, severity=severity, title=title, source=source, fields=fields, needs=needs or fields,
                   limits=limits or {}, hint=hint, on=on, of_member=function))  # fmt: skip
        return function

    return keep


def household_rule(
    key: str, severity: Severity, title: str, source: str, *fields: str, needs: tuple[str, ...] = (),
    limits: Mapping[str, Limit] | None = None, hint: str = "", on: bool = True,
) -> Callable[[OfHousehold], OfHousehold]:  # fmt: skip
    """Register a rule that looks at a household as a whole."""

    def keep(function: OfHousehold) -> OfHousehold:
        _keep(Rule(key=key, severity=severity, title=title, source=source, fields=fields, needs=needs or fields,
                   limits=limits or {}, hint=hint, on=on, of_household=function))  # fmt: skip
        return function

    return keep


def village_rule(
    key: str, severity: Severity, title: str, source: str, *fields: str,
    limits: Mapping[str, Limit] | None = None, hint: str = "", on: bool = True,
) -> Callable[[OfVillage], OfVillage]:  # fmt: skip
    """Register a rule that looks at a village."""

    def keep(function: OfVillage) -> OfVillage:
        _keep(Rule(key=key, severity=severity, title=title, source=source, fields=fields, needs=fields,
                   limits=limits or {}, hint=hint, on=on, of_village=function))  # fmt: skip
        return function

    return keep


def waiting_rule(key: str, severity: Severity, title: str, source: str, waits: str) -> None:
    """List a rule whose subject the office does not keep yet."""
    _keep(Rule(key=key, severity=severity, title=title, source=source, waits=waits))


def rules() -> Mapping[str, Rule]:
    """All rules by key, in the order of the list."""
    from fupin_desktop.domain.doctor import (  # noqa: F401  they register themselves
        education,
        health,
        home,
        identity,
        income,
        insurance,
        land,
        village,
    )

    return dict(sorted(_RULES.items()))
