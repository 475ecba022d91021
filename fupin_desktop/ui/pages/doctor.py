"""体检: what is doubtful in the data, by village, by rule, by household; one click opens the field."""

from __future__ import annotations

from fupin_desktop.ui.page import Page


class DoctorPage(Page):
    title = "体检"
