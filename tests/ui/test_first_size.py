"""How large the window is when it opens on a PC for the first time."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from fupin_desktop import app


@pytest.fixture
def opened(qtbot):
    def opened(width, height):
        class OnScreen(QWidget):
            def screen(self):
                return SimpleNamespace(availableSize=lambda: QSize(width, height))

        window = OnScreen()
        qtbot.addWidget(window)
        app.stand_at_first(window)
        return window

    return opened


@pytest.mark.parametrize("size", [(1366, 728), (1092, 574), (1280, 680)])
def test_on_a_small_or_enlarged_screen_the_window_takes_the_whole_of_it(opened, size):
    window = opened(*size)
    assert window.isMaximized()
    assert window.width() <= size[0]
    assert window.height() <= size[1]


def test_on_a_roomy_screen_the_window_leaves_room_for_others(opened):
    window = opened(1920, 1040)
    assert not window.isMaximized()
    assert (window.width(), window.height()) == (1280, 720)
