"""How findings and rules are said everywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

TONES: Mapping[str, str] = {"E": "red", "W": "amber", "I": "quiet"}
SIGNS: Mapping[str, str] = {"E": "！ ", "W": "◷ ", "I": "· "}
"""By weight of a rule (``Severity``), the heaviest first."""

_NUMBERED = re.compile(r"\b(GZ|PC|XA|tcm)\b")


def source_said(source: str) -> str:
    """Where a rule comes from; numbers of public collections of checks are said to be such."""
    return f"{source}（各地公开的数据核查规则的编号）" if _NUMBERED.search(source) else source
