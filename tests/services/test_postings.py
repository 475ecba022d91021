"""公示 as a thing with a life: drafted, posted, objected to, certified, taken down, archived, withdrawn."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.household import Person
from fupin_desktop.domain.notice import KINDS
from fupin_desktop.domain.paper import How
from fupin_desktop.domain.posting import DOWN, SOURCES, UP, Finding, Posting
from fupin_desktop.services.office import Office
from fupin_desktop.services.settings import NOTICE_DAYS
from tests.township import DAY

LAST = date(2018, 5, 15)
AFTER = date(2018, 5, 16)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def photo(folder: Path, name: str = "board.png") -> Path:
    path = folder / name
    path.write_bytes(PNG)
    return path


def draft(office: Office, village: str = "水村", **more: object) -> Posting:
    return office.postings.draft("exit", villages=[village], start=DAY, **more)[0]  # type: ignore[arg-type]


def posted(office: Office, village: str = "水村") -> int:
    made = draft(office, village)
    assert made.id is not None
    office.postings.post(made.id, DAY, "马队长", "村委会公示栏")
    return made.id


def state(office: Office, id: int, on: date) -> str:
    return office.postings.get(id, on).life.words


def test_a_notice_goes_from_draft_to_archive(township: Office, tmp_path: Path) -> None:
    postings = township.postings
    made = draft(township)
    assert made.id is not None
    id = made.id
    assert state(township, id, DAY) == "草稿"
    postings.sent(id, How.PRINTED, DAY)
    assert state(township, id, DAY) == "已打印"
    postings.post(id, DAY, "马队长", "村委会公示栏", [photo(tmp_path)])
    assert [state(township, id, DAY + timedelta(days=each)) for each in (0, 1, 3, 7, 8)] == [
        "已张贴 共7天，自次日起算", "公示中 第1天/共7天，还有6天", "公示中 第3天/共7天，还有4天",
        "公示中 第7天/共7天，今天期满", "期满",
    ]  # fmt: skip
    out = tmp_path / "证明.txt"
    postings.end(id, AFTER, out)
    words = out.read_text("utf-8")
    assert "由马队长张贴在水村村委会公示栏，公示期7天，自次日起计算，至2018年5月15日止" in words
    assert "公示期内没有收到对公示内容的异议" in words
    postings.take_down(id, AFTER, "马队长", [photo(tmp_path, "down.png")])
    assert state(township, id, AFTER) == "已撤下"
    postings.archive(id, AFTER)
    file = postings.get(id, AFTER)
    assert file.life.words == "已归档"
    assert [each.paper for each in file.photos] == [UP, DOWN]
    assert file.next is None


def test_what_hung_is_printed_again_byte_for_byte_whatever_was_changed_since(township: Office) -> None:
    id = posted(township)
    before = township.postings.paper(id)
    assert hashlib.sha256(before).hexdigest() == township.postings.get(id, DAY).posting.sha256
    _one_more(township, "张三")
    assert township.postings.paper(id) == before
    township.postings.sent(id, How.PRINTED, AFTER)
    assert [each.edition for each in township.printed.hanging(DAY)] == [1]
    assert township.printed.all()[0].edition == 2


def test_a_change_after_posting_is_said_as_a_difference(township: Office) -> None:
    id = posted(township)
    assert township.postings.differences(id, DAY) == []
    _one_more(township, "张三")
    found = township.postings.differences(id, AFTER)
    assert [each.sentence for each in found] == ["张三户公示后人口由5变6"]


def _one_more(office: Office, head: str) -> None:
    with office.store.write("新增成员") as unit:
        household = unit.households.find(head=head)
        assert household is not None
        assert household.id is not None
        unit.people.save(
            Person(
                household_id=household.id, name="张小星", birth=date(2018, 5, 9), joined_on=date(2018, 5, 9)
            )
        )
