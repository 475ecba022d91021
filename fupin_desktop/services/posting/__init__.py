"""Notices on the board: drafted, posted, objected to, certified, taken down, archived, withdrawn.

A notice once posted is frozen: its paper lies in the office's files under its SHA-256 and is printed again as it
hung. Nothing of it is undone, it is withdrawn with a reason. Its state is computed from its dates (``domain.posting``).
"""

from fupin_desktop.services.posting.differing import Difference
from fupin_desktop.services.posting.reading import PostingFile
from fupin_desktop.services.posting.service import Postings

__all__ = ["Difference", "PostingFile", "Postings"]
