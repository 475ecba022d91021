"""The whole way from a clean checkout to dist/: payload, setup, portable package."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop import __version__
from installer import payload, portable, setup, sizes
from installer.fetch import digest
from installer.parts import megabytes
from installer.paths import DIST, PAYLOAD


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
        return "\n".join([*sizes.table_lines(self.payload), "", *sums, times])


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
    clock, seconds = time.monotonic, dict[str, float]()
    begun = clock()
    made = payload.make(folder, version, signer)
    seconds["安装内容"] = clock() - begun
    begun = clock()
    program = setup.make(made, out / f"FupinDesktop-{version}-setup.exe", fast, signer)
    seconds["安装程序"] = clock() - begun
    begun = clock()
    carried = portable.make(made, out / f"FupinDesktop-{version}-portable.zip", fast=fast)
    seconds["便携版"] = clock() - begun
    return Built(program, carried, made, seconds)
