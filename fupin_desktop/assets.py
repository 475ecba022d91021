"""The faces that ship with the program, unpacked once, so that every page looks the same on every PC."""

import contextlib
import hashlib
import json
import lzma
import os
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fupin_desktop import places
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble

FORGOTTEN_AFTER = 3600.0  # seconds: a temporary file older than this belongs to a process that was killed


@dataclass(frozen=True)
class Face:
    """One face as the manifest describes it."""

    file: str
    size: int
    sha256: str

    def is_in(self, folder: Path) -> bool:
        """Say whether the folder holds this face at its full size."""
        try:
            return (folder / self.file).stat().st_size == self.size
        except OSError:
            return False

    def is_genuine(self, content: bytes) -> bool:
        """Say whether these bytes are the face and nothing else."""
        return hashlib.sha256(content).hexdigest() == self.sha256


def root() -> Path:
    """Return the folder of resources: inside the package, beside it, or beside the folder of the code."""
    return _found_from(__file__)


@cache
def _found_from(code: str) -> Path:
    package = Path(code).resolve().parent
    for house in (package, package.parent, package.parent.parent):
        if (house / "resources" / "fonts" / "manifest.json").is_file():
            return house / "resources"
    raise Trouble(f"程序文件不全：{package.parent} 中找不到 resources 文件夹，请重新安装程序。")


def font_names() -> tuple[str, ...]:
    """Return the names of all faces that ship with the program."""
    return tuple(name.removesuffix(".ttf") for name in _manifest(root()))


def font_path(name: str) -> Path:
    """Return a TrueType file of the face, e.g. font_path("FandolFang-Regular"), unpacking it on first use."""
    store = root() / "fonts"
    face = _manifest(root()).get(f"{name}.ttf")
    if face is None:
        raise Trouble(f"程序不带名为“{name}”的字体，请检查字体名称。")
    if face.is_in(store):
        return store / face.file
    usual, spare = _cache_folders()
    if face.is_in(usual):
        return usual / face.file
    # others may write in the temporary folder, so size alone proves nothing there
    if face.is_in(spare) and face.is_genuine((spare / face.file).read_bytes()):
        return spare / face.file
    return _keep(face, _unpack(face, store))


def is_genuine(name: str) -> bool:
    """Say whether the face that ships with the program is whole; raise Trouble if it is not there at all."""
    return _manifest(root())[f"{name}.ttf"].is_genuine(font_path(name).read_bytes())


@cache
def _manifest(resources: Path) -> dict[str, Face]:
    file = resources / "fonts" / "manifest.json"
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))["files"]
        return {name: Face(name, entry["bytes"], entry["sha256"]) for name, entry in entries.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble(f"字体清单 {file} 读不出来，请重新安装程序。") from error


def _cache_folders() -> tuple[Path, Path]:
    """Return where unpacked faces may lie: the user's cache, else the temporary folder of this user."""
    owner = hashlib.sha256(str(Path.home()).encode()).hexdigest()[:8]
    return places.cache() / "fonts", Path(tempfile.gettempdir()) / f"fupin-fonts-{owner}"


def _unpack(face: Face, store: Path) -> bytes:
    packed = store / f"{face.file}.xz"
    try:
        content = lzma.decompress(packed.read_bytes())
    except FileNotFoundError as error:
        raise Trouble(f"缺少字体文件 {packed}，请重新安装程序。") from error
    except (OSError, lzma.LZMAError, EOFError) as error:
        raise Trouble(f"字体文件 {packed} 已损坏或读不出来，请重新安装程序。") from error
    if not face.is_genuine(content):
        raise Trouble(f"字体文件 {packed} 与清单不符（校验值不对），请重新安装程序。")
    return content


def _keep(face: Face, content: bytes) -> Path:
    """Put the face into the first folder that takes it."""
    failures = []
    for folder in _cache_folders():
        try:
            return _place(face, content, folder)
        except OSError as error:
            failures.append(f"{folder}（{disk.why(error, folder)}）")
    raise Trouble(f"字体 {face.file} 无处存放：{'、'.join(failures)}，请腾出磁盘空间或检查文件夹权限。")


def _place(face: Face, content: bytes, folder: Path) -> Path:
    """Write beside the final name, then rename: a reader sees the whole face or none."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep(folder)
    handle, draft = tempfile.mkstemp(prefix=face.file, suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        _swap(Path(draft), folder / face.file, face)
    finally:
        Path(draft).unlink(missing_ok=True)
    return folder / face.file


def _swap(draft: Path, target: Path, face: Face) -> None:
    try:
        draft.replace(target)
    except PermissionError:
        # Windows refuses to replace a file that another process has open: then that process has just made it.
        if not face.is_in(target.parent):
            raise


def _sweep(folder: Path) -> None:
    """Remove the leftovers of processes that were killed while unpacking."""
    for draft in folder.glob("*.part"):
        with contextlib.suppress(OSError):
            if time.time() - draft.stat().st_mtime > FORGOTTEN_AFTER:
                draft.unlink()
