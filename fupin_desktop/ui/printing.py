"""Pages of a PDF on the PC's printer, drawn at the printer's own resolution, in their true size."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.tasks import Cancelled, Watch
from fupin_desktop.ui.pdf_pages import POINTS, PdfPages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from fupin_desktop.ui.desk import Desk

FINEST = 600
Sheet = tuple[int, int | None, tuple[float, float]]
STRIP = 1000
"""Rows of pixels drawn at a time: an A3 sheet at 600 dots an inch would fill 280 MB at once."""


def print_papers(
    desk: Desk, parent: QWidget, name: str, papers: Sequence[bytes], then: Callable[[], object] = lambda: None
) -> None:
    """Ask for the printer and print ``papers`` (PDF files) beside the window; ``then`` follows once they are there."""
    with desk.speaking():
        if printer := chosen_printer(parent, name, papers):

            def there(pages: int) -> None:
                then()
                desk.say(sent(printer, name, pages), "green")

            desk.run(f"打印{name}", lambda watch: put_on_paper(printer, papers, watch), there)


def sent(printer: QPrinter, name: str, pages: int) -> str:
    """What is said when pages are at the printer."""
    copies = f"，{printer.copyCount()}份" if printer.copyCount() > 1 else ""
    return f"已送打印机：{name} {pages}页{copies}"


def chosen_printer(parent: QWidget, name: str, papers: Sequence[bytes], pages: int = -1) -> QPrinter | None:
    """The printer that the clerk chooses, set to the size of the first page; None when given up.

    ``pages`` is how many there will be where that is not what ``papers`` have (0: not known yet). Raises Trouble
    where the PC has no printer.
    """
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    from fupin_desktop.ui.print_dialog import PrintDialog

    if not QPrinterInfo.availablePrinterNames():
        raise Trouble("这台电脑还没有打印机，请先在系统设置里添加打印机；也可以存为PDF，拿到别的电脑上打印")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    opened = [PdfPages(each) for each in papers]
    printer.setPageLayout(paper_of(opened[0].sizes[0]))
    count = sum(map(len, opened)) if pages < 0 else pages
    for each in opened:
        each.close()
    dialog = PrintDialog(printer, name, count, parent)
    return printer if dialog.exec() == PrintDialog.DialogCode.Accepted else None


def paper_of(size: tuple[float, float]) -> QPageLayout:
    """The sheet that a page of this size in points is printed on (A4, A3, upright or lying)."""
    wide, tall = size
    upright = QSizeF(min(wide, tall), max(wide, tall))
    sheet = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if wide > tall else QPageLayout.Orientation.Portrait
    return QPageLayout(sheet, way, QMarginsF(0, 0, 0, 0))


def put_on_paper(printer: QPrinter, papers: Sequence[bytes | Path], watch: Watch) -> int:
    """Print the pages that were asked for; gives how many. A stop takes the whole job back from the printer.

    On both sides each paper begins on a new sheet. A printer that cannot make copies itself is sent them all.
    """
    if not printer.isValid():
        raise Trouble(f"找不到打印机“{printer.printerName()}”，请检查它是否还连着这台电脑，或换一台打印机")
    sheets = list(_sheets(printer, papers))
    wanted = sheets if printer.supportsMultipleCopies() else _copied(sheets, printer)
    painter = QPainter()
    opened: tuple[int, PdfPages] | None = None
    try:
        for done, (paper, number, size) in enumerate(wanted):
            watch.step(done, len(wanted), f"第{done + 1}页")
            printer.setPageLayout(paper_of(size))
            ready = printer.newPage() if painter.isActive() else painter.begin(printer)
            if not ready:
                raise Trouble(
                    f"打印机“{printer.printerName()}”没有接受这项打印，请检查打印机是否开机、缺纸或脱机"
                )
            if number is None:
                continue
            if opened is None or opened[0] != paper:
                if opened:
                    opened[1].close()
                opened = (paper, PdfPages(papers[paper]))
            _draw(painter, printer, opened[1], number)
    except Cancelled:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
        if opened:
            opened[1].close()
    watch.step(len(wanted), len(wanted), "")
    return sum(number is not None for _, number, _ in sheets)


def _sheets(printer: QPrinter, papers: Sequence[bytes | Path]) -> Iterator[Sheet]:
    """The pages asked for: paper, page (None: a blank back, so that the next paper begins on a new sheet) and size."""
    chosen, both = printer.pageRanges(), _both_sides(printer)
    before = on_sheet = 0
    for paper, data in enumerate(papers):
        pages = PdfPages(data)
        sizes = pages.sizes
        pages.close()
        picked = [n for n in range(len(sizes)) if chosen.isEmpty() or chosen.contains(before + n + 1)]
        if both and picked and on_sheet % 2:
            yield paper, None, sizes[picked[0]]
            on_sheet += 1
        for number in picked:
            yield paper, number, sizes[number]
        on_sheet += len(picked)
        before += len(sizes)


def _copied(sheets: list[Sheet], printer: QPrinter) -> list[Sheet]:
    """Every copy after the other; on both sides each begins on a new sheet."""
    blank = [(sheets[-1][0], None, sheets[-1][2])] if _both_sides(printer) and len(sheets) % 2 else []
    return [*([*sheets, *blank] * (printer.copyCount() - 1)), *sheets]


def _both_sides(printer: QPrinter) -> bool:
    return printer.duplex() is not printer.DuplexMode.DuplexNone


def _draw(painter: QPainter, printer: QPrinter, pages: PdfPages, number: int) -> None:
    """One page in its true size; only a sheet too small for it makes it smaller."""
    dots = printer.resolution() / POINTS
    wide, tall = pages.sizes[number]
    sheet = QPageLayout.fullRectPixels(printer.pageLayout(), printer.resolution())
    shrunk = min(
        1.0,
        sheet.width() / (wide * dots) if sheet.width() else 1.0,
        sheet.height() / (tall * dots) if sheet.height() else 1.0,
    )
    fine = min(1.0, FINEST / printer.resolution())
    scale = dots * shrunk * fine
    for top, under in itertools.pairwise([*range(0, round(tall * scale), STRIP), round(tall * scale)]):
        strip = pages.strip(number, scale, top, under - top)
        target = QRectF(0, top / fine, strip.width() / fine, strip.height() / fine)
        painter.drawImage(target, strip, QRectF(strip.rect()))
