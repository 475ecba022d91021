"""The icon that Windows shows: there in every size, and drawn from the drawings beside it."""

import pytest
from PIL import Image

from fupin_desktop import assets
from tools import make_icon

ICONS = assets.root() / "icons"


@pytest.mark.parametrize("name", ["program", "package"])
def test_an_icon_has_a_picture_for_every_scale_of_the_screen(name):
    with Image.open(ICONS / f"{name}.ico") as icon:
        assert icon.info["sizes"] == {(size, size) for size in make_icon.SIZES}


def test_the_icon_is_what_its_drawing_says(qapp):
    with Image.open(ICONS / "program.png") as kept:
        assert kept.convert("RGBA").tobytes() == make_icon.program(256).tobytes()
