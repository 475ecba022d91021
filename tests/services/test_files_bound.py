"""Files of households: bound in parts, reprinted page by page, and never over a signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.codes import JoinReason, Relation, School
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.household import Person
from fupin_desktop.domain.paper import How
from fupin_desktop.services.editing import edit_fields
from fupin_desktop.services.office import Office
from fupin_desktop.services.paper import Written
from tests.papers import text_of
from tests.township import DAY

ZHANG = "65900001"  # 张三 with four others, one of them a pupil
FILE = "household_file"


def bind(office: Office, out: Path, *households: str, **more: Any) -> Written:
    return office.papers.write(FILE, out, households=households or (ZHANG,), on=DAY, how=How.PRINTED, **more)


def labels(office: Office, household: str = ZHANG, kind: str = FILE) -> list[str]:
    return [each.page for each in office.printed.pages(office.households.by_number(household), kind)]


def change_school(office: Office, school: School, person: str = "张成员乙") -> None:
    edit_fields(office, ZHANG, [f"school={school.label}"], person=person, year=2018, evidence="学籍证明")


def join(office: Office, name: str, on: date = DAY) -> Person:
    household = office.households.by_number(ZHANG)
    with office.store.write("增加成员") as unit:
        return unit.people.save(
            Person(household_id=household, name=name, relation=Relation.OTHER, joined_on=on, join_reason=JoinReason.MOVED_IN)
        )  # fmt: skip


def test_one_changed_school_prints_one_page(township: Office, tmp_path: Path) -> None:
    whole = bind(township, tmp_path)
    change_school(township, School.GRADE_7)
    changed = bind(township, tmp_path, changed=True)
    assert whole.pages > 12
    assert changed.pages == 1
    assert changed.remarks == ("二组张三_65900001：补打1页（2-1）",)
    assert "七年级" in text_of(changed.files[0])


def test_a_ninth_member_adds_a_page_and_renumbers_none(township: Office, tmp_path: Path) -> None:
    for name in ("张一", "张二", "张四"):
        join(township, name)
    bind(township, tmp_path)
    before = labels(township)
    assert "2-2" not in before
    join(township, "张九")
    added = bind(township, tmp_path, changed=True)
    assert [each for each in labels(township) if each not in before] == ["2-2"]
    assert added.remarks == (
        "二组张三_65900001：补打2页（1-1、2-2）",
    )  # the count of people, and the new page


def test_a_member_who_leaves_keeps_the_row(township: Office, tmp_path: Path) -> None:
    household = township.households.by_number(ZHANG)
    bind(township, tmp_path)
    spouse = next(each for each in township.households.open(household).members if each.name == "张成员甲")
    with township.store.write("减少成员") as unit:
        unit.people.save(replace(spouse, left_on=date(2018, 5, 6)))
    left = bind(township, tmp_path, changed=True)
    assert left.remarks == ("二组张三_65900001：补打2页（1-1、2-1）",)
    assert "2018年5月6日\r\n减少" in text_of(left.files[0]) or "减少" in text_of(left.files[0])
    assert "张成员甲" in text_of(left.files[0])


def test_where_nothing_changed_nothing_is_written(township: Office, tmp_path: Path) -> None:
    bind(township, tmp_path)
    acts = township.history.newest()
    again = bind(township, tmp_path, changed=True)
    assert (again.files, again.pages, again.remarks) == ((), 0, ("没有变动页，不用补打",))
    assert township.history.newest() == acts


def test_pages_do_not_say_when_they_were_printed(township: Office, tmp_path: Path) -> None:
    bind(township, tmp_path)
    later = township.papers.write(
        FILE, tmp_path, households=[ZHANG], on=date(2018, 6, 20), how=How.PRINTED, changed=True
    )
    assert later.pages == 0


def test_changed_pages_never_take_the_place_of_earlier_ones(township: Office, tmp_path: Path) -> None:
    bind(township, tmp_path)
    change_school(township, School.GRADE_7)
    first = bind(township, tmp_path, changed=True)
    change_school(township, School.GRADE_8)
    second = bind(township, tmp_path, changed=True)
    assert [first.files[0].name, second.files[0].name] == [
        "二组张三_65900001_变动页.pdf", "二组张三_65900001_变动页2.pdf",
    ]  # fmt: skip
    assert first.files[0].exists()


def test_each_year_is_a_volume_of_its_own(township: Office, tmp_path: Path) -> None:
    bind(township, tmp_path)
    other = bind(township, tmp_path, year=2017, changed=True)
    assert other.pages > 12
    assert len(labels(township)) == 2 * len(set(labels(township)))


class TestSignedPages:
    """张三's members were printed on 8 May 2018 and signed on the 9th."""

    SIGNED = date(2018, 5, 9)

    @pytest.fixture
    def signed(self, township: Office, tmp_path: Path) -> Office:
        bind(township, tmp_path)
        township.printed.sign(township.households.by_number(ZHANG), FILE, ["2-1"], self.SIGNED)
        return township

    def test_a_correction_page_is_added_and_the_page_stays(self, signed: Office, tmp_path: Path) -> None:
        change_school(signed, School.GRADE_7)
        made = bind(signed, tmp_path, changed=True, options={"reason": "学籍证明"})
        assert made.pages == 1
        assert labels(signed)[3:6] == ["2-1", "2-1更1", "3-1"]
        said = text_of(made.files[0])
        for part in ("更正页", "2-1更1", "2018年5月9日签字", "小学", "七年级", "学籍证明", "2018年5月8日"):
            assert part in said
        assert made.remarks[1].endswith("第2-1页已签字，没有重打；已生成更正页2-1更1，请签字后附在原页后面")

    def test_the_same_correction_is_not_printed_twice(self, signed: Office, tmp_path: Path) -> None:
        change_school(signed, School.GRADE_7)
        bind(signed, tmp_path, changed=True)
        again = signed.papers.write(
            FILE, tmp_path, households=[ZHANG], on=date(2018, 5, 30), how=How.PRINTED, changed=True
        )
        assert again.pages == 0

    def test_a_second_change_has_a_correction_page_of_its_own(self, signed: Office, tmp_path: Path) -> None:
        change_school(signed, School.GRADE_7)
        bind(signed, tmp_path, changed=True)
        change_school(signed, School.GRADE_8)
        second = text_of(bind(signed, tmp_path, changed=True).files[0])
        assert "2-1更2" in second
        assert "七年级" in second
        assert "八年级" in second
        assert "小学" not in second

    def test_the_whole_file_leaves_a_corrected_page_out(self, signed: Office, tmp_path: Path) -> None:
        whole = bind(signed, tmp_path).pages
        change_school(signed, School.GRADE_7)
        bind(signed, tmp_path, changed=True)
        again = bind(signed, tmp_path)
        assert again.pages == whole - 1
        assert again.remarks == ("二组张三_65900001：第2-1页已签字并已更正，请用原页和第2-1更1页",)

    def test_an_unchanged_signed_page_may_be_printed_again(self, signed: Office, tmp_path: Path) -> None:
        assert bind(signed, tmp_path).remarks == ()
        kept = signed.printed.pages(signed.households.by_number(ZHANG), FILE)
        assert [each.page for each in kept if each.signed_on] == ["2-1"]

    def test_a_page_is_signed_once(self, signed: Office) -> None:
        household = signed.households.by_number(ZHANG)
        with pytest.raises(Refused, match=r"^第2-1页已登记2018年5月9日签字，不能改；登记错了请先撤销$"):
            signed.printed.sign(household, FILE, ["2-1"], date(2018, 5, 10))
        with pytest.raises(Refused, match=r"^没有第99-1页的打印记录，不能登记签字；已打印的页有："):
            signed.printed.sign(household, FILE, ["99-1"], self.SIGNED)
        with pytest.raises(Refused, match=r"^签字日期2018年5月1日早于第1-1页的打印日期2018年5月8日，请核对$"):
            signed.printed.sign(household, FILE, ["1-1"], date(2018, 5, 1))
