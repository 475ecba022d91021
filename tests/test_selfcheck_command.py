"""--selfcheck FILE: everything in order is 0, something wrong 1, nothing could be checked 3; no names, no numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop import __version__, assets, unfit
from fupin_desktop.cli.run import run
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services import selfcheck
from fupin_desktop.services.selfcheck import Finding, Item, Room, surroundings, trials


def item(found: dict[str, Any], key: str) -> dict[str, Any]:
    return next(each for each in found["items"] if each["key"] == key)


def test_a_whole_self_check_looks_at_all_that_the_program_stands_on_and_names_nobody(tmp_path: Path) -> None:
    """One test, for it takes some seconds: this PC, without an office."""
    file, picture = tmp_path / "自检 结果.json", tmp_path / "窗口.png"
    words = ["selfcheck", str(file), "--platform", "offscreen", "--picture", str(picture)]
    status = run(["--office", str(tmp_path / "没有"), *words])
    text = file.read_text(encoding="utf-8")
    found = json.loads(text)
    assert [each["words"] for each in found["items"] if not each["ok"]] == []
    assert (status, found["status"], found["ok"], found["program"]) == (0, 0, True, __version__)
    assert all(each["words"] and each["name"] and each["seconds"] >= 0 for each in found["items"])
    assert [each["key"] for each in found["items"]] == [
        *(
            "versions",
            "system",
            "files",
            "calendar",
            "disk",
            "folders",
            "clock",
            "antivirus",
            "faces",
            "rare",
        ),
        *("database", "backup", "notice", "word", "sheet", "chart", "qt", "pdf", "printers"),
        *("screen", "chinese", "drawn", "word_faces", "window"),
    ]
    assert item(found, "window")["details"]["width"] == 1280
    assert "offscreen" in item(found, "qt")["words"]
    assert "龑䶮㛃𬭎㙓一个不少" in item(found, "pdf")["words"]
    assert item(found, "database")["details"]["households"] == trials.HOUSEHOLDS
    assert picture.read_bytes()[:4] == b"\x89PNG"
    assert not (tmp_path / "没有").exists()
    assert str(Path.home()) + "/" not in text


def a_check(room: Room, *items: Item) -> dict[str, Any]:
    return selfcheck.as_json(selfcheck.outcomes(items, room), room.now)


@pytest.fixture
def room(tmp_path: Path) -> Any:
    from datetime import datetime

    with Room(datetime(2026, 11, 22, 9, 30), tmp_path / "office") as made:
        yield made
    assert not made.folder.exists()


def test_an_item_that_breaks_says_so_masked_and_the_others_go_on(room: Room) -> None:
    def breaks(_: Room) -> Finding:
        raise ValueError(f"张 65909919491231002X 在 {Path.home() / '数据'}")

    found = a_check(room, Item("a", "甲", breaks), Item("b", "乙", lambda _: Finding("好")))
    assert found["ok"] is False
    assert found["status"] == 1
    assert found["items"][0]["words"].startswith("出错：ValueError：张 659099************ 在 ~")
    assert found["items"][1]["words"] == "好"


def test_what_needs_the_trial_office_says_that_it_was_not_looked_at(room: Room) -> None:
    said = [each["words"] for each in a_check(room, *trials.ITEMS[3:])["items"]]
    assert said == ["没有查：试用的数据库没有建成，见“数据库”一项"] * len(trials.ITEMS[3:])


def test_missing_files_of_the_program_ask_for_a_new_installation(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "root", lambda: tmp_path / "resources")
    said = a_check(room, Item("files", "程序文件", surroundings.program_files))["items"][0]
    assert said["ok"] is False
    assert said["words"] == "程序文件不全：缺少图标、表样、样例、帮助；请重新安装程序，数据不会受影响"


def test_a_face_that_is_not_the_shipped_one_asks_for_a_new_installation(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "is_genuine", lambda name: name != "HanaMinB")
    assert a_check(room, trials.ITEMS[0])["items"][0]["words"] == "字体HanaMinB与清单不符；请重新安装程序"


def test_a_full_disk_and_folders_that_cannot_be_written_are_named(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "LEAST_SPACE", 1 << 60)
    monkeypatch.setattr(surroundings, "writable", lambda folder: folder != room.place)
    disk, folders = a_check(
        room, Item("d", "磁盘", surroundings.disk), Item("f", "文件夹", surroundings.folders)
    )["items"]
    assert disk["words"].startswith("数据所在的磁盘只剩")
    assert disk["words"].endswith(" MB，保存和备份可能写不下；请清理磁盘，或把大文件移走")
    assert folders["words"].startswith("写不进去：数据文件夹“")
    assert folders["words"].endswith("请检查文件夹权限，或请单位网管放行本程序")


def test_a_result_that_cannot_be_written_is_status_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(selfcheck, "items", lambda: ())
    (tmp_path / "文件").touch()
    assert run(["selfcheck", str(tmp_path / "文件" / "结果.json"), "--platform", "offscreen"]) == 3
    assert "自检结果写不进“" in capsys.readouterr().err


def test_without_a_temporary_folder_the_file_says_why_nothing_was_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(selfcheck.tempfile, "mkdtemp", full)
    assert run(["selfcheck", str(tmp_path / "结果.json")]) == 3
    said = json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))
    assert said["status"] == 3
    assert said["why"].startswith("自检没有做成：")


def alone(code: str, file: Path) -> tuple[int, dict[str, Any]]:
    """Check in a process of its own; gives its status and what it wrote."""
    words = [sys.executable, "-c", code, str(file)]
    done = subprocess.run(words, capture_output=True, check=False, timeout=60)
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return done.returncode, found


def test_a_program_without_one_of_its_modules_still_writes_why(tmp_path: Path) -> None:
    """As a process: what cannot be imported is hidden from it."""
    code = (
        "import sys; sys.modules['sqlalchemy'] = None; sys.argv = ['fupin', '--selfcheck', sys.argv[1]];"
        "from fupin_desktop.__main__ import main; import fupin_desktop.cli as c; del sys.modules['fupin_desktop.cli'];"
        "sys.modules['fupin_desktop.cli.words'] = None; sys.modules.pop('fupin_desktop.cli.run'); sys.exit(main())"
    )
    status, found = alone(code, tmp_path / "结果.json")
    assert status == 3
    assert "请重新安装程序" in found["why"]


def test_a_damaged_program_says_what_is_missing() -> None:
    said = unfit.damaged(ModuleNotFoundError("No module named 'lxml'", name="lxml"))
    assert said == (
        "程序文件不全（缺少或损坏了lxml），可能被杀毒软件删除或没有装完；"
        "请重新安装程序，并把安装文件夹加入杀毒软件的信任区，数据不会受影响"
    )


def test_an_old_windows_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from types import SimpleNamespace

    from fupin_desktop.__main__ import main

    monkeypatch.setattr(unfit.sys, "platform", "win32")
    old = SimpleNamespace(major=6, minor=3, build=9600)
    monkeypatch.setattr(unfit.sys, "getwindowsversion", lambda: old, raising=False)
    monkeypatch.setattr(sys, "argv", ["fupin", "figures"])
    assert main() == 1
    assert capsys.readouterr().err == (
        "这台电脑的Windows版本太旧（6.3，内部版本9600），本程序需要64位Windows 10（1809）或更新的版本；"
        "请换一台电脑，数据没有改动\n"
    )


def test_a_trouble_of_the_house_is_said_in_its_own_words(room: Room) -> None:
    def breaks(_: Room) -> Finding:
        raise Trouble("磁盘已满")

    assert a_check(room, Item("a", "甲", breaks))["items"][0]["words"] == "磁盘已满"


def test_a_qt_that_cannot_begin_is_an_item_that_says_so(tmp_path: Path) -> None:
    """As a process without a screen; items that need no window are left out, to be quick."""
    code = (
        "import sys, os; from fupin_desktop.services import selfcheck; selfcheck.items = lambda: ();"
        "[os.environ.pop(each, None) for each in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM')];"
        "from fupin_desktop.cli import run; sys.exit(run(['selfcheck', sys.argv[1]]))"
    )
    status, found = alone(code, tmp_path / "结果.json")
    assert status == 1
    said = {each["key"]: each["words"] for each in found["items"]}
    assert said["qt"] == "没有屏幕；请加 --platform offscreen 再查一遍"
    assert said["window"] == said["drawn"] == "没有查：窗口部件没有起来，见“窗口部件”一项"
