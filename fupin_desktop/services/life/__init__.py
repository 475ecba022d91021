"""动态管理: what happens to households and their people over the years."""

from fupin_desktop.services.life.asked import NEWCOMER, Asked, Done, KinLine, Outlook
from fupin_desktop.services.life.service import Life

__all__ = ["NEWCOMER", "Asked", "Done", "KinLine", "Life", "Outlook"]
