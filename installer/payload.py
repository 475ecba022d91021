"""Puts the payload together: the folder that the setup installs and the portable package carries."""

from __future__ import annotations

import json
import lzma
import shutil
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop import __version__
from installer import compiling, fetch, keeping, launching, parts, unpacking
from installer.lock import demand_agreement
from installer.paths import PAYLOAD, ROOT, BuildError, same_day, sign

APP = "fupin_desktop"
_NOT_CARRIED = ("__pycache__", ".gitkeep")
_ONLY_FOR_README = ("pictures",)


@dataclass(frozen=True)
class Payload:
    """A finished payload: its folder, its version, and which part every file of lib\\ belongs to."""

    folder: Path
    version: str
    owners: dict[str, str]

    def files(self) -> tuple[str, ...]:
        """Return the path (with /) of every file, in a fixed order."""
        found = (file for file in self.folder.rglob("*") if file.is_file())
        return tuple(sorted(file.relative_to(self.folder).as_posix() for file in found))

    def owner(self, path: str) -> str:
        """Return the package that a file of lib\\ came from; empty for everything else."""
        inner = path.removeprefix("lib/")
        if inner == path:
            return ""
        return self.owners.get(inner) or self.owners.get(inner.removesuffix("c"), "")

    def size(self, path: str = "") -> int:
        """Return the bytes of a file or folder of the payload, of the whole when no path is given."""
        place = self.folder / path
        found = [place] if place.is_file() else [file for file in place.rglob("*") if file.is_file()]
        return sum(file.stat().st_size for file in found)

    def longest(self) -> int:
        """Return the length of the longest path below the folder, in characters as Windows counts them."""
        return max(len(path.encode("utf-16-le")) // 2 for path in self.files())


def make(folder: Path = PAYLOAD, version: str = __version__, signer: str = "") -> Payload:
    """Make the payload anew in the folder; what lay there before is thrown away."""
    demand_agreement()
    wheels, package = fetch.wheels(), fetch.python()
    if folder.exists():
        shutil.rmtree(folder)
    unpacking.python(package, folder / "python")
    owners = _wheels(wheels, folder / "lib")
    _own(folder)
    compiling.compile_payload(folder)
    made = Payload(folder, version, owners)
    for launcher in launching.make(folder, version, made.longest()):
        sign(launcher, signer)
    parts.write(made, wheels)
    same_day(folder)
    return made


def _wheels(wheels: dict[str, Path], lib: Path) -> dict[str, str]:
    """Unpack every wheel; return which package each kept path came from."""
    keep, owners = keeping.load(), dict[str, str]()
    for name, file in sorted(wheels.items()):
        for path in unpacking.wheel(file, lib, keep):
            if path in owners:
                raise BuildError(f"{name} 和 {owners[path]} 都带有 {path}，请检查依赖。")
            owners[path] = name
    return owners


def _own(folder: Path) -> None:
    """Copy what is the project's own: code, resources with the fonts unpacked, the licence."""
    ignored = shutil.ignore_patterns(*_NOT_CARRIED)
    shutil.copytree(ROOT / APP, folder / "app" / APP, ignore=ignored)
    resources = folder / "resources"
    shutil.copytree(
        ROOT / "resources",
        resources,
        ignore=shutil.ignore_patterns(*_NOT_CARRIED, *_ONLY_FOR_README, "*.ttf.xz"),
    )
    unpack_fonts(ROOT / "resources" / "fonts", resources / "fonts")
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    (folder / "LICENSE.txt").write_text(text, encoding="utf-8", newline="\r\n")


def unpack_fonts(packed: Path, folder: Path) -> None:
    """Unpack the faces of the manifest, each checked, so that the program unpacks nothing on the user's PC."""
    manifest = json.loads((packed / "manifest.json").read_text(encoding="utf-8"))
    for name, entry in sorted(manifest["files"].items()):
        try:
            content = lzma.decompress((packed / f"{name}.xz").read_bytes())
        except (OSError, lzma.LZMAError) as error:
            raise BuildError(f"字体 {name}.xz 读不出来或已损坏，请重新取出 resources/fonts。") from error
        if len(content) != entry["bytes"] or fetch.digest_of(content) != entry["sha256"]:
            raise BuildError(f"字体 {name} 与 manifest.json 不符，请用 python3 dev.py fonts 重做。")
        (folder / name).write_bytes(content)
