"""How fast a township's papers are made: 218 plans of the demo township as one PDF, against filling a .docx template and LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from fupin_desktop.reports.document import Document, Table
from fupin_desktop.services.office import Office

PLANS, SAMPLE = 218, 10
ON = date(2018, 5, 8)
LIMIT, RATIO = 5.0, 25.0


class Spent(NamedTuple):
    """Seconds by the clock, and by the processor in this process and those it started."""

    clock: float
    busy: float

    def times(self, factor: float) -> Spent:
        return Spent(self.clock * factor, self.busy * factor)

    def plus(self, other: Spent) -> Spent:
        return Spent(self.clock + other.clock, self.busy + other.busy)


def spent(work: Callable[[], object]) -> Spent:
    begun, before = time.perf_counter(), sum(os.times()[:4])
    work()
    return Spent(time.perf_counter() - begun, sum(os.times()[:4]) - before)


def a_township(room: Path) -> Office:
    """The demo township, in which every household is asked for its plan."""
    from fupin_desktop.services.demo import fill_demo

    office = Office.open(room / "office", by="李经办", create=True)
    fill_demo(office)
    return office


def everybody(office: Office) -> list[str]:
    """The numbers of the registered households."""
    return [each.name.rpartition("_")[2] for each in office.papers.make("card", on=ON)][:PLANS]


def alone(folder: Path, numbers: Sequence[str]) -> Spent:
    """The plans as one PDF by a process of its own: records read, faces loaded, pages set, file written."""
    words = [sys.executable, "-m", "fupin_desktop", "--office", str(folder), "form", "plan", "--on", ON.isoformat(),
             "--out", str(folder.parent / "plans.pdf")]  # fmt: skip
    named = [word for each in numbers for word in ("--household", each)]
    return spent(lambda: subprocess.run([*words, *named], check=True, capture_output=True))


def a_template(document: Document, path: Path) -> None:
    """A .docx with the tables of a plan, a mark {{n}} in each cell."""
    from docx import Document as new_docx

    book: Any = new_docx()
    book.add_heading("一户一策帮扶计划表", 1)
    mark = 0
    for table in tables(document):
        width = max(len(row) for row in table.rows)
        grid = book.add_table(rows=len(table.rows), cols=width, style="Table Grid")
        for row in grid.rows:
            for cell in row.cells:
                cell.text = f"{{{{{mark}}}}}"
                mark += 1
    book.save(str(path))


def tables(document: Document) -> list[Table]:
    return [each for each in document.blocks if isinstance(each, Table)]


def fill(template: Path, document: Document, path: Path) -> None:
    """What a mail merge does: open the template, put a value for each mark, save."""
    from docx import Document as open_docx

    said = [
        cell if isinstance(cell, str) else cell.text
        for table in tables(document)
        for row in table.rows
        for cell in row
    ]
    values = {f"{{{{{number}}}}}": text for number, text in enumerate(said)}
    book: Any = open_docx(str(template))
    for table in book.tables:
        for row in table.rows:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    for run in paragraph.runs:
                        if run.text in values:
                            run.text = values[run.text]
    book.save(str(path))


def convert(files: Sequence[Path], room: Path) -> None:
    program = shutil.which("soffice")
    assert program is not None, "LibreOffice（soffice）没有安装"
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{room / 'profile'}", "--convert-to", "pdf",
         "--outdir", str(room / "peer"), *map(str, files)],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip


def peer(documents: Sequence[Document], room: Path) -> Spent:
    """All plans by template and LibreOffice: a sample is measured, its start counted once."""
    template = room / "template.docx"
    a_template(documents[0], template)
    files = [room / f"{number}.docx" for number in range(SAMPLE + 1)]

    def filled() -> None:
        for path, document in zip(files, documents, strict=False):
            fill(template, document, path)

    filling = spent(filled).times(PLANS / len(files))
    convert(files[:1], room)  # makes the profile
    first = spent(lambda: convert(files[:1], room))
    more = spent(lambda: convert(files, room)).plus(first.times(-1))
    return filling.plus(first).plus(more.times((PLANS - 1) / SAMPLE))


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        office = a_township(room)
        numbers = everybody(office)
        documents = [
            document
            for paper in office.papers.make("plan", households=numbers, on=ON)
            for document in paper.documents
        ]
        kept = office.folder
        office.close()
        ours = sorted(alone(kept, numbers) for _ in range(3))[1]
        print(
            f"{len(numbers)}户一户一策表（新进程，读库、装字体、排版、写出）：{ours.clock:.2f} 秒，"
            f"处理器时间 {ours.busy:.2f} 秒（限 {LIMIT:.0f} 秒）"
        )
        theirs = peer(documents, room)
        print(
            f"填 .docx 模板、LibreOffice 转换（{SAMPLE}份推算{PLANS}份）：{theirs.clock:.0f} 秒，{theirs.clock / ours.clock:.0f} 倍；"
            f"处理器时间 {theirs.busy:.0f} 秒，{theirs.busy / ours.busy:.0f} 倍（限 {RATIO:.0f} 倍以上）"
        )


if __name__ == "__main__":
    main()
