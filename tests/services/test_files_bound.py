"""Files of households: bound in parts, reprinted page by page, and never over a signature."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli import run
from fupin_desktop.domain.codes import JoinReason, Relation, School
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.household import Household, Person, Standing
from fupin_desktop.domain.housing import ORDERS, Photo, Renovation, Slot
from fupin_desktop.domain.paper import How
from fupin_desktop.reports.document import Document
from fupin_desktop.services.editing import edit_fields
from fupin_desktop.services.filing import keep_file_parts, keep_housing_number, parts_from
from fupin_desktop.services.office import Office
from fupin_desktop.services.paper import Written
from fupin_desktop.services.tasks import Cancelled
from tests.papers import is_golden, text_of
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


def test_a_printing_that_is_undone_is_printed_again(township: Office, tmp_path: Path) -> None:
    bind(township, tmp_path)
    change_school(township, School.GRADE_7)
    bind(township, tmp_path, changed=True)
    assert township.undo(township.history.acts(last=1)[0].id).startswith("生成一户一档")
    assert bind(township, tmp_path, changed=True).pages == 1


def test_a_page_that_is_no_longer_needed_is_to_be_taken_out(township: Office, tmp_path: Path) -> None:
    photo_of = township.households.by_number(ZHANG)
    from PIL import Image

    kept = []
    for number in range(5):
        Image.new("RGB", (40, 30), (number, 0, 0)).save(tmp_path / f"{number}.png")
        kept.append(
            township.housing.add_photo(Photo(household_id=photo_of, sha256="0"), tmp_path / f"{number}.png")
        )
    bind(township, tmp_path)
    township.housing.remove_photo(kept[-1])
    made = bind(township, tmp_path, changed=True)
    assert made.remarks == ("没有变动页，不用补打", "二组张三_65900001：第10-2页不再需要，请从档案中抽出")
    assert "10-2" not in labels(township)


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

    def test_a_photo_changed_on_a_signed_page_is_told_on_the_correction_page(
        self, signed: Office, tmp_path: Path
    ) -> None:
        from PIL import Image

        household = signed.households.by_number(ZHANG)
        signed.printed.sign(household, FILE, ["10-1"], self.SIGNED)
        Image.new("RGB", (40, 30), "red").save(tmp_path / "a.png")
        signed.housing.add_photo(
            Photo(household_id=household, sha256="0", caption="新房"), tmp_path / "a.png"
        )
        said = text_of(bind(signed, tmp_path, changed=True).files[-1])
        assert "10-1更1" in said
        assert "照片（文件编号" in said

    def test_a_page_is_signed_once(self, signed: Office) -> None:
        household = signed.households.by_number(ZHANG)
        with pytest.raises(Refused, match=r"^第2-1页已登记2018年5月9日签字，不能改；登记错了请先撤销$"):
            signed.printed.sign(household, FILE, ["2-1"], date(2018, 5, 10))
        with pytest.raises(Refused, match=r"^没有第99-1页的打印记录，不能登记签字；已打印的页有："):
            signed.printed.sign(household, FILE, ["99-1"], self.SIGNED)
        with pytest.raises(Refused, match=r"^签字日期2018年5月1日早于第1-1页的打印日期2018年5月8日，请核对$"):
            signed.printed.sign(household, FILE, ["1-1"], date(2018, 5, 1))


AYI = "65900003"  # 阿依古丽·买买提, whose house is finished


def photo(office: Office, file: Path, **more: Any) -> Photo:
    """A photo of 阿依古丽's household, a plain green picture unless there is a file already."""
    from PIL import Image

    if not file.exists():
        exif = Image.Exif()
        exif[0x0132] = "2018:04:21 10:00:00"
        Image.new("RGB", (640, 480), "green").save(file, exif=exif)
    household = office.households.by_number(AYI)
    return office.housing.add_photo(Photo(household_id=household, sha256="0", **more), file)


def house(office: Office) -> int:
    return office.housing.of_household(office.households.by_number(AYI))[0].renovation.id or 0


def documents(office: Office, kind: str, household: str, **more: Any) -> tuple[Document, ...]:
    (paper,) = office.papers.make(kind, households=[household], on=DAY, **more)
    return paper.documents


class TestTheWholeFile:
    def test_a_household_file_reads_as_kept(self, township: Office) -> None:
        own = "封面、卷内目录、家庭基本情况、家庭成员、帮扶责任人与走访、住房、政策享受、退出与监测、照片、备考表"
        assert is_golden("file_household", *documents(township, FILE, ZHANG, options={"parts": own}))

    def test_the_plan_in_the_file_names_its_people_nowhere(self, township: Office) -> None:
        join(township, "张九", date(2018, 2, 1))  # after the plan was made
        plan = next(each for each in documents(township, FILE, ZHANG) if "帮扶计划表" in each.title).as_text()
        assert "家庭人口 | 4人" in plan
        assert "张成员" not in plan
        assert "# 二、帮扶措施" in plan

    def test_each_part_counts_its_own_pages(self, township: Office) -> None:
        parts = [each.part for each in documents(township, FILE, ZHANG)]
        assert parts == ["", "", *map(str, range(1, 12))]

    def test_a_household_of_which_little_is_known_gets_blanks(self, office: Office, tmp_path: Path) -> None:
        with office.store.write("新增农户") as unit:
            kept = unit.households.save(Household(number="1", village="水村"))
            unit.standings.save(Standing(household_id=kept.id or 0, since=date(2018, 1, 1)))
            unit.renovations.save(Renovation(household_id=kept.id or 0, plan_year=2018))
        for kind in (FILE, "housing_file", "photos"):
            made = office.papers.write(kind, tmp_path / f"{kind}.pdf", households=["1"], on=DAY)
            assert made.pages
            said = "".join(each.as_text() for each in documents(office, kind, "1"))
            assert "None" not in said
            assert "户主姓名：\n" in said or kind == "photos"

    def test_the_number_at_the_foot_is_the_one_that_is_recorded(
        self, township: Office, tmp_path: Path
    ) -> None:
        from fupin_desktop.reports.pdf import set_pages

        bind(township, tmp_path)
        pages = [page for each in documents(township, FILE, ZHANG) for page in set_pages([each])]
        assert labels(township)[2:] == [each.label for each in pages if each.label]

    def test_an_office_decides_what_is_bound(self, township: Office, tmp_path: Path) -> None:
        keep_file_parts(township.store, parts_from("封面、家庭成员、帮扶责任人与走访"))
        bind(township, tmp_path)
        assert labels(township) == ["封面", "1-1", "2-1"]
        keep_file_parts(township.store, ())
        assert len(documents(township, FILE, ZHANG)) == 13
        assert len(documents(township, FILE, ZHANG, options={"parts": "家庭成员"})) == 1

    def test_one_part_alone_bears_its_number_in_the_file_and_takes_no_other_page_out(
        self, township: Office, tmp_path: Path
    ) -> None:
        bind(township, tmp_path)
        before = labels(township)
        made = bind(township, tmp_path, options={"parts": "住房"})
        assert (made.pages, made.remarks) == (1, ())
        assert documents(township, FILE, ZHANG, options={"parts": "住房"})[0].part == "7"
        assert labels(township) == before

    def test_unknown_parts_are_refused_in_words(self) -> None:
        for said, sentence in (
            ("家谱", "一户一档没有名为“家谱”的部分，可以选：封面、卷内目录、家庭基本情况"),
            ("照片、照片", "“照片”写了两次，请只保留一处"),
            ("封面", "一户一档除封面和目录外至少要有一个部分，请补上"),
        ):
            with pytest.raises(Refused) as refused:
                parts_from(said)
            assert str(refused.value).startswith(sentence)

    def test_labels_for_the_backs_of_boxes_come_by_village(self, township: Office, tmp_path: Path) -> None:
        made = township.papers.write(FILE, tmp_path, on=DAY, options={"sheet": "spine"}, how=How.PRINTED)
        assert [each.relative_to(tmp_path).as_posix() for each in made.files] == [
            "一户一档/01水村/脊背标签.pdf", "一户一档/02月亮村/脊背标签.pdf",
        ]  # fmt: skip

    @pytest.mark.parametrize("form", ["docx", "xlsx", "txt"])
    def test_other_formats_hold_the_whole_file(self, township: Office, tmp_path: Path, form: str) -> None:
        made = bind(township, tmp_path, form=form)
        assert made.files[0].stat().st_size > 3000
        assert labels(township) == []  # pages are those of the PDF
        assert [each.how for each in township.printed.all()] == [How.PRINTED]

    def test_only_a_pdf_is_reprinted_by_page(self, township: Office, tmp_path: Path) -> None:
        with pytest.raises(Trouble, match=r"^只补打变动页要写成PDF，其他格式请整份生成$"):
            bind(township, tmp_path, form="docx", changed=True)

    def test_a_paper_without_pages_cannot_be_reprinted_by_page(
        self, township: Office, tmp_path: Path
    ) -> None:
        with pytest.raises(Trouble, match=r"^贫困户申请书没有逐页记录，不能只补打变动页；请直接打印$"):
            township.papers.write("application", tmp_path, on=DAY, changed=True)


class TestTheFileOfAHouse:
    def test_it_reads_as_kept(self, township: Office, tmp_path: Path) -> None:
        photo(township, tmp_path / "a.jpg", slot=Slot.BEFORE, renovation_id=house(township), caption="土坯房")
        assert is_golden("file_housing", *documents(township, "housing_file", AYI))

    def test_money_that_was_paid_is_written_in_words(self, township: Office) -> None:
        (paid,) = [
            each for each in documents(township, "housing_file", AYI) if each.title == "补助资金拨付表"
        ]
        assert "补助合计（大写） | 人民币贰万元整" in paid.as_text()

    def test_what_is_missing_is_listed(self, township: Office) -> None:
        said = documents(township, "housing_file", AYI)[-1].as_text()
        assert "补助资金拨付凭证 | “拨付”还没有登记" in said
        assert "施工前照片 | 没有添加照片" in said
        assert "竣工验收表" not in said

    def test_a_photo_that_was_added_is_missing_no_more(self, township: Office, tmp_path: Path) -> None:
        township.papers.write("housing_file", tmp_path, households=[AYI], on=DAY, how=How.PRINTED)
        photo(township, tmp_path / "a.jpg", slot=Slot.BEFORE, renovation_id=house(township))
        made = township.papers.write(
            "housing_file", tmp_path, households=[AYI], on=DAY, how=How.PRINTED, changed=True
        )
        assert made.remarks == ("一组阿依古丽·买买提_65900003：补打2页（6-1、10-1）",)

    def test_the_forms_stand_in_the_order_of_the_office(self, township: Office) -> None:
        order = [each.label for each in ORDERS["先鉴定后评议"]]
        facts = township.settings.facts()
        township.settings.save(replace(facts, stage_order=tuple(map(str, ORDERS["先鉴定后评议"]))))
        titles = [each.title for each in documents(township, "housing_file", AYI)]
        assert order.index("鉴定") < order.index("评议")
        assert titles.index("房屋安全鉴定表") < titles.index("民主评议和公示情况表")

    def test_the_number_of_a_file_follows_the_pattern_of_the_office(self, township: Office) -> None:
        assert "星星镇危改字〔2018〕3号" in documents(township, "housing_file", AYI)[0].as_text()
        keep_housing_number(township.store, "星危〔{year}〕{number:03}")
        assert "星危〔2018〕003" in documents(township, "housing_file", AYI)[0].as_text()
        with pytest.raises(Refused, match=r"^档案编号的样式“\{village\}号”不对，里面只能用"):
            keep_housing_number(township.store, "{village}号")

    def test_a_household_without_a_renovation_is_refused(self, township: Office) -> None:
        with pytest.raises(Refused) as refused:
            documents(township, "housing_file", "65900002")
        assert str(refused.value) == (
            "水村单䶮户（户编号65900002）到2018年没有危房改造记录，不能生成档案，请先在住房页登记"
        )


class TestPhotos:
    def test_photos_have_caption_date_and_place(self, township: Office, tmp_path: Path) -> None:
        turn = {"renovation_id": house(township)}
        photo(
            township,
            tmp_path / "a.jpg",
            slot=Slot.BEFORE,
            caption="土坯房",
            taken_on=date(2018, 3, 1),
            **turn,
        )
        photo(township, tmp_path / "b.png", slot=Slot.AFTER, **turn)
        photo(township, tmp_path / "c.jpg", caption="入户走访")
        assert is_golden("file_photos", *documents(township, "photos", AYI))

    def test_the_day_is_read_from_the_camera_where_nobody_typed_it(
        self, township: Office, tmp_path: Path
    ) -> None:
        photo(township, tmp_path / "c.jpg", caption="入户走访")
        assert "〔照片〕入户走访　2018年4月21日　水村一组" in documents(township, "photos", AYI)[0].as_text()

    @pytest.mark.parametrize(("count", "pages"), [("2", 3), ("4", 2), ("6", 1)])
    def test_two_four_or_six_stand_on_a_page(
        self, township: Office, tmp_path: Path, count: str, pages: int
    ) -> None:
        for number in range(5):
            photo(township, tmp_path / "a.jpg", caption=f"照片{number}")
        made = township.papers.write(
            "photos", tmp_path / "p.pdf", households=[AYI], on=DAY, options={"count": count}
        )
        assert made.pages == pages
        said = text_of(tmp_path / "p.pdf")
        assert all(f"照片{number}" in said for number in range(5))

    def test_another_count_is_refused(self, township: Office) -> None:
        with pytest.raises(Refused, match=r"^每页照片张数只能是2、4、6，现在是“5”$"):
            documents(township, "photos", AYI, options={"count": "5"})

    def test_a_photo_whose_file_is_gone_leaves_its_frame(self, township: Office, tmp_path: Path) -> None:
        kept = photo(township, tmp_path / "a.jpg", caption="土坯房")
        township.housing.photo_path(kept).unlink()
        said = documents(township, "photos", AYI)[0].as_text()
        assert "〔贴照片处〕土坯房　照片文件不见了，请从备份中恢复，或重新添加这张照片" in said

    def test_a_scan_is_put_behind_the_page(self, township: Office, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 scan")
        photo(township, tmp_path / "a.pdf", caption="鉴定报告")
        said = documents(township, "photos", AYI)[0].as_text()
        assert "〔贴照片处〕鉴定报告　扫描件（PDF），请另行打印，附在本页后面" in said

    def test_a_damaged_photo_names_household_and_photo(self, township: Office, tmp_path: Path) -> None:
        kept = photo(township, tmp_path / "a.jpg", caption="土坯房")
        township.housing.photo_path(kept).write_bytes(b"not a picture at all")
        with pytest.raises(Trouble) as trouble:
            township.papers.write("photos", tmp_path / "p.pdf", households=[AYI], on=DAY, how=How.PRINTED)
        assert str(trouble.value) == (
            "水村一组阿依古丽·买买提户（户编号65900003）的照片“土坯房”打不开，文件已损坏或不是图片，"
            "请换一张JPG或PNG格式的照片"
        )
        assert not (tmp_path / "p.pdf").exists()
        assert township.printed.all() == []


class Stops:
    """Somebody who stops a batch when so many households are done."""

    def __init__(self, after: int) -> None:
        self._after = after

    def step(self, done: int, total: int, doing: str = "") -> None:
        if done == self._after:
            raise Cancelled


class TestABatch:
    def test_it_is_recorded_as_one_act(self, township: Office, tmp_path: Path) -> None:
        before = township.history.newest()
        made = township.papers.write("housing_file", tmp_path, on=DAY, how=How.PRINTED)
        assert len(made.files) == len(township.printed.all()) == 3
        acts = township.history.acts(None, 5)
        assert [each.label for each in acts if each.id > before] == [
            "生成农村危房改造档案：一组阿依古丽·买买提_65900003等3个文件"
        ]

    def test_what_was_written_before_a_stop_is_there_and_recorded(
        self, township: Office, tmp_path: Path
    ) -> None:
        made = township.papers.write("housing_file", tmp_path, on=DAY, how=How.PRINTED, watch=Stops(2))
        assert made.remarks[0] == "已按您的要求停止，已生成的2个文件可以使用，其余的没有生成"
        assert all(each.exists() for each in made.files)
        assert {each.file for each in township.printed.all()} == {each.name for each in made.files}

    def test_a_stop_before_the_first_file_leaves_nothing(self, township: Office, tmp_path: Path) -> None:
        with pytest.raises(Cancelled):
            township.papers.write("housing_file", tmp_path, on=DAY, how=How.PRINTED, watch=Stops(0))
        assert list(tmp_path.rglob("*.pdf")) == []
        assert township.printed.all() == []

    def test_a_file_that_cannot_be_written_is_not_recorded(self, township: Office, tmp_path: Path) -> None:
        first = township.papers.write("housing_file", tmp_path / "a", on=DAY).files
        blocked = tmp_path / "b" / first[1].relative_to(tmp_path / "a")
        blocked.mkdir(parents=True)
        with pytest.raises(Trouble) as trouble:
            township.papers.write("housing_file", tmp_path / "b", on=DAY, how=How.PRINTED)
        assert str(trouble.value) == (
            f"“{blocked.name}”是一个文件夹，不能写成文件。请换一个文件名。此前的1个文件已经生成并记录"
        )
        assert [each.file for each in township.printed.all()] == [first[0].name]

    def test_looking_at_papers_records_nothing(self, township: Office, tmp_path: Path) -> None:
        before = township.history.newest()
        township.papers.write(FILE, tmp_path, households=[ZHANG], on=DAY)
        assert township.history.newest() == before

    def test_each_printing_has_the_next_edition(self, township: Office, tmp_path: Path) -> None:
        for _ in range(3):
            bind(township, tmp_path)
        assert [each.edition for each in township.printed.all()] == [3, 2, 1]


class TestTheCommandLine:
    @pytest.fixture
    def fupin(self, township: Office, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
        folder = township.folder

        def do(*words: object, fails: int = 0) -> Any:
            capsys.readouterr()
            status = run(["--office", str(folder), "--json", *map(str, words)])
            said = capsys.readouterr()
            assert status == fails, said.err
            return said.err if fails else json.loads(said.out)

        return do

    def test_pages_are_signed_and_then_corrected(self, fupin: Callable[..., Any], tmp_path: Path) -> None:
        form = ("form", FILE, "--household", ZHANG, "--on", "2018-05-08", "--out", tmp_path)
        fupin(*form)
        signed = fupin("printed", "--household", ZHANG, "--sign", "2-1", "1-1", "--on", "2018-05-09")[
            "signed"
        ]
        assert [each["page"] for each in signed] == ["2-1", "1-1"]
        fupin(
            "edit", ZHANG, "school=七年级", "--person", "张成员乙", "--year", 2018, "--evidence", "学籍证明"
        )
        assert fupin(*form, "--changed")["pages"] == 1
        listed = fupin("printed", "--household", ZHANG)
        assert [each["edition"] for each in listed["papers"]] == [2, 1]
        assert listed["papers"][0]["household"] == ZHANG
        assert {"kind": FILE, "page": "2-1更1", "printed_on": "2018-05-08", "signed_on": None} in listed[
            "pages"
        ]

    def test_wrong_words_are_answered_in_words(self, fupin: Callable[..., Any]) -> None:
        assert "登记签字要说明是哪一户" in fupin("printed", "--sign", "2-1", "--on", "2018-05-09", fails=1)
        assert "登记签字要说明签字日期" in fupin("printed", "--household", ZHANG, "--sign", "2-1", fails=1)
        said = fupin("printed", "--household", ZHANG, "--sign", "2-1", "--on", "2018-05-09", fails=1)
        assert said == "没有第2-1页的打印记录，不能登记签字；请先打印这户的档案\n"

    def test_parts_of_a_file_are_decided(self, fupin: Callable[..., Any]) -> None:
        assert fupin("file-parts", "封面", "家庭成员")["parts"] == ["cover", "members"]
        assert len(fupin("file-parts", "--all")["parts"]) == 13
        assert fupin("file-parts", "--number", "星危{number}号")["number"] == "星危{number}号"
        assert fupin("file-parts", "--number", "")["number"] == "{township}危改字〔{year}〕{number}号"
        assert "没有名为“家谱”的部分" in fupin("file-parts", "家谱", fails=1)


def test_undo_after_printing_takes_back_the_last_change_and_not_the_record(
    township: Office, tmp_path: Path
) -> None:
    change_school(township, School.GRADE_7)
    newest = township.history.newest()
    bind(township, tmp_path)
    assert township.history.newest() == newest
    township.undo()
    assert labels(township) != []
    bind(township, tmp_path / "again", changed=True)
    assert not any("七年级" in text_of(each) for each in (tmp_path / "again").rglob("*.pdf"))
