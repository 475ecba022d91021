"""What locking a backup costs against a plain one, and that its memory does not grow with the office.

Each measure is a new process; the photos are random bytes, which no compression makes smaller.
"""

from __future__ import annotations

import resource
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fupin_desktop.services.office import Office

PASSWORD = "星星之火2026"
PHOTO = 4 << 20
SMALL, LARGE = 25, 150
"""Photos of 4 MB."""
ROUNDS = 3


def add_photos(office: Office, room: Path, count: int) -> None:
    """Put photos among the office's files."""
    file = room / "photo.jpg"
    for _ in range(count):
        file.write_bytes(b"\xff\xd8\xff" + secrets.token_bytes(PHOTO))
        office.files.add(file)


def measure(folder: Path, act: str, room: Path) -> tuple[float, float]:
    """Seconds of the act itself, and megabytes at the most, of a new process."""
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.locked", str(folder), act, str(room)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = said.stdout.split()
    return float(seconds), float(memory)


def act(folder: Path, what: str, room: Path) -> None:
    """One act, its seconds and the process's largest size."""
    from fupin_desktop.services.safety import restore

    begun = time.perf_counter()
    if what == "restore":
        restore(room / "restored" / f"{time.time_ns()}", room / "locked.fupin", password=PASSWORD)
    else:
        office = Office.open(folder)
        begun = time.perf_counter()
        office.safety.backup(room / f"{what}.fupin", password=PASSWORD if what == "locked" else "")
        office.close()
    seconds = time.perf_counter() - begun
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Print what was measured."""
    from fupin_desktop.services.demo import fill_demo

    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        office = Office.open(room / "office", create=True)
        fill_demo(office)
        sizes = {}
        for count in (SMALL, LARGE):
            add_photos(office, room, count - len(list(office.files.all())))
            sizes[count] = {
                what: [measure(room / "office", what, room) for _ in range(ROUNDS)]
                for what in ("plain", "locked", "restore")
            }
        office.close()
    megabytes = LARGE * PHOTO / 1e6
    middle = {what: statistics.median(each[0] for each in found) for what, found in sizes[LARGE].items()}
    for what, words in (("plain", "备份"), ("locked", "加密备份"), ("restore", "恢复加密的备份")):
        print(
            f"{words} {megabytes:.0f} MB 照片：{middle[what]:.1f} 秒，每秒 {megabytes / middle[what]:.0f} MB"
        )
    print(f"加密与不加密之比：{middle['locked'] / middle['plain']:.2f}（限 2.0）")
    for what in ("plain", "locked"):
        small, large = (max(each[1] for each in sizes[count][what]) for count in (SMALL, LARGE))
        print(
            f"内存峰值（{what}）：{SMALL * 4} MB 照片 {small:.0f} MB，{LARGE * 4} MB 照片 {large:.0f} MB（应相同）"
        )


if __name__ == "__main__":
    act(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
