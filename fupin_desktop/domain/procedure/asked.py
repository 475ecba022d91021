"""Reads every subject's asks, so that ``asks.ASKS`` is whole."""

from fupin_desktop.domain.procedure import common_asks, exit, identification, preparation, village_exit

__all__ = ["common_asks", "exit", "identification", "preparation", "village_exit"]
