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


def demo_documents(office_folder: Path) -> Iterator[tuple[str, list[Document]]]:
    """Documents of every kind of the demo township."""
    from fupin_desktop.domain.notice import KINDS
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.paper.kinds import FORMS

    on = date(2018, 5, 8)
    office = Office.open(office_folder, by="李经办")
    try:
        village = office.settings.villages()[0].name
        for kind in ("monthly", "quarterly", "halfyear", "annual", "supervision", "yearplan"):
            period = {"monthly": "2018-05", "quarterly": "2018Q2", "halfyear": "2018H1"}.get(kind, "2018")
            yield kind, list(_documents(office.reporting.make(kind, period)))[:1]
        for key in KINDS:
            made = office.notices.make(key, villages=[village], start=on, year=2018)
            yield f"notice_{key}", list(_documents(made))[:1]
        for key in FORMS:
            papers = office.papers.make(key, villages=[village], on=on, year=2018)
            first = next(iter(papers))
            yield f"form_{key}", list(first.documents)
    finally:
        office.close()


def _documents(made: object) -> Iterator[Document]:
    if isinstance(made, Document):
        yield made
    elif isinstance(made, list | tuple):
        for each in made:
            yield from _documents(each)


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


def run() -> list[tuple[str, int, int]]:
    """Make the demo township and measure."""
    from fupin_desktop.services.demo import fill_demo
    from fupin_desktop.services.office import Office

    with tempfile.TemporaryDirectory(prefix="fupin") as temporary:
        folder = Path(temporary) / "office"
        office = Office.open(folder, by="李经办", create=True)
        fill_demo(office)
        office.close()
        return measure(folder)


if __name__ == "__main__":
    said = measure(Path(sys.argv[1]), Path(sys.argv[2])) if len(sys.argv) > 2 else run()
    for name, printed, word in said:
        print(f"{name:32} 打印 {printed:3}页　Word {word:3}页 {'' if abs(printed - word) <= 1 else '！'}")
