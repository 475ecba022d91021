"""The lists beside households and people (务工、收入、危改、结对、行政村、搬迁、一户一策、监测): in and out."""

from __future__ import annotations

from fupin_desktop.services.lists.draft import ListDraft
from fupin_desktop.services.lists.service import Lists

__all__ = ["ListDraft", "Lists"]
