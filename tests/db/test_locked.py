"""A locked file gives back what was put in, and refuses whatever was done to it since."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desktop.db import backup, locked
from fupin_desktop.db.halfmade import PART
from fupin_desktop.db.locked import HEAD_SEAL, Locked, WrongPassword, is_locked, reader, writer
from fupin_desktop.db.restore import restore
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.tasks import Cancelled

PASSWORD = "星星之火2026"
SMALL = 64
"""Bytes of a chunk in these tests."""
SEALED = SMALL + locked.SEAL

several = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch, quick_lock: None) -> None:
    monkeypatch.setattr(locked, "CHUNK", SMALL)


def lock_up(content: bytes, password: str = PASSWORD, portion: int = 50) -> bytes:
    out = io.BytesIO()
    with writer(out, password) as locking:
        for start in range(0, len(content), portion):
            assert locking.write(content[start : start + portion]) == len(content[start : start + portion])
    return out.getvalue()


def open_up(file: Path, said: bytes, password: str = PASSWORD) -> bytes:
    file.write_bytes(said)
    with reader(file, password) as content:
        return content.read()


def parts(said: bytes) -> tuple[bytes, list[bytes]]:
    """What stands before the chunks, and the chunks."""
    begin = said.index(b"\n", said.index(b"\n") + 1) + 1 + HEAD_SEAL
    return said[:begin], [said[at : at + SEALED] for at in range(begin, len(said), SEALED)]


@several
@given(
    size=st.integers(0, 6 * SMALL + 1), portion=st.integers(1, 200), seed=st.binary(min_size=1, max_size=9)
)
def test_content_of_any_size_comes_back(tmp_path: Path, size: int, portion: int, seed: bytes) -> None:
    content = (seed * size)[:size]
    said = lock_up(content, portion=portion)
    assert open_up(tmp_path / "一.fupin", said) == content
    assert len(parts(said)[1]) == max(1, -(-size // SMALL))


@several
@given(begin=st.integers(0, 300), length=st.integers(0, 300))
def test_it_is_read_in_any_order(tmp_path: Path, begin: int, length: int) -> None:
    content = bytes(range(256)) + b"end"
    (tmp_path / "一.fupin").write_bytes(lock_up(content))
    with reader(tmp_path / "一.fupin", PASSWORD) as found:
        found.seek(-3, os.SEEK_END)
        assert found.read() == b"end"
        found.seek(begin)
        assert found.read(length) == content[begin : begin + length]


@several
@given(data=st.data())
def test_a_byte_that_was_changed_anywhere_is_seen(tmp_path: Path, data: st.DataObject) -> None:
    said = bytearray(lock_up(b"x" * 200))
    said[data.draw(st.integers(len(locked.FAMILY), len(said) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Trouble):
        open_up(tmp_path / "一.fupin", bytes(said))


@several
@given(left=st.integers(0, 600))
def test_a_file_that_was_cut_off_anywhere_is_seen(tmp_path: Path, left: int) -> None:
    said = lock_up(b"x" * 200)
    if len(locked.FAMILY) <= left < len(said):
        with pytest.raises(Trouble):
            open_up(tmp_path / "一.fupin", said[:left])


@several
@given(data=st.data())
def test_chunks_that_were_swapped_doubled_left_out_or_added_are_seen(
    tmp_path: Path, data: st.DataObject
) -> None:
    head, chunks = parts(lock_up(bytes(range(256)) * 2))
    places = st.lists(st.integers(0, len(chunks) - 1), max_size=len(chunks) + 2)
    order = data.draw(places.filter(lambda each: each != list(range(len(chunks)))))
    with pytest.raises(Trouble):
        open_up(tmp_path / "一.fupin", head + b"".join(chunks[place] for place in order))


def test_chunks_of_another_file_with_the_same_password_are_seen(tmp_path: Path) -> None:
    one, other = parts(lock_up(b"a" * 200)), parts(lock_up(b"a" * 200))
    with pytest.raises(Trouble, match=r"已损坏，这个文件不完整"):
        open_up(tmp_path / "一.fupin", one[0] + b"".join([one[1][0], other[1][1], *one[1][2:]]))


def test_damage_says_where_and_a_cut_says_the_end(tmp_path: Path) -> None:
    head, chunks = parts(lock_up(b"a" * 200))
    with pytest.raises(
        Trouble, match=r"“一.fupin”第1兆处已损坏，这个文件不完整；请换一个备份，现有数据没有改动"
    ):
        open_up(tmp_path / "一.fupin", head + b"".join([chunks[0][:-1] + b"?", *chunks[1:]]))
    with pytest.raises(Trouble, match=r"“一.fupin”结尾被截断或已损坏，这个文件不完整"):
        open_up(tmp_path / "一.fupin", head + b"".join(chunks[:-1]))


def test_nothing_but_time_and_program_stands_in_clear() -> None:
    first, second = lock_up("王大山 水村 密".encode()), lock_up("王大山 水村 密".encode())
    lines = first.split(b"\n", 2)
    assert lines[0] == b"FUPIN-LOCKED-1"
    assert set(json.loads(lines[1])) == {
        "program",
        "at",
        "key",
        "rounds",
        "memory",
        "salt",
        "cipher",
        "chunk",
    }
    assert "王大山".encode() not in first
    assert parts(first)[1] != parts(second)[1]


def test_another_password_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongPassword) as said:
        open_up(tmp_path / "一.fupin", lock_up(b"a"), "星星之火2027")
    assert str(said.value) == (
        "密码不对，打不开“一.fupin”，请重新输入（注意大小写和空格）；如确信密码无误，那么文件的开头已损坏，请换一个备份"
    )
    with pytest.raises(Locked, match=r"“一.fupin”有密码，请输入密码"):
        open_up(tmp_path / "一.fupin", lock_up(b"a"), "")


def test_a_password_typed_in_full_width_letters_is_the_same(tmp_path: Path) -> None:
    assert open_up(tmp_path / "一.fupin", lock_up(b"a", "abc12345"), "ａｂｃ１２３４５") == b"a"


@pytest.mark.parametrize(
    ("name", "value"),
    [("memory", 1 << 40), ("rounds", 10**6), ("chunk", 1 << 30), ("chunk", 0), ("rounds", True), ("memory", 1.5),
     ("salt", "00"), ("salt", 5)],
)  # fmt: skip
def test_a_forged_head_takes_no_memory_and_no_time(tmp_path: Path, name: str, value: object) -> None:
    said = lock_up(b"a")
    magic, line, rest = said.split(b"\n", 2)
    forged = json.dumps({**json.loads(line), name: value}).encode()
    with pytest.raises(Trouble, match=r"“一.fupin”的开头已损坏，打不开；请换一个备份"):
        open_up(tmp_path / "一.fupin", b"\n".join([magic, forged, rest]))


def test_a_file_of_a_newer_program_asks_for_the_newer_program(tmp_path: Path) -> None:
    said = lock_up(b"a").replace(b"LOCKED-1", b"LOCKED-2", 1)
    with pytest.raises(Trouble, match=r"由更新版本的程序加密，当前版本打不开；请安装新版程序"):
        open_up(tmp_path / "一.fupin", said)


def test_too_little_memory_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nacl.pwhash import argon2id

    def lacking(*_: object) -> bytes:
        raise MemoryError

    said = lock_up(b"a")
    monkeypatch.setattr(argon2id, "kdf", lacking)
    with pytest.raises(Trouble, match=r"内存不够：加密和解密需要约.*兆内存，请关闭其他程序后再试"):
        open_up(tmp_path / "一.fupin", said)


def test_only_a_whole_pass_ends_a_file(tmp_path: Path) -> None:
    out = io.BytesIO()
    with contextlib.suppress(OSError), writer(out, PASSWORD) as locking:
        locking.write(b"a" * 200)
        raise OSError(errno.ENOSPC, "full")
    with pytest.raises(Trouble, match=r"不完整"):
        open_up(tmp_path / "一.fupin", out.getvalue())


def test_a_locked_backup_restores_an_office_and_leaves_no_plain_rest(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "U盘" / "一.fupin"
    backup.write_backup(database, database.parent / "files", target, why="手动", password=PASSWORD)
    assert is_locked(target)
    assert b"SQLite" not in target.read_bytes()
    assert b"PK\x03\x04" not in target.read_bytes()
    assert [each.name for each in target.parent.iterdir()] == ["一.fupin"]
    assert backup.read_manifest(target, PASSWORD).why == "手动"
    new = tmp_path / "新办公室"
    restore(new, target, password=PASSWORD)
    assert (new / "office.db").exists()
    assert not list(tmp_path.rglob(f"*{PART}*"))
    with pytest.raises(WrongPassword):
        restore(new, target, password="另一个密码2026")


def test_it_can_be_stopped_at_any_step_and_nothing_remains(database: Path, tmp_path: Path) -> None:
    for doing in ("复制数据库", "写入备份", "核对备份"):

        def stop(done: int, total: int, said: str, doing: str = doing) -> None:
            if said == doing:
                raise Cancelled

        with pytest.raises(Cancelled):
            backup.write_backup(
                database, database.parent / "files", tmp_path / "一.fupin", password=PASSWORD, step=stop
            )
        assert sorted(each.name for each in tmp_path.iterdir()) == ["office"]
        assert not list((tmp_path / "office" / "backups").iterdir())


def test_what_killed_backups_left_goes_at_the_next_one_and_what_is_being_made_stays(
    database: Path, tmp_path: Path
) -> None:
    usb = tmp_path / "U盘"
    usb.mkdir()
    dead, alive = usb / "一.fupin-99999999-abc_d.part", usb / f"一.fupin-{os.getppid()}-abc_d.part"
    other = usb / "下载.part"
    for each in (dead, alive, other):
        each.touch()
    backup.write_backup(database, database.parent / "files", usb / "一.fupin")
    assert sorted(each.name for each in usb.iterdir()) == sorted(["一.fupin", alive.name, other.name])


@pytest.mark.parametrize(
    ("fault", "said"),
    [(errno.EFBIG, "放不下这么大的文件（U盘多为FAT32格式，单个文件最大4G）"), (errno.EROFS, "磁盘或U盘写保护"), (errno.ENOSPC, "磁盘已满")],
)  # fmt: skip
def test_a_stick_that_does_not_take_it_says_why(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int, said: str
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Trouble, match=said):
        backup.write_backup(database, database.parent / "files", tmp_path / "一.fupin", password=PASSWORD)
    assert not (tmp_path / "一.fupin").exists()
