"""What the self-check looks at with Qt: PDF read back, faces on the screen, Chinese words of Qt, the window, printers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop import assets
from fupin_desktop.services.selfcheck import Finding, Item, Room, Wrong
from fupin_desktop.services.selfcheck.trials import NOTICE, RARE, RARE_PAPER

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

NO_CHARACTER = "\U0010fffd"
"""No face has it: what is drawn for it is what is drawn for a character that is lacking."""
LEAST = 300
"""Pixels: no side of a window is shorter."""
LEAST_COLOURS = 8
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def beginning(platform: str) -> Item:
    """Qt itself; ``platform`` is its plugin ("" for the usual one). A Qt that cannot begin is an item that says so."""

    def begin(_: Room) -> Finding:
        if not platform and sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
            raise Wrong("没有屏幕；请加 --platform offscreen 再查一遍")
        from PySide6.QtCore import qVersion
        from PySide6.QtWidgets import QApplication

        from fupin_desktop.ui.theme import theme

        words = [sys.argv[0], *(["-platform", platform] if platform else [])]
        app = QApplication.instance() or QApplication(words)
        assert isinstance(app, QApplication)
        _KEPT[:] = [app]
        theme.dress(app)
        return Finding(f"Qt {qVersion()}，{app.platformName()}", details={"platform": app.platformName()})

    return Item("qt", "窗口部件", begin)


_KEPT: list[object] = []
"""Qt ends when nobody holds its application any more."""


def pdf_text(file: Path) -> str:
    """The text of all pages of a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as pdf:
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


def pdf(room: Room) -> Finding:
    """The papers made before are read back."""
    files = sorted((room.folder / NOTICE).rglob("*.pdf"))
    if not files:
        raise Wrong("没有查：公示没有做成，见“公示（PDF）”一项")
    text = pdf_text(files[0]).replace("\r", "").replace("\n", "")
    if "公示" not in text or "监督电话" not in text:
        raise Wrong("公示PDF读回来文字不对；请重新安装程序后再查一遍")
    rare = pdf_text(room.folder / RARE_PAPER)
    if lost := [sign for sign in RARE if sign not in rare]:
        raise Wrong(f"PDF里的生僻字{'、'.join(lost)}读不回来；请重新安装程序后再查一遍")
    return Finding(f"读回公示{len(text)}字，生僻字{RARE}一个不少")


def screen(_: Room) -> Finding:
    """Platform, screen and its scale, styles, image formats."""
    from PySide6.QtGui import QGuiApplication, QImageReader
    from PySide6.QtWidgets import QStyleFactory

    shown = QGuiApplication.primaryScreen()
    formats = sorted(bytes(each.data()).decode() for each in QImageReader.supportedImageFormats())
    lacking = [each for each in ("jpg", "png", "svg", "ico") if each not in formats]
    if lacking:
        raise Wrong(f"图片格式{'、'.join(lacking)}打不开；请重新安装程序")
    size, scale = shown.size(), shown.devicePixelRatio() * shown.logicalDotsPerInch() / 96
    details = {
        "platform": QGuiApplication.platformName(),
        "styles": QStyleFactory.keys(),
        "formats": formats,
        "width": size.width(),
        "height": size.height(),
        "scale": round(scale, 2),
        "ratio": shown.devicePixelRatio(),
    }
    told = f"{size.width()}×{size.height()}，缩放{scale:.0%}，{QGuiApplication.platformName()}"
    return Finding(told, details=details)


def chinese(_: Room) -> Finding:
    """Qt's own words (menus of text fields, message boxes) are Chinese."""
    from PySide6.QtCore import QCoreApplication

    said = QCoreApplication.translate("QWidgetTextControl", "&Copy")
    if "复制" not in said:
        raise Wrong("Qt的中文没有载入，右键菜单会是英文；请重新安装程序")
    return Finding("右键菜单、对话框说中文")


def drawn(_: Room) -> Finding:
    """Each rare character is drawn on the screen, and not as an empty box."""
    from PySide6.QtGui import QFont, QFontDatabase

    families: list[str] = []
    for name in ("NotoSansSC-Regular", "HanaMinB"):
        made = QFontDatabase.addApplicationFont(str(assets.font_path(name)))
        families += QFontDatabase.applicationFontFamilies(made)[:1]
    if len(families) < 2:
        raise Wrong("自带的字体在窗口里载入不了；请重新安装程序")
    font = QFont(families)
    font.setPixelSize(40)
    box = _picture(NO_CHARACTER, font)
    pictures = {sign: _picture(sign, font) for sign in RARE}
    if lost := [sign for sign, each in pictures.items() if each == box or _colours(each) < 2]:
        raise Wrong(f"生僻字{'、'.join(lost)}在窗口里显示不出来；请重新安装程序")
    return Finding(f"生僻字{RARE}都能显示")


def _picture(sign: str, font: object) -> QImage:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont, QImage, QPainter

    assert isinstance(font, QFont)
    made = QImage(48, 48, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setFont(font)
    painter.drawText(made.rect(), Qt.AlignmentFlag.AlignCenter, sign)
    painter.end()
    return made


def _colours(picture: QImage) -> int:
    """How many colours stand on a grid of points."""
    across, down = range(0, picture.width(), 4), range(0, picture.height(), 4)
    return len({picture.pixel(x, y) for x in across for y in down})


def window(room: Room) -> Finding:
    """The window is drawn; the one that is open, else one on the invented township."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    opened = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QMainWindow) and each.isVisible()
    ]
    return grabbed(opened[0]) if opened else _own_window(room)


def _own_window(room: Room) -> Finding:
    from PySide6.QtWidgets import QApplication

    from fupin_desktop.ui.desk import Desk, Place
    from fupin_desktop.ui.frame import Frame
    from fupin_desktop.ui.theme import theme

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app)
    frame = Frame(Desk(room.office, today=room.now.date))
    try:
        frame.resize(1280, 720)
        frame.visit(Place("household"))
        frame.show()
        for _ in range(20):
            app.processEvents()
        return grabbed(frame, room.folder / "window.png")
    finally:
        frame.close()
        frame.deleteLater()


def grabbed(frame: QWidget, keep: Path | None = None) -> Finding:
    """What a window shows: large enough and not blank."""
    picture = frame.grab().toImage()
    if keep:
        picture.save(str(keep))
    wide, tall, colours = picture.width(), picture.height(), _colours(picture)
    if min(wide, tall) < LEAST or colours < LEAST_COLOURS:
        raise Wrong(
            f"窗口画不出来（{wide}×{tall}，{colours}种颜色）；请更新显卡驱动，或把自检结果交给支持人员"
        )
    return Finding(
        f"窗口{wide}×{tall}，画得出来", details={"width": wide, "height": tall, "colours": colours}
    )


def printers(_: Room) -> Finding:
    """How many printers there are; their names may be names of people and are not said."""
    from PySide6.QtPrintSupport import QPrinterInfo

    count = len(QPrinterInfo.availablePrinterNames())
    if not count:
        return Finding("没有找到打印机；公示和报表可以先存成PDF，装好打印机再印", remark=True)
    default = "" if QPrinterInfo.defaultPrinterName() else "，没有设默认打印机"
    return Finding(f"找到{count}台打印机{default}", details={"count": count})


def word_faces(_: Room) -> Finding:
    """Which faces that Word files name this PC has; PDF never needs them."""
    from fupin_desktop.ui.word_faces import absent_faces

    absent = absent_faces()
    if not absent:
        return Finding("Word文件用的公文字体都已安装")
    return Finding(
        f"这台电脑没有{'、'.join(absent)}：导出的Word文件打开时会用别的字体代替；PDF用程序自带的字体，不受影响。"
        "如要用Word定稿，请向单位网管要这些字体装上，或直接用PDF",
        remark=True,
        details={"absent": absent},
    )


def _with_qt(look: Callable[[Room], Finding]) -> Callable[[Room], Finding]:
    """Qt without its application does not complain, it crashes."""

    def guarded(room: Room) -> Finding:
        from PySide6.QtWidgets import QApplication

        if QApplication.instance() is None:
            raise Wrong("没有查：窗口部件没有起来，见“窗口部件”一项")
        return look(room)

    return guarded


BESIDE = (
    Item("pdf", "PDF读回", pdf),
    Item("printers", "打印机", _with_qt(printers)),
)
"""What needs no window and may be slow."""
SEEN = tuple(
    Item(key, name, _with_qt(look))
    for key, name, look in (
        ("screen", "屏幕", screen),
        ("chinese", "界面中文", chinese),
        ("drawn", "屏幕字体", drawn),
        ("word_faces", "Word公文字体", word_faces),
        ("window", "窗口", window),
    )
)
"""What is looked at on the window's own thread; each takes a blink."""
