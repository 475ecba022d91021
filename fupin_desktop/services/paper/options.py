"""What is asked of one kind of paper only (--set NAME=VALUE): read, checked, unknown names refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem

if TYPE_CHECKING:
    from fupin_desktop.services.paper.source import Asked
    from fupin_desktop.services.reporting.source import AskedReport

MOST = 9999


class Options:
    """The options of one request. ``known`` names them with what they mean; a name ending in ``:`` begins a family (``vote:12``)."""

    def __init__(self, asked: Asked | AskedReport, known: Mapping[str, str]) -> None:
        self._said, self._known = asked.options, known
        families = tuple(name for name in known if name.endswith(":"))
        unknown = [name for name in self._said if name not in known and not name.startswith(families)]
        if unknown:
            listed = "、".join(f"{name}（{meaning}）" for name, meaning in known.items())
            others = f"可以用：{listed}" if known else "这种文书没有选项"
            raise _refused(unknown[0], f"{asked.kind.label}没有名为“{unknown[0]}”的选项，{others}")

    def __contains__(self, name: str) -> bool:
        return bool(self.text(name))

    def text(self, name: str, default: str = "") -> str:
        return self._said.get(name, "").strip() or default

    def flag(self, name: str) -> bool:
        """Whether it was said with anything but 0 or 否."""
        return self.text(name) not in ("", "0", "否")

    def family(self, name: str) -> dict[str, str]:
        """What was said under ``name:…``, by the part after the colon."""
        return {key.removeprefix(name): value for key, value in self._said.items() if key.startswith(name)}

    def choice(self, name: str, allowed: Iterable[str], default: str) -> str:
        """One of a few words. Raises Refused."""
        said, among = self.text(name, default), list(allowed)
        if said not in among:
            raise _refused(name, f"{self._known[name]}只能是{'、'.join(among)}，现在是“{said}”")
        return said

    def number(self, name: str, *, least: int = 0) -> int | None:
        """A whole number; None when it was not said. Raises Refused."""
        said = self.text(name)
        if not said:
            return None
        if not said.isascii() or not said.isdigit() or not least <= int(said) <= MOST:
            raise _refused(name, f"{self._known[name]}应是{least}到{MOST}之间的整数，现在是“{said}”")
        return int(said)

    def share(self, name: str, default: Fraction) -> Fraction:
        """A share such as 1/2 or 2/3. Raises Refused."""
        said = self.text(name)
        if not said:
            return default
        try:
            found = Fraction(said)
        except (ValueError, ZeroDivisionError):
            found = Fraction(0)
        if not 0 < found < 1:
            raise _refused(name, f"{self._known[name]}应写成1/2、2/3的样子，现在是“{said}”")
        return found


def _refused(name: str, sentence: str) -> Refused:
    return Refused([Problem(name, sentence)])
