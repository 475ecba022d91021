"""Turns the labels that exports write into codes, each label once."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from fupin_desktop.domain.fields import Code

C = TypeVar("C", bound=Code)


@cache
def _read(codes: type[Code], label: str) -> Code:
    return codes.read(label)


def coded(codes: type[C], label: str) -> C | None:
    """The code of a label; None of a blank one."""
    return _read(codes, label) if label else None  # type: ignore[return-value]
