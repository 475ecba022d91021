"""How a paper is printed: on which printer, how often, which pages, on both sides or one."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import L, M, S

SIDES = (
    (QPrinter.DuplexMode.DuplexNone, "单面"),
    (QPrinter.DuplexMode.DuplexLongSide, "双面，长边翻页（左侧装订）"),
    (QPrinter.DuplexMode.DuplexShortSide, "双面，短边翻页（上方装订）"),
)
MOST_COPIES = 999
_RANGE = re.compile(r"(\d{1,5})(?:[-－—~～](\d{1,5}))?")


class PrintDialog(QDialog):
    """Sets up ``printer`` for ``pages`` pages; 0 where it is not known yet how many there will be."""

    def __init__(self, printer: QPrinter, name: str, pages: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.printer, self._pages = printer, pages
        self.setWindowTitle(f"打印{name}")
        names = QPrinterInfo.availablePrinterNames()
        self.printers = PickBox([(each, each) for each in names])
        self.printers.put(
            printer.printerName() if printer.printerName() in names else QPrinterInfo.defaultPrinterName()
        )
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.copies.setToolTip("按 ↑、↓ 或直接输入")
        self.range = QLineEdit()
        self.range.setPlaceholderText(f"全部{pages}页，或如 1-3、5" if pages else "全部，或如 1-3、5")
        self.sides = PickBox(SIDES)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.go = QPushButton()
        self._lay_out()
        self.copies.valueChanged.connect(lambda _: self._name())
        self.range.textChanged.connect(lambda _: self._name())
        self._name()

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setSpacing(S)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        fields: dict[str, QWidget] = {
            "打印机": self.printers, "份数": self.copies, "页码": self.range, "单双面": self.sides
        }  # fmt: skip
        for label, widget in fields.items():
            widget.setAccessibleName(label)
            rows.addRow(quiet(label), widget)
        more, back = QPushButton("打印机属性…"), QPushButton("不打印")
        more.setToolTip("打开系统的打印窗口，设置纸盒、质量等")
        more.clicked.connect(self._ask_system)
        back.clicked.connect(self.reject)
        for each in (more, back, self.go):
            each.setAutoDefault(False)
        self.go.setProperty("tone", "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._take)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(more)
        foot.addStretch(1)
        foot.addWidget(back)
        foot.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(M)
        column.addLayout(rows)
        column.addWidget(self.problem)
        column.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 32)

    def _name(self) -> None:
        toned(self.problem, "")
        self.problem.hide()
        chosen, _ = read_range(self.range.text(), self._pages)
        pages = len(chosen) if chosen else self._pages
        self.go.setText(f"打印{pages}页 {self.copies.value()}份" if pages else f"打印{self.copies.value()}份")

    def _take(self) -> None:
        chosen, problem = read_range(self.range.text(), self._pages)
        if problem:
            toned(self.problem, f"！ {problem}", "red")
            self.problem.show()
            self.range.setFocus()
            return
        self._set_up(chosen)
        self.accept()

    def _set_up(self, chosen: list[int]) -> None:
        if self.printers.value():
            self.printer.setPrinterName(self.printers.value())
        self.printer.setCopyCount(self.copies.value())
        self.printer.setDuplex(self.sides.value())
        ranges = QPageRanges()
        for each in chosen:
            ranges.addPage(each)
        self.printer.setPageRanges(ranges)

    def _ask_system(self) -> None:
        self._set_up(read_range(self.range.text(), self._pages)[0])
        dialog = QPrintDialog(self.printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.accept()


def read_range(text: str, pages: int) -> tuple[list[int], str]:
    """1-3、5 as page numbers, none for all pages; or a sentence what is wrong. ``pages`` 0: not known how many there are."""
    found: list[int] = []
    for part in filter(None, re.split(r"[,，、;；\s]+", text.strip())):
        said = _RANGE.fullmatch(part)
        if said is None:
            return [], f"页码“{part}”看不懂，请写成 1-3、5 的样子"
        first, last = int(said[1]), int(said[2] or said[1])
        if not 1 <= first <= last:
            return [], f"页码“{part}”不对：从第1页数起，前面的页码不能大于后面的"
        if pages and last > pages:
            return [], f"没有第{last}页，一共{pages}页，请改页码"
        found += range(first, last + 1)
    return sorted(set(found)), ""
