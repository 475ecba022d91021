"""核实表和报告: the 核查报告 and each village's 入户核实表, looked at, printed, saved."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.services.doctor import Checked
from fupin_desktop.services.paper.writing import write_documents
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import last_folder, open_place, remember
from fupin_desktop.ui.page import outcome, quiet, toned
from fupin_desktop.ui.preview import Preview
from fupin_desktop.ui.printing import print_papers
from fupin_desktop.ui.theme import ROW, M, S, theme
from fupin_desktop.ui.timing import pause

WAIT = 150
REPORT, EVERY = "report", "every"
FORMS = "PDF 文件 (*.pdf);;Word 文档 (*.docx);;Excel 表格 (*.xlsx)"
KEY = Qt.ItemDataRole.UserRole


class PapersPart(QWidget):
    """What is chosen at the left is shown at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.checked: Checked | None = None
        self._villages: Sequence[str] = ()
        self._round = 0
        self._stale = True
        self.list = QListWidget()
        self.list.setAccessibleName("核查报告和入户核实表")
        self.list.setStyleSheet(f"QListWidget::item {{ height: {max(ROW, round(theme.size * 2.6)) - 2}px; }}")
        self.preview = Preview()
        self.done = outcome()
        self.done.linkActivated.connect(lambda link: open_place(Path(link)))
        self.plain = QCheckBox("问题表里写完整证件号码")
        self.plain.setToolTip("不勾选时写成前6后4；谁导出的、几行，记在“历史”里")
        self.print_button, self.save_button = QPushButton("打印"), QPushButton("保存…")
        self.all_button = QPushButton("导出问题表…")
        self.all_button.setToolTip(
            "选一个文件夹：每条规则一个工作簿、疑点类型×村汇总、各村入户核实表、核查报告（Ctrl+Shift+E）"
        )
        self.print_button.clicked.connect(self.print)
        self.save_button.clicked.connect(self.save)
        self.all_button.clicked.connect(self.hand_out)
        self._timer = pause(self, WAIT, self.show_pages)
        self.list.currentRowChanged.connect(lambda _: self._timer.start())
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(self.list, 1)
        column.addWidget(self.done)
        for widget in (self.print_button, self.save_button, quiet("全部一起："), self.plain, self.all_button):
            column.addWidget(widget)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setSizes([240, 900])
        split.setStretchFactor(1, 1)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.addWidget(split, 1)

    # what is wanted

    def show_checked(self, checked: Checked, villages: Sequence[str]) -> None:
        """The papers of an examination; they are made when one looks at them."""
        counts = Counter(each.village for each in checked.findings)
        order = [each for each in villages if each in counts] + sorted(set(counts) - {*villages, ""})
        self.checked, self._villages = checked, order
        kept = self.key
        self.list.blockSignals(True)
        self.list.clear()
        entries = [("核查报告", REPORT)]
        if len(order) > 1:
            entries.append(("入户核实表 全部村", EVERY))
        entries += [(f"入户核实表 {name} {counts[name]}处", name) for name in order]
        for words, key in entries:
            item = QListWidgetItem(words)
            item.setData(KEY, key)
            self.list.addItem(item)
        self.list.setCurrentRow(next((row for row, (_, key) in enumerate(entries) if key == kept), 0))
        self.list.blockSignals(False)
        self._stale = True
        if self.isVisible():
            self._timer.start()

    def show_if_stale(self) -> None:
        """Make the pages when the part is looked at."""
        if self._stale:
            self.show_pages()

    @property
    def key(self) -> str:
        item = self.list.currentItem()
        return str(item.data(KEY)) if item else REPORT

    @property
    def villages(self) -> list[str]:
        """Whose 入户核实表 is wanted; none for the report."""
        if self.key == REPORT:
            return []
        return list(self._villages) if self.key == EVERY else [self.key]

    @property
    def name(self) -> str:
        """What the paper is called."""
        if self.key == REPORT:
            return "核查报告"
        return "入户核实表" if self.key == EVERY else f"{self.key}入户核实表"

    def show_pages(self) -> None:
        """Make the pages beside the window, and show them."""
        self._timer.stop()
        checked, villages, doctor = self.checked, self.villages, self.desk.office.doctor
        if checked is None:
            return
        self._stale = False
        self._round += 1
        now = self._round
        self.preview.say(f"正在生成{self.name}…")
        for made in (self.print_button, self.save_button):
            made.setEnabled(False)

        def pdf(_: Watch) -> bytes:
            with tempfile.TemporaryDirectory(prefix="fupin") as room:
                path = Path(room) / "page.pdf"
                write_documents(doctor.paper(checked, villages), path, "pdf")
                return path.read_bytes()

        self.desk.run(
            f"生成{self.name}", pdf, lambda data: self._show(now, data),
            lambda error: self.preview.say(escape(str(error)), "red") if now == self._round else None,
        )  # fmt: skip

    def _show(self, now: int, data: bytes) -> None:
        if now == self._round:
            self.preview.show_pdf(data)
            for made in (self.print_button, self.save_button):
                made.setEnabled(True)

    # out

    def print(self) -> None:
        """Send the pages that are shown to the printer."""
        if self.preview.data:
            print_papers(self.desk, self, self.name, [self.preview.data])

    def save(self) -> None:
        """Ask where to, and save what is shown."""
        chosen, form = QFileDialog.getSaveFileName(
            self, f"保存{self.name}", str(last_folder() / f"{self.name}.pdf"), FORMS
        )
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix else path.with_suffix(form.partition("*")[2].rstrip(")")))

    def save_to(self, path: Path) -> None:
        """Write what is shown; the file's ending says as what."""
        checked, villages, doctor = self.checked, self.villages, self.desk.office.doctor
        if checked is None:
            return
        remember(path.parent)
        self.desk.run(
            f"保存{self.name}",
            lambda _: doctor.save_paper(checked, path, villages),
            lambda _: self._saved(path),
        )

    def hand_out(self) -> None:
        """Ask for a folder, and write all papers and workbooks into it."""
        chosen = QFileDialog.getExistingDirectory(self, "问题表保存到哪个文件夹", str(last_folder()))
        if chosen:
            self.hand_out_to(Path(chosen))

    def hand_out_to(self, folder: Path) -> None:
        """Write all papers and workbooks of the examination into a folder of their own below this one."""
        checked, plain, doctor = self.checked, self.plain.isChecked(), self.desk.office.doctor
        if checked is None:
            return
        remember(folder)
        out = _fresh(folder, f"体检{checked.on}{Path(checked.file).stem}")

        def told(files: list[Path]) -> None:
            self._saved(out, f"{len(files)}个文件")
            self.desk.say(f"已导出问题表：{len(files)}个文件，在 {out.name} 文件夹里", "green")

        self.desk.run(
            "导出问题表", lambda _: doctor.hand_out(checked, out, plain=plain), told,
            stopped="已写完的文件留在文件夹里",
        )  # fmt: skip

    def _saved(self, path: Path, what: str = "") -> None:
        folder = path if path.is_dir() else path.parent
        open_it = "" if path.is_dir() else f'　<a href="{path}">打开</a>'
        toned(
            self.done, f'✓ 已保存{what} {escape(path.name)}{open_it}　<a href="{folder}">文件夹</a>', "green"
        )
        self.done.show()


def _fresh(folder: Path, name: str) -> Path:
    """A folder of its own, so that nothing of an earlier examination stands beside what is written now."""
    names = (f"{name}{f'（{number}）' if number > 1 else ''}" for number in count(1))
    return next(out for each in names if not (out := folder / each).exists())
