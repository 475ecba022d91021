"""走访: being built."""

from __future__ import annotations

from fupin_desktop.ui.page import Page


class VisitPage(Page):
    title = "走访"
