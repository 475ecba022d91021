"""What hangs on the board and what stands in the procedures never disagree."""

from __future__ import annotations

from datetime import date

import pytest

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.posting import Finding, Posting
from fupin_desktop.domain.procedure import Result, RoadKind
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing, PassageFile
from tests.builders import a_household

TODAY = date(2018, 5, 28)
VOTES = {"due": "35", "present": "30", "yes": "28", "no": "2"}


@pytest.fixture
def homes(office: Office) -> list[int]:
    """Two households of 水村 that were voted on and are to be posted."""
    made = [
        a_household(office, f"65000000000{n}", head, status=None)
        for n, head in ((1, "王大山"), (2, "李二河"))
    ]
    ids = [each.id or 0 for each in made]
    applied = Doing(step="applied", on=date(2018, 5, 2), said={"labour": "1", "cause": "因病"})
    office.procedures.do(RoadKind.IDENTIFICATION, ids, applied, today=TODAY)
    doing = Doing(step="assembly", on=date(2018, 5, 4), said=VOTES, override="前几步已在纸上办完，补录")
    office.procedures.do(RoadKind.IDENTIFICATION, ids, doing, today=TODAY)
    return ids


def put_up(
    office: Office, homes: list[int], override: str = "", days: int | None = None, on: date = date(2018, 5, 7)
) -> Posting:
    """A notice of 识别初选名单 of these households that hangs."""
    (draft,) = office.postings.draft(
        "identification", villages=["水村"], households=homes, start=on, days=days, override=override
    )
    return office.postings.post(draft.id or 0, on, "孙文书", override=override)


def passage(office: Office, household: int) -> PassageFile:
    found = office.procedures.current(RoadKind.IDENTIFICATION, household, TODAY)
    assert found is not None
    return found


def test_what_was_posted_is_registered_for_everybody_in_one_act(office: Office, homes: list[int]) -> None:
    posting = put_up(office, homes)
    assert office.procedures.waiting_for(posting, today=TODAY) == homes
    assert [each.id for each in office.procedures.postings_of(passage(office, homes[0]))["posted"]] == [
        posting.id
    ]
    files = office.procedures.register_posted(posting, today=TODAY)
    assert [each.course.label for each in files] == ["待乡镇审核", "待乡镇审核"]
    step = passage(office, homes[0]).course.done["posted"]
    assert (step.on, step.until, step.posting_id, step.person) == (
        date(2018, 5, 7), date(2018, 5, 14), posting.id, "孙文书",
    )  # fmt: skip
    assert office.procedures.waiting_for(posting, today=TODAY) == []
    office.undo()
    assert passage(office, homes[0]).course.label == "待第一次公示"


def test_what_does_not_hang_is_not_registered(office: Office, homes: list[int]) -> None:
    (draft,) = office.postings.draft("identification", villages=["水村"], households=homes, start=TODAY)
    with pytest.raises(Refused) as wrong:
        office.procedures.register_posted(draft, today=TODAY)
    assert str(wrong.value) == f"“{draft.heading}”还没有张贴，请先在“公示”里登记张贴"
    posting = put_up(office, homes)
    gone = office.postings.withdraw(posting.id or 0, "名单漏了一户", TODAY)
    with pytest.raises(Refused) as wrong:
        office.procedures.register_posted(gone, today=TODAY)
    assert str(wrong.value) == f"“{posting.heading}”已撤回，不能登记到程序里"
    assert office.procedures.postings_of(passage(office, homes[0])) == {}


def test_a_notice_is_registered_once(office: Office, homes: list[int]) -> None:
    posting = put_up(office, homes)
    office.procedures.register_posted(posting, today=TODAY)
    with pytest.raises(Refused) as wrong:
        office.procedures.register_posted(posting, today=TODAY)
    assert str(wrong.value) == (
        f"“{posting.heading}”里没有等着登记这一步的农户：都已登记，或没有在办理贫困户识别"
    )


def test_a_notice_let_hang_shorter_is_registered_with_its_reason(office: Office, homes: list[int]) -> None:
    posting = put_up(office, homes, days=3, override="县里统一安排只公示三天")
    office.procedures.register_posted(posting, today=TODAY)
    step = passage(office, homes[0]).course.done["posted"]
    assert step.until == date(2018, 5, 10)
    assert "县里统一安排只公示三天" in step.override


def test_an_objection_sends_the_household_it_names_back(office: Office, homes: list[int]) -> None:
    posting = put_up(office, homes)
    office.procedures.register_posted(posting, today=TODAY)
    objection = office.postings.object_(posting.id or 0, date(2018, 5, 10), "群众", "其子在外务工", homes[0])
    file = office.procedures.dispute(objection, today=TODAY)
    assert file.course.label == "有异议待查，待入户调查"
    assert passage(office, homes[1]).course.label == "待乡镇审核"
    assert file.steps[-1].result is Result.DISPUTED
    assert (file.steps[-1].reason, file.steps[-1].posting_id) == ("其子在外务工", posting.id)
    with pytest.raises(Refused) as wrong:
        office.procedures.dispute(objection, today=TODAY)
    assert str(wrong.value) == "这条异议已经登记到程序里，不用重复登记"


def test_an_objection_found_untrue_lets_the_household_go_on(office: Office, homes: list[int]) -> None:
    posting = put_up(office, homes)
    office.procedures.register_posted(posting, today=TODAY)
    objection = office.postings.object_(posting.id or 0, date(2018, 5, 10), "群众", "其子在外务工", homes[0])
    office.procedures.dispute(objection, today=TODAY)
    answered = office.postings.answer(
        objection.id or 0, date(2018, 5, 12), "刘调查", Finding.REJECTED, "其子4月已返乡"
    )
    file = office.procedures.settle(answered, on=date(2018, 5, 12), today=TODAY)
    assert file is not None
    assert file.course.label == "待乡镇审核"
    gone = next(each for each in file.steps if each.withdrawn_on is not None)
    assert gone.withdrawn_reason == "异议不成立：其子4月已返乡"
    assert office.procedures.settle(answered, on=date(2018, 5, 12), today=TODAY) is None


def test_an_objection_that_names_nobody_sends_nobody_back(office: Office, homes: list[int]) -> None:
    posting = put_up(office, homes)
    objection = office.postings.object_(posting.id or 0, date(2018, 5, 10), "群众", "村里漏评了一户")
    with pytest.raises(Refused) as wrong:
        office.procedures.dispute(objection, today=TODAY)
    assert str(wrong.value) == (
        "这条异议没有点名名单里的哪一户，请先调查清楚；反映漏评的，请为那一户登记申请"
    )
