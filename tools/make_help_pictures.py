"""Takes the pictures of the help from the invented township, on a fixed day, so that they never go stale.

    python tools/make_help_pictures.py [NAME…]

writes resources/help/NAME.png, all of them without a name (the first page also for the README);
``keys`` is resources/help/keys.md, from the commands themselves.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any, cast

from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QEventLoop, QRect, Qt, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desktop.domain.paper import How
from fupin_desktop.domain.procedure.records import RoadKind
from fupin_desktop.services.demo import fill_demo
from fupin_desktop.services.office import Office
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import FolderLine
from fupin_desktop.ui.frame import Frame
from fupin_desktop.ui.theme import LIGHT, theme

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "help"
README = {"welcome": FOLDER.parent / "pictures"}
"""Pictures that README shows too, and the folder where it has them."""
DAY = date(2026, 5, 8)
SIZE = (1180, 680)
"""A window a little smaller than clerks have: its pictures are read at the width of the help."""
COLOURS = 96
KEYS = "keys"
BREATH = 60
"""Milliseconds between two looks whether everything is drawn."""
PATIENCE = 20_000
"""Milliseconds at most for what a page reads."""


class Clock(datetime):
    """Acts of the pictures happen on their day."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Clock:
        return cls(DAY.year, DAY.month, DAY.day, 9, 30, tzinfo=tz)


class Stage:
    """The window of the invented township, as a clerk has it before her."""

    def __init__(
        self, folder: Path, households: int = 218, size: tuple[int, int] = SIZE, breath: int = BREATH
    ) -> None:
        self.folder, self.breath = folder, breath
        self.office = Office.open(folder / "office", by="李经办", create=True)
        fill_demo(self.office, households=households, era="2026")
        self.desk = Desk(self.office, today=lambda: DAY)
        self.frame = Frame(self.desk)
        self.frame.resize(*size)
        self.frame.show()
        self.frame.activateWindow()
        self.frame.count()

    def go(self, page: str, **state: Any) -> Any:
        """Open a page and wait until it has read what it shows."""
        self.desk.go(page, **state)
        self.settle()
        return self.frame.pages[page]

    def settle(self, true: Callable[[], bool] = lambda: True) -> None:
        """Wait until nothing is read any more in any lane, and until ``true``."""
        for _ in range(3):
            done: list[None] = []
            for lane in ("look", "draw", "work"):
                self.desk.run_quietly(lambda _: None, done.append, lane)
            self._wait(lambda done=done: len(done) == 3)  # type: ignore[misc]
            self._sleep(self.breath)
        self._wait(true)
        self._sleep(self.breath)

    def _wait(self, true: Callable[[], bool]) -> None:
        loop, ticks = QEventLoop(), QTimer()
        ticks.timeout.connect(lambda: loop.quit() if true() else None)
        ticks.start(20)
        QTimer.singleShot(PATIENCE, loop.quit)
        loop.exec()
        if not true():
            raise SystemExit("一张图没有等到要拍的内容，请看看那一页改了什么")

    def _sleep(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def whole(self) -> QPixmap:
        """The window, without the folders of this PC and what was said before."""
        for line in cast("list[FolderLine]", self.frame.findChildren(FolderLine)):
            line.words.setText("D:\\扶贫资料")
        self.frame.status.say("", "", False)
        return self.frame.grab()

    def page(self, tall: int = 0) -> QPixmap:
        """The page without the navigation; ``tall``: only so many pixels of it where the rest is empty."""
        picture = self.part(self.frame.stack)
        return picture.copy(0, 0, picture.width(), min(tall or picture.height(), picture.height()))

    def part(self, widget: QWidget, left: int = 0, top: int = 0, right: int = 0, bottom: int = 0) -> QPixmap:
        """A widget of the window as it stands there, wider on its sides by so many pixels."""
        place = widget.mapTo(self.frame, widget.rect().topLeft())
        box = QRect(place, widget.size()).adjusted(-left, -top, right, bottom)
        return self.whole().copy(box.intersected(self.frame.rect()))

    def household(self, **wanted: Any) -> int:
        """The first household of a village, so that pictures show the same family."""
        with self.office.store.read() as unit:
            chosen = [each for each in unit.households.all() if each.village == wanted.get("village", "水村")]
        return chosen[wanted.get("place", 1)].id or 0

    def close(self) -> None:
        self.frame.close()
        self.office.close()


# --- what is taken, each from a page as a clerk would open it ---------------------------------------------


def _welcome(stage: Stage) -> QPixmap:
    from fupin_desktop.ui.start.window import StartWindow

    start = StartWindow(stage.folder / "new", lambda folder, create: Office.open(folder, create=create))
    start.resize(900, 600)
    start.welcome()
    start.show()
    stage.settle()
    picture = start.grab(QRect(0, 0, 900, 346))  # above the folder of this PC
    start.close()
    stage.frame.activateWindow()
    return picture


def _search(stage: Stage) -> QPixmap:
    stage.go("household")
    stage.office.search.warm()
    stage.frame.begin_search()
    stage.frame.search.setText("gj")
    stage.frame.search.search()
    stage.settle(stage.frame.search.hits.isVisible)
    picture = stage.whole().copy(QRect(330, 0, SIZE[0] - 330, 320))
    stage.frame.search.hits.hide()
    stage.frame.search.clear()
    return picture


def _palette(stage: Stage) -> QPixmap:
    stage.go("household")
    stage.frame.show_commands()
    palette = stage.frame.palette_of_commands
    palette.line.setText("b")
    picture = stage.part(palette, 60, 20, 60, -250)
    palette.close_and_return()
    return picture


def _page(name: str, tall: int = 0, **state: Any) -> Callable[[Stage], QPixmap]:
    def take(stage: Stage) -> QPixmap:
        stage.go(name, **state)
        return stage.whole() if name == "overview" else stage.page(tall)

    return take


def _household(tab: str) -> Callable[[Stage], QPixmap]:
    def take(stage: Stage) -> QPixmap:
        stage.go("household", household=stage.household(), tab=tab)
        return stage.page()

    return take


def _year(stage: Stage) -> QPixmap:
    page = stage.go("household", household=stage.household(), tab="year")
    page.detail.current.judgements.heading.setChecked(True)
    page.detail.wide.setChecked(True)
    stage.settle()
    picture = stage.page()
    page.detail.current.judgements.heading.setChecked(False)
    page.detail.wide.setChecked(False)
    return picture


def _life(stage: Stage) -> QPixmap:
    household = stage.household()
    page = stage.go("household", household=household, tab="members")
    page.register_change(household)
    stage.settle()
    picture = stage.page()
    page.beside.leave()
    return picture


def _visit(stage: Stage) -> QPixmap:
    stage.go("visit", part="register", household=stage.household())
    return stage.page()


def _plan(stage: Stage) -> QPixmap:
    page = stage.go("plan", household=stage.household())
    page.view.go_to(stage.household())
    stage.settle()
    return stage.page()


def _procedure(stage: Stage) -> QPixmap:
    with stage.office.store.read() as unit:
        steps = Counter(each.passage_id for each in unit.steps.all())
        under_way = [each.id or 0 for each in unit.passages.all() if each.road is RoadKind.MONITORING]
    stage.go("procedure", part="passages", passage=max(under_way, key=lambda id: steps[id]))
    return stage.page()


def _meeting(stage: Stage) -> QPixmap:
    page = stage.go("procedure", part="meeting")
    part = page.parts["meeting"]
    for place in range(part.road.count()):
        part.road.setCurrentIndex(place)
        stage.settle()
        if part.votes.model.lines:
            break
    return stage.page()


def _housing(stage: Stage) -> QPixmap:
    shown = [each for each in stage.office.housing.of_year(DAY.year) if each.photos]
    stage.go("housing", household=shown[0].renovation.household_id)
    return stage.page()


def _board(stage: Stage) -> QPixmap:
    if not stage.office.postings.all(on=DAY):
        made = stage.office.postings.draft("monitoring", start=date(2026, 5, 6))
        for each in made[:4]:
            stage.office.postings.sent(each.id or 0, How.PRINTED, DAY)
        for each in made[:3]:
            stage.office.postings.post(each.id or 0, date(2026, 5, 6), "王主任", "村务公开栏")
    page = stage.go("notice", part="board")
    part = page.parts["board"]
    stage.settle(lambda: bool(part.table.lines))
    part.go_to(next(each.posting.id for each in part.table.lines if each.posting.posted_on))
    stage.settle()
    return stage.page(360)


def _making(stage: Stage) -> QPixmap:
    page = stage.go("notice", part="making", kind="monitoring")
    stage.settle(lambda: bool(page.parts["making"].preview.pages))
    return stage.page()


def _reporting(stage: Stage) -> QPixmap:
    page = stage.go("reporting")
    stage.settle(lambda: bool(page.preview.pages))
    return stage.page()


def _paper(stage: Stage) -> QPixmap:
    page = stage.go("paper", kind="plan", households=[stage.household(place=each) for each in (1, 2, 3)])
    stage.settle(lambda: bool(page.preview.pages))
    return stage.page()


def _sheet(stage: Stage, name: str) -> Path:
    """A list as another office would send it: people of one village, one changed, one unknown here."""
    from openpyxl import Workbook

    with stage.office.store.read() as unit:
        family = {each.id: each for each in unit.households.all() if each.village == "水村"}
        people = [each for each in unit.people.all() if each.household_id in family and not each.left_on]
    rows = []
    for place, each in enumerate(people):
        home = family[each.household_id]
        phone = "13800000000" if place % 5 == 0 else home.phone
        relation = each.relation.label if each.relation else ""
        rows.append([home.village, home.number, each.name, relation, each.id_number, phone])
    rows.append(["水村", "650000009001", "高小雨", "户主", "659099198805060028", "13800000009"])
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([name.removesuffix(".xlsx")])
    sheet.append([f"数据日期：{DAY}"])
    sheet.append(["行政村", "户编号", "姓名", "与户主关系", "证件号码", "户联系电话"])
    for row in rows:
        sheet.append(row)
    path = stage.folder / name
    book.save(path)
    return path


def _importing(stage: Stage) -> QPixmap:
    page = stage.go("importing", files=[_sheet(stage, "水村核对表.xlsx")])
    stage.settle(lambda: page.draft is not None)
    page.changes.show_kind("changed")
    stage.settle()
    picture = stage.page()
    page.drop()
    stage.settle()
    return picture


def _comparing(stage: Stage) -> QPixmap:
    page = stage.go("sheets", part="comparing", new=_sheet(stage, "五月导出表.xlsx"))
    part = page.parts["comparing"]
    part.old_office.setChecked(True)
    stage.settle()
    part.compare()
    stage.settle(lambda: part.found is not None)
    part.show_kind("changes")
    stage.settle()
    return stage.page(430)


def _matching(stage: Stage) -> QPixmap:
    page = stage.go("sheets", part="matching", file=_sheet(stage, "车辆登记名单.xlsx"))
    part = page.parts["matching"]
    stage.settle(lambda: bool(part.table.lines))
    return stage.page()


def _filling(stage: Stage) -> QPixmap:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["各村基本情况统计表"])
    sheet.append(
        ["序号", "行政村", "户数（户）", "人数（人）", "监测对象（户）", "低保（人）", "危房（户）", "备注"]
    )
    with stage.office.store.read() as unit:
        villages = [each.name for each in unit.villages.all()]
    for number, name in enumerate(villages, 1):
        sheet.append([number, name])
    path = stage.folder / "各村基本情况统计表.xlsx"
    book.save(path)
    page = stage.go("sheets", part="filling", file=path)
    stage.settle(page.parts["filling"].shown.isVisible)
    return stage.page()


def _doctor(stage: Stage) -> QPixmap:
    page = stage.go("doctor")
    stage.settle(lambda: page.findings.view.model().rowCount() > 0)
    return stage.page()


def _history(stage: Stage) -> QPixmap:
    with stage.office.store.read() as unit:
        family = unit.households.get(stage.household())
    assert family is not None
    if family.phone != "13800000001":
        from dataclasses import replace

        stage.office.households.save(replace(family, phone="13800000001"))
    stage.go("history", tab="acts")
    return stage.page(430)


def _backups(stage: Stage) -> QPixmap:
    stage.office.safety.backup_before("启动时")
    stage.office.safety.backup()
    stage.go("history", tab="backups")
    return stage.page(300)


RECIPES: Mapping[str, Callable[[Stage], QPixmap]] = {
    "welcome": _welcome,
    "overview": _page("overview"),
    "search": _search,
    "palette": _palette,
    "due": _page("due"),
    "household": _household("members"),
    "household_year": _year,
    "life": _life,
    "visit": _visit,
    "plan": _plan,
    "procedure": _procedure,
    "meeting": _meeting,
    "housing": _housing,
    "notice_making": _making,
    "notice_board": _board,
    "reporting": _reporting,
    "paper": _paper,
    "importing": _importing,
    "comparing": _comparing,
    "matching": _matching,
    "filling": _filling,
    "doctor": _doctor,
    "history": _history,
    "backups": _backups,
    "year": _page("setting", 420, part="year"),
    "setting": _page("setting", part="unit"),
}
"""Each picture of the help by its name."""


def picture_of(pixmap: QPixmap) -> bytes:
    """A small PNG with a thin line around it."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    pixmap.toImage().save(buffer, "PNG")  # type: ignore[call-overload]
    picture = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline=LIGHT.line)
    out = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def application() -> QApplication:
    """The program in its light colours and usual size."""
    app = cast(QApplication, QApplication.instance() or QApplication(sys.argv[:1]))
    app.styleHints().setColorScheme(Qt.ColorScheme.Light)
    app.setWindowIcon(QIcon(str(FOLDER.parent / "icons" / "program.ico")))
    theme.dress(app, 10.0)
    return app


def take(names: Iterable[str]) -> None:
    """Write these pictures into the help's folder."""
    import fupin_desktop.db.backup
    import fupin_desktop.db.journal

    with tempfile.TemporaryDirectory() as room:
        os.environ["FUPIN_CONFIG"] = room
        fupin_desktop.db.journal.datetime = Clock  # type: ignore[attr-defined]
        fupin_desktop.db.backup.datetime = Clock  # type: ignore[attr-defined]
        stage = Stage(Path(room))
        for name in names:
            content = picture_of(RECIPES[name](stage))
            for folder in {FOLDER, README.get(name, FOLDER)}:
                (folder / f"{name}.png").write_bytes(content)
            print(f"{name}.png {len(content) // 1024} KB", flush=True)
        stage.close()


def main(names: list[str]) -> int:
    """Take the pictures that were named, or all; ``keys`` is the chapter of keys."""
    from fupin_desktop.ui.keys import keys_chapter

    unknown = [name for name in names if name not in RECIPES and name != KEYS]
    if unknown:
        print(f"没有名为“{unknown[0]}”的图，可选：{'、'.join((*RECIPES, KEYS))}")
        return 2
    application()
    if not names or KEYS in names:
        (FOLDER / f"{KEYS}.md").write_text(keys_chapter(), encoding="utf-8")
    if wanted := [name for name in RECIPES if not names or name in names]:
        take(wanted)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
