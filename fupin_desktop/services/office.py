"""The office, put together: one folder, one database, and a service for each subject."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.db.store import Store, Touched, open_engine
from fupin_desktop.db.upgrade import FromNewer, newest, revision, upgrade
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.places import DATABASE, RESTORING

if TYPE_CHECKING:
    from fupin_desktop.services.cadre import Cadres
    from fupin_desktop.services.charts import Charts
    from fupin_desktop.services.comparing import TwoPeriods
    from fupin_desktop.services.doctor import Doctor
    from fupin_desktop.services.drafts import Drafts
    from fupin_desktop.services.due import Duties
    from fupin_desktop.services.duplicates import Duplicates
    from fupin_desktop.services.entering import Entering
    from fupin_desktop.services.entries import Entries
    from fupin_desktop.services.exporting import Exporting
    from fupin_desktop.services.figures import FiguresService
    from fupin_desktop.services.files import Files
    from fupin_desktop.services.filling import Filling
    from fupin_desktop.services.handover import Handovers
    from fupin_desktop.services.history import History
    from fupin_desktop.services.household import Households
    from fupin_desktop.services.housing import Housing
    from fupin_desktop.services.importing import Importing
    from fupin_desktop.services.layouts import Layouts
    from fupin_desktop.services.life import Life
    from fupin_desktop.services.matching import Matching
    from fupin_desktop.services.national import National
    from fupin_desktop.services.notice import Notices
    from fupin_desktop.services.outgoing import OutgoingLists
    from fupin_desktop.services.paper import Papers
    from fupin_desktop.services.plan import Plans
    from fupin_desktop.services.poster import Posters
    from fupin_desktop.services.posting import Postings
    from fupin_desktop.services.printed import PrintedPapers
    from fupin_desktop.services.procedure import Procedures
    from fupin_desktop.services.procedure.calendar import WorkCalendar
    from fupin_desktop.services.procedure.meetings import Meetings
    from fupin_desktop.services.procedure.quotas import Quotas
    from fupin_desktop.services.procedure.targets import Targets
    from fupin_desktop.services.procedure.village_exits import VillageExits
    from fupin_desktop.services.procedure.warnings import Warnings
    from fupin_desktop.services.procedure.whatif import WhatIf
    from fupin_desktop.services.reporting import Reporting
    from fupin_desktop.services.safety import Safety
    from fupin_desktop.services.scans import Scans
    from fupin_desktop.services.schemes import Schemes
    from fupin_desktop.services.search import SearchBox
    from fupin_desktop.services.settings import OfficeSettings
    from fupin_desktop.services.village_sheets import VillageSheets
    from fupin_desktop.services.visit import Visits
    from fupin_desktop.services.wording import Wordings
    from fupin_desktop.services.years import Years


class Office:
    """One office's folder: ``office.db``, ``files/``, ``backups/``, ``drafts/``. Subjects are made when first asked for."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder, self.store = folder, store

    @classmethod
    def open(cls, folder: Path, *, database: str | None = None, by: str = "", create: bool = False) -> Office:
        """Open an office; ``create`` makes the folder and an empty database.

        Raises Trouble when there is none, when it is damaged, or when a newer program made it.
        """
        where: Path | str = database or folder / DATABASE
        finish_restore(folder)
        if database is None and not (folder / DATABASE).exists() and not create:
            raise Trouble(f"“{folder}”里还没有办公室数据，请先新建（init）或载入演示乡镇（demo）")
        make_folder(folder)
        have = revision(where)
        if have is None and not create and database is None:
            raise Trouble(
                f"“{folder}”里的数据库是空的，请用“恢复备份”（restore）找回最近的备份；如是新办公室请先新建（init）"
            )
        if have != newest():
            _upgraded(where, folder, folder / "backups" / "升级前.db" if database is None else None)
        return cls(folder, Store(open_engine(where), by))

    @property
    def by(self) -> str:
        """The 经办人."""
        return self.store.person

    @by.setter
    def by(self, name: str) -> None:
        self.store.person = name

    def listen(self, told: Callable[[Touched], None]) -> None:
        """Be told after each act which (table, id) pairs it touched."""
        self.store.listen(told)

    def undo(self, act: int | None = None) -> str:
        """Take back the newest act, or the given one. Gives its label."""
        return self.store.undo(act)

    def close(self) -> None:
        self.store.close()

    @cached_property
    def settings(self) -> OfficeSettings:
        from fupin_desktop.services.settings import OfficeSettings

        return OfficeSettings(self.store)

    @cached_property
    def households(self) -> Households:
        from fupin_desktop.services.household import Households

        return Households(self.store, self.settings)

    @cached_property
    def plans(self) -> Plans:
        from fupin_desktop.services.plan import Plans

        return Plans(self.store)

    @cached_property
    def housing(self) -> Housing:
        from fupin_desktop.services.housing import Housing

        return Housing(self.store, self.settings, self.files)

    @cached_property
    def cadres(self) -> Cadres:
        from fupin_desktop.services.cadre import Cadres

        return Cadres(self.store)

    @cached_property
    def search(self) -> SearchBox:
        from fupin_desktop.services.search import SearchBox

        return SearchBox(self.store)

    @cached_property
    def figures(self) -> FiguresService:
        from fupin_desktop.services.figures import FiguresService

        return FiguresService(self.store, self.settings)

    @cached_property
    def history(self) -> History:
        from fupin_desktop.services.history import History

        return History(self.store)

    @cached_property
    def filling(self) -> Filling:
        from fupin_desktop.services.filling import Filling

        return Filling(self.store, self.settings, self.figures, self.files)

    @cached_property
    def files(self) -> Files:
        from fupin_desktop.services.files import Files

        return Files(self.folder / "files")

    @cached_property
    def doctor(self) -> Doctor:
        from fupin_desktop.services.doctor import Doctor

        return Doctor(self.store, self.settings)

    @cached_property
    def drafts(self) -> Drafts:
        from fupin_desktop.services.drafts import Drafts

        return Drafts(self.folder / "drafts")

    @cached_property
    def layouts(self) -> Layouts:
        from fupin_desktop.services.layouts import Layouts

        return Layouts(self.store)

    @cached_property
    def life(self) -> Life:
        from fupin_desktop.services.life import Life

        return Life(self.store)

    @cached_property
    def duplicates(self) -> Duplicates:
        from fupin_desktop.services.duplicates import Duplicates

        return Duplicates(self.store)

    @cached_property
    def importing(self) -> Importing:
        from fupin_desktop.services.importing import Importing

        return Importing(self.store, self.settings, self.folder / "incoming")

    @cached_property
    def national(self) -> National:
        from fupin_desktop.services.national import National

        return National(self.store, self.settings)

    @cached_property
    def entries(self) -> Entries:
        from fupin_desktop.services.entries import Entries

        return Entries(self.store)

    @cached_property
    def exporting(self) -> Exporting:
        from fupin_desktop.services.exporting import Exporting

        return Exporting(self.store, self.settings)

    @cached_property
    def comparing(self) -> TwoPeriods:
        from fupin_desktop.services.comparing import TwoPeriods

        return TwoPeriods(self.store, self.outgoing)

    @cached_property
    def entering(self) -> Entering:
        from fupin_desktop.services.entering import Entering

        return Entering(self.store, self.settings, self.outgoing)

    @cached_property
    def matching(self) -> Matching:
        from fupin_desktop.services.matching import Matching

        return Matching(self.store, self.settings, self.outgoing)

    @cached_property
    def outgoing(self) -> OutgoingLists:
        from fupin_desktop.services.outgoing import OutgoingLists

        return OutgoingLists(self.store)

    @cached_property
    def printed(self) -> PrintedPapers:
        from fupin_desktop.services.printed import PrintedPapers

        return PrintedPapers(self.store)

    @cached_property
    def schemes(self) -> Schemes:
        from fupin_desktop.services.schemes import Schemes

        return Schemes(self.store)

    @cached_property
    def papers(self) -> Papers:
        from fupin_desktop.services.paper import Papers

        return Papers(self.store, self.settings, self.files, self.printed)

    @cached_property
    def notices(self) -> Notices:
        from fupin_desktop.services.notice import Notices

        return Notices(self.store, self.settings, self.files)

    @cached_property
    def postings(self) -> Postings:
        from fupin_desktop.services.posting import Postings

        return Postings(self.store, self.settings, self.files, self.notices, self.printed)

    @cached_property
    def reporting(self) -> Reporting:
        from fupin_desktop.services.reporting import Reporting

        return Reporting(self.store, self.settings, self.figures, self.files, self.printed)

    @cached_property
    def wordings(self) -> Wordings:
        from fupin_desktop.services.wording import Wordings

        return Wordings(self.store, self.settings, self.reporting)

    @cached_property
    def charts(self) -> Charts:
        from fupin_desktop.services.charts import Charts

        return Charts(self.store, self.figures)

    @cached_property
    def posters(self) -> Posters:
        from fupin_desktop.services.poster import Posters

        return Posters(self.store, self.settings, self.figures, self.printed)

    @cached_property
    def due(self) -> Duties:
        from fupin_desktop.services.due import Duties

        return Duties(self.store, self.settings)

    @cached_property
    def village_sheets(self) -> VillageSheets:
        from fupin_desktop.services.village_sheets import VillageSheets

        return VillageSheets(self.store, self.settings)

    @cached_property
    def visits(self) -> Visits:
        from fupin_desktop.services.visit import Visits

        return Visits(self.store, self.files)

    @cached_property
    def scans(self) -> Scans:
        from fupin_desktop.services.scans import Scans

        return Scans(self.store, self.files)

    @cached_property
    def handover(self) -> Handovers:
        from fupin_desktop.services.handover import Handovers

        return Handovers(self.store)

    @cached_property
    def years(self) -> Years:
        from fupin_desktop.services.years import Years

        return Years(self.store)

    @cached_property
    def targets(self) -> Targets:
        from fupin_desktop.services.procedure.targets import Targets

        return Targets(self.store, self.settings, self.notices, self.procedures)

    @cached_property
    def village_exits(self) -> VillageExits:
        from fupin_desktop.services.procedure.village_exits import VillageExits

        return VillageExits(self.procedures, self.settings)

    @cached_property
    def whatif(self) -> WhatIf:
        from fupin_desktop.services.procedure.whatif import WhatIf

        return WhatIf(self.store, self.settings)

    @cached_property
    def procedures(self) -> Procedures:
        from fupin_desktop.services.procedure import Procedures

        return Procedures(self.store, self.settings, self.files)

    @cached_property
    def quotas(self) -> Quotas:
        from fupin_desktop.services.procedure.quotas import Quotas

        return Quotas(self.store)

    @cached_property
    def calendar(self) -> WorkCalendar:
        from fupin_desktop.services.procedure.calendar import WorkCalendar

        return WorkCalendar(self.store, self.procedures)

    @cached_property
    def meetings(self) -> Meetings:
        from fupin_desktop.services.procedure.meetings import Meetings

        return Meetings(self.store, self.procedures)

    @cached_property
    def warnings(self) -> Warnings:
        from fupin_desktop.services.procedure.warnings import Warnings

        return Warnings(self.store, self.settings, self.procedures)

    @cached_property
    def safety(self) -> Safety:
        from fupin_desktop.services.safety import Safety

        return Safety(self)


def _upgraded(where: Path | str, folder: Path, keep: Path | None) -> None:
    """Bring a database to this program's schema; one of a newer program says where its setup lies, if it is near."""
    try:
        upgrade(where, keep)
    except FromNewer as error:
        from fupin_desktop.services.newer import newest_near

        near = newest_near(folder)
        raise Trouble(f"{error}。{near.sentence}" if near else str(error)) from error


def upgrade_office(folder: Path, database: str | None = None) -> tuple[str | None, str]:
    """Bring an office's database to this program's schema, a copy first. Gives the revisions before and after."""
    where: Path | str = database or folder / DATABASE
    if database is None and not (folder / DATABASE).exists():
        raise Trouble(f"“{folder}”里还没有办公室数据，没有可升级的")
    make_folder(folder)
    return upgrade(where, folder / "backups" / "升级前.db" if database is None else None)


def finish_restore(folder: Path) -> None:
    """A restore that was killed half-way is finished before anybody opens the office."""
    if (folder / RESTORING).exists():
        from fupin_desktop.db.restore import finish

        finish(folder)


def make_folder(folder: Path) -> None:
    """The office's folder with its rooms. Raises Trouble when it cannot be written."""
    try:
        for name in ("files", "backups", "drafts"):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"不能在“{folder}”建立办公室文件夹（{_why(error, folder)}），请换一个可以写入的位置"
        ) from error


def _why(error: OSError, folder: Path) -> str:
    if isinstance(error, PermissionError):
        return "没有写入权限"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return "那里有一个同名的文件"
    return disk.why(error, folder)
