"""走访, 责任人移交, and the papers made of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from fupin_desktop.cli.run import run
from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.paper import How
from fupin_desktop.domain.visit import Visit, VisitKind
from fupin_desktop.services.lists.draft import ListDraft
from fupin_desktop.services.office import Office
from tests.papers import is_golden
from tests.township import DAY

ZHANG, SHAN, WANG = 1, 2, 6
"""张三 and 单䶮 of 水村, 王五 of 月亮村."""


@pytest.fixture
def paired(township: Office) -> Office:
    """古丽 helps 张三 and 单䶮 since January, and 王五 since May; 陈干部 is the B岗 of 王五; 新来的 helps nobody yet."""
    with township.store.write("结对") as unit:
        made = [
            unit.cadres.save(Cadre(name=name, unit=place, duty="科员", phone="13900000001", post=Post.A))
            for name, place in (
                ("古丽", "星海县农业局"),
                ("陈干部", "星海县教育局"),
                ("新来的", "星海县水利局"),
            )
        ]
        for home, who, post, since in (
            (ZHANG, 0, Post.A, date(2018, 1, 1)),
            (SHAN, 0, Post.A, date(2018, 1, 1)),
            (WANG, 0, Post.A, date(2018, 5, 2)),
            (WANG, 1, Post.B, date(2018, 1, 1)),
        ):
            unit.pairings.save(Pairing(household_id=home, cadre_id=made[who].id or 0, post=post, since=since))
    return township


def helper(office: Office, name: str) -> int:
    return office.handover.cadre(name).id or 0


def told(household: int = ZHANG, **values: object) -> Visit:
    given: dict[str, object] = {"on": date(2018, 5, 3), "who": "", "talk": "了解春耕", **values}
    return Visit(household_id=household, **given)  # type: ignore[arg-type]


def test_a_visit_is_by_the_households_helper_unless_another_is_named(paired: Office) -> None:
    kept = paired.visits.save(told(), DAY)
    assert (kept.who, kept.cadre_id) == ("古丽", helper(paired, "古丽"))
    kept = paired.visits.save(told(who="村支书"), DAY)
    assert (kept.who, kept.cadre_id) == ("村支书", None)
    assert [each.who for each in paired.visits.of_household(ZHANG)] == ["村支书", "古丽"]


WRONG = [
    (
        told(on=date(2018, 5, 9)),
        "on",
        "走访日期2018-05-09还没有到（今天是2018-05-08），请核对日期",
    ),
    (told(talk=" "), "talk", "走访情况和诉求都是空的，请至少写一项"),
    (told(3), "who", "这一户在2018-05-03没有结对的帮扶干部，请写明走访人"),
    (
        told(settled_on=date(2018, 5, 4)),
        "outcome",
        "填了办结日期，还要写明诉求和办理结果，请补上",
    ),
    (
        told(appeal="院墙", outcome="已修", settled_on=date(2018, 5, 2)),
        "settled_on",
        "办结日期2018-05-02早于走访日期2018-05-03，请核对",
    ),
    (
        told(appeal="院墙", outcome="已修", settled_on=date(2018, 6, 2)),
        "settled_on",
        "办结日期2018-06-02还没有到（今天是2018-05-08），请核对",
    ),
    (
        told(return_on=date(2018, 5, 3)),
        "return_on",
        "回访日期2018-05-03应在走访日期2018-05-03之后，请核对",
    ),
]


def test_what_cannot_be_is_refused_in_words(paired: Office) -> None:
    for visit, field, sentence in WRONG:
        with pytest.raises(Refused) as said:
            paired.visits.save(visit, DAY)
        assert [(each.field, each.text) for each in said.value.problems] == [(field, sentence)]
        assert paired.visits.find(DAY) == []


@pytest.mark.parametrize(
    ("visit", "sentence"),
    [
        (
            told(WANG, on=date(2018, 4, 3), who="古丽"),
            "古丽从2018-05-02起才与王五户结对，走访日期是2018-04-03；确需如此，请写明理由",
        ),
        (told(who="古丽"), "古丽在2018-05-03对张三户已登记过一次走访，请核对是否重复；确需如此，请写明理由"),
    ],
)
def test_what_is_odd_is_asked_and_passes_with_a_reason_that_is_kept(
    paired: Office, visit: Visit, sentence: str
) -> None:
    paired.visits.save(told(), DAY)
    with pytest.raises(Refused) as said:
        paired.visits.save(visit, DAY)
    assert str(said.value) == sentence
    kept = paired.visits.save(replace(visit, override="补记"), DAY)
    assert kept.override == "补记"
    assert paired.visits.save(told(SHAN, override="多写的"), DAY).override == ""


def test_a_visit_after_the_household_was_struck_off_is_asked(paired: Office) -> None:
    with paired.store.write("销号") as unit:
        unit.households.save(replace(unit.households.get(ZHANG), ended_on=date(2018, 5, 1)))
    with pytest.raises(Refused, match="张三户已在2018-05-01销号，走访日期是2018-05-03"):
        paired.visits.save(told(), DAY)


def test_an_appeal_waits_until_something_came_of_it(paired: Office) -> None:
    kept = paired.visits.save(told(appeal="修院墙", return_on=date(2018, 5, 6)), DAY)
    assert paired.visits.find(DAY, what="open") == [kept.id]
    assert paired.visits.find(DAY, what="return") == [kept.id]
    with pytest.raises(Refused, match="办理结果"):
        paired.visits.settle(kept, "", DAY, DAY)
    paired.visits.settle(kept, "村里已修好", date(2018, 5, 7), DAY)
    paired.visits.save(told(kind=VisitKind.RETURN, on=date(2018, 5, 7)), DAY)
    assert paired.visits.find(DAY, what="open") == []
    assert paired.visits.find(DAY, what="return") == []


def test_a_visit_is_removed_with_its_photos_and_comes_back_with_undo(paired: Office, tmp_path: Path) -> None:
    photo = tmp_path / "入户.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    kept = paired.visits.save(told(), DAY, [photo])
    assert paired.visits.told([kept.id or 0])[0].photos == 1
    assert paired.history.acts()[0].label == "登记走访：张三（2018-05-03）"
    paired.visits.remove(kept)
    assert paired.visits.find(DAY) == []
    assert paired.visits.photos(kept.id or 0) == []
    paired.undo()
    assert [each.name for each in paired.visits.photos(kept.id or 0)] == ["入户.png"]


def test_coverage_counts_each_helpers_own_visits_and_each_villages_all(paired: Office) -> None:
    paired.visits.save(told(), DAY)
    paired.visits.save(told(on=date(2018, 5, 7)), DAY)
    paired.visits.save(told(SHAN, kind=VisitKind.CALL), DAY)
    paired.visits.save(told(WANG, who="村支书"), DAY)
    paired.visits.save(told(SHAN, on=date(2018, 4, 30)), DAY)
    may = (date(2018, 5, 1), date(2018, 5, 31))
    helpers = {
        each.name: (each.households, each.visited, each.visits, each.percent, each.missing)
        for each in paired.visits.coverage(*may).lines
    }
    assert helpers == {"古丽": (3, 1, 2, 33, (SHAN, WANG)), "陈干部": (1, 0, 0, 0, (WANG,))}
    villages = {
        each.name: (each.households, each.visited, each.visits, len(each.missing))
        for each in paired.visits.coverage(*may, by="village").lines
    }
    assert villages == {"水村": (5, 1, 2, 4), "月亮村": (4, 1, 1, 3)}
    april = paired.visits.coverage(date(2018, 4, 1), date(2018, 4, 30)).lines
    assert {each.name: each.households for each in april} == {"古丽": 2, "陈干部": 1}


def test_how_often_is_asked_is_the_offices_to_decide(paired: Office) -> None:
    paired.visits.save(told(), DAY)
    may = (date(2018, 5, 1), date(2018, 5, 31))
    gu = next(each for each in paired.visits.coverage(*may).lines if each.name == "古丽")
    assert (paired.visits.per_month(), gu.enough) == (1, 1)
    paired.visits.keep_per_month(2)
    found = paired.visits.coverage(*may)
    assert (found.asked, sum(each.enough for each in found.lines)) == (2, 0)
    assert paired.visits.coverage(date(2018, 1, 1), date(2018, 12, 31)).asked == 24
    with pytest.raises(Refused, match="每月走访次数应在1到31之间，现在是0"):
        paired.visits.keep_per_month(0)
    with pytest.raises(Refused, match="期间的截止日期2018-01-01早于开始日期2018-05-01"):
        paired.visits.coverage(date(2018, 5, 1), date(2018, 1, 1))


# 移交


def test_households_go_over_from_a_day_on_with_their_posts(paired: Office) -> None:
    day = date(2018, 6, 1)
    done = paired.handover.apply(helper(paired, "古丽"), helper(paired, "新来的"), day, villages=["水村"])
    assert [each.household.head for each in done.lines] == ["单䶮", "张三"]
    pairs = [
        (each.cadre.name, each.pairing.post, each.pairing.since, each.pairing.until)
        for each in paired.cadres.of_household(ZHANG)
    ]
    assert pairs == [
        ("新来的", Post.A, day, None),
        ("古丽", Post.A, date(2018, 1, 1), day),
    ]
    assert paired.households.lines([ZHANG])[ZHANG].cadre == "新来的"
    assert [each.name for each in paired.visits.helpers(ZHANG, date(2018, 5, 31))] == ["古丽"]
    assert [each.name for each in paired.visits.helpers(ZHANG, day)] == ["新来的"]
    assert paired.undo() == "责任人移交：古丽移交新来的（2户，2018-06-01起）"
    assert paired.households.lines([ZHANG])[ZHANG].cadre == "古丽"


def test_a_handover_names_the_cards_to_print_again_and_appeals_that_wait(
    paired: Office, tmp_path: Path
) -> None:
    for kind in ("card", "plan", "card", "survey"):
        paired.papers.write(kind, tmp_path, households=[ZHANG], on=date(2018, 4, 2), how=How.PRINTED)
    paired.visits.save(told(appeal="修院墙"), DAY)
    plan = paired.handover.plan(helper(paired, "古丽"), helper(paired, "新来的"), date(2018, 6, 1))
    line = next(each for each in plan.lines if each.household.id == ZHANG)
    assert [(each.kind, each.edition) for each in line.reprint] == [("card", 2), ("plan", 1)]
    assert line.appeals == ("2018-05-03 修院墙",)
    assert not plan.done
    assert [each.cadre.name for each in paired.cadres.of_household(ZHANG)] == ["古丽"]


def test_plans_that_named_the_giver_name_the_taker(paired: Office) -> None:
    with paired.store.write("责任人") as unit:
        plan = unit.plans.find(household_id=ZHANG, year=2018)
        assert plan is not None
        unit.plans.save(replace(plan, person="古丽", unit="星海县农业局"))
    paired.handover.apply(
        helper(paired, "古丽"), helper(paired, "新来的"), date(2018, 6, 1), households=[ZHANG]
    )
    with paired.store.read() as unit:
        plan = unit.plans.find(household_id=ZHANG, year=2018)
    assert plan is not None
    assert (plan.person, plan.unit) == ("新来的", "星海县水利局")


HINDERED: list[tuple[str, str, date, list[str], str]] = [
    ("古丽", "古丽", date(2018, 6, 1), [], "移交人和接收人是同一个人（古丽），请另选接收人"),
    ("新来的", "古丽", date(2018, 6, 1), [], "新来的没有可移交的结对农户，请核对移交人、村和户"),
    ("陈干部", "新来的", date(2018, 6, 1), ["水村"], "陈干部在水村没有可移交的结对农户"),
    (
        "古丽",
        "新来的",
        date(2018, 5, 2),
        ["月亮村"],
        "古丽与王五等1户的结对从2018-05-02开始，移交日期应在这之后，现在是2018-05-02，请核对",
    ),
    (
        "古丽",
        "陈干部",
        date(2018, 6, 1),
        [],
        "陈干部已与王五等1户结对（B岗），不能再接收，请先在“结对”里处理，或只选其余的户",
    ),
]


def test_a_handover_that_cannot_be_is_refused(paired: Office) -> None:
    before = paired.cadres.of_household(WANG)
    for giver, taker, on, villages, sentence in HINDERED:
        with pytest.raises(Refused) as said:
            paired.handover.apply(helper(paired, giver), helper(paired, taker), on, villages=villages)
        assert sentence in str(said.value)
        assert paired.cadres.of_household(WANG) == before


def test_helpers_of_one_name_are_told_apart_by_unit_or_number(paired: Office) -> None:
    paired.cadres.save(Cadre(name="古丽", unit="星海县水利局"))
    with pytest.raises(Trouble, match="有2名帮扶干部叫“古丽”"):
        paired.handover.cadre("古丽")
    assert paired.handover.cadre("古丽（星海县水利局）").unit == "星海县水利局"
    first = paired.handover.cadre("古丽(星海县农业局)")
    assert paired.handover.cadre(str(first.id)) == first
    with pytest.raises(Trouble, match="没有名为“谁”的帮扶干部，请检查姓名"):
        paired.handover.cadre("谁")


# 文书


def test_the_record_of_visits_and_the_handover_read_as_they_should(paired: Office) -> None:
    paired.visits.save(told(appeal="修院墙", return_on=date(2018, 5, 20)), DAY)
    paired.visits.save(
        told(SHAN, appeal="大病报销", outcome="已报销3200元", settled_on=date(2018, 5, 7)), DAY
    )
    paired.visits.save(told(kind=VisitKind.CALL, on=date(2018, 5, 6), talk="电话问候"), DAY)
    homes = list(paired.papers.make("visits", on=DAY))
    assert [each.household_id for each in homes] == [SHAN, ZHANG]
    assert is_golden("form_visits", *homes[1].documents)
    diary = next(paired.papers.make("visits", on=DAY, options={"helper": "古丽"}))
    assert is_golden("form_diary", *diary.documents)
    paired.handover.apply(helper(paired, "古丽"), helper(paired, "新来的"), date(2018, 6, 1))
    (paper,) = paired.papers.make("handover", on=date(2018, 12, 1), year=2018)
    assert is_golden("form_handover", *paper.documents)


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("visits", {"helper": "古丽"}, "2018年没有登记过走访人为“古丽”的走访，请检查姓名和年度"),
        ("handover", {"from": "古丽"}, "移交人和接收人要都写明，或都不写（全年的移交清单），请补上"),
        ("handover", {}, "没有可以生成责任人移交清单的农户"),
    ],
)
def test_a_paper_of_nothing_is_refused(
    paired: Office, kind: str, options: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        list(paired.papers.make(kind, on=DAY, options=options))


def test_a_household_that_was_not_visited_gets_a_form_to_write_on(paired: Office) -> None:
    (paper,) = paired.papers.make("visits", on=DAY, households=[WANG])
    assert "王五" in paper.documents[0].as_text()


# 命令行

Tell = Callable[..., dict[str, object]]


@pytest.fixture
def tell(paired: Office, capsys: pytest.CaptureFixture[str]) -> Tell:
    def said(*words: str) -> dict[str, object]:
        capsys.readouterr()
        assert run(["--office", str(paired.folder), "--json", *words]) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    return said


def test_visits_are_written_down_settled_listed_and_counted_by_command(tell: Tell) -> None:
    made = tell(
        "visit", "add", "65900001", "--on", "2018-05-03", "--talk", "春耕", "--appeal", "院墙",
        "--return", "2018-05-20",
    )["visit"]  # fmt: skip
    assert isinstance(made, dict)
    assert (made["who"], made["household"], made["return_on"]) == ("古丽", "65900001", "2018-05-20")
    assert len(_list(tell("visit", "list", "--open"))) == 1
    tell("visit", "settle", str(made["id"]), "--outcome", "已修", "--on", "2018-05-07")
    assert _list(tell("visit", "list", "--open")) == []
    assert len(_list(tell("visit", "list", "--month", "2018-05", "--household", "65900001"))) == 1
    covered = tell("visit", "coverage", "--month", "2018-05", "--by", "village")["lines"]
    assert isinstance(covered, list)
    assert [(each["name"], each["visited"], len(each["missing"])) for each in covered] == [
        ("水村", 1, 4),
        ("月亮村", 0, 4),
    ]
    tell("visit", "remove", str(made["id"]))
    assert _list(tell("visit", "list")) == []


def _list(answer: dict[str, object]) -> list[object]:
    found = answer["visits"]
    assert isinstance(found, list)
    return found


def test_a_handover_is_planned_done_and_printed_by_command(
    tell: Tell, paired: Office, tmp_path: Path
) -> None:
    words = ("handover", "古丽", "新来的", "--on", "2018-06-01", "--household", "65900001")
    assert tell(*words, "--plan")["done"] is False
    out = tmp_path / "移交.txt"
    done = tell(*words, "--out", str(out))
    assert (done["done"], done["households"]) == (True, ["65900001"])
    assert "星海县农业局古丽结对帮扶的下列1户，自2018年6月1日起由星海县水利局新来的负责" in out.read_text(
        encoding="utf-8"
    )
    assert paired.households.lines([ZHANG])[ZHANG].cadre == "新来的"


def test_a_month_that_is_none_is_said(paired: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--office", str(paired.folder), "visit", "coverage", "--month", "五月"]) == 1
    assert "不是月份" in capsys.readouterr().err


# 体检


def test_the_doctor_asks_for_visits_once_the_office_writes_them_down(paired: Office) -> None:
    def found() -> list[str]:
        examined = paired.doctor.examine(on=DAY)
        return [f"{each.village}：{each.text}" for each in examined.findings if each.rule == "H106"]

    assert found() == []
    paired.visits.save(told(), DAY)
    paired.visits.save(told(SHAN, on=date(2018, 3, 30)), DAY)
    assert found() == [
        "水村：5月还有4户没有走访，2018年还有3户一次也没有走访，名单见“走访”的“覆盖”",
        "月亮村：5月还有4户没有走访，2018年还有4户一次也没有走访，名单见“走访”的“覆盖”",
    ]


# 名单


def test_a_sheet_of_visits_is_imported_and_counts_for_the_helper_it_names(
    paired: Office, tmp_path: Path
) -> None:
    path = tmp_path / "五月走访.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["行政村", "户编号", "户主姓名", "走访时间", "帮扶责任人", "走访情况记录", "群众诉求"],
        ["水村", "65900001", "张三", "2018-05-03", "古丽", "了解春耕", "修院墙"],
        ["水村", "65900002", "单䶮", "2018-05-03", "", "了解春耕", ""],
        ["水村", "65900002", "单䶮", "2018-05-04", "古丽", "", ""],
        ["水村", "65900002", "单䶮", "", "古丽", "了解春耕", ""],
    ):
        sheet.append(row)
    book.save(path)
    draft = paired.importing.read(path, day=DAY)
    assert isinstance(draft, ListDraft)
    assert (draft.list_key, draft.entries["new"], draft.missing) == ("visits", 1, [])
    assert [each.text for each in draft.problems if each.severity == "refused"] == [
        "没有写走访人，请补上",
        "走访情况和诉求都是空的，请至少写一项",
        "没有写走访日期，请补上",
    ]
    paired.importing.apply(draft)
    assert [each.appeal for each in paired.visits.of_household(ZHANG)] == ["修院墙"]
    covered = paired.visits.coverage(date(2018, 5, 1), date(2018, 5, 31)).lines
    assert {each.name: each.visited for each in covered} == {"古丽": 1, "陈干部": 0}
