"""When the package cannot be made: one Chinese sentence, nothing half made, what was there before stays."""

from __future__ import annotations

import os
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import dev
from installer import __main__ as command
from installer import build, fetch, launching, lock, portable, setup
from installer.paths import PYTHON, BuildError
from installer.payload import Payload

CHINESE = re.compile(r"[\u4e00-\u9fff].*[。：]", re.S)


def wheel(folder: Path, content: str) -> Path:
    """A wheel with one module, as an index would have it."""
    folder.mkdir(exist_ok=True)
    file = folder / "tiny_part-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("tiny_part.py", content)
        packed.writestr(
            "tiny_part-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny-part\nVersion: 1.0\n"
        )
        packed.writestr("tiny_part-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        packed.writestr("tiny_part-1.0.dist-info/RECORD", "")
    return file


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index with one package, and a lock that pins it."""
    good = wheel(tmp_path / "index", "good = True\n")
    pins = (lock.Pin("tiny-part", "1.0", (fetch.digest(good),)),)
    monkeypatch.setattr(fetch, "load", lambda *_: pins)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(good.parent))
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    return good


@pytest.fixture
def small(tmp_path: Path) -> Payload:
    """A payload of a few files."""
    folder = tmp_path / "payload"
    for name in (
        "FupinDesktop.exe",
        "fupin.exe",
        "lib/PIL/Image.pyc",
        "app/fupin_desktop/a.py",
        "python/python.exe",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name * 1000, encoding="utf-8")
    return Payload(folder, "0.5.0", {"PIL/Image.py": "pillow"})


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run ``python3 dev.py installer`` and return what it says when it cannot."""
    asked, sys.argv = sys.argv, ["installer", *words]
    try:
        assert command.main() == 1
    finally:
        sys.argv = asked
    told = capsys.readouterr()
    assert told.out == ""
    assert CHINESE.search(told.err)
    assert "Traceback" not in told.err
    return told.err


def test_a_damaged_file_in_the_store_is_fetched_anew(index: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    wheel(store, "damaged = True\n")
    found = fetch.wheels(store)["tiny-part"]
    assert found.parent == store
    assert found.read_bytes() == index.read_bytes()


def test_a_damaged_file_in_the_store_without_a_net_is_told(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = wheel(tmp_path / "store", "damaged = True\n")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "nothing"))
    with pytest.raises(BuildError, match=r"^tiny-part 没有下载成功，请检查网络和软件源后重新运行同一命令"):
        fetch.wheels(damaged.parent)
    assert index.is_file()


def test_what_was_changed_at_the_index_is_refused_and_not_kept(index: Path, tmp_path: Path) -> None:
    wheel(index.parent, "changed = True\n")
    with pytest.raises(
        BuildError, match=r"^tiny-part 的校验值与锁定文件不符，没有采用；.*请换可信的软件源后再试。$"
    ):
        fetch.wheels(tmp_path / "store")
    assert list((tmp_path / "store").iterdir()) == []


@pytest.mark.usefixtures("index")
def test_no_net_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(BuildError, match=r"^tiny-part 没有下载成功，请检查网络和软件源"):
        fetch.wheels(tmp_path / "store")
    assert list((tmp_path / "store").iterdir()) == []


def test_what_is_in_the_store_needs_no_net(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fetch.wheels(tmp_path / "store")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "nothing"))
    assert fetch.wheels(tmp_path / "store") == first
    assert index.is_file()


def test_a_missing_makensis_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        BuildError, match=r"^缺少 makensis，安装程序做不了；请用 python3 dev.py installer 运行"
    ):
        setup.nsis(tmp_path)


def test_a_missing_compiler_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        BuildError, match=r"^缺少 x86_64-w64-mingw32-windres，.*请用 python3 dev.py installer 运行。$"
    ):
        launching.make(tmp_path, "0.5.0", 100)


@pytest.mark.parametrize("job", [dev.installer, dev.test_installer])
def test_who_may_not_install_programs_is_told_the_command(
    job: Callable[[list[str]], int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(
        SystemExit, match=r"缺少制作安装程序的工具，请先运行：\s+sudo .* nsis gcc-mingw-w64-x86-64-win32"
    ):
        job([])


def full(file: Path) -> Path:
    """Make the draft of a file one that answers every write as a full disk does."""
    file.write_text("before", encoding="utf-8")
    file.with_suffix(".part").symlink_to("/dev/full")
    return file


def test_a_full_disk_is_told_by_the_packer_of_the_setup(small: Payload, tmp_path: Path) -> None:
    target = full(tmp_path / "setup.exe")
    with pytest.raises(
        BuildError, match=r"^制作安装程序没有成功：磁盘写不进去，可能已满；请腾出空间后再试。$"
    ):
        setup.make(small, target, fast=True)
    assert target.read_text(encoding="utf-8") == "before"


def test_a_full_disk_is_told_by_the_whole_build(
    small: Payload, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = full(tmp_path / "portable.zip")
    monkeypatch.setattr(build, "build", lambda **_: portable.make(small, target, fast=True))
    assert re.match("写不进 .*。请检查磁盘空间和权限后再试。$", said(capsys, "--fast"))
    assert target.read_text(encoding="utf-8") == "before"


@pytest.mark.usefixtures("index")
def test_a_disk_that_fills_up_while_fetching_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise BuildError("下载 tiny-part没有成功：磁盘写不进去，可能已满；请腾出空间后再试。")

    monkeypatch.setattr(fetch, "run", fails)
    with pytest.raises(
        BuildError, match=r"^下载 tiny-part没有成功：磁盘写不进去，可能已满；请腾出空间后再试。$"
    ):
        fetch.wheels(tmp_path / "store")


def test_an_unreadable_lock_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"^锁定文件 requirements-win.lock 读不出来："):
        lock.load(tmp_path / "requirements-win.lock")


def test_another_python_is_told_before_anything_is_installed() -> None:
    with pytest.raises(
        SystemExit, match=r"要用 CPython 3\.11（与安装包里的一样），当前是 3\.12（.*请用 python3\.11 运行"
    ):
        dev.demand_packed_version((3, 12))
    assert dev.PACKED == PYTHON


def test_another_python_than_that_of_the_package_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from installer import compiling

    monkeypatch.setattr(sys, "version_info", (3, 12, 1))
    with pytest.raises(
        BuildError, match=r"要用 CPython 3\.11（与安装包里的一样），当前是 3\.12；请删除 \.venv"
    ):
        compiling.compile_payload(tmp_path)


def test_a_program_that_fails_tells_its_last_lines() -> None:
    from installer.paths import run

    with pytest.raises(BuildError, match=r"^试一试没有成功（.*返回 3）：\nlast words$"):
        run([sys.executable, "-c", "print('last words'); raise SystemExit(3)"], "试一试")
