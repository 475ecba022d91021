"""对表: other people's sheets held against the office: two periods, rosters, a few people, villages' sheets, forms."""

from __future__ import annotations

from fupin_desktop.ui.parts import PartsPage, Tab


class SheetsPage(PartsPage):
    title = "对表"
    tables = frozenset({"village_sheet", "kept_form", "kept_layout"})
    TABS = (
        Tab("comparing", "两期对比", "sheets.comparing", "ComparingPart"),
        Tab("matching", "名单比对", "sheets.matching", "MatchingPart"),
        Tab("lookup", "查一批", "sheets.lookup", "LookupPart"),
        Tab("entering", "国扶录入清单", "sheets.entering", "EnteringPart"),
        Tab("village", "村级小表", "sheets.village", "VillagePart"),
        Tab("filling", "来表即填", "sheets.filling", "FillingPart"),
        Tab("exporting", "导出名单", "sheets.exporting", "ExportingPart"),
    )
