"""The arrows of the house. A broken one fails here, with the import that broke it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pytest_archon import archrule

import fupin_desktop

PACKAGE = Path(fupin_desktop.__file__).parent
TOP = ["ui", "app", "cli", "headless", "__main__"]
NEIGHBOURS = {
    "domain": [
        "db",
        "reports",
        "exchange",
        "services",
        "assets",
        "crash",
        "settings",
        "logs",
        "places",
        "unfit",
        *TOP,
    ],
    "db": ["reports", "exchange", "services", *TOP],
    "reports": ["db", "exchange", "services", *TOP],
    "exchange": ["db", "reports", "services", *TOP],
    "services": TOP,
    "ui": ["db", "reports", "exchange", "app", "cli", "headless", "__main__"],
}
OUTSIDE = {
    "PySide6": ("ui", "app"),
    "sqlalchemy": ("db",),
    "alembic": ("db",),
    "reportlab": ("reports",),
    "openpyxl": ("exchange", "reports"),
    "nacl": ("db",),
    "docx": ("reports",),
    "python_calamine": ("exchange",),
    "pypdfium2": ("ui",),
    "matplotlib": ("reports", "ui"),
    "PIL": ("reports",),
}
"""Which floors may import which foreign package; no other may."""
DOMAIN_MAY = {"pypinyin": "pinyin", "chinese_calendar": "holidays"}
HEAVY = ("PySide6", "matplotlib", "reportlab", "openpyxl", "docx", "alembic", "pypdfium2", "PIL", "nacl")


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the program with its floor (``app`` and the like stand for themselves)."""
    for file in sorted(PACKAGE.rglob("*.py")):
        yield file.relative_to(PACKAGE).parts[0].removesuffix(".py"), file


@cache
def imports(file: Path) -> tuple[str, ...]:
    """What a module imports, wherever in the file it stands (names that only the type checker reads left out)."""
    return tuple(_imports(file))


def _imports(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def test_arrows_run_down() -> None:
    for room, above in NEIGHBOURS.items():
        if (PACKAGE / room).is_dir():
            archrule(f"{room} knows nobody above or beside it").match(
                f"fupin_desktop.{room}", f"fupin_desktop.{room}.*"
            ).should_not_import(
                *(
                    pattern
                    for name in above
                    for pattern in (f"fupin_desktop.{name}", f"fupin_desktop.{name}.*")
                )
            ).check("fupin_desktop", only_direct_imports=True)


@pytest.mark.parametrize("foreign", OUTSIDE)
def test_each_foreign_package_stays_on_its_floor(foreign: str) -> None:
    strays = [
        f"{file.relative_to(PACKAGE)} imports {name}"
        for floor, file in modules()
        for name in imports(file)
        if name.split(".")[0] == foreign and floor not in OUTSIDE[foreign]
    ]
    assert not strays


def test_domain_needs_nothing_but_python() -> None:
    strays = [
        f"{file.name} imports {name}"
        for floor, file in modules()
        if floor == "domain"
        for name in imports(file)
        if (top := name.split(".")[0]) not in sys.stdlib_module_names
        and top != "fupin_desktop"
        and DOMAIN_MAY.get(top) != file.stem
    ]
    assert not strays


def test_nobody_uses_the_drawing_state_of_pyplot() -> None:
    assert not [file for _, file in modules() if any("pyplot" in name for name in imports(file))]


def test_opening_an_office_loads_nothing_heavy() -> None:
    said = f"import fupin_desktop.services.office, sys; print([n for n in {HEAVY!r} if n in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", said], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert answer.stdout.strip() == "[]"


def test_only_the_three_nets_catch_everything() -> None:
    strays = {
        file.relative_to(PACKAGE).as_posix()
        for _, file in modules()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException"))
    }
    assert strays <= {"ui/jobs.py", "app.py", "services/selfcheck/__init__.py"}


def test_no_file_has_grown_beyond_reading() -> None:
    sizes = {file: len(file.read_text(encoding="utf-8").splitlines()) for _, file in modules()}
    large = {str(file.relative_to(PACKAGE)): lines for file, lines in sizes.items() if lines > 500}
    assert {name: lines for name, lines in large.items() if "migrations" not in name} == {}
