"""The picture on the left of the setup's first and last page, from the program's own icon."""

from __future__ import annotations

from pathlib import Path

from installer.paths import ROOT

ICON = ROOT / "resources" / "icons" / "program.png"
SIZE = (328, 628)
"""Pixels: twice what is shown at 100 %, so that it stays sharp on a finer screen."""
TOP, FOOT = (42, 114, 191), (23, 74, 134)
"""The blues of the icon."""


def make(target: Path) -> Path:
    """Write the picture as the .bmp that NSIS asks for."""
    from PIL import Image

    width, height = SIZE
    picture = Image.new("RGB", SIZE)
    for row in range(height):
        share = row / (height - 1)
        colour = tuple(round(top + (foot - top) * share) for top, foot in zip(TOP, FOOT, strict=True))
        picture.paste(colour, (0, row, width, row + 1))
    with Image.open(ICON) as icon:
        drawn = icon.convert("RGBA").resize((200, 200), Image.Resampling.LANCZOS)
    picture.paste(drawn, ((width - 200) // 2, 120), drawn)
    picture.save(target, "BMP")
    return target
