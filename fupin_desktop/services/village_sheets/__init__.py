"""村级填报小表: workbooks for the villages, filled with what is known, and read back in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.sheets import Outgoing, VillageSheet
from fupin_desktop.exchange import village_sheet as sheets
from fupin_desktop.services.outgoing import noted
from fupin_desktop.services.paper.writing import make_folder, plain
from fupin_desktop.services.tasks import NOBODY, Watch, quiet
from fupin_desktop.services.village_sheets import returning, sending
from fupin_desktop.services.village_sheets.lists import LISTS, Asking, list_named
from fupin_desktop.services.village_sheets.returning import SheetDraft

if TYPE_CHECKING:
    from fupin_desktop.services.settings import OfficeSettings

__all__ = ["LISTS", "Asking", "Sent", "SheetDraft", "VillageSheets"]


@dataclass(frozen=True, slots=True)
class Sent:
    """The workbooks that were made, and how many rows they have."""

    files: tuple[Path, ...]
    rows: int
    year: int


class VillageSheets:
    """Sends and takes back."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings

    def send(
        self, key: str, out: Path, *, villages: Sequence[str] = (), ask: Sequence[str] = (), due_on: date | None = None,
        year: int | None = None, whole_ids: bool = False, on: date | None = None, watch: Watch = NOBODY,
    ) -> Sent:  # fmt: skip
        """One workbook for each village into a folder. Raises Refused for what cannot be asked, Trouble for the disk.

        ID numbers are hidden in the middle unless ``whole_ids``. ``year`` is the newest that the data speak of.
        """
        asking, on = list_named(key), on or date.today()
        keys = asking.read(ask)
        if due_on is not None and due_on < on:
            raise Refused([Problem("due", f"交表日期{due_on}早于发出日期{on}，请改正")])
        make_folder(out)
        with quiet(), self._store.read() as unit:
            _know(unit, villages)
            day = unit.last_day()
            if day is None:
                raise Trouble("本办还没有农户，没有可以填报的内容，请先导入国扶导出表")
            wanted = sending.Wanted(
                asking=asking, keys=keys, villages=villages, year=year or day.year, sent_on=on, due_on=due_on,
                whole_ids=whole_ids,
            )  # fmt: skip
            books = list(sending.books(unit, self._settings.facts(), wanted, max(day, on)))
        if not books:
            raise Trouble(f"没有可以填报{asking.label}的记录，没有生成文件")
        files, kept = [], []
        for number, book in enumerate(books, 1):
            watch.step(number, len(books), f"生成{book.village}")
            path = out / plain(sending.name_of(book, number).stem)
            path = path.with_name(f"{path.name}.xlsx")
            sheets.write(book, path)
            files.append(path)
            kept.append(
                VillageSheet(token=book.token, list=book.subject, village=book.village, columns=",".join(keys)[:1000],
                             rows=len(book.rows), sent_on=on, due_on=due_on, remark=f"{book.year}年度")
            )  # fmt: skip
        rows = sum(each.rows for each in kept)
        with self._store.write(f"发出村级小表：{asking.label}（{len(kept)}个村）") as unit:
            for each in kept:
                unit.village_sheets.save(each)
            names = noted(unit, [each.village for each in kept])
            what = f"村级小表：{asking.label}"
            unit.outgoing.save(Outgoing(what=what, villages=names, file=out.name[:200], rows=rows,
                                        masked=not whole_ids, on=on))  # fmt: skip
        return Sent(tuple(files), rows, wanted.year)

    def sent(self) -> list[VillageSheet]:
        """All sheets that were sent, the newest first."""
        with self._store.read() as unit:
            return unit.village_sheets.all(order=("sent_on", "id"))[::-1]

    def forget(self, *sheets: VillageSheet) -> None:
        """Strike out sheets that will not come back, as one act; a file that does is then refused."""
        names = "、".join(dict.fromkeys(each.village for each in sheets))
        with self._store.write(f"作废村级小表：{names}"[:200]) as unit:
            for each in sheets:
                unit.village_sheets.remove(each)

    def read(self, paths: Sequence[str | Path], watch: Watch = NOBODY) -> SheetDraft:
        """Hold returned files against the office; nothing is kept. Raises Trouble for a file that is none of ours."""
        with quiet(), self._store.read() as unit:
            day = max(unit.last_day() or date.today(), date.today())
            return returning.Returning(unit, day, watch).read([Path(each) for each in paths])

    def read_ours(self, paths: Sequence[str | Path], watch: Watch = NOBODY) -> tuple[SheetDraft, list[str]]:
        """The same, leaving out what is none of ours; with the sentence of each file left out.

        Raises Trouble, Refused when nothing is left.
        """
        try:
            return self.read(paths, watch), []
        except Trouble:
            if len(paths) < 2:
                raise
        ours, refused = [], []
        for path in paths:
            try:
                self.read([path], watch)
                ours.append(path)
            except Trouble as wrong:
                refused.append(str(wrong))
        if not ours:
            raise Trouble(
                "；".join(refused[:3]) + (f"；这{len(paths)}个文件都没有读取" if len(paths) > 3 else "")
            )
        return self.read(ours, watch), refused

    def apply(self, draft: SheetDraft, take: Mapping[str, str] | None = None, on: date | None = None) -> str:
        """Keep what the villages changed as one act; also that the sheets came back. Gives what was done."""
        villages = "、".join(dict.fromkeys(sheet.village for sheet, _ in draft.returned))
        with self._store.write(f"采用村级小表：{villages}"[:200]) as unit:
            done, begun = returning.apply(unit, draft, take or {}, on or date.today())
        said = f"已收回{len(draft.returned)}份小表，采用{done}处改动"
        return said + (f"，其中{begun}条以上一年度的内容为底稿新建了本年度" if begun else "")


def _know(unit: Unit, villages: Sequence[str]) -> None:
    known = [each.name for each in unit.villages.all(order=("place",))]
    for name in villages:
        if name not in known:
            raise Refused([Problem("village", f"没有名为“{name}”的行政村，本办的村有：{'、'.join(known)}")])


def overdue(sheet: VillageSheet, on: date) -> bool:
    """Whether a sheet should be back by now and is not."""
    return sheet.returned_on is None and sheet.due_on is not None and sheet.due_on < on
