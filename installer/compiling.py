"""Makes .pyc that are never written again at run time; a process of its own, so that they are the same each time."""

from __future__ import annotations

import py_compile
import sys
from pathlib import Path

from installer.paths import PYTHON, BuildError, run


def compile_payload(payload: Path) -> None:
    """Compile the payload's own code beside its source, and the wheels' code in place of its source."""
    if sys.version_info[:2] != PYTHON:
        raise BuildError(
            f"制作安装程序要用 CPython {PYTHON[0]}.{PYTHON[1]}（与安装包里的一样），"
            f"当前是 {sys.version_info[0]}.{sys.version_info[1]}；请删除 .venv，用 3.11 运行 dev.py。"
        )
    run([sys.executable, "-m", "installer.compiling", str(payload)], "编译", PYTHONHASHSEED="0")


def _compile(payload: Path) -> None:
    for source in sorted((payload / "app").rglob("*.py")):
        cached = source.parent / "__pycache__" / f"{source.stem}.cpython-311.pyc"
        _one(source, cached, payload)
    for source in sorted((payload / "lib").rglob("*.py")):
        _one(source, source.with_suffix(".pyc"), payload)
        source.unlink()


def _one(source: Path, target: Path, payload: Path) -> None:
    """Compile one file; its name inside is its path below the payload, wherever that lies."""
    py_compile.compile(
        str(source),
        cfile=str(target),
        dfile=source.relative_to(payload).as_posix(),
        doraise=True,
        optimize=0,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


if __name__ == "__main__":
    _compile(Path(sys.argv[1]))
