"""照片页: the photos of every household that has any, 2, 4 or 6 a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_desktop.services.paper.forms.household import issuer, paper_of
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

if TYPE_CHECKING:
    from fupin_desktop.domain.dossier import Dossier
    from fupin_desktop.reports.forms.photo_sheet import Shot

COUNT = {"count": "每页照片张数"}


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each household; one that was named and has no photo gets empty frames."""
    from fupin_desktop.reports.forms.photo_sheet import build

    count, sender = count_of(Options(asked, COUNT)), issuer(source)
    for each in source.dossiers(asked, "photo"):
        yield paper_of(each, build(each, sender, shots(each, source), count))


def count_of(options: Options) -> int:
    """How many photos a page are wanted. Raises Refused."""
    from fupin_desktop.reports.forms.photo_sheet import COUNTS

    return int(options.choice("count", map(str, COUNTS), "4"))


def shots(dossier: Dossier, source: Source) -> list[Shot]:
    """The photos of a household with their files, in the order in which they were added."""
    from fupin_desktop.reports.forms.photo_sheet import Shot
    from fupin_desktop.reports.photo_facts import taken_on

    found = []
    for photo in sorted(dossier.photos, key=lambda each: each.id or 0):
        path = source.files.find(photo.sha256)
        day = photo.taken_on or (taken_on(path) if path else None)
        found.append(Shot(photo, path, day))
    return found
