"""Where every character and rule of a document stands: pages as plain lists, before any PDF is made."""

from fupin_desktop.reports.layout.compose import chosen_sheet, lay_out
from fupin_desktop.reports.layout.page import Page

__all__ = ["Page", "chosen_sheet", "lay_out"]
