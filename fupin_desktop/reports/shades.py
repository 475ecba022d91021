"""Colours that stay apart in grey, each with a hatch: what a thing is can be told without colour."""

from __future__ import annotations

from dataclasses import dataclass

from fupin_desktop.domain.schedule import TaskState

INK = "#262626"


@dataclass(frozen=True, slots=True)
class Shade:
    """A fill: its colour, the hatch over it (as matplotlib writes them) and the colour of words upon it."""

    colour: str
    hatch: str = ""
    words: str = INK


DARK = Shade("#2f4a6b", words="#ffffff")
MIDDLE = Shade("#9ab4cf")
LIGHT = Shade("#d8e4ef", "////")
WHITE = Shade("#ffffff", "....")
PLAIN = Shade("#ffffff")

STATES = {
    TaskState.WAITING: Shade("#d4d4d4", "...."),
    TaskState.RUNNING: Shade("#f5cf4d", "////"),
    TaskState.DONE: Shade("#4c9a5f", words="#ffffff"),
    TaskState.LATE: Shade("#c23a2e", "xxxx", "#ffffff"),
}
"""未启动 grey, 进行中 yellow, 完成 green, 超期 red."""
