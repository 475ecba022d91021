"""Pages of a PDF on the PC's printer, drawn at the printer's own resolution, in their true size."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.tasks import Cancelled, Watch
from fupin_desktop.ui.preview import POINTS, PdfPages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from fupin_desktop.ui.desk import Desk

FINEST = 600
STRIP = 1000
"""Rows of pixels drawn at a time: an A3 sheet at 600 dots an inch would fill 280 MB at once."""


def print_papers(desk: Desk, parent: QWidget, name: str, papers: Sequence[bytes]) -> None:
    """Ask for the printer and print ``papers`` (PDF files) beside the window."""
    printer = chosen_printer(parent, name, papers)
    if printer is None:
        return
    copies = f"，{printer.copyCount()}份" if printer.copyCount() > 1 else ""
    desk.run(
        f"打印{name}",
        lambda watch: put_on_paper(printer, papers, watch),
        lambda pages: desk.say(f"已送打印机：{name} {pages}页{copies}", "green"),
    )


def chosen_printer(parent: QWidget, name: str, papers: Sequence[bytes]) -> QPrinter | None:
    """The printer that the clerk chooses, set to the size of the first page; None when given up."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    first = PdfPages(papers[0])
    printer.setPageLayout(paper_of(first.sizes[0]))
    first.close()
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印{name}")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def paper_of(size: tuple[float, float]) -> QPageLayout:
    """The sheet that a page of this size in points is printed on (A4, A3, upright or lying)."""
    wide, tall = size
    upright = QSizeF(min(wide, tall), max(wide, tall))
    sheet = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if wide > tall else QPageLayout.Orientation.Portrait
    return QPageLayout(sheet, way, QMarginsF(0, 0, 0, 0))


def put_on_paper(printer: QPrinter, papers: Sequence[bytes], watch: Watch) -> int:
    """Print the pages that were asked for; gives how many. A stop takes the whole job back from the printer."""
    opened = [PdfPages(data) for data in papers]
    every = [(pages, number) for pages in opened for number in range(len(pages))]
    first, last = printer.fromPage() or 1, printer.toPage() or len(every)
    wanted = every[first - 1 : last]
    painter = QPainter()
    try:
        for done, (pages, number) in enumerate(wanted):
            watch.step(done, len(wanted), f"第{done + 1}页")
            printer.setPageLayout(paper_of(pages.sizes[number]))
            ready = printer.newPage() if painter.isActive() else painter.begin(printer)
            if not ready:
                raise Trouble(
                    f"打印机“{printer.printerName()}”没有接受这项打印，请检查打印机是否开机、缺纸或脱机"
                )
            _draw(painter, printer, pages, number)
    except Cancelled:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
        for pages in opened:
            pages.close()
    watch.step(len(wanted), len(wanted), "")
    return len(wanted)


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
