"""The whole way from a clean checkout to dist/: payload, setup, portable package."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from fupin_desktop import __version__
from installer import payload, portable, setup, sizes
from installer.fetch import digest
from installer.parts import megabytes
from installer.paths import DIST, PAYLOAD

Made = TypeVar("Made")


@dataclass(frozen=True)
class Built:
    """What was made, with the seconds that each step took."""

    setup: Path
    portable: Path
    payload: payload.Payload
    seconds: dict[str, float]

    def summary(self) -> str:
        """Return what was made and what each megabyte is for, as lines for README."""
        files = (self.setup, self.portable)
        sums = [f"{file.name}  {megabytes(file.stat().st_size)}  sha256 {digest(file)}" for file in files]
        times = "、".join(f"{step} {spent:.0f} 秒" for step, spent in self.seconds.items())
        return "\n".join([*sizes.table_lines(self.payload, self.portable), "", *sums, times])


def build(
    fast: bool = False,
    out: Path = DIST,
    version: str = __version__,
    folder: Path = PAYLOAD,
    signer: str = "",
) -> Built:
    """Make the setup and the portable package in ``out``.

    ``fast`` packs with zlib instead of LZMA; ``signer`` is a program that signs the file it is called with.
    """
    out.mkdir(parents=True, exist_ok=True)
    made, first = _timed(lambda: payload.make(folder, version, signer))
    with ThreadPoolExecutor(2) as hands:  # both packers are happy with one core each
        setting_up = hands.submit(
            _timed, lambda: setup.make(made, out / f"FupinDesktop-{version}-setup.exe", fast, signer)
        )
        carrying = hands.submit(
            _timed, lambda: portable.make(made, out / f"FupinDesktop-{version}-portable.zip", fast)
        )
    (program, second), (carried, third) = setting_up.result(), carrying.result()
    return Built(program, carried, made, {"安装内容": first, "安装程序": second, "便携版": third})


def _timed(step: Callable[[], Made]) -> tuple[Made, float]:
    """Do a step; return what it made and the seconds that it took."""
    begun = time.monotonic()
    return step(), time.monotonic() - begun
