"""Every import of the program, and every import of what it imports, finds its module in the package."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

from installer.tests.walk import (
    Walk,
    module_of,
    modules_below,
    modules_of_python,
    sources_of_wheels,
    wheel_file_names,
)

ROOT = Path(__file__).resolve().parent.parent.parent
OWN = "fupin_desktop"

NOT_ON_WINDOWS = {"fcntl": "locks of Linux; Windows has msvcrt"}
LEFT_OUT = {
    "PySide6.QtNetwork": "only where OpenSSL lies inside PySide6, which it does not",
    "matplotlib._qhull": "triangulation of points, asked for when such a chart is drawn",
    "matplotlib.backends.backend_webagg": "a chart in a browser",
    "numpy.distutils": "compiling extensions",
    "numpy.f2py": "compiling Fortran",
}
"""What was published with the libraries and is imported somewhere, but is left out: module or package, and why."""

LOADED_BY_NAME = {
    "sqlalchemy.dialects.sqlite.pysqlite": "create_engine finds it by the address of the database",
    "alembic.ddl.sqlite": "alembic finds it by the dialect",
    "matplotlib.backends.backend_agg": "savefig finds it by the ending of the file",
    "matplotlib.backends.backend_pdf": "the same",
    "matplotlib.backends.backend_svg": "the same",
    "PIL.PngImagePlugin": "Image.open finds it by the first bytes of the file",
    "PIL.JpegImagePlugin": "the same",
    "PIL.GifImagePlugin": "the same",
    "PIL.BmpImagePlugin": "the same",
    "PIL.TiffImagePlugin": "the same",
    "reportlab.pdfbase._fontdata_enc_winansi": "reportlab finds encodings by their name",
    "zoneinfo": "the clock",
    "tzdata": "Windows has no data of time zones",
}


@dataclass(frozen=True)
class Shelf:
    """The modules that the package has, and those that its parts were published with."""

    present: frozenset[str]
    standard: frozenset[str]
    sources: dict[str, str]
    own: frozenset[str]


@pytest.fixture(scope="session")
def shelf(payload: Path, wheels: list[Path]) -> Shelf:
    """Read the modules of the payload and of the wheels it was made of."""
    app = payload / "app"
    own = {
        module_of(PurePosixPath(file.relative_to(app).as_posix())): file.read_text(encoding="utf-8")
        for file in app.rglob("*.py")
        if file.parent.name != "versions"
    }
    present = modules_below(payload / "lib") | modules_below(app)
    standard = modules_of_python(payload / "python")
    return Shelf(
        frozenset(present), frozenset(standard), {**sources_of_wheels(wheels), **own}, frozenset(own)
    )


def is_left_out(module: str) -> bool:
    """Say whether this module is missing knowingly."""
    return any(module == name or module.startswith(f"{name}.") for name in LEFT_OUT)


def test_every_import_finds_its_module(shelf: Shelf) -> None:
    walk = Walk(shelf.sources, shelf.present, shelf.standard)
    walk.start({*shelf.own, *LOADED_BY_NAME})
    missing = {
        f"{asking} imports {module}"
        for asking, module in walk.missing
        if module not in NOT_ON_WINDOWS and not is_left_out(module)
    }
    assert sorted(missing) == []
    assert len(walk.reached) > 1000


def test_a_module_that_is_left_out_is_really_left_out(shelf: Shelf) -> None:
    """The list of exceptions grows no moss."""
    assert [name for name in LEFT_OUT if name in shelf.present or name not in shelf.sources] == []


def test_every_module_of_the_program_is_carried(shelf: Shelf) -> None:
    assert sorted(shelf.own - shelf.present) == []


def test_no_package_shadows_a_module_of_python(shelf: Shelf) -> None:
    tops = {name for name in shelf.present if "." not in name}
    assert sorted(tops & shelf.standard) == []


SEARCHED = r"\.dist-info/entry_points\.txt$|^matplotlib/mpl-data/fonts/"
"""What is looked through by those who look for additions or for fonts: there may be fewer."""

WORK = """
import json, os, sys
from pathlib import Path
opened = set()
sys.addaudithook(lambda name, given: opened.add(str(given[0])) if name == "open" else None)
out, packages = Path(sys.argv[1]), Path(sys.argv[2])
from fupin_desktop import headless
from fupin_desktop.cli import run
assert headless.main([str(out)]) == 0
for words in json.loads(sys.argv[3]):
    words = [word.replace("OUT", str(out)) for word in ("--office", "OUT/office", *words)]
    assert run(words) == 0, words
from PySide6.QtWidgets import QApplication
app = QApplication(sys.argv[:1])
from fupin_desktop import app as window
from fupin_desktop.ui import frame
window.theme.dress(app, 10)
modules = sorted(name for name, each in list(sys.modules.items()) if getattr(each, "__spec__", None))
files = [name for name in opened if name.startswith(str(packages)) and os.path.isfile(name)]
print(json.dumps([modules, sorted(os.path.relpath(name, packages) for name in files)]))
"""
JOB = (
    ("form", "card", "--village", "东巴扎村", "--format", "docx", "--out", "OUT/明白卡.docx"),
    ("report", "monthly", "2018-05", "--format", "xlsx", "--out", "OUT/月报.xlsx"),
    ("chart", "status", "--out", "OUT/图.svg"),
    ("chart", "status", "--out", "OUT/图.pdf"),
    ("export", "people", "--fillable", "OUT/成员.xlsx"),
    ("find", "zhang"),
    ("check",),
    ("verify",),
)


@pytest.fixture(scope="session")
def used(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[str]]:
    """Do the program's work here, once; return the modules it loaded and the files of packages it opened."""
    out = tmp_path_factory.mktemp("work")
    packages = Path(next(path for path in sys.path if path.endswith("site-packages")))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    environment |= {name: str(out / name) for name in ("FUPIN_CONFIG", "FUPIN_LOGS", "FUPIN_CACHE")}
    environment["MPLCONFIGDIR"] = str(out / "mpl")
    command = [sys.executable, "-c", WORK, str(out), str(packages), json.dumps(JOB)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    modules, files = json.loads(done.stdout.splitlines()[-1])
    return modules, files


def test_what_is_imported_at_work_is_carried(used: tuple[list[str], list[str]], shelf: Shelf) -> None:
    """Also modules that are found by their name at run time, which no reading of the source can see."""
    published = {name for name in used[0] if name in shelf.sources}
    assert len(published) > 400
    assert sorted(published - shelf.present) == []


def test_files_of_packages_opened_at_work_are_carried(
    used: tuple[list[str], list[str]], payload: Path, wheels: list[Path]
) -> None:
    """Templates, settings and tables that lie among the modules."""
    published = set(wheel_file_names(wheels))
    data = [name for name in used[1] if name in published and not name.endswith((".py", ".pyc"))]
    missing = [name for name in data if not (payload / "lib" / name).is_file()]
    assert [name for name in missing if not re.search(SEARCHED, name)] == []
    assert any(name.endswith("matplotlibrc") for name in data)
