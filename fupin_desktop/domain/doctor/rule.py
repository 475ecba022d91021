"""What a rule is, and the register of all of them.

A rule is a function that is given a member, a household or a village and its limits, and answers
``None`` (it does not apply), ``""`` (it applies and nothing is wrong) or one sentence: what is doubtful.
Rules never judge what nobody has filled in unless that blank is what they look for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TypedDict, Unpack

from fupin_desktop.domain.doctor.case import Case, Member, VillageCase
from fupin_desktop.domain.fields import Code

Limits = Mapping[str, Decimal]
Said = str | None
OK = ""

OfMember = Callable[[Member, Case, Limits], Said]
OfHousehold = Callable[[Case, Limits], Said]
OfVillage = Callable[[VillageCase, Limits], Said]


@dataclass(frozen=True, slots=True)
class Mend:
    """A certain mend: what a field should hold instead. ``field`` is like ``person.sex``, ``value`` as the record keeps it.

    ``person`` and ``person_year`` (the newest survey) are the member's, ``household`` and ``household_year`` the case's.
    """

    field: str
    value: object


MendMember = Callable[[Member], Mend | None]
MendHousehold = Callable[[Case], Mend | None]


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
    it cannot apply to a file. A rule whose mistake has one certain mend offers it (``mend``); whoever applies it keeps the
    old value. ``waits`` says what it waits for, where the office keeps nothing of the subject yet.
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
    mend_member: MendMember | None = None
    mend_household: MendHousehold | None = None

    def mend(self, case: Case, person_id: int | None = None) -> Mend | None:
        """The certain mend of a finding in this household or of this member, None where somebody must look."""
        if self.mend_household is not None:
            return self.mend_household(case)
        if self.mend_member is not None:
            found = next((each for each in case.members if each.person.id == person_id), None)
            return self.mend_member(found) if found is not None else None
        return None

    @property
    def mendable(self) -> bool:
        """Whether it ever offers a certain mend."""
        return self.mend_member is not None or self.mend_household is not None

    @property
    def origin(self) -> str:
        """Where it comes from, in words that an office understands."""
        return (
            _COLLECTION.sub(lambda found: _COLLECTIONS[found[1]], self.source)
            .replace("countryside", "行政村")
            .replace("#", "第")
        )

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

_COLLECTIONS = {
    "GZ": "贵州2023年核查规则", "PC": "六安裕安2017年核查规则", "XA": "西安核查清单", "tcm999": "2012年审核流程",
}  # fmt: skip
"""Public collections of checks that sources name by their letters, with the number of the rule there."""
_COLLECTION = re.compile(r"\b(GZ|PC|XA|tcm999)(?![A-Za-z])")

_RULES: dict[str, Rule] = {}


def _keep(made: Rule) -> None:
    assert made.key not in _RULES, made.key
    _RULES[made.key] = made


def limit(label: str, value: int | str, unit: str = "") -> Limit:
    return Limit(label=label, value=Decimal(value), unit=unit)


class More(TypedDict, total=False):
    """What a rule may say besides: ``needs`` are its ``fields`` where nothing is said."""

    needs: tuple[str, ...]
    limits: Mapping[str, Limit]
    hint: str
    on: bool


def member_rule(
    key: str, severity: Severity, title: str, source: str, *fields: str,
    mend: MendMember | None = None, **more: Unpack[More],
) -> Callable[[OfMember], OfMember]:  # fmt: skip
    """Register a rule that looks at one member."""

    def keep(function: OfMember) -> OfMember:
        _keep(Rule(key=key, severity=severity, title=title, source=source, fields=fields,
                   of_member=function, mend_member=mend, **_filled(fields, more)))  # fmt: skip
        return function

    return keep


def household_rule(
    key: str, severity: Severity, title: str, source: str, *fields: str,
    mend: MendHousehold | None = None, **more: Unpack[More],
) -> Callable[[OfHousehold], OfHousehold]:  # fmt: skip
    """Register a rule that looks at a household as a whole."""

    def keep(function: OfHousehold) -> OfHousehold:
        _keep(Rule(key=key, severity=severity, title=title, source=source, fields=fields,
                   of_household=function, mend_household=mend, **_filled(fields, more)))  # fmt: skip
        return function

    return keep


def village_rule(
    key: str, severity: Severity, title: str, source: str, *fields: str, **more: Unpack[More]
) -> Callable[[OfVillage], OfVillage]:
    """Register a rule that looks at a village."""

    def keep(function: OfVillage) -> OfVillage:
        _keep(Rule(key=key, severity=severity, title=title, source=source, fields=fields,
                   of_village=function, **_filled(fields, more)))  # fmt: skip
        return function

    return keep


def _filled(fields: tuple[str, ...], more: More) -> More:
    return {"needs": fields, **more}


def waiting_rule(key: str, severity: Severity, title: str, source: str, waits: str) -> None:
    """List a rule whose subject the office does not keep yet."""
    _keep(Rule(key=key, severity=severity, title=title, source=source, waits=waits))


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by key, in the order of the list."""
    from fupin_desktop.domain.doctor import (  # noqa: F401  they register themselves
        earnings,
        education,
        health,
        home,
        identity,
        income,
        insurance,
        land,
        monitored,
        numbers,
        papers,
        removed,
        village,
    )

    return dict(sorted(_RULES.items()))
