"""A screen that nobody sees, 1366x768 as on the PCs of the offices."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import ImageGrab

SIZE = "1366x768x24"


@contextmanager
def screen(size: str = SIZE) -> Iterator[str]:
    """Give the name of an X display that lives as long as the block."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        assert number, "Xvfb 没有启动"
        yield f":{number}"
    finally:
        process.terminate()
        process.wait()


def picture(display: str, file: Path) -> Path:
    """Write what the screen shows as a PNG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    ImageGrab.grab(xdisplay=display).save(file)
    return file
