"""Draws the pictures of houses that the demo township's renovations show: three houses, before, while and after building.

    python tools/make_photos.py [FOLDER]

writes 房屋1_施工前.jpg and so on. Drawn from end to end: no house looks like these, and each says that it is drawn.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fupin_desktop.assets import font_path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "samples"
SIZE = (720, 540)
SCALE = 2
"""Drawn so much larger and then made small, so that edges are smooth."""
GROUND, QUALITY = 400, 62
Point = tuple[float, float]
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class House:
    """What tells one house from another: its place, its width, the colours of its old and its new walls and roof."""

    left: int
    width: int
    mud: Colour
    wall: Colour
    roof: Colour
    sky: Colour
    tree: int  # where a tree stands


HOUSES = (
    House(170, 430, (186, 148, 104), (240, 226, 198), (176, 74, 58), (196, 217, 234), 680),
    House(210, 400, (170, 136, 102), (232, 236, 238), (70, 104, 150), (208, 220, 228), 110),
    House(140, 480, (196, 160, 112), (246, 214, 170), (150, 62, 52), (186, 210, 232), 720),
)


class Picture:
    """A drawing with coordinates of 800 by 600, whatever its size."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.chance = house, random.Random(seed)
        self.image = Image.new("RGB", (800 * SCALE, 600 * SCALE), house.sky)
        self._draw = ImageDraw.Draw(self.image)

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def block(self, left: float, top: float, right: float, foot: float, colour: Colour) -> None:
        self.shape([(left, top), (right, top), (right, foot), (left, foot)], colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float = 2) -> None:
        self._draw.line([(x * SCALE, y * SCALE) for x, y in points], colour, round(width * SCALE), "curve")

    def round(self, x: float, y: float, radius: float, colour: Colour) -> None:
        self._draw.ellipse(
            [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE], colour
        )

    def say(self, text: str, x: float, y: float) -> None:
        face = ImageFont.truetype(str(font_path("NotoSansSC-Regular")), 18 * SCALE)
        self._draw.text((x * SCALE, y * SCALE), text, (70, 70, 70), face)

    def land(self, ground: Colour) -> None:
        """Hills, the yard, a road and a tree: the same on all pictures of a house."""
        place = random.Random(self.house.left)
        for colour, height in (((168, 186, 196), 120), ((148, 168, 160), 70)):
            tops = [(x, GROUND - height * place.uniform(0.4, 1.0)) for x in range(-40, 900, 110)]
            self.shape([(-40, GROUND), *tops, (900, GROUND)], colour)
        self.block(0, GROUND - 8, 800, 600, ground)
        self.shape([(0, 600), (0, 560), (800, 500), (800, 600)], darker(ground, 0.9))
        x = self.house.tree
        self.block(x - 7, GROUND - 130, x + 7, GROUND + 20, (108, 84, 62))
        for _ in range(22):
            green = (92 + place.randrange(30), 128 + place.randrange(30), 74)
            self.round(x + place.uniform(-46, 46), GROUND - 150 + place.uniform(-62, 40), 22, green)


def darker(colour: Colour, share: float) -> Colour:
    red, green, blue = (round(each * share) for each in colour)
    return red, green, blue


def before(picture: Picture) -> None:
    """A low house of mud bricks: sagging roof, cracks, a propped wall."""
    house, chance = picture.house, picture.chance
    picture.land((196, 176, 142))
    left, right, top, foot = house.left, house.left + house.width, 262, GROUND + 20
    picture.shape([(left, top + 8), (right, top), (right + 4, foot), (left - 6, foot)], house.mud)
    for row in range(top + 22, foot, 18):
        picture.line([(left, row + 3), (right, row)], darker(house.mud, 0.93), 1)
    middle = left + house.width * 0.55
    roof = [(left - 22, top + 6), (middle, top + 16), (right + 20, top - 4), (right + 12, top - 26),
            (middle, top - 8), (left - 14, top - 20)]  # fmt: skip
    picture.shape(roof, (126, 104, 78))
    for x in range(left, right, 38):
        picture.round(x + 10, top + 8 + chance.randrange(4), 6, (96, 76, 56))
    for start in (0.18, 0.46, 0.84):
        at, y = left + house.width * start, float(top + 20)
        crack = [(at, y)]
        while y < foot - chance.randrange(10, 60):
            at, y = at + chance.uniform(-12, 12), y + chance.uniform(10, 20)
            crack.append((at, y))
        picture.line(crack, darker(house.mud, 0.45), 3)
    door = left + house.width * 0.56
    picture.block(door, foot - 104, door + 56, foot, (88, 66, 48))
    for share in (0.26, 0.78):
        window = left + house.width * share
        picture.block(window, top + 50, window + 54, top + 94, (74, 66, 58))
        picture.line([(window + 27, top + 50), (window + 27, top + 94)], (140, 116, 84), 4)
    picture.line([(right + 60, foot + 14), (right - 6, top + 56)], (104, 80, 56), 8)
    for _ in range(26):
        stone = house.mud if chance.random() < 0.7 else (140, 120, 100)
        picture.round(
            left - 20 + chance.uniform(-36, 40), foot + chance.uniform(-6, 14), chance.uniform(4, 10), stone
        )


BRICK, JOINT = (178, 96, 70), (206, 178, 156)


def bricks(picture: Picture, left: int, right: int, foot: int) -> None:
    """A wall of eleven rows; the upper ones are not finished at the right."""
    for row, y in enumerate(range(foot - 12, foot - 144, -12)):
        for x in range(left - (row % 2) * 14, right, 28):
            start, end = max(x, left), min(x + 26, right)
            if end > start and not (row > 8 and x > right - 120):
                shade = picture.chance.uniform(0.9, 1.06)
                picture.block(start, y, end, y + 10, darker(BRICK, shade))
            picture.line([(start, y + 11), (min(x + 28, right), y + 11)], JOINT, 1)


def during(picture: Picture) -> None:
    """Walls of brick half way up between concrete columns, scaffolding, sand and bricks in the yard."""
    house, chance = picture.house, picture.chance
    picture.land((200, 184, 152))
    left, right, foot = house.left, house.left + house.width, GROUND + 20
    bricks(picture, left, right, foot)
    for share in (0.0, 0.34, 0.67, 1.0):
        x = left + house.width * share
        picture.block(x - 9, foot - 190, x + 9, foot, (168, 168, 164))
        for rod in (-5, 0, 5):
            picture.line([(x + rod, foot - 190), (x + rod, foot - 222)], (110, 96, 88), 2)
    picture.block(left - 9, foot - 6, right + 9, foot + 4, (150, 150, 146))
    for share in (0.14, 0.46):
        window = left + house.width * share
        picture.block(window, foot - 104, window + 62, foot - 46, house.sky)
    door = left + house.width * 0.76
    picture.block(door, foot - 110, door + 54, foot, house.sky)
    for x in range(left - 40, right + 60, 96):
        picture.line([(x, foot + 16), (x, foot - 234)], (196, 170, 92), 4)
    for y in (foot - 90, foot - 176):
        picture.line([(left - 52, y), (right + 52, y)], (196, 170, 92), 4)
    picture.block(left - 30, foot - 184, left + 210, foot - 176, (172, 138, 88))
    picture.shape([(40, 540), (110, 462), (200, 540)], (214, 190, 140))
    for row in range(4):
        for place in range(7 - row):
            x = 560 + place * 30 + row * 15
            picture.block(x, 520 - row * 14, x + 28, 532 - row * 14, darker(BRICK, chance.uniform(0.9, 1.05)))


def after(picture: Picture) -> None:
    """The new house: even walls, a tiled roof, windows and a door, a paved yard, the meter's pole."""
    house = picture.house
    picture.land((206, 200, 184))
    left, right, top, foot = house.left, house.left + house.width, 232, GROUND + 20
    picture.line([(60, foot + 10), (60, 150)], (130, 126, 120), 6)
    picture.line([(60, 162), (left + 20, top - 8)], (90, 90, 90), 1)
    picture.block(left, top, right, foot, house.wall)
    picture.block(left, foot - 34, right, foot, darker(house.wall, 0.78))
    peak = [(left - 30, top + 6), (left + 44, top - 78), (right - 44, top - 78), (right + 30, top + 6)]
    picture.shape(peak, house.roof)
    for step in range(1, 6):
        y = top + 6 - step * 14
        inset = step * 12.4
        picture.line([(left - 30 + inset, y), (right + 30 - inset, y)], darker(house.roof, 0.84), 2)
    for share in (0.08, 0.30, 0.74):
        window = left + house.width * share
        picture.block(window - 5, top + 46, window + 75, top + 116, (250, 250, 248))
        picture.block(window, top + 51, window + 70, top + 111, (138, 178, 204))
        picture.line([(window + 35, top + 51), (window + 35, top + 111)], (250, 250, 248), 5)
        picture.shape([(window + 6, top + 105), (window + 24, top + 57), (window + 30, top + 57), (window + 12, top + 105)],
                      (170, 204, 222))  # fmt: skip
    door = left + house.width * 0.54
    picture.block(door - 5, foot - 131, door + 61, foot, (250, 250, 248))
    picture.block(door, foot - 126, door + 56, foot, (142, 58, 50))
    picture.round(door + 46, foot - 62, 4, (232, 200, 110))
    picture.block(door - 20, foot, door + 76, foot + 10, (178, 174, 166))
    for x in range(0, 801, 80):
        picture.line([(x, 600), (400 + (x - 400) * 0.6, foot + 26)], (190, 184, 168), 1)
    picture.line([(0, foot + 26), (800, foot + 26)], (190, 184, 168), 1)


STAGES: dict[str, Callable[[Picture], None]] = {"施工前": before, "施工中": during, "施工后": after}


def main(folder: Path) -> None:
    """Write all pictures."""
    for number, house in enumerate(HOUSES, 1):
        for seed, (stage, paint) in enumerate(STAGES.items()):
            picture = Picture(house, number * 10 + seed)
            paint(picture)
            picture.say("演示图（手绘示意，并非照片）", 14, 568)
            path = folder / f"房屋{number}_{stage}.jpg"
            picture.image.resize(SIZE, Image.Resampling.LANCZOS).save(path, quality=QUALITY, optimize=True)
            print(f"{path.name} {path.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
