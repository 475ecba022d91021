"""程序: being built."""

from __future__ import annotations

from fupin_desktop.ui.page import Page


class ProcedurePage(Page):
    title = "程序"
