"""Wall charts: exact sizes, every name and number on them, in tiles for a small printer, nothing private, each refusal in words."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from fupin_desktop.domain.charting import MeasureStates
from fupin_desktop.domain.codes import HouseholdType, MonitoringKind, Status
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.figures import Count, Figures, VillageFigures
from fupin_desktop.domain.household import Monitoring, Standing
from fupin_desktop.domain.paper import How
from fupin_desktop.domain.plan import Measure, MeasureKind
from fupin_desktop.domain.poster import (
    HouseholdRow,
    Masthead,
    ScheduleFacts,
    TownshipFacts,
    VillageFacts,
    Work,
)
from fupin_desktop.domain.schedule import Task, TaskState, merged
from fupin_desktop.domain.village import Village
from fupin_desktop.reports.faces import measure
from fupin_desktop.reports.poster import schedule, township, village
from fupin_desktop.reports.poster.board import LEAST, MARGIN, Board, Words
from fupin_desktop.reports.poster.paint import SIZES, tiling
from fupin_desktop.services.office import Office
from tests.papers import text_of
from tests.test_cli import Shell
from tests.township import DAY

MM = 72 / 25.4
HEAD = Masthead(on=DAY, unit="星星镇扶贫开发办公室", place="星星镇", work="脱贫攻坚")


def words_of(boards: list[Board]) -> str:
    return "\n".join(each.text for board in boards for each in board.items if isinstance(each, Words))


def sizes_of(path: Path) -> list[tuple[int, int]]:
    """The pages' widths and heights in millimetres."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [(round(page.get_width() / MM), round(page.get_height() / MM)) for page in pdf]
    finally:
        pdf.close()


@pytest.fixture
def fupin(_township_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line on the township of two villages."""
    shutil.copytree(_township_folder, tmp_path / "office")
    return Shell(tmp_path / "office", capsys)


# What is on them


def test_the_board_of_the_township_has_its_villages_and_figures(fupin: Shell, tmp_path: Path) -> None:
    made = fupin.json("poster", "township", "--paper", "A2", "--out", tmp_path / "图.pdf", "--on", DAY)
    assert made == {"file": str(tmp_path / "图.pdf"), "pages": 1, "boards": 1}
    assert sizes_of(tmp_path / "图.pdf") == [(594, 420)]
    said = text_of(tmp_path / "图.pdf")
    for words in (
        "星星镇脱贫攻坚作战图",
        "水村★",
        "月亮村",
        "9户25人",
        "0/2户 0.0%",
        "3/6项 50.0%",
        "主要致贫原因",
        "内部资料",
    ):
        assert words in said


def test_a_public_board_leaves_out_the_causes(township: Office) -> None:
    said = words_of(township.posters.boards("township", on=DAY, public=True))
    assert "公开版" in said
    assert "致贫原因" not in said
    assert "内部资料" not in said
    assert not re.search("因病|因残|残疾|慢性病", said)


def test_each_village_has_a_sheet_with_its_households(fupin: Shell, tmp_path: Path) -> None:
    out, err = fupin("poster", "village", "--paper", "A3", "--out", tmp_path / "村.pdf", "--on", DAY)
    assert "（2幅2页）" in out
    assert not err
    assert sizes_of(tmp_path / "村.pdf") == [(297, 420)] * 2
    said = text_of(tmp_path / "村.pdf")
    for name in ("张三", "单䶮", "仇㛃", "李小明", "王五", "赵六", "钱七", "孙八"):
        assert name in said
    assert "阿依古丽" in said
    assert "2018年" in said  # 张三's 计划脱贫年度
    assert "周九" not in said  # has applied, is not on the register


def test_a_village_sheet_says_nothing_of_health_disability_or_numbers(township: Office) -> None:
    said = words_of(township.posters.boards("village", on=DAY))
    assert not re.search(r"因病|因残|残疾|大病|[0-9]{11,}", said)


def test_the_schedule_has_the_township_first_then_each_village(township: Office) -> None:
    boards = township.posters.boards("schedule", on=DAY)
    assert [each.title for each in boards] == [
        "星星镇2018年脱贫攻坚倒排工期表",
        "星星镇水村2018年脱贫攻坚倒排工期表",
        "星星镇月亮村2018年脱贫攻坚倒排工期表",
    ]
    said = words_of(boards[:1]).split("\n")
    assert said.count("产业帮扶：养羊") == 1
    for words in ("2/2户 100%", "0/2户 0%", "超期1户", "4月15日", "12月31日", "2人", "危房改造：修缮加固"):
        assert words in said


def test_the_schedule_names_no_household(township: Office) -> None:
    said = words_of(township.posters.boards("schedule", on=DAY))
    assert not re.search("张三|王五|阿依古丽", said)


def test_tasks_change_their_state_with_the_day(township: Office) -> None:
    """鸡苗 is due on 15 April and never done; 养羊 is done on 20 April; 培训 has a diary entry and is done on 5 May."""
    plan = township.plans.of_household(township.households.by_number("65900006"))[0].plan
    with township.store.write("加一项") as unit:
        unit.measures.save(
            Measure(household_id=plan.household_id, plan_id=plan.id or 0, kind=MeasureKind.WATER, content="接通自来水",
                    starts_on=date(2018, 4, 18), due_on=date(2018, 9, 30))
        )  # fmt: skip
    states = {
        day: {each.content: each.state.label for each in _tasks(township, day)}
        for day in (date(2018, 4, 15), date(2018, 4, 18), date(2018, 4, 30))
    }
    assert [found["鸡苗"] for found in states.values()] == ["未启动", "超期", "超期"]
    assert [found["养羊"] for found in states.values()] == ["未启动", "未启动", "完成"]
    assert [found["接通自来水"] for found in states.values()] == ["未启动", "进行中", "进行中"]
    assert states[date(2018, 4, 30)]["原址翻建"] == "进行中"


def _tasks(office: Office, day: date) -> list[Task]:
    from fupin_desktop.db import schedule as tasks

    with office.store.read() as unit:
        return merged(tasks.tasks(unit, day))


def test_the_time_of_monitoring_has_its_words() -> None:
    head = replace(HEAD, on=date(2026, 5, 8), work="巩固拓展脱贫攻坚成果")
    figures = Figures(head.on, True, None, None, "", (
        VillageFigures("水村", all=Count(10, 40), lifted=Count(8, 30), monitored=Count(4, 15), at_risk=Count(1, 4)),
    ))  # fmt: skip
    facts = TownshipFacts(head=head, figures=figures, measures=MeasureStates(head.on, {}), works={}, cadres=0)
    said = words_of(township.build(facts))
    for words in (
        "星星镇巩固拓展脱贫攻坚成果作战图",
        "监测对象",
        "未消除风险",
        "3/4户 75.0%",
        "风险消除进度",
    ):
        assert words in said
    assert "脱贫户" not in said
    assert "贫困户" not in said


def test_households_of_the_time_of_monitoring_are_called_what_they_are_now(township: Office) -> None:
    with township.store.write("进入监测期") as unit:
        heads = {each.head: each.id or 0 for each in unit.households.all()}
        for name, kind in (("仇㛃", HouseholdType.STABLE), ("张三", HouseholdType.LIFTED)):
            unit.standings.save(
                Standing(
                    household_id=heads[name],
                    since=date(2021, 1, 1),
                    status=Status.LIFTED,
                    household_type=kind,
                )
            )
        unit.monitorings.save(
            Monitoring(
                household_id=heads["张三"], kind=MonitoringKind.UNSTABLE, identified_on=date(2021, 3, 1)
            )
        )
    said = words_of(township.posters.boards("village", village="水村", on=date(2021, 5, 8)))
    assert "脱贫不稳定户" in said
    assert "稳定脱贫户" in said
    assert "计划脱贫" not in said


# Room


def _rows(count: int) -> tuple[HouseholdRow, ...]:
    return tuple(
        HouseholdRow(group="苏阿拉木图东一组", head=f"阿依古丽·买买提江·阿卜杜热合曼{n}", people=5, status="边缘易致贫户",
                     target_year=2018, unit="星海县农村信用合作联社股份有限公司第三支行", cadre="努尔古丽·阿卜杜拉", house="主体完成",
                     measures=12, done=3)
        for n in range(count)
    )  # fmt: skip


def crowded() -> list[Board]:
    """Boards with more of everything than any office has, in names longer than any."""
    places = tuple(
        VillageFigures(f"苏阿拉木图第{n}行政村", all=Count(1234, 5678), lifted=Count(999, 4000), targeted=Count(99, 99),
                       unsafe_houses=1234, houses_finished=999, key_village=True, causes={"drive": 50, "traffic": 9})
        for n in range(70)
    )  # fmt: skip
    unit = "星海县农村信用合作联社股份有限公司第三支行"
    work = Work(
        measures={TaskState.DONE: 12345, TaskState.LATE: 99999},
        cadres=1234,
        units=tuple(f"{unit}{n}" for n in range(9)),
    )
    states = MeasureStates(
        DAY, {kind.value: {TaskState.LATE: 9999, TaskState.DONE: 9999} for kind in MeasureKind}
    )
    works = {each.village: work for each in places}
    figures = Figures(DAY, True, None, None, "", places)
    tasks = tuple(
        Task("", "生产生活条件改善", f"第{n}项：庭院整治，改建卫生厕所，硬化入户道路，安装路灯和垃圾收集点，拆除残垣断壁" * 2,
             {TaskState.LATE: 1234, TaskState.DONE: 3456}, {unit: 5, "乙": 3}, frozenset({"甲", "乙"}), date(2017, 3, 1),
             date(2018, 1, 3 + n % 20))
        for n in range(80)
    )  # fmt: skip
    places_village = Village(
        name="苏阿拉木图第一行政村", groups="、".join(f"苏阿拉木图东{n}组" for n in range(20))
    )
    return [
        *(board for public in (True, False) for board in township.build(
            TownshipFacts(head=replace(HEAD, public=public), figures=figures, measures=states, works=works, cadres=99999))),
        *village.build(VillageFacts(head=HEAD, village=places_village, figures=places[0], work=work, households=_rows(150))),
        *schedule.build(ScheduleFacts(head=HEAD, village="苏阿拉木图第一行政村", tasks=tasks)),
    ]  # fmt: skip


def test_words_never_leave_the_board_and_are_never_too_small_to_read() -> None:
    """8.5 points on A4 are 24 on A1, which is read from two metres."""
    for board in crowded():
        for each in board.items:
            if isinstance(each, Words):
                end = each.x + measure(each.role, each.text) * each.size
                assert each.x >= MARGIN - 1, each
                assert end <= board.width - MARGIN + each.size * 0.6, each
                assert MARGIN <= each.y <= board.height - MARGIN + 4, each
                assert each.size >= LEAST - 0.01 or re.fullmatch(r"[\d/.%户人项 ]+", each.text), each
                assert each.size >= 5, each


def test_what_one_sheet_does_not_hold_goes_on_on_the_next() -> None:
    said = words_of(crowded())
    said = said.replace("\n", "")
    assert all(f"苏阿拉木图第{n}行政村★" in said for n in range(70))
    assert all(f"阿卜杜热合曼{n}" in said for n in range(150))
    assert all(f"生产生活条件改善：第{n}项" in said for n in range(80))
    assert said.count("12345/112344") == 2 * 70 + 1  # both boards of the township, and the sheet of a village
    assert len(crowded()) > 10


def test_the_same_figures_make_the_same_bytes(township: Office, tmp_path: Path) -> None:
    first = township.posters.write("schedule", tmp_path / "a.pdf", on=DAY, sheet="A4")
    second = township.posters.write("schedule", tmp_path / "b.pdf", on=DAY, sheet="A4")
    assert first.file.read_bytes() == second.file.read_bytes()


# Sizes and tiles


@pytest.mark.parametrize("paper", list(SIZES))
def test_sizes_are_exact(township: Office, tmp_path: Path, paper: str) -> None:
    made = township.posters.write("township", tmp_path / "图.pdf", on=DAY, paper=paper)
    assert made.pages == 1
    assert sizes_of(made.file) == [SIZES[paper][::-1]]


@pytest.mark.parametrize(
    ("paper", "sheet"), [("A0", "A4"), ("A1", "A4"), ("A1", "A3"), ("A2", "A3"), ("A3", "A4")]
)
@pytest.mark.parametrize("lying", [True, False])
def test_tiles_cover_the_poster_and_share_ten_millimetres(paper: str, sheet: str, lying: bool) -> None:
    width, height = (side * MM for side in (SIZES[paper][::-1] if lying else SIZES[paper]))
    tiles = list(tiling(width, height, sheet))
    rows, columns = tiles[0].rows, tiles[0].columns
    assert len(tiles) == rows * columns
    for tile in tiles:
        right, foot = tile.x + tile.live[0], tile.y + tile.live[1]
        assert (right == pytest.approx(width)) == (tile.column == columns - 1)
        assert (foot == pytest.approx(height)) == (tile.row == rows - 1)
        if tile.column:
            before = tiles[tile.row * columns + tile.column - 1]
            assert before.x + before.live[0] - tile.x == pytest.approx(10 * MM)
        if tile.row:
            above = tiles[(tile.row - 1) * columns + tile.column]
            assert above.y + above.live[1] - tile.y == pytest.approx(10 * MM)


def test_tiles_are_numbered_sheets_of_the_printer(fupin: Shell, tmp_path: Path) -> None:
    made = fupin.json("poster", "township", "--paper", "A3", "--sheet", "A4", "--out", tmp_path / "图.pdf")
    assert set(sizes_of(tmp_path / "图.pdf")) <= {(210, 297), (297, 210)}
    said = text_of(tmp_path / "图.pdf")
    assert made["pages"] == len(re.findall("A3挂图“星星镇脱贫攻坚作战图”", said))
    assert re.search(r"第1张 第1行第1列（共\d行\d列）", said)


def test_a_printer_as_large_as_the_poster_needs_no_tiles(fupin: Shell, tmp_path: Path) -> None:
    made = fupin.json(
        "poster",
        "village",
        "--village",
        "水村",
        "--paper",
        "A4",
        "--sheet",
        "A4",
        "--out",
        tmp_path / "图.pdf",
    )
    assert made["pages"] == 1
    assert sizes_of(tmp_path / "图.pdf") == [(210, 297)]


def test_what_went_out_is_recorded_and_what_was_looked_at_is_not(township: Office, tmp_path: Path) -> None:
    township.posters.write("village", tmp_path / "看.pdf", village="水村", on=DAY)
    assert township.printed.all() == []
    for _ in range(2):
        township.posters.write("village", tmp_path / "村.pdf", village="水村", on=DAY, how=How.PRINTED)
    last, first = township.printed.all()
    assert (last.kind, last.heading, last.village, last.period, last.on) == (
        "poster:village",
        "村作战图",
        "水村",
        "2018",
        DAY,
    )
    assert (last.edition, first.edition, last.pages, last.file) == (2, 1, 1, "村.pdf")


# Refusals


def test_wrong_words_are_answered_in_one_sentence(fupin: Shell, tmp_path: Path) -> None:
    out = tmp_path / "图.pdf"
    for words, sentence in (
        (("map", "--out", out), "没有名为“map”的挂图，可以生成的有：township（乡镇作战图）、village（村作战图）、schedule（倒排工期表）"),
        (("village", "--village", "火星村", "--out", out), "没有名为“火星村”的行政村，请检查村名"),
        (("township", "--village", "水村", "--out", out), "乡镇作战图是全镇的，不能只画水村；要画一个村请用“村作战图”（village）"),
        (("township", "--paper", "A4", "--sheet", "A3", "--out", out),
         "打印纸A3比挂图A4大，不用拼接，请把打印纸改为A4或更小"),
        (("township", "--sheet", "B5", "--out", out), "打印纸只能是A4、A3，现在是“B5”"),
        (("township", "--out", tmp_path / "图.docx"), "挂图不能写成“图.docx”，文件名请以.pdf结尾"),
        (("township", "--on", "2013-12-31", "--out", out), "2013年12月31日还没有数据，最早的数据是2014年1月1日，请选择之后的日期"),
        (("village", "--on", "2013-12-31", "--out", out), "全镇在2013年12月31日没有在册农户，画不了村作战图，请检查日期"),
        (("schedule", "--on", "2017-05-08", "--out", out),
         "全镇2017年没有帮扶措施和危房改造任务，画不了倒排工期表，请先登记一户一策或危房改造"),
    ):  # fmt: skip
        assert fupin("poster", *words, fails=1)[1] == f"{sentence}\n"
    assert not out.exists()


def test_a_poster_that_cannot_be_written_leaves_nothing(fupin: Shell, tmp_path: Path) -> None:
    said = fupin("poster", "township", "--out", tmp_path / "没有" / "图.pdf", fails=1)[1]
    assert said == f"文件夹“{tmp_path / '没有'}”不存在，“图.pdf”没有写成。请先建好文件夹，或另选一个。\n"


def test_an_empty_office_has_nothing_to_draw(office: Office) -> None:
    for kind in office.posters.kinds():
        with pytest.raises(Trouble, match=r"^还没有农户数据，画不了挂图，请先导入或录入$"):
            office.posters.boards(kind)


def test_a_unit_without_a_name_is_sent_to_the_settings(township: Office) -> None:
    township.settings.save(replace(township.settings.facts(), unit=""))
    with pytest.raises(Refused) as refused:
        township.posters.boards("township", on=DAY)
    assert [each.field for each in refused.value.problems] == ["unit"]


def test_a_village_without_households_says_so_when_it_is_asked_for(township: Office) -> None:
    township.settings.save_village(Village(name="空村", place=9))
    with pytest.raises(Trouble, match=r"^空村在2018年5月8日没有在册农户，画不了村作战图，请检查日期$"):
        township.posters.boards("village", village="空村", on=DAY)
    assert "空村" not in words_of(township.posters.boards("village", on=DAY))


def test_a_number_of_a_person_never_hangs_on_a_wall(township: Office, tmp_path: Path) -> None:
    with township.store.write("误填") as unit:
        wrong = next(each for each in unit.measures.all() if each.content == "鸡苗")
        unit.measures.save(replace(wrong, content="鸡苗 659099193407081238"))
        house = next(each for each in unit.households.all() if each.head == "王五")
        unit.households.save(replace(house, group="13812345678"))
    for kind, what in (("schedule", "星星镇倒排工期表有像证件号码的数字"), ("village", "月亮村作战图有像")):
        with pytest.raises(Refused) as refused:
            township.posters.write(kind, tmp_path / "图.pdf", on=DAY)
        said = str(refused.value)
        assert said.startswith(what)
        assert said.endswith("已停止生成，请改正后再试")
        assert "659099193407081238" not in said
        assert "13812345678" not in said
    assert not (tmp_path / "图.pdf").exists()


def test_a_character_that_no_face_has_is_named(township: Office, tmp_path: Path) -> None:
    kept = next(each for each in township.settings.villages() if each.name == "水村")
    township.settings.save_village(replace(kept, name="水\ue000村"))
    with pytest.raises(Trouble, match=r"U\+E000.*不在任何字体中"):
        township.posters.write("township", tmp_path / "图.pdf", on=DAY)
    assert not (tmp_path / "图.pdf").exists()
