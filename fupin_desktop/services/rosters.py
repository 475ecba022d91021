"""The lists that rosters are made of: their rows, the columns that they can show, and the usual ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from fupin_desktop.domain.cadre import Cadre, Pairing
from fupin_desktop.domain.codes import NOT_IN_SCHOOL
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.fields import Kind, Record
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring, Person, PersonYear, Standing
from fupin_desktop.domain.housing import Renovation
from fupin_desktop.domain.plan import Measure
from fupin_desktop.domain.roster import Chosen, Column, Entry, read_columns

PRIVATE = frozenset(
    {"id_number", "head_id_number", "disability_card", "account", "health", "cause", "school"}
)
"""What may be printed for the office's own files, with a warning; pupils are minors."""

Rows = Callable[[Dossier], Iterable[Entry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterList:
    """One list. ``having`` narrows the households (see ``Source.ids``), ``rows`` gives what stands on it of each."""

    key: str
    label: str
    having: str
    rows: Rows
    columns: Mapping[str, Column]
    usual: tuple[str, ...]

    def read(self, said: Sequence[str]) -> list[Chosen]:
        """The columns that were asked for, or the usual ones. Raises Refused for one that is unknown."""
        return read_columns(said or self.usual, self.columns)


def roster_list(key: str) -> RosterList:
    """The list of a key. Raises Trouble for one that is not known."""
    known = lists()
    if key in known:
        return known[key]
    named = "、".join(f"{each.key}（{each.label}）" for each in known.values())
    raise Trouble(f"没有名为“{key}”的名单，可以做花名册的有：{named}")


# Columns


def _field(
    kind: type[Record],
    name: str,
    of: Callable[[Entry], Record | None],
    *,
    key: str = "",
    heading: str = "",
    total: bool = False,
) -> Column:
    """A column that shows a field of one of the records of a row."""
    spec = kind.fields[name]
    label = heading or spec.label
    if spec.unit:
        label += f"（{spec.unit}）"
    return Column(
        key=key or name,
        heading=label,
        kind=spec.kind,
        width=max(spec.width / 2 + 1, min(len(label), 6)),
        value=lambda entry: getattr(record, name) if (record := of(entry)) is not None else None,
        field=spec,
        total=total,
        private=(key or name) in PRIVATE,
    )


def _made(key: str, heading: str, value: Callable[[Entry], Any], **more: Any) -> Column:
    """A column that is worked out."""
    kind = more.pop("kind", Kind.TEXT)
    return Column(
        key=key,
        heading=heading,
        kind=kind,
        width=more.pop("width", 6),
        value=value,
        private=key in PRIVATE,
        **more,
    )


def _household(entry: Entry) -> Household:
    return entry.dossier.household


def _standing(entry: Entry) -> Standing | None:
    return entry.dossier.standing


def _survey(entry: Entry) -> HouseholdYear | None:
    return entry.dossier.survey


def _person(entry: Entry) -> Person | None:
    return entry.person


def _person_year(entry: Entry) -> PersonYear | None:
    return entry.survey


def _measure(entry: Entry) -> Measure | None:
    return entry.measure


def _renovation(entry: Entry) -> Renovation | None:
    return entry.renovation


def _pairing(entry: Entry) -> Pairing | None:
    return entry.helper[0] if entry.helper else None


def _cadre(entry: Entry) -> Cadre | None:
    return entry.helper[1] if entry.helper else None


def _episode(entry: Entry) -> Monitoring | None:
    return next(iter(_episodes(entry.dossier)), None)


def _income(entry: Entry) -> Decimal | None:
    found = entry.dossier.income_of(entry.dossier.year)
    return found.value if found else None


def _head_id(entry: Entry) -> str:
    head = entry.dossier.head
    return next((each.id_number for each in entry.dossier.people if each.name == head), "")


def _helper(entry: Entry) -> Cadre | None:
    helpers = entry.dossier.helpers
    return helpers[0][1] if helpers else None


def _allowance(entry: Entry) -> int:
    return sum(bool(each.allowance) for each in _surveys(entry.dossier).values())


def _paid(entry: Entry) -> Decimal | None:
    house = entry.renovation
    if house is None:
        return None
    paid = [
        each.amount for each in entry.dossier.subsidies if each.renovation_id == house.id and each.paid_on
    ]
    return sum(paid, Decimal(0)) if paid else None


def _money(entry: Entry) -> Decimal | None:
    measure = entry.measure
    if measure is None:
        return None
    funds = [each.amount for each in entry.dossier.funds if each.measure_id == measure.id]
    return sum(funds, Decimal(0)) if funds else None


def _surveys(dossier: Dossier) -> dict[int, PersonYear]:
    """The year's survey of those who are members on the day."""
    here = {each.id for each in dossier.people}
    return {id: each for id, each in dossier.person_years.items() if id in here}


_HOME = (
    _field(Household, "village", _household),
    _field(Household, "group", _household),
    _field(Household, "number", _household),
    _made("head", "户主姓名", lambda entry: entry.dossier.head, width=7),
    _made("people", "家庭人口", lambda entry: len(entry.dossier.people), kind=Kind.WHOLE, width=4),
    _field(Household, "phone", _household),
    _field(Household, "address", _household),
    _field(Household, "bank", _household),
    _field(Household, "account", _household),
    _field(Standing, "status", _standing),
    _field(Standing, "attribute", _standing),
    _field(Standing, "household_type", _standing),
    _field(Household, "cause", _household),
    _field(Household, "registered_on", _household),
    _field(Household, "lifted_year", _household),
    _made("income", "人均纯收入（元）", _income, kind=Kind.MONEY, width=7),
    _made("head_id_number", "户主证件号码", _head_id, width=11),
    _made("helper", "帮扶责任人", lambda entry: found.name if (found := _helper(entry)) else "", width=6),
    _made("helper_unit", "帮扶单位", lambda entry: found.unit if (found := _helper(entry)) else "", width=9),
    _made(
        "helper_phone", "责任人电话", lambda entry: found.phone if (found := _helper(entry)) else "", width=7
    ),
    _made("allowance_people", "低保人数", _allowance, kind=Kind.WHOLE, width=4),
)
_ADDED_UP = frozenset({"people", "allowance_people"})  # where each household stands once

_SURVEYED = (
    _field(HouseholdYear, "farmland", _survey, total=True),
    _field(HouseholdYear, "forest", _survey, total=True),
    _field(HouseholdYear, "house_area", _survey),
    _field(HouseholdYear, "unsafe", _survey),
    _field(HouseholdYear, "house_grade", _survey),
    _field(HouseholdYear, "water_safe", _survey),
    _field(HouseholdYear, "power", _survey),
)
_MEMBER = (
    *(
        _field(Person, name, _person)
        for name in ("name", "relation", "sex", "birth", "id_number", "disability_card", "nation", "politics")
    ),
    _field(Person, "phone", _person, key="person_phone"),
    _field(Person, "number", _person, key="person_number"),
    *(
        _field(PersonYear, name, _person_year)
        for name in (
            "education", "school", "health", "skill", "work_place", "work_months", "employer", "post",
            "resident_medical", "serious_illness", "resident_pension", "allowance", "destitute",
        )
    ),
)  # fmt: skip
_MEASURE = (
    *(_field(Measure, name, _measure) for name in ("content", "batch", "kind", "quantity", "quantity_unit")),
    _made("money", "资金（元）", _money, kind=Kind.MONEY, width=6, total=True),
    _field(Measure, "expected_income", _measure, total=True),
    *(
        _field(Measure, name, _measure)
        for name in ("unit", "person", "starts_on", "due_on", "done_on", "result")
    ),
)
_HOUSE = (
    *(_field(Renovation, name, _renovation) for name in ("plan_year", "grade", "way", "build", "area")),
    _field(Renovation, "planned_subsidy", _renovation, total=True),
    _made("paid", "已拨付（元）", _paid, kind=Kind.MONEY, width=6, total=True),
    _field(Renovation, "cost", _renovation, total=True),
    _field(Renovation, "own_money", _renovation, total=True),
    _field(Renovation, "appraised_on", _renovation),
    _field(Renovation, "appraiser", _renovation),
)
_HELPER = (
    _field(Pairing, "post", _pairing),
    *(_field(Cadre, name, _cadre, key=f"cadre_{name}", heading=heading) for name, heading in (
        ("name", "干部姓名"), ("unit", "单位"), ("duty", "职务"), ("phone", "联系电话"))),
    _field(Pairing, "since", _pairing),
)  # fmt: skip
_MONITORED = (
    _field(Monitoring, "kind", _episode),
    _field(Monitoring, "identified_on", _episode),
    _field(Monitoring, "removed_on", _episode),
)


# Rows


def _one(dossier: Dossier) -> Iterator[Entry]:
    yield Entry(dossier=dossier)


def _people(dossier: Dossier) -> Iterator[Entry]:
    for each in dossier.people:
        yield Entry(dossier=dossier, person=each, survey=dossier.person_years.get(each.id or 0))


def _pupils(dossier: Dossier) -> Iterator[Entry]:
    for entry in _people(dossier):
        if entry.survey is not None and entry.survey.school and entry.survey.school not in NOT_IN_SCHOOL:
            yield entry


def _with_allowance(dossier: Dossier) -> Iterator[Entry]:
    for entry in _people(dossier):
        if entry.survey is not None and entry.survey.allowance:
            yield entry


def _measures(dossier: Dossier) -> Iterator[Entry]:
    for each in dossier.measures:
        yield Entry(dossier=dossier, measure=each)


def _houses(dossier: Dossier) -> Iterator[Entry]:
    for each in dossier.renovations:
        if each.plan_year == dossier.year:
            yield Entry(dossier=dossier, renovation=each)


def _helpers(dossier: Dossier) -> Iterator[Entry]:
    for each in dossier.helpers:
        yield Entry(dossier=dossier, helper=each)


def _applicants(dossier: Dossier) -> Iterator[Entry]:
    applied = dossier.household.applied_on
    if applied is not None and applied <= dossier.on and dossier.standing is None:
        yield Entry(dossier=dossier)


def _episodes(dossier: Dossier) -> list[Monitoring]:
    """Those on the list of 监测对象 on the day, or that were and are off it."""
    return [each for each in dossier.monitorings if each.identified_on and each.identified_on <= dossier.on]


def _monitored(dossier: Dossier) -> Iterator[Entry]:
    if _episodes(dossier):
        yield Entry(dossier=dossier)


_PAIRED = "group head people post cadre_name cadre_unit cadre_phone"


@cache
def lists() -> Mapping[str, RosterList]:
    """Every list by its key."""
    once = tuple(replace(each, total=True) if each.key in _ADDED_UP else each for each in _HOME)
    applied = _field(Household, "applied_on", _household)

    def made(
        key: str, label: str, having: str, rows: Rows, columns: Sequence[Column], usual: str
    ) -> RosterList:
        return RosterList(
            key=key, label=label, having=having, rows=rows,
            columns={each.key: each for each in columns}, usual=tuple(usual.split()),
        )  # fmt: skip

    found = (
        made("households", "在册户", "registered", _one, (*once, *_SURVEYED), "group head people status 备注"),
        made("people", "在册人员", "registered", _people, (*_HOME, *_MEMBER), "group head name relation sex birth 备注"),
        made("pupils", "在校学生", "registered", _pupils, (*_HOME, *_MEMBER), "group head name sex school 备注"),
        made("allowance", "享受低保人员", "registered", _with_allowance, (*_HOME, *_MEMBER), "group head name relation sex 备注"),
        made("measures", "帮扶措施", "plan", _measures, (*_HOME, *_MEASURE), "group head content money person due_on 备注"),
        made("housing", "危房改造户", "renovation", _houses, (*once, *_HOUSE), "group head people grade way planned_subsidy 备注"),
        made("helpers", "帮扶干部结对", "registered", _helpers, (*_HOME, *_HELPER), _PAIRED),
        made("applicants", "申请识别户", "", _applicants, (*once, applied), "group head people applied_on 备注"),
        made("leaving", "拟退出户", "leaving", _one, (*once, *_SURVEYED), "group head people status income 备注"),
        made("monitored", "监测对象", "", _monitored, (*once, *_MONITORED), "group head people kind identified_on 备注"),
    )  # fmt: skip
    return {each.key: each for each in found}
