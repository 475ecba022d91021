"""How findings and rules are said everywhere."""

from __future__ import annotations

from collections.abc import Mapping

TONES: Mapping[str, str] = {"E": "red", "W": "amber", "I": "quiet"}
SIGNS: Mapping[str, str] = {"E": "！ ", "W": "◷ ", "I": "· "}
"""By weight of a rule (``Severity``), the heaviest first."""
