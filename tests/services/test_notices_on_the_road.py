"""Whose turn it is stands on the notices of 监测, 风险消除 and 危改: the road says so where one is gone, the data elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.procedure import Result, RoadKind
from fupin_desktop.services.notice.candidate import Candidate
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing
from tests.township import DAY

LATE = date(2018, 12, 28)
VOTES = {"due": "40", "present": "30", "yes": "30"}
CLEAR = {"estate": "否", "car": "否", "deposit": "否", "business": "否", "payroll": "否"}


def on_notice(office: Office, kind: str, household: str, on: date) -> Candidate | None:
    found = office.notices.propose(kind, on=on, year=on.year)
    return next((each for each in found if each.number == household), None)


def go(office: Office, kind: RoadKind, household: str, *steps: tuple[str, date, dict[str, str]]) -> None:
    id = office.households.by_number(household)
    for step, on, said in steps:
        office.procedures.do(kind, [id], Doing(step=step, on=on, said=said), today=LATE)


def test_who_is_found_is_posted_after_comparison_and_assembly_only(township: Office) -> None:
    ayi = "65900003"
    before = on_notice(township, "monitoring", ayi, DAY)
    assert before is not None
    assert before.ticked, "found elsewhere: as the data say"
    go(
        township, RoadKind.MONITORING, ayi,
        ("clue", date(2018, 4, 26), {"source": "干部排查", "risks": "因病"}),
        ("verified", date(2018, 4, 27), {"visitors": "王干部、李队员", "findings": "住院"}),
        ("authorised", date(2018, 4, 28), {"signed_by": "阿依古丽·买买提", "on_file": "是"}),
    )  # fmt: skip
    waits = on_notice(township, "monitoring", ayi, DAY)
    assert waits is not None
    assert (waits.ticked, waits.reasons[-1]) == (False, "防止返贫监测：待部门信息比对")
    go(township, RoadKind.MONITORING, ayi, ("compared", date(2018, 5, 2), CLEAR))
    nominee = on_notice(township, "monitoring", ayi, DAY)
    assert nominee is not None
    assert (nominee.ticked, nominee.nominated) == (False, True)
    go(township, RoadKind.MONITORING, ayi, ("assembly", date(2018, 5, 3), VOTES))
    ready = on_notice(township, "monitoring", ayi, DAY)
    assert ready is not None
    assert (ready.ticked, ready.reasons[-1]) == (True, "2018年5月3日民主评议通过")
    go(township, RoadKind.MONITORING, ayi, ("posted", date(2018, 5, 4), {}))
    posted = on_notice(township, "monitoring", ayi, DAY)
    assert posted is not None
    assert (posted.ticked, posted.reasons[-1]) == (False, "防止返贫监测：公示中（至2018年5月9日）")
    go(
        township, RoadKind.MONITORING, ayi, ("reviewed", date(2018, 5, 10), {}), ("county", date(2018, 5, 11), {}),
    )  # fmt: skip
    agreed = on_notice(township, "monitoring_announcement", ayi, date(2018, 5, 12))
    assert agreed is not None
    assert (agreed.ticked, agreed.reasons[-1]) == (True, "2018年5月11日县级审批通过")


def test_a_removal_is_posted_when_it_was_voted_on(township: Office) -> None:
    ayi = "65900003"
    township.settings.save_line(
        PovertyLine(
            year=2018,
            region="国家",
            kind=LineKind.MONITORING,
            amount=Decimal("5000.00"),
            basis="测试监测范围",
        )
    )
    with township.store.write("认定") as unit:
        episode = unit.monitorings.all()[0]
        unit.monitorings.save(replace(episode, identified_on=date(2018, 5, 1)))
    early = on_notice(township, "risk_removed", ayi, date(2018, 10, 31))
    assert early is not None
    assert "认定不满六个月" in early.reasons
    on = date(2018, 11, 20)
    ready = on_notice(township, "risk_removed", ayi, on)
    assert ready is not None
    assert ready.ticked, "no road is gone: as the data say"
    safe = {"visitors": "王干部、李队员", "findings": "收入稳定"}
    go(township, RoadKind.REMOVAL, ayi, ("verified", date(2018, 11, 5), safe))
    waits = on_notice(township, "risk_removed", ayi, on)
    assert waits is not None
    assert (waits.ticked, waits.reasons[-1]) == (False, "风险消除：待民主评议")
    go(township, RoadKind.REMOVAL, ayi, ("assembly", date(2018, 11, 6), VOTES))
    voted = on_notice(township, "risk_removed", ayi, on)
    assert voted is not None
    assert voted.ticked
    go(
        township, RoadKind.REMOVAL, ayi, ("posted", date(2018, 11, 7), {}), ("reviewed", date(2018, 11, 16), {}),
        ("county", date(2018, 11, 17), {}),
    )  # fmt: skip
    agreed = on_notice(township, "risk_removed_announcement", ayi, on)
    assert agreed is not None
    assert (agreed.ticked, agreed.reasons[-1]) == (True, "2018年11月17日县级确认通过")


def test_a_house_that_was_refused_stands_on_no_notice(township: Office) -> None:
    zhang = "65900001"
    first = on_notice(township, "housing", zhang, DAY)
    assert first is not None
    assert first.ticked
    refused = Doing(
        step="posted",
        on=date(2018, 4, 2),
        result=Result.DISPUTED,
        reason="有人反映有新房",
        back_to="reviewed",
    )
    id = township.households.by_number(zhang)
    township.procedures.do(RoadKind.HOUSING, [id], refused, today=LATE)
    again = on_notice(township, "housing", zhang, DAY)
    assert again is not None
    assert not again.ticked, "it is to be voted on again"
    failed = Doing(step="reviewed", on=date(2018, 4, 6), result=Result.FAILED, reason="确有新房")
    township.procedures.do(RoadKind.HOUSING, [id], failed, today=LATE)
    gone = on_notice(township, "housing", zhang, DAY)
    assert gone is not None
    assert (gone.ticked, gone.reasons) == (False, ("2018年4月6日结果为不通过（确有新房）",))
