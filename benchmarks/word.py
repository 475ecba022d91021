"""Whether the editable files have the pages of the printed ones: each document as PDF and, through LibreOffice, as .docx."""

from __future__ import annotations

import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks.forms import a_township
from fupin_desktop.reports.document import Document
from fupin_desktop.reports.pdf import write_pdf
from fupin_desktop.reports.word import write_docx

FACES = {
    "仿宋": "FandolFang-Regular",
    "黑体": "NotoSansSC-Medium",
    "楷体": "LXGWWenKai-Light",
    "宋体": "NotoSerifSC-Regular",
    "方正小标宋简体": "NotoSerifSC-SemiBold",
}
"""What stands for the faces of Windows here: the program's own."""


def fonts(room: Path) -> Path:
    """A setting for fontconfig in which the names of Windows lead to the program's faces."""
    from fontTools.ttLib import TTFont

    folder = room / "fonts"
    folder.mkdir()
    here = Path(__file__).parents[1] / "resources" / "fonts"
    for name, file in FACES.items():
        target = folder / f"{file}.ttf"
        target.write_bytes(lzma.decompress((here / f"{file}.ttf.xz").read_bytes()))
        font = TTFont(target)
        font["name"].names = []
        for number, said in ((1, name), (2, "Regular"), (4, name), (6, file)):
            font["name"].setName(said, number, 3, 1, 0x409)
        font.save(target)
    setting = room / "fonts.conf"
    setting.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{folder}</dir><cachedir>{room / 'cache'}</cachedir></fontconfig>"
    )
    return setting


def pages_in_word(files: Sequence[Path], room: Path, setting: Path) -> dict[str, int]:
    """The pages that LibreOffice gives each .docx, by stem."""
    import pypdfium2

    office = shutil.which("soffice")
    assert office is not None, "LibreOffice（soffice）没有安装"
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{room / 'profile'}", "--convert-to", "pdf",
         "--outdir", str(room / "word"), *map(str, files)],
        check=True, capture_output=True, env={**os.environ, "FONTCONFIG_FILE": str(setting)}, timeout=1200,
    )  # fmt: skip
    found = {}
    for each in (room / "word").glob("*.pdf"):
        pdf = pypdfium2.PdfDocument(each)
        found[each.stem] = len(pdf)
        pdf.close()
    return found


REPORTS = {
    "monthly": "2018-05", "quarterly": "2018Q2", "halfyear": "2018H1", "annual": "2018", "supervision": "2018-05",
    "yearplan": "2018",
}  # fmt: skip
ON = date(2018, 5, 8)
LATER = {"township_review": date(2018, 5, 16), "exit_second": date(2018, 5, 16)}
"""What follows another notice is posted when that one has run out; others on the demo township's day."""
LIMIT = 1


def demo_documents(office_folder: Path) -> Iterator[tuple[str, list[Document]]]:
    """The documents of the first paper of every kind of the demo township that has one."""
    from fupin_desktop.domain.notice import KINDS
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.paper.kinds import FORMS

    office = Office.open(office_folder, by="李经办")
    try:
        for kind, period in REPORTS.items():
            first = next(office.reporting.papers(kind, period, on=date(2018, 5, 31)))
            yield kind, list(first.documents)
        for key in KINDS:
            made = office.notices.make(key, start=LATER.get(key, ON), year=2018)
            yield f"notice_{key}", [made[0][1]]
        for key in FORMS:
            papers = office.papers.make(key, on=ON, year=2018)
            yield f"form_{key}", list(next(papers).documents)
    finally:
        office.close()


def measure(folder: Path, keep: Path | None = None) -> list[tuple[str, int, int]]:
    """(kind, pages printed, pages in Word) of every kind; files stay in ``keep`` to be looked at."""
    with tempfile.TemporaryDirectory(prefix="fupin") as temporary:
        room = keep or Path(temporary)
        room.mkdir(parents=True, exist_ok=True)
        printed, files = {}, []
        for name, documents in demo_documents(folder):
            printed[name] = write_pdf(documents, room / f"{name}.pdf")
            files.append(room / f"{name}.docx")
            write_docx(documents, files[-1])
        shutil.rmtree(room / "fonts", ignore_errors=True)
        word = pages_in_word(files, room, fonts(room))
    return [(name, pages, word.get(name, 0)) for name, pages in printed.items()]


def a_folder(room: Path) -> Path:
    """The folder of a demo township."""
    office = a_township(room)
    office.close()
    return office.folder


def main(folder: Path | None = None, keep: Path | None = None) -> None:
    """Print what was measured: in the office in ``folder``, or in a demo township made for it."""
    with tempfile.TemporaryDirectory(prefix="fupin") as temporary:
        said = measure(folder or a_folder(Path(temporary)), keep)
    for name, printed, word in said:
        print(f"{name:32} 打印 {printed:3}页　Word {word:3}页 {'' if abs(printed - word) <= LIMIT else '！'}")
    same = sum(printed == word for _, printed, word in said)
    near = sum(abs(printed - word) <= LIMIT for _, printed, word in said)
    print(f"{len(said)}种文书：页数相同{same}种，相差不超过{LIMIT}页{near}种（限全部）")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
