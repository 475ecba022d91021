"""The parts of the Windows build that need neither net nor Windows."""

import re
import zipfile

import pytest

from installer import fetch, keeping, launching, lock, parts, paths, portable, setup, sizes, unpacking
from installer.payload import Payload

PIN = "numpy==2.4.6 \\\n    --hash=sha256:" + "a" * 64 + " \\\n    --hash=sha256:" + "b" * 64 + "\n"
WINDOWS_PIN = "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "c" * 64 + "\n"
LINUX_PIN = "uvloop==1.0 ; sys_platform != 'win32' \\\n    --hash=sha256:" + "d" * 64 + "\n"


@pytest.fixture
def small(tmp_path):
    """A payload of four files."""
    folder = tmp_path / "payload"
    for path, content in {
        "FupinDesktop.exe": "MZ",
        "lib/PIL/Image.pyc": "code",
        "resources/fonts/a.ttf": "font",
        "app/a.py": "pass",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return Payload(folder, "0.5.0", {"PIL/Image.py": "pillow"})


# --- locks ----------------------------------------------------------------------------------------------------


def test_a_lock_is_read_with_all_its_hashes_and_written_as_pip_reads_it():
    (pin,) = lock.read("# heading\n" + PIN)
    assert (pin.name, pin.version, pin.hashes) == ("numpy", "2.4.6", ("a" * 64, "b" * 64))
    assert lock.read(pin.line() + "\n") == (pin,)


def test_markers_are_read_for_windows_and_not_for_the_building_machine():
    pins = lock.for_windows(lock.read(PIN + WINDOWS_PIN + LINUX_PIN))
    assert [pin.name for pin in pins] == ["numpy", "colorama"]


def test_a_line_without_a_hash_is_refused():
    with pytest.raises(paths.BuildError, match="有一行读不懂，应为“名称==版本 --hash=sha256:…”：numpy"):
        lock.read("numpy==2.4.6\n")


def test_a_windows_lock_that_lags_behind_is_told_package_by_package():
    newer = lock.read(PIN.replace("2.4.6", "2.5.0") + WINDOWS_PIN)
    said = lock.differences(newer, lock.read(PIN + LINUX_PIN))
    assert said == (
        "colorama 没有锁定 Windows 的安装包",
        "numpy 程序用 2.5.0，Windows 锁定的是 2.4.6",
        "uvloop 程序已不需要",
    )


def test_the_windows_lock_holds_the_very_packages_of_the_program():
    assert lock.differences(lock.load(lock.PROGRAM_LOCK), lock.load(lock.WINDOWS_LOCK)) == ()


def test_every_pinned_wheel_has_its_use_and_licence():
    assert {pin.name for pin in lock.load(lock.WINDOWS_LOCK)} == set(parts.table()["wheels"])


# --- fetching -------------------------------------------------------------------------------------------------


def test_a_fetched_file_counts_only_by_its_hash(tmp_path):
    (tmp_path / "good.whl").write_bytes(b"wheel")
    (tmp_path / "damaged.whl").write_bytes(b"whee")
    good = lock.Pin("good", "1", (fetch.digest_of(b"wheel"),))
    damaged = lock.Pin("damaged", "1", (fetch.digest_of(b"other"),))
    assert fetch.present((good, damaged), tmp_path) == {"good": tmp_path / "good.whl"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "校验值与锁定文件不符，没有采用"),
        ("ConnectionError", "没有下载成功，请检查网络和软件源后重新运行同一命令"),
    ],
)
def test_why_nothing_was_fetched_is_one_sentence(tmp_path, monkeypatch, said, sentence):
    def fails(*_):
        raise paths.BuildError(said)

    monkeypatch.setattr(fetch, "run", fails)
    monkeypatch.setattr(fetch, "load", lambda _: lock.read(PIN))
    with pytest.raises(paths.BuildError, match=f"numpy .*{sentence}"):
        fetch.wheels(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_psfs_own_zip_is_taken_when_somebody_put_it_there(tmp_path):
    (tmp_path / fetch.PSF_ZIP).write_bytes(b"zip")
    assert fetch.python(tmp_path) == tmp_path / fetch.PSF_ZIP


# --- the keep-list --------------------------------------------------------------------------------------------


def test_the_first_line_that_fits_decides():
    keep = keeping.read("- **/tests/**  # tests\n+ numpy/**  # wanted\n- *.py  # alone\n")
    assert keep.keeps("numpy/core.py")
    assert keep.keeps("numpy/a/b.py")
    assert not keep.keeps("numpy/tests/a.py")
    assert not keep.keeps("tests/a.py")
    assert not keep.keeps("pylab.py")


def test_a_file_that_no_line_speaks_of_stops_the_build():
    with pytest.raises(paths.BuildError, match=r"没有一行说到 new/a\.py：请决定留下还是去掉，并写明理由"):
        keeping.read("+ numpy/**  # wanted\n").keeps("new/a.py")


def test_a_line_without_a_reason_is_refused():
    with pytest.raises(paths.BuildError, match="第 2 行应为“\\+ 或 -，路径，# 理由”"):
        keeping.read("+ numpy/**  # wanted\n- scipy/**\n")


def test_a_line_that_decides_nothing_is_found():
    keep = keeping.read("+ a/*  # one\n+ b/*  # two\n")
    assert [rule.reason for rule in keep.idle(("a/x", "a/y"))] == ["two"]


# --- unpacking ------------------------------------------------------------------------------------------------


def test_of_a_wheel_only_what_is_kept_and_meant_for_running_is_unpacked(tmp_path):
    wheel = tmp_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("a/__init__.py", "a/tests/t.py", "a-1.data/platlib/a/b.pyd", "a-1.data/data/man.1"):
            archive.writestr(name, name)
    kept = unpacking.wheel(
        wheel, tmp_path / "lib", keeping.read("- **/tests/**  # tests\n+ a/**  # wanted\n")
    )
    assert kept == ("a/__init__.py", "a/b.pyd")
    assert (tmp_path / "lib/a/b.pyd").read_text(encoding="utf-8") == "a-1.data/platlib/a/b.pyd"


def test_one_wrong_byte_in_python_stops_the_build(tmp_path, monkeypatch):
    wanted = tmp_path / "list"
    wanted.write_text(f"{fetch.digest_of(b'exe')}  python.exe\n", encoding="ascii")
    monkeypatch.setattr(unpacking, "PYTHON_FILES", wanted)
    package = tmp_path / "python.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("python.exe", b"exf")
    with pytest.raises(paths.BuildError, match=r"Python 里 python\.exe 与清单不符，没有采用"):
        unpacking.python(package, tmp_path / "python")


# --- portable package -----------------------------------------------------------------------------------------


def test_the_portable_package_is_the_same_bytes_each_time_and_says_what_it_is(small, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000001")
    first = portable.make(small, tmp_path / "a.zip").read_bytes()
    (small.folder / "app/a.py").touch()
    assert portable.make(small, tmp_path / "b.zip").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert set(portable.names(archive.namelist())) == {*small.files(), "portable.txt"}
        text = archive.read(f"{portable.FOLDER}/portable.txt").decode("utf-8-sig")
    assert "没有加密" in text
    assert "加密备份" in text
    assert "{" not in text


def test_a_date_that_is_no_number_is_refused(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(paths.BuildError, match="SOURCE_DATE_EPOCH 应为秒数，现在是“today”"):
        paths.source_date()


# --- setup ----------------------------------------------------------------------------------------------------


def test_every_file_of_the_payload_stands_in_the_setups_script_once(small):
    script = setup.payload_script(small)
    named = re.findall(r'^  File "(.*)"$', script, flags=re.MULTILINE)
    assert sorted(named) == [(small.folder / path).as_posix() for path in small.files()]
    assert '!insertmacro ${DO} "${GIVEN}" "resources"' in script
    assert 'SetOutPath "$INSTDIR\\~new\\lib\\PIL"' in script


def test_what_the_stub_says_by_itself_is_chinese_and_fits():
    stub = b"".join(english.encode("utf-16-le") + b"\0\0" for english in setup.SENTENCES)
    chinese = setup.in_chinese(stub, "zlib-amd64-unicode")
    assert len(chinese) == len(stub)
    assert "安装程序已损坏或没有下载完整" in chinese.decode("utf-16-le")
    assert "Installer" not in chinese.decode("utf-16-le")


def test_a_stub_that_says_other_things_is_refused():
    with pytest.raises(paths.BuildError, match="里没有要换成中文的一句"):
        setup.in_chinese(b"other", "zlib-amd64-unicode")


def test_a_version_becomes_the_four_numbers_of_windows():
    assert launching.numbers("0.5.0") == "0,5,0,0"
    assert launching.numbers("1.2.3rc1") == "1,2,0,0"


# --- what each megabyte is for --------------------------------------------------------------------------------


def test_every_byte_is_for_something(small):
    counted = sizes.by_purpose(small, {path: small.size(path) for path in small.files()})
    assert sum(counted.values()) == small.size()
    assert counted[sizes.FONTS] == 4
    assert small.owner("lib/PIL/Image.pyc") == "pillow"


def test_the_table_of_sizes_has_a_line_for_each_use_and_ends_with_the_whole(small, tmp_path):
    heading, _, *rows, whole = sizes.table_lines(small, portable.make(small, tmp_path / "a.zip"))
    assert heading == "| 用途 | 安装后 | 在便携版里 |"
    assert [row.split("|")[1].strip() for row in rows][-1] == "其余 1 个程序库"
    assert whole.startswith("| 合计（4 个文件） | 0 KB |")
