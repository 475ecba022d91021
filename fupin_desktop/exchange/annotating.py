"""The answer to the sender: their own workbook, what is wrong coloured and noted in its cell, and a list of all problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.id_number import hide_numbers
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.dressed import patched
from fupin_desktop.exchange.oddities import column_number
from fupin_desktop.exchange.patching import Patch
from fupin_desktop.exchange.patching.patch import quoted
from fupin_desktop.exchange.rows import FINDING, REFUSED, RowProblem, Rows
from fupin_desktop.exchange.writing import SheetOut, write_table

MOST_ROWS = 20_000
"""Above so many rows the list of problems is the whole answer: nobody looks for coloured cells among more."""
LIST = "问题清单"
_WORDS = {REFUSED: "拒绝", FINDING: "疑点"}
_COLOURS = {REFUSED: "FFC7CE", FINDING: "FFEB9C"}
_REMARK, _GREY = "提示", "EDEDED"
_OWN = "_fupin_problems"
"""By this hidden name the list of an earlier answer is found again in a file that comes back mended."""
_ORDER = (REFUSED, FINDING)
_HEADS = ("行", "列", "字段", "程度", "问题", "原值")
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Answered:
    """What was written: where, how many problems, in how many cells; ``alone``: the list without the workbook."""

    path: Path
    problems: int
    cells: int
    alone: bool
    files: int = 1

    @property
    def told(self) -> str:
        """What was written, in words."""
        if self.files > 1:
            return f"问题来自{self.files}个文件，只写了{LIST}（{self.problems}个问题）"
        if self.alone:
            return f"表超过{MOST_ROWS}行，只写了{LIST}（{self.problems}个问题）"
        return f"已在原表标出{self.cells}个单元格，附{LIST}（{self.problems}个问题）"

    @property
    def sentence(self) -> str:
        """What was written, and where."""
        return f"{self.told}：{self.path}"


def told(answers: Sequence[Answered]) -> str:
    """What the clerk is told of one answer, or of several."""
    if len(answers) == 1:
        return answers[0].sentence
    problems, names = (
        sum(each.problems for each in answers),
        "、".join(each.path.name for each in answers[:5]),
    )
    more = f"等{len(answers)}份" if len(answers) > 5 else ""
    return (
        f"{len(answers)}份表各写了一份答复（共{problems}个问题）：{names}{more}，在{answers[0].path.parent}"
    )


def answer_name(source: str | Path) -> str:
    """What the answer to a file is called; the answer to an answer gets a number."""
    stem = Path(source).stem
    again = re.fullmatch(r"(.+)_问题(\d*)", stem)
    return f"{again[1]}_问题{int(again[2] or 1) + 1}.xlsx" if again else f"{stem}_问题.xlsx"


def annotate(source: str | Path, path: str | Path, rows: Rows) -> Answered:
    """The answer to what was read from a file (see ``answer``); of several files, or a folder, the list of problems alone."""
    files = dict.fromkeys(each.file for each in rows.problems)
    if Path(source).is_dir() or set(files) - {Path(source).name, rows.file}:
        write_table(path, [_list_of_files(list(files), rows.problems)])
        return Answered(Path(path), len(rows.problems), 0, True, len(files))
    return answer(source, path, rows.problems, tall=_last_row(rows))


def _last_row(rows: Rows) -> int:
    refused = (each.row for each in rows.refused)
    return max([*rows.household_rows[-1:], *rows.person_rows[-1:], *refused], default=0)


def answer(
    source: str | Path,
    path: str | Path,
    problems: Sequence[RowProblem],
    *,
    tall: int = 0,
    step: Step | None = None,
) -> Answered:
    """Write the answer: what is in the file stays, wrong cells are red (拒绝), yellow (疑点) or grey, each with a note.

    ``tall`` is the number of rows of the sheet. Raises Trouble when the file cannot be read, or the answer not be written.
    """
    source, path = Path(source), Path(path)
    if path.exists() and source.exists() and path.samefile(source):
        raise Trouble(f"“{path.name}”就是原文件，不能写在它上面，请换一个文件名。")
    tall = max([tall, *(each.row or 0 for each in problems)])
    if tall > MOST_ROWS:
        write_table(path, [_list(source.name, problems, None)])
        return Answered(path, len(problems), 0, True)
    with patched(source) as patch:
        patch.take_off((*_COLOURS.values(), _GREY))
        cells = _mark(patch, problems, step)
        patch.add_sheet(_list(source.name, problems, patch), _OWN)
        path = path.with_suffix(patch.ending)
        patch.save(path)
    return Answered(path, len(problems), cells, False)


def _mark(patch: Patch, problems: Iterable[RowProblem], step: Step | None) -> int:
    found: dict[tuple[str, int, int], list[RowProblem]] = {}
    for each in problems:
        if each.row is not None and each.sheet in patch.sheets:
            place = each.sheet, each.row - 1, column_number(each.column or "A")
            found.setdefault(place, []).append(each)
    for count, ((sheet, row, column), here) in enumerate(found.items()):
        worst = next((kind for kind in _ORDER if any(each.severity == kind for each in here)), "")
        patch.colour(sheet, row, column, _COLOURS.get(worst, _GREY))
        patch.note(sheet, row, column, "\n".join(dict.fromkeys(_said(each) for each in here)))
        if step and count % 500 == 0:
            step(count, len(found))
    return len(found)


def _said(problem: RowProblem) -> str:
    return f"{_WORDS.get(problem.severity, _REMARK)}：{hide_numbers(problem.text)}"


def _list_of_files(files: Sequence[str], problems: Sequence[RowProblem]) -> SheetOut:
    """The problems of several files, each with the file that it is in."""
    listed = _list(f"{files[0]}等{len(files)}个文件" if len(files) > 1 else "".join(files), problems, None)
    rows = [(each.file, *row) for each, row in zip(problems, listed.rows, strict=True)]
    widths = [30, *listed.widths]
    return replace(listed, heads=("文件", *_HEADS), rows=rows, text_columns=frozenset({0, 6}), widths=widths)


def _list(file: str, problems: Sequence[RowProblem], patch: Patch | None) -> SheetOut:
    counts = {word: sum(1 for each in problems if _WORDS.get(each.severity, _REMARK) == word)
              for word in (*_WORDS.values(), _REMARK)}  # fmt: skip
    told = "，".join(f"{word}{count}处" for word, count in counts.items() if count) or "没有问题"
    titles = [
        f"{file}　{told}",
        "红色是拒绝导入的，黄色是有疑点的，灰色只是提示；请在原表改正后发回，点行号可到该单元格"
        if patch
        else "拒绝的行没有导入，疑点已导入并请核对；请在原表改正后发回",
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            each.row,
            each.column,
            each.field,
            _WORDS.get(each.severity, _REMARK),
            hide_numbers(each.text),
            hide_numbers(each.value),
        )
        for each in problems
    ]
    links = {
        (place, 0): f"{quoted(each.sheet)}!{each.column or 'A'}{each.row}"
        for place, each in enumerate(problems)
        if patch and each.row is not None and each.sheet in patch.sheets
    }
    return SheetOut(LIST, _HEADS, rows, titles, frozenset({5}), [7, 6, 16, 8, 64, 26], links=links)
