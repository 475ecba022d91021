"""动态管理: what happens to a household and its people, seen before it is done, done as one act, taken back as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.cadre import Cadre, Post
from fupin_desktop.domain.codes import (
    Away,
    EndReason,
    HouseholdType,
    JoinReason,
    LeaveReason,
    MonitoringKind,
    Relation,
    Removal,
    School,
    Sex,
    Status,
)
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import as_values
from fupin_desktop.domain.household import Household, Monitoring, Person
from fupin_desktop.domain.life import EventKind as K
from fupin_desktop.domain.procedure.records import RoadKind
from fupin_desktop.services.figures import as_json
from fupin_desktop.services.household import HouseholdFile
from fupin_desktop.services.life import Asked, Done, Outlook
from fupin_desktop.services.office import Office
from tests.builders import a_household, an_id_number
from tests.exports import a_row, an_export

TODAY = date(2018, 5, 8)
ON = date(2018, 5, 1)
A, F = "65900001", "65900006"
"""张三 with 成员甲 (配偶), 成员乙 (之子), 成员丙 (其他) and 张小月 (born 2018-05-03); 王五 of the other village."""


def file_of(office: Office, number: str = A) -> HouseholdFile:
    return office.households.open(office.households.by_number(number))


def id_of(office: Office, name: str, number: str = A) -> int:
    return next(each.id or 0 for each in file_of(office, number).members if each.name == name)


def asked(office: Office, kind: K, number: str = A, *, who: str = "", **more: Any) -> Asked:
    made = Asked(kind=kind, household=office.households.by_number(number), on=more.pop("on", ON), **more)
    return replace(made, person=id_of(office, who, number)) if who else made


def look(office: Office, kind: K, number: str = A, **more: Any) -> Outlook:
    return office.life.look(asked(office, kind, number, **more), TODAY)


def do(office: Office, kind: K, number: str = A, **more: Any) -> Done:
    return office.life.do(asked(office, kind, number, **more), TODAY)


def refused(office: Office, kind: K, number: str = A, **more: Any) -> str:
    before = office.history.newest()
    with pytest.raises(Refused) as caught:
        do(office, kind, number, **more)
    assert office.history.newest() == before
    return str(caught.value)


def here(office: Office, number: str = A) -> dict[str, Relation | None]:
    return {each.name: each.relation for each in file_of(office, number).members if each.left_on is None}


def figures(office: Office, *days: date) -> list[dict[str, Any]]:
    return [{**as_json(office.figures.on(each)), "last_day": None} for each in days]


def whole(office: Office) -> Any:
    """Everything that the events of this file can touch."""
    with office.store.read() as unit:
        tables = (unit.households, unit.people, unit.standings, unit.household_years, unit.person_years,
                  unit.pairings, unit.monitorings, unit.passages, unit.events, unit.plans, unit.renovations)  # fmt: skip
        return [[{**as_values(each), "id": each.id} for each in table.all()] for table in tables]


# those who come


def test_a_birth_adds_a_child_that_waits_for_its_number(township: Office) -> None:
    do(
        township,
        K.BIRTH,
        newcomer=Person(name="张小阳", relation=Relation.SON, sex=Sex.MALE),
        on=date(2018, 5, 4),
        paper="出生医学证明",
    )
    child = next(each for each in file_of(township).members if each.name == "张小阳")
    assert (child.birth, child.joined_on, child.join_reason) == (
        date(2018, 5, 4),
        date(2018, 5, 4),
        JoinReason.BIRTH,
    )
    assert child.pending is not None
    assert child.hukou
    event = township.life.events(household=child.household_id)[-1]
    assert (event.kind, event.name, event.came, event.paper) == (K.BIRTH, "张小阳", 1, "出生医学证明")


def test_a_bride_comes_with_her_number_and_gives_sex_and_birth(township: Office) -> None:
    number = an_id_number("19960308", 42)
    do(
        township,
        K.MARRIAGE_IN,
        newcomer=Person(name="刘梅", relation=Relation.DAUGHTER_IN_LAW, id_number=number),
    )
    bride = next(each for each in file_of(township).members if each.name == "刘梅")
    assert (bride.sex, bride.birth, bride.join_reason) == (Sex.FEMALE, date(1996, 3, 8), JoinReason.MARRIAGE)


def test_one_person_in_two_households_is_refused_and_the_other_household_named(office: Office) -> None:
    one, two = a_household(office, "650000000001", people=2), a_household(office, "650000000002", head="李强")
    number = office.households.open(one.id or 0).members[1].id_number
    said = refused(
        office,
        K.MARRIAGE_IN,
        two.number,
        newcomer=Person(name="王小乙", relation=Relation.SPOUSE, id_number=number),
    )
    assert said == (
        "王小乙的证件号码现登记在水村王大山户（户编号650000000001）的王小乙名下，一个人不能同时在两户；请先在那一户登记婚出或迁出"
    )


def test_who_comes_is_checked(township: Office) -> None:
    cases: list[tuple[Person | None, str]] = [
        (None, "请填写迁入的人的姓名"),
        (Person(name="赵明", birth=date(1990, 1, 1), id_number=an_id_number("19900101", 5)), "请选赵明与户主的关系"),
        (
            Person(name="赵明", relation=Relation.HEAD, id_number=an_id_number("19900101", 5)),
            "本户已有户主张三，要换户主请另外登记“户主变更”",
        ),
        (
            Person(name="赵明", relation=Relation.OTHER, birth=date(2018, 5, 6), id_number=an_id_number("20180506", 5)),
            "迁入日期2018-05-01早于赵明的出生日期2018-05-06，请核对日期",
        ),
        (Person(name="赵明", relation=Relation.OTHER), "没有证件号码的人请选“待补证件原因”（如新生儿、未上户口、外籍配偶）"),
    ]  # fmt: skip
    for newcomer, said in cases:
        assert refused(township, K.MOVE_IN, newcomer=newcomer) == said


def test_a_namesake_in_the_household_is_asked_about(township: Office) -> None:
    twin = Person(name="张小月", relation=Relation.DAUGHTER)
    said = refused(township, K.BIRTH, newcomer=twin, on=date(2018, 5, 4))
    assert said == "本户已有一位张小月（2018-05-03），可能重复登记；确需如此，请写明理由"
    do(township, K.BIRTH, newcomer=twin, on=date(2018, 5, 4), override="双胞胎，同名待改")
    assert (
        "破例理由：双胞胎，同名待改"
        in township.life.events(household=file_of(township).household.id)[-1].remark
    )


# those who go


def test_a_death_closes_the_record_and_the_past_stays(township: Office) -> None:
    before = figures(township, date(2017, 12, 31), date(2018, 4, 30))
    do(township, K.DEATH, who="张成员甲", reason="病故")
    gone = next(each for each in file_of(township).members if each.name == "张成员甲")
    assert (gone.left_on, gone.leave_reason) == (ON, LeaveReason.DEATH)
    assert figures(township, date(2017, 12, 31), date(2018, 4, 30)) == before
    assert figures(township, ON)[0]["people"] == before[1]["people"] - 1


def test_the_years_number_of_people_follows_where_it_agreed(township: Office) -> None:
    kept = file_of(township, "65900004").year(2018)
    assert kept is not None
    assert kept.people_listed == 2
    do(township, K.DEATH, "65900004", who="仇成员甲")
    counts = {each.year: each.people_listed for each in file_of(township, "65900004").years}
    assert counts == {2017: 2, 2018: 1}
    do(township, K.DEATH, who="张成员甲")  # its survey says 4 and there were 5
    assert {each.people_listed for each in file_of(township).years} == {4}


def test_the_heads_death_ends_with_a_new_head_and_new_relations(township: Office) -> None:
    assert refused(township, K.DEATH, who="张三") == (
        "张三是户主，死亡以后本户由谁当户主？请选一位（可选：张成员甲、张成员乙、张成员丙、张小月）"
    )
    seen = look(township, K.DEATH, who="张三", head=id_of(township, "张成员甲"))
    assert seen.said == ("张三减少（死亡），户主改为张成员甲，家庭人口由5变4",)
    assert [each.name for each in seen.asked] == [
        "张成员丙"
    ]  # 其他 to the old head says nothing of the new one
    said = refused(township, K.DEATH, who="张三", head=id_of(township, "张成员甲"))
    assert said == "请写明张成员丙与户主的关系（本户），从原来的关系推算不出来"
    do(township, K.DEATH, who="张三", head=id_of(township, "张成员甲"),
       relations={id_of(township, "张成员丙"): Relation.MOTHER})  # fmt: skip
    assert here(township) == {
        "张成员甲": Relation.HEAD, "张成员乙": Relation.SON, "张成员丙": Relation.MOTHER, "张小月": Relation.DAUGHTER,
    }  # fmt: skip
    assert file_of(township).household.head == "张成员甲"


def test_a_head_typed_as_gone_among_the_members_needs_a_successor_too(office: Office) -> None:
    home = a_household(office, people=2)
    head, son = office.households.open(home.id or 0).members
    gone = replace(head, left_on=ON, leave_reason=LeaveReason.DEATH)
    with pytest.raises(Refused, match="王大山是户主，减少以后本户没有户主；请用“登记变动”登记，同时选新户主"):
        office.households.save_people([gone])
    office.households.save_people([gone, replace(son, relation=Relation.HEAD)])
    assert office.households.open(home.id or 0).household.head == "王小乙"


@pytest.mark.parametrize(
    ("kind", "end", "removal"),
    [(K.DEATH, EndReason.DIED_OUT, Removal.NATURAL), (K.MOVE_OUT, EndReason.MOVED_OUT, Removal.NATURAL)],
)
def test_the_last_one_to_go_ends_the_household(
    township: Office, kind: K, end: EndReason, removal: Removal
) -> None:
    alone = file_of(township, "65900009")
    cadre = township.cadres.save(Cadre(name="陈干部", unit="县林业局"))
    township.cadres.pair([alone.household.id or 0], cadre.id or 0, Post.A, date(2018, 1, 1))
    township.households.save_monitoring(
        Monitoring(household_id=alone.household.id or 0, kind=MonitoringKind.UNSTABLE, identified_on=date(2018, 2, 1))
    )  # fmt: skip
    seen = look(township, kind, "65900009", who="孙八")
    assert seen.said[-1] == f"户内再无成员，本户同日销号（{end.label}），结对同日结束"
    do(township, kind, "65900009", who="孙八")
    after = file_of(township, "65900009")
    assert (after.household.ended_on, after.household.end_reason) == (ON, end)
    assert (after.monitorings[0].removed_on, after.monitorings[0].removal) == (ON, removal)
    assert township.cadres.of_household(alone.household.id or 0)[0].pairing.until == ON
    assert refused(
        township, K.BIRTH, "65900009", newcomer=Person(name="甲", relation=Relation.SON)
    ).startswith(f"月亮村孙八户已于2018-05-01销号（{end.label}），不能再登记出生")


def test_impossible_days_are_refused_in_words(township: Office) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"on": date(1971, 1, 1)}, "死亡日期1971-01-01早于张成员甲的出生日期1972-05-02，请核对日期"),
        ({"on": date(2018, 5, 9)}, "死亡日期2018-05-09还没有到，请填已经发生的日期"),
        ({"who": "张小月"}, "死亡日期2018-05-01早于张小月的出生日期2018-05-03，请核对日期；"
         "死亡日期2018-05-01早于张小月加入本户的日期2018-05-03，请核对日期"),
        ({"who": ""}, "请选这次死亡的是哪位成员"),
    ]  # fmt: skip
    for more, said in cases:
        assert refused(township, K.DEATH, **{"who": "张成员甲", **more}) == said


def test_nobody_dies_twice(township: Office) -> None:
    do(township, K.DEATH, who="张成员甲")
    assert refused(township, K.DEATH, who="张成员甲") == (
        "张成员甲已于2018-05-01登记死亡，不能再登记死亡；上次登记错了的，请先在“记录”里撤销"
    )
    assert refused(township, K.RETURN, who="张成员甲") == (
        "张成员甲已于2018-05-01登记死亡，不能回归；登记错了的，请先在“记录”里撤销"
    )


def test_who_moved_out_comes_back_with_a_new_record(township: Office) -> None:
    do(township, K.MOVE_OUT, who="张成员乙", on=date(2018, 4, 1))
    between = figures(township, date(2018, 4, 10))
    assert refused(township, K.RETURN, who="张成员乙", on=date(2018, 3, 1)).startswith(
        "回归日期2018-03-01早于张成员乙减少的日期"
    )
    do(township, K.RETURN, who="张成员乙")
    records = [each for each in file_of(township).members if each.name == "张成员乙"]
    assert [(each.left_on, each.join_reason) for each in records] == [
        (date(2018, 4, 1), None),
        (None, JoinReason.RETURN),
    ]
    assert figures(township, date(2018, 4, 10)) == between
    assert file_of(township).person_year(records[1], 2018) is not None
    assert [
        each.came for each in township.life.events(household=records[0].household_id) if each.kind is K.RETURN
    ] == [1]


def test_prison_and_service_leave_a_member_who_lives_elsewhere(township: Office) -> None:
    people = figures(township, TODAY)[0]["people"]
    do(township, K.MILITARY, who="张成员甲")
    soldier = next(each for each in file_of(township).members if each.name == "张成员甲")
    assert (soldier.resident, soldier.away, soldier.soldier) == (False, Away.MILITARY, True)
    assert refused(township, K.MILITARY, who="张成员甲") == "张成员甲已登记服兵役，回来时请登记“回归”"
    do(township, K.RETURN, who="张成员甲", on=TODAY)
    soldier = next(each for each in file_of(township).members if each.name == "张成员甲")
    assert (soldier.resident, soldier.away, soldier.soldier) == (True, None, False)
    assert figures(township, TODAY)[0]["people"] == people
    assert refused(township, K.RETURN, who="张成员甲") == "张成员甲本来就在家，不用登记回归"


def test_nobody_is_back_before_he_went(township: Office) -> None:
    do(township, K.PRISON, who="张成员甲")
    assert refused(township, K.RETURN, who="张成员甲", on=date(2018, 4, 30)) == (
        "回归日期2018-04-30早于张成员甲登记服刑的2018-05-01，请核对日期"
    )
    do(township, K.RETURN, who="张成员甲", on=date(2018, 5, 2))


def test_an_age_at_which_it_does_not_happen_is_asked_about(township: Office) -> None:
    child = id_of(township, "张小月")
    assert refused(township, K.MILITARY, who="张小月", on=date(2018, 5, 4)) == (
        "张小月0岁，未满17周岁，不能征集服现役（兵役法）；确需如此，请写明理由"
    )
    assert refused(township, K.MARRIAGE_OUT, person=child, on=date(2018, 5, 4)) == (
        "张小月0岁，不到法定婚龄（民法典第1047条：男22、女20周岁，自治地方另有变通规定）；确需如此，请写明理由"
    )
    big = Person(name="张大宝", birth=date(2010, 5, 1), relation=Relation.SON, sex=Sex.MALE)
    assert refused(township, K.BIRTH, newcomer=big) == (
        "张大宝2010-05-01出生，到2018-05-01不是新生儿；抱养的请登记“收养”，户口迁来的请登记“迁入”；"
        "确需如此，请写明理由"
    )
    do(township, K.BIRTH, newcomer=big, override="补登")


def test_leaving_school_makes_no_pupil_of_the_year(township: Office) -> None:
    do(township, K.SCHOOL_LEAVING, who="张成员乙", reason="初中毕业")
    pupil = next(each for each in file_of(township).members if each.name == "张成员乙")
    years = {each.year: each.school for each in file_of(township).person_years if each.person_id == pupil.id}
    assert years == {2017: School.PRIMARY, 2018: School.NOT}
    assert refused(township, K.SCHOOL_LEAVING, who="张成员乙") == (
        "张成员乙2018年登记为非在校生，本来就不是在校生；确需如此，请写明理由"
    )


def test_another_member_becomes_the_head(township: Office) -> None:
    assert refused(township, K.HEAD_CHANGE, head=id_of(township, "张三")) == "张三已经是户主，请选另一位成员"
    child, others = id_of(township, "张成员乙"), {
        id_of(township, "张三"): Relation.FATHER, id_of(township, "张成员甲"): Relation.MOTHER,
        id_of(township, "张成员丙"): Relation.OTHER,
    }  # fmt: skip
    assert refused(township, K.HEAD_CHANGE, head=child, relations=others) == (
        "张成员乙10岁，未满16周岁，一般不当户主；确需如此，请写明理由"
    )
    do(township, K.HEAD_CHANGE, head=child, relations=others, override="父母服刑")
    assert here(township) == {
        "张三": Relation.FATHER, "张成员甲": Relation.MOTHER, "张成员乙": Relation.HEAD, "张成员丙": Relation.OTHER,
        "张小月": Relation.SIBLING,
    }  # fmt: skip
    assert file_of(township).household.head == "张成员乙"


# 分户 and 并户


def split(office: Office, **more: Any) -> Asked:
    son, other = id_of(office, "张成员乙"), id_of(office, "张成员丙")
    made = {
        "members": (son, other),
        "head": son,
        "relations": {other: Relation.UNCLE},
        "reason": "成家",
        "override": "孤儿立户",
        **more,
    }
    return asked(office, K.SPLIT, **made)


def test_a_split_begins_a_household_and_closes_records_without_moving_anybody(township: Office) -> None:
    days = (date(2017, 12, 31), date(2018, 4, 30))
    before = figures(township, *days)
    done = township.life.do(split(township), TODAY)
    new = township.households.open(done.households[1])
    assert new.household.office_number
    assert (new.household.head, new.household.village, new.household.group) == ("张成员乙", "水村", "二组")
    assert {each.name: each.relation for each in new.members} == {
        "张成员乙": Relation.HEAD, "张成员丙": Relation.UNCLE,
    }  # fmt: skip
    assert new.standing(ON) is not None
    assert new.standing(date(2018, 4, 30)) is None
    year = new.year(2018)
    assert year is not None
    assert (year.unverified, year.people_listed, year.unsafe, year.power) == (True, 2, None, True)
    assert new.person_year(new.members[0], 2018) is not None
    old = file_of(township)
    assert [each.name for each in old.members if each.leave_reason is LeaveReason.SPLIT] == [
        "张成员乙",
        "张成员丙",
    ]
    assert figures(township, *days) == before
    after = figures(township, TODAY)[0]
    assert (after["households"], after["people"]) == (before[1]["households"] + 1, before[1]["people"])
    assert township.safety.verify().ok


def test_a_split_is_taken_back_whole(township: Office) -> None:
    before = whole(township)
    done = township.life.do(split(township), TODAY)
    township.undo(done.act)
    assert whole(township) == before


def test_the_head_who_leaves_in_a_split_leaves_a_successor(township: Office) -> None:
    head, son = id_of(township, "张三"), id_of(township, "张成员乙")
    said = refused(township, K.SPLIT, members=(head, son), head=head)
    assert said == "张三是户主，分户以后本户由谁当户主？请选一位（可选：张成员甲、张成员丙、张小月）"
    done = do(township, K.SPLIT, members=(head, son), head=head, successor=id_of(township, "张成员甲"),
              relations={id_of(township, "张成员丙"): Relation.OTHER}, on=date(2018, 5, 4))  # fmt: skip
    assert here(township) == {
        "张成员甲": Relation.HEAD,
        "张成员丙": Relation.OTHER,
        "张小月": Relation.DAUGHTER,
    }
    assert file_of(township).household.head == "张成员甲"
    assert township.households.open(done.households[1]).household.head == "张三"


def test_a_split_that_cannot_be_is_refused(township: Office) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"members": ()}, "请勾选分出去的成员，至少一人"),
        ({"village": "太阳村"}, "没有名为“太阳村”的行政村，请核对村名"),
        ({"head": None}, "新户由谁当户主？请选一位（可选：张成员乙、张成员丙）"),
        ({"relations": {}}, "请写明张成员丙与户主的关系（新户），从原来的关系推算不出来"),
    ]  # fmt: skip
    for more, said in cases:
        with pytest.raises(Refused) as caught:
            township.life.do(split(township, **more), TODAY)
        assert str(caught.value).startswith(said)


def test_splitting_off_everybody_is_refused(township: Office) -> None:
    everybody = tuple(each.id or 0 for each in file_of(township).members)
    assert refused(township, K.SPLIT, members=everybody, head=everybody[0], on=TODAY) == (
        "不能把全家都分出去；全家迁走请登记“整户销号”，只换户主请登记“户主变更”"
    )


def test_a_split_takes_standing_and_cadre_only_where_they_are_ticked(township: Office) -> None:
    cadre = township.cadres.save(Cadre(name="陈干部", unit="县林业局"))
    township.cadres.pair([file_of(township).household.id or 0], cadre.id or 0, Post.A, date(2018, 1, 1))
    done = township.life.do(split(township, standing=False, pairing=False), TODAY)
    new = township.households.open(done.households[1])
    assert new.standings == ()
    assert new.household.applied_on == ON
    assert township.cadres.of_household(done.households[1]) == []
    township.undo(done.act)
    done = township.life.do(split(township), TODAY)
    assert [each.pairing.since for each in township.cadres.of_household(done.households[1])] == [ON]


def test_who_is_monitored_is_said_when_a_household_splits(township: Office) -> None:
    township.households.save_monitoring(
        Monitoring(household_id=file_of(township).household.id or 0, kind=MonitoringKind.UNSTABLE, identified_on=ON)
    )  # fmt: skip
    seen = township.life.look(split(township), TODAY)
    assert seen.said[-1] == "本户正在监测，监测记录留在本户，新户要不要监测请另行识别"


def test_a_merger_ends_the_other_household_and_keeps_the_past(township: Office) -> None:
    days = (date(2017, 12, 31), date(2018, 4, 30))
    before, other = figures(township, *days), file_of(township, "65900004")
    wanted = asked(
        township, K.MERGE, other=other.household.id,
        relations={id_of(township, "仇㛃", "65900004"): Relation.FATHER},
    )  # fmt: skip
    seen = township.life.look(wanted, TODAY)
    assert seen.said == (
        "仇㛃、仇成员甲并入水村张三户，家庭人口由5变7",
        "两户脱贫标志不同（本户未脱贫，对方稳定脱贫），并后按本户",
        "水村仇㛃户（65900004）同日销号（并户），结对同日结束",
    )
    told = {each.name: each.after for each in seen.kin}
    assert told["仇成员甲"] is None  # 张三's sex is not known: son or daughter of 仇㛃
    with township.store.write("性别") as unit:
        head = unit.people.get(id_of(township, "张三"))
        unit.people.save(replace(head, sex=Sex.MALE))
    with pytest.raises(Refused, match="请写明仇成员甲与户主的关系"):
        township.life.do(wanted, TODAY)
    answers = {**wanted.relations, id_of(township, "仇成员甲", "65900004"): Relation.MOTHER}
    township.life.do(replace(wanted, relations=answers), TODAY)
    assert here(township)["仇㛃"] is Relation.FATHER
    after = file_of(township, "65900004").household
    assert (after.ended_on, after.end_reason) == (ON, EndReason.MERGED)
    assert figures(township, *days) == before
    assert figures(township, TODAY)[0]["people"] == before[1]["people"]  # one was born and one died in May


def test_a_household_is_not_merged_with_itself_and_villages_are_asked_about(township: Office) -> None:
    here_id, there = file_of(township).household.id, file_of(township, F).household.id
    assert refused(township, K.MERGE, other=here_id) == "不能把一户并到它自己，请写明并进来的是哪一户"
    assert refused(township, K.MERGE) == "请写明并进来的是哪一户"
    answers = {each.id or 0: Relation.OTHER for each in file_of(township, F).members}
    assert refused(township, K.MERGE, other=there, relations=answers, on=TODAY) == (
        "两户不在一个村（水村、月亮村），一般不能并户；确需如此，请写明理由"
    )


def test_some_members_go_over_and_the_rest_stays(township: Office) -> None:
    orphan = id_of(township, "李成员甲", "65900005")
    do(township, K.MERGE, other=file_of(township, "65900005").household.id, members=(orphan,),
       relations={orphan: Relation.NEPHEW})  # fmt: skip
    assert here(township)["李成员甲"] is Relation.NEPHEW
    assert file_of(township, "65900005").household.ended_on is None


# doubles


def test_two_records_of_one_household_become_one(office: Office) -> None:
    one, two = (
        a_household(office, "650000000001", people=2),
        a_household(office, "650000000002", head="王大山"),
    )
    office.households.save(
        replace(office.households.open(one.id or 0).household, phone="", address="水村1组5号")
    )
    office.households.save(
        replace(office.households.open(two.id or 0).household, phone="13900000009", address="一组5号")
    )
    second = office.households.open(two.id or 0).members[0]
    first = office.households.open(one.id or 0).members[0]
    with office.store.write("同一个人") as unit:
        unit.people.save(replace(second, id_number=first.id_number, birth=first.birth))
    office.households.copy_year(one.id or 0, 2017, 2018)
    from fupin_desktop.domain.household import HouseholdYear

    office.households.save_year(HouseholdYear(household_id=two.id or 0, year=2017, people_listed=1))
    days = figures(office, date(2018, 4, 1))
    done = do(office, K.DOUBLE, one.number, other=two.id, keep={"address": two.id or 0})
    kept, gone = office.households.open(one.id or 0), office.households.open(two.id or 0)
    assert (kept.household.phone, kept.household.address) == ("13900000009", "一组5号")
    assert [each.year for each in kept.years] == [2017]
    assert len(kept.present(TODAY)) == 2
    assert (gone.household.end_reason, gone.present(TODAY)) == (EndReason.MERGED, ())
    assert "650000000001" in gone.household.remark
    assert figures(office, date(2018, 4, 1))[0]["households"] == days[0]["households"]
    assert done.said[0] == "采用650000000002的：户联系电话、家庭住址"
    office.undo(done.act)
    assert office.households.open(two.id or 0).household.ended_on is None


def test_whom_the_clerk_says_to_be_one_person_is_one(office: Office) -> None:
    one, two = a_household(office, "650000000001"), a_household(office, "650000000002", head="王大川")
    first, second = (office.households.open(each.id or 0).members[0].id for each in (one, two))
    more = {"other": two.id, "relations": {second or 0: Relation.SIBLING}}
    assert refused(office, K.DOUBLE, one.number, **more) == (
        "两户没有相同的人，650000000002可能不是同一户；确需如此，请写明理由"
    )
    do(office, K.DOUBLE, one.number, other=two.id, person=first, twin=second)
    assert [each.name for each in office.households.open(one.id or 0).members] == ["王大山"]


def test_a_daughter_who_stands_in_two_households_does_not_make_them_one(office: Office) -> None:
    one, two = (
        a_household(office, "650000000001", people=2),
        a_household(office, "650000000002", head="李强", people=2),
    )
    pair = [office.households.open(each.id or 0).members[1].id for each in (one, two)]
    head = office.households.open(two.id or 0).members[0].id or 0
    said = refused(
        office,
        K.DOUBLE,
        one.number,
        other=two.id,
        person=pair[0],
        twin=pair[1],
        relations={head: Relation.OTHER},
    )
    assert said == (
        "两户户主不是同一人，650000000002可能不是同一户；只是王小乙重复的，请在多登记的那一户登记婚出或迁出；确需如此，请写明理由"
    )


def test_the_registered_one_of_two_doubles_is_kept(office: Office) -> None:
    one = a_household(office, "650000000001", status=None)
    two = a_household(office, "650000000002")
    assert refused(office, K.DOUBLE, one.number, other=two.id) == (
        "水村王大山户（650000000001）不在册，650000000002在册，请把两户换过来，保留在册的一户"
    )
    assert refused(office, K.DOUBLE, one.number, other=one.id) == "不能与它自己合并，请写明重复的是哪一户"


def test_two_records_of_one_person_become_one(township: Office) -> None:
    two = id_of(township, "张成员丙")
    said = refused(township, K.DOUBLE, who="张成员甲", twin=id_of(township, "张成员甲"))
    assert said == "请选同一户里重复的两条成员记录，先选保留的一条"
    do(township, K.DOUBLE, who="张成员甲", twin=two)
    gone = next(each for each in file_of(township).members if each.id == two)
    assert (gone.left_on, gone.leave_reason) == (ON, LeaveReason.MISTAKE)


# the register


def test_a_cleared_household_leaves_the_register_and_its_people_stay(township: Office) -> None:
    before = figures(township, date(2018, 4, 30))
    assert refused(township, K.CLEARED) == "清退请写明原因，如“家有商品房，不符合识别条件”"
    do(township, K.CLEARED, reason="家有商品房")
    after = file_of(township)
    assert (after.household.ended_on, after.household.end_reason) == (ON, EndReason.CLEARED)
    assert after.standings[-1].reason == "清退：家有商品房"
    assert len(after.present(TODAY)) == 5
    assert figures(township, date(2018, 4, 30)) == before
    assert figures(township, TODAY)[0]["households"] == before[0]["households"] - 1


def test_a_wrong_exit_is_taken_back_by_a_paper(township: Office) -> None:
    number = "65900009"  # lifted on 2017-12-31
    before = figures(township, date(2018, 4, 30))
    assert (
        refused(township, K.WRONG_EXIT, number) == "错退纠正要有依据，请写明文件名称和文号，或会议名称和日期"
    )
    do(township, K.WRONG_EXIT, number, paper="县扶贫办〔2018〕12号")
    assert file_of(township, number).standings[-1].status is Status.POOR
    assert figures(township, date(2018, 4, 30)) == before
    assert refused(township, K.WRONG_EXIT, number, paper="同上", on=TODAY) == (
        "月亮村孙八户在2018-05-08是未脱贫，没有退出，不用纠正错退"
    )


def test_an_overlooked_household_begins_the_road_of_identification(township: Office) -> None:
    assert refused(township, K.MISSED, reason="漏评").startswith("水村张三户已经在册，不是漏评")
    number = "65900010"
    assert refused(township, K.MISSED, number) == "漏评纠正请写明原因，如“2018年核查发现，人均纯收入低于标准”"
    do(township, K.MISSED, number, reason="核查发现")
    with township.store.read() as unit:
        passage = unit.passages.all(household_id=file_of(township, number).household.id)[0]
    assert (passage.road, passage.opened_on, passage.remark) == (
        RoadKind.IDENTIFICATION,
        ON,
        "漏评纠正：核查发现",
    )
    assert "程序已在办理" in refused(township, K.MISSED, number, reason="再来一次")


def test_a_whole_household_moves_away(township: Office) -> None:
    assert refused(township, K.ENDED) == "请选销号原因：整户自然减少或整户迁出"
    do(township, K.ENDED, end=EndReason.MOVED_OUT, on=TODAY)
    after = file_of(township)
    assert after.household.end_reason is EndReason.MOVED_OUT
    assert {each.leave_reason for each in after.members} == {LeaveReason.MOVED_OUT}
    assert township.life.events(household=after.household.id)[-1].left == 5


def test_an_event_in_a_closed_year_needs_a_reason(township: Office) -> None:
    township.years.close(2017, TODAY)
    day = date(2017, 12, 20)
    assert refused(township, K.DEATH, who="张成员甲", on=day) == (
        "2017年度已封存，2017-12-20的死亡会改动那一年以后各日的户数和人数；确需如此，请写明理由"
    )
    do(township, K.DEATH, who="张成员甲", on=day, override="2018年补报")
    done = township.life.do(split(township, on=date(2017, 12, 25), override="2018年补报"), TODAY)
    new = township.households.open(done.households[1])
    assert [each.year for each in new.years] == [2018]  # the closed year stays as it is


def test_every_event_is_taken_back_as_one(township: Office) -> None:
    before = whole(township)
    for wanted in (
        asked(township, K.BIRTH, newcomer=Person(name="张小阳", relation=Relation.SON), on=TODAY),
        asked(township, K.DEATH, who="张三", head=id_of(township, "张成员甲"), on=TODAY,
              relations={each.id or 0: Relation.OTHER for each in file_of(township).members}),
        asked(township, K.CLEARED, reason="家有商品房"),
        asked(township, K.ENDED, end=EndReason.DIED_OUT, on=TODAY),
        asked(township, K.WRONG_EXIT, "65900009", paper="县扶贫办〔2018〕12号"),
        asked(township, K.SCHOOL_LEAVING, who="张成员乙"),
    ):  # fmt: skip
        done = township.life.do(wanted, TODAY)
        assert whole(township) != before
        township.undo(done.act)
        assert whole(township) == before


# around it


def test_the_register_of_events_shows_those_too_who_came_without_one(township: Office) -> None:
    do(township, K.DEATH, who="张成员甲", reason="病故")
    found = township.life.events(since=ON, until=TODAY)
    assert [(each.on.day, each.what, each.name, each.came, each.left) for each in found] == [
        (1, "死亡", "张成员甲", 0, 1), (2, "死亡", "王成员丙", 0, 1), (3, "出生", "张小月", 1, 0),
    ]  # fmt: skip
    assert township.life.events(since=ON, village="月亮村")[0].name == "王成员丙"


def test_an_import_does_not_put_back_who_was_split_off(office: Office, tmp_path: Path) -> None:
    rows = [a_row(person=1), a_row(person=2), a_row(person=3)]
    office.importing.apply(office.importing.read(an_export(tmp_path / "一.xlsx", rows)))
    home = office.households.by_number("650000000001")
    members = [each.id or 0 for each in office.households.open(home).members]
    done = office.life.do(
        Asked(kind=K.SPLIT, household=home, on=date(2018, 5, 6), members=(members[1],), head=members[1]),
        TODAY,
    )
    draft = office.importing.read(an_export(tmp_path / "二.xlsx", rows, day="2018-05-09"))
    office.importing.apply(draft)
    new = office.households.open(done.households[1])
    assert [(each.name, each.relation) for each in new.members if each.left_on is None] == [
        ("王喜", Relation.HEAD)
    ]
    assert len([each for each in office.households.open(home).members if each.left_on is None]) == 2
    said = [each.text for each in draft.problems]
    assert any(
        "王喜本办已于2018-05-06分户或并户到本01-00001，国扶导出里仍在原户，没有改回" in each for each in said
    )


def test_after_2020_an_overlooked_household_goes_the_road_of_monitoring(office: Office) -> None:
    home = a_household(office, status=None)
    office.life.do(
        Asked(kind=K.MISSED, household=home.id or 0, on=date(2026, 3, 1), reason="入户发现"), date(2026, 3, 2)
    )
    with office.store.read() as unit:
        assert unit.passages.all(household_id=home.id)[0].road is RoadKind.MONITORING


def test_the_house_type_of_a_cleared_household_is_an_ordinary_one(office: Office) -> None:
    home = a_household(office)
    with office.store.write("户类型") as unit:
        unit.standings.save(
            replace(unit.standings.all(household_id=home.id)[0], household_type=HouseholdType.LIFTED)
        )
    do(office, K.CLEARED, home.number, reason="不符合条件")
    assert office.households.open(home.id or 0).standings[-1].household_type is HouseholdType.ORDINARY
    assert isinstance(home, Household)
