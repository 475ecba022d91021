"""Puts the house together for the window: office, desk, frame; what is heavy comes after the window is usable."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from fupin_desktop import places, settings
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.services.office import Office
from fupin_desktop.ui.theme import theme

if TYPE_CHECKING:
    from fupin_desktop.db.lock import OfficeLock
    from fupin_desktop.services.tasks import Watch
    from fupin_desktop.ui.frame import Frame
    from fupin_desktop.ui.start import StartWindow

log = logging.getLogger(__name__)
BASE_SIZE = 10.0
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
        self.lock: OfficeLock | None = None
        self.folder = office_folder(self.kept.office)

    def begin(self) -> None:
        """Show the window of the office, or the first page when there is no office yet."""
        theme.dress(self.app, BASE_SIZE * self.kept.text_scale / 100)
        if (self.folder / "office.db").exists():
            office = self._opened(self.folder, False)
            people = office.settings.facts().people
            if self.kept.worker and (not people or people == (self.kept.worker,)):
                office.by = self.kept.worker
                self.work(office)
                return
            self._first_page().go_on(office)
            return
        self._first_page().welcome()

    def _first_page(self) -> StartWindow:
        from fupin_desktop.ui.start import StartWindow

        self.start = StartWindow(self.folder, self._opened, self.kept.worker)
        self.start.ready.connect(self.work)
        self.start.show()
        return self.start

    def _opened(self, folder: Path, create: bool) -> Office:
        """Open an office; a second window on it is refused in words."""
        from fupin_desktop.db.lock import OfficeLock

        if create:
            folder.mkdir(parents=True, exist_ok=True)
        if self.lock is None and folder.is_dir():
            self.lock = OfficeLock(folder).acquire()
        return Office.open(folder, by=self.kept.worker, create=create)

    def work(self, office: object) -> None:
        """The window of an open office; checks, faces and the search book follow when it is usable."""
        from fupin_desktop.ui.desk import Desk, Place
        from fupin_desktop.ui.frame import Frame

        assert isinstance(office, Office)
        self._remember(office=str(office.folder), worker=office.by)
        self.desk = Desk(office)
        self.desk.jobs.hold()
        self.desk.restore_wanted.connect(self._restore)
        self.frame = Frame(self.desk)
        if self.kept.window_geometry:
            self.frame.restoreGeometry(QByteArray.fromBase64(self.kept.window_geometry.encode()))
        else:
            self.frame.resize(1280, 720)
        self.frame.visit(Place("overview"))
        self.frame.show()
        if self.start:
            self.start.close()
        QTimer.singleShot(AFTER_FIRST_PAINT, self._afterwards)

    def _afterwards(self) -> None:
        assert self.frame
        logs().start()
        office = self.desk.office
        self.desk.jobs.go_on()
        self.frame.count()
        theme.add_rare_faces(self.app)
        self.desk.run_quietly(lambda _: office.search.warm(), lambda _: None, "draw")
        self.desk.run_quietly(lambda _: office.safety.quick_check(), self._checked, "work")
        self.desk.run_quietly(office.safety.backup_at_start, lambda _: None, "work")
        self._warn_of_network()
        self.frame.count_errors()
        self.frame.offer_drafts()

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

    def _restore(self, file: object) -> None:
        """Put a backup back beside the window, which opens anew on what is then there."""
        from fupin_desktop.services.safety import restore

        assert isinstance(file, Path)
        assert self.frame
        office, folder, jobs = self.desk.office, self.desk.office.folder, self.desk.jobs
        self.frame.setEnabled(False)
        self.desk.changed.disconnect()  # nobody may read while the file is changed

        def put_back(watch: Watch) -> Path | None:
            jobs.stop_reading()
            office.close()
            return restore(folder, file, watch)

        self.desk.run(
            "恢复备份", put_back, lambda kept: self._open_again(office.by, kept), self._not_restored
        )

    def _not_restored(self, error: Exception) -> None:
        self._open_again(self.desk.office.by, None)
        self.desk.say(str(error), "red")

    def _open_again(self, by: str, kept: Path | None) -> None:
        """A new window on the restored office takes the place of the old one."""
        old, old_desk = self.frame, self.desk
        office = self._opened(old_desk.office.folder, False)
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

    def end(self) -> None:
        """Remember the window and put everything away."""
        if self.frame:
            geometry = bytes(self.frame.saveGeometry().toBase64().data()).decode()
            scale = min(settings.TEXT_SCALES, key=lambda each: abs(each - theme.size / BASE_SIZE * 100))
            self._remember(window_geometry=geometry, text_scale=scale)
            self.desk.office.close()
        if self.lock:
            self.lock.release()


def logs() -> ModuleType:
    """The log book, opened when there is something to write or the window is drawn."""
    from fupin_desktop import logs

    return logs


def office_folder(kept: str) -> Path:
    """$FUPIN_OFFICE, else the office of the last time, else the platform's user data folder."""
    if said := os.environ.get("FUPIN_OFFICE"):
        return Path(said)
    if kept and (Path(kept) / "office.db").exists():
        return Path(kept)
    return places.office()


def start(package: str = "") -> int:
    """Run the window until it is closed; ``package`` is a .fupin file to be opened. Gives the exit status."""
    sys.excepthook = complain
    app = QApplication(sys.argv[:1])
    app.setApplicationName("乡镇扶贫工作台")
    program = Program(app, package)
    try:
        program.begin()
    except (Trouble, Refused, Stale) as said:
        QMessageBox(QMessageBox.Icon.Critical, "乡镇扶贫工作台打不开", str(said)).exec()
        return 1
    status = app.exec()
    program.end()
    return status


def complain(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The one hook for what nobody foresaw: it is logged, and said once."""
    logs().start()
    log.critical("unforeseen", exc_info=(kind, error, trace))
    if isinstance(error, (Trouble, Refused, Stale)):
        words = str(error)
    else:
        words = "程序出了意外，刚才这一步可能没有做成；已保存的数据没有受影响。详情已写入日志，请把日志交给维护人员。"
    if QApplication.instance():
        QMessageBox(QMessageBox.Icon.Warning, "出了意外", words).exec()
