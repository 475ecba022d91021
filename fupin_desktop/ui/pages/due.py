"""催办: being built."""

from __future__ import annotations

from fupin_desktop.ui.page import Page


class DuePage(Page):
    title = "催办"
