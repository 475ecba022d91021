"""Holds what villages sent back against what was sent and what the office has now, value by value."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.db import importing as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.plain import Plain, show_plain, to_plain
from fupin_desktop.domain.sheets import VillageSheet
from fupin_desktop.domain.values import Cell, Unreadable, clean
from fupin_desktop.domain.village_sheet import Outcome, ReturnedBook, ReturnedRow, three_way
from fupin_desktop.exchange import village_sheet as sheets
from fupin_desktop.exchange.rows import FINDING, REFUSED, RowProblem
from fupin_desktop.services.importing.items import FieldChange, Item
from fupin_desktop.services.importing.outcome import KINDS
from fupin_desktop.services.tasks import Watch
from fupin_desktop.services.village_sheets.lists import Asking, field_of, list_named, save


@dataclass(slots=True)
class Answer:
    """One value that a village changed. ``conflict``: the office, or another file, says otherwise meanwhile."""

    key: str
    office: Plain
    village: Plain
    conflict: bool = False
    others: str = ""


@dataclass(slots=True)
class RowAnswers:
    """What came back of one record."""

    asking: Asking
    id: int
    household_id: int
    household: str
    name: str
    year: int
    village: str
    file: str
    row: int
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def item_key(self) -> str:
        return f"{self.asking.key}:{self.id}"

    @property
    def kind(self) -> str:
        if any(each.conflict for each in self.answers.values()):
            return "conflict"
        return "changed" if self.answers else "unchanged"


@dataclass(slots=True)
class SheetDraft:
    """Returned files, held against the office. Nothing of them is kept yet. Its face is that of an import's draft."""

    files: tuple[str, ...]
    rows: list[RowAnswers] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    returned: list[tuple[VillageSheet, str]] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=lambda: {"household": 0, "person": 0})
    sheet: str = ""
    header_row: int = 0
    seen_act: int = 0
    layout: str = "村级小表"

    def of(self, *kinds: str) -> list[Item]:
        """The rows of some kinds (changed, conflict, unchanged) as the import page shows them."""
        return [_item(each) for each in self.rows if not kinds or each.kind in kinds]

    def _counts(self, level: str) -> dict[str, int]:
        mine = [each.kind for each in self.rows if each.asking.level == level]
        return {kind: mine.count(kind) for kind in KINDS} | {"refused": self.refused[level]}

    @property
    def households(self) -> dict[str, int]:
        return self._counts("household")

    @property
    def people(self) -> dict[str, int]:
        return self._counts("person")

    @property
    def changes_anything(self) -> bool:
        return any(not answer.conflict for each in self.rows for answer in each.answers.values())

    @property
    def sentence(self) -> str:
        """What a person is told first."""
        villages = "、".join(dict.fromkeys(sheet.village for sheet, _ in self.returned))
        changed = sum(1 for each in self.rows if each.kind != "unchanged")
        values = sum(1 for each in self.rows for answer in each.answers.values() if not answer.conflict)
        every = [answer for each in self.rows for answer in each.answers.values() if answer.conflict]
        twice = sum(1 for answer in every if answer.others)
        said = f"收到{villages}的{len(self.returned)}份小表：{changed}行有变化，{values}处可以直接采用"
        said += f"，{twice}处两份小表不一致" if twice else ""
        said += f"，{len(every) - twice}处与本办的改动冲突" if len(every) > twice else ""
        return said + ("，请逐处选择" if every else "")

    def as_json(self) -> dict[str, Any]:
        """The answer of the command line (contract.md: as ``import``)."""
        return {
            "batch": None, "file": list(self.files), "layout": self.layout, "sheet": self.sheet,
            "header_row": self.header_row, "households": self.households, "people": self.people,
            "problems": [each.as_json() for each in self.problems], "unknown_columns": self.unknown_columns,
            "remarks": self.remarks,
            "changes": [_json(item) for item in self.of("changed", "conflict")], "sentence": self.sentence,
        }  # fmt: skip


def _item(row: RowAnswers) -> Item:
    changes = tuple(
        FieldChange(
            field_of(each.key).label, show_plain(field_of(each.key), each.office),
            show_plain(field_of(each.key), each.village) + each.others, f"{row.item_key}:{each.key}", each.conflict,
        )
        for each in row.answers.values()
    )  # fmt: skip
    return Item(row.kind, row.asking.level, row.household, row.name, row.row, changes, row.item_key)


def _json(item: Item) -> dict[str, Any]:
    changes = [
        {
            "field": each.label,
            "office": each.old,
            "village": each.new,
            "conflict": each.conflict,
            "key": each.key,
        }
        for each in item.changes
    ]
    return {
        "key": item.key,
        "household": item.household,
        "name": item.name,
        "row": item.row,
        "changes": changes,
    }


class Returning:
    """One reading of returned files."""

    def __init__(self, unit: Unit, day: date, watch: Watch) -> None:
        self.unit, self.day, self.watch = unit, day, watch
        self.found: dict[str, RowAnswers] = {}

    def read(self, paths: Sequence[Path]) -> SheetDraft:
        """Read files in any order. Raises Trouble when one is none of ours, so that nothing is taken by halves."""
        if not paths:
            raise Refused([Problem("file", "没有选择文件，请选择村里交回来的小表")])
        self.draft = SheetDraft(tuple(path.name for path in paths), seen_act=stored.last_act(self.unit))
        for number, path in enumerate(paths):
            self.watch.step(number, len(paths), f"读取{path.name}")
            self._read_one(path)
        self.draft.rows = list(self.found.values())
        return self.draft

    def _read_one(self, path: Path) -> None:
        book = sheets.read(path)
        sent = self.unit.village_sheets.find(token=book.token)
        if sent is None:
            raise Trouble(
                f"“{path.name}”的编号{book.token}不是这个办公室发出的，没有读取；请核对是不是别的乡镇的表"
            )
        draft = self.draft
        draft.sheet, draft.header_row = draft.sheet or book.sheet, draft.header_row or book.header_row
        draft.remarks += [f"{path.name}：{said}" for said in book.remarks]
        draft.unknown_columns += book.unknown
        if sent.returned_on is not None:
            draft.remarks.append(
                f"“{path.name}”这份小表已于{sent.returned_on}收回过（{sent.file}），这次只采用新的改动"
            )
        if any(sheet.token == sent.token for sheet, _ in draft.returned):
            draft.remarks.append(f"“{path.name}”与另一个文件是同一份小表，两份都已核对，不一致的列为冲突")
        draft.returned.append((sent, path.name))
        asking = list_named(book.subject)
        keys = [*asking.known, *(key for key in book.asked if key not in asking.known)]
        now = {
            id: (household, values)
            for id, household, values in asking.rows(self.unit, book.village, self.day, book.year, keys)
        }
        self._hold(book, asking, now)

    def _hold(
        self, book: ReturnedBook, asking: Asking, now: Mapping[int, tuple[int, Mapping[str, Plain]]]
    ) -> None:
        seen: dict[int, int] = {}
        kept = 0
        for row in book.rows:
            if row.note:
                self._say(book, row, "", FINDING, f"村里备注：{row.note}", row.note)
            if (said := self._strange(row, book, now, seen)) is not None:
                self._say(book, row, "", REFUSED, said)
                self.draft.refused[asking.level] += 1
                continue
            assert row.id is not None
            seen[row.id] = row.row
            household_id, values = now[row.id]
            answers = self.found.setdefault(
                f"{asking.key}:{row.id}",
                RowAnswers(asking, row.id, household_id, str(values.get("household.number") or ""),
                           str(values.get("person.name") or values.get("household.head") or ""), book.year, book.village,
                           book.file, row.row),
            )  # fmt: skip
            for key in book.asked:
                if key in row.cells:
                    kept += self._answer(book, row, key, values[key], answers)
            self._look_at_locked(book, row)
        if kept:
            self.draft.remarks.append(
                f"“{book.file}”有{kept}处原来有内容、交回来是空的，按没有变化处理；要清空请在农户页里改"
            )

    def _strange(
        self, row: ReturnedRow, book: ReturnedBook, now: Mapping[int, Any], seen: Mapping[int, int]
    ) -> str | None:
        """Why a row cannot be taken."""
        if row.id is None:
            return "这一行是村里新加的，没有编码，没有采用；新增的人请在“农户”页登记"
        if row.id not in book.base:
            return "这一行的编码不在发出的表里，没有采用；请核对是否从别的表粘贴来的"
        if row.id in seen:
            return f"这一行与第{seen[row.id]}行是同一条记录，只采用前面一行"
        if row.id not in now:
            return "这条记录在本办已经减少或销号，没有采用"
        return None

    def _say(
        self, book: ReturnedBook, row: ReturnedRow, key: str, severity: str, text: str, value: Cell = ""
    ) -> None:
        label = field_of(key).label if key else ""
        self.draft.problems.append(
            RowProblem(
                book.file, book.sheet, row.row, row.letters.get(key, ""), label, severity, text, str(value)
            )
        )

    def _answer(
        self, book: ReturnedBook, row: ReturnedRow, key: str, office: Plain, answers: RowAnswers
    ) -> int:
        """Take in one cell. Gives 1 for one that was emptied, which is no answer."""
        assert row.id is not None
        cell, base = row.cells[key], book.base[row.id].get(key)
        if cell is None or (isinstance(cell, str) and not clean(cell)):
            return 1 if base not in ("", None) else 0
        spec = field_of(key)
        try:
            value = spec.read(cell)
            if said := spec.problem(value):
                raise Unreadable(said)
        except Unreadable as wrong:
            self._say(book, row, key, REFUSED, f"{wrong}，这一格没有采用", cell)
            return 0
        village = to_plain(spec, value)
        outcome = three_way(base, village, office)
        before = answers.answers.get(key)
        if before is not None and before.village != village:
            before.conflict = True
            before.others += f"（另一份小表写“{show_plain(spec, village)}”）"
        elif outcome is not Outcome.SAME and before is None:
            answers.answers[key] = Answer(key, office, village, outcome is Outcome.CONFLICT)
        return 0

    def _look_at_locked(self, book: ReturnedBook, row: ReturnedRow) -> None:
        assert row.id is not None
        for key, was in book.shown[row.id].items():
            if key in book.asked or key not in row.cells:
                continue
            cell = clean(str(row.cells[key] or ""))
            if cell and cell != clean(was):
                text = f"“{field_of(key).label}”是锁定的列，村里写成了“{cell}”（原来是“{was}”），没有采用，请核实"
                self._say(book, row, key, FINDING, text, cell)


def apply(unit: Unit, draft: SheetDraft, take: Mapping[str, str], on: date) -> tuple[int, int]:
    """Keep what the villages changed, within one act. ``take``: key of a row or value → village or office.

    Conflicts stay as the office has them unless ``village`` is said. Gives how many values, and how many years
    were begun. Raises Stale when the office changed since the reading.
    """
    if stored.last_act(unit, unit.act) != draft.seen_act:
        raise Stale("读取小表之后，本办数据又有改动，对照结果已经过时，请重新读取再采用")
    done = begun = 0
    for row in draft.rows:
        wanted = dict(_taken(row, take))
        if wanted:
            why = f"村级小表（{row.village}，{row.file}第{row.row}行）"[:200]
            begun += save(unit, row.id, row.household_id, row.year, wanted, why)
            done += len(wanted)
    for sent, file in draft.returned:
        kept = unit.village_sheets.get(sent.id or 0)
        unit.village_sheets.save(dataclasses.replace(kept, returned_on=on, file=file[:200]))
    return done, begun


def _taken(row: RowAnswers, take: Mapping[str, str]) -> Iterator[tuple[str, Plain]]:
    for answer in row.answers.values():
        said = take.get(f"{row.item_key}:{answer.key}") or take.get(row.item_key)
        if said == "village" or (said is None and not answer.conflict):
            yield answer.key, answer.village
