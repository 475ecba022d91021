"""A Wine prefix to test in: Windows 10 of 64 bits, a user called 王 小明, and the three DLLs that Wine 8 lacks."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

USER = "王 小明"
WINE = "/usr/lib/wine/wine64"
"""Not /usr/bin/wine, which first says that wine32 is missing."""
NOTHING: Mapping[str, str] = {}
PATIENCE = 240.0
"""Seconds for one command; a program that hangs is ended and the test fails."""


@dataclass(frozen=True)
class Answer:
    """How a program under Wine ended, what it said (lines end with \\n) and how long it took, in seconds."""

    code: int
    out: str
    err: str
    seconds: float


class Prefix:
    """One fresh user profile of Windows in ``folder``; whatever is done in it stays in it."""

    def __init__(self, folder: Path, shims: Path, display: str = "") -> None:
        self.folder = folder
        self.drive = folder / "drive_c"
        self.home = folder.with_name(f"{folder.name}.home")
        self.python: Path | None = None
        """A Windows python.exe to run scripts with; not the installed one."""
        self.environment = {
            **{
                name: value for name, value in os.environ.items() if not name.startswith(("FUPIN_", "PYTHON"))
            },
            "WINEPREFIX": str(folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # menus of the Linux desktop are not for us, nor is a browser engine
            "WINEDLLOVERRIDES": "winemenubuilder.exe=;mscoree=;mshtml=",
            "HOME": str(self.home),  # else the desktop's shortcut lies in the tester's own home
            "USER": USER,
            "LOGNAME": USER,
            "LC_ALL": "C.UTF-8",  # without it Chinese in arguments is lost
            "DISPLAY": display,
        }
        self._make(shims)

    def _make(self, shims: Path) -> None:
        self.home.mkdir(parents=True)
        self.run("wineboot", "-i")
        self.run("winecfg", "-v", "win10")  # a fresh prefix says Windows 7
        for shim in shims.glob("*.dll"):
            place = self.drive / "windows" / "system32" / shim.name
            place.unlink(missing_ok=True)  # Wine's own is a link into /usr/lib
            shutil.copy(shim, place)
        self.run(
            "reg", "add", r"HKCU\Software\Wine\DllOverrides", "/v", "ucrtbase", "/d", "native,builtin", "/f"
        )
        interfaces = r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId"
        self.run(
            "reg", "add", rf"{interfaces}\Windows.UI.ViewManagement.UISettings",
            "/v", "DllPath", "/d", r"C:\windows\system32\wui.dll", "/f",
        )  # fmt: skip
        self.settle()

    # --- running ----------------------------------------------------------------------------------------

    def start(
        self, *words: str | Path, folder: Path | None = None, more: Mapping[str, str] = NOTHING
    ) -> subprocess.Popen[bytes]:
        """Begin a program; ``more`` is environment. Its three streams must be pipes or nothing: Wine gives Python no handle of a file."""
        return subprocess.Popen(
            [WINE, *map(self._word, words)],
            env={**self.environment, **more},
            cwd=folder or (self.drive if self.drive.is_dir() else self.home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *words: str | Path, folder: Path | None = None, patience: float = PATIENCE) -> Answer:
        """Run a program to its end. Paths of Linux may be given as Path."""
        began = time.monotonic()
        process = self.start(*words, folder=folder)
        out, err = heard(process, patience)
        return Answer(process.returncode, out, err, time.monotonic() - began)

    def run_line(self, line: str, patience: float = PATIENCE) -> Answer:
        """Run a whole command line as Windows would: Wine puts blanks between quotes, which NSIS' /D= forbids."""
        assert self.python
        script = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1]))"
        return self.run(self.python, "-X", "utf8", "-c", script, line, patience=patience)

    def script(self, file: Path, *words: str) -> Answer:
        """Run a Python script of the tests on the Windows side."""
        assert self.python
        return self.run(self.python, "-X", "utf8", "-B", file, *words)

    def settle(self) -> None:
        """Wait until every program of the prefix has ended."""
        subprocess.run(["wineserver", "-w"], env=self.environment, check=False, timeout=PATIENCE)

    def end(self) -> None:
        """End what still runs in this prefix, and only there."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False, timeout=PATIENCE)

    # --- where things lie -------------------------------------------------------------------------------

    @property
    def profile(self) -> Path:
        """The user's folder, C:\\users\\王 小明."""
        return self.drive / "users" / USER

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return self.profile / "AppData" / "Local"

    def windows(self, place: Path) -> str:
        """The name of a file as Windows says it."""
        if place.is_relative_to(self.drive):
            return "C:\\" + str(place.relative_to(self.drive)).replace("/", "\\")
        return "Z:" + str(place).replace("/", "\\")

    def linux(self, place: str) -> Path:
        """The file behind a name of Windows."""
        letter, rest = place[:2].upper(), place[2:].replace("\\", "/")
        return {"C:": self.drive, "Z:": Path("/")}[letter] / rest.lstrip("/")

    def _word(self, word: str | Path) -> str:
        return self.windows(word) if isinstance(word, Path) else word

    # --- the registry -----------------------------------------------------------------------------------

    def registry(self, key: str) -> dict[str, dict[str, str]]:
        """What stands under a key: {key below it, "" for itself: {value name, "" for the default: text}}.

        Empty when there is no such key. Numbers are given as written, e.g. dword:0000002a.
        """
        place = self.drive / "key.reg"
        place.unlink(missing_ok=True)
        # `reg query` says ? for Chinese, an exported file is UTF-16
        self.run("reg", "export", key, "C:\\key.reg", "/y")
        if not place.is_file():
            return {}
        found: dict[str, dict[str, str]] = {}
        here: dict[str, str] = {}
        for line in place.read_text(encoding="utf-16").splitlines():
            if head := re.fullmatch(r"\[(.+)\]", line):
                whole = head[1].split("\\", 1)[1]
                here = found.setdefault(whole[len(key.split("\\", 1)[1]) :].lstrip("\\"), {})
            elif value := re.fullmatch(r'(?:@|"((?:[^"\\]|\\.)*)")=(.*)', line):
                here[_plain(value[1] or "")] = _plain(value[2].removeprefix('"').removesuffix('"'))
        return found


def heard(process: subprocess.Popen[bytes], patience: float = PATIENCE) -> tuple[str, str]:
    """What a program says until it ends. The end of its pipes is not waited for: Wine's desktop, which the first
    program with a window starts, keeps them open."""
    end = time.monotonic() + patience
    assert process.stdout
    assert process.stderr
    said = {process.stdout.fileno(): b"", process.stderr.fileno(): b""}
    still = set(said)
    while True:
        over = process.poll() is not None
        ready = select.select(still, [], [], 0.0 if over else 0.05)[0]
        for pipe in ready:
            piece = os.read(pipe, 65536)
            said[pipe] += piece
            if not piece:
                still.discard(pipe)
        if over and not ready:
            break
        if time.monotonic() > end:
            process.kill()
            raise AssertionError(f"{process.args!r} 在 {patience:.0f} 秒内没有结束：{said}")
    process.stdout.close()
    process.stderr.close()
    out, err = said.values()
    return _text(out), _text(err)


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _text(said: bytes) -> str:
    return said.decode("utf-8", "replace").replace("\r\n", "\n")
