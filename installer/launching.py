"""Builds the two launchers: the window (FupinDesktop.exe) and the command line (fupin.exe), from one C source."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from installer.paths import HERE, ROOT, run

TRIPLE = "x86_64-w64-mingw32"
WARNINGS = ("-Wall", "-Wextra", "-Werror")
ICON = ROOT / "resources" / "icons" / "program.ico"


@dataclass(frozen=True)
class Launcher:
    """One of the two programs: its file, what the task manager calls it, its switches."""

    file: str
    description: str
    switches: tuple[str, ...]


LAUNCHERS = (
    Launcher("FupinDesktop.exe", "乡镇扶贫工作台", ("-mwindows",)),
    Launcher("fupin.exe", "乡镇扶贫工作台命令行", ("-mconsole", "-DCONSOLE")),
)


def numbers(version: str) -> str:
    """Return a version as the four numbers of a version resource: 0.5.0 is 0,5,0,0."""
    parts = [part if part.isdigit() else "0" for part in version.split(".")[:4]]
    return ",".join(parts + ["0"] * (4 - len(parts)))


def resource_text(launcher: Launcher, version: str) -> str:
    """Return the resource script of one launcher."""
    text = (HERE / "launcher.rc").read_text(encoding="utf-8")
    for name, value in {
        "ICON": str(ICON),
        "MANIFEST": str(HERE / "launcher.manifest"),
        "NUMBERS": numbers(version),
        "VERSION": version,
        "DESCRIPTION": launcher.description,
        "NAME": launcher.file,
    }.items():
        text = text.replace(f"@{name}@", value)
    return text


def make(folder: Path, version: str, longest: int) -> tuple[Path, ...]:
    """Put both launchers into the folder; ``longest`` is the length of the longest path below it, in characters."""
    for launcher in LAUNCHERS:
        with tempfile.TemporaryDirectory() as work:
            script, resources = Path(work) / "launcher.rc", Path(work) / "launcher.o"
            script.write_text(resource_text(launcher, version), encoding="utf-8")
            command = [f"{TRIPLE}-windres", "-c", "65001", str(script), "-O", "coff", "-o", str(resources)]
            run(command, "制作图标与版本信息")
            command = [f"{TRIPLE}-gcc", "-O2", "-s", "-municode", "-static-libgcc", *WARNINGS]
            command += [*launcher.switches, f"-DLONGEST={longest}", "-Wl,--no-insert-timestamp"]
            command += ["-o", str(folder / launcher.file), str(HERE / "launcher.c"), str(resources)]
            run([*command, "-lshell32", "-ladvapi32"], "编译启动程序")
    return tuple(folder / launcher.file for launcher in LAUNCHERS)
