"""承诺授权书, 排查表 and 风险消除核查表: empty for the visit, filled with what was registered after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.codes import LineKind, Risk
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.reports.document import Document
from fupin_desktop.services.office import Office
from fupin_desktop.services.paper.source import Paper
from fupin_desktop.services.procedure import Doing
from tests.papers import is_golden, text_of
from tests.township import DAY

AYI = "65900003"
"""阿依古丽, who was found as 脱贫不稳定户 on 25 April 2018."""


def papers(office: Office, kind: str, on: date = DAY, *households: str) -> list[Paper]:
    return list(office.papers.make(kind, on=on, households=households or None))


def one(office: Office, kind: str, on: date = DAY) -> Document:
    (paper,) = papers(office, kind, on, AYI)
    return paper.documents[0]


@pytest.fixture
def found(township: Office) -> int:
    """阿依古丽's household with the 监测范围 of 2018, its clue and visit registered."""
    household = township.households.by_number(AYI)
    township.settings.save_line(
        PovertyLine(
            year=2018,
            region="国家",
            kind=LineKind.MONITORING,
            amount=Decimal("5000.00"),
            basis="测试监测范围",
        )
    )
    for step, on, said in (
        ("clue", date(2018, 4, 26), {"source": "部门预警", "department": "县医保局", "risks": "因病", "said": "大额自付"}),
        ("verified", date(2018, 4, 27), {"visitors": "王干部、李队员", "findings": "户主住院，报销后自付两万元"}),
        ("authorised", date(2018, 4, 28), {"signed_by": "阿依古丽·买买提", "on_file": "是"}),
        ("compared", date(2018, 5, 2), {"estate": "否", "car": "是", "deposit": "否", "business": "否", "payroll": "否",
                                        "explained": "农用三轮车"}),
    ):  # fmt: skip
        township.procedures.do(
            RoadKind.MONITORING, [household], Doing(step=step, on=on, said=said), today=DAY
        )
    return household


def test_the_authorisation_names_who_signs(township: Office) -> None:
    assert is_golden("form_authorisation", one(township, "authorisation"))


def test_the_survey_is_filled_with_what_was_registered(township: Office, found: int) -> None:
    assert found
    assert is_golden("form_monitoring_survey", one(township, "monitoring_survey"))


def test_before_the_visit_the_survey_is_left_to_be_ticked(township: Office) -> None:
    text = one(township, "monitoring_survey").as_text()
    assert "□自主申报　□干部排查　□部门预警" in text
    assert "□纳入监测对象　□不纳入　□需进一步核实" in text


def test_the_removal_check_holds_income_months_and_guarantees_together(township: Office, found: int) -> None:
    with township.store.write("认定") as unit:
        episode = unit.monitorings.find(household_id=found)
        assert episode is not None
        unit.monitorings.save(replace(episode, identified_on=date(2018, 5, 8), risks=(Risk.ILLNESS,)))
    assert is_golden("form_removal_check", one(township, "removal_check", date(2018, 11, 8)))


def test_only_who_is_found_or_monitored_gets_one_unasked(township: Office) -> None:
    for kind in ("authorisation", "monitoring_survey"):
        assert [each.village for each in papers(township, kind)] == ["水村"]
    with pytest.raises(Refused) as wrong:
        papers(township, "removal_check")
    assert str(wrong.value) == "各村没有可以生成风险消除核查表的农户，没有生成文件"


def test_by_command_line_they_are_papers_like_any_other(township: Office, tmp_path: Path) -> None:
    township.close()
    out = tmp_path / "授权书.pdf"
    words = [
        "--office",
        str(township.folder),
        "form",
        "authorisation",
        "--household",
        AYI,
        "--on",
        "2018-05-08",
    ]
    assert run([*words, "--out", str(out)]) == 0
    assert "承诺授权书" in text_of(out).replace("\r\n", "").replace("\n", "")
