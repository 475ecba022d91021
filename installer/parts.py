"""THIRD-PARTY.txt: every part of the package with its version, licence, licence text, size and files."""

from __future__ import annotations

import tomllib
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from installer.paths import HERE, BuildError

if TYPE_CHECKING:
    from installer.payload import Payload

NAME = "THIRD-PARTY.txt"
TABLE = HERE / "parts.toml"
LICENCES = HERE / "licences"
_LICENCE_NAMES = ("licen", "licence", "copying", "notice", "authors")


@dataclass(frozen=True)
class Part:
    """One foreign part: licence as SPDX, (title, text) of its licences, its files in the payload, their bytes."""

    name: str
    version: str
    use: str
    licence: str
    source: str
    texts: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    size: int
    inside: str = ""


@cache
def table() -> dict[str, Any]:
    """Return what parts.toml says."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def gather(payload: Payload, wheels: dict[str, Path]) -> tuple[Part, ...]:
    """Return all parts of a payload: the wheels first, then everything else."""
    files = payload.files()
    parts = [_of_wheel(payload, files, name, file) for name, file in sorted(wheels.items())]
    parts += [_other(payload, files, name, entry) for name, entry in table()["others"].items()]
    for part in parts:
        if not part.texts:
            raise BuildError(f"{part.name} 没有许可证原文，请在 parts.toml 里写明 texts。")
    return tuple(parts)


def _of_wheel(payload: Payload, present: tuple[str, ...], name: str, wheel: Path) -> Part:
    entry = table()["wheels"].get(name)
    if entry is None:
        raise BuildError(f"parts.toml 里没有 {name}，请写明它做什么用和许可证。")
    files = tuple(path for path in present if payload.owner(path) == name)
    texts = (*_wheel_texts(wheel), *_project_texts(entry))
    version, source = wheel.name.split("-")[1], f"https://pypi.org/project/{name}/"
    return Part(name, version, entry["use"], entry["licence"], source, texts, files, _size(payload, files))


def _wheel_texts(wheel: Path) -> tuple[tuple[str, str], ...]:
    """Return the licences that a wheel carries beside its description."""
    found = []
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            folder, _, rest = name.partition(".dist-info/")
            file = rest.rpartition("/")[2].lower()
            carried = rest.startswith(("licenses/", "LICENSES/")) or file.startswith(_LICENCE_NAMES)
            if folder != name and rest and not name.endswith("/") and carried:
                found.append((rest, archive.read(name).decode("utf-8", "replace")))
    return tuple(found)


def _project_texts(entry: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, (LICENCES / name).read_text(encoding="utf-8")) for name in entry.get("texts", ()))


def _other(payload: Payload, present: tuple[str, ...], name: str, entry: dict[str, Any]) -> Part:
    roots = tuple(entry.get("paths", ()))
    files = tuple(
        path for path in present if any(path == root or path.startswith(f"{root}/") for root in roots)
    )
    if roots and not files:
        raise BuildError(f"安装包里没有 {name} 的文件：{'、'.join(roots)}。")
    carried = [
        (path.rpartition("/")[2], (payload.folder / path).read_text(encoding="utf-8", errors="replace"))
        for path in entry.get("payload_texts", ())
    ]
    return Part(
        name,
        entry["version"],
        entry["use"],
        entry["licence"],
        entry["source"],
        (*carried, *_project_texts(entry)),
        files,
        _size(payload, files),
        entry.get("inside", ""),
    )


def _size(payload: Payload, files: tuple[str, ...]) -> int:
    return sum((payload.folder / path).stat().st_size for path in files)


def megabytes(size: int) -> str:
    """Write bytes as megabytes with one decimal, small ones as kilobytes."""
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.0f} KB"


def text(payload: Payload, parts: tuple[Part, ...]) -> str:
    """Return the whole of THIRD-PARTY.txt: an overview, the licence texts (each once), the list of files."""
    lines = [f"乡镇扶贫工作台 {payload.version}：安装包里的第三方部分", "", _HEAD, ""]
    for part in parts:
        size = f"已编进 {part.inside}" if part.inside else megabytes(part.size)
        lines += [f"{part.name} {part.version}", f"    用途：{part.use}", f"    许可证：{part.licence}"]
        lines += [f"    大小：{size}", f"    来源：{part.source}"]
    lines += ["", "=" * 78, "许可证原文", "=" * 78]
    for (title, content), names in _shared_texts(parts).items():
        lines += ["", "-" * 78, f"{'、'.join(names)}：{title}", "-" * 78, content.strip()]
    lines += ["", "=" * 78, "文件清单（字节，路径）", "=" * 78]
    files = payload.files()
    lines += [f"{(payload.folder / path).stat().st_size:>10}  {path}" for path in files if path != NAME]
    return "\n".join(lines) + "\n"


_HEAD = (
    "本程序自己的代码按 Apache License 2.0 发布（LICENSE.txt）。下面各部分按各自的许可证使用，没有改动，\n"
    "只是去掉了用不到的文件，并把 Python 源文件编译成了 .pyc。"
)


def _shared_texts(parts: tuple[Part, ...]) -> dict[tuple[str, str], list[str]]:
    """Return each licence text once, with the parts that it holds for."""
    shared: dict[tuple[str, str], list[str]] = {}
    for part in parts:
        for title, content in part.texts:
            shared.setdefault((title, content), []).append(part.name)
    return shared


def write(payload: Payload, wheels: dict[str, Path]) -> tuple[Part, ...]:
    """Write THIRD-PARTY.txt into the payload, as Windows' own editor reads it."""
    parts = gather(payload, wheels)
    content = text(payload, parts)
    (payload.folder / NAME).write_text(content, encoding="utf-8-sig", newline="\r\n")
    return parts
