"""One command from a fresh machine to the running program: makes .venv with pinned packages, does the job.

python3 dev.py run [--headless DIR] [...]   the program; without a screen its main job, unattended, into DIR
python3 dev.py test [pytest arguments]      ruff, mypy and pytest
python3 dev.py fonts | bench | soak         make resources/fonts anew, measure, kill and look
python3 dev.py pictures [NAME…]             take the pictures of the help anew; "keys" is its list of keys
python3 dev.py installer [--fast]           dist/: the setup and the portable package for Windows, from Linux
python3 dev.py test-installer | test-windows   look through the Windows package; install and use it under Wine
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
OLDEST, NEWEST = (3, 11), (3, 13)
PACKED = (3, 11)
"""The Python inside the Windows package: its .pyc are made by the same minor version."""
PROGRAM_LOCK, DEVELOPMENT_LOCK = "requirements.lock", "requirements-dev.lock"
CHECKED = ("fupin_desktop", "dev.py", "tools", "installer")

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libzstd.so.1": "libzstd1",
}
SCREEN_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

BUILDING = {
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
}
WINE = {
    "wine": "wine",
    "/usr/lib/wine/wine64": "wine64",
    "Xvfb": "xvfb",
    "pdftotext": "poppler-utils",
}


def say(text: str) -> None:
    """Print one line at once, so that it stands above what the started programs print."""
    print(text, flush=True)


def python_of_venv() -> Path:
    """Return the interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def demand_version(version: tuple[int, int]) -> None:
    """Stop on a Python for which there are no pinned packages."""
    if not OLDEST <= version <= NEWEST:
        raise SystemExit(
            f"需要 CPython 3.11 至 3.13，当前是 {version[0]}.{version[1]}（{sys.executable}）。"
            "请安装合适的版本后，用它运行 dev.py。"
        )


def demand_packed_version(version: tuple[int, int]) -> None:
    """Stop on a Python that cannot compile for the Windows package."""
    if version != PACKED:
        raise SystemExit(
            f"制作和检查安装程序要用 CPython {PACKED[0]}.{PACKED[1]}（与安装包里的一样），当前是 {version[0]}.{version[1]}"
            f"（{sys.executable}）。请用 python{PACKED[0]}.{PACKED[1]} 运行 dev.py。"
        )


def has_screen() -> bool:
    """Say whether a window can be shown."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


# --- packages of the system -------------------------------------------------------------------------------


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """Return the Debian packages of the libraries that cannot be loaded."""
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def install_packages(packages: Sequence[str], purpose: str) -> None:
    """Install Debian packages as root, else say which command does it and stop."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        say(f"缺少{purpose}，正在用 apt-get 安装：{' '.join(packages)}")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=quiet, stdout=subprocess.DEVNULL, check=False)
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0:
            return
        raise SystemExit(f"没有装上{purpose}，请检查网络和软件源后再试：\n  {' '.join(command)}")
    raise SystemExit(f"缺少{purpose}，请先运行：\n  sudo apt-get update && sudo {' '.join(command)}")


def demand_qt_libraries(with_screen: bool) -> None:
    """See to the system libraries that Qt loads on Linux."""
    if not sys.platform.startswith("linux"):
        return
    libraries = {**QT_LIBRARIES, **(SCREEN_LIBRARIES if with_screen else {})}
    packages = missing_packages(libraries)
    if packages:
        install_packages(packages, "界面所需的系统库")
    if packages and missing_packages(libraries):
        raise SystemExit(
            f"系统库仍然装不进来：{' '.join(missing_packages(libraries))}，请检查系统与 Python 的架构。"
        )


def demand_venv_module() -> None:
    """See to the part of Python that Debian packs apart."""
    if importlib.util.find_spec("ensurepip") is None:
        install_packages(["python3-venv"], "建立虚拟环境的组件")


# --- .venv ------------------------------------------------------------------------------------------------


def fingerprint(lock: str) -> str:
    """Return what must stand in the stamp for this lock file and this Python."""
    content = (ROOT / lock).read_bytes().replace(b"\r\n", b"\n")
    return f"{lock} {sys.version_info[0]}.{sys.version_info[1]} {hashlib.sha256(content).hexdigest()}"


def is_ready(lock: str) -> bool:
    """Say whether .venv already holds exactly what the lock file names."""
    if not (STAMP.is_file() and python_of_venv().exists()):
        return False
    return fingerprint(lock) in STAMP.read_text(encoding="utf-8").splitlines()


def is_usable() -> bool:
    """Say whether the interpreter of .venv starts, is of this version and has pip."""
    question = f"import sys, pip; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    try:
        answer = subprocess.run([python_of_venv(), "-c", question], check=False, capture_output=True)
    except OSError:
        return False
    return answer.returncode == 0


def make_venv() -> None:
    """Make .venv, throwing away a half-made one."""
    demand_venv_module()
    say("正在建立虚拟环境 .venv ……")
    result = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if result.returncode or not is_usable():
        raise SystemExit(f"虚拟环境没有建成：{VENV}。请关闭正在使用它的程序、检查磁盘空间后再试。")


def prepare(lock: str) -> None:
    """Make .venv hold what the lock file names; a second call returns at once."""
    if is_ready(lock):
        return
    if not is_usable():
        make_venv()
    STAMP.unlink(missing_ok=True)
    say(f"正在安装依赖（{lock}，首次需要几分钟）……")
    switches = ["--require-hashes", "--only-binary=:all:", "--no-input", "--disable-pip-version-check"]
    if not sys.stdout.isatty():
        switches.append("-q")
    result = in_venv("-m", "pip", "install", *switches, "-r", str(ROOT / lock))
    if result:
        raise SystemExit("依赖没有装全，请检查网络后重新运行同一命令；已下载的部分不会重复下载。")
    # the development lock holds the program's packages too, in the same versions
    locks = (PROGRAM_LOCK, DEVELOPMENT_LOCK) if lock == DEVELOPMENT_LOCK else (lock,)
    STAMP.write_text("\n".join(map(fingerprint, locks)) + "\n", encoding="utf-8")


def in_venv(*arguments: str, offscreen: bool = False) -> int:
    """Run Python of .venv in the project's folder and return its exit code."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    for name in ("PYTHONHOME", "PYTHONDONTWRITEBYTECODE"):  # hundreds of processes would compile all anew
        environment.pop(name, None)
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [str(python_of_venv()), *arguments]
    try:
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130


# --- what can be asked for --------------------------------------------------------------------------------


def headless_folder(arguments: list[str]) -> str | None:
    """Take `--headless [DIR]` out of the arguments; return DIR, or None when a window is wanted."""
    if "--headless" in arguments:
        place = arguments.index("--headless")
        arguments.pop(place)
        if place < len(arguments) and not arguments[place].startswith("-"):
            return arguments.pop(place)
        return "out"
    if not has_screen():
        say("没有屏幕，改为无人值守运行，结果放入 out 文件夹。")
        return "out"
    return None


def run(arguments: list[str]) -> int:
    """Open the window, or do the main job unattended."""
    folder = headless_folder(arguments)
    demand_qt_libraries(with_screen=folder is None)
    prepare(PROGRAM_LOCK)
    if folder is None:
        return in_venv("-m", "fupin_desktop", *arguments)
    return in_venv("-m", "fupin_desktop.headless", folder, *arguments, offscreen=True)


def test(arguments: list[str]) -> int:
    """Run every check, all of them, and return the code of the first that failed."""
    demand_qt_libraries(with_screen=False)
    prepare(DEVELOPMENT_LOCK)
    present = [name for name in CHECKED if (ROOT / name).exists()]
    checks = {
        "写法（ruff check）": ["ruff", "check", "."],
        "排版（ruff format --check；不合时运行 python -m ruff format .）": ["ruff", "format", "--check", "."],
        "类型（mypy --strict）": ["mypy", "--strict", *present],
        "测试（pytest）": ["pytest", *(arguments or ["-n", "2"])],
    }
    results = {}
    for name, command in checks.items():
        say(f"== {name}")
        results[name] = in_venv("-m", *command, offscreen=True)
    for name, code in results.items():
        say(f"{'未通过' if code else '通过'}：{name.split('（')[0]}")
    return next((code for code in results.values() if code), 0)


def fonts(arguments: list[str]) -> int:
    """Make resources/fonts anew from the pinned packages."""
    prepare(DEVELOPMENT_LOCK)
    return in_venv("tools/build_fonts.py", *arguments)


def pictures(arguments: list[str]) -> int:
    """Take the pictures of resources/help anew and write its list of keys."""
    demand_qt_libraries(with_screen=False)
    prepare(DEVELOPMENT_LOCK)
    return in_venv("tools/make_help_pictures.py", *arguments, offscreen=True)


def demand_folder(name: str) -> None:
    """Stop when this copy of the project came without a folder that the job needs."""
    if not (ROOT / name).is_dir():
        raise SystemExit(f"没有 {name} 文件夹，这一项无法运行。")


def bench(arguments: list[str]) -> int:
    """Measure the program against its floors."""
    demand_folder("benchmarks")
    demand_qt_libraries(with_screen=False)
    prepare(DEVELOPMENT_LOCK)
    return in_venv("-m", "benchmarks", *arguments, offscreen=True)


def soak(arguments: list[str]) -> int:
    """Kill the program many times and look whether anything was lost."""
    demand_folder("tests/soak")
    demand_qt_libraries(with_screen=False)
    prepare(DEVELOPMENT_LOCK)
    return in_venv("-m", "pytest", "tests/soak", *arguments, offscreen=True)


def demand_programs(programs: dict[str, str], purpose: str) -> None:
    """See to programs of the system: name of the program to Debian package."""
    missing = [package for name, package in programs.items() if not shutil.which(name)]
    if missing:
        install_packages(missing, purpose)


def demand_building() -> None:
    """See to what making the Windows package takes."""
    demand_folder("installer")
    demand_packed_version((sys.version_info[0], sys.version_info[1]))
    demand_programs(BUILDING, "制作安装程序的工具")


def installer(arguments: list[str]) -> int:
    """Make the setup and the portable package for Windows."""
    demand_building()
    prepare(DEVELOPMENT_LOCK)
    return in_venv("-m", "installer", *arguments)


def test_installer(arguments: list[str]) -> int:
    """Look through the Windows package without Windows."""
    demand_building()
    demand_qt_libraries(with_screen=False)
    prepare(DEVELOPMENT_LOCK)
    return in_venv("-m", "pytest", "installer/tests", *arguments, offscreen=True)


def test_windows(arguments: list[str]) -> int:
    """Install, use, upgrade and remove the program under Wine."""
    demand_folder("installer")
    demand_programs({**BUILDING, **WINE}, "在 Wine 下测试的工具")
    demand_qt_libraries(with_screen=False)
    prepare(DEVELOPMENT_LOCK)
    return in_venv("-m", "pytest", "installer/wine", *arguments, offscreen=True)


JOBS = {
    "run": run, "test": test, "fonts": fonts, "bench": bench, "soak": soak, "pictures": pictures,
    "installer": installer, "test-installer": test_installer, "test-windows": test_windows,
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Do what the first argument names."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    demand_version((sys.version_info[0], sys.version_info[1]))
    if not arguments or arguments[0] not in JOBS:
        say(f"用法：python3 dev.py {' | '.join(JOBS)}（说明见 dev.py 开头）")
        return 2
    return JOBS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
