"""How the window looks, said once: colours, spacing, type, and the style sheet made from them."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from fupin_desktop import assets
from fupin_desktop.domain.errors import Trouble

XS, S, M, L, XL = 4, 8, 12, 16, 24
RADIUS = 4
ROW = 28
SIZES = (9.0, 9.5, 10.0, 10.5, 11.0, 12.0, 13.0, 14.0, 16.0)
OWN_FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei")
SIGN_FAMILY = "Segoe UI Symbol"
"""On every Windows; has the signs ◷ ▾ ▸ ✕ that Chinese faces lack."""
FLUENT_FAMILY = "Segoe Fluent Icons"
"""On Windows 11 only: Qt's style windows11 draws ticks and arrows with it, on Windows 10 they would be empty boxes."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What is painted in which colour, as #rrggbb."""

    ground: str
    surface: str
    zebra: str
    text: str
    quiet: str
    line: str
    hover: str
    chosen: str
    accent: str
    on_accent: str
    red: str
    amber: str
    green: str


LIGHT = Colours(
    ground="#edf0f4", surface="#ffffff", zebra="#f7f9fb", text="#1a2330", quiet="#5b6675", line="#cfd6df",
    hover="#e1e7ee", chosen="#d6e4f4", accent="#1f5fa8", on_accent="#ffffff",
    red="#b3261e", amber="#8f5a00", green="#1c6e3d",
)  # fmt: skip
DARK = Colours(
    ground="#1c2127", surface="#242a31", zebra="#282f37", text="#e6eaf0", quiet="#a0abb9", line="#3d4650",
    hover="#303840", chosen="#27466a", accent="#78aeea", on_accent="#0d1a29",
    red="#ff8f85", amber="#f0b95a", green="#7fcf9b",
)  # fmt: skip


class Theme:
    """The colours in force and the size of the text; the one that pages ask."""

    def __init__(self) -> None:
        self.colours = LIGHT
        self.size = 10.0
        self._families: list[str] = []
        self._worn: tuple[object, ...] = ()

    def dress(self, app: QApplication, size: float | None = None) -> None:
        """Give the whole program its style, type and colours; called again when one of them may have changed."""
        self.size = size or self.size
        if not self._families:
            _choose_style(app)
            self._families = text_families(QFontDatabase.families())
        self.colours = _colours(app)
        wanted = (app, self.colours, self.size, tuple(self._families))
        if wanted == self._worn:
            return  # putting it on again makes Qt go through every widget there is
        self._worn = wanted
        font = QFont(self._families)
        font.setPointSizeF(self.size)
        app.setFont(font)
        app.setPalette(_palette(self.colours))
        app.setStyleSheet(_sheet(self.colours, self.size))

    def add_rare_faces(self, app: QApplication) -> None:
        """Rare characters of names need a face of 30 MB, fetched when the window already works."""
        if "HanaMinB" in self._families:
            return
        _load("NotoSansSC-Medium")
        self._families += _load("HanaMinB")
        self.dress(app)

    def heading(self, steps: float = 3.0) -> QFont:
        font = QFont(self._families)
        font.setPointSizeF(self.size + steps)
        font.setWeight(QFont.Weight.Medium if "Noto Sans SC" in self._families else QFont.Weight.DemiBold)
        return font


theme = Theme()


def _choose_style(app: QApplication) -> None:
    wanted = style_name(sys.platform, QFontDatabase.families(), high_contrast())
    if app.style().name() != wanted:
        app.setStyle(wanted)
    chinese = QTranslator(app)
    if chinese.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(chinese)


def style_name(platform: str, families: Collection[str], contrast: bool) -> str:
    """The Qt style for this PC: Windows 11's own where it is whole, Windows' plain one for high contrast."""
    if platform != "win32":
        return "fusion"
    if FLUENT_FAMILY in families:
        return "windows11"
    return "windowsvista" if contrast else "fusion"


def text_families(present: Collection[str]) -> list[str]:
    """The PC's own face for Chinese, if it has one, and behind it (never alone) the one for signs."""
    own = [name for name in OWN_FAMILIES if name in present] or _load("NotoSansSC-Regular")
    return [*(own or [QApplication.font().family()]), *(name for name in [SIGN_FAMILY] if name in present)]


def _load(face: str) -> list[str]:
    try:
        path = assets.font_path(face)
    except Trouble:
        return []  # the PC's own faces must do
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))[:1]


def _colours(app: QApplication) -> Colours:
    if high_contrast():
        return _system_colours(app.style().standardPalette())
    return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def high_contrast() -> bool:
    """Whether Windows shows its high-contrast theme; its colours are then kept as they are."""
    return sys.platform == "win32" and _windows_contrast()


def _windows_contrast() -> bool:
    import ctypes

    class Contrast(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))

    user32 = ctypes.CDLL("user32")
    asked = Contrast(ctypes.sizeof(Contrast), 0, None)
    user32.SystemParametersInfoW(0x42, asked.size, ctypes.byref(asked), 0)
    return bool(asked.flags & 1)


def _system_colours(palette: QPalette) -> Colours:
    def said(role: QPalette.ColorRole) -> str:
        return palette.color(role).name()

    role = QPalette.ColorRole
    text, ground = said(role.WindowText), said(role.Window)
    return Colours(
        ground=ground, surface=said(role.Base), zebra=said(role.Base), text=text, quiet=text, line=text,
        hover=ground, chosen=said(role.Highlight), accent=said(role.Highlight),
        on_accent=said(role.HighlightedText), red=text, amber=text, green=text,
    )  # fmt: skip


def _palette(colours: Colours) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for which, colour in {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.zebra,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.quiet,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Mid: colours.line,
        role.Accent: colours.accent,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(group.Disabled, which, QColor(colours.quiet))
    return palette


def _sheet(c: Colours, size: float) -> str:
    return f"""
    QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; padding: {XS}px; }}
    QLabel[tone="quiet"], QCheckBox[tone="quiet"] {{ color: {c.quiet}; }}
    QLabel[tone="red"] {{ color: {c.red}; }}
    QLabel[tone="amber"] {{ color: {c.amber}; }}
    QLabel[tone="green"] {{ color: {c.green}; }}
    QFrame[part="line"] {{ background: {c.line}; border: none; }}
    QWidget[part="surface"] {{ background: {c.surface}; }}
    QWidget[part="bar"] {{ background: {c.ground}; }}
    QFrame[part="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS}px; }}
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDateEdit {{
        background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; border-radius: {RADIUS}px;
        padding: 3px 6px; min-height: {size * 1.7:.0f}px; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 1px solid {c.accent}; }}
    QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] {{
        border: 1px solid {c.red}; }}
    QLineEdit:read-only, QComboBox:disabled, QLineEdit:disabled {{
        background: {c.ground}; color: {c.quiet}; }}
    QTableView QLineEdit, QTableView QComboBox {{ border-radius: 0; padding: 0 4px; min-height: 0; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.line}; outline: none;
        selection-background-color: {c.chosen}; selection-color: {c.text}; }}
    QPushButton {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line};
        border-radius: {RADIUS}px; padding: 4px {M}px; min-height: {size * 1.6:.0f}px; }}
    QPushButton:hover {{ background: {c.hover}; }}
    QPushButton:focus {{ border-color: {c.accent}; }}
    QPushButton:pressed {{ background: {c.chosen}; }}
    QPushButton:disabled {{ color: {c.quiet}; background: {c.ground}; }}
    QPushButton[tone="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
    QPushButton[tone="primary"]:disabled {{ background: {c.line}; color: {c.quiet}; border-color: {c.line}; }}
    QPushButton[tone="link"] {{ background: transparent; color: {c.accent}; border: none; padding: 0 2px;
        text-align: left; min-height: 0; }}
    QPushButton[tone="link"]:hover, QPushButton[tone="link"]:focus {{ text-decoration: underline; }}
    QPushButton[tone="filter"] {{ border-radius: 10px; padding: 1px {S}px;
        min-height: {size * 1.6 - 2:.0f}px; }}
    QPushButton[tone="filter"]:checked {{
        background: {c.chosen}; border-color: {c.accent}; color: {c.accent}; }}
    QToolButton {{ background: transparent; color: {c.text}; border: 1px solid transparent;
        border-radius: {RADIUS}px; padding: 3px {XS + 2}px; }}
    QToolButton:hover {{ background: {c.hover}; }}
    QToolButton:focus {{ border-color: {c.accent}; }}
    QToolButton:checked, QToolButton:pressed {{ background: {c.chosen}; }}
    QToolButton:disabled {{ color: {c.quiet}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QTableView, QTreeView, QListView {{ background: {c.surface}; alternate-background-color: {c.zebra};
        border: 1px solid {c.line}; gridline-color: {c.line}; outline: none;
        selection-background-color: {c.chosen}; selection-color: {c.text}; }}
    QTableView[part="frozen"] {{ border: none; border-right: 1px solid {c.line}; }}
    QTableView::item:selected, QListView::item:selected {{ background: {c.chosen}; color: {c.text}; }}
    QTableView::item:focus {{ background: {c.chosen}; color: {c.text}; }}
    QHeaderView {{ background: {c.ground}; border: none; }}
    QHeaderView::section {{ background: {c.ground}; color: {c.quiet}; border: none; padding: 3px 6px;
        border-right: 1px solid {c.line}; border-bottom: 1px solid {c.line}; }}
    QTableCornerButton::section {{ background: {c.ground}; border: none; border-bottom: 1px solid {c.line};
        border-right: 1px solid {c.line}; }}
    QListView#navigation {{ background: {c.ground}; border: none; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
    QTabBar::tab {{ background: transparent; color: {c.quiet}; border: none; padding: 5px {S}px;
        border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {c.accent}; border-bottom: 2px solid {c.accent}; }}
    QTabBar::tab:hover {{ color: {c.text}; background: {c.hover}; }}
    QTabBar::tab:focus {{ color: {c.accent}; }}
    QToolButton[part="section"], QToolButton[part="section"]:checked {{ background: transparent;
        color: {c.accent}; padding: 2px 0; }}
    QToolButton[part="section"]:hover {{ text-decoration: underline; }}
    QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
    QScrollBar::handle {{ background: {c.line}; border: 2px solid {c.surface}; border-radius: 5px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {c.quiet}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSplitter::handle {{ background: {c.line}; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollArea {{ border: none; background: transparent; }}
    QProgressBar {{ border: 1px solid {c.line}; border-radius: {RADIUS}px; background: {c.surface};
        text-align: center; max-height: 14px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: {RADIUS - 1}px; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.line}; padding: {XS}px; }}
    QMenu::item {{ padding: 4px {XL}px 4px {M}px; border-radius: {RADIUS}px; }}
    QMenu::item:selected {{ background: {c.chosen}; color: {c.text}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: {XS}px; }}
    """
