"""制作: tick the households at the left, see the very pages at the right, save or print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.notice import KINDS
from fupin_desktop.domain.paper import How
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import FolderLine, open_place
from fupin_desktop.ui.notice.asking import AskBar, Asked, Made, made
from fupin_desktop.ui.notice.listing import CandidateList
from fupin_desktop.ui.page import outcome, panes, refusal, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.preview import Preview
from fupin_desktop.ui.printing import print_papers
from fupin_desktop.ui.theme import M, S
from fupin_desktop.ui.timing import pause
from fupin_desktop.ui.word_faces import tell_once

if TYPE_CHECKING:
    from fupin_desktop.domain.posting import Posting
    from fupin_desktop.services.notice import NoticeResult
    from fupin_desktop.services.notice.proposing import Candidate

WAIT = 250


class MakingPart(Part):
    """``board_wanted``: what was made is to be registered as posted."""

    board_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self._list_round = self._page_round = 0
        self._shown_village = ""
        self.ask = AskBar(desk)
        self.ask.changed.connect(self.list_again)
        self.ask.reshaped.connect(self._reshape)
        self.list = CandidateList()
        self.list.ticked.connect(self._ticked)
        self.list.entered.connect(self._enter)
        self.list.opened.connect(lambda each: desk.go("household", household=each.household_id))
        self.preview = Preview()
        self.preview.followed.connect(self._follow)
        self._timer = pause(self, WAIT, self.show_pages)
        self._lay_out()

    def _lay_out(self) -> None:
        self.folder = FolderLine("公示")
        self.done = outcome()
        self.done.linkActivated.connect(self._follow_done)
        self.write_button = button(self.actions_by_key["notice.write"], primary=True)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(self.write_button, 1)
        foot.addWidget(button(self.actions_by_key["notice.print"]))
        foot.addWidget(button(self.actions_by_key["notice.draft"]))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(self.ask)
        column.addWidget(self.list, 1)
        column.addWidget(self.done)
        column.addWidget(self.folder)
        column.addLayout(foot)
        room = QVBoxLayout(self)
        room.setContentsMargins(0, S, 0, 0)
        room.addWidget(panes(left, self.preview, (480, 520)))

    def load(self) -> None:
        with self.desk.speaking():
            self.ask.show_villages()
            self.list_again()

    # the list

    def list_again(self) -> None:
        """Ask whom the data qualify; what the clerk ticked by hand for this kind and year stays."""
        asked, kinds = self.ask.asked(), self.ask.kinds()
        if asked is None:
            self.preview.say(f"！ {self.ask.problem()}", "red")
            return
        self._list_round += 1
        self._page_round += 1  # pages of the list before come too late
        now, office = self._list_round, self.office
        self.folder.show_under(asked.start.isoformat())
        self.desk.run(
            "列出可公示的农户",
            lambda _: office.notices.propose_first(kinds, asked.village, asked.start, asked.year),
            lambda found: self._show(now, asked, *found),
        )

    def _show(self, now: int, asked: Asked, kind: str, found: list[Candidate]) -> None:
        if now == self._list_round:
            if kind != asked.kind:
                self.ask.settle(kind)
                asked = replace(asked, kind=kind)
            self.ask.settled = bool(found) or self.ask.settled
            self.list.begin(asked)
            self.list.show_found(asked, found)
            self._name_button()
            self.show_pages()

    def _ticked(self) -> None:
        self._name_button()
        self._timer.start()

    def _name_button(self) -> None:
        """The button says what it does."""
        asked = self.ask.asked()
        if asked is not None and not asked.lists:
            said = f"生成{asked.village or '各村'}{KINDS[asked.kind].label}"
            self._say_on_button(said, True)
            return
        chosen, villages = self.list.chosen, self.list.villages
        pages = f" {self.preview.pages}页" if self.preview.pages else ""
        if not chosen:
            said = "生成公示"
        elif len(villages) == 1:
            said = f"生成{villages[0]}公示 {len(chosen)}户{pages}"
        else:
            said = f"生成全部{len(villages)}村公示 {len(chosen)}户"
        self._say_on_button(said, bool(chosen))

    def _say_on_button(self, said: str, ready: bool) -> None:
        self.actions_by_key["notice.write"].setText(said)
        self.write_button.setText(said)
        for key in ("notice.write", "notice.print", "notice.draft"):
            self.actions_by_key[key].setEnabled(ready)

    # the pages

    def _reshape(self) -> None:
        if problem := self.ask.problem():
            self.preview.say(f"！ {problem}", "red")
        else:
            self.show_pages()

    def _enter(self, each: Candidate) -> None:
        if each.village != self._shown_village:
            self._timer.start()

    def show_pages(self) -> None:
        """Make the pages of one village as they will be saved, and show them."""
        self._timer.stop()
        asked, village = self.ask.asked(), self.list.village()
        if asked is None:
            return
        if not asked.lists:
            village = asked.village or next((each.name for each in self.office.settings.villages()), None)
        if village is None:
            self._say_nothing()
            return
        self._shown_village = village
        if not self.preview.pages:
            self.preview.say("正在排页…")
        self._page_round += 1
        now, office = self._page_round, self.office
        ids = self.list.ids(village)
        self.desk.run_quietly(
            lambda watch: made(office, asked, ids, watch, village),
            lambda said: self._show_made(now, village, said),
        )

    def _say_nothing(self) -> None:
        self._shown_village = ""
        if lacking := self.office.settings.facts().missing():
            self.preview.say(refusal(lacking), "red")
        else:
            self.preview.say("勾选农户后，这里是将要张贴的页面")
        self._name_button()

    def _show_made(self, now: int, village: str, said: Made) -> None:
        if now != self._page_round:
            return
        if said.problems:
            self.preview.say(refusal(said.problems), "red")
        else:
            self.preview.show_pdf(said.papers[0])
            self.preview.note(f"{village}　{_period(said)}")
        self._name_button()

    def _follow(self, link: str) -> None:
        self.desk.go("setting", part="unit", field=link)

    # out

    @command(
        "notice.write",
        text="生成公示",
        shortcut="Ctrl+G",
        icon="save",
        help="每村一份，存入所选文件夹的“公示”里",
    )
    def write(self) -> None:
        asked, ids, out, office = self.ask.asked(), self.list.ids(), self.folder.out, self.office
        if asked is None or (asked.lists and not ids):
            return
        self.desk.run(
            "生成公示", lambda watch: asked.pages(office, out, ids, watch, how=How.SAVED), self._written,
            lambda error: self.preview.say(f"！ {escape(str(error))}", "red"),
        )  # fmt: skip

    def _written(self, said: NoticeResult) -> None:
        self._where = said.files[0].parent
        counted = f"，共{said.households}户" if said.households else ""
        words = f"✓ 已生成{len(said.files)}份公示{counted}，{said.words}　"
        more = "".join(f"<br>◷ {escape(each)}" for each in said.remarks)
        board = '　<a href="board">登记张贴</a>' if said.drafts else ""
        toned(self.done, f'{words}<a href="folder">打开文件夹</a>{board}{more}', "green")
        self.done.show()
        tell_once(self.desk, said.files[0])

    def _follow_done(self, link: str) -> None:
        if link == "board":
            self.board_wanted.emit()
        else:
            open_place(self._where)

    @command(
        "notice.draft",
        text="存草稿",
        icon="document_edit",
        shortcut="Ctrl+D",
        help="原件留存，先不打印；到“张贴”里接着办",
    )
    def draft(self) -> None:
        asked, ids, office = self.ask.asked(), self.list.ids(), self.office
        if asked is None or (asked.lists and not ids):
            return
        if asked.web:
            self.preview.say("！ 网站版不在村里张贴，没有草稿；请去掉网站版", "red")
            return
        self.desk.run(
            "存公示草稿",
            lambda watch: office.postings.draft(
                asked.kind, villages=[asked.village] if asked.village else [], households=ids if asked.lists else None,
                start=asked.start, year=asked.year, days=asked.days, paper=asked.paper, watch=watch,
            ),
            self._drafted,
            lambda error: self.preview.say(f"！ {escape(str(error))}", "red"),
        )  # fmt: skip

    def _drafted(self, made: list[Posting]) -> None:
        toned(
            self.done, f'✓ 已存草稿{len(made)}份，原件已留存　<a href="board">到“张贴”里接着办</a>', "green"
        )
        self.done.show()

    @command("notice.print", text="打印", shortcut="Ctrl+P", icon="print", help="把勾选各村的公示送到打印机")
    def print(self) -> None:
        asked, ids, office = self.ask.asked(), self.list.ids(), self.office
        if asked is None or (asked.lists and not ids):
            return

        def task(watch: Watch) -> Made:
            said = made(office, asked, ids, watch)
            return replace(said, result=office.notices.ready(said.result, watch)) if said.result else said

        self.desk.run("准备打印公示", task, self._print)

    def _print(self, said: Made) -> None:
        if said.problems:
            self.preview.say(refusal(said.problems), "red")
            return
        result = said.result
        if result is not None:
            keep = self.office.notices.keep
            print_papers(self.desk, self, "公示", said.papers, lambda: keep(result, How.PRINTED))

    # where one is

    def show_place(self, state: Mapping[str, Any]) -> None:
        if "kind" in state and not self.ask.settled:
            self.ask.settled = True
            if state["kind"] == self.ask.kind.value():
                self.list_again()
        for name, box in (("kind", self.ask.kind), ("village", self.ask.village)):
            if name in state:
                box.put(state[name])
        if households := state.get("households"):
            self.ask.editors["year"].put(state["year"])
            self.list.choose(households)
            self.list_again()

    def place(self) -> dict[str, Any]:
        """What Alt+← must bring back."""
        return {"kind": self.ask.kind.value(), "village": self.ask.village.value()}

    def take_focus(self) -> None:
        self.list.setFocus()


def _period(said: Made) -> str:
    """The period of what was made, and that it is too short."""
    if said.result is None:
        return ""
    short = next((each for each in said.result.remarks if each.startswith("公示期只有")), "")
    return f"{said.result.words}{f'　◷ {short}' if short else ''}"
