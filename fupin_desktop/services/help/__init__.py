"""Help inside the program: the chapters in their order, and what is found in them."""

from __future__ import annotations

from fupin_desktop.services.help.book import Book, Chapter, read_book
from fupin_desktop.services.help.finding import Hit, find

__all__ = ["Book", "Chapter", "Hit", "find", "read_book"]
