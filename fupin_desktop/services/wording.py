"""The clerk's own words: a paragraph of a report kept as it was rewritten, and offered again in later periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.notice import private_numbers
from fupin_desktop.domain.paper import Wording
from fupin_desktop.domain.period import Period
from fupin_desktop.reports.document import Document, Footer, Heading, Paragraph
from fupin_desktop.reports.sentences import GAP

if TYPE_CHECKING:
    from fupin_desktop.services.paper.source import Paper
    from fupin_desktop.services.reporting import Reporting
    from fupin_desktop.services.settings import OfficeSettings

MOST = 3000
"""Characters of a paragraph; more than two pages are no paragraph."""


class Wordings:
    """Keeps paragraphs in the clerk's own words. Each change is an act."""

    def __init__(self, store: Store, settings: OfficeSettings, reporting: Reporting) -> None:
        self._store, self._settings, self._reporting = store, settings, reporting

    def keep(
        self,
        report: str,
        period: str | Period,
        name: str,
        words: str,
        *,
        village: str = "",
        on: date | None = None,
    ) -> Wording:
        """Keep a paragraph as the clerk wrote it; it stands in that report from now on.

        Raises Refused for words that are empty, too long or hold somebody's number, Trouble for another paragraph.
        """
        words = words.strip()
        if wrong := self._wrong(words):
            raise Refused(wrong)
        composed = self._reporting.composed(report, period, on=on, village=village)
        if name not in composed:
            known = "、".join(composed)
            raise Trouble(f"这份报表没有名为“{name}”的段落，可以改写的有：{known}")
        key = self._reporting.period(report, period).key
        with self._store.write(f"改写{key}报表段落：{name}") as unit:
            kept = unit.wordings.find(report=report, period=key, name=_name(name, village))
            wording = kept or Wording(report=report, period=key, name=_name(name, village))
            return unit.wordings.save(replace(wording, said=composed[name], words=words))

    def forget(self, report: str, period: str | Period, name: str, *, village: str = "") -> None:
        """Let the program write the paragraph again."""
        key = self._reporting.period(report, period).key
        with self._store.write(f"恢复{key}报表段落：{name}") as unit:
            if kept := unit.wordings.find(report=report, period=key, name=_name(name, village)):
                unit.wordings.remove(kept)

    def phrases(self, report: str, name: str, *, village: str = "") -> list[Wording]:
        """How the paragraph was worded in this and other periods, the newest first."""
        with self._store.read() as unit:
            kept = unit.wordings.all(report=report, name=_name(name, village))
        return sorted(kept, key=lambda each: each.period, reverse=True)

    def _wrong(self, words: str) -> list[Problem]:
        if not words:
            return [Problem("words", "改写的文字是空的，请写上内容，或改回程序写的文字")]
        if len(words) > MOST:
            return [Problem("words", f"改写的文字有{len(words)}字，一段最多{MOST}字，请分开写或缩短")]
        facts = self._settings.facts()
        phones = [facts.phone, facts.office_phone, *(each.phone for each in self._settings.villages())]
        return [
            Problem("words", f"改写的文字里{found}，请删去后再保存")
            for found in private_numbers(words, phones)
        ]


def _name(name: str, village: str) -> str:
    return f"{village}/{name}" if village else name


def kept_of(store: Store, report: str, period: Period) -> Mapping[str, Wording]:
    """The paragraphs of a report in the clerk's own words, by name."""
    with store.read() as unit:
        return {each.name: each for each in unit.wordings.all(report=report, period=period.key)}


def worded(paper: Paper, kept: Mapping[str, Wording]) -> Paper:
    """A paper with the clerk's own words in it, and what the clerk should know before using it."""
    remarks = [*paper.remarks]
    documents = []
    for document in paper.documents:
        own = {
            block: kept[_name(block.name, paper.village)]
            for block in document.blocks
            if isinstance(block, Paragraph) and block.name and _name(block.name, paper.village) in kept
        }
        remarks += (
            f"改写过的一段，写好以后数据有变化，请核对；程序现在写的是：{block.text}"
            for block, wording in own.items()
            if wording.said != block.text
        )
        blocks = [
            replace(block, text=own[block].words, traces=())
            if isinstance(block, Paragraph) and block in own
            else block
            for block in document.blocks
        ]
        documents.append(replace(document, blocks=tuple(blocks)))
    remarks += (remark for document in documents for remark in open_points(document))
    return replace(paper, documents=tuple(documents), remarks=tuple(dict.fromkeys(remarks)))


def open_points(document: Document) -> Iterator[str]:
    """What a paper leaves open: 〔待补充：…〕 in its text, and blanks at its foot."""
    under = ""
    for block in document.blocks:
        match block:
            case Heading(text):
                under = text
            case Paragraph(text):
                for what in GAP.findall(text):
                    yield f"“{under}”待补充：{what or '内容'}"
            case Footer(items):
                if blank := [name for name, value in items if not value.strip()]:
                    yield f"页脚的{'、'.join(blank)}还没有填写，打印后留空，{_where(blank)}"


def names(documents: Sequence[Document]) -> dict[str, str]:
    """The paragraphs of a report that can be reworded, by name."""
    return {
        block.name: block.text
        for document in documents
        for block in document.blocks
        if isinstance(block, Paragraph) and block.name
    }


def _where(blank: Sequence[str]) -> str:
    """Where the names at the foot of a report are said: the 经办人 at the start, the others under 设置."""
    ways = []
    if "填表人" in blank:
        ways.append("填表人就是经办人，可在窗口上方选择或用 --by 写明")
    if others := [each for each in blank if each != "填表人"]:
        ways.append(
            "可在“设置”的单位情况中填写"
            if others == blank
            else f"{'、'.join(others)}可在“设置”的单位情况中填写"
        )
    return "；".join(ways)
