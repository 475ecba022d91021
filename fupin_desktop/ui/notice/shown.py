"""One notice at the right of the board: what came when, whom it shows and what has changed since, objections, photos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.posting import DOWN, PROOF, UP, Objection, State
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.posting.differing import shown_of
from fupin_desktop.ui.commands import button
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.notice.acting import ActForm
from fupin_desktop.ui.page import head, outcome, toned
from fupin_desktop.ui.pictures import Picture, PictureRow
from fupin_desktop.ui.preview import Preview
from fupin_desktop.ui.theme import XS, M, S, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from fupin_desktop.domain.posting import Posted
    from fupin_desktop.services.posting import Difference, PostingFile

TONES = {State.DISPUTED: "red", State.ENDED: "amber", State.PRINTED: "amber", State.RUNNING: "green",
         State.POSTED: "green", State.WITHDRAWN: "quiet", State.ARCHIVED: "quiet", State.DOWN: "amber"}  # fmt: skip
MARKS = {"red": "！", "amber": "◷", "green": "✓"}


def state_words(file: PostingFile, *, short: bool = False) -> str:
    """The state with its sign: ◷ 期满, ✓ 公示中 第3天/共7天，还有4天; ``short`` in a list."""
    words = file.life.short if short else file.life.words
    return f"{MARKS.get(TONES.get(file.life.state, ''), '')} {words}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A household as it hung, with what would be shown otherwise now."""

    posted: Posted
    cells: str
    changed: str


class PostingView(QWidget):
    """``answered`` asks for the answer of an objection; ``photos`` gives files and what they show."""

    answered = Signal(object)
    opened = Signal(int)

    def __init__(self, desk: Desk, actions: dict[str, QAction]) -> None:
        super().__init__()
        self.desk, self.office = desk, desk.office
        self.file: PostingFile | None = None
        self._round = 0
        self.title = QLabel()
        head(self.title, 1)
        self.title.setWordWrap(True)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.form = ActForm(desk)
        self.done = outcome()
        self.next = QPushButton()
        self.next.setProperty("tone", "primary")
        self.next.clicked.connect(actions["notice.next"].trigger)
        self.past = QLabel()
        self.past.setTextFormat(Qt.TextFormat.RichText)
        self.past.setWordWrap(True)
        self.past.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.past.setMargin(S)
        self.past.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rows: LineTable[Row] = LineTable(
            (
                Column("户主", lambda each: each.posted.head, 12),
                Column("张贴时的内容", lambda each: each.cells, 24),
                Column("张贴后的变化", lambda each: each.changed, 0, tone=lambda _: "amber"),
            )
        )
        self.list = LineView(self.rows, "张贴的名单")
        self.list.opened.connect(lambda each: self.opened.emit(each.posted.household_id))
        self.objections: LineTable[Objection] = LineTable(
            (
                Column("提出日期", lambda each: show_day(each.on), 14),
                Column("提出人", lambda each: each.who or "未留名", 8),
                Column("涉及的户", self._head, 10),
                Column("异议内容", lambda each: each.about, 0),
                Column("结果", _result, 16, tone=lambda each: "" if each.answered_on else "red"),
            )
        )
        self.disputes = LineView(self.objections, "异议")
        self.disputes.opened.connect(self.answered)
        self.photos = PictureRow(desk, (UP, DOWN, PROOF))
        self.paper = Preview()
        self._paper_of = ""
        self._lay_out(actions)

    def _lay_out(self, actions: dict[str, QAction]) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.next)
        self.beside = {
            key: button(actions[key])
            for key in ("notice.object", "notice.again", "notice.withdraw", "notice.renew")
        }
        for each in self.beside.values():
            row.addWidget(each)
        row.addStretch(1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.past, "经过")
        self.tabs.addTab(self.list, "名单")
        self.tabs.addTab(self.disputes, "异议")
        self.tabs.addTab(self.photos, "照片")
        self.tabs.addTab(self.paper, "原件")
        self.tabs.currentChanged.connect(lambda _: self._show_paper())
        column = QVBoxLayout(self)
        column.setContentsMargins(M, 0, 0, 0)
        column.setSpacing(S)
        top = QVBoxLayout()
        top.setSpacing(XS)
        top.addWidget(self.title)
        top.addWidget(self.state)
        column.addLayout(top)
        column.addLayout(row)
        column.addWidget(self.form)
        column.addWidget(self.done)
        column.addWidget(self.tabs, 1)

    def show_file(self, file: PostingFile) -> None:
        """Show a notice as it stands."""
        same = self.file is not None and self.file.posting.id == file.posting.id
        self.file = file
        if not same:
            self.form.close_form()
            self.done.hide()
        posting = file.posting
        self.title.setText(posting.heading)
        toned(self.state, self._said(file), TONES.get(file.life.state, ""))
        self.next.setText(f"{file.next.label}（Ctrl+Enter）" if file.next else "")
        self.next.setVisible(file.next is not None)
        hangs = posting.posted_on is not None and file.life.state not in (
            State.WITHDRAWN,
            State.ARCHIVED,
        )
        self.beside["notice.object"].setVisible(hangs and posting.taken_down_on is None)
        self.beside["notice.withdraw"].setVisible(file.life.state is not State.WITHDRAWN)
        self.beside["notice.renew"].setVisible(file.life.state is State.WITHDRAWN)
        self.past.setText(_history(file))
        self.objections.show(file.objections)
        self.disputes.go_to_row(next((n for n, it in enumerate(file.objections) if not it.answered_on), 0))
        self._show_photos(file)
        self._name_tabs(file)
        self._show_list(file)
        self._show_paper()

    def _said(self, file: PostingFile) -> str:
        posting = file.posting
        end = f"，{show_day(posting.until)}截止" if posting.until and posting.posted_on else ""
        return f"{state_words(file)}{end}"

    def _name_tabs(self, file: PostingFile) -> None:
        waiting = f"（{len(file.open_objections)}件待答复）" if file.open_objections else ""
        self.tabs.setTabText(1, f"名单 {file.households}户" if file.households else "名单")
        self.tabs.setTabText(2, f"异议 {len(file.objections)}{waiting}" if file.objections else "异议")
        self.tabs.setTabText(3, f"照片 {len(file.photos)}" if file.photos else "照片")
        self.tabs.setTabVisible(1, bool(file.households))

    def _show_photos(self, file: PostingFile) -> None:
        self.photos.kind = DOWN if file.posting.taken_down_on else UP
        find = self.office.files.find
        shown = [
            Picture(each, each.paper, find(each.sha256), f"{each.paper}　{each.name}") for each in file.photos
        ]
        self.photos.show_pictures(shown, "还没有照片。张贴当天请拍远景、近景各一张，撤下时再拍一张。")

    def _show_paper(self) -> None:
        """The very page that hangs, read when it is looked at."""
        file = self.file
        if (
            file is None
            or self.tabs.currentWidget() is not self.paper
            or file.posting.sha256 == self._paper_of
        ):
            return
        self._paper_of = file.posting.sha256
        try:
            self.paper.show_pdf(self.office.postings.paper(file.posting.id or 0))
        except Trouble as gone:
            self.paper.say(f"！ {gone}", "red")

    def _show_list(self, file: PostingFile) -> None:
        """The list as it hung, and what has changed since, looked up beside the window."""
        id, today = file.posting.id, self.desk.today()
        assert id is not None
        rows = self.office.postings.households_of(id)
        self.rows.show([Row(each, _cells(each), "") for each in rows])
        self._round += 1
        now, office = self._round, self.office
        self.desk.run_quietly(
            lambda _: office.postings.differences(id, today),
            lambda found: self._show_changes(now, rows, found),
        )

    def _show_changes(self, now: int, rows: Sequence[Posted], found: Sequence[Difference]) -> None:
        if now != self._round or self.file is None:
            return
        said: dict[int, list[str]] = {}
        for each in found:
            said.setdefault(each.household_id, []).append(each.sentence.removeprefix(f"{each.head}户"))
        self.rows.show([Row(each, _cells(each), "；".join(said.get(each.household_id, ()))) for each in rows])
        self.list.go_to_row(0)
        if said:
            self.tabs.setTabText(1, f"名单 {len(rows)}户（{len(said)}户有变化）")

    def _head(self, each: Objection) -> str:
        heads = self.file.heads if self.file else {}
        return heads.get(each.household_id or 0, "整份公示")


def _cells(row: Posted) -> str:
    return "，".join(
        f"{heading}{value}"
        for heading, value in shown_of(row)
        if value and heading not in ("户主姓名", "行政村")
    )


def _result(each: Objection) -> str:
    return (
        f"{each.result.label}，{show_day(each.answered_on)}答复"
        if each.result and each.answered_on
        else "！ 待答复"
    )


def _history(file: PostingFile) -> str:
    lines = [f'<tr><td style="padding-right:16px; white-space:nowrap">{show_day(on)}</td><td>{escape(said)}</td></tr>'
             for on, said in sorted(_events(file), key=lambda each: each[0])]  # fmt: skip
    why = file.posting.override
    reason = f'<p style="color:{theme.colours.amber}">破例理由：{escape(why)}</p>' if why else ""
    return f'<table cellspacing="4">{"".join(lines)}</table>{reason}'


def _events(file: PostingFile) -> Iterator[tuple[date, str]]:
    """What came when, each with who did it."""
    each = file.posting
    if each.posted_on is None:
        term = f"，印明{show_day(each.made_on)}张贴，至{show_day(each.until)}止" if each.until else ""
        yield each.made_on, f"制作{term}"
    else:
        yield each.posted_on, f"{each.posted_by}张贴，{each.place}"
        if each.until:
            unit = "个工作日" if each.working else "天"
            yield each.until, f"公示期{each.days}{unit}，到这天止"
    for it in file.objections:
        yield (
            it.on,
            f"{it.who or '有人'}提出异议：{it.about}" + (f"（逾期：{it.override}）" if it.override else ""),
        )
        if it.answered_on and it.result:
            yield it.answered_on, f"{it.investigator}调查，{it.result.label}，答复：{it.answer}"
    if each.certified_on:
        yield each.certified_on, "出无异议证明"
    if each.taken_down_on:
        yield each.taken_down_on, f"{each.taken_down_by}撤下"
    if each.archived_on:
        yield each.archived_on, "归档"
    if each.withdrawn_on:
        yield each.withdrawn_on, f"撤回：{each.withdrawn_reason}"
