"""The notices of identification list whose turn it is, in a village that goes the road."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing


def offered(office: Office, kind: str, on: date) -> dict[str, tuple[bool, str]]:
    return {
        each.head: (each.ticked, each.reasons[-1]) for each in office.notices.propose(kind, "水村", on, 2014)
    }


def test_the_first_notice_names_whom_the_assembly_passed(seed002: Office) -> None:
    found = offered(seed002, "identification", date(2014, 6, 4))
    assert found["李四海"] == (
        True,
        "2014年6月4日民主评议通过",
    )  # above the line, for a reason that was given
    assert found["郑七石"] == (False, "识别程序：不通过（民主评议）")
    assert found["吴六泉"] == (False, "识别程序：不通过（入户调查）")
    assert offered(seed002, "identification", date(2014, 6, 5))["赵大山"] == (
        False,
        "识别程序：第一次公示中（至2014年6月12日）",
    )


def test_township_and_county_name_whom_they_agreed_to(seed002: Office) -> None:
    found = offered(seed002, "township_review", date(2014, 6, 23))
    assert sorted(head for head, (ticked, _) in found.items() if ticked) == [
        "周五田", "孙三林", "李四海", "王八方", "赵大山", "钱二河",
    ]  # fmt: skip
    assert found["赵大山"][1] == "2014年6月16日乡镇审核通过"
    found = offered(seed002, "county_announcement", date(2014, 7, 3))
    assert found["王八方"] == (True, "2014年7月3日县级复审通过")
    assert found["郑七石"] == (False, "识别程序：不通过（民主评议）")


def test_the_papers_before_a_meeting_name_who_waits_for_it(seed002: Office) -> None:
    def nominees(on: date) -> str:
        (paper,) = seed002.papers.make(
            "assembly", villages=["水村"], on=on, year=2014, options={"sheet": "minutes"}
        )
        return paper.documents[0].as_text()

    text = nominees(date(2014, 6, 3))
    assert "对以下7户23人逐户进行评议" in text
    assert "吴六泉" not in text
    assert "对以下1户3人逐户进行评议" in nominees(date(2014, 6, 11))


def test_who_has_not_begun_the_road_is_named_and_not_ticked(seed002: Office) -> None:
    from tests.builders import a_household

    late = a_household(seed002, "650000000019", "冯九江", status=None, applied_on=date(2014, 5, 26))
    found = offered(seed002, "identification", date(2014, 6, 4))
    assert found[late.head] == (False, "还没有启动识别程序")
    seed002.procedures.do(
        RoadKind.IDENTIFICATION, [late.id or 0],
        Doing(step="applied", on=date(2014, 6, 3), said={"labour": 1, "cause": "因病"}), today=date(2014, 6, 4),
    )  # fmt: skip
    assert offered(seed002, "identification", date(2014, 6, 4))[late.head] == (False, "识别程序：待入户调查")
