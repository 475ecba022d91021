"""The installed program: its folder, its two launchers, the windows it shows."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from installer.fetch import digest
from installer.wine.prefix import Answer, Prefix, heard
from installer.wine.screen import picture

KEY = r"HKCU\Software\FupinDesktop"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\FupinDesktop"
TITLE = "乡镇扶贫工作台"
WINDOW = "扶贫工作台"
"""In the title of every window of the program: with an office the township's name comes before it."""
STILL = 3.0
"""Seconds without any change on the screen: a page is drawn, what comes after it too."""
WINDOWS_SIDE = Path(__file__).with_name("windows.py")


@dataclass(frozen=True)
class Program:
    """The program in a folder of a prefix."""

    prefix: Prefix
    folder: Path
    seconds: float = 0.0
    """What the setup took, when it was just installed."""

    @classmethod
    def install(cls, prefix: Prefix, setup: Path, into: str = "") -> Program:
        """Run the setup silently, into a folder as Windows names it or into the usual one."""
        answer = run_setup(prefix, setup, into)
        assert answer.code == 0, answer
        return cls(prefix, prefix.linux(prefix.registry(KEY)[""]["InstallDir"]), answer.seconds)

    @property
    def window(self) -> Path:
        """The launcher of the window."""
        return self.folder / "FupinDesktop.exe"

    @property
    def office(self) -> Path:
        """Where the program keeps its data when nobody says otherwise."""
        return self.prefix.local / "fupin_desktop"

    def fupin(self, *words: str | Path, folder: Path | None = None, fails: int = 0) -> Answer:
        """The command line; whatever it says is checked to be without a traceback."""
        answer = self.prefix.run(self.folder / "fupin.exe", *words, folder=folder)
        assert answer.code == fails, answer
        assert "Traceback" not in answer.out + answer.err
        return answer

    def json(self, *words: str | Path, folder: Path | None = None) -> dict[str, Any]:
        """The command line's answer as one JSON object."""
        found: dict[str, Any] = json.loads(self.fupin("--json", *words, folder=folder).out)
        return found

    def selfcheck(self, file: Path, *more: str) -> tuple[Answer, dict[str, Any]]:
        """The window's launcher asked to check itself; gives what it wrote."""
        answer = self.prefix.run(self.window, "--selfcheck", file, *more)
        return answer, json.loads(file.read_text(encoding="utf-8"))

    def opened(self, *words: str | Path, **more: str) -> Opened:
        """Start the window and leave it open."""
        return Opened(self.prefix, self.prefix.start(self.window, *words, more=more))


class Opened:
    """A window that was started; leave the block and it is closed as by its cross."""

    def __init__(self, prefix: Prefix, process: subprocess.Popen[bytes]) -> None:
        self.prefix, self.process = prefix, process
        self._began = time.monotonic()

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.close(WINDOW)
            self.ended()

    def titles(self) -> list[str]:
        """The titles of all windows on the screen."""
        return [str(each["title"]) for each in json.loads(self.prefix.script(WINDOWS_SIDE).out)]

    def wait_for(self, title: str, patience: float = 90) -> float:
        """Wait for a window with these words in its title; gives the seconds since the start."""
        said = self.prefix.script(WINDOWS_SIDE, "wait", title, str(patience)).out
        found = [str(each["title"]) for each in json.loads(said)]
        assert any(title in each for each in found), (found, self.process.poll())
        return time.monotonic() - self._began

    def wait_until_still(self, file: Path, least: int = 0, patience: float = 120) -> None:
        """Wait until nothing moves on the screen any more, and keep the picture of it: a PNG of at least so many bytes."""
        end, before = time.monotonic() + patience, b""
        display = self.prefix.environment["DISPLAY"]
        while (now := picture(display, file).read_bytes()) != before or len(now) < least:
            assert time.monotonic() < end, f"{file.name} 只有 {len(now)} 字节，或画面一直在变"
            before = now
            time.sleep(STILL)

    def close(self, title: str) -> None:
        """Close the windows with these words in their title."""
        self.prefix.script(WINDOWS_SIDE, "close", title)

    def press(self, *keys: str) -> None:
        """Press virtual keys together, in hexadecimal, in the window in front."""
        self.prefix.script(WINDOWS_SIDE, "press", *keys)

    def ended(self, patience: float = 60) -> int:
        """Wait for the end and give the exit status."""
        heard(self.process, patience)
        return int(self.process.returncode)


def run_setup(prefix: Prefix, setup: Path, into: str = "") -> Answer:
    """Run a setup silently to its end."""
    return prefix.run_line(f'"{prefix.windows(setup)}" /S' + (f" /D={into}" if into else ""))


def uninstall(program: Program) -> Answer:
    """Uninstall silently and wait: with _?= the uninstaller does not copy itself away first (and stays there itself)."""
    folder = program.prefix.windows(program.folder)
    return program.prefix.run_line(f'"{folder}\\uninstall.exe" /S _?={folder}')


def sums(folder: Path) -> dict[str, str]:
    """The sha256 of every file below a folder by its path with /."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): digest(file) for file in files}
