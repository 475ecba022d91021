"""Faces are unpacked once, whole or not at all, wherever there is room; what is missing is said in words."""

import hashlib
import json
import lzma
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fupin_desktop import assets
from fupin_desktop.domain.errors import Trouble

CONTENT = b"outlines" * 100
NAMES = {
    "NotoSerifSC-SemiBold",
    "NotoSerifSC-Regular",
    "NotoSansSC-Medium",
    "NotoSansSC-Regular",
    "LXGWWenKai-Light",
    "FandolFang-Regular",
    "HanaMinB",
}


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("FUPIN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(assets.tempfile, "gettempdir", lambda: str(tmp_path / "spare"))
    return tmp_path / "cache" / "fonts"


@pytest.fixture
def store(tmp_path, monkeypatch, cache):
    """Resources with one small face, so that damage costs no time."""
    fonts = tmp_path / "resources" / "fonts"
    fonts.mkdir(parents=True)
    entry = {"sha256": hashlib.sha256(CONTENT).hexdigest(), "bytes": len(CONTENT)}
    (fonts / "manifest.json").write_text(json.dumps({"files": {"Small.ttf": entry}}))
    (fonts / "Small.ttf.xz").write_bytes(lzma.compress(CONTENT))
    monkeypatch.setattr(assets, "root", lambda: tmp_path / "resources")
    return fonts


def forbid_writing(monkeypatch, *forbidden: Path) -> None:
    """Refuse folders as a read-only disk does; modes do not bind root."""
    make = assets.tempfile.mkstemp

    def mkstemp(*, dir, **options):
        if any(Path(dir).is_relative_to(folder) for folder in forbidden):
            raise PermissionError(13, "Permission denied", str(dir))
        return make(dir=dir, **options)

    monkeypatch.setattr(assets.tempfile, "mkstemp", mkstemp)


def test_all_seven_faces_ship_with_their_licences():
    fonts = assets.root() / "fonts"
    assert set(assets.font_names()) == NAMES
    assert all((fonts / f"{name}.ttf.xz").is_file() for name in NAMES)
    assert len(list((fonts / "licenses").glob("*.txt"))) == 6


def test_two_processes_unpack_the_same_face_at_once_and_both_get_it_whole(cache):
    code = "from fupin_desktop.assets import font_path; print(font_path('FandolFang-Regular'))"
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(2)]
    answers = {process.communicate()[0].decode().strip() for process in both}
    assert answers == {str(cache / "FandolFang-Regular.ttf")}
    content = (cache / "FandolFang-Regular.ttf").read_bytes()
    manifest = json.loads((assets.root() / "fonts" / "manifest.json").read_text())
    assert hashlib.sha256(content).hexdigest() == manifest["files"]["FandolFang-Regular.ttf"]["sha256"]
    assert [file.name for file in cache.iterdir()] == ["FandolFang-Regular.ttf"]


def test_a_second_call_takes_the_unpacked_face(store, cache):
    first = assets.font_path("Small")
    (store / "Small.ttf.xz").unlink()
    assert assets.font_path("Small") == first == cache / "Small.ttf"


def test_a_truncated_face_in_the_cache_is_replaced(store, cache):
    assets.font_path("Small").write_bytes(CONTENT[:50])
    assert assets.font_path("Small").read_bytes() == CONTENT


def test_a_face_that_lies_unpacked_beside_the_program_is_used_as_it_is(store, cache):
    (store / "Small.ttf").write_bytes(CONTENT)
    assert assets.font_path("Small") == store / "Small.ttf"
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_gives_way_to_the_temporary_folder(
    store, cache, tmp_path, monkeypatch
):
    forbid_writing(monkeypatch, cache)
    kept = assets.font_path("Small")
    assert kept.is_relative_to(tmp_path / "spare")
    assert assets.font_path("Small") == kept


def test_a_forged_face_of_the_right_size_in_the_temporary_folder_is_not_used(store, cache, monkeypatch):
    forbid_writing(monkeypatch, cache)
    assets.font_path("Small").write_bytes(b"x" * len(CONTENT))
    assert assets.font_path("Small").read_bytes() == CONTENT


def test_no_room_anywhere_says_where_it_was_tried(store, cache, tmp_path, monkeypatch):
    forbid_writing(monkeypatch, tmp_path)
    with pytest.raises(
        Trouble, match=r"字体 Small\.ttf 无处存放：.*cache.*spare.*请腾出磁盘空间或检查文件夹权限"
    ):
        assets.font_path("Small")


def test_a_face_in_use_by_another_process_on_windows_is_taken_as_that_process_made_it(
    store, cache, monkeypatch
):
    def busy(draft, target):
        target.write_bytes(CONTENT)
        raise PermissionError(5, "Access is denied")

    monkeypatch.setattr(Path, "replace", busy)
    assert assets.font_path("Small").read_bytes() == CONTENT


def test_leftovers_of_a_killed_process_are_swept_but_not_those_of_a_running_one(store, cache):
    cache.mkdir(parents=True)
    old, new = cache / "Small.ttfold.part", cache / "Small.ttfnew.part"
    for draft in (old, new):
        draft.touch()
    yesterday = time.time() - 86400
    os.utime(old, (yesterday, yesterday))
    assets.font_path("Small")
    assert not old.exists()
    assert new.exists()


def test_an_unknown_face_is_named(cache):
    with pytest.raises(Trouble, match="程序不带名为“SimSun”的字体"):
        assets.font_path("SimSun")


def test_a_missing_face_asks_to_install_again(store, cache):
    (store / "Small.ttf.xz").unlink()
    with pytest.raises(Trouble, match=r"缺少字体文件 .*Small\.ttf\.xz，请重新安装程序"):
        assets.font_path("Small")


@pytest.mark.parametrize("damage", [b"", b"not xz", lzma.compress(CONTENT)[:40]])
def test_a_damaged_face_asks_to_install_again(store, cache, damage):
    (store / "Small.ttf.xz").write_bytes(damage)
    with pytest.raises(Trouble, match=r"字体文件 .*Small\.ttf\.xz .*请重新安装程序"):
        assets.font_path("Small")


def test_a_face_that_is_not_the_listed_one_is_refused(store, cache):
    (store / "Small.ttf.xz").write_bytes(lzma.compress(b"another face"))
    with pytest.raises(Trouble, match="与清单不符（校验值不对）"):
        assets.font_path("Small")


def test_a_damaged_list_of_faces_asks_to_install_again(store, cache):
    (store / "manifest.json").write_text("{")
    with pytest.raises(Trouble, match=r"字体清单 .* 读不出来，请重新安装程序"):
        assets.font_path("Small")


def test_a_program_without_resources_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "a" / "fupin_desktop" / "assets.py"))
    with pytest.raises(Trouble, match=r"程序文件不全：.* 中找不到 resources 文件夹，请重新安装程序"):
        assets.root()
