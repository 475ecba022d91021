"""The whole office is looked through, and what is wrong is said in a sentence a clerk can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fupin_desktop.db.check import problems, quick_problems
from fupin_desktop.db.store import Store, open_engine
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.housing import Photo


@pytest.fixture
def filled(database: Path) -> Path:
    """An office with one household, one person, one photo."""
    store = Store(open_engine(database), "李经办")
    with store.write("新增") as unit:
        home = unit.households.save(Household(number="650000000001", village="水村", head="王大山"))
        unit.people.save(Person(household_id=home.id or 0, name="王大山"))
        unit.photos.save(Photo(household_id=home.id or 0, sha256="ab" * 32, name="施工前.jpg"))
    store.close()
    return database


def found(database: Path, photo: Callable[[str], str | None] = lambda sha: None) -> list[str]:
    store = Store(open_engine(database))
    try:
        return problems(store, photo)
    finally:
        store.close()


def spoil(database: Path, *said: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        for each in said:
            connection.execute(each)


def test_a_sound_office_has_no_problems(filled: Path) -> None:
    assert found(filled) == []
    store = Store(open_engine(filled))
    assert quick_problems(store) == []
    store.close()


WITHOUT_JOURNAL = "UPDATE current_act SET act_id = 1"
SPOILT = {
    "a list that lags behind": (
        ["UPDATE household_line SET people = 9"],
        "农户列表有1户与档案不一致（如户编号650000000001），档案本身没有问题；请运行“升级”（upgrade）重新生成列表",
    ),
    "a missing line": (["DELETE FROM household_line"], "农户列表有1户与档案不一致"),
    "a missing trigger": (
        ["DROP TRIGGER journal_person_update"],
        "记录改动的触发器缺少或被改动1个（journal_person_update…），以后的改动会记不进历史；请运行“升级”（upgrade）补上",
    ),
    "a strange trigger": (
        ["CREATE TRIGGER x AFTER INSERT ON act BEGIN SELECT 1; END"],
        "数据库里有不属于本程序的触发器（x），请检查是否有其他软件改动过",
    ),
    "a missing index": (
        ["DROP INDEX ix_person_name"],
        "数据库缺少1个索引（ix_person_name…），数据没有问题，但查找会变慢",
    ),
    "an act left open": ([WITHOUT_JOURNAL], "改动记录的状态不对，请用“恢复备份”找回最近的备份"),
    "another schema": (["UPDATE alembic_version SET version_num = '0000'"], "数据库版本是0000，程序需要0004"),
    "a lost parent": (
        [WITHOUT_JOURNAL, "PRAGMA foreign_keys = OFF", "DELETE FROM household"],
        "有1条“家庭成员”记录找不到它所属的“农户”，请把自检结果交给支持人员，或恢复最近的备份",
    ),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_wrong_is_said(filled: Path, what: str) -> None:
    said, sentence = SPOILT[what]
    spoil(filled, *said)
    assert any(each.startswith(sentence) for each in found(filled)), found(filled)


def test_a_photo_that_is_gone_or_changed_is_named_with_its_household(filled: Path) -> None:
    (said,) = found(filled, lambda sha: "的文件不见了" if sha == "ab" * 32 else None)
    assert said == "王大山户的照片“施工前.jpg”的文件不见了，请从备份中恢复，或重新添加这张照片"


def test_overwritten_bytes_are_found_and_said(filled: Path) -> None:
    with filled.open("r+b") as file:
        file.seek(4096 * 5)
        file.write(b"\x5a" * 4096 * 20)
    said = found(filled)
    assert said
    assert any("恢复备份" in each for each in said)


def test_two_heads_or_none_are_findings_of_the_data_and_not_problems_of_the_file(filled: Path) -> None:
    store = Store(open_engine(filled), "李经办")
    with store.write("新增") as unit:
        unit.households.save(Household(number="2", village="没有这个村", head=""))
    store.close()
    assert found(filled) == []
