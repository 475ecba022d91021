"""What each released version left behind goes on in this one (the offices were made by tools/make_released.py)."""

from __future__ import annotations

import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop import settings
from fupin_desktop.cli.run import run
from fupin_desktop.db import backup
from fupin_desktop.db.upgrade import newest
from fupin_desktop.domain.errors import Stale, Trouble
from fupin_desktop.services.office import Office
from tests.released.left import HERE, Left, unpacked

SCHEMA = {"0.1.0": "0001", "0.2.0": "0002", "0.3.0": "0003", "0.4.0": "0004"}
FIRST = "650000000001"


@pytest.fixture(params=SCHEMA)
def left(request: pytest.FixtureRequest, tmp_path: Path) -> Left:
    """What one of the versions left."""
    return unpacked(request.param, tmp_path)


@pytest.fixture
def oldest(tmp_path: Path) -> Left:
    return unpacked("0.1.0", tmp_path)


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], left: Left) -> Any:
    """Say something to the command line in that office; gives the answer."""

    def asked(*words: str) -> Any:
        capsys.readouterr()
        assert run(["--office", str(left.folder), "--by", "赵经办", "--json", *words]) == 0, (
            capsys.readouterr()
        )
        return json.loads(capsys.readouterr().out)

    return asked


def test_every_released_version_but_this_has_left_an_office() -> None:
    assert sorted(SCHEMA) == sorted(file.name.removesuffix(".tar.xz") for file in HERE.glob("*.tar.xz"))
    assert set(SCHEMA.values()) <= set(_known())


def test_the_office_of_each_version_has_all_it_had_and_work_goes_on(left: Left, ask: Any) -> None:
    before = left.tables()
    assert ask("verify") == {"ok": True, "problems": []}
    _holds_the_same(before, left.tables())
    kept = list((left.folder / "backups").glob("升级前_*.fupin"))
    assert [backup.read_manifest(each).revision for each in kept] == [SCHEMA[left.version]] * (
        SCHEMA[left.version] != newest()
    )

    figures = {name: value for name, value in left.said["figures"].items() if name != "source"}
    _says_at_least(figures, ask("figures", "--on", "2018-05-08"))
    for number, household in left.said["households"].items():
        _says_at_least(household, ask("show", number), number)
    acts = ask("history", "--last", "100")["acts"]
    assert [each for each in acts if each in left.said["history"]] == left.said["history"]

    last = left.said["history"][0]
    assert ask("undo") == {"undone": last["id"], "label": "修改农户：高杰武"}
    assert ask("show", FIRST)["phone"] != left.said["households"][FIRST]["phone"] == "13900000003"
    _work_goes_on(left, ask)


def _work_goes_on(left: Left, ask: Any) -> None:
    """Find, put on a notice, report, register, take back."""
    assert FIRST in {each["household"] for each in ask("find", "gaojiewu")["hits"]}
    out = left.home / "出件"
    ask(
        "notice",
        "monitoring",
        "--village",
        "花儿村",
        "--on",
        "2018-05-09",
        "--format",
        "txt",
        "--out",
        str(out),
    )
    (notice,) = out.rglob("*.txt")
    assert "查红" in notice.read_text(encoding="utf-8")
    ask("report", "monthly", "2018-06", "--on", "2018-07-01", "--out", str(out / "月报.txt"))
    poor = "2户11人" if left.version == "0.4.0" else "2户12人"  # a death was registered in the one
    assert poor in (out / "月报.txt").read_text(encoding="utf-8")
    ask("visit", "add", FIRST, "--on", "2018-06-01", "--talk", "走访")
    assert ask("undo")["label"].startswith("登记走访")
    assert ask("verify") == {"ok": True, "problems": []}


def test_an_act_of_any_time_is_taken_back_or_the_reason_is_said(left: Left) -> None:
    office = Office.open(left.folder, by="赵经办")
    refused = {}
    for act in left.said["history"]:
        try:
            office.undo(act["id"])
        except (Trouble, Stale) as said:
            refused[act["label"].split("：")[0]] = str(said)
    if left.version == "0.4.0":
        assert "张贴过的公示只能撤回；登记错了，请到“公示”的“张贴”里撤回这份公示" in refused.pop("张贴公示")
        assert "张贴过的公示只能撤回" in refused.pop("存为文件公示")
        assert "请先撤销后面的操作；什么都没有改变" in refused.pop("载入演示乡镇")
    assert refused == {}
    assert office.safety.verify().ok
    office.close()


def test_the_backup_of_each_version_comes_back(left: Left, ask: Any) -> None:
    manifest = backup.read_manifest(left.home / "备份.fupin")
    assert (manifest.program, manifest.revision) == (left.version, SCHEMA[left.version])
    ask("restore", str(left.home / "备份.fupin"))
    assert ask("verify")["ok"]
    assert ask("show", FIRST)["phone"] != "13900000003"
    acts = [each["label"] for each in ask("history", "--last", "100")["acts"]]
    assert acts == [each["label"] for each in left.said["history"][1:]]
    assert list((left.folder / "backups").glob("恢复前_*.fupin"))


def test_what_the_pc_remembered_is_taken_over(left: Left, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUPIN_CONFIG", str(left.home / "设置"))
    kept = settings.load()
    assert (kept.office, kept.worker, kept.text_scale, kept.last_folder) == ("办公室", "李经办", 120, "出件")
    assert kept.lists == {"households": "40,80"}
    assert settings.change(text_scale=130).worker == "李经办"


@pytest.mark.parametrize("version", ["0.3.0", "0.4.0"])
def test_a_sheet_that_waited_is_imported_by_the_new_version(
    version: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = unpacked(version, tmp_path)
    (waiting,) = (left.folder / "incoming").iterdir()
    assert run(["--office", str(left.folder), "import", waiting.name]) == 0
    office = Office.open(left.folder)
    assert (
        office.households.open(office.households.by_number("650000000019")).household.address == "水村1组新址"
    )
    office.close()
    assert list((left.folder / "incoming").iterdir()) == []


def test_a_folder_of_a_newer_version_is_refused_and_stays_as_it_is(
    oldest: Left, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(oldest.database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
        connection.execute("CREATE TABLE of_a_later_time (id INTEGER)")
    was = _files(oldest.folder)
    for words in (["figures"], ["upgrade"], ["edit", FIRST, "phone=1", "--evidence", "x"]):
        assert run(["--office", str(oldest.folder), *words]) == 1
        said = capsys.readouterr().err
        assert "这个数据库由更新版本的程序建立" in said
        assert "请安装新版程序，数据没有改动" in said
    assert _files(oldest.folder) == was


def test_a_full_disk_before_an_upgrade_leaves_the_old_office(
    oldest: Left, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    was = _files(oldest.folder)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(backup.os, "fsync", full)
        assert run(["--office", str(oldest.folder), "figures"]) == 1
    said = capsys.readouterr().err
    assert "磁盘已满，没有备份到" in said
    assert "请清理磁盘空间或换一个位置，现有数据没有受影响" in said
    assert _files(oldest.folder) == was
    assert run(["--office", str(oldest.folder), "verify"]) == 0


KILLED = """
import os, signal, sys
from pathlib import Path
from fupin_desktop.db import upgrade
from fupin_desktop.services.office import Office
from tests.released.left import HERE, Left, unpacked
upgrade._finish = lambda connection: os.kill(os.getpid(), signal.SIGKILL)
Office.open(Path(sys.argv[1]))
"""
"""Every step of the upgrade is done, none is kept yet."""


def test_an_upgrade_that_is_killed_leaves_the_old_office_whole(oldest: Left) -> None:
    before = oldest.tables()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(oldest.folder)], cwd=HERE.parents[1], check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert oldest.tables() == before
    Office.open(oldest.folder).close()
    _holds_the_same(before, oldest.tables())


def _holds_the_same(
    before: dict[str, list[tuple[Any, ...]]], after: dict[str, list[tuple[Any, ...]]]
) -> None:
    """No table, column or row is gone, and no value is another one."""
    for name, (columns, *rows) in before.items():
        if name == "alembic_version":
            continue
        places = [after[name][0].index(column) for column in columns]
        assert [tuple(row[place] for place in places) for row in after[name][1:]] == rows, name


def _says_at_least(then: Any, now: Any, where: str = "") -> None:
    """All that was said then is said now; what is new may stand beside it."""
    if isinstance(then, dict):
        for name, value in then.items():
            _says_at_least(value, now[name], f"{where} {name}")
    elif isinstance(then, list):
        assert len(then) == len(now), where
        for place, (old, new) in enumerate(zip(then, now, strict=True)):
            _says_at_least(old, new, f"{where} {place}")
    else:
        assert then == now, where


def _files(folder: Path) -> dict[str, bytes]:
    """Every file but the lock, with its content."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != "office.lock"
    }


def _known() -> tuple[str, ...]:
    from fupin_desktop.db.upgrade import known

    return known()
