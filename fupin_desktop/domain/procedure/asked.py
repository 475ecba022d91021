"""Reads every subject's asks, so that ``asks.ASKS`` is whole."""

from fupin_desktop.domain.procedure import (
    common_asks,
    exit,
    housing_asks,
    identification,
    monitoring,
    preparation,
    relocation_asks,
    removal,
    village_exit,
)

__all__ = [
    "common_asks",
    "exit",
    "housing_asks",
    "identification",
    "monitoring",
    "preparation",
    "relocation_asks",
    "removal",
    "village_exit",
]
