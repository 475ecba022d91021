"""One household, whole, as the command line shows it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.assessment import FIVE_AND_FOUR, TWO_AND_THREE, overall
from fupin_desktop.domain.fields import Code, Record, as_values

if TYPE_CHECKING:
    from fupin_desktop.domain.procedure import Step, StepKind
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.procedure import PassageFile


def plain(record: Record | None) -> dict[str, Any] | None:
    """A record's values as JSON has them: codes as their labels, money as text."""
    return None if record is None else {name: _plain(value) for name, value in as_values(record).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Code):
        return value.label
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def household_answer(office: Office, id: int) -> tuple[dict[str, Any], str]:
    """The household, its members, years, plan, houses, pairing and history."""
    file = office.households.open(id)
    on = office.figures.last_day() or date.today()
    answer: dict[str, Any] = {
        **(plain(file.household) or {}),
        "standing": plain(file.standing(on)),
        "members": [{"present": each.present(on), **(plain(each) or {})} for each in file.members],
        "years": [_year(office, file, each.year, on) for each in file.years],
        "monitoring": [plain(each) for each in file.monitorings],
        "plan": [_plan(each) for each in office.plans.of_household(id)],
        "housing": [_house(each) for each in office.housing.of_household(id)],
        "pairing": [{**(plain(each.pairing) or {}), "name": each.cadre.name, "unit": each.cadre.unit}
                    for each in office.cadres.of_household(id)],
        "relocation": [plain(each) for each in office.entries.relocations(id)],
        "procedures": [_passage(each) for each in office.procedures.of_household(id, on)],
        "events": [
            {"on": each.on.isoformat(), "kind": each.what, "name": each.name, "came": each.came, "left": each.left,
             "other": each.other, "reason": each.reason, "paper": each.paper}
            for each in office.life.events(household=id)
        ],
        "corrections": [plain(each) for each in file.corrections],
        "history": [{"id": each.id, "label": each.label, "person": each.person, "at": each.at.isoformat(timespec="seconds")}
                    for each in office.history.acts(file.household.number)],
    }  # fmt: skip
    return answer, _words(answer)


def _year(office: Office, file: Any, year: int, on: date) -> dict[str, Any]:
    income = file.income(year)
    judged = office.households.judge(file, year, on)
    return {
        **(plain(file.year(year)) or {}),
        "income_per_head": str(income.value) if income and income.value is not None else None,
        "income_note": income.note if income else "",
        "people": [plain(each) for each in file.person_years if each.year == year],
        "work": _work(office, file, year),
        "judgements": [
            {"item": each.item.label, "result": each.result.label, "reason": each.reason} for each in judged
        ],
        "两不愁三保障": overall(each for each in judged if each.item in TWO_AND_THREE).label,
        "五有四保障": overall(each for each in judged if each.item in FIVE_AND_FOUR).label,
    }


def _work(office: Office, file: Any, year: int) -> list[dict[str, Any]]:
    """Who worked away from home in a year."""
    names = {each.id: each.name for each in file.members}
    spells = office.entries.spells(file.household.id, year)
    return [{"name": names.get(each.person_id, ""), **(plain(each) or {})} for each in spells]


def _plan(file: Any) -> dict[str, Any]:
    measures = [
        {**(plain(each.measure) or {}), "funds": [plain(fund) for fund in each.funds],
         "progress": [plain(entry) for entry in each.progress]}
        for each in file.measures
    ]  # fmt: skip
    return {**(plain(file.plan) or {}), "measures": measures}


def _house(file: Any) -> dict[str, Any]:
    return {
        **(plain(file.renovation) or {}),
        "state": file.state.label,
        "stages": [plain(each) for each in file.stages],
        "subsidies": [plain(each) for each in file.subsidies],
        "photos": [plain(each) for each in file.photos],
    }


def _passage(file: PassageFile) -> dict[str, Any]:
    """A passage with its steps as they were registered, withdrawn ones too."""
    road, passage = file.course.road, file.passage
    return {
        "road": passage.road.value, "year": passage.year, "state": file.course.label,
        "opened_on": passage.opened_on.isoformat(), "withdrawn": passage.withdrawn_reason,
        "steps": [_step(road.step(each.kind), each) for each in file.steps if each.kind in road.places],
    }  # fmt: skip


def _step(kind: StepKind, step: Step) -> dict[str, Any]:
    from fupin_desktop.domain.procedure import shown

    said = plain(step) or {}
    told = (
        "on",
        "result",
        "back_to",
        "reason",
        "person",
        "until",
        "override",
        "remark",
        "withdrawn_on",
        "withdrawn_reason",
    )
    return {
        "step": str(kind.key),
        "label": kind.label,
        **{name: said[name] for name in told},
        "facts": dict(shown(kind, step)),
    }


def _words(answer: dict[str, Any]) -> str:
    from fupin_desktop.domain.procedure import RoadKind
    from fupin_desktop.domain.procedure.labels import road_label

    standing = answer["standing"] or {}
    lines = [
        f"{answer['village']}{answer['group']}　{answer['head']}　户编号{answer['number']}　{standing.get('status') or '未在册'}",
        *(f"  {each['name']}　{each['relation'] or ''}　{each['sex'] or ''}　{each['birth'] or '出生日期未填'}"
          for each in answer["members"] if each["present"]),
    ]  # fmt: skip
    if answer["years"]:
        last = answer["years"][-1]
        income = f"{last['income_per_head']}元" if last["income_per_head"] not in (None, "") else "未填"
        lines.append(f"  {last['year']}年人均纯收入{income}，"
                     f"两不愁三保障{last['两不愁三保障']}，五有四保障{last['五有四保障']}")  # fmt: skip
    lines += [f"  {each['year']}年一户一策：{len(each['measures'])}项措施" for each in answer["plan"]]
    lines += [
        f"  {each['year']}年{road_label(RoadKind.of(each['road']), date(each['year'], 1, 1))}：{each['state']}"
        for each in answer["procedures"]
        if each["road"] != RoadKind.HOUSING.value
    ]
    lines += [f"  {each['plan_year']}年危房改造：{each['state']}" for each in answer["housing"]]
    return "\n".join(lines)
