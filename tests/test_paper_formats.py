"""Every kind of paper of the demo township in every format: each gives its words and numbers back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document as word_document
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from fupin_desktop.domain.notice import KINDS as NOTICES
from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.domain.visit import Visit
from fupin_desktop.reports.document import Document
from fupin_desktop.services.office import Office
from fupin_desktop.services.paper.kinds import FORMS
from fupin_desktop.services.paper.writing import write_documents
from fupin_desktop.services.procedure import Doing
from fupin_desktop.services.reporting.kinds import KINDS as REPORTS
from tests.papers import faults, text_of

TODAY = date(2018, 5, 8)
LATER = {"township_review": date(2018, 5, 16), "exit_second": date(2018, 5, 16)}
"""What follows another notice is posted when that one has run out; others on the demo township's day."""
PERIODS = {
    "monthly": "2018-05", "quarterly": "2018Q2", "halfyear": "2018H1", "annual": "2018", "supervision": "2018-05",
    "yearplan": "2018",
}  # fmt: skip
_TOKEN = re.compile(r"[\w.,%·—－-]+")
_BETWEEN_PAGES = re.compile(
    r"^(— \d+ —|第\d+页　?共\d+页|[\d ]+-[\d ]+|（?续表[^\n]{0,3}）?|单位：\S*)\s*$", re.MULTILINE
)


@pytest.fixture(scope="module")
def office(_demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One demo township for all kinds: making papers changes nothing."""
    copy = tmp_path_factory.mktemp("formats") / "office"
    shutil.copytree(_demo_folder, copy)
    opened = Office.open(copy, by="李经办")
    yield opened
    opened.close()


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def tokens(text: str) -> set[str]:
    """The short words and numbers of a text: names, figures, dates; long runs are broken over lines on a page."""
    return {each for each in _TOKEN.findall(text) if len(each) <= 6 and any(map(str.isalnum, each))}


def in_word(path: Path) -> str:
    return "".join(each.text or "" for each in word_document(str(path)).element.body.iter(qn("w:t")))


def in_workbook(path: Path) -> str:
    book = CalamineWorkbook.from_path(path)
    return " ".join(
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    )


def missing(words: Iterable[str], page: str) -> list[str]:
    said = plain(page)
    return sorted(each for each in words if plain(each) not in said)


def annex_of(path: Path) -> int | None:
    """The first page that begins with 附件; such pages may lie and carry no date."""
    with pypdfium2.PdfDocument(path) as pdf:
        begins = [page.get_textpage().get_text_range().lstrip()[:2] for page in pdf]
    return begins.index("附件") + 1 if "附件" in begins else None


def written(documents: Sequence[Document], folder: Path) -> Path:
    """All formats of some documents; the text, the pages and the editable file say the same. Gives the PDF."""
    files = {form: folder / f"paper.{form}" for form in ("txt", "pdf", "docx", "xlsx")}
    for form, path in files.items():
        write_documents(documents, path, form)
    said = files["txt"].read_text(encoding="utf-8")
    printed = _BETWEEN_PAGES.sub("", text_of(files["pdf"]))
    words = tokens(said)
    assert len(words) > 5
    assert missing(words, printed) == []
    assert missing(words, in_word(files["docx"])) == []
    assert missing(tokens(documents[0].title), in_workbook(files["xlsx"])) == []
    for text in (said, printed):
        assert "None" not in text
        assert "nan" not in text
    return files["pdf"]


def hung(office: Office) -> None:
    """A notice that hung until its last day."""
    made = office.postings.draft("exit", villages=["水村"], start=date(2018, 4, 10), year=2018)[0]
    office.postings.post(made.id or 0, date(2018, 4, 10), "李经办")


def visited(office: Office) -> None:
    """A visit with an appeal."""
    told = Visit(household_id=1, on=date(2018, 4, 3), who="古丽", talk="了解春耕", appeal="修院墙")
    office.visits.save(told, TODAY)


def handed_over(office: Office) -> None:
    """A helper's households went over to one of another household."""
    with office.store.read() as unit:
        giver = unit.pairings.all(until=None)[0]
        taker = next(
            each
            for each in unit.cadres.all()
            if each.id != giver.cadre_id
            and not unit.pairings.find(cadre_id=each.id, household_id=giver.household_id)
        )
    office.handover.apply(giver.cadre_id, taker.id or 0, TODAY, households=[giver.household_id])


def verified(office: Office) -> None:
    """A village whose indicators were checked, so that it may be listed out; once is enough."""
    if office.procedures.current(RoadKind.VILLAGE_EXIT, "水村", TODAY) is None:
        for step, said in (("proposed", {}), ("verified", {"verifiers": "李干部", "rate": "1.5"})):
            doing = Doing(step=step, on=TODAY, said=said, override="其余指标另行核查")
            office.procedures.do(RoadKind.VILLAGE_EXIT, ["水村"], doing, today=TODAY)


def shared_out(office: Office) -> None:
    """The size of identification, shared out to the villages."""
    office.quotas.set_size("水村", 2018, people=12, source="镇文件")


BEFORE = {
    "quota": shared_out, "no_objection": hung, "visits": visited, "handover": handed_over,
    "village_exit": verified, "village_exit_announcement": verified,
}  # fmt: skip
"""What an office must have before a notice or a form can be made."""


@pytest.mark.parametrize("kind", NOTICES)
def test_every_notice_gives_its_words_back_in_every_format(kind: str, office: Office, tmp_path: Path) -> None:
    if kind in BEFORE:
        BEFORE[kind](office)
    made = office.notices.make(kind, start=LATER.get(kind, TODAY), year=2018)
    village = made[0][0]
    notice = written([document for where, document in made if where == village], tmp_path)
    assert faults(notice, notice=True) == []


@pytest.mark.parametrize("kind", REPORTS)
def test_every_report_gives_its_words_back_in_every_format_and_keeps_the_standard(
    kind: str, office: Office, tmp_path: Path
) -> None:
    first = next(office.reporting.papers(kind, PERIODS[kind], on=date(2018, 5, 31)))
    report = written(first.documents, tmp_path)
    assert faults(report, annex_from=annex_of(report)) == []


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_gives_its_words_back_in_every_format(kind: str, office: Office, tmp_path: Path) -> None:
    if kind in BEFORE:
        BEFORE[kind](office)
    first = next(office.papers.make(kind, on=TODAY, year=2018))
    written(first.documents, tmp_path)
