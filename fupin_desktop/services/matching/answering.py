"""The answer to a roster: a copy of their file with the hits marked, and the four lists behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.id_number import mask_number
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.dressed import patched
from fupin_desktop.exchange.writing import SheetOut
from fupin_desktop.services.matching.outcome import Matched
from fupin_desktop.services.matching.verdicts import Found, Verdict
from fupin_desktop.services.tasks import Watch

if TYPE_CHECKING:
    from fupin_desktop.exchange.patching import Patch

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
BESIDE = (10, 18, 10, 10, 12, 10, 9, 14, 16, 40)
_WIDTHS = (8, 10, 21, 10, 21, 18, 12, 10, 12, 10, 9, 12, 16, 40)
_CODES = frozenset({2, 4, 5})
COLOURED = 5000
"""Up to so many rows their own cells are coloured too, above it the cells beside them alone."""


def write_answer(
    source: str | Path, path: str | Path, matched: Matched, watch: Watch, *, plain: bool
) -> None:
    """Write the answer. ID numbers in the lists are hidden unless ``plain``; their own columns stay as they sent them."""
    path, source = Path(path), Path(source)
    if path.exists() and path.samefile(source):
        raise Trouble(f"“{path.name}”就是原名单，不能写在它上面，请换一个文件名。")
    roster = matched.roster
    with patched(source) as patch:
        name = roster.sheet if roster.sheet in patch.sheets else patch.sheets[0]
        start = max(patch.size(name)[1], roster.width)
        watch.step(0, 0, "标出命中的行")
        rows = {each.row.row: [str(each.verdict), *_facts(matched, each)] for each in matched.found}
        fills = {each.row.row: COLOURS.get(each.verdict, "") for each in matched.found}
        if roster.header is not None:
            rows[roster.header] = list(HEADS)
        patch.append(name, start, rows, fills, BESIDE, roster.header)
        if len(matched.found) <= COLOURED:
            _colour(patch, name, matched)
        for verdict in Verdict:
            watch.step(0, 0, f"写出{verdict}")
            patch.add_sheet(_sheet(matched, verdict, plain))
        patch.save(path)


def _colour(patch: Patch, name: str, matched: Matched) -> None:
    """Mark the name and the number in their own columns too."""
    roster = matched.roster
    columns = [each for each in (roster.id_column, roster.name_column) if each is not None]
    for each in matched.found:
        if colour := COLOURS.get(each.verdict):
            for column in columns:
                patch.colour(name, each.row.row, column, colour)


def _facts(matched: Matched, each: Found) -> list[str]:
    person = each.person
    home = matched.households.get(person.household_id) if person else None
    if person is None or home is None:
        return [""] * 8 + [each.why]
    ended = f"{home.ended_on}整户销号" if home.ended_on and not person.left else ""
    return [home.number, home.village, home.head, person.relation_label, home.status, home.lifted_year, home.monitor,
            person.left or ended, each.why]  # fmt: skip


def _sheet(matched: Matched, verdict: Verdict, plain: bool) -> SheetOut:
    return SheetOut(str(verdict), _LIST, _rows(matched, verdict, plain), (), _CODES, _WIDTHS)


def _rows(matched: Matched, verdict: Verdict, plain: bool) -> Iterator[Sequence[Cell]]:
    for each in matched.of(verdict):
        person = each.person
        theirs, ours = each.row.shown, person.id_number if person else ""
        numbers = (theirs, ours) if plain else (mask_number(theirs), mask_number(ours))
        name = person.name if person else ""
        yield [each.row.row + 1, each.row.name, numbers[0], name, numbers[1], *_facts(matched, each)]
