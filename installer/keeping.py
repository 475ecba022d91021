"""The keep-list: which files of the wheels go into the package, each line with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from installer.paths import HERE, BuildError

KEEP_LIST = HERE / "keep.txt"


@dataclass(frozen=True)
class Rule:
    """One line: whether files of this pattern stay, and why. ``*`` stays inside a folder, ``**`` does not."""

    keeps: bool
    pattern: str
    reason: str

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        parts = re.split(r"(\*\*/|\*\*|\*|\?)", self.pattern)
        meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
        return re.compile("".join(meaning.get(part) or re.escape(part) for part in parts))

    def fits(self, path: str) -> bool:
        """Say whether the rule speaks of this path (with /, relative to the folder of the wheels)."""
        return self._shape.fullmatch(path) is not None


@dataclass(frozen=True)
class KeepList:
    """All rules in their order: the first that fits a file decides."""

    rules: tuple[Rule, ...]

    def keeps(self, path: str) -> bool:
        """Say whether the file stays; a file that no line speaks of stops the build."""
        return self.rule_of(path).keeps

    def rule_of(self, path: str) -> Rule:
        """Return the line that decides about the file."""
        for rule in self.rules:
            if rule.fits(path):
                return rule
        raise BuildError(f"{KEEP_LIST.name} 没有一行说到 {path}：请决定留下还是去掉，并写明理由。")

    def idle(self, paths: tuple[str, ...]) -> tuple[Rule, ...]:
        """Return the lines that decide about none of these files: what they wanted to keep is not there."""
        busy = {self.rule_of(path) for path in paths}
        return tuple(rule for rule in self.rules if rule not in busy)


def read(text: str) -> KeepList:
    """Read ``+ pattern  # reason`` and ``- pattern  # reason``; lines that begin with # are headings."""
    rules = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        rule, _, reason = line.partition("#")
        sign, _, pattern = rule.strip().partition(" ")
        if sign not in ("+", "-") or not pattern.strip() or not reason.strip():
            raise BuildError(
                f"{KEEP_LIST.name} 第 {number} 行应为“+ 或 -，路径，# 理由”，现在是：{line.strip()}"
            )
        rules.append(Rule(sign == "+", pattern.strip(), reason.strip()))
    return KeepList(tuple(rules))


def load(file: Path = KEEP_LIST) -> KeepList:
    """Read the keep-list of the project."""
    return read(file.read_text(encoding="utf-8"))
