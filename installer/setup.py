"""The setup: NSIS with a 64-bit stub that speaks Chinese also when it is damaged."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from installer import launching, picture
from installer.paths import HERE, BuildError, run, same_day, sign, source_date, unfinished
from installer.payload import Payload

SCRIPTS = HERE / "nsis"
SPARE_MB = 30
"""Megabytes asked for beside the payload: uninstaller, folders, what the file system rounds up."""

TEMP_MB = 5
"""Megabytes that every setup needs in the temporary folder."""
EVER = (
    "FupinDesktop.exe",
    "LICENSE.txt",
    "THIRD-PARTY.txt",
    "app",
    "fupin.exe",
    "lib",
    "python",
    "resources",
)
"""Every part that any released version put into its folder: what this one no longer has is removed too."""

FIRST = "FupinDesktop.exe"
"""Unpacked first: what a setup left that was cut off is known by it."""

SENTENCES = {
    "Installer integrity check has failed. Common causes include\n"
    "incomplete download and damaged media. Contact the\n"
    "installer's author to obtain a new copy.\n\n"
    "More information at:\nhttp://nsis.sf.net/NSIS_Error": "安装程序已损坏或没有下载完整，电脑上没有改动任何东西。\n"
    "请重新下载，或从U盘重新复制一份再运行。",
    "Error writing temporary file. Make sure your temp folder is valid.": "临时文件夹不能写入，请检查 C 盘空间；没有改动任何东西。",
    "Error launching installer": "安装程序启动不了，请重新下载",
    "verifying installer: %d%%": "正在检查安装程序：%d%%",
    "unpacking data: %d%%": "正在解压：%d%%",
    "NSIS Error": "安装程序有问题",
}
"""What NSIS' stub says in English, and what takes its place: never longer, since it lies in the same bytes."""


def make(payload: Payload, target: Path, fast: bool = False, signer: str = "") -> Path:
    """Compile the setup for this payload; ``fast`` packs with zlib, else LZMA in one block (minutes)."""
    draft = target.with_suffix(".part")
    with tempfile.TemporaryDirectory() as work, unfinished(draft):
        script = Path(work) / "payload.nsh"
        script.write_text(payload_script(payload), encoding="utf-8")
        command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *_defines(payload, script, draft, fast)]
        command += ["-DFAST"] if fast else []
        command += [f"-DSIGN={signer}"] if signer else []
        surroundings = {"SOURCE_DATE_EPOCH": str(source_date()), "NSISDIR": str(nsis(Path(work)))}
        same_day(Path(work))  # makensis keeps the dates of its plugins and of the picture
        scripts = shutil.copytree(SCRIPTS, Path(work) / "scripts")
        run([*command, str(scripts / "setup.nsi")], "制作安装程序", **surroundings)
        sign(draft, signer)
        draft.replace(target)
    return target


def _defines(payload: Payload, script: Path, target: Path, fast: bool) -> list[str]:
    """Return what the NSIS script asks for."""
    values = {
        "OUTFILE": str(target.resolve()),
        "VERSION": payload.version,
        "NUMBERS": launching.numbers(payload.version).replace(",", "."),
        "PAYLOAD_SCRIPT": str(script),
        "ICON": str(launching.ICON),
        "SIDE": str(picture.make(script.with_name("side.bmp"))),
        "LONGEST": str(payload.longest()),
        "NEEDED_MB": str(payload.size() // 1_048_576 + SPARE_MB),
        "SIZE_KB": str(payload.size() // 1024),
    }
    # packed in one block, the setup unpacks it into the temporary folder on its way
    values["TEMP_MB"] = str(TEMP_MB if fast else payload.size() // 1_048_576 + TEMP_MB)
    return [f"-D{name}={value}" for name, value in values.items()]


def payload_script(payload: Payload) -> str:
    """Return the macros that name every part and every file; the files in a fixed order, alike beside alike."""
    parts = sorted({*EVER, *(path.partition("/")[0] for path in payload.files())})
    lines = ["!macro EachPart GIVEN DO"]
    lines += [f'  !insertmacro ${{DO}} "${{GIVEN}}" "{part}"' for part in parts]
    lines += ["!macroend", "", "!macro PayloadFiles"]
    lines += _file_lines(payload)
    return "\n".join([*lines, "!macroend", ""])


def _file_lines(payload: Payload) -> Iterator[str]:
    def kind(path: str) -> tuple[bool, str, str, str]:
        folder, _, name = path.rpartition("/")
        return path != FIRST, name.rpartition(".")[2], folder, name

    ordered = sorted(payload.files(), key=kind)
    for (_, _, folder), paths in groupby(ordered, key=lambda path: kind(path)[:3]):
        inner = folder.replace("/", "\\")
        yield f'  SetOutPath "$INSTDIR\\~new{chr(92) + inner if inner else ""}"'
        for path in paths:
            yield f'  File "{(payload.folder / path).as_posix()}"'


def nsis(folder: Path) -> Path:
    """Return, inside the folder, a copy of NSIS whose stub says its few own sentences in Chinese."""
    program = shutil.which("makensis")
    if not program:
        raise BuildError("缺少 makensis，安装程序做不了；请用 python3 dev.py installer 运行，它会装好 nsis。")
    source = Path(os.environ.get("NSIS_HOME", "/usr/share/nsis"))
    copy = folder / "nsis"
    shutil.copytree(source, copy)
    for stub in sorted((copy / "Stubs").glob("*amd64-unicode")):
        stub.write_bytes(in_chinese(stub.read_bytes(), stub.name))
    return copy


def in_chinese(stub: bytes, name: str) -> bytes:
    """Return a stub with its English sentences replaced in place."""
    if name.startswith("uninst"):
        return stub
    for english, chinese in SENTENCES.items():
        if len(chinese) > len(english):
            raise BuildError(f"这一句比原文长，放不下：{chinese}")
        old = english.encode("utf-16-le") + b"\0\0"
        new = chinese.ljust(len(english), "\0").encode("utf-16-le") + b"\0\0"
        if old not in stub and not english.startswith("unpacking"):
            raise BuildError(f"这个版本的 NSIS（{name}）里没有要换成中文的一句：{english[:30]}…")
        stub = stub.replace(old, new)
    return stub
