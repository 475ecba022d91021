"""走访: visits written down and counted, scans sorted to households, helpers' households handed over."""

from __future__ import annotations

from fupin_desktop.ui.parts import PartsPage, Tab


class VisitPage(PartsPage):
    title = "走访"
    tables = frozenset(
        {"visit", "attachment", "pairing", "cadre", "household", "standing", "village", "setting"}
    )
    TABS = (
        Tab("register", "登记", "visit.register", "RegisterPart"),
        Tab("coverage", "覆盖", "visit.coverage", "CoveragePart"),
        Tab("scans", "扫描件", "visit.scans", "ScanPart"),
        Tab("handover", "移交", "visit.handover", "HandoverPart"),
    )
