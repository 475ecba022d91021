"""Puts the house together for the window: office, desk, frame; what is heavy comes after the window is usable."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from fupin_desktop import crash, places, settings, unfit
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.services.beginning.ground import DEMO, demo_folder, has_office
from fupin_desktop.services.office import Office
from fupin_desktop.ui import helping, identity, mishaps
from fupin_desktop.ui.collecting import Collector
from fupin_desktop.ui.theme import theme

if TYPE_CHECKING:
    from fupin_desktop.db.lock import OfficeLock
    from fupin_desktop.services.tasks import Watch
    from fupin_desktop.ui.frame import Frame
    from fupin_desktop.ui.packages import Package
    from fupin_desktop.ui.start.window import StartWindow

log = logging.getLogger(__name__)
BASE_SIZE = 10.0
OFFICES, FORMER = "offices", 3
"""Offices that this PC opened, and so many others of them are offered on the first page."""
TOUR_DUE, TOUR_SEEN = "due", "seen"
BUSY = "这台电脑的办公室打不开，或正在另一个窗口使用，不能在这里换掉；正在使用的请到那个窗口的“历史→备份与检查”里恢复"
FIRST_SIZE, ROOMY = QSize(1280, 720), QSize(1500, 840)
"""Of the window when nothing is remembered, and of a screen that is roomy enough not to be filled by it."""
AFTER_FIRST_PAINT = 40
"""Milliseconds: what is heavy waits until the window has been drawn."""


class Program:
    """One run of the program: which office, which window, and what is put away at the end."""

    def __init__(self, app: QApplication, package: str = "") -> None:
        self.app = app
        self.package = package
        self.kept = settings.load()
        self.start: StartWindow | None = None
        self.frame: Frame | None = None
        self.locks: dict[Path, OfficeLock] = {}
        self.folder = office_folder(self.kept.office)

    def begin(self) -> None:
        """Show the window of the office, or the first page: there is none yet, or the last one cannot be opened."""
        theme.dress(self.app, BASE_SIZE * self.kept.text_scale / 100)
        self._begin()
        if self.package and self.frame is None and self.start and self.start.office is None:
            self.open_package(Path(self.package))  # else the window of the office asks, as soon as it stands

    def _begin(self) -> None:
        if not has_office(self.folder):
            page = self._first_page()
            if self.kept.office and self.folder == Path(self.kept.office):
                page.trouble("那里找不到办公室了：U盘没有插好、盘符变了，或文件夹被移走、改名；数据没有改动")
            else:
                page.welcome()
            return
        try:
            office = self._opened(self.folder)
        except (Trouble, Refused, Stale) as said:
            self._first_page().trouble(str(said))
            return
        facts = office.settings.facts()
        if facts.demo:
            office.by = self.kept.worker or facts.people[0]
            self.work(office)
        elif self.kept.worker and (not facts.people or facts.people == (self.kept.worker,)):
            office.by = self.kept.worker
            self.work(office)
        else:
            self._first_page().go_on(office)

    def _first_page(self, leaving: str = "") -> StartWindow:
        from fupin_desktop.ui.start.window import StartWindow

        usual, here = places.office(), Path(self.kept.office or self.folder)
        former = [each for each in former_offices() if each != here and has_office(each)]
        self.start = StartWindow(
            self.folder, self._opened, self.kept.worker, usual=usual, former=former[:FORMER], leaving=leaving,
            here=self.desk.office.folder if self.frame else None,
        )  # fmt: skip
        self.start.ready.connect(self._enter)
        self.start.left.connect(self._left)
        self.start.show()
        return self.start

    def _opened(self, folder: Path, create: bool = False) -> Office:
        """Open an office; a second window on it is refused in words."""
        from fupin_desktop.db.lock import OfficeLock

        if create:
            folder.mkdir(parents=True, exist_ok=True)
        taken = folder.is_dir() and folder not in self.locks
        if taken:
            self.locks[folder] = OfficeLock(folder).acquire()
        try:
            return Office.open(folder, by=self.kept.worker, create=create)
        except BaseException:
            if taken:
                self.locks.pop(folder).release()
            raise

    def _keep_lock(self, folder: Path | None) -> None:
        """Let go of every office but one."""
        for each in [each for each in self.locks if each != folder]:
            self.locks.pop(each).release()

    def change_office(self) -> None:
        """Another office, or a new one: the first window above this one, which stays open until the other is."""
        assert self.frame
        if self.frame.status.busy:
            self.desk.say("后台还有事没做完，请等它做完（或按“停止”）再换办公室", "amber")
            return
        demo = self.desk.office.settings.facts().demo
        page = self._first_page("回到演示乡镇" if demo else "回到现在的办公室")
        page.setWindowModality(Qt.WindowModality.ApplicationModal)
        page.welcome()

    def _enter(self, office: object) -> None:
        """From the first window to work; the office that was open is put away."""
        assert isinstance(office, Office)
        assert self.start
        if self.frame:
            self._remember_window()
            self.frame.close()
            self.frame.deleteLater()
            self.desk.office.close()
        self.work(office)

    def _left(self) -> None:
        """The first window was closed: an office that was opened in it and not entered is put away."""
        opened = self.start and self.start.office
        if opened and (self.frame is None or self.desk.office is not opened):
            opened.close()
        if self.frame:
            self._keep_lock(self.desk.office.folder)

    def work(self, office: object) -> None:
        """The window of an open office; checks, faces and the search book follow when it is usable."""
        from fupin_desktop.ui.desk import Desk, Place
        from fupin_desktop.ui.frame import Frame

        assert isinstance(office, Office)
        files = self.start.files if self.start else ()
        self._remember_office(office)
        self._keep_lock(office.folder)
        self.desk = Desk(office)
        self.desk.jobs.hold()
        self.desk.restore_wanted.connect(self._restore)
        self.desk.office_wanted.connect(self.change_office)
        self.desk.package_wanted.connect(self.open_package)
        self.frame = Frame(self.desk)
        if self.kept.window_geometry:
            self.frame.restoreGeometry(QByteArray.fromBase64(self.kept.window_geometry.encode()))
        else:
            stand_at_first(self.frame)
        self.frame.visit(Place("importing", {"files": list(files)}) if files else Place("overview"))
        self.frame.show()
        if self.start:
            self.start.close()
            self.start = None
        QTimer.singleShot(AFTER_FIRST_PAINT, self.frame, lambda: self._afterwards(tour=not files))

    def _remember_office(self, office: Office) -> None:
        """Open this one at the next start, offer the others, and name who worked; who tries the demo is nobody yet."""
        values: dict[str, object] = {"office": str(office.folder)}
        if not office.settings.facts().demo:
            values["worker"] = office.by
        every = [str(each) for each in former_offices()]
        newest = list(dict.fromkeys([str(office.folder), *every]))[: FORMER + 2]
        if newest != every:
            values["lists"] = {**settings.load().lists, OFFICES: "\n".join(newest)}
        if self.start and self.start.fresh and not self.kept.tour:
            values["tour"] = TOUR_DUE
        self._remember(**values)

    def _afterwards(self, *, tour: bool = True) -> None:
        assert self.frame
        logs().start()
        office = self.desk.office
        self.desk.jobs.go_on()
        self.frame.count()
        theme.add_rare_faces(self.app)
        self.desk.run_quietly(lambda _: office.search.warm(), lambda _: None, "draw")
        self.desk.run_quietly(lambda _: office.safety.quick_check(), self._checked, "work")
        self.frame.back_up()
        self._warn_of_network()
        self.frame.count_errors()
        self.frame.offer_drafts()
        self.frame.tell_news()
        if self.package:
            self.open_package(Path(self.package))
        elif tour and self.kept.tour == TOUR_DUE:
            self._remember(tour=TOUR_SEEN)
            self.frame.show_tour()

    def _checked(self, found: object) -> None:
        from fupin_desktop.services.safety import Checked

        if isinstance(found, Checked) and not found.ok:
            self.desk.say(f"数据检查发现问题：{found.problems[0]}", "red")

    def _warn_of_network(self) -> None:
        from fupin_desktop.services.safety import network_share

        if network_share(self.desk.office.folder):
            self.desk.say(
                "数据放在网络共享盘上，容易损坏。请把办公室文件夹移到本机硬盘，再在“设置”里打开", "amber"
            )

    def open_package(self, file: object) -> None:
        """Say what a .fupin file is, and do with it what is chosen."""
        from fupin_desktop.ui.packages import show_package

        assert isinstance(file, Path)
        self.package = ""
        window = self.frame or self.start
        assert window
        jobs = self.desk.jobs if self.frame else self.start.jobs if self.start else None
        assert jobs

        def replace(package: Package) -> None:
            self._restore(package) if self.frame else self._restore_at_first(package, None)

        show_package(
            window, jobs, file, replace=replace, apart=self._restore_at_first,
            office=self.desk.office.settings.facts().township or "未命名" if self.frame else "",
            busy="" if self.frame or not has_office(self.folder) else BUSY,
        )  # fmt: skip

    def _restore_at_first(self, package: Package, folder: Path | None) -> None:
        """Put a package into a folder where there is no office (None: the usual one), and open it."""
        if self.frame:
            self.change_office()
        if self.start:
            self.start.restore_package(package, folder)

    def _restore(self, wanted: object) -> None:
        """Put a backup back beside the window, which opens anew on what is then there."""
        from fupin_desktop.services.safety import restore
        from fupin_desktop.ui.packages import Package

        package = wanted if isinstance(wanted, Package) else Package(Path(str(wanted)))
        assert self.frame
        office, folder, jobs = self.desk.office, self.desk.office.folder, self.desk.jobs
        self.frame.setEnabled(False)
        self.desk.changed.disconnect()  # nobody may read while the file is changed

        def put_back(watch: Watch) -> Path | None:
            jobs.stop_reading()
            office.close()
            return restore(folder, package.file, watch, password=package.password)

        self.desk.run(
            "恢复备份", put_back, lambda kept: self._open_again(office.by, kept), self._not_restored
        )

    def _not_restored(self, error: Exception) -> None:
        self._open_again(self.desk.office.by, None)
        self.desk.say(str(error), "red")

    def _open_again(self, by: str, kept: Path | None) -> None:
        """A new window on the restored office takes the place of the old one."""
        old, old_desk = self.frame, self.desk
        office = self._opened(old_desk.office.folder)
        office.by = by
        self.work(office)
        if old:
            old_desk.jobs.close()
            old.hide()
            old.deleteLater()
        if kept:
            self.desk.say(f"已恢复备份；恢复前的数据另存为 {kept.name}，在备份文件夹里", "green")

    def _remember(self, **values: object) -> None:
        try:
            self.kept = settings.change(**values)
        except Trouble as said:
            log.warning("%s", said)

    def _remember_window(self) -> None:
        assert self.frame
        geometry = bytes(self.frame.saveGeometry().toBase64().data()).decode()
        scale = min(settings.TEXT_SCALES, key=lambda each: abs(each - theme.size / BASE_SIZE * 100))
        self._remember(window_geometry=geometry, text_scale=scale)

    def end(self) -> None:
        """Remember the window and put everything away."""
        if self.frame:
            self._remember_window()
            self.desk.office.close()
        self._keep_lock(None)


def logs() -> ModuleType:
    """The log book, opened when there is something to write or the window is drawn."""
    from fupin_desktop import logs

    return logs


def former_offices() -> list[Path]:
    """The folders of offices that this PC opened, the newest first."""
    return [Path(each) for each in settings.load().lists.get(OFFICES, "").split("\n") if each]


def office_folder(kept: str) -> Path:
    """$FUPIN_OFFICE or the office carried with the program; else the office of the last time, also one that is away now,
    else the platform's user data folder. The demo township lies in it, apart."""
    usual = places.office()
    if os.environ.get("FUPIN_OFFICE") or places.is_portable():
        demo = demo_folder(usual)
        last = Path(kept).name == DEMO and (places.is_portable() or not has_office(usual))
        return demo if last and has_office(demo) else usual
    return Path(kept) if kept else usual


def stand_at_first(window: QWidget) -> None:
    """The size of a window that was never open here: the whole screen where there is little of it."""
    room = window.screen().availableSize()
    window.resize(FIRST_SIZE.boundedTo(room))
    if room.width() < ROOMY.width() or room.height() < ROOMY.height():
        window.setWindowState(Qt.WindowState.WindowMaximized)


def start(package: str = "") -> int:
    """Run the window until it is closed; ``package`` is a .fupin file to be opened. Gives the exit status."""
    mishaps.attend()
    app = QApplication(sys.argv[:1])
    identity.introduce(app)
    Collector(app)
    mishaps.attend_to_end(app)
    helping.attend(app)
    program = Program(app, package)
    try:
        program.begin()
    except (Trouble, Refused, Stale) as said:
        QMessageBox(QMessageBox.Icon.Critical, unfit.TITLE, str(said)).exec()
        crash.end()
        return 1
    status = app.exec()
    program.end()
    crash.end()
    return status
