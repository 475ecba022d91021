"""Writes lists as workbooks: national layouts, our own that ``import`` reads back, and what a list shows."""

from fupin_desktop.services.exporting.service import LISTS, SHAPES, Exporting

__all__ = ["LISTS", "SHAPES", "Exporting"]
