"""Every kind of notice: who stands on it, what it says, who signs it, for how long it hangs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.codes import LineKind, MonitoringKind, Removal, Risk, Status
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.household import Monitoring, Standing
from fupin_desktop.domain.housing import Subsidy
from fupin_desktop.domain.notice import KINDS
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.paper import How
from fupin_desktop.reports.document import Table
from fupin_desktop.services.notice.proposing import Candidate
from fupin_desktop.services.office import Office
from fupin_desktop.services.settings import NOTICE_DAYS
from tests.papers import faults, is_golden
from tests.township import DAY

NEW = [
    "township_review", "county_announcement", "exit_second", "exit_announcement", "housing_payment",
    "monitoring_announcement", "risk_removed", "risk_removed_announcement", "commitment", "project_before", "project_after",
]  # fmt: skip
ANNOUNCED = [
    "county_announcement",
    "exit_announcement",
    "monitoring_announcement",
    "risk_removed_announcement",
]


@pytest.fixture
def board(township: Office) -> Office:
    """The township with three who are monitored, one whose risk was removed, and a 驻村 team in 水村."""
    with township.store.write("监测和队员") as unit:
        for household, identified, removed, kind in (
            (7, date(2018, 4, 2), None, MonitoringKind.UNSTABLE),
            (9, date(2017, 9, 1), None, MonitoringKind.UNSTABLE),
            (2, date(2017, 10, 9), None, MonitoringKind.MARGINAL),
            (4, date(2017, 6, 5), date(2018, 4, 20), MonitoringKind.SUDDEN),
        ):
            unit.monitorings.save(
                Monitoring(
                    household_id=household, kind=kind, risks=(Risk.ILLNESS,), found_on=date(2017, 5, 1),
                    identified_on=identified, removed=removed is not None, removed_on=removed,
                    removal=Removal.HELPED if removed else None, no_labour=household == 2,
                )
            )  # fmt: skip
        cadre = unit.cadres.save(
            Cadre(name="马队长", unit="星海县农业局", duty="队长", phone="13800002222", in_village=True)
        )
        assert cadre.id is not None
        unit.pairings.save(Pairing(household_id=1, cadre_id=cadre.id, post=Post.A, since=date(2018, 1, 1)))
    return township


def text(office: Office, kind: str, **more: object) -> str:
    """The words of the first village's notice."""
    return office.notices.make(kind, start=DAY, **more)[0][1].as_text()  # type: ignore[arg-type]


def proposed(office: Office, kind: str, on: date = DAY) -> dict[str, Candidate]:
    return {each.head: each for each in office.notices.propose(kind, on=on)}


def ticked(found: dict[str, Candidate]) -> list[str]:
    return [name for name, each in found.items() if each.ticked]


@pytest.mark.parametrize("kind", NEW)
def test_each_kind_reads_as_it_is_kept(board: Office, kind: str) -> None:
    assert is_golden(f"notice_{kind}", board.notices.make(kind, start=DAY)[0][1])


@pytest.mark.parametrize("kind", NEW)
def test_each_kind_keeps_the_care_of_the_standard(board: Office, kind: str, tmp_path: Path) -> None:
    made = board.notices.write(kind, tmp_path, start=DAY)
    assert faults(made.files[0], notice=True) == []


def test_the_days_of_every_kind_can_be_set() -> None:
    assert {key: kind.days for key, kind in KINDS.items() if kind.days is not None} == NOTICE_DAYS


# Who stands on it


def test_a_review_without_a_record_of_the_first_notice_says_so(board: Office, tmp_path: Path) -> None:
    made = board.notices.write("township_review", tmp_path, start=DAY)
    assert made.remarks[0] == (
        "还没有识别初选名单公示的记录，名单按现有数据提出，请核对识别初选名单公示期满无异议后再张贴"
    )


def test_while_the_first_notice_hangs_nobody_is_ticked_for_the_second(board: Office, tmp_path: Path) -> None:
    board.notices.write("identification", tmp_path, start=DAY, how=How.SAVED)
    before = proposed(board, "township_review", date(2018, 5, 15))
    after = proposed(board, "township_review", date(2018, 5, 16))
    assert ticked(before) == []
    assert before["周九"].reasons[-1] == "识别初选名单公示2018年5月15日期满，现在还没有期满"
    assert ticked(after) == ["周九"]
    assert after["周九"].reasons[-1] == "识别初选名单公示已于2018年5月15日期满"
    assert board.notices.write("township_review", tmp_path, start=date(2018, 5, 16)).remarks == (
        "没有需要公示的村：水村",
    )


def test_the_counties_list_has_who_came_onto_the_register_this_year(board: Office) -> None:
    with board.store.write("新纳入") as unit:
        unit.standings.save(Standing(household_id=11, since=date(2018, 4, 28), status=Status.POOR))
    found = proposed(board, "county_announcement")
    assert found["吴十"].reasons == ("2018年4月28日纳入",)
    assert ticked(found) == ["吴十", "周九"]


def test_where_the_register_says_who_left_it_only_they_are_announced(board: Office) -> None:
    found = proposed(board, "exit_announcement")
    assert ticked(found) == ["赵六"]
    assert found["张三"].reasons[-1] == "脱贫标志还是未脱贫"
    with board.store.write("改回") as unit:
        for each in unit.standings.all(household_id=7, status=Status.LIFTED):
            unit.standings.remove(each)
    assert ticked(proposed(board, "exit_announcement")) == ["张三", "赵六", "王五"]


def test_who_was_lifted_again_or_by_its_year_is_announced_and_who_was_stable_is_not(board: Office) -> None:
    with board.store.write("再脱贫") as unit:
        for since, status in ((date(2017, 5, 1), Status.RETURNED), (date(2018, 3, 1), Status.LIFTED)):
            unit.standings.save(Standing(household_id=3, since=since, status=status))
        unit.standings.save(Standing(household_id=9, since=date(2018, 3, 20), status=Status.STABLE))
        unit.households.save(replace(unit.households.get(4), lifted_year=2018))
    found = proposed(board, "exit_announcement")
    assert {name: each.reasons for name, each in found.items() if each.ticked} == {
        "阿依古丽·买买提": ("2018年3月1日标注脱贫",),
        "仇㛃": ("2018年标注脱贫",),
        "赵六": ("2018年5月2日标注脱贫",),
    }


def test_houses_are_listed_when_they_are_finished_and_paid(board: Office) -> None:
    found = proposed(board, "housing_payment")
    assert {name: each.reasons[-1] for name, each in found.items()} == {
        "阿依古丽·买买提": "2018年5月4日拨付补助20000元",
        "张三": "还没有竣工，补助资金也没有拨付",
        "王五": "还没有竣工，补助资金也没有拨付",
    }
    assert ticked(found) == ["阿依古丽·买买提"]


def test_monitored_households_are_announced_once_they_are_identified(board: Office) -> None:
    found = proposed(board, "monitoring_announcement")
    assert ticked(found) == ["赵六"]
    assert found["阿依古丽·买买提"].reasons[-1] == "还没有登记识别监测时间"


def test_a_risk_is_proposed_as_removed_after_half_a_year_of_enough_income(board: Office) -> None:
    found = proposed(board, "risk_removed")
    assert ticked(found) == ["孙八"]
    assert found["赵六"].reasons[-1] == "认定不满六个月"
    assert found["单䶮"].reasons[-1] == "整户无劳动能力兜底保障户，暂不标注风险消除"
    assert found["孙八"].note == "本年度没有设置监测范围，没有比较收入，请核对收入后再张贴"
    board.settings.save_line(
        PovertyLine(
            year=2018, region="国家", kind=LineKind.MONITORING, amount=Decimal("6500.00"), basis="测试"
        )
    )
    low = proposed(board, "risk_removed")["孙八"]
    assert (low.ticked, low.note) == (False, "")
    assert low.reasons[-1] == "2018年人均纯收入距标准线还差 500.00 元"


def test_risks_removed_this_year_are_announced(board: Office) -> None:
    found = proposed(board, "risk_removed_announcement")
    assert ticked(found) == ["仇㛃"]
    assert found["孙八"].reasons[-1] == "风险还没有消除"


# What it says


@pytest.mark.parametrize("kind", ANNOUNCED)
def test_an_announcement_opens_no_time_for_objections_and_says_whom_to_call(board: Office, kind: str) -> None:
    said = text(board, kind)
    assert "现予公告。" in said
    assert "公示期" not in said
    assert "异议" not in said
    assert "监督电话：0999-1234567" in said


def test_a_draft_for_the_county_says_that_it_is_one(board: Office, tmp_path: Path) -> None:
    made = board.notices.write("county_announcement", tmp_path, start=DAY, form="txt")
    assert made.remarks[0] == "县级公告是代拟稿，请报星海县扶贫开发领导小组办公室审定、印发后再张贴"
    lines = made.files[0].read_text("utf-8").splitlines()
    assert lines[:2] == ["星海县2018年建档立卡贫困户公告", "（代拟稿）"]
    assert lines[-2:] == ["星海县扶贫开发领导小组办公室", "2018年5月8日"]
    assert (made.end, made.as_json()["to"]) == (None, None)


def test_names_of_offices_are_those_of_the_day(board: Office) -> None:
    ((_, later),) = board.notices.make("exit_announcement", start=date(2022, 5, 9), households=["65900001"])
    assert later.as_text().splitlines()[-2] == "星海县乡村振兴局"


def test_the_usual_basis_is_that_of_the_day(board: Office) -> None:
    with board.store.write("申请") as unit:
        unit.households.save(replace(unit.households.get(10), applied_on=date(2022, 4, 2)))
    ((_, later),) = board.notices.make("identification", start=date(2022, 5, 9))
    assert "根据健全防止返贫动态监测和帮扶机制有关规定，经农户申请" in later.as_text()


def test_each_line_of_a_notice_leads_to_its_household(board: Office) -> None:
    table = next(
        each for each in board.notices.make("exit", start=DAY)[0][1].blocks if isinstance(each, Table)
    )
    assert [tuple(each) for each in table.traces] == [(0, -1, "household:1")]


def test_money_that_was_paid_is_added_up_in_figures_and_in_words(board: Office, tmp_path: Path) -> None:
    with board.store.write("补助") as unit:
        kept = unit.subsidies.all()[0]
        unit.subsidies.save(
            Subsidy(
                household_id=kept.household_id, renovation_id=kept.renovation_id, source="县级配套",
                amount=Decimal("4500.30"), paid_on=date(2018, 5, 7),
            )
        )  # fmt: skip
    said = text(board, "housing_payment")
    assert "合计 |  | 1户 | 3 |  |  |  |  | 24500.30 | " in said
    assert (
        "补助资金合计24500.30元（大写：人民币贰万肆仟伍佰元叁角整），资金来源：中央20000元、县级配套4500.30元。"
        in said
    )
    late = board.notices.write("housing_payment", tmp_path, start=date(2018, 6, 8)).remarks
    assert late[0] == "最早一笔补助资金2018年5月7日拨付，离公示已超过20个工作日，请尽快张贴"


def test_only_money_of_the_year_up_to_the_day_counts(board: Office) -> None:
    assert ticked(proposed(board, "housing_payment", date(2018, 5, 3))) == []


def test_a_promise_names_the_team_with_its_public_phones(board: Office) -> None:
    said = text(board, "commitment", villages=["水村"])
    assert "我们是星海县农业局派驻水村的驻村工作队" in said
    assert "马队长 | 星海县农业局 | 队长 | 13800002222 | " in said
    assert "马队长" not in text(board, "commitment", villages=["月亮村"])


def test_notices_without_households_are_made_for_every_village(board: Office, tmp_path: Path) -> None:
    made = board.notices.write("project_before", tmp_path, start=DAY, form="txt")
    assert [each.stem for each in made.files] == ["01水村", "02月亮村"]
    assert made.households == 0
    assert "公示期10天：2018年5月8日张贴，自次日起计算，至2018年5月18日止。" in made.files[0].read_text(
        "utf-8"
    )
    assert "衔接资金项目安排公示" in board.notices.make("project_before", start=date(2022, 5, 9))[0][1].title


# Packs and websites


def test_a_pack_begins_with_what_to_nail_where_until_when(board: Office) -> None:
    made = [
        document
        for village, document in board.notices.make("exit", start=DAY, pack=True)
        if village == "水村"
    ]
    assert [each.title for each in made] == [
        "水村拟退出公示张贴清单", "水村2018年贫困户拟退出公示", "公示无异议证明", "公示异议登记表", "张贴照片",
    ]  # fmt: skip
    assert "1 | 拟退出公示 | A4纸1张 | 张贴在村务公开栏 | 2018年5月8日 | 2018年5月15日" in made[0].as_text()
    assert "（共1户5人）已于2018年5月8日张贴在水村村务公开栏" in made[2].as_text()
    assert is_golden(
        "notice_pack", replace(made[0], blocks=[*made[0].blocks, *made[2].blocks, *made[3].blocks])
    )


def test_the_pack_of_an_announcement_has_nothing_about_objections(board: Office) -> None:
    made = board.notices.make("exit_announcement", start=DAY, pack=True)
    assert [document.title for _, document in made] == [
        "月亮村退出公告张贴清单", "星海县2018年贫困户退出公告", "张贴照片",
    ]  # fmt: skip
    assert "1 | 退出公告 | A4纸1张 | 张贴在村务公开栏 | 2018年5月8日 | 长期" in made[0][1].as_text()


@pytest.mark.parametrize(("kind", "paper"), [("exit", "A3"), ("housing_payment", "A4"), ("commitment", "A4")])
def test_a_pack_is_one_file_set_with_care(board: Office, kind: str, paper: str, tmp_path: Path) -> None:
    made = board.notices.write(kind, tmp_path, villages=["水村"], start=DAY, pack=True, paper=paper)
    assert [each.name for each in made.files] == ["01水村_成套材料.pdf"]
    assert faults(made.files[0], notice=True) == []


def test_a_website_shows_less_than_the_board(board: Office, tmp_path: Path) -> None:
    made = board.notices.write("housing_payment", tmp_path, start=DAY, web=True, form="txt")
    said = made.files[0].read_text("utf-8")
    assert made.files[0].name == "01水村_网站版.txt"
    assert "序号 | 户主姓名 | 家庭人口数 | 房屋等级 | 改造方式 | 竣工日期 | 补助金额（元） | 发放日期" in said
    assert "1 | 阿*提 | 3 | D级 | 拆除重建" in said.replace("原址翻建", "拆除重建")
    assert "发布，自次日起计算" in said


def test_a_child_and_its_guardian_are_hidden_on_a_website(board: Office) -> None:
    ((_, document),) = board.notices.make("exit", start=DAY, households=["65900005"], web=True)
    assert "1 | 李某某，监护人：李*山 | 2" in document.as_text()


@pytest.mark.parametrize(
    "kind", ["monitoring", "monitoring_announcement", "risk_removed", "risk_removed_announcement"]
)
def test_monitored_households_are_never_on_a_website(board: Office, kind: str) -> None:
    with pytest.raises(Trouble, match=f"{KINDS[kind].label}只在村里张贴，没有网站版；请去掉网站版再生成"):
        board.notices.make(kind, start=DAY, web=True)


def test_since_2021_those_who_apply_are_monitored_and_hang_in_the_village_only(board: Office) -> None:
    with pytest.raises(Trouble, match="识别初选名单公示只在村里张贴，没有网站版"):
        board.notices.make("identification", start=date(2022, 5, 9), web=True)


def test_a_website_has_no_pack(board: Office) -> None:
    with pytest.raises(Trouble, match="网站版不张贴，没有成套材料；请去掉其中一项"):
        board.notices.make("exit", start=DAY, web=True, pack=True)


# Formats


@pytest.mark.parametrize("form", ["docx", "xlsx", "txt"])
def test_notices_can_be_edited(board: Office, tmp_path: Path, form: str) -> None:
    made = board.notices.write("exit", tmp_path, villages=["水村"], start=DAY, form=form, pack=True)
    again = board.notices.write("exit", tmp_path, villages=["水村"], start=DAY, form=form, pack=True)
    other = board.notices.write("exit_second", tmp_path, villages=["水村"], start=DAY, form=form, pack=True)
    assert made.files == again.files
    assert other.files[0].name == f"01水村_成套材料_退出第二次公示.{form}"
    assert "张三" in words(made.files[0])


def words(file: Path) -> str:
    """What a file says, whatever its form."""
    if file.suffix == ".txt":
        return file.read_text("utf-8")
    if file.suffix == ".docx":
        from docx import Document as Word

        tables = [cell.text for table in Word(str(file)).tables for row in table.rows for cell in row.cells]
        return "\n".join(tables)
    from openpyxl import load_workbook

    sheets = load_workbook(file).worksheets
    return "\n".join(
        str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
    )


# What is recorded


def hanging(office: Office, on: date) -> list[tuple[str, str, date | None]]:
    return [(each.village, each.kind, each.until) for each in office.printed.hanging(on)]


def test_what_was_written_hangs_until_its_last_day(board: Office, tmp_path: Path) -> None:
    board.notices.write("exit", tmp_path, start=DAY, how=How.SAVED)
    board.notices.write("exit_announcement", tmp_path, start=date(2018, 5, 16), how=How.PRINTED)
    assert hanging(board, date(2018, 5, 7)) == []
    assert hanging(board, date(2018, 5, 15)) == [
        ("水村", "notice:exit", date(2018, 5, 15)), ("月亮村", "notice:exit", date(2018, 5, 15)),
    ]  # fmt: skip
    assert hanging(board, date(2018, 9, 1)) == [("月亮村", "notice:exit_announcement", None)]


def test_a_batch_is_one_act_and_a_look_is_none(board: Office, tmp_path: Path) -> None:
    board.notices.write("exit", tmp_path / "look", start=DAY)
    assert board.printed.all() == []
    board.notices.write("exit", tmp_path, start=DAY, how=How.SAVED)
    last, first = board.printed.all()
    assert (first.heading, first.pages, first.how, first.place, first.posted_on, first.file) == (
        "水村2018年贫困户拟退出公示", 1, How.SAVED, "村务公开栏", DAY, "01水村.pdf",
    )  # fmt: skip
    assert last.village == "月亮村"
    act = board.history.acts(None, 1)[0]
    assert act.label == "存为文件公示：水村2018年贫困户拟退出公示等2份"
    board.undo(act.id)
    assert board.printed.all() == []


def test_a_notice_written_again_counts_as_the_next_edition_and_hangs_once(
    board: Office, tmp_path: Path
) -> None:
    for _ in range(2):
        board.notices.write("exit", tmp_path, villages=["水村"], start=DAY, how=How.SAVED)
    assert [each.edition for each in board.printed.hanging(DAY)] == [2]


def test_what_was_taken_down_hangs_no_more(board: Office, tmp_path: Path) -> None:
    board.notices.write("commitment", tmp_path, villages=["水村"], start=DAY, how=How.SAVED)
    (notice,) = board.printed.hanging(DAY)
    with pytest.raises(Refused, match="撤下日期不能是2018年5月1日，它是2018年5月8日张贴的，请改正日期"):
        board.printed.taken_down(notice, date(2018, 5, 1))
    with pytest.raises(Refused, match="“水村驻村工作队公开承诺”请到“公示”的“张贴”里登记撤下，要写明由谁撤下"):
        board.printed.taken_down(notice, date(2018, 6, 1))
    (file,) = board.postings.all(on=DAY)
    board.postings.post(file.posting.id or 0, DAY, "马队长")
    board.postings.take_down(file.posting.id or 0, date(2018, 6, 1), "马队长")
    assert hanging(board, date(2018, 5, 31)) != []
    assert hanging(board, date(2018, 6, 1)) == []


def test_what_is_on_a_website_hangs_nowhere(board: Office, tmp_path: Path) -> None:
    made = board.notices.write("exit", tmp_path, villages=["水村"], start=DAY, web=True)
    board.notices.keep(made, How.PRINTED)
    (kept,) = board.printed.all()
    assert (kept.kind, kept.place, kept.how) == ("notice:exit:web", "网站", How.PRINTED)
    assert hanging(board, DAY) == []
    with pytest.raises(Refused, match="撤下日期不能是2018年5月8日，它没有张贴过，请改正日期"):
        board.printed.taken_down(kept, DAY)


# What cannot be


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (date(2018, 5, 1), "公示截止2018年5月1日早于张贴日期2018年5月8日，请改正日期"),
        (DAY, "公示截止2018年5月8日就是张贴的当天，公示期从次日起计算，请改正日期"),
        (date(2020, 5, 8), "公示截止2020年5月8日离张贴日期2018年5月8日超过365天，请改正日期"),
    ],
)
def test_a_period_ends_after_it_starts(board: Office, tmp_path: Path, until: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        board.notices.write("exit", tmp_path / "out", start=DAY, until=until)
    assert not (tmp_path / "out").exists()


def test_an_end_that_is_said_is_kept_and_what_is_odd_about_it_is_told(board: Office, tmp_path: Path) -> None:
    made = board.notices.write("exit", tmp_path, start=DAY, until=date(2018, 5, 12))
    assert made.end == date(2018, 5, 12)
    assert made.remarks[:2] == (
        "公示期满日2018年5月12日是休息日，请核对", "公示期只有4天，拟退出公示一般不少于7天，请核对",
    )  # fmt: skip


def test_days_and_an_end_are_not_both_said(board: Office) -> None:
    with pytest.raises(Refused, match="公示天数和截止日期只能填一项，请去掉其中一项"):
        board.notices.make("exit", start=DAY, days=7, until=date(2018, 5, 20))
    with pytest.raises(Refused, match="县级公告长期张贴，不设公示期，请去掉公示天数和截止日期"):
        board.notices.make("county_announcement", start=DAY, days=7)


@pytest.mark.parametrize(
    ("kind", "name", "label"), [("exit_second", "township", "乡镇"), ("exit_announcement", "county", "县")]
)
def test_who_cannot_sign_is_told_where_to_say_so(board: Office, kind: str, name: str, label: str) -> None:
    board.settings.save(replace(board.settings.facts(), **{name: ""}))  # type: ignore[arg-type]
    with pytest.raises(
        Refused, match=f"还没有填写{label}，{KINDS[kind].label}要用它署名，请在“设置”里填写后再生成"
    ):
        board.notices.make(kind, start=DAY)


def test_a_notice_that_names_nobody_takes_no_households(board: Office) -> None:
    with pytest.raises(Trouble, match="工作队承诺公示不列农户，请只选行政村"):
        board.notices.make("commitment", households=["65900001"], start=DAY)
    with pytest.raises(Trouble, match="没有名为“火星村”的行政村"):
        board.notices.make("commitment", villages=["火星村"], start=DAY)


def test_an_office_without_villages_is_told_to_enter_them(office: Office) -> None:
    for each in office.settings.villages():
        office.settings.remove_village(each)
    with pytest.raises(Refused, match="还没有登记行政村，请在“设置”里登记后再生成"):
        office.notices.make("commitment", start=DAY)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (
            "address",
            "人民路1号 11010519491231002X",
            "有像证件号码的数字（110.*2X），在“通讯地址：人民路1号”之后",
        ),
        (
            "basis",
            {"exit": "《办法》6222020200112233445"},
            "有像银行卡号的数字（622.*45），在“根据《办法》”之后",
        ),
    ],
)
def test_a_private_number_in_free_text_is_found_where_it_stands(
    board: Office, tmp_path: Path, field: str, typed: object, said: str
) -> None:
    board.settings.save(replace(board.settings.facts(), **{field: typed}))  # type: ignore[arg-type]
    with pytest.raises(Refused, match=f"水村的公示{said}，已停止生成，请改正后再试"):
        board.notices.write("exit", tmp_path / "out", start=DAY, how=How.SAVED)
    assert not (tmp_path / "out").exists()
    assert board.printed.all() == []


def test_a_private_number_in_what_is_said_of_the_team_is_found_too(board: Office) -> None:
    with board.store.write("误填") as unit:
        cadre = unit.cadres.all()[0]
        unit.cadres.save(replace(cadre, duty="队长 11010519491231002X"))
    with pytest.raises(Refused, match="水村的公示有像证件号码的数字"):
        board.notices.make("commitment", villages=["水村"], start=DAY)


def test_a_character_that_no_face_has_is_told_with_the_person(board: Office, tmp_path: Path) -> None:
    with board.store.write("怪字") as unit:
        unit.households.save(replace(unit.households.get(1), head="张\ue123"))
    with pytest.raises(
        Trouble, match=r"U\+E123）不在任何字体中，无法打印.*水村2018年贫困户拟退出公示.*张.*请核对这个字"
    ):
        board.notices.write("exit", tmp_path / "out", start=DAY, how=How.SAVED)
    assert not (tmp_path / "out").exists()
    assert board.printed.all() == []


def test_all_kinds_have_somebody_in_the_demo_township(demo_office: Office, tmp_path: Path) -> None:
    lists: Sequence[str] = [key for key, kind in KINDS.items() if kind.lists]
    for kind in lists:
        made = demo_office.notices.write(kind, tmp_path / kind, start=DAY, form="txt")
        assert made.households > 0, kind
