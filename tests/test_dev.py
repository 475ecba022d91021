"""The two commands of a fresh machine: what they install, when they stop, and what they say."""

import ctypes
import re
import subprocess
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return dict(re.match(r"([\w.-]+)==([\w.]+)", line).groups() for line in lines if line[0].isalnum())


@pytest.fixture
def empty_place(tmp_path, monkeypatch):
    """A project folder with its locks and no .venv."""
    for lock in LOCKS:
        (tmp_path / lock).write_bytes((ROOT / lock).read_bytes())
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "installed.txt")
    return tmp_path


@pytest.fixture
def no_library(monkeypatch):
    def refuse(name):
        raise OSError(name)

    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", refuse)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_every_package_has_hashes(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links", text)
    entries = re.split(r"\n(?=\w)", text.strip())
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_the_development_lock_holds_the_program_in_the_same_versions():
    program, development = (pins(lock) for lock in LOCKS)
    assert program.items() <= development.items()
    assert program["pyside6-essentials"] == "6.8.3"


def test_packages_that_only_windows_needs_are_pinned_too():
    assert {"colorama", "tzdata"} <= pins("requirements-dev.lock").keys()


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_a_python_without_pins_is_refused_in_words(version):
    with pytest.raises(SystemExit, match=r"需要 CPython 3\.11 至 3\.13，当前是 3\.1[04]"):
        dev.demand_version(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_the_supported_pythons_are_taken(version):
    dev.demand_version(version)


@pytest.mark.usefixtures("no_library")
def test_who_is_not_root_is_told_the_command_for_missing_libraries(monkeypatch):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(
        SystemExit,
        match=r"缺少界面所需的系统库，请先运行：\s+sudo apt-get update && sudo apt-get install .*libegl1",
    ):
        dev.demand_qt_libraries(with_screen=False)


@pytest.mark.usefixtures("no_library")
def test_a_window_needs_more_libraries_than_paper(monkeypatch):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit, match="libxcb-cursor0"):
        dev.demand_qt_libraries(with_screen=True)


@pytest.mark.usefixtures("no_library")
def test_root_has_the_libraries_installed_after_an_update(monkeypatch):
    asked = []

    def apt(command, **_):
        asked.append(command[:2])
        monkeypatch.setattr(ctypes, "CDLL", lambda name: name)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(dev.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.subprocess, "run", apt)
    dev.demand_qt_libraries(with_screen=False)
    assert asked == [["apt-get", "update"], ["apt-get", "install"]]


def test_nothing_is_asked_of_windows(monkeypatch):
    monkeypatch.setattr(dev.sys, "platform", "win32")
    dev.demand_qt_libraries(with_screen=True)
    assert dev.has_screen()


def test_a_python_without_ensurepip_names_the_package(monkeypatch):
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit, match="python3-venv"):
        dev.demand_venv_module()


@pytest.mark.parametrize(
    ("arguments", "folder", "left"),
    [
        (["--headless", "纸"], "纸", []),
        (["--headless"], "out", []),
        (["--headless", "--seed", "4"], "out", ["--seed", "4"]),
        ([], None, []),
    ],
)
def test_headless_takes_its_folder_out_of_the_arguments(monkeypatch, arguments, folder, left):
    monkeypatch.setattr(dev, "has_screen", lambda: True)
    assert dev.headless_folder(arguments) == folder
    assert arguments == left


def test_without_a_screen_the_main_job_is_done_unattended(monkeypatch, capsys):
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    assert dev.headless_folder([]) == "out"
    assert "没有屏幕" in capsys.readouterr().out


def test_a_prepared_place_is_known_by_its_stamp_until_the_lock_changes(empty_place, monkeypatch):
    calls = []
    monkeypatch.setattr(dev, "is_usable", lambda: True)
    monkeypatch.setattr(dev, "in_venv", lambda *arguments, **_: calls.append(arguments) or 0)
    dev.python_of_venv().parent.mkdir(parents=True)
    dev.python_of_venv().touch()
    dev.prepare("requirements-dev.lock")
    dev.prepare("requirements-dev.lock")
    dev.prepare("requirements.lock")
    assert len(calls) == 1
    assert "--require-hashes" in calls[0]
    with (empty_place / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    dev.prepare("requirements.lock")
    assert len(calls) == 2


def test_a_broken_installation_leaves_no_stamp_and_says_what_to_do(empty_place, monkeypatch):
    monkeypatch.setattr(dev, "is_usable", lambda: True)
    monkeypatch.setattr(dev, "in_venv", lambda *_, **__: 1)
    with pytest.raises(SystemExit, match="依赖没有装全，请检查网络后重新运行同一命令"):
        dev.prepare("requirements.lock")
    assert not (empty_place / ".venv" / "installed.txt").exists()


def test_a_half_made_venv_is_made_again(empty_place, monkeypatch):
    made = []
    (empty_place / ".venv").mkdir()
    monkeypatch.setattr(dev, "make_venv", lambda: made.append(True))
    monkeypatch.setattr(dev, "in_venv", lambda *_, **__: 0)
    dev.prepare("requirements.lock")
    assert made


def test_every_check_runs_and_the_first_failure_is_the_answer(monkeypatch, capsys):
    ran = []

    def answer(*arguments, **_):
        ran.append(arguments[1])
        return {"mypy": 3, "pytest": 4}.get(arguments[1], 0)

    monkeypatch.setattr(dev, "demand_qt_libraries", lambda **_: None)
    monkeypatch.setattr(dev, "prepare", lambda lock: None)
    monkeypatch.setattr(dev, "in_venv", answer)
    assert dev.test(["-k", "公示"]) == 3
    assert ran == ["ruff", "ruff", "mypy", "pytest"]
    assert "未通过：类型" in capsys.readouterr().out


def test_an_unknown_word_gets_the_usage(capsys):
    assert dev.main(["tset"]) == 2
    assert "用法：python3 dev.py run | test" in capsys.readouterr().out


def test_the_build_server_calls_exactly_the_documented_commands():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-2:] == ["python3 dev.py test", "exec python3 dev.py test-installer"]
