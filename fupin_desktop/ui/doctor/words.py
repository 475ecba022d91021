"""How the weight of a finding looks everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from fupin_desktop.domain.doctor.rule import Severity

TONES: Mapping[Severity, str] = {Severity.ERROR: "red", Severity.DOUBT: "amber", Severity.HINT: "quiet"}
SIGNS: Mapping[Severity, str] = {Severity.ERROR: "！ ", Severity.DOUBT: "◷ ", Severity.HINT: "· "}
