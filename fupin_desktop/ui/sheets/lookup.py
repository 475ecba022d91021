"""查一批: names and numbers pasted from a chat, answered beside them in the same order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.services.matching.lookup import HEADS, Answer, State, as_text, sentence
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.sheets.files import ask_save
from fupin_desktop.ui.theme import S
from fupin_desktop.ui.timing import pause

WAIT = 400
"""Milliseconds after the last key before the text is looked up."""
TONES = {State.NOBODY: "red", State.NAMESAKE: "amber", State.NAME: "amber", State.DOUBTFUL: "amber"}
_WIDE = (4, 18, 8, 10, 10, 6, 10, 11, 8, 8, 30, 10, 15, 20, 16)
PLACEHOLDER = (
    "把微信、短信或表格里的名单粘贴到这里，每行一人：\n"
    "姓名、证件号码，或两样都写；\n"
    "也可以写姓名和身份证后四位。\n\n"
    "右边按粘贴的顺序列出户、村、类别、脱贫年度；\n"
    "查无和同名会标出来。"
)


class LookupPart(Part):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.answers: list[Answer] = []
        self.actions_by_key = actions(self)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("要查的姓名和号码")
        self.text.setPlaceholderText(PLACEHOLDER)
        self.text.setTabChangesFocus(True)
        self.plain = QCheckBox("显示完整证件号码")
        self.plain.toggled.connect(lambda _: self.table.show(self.answers))
        self.words = quiet("")
        self.words.setWordWrap(True)
        self.table: LineTable[Answer] = LineTable(self._columns())
        self.view = LineView(self.table, "查到的人")
        self.view.opened.connect(self._open)
        self._timer = pause(self, WAIT, self.look_up)
        self.text.textChanged.connect(self._timer.start)
        self._round = 0
        self._lay_out()
        self._enable()

    def _lay_out(self) -> None:
        answers = QWidget()
        column = QVBoxLayout(answers)
        column.setContentsMargins(S, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)
        both = QSplitter()
        both.addWidget(self.text)
        both.addWidget(answers)
        both.setSizes([240, 960])
        both.setHandleWidth(1)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(button(self.actions_by_key["lookup.copy"], primary=True))
        foot.addWidget(quiet("复制后可以直接贴进表格或发回去；回车打开那一户"), 1)
        foot.addWidget(self.plain)
        foot.addWidget(button(self.actions_by_key["lookup.print"]))
        foot.addWidget(button(self.actions_by_key["lookup.write"]))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(both, 1)
        whole.addLayout(foot)

    def _columns(self) -> list[Column[Answer]]:
        def text(place: int, each: Answer) -> str:
            return each.cells(plain=self.plain.isChecked())[place]

        return [
            Column(
                head, partial(text, place), width, right=place == 0,
                tone=(lambda each: TONES.get(each.state, "green")) if place == 2 else (lambda _: ""),
            )
            for place, (head, width) in enumerate(zip(HEADS, _WIDE, strict=True))
        ]  # fmt: skip

    def look_up(self) -> None:
        """Look up what stands in the text."""
        said, matching = self.text.toPlainText(), self.desk.office.matching
        self._timer.stop()
        self._round += 1
        now = self._round
        if not said.strip():
            self._show(now, [], "")
            return

        def task(_: Watch) -> tuple[list[Answer], str]:
            try:
                found = matching.look_up(said)
            except (Refused, Trouble) as wrong:
                return [], str(wrong)
            return found, sentence(found)

        self.desk.run_quietly(task, lambda found: self._show(now, *found))

    def _show(self, now: int, answers: list[Answer], words: str) -> None:
        if now != self._round:
            return
        self.answers = answers
        self.table.show(answers)
        toned(self.words, words, "quiet" if answers or not words else "red")
        self.view.go_to_row(0)
        self._enable()

    def _enable(self) -> None:
        for key in ("lookup.copy", "lookup.print", "lookup.write"):
            self.actions_by_key[key].setEnabled(bool(self.answers))

    def _open(self, each: Answer) -> None:
        if each.person:
            self.desk.go("household", household=each.person.household_id)

    @command(
        "lookup.copy",
        text="复制结果",
        shortcut="Ctrl+Return",
        icon="copy",
        help="按粘贴的顺序复制，制表符分隔",
    )
    def copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self.answers, plain=self.plain.isChecked()))
        self.desk.say(f"已复制{len(self.answers)}行", "green")

    @command("lookup.print", text="打印…", shortcut="Ctrl+P", icon="print", help="打印查到的结果")
    def print_(self) -> None:
        from fupin_desktop.ui.printing import print_papers

        answers, plain, office = self.answers, self.plain.isChecked(), self.desk.office

        def task(_: Watch) -> bytes:
            with TemporaryDirectory() as folder:
                path = Path(folder) / "查一批.pdf"
                office.matching.print_answers(answers, path, plain=plain, on=self.desk.today())
                return path.read_bytes()

        self.desk.run("准备打印", task, lambda pdf: print_papers(self.desk, self, "查一批", [pdf]))

    @command("lookup.write", text="写出工作簿…", icon="arrow_export", help="把结果写成工作簿")
    def write(self) -> None:
        if path := ask_save(self, "写出查一批的结果", "查一批.xlsx"):
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the answers as a workbook."""
        answers, plain, matching = self.answers, self.plain.isChecked(), self.desk.office.matching
        self.desk.run(
            "写出结果", lambda _: matching.write_answers(answers, path, plain=plain),
            lambda rows: self.desk.say(f"已写出{rows}行：{path.name}", "green"),
        )  # fmt: skip

    def show_place(self, state: Mapping[str, Any]) -> None:
        if text := state.get("text"):
            self.text.setPlainText(text)
            self.look_up()

    def take_focus(self) -> None:
        self.text.setFocus()
