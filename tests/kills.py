"""Kills the program at a random moment of an act, and looks whether anything was lost.

Run as a script (``python -m tests.kills ACT FOLDER``) it is the one that is killed.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import Connection

from fupin_desktop.db import backup, journal, locked, restore, upgrade
from fupin_desktop.db.halfmade import PART
from fupin_desktop.domain.household import Household
from fupin_desktop.domain.housing import Photo
from fupin_desktop.services import safety
from fupin_desktop.services.office import Office

ROOT = Path(__file__).parents[1]
EXPORT = ROOT / ".." / "shared" / "data" / "exports" / "贫困户信息_20180508.xlsx"
TEXTS = ("number", "id_number", "disability_card", "nation", "phone", "guardian", "remark", "extra")
PHOTOS = 4
PASSWORD = "星星之火2026"
CHEAP = locked.Cost(1, 8192)
PLAIN = {b"PK\x03\x04", b"SQLi"}
"""How a zip and a database begin."""
BEGAN: list[float] = []
"""When acts began in this process."""


def go() -> None:
    """Tell the killer that the act begins now."""
    BEGAN.append(time.monotonic())
    sys.stdout.write("go\n")
    sys.stdout.flush()


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    office = Office.open(folder, by="李经办")
    try:
        yield office
    finally:
        office.close()


def run_in(folder: Path) -> None:
    """A run of inserts, changes of each of them, and records saved one by one: one act."""
    with opened(folder) as office:
        go()
        _run_in(office)


def _run_in(office: Office) -> None:
    with office.store.write("导入：贫困户信息.xlsx") as unit:
        home = unit.households.save(Household(number="900000000001", village="水村", head="赵一"))
        rows = [(home.id, f"第{place}人", *("" for _ in TEXTS)) for place in range(3000)]
        ids = unit.people.add_rows(["household_id", "name", *TEXTS], rows)
        unit.people.update_rows(["nation"], [("汉族", each) for each in ids])
        for number in range(200):
            unit.households.save(Household(number=f"91{number:010d}", village="水村", head="赵二"))


def import_file(folder: Path) -> None:
    with opened(folder) as office:
        draft = office.importing.read([EXPORT])
        go()
        office.importing.apply(draft)


def undo(folder: Path) -> None:
    with opened(folder) as office:
        go()
        office.undo()


def back_up(folder: Path) -> None:
    with opened(folder) as office:
        go()
        office.safety.backup(folder.parent / "U盘" / "备份.fupin")


def lock_up(folder: Path) -> None:
    with opened(folder) as office, patch.object(locked, "COST", CHEAP):
        go()
        office.safety.backup(folder.parent / "U盘" / "备份.fupin", password=PASSWORD)


def add_photos(folder: Path) -> None:
    pictures = [folder.parent / f"{number}.jpg" for number in range(PHOTOS)]
    for number, picture in enumerate(pictures):
        picture.write_bytes(b"\xff\xd8\xff" + bytes([number]) * 2_000_000)
    with opened(folder) as office:
        with office.store.read() as unit:
            home = unit.households.ids()[0]
        go()
        for picture in pictures:
            sha = office.files.add(picture)
            with office.store.write("添加照片") as unit:
                unit.photos.save(Photo(household_id=home, sha256=sha, name=picture.name))


def bring_up(folder: Path) -> None:
    as_if_older(folder)
    go()
    Office.open(folder).close()


def put_back(folder: Path) -> None:
    go()
    safety.restore(folder, folder.parent / "一.fupin")


def unlock(folder: Path) -> None:
    go()
    safety.restore(folder, folder.parent / "锁.fupin", password=PASSWORD)


ACTS: dict[str, Callable[[Path], None]] = {
    "run_in": run_in, "import_file": import_file, "undo": undo, "back_up": back_up, "add_photos": add_photos,
    "bring_up": bring_up, "put_back": put_back, "lock_up": lock_up, "unlock": unlock,
}  # fmt: skip


def as_if_older(folder: Path) -> None:
    """Let this process be a program that has one more step to do, with a table rebuilt in it."""
    newest = upgrade.newest()
    upgrade.known = lambda: ("0000", newest)  # type: ignore[assignment]

    def migrate(connection: Connection) -> None:
        made = str(connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'person'").scalar())
        for said in (
            made.replace("CREATE TABLE person", "CREATE TABLE new_person"),
            "INSERT INTO new_person SELECT * FROM person",
            "DROP TABLE person",
            "ALTER TABLE new_person RENAME TO person",
            f"UPDATE alembic_version SET version_num = '{newest}'",
        ):
            connection.exec_driver_sql(said)

    upgrade._migrate = migrate


def fingerprint(office: Office) -> str:
    """Names all that an office keeps (its history by its number of acts)."""
    digest = hashlib.sha256()
    with office.store.read() as unit:
        for name in [*(table.name for table in journal.record_tables()), "household_line"]:
            for row in unit.rows(f'SELECT * FROM "{name}" ORDER BY 1'):
                digest.update(repr(row).encode())
        digest.update(repr(unit.rows("SELECT count(*) FROM act")).encode())
    return digest.hexdigest()


def look(folder: Path) -> str:
    """Open an office as the next start does; it must be whole. Gives its fingerprint."""
    with opened(folder) as office:
        found = office.safety.verify()
        assert found.ok, found.problems
        office.safety.clean()
        assert not [*folder.rglob(f"*{PART}*"), *folder.glob(restore.NEW)]
        return fingerprint(office)


@dataclass
class Trial:
    """One act on copies of one office, and the states it may end in."""

    act: str
    base: Path
    states: set[str]
    seconds: float

    @classmethod
    def of(cls, act: str, base: Path, room: Path) -> Trial:
        """Let the act happen once, undisturbed, to learn what it does and how long it takes."""
        states = set() if act == "bring_up" else {look(base / "office")}
        folder = _copied(base, room / f"{act}-whole")
        if act == "bring_up":  # it changes the program itself, so it has a process of its own
            process = _started(act, folder)
            BEGAN.append(time.monotonic())
            assert process.wait() == 0
        else:
            ACTS[act](folder)
        seconds = time.monotonic() - BEGAN[-1]
        return cls(act, base, states | {look(folder)}, max(seconds, 0.02))

    def kill(self, room: Path, chance: random.Random) -> None:
        """Let it happen again, killed at a random moment, and look at what is left."""
        folder = _copied(self.base, room)
        process = _started(self.act, folder)
        delay = chance.uniform(0, self.seconds * 1.05)
        try:
            process.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self.act == "bring_up":
            self._finish_upgrade(folder)
        state = look(folder)
        if self.act != "add_photos":
            assert state in self.states, (
                f"{self.act} killed after {delay:.3f} s left neither the old nor the new"
            )
        for file in [*folder.glob("backups/*.fupin"), *(folder.parent / "U盘").glob("*.fupin")]:
            with backup.opened(file, PASSWORD) as (archive, manifest):
                backup.check_members(archive, manifest)
        if self.act == "lock_up":
            for file in (folder.parent / "U盘").glob("*"):
                assert not PLAIN & {file.read_bytes()[:4]}, f"{file.name} can be read by everybody"
        shutil.rmtree(folder.parent)

    def _finish_upgrade(self, folder: Path) -> None:
        process = _started(self.act, folder)
        assert process.wait() == 0


def _copied(base: Path, room: Path) -> Path:
    shutil.copytree(base, room)
    return room / "office"


def _started(act: str, folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.kills", act, str(folder)],
        cwd=ROOT, stdout=subprocess.PIPE, bufsize=0,
    )  # fmt: skip
    assert process.stdout
    with process.stdout as said:
        begun = said.readline().strip() == b"go"
    if not begun:
        process.kill()
        process.wait()
    assert begun, f"{act} did not begin"
    return process


def bases(room: Path, demo: bool) -> dict[str, Path]:
    """For each act an office to do it to."""
    base = room / "base"
    office = Office.open(base / "office", by="李经办", create=True)
    if demo:
        from fupin_desktop.services.demo import fill_demo

        fill_demo(office)
    else:
        with office.store.write("新增") as unit:
            for number in range(300):
                home = unit.households.save(
                    Household(number=f"65{number:010d}", village="水村", head="王大山")
                )
                unit.people.add_rows(
                    ["household_id", "name", *TEXTS], [(home.id, "王大山", *("" for _ in TEXTS))] * 3
                )
    office.safety.backup(base / "一.fupin")
    with patch.object(locked, "COST", CHEAP):
        office.safety.backup(base / "锁.fupin", password=PASSWORD)
    office.close()
    before = room / "before"
    shutil.copytree(base, before)
    run_in(base / "office")
    empty = room / "empty"
    Office.open(empty / "office", create=True).close()
    older = room / "older"
    shutil.copytree(base, older)
    office = Office.open(older / "office")
    with office.store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    office.close()
    return {**dict.fromkeys(ACTS, base), "run_in": before, "import_file": empty, "bring_up": older}


if __name__ == "__main__":
    ACTS[sys.argv[1]](Path(sys.argv[2]))
