"""Papers into files: one for each village or household, or all in one; each appears whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.tasks import Cancelled, quiet

if TYPE_CHECKING:
    from fupin_desktop.domain.paper import How
    from fupin_desktop.reports.document import Document
    from fupin_desktop.services.paper import Written
    from fupin_desktop.services.paper.source import Asked, Paper, Source
    from fupin_desktop.services.printed import PrintedPapers

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def write_papers(
    asked: Asked,
    source: Source,
    papers: Iterable[Paper],
    out: Path,
    form: str,
    printed: PrintedPapers,
    *,
    alone: bool,
    changed: bool,
    how: How | None,
) -> Written:
    """Write papers as they come; only those of one file are in memory at a time.

    What was written before a stop or a failure stays, and is recorded. A stop before the first file raises
    Cancelled, a later one gives what there is.
    """
    from fupin_desktop.services.paper import Written

    if changed and form != "pdf":
        raise Trouble("只补打变动页要写成PDF，其他格式请整份生成")
    files: list[Path] = []
    pages = households = 0
    remarks: list[str] = []
    with printed.run(asked, form, how, changed=changed) as run:
        try:
            for path, group in _files(asked, source, papers, out, form, alone, changed):
                with quiet():
                    kept = list(group)
                    done = run.put(kept, path)
                households += sum(paper.household_id is not None for paper in kept)
                remarks += [said for paper in kept for said in paper.remarks]
                if done.written:
                    files.append(path)
                    pages += done.pages
        except (Cancelled, KeyboardInterrupt):
            if not files:
                raise
            remarks.append(f"已按您的要求停止，已生成的{len(files)}个文件可以使用，其余的没有生成")
        except Trouble as wrong:
            if not files:
                raise
            raise Trouble(f"{str(wrong).rstrip('。')}。此前的{len(files)}个文件已经生成并记录") from wrong
    if changed and not files:
        remarks.append("没有变动页，不用补打")
    return Written(tuple(files), pages, households, tuple(dict.fromkeys([*remarks, *run.remarks])))


def _files(
    asked: Asked, source: Source, papers: Iterable[Paper], out: Path, form: str, alone: bool, changed: bool
) -> Iterator[tuple[Path, Iterator[Paper]]]:
    """Where each run of papers goes. Changed pages never take the place of a whole file, or of earlier ones."""
    if out.suffix:
        yield out, iter(papers)
        return
    folder = out / asked.kind.label
    for village, of_village in groupby(papers, key=lambda each: each.village):
        stem = f"{source.place(village):02}{village}" if village else asked.kind.label
        if not alone:
            yield folder / f"{plain(stem)}.{form}", of_village
            continue
        for paper in of_village:
            path = folder / plain(stem) / f"{plain(paper.name)}.{form}"
            yield _beside(path) if changed else path, iter([paper])


def _beside(path: Path) -> Path:
    """A name for changed pages that is not taken yet."""
    names = (f"{path.stem}_变动页{number if number > 1 else ''}{path.suffix}" for number in count(1))
    return next(found for name in names if not (found := path.with_name(name)).exists())


def plain(name: str) -> str:
    """A name without what a file's name may not have."""
    return _FORBIDDEN.sub("_", name).strip(" .") or "文书"


def write_documents(documents: Sequence[Document], path: Path, form: str) -> int:
    """Write documents into one file. Gives its pages; a text or workbook has none."""
    from fupin_desktop.reports.saving import save

    make_folder(path.parent)
    if form == "pdf":
        from fupin_desktop.reports.pdf import write_pdf

        return write_pdf(documents, path)
    if form == "docx":
        from fupin_desktop.reports.word import write_docx

        write_docx(documents, path)
    elif form == "xlsx":
        from fupin_desktop.reports.workbook import write_xlsx

        write_xlsx(documents, path)
    else:
        save(path, "\n".join(each.as_text() for each in documents).encode())
    return 0


def make_folder(folder: Path) -> None:
    """Make a folder for what is written. Raises Trouble when it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        why = disk.why(wrong, folder)
        raise Trouble(f"不能建立文件夹“{folder}”（{why}），请换一个可以写入的位置") from wrong
