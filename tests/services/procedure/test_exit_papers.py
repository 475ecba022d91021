"""The papers of exit: 退出核查表, 农户认可书, 村出列指标核查表."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.procedure import ProcedureNumber, Result, RoadKind
from fupin_desktop.reports.document import Document
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing
from tests.papers import is_golden

ON = date(2018, 10, 12)
TODAY = date(2018, 12, 28)
READY, WANG = "65900002", "65900006"
"""单䶮, who is verified; 王五, who is not on the road."""


@pytest.fixture
def township(township: Office) -> Office:
    """The township; 单䶮 is verified and has agreed."""
    return leaving(township)


@pytest.fixture(scope="module")
def shared(_township_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The same once for all papers: making them changes nothing."""
    folder = tmp_path_factory.mktemp("leaving") / "office"
    shutil.copytree(_township_folder, folder)
    office = Office.open(folder, by="李经办")
    yield leaving(office)
    office.close()


def leaving(township: Office) -> Office:
    """单䶮 goes the road up to the consent."""
    with township.store.write("更正收入") as unit:
        year = unit.household_years.find(household_id=2, year=2018)
        assert year is not None
        unit.household_years.save(dataclasses.replace(year, income_recorded=Decimal("3600.00")))
    votes = {"due": "36", "present": "32", "yes": "30", "no": "2"}
    for step, day, said in (
        ("assembly", date(2018, 10, 8), votes),
        ("verified", date(2018, 10, 10), {"verifiers": "李干部、王队员"}),
        ("consented", date(2018, 10, 11), {"signer": "单䶮", "relation": "本人"}),
    ):
        doing = Doing(step=step, on=day, said=said, override="扫描件后补" if step == "consented" else "")
        township.procedures.do(RoadKind.EXIT, [2], doing, today=TODAY)
    return township


def paper(office: Office, kind: str, *households: str, **more: Any) -> Document:
    (made,) = office.papers.make(kind, households=households or None, on=ON, year=2018, **more)
    (document,) = made.documents
    return document


def test_the_check_of_a_household_holds_what_was_registered(shared: Office) -> None:
    assert is_golden("form_exit_check", paper(shared, "exit_check"))


def test_a_household_that_is_not_on_the_road_is_checked_by_the_data(shared: Office) -> None:
    said = paper(shared, "exit_check", WANG).as_text()
    assert "不愁吃 | 达标 | 吃不愁（2018年度数据）" in said
    assert (
        "住房安全有保障 | □达标　□未达标 | “危房户”填“否”，但危房改造尚未验收，请核对（2018年度数据）" in said
    )
    assert "□符合退出标准　□不符合退出标准　原因：" in said


def test_who_is_checked_a_second_time_has_the_paper_of_that_time(township: Office) -> None:
    file = township.procedures.current(RoadKind.EXIT, 2, TODAY)
    assert file is not None
    township.procedures.withdraw_step(file, file.steps[-1], "认可书填错", TODAY)
    file = township.procedures.current(RoadKind.EXIT, 2, TODAY)
    assert file is not None
    township.procedures.withdraw_step(file, file.steps[1], "没有核实清楚", TODAY)
    for step, day, said, more in (
        ("verified", date(2018, 10, 11), {"verifiers": "李干部、王队员"}, {"result": Result.FAILED, "reason": "房屋待修"}),
        ("assembly", date(2018, 11, 8), {"due": "36", "present": "32", "yes": "30", "no": "2"}, {}),
        ("verified", date(2018, 11, 10), {"verifiers": "赵会计、钱主任"}, {}),
    ):  # fmt: skip
        doing = Doing(step=step, on=day, said=said, **more)
        township.procedures.do(RoadKind.EXIT, [2], doing, today=TODAY)
    (made,) = township.papers.make("exit_check", households=[READY], on=TODAY, year=2018)
    said = made.documents[0].as_text()
    assert "赵会计、钱主任" in said
    assert "2018年11月10日" in said


def test_a_blank_check_is_ticked_on_the_visit(shared: Office) -> None:
    said = paper(shared, "exit_check", WANG, options={"blank": "1"}).as_text()
    assert "不愁吃 | □达标　□未达标 | " in said
    assert "3300.00" not in said
    assert "2995.00" in said, "the line is known"


def test_the_standard_of_the_office_is_printed(township: Office) -> None:
    township.procedures.save_number(ProcedureNumber(key="exit.standard", value="2", source="自治区扶贫办"))
    said = paper(township, "exit_check", WANG).as_text()
    assert "序号 | 五有四保障 | 结果 | 依据" in said
    assert "有生活用电 | 达标 | 已通生活用电（2018年度数据）" in said
    document = paper(township, "exit_check", WANG)
    assert _pages(document) == 1


def _pages(document: Document) -> int:
    from fupin_desktop.reports.layout import lay_out

    return len(lay_out(document))


def test_every_paper_is_one_page(shared: Office) -> None:
    kinds = ("exit_check", "exit_consent")
    assert [_pages(paper(shared, kind)) for kind in kinds] == [1, 1]


def test_the_consent_says_what_was_found(shared: Office) -> None:
    assert is_golden("form_exit_consent", paper(shared, "exit_consent"))


def test_papers_of_nobody_are_refused(shared: Office) -> None:
    with pytest.raises(Refused) as wrong:
        list(shared.papers.make("exit_check", villages=["月亮村"], on=date(2014, 6, 1), year=2014))
    assert str(wrong.value) == "月亮村2014年没有正在办理退出的户，也没有符合退出条件的户，请指定农户"


def test_the_check_of_a_village_holds_what_was_registered(township: Office) -> None:
    said = {"verifiers": "李干部", "roads": "85", "roads_evidence": "交通局核查表"}
    for step, more in (("proposed", {}), ("verified", said)):
        doing = Doing(step=step, on=date(2018, 10, 9), said=more, override="其余指标另行核查")
        township.procedures.do(RoadKind.VILLAGE_EXIT, ["水村"], doing, today=TODAY)
    assert is_golden("form_village_check", paper(township, "village_check"))


def test_the_check_of_a_village_by_the_data_and_blank(shared: Office) -> None:
    (made,) = shared.papers.make("village_check", villages=["月亮村"], on=ON, year=2018)
    assert (
        "贫困发生率 | 低于2% | 0.58% | 达标 | 未脱贫7人÷户籍人口1200人（2018年10月12日）"
        in made.documents[0].as_text()
    )
    (made,) = shared.papers.make(
        "village_check", villages=["月亮村"], on=ON, year=2018, options={"blank": "1"}
    )
    assert "贫困发生率 | 低于2% |  | □达标　□未达标 | " in made.documents[0].as_text()


def test_without_a_key_village_a_village_is_asked_for(township: Office) -> None:
    for village in township.settings.villages():
        township.settings.save_village(dataclasses.replace(village, key_village=False))
    with pytest.raises(Refused) as wrong:
        list(township.papers.make("village_check", on=ON, year=2018))
    assert str(wrong.value) == "还没有重点村，也没有村在办理出列，请在“设置”里登记重点村，或指定行政村"


def test_papers_are_written_in_every_format(shared: Office, tmp_path: Path) -> None:
    for form in ("pdf", "docx", "xlsx", "txt"):
        made = shared.papers.write(
            "exit_check", tmp_path / form, form=form, households=[READY], on=ON, year=2018
        )
        assert len(made.files) == 1


def test_the_roster_of_a_year_lists_who_is_on_the_road(shared: Office) -> None:
    said = paper(shared, "roster", options={"list": "leaving"}).as_text()
    assert "水村2018年拟退出户花名册" in said
    assert "一组 | 单䶮 | 3 | 未脱贫 | 3600.00" in said
    assert "张三" not in said
