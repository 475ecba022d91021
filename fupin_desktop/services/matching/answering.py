"""The answer to a roster: a copy of their file with the hits marked, and the four lists behind it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.id_number import mask_number
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.content import Content
from fupin_desktop.exchange.patching import Patch
from fupin_desktop.exchange.workbook import open_workbook
from fupin_desktop.exchange.writing import SheetOut, write_table
from fupin_desktop.services.matching.outcome import Matched
from fupin_desktop.services.matching.verdicts import Found, Verdict
from fupin_desktop.services.tasks import Watch

COLOURS = {Verdict.HIT: "C6EFCE", Verdict.NAME: "FFEB9C", Verdict.SUSPICIOUS: "FFD8A8"}
"""Green, yellow, orange; who was not found stays as it was."""
HEADS = (
    "比对结果",
    "户编号",
    "行政村",
    "户主",
    "与户主关系",
    "脱贫标志",
    "脱贫年度",
    "监测类别",
    "减少登记",
    "说明",
)
_LIST = ("原表行", "名单姓名", "名单证件号码", "本办姓名", "本办证件号码", *HEADS[1:])
_WIDTHS = (8, 10, 21, 10, 21, 18, 12, 10, 12, 10, 9, 12, 16, 40)
_CODES = frozenset({2, 4, 5})
STEP = 1000


def write_answer(
    source: str | Path, path: str | Path, matched: Matched, watch: Watch, *, plain: bool
) -> None:
    """Write the answer. ID numbers in the lists are hidden unless ``plain``; their own columns stay as they sent them."""
    path, source = Path(path), Path(source)
    if path.exists() and path.samefile(source):
        raise Trouble(f"“{path.name}”就是原名单，不能写在它上面，请换一个文件名。")
    sheets = [_sheet(matched, verdict, plain) for verdict in Verdict]
    with open_workbook(source) as book:
        content = book.content
    if content is Content.XLSX:
        _patch(source, path, matched, sheets, watch)
        return
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "名单.xlsx"
        _as_xlsx(source, whole)
        _patch(whole, path, matched, sheets, watch)


def _patch(source: Path, path: Path, matched: Matched, sheets: Sequence[SheetOut], watch: Watch) -> None:
    roster = matched.roster
    with Patch(source, roster.file) as patch:
        name = roster.sheet if roster.sheet in patch.sheets else patch.sheets[0]
        start = max(patch.size(name)[1], roster.width)
        if roster.header is not None:
            for place, head in enumerate(HEADS):
                patch.put(name, roster.header, start + place, head)
        for count, each in enumerate(matched.found):
            if count % STEP == 0:
                watch.step(count, len(matched.found), "标出命中的行")
            for place, value in enumerate(_added(matched, each)):
                if value:
                    patch.put(name, each.row.row, start + place, value, "@" if place == 1 else "")
            if colour := COLOURS.get(each.verdict):
                for column in {roster.id_column, roster.name_column} - {None}:
                    assert column is not None
                    patch.colour(name, each.row.row, column, colour)
                patch.colour(name, each.row.row, start, colour)
        for sheet in sheets:
            patch.add_sheet(sheet)
        patch.save(path)


def _as_xlsx(source: Path, path: Path) -> None:
    """Their file as .xlsx, for a list that came as .xls or .csv."""
    with open_workbook(source) as book:
        sheets = []
        for sheet in book.sheets:
            rows = [list(row) for row in sheet.rows()]
            width = max((len(row) for row in rows), default=0)
            codes = frozenset(range(width))
            first = rows[0] if rows else []
            heads = [str(cell or "") for cell in first] + [""] * (width - len(first))
            filled = ([*row, *[""] * (width - len(row))] for row in rows[1:])
            sheets.append(SheetOut(sheet.name, heads, filled, (), codes, [14] * width))
        write_table(path, sheets)


def _added(matched: Matched, each: Found) -> list[str]:
    """The cells beside a row of theirs."""
    return [str(each.verdict), *_facts(matched, each)]


def _facts(matched: Matched, each: Found) -> list[str]:
    person = each.person
    line = matched.households.get(person.household_id) if person else None
    if person is None or line is None:
        return [""] * 8 + [each.why]
    ended = f"{line.ended_on}整户销号" if line.ended_on and not person.left else ""
    return [
        line.number, line.village, line.head, person.relation_label, line.status.label if line.status else "",
        str(line.lifted_year or ""), line.monitor.label if line.monitor else "", person.left or ended, each.why,
    ]  # fmt: skip


def _sheet(matched: Matched, verdict: Verdict, plain: bool) -> SheetOut:
    return SheetOut(str(verdict), _LIST, _rows(matched, verdict, plain), (), _CODES, _WIDTHS)


def _rows(matched: Matched, verdict: Verdict, plain: bool) -> Iterator[Sequence[Cell]]:
    for each in matched.of(verdict):
        person = each.person
        theirs, ours = each.row.shown, person.id_number if person else ""
        numbers = (theirs, ours) if plain else (mask_number(theirs), mask_number(ours))
        name = person.name if person else ""
        yield [each.row.row + 1, each.row.name, numbers[0], name, numbers[1], *_facts(matched, each)]
