"""Making an office whole or not at all: it is built in a room of its own and then moved into its folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.domain import terms
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.places import DATABASE
from fupin_desktop.services.beginning.ground import DEMO, ROOM, failed, has_office, unwritable
from fupin_desktop.services.safety import OfficeLock
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.domain.office import PovertyLine
    from fupin_desktop.domain.village import Village
    from fupin_desktop.services.beginning.export import FoundPlaces, FoundTownship
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.settings import OfficeFacts


def proposed_unit(township: str, on: date) -> str:
    """What the office is probably called: 星星镇扶贫开发办公室, from June 2021 星星镇乡村振兴办公室."""
    return f"{township}{terms.said(terms.OFFICE, on)}" if township else ""


def make_demo(folder: Path, on: date, watch: Watch = NOBODY) -> None:
    """The invented township in a folder, in the time and the words of a day. Raises Trouble or Cancelled; then no
    office is there."""
    from fupin_desktop.services.demo import fill_demo

    def fill(office: Office) -> None:
        fill_demo(office, era="2026" if terms.monitoring(on) else "2018", watch=watch)

    build(folder, fill, DEMO)


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What a new office begins with. Of a ``found`` export with several townships only the households of one go in."""

    facts: OfficeFacts
    villages: Sequence[Village]
    line: PovertyLine | None = None
    by: str = ""
    found: FoundPlaces | None = None
    township: FoundTownship | None = None


def make_office(folder: Path, new: NewOffice, watch: Watch = NOBODY) -> None:
    """A new office, whole. Raises Trouble, Refused or Cancelled; then no office is there."""

    def fill(office: Office) -> None:
        office.settings.begin(new.facts, new.villages)
        if new.line is not None:
            office.settings.save_line(new.line)
        if new.found and new.township and len(new.found.townships) > 1:
            from fupin_desktop.services.beginning.export import leave_others_out

            leave_others_out(office, new.found, new.township, watch)

    build(folder, fill, new.by)


def complete(
    office: Office, facts: OfficeFacts, villages: Sequence[Village], line: PovertyLine | None = None
) -> None:
    """Put in what an office lacks that was made without its facts. Raises Refused or Trouble."""
    office.by = facts.people[-1] if facts.people else office.by
    office.settings.save(facts)
    have = {each.name for each in office.settings.villages()}
    for village in villages:
        if village.name not in have:
            office.settings.save_village(village)
    if line is not None:
        office.settings.save_line(line)


def build(folder: Path, fill: Callable[[Office], None], by: str = "") -> None:
    """Build an office beside its place and move it there when it is whole."""
    from fupin_desktop.services.office import Office

    if has_office(folder):
        raise Trouble(f"“{folder}”里已经有一个办公室，没有改动；请打开它，或换一个文件夹")
    if said := unwritable(folder):
        raise Trouble(said)
    with _kept_clean(folder), OfficeLock(folder):
        room = folder / ROOM
        shutil.rmtree(room, ignore_errors=True)
        try:
            office = Office.open(room, by=by, create=True)
            try:
                fill(office)
            finally:
                office.close()
            _move(room, folder)
        except OSError as error:
            raise Trouble(failed(folder, error)) from error
        finally:
            shutil.rmtree(room, ignore_errors=True)


def restore_into(folder: Path, file: Path, watch: Watch = NOBODY, password: str = "") -> Path | None:
    """Put a backup into a folder, in place of the office there. Gives the safety copy of what was there, None: nothing.

    Raises Trouble (Locked, WrongPassword), and then what was there is there still.
    """
    from fupin_desktop.services.safety import restore

    with _kept_clean(folder):
        return restore(folder, file, watch, password=password)


def _move(room: Path, folder: Path) -> None:
    """The database last: before it is there, there is no office."""
    for each in sorted(room.iterdir()):
        if each.is_dir():
            _merge(each, folder / each.name)
    (room / DATABASE).replace(folder / DATABASE)


def _merge(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for each in source.iterdir():
        if each.is_dir():
            _merge(each, target / each.name)
        else:
            each.replace(target / each.name)


@contextmanager
def _kept_clean(folder: Path) -> Iterator[None]:
    """A folder that was not there before is not there after a failure."""
    missing = next((each for each in (*reversed(folder.parents), folder) if not each.exists()), None)
    try:
        yield
    finally:
        if missing is not None and not has_office(folder):
            shutil.rmtree(missing, ignore_errors=True)
