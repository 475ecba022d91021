"""Somebody's workbook with single cells changed: what is not touched stays byte for byte.

openpyxl reads a workbook and writes another one: text boxes, newer drop-downs, rich texts and conversations are lost on the
way. Here the file is taken apart as a zip: a sheet's changed rows are rewritten, a style is derived from the cell's own, a note
is added to those that are there, and all other parts are copied.
"""

from fupin_desktop.exchange.patching.patch import Patch

__all__ = ["Patch"]
