"""出列: a village held against its indicators, posted in the township, and listed out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.domain.assessment import Result as Found
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.procedure import ProcedureNumber, Result, RoadKind, facts_of
from fupin_desktop.domain.procedure.village_exit import findings
from fupin_desktop.domain.village import VillageYear
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing, PassageFile
from tests.papers import faults, is_golden

TODAY = date(2018, 12, 28)
SAID = {
    "verifiers": "李干部、王队员", "roads": "85", "roads_evidence": "交通局核查表", "medical": "99.2", "medical_evidence": "医保局名册",
    "power": "达标", "power_evidence": "供电所证明", "network": "达标", "network_evidence": "文广局证明",
}  # fmt: skip
"""What is found on the spot; the rest is known."""


@pytest.fixture
def township(township: Office) -> Office:
    """The township, with what is known of 水村; of its 1,200 people ten are still poor (0.83 %)."""
    with township.store.write("行政村情况") as unit:
        unit.village_years.save(
            VillageYear(village="水村", year=2018, collective_income=Decimal("52000.00"), no_safe_water=0,
                        unsafe_houses=0, culture_rooms=1, clinics=1)
        )  # fmt: skip
    return township


def do(office: Office, step: str, day: date, said: dict[str, Any] | None = None, **more: Any) -> PassageFile:
    village = more.pop("village", "水村")
    doing = Doing(step=step, on=day, said=said or {}, person="王经办", **more)
    return office.procedures.do(RoadKind.VILLAGE_EXIT, [village], doing, today=TODAY)[0]


def against(office: Office, *, override: str = "", **said: str) -> str:
    """What is said against a check with these corrections; nothing is kept."""
    doing = Doing(step="verified", on=date(2018, 10, 15), said={**SAID, **said}, override=override)
    found = office.procedures.check(RoadKind.VILLAGE_EXIT, "水村", doing, today=TODAY)
    return "；".join(each.text for each in found if not (override and each.waivable))


def verified(office: Office) -> PassageFile:
    do(office, "proposed", date(2018, 10, 8))
    return do(office, "verified", date(2018, 10, 15), SAID)


def test_what_is_known_of_a_village_is_filled_in_with_its_evidence(township: Office) -> None:
    file = verified(township)
    facts = facts_of(file.course.road.step("verified"), file.steps[-1])
    assert [(each.label, each.goal, each.value, each.result, each.evidence) for each in findings(facts)] == [
        ("贫困发生率", "低于2%", "0.83%", Found.MET, "未脱贫10人÷户籍人口1200人（2018年10月15日）"),
        ("通组路硬化率", "不低于80%", "85%", Found.MET, "交通局核查表"),
        ("新农合参合率", "不低于98%", "99.2%", Found.MET, "医保局名册"),
        ("村集体经济年收入", "不低于50000元", "52000元", Found.MET, "2018年度行政村情况"),
        ("安全饮水", "安全饮水问题基本解决", "", Found.MET, "未实现饮水安全0户（2018年度行政村情况）"),
        ("住房安全", "住房安全问题基本解决", "", Found.MET, "危房0户（2018年度行政村情况）"),
        ("生产生活用电", "生产生活用电全面解决", "", Found.MET, "供电所证明"),
        ("广播电视和宽带", "广播电视、宽带通到村组", "", Found.MET, "文广局证明"),
        ("综合文化室", "有综合性文化活动室", "", Found.MET, "文化（图书）室1个（2018年度行政村情况）"),
        ("卫生室", "有标准化卫生室", "", Found.MET, "卫生室1个（2018年度行政村情况）"),
    ]


def test_a_rate_that_is_too_high_cannot_be_waived(township: Office) -> None:
    do(township, "proposed", date(2018, 10, 8))
    said = against(township, rate="2", rate_evidence="入户清点")
    assert said == (
        "贫困发生率2%，目标是低于2%（中办发〔2016〕16号，西部地区为3%），未达标，不能出列，结果应是不通过，请改正结果，或达标后重新核查"
    )
    assert against(township, rate="2", rate_evidence="入户清点", override="县里要求") == said


def test_an_office_of_the_west_has_its_own_rate(township: Office) -> None:
    township.procedures.save_number(ProcedureNumber(key="village_exit.rate", value="3", source="西部地区"))
    do(township, "proposed", date(2018, 10, 8))
    file = do(township, "verified", date(2018, 10, 15), {**SAID, "rate": "2.4", "rate_evidence": "入户清点"})
    facts = facts_of(file.course.road.step("verified"), file.steps[-1])
    assert findings(facts)[0].goal == "低于3%"
    township.procedures.save_number(ProcedureNumber(key="village_exit.rate", value="1", source="更严"))
    assert findings(facts)[0].goal == "低于3%", "what was checked stays as it was"


def test_other_targets_are_weighed_by_the_office(township: Office) -> None:
    do(township, "proposed", date(2018, 10, 8))
    said = against(township, income="48000", roads="70")
    assert said == (
        "通组路硬化率70%，目标是不低于80%（鄂农队办发〔2016〕1号），未达标，请达标后再登记；确需如此，请写明理由；"
        "村集体经济年收入48000元，目标是不低于50000元（鄂农队办发〔2016〕1号），未达标，请达标后再登记；确需如此，请写明理由；"
        "还没有写“村集体经济年收入”的依据，请填写；确需如此，请写明理由"
    )
    file = do(township, "verified", date(2018, 10, 15), {**SAID, "roads": "70"}, override="在建，年底完工")
    assert file.steps[-1].override == "在建，年底完工"


def test_what_is_not_there_or_not_looked_at_is_said(township: Office) -> None:
    do(township, "proposed", date(2018, 10, 8))
    said = against(
        township,
        power="未达标",
        power_evidence="三组未通电",
        network="未核实",
        clinic="不适用",
        clinic_evidence="无",
    )
    assert said == (
        "“生产生活用电”未达标：三组未通电，目标是生产生活用电全面解决，请达标后再登记；确需如此，请写明理由；"
        "“广播电视和宽带”还没有核查，请核查后填写；确需如此，请写明理由；"
        "“卫生室”不能填不适用，请改成达标、未达标或未核实"
    )


def test_a_village_that_is_no_key_village_is_asked_about(township: Office) -> None:
    with pytest.raises(Refused) as wrong:
        do(township, "proposed", date(2018, 10, 8), village="月亮村")
    assert str(wrong.value) == (
        "月亮村不是重点村，一般不办理出列，请核对“设置”里的行政村；确需如此，请写明理由"
    )
    file = do(township, "proposed", date(2018, 10, 8), village="月亮村", override="省定贫困村，名单后补")
    assert file.course.label == "待指标核查"


def listed_out(office: Office) -> bool | None:
    with office.store.read() as unit:
        kept = unit.village_years.find(village="水村", year=2018)
        return kept.listed_out if kept else None


def announced(office: Office) -> PassageFile:
    verified(office)
    do(office, "reviewed", date(2018, 10, 17))
    do(office, "posted", date(2018, 10, 18))
    do(office, "county", date(2018, 10, 30))
    return do(office, "announced", date(2018, 11, 2))


def test_a_village_is_listed_out_and_taken_back(township: Office) -> None:
    file = announced(township)
    assert (file.course.label, listed_out(township)) == ("已办结", True)
    township.procedures.withdraw_step(file, file.steps[-1], "县里未批", date(2018, 11, 5))
    assert listed_out(township) is None
    with township.store.read() as unit:
        kept = unit.village_years.find(village="水村", year=2018)
    assert kept is not None
    assert kept.collective_income == Decimal("52000.00")


def test_a_village_that_is_out_already_is_asked_about(township: Office) -> None:
    announced(township)
    with pytest.raises(Refused) as wrong:
        do(township, "proposed", date(2018, 12, 1))
    assert str(wrong.value) == "水村在2018年度已标注出列，请核对；确需如此，请写明理由"


def test_a_village_that_does_not_pass_may_try_again(township: Office) -> None:
    do(township, "proposed", date(2018, 10, 8))
    do(township, "verified", date(2018, 10, 15), {"rate": "5"}, result=Result.FAILED, reason="发生率过高")
    water = township.village_exits.of(2018, TODAY)[0]
    assert (water.said, water.rate, water.state) == ("2018年10月15日核查", "5%", "不通过（指标核查）")
    assert do(township, "proposed", date(2018, 12, 1)).course.label == "待指标核查"
    assert township.village_exits.of(2018, TODAY)[0].said == "还没有核查，按本办数据"


def test_the_notice_shows_the_indicators_and_nobody(township: Office) -> None:
    verified(township)
    ((village, document),) = township.notices.make("village_exit", start=date(2018, 10, 18))
    assert village == "水村"
    assert document.title == "水村2018年贫困村出列公示"
    assert is_golden("notice_village_exit", document)
    ((_, document),) = township.notices.make("village_exit_announcement", start=date(2018, 11, 2))
    assert is_golden("notice_village_exit_announcement", document)


def test_a_notice_of_a_village_that_was_not_verified_is_refused(township: Office) -> None:
    with pytest.raises(Refused) as wrong:
        township.notices.make("village_exit", start=date(2018, 10, 18))
    assert str(wrong.value) == "2018年还没有村登记出列的“指标核查”，请先在“程序”里登记，再生成村出列公示"
    with pytest.raises(Refused) as wrong:
        township.notices.make("village_exit", villages=["水村"], start=date(2018, 10, 18))
    assert str(wrong.value) == "水村还没有登记2018年出列的“指标核查”，请先在“程序”里登记，再生成公示"


def test_the_notice_is_set_as_notices_are(township: Office, tmp_path: Any) -> None:
    verified(township)
    (path,) = township.notices.write("village_exit", tmp_path, start=date(2018, 10, 18)).files
    assert faults(path, notice=True) == []
