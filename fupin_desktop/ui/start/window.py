"""The first window: one page after the other until an office is open and somebody works in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.services.beginning.export import FoundPlaces, FoundTownship, places_in
from fupin_desktop.services.beginning.ground import demo_folder, free_place, has_office, office_near
from fupin_desktop.services.beginning.making import (
    NewOffice,
    complete,
    make_demo,
    make_office,
    restore_into,
)
from fupin_desktop.ui.dropping import Drops
from fupin_desktop.ui.packages import Package, read_package
from fupin_desktop.ui.start.choosing import choose_backup, choose_exports, choose_office
from fupin_desktop.ui.start.facts import FactsPage, Written
from fupin_desktop.ui.start.page import PlaceLine
from fupin_desktop.ui.start.stack import PageStack
from fupin_desktop.ui.start.townships import TownshipsPage
from fupin_desktop.ui.start.welcome import TroublePage, WelcomePage
from fupin_desktop.ui.start.worker import WorkerPage
from fupin_desktop.ui.start.working import WorkingPage

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office

T = TypeVar("T")


class StartWindow(Drops, PageStack):
    """Says ``ready`` with an open office and its 经办人; ``files`` are then to be imported, ``fresh``: it was never
    entered here before. ``open_office`` opens one that is there (folder, create).

    ``former``: folders of offices used before. ``leaving``: the words that lead back to the office now open, which lies
    ``here``. ``usual``: where this PC's office lies unless another place is chosen.
    """

    ready = Signal(object)
    left = Signal()

    def __init__(
        self, folder: Path, open_office: Callable[[Path, bool], Office], worker: str = "", *,
        usual: Path | None = None, former: Sequence[Path] = (), leaving: str = "",
        here: Path | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:  # fmt: skip
        super().__init__(leaving)
        self.setAcceptDrops(True)
        self.folder, self._open_office, self._worker = folder, open_office, worker
        self._usual, self._former, self._today = usual or folder, tuple(former), today
        self._here, self._demo = here, demo_folder(self._usual)
        self.office: Office | None = None
        self.files: tuple[Path, ...] = ()
        self.fresh = False
        self._written: Written | None = None

    # pages

    def welcome(self) -> None:
        """The ways into an office."""
        demo = has_office(self._demo)
        self.folder = free_place(self._usual)
        former = [each for each in self._former if each != self._demo]
        page = WelcomePage(self.folder, former, self._leaving, demo=demo)
        page.demo_wanted.connect(self.fill_demo)
        page.new_wanted.connect(self.ask_facts)
        page.export_wanted.connect(self._choose_export)
        page.other_wanted.connect(self._choose_folder)
        page.restore_wanted.connect(self._choose_backup)
        page.opened.connect(self.open_folder)
        page.place.changed.connect(lambda: self._settle(page.place))
        self.show_page(page, alone=True)

    def trouble(self, sentence: str) -> None:
        """The last office cannot be opened: say why, and offer the ways on."""
        page = TroublePage(self.folder, sentence, self._former)
        page.opened.connect(self.open_folder)
        page.again_wanted.connect(self._try_again)
        page.other_wanted.connect(self._choose_folder)
        page.restore_wanted.connect(self._choose_backup)
        page.welcome_wanted.connect(self.welcome)
        self.show_page(page, alone=True)

    def ask_facts(self, button: str = "建立办公室") -> FactsPage:
        """What notices and reports cannot do without, of a new office."""
        page = FactsPage(self._today(), folder=self.folder, back="返回", worker=self._worker, button=button)
        assert page.place
        if self._written:
            page.put_back(self._written)
        page.place.changed.connect(lambda: self._settle(page.place))
        page.wanted.connect(lambda: self.make_office(page))
        page.villages_wanted.connect(lambda: self._choose_villages(page))
        self.show_page(page)
        return page

    def drop(self) -> None:
        """Who goes back from the facts of a new office finds them again."""
        page = self.stack.currentWidget()
        if isinstance(page, FactsPage) and page.place:
            self._written = page.written()
        super().drop()

    def _settle(self, place: PlaceLine | None) -> None:
        """Another folder was chosen: the other pages show it too."""
        assert place
        self.folder = place.ground.folder
        self._demo = demo_folder(self.folder)
        for page in (self.stack.widget(each) for each in range(self.stack.count())):
            other = getattr(page, "place", None)
            if isinstance(other, PlaceLine) and other is not place:
                other.put(self.folder)

    # what takes its time

    def fill_demo(self) -> None:
        """The invented township, made beside the window in a folder of its own, or the one that was made before."""
        folder, today = self._demo, self._today()
        if has_office(folder):
            self.open_folder(folder)
            return
        self.work(
            "正在准备演示乡镇",
            "大约需要几秒钟。",
            lambda watch: make_demo(folder, today, watch),
            lambda _: self._enter(folder),
        )

    def make_office(self, page: FactsPage) -> None:
        """A new office with its facts, villages and line; an export that they came from is imported next."""
        from fupin_desktop.services.settings import OfficeFacts

        folder, by, found = self.folder, page.by, page.found
        new = NewOffice(page.facts(OfficeFacts()), page.new_villages(), page.line(), by, found, page.township)
        self._worker = by

        def done(_: None) -> None:
            self.files = found.paths if found else ()
            self._enter(folder)

        self.work("正在建立办公室", str(folder), lambda watch: make_office(folder, new, watch), done)

    def read_export(self, paths: Sequence[Path], page: FactsPage | None = None) -> None:
        """Read county, township and villages from an export; ``page``: only its villages are wanted there."""

        def done(found: FoundPlaces) -> None:
            if len(found.townships) == 1:
                self._take(found, found.townships[0], page)
            else:
                asking = TownshipsPage(found)
                asking.chosen.connect(lambda township: self._take(found, township, page))
                self.show_page(asking)

        self.work("正在读取导出表", paths[0].name, lambda watch: places_in(paths, watch), done)

    def _take(self, found: FoundPlaces, township: FoundTownship, page: FactsPage | None) -> None:
        if page is None:
            self.ask_facts("建立办公室，接着导入").show_found(found, township, importing=True)
            return
        while self.page is not page:
            self.drop()
        page.show_found(found, township)

    def restore_from(self, file: Path) -> None:
        """Restore a backup, after its password was said if it has one."""
        read_package(self, self.jobs, file, self.restore_package)

    def restore_package(self, package: Package, folder: Path | None = None) -> None:
        """Put a backup into a folder (None: the office's) and open it; in place of an office that cannot be opened."""
        if package.trouble:
            self.page.say(package.trouble)
            return
        here = isinstance(self.page, TroublePage)
        if folder is None and not here and has_office(self.folder):
            self.page.say(
                f"“{self.folder}”里已经有一个办公室，没有改动；请换一个文件夹，或打开它，在“历史”里恢复"
            )
            return
        if folder is None:
            away = here and not has_office(self.folder)  # on a stick
            folder = free_place(self._usual) if away else self.folder
        self.work(
            "正在恢复备份",
            package.file.name,
            lambda watch: restore_into(folder, package.file, watch, package.password),
            lambda _: self._enter(folder),
        )

    # files and folders

    def _choose_export(self) -> None:
        choose_exports(self, self.read_export)

    def _choose_villages(self, page: FactsPage) -> None:
        choose_exports(self, lambda paths: self.read_export(paths, page))

    def _choose_backup(self) -> None:
        choose_backup(self, self.restore_from)

    def _choose_folder(self) -> None:
        choose_office(self, self.folder, self.open_folder)

    def take_files(self, paths: list[Path]) -> None:
        """Files or a folder were dropped: an office is opened, a backup restored, an export read."""
        first = paths[0]
        if isinstance(self.page, WorkingPage):
            return
        if first.is_dir() and has_office(office_near(first)):
            self.open_folder(first)
        elif first.name == "office.db":
            self.open_folder(first.parent)
        elif first.suffix.lower() == ".fupin":
            self.restore_from(first)
        else:
            self.read_export(paths, self.page if isinstance(self.page, FactsPage) else None)

    # into the office

    def open_folder(self, folder: Path) -> None:
        """Open an office that is there; what hinders is said on the page that is shown."""
        folder = office_near(folder)
        if folder == self._here:
            self.close()
            return
        if not has_office(folder):
            self.page.say(f"“{folder}”里还没有办公室数据（没有 office.db），请选办公室所在的文件夹")
            return
        try:
            office = self._open_office(folder, False)
        except (Refused, Stale, Trouble) as said:
            self.page.say(str(said))
            return
        self.folder = folder
        self.go_on(office)

    def _try_again(self) -> None:
        self.open_folder(self.folder)

    def _enter(self, folder: Path) -> None:
        """Open the office that was just made or restored."""
        self.fresh = True
        self.back()
        self.open_folder(folder)

    def go_on(self, office: Office) -> None:
        """Ask what an open office still lacks, and who works; the demo township asks nothing."""
        if self.office and self.office is not office:
            self.office.close()
        self.office = office
        facts = office.settings.facts()
        if not facts.unit:
            self._ask_lacking(office)
            return
        people = list(dict.fromkeys([*facts.people, *([self._worker] if self._worker else [])]))
        if facts.demo:
            self.begin(self._worker or facts.people[0])
        elif people == [self._worker]:
            self.begin(self._worker)
        else:
            page = WorkerPage(people, self._worker)
            page.named.connect(self.begin)
            self.show_page(page, alone=True)

    def _ask_lacking(self, office: Office) -> None:
        """An office that was made without its facts."""
        page = FactsPage(self._today(), folder=None, worker=self._worker, button="保存并开始")
        page.villages.setPlainText("\n".join(each.name for each in office.settings.villages()))

        def keep() -> None:
            try:
                complete(office, page.facts(office.settings.facts()), page.new_villages(), page.line())
            except (Refused, Trouble) as wrong:
                page.say(str(wrong))
                return
            self._worker = page.by
            self.begin(page.by)

        page.wanted.connect(keep)
        page.villages_wanted.connect(lambda: self._choose_villages(page))
        self.show_page(page, alone=True)

    def begin(self, name: str) -> None:
        """Go to work under a name."""
        name = name.strip()
        if not name or self.office is None:
            self.page.say("请填写经办人姓名")
            return
        facts = self.office.settings.facts()
        self.office.by = name
        if name not in facts.people and not facts.demo:
            try:
                self.office.settings.save(dataclasses.replace(facts, people=(*facts.people, name)))
            except (Refused, Trouble) as wrong:
                self.page.say(str(wrong))
                return
        self.jobs.close()
        self.ready.emit(self.office)

    def closeEvent(self, event: QCloseEvent) -> None:
        if isinstance(page := self.stack.currentWidget(), WorkingPage):
            page.stopped.emit()  # what is half made is removed
        self.jobs.close()
        self.left.emit()
        super().closeEvent(event)
