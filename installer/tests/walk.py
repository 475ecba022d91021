"""Follows the imports of the program through the libraries it ships with, without running anything."""

from __future__ import annotations

import ast
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from installer.tests.windows import BUILT_IN
from installer.unpacking import wheel_paths

BINARY = (".pyd",)
CODE = (".py", ".pyc")


def module_of(path: PurePosixPath) -> str:
    """Name the module that a file of a package folder is, "" for what is none."""
    if path.suffix not in (*BINARY, *CODE):
        return ""
    parts = [part for part in path.with_name(path.name.split(".")[0]).parts if part != "__pycache__"]
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts) if all(part.isidentifier() for part in parts) else ""


def modules_below(folder: Path) -> set[str]:
    """Return the modules of a folder from which Python imports; plain folders count as packages too."""
    files = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    found = {module_of(PurePosixPath(file.as_posix())) for file in files} - {""}
    return found | {name.rpartition(".")[0] for name in found if "." in name}


def modules_of_python(folder: Path) -> set[str]:
    """Return the modules of the Python for Windows itself."""
    with zipfile.ZipFile(folder / "python311.zip") as packed:
        found = {module_of(PurePosixPath(name)) for name in packed.namelist()} - {""}
    return found | {file.stem for file in folder.glob("*.pyd")} | BUILT_IN


def wheel_files(wheels: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Go through the files that wheels put below lib: path and content."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as packed:
            for member, path in wheel_paths(packed):
                yield path, packed.read(member)


def wheel_file_names(wheels: Sequence[Path]) -> tuple[str, ...]:
    """Return the paths of the files that wheels put below lib."""
    found: list[str] = []
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as packed:
            found += [path for _, path in wheel_paths(packed)]
    return tuple(found)


def sources_of_wheels(wheels: Sequence[Path]) -> dict[str, str]:
    """Return the text of every Python file of the wheels, by the name of its module; "" for binaries."""
    found: dict[str, str] = {}
    for path, content in wheel_files(wheels):
        name = module_of(PurePosixPath(path))
        if name and path.endswith(".py"):
            found[name] = content.decode("utf-8", "replace")
        elif name:
            found.setdefault(name, "")
    return found


@dataclass(frozen=True)
class Asked:
    """One import of one module; ``firm``: it happens whenever the asking module is imported."""

    by: str
    module: str
    name: str
    firm: bool


def imports_of(text: str, module: str, is_package: bool) -> list[Asked]:
    """Return the imports that stand in a module, wherever they stand; what only type checkers read is passed over."""
    if "import" not in text:
        return []
    package = module if is_package else module.rpartition(".")[0]
    found: list[Asked] = []

    def look(body: Sequence[ast.AST], firm: bool) -> None:
        for node in body:
            if isinstance(node, ast.Import):
                found.extend(Asked(module, alias.name, "", firm) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = _absolute(node, package)
                found.extend(Asked(module, base, alias.name, firm) for alias in node.names)
            else:
                for inner, stays in _inner(node):
                    look(inner, firm and stays)

    look(ast.parse(text).body, True)
    return found


def _inner(node: ast.AST) -> Iterator[tuple[list[ast.stmt], bool]]:
    """The bodies of a statement, and whether each is carried out for sure."""
    match node:
        case ast.ClassDef() | ast.With():
            yield node.body, True
        case ast.Try():
            yield node.body, not any(map(_forgives, node.handlers))
            for handler in node.handlers:
                yield handler.body, False
            yield node.orelse, False
            yield node.finalbody, True
        case ast.If():
            if "TYPE_CHECKING" not in ast.unparse(node.test):
                yield node.body, False
            yield node.orelse, False
        case ast.Match():
            for answer in node.cases:
                yield answer.body, False
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.For() | ast.While():
            yield node.body, False


def _forgives(handler: ast.ExceptHandler) -> bool:
    said = ast.unparse(handler.type) if handler.type else "Exception"
    return any(name in said for name in ("ImportError", "ModuleNotFoundError", "Exception"))


def _absolute(statement: ast.ImportFrom, package: str) -> str:
    base = statement.module or ""
    if not statement.level:
        return base
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - statement.level + 1], *([base] if base else [])])


@dataclass
class Walk:
    """A walk from the program's own modules through all that they import.

    ``sources`` is the text of each module as it was published, ``present`` what the package for Windows has,
    ``standard`` what its Python has.
    """

    sources: Mapping[str, str]
    present: frozenset[str]
    standard: frozenset[str]
    own: str = "fupin_desktop"
    reached: dict[str, bool] = field(default_factory=dict)
    """Module: whether it is surely imported when the program does all it can do."""
    missing: set[tuple[str, str]] = field(default_factory=set)
    """(asking module, module) where the module is not in the package but was published, or is asked for firmly."""

    def start(self, names: Iterable[str]) -> None:
        """Walk on from these modules."""
        packages = {name.rpartition(".")[0] for name in self.sources}
        waiting = [(name, True) for name in sorted(names)]
        while waiting:
            name, firm = waiting.pop()
            if self.reached.get(name, not firm) >= firm and name in self.reached:
                continue
            self.reached[name] = firm
            mine = name.partition(".")[0] == self.own
            for asked in imports_of(self.sources.get(name, ""), name, name in packages):
                sure = mine or (firm and asked.firm)
                waiting += [(step, sure) for step in self._steps(asked, sure)]

    def _steps(self, asked: Asked, sure: bool) -> Iterator[str]:
        """The modules that one import loads: a.b.c loads a, a.b and a.b.c."""
        wanted = asked.module
        if asked.name and f"{wanted}.{asked.name}" in self.sources:
            wanted = f"{wanted}.{asked.name}"
        parts = wanted.split(".")
        for step in (".".join(parts[: length + 1]) for length in range(len(parts))):
            if step in self.present:
                yield step
            elif step not in self.standard and (sure or step in self.sources):
                self.missing.add((asked.by, step))
