"""快速导览: a walk over the real window by keys, which ends where it began and is shown once."""

from __future__ import annotations

import subprocess
import sys

import pytest
from clerk import Window
from PySide6.QtCore import QRect, QSize, Qt

from fupin_desktop.ui.tour.overlay import Tour, beside
from fupin_desktop.ui.tour.steps import STEPS


def tour_of(window: Window) -> Tour:
    """The tour that lies over the window."""
    window.frame.show_tour()
    (tour,) = [each for each in window.frame.findChildren(Tour) if each.isVisible()]
    window.wait(tour.hasFocus)
    return tour


def over(window: Window) -> bool:
    return not any(each.isVisible() for each in window.frame.findChildren(Tour))


def test_enter_goes_through_every_station_and_ends_where_it_began(empty_window: Window) -> None:
    empty_window.go("setting")
    tour = tour_of(empty_window)
    seen = []
    while not over(empty_window):
        seen.append(tour.bubble.title.text())
        assert empty_window.frame.place_now().page == tour.step.page
        empty_window.key("Enter")
    assert seen == [each.title for each in STEPS]
    assert len(seen) == 8
    assert empty_window.frame.place_now().page == "setting"
    assert not empty_window.frame.acts["window.back"].isEnabled()


def test_left_goes_back_esc_ends_and_the_buttons_do_the_same(small_window: Window) -> None:
    small_window.go("overview")
    tour = tour_of(small_window)
    assert not tour.bubble.before.isEnabled()
    for key in ("Right", "Left", "Right"):
        small_window.qtbot.keyClick(tour, getattr(Qt.Key, f"Key_{key}"))
    assert tour.number == 1
    tour.bubble.before.click()
    assert tour.number == 0
    tour.bubble.further.click()
    assert tour.number == 1
    small_window.frame.show_tour()  # a second call begins anew and does not lie over the first
    assert len([each for each in small_window.frame.findChildren(Tour) if each.isVisible()]) == 1
    small_window.key("Esc")
    assert over(small_window)


def test_the_keys_of_the_window_wait_until_the_tour_is_over(small_window: Window) -> None:
    small_window.go("overview")
    tour = tour_of(small_window)
    small_window.key("Ctrl+F", "Ctrl+2", "Tab", "A")
    assert tour.hasFocus()
    assert small_window.frame.place_now().page == "overview"
    small_window.key("Esc", "Ctrl+F")
    assert small_window.frame.search.hasFocus()


def test_the_tour_keeps_the_keyboard_when_a_page_takes_it(small_window: Window) -> None:
    small_window.go("overview")
    tour = tour_of(small_window)
    small_window.frame.search.setFocus()
    small_window.wait(tour.hasFocus)


def test_what_is_spoken_of_stands_in_the_light_at_every_size(small_window: Window) -> None:
    small_window.go("overview")
    tour = tour_of(small_window)
    small_window.key("Enter")
    for size in (QSize(1366, 768), QSize(1092, 614)):
        small_window.frame.resize(size)
        small_window.wait(lambda: tour.size() == small_window.frame.size())
        search = small_window.frame.search
        lit = QRect(search.mapTo(small_window.frame, search.rect().topLeft()), search.size())
        assert tour._holes[0].contains(lit)
        assert not tour.bubble.geometry().intersects(lit)
        assert tour.rect().contains(tour.bubble.geometry())


@pytest.mark.parametrize("lit", [QRect(0, 0, 100, 700), QRect(900, 0, 300, 40), QRect(0, 660, 1200, 40)])
def test_the_bubble_stands_beside_what_is_lit(lit: QRect) -> None:
    room = QRect(0, 0, 1200, 700)
    place = beside([lit], QSize(400, 150), room)
    assert not place.intersects(lit)
    assert room.contains(place)


def test_the_bubble_lies_in_the_corner_of_a_whole_page() -> None:
    room = QRect(0, 0, 1200, 700)
    place = beside([QRect(0, 100, 100, 30), QRect(100, 40, 1100, 640)], QSize(400, 150), room)
    assert place.right() > 1150
    assert place.bottom() > 650


def test_by_ctrl_k_the_tour_is_found(small_window: Window) -> None:
    small_window.go("overview")
    small_window.key("Ctrl+K")
    small_window.type("ksdl")
    small_window.key("Enter")
    assert not over(small_window)


def test_nothing_of_it_is_read_at_the_start() -> None:
    code = "import sys, fupin_desktop.ui.frame; sys.exit('fupin_desktop.ui.tour.overlay' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
