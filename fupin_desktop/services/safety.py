"""Keeps the office from being lost: backups by hand and by themselves, restoring, checking."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fupin_desktop.db import backup, check, halfmade
from fupin_desktop.db import restore as restoring
from fupin_desktop.db.backup import Manifest
from fupin_desktop.db.lock import OfficeLock, network_share
from fupin_desktop.db.locked import Locked, WrongPassword, is_locked
from fupin_desktop.domain import passwords
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.services.files import Files, sha256_of
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office

AUTOMATIC = "自动"
BY_HAND = "手动"
PHOTOS_TOO = 200 * 1024 * 1024
"""Backups that are made by themselves hold the photos up to this size; more stay in ``files``, named only."""

_NAME = re.compile(rf"{AUTOMATIC}_(\d{{8}}-\d{{4}})(?:_(\d{{1,3}}))?\.fupin")


class Checked(NamedTuple):
    """What a check of the whole office found."""

    ok: bool
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, as a list shows it. ``trouble`` says why it cannot be used, ``locked`` that it asks for a password.

    What a locked one holds is known after its password was said.
    """

    path: Path
    at: str
    why: str
    households: int
    people: int
    trouble: str = ""
    locked: bool = False


class Safety:
    """Backups and checks of an open office."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.folder = office.folder / "backups"

    def backup(self, file: Path | None = None, watch: Watch = NOBODY, *, password: str = "") -> Path:
        """Put the whole office into one `.fupin` file, locked if there is a ``password``.

        Raises Refused when the password is too weak, and Trouble; an older file is then still there.
        """
        if password and (said := passwords.problem(password)):
            raise Refused([Problem("password", said)])
        target = file or backup.free_name(self.folder, BY_HAND)
        if target.is_dir():
            target = backup.free_name(target, self._office.folder.name)
        backup.write_backup(
            self._database, self._files.folder, target, why=BY_HAND, password=password, step=watch.step
        )
        return target

    def leaves(self, file: Path) -> bool:
        """Whether a file lies outside the office's own folder, where whoever finds it can read it unless it is locked."""
        return not file.resolve().is_relative_to(self._office.folder.resolve())

    def backup_before(self, why: str, watch: Watch = NOBODY) -> Path:
        """A backup made by itself before something large (“导入前”); old ones are thinned."""
        target = backup.free_name(self.folder, AUTOMATIC)
        small = sum(each.stat().st_size for each in self._files.all()) <= PHOTOS_TOO
        backup.write_backup(
            self._database, self._files.folder, target, why=why, photos=small, step=watch.step
        )
        self.thin(datetime.now())
        return target

    def backup_at_start(self, watch: Watch = NOBODY) -> Path | None:
        """The day's first backup; None when nothing was changed since the last one."""
        self.clean()
        last = self._last()
        if last is not None and last.newest_act == self._newest_act():
            return None
        return self.backup_before("启动时", watch)

    def thin(self, now: datetime) -> list[Path]:
        """Remove automatic backups that are too many. Gives their paths."""
        times = dict(self._automatic())
        gone = [path for path, at in times.items() if at in superfluous(times.values(), now)]
        return [path for path in gone if _removed(path)]

    def backups(self) -> list[Backup]:
        """All backups in the office's folder, the newest first."""
        found = [look_into(each) for each in self.folder.glob("*.fupin")]
        return sorted(found, key=lambda each: (each.at, each.path.name), reverse=True)

    def verify(self, watch: Watch = NOBODY) -> Checked:
        """Look through everything the office keeps."""
        found = check.problems(self._office.store, self._photo_problem, watch.step)
        return Checked(not found, tuple(found))

    def quick_check(self) -> Checked:
        """What can be looked through in a moment after the start."""
        found = check.quick_problems(self._office.store)
        return Checked(not found, tuple(found))

    def clean(self) -> None:
        """Remove what a killed program left half-made. Called while the office's lock is held."""
        halfmade.clean(self.folder)
        restoring.clean(self._office.folder)
        self._files.clean()

    @property
    def _files(self) -> Files:
        return self._office.files

    @property
    def _database(self) -> Path:
        file = self._office.store.file
        if file is None:
            raise Trouble("这个办公室的数据不在文件里，不能备份；请用办公室文件夹打开")
        return file

    def _photo_problem(self, sha: str) -> str | None:
        path = self._files.find(sha)
        if path is None:
            return "的文件不见了"
        try:
            return None if sha256_of(path) == sha else "的文件内容已变"
        except OSError:
            return "的文件读不出来"

    def _automatic(self) -> Iterator[tuple[Path, datetime]]:
        for each in self.folder.glob(f"{AUTOMATIC}_*.fupin"):
            if said := _NAME.fullmatch(each.name):
                yield (
                    each,
                    datetime.strptime(said[1], "%Y%m%d-%H%M") + timedelta(seconds=int(said[2] or 0) / 100),
                )

    def _last(self) -> Manifest | None:
        newest = max(self._automatic(), key=lambda each: each[1], default=None)
        try:
            return backup.read_manifest(newest[0]) if newest else None
        except Trouble:
            return None

    def _newest_act(self) -> str:
        with self._office.store.read() as unit:
            rows = unit.rows(backup.NEWEST)
        return str(rows[0][0]) if rows else ""


def superfluous(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups may go: the last hour's all stay, then one an hour for a day, one a day for 30 days, one a month.

    Of each hour, day and month the newest stays.
    """
    seen: set[Hashable] = set()
    gone = set()
    for at in sorted(set(times), reverse=True):
        bucket = _bucket(at, now)
        if bucket in seen:
            gone.add(at)
        seen.add(bucket)
    return gone


def _bucket(at: datetime, now: datetime) -> Hashable:
    if at > now - timedelta(hours=1):
        return at
    if at > now - timedelta(days=1):
        return at.date(), at.hour
    if at > now - timedelta(days=30):
        return at.date()
    return at.year, at.month


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:  # somebody is copying it: next time
        return False
    return True


def look_into(file: Path, password: str = "") -> Backup:
    """What a backup says of itself. Raises WrongPassword; any other trouble is said in the answer."""
    locked = is_locked(file)
    try:
        said = backup.read_manifest(file, password)
        restoring.demand_known(file, said)
    except WrongPassword:
        raise
    except Locked:
        return Backup(file, "", "", 0, 0, locked=True)
    except Trouble as error:
        return Backup(file, "", "", 0, 0, str(error), locked)
    return Backup(file, said.at, said.why, said.households, said.people, locked=locked)


def restore(folder: Path, file: Path, watch: Watch = NOBODY, *, password: str = "") -> Path | None:
    """Put a backup in place of a closed office. Gives the safety copy of what was there (None: nothing was).

    Raises Locked or WrongPassword, and Trouble, and then nothing is changed. A kill at any moment leaves the old or the
    new office whole.
    """
    return restoring.restore(folder, file, watch.step, password).safety_copy


def check_folder(folder: Path) -> Checked:
    """Check an office that perhaps cannot even be opened."""
    from fupin_desktop.services.office import Office

    try:
        office = Office.open(folder)
    except Trouble as error:
        return Checked(False, (str(error),))
    try:
        return office.safety.verify()
    finally:
        office.close()


__all__ = [
    "Backup",
    "Checked",
    "Locked",
    "OfficeLock",
    "Safety",
    "WrongPassword",
    "check_folder",
    "is_locked",
    "look_into",
    "network_share",
    "restore",
    "superfluous",
]
