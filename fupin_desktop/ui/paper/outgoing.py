"""How papers leave the window: as files of a batch, as one file, opened in Word, or on the PC's printer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from fupin_desktop.domain.paper import How
from fupin_desktop.services.paper import Written
from fupin_desktop.services.paper.writing import make_folder
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui import printing
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import last_folder, open_place, remember
from fupin_desktop.ui.paper.catalogue import WORDS
from fupin_desktop.ui.paper.order import Order, write
from fupin_desktop.ui.word_faces import tell_once

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from fupin_desktop.services.office import Office
    from fupin_desktop.services.paper.look import Look

KEPT = "已写完的文件留在文件夹里"


class Outgoing(QObject):
    """``written``: an order and what came of it. ``refused``: an order and the error why nothing did."""

    written = Signal(object, object)
    refused = Signal(object, object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk, self.page = desk, page

    def write(self, order: Order, out: Path, form: str) -> None:
        """A file for each village or household below the folder ``out``."""
        self._run(order, f"生成{order.item.label}", out, form, lambda made: self.written.emit(order, made))

    def save(self, order: Order, form: str) -> None:
        """Ask for one file and write everything into it."""
        formats = sorted(order.item.formats, key=lambda each: each != form)
        filters = ";;".join(f"{WORDS[each]} (*.{each})" for each in formats)
        start = str(last_folder() / f"{order.name}.{form}")
        chosen, picked = QFileDialog.getSaveFileName(self.page, f"保存{order.name}", start, filters)
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_suffix(picked.partition("*")[2].rstrip(")"))
            remember(path.parent)
            self.save_to(order, path)

    def save_to(self, order: Order, path: Path) -> None:
        """Write everything into one file; its ending says as what."""
        form = path.suffix.lower().removeprefix(".")
        self._run(order, f"保存{order.item.label}", path, form, lambda made: self.written.emit(order, made))

    def open(self, order: Order, folder: Path) -> None:
        """Write it as a document that can be edited, and open it in the PC's own program."""
        form = "docx" if "docx" in order.item.formats else "xlsx"
        self._run(
            order, f"准备{order.item.label}", folder / f"{order.name}.{form}", form, self._open, show=True
        )

    def _open(self, made: Written) -> None:
        for each in made.files:
            open_place(each)
            self.desk.say(f"已存为 {each.name}，正在用 Word 或 WPS 打开", "green")

    def _run(
        self, order: Order, doing: str, out: Path, form: str, done: Callable[[Written], None], *, show: bool = False
    ) -> None:  # fmt: skip
        office = self.desk.office

        def task(watch: Watch) -> Written:
            if show:
                make_folder(out.parent)
            return write(office, order, out, form, watch, how=How.SAVED)

        def finished(made: Written) -> None:
            done(made)
            for file in made.files[:1]:
                tell_once(self.desk, file)

        self.desk.run(doing, task, finished, lambda error: self.refused.emit(order, error), stopped=KEPT)

    def print(self, order: Order, look: Look, *, changed: bool = False) -> None:
        """Ask for the printer and print: everything, or of a bound file the pages that changed."""
        count = len(look.pages) if look.whole and not changed else 0
        with self.desk.speaking():
            printer = printing.chosen_printer(self.page, order.item.label, [look.pdf], count)
            if printer is not None:
                office = self.desk.office
                self.desk.run(
                    f"打印{order.item.label}",
                    lambda watch: _put_on_paper(office, order, printer, changed, watch),
                    lambda made: self._printed(order, printer, *made),
                    lambda error: self.refused.emit(order, error),
                )

    def _printed(self, order: Order, printer: QPrinter, made: Written, pages: int) -> None:
        if pages:
            self.desk.say(printing.sent(printer, order.item.label, pages), "green")
        else:
            self.desk.say("；".join(made.remarks[:2]) or "没有变动页，不用补打", "amber")


def _put_on_paper(
    office: Office, order: Order, printer: QPrinter, changed: bool, watch: Watch
) -> tuple[Written, int]:
    """Print each paper from a sheet of its own; recorded only when the printer has taken them all."""
    with tempfile.TemporaryDirectory(prefix="fupin") as room:
        made = write(office, order, Path(room) / "1", "pdf", watch, each=True, changed=changed)
        if not made.files:
            return made, 0
        pages = printing.put_on_paper(printer, made.files, watch)
        write(office, order, Path(room) / "2", "pdf", watch, each=True, changed=changed, how=How.PRINTED)
        return made, pages
