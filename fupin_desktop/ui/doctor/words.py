"""How findings and rules are said everywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fupin_desktop.domain.doctor.rule import Severity

TONES: Mapping[Severity, str] = {Severity.ERROR: "red", Severity.DOUBT: "amber", Severity.HINT: "quiet"}
SIGNS: Mapping[Severity, str] = {Severity.ERROR: "！ ", Severity.DOUBT: "◷ ", Severity.HINT: "· "}

_NUMBERED = re.compile(r"\b(GZ|PC|XA|tcm)\b")


def source_said(source: str) -> str:
    """Where a rule comes from; numbers of public collections of checks are said to be such."""
    return f"{source}（各地公开的数据核查规则的编号）" if _NUMBERED.search(source) else source
