"""The pins: which wheels the Windows package is made of, each with the one hash that is allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from installer.paths import HERE, ROOT, BuildError

PROGRAM_LOCK = ROOT / "requirements.lock"
WINDOWS_LOCK = HERE / "pins" / "requirements-win.lock"
PYTHON_LOCK = HERE / "pins" / "python.lock"

WINDOWS = {
    "implementation_name": "cpython",
    "implementation_version": "3.11.9",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10.0.19045",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
    "extra": "",
}
"""The environment in which markers are read: pip on Linux would read them for Linux."""

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)\s*(?:;\s*(?P<marker>[^\\]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """One package: its name as pip compares it, its version, the allowed sha256 sums, its marker."""

    name: str
    version: str
    hashes: tuple[str, ...]
    marker: str = ""

    def line(self) -> str:
        """Return the pin as pip reads it."""
        return f"{self.name}=={self.version} \\\n" + " \\\n".join(
            f"    --hash=sha256:{each}" for each in self.hashes
        )


def canonical(name: str) -> str:
    """Return the name of a package as pip compares it: PySide6_Essentials is pyside6-essentials."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read(text: str) -> tuple[Pin, ...]:
    """Read a lock with hashes, in its order."""
    pins = []
    whole = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    for line in filter(None, map(str.strip, whole.splitlines())):
        found, hashes = _PIN.match(line), tuple(_HASH.findall(line))
        if not found or not hashes:
            raise BuildError(f"锁定文件里有一行读不懂，应为“名称==版本 --hash=sha256:…”：{line[:60]}")
        marker = (found["marker"] or "").split("--hash")[0].strip()
        pins.append(Pin(canonical(found["name"]), found["version"], hashes, marker))
    return tuple(pins)


def load(file: Path = WINDOWS_LOCK) -> tuple[Pin, ...]:
    """Read a lock file."""
    try:
        return read(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BuildError(f"锁定文件 {file.name} 读不出来：{error.strerror}。") from error


def for_windows(pins: tuple[Pin, ...]) -> tuple[Pin, ...]:
    """Return the pins that hold on the payload's Python."""
    from packaging.markers import Marker

    return tuple(pin for pin in pins if not pin.marker or Marker(pin.marker).evaluate(dict(WINDOWS)))


def differences(program: tuple[Pin, ...], windows: tuple[Pin, ...]) -> tuple[str, ...]:
    """Say in sentences where the Windows lock does not hold the very packages of the program."""
    wanted = {pin.name: pin for pin in for_windows(program)}
    have = {pin.name: pin for pin in windows}
    said = [f"{name} 没有锁定 Windows 的安装包" for name in wanted.keys() - have.keys()]
    said += [f"{name} 程序已不需要" for name in have.keys() - wanted.keys()]
    for name in wanted.keys() & have.keys():
        if wanted[name].version != have[name].version:
            said.append(f"{name} 程序用 {wanted[name].version}，Windows 锁定的是 {have[name].version}")
        elif not set(have[name].hashes) <= set(wanted[name].hashes):
            said.append(f"{name} 的校验值不在 requirements.lock 里")
    return tuple(sorted(said))


def demand_agreement() -> None:
    """Stop when the program's lock was renewed and the Windows lock was not."""
    said = differences(load(PROGRAM_LOCK), load(WINDOWS_LOCK))
    if said:
        raise BuildError(
            f"Windows 的锁定文件与 requirements.lock 不一致：{'；'.join(said)}。"
            "请运行 python3 dev.py installer --pin 重做。"
        )
