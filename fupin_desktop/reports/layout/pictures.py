"""Charts, and photos in their frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_desktop.reports.document import Figure, Photo, Photos
from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout.flow import Flow, baseline
from fupin_desktop.reports.layout.page import Ink, Picture, frame
from fupin_desktop.reports.layout.shape import fit_evenly
from fupin_desktop.reports.layout.sheet import MM, Sheet

_BETWEEN = 5 * MM  # two photos side by side
_FRAME = 0.5
_LEAD = 1.45  # distance of lines below a photo, in em
_REMARK = 0.86  # the remark's size as part of the caption's
_EMPTY, _PALE = "贴照片处", 0.55


def figure_height(figure: Figure, sheet: Sheet) -> float:
    """The height a chart takes with its caption."""
    return figure.share * sheet.text_width * figure.ratio + (1.5 if figure.caption else 0.5) * sheet.pitch


def set_figure(flow: Flow, figure: Figure, tail: float) -> None:
    """Set a chart in the middle, with its caption; one higher than a page is made smaller."""
    sheet = flow.sheet
    flow.snap()
    width = figure.share * sheet.text_width
    height = width * figure.ratio
    flow.need(figure_height(figure, sheet) + tail)
    most = flow.room - (sheet.pitch * 1.5 if figure.caption else 0.0)
    if height > most:
        width, height = width * most / height, most
    left = sheet.left + (sheet.text_width - width) / 2
    top = sheet.top + flow.y + sheet.pitch / 4
    flow.page.pictures.append(Picture(left, top, width, height, figure.draw, figure.alt))
    flow.y += height + sheet.pitch / 4
    flow.snap()
    if figure.caption:
        flow.set_words(Role.HEI, figure.caption, min(sheet.heads, 12), 0.5)


def photo_rows(block: Photos) -> Iterator[Sequence[Photo]]:
    """The photos row by row."""
    for start in range(0, len(block.items), block.across):
        yield block.items[start : start + block.across]


def photo_row_height(block: Photos, row: Sequence[Photo], sheet: Sheet) -> float:
    """The height of a row of frames with the words below it and the room to the next."""
    return _frame(block, sheet)[1] + _words_height(row, _frame(block, sheet)[0], sheet) + sheet.small


def _frame(block: Photos, sheet: Sheet) -> tuple[float, float]:
    width = (sheet.text_width - _BETWEEN * (block.across - 1)) / block.across
    return width, width * block.ratio


def _words(photo: Photo, width: float, sheet: Sheet) -> Iterator[tuple[Role, float, str]]:
    for role, text, size in (
        (Role.HEI, photo.caption, sheet.small),
        (Role.FANG, photo.remark, round(sheet.small * _REMARK, 1)),
    ):
        if text:
            yield from ((role, size, line) for line in fit_evenly(role, text, width / size))


def _words_height(row: Sequence[Photo], width: float, sheet: Sheet) -> float:
    heights = (sum(size * _LEAD for _, size, _ in _words(photo, width, sheet)) for photo in row)
    return max(heights, default=0.0) + sheet.small * 0.3


def set_photos(flow: Flow, block: Photos, tail: float) -> None:
    """Set photos row by row; a row that is higher than a page gets lower frames."""
    sheet = flow.sheet
    flow.snap()
    if not flow.fresh:
        flow.skip(sheet.air)
    rows = list(photo_rows(block))
    for number, row in enumerate(rows, 1):
        height = photo_row_height(block, row, sheet)
        flow.need(min(height, sheet.text_height) + (tail if number == len(rows) else 0.0))
        _set_row(flow, block, row, max(height - flow.room, 0.0))
    flow.snap()


def _set_row(flow: Flow, block: Photos, row: Sequence[Photo], too_high: float) -> None:
    sheet = flow.sheet
    width, height = _frame(block, sheet)
    height -= too_high
    for place, photo in enumerate(row):
        left, top = sheet.left + place * (width + _BETWEEN), sheet.top + flow.y
        _set_photo(flow, photo, left, top, width, height)
        y = top + height + sheet.small * 0.3
        for role, size, line in _words(photo, width, sheet):
            x = left + (width - measure(role, line) * size) / 2
            flow.page.inks.append(Ink(x, baseline(y, size * _LEAD, size), role, size, line))
            y += size * _LEAD
    flow.y += height + _words_height(row, width, sheet)
    flow.y = min(flow.y + sheet.small, sheet.text_height)


def _set_photo(flow: Flow, photo: Photo, left: float, top: float, width: float, height: float) -> None:
    page = flow.page
    page.rules.extend(frame(left, top, left + width, top + height, _FRAME))
    if photo.draw:
        picture = Picture(left, top, width, height, photo.draw, photo.key, photo.caption)
        page.pictures.append(picture)
        return
    size = flow.sheet.small
    x = left + (width - measure(Role.FANG, _EMPTY) * size) / 2
    page.inks.append(Ink(x, baseline(top, height, size), Role.FANG, size, _EMPTY, grey=_PALE))
