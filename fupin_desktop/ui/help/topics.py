"""Which chapter and section speak of what is shown: a page's chapter has the page's name, a section its tab's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

if TYPE_CHECKING:
    from fupin_desktop.ui.page import Page
    from fupin_desktop.ui.pages.household import HouseholdPage

ELSEWHERE = {
    ("history", "备份与检查"): "backup",
    ("setting", "年度"): "year",
    ("household", "登记变动"): "life",
    ("household", "变动台账"): "life#变动台账",
}
"""Tabs that have a chapter of their own."""


def topic(name: str, words: str = "") -> str:
    """The place in the help of a page's tab: ``chapter#heading``."""
    return ELSEWHERE.get((name, words)) or (f"{name}#{words}" if words else name)


def topic_of(name: str, page: Page) -> str:
    """The place in the help of what a page shows now."""
    return topic(name, _words(page))


def _words(page: Page) -> str:
    from fupin_desktop.ui.pages.household import HouseholdPage
    from fupin_desktop.ui.pages.setting import SettingPage

    if isinstance(page, HouseholdPage):
        return _beside_the_list(page)
    if isinstance(page, SettingPage):
        return page.part.title
    tabs = getattr(page, "tabs", None)
    return tabs.tabText(tabs.currentIndex()) if isinstance(tabs, QTabWidget) else ""


def _beside_the_list(page: HouseholdPage) -> str:
    """The household's open tab, 登记变动 or 变动台账; nothing while only the list is seen."""
    if not page.side.isVisible():
        return ""
    if page.beside.seen:
        return "变动台账" if page.beside.register else "登记变动"
    return page.detail.tabs.tabText(page.detail.tabs.currentIndex())
