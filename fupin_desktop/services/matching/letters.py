"""核查函 of a roster: one letter a village, with the people to look into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.period import Sender
from fupin_desktop.services.matching.outcome import Matched
from fupin_desktop.services.matching.verdicts import Found, Verdict
from fupin_desktop.services.paper.writing import plain, write_documents
from fupin_desktop.services.tasks import Watch

if TYPE_CHECKING:
    from fupin_desktop.reports.forms.checking_letter import Suspect

FORMATS = ("docx", "pdf", "txt")
FOLDER = "核查函"
_WORDS = {
    Verdict.HIT: "名单上有此人",
    Verdict.NAME: "号码相同，名单姓名{name}",
    Verdict.SUSPICIOUS: "姓名相同，号码待核对",
}


def write_letters(
    matched: Matched, folder: Path, villages: Iterable[str], sender: Sender, *, about: str, on: date, due: date,
    form: str, watch: Watch,
) -> list[Path]:  # fmt: skip
    """Write the letters into ``folder``/核查函, in the order of ``villages``. Gives the files.

    Raises Trouble when there is nobody to look into, the day is over, or a file cannot be written.
    """
    from fupin_desktop.reports.forms.checking_letter import Asked, build

    if due < on:
        raise Trouble(f"回复期限{due}早于发函日期{on}，请改一个日期")
    if form not in FORMATS:
        raise Trouble(f"核查函不能写成“{form}”，可选{'、'.join(FORMATS)}")
    order = {village: place for place, village in enumerate(villages)}
    asked = suspects(matched)
    asked.sort(key=lambda each: (order.get(each[0], len(order)), each[0], each[1].group, each[1].household))
    files: list[Path] = []
    for village, people in groupby(asked, key=lambda each: each[0]):
        watch.step(len(files), len(order), f"{FOLDER}：{village}")
        document = build(Asked(village, about, [each for _, each in people], on, due), sender)
        path = folder / FOLDER / f"{order.get(village, len(order)) + 1:02}{plain(village)}.{form}"
        write_documents([document], path, form)
        files.append(path)
    if not files:
        raise Trouble("名单里没有命中、姓名不符或要核对的人，不用发核查函")
    return files


def suspects(matched: Matched) -> list[tuple[str, Suspect]]:
    """Village and person, each person once; who has left is not asked for again."""
    return list(_each(matched, matched.of(Verdict.HIT, Verdict.NAME, Verdict.SUSPICIOUS)))


def _each(matched: Matched, found: Iterable[Found]) -> Iterator[tuple[str, Suspect]]:
    from fupin_desktop.reports.forms.checking_letter import Suspect

    seen: set[int] = set()
    for each in found:
        for person in each.people if each.verdict is not Verdict.HIT else each.people[:1]:
            home = matched.households.get(person.household_id)
            if home is None or person.id in seen or person.left_on:
                continue
            seen.add(person.id)
            said = _WORDS[each.verdict].format(name=each.row.name)
            yield home.village, Suspect(home.group, home.id, home.head, person.name, person.id_number, said)


def about(matched: Matched) -> str:
    """What a roster is called: its file's name without ending."""
    return Path(matched.roster.file).stem
