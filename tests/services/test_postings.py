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
from tests.papers import faults, is_golden
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
    assert township.postings.get(id, date(2018, 5, 11)).life.short == "公示中 3/7天，还有4天"
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


def refused(office: Office, act: str, *words: object, **more: object) -> str:
    with pytest.raises(Refused) as said:
        getattr(office.postings, act)(*words, **more)
    return str(said.value)


# Its days


def test_a_notice_shorter_than_its_term_is_refused_with_the_source_and_passes_with_a_reason(
    township: Office,
) -> None:
    with pytest.raises(Refused) as said:
        draft(township, days=4)
    assert str(said.value) == (
        "拟退出公示应公示7天（各地退出工作细则的通行做法，可在“设置”里改），2018年5月8日张贴、2018年5月14日截止只有6天，"
        "请延长后重新制作；确需如此，请写明理由"
    )
    made = draft(township, days=4, override="县里统一要求4天")
    assert made.override == "县里统一要求4天"
    assert made.id is not None
    said_again = refused(township, "post", made.id, DAY, "马队长")
    assert "只有6天" in said_again
    township.postings.post(made.id, DAY, "马队长", override="县里统一要求")
    assert township.postings.get(made.id, DAY).posting.override == "县里统一要求4天；县里统一要求"


def test_the_days_of_the_office_are_said_to_be_its_own(township: Office) -> None:
    facts = township.settings.facts()
    township.settings.save(replace(facts, notice_days={**facts.notice_days, "exit": 10}))
    with pytest.raises(Refused, match="拟退出公示应公示10天（本办“设置”，可在“设置”里改）"):
        draft(township, days=7)


def test_a_notice_posted_later_than_its_paper_says_asks_why_and_hangs_its_full_term(township: Office) -> None:
    made = draft(township)
    assert made.id is not None
    late = date(2018, 5, 10)
    assert refused(township, "post", made.id, late, "马队长") == (
        "公示上印的张贴日期是2018年5月8日，登记的是2018年5月10日，请改正日期或重新制作；确需如此，请写明理由"
    )
    township.postings.post(made.id, late, "马队长", override="大雪封路")
    assert township.postings.get(made.id, late).posting.until == date(2018, 5, 17)
    assert [each.until for each in township.printed.hanging(late)] == [date(2018, 5, 17)]


def test_working_days_are_counted_and_days_off_that_were_typed_in_are_left_out(township: Office) -> None:
    facts = township.settings.facts()
    holiday = {"since": "2018-05-16", "until": "2018-05-17", "kind": "off"}
    work = {"since": "2018-05-12", "until": "2018-05-12", "kind": "work"}
    township.settings.save(
        replace(facts, notice_working={**facts.notice_working, "exit": True}, holidays=(holiday, work))
    )
    id = posted(township)
    assert township.postings.get(id, DAY).posting.until == date(2018, 5, 18)
    now = township.postings.get(id, date(2018, 5, 14)).life
    assert (now.day, now.of, now.left) == (5, 7, 2)
    assert now.words == "公示中 第5个工作日/共7个工作日，还有2个工作日"
    text = township.notices.make("exit", villages=["月亮村"], start=DAY)[0][1].as_text()
    assert "公示期7个工作日：2018年5月8日张贴，自次日起计算，至2018年5月18日止。" in text


def test_every_kind_that_hangs_for_days_says_where_they_come_from() -> None:
    assert set(SOURCES) == set(NOTICE_DAYS) == {key for key, kind in KINDS.items() if kind.days is not None}


# Drafts and what is posted


def test_printing_a_notice_begins_its_life_and_printing_again_replaces_what_was_not_posted(
    township: Office, tmp_path: Path
) -> None:
    for start in (DAY, date(2018, 5, 9)):
        township.notices.write("exit", tmp_path, villages=["水村"], start=start, form="docx", how=How.SAVED)
    (only,) = township.postings.all(on=DAY)
    assert only.life.words == "已打印"
    assert only.posting.made_on == date(2018, 5, 9)
    assert township.postings.paper(only.posting.id or 0).startswith(b"%PDF")
    assert township.printed.hanging(DAY) == []
    township.postings.post(only.posting.id or 0, date(2018, 5, 9), "马队长")
    township.notices.write("exit", tmp_path, villages=["水村"], start=date(2018, 5, 10), how=How.SAVED)
    later, first = township.postings.all(on=AFTER)
    assert (later.life.words, first.life.words) == ("已打印", "公示中 第7天/共7天，今天期满")
    assert first.posting.sha256 == only.posting.sha256


def test_what_is_on_a_website_has_no_life_on_the_board(township: Office, tmp_path: Path) -> None:
    township.notices.write("exit", tmp_path, villages=["水村"], start=DAY, web=True, how=How.SAVED)
    assert township.postings.all(on=DAY) == []


def test_of_a_pack_only_the_notice_is_what_hangs(township: Office, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    township.notices.write("exit", tmp_path, villages=["水村"], start=DAY, pack=True, how=How.SAVED)
    (file,) = township.postings.all(on=DAY)
    pdf = PdfDocument(township.postings.paper(file.posting.id or 0))
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    assert "拟退出公示" in words
    assert "异议登记表" not in words
    assert file.posting.pages == 1


def test_a_draft_can_be_undone_and_what_was_posted_cannot(township: Office, tmp_path: Path) -> None:
    draft(township)
    (made,) = township.history.acts(None, 1)
    assert township.history.newest() != made.id, "Ctrl+Z passes over it, as over any paper"
    township.undo(made.id)
    assert township.postings.all(on=DAY) == []
    id = posted(township)
    with pytest.raises(Trouble) as said:
        township.undo()
    assert str(said.value) == (
        "“张贴公示：水村2018年贫困户拟退出公示”不能撤销：张贴过的公示只能撤回；"
        "登记错了，请到“公示”的“张贴”里撤回这份公示并写明原因，再重新登记"
    )
    for act in township.history.acts(None, 2):
        with pytest.raises(Trouble, match="张贴过的公示只能撤回"):
            township.undo(act.id)
    objection = township.postings.object_(id, DAY, "", "有车")
    with pytest.raises(Trouble, match="“登记公示异议：水村2018年贫困户拟退出公示”不能撤销"):
        township.undo()
    assert objection.id is not None
    township.postings.add_photos(id, [photo(tmp_path)], UP, DAY)
    township.undo()
    assert township.postings.get(id, DAY).photos == ()


def test_a_notice_is_posted_once_by_somebody(township: Office) -> None:
    made = draft(township)
    assert made.id is not None
    assert refused(township, "post", made.id, DAY, " ") == "还没有写张贴人，请写明由谁张贴"
    township.postings.post(made.id, DAY, "马队长")
    assert refused(township, "post", made.id, DAY, "马队长") == (
        "这份公示已登记2018年5月8日张贴；登记错了，请撤回这份公示并写明原因，再重新登记"
    )


def test_the_same_households_on_two_notices_that_hang_are_asked_about(township: Office) -> None:
    first = posted(township)
    again = draft(township).id or 0
    said = refused(township, "post", again, DAY, "马队长")
    assert said == (
        "张三户已在2018年5月8日张贴的“水村2018年贫困户拟退出公示”里公示，到2018年5月15日止，请核对是否重复；"
        "重新制作的请先撤回那一份；确需如此，请写明理由"
    )
    township.postings.withdraw(first, "重新制作", DAY)
    township.postings.post(again, DAY, "马队长")


def test_what_was_withdrawn_hangs_no_more_and_says_why(township: Office) -> None:
    id = posted(township)
    assert refused(township, "withdraw", id, "", AFTER) == "撤回公示要写明原因；原件和经过都会保留"
    township.postings.withdraw(id, "名单有误", AFTER)
    assert state(township, id, AFTER) == "已撤回"
    assert township.printed.hanging(DAY) == []
    assert township.postings.active("水村", "exit", 2018) is None
    assert township.postings.paper(id)
    assert refused(township, "take_down", id, AFTER, "马队长") == (
        "这份公示已于2018年5月16日撤回（名单有误），请用重新制作的那一份"
    )


def test_a_notice_whose_registration_was_wrong_begins_anew_with_the_same_paper(township: Office) -> None:
    id = posted(township)
    assert refused(township, "renew", id, AFTER) == (
        "这份公示没有撤回，不用重新登记；登记错了请先撤回并写明原因"
    )
    _one_more(township, "张三")
    township.postings.withdraw(id, "张贴人写错了", AFTER)
    new = township.postings.renew(id, AFTER).id or 0
    assert state(township, new, AFTER) == "已打印"
    assert township.postings.paper(new) == township.postings.paper(id)
    assert [each.people for each in township.postings.households_of(new)] == [5]
    township.postings.post(new, DAY, "李经办")
    assert township.postings.get(new, DAY).posting.until == LAST
    assert [each.until for each in township.printed.hanging(DAY)] == [LAST]


def test_a_wrong_day_of_taking_down_is_mended_with_a_reason(township: Office) -> None:
    id = posted(township)
    township.postings.take_down(id, AFTER, "马队长")
    assert refused(township, "take_down", id, LAST, "马队长") == (
        "这份公示已登记2018年5月16日撤下，不用再登记；确需如此，请写明理由"
    )
    township.postings.take_down(id, LAST, "马队长", override="日期写错了")
    assert township.postings.get(id, AFTER).posting.taken_down_on == LAST


def test_a_notice_is_not_withdrawn_before_it_was_posted_nor_archived_before_it_was_taken_down(
    township: Office,
) -> None:
    made = posted(township)
    with pytest.raises(Refused, match="撤回日期2018年5月1日早于制作日期2018年5月8日，请改正日期"):
        township.postings.withdraw(made, "错", date(2018, 5, 1))
    township.postings.take_down(made, date(2018, 5, 20), "张四")
    with pytest.raises(Refused, match="归档日期2018年5月19日早于撤下日期2018年5月20日，请改正日期"):
        township.postings.archive(made, date(2018, 5, 19), "照片没有拍")


def test_a_paper_that_is_gone_is_said(township: Office) -> None:
    id = posted(township)
    path = township.files.find(township.postings.get(id, DAY).posting.sha256)
    assert path is not None
    path.unlink()
    assert township.safety.verify().problems == (
        "公示“水村2018年贫困户拟退出公示”原件的文件不见了，不能原样补打，请从备份中恢复",
    )
    with pytest.raises(Trouble, match="“水村2018年贫困户拟退出公示”的原件不见了，请从备份中恢复后再补打"):
        township.postings.paper(id)


# Objections


def test_an_objection_is_investigated_answered_and_certified(township: Office, tmp_path: Path) -> None:
    id = posted(township)
    named = township.postings.households_of(id)[0]
    made = township.postings.object_(id, date(2018, 5, 10), "村民甲", "家里有小汽车", named.household_id)
    assert made.id is not None
    assert state(township, id, date(2018, 5, 11)) == "有异议 第3天/共7天，还有4天"
    assert state(township, id, AFTER) == "有异议 第7天/共7天，已期满"
    assert (
        refused(township, "end", id, AFTER, tmp_path / "a.pdf")
        == "还有1件异议没有答复，请先调查、答复并登记结果"
    )
    assert refused(township, "answer", made.id, AFTER, "", None, "") == (
        "还没有写调查人，请写明由谁调查；还没有写调查结果，请选择异议成立或异议不成立；还没有写答复内容，请写明查到什么、怎样答复"
    )
    assert refused(township, "answer", made.id, date(2018, 5, 9), "马队长", Finding.UPHELD, "属实") == (
        "调查日期2018年5月9日早于异议提出的2018年5月10日，请改正日期"
    )
    township.postings.answer(made.id, date(2018, 5, 12), "马队长", Finding.UPHELD, "车登记在户主名下")
    township.postings.end(id, AFTER, tmp_path / "a.txt")
    words = (tmp_path / "a.txt").read_text("utf-8")
    assert "公示期内收到异议1件，已全部调查核实并答复，其中成立1件，涉及的农户已退回重新核实" in words
    assert "张三" in words
    assert "车登记在户主名下" in words


def test_an_objection_after_the_end_is_asked_about_and_kept_with_its_reason(township: Office) -> None:
    id = posted(township)
    assert refused(township, "object_", id, AFTER, "村民甲", "有车") == (
        "公示期已于2018年5月15日届满（公示写明“在公示期内反映”），2018年5月16日提出的是逾期异议；确需如此，请写明理由"
    )
    made = township.postings.object_(id, AFTER, "村民甲", "有车", override="在外务工，才看到")
    assert made.override == "在外务工，才看到"


@pytest.mark.parametrize(
    ("on", "about", "household", "said"),
    [
        (date(2018, 5, 7), "有车", None, "登记异议的日期2018年5月7日早于张贴日期2018年5月8日，请改正日期"),
        (DAY, " ", None, "还没有写异议内容，请写明反映什么"),
        (
            DAY,
            "有车",
            "99",
            "“99”不在这份公示的名单里，请核对户编号；反映名单以外的户，请不填户编号，写在异议内容里",
        ),
    ],
)
def test_an_objection_that_cannot_be_is_said(
    township: Office, on: date, about: str, household: str | None, said: str
) -> None:
    assert refused(township, "object_", posted(township), on, "", about, household) == said


def test_nobody_objects_to_what_does_not_hang(township: Office) -> None:
    made = draft(township)
    assert refused(township, "object_", made.id, DAY, "", "有车") == (
        "这份公示还没有登记张贴，不能登记异议，请先登记张贴"
    )


def test_an_announcement_hangs_for_good_and_opens_no_objections(township: Office) -> None:
    made = township.postings.draft("commitment", villages=["水村"], start=DAY)[0]
    assert made.id is not None
    township.postings.post(made.id, DAY, "马队长")
    assert state(township, made.id, date(2018, 12, 1)) == "已张贴"
    assert "公告长期张贴，不设异议期" in refused(township, "object_", made.id, DAY, "", "不实")
    assert refused(township, "certificate", made.id, AFTER) == "公告长期张贴，没有期满，不用出无异议证明"


# Its end


def test_what_still_hangs_is_neither_certified_nor_taken_down_nor_archived(
    township: Office, tmp_path: Path
) -> None:
    id = posted(township)
    out = tmp_path / "a.pdf"
    assert refused(township, "end", id, LAST, out) == (
        "公示期到2018年5月15日止，还没有期满，请在期满次日以后再出证明"
    )
    assert not out.exists()
    assert refused(township, "take_down", id, date(2018, 5, 14), "") == (
        "还没有写撤下人，请写明由谁撤下；公示期到2018年5月15日止，2018年5月14日撤下就没有满期，请期满后再撤下；确需如此，请写明理由"
    )
    assert refused(township, "archive", id, AFTER) == (
        "还缺张贴照片、撤下登记、公示无异议证明，不能归档，请补齐；确需如此，请写明理由"
    )
    township.postings.take_down(id, date(2018, 5, 14), "马队长", override="风吹坏了")
    township.postings.archive(id, AFTER, "照片丢失")
    posting = township.postings.get(id, AFTER).posting
    assert posting.override == "风吹坏了；照片丢失"
    assert refused(township, "add_photos", id, [photo(tmp_path)], UP, DAY) == (
        "这份公示已于2018年5月16日归档，不能再改"
    )


def test_the_certificate_reads_as_it_is_kept_and_keeps_the_care_of_the_standard(
    township: Office, tmp_path: Path
) -> None:
    id = posted(township)
    for about, result, answer in (
        ("家里有小汽车", Finding.REJECTED, "经查车辆登记在已分户的儿子名下"),
        ("收入不止这些", Finding.UPHELD, "经查外出务工收入漏填，已重新核算"),
    ):
        made = township.postings.object_(id, date(2018, 5, 10), "村民甲", about, 1)
        township.postings.answer(made.id or 0, date(2018, 5, 12), "马队长", result, answer)
    document = township.postings.certificate(id, AFTER)
    assert is_golden("form_no_objection", document)
    township.postings.end(id, AFTER, tmp_path / "a.pdf")
    assert faults(tmp_path / "a.pdf", notice=True) == []


def test_a_village_gets_the_certificates_of_all_that_ended_as_one_form(township: Office) -> None:
    posted(township)
    with pytest.raises(Refused) as said:
        next(township.papers.make("no_objection", on=LAST, year=2018))
    assert str(said.value) == (
        "各村2018年没有期满的公示可出无异议证明（公示期过后、异议都已答复的才能出），请核对日期"
    )
    papers = list(township.papers.make("no_objection", on=AFTER, year=2018))
    assert [each.name for each in papers] == ["水村2018年贫困户拟退出公示_无异议证明"]


# Differences


def test_a_household_that_is_gone_and_one_that_came_to_another_group_are_differences(
    township: Office,
) -> None:
    made = township.postings.draft("housing", start=DAY)
    ids = {each.village: each.id or 0 for each in made}
    with township.store.write("变动") as unit:
        kept = unit.households.get(1)
        unit.households.save(replace(kept, group="三组"))
        gone = next(each for each in unit.households.all() if each.head == "王五")
        unit.households.save(replace(gone, ended_on=date(2018, 5, 12)))
    assert [each.sentence for each in township.postings.differences(ids["水村"], AFTER)] == [
        "张三户公示后村民小组由二组变三组"
    ]
    assert [each.sentence for each in township.postings.differences(ids["月亮村"], AFTER)] == [
        "王五户公示后已经销号，不在册了"
    ]


# What it means for the roads


def test_a_posted_notice_is_the_step_of_those_it_names_and_an_objection_sends_one_back(
    township: Office,
) -> None:
    from fupin_desktop.domain.procedure import RoadKind
    from fupin_desktop.services.posting import sequel
    from fupin_desktop.services.procedure import Doing

    doing = Doing(step="consented", on=date(2018, 5, 2), said={"signer": "张三"}, override="补录")
    township.procedures.do(RoadKind.EXIT, [1], doing, today=DAY)
    id = draft(township, households=[1]).id or 0
    made = township.postings.post(id, DAY, "马队长")
    assert sequel.after_posting(township, made, DAY) == "程序里已登记1户的公示"
    assert sequel.after_posting(township, made, DAY) == ""
    objection = township.postings.object_(id, date(2018, 5, 9), "村民甲", "有车", 1)
    assert sequel.after_objection(township, objection, AFTER).startswith("水村张三户已退回：有异议待查")
    second = township.postings.object_(id, date(2018, 5, 9), "村民乙", "有房", 1)
    assert sequel.after_objection(township, second, AFTER).startswith("水村张三户已退回：有异议待查")
    untrue = township.postings.answer(second.id or 0, AFTER, "马队长", Finding.REJECTED, "不是他的房")
    said = sequel.after_answer(township, untrue, AFTER, AFTER)
    assert said.startswith("水村张三户还有其他异议没有查清：有异议待查")
    answered = township.postings.answer(objection.id or 0, AFTER, "马队长", Finding.REJECTED, "不是他的车")
    assert sequel.after_answer(township, answered, AFTER, AFTER).startswith("水村张三户的程序继续办理：")
    withdrawn = township.postings.withdraw(id, "名单有误", AFTER)
    assert sequel.after_withdrawal(township, withdrawn, AFTER, AFTER) == "程序里1户的公示已一并撤回"
