"""What a national export tells of an office: its county, its township, its villages with their households."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.tasks import NOBODY, Watch, quiet, tell

if TYPE_CHECKING:
    from fupin_desktop.domain.plain import Plain
    from fupin_desktop.exchange.rows import Rows
    from fupin_desktop.services.office import Office

_WHERE = ("village.county", "village.township", "household.village")


@dataclass(frozen=True, slots=True)
class FoundTownship:
    """A township of an export: its villages in the order of their codes, each with its households."""

    county: str
    township: str
    villages: tuple[tuple[str, int], ...]

    @property
    def households(self) -> int:
        return sum(count for _, count in self.villages)


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """What stands in an export. ``day`` is the day of its data; ``townships`` the one with most households first."""

    paths: tuple[Path, ...]
    day: date | None
    townships: tuple[FoundTownship, ...]

    @property
    def files(self) -> str:
        """The name of the file, or of the first of several."""
        more = f"等{len(self.paths)}个文件" if len(self.paths) > 1 else ""
        return f"{self.paths[0].name}{more}"


def places_in(paths: Sequence[Path], watch: Watch = NOBODY) -> FoundPlaces:
    """Read the places of an export; nothing is kept.

    Raises Trouble when a file is damaged, is no export, or is one of another list, Refused for files that do not go
    together, Cancelled.
    """
    from fupin_desktop.exchange.card_files import files_of, read_files
    from fupin_desktop.exchange.lists import OtherList
    from fupin_desktop.exchange.lists.reading import list_of
    from fupin_desktop.exchange.recognising import Known

    every = files_of(paths)
    try:
        with quiet():
            rows = read_files(every, None, partial(tell, watch), Known())
    except OtherList as other:
        raise Trouble(_another_list(every[0], str(other))) from other
    except Trouble as trouble:
        if list_of(every[0]):
            raise Trouble(_another_list(every[0], "")) from trouble
        raise
    if rows.asks:
        raise Trouble(f"“{every[0].name}”的列名没有见过，读不出村名；请先“新建办公室”，再到“导入”里核对各列")
    return FoundPlaces(tuple(paths), rows.data_day, _townships(rows, every[0].name))


def leave_others_out(
    office: Office, found: FoundPlaces, township: FoundTownship, watch: Watch = NOBODY
) -> None:
    """Put an export among what waits to be imported, the households of other townships left out. Raises as a reading."""
    from fupin_desktop.services.importing import Choice, Draft

    draft = office.importing.read(found.paths, keep=True, watch=watch)
    if isinstance(draft, Draft):
        others = {
            f"household:{place}"
            for place, where in enumerate(_where(draft.rows))
            if where[:2] != (township.county, township.township)
        }
        office.importing.choose(draft, Choice(without=others))


def _where(rows: Rows) -> Iterator[tuple[str, str, str]]:
    """County, township and village of each household."""
    keys = rows.household_keys
    county, township, village = (keys.index(key) if key in keys else -1 for key in _WHERE)

    def said(household: Sequence[Plain], place: int) -> str:
        return str(household[place] or "").strip() if place >= 0 else ""

    for each in rows.households:
        yield said(each, county), said(each, township), said(each, village)


def _another_list(path: Path, said: str) -> str:
    what = said.partition("，")[0] or f"“{path.name}”是另一种台账"
    return f"{what}，不是户与人的名单；请选国扶系统导出的户和人员信息，或先“新建办公室”再导入它"


def _townships(rows: Rows, file: str) -> tuple[FoundTownship, ...]:
    if "household.village" not in rows.household_keys:
        raise Trouble(f"“{file}”里没有“行政村”一列，读不出村名；请先“新建办公室”写好村名，再导入这份表")
    numbers = {place: number for number, place in rows.numbers.items()}
    first: dict[tuple[str, str, str], str] = {}
    counted: Counter[tuple[str, str, str]] = Counter()
    for place, where in enumerate(_where(rows)):
        if where[2]:
            counted[where] += 1
            number = numbers.get(place, "")
            first[where] = min(first.get(where, number), number)
    if not counted:
        raise Trouble(f"“{file}”里没有写村名的户，读不出是哪些村；请先“新建办公室”写好村名，再导入这份表")
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for county, township, village in sorted(counted, key=lambda each: (len(first[each]), first[each])):
        found.setdefault((county, township), []).append((village, counted[county, township, village]))
    made = [FoundTownship(*where, tuple(villages)) for where, villages in found.items()]
    return tuple(sorted(made, key=lambda each: -each.households))
