"""Where the parts of the build lie, and the one error that ends it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILD = ROOT / "build"
DIST = ROOT / "dist"
FETCHED = BUILD / "fetched"
PAYLOAD = BUILD / "payload"

PYTHON = (3, 11)
"""The Python of the payload; .pyc are made by the same minor version."""
FIXED_DAY = 1_767_225_600
"""2026-01-01: the date of all files when neither SOURCE_DATE_EPOCH nor git says one."""
_FULL = ("No space left on device", "can't write")
"""What compilers, pip and makensis say of a full disk."""


class BuildError(Exception):
    """The package could not be made: one Chinese sentence that says what is wrong and what to do."""


def source_date() -> int:
    """Return the one moment (seconds since 1970) that every file of the package carries."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if said:
        if not said.isdigit():
            raise BuildError(f"SOURCE_DATE_EPOCH 应为秒数，现在是“{said}”。")
        return int(said)
    try:
        command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        answer = ""
    return int(answer) if answer.isdigit() else FIXED_DAY


def same_day(folder: Path) -> None:
    """Give every file the same date and the same rights, so that the same input makes the same package."""
    day = source_date()
    for place in sorted(folder.rglob("*"), reverse=True):
        place.chmod(0o755 if place.is_dir() else 0o644)
        os.utime(place, (day, day))


@contextmanager
def unfinished(draft: Path) -> Iterator[None]:
    """Remove a draft that did not become what it should."""
    try:
        yield
    finally:
        draft.unlink(missing_ok=True)


def sign(file: Path, program: str) -> None:
    """Let the given program sign a file in place; nothing happens when there is none."""
    if program:
        run([program, str(file)], f"给 {file.name} 签名")


def run(command: list[str], purpose: str, **environment: str) -> str:
    """Run a program of the build and return what it printed; its last lines are told when it fails."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError as error:
        raise BuildError(
            f"缺少 {command[0]}，{purpose}做不了；请用 python3 dev.py installer 运行。"
        ) from error
    if done.returncode and any(said in done.stdout for said in _FULL):
        raise BuildError(f"{purpose}没有成功：磁盘写不进去，可能已满；请腾出空间后再试。")
    if done.returncode:
        last = "\n".join(done.stdout.strip().splitlines()[-12:])
        raise BuildError(f"{purpose}没有成功（{Path(command[0]).name} 返回 {done.returncode}）：\n{last}")
    return done.stdout
