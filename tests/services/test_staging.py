"""What came in stands beside the office's data until the clerk decides: whose value, which households, who is gone."""

from __future__ import annotations

import dataclasses
import errno
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.codes import EndReason, LeaveReason
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.services.importing import Choice, Decision, Draft
from fupin_desktop.services.office import Office
from tests.exports import a_row, an_export, id_of

JUNE, JULY = date(2018, 6, 8), date(2018, 7, 8)
ONE, TWO, THREE = (f"65000000000{n}" for n in (1, 2, 3))


def may(**other: Any) -> list[dict[str, Any]]:
    """Two households of three people as of May."""
    return [
        a_row(ONE, **{"人数": "2", **other}),
        a_row(ONE, 2, **{"人数": "2", **other}),
        a_row(TWO, 姓名="李顺", **{"行政村": "水村", **other}),
    ]


def read(office: Office, path: Path, rows: Sequence[dict[str, Any]], day: date = JUNE) -> Draft:
    return office.importing.read(an_export(path, rows, day=day.isoformat()))


@pytest.fixture
def may_office(office: Office, tmp_path: Path) -> Office:
    office.importing.apply(office.importing.read(an_export(tmp_path / "五月.xlsx", may())))
    return office


def household(office: Office, number: str = ONE) -> Household:
    return office.households.open(office.households.by_number(number)).household


def person(office: Office, name: str) -> Person:
    with office.store.read() as unit:
        found = unit.people.find(name=name)
    assert found is not None
    return found


def everybody(office: Office, on: date = JULY) -> Count:
    return office.figures.on(on).total("all")


def test_for_each_field_the_clerk_says_whose_value_counts(may_office: Office, tmp_path: Path) -> None:
    rows = [{**each, "联系电话": "13700000000", "人均纯收入": "3000"} for each in may()]
    draft = read(may_office, tmp_path / "六月.xlsx", rows)
    item = next(each for each in draft.of("changed") if each.household == ONE)
    phone = next(each for each in item.changes if each.label == "户联系电话")
    done = may_office.importing.apply(draft, take={phone.key: "office"})
    assert household(may_office).phone == "13900000001"
    assert household(may_office, TWO).phone == "13700000000"
    assert "1处保留本办的值，记入国扶待改" in done.sentence
    (waiting,) = may_office.national.waiting()
    assert (waiting.label, waiting.national, waiting.office) == ("户联系电话", "13700000000", "13900000001")
    assert waiting.evidence == "导入“六月.xlsx”时核对，保留本办的值"


def test_a_value_the_office_keeps_is_a_conflict_until_an_export_agrees(
    may_office: Office, tmp_path: Path
) -> None:
    rows = [{**each, "联系电话": "13700000000"} for each in may()]
    draft = read(may_office, tmp_path / "六月.xlsx", rows)
    first = draft.of("changed")[0]
    may_office.importing.apply(draft, take={first.key: "office"})
    again = read(may_office, tmp_path / "六月又.xlsx", rows)
    assert [each.household for each in again.conflicts()] == [first.household]
    assert not again.changes_anything
    agreed = read(may_office, tmp_path / "七月.xlsx", may(), JULY)
    done = may_office.importing.apply(agreed)
    assert "1处国扶待改已与国扶一致，从清单划去" in done.sentence
    assert not may_office.national.waiting()


def test_what_is_put_off_is_asked_again_and_no_conflict(may_office: Office, tmp_path: Path) -> None:
    rows = [{**each, "联系电话": "13700000000"} for each in may()]
    draft = read(may_office, tmp_path / "六月.xlsx", rows)
    first, second = draft.of("changed")
    done = may_office.importing.apply(draft, take={first.changes[0].key: "later"})
    assert done.waiting == 1
    again = read(may_office, tmp_path / "六月又.xlsx", rows)
    assert [each.household for each in again.of("changed")] == [first.household]
    assert not again.conflicts()
    assert household(may_office, second.household).phone == "13700000000"


def test_a_standing_that_the_office_keeps_is_noted_too(may_office: Office, tmp_path: Path) -> None:
    rows = [{**each, "脱贫属性": "已脱贫"} for each in may()]
    draft = read(may_office, tmp_path / "六月.xlsx", rows)
    item = next(each for each in draft.of("changed") if each.household == TWO)
    may_office.importing.apply(draft, take={item.key: "office"})
    assert may_office.figures.on(JUNE).total("lifted") == Count(1, 2)
    again = read(may_office, tmp_path / "六月又.xlsx", rows)
    (clash,) = again.conflicts()
    assert [(c.label, c.old, c.new) for c in clash.changes] == [("脱贫标志", "未脱贫", "已脱贫")]


def test_only_the_chosen_households_go_in_and_the_rest_waits(may_office: Office, tmp_path: Path) -> None:
    new = [a_row(THREE, 姓名="赵新", 行政村="新村")]
    rows = [{**each, "联系电话": "13700000000"} for each in may()] + new
    draft = read(may_office, tmp_path / "六月.xlsx", rows)
    done = may_office.importing.apply(draft, only={TWO})
    assert (done.households["changed"], done.people["new"], done.waiting) == (1, 0, 3)
    assert done.sentence.endswith("还有3项没有选，没有导入")
    assert household(may_office).phone == "13900000001"
    assert may_office.history.acts()[0].label == "导入：六月.xlsx（选中的部分）"
    with may_office.store.read() as unit:
        assert unit.villages.find(name="新村") is None
    rest = may_office.importing.read(tmp_path / "六月.xlsx")
    assert (rest.households["new"], rest.households["changed"]) == (1, 1)
    may_office.importing.apply(rest)
    assert everybody(may_office) == Count(3, 4)


def test_a_household_left_out_leaves_its_people_out(may_office: Office, tmp_path: Path) -> None:
    born = a_row(ONE, 3, 姓名="王小宝", 证件号码=id_of("20180601", 7), 人数="3")
    draft = read(may_office, tmp_path / "六月.xlsx", [*may(人数="3"), born])
    assert draft.people["new"] == 1
    left = next(each.key for each in draft.items if each.level == "household" and each.household == ONE)
    done = may_office.importing.apply(draft, without={left})
    assert done.people["new"] == 0
    assert everybody(may_office) == Count(2, 3)


def test_somebody_chosen_alone_brings_the_new_household(may_office: Office, tmp_path: Path) -> None:
    new = [a_row(THREE, 姓名="赵新", 人数="2"), a_row(THREE, 2, 姓名="赵小", 人数="2")]
    draft = read(may_office, tmp_path / "六月.xlsx", [*may(), *new])
    key = next(each.key for each in draft.of("new") if each.name == "赵新" and each.level == "person")
    may_office.importing.apply(draft, only={key})
    assert [each.name for each in may_office.households.open(3).members] == ["赵新"]


def test_part_of_an_import_is_taken_back_as_one(may_office: Office, tmp_path: Path) -> None:
    rows = [{**each, "联系电话": "13700000000"} for each in may()]
    before = household(may_office), household(may_office, TWO)
    other = a_row(THREE, 姓名="赵新", 行政村="水村")
    draft = read(may_office, tmp_path / "六月.xlsx", [*rows[:2], other])
    (gone,) = draft.gone
    done = may_office.importing.apply(
        draft, only={"changed"}, gone={gone.key: Decision(EndReason.DIED_OUT, date(2018, 6, 1))}
    )
    assert household(may_office).phone == "13700000000"
    assert household(may_office, TWO).ended_on == date(2018, 6, 1)
    may_office.undo(done.act)
    after = household(may_office), household(may_office, TWO)
    assert [dataclasses.replace(each, version=0) for each in after] == [
        dataclasses.replace(each, version=0) for each in before
    ]


@pytest.mark.parametrize(
    ("only", "sentence"),
    [
        ({"999"}, "文件里没有户编号为“999”的户"),
        ((), "没有选中要导入的户或人，没有导入"),
    ],
)
def test_a_choice_of_nothing_is_refused(
    may_office: Office, tmp_path: Path, only: set[str], sentence: str
) -> None:
    draft = read(may_office, tmp_path / "六月.xlsx", may(联系电话="13700000000"))
    acts = len(may_office.history.acts())
    with pytest.raises(Refused, match=sentence):
        may_office.importing.apply(draft, only=only)
    assert len(may_office.history.acts()) == acts


def test_when_every_change_is_put_off_nothing_is_said_to_be_done(may_office: Office, tmp_path: Path) -> None:
    draft = read(may_office, tmp_path / "六月.xlsx", may(联系电话="13700000000"))
    acts = len(may_office.history.acts())
    done = may_office.importing.apply(draft, take={each.key: "later" for each in draft.of("changed")})
    assert (done.act, done.batch) == (None, None)
    assert done.sentence == "没有保存任何内容：有变更，但都没有取用国扶的值"
    assert len(may_office.history.acts()) == acts


def test_a_part_that_went_in_does_not_hide_the_rest(may_office: Office, tmp_path: Path) -> None:
    """The short cut for the file that went in last must not take a part for the whole."""
    rows = may(联系电话="13700000000")
    may_office.importing.apply(read(may_office, tmp_path / "六月.xlsx", rows), only={ONE})
    assert may_office.importing.read(tmp_path / "六月.xlsx").households["changed"] == 1


class TestWhoIsNotInTheFile:
    def test_is_listed_and_left_alone(self, may_office: Office, tmp_path: Path) -> None:
        draft = read(may_office, tmp_path / "六月.xlsx", [{**may()[0], "人数": "1"}])
        assert [(each.level, each.name, each.village) for each in draft.gone] == [
            ("person", "王喜", "月亮村")
        ]
        whole = read(may_office, tmp_path / "全.xlsx", [*may()[:2], a_row(THREE, 行政村="水村")])
        assert [each.words for each in whole.gone] == ["水村 李顺（户编号650000000002）"]
        may_office.importing.apply(whole)
        assert household(may_office, TWO).ended_on is None

    def test_died_with_its_day(self, may_office: Office, tmp_path: Path) -> None:
        draft = read(may_office, tmp_path / "六月.xlsx", [{**may()[0], "人数": "1"}])
        (gone,) = draft.gone
        done = may_office.importing.apply(
            draft, gone={gone.key: Decision(LeaveReason.DEATH, date(2018, 6, 1))}
        )
        left = person(may_office, "王喜")
        assert (left.left_on, left.leave_reason) == (date(2018, 6, 1), LeaveReason.DEATH)
        assert "本次未出现的已处理1处" in done.sentence
        assert everybody(may_office) == Count(2, 2)

    def test_a_whole_household_moved_away_with_its_people(self, may_office: Office, tmp_path: Path) -> None:
        draft = read(may_office, tmp_path / "六月.xlsx", [a_row(TWO, 姓名="李顺", 行政村="月亮村")])
        gone = next(each for each in draft.gone if each.level == "household")
        may_office.importing.apply(draft, gone={gone.key: Decision(EndReason.MOVED_OUT, JUNE)})
        assert household(may_office).end_reason is EndReason.MOVED_OUT
        assert {each.leave_reason for each in may_office.households.open(1).members} == {
            LeaveReason.MOVED_OUT
        }

    def test_was_forgotten_by_the_national_system(self, may_office: Office, tmp_path: Path) -> None:
        draft = read(may_office, tmp_path / "六月.xlsx", [{**may()[0], "人数": "1"}])
        (gone,) = draft.gone
        may_office.importing.apply(draft, gone={gone.key: Decision("omitted")})
        assert person(may_office, "王喜").left_on is None
        assert person(may_office, "王喜").remark == "国扶漏报：2018-06-08的导出里没有，待录入国扶系统"
        draft = read(may_office, tmp_path / "七月.xlsx", [{**may()[0], "人数": "1"}], JULY)
        may_office.importing.apply(draft, gone={draft.gone[0].key: Decision("omitted")})
        assert person(may_office, "王喜").remark == "国扶漏报：2018-07-08的导出里没有，待录入国扶系统"

    @pytest.mark.parametrize(
        ("decision", "sentence"),
        [
            (Decision(LeaveReason.DEATH), "请填写王喜的减少日期，或改为“以后再说”"),
            (Decision(LeaveReason.DEATH, JULY), "王喜的减少日期2018-07-08晚于数据日期2018-06-08，请核对"),
            (Decision(EndReason.DIED_OUT, JUNE), "王喜不能按“died_out”处理"),
        ],
    )
    def test_a_decision_that_cannot_be_is_refused(
        self, may_office: Office, tmp_path: Path, decision: Decision, sentence: str
    ) -> None:
        draft = read(may_office, tmp_path / "六月.xlsx", [{**may(联系电话="137")[0], "人数": "1"}])
        acts = len(may_office.history.acts())
        with pytest.raises(Refused, match=sentence):
            may_office.importing.apply(draft, gone={draft.gone[0].key: decision})
        assert len(may_office.history.acts()) == acts

    def test_nobody_leaves_before_coming(self, may_office: Office, tmp_path: Path) -> None:
        came = dataclasses.replace(person(may_office, "王喜"), joined_on=date(2018, 5, 20))
        may_office.households.save_person(came)
        draft = read(may_office, tmp_path / "六月.xlsx", [{**may()[0], "人数": "1"}])
        with pytest.raises(Refused, match="减少日期2018-05-10早于增加日期2018-05-20"):
            may_office.importing.apply(
                draft, gone={draft.gone[0].key: Decision(LeaveReason.DEATH, date(2018, 5, 10))}
            )

    def test_somebody_of_another_reading_is_refused(self, may_office: Office, tmp_path: Path) -> None:
        draft = read(may_office, tmp_path / "六月.xlsx", [{**may()[0], "人数": "1"}])
        with pytest.raises(Refused, match="本次未出现的名单已经变了"):
            may_office.importing.apply(draft, gone={"gone:person:99": Decision("omitted")})


class TestSeveralFiles:
    def test_each_problem_names_its_file_and_row(self, office: Office, tmp_path: Path) -> None:
        one = an_export(tmp_path / "月亮村.xlsx", [a_row(ONE), a_row(ONE, 2, 人均纯收入="-5")])
        two = an_export(tmp_path / "水村.xlsx", [a_row(TWO, 行政村=""), a_row(THREE, 人均纯收入="-6")])
        draft = office.importing.read([one, two])
        said = {(each.file, each.row, each.text) for each in draft.problems if each.severity == "refused"}
        assert said == {
            ("月亮村.xlsx", 5, "人均纯收入为负数，请核对"),
            ("水村.xlsx", 4, "户编号650000000002是新的一户，但行政村为空，请补上"),
            ("水村.xlsx", 5, "人均纯收入为负数，请核对"),
        }
        assert {each.file for each in draft.of("new")} == {"月亮村.xlsx"}
        assert sorted(each.file for each in draft.of("refused", level="person")) == [
            "月亮村.xlsx",
            "水村.xlsx",
            "水村.xlsx",
        ]

    def test_a_person_in_both_is_said_with_the_other_file(self, office: Office, tmp_path: Path) -> None:
        one, two = (
            an_export(tmp_path / name, rows)
            for name, rows in (("甲.xlsx", [a_row(ONE)]), ("乙.xlsx", [a_row(TWO), a_row(ONE)]))
        )
        draft = office.importing.read([one, two])
        (problem,) = [each for each in draft.problems if each.severity == "refused"]
        assert (problem.file, problem.row) == ("乙.xlsx", 5)
        assert problem.text == "人编号与“甲.xlsx”的第4行重复，只取前面一行，请核对"

    def test_a_household_that_two_files_tell_differently_is_pointed_out(
        self, office: Office, tmp_path: Path
    ) -> None:
        one = an_export(tmp_path / "甲.xlsx", [a_row(ONE, 人数="2")])
        two = an_export(tmp_path / "乙.xlsx", [a_row(ONE, 2, 人数="2", 联系电话="137")])
        draft = office.importing.read([one, two])
        assert any(
            each.file == "乙.xlsx" and each.text.startswith("户编号650000000001在“甲.xlsx”里也有")
            for each in draft.problems
        )


def test_one_person_number_in_two_households_is_two_people_when_the_id_numbers_differ(
    office: Office, tmp_path: Path
) -> None:
    rows = [a_row(ONE), a_row(TWO, 人编号=a_row(ONE)["人编号"], 姓名="李顺")]
    draft = office.importing.read(an_export(tmp_path / "一.xlsx", rows))
    assert draft.people["new"] == 2
    (finding,) = [each.text for each in draft.problems if each.field == "人编号"]
    assert finding == "李顺的人编号与第4行相同，证件号码不同，按两个人读入，请核对"
    office.importing.apply(draft)
    again = office.importing.read(an_export(tmp_path / "二.xlsx", rows))
    assert (again.people["unchanged"], again.gone) == (2, [])


class TestWhatWaits:
    """Read and not yet imported: it survives the end of the program with what was chosen."""

    def test_a_reading_and_its_choices_are_there_after_a_restart(
        self, may_office: Office, tmp_path: Path
    ) -> None:
        path = an_export(tmp_path / "六月.xlsx", may(联系电话="137")[:2], day=None)
        draft = may_office.importing.read(path, day=JUNE, keep=True)
        choice = Choice({draft.of("changed")[0].key: "office"}, None, {"person:1"}, {})
        may_office.importing.choose(draft, choice)
        path.unlink()
        again = Office.open(may_office.folder, by="李经办")
        (waits,) = again.importing.waiting()
        assert (waits.files, waits.data_day) == (("六月.xlsx",), "2018-06-08")
        assert waits.sentence == draft.sentence
        assert waits.choice == choice
        reopened = again.importing.reopen(waits.token)
        assert reopened.sentence == draft.sentence
        assert reopened.of("changed")[0].key in waits.choice.take
        again.close()

    def test_an_applied_reading_waits_no_more(self, may_office: Office, tmp_path: Path) -> None:
        path = an_export(tmp_path / "六月.xlsx", may(联系电话="137"), day="2018-06-08")
        draft = may_office.importing.read(path, keep=True)
        assert [each.token for each in may_office.importing.waiting()] == [draft.token]
        may_office.importing.apply(draft)
        assert may_office.importing.waiting() == []
        assert list((may_office.folder / "incoming").iterdir()) == []

    def test_the_part_that_was_not_chosen_goes_on_waiting(self, may_office: Office, tmp_path: Path) -> None:
        path = an_export(tmp_path / "六月.xlsx", may(联系电话="137"), day="2018-06-08")
        draft = may_office.importing.read(path, keep=True)
        may_office.importing.apply(draft, only={ONE})
        (waits,) = may_office.importing.waiting()
        rest = may_office.importing.reopen(waits.token)
        assert [each.household for each in rest.of("changed")] == [TWO]
        may_office.importing.apply(rest)
        assert may_office.importing.waiting() == []

    def test_killed_between_the_act_and_the_clearing_nothing_is_applied_twice(
        self, may_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = an_export(tmp_path / "六月.xlsx", may(联系电话="137"), day="2018-06-08")
        draft = may_office.importing.read(path, keep=True)
        with monkeypatch.context() as patched:
            patched.setattr("shutil.rmtree", _killed)
            with pytest.raises(SystemExit):
                may_office.importing.apply(draft)
        acts = len(may_office.history.acts())
        assert household(may_office).phone == "137"
        assert may_office.importing.waiting() == []  # the choices went first: what is left is no reading
        again = may_office.importing.read(path, keep=True)
        assert not again.changes_anything
        assert may_office.importing.apply(again).act is None
        assert len(may_office.history.acts()) == acts

    def test_killed_while_copying_nothing_half_is_offered(
        self, may_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = an_export(tmp_path / "六月.xlsx", may(联系电话="137"), day="2018-06-08")
        monkeypatch.setattr("fupin_desktop.services.importing.staged.write_whole", _killed)
        with pytest.raises(SystemExit):
            may_office.importing.read(path, keep=True)
        assert may_office.importing.waiting() == []

    def test_a_dropped_reading_is_gone_and_the_clerks_file_stays(
        self, may_office: Office, tmp_path: Path
    ) -> None:
        path = an_export(tmp_path / "六月.xlsx", may(), day="2018-06-08")
        draft = may_office.importing.read(path, keep=True)
        may_office.importing.drop(draft.token)
        assert may_office.importing.waiting() == []
        assert path.exists()
        with pytest.raises(Trouble, match="这份待处理的文件已经不在了"):
            may_office.importing.reopen(draft.token)

    def test_the_same_file_read_again_goes_on_with_its_choices(
        self, may_office: Office, tmp_path: Path
    ) -> None:
        path = an_export(tmp_path / "六月.xlsx", may(联系电话="137"), day="2018-06-08")
        draft = may_office.importing.read(path, keep=True)
        may_office.importing.choose(draft, Choice({"household:0": "office"}))
        may_office.importing.read(path, keep=True)
        (waits,) = may_office.importing.waiting()
        assert waits.choice.take == {"household:0": "office"}

    def test_files_of_one_name_from_two_folders_wait_together(self, office: Office, tmp_path: Path) -> None:
        for name, row in (("甲", a_row(ONE)), ("乙", a_row(TWO))):
            (tmp_path / name).mkdir()
            an_export(tmp_path / name / "名单.xlsx", [row])
        draft = office.importing.read(
            [tmp_path / "甲" / "名单.xlsx", tmp_path / "乙" / "名单.xlsx"], keep=True
        )
        again = office.importing.reopen(draft.token)
        assert (again.households["new"], again.files) == (2, ("名单.xlsx", "名单.xlsx"))

    @pytest.mark.parametrize(
        ("error", "sentence"),
        [
            (OSError(errno.ENOSPC, "No space left"), "磁盘已满，请清理磁盘空间后再读一次"),
            (PermissionError(errno.EACCES, "denied"), "没有权限写入办公室文件夹，请检查文件夹的权限"),
            (OSError(errno.EIO, "I/O error"), "读写磁盘出错"),
        ],
    )
    def test_a_disk_that_refuses_is_said_in_one_sentence(
        self,
        may_office: Office,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        error: OSError,
        sentence: str,
    ) -> None:
        def refused(*_: object, **__: object) -> None:
            raise error

        path = an_export(tmp_path / "六月.xlsx", may(), day="2018-06-08")
        monkeypatch.setattr("shutil.copyfileobj", refused)
        with pytest.raises(Trouble, match=f"读取的文件没有留存，本办数据没有改动：{sentence}"):
            may_office.importing.read(path, keep=True)
        assert may_office.importing.waiting() == []

    def test_choices_that_are_damaged_are_no_reading(self, may_office: Office, tmp_path: Path) -> None:
        path = an_export(tmp_path / "六月.xlsx", may(), day="2018-06-08")
        draft = may_office.importing.read(path, keep=True)
        (may_office.folder / "incoming" / draft.token / "choices.json").write_text("{", encoding="utf-8")
        assert may_office.importing.waiting() == []
        assert may_office.importing.read(path, keep=True).token == draft.token
        assert len(may_office.importing.waiting()) == 1


def _killed(*_: object, **__: object) -> None:
    raise SystemExit
