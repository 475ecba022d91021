"""``fupin``: without a window what can be done without one. Names, options and keys stay as they are."""

from fupin_desktop.cli.run import run

__all__ = ["run"]
