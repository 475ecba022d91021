"""An opened PDF: the sizes of its pages and their pictures."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtGui import QImage

POINTS = 72.0
_one_at_a_time = threading.Lock()
"""pdfium works for one thread at a time, and printing runs beside the window."""


class PdfPages:
    """The size of each page in points, and its picture; of a PDF in memory or in a file."""

    def __init__(self, data: bytes | Path) -> None:
        import pypdfium2

        with _one_at_a_time:
            self._pdf = pypdfium2.PdfDocument(data)
            self.sizes: list[tuple[float, float]] = [
                self._pdf.get_page_size(n) for n in range(len(self._pdf))
            ]

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> QImage:
        """A page at ``scale`` pixels a point."""
        return self.strip(number, scale, 0, round(self.sizes[number][1] * scale))

    def strip(self, number: int, scale: float, top: int, tall: int) -> QImage:
        """Part of a page, from ``top`` pixels on: a large sheet at a printer's resolution comes in strips."""
        height = self.sizes[number][1]
        under = max(0.0, height * scale - top - tall)
        crop = (0.0, max(0.0, under - 0.01) / scale, 0.0, max(0.0, top - 0.01) / scale)
        with _one_at_a_time:
            page = self._pdf[number]
            drawn = page.render(scale=scale, crop=crop, prefer_bgrx=True, fill_color=(255, 255, 255, 255))
            view = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
            return view.copy()

    def close(self) -> None:
        with _one_at_a_time:
            self._pdf.close()
