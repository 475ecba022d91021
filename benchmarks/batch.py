"""A batch of more than 5,000 pages, file by file and village by village: its memory beside that of two villages."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fupin_desktop.services.office import Office

HOUSEHOLDS = 380
LIMIT = 1.2


def an_office(folder: Path) -> list[str]:
    """A demo township of so many households; gives its villages."""
    from fupin_desktop.services.demo import fill_demo

    office = Office.open(folder, by="李经办", create=True)
    fill_demo(office, households=HOUSEHOLDS)
    villages = [each.name for each in office.settings.villages()]
    office.close()
    return villages


def bound(folder: Path, out: Path, villages: list[str]) -> tuple[str, float, int]:
    """The files of some villages (none: all) by a process of its own: what it said, seconds, the peak of memory in kB.

    The peak is that of the largest process so far, so the smaller run comes first.
    """
    words = [sys.executable, "-m", "fupin_desktop", "--office", str(folder), "form", "household_file",
             "--on", "2018-05-08", "--out", str(out)]  # fmt: skip
    named = [word for each in villages for word in ("--village", each)]
    begun = time.perf_counter()
    done = subprocess.run([*words, *named], check=True, capture_output=True, text=True)
    return (
        done.stdout.splitlines()[0],
        time.perf_counter() - begun,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    )


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "office"
        villages = an_office(folder)
        _, _, two = bound(folder, Path(room) / "two", villages[:2])
        said, seconds, whole = bound(folder, Path(room) / "all", [])
    print(f"{said.partition('：')[0]}，{seconds:.0f} 秒")
    print(
        f"内存峰值 {whole // 1024} MB，只做两个村时 {two // 1024} MB，{whole / two:.2f} 倍（限 {LIMIT} 倍）"
    )


if __name__ == "__main__":
    main()
