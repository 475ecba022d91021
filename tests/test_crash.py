"""A run that crashes, is killed or meets what nobody foresaw leaves a log; one that ends well leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fupin_desktop import crash, places
from fupin_desktop.services.crashes import bad_ends
from fupin_desktop.services.office import Office

BEGIN = "import os, sys, ctypes; from fupin_desktop import crash; crash.begin();"
NUMBER = "65909919491231002X"


def run_child(code: str, *, ends: bool = True) -> None:
    """A program that runs and ends as ``code`` says, in the profile of this test."""
    done = subprocess.run([sys.executable, "-c", BEGIN + code], capture_output=True, check=False, timeout=60)
    assert (done.returncode == 0) is ends, done.stderr


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("os.abort()", "Fatal Python error: Aborted"),
        ("ctypes.string_at(0)", "Fatal Python error: Segmentation fault"),
    ],
)
def test_a_hard_crash_leaves_where_it_was(office: Office, code: str, said: str) -> None:
    run_child(code, ends=False)
    [found] = bad_ends(office)
    assert found.how.startswith("程序崩溃退出，20")
    text = found.log.read_text(encoding="utf-8")
    assert text.startswith(
        "乡镇扶贫工作台的崩溃日志。证件号码、电话、姓名已打星号，可以交给支持人员。\n程序 0."
    )
    assert said in text
    assert "<string>" in text
    assert bad_ends(office) == []


def test_a_killed_program_is_told_apart_from_a_crash(office: Office) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", f"{BEGIN} print('here', flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.readline()
    assert bad_ends(office) == []  # it still runs
    child.send_signal(signal.SIGKILL)
    child.communicate()
    [found] = bad_ends(office)
    assert found.how.startswith("程序没有正常结束（死机、断电，或被强行结束），20")


def test_a_good_end_leaves_nothing(office: Office) -> None:
    run_child("crash.end()")
    assert list(places.logs().iterdir()) == []
    assert bad_ends(office) == []


def test_a_system_that_is_shut_down_is_no_crash(office: Office) -> None:
    run_child("crash.orderly(); os._exit(0)")
    assert bad_ends(office) == []
    assert list(places.logs().iterdir()) == []


def test_what_nobody_foresaw_is_told_at_the_next_start_though_the_program_went_on(township: Office) -> None:
    name = _a_name(township)
    code = (
        f"e = ValueError('{name} {NUMBER} 13800138000 ' + os.path.expanduser('~/某人/表.xlsx'));"
        "crash.unforeseen(ValueError, e, None); crash.end()"
    )
    run_child(code)
    [found] = bad_ends(township)
    assert found.how.startswith("有一步出了意外，20")
    text = found.log.read_text(encoding="utf-8")
    assert (
        f"ValueError: {name[0]}{'*' * (len(name) - 1)} 659099************ 138******** ~/某人/表.xlsx" in text
    )
    for private in (name, NUMBER, "13800138000", str(Path.home()) + "/"):
        assert private not in text


def _a_name(office: Office) -> str:
    with office.store.read() as unit:
        return str(next(iter(unit.people_to_search()))[2])


def test_several_bad_ends_are_told_together_and_old_logs_go(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash, "KEPT", 2)
    folder = places.logs()
    folder.mkdir(parents=True)
    for number in range(3):
        left = folder / crash.NAME.format(990000 + number)
        left.write_text("程序 0.5.0\n", encoding="utf-8")
        os.utime(left, (1_790_000_000 + number * 60,) * 2)
    assert len(bad_ends(office)) == 3
    assert [each.name[:3] for each in sorted(folder.iterdir())] == ["崩溃_", "崩溃_"]


def test_the_tail_of_the_log_goes_with_it(office: Office) -> None:
    folder = places.logs()
    folder.mkdir(parents=True)
    (folder / "fupin.log").write_text("\n".join(f"第{n}行" for n in range(300)), encoding="utf-8")
    (folder / crash.NAME.format(990001)).write_text("程序 0.5.0\n", encoding="utf-8")
    text = bad_ends(office)[0].log.read_text(encoding="utf-8")
    assert "第299行" in text
    assert "第199行" not in text


def test_a_log_folder_that_cannot_be_written_does_not_hinder_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: Office
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FUPIN_LOGS", str(tmp_path / "file" / "logs"))
    crash.begin()
    crash.said("意外")
    crash.end()
    assert bad_ends(office) == []
