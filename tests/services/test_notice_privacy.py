"""Whatever a household is, its notices show nothing of it that is nobody's business."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import (
    Cause,
    Grade,
    Health,
    MonitoringKind,
    Relation,
    Removal,
    Risk,
    Status,
)
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring, Person, PersonYear, Standing
from fupin_desktop.domain.housing import Applicant, Renovation, Stage, StageKind, Subsidy, Way
from fupin_desktop.domain.id_number import check_character
from fupin_desktop.domain.notice import KINDS
from fupin_desktop.services.office import Office
from tests.township import DAY

HIDDEN = ("因病", "因残", "残疾", "大病", "慢性病", "因学", "无劳动", "致贫原因", "北坡")
WEB_TOO = ("监测对象类别", "村民小组", "对象类型")


def an_id(birth: date, order: int) -> str:
    body = f"659099{birth:%Y%m%d}{order:03}"
    return body + check_character(body)


days = st.dates(date(1930, 1, 1), date(2016, 1, 1))
names = st.text("媛琪瑶玮琦璇珂昕妤", min_size=2, max_size=4)
homes = st.fixed_dictionaries(
    {
        "head": names,
        "birth": days,
        "cause": st.sampled_from((Cause.ILLNESS, Cause.DISABILITY, Cause.SCHOOLING)),
        "risk": st.sampled_from((Risk.ILLNESS, Risk.DISABILITY)),
        "health": st.sampled_from((Health.SEVERE, Health.DISABLED, Health.CHRONIC)),
        "applicant": st.sampled_from(Applicant),
        "status": st.sampled_from((None, Status.POOR, Status.LIFTED)),
        "phone": st.integers(13000000000, 19999999999).map(str),
        "order": st.integers(0, 999),
        "amount": st.decimals(0, 60000, places=2),
        "identified": st.sampled_from((None, date(2018, 3, 1), date(2017, 3, 1))),
        "removed": st.sampled_from((None, date(2018, 4, 1))),
    }
)


def settle(unit: Unit, number: int, home: dict[str, Any]) -> list[str]:
    """A household with all that must not be told of it; gives the words that no notice may have."""
    account = f"6222020200{number:09}"
    saved = unit.households.save(
        Household(
            number=f"户{number}", village="水村", group="北坡", head=home["head"], cause=home["cause"], phone=home["phone"],
            account=account, bank="星海农商行", address="北坡巷7号", cause_note="长期吃药", remark="低保已停",
            applied_on=None if home["status"] else date(2018, 4, 2),
        )
    )  # fmt: skip
    id = saved.id or 0
    own = an_id(home["birth"], home["order"])
    head = Person(
        household_id=id, name=home["head"], relation=Relation.HEAD, birth=home["birth"], id_number=own,
        phone=home["phone"], disability_card=own + "43",
    )  # fmt: skip
    spouse = Person(household_id=id, name=f"邻人甲{number}", relation=Relation.SPOUSE, birth=date(1980, 1, 1))
    for each in (head, spouse):
        person = unit.people.save(each)
        unit.person_years.save(
            PersonYear(household_id=id, person_id=person.id or 0, year=2018, health=(home["health"],))
        )
    unit.household_years.save(HouseholdYear(household_id=id, year=2018, income_recorded=Decimal("2000.00")))
    if home["status"]:
        unit.standings.save(Standing(household_id=id, since=date(2014, 1, 1), status=Status.POOR))
        unit.standings.save(Standing(household_id=id, since=date(2018, 2, 1), status=home["status"]))
    removed = home["removed"] if home["identified"] else None
    unit.monitorings.save(
        Monitoring(
            household_id=id, kind=MonitoringKind.SUDDEN, risks=(home["risk"],), found_on=date(2017, 2, 1),
            identified_on=home["identified"], removed_on=removed, removed=removed is not None,
            removal=Removal.HELPED if removed else None, remark="化疗中",
        )
    )  # fmt: skip
    _build(unit, id, home)
    hidden = [own, account, home["phone"], "长期吃药", "低保已停", "化疗中", "星海农商行", "北坡巷"]
    grown = home["birth"] <= date(2000, 5, 8)  # else the spouse is named as the guardian
    return [*hidden, f"邻人甲{number}"] if grown else hidden


def _build(unit: Unit, id: int, home: dict[str, Any]) -> None:
    house = unit.renovations.save(
        Renovation(
            household_id=id, plan_year=2018, applicant=home["applicant"], grade=Grade.D, way=Way.REBUILD,
            planned_subsidy=home["amount"], remark="化疗中",
        )
    )  # fmt: skip
    for kind in (StageKind.APPLIED, StageKind.REVIEWED, StageKind.FINISHED):
        unit.stages.save(Stage(household_id=id, renovation_id=house.id or 0, kind=kind, on=date(2018, 4, 1)))
    unit.subsidies.save(
        Subsidy(
            household_id=id, renovation_id=house.id or 0, source="中央", amount=home["amount"], paid_on=date(2018, 5, 2)
        )
    )  # fmt: skip


@settings(
    max_examples=5,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(homes, min_size=1, max_size=4))
def test_nothing_private_is_on_any_notice(office: Office, found: list[dict[str, Any]]) -> None:
    with office.store.write("入户") as unit:
        first = unit.households.count()
        private = [word for at, home in enumerate(found, first) for word in settle(unit, at, home)]
    for kind in (each for each in KINDS.values() if each.lists):
        offered = [each.household_id for each in office.notices.propose(kind.key, on=DAY)]
        if not offered:
            continue
        for more in ({}, {"pack": True}, {"web": True})[: 3 if kind.web else 2]:
            made = office.notices.make(kind.key, start=DAY, households=offered, **more)  # type: ignore[arg-type]
            said = "\n".join(document.as_text() for _, document in made)
            shown = said.replace("北坡 |", "")  # the group is a column of the board
            assert [word for word in (*private, *HIDDEN) if word in shown] == []
            if "web" in more:
                assert [word for word in (*WEB_TOO, *(home["head"] for home in found)) if word in said] == []
    office.undo()
