"""One village's notice as values: words and cells, and nothing else of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fupin_desktop.domain.notice.kinds import Column, NoticeKind, committee
from fupin_desktop.domain.period import Sender

if TYPE_CHECKING:
    from fupin_desktop.domain.procedure.village_exit import Finding

_FUND = ((2020, "扶贫资金"), (9999, "衔接资金"))


@dataclass(frozen=True, slots=True)
class Member:
    """One of a 驻村工作队, as its public promise names them."""

    name: str
    unit: str = ""
    duty: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One village's notice, ready to be set. ``until`` and ``days`` are None where nothing can be objected.

    ``findings`` are what was found of a village's indicators.
    ``ids`` are the households of the rows. ``total`` is the money that was paid, in yuan, ``sources`` where it came from.
    """

    kind: NoticeKind
    village: str
    year: int
    on: date
    sender: Sender
    government: str
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    ids: tuple[int, ...] = ()
    people: int = 0
    until: date | None = None
    days: int | None = None
    basis: str = ""
    procedure: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    total: Decimal | None = None
    sources: tuple[tuple[str, Decimal], ...] = ()
    team: tuple[Member, ...] = ()
    findings: tuple[Finding, ...] = ()
    paper: str = "A4"
    web: bool = False
    moved: bool = False  # the last day was moved on from a day off
    working: bool = False  # its days are working days

    @property
    def households(self) -> int:
        return len(self.rows)

    @property
    def term(self) -> str:
        """For how long it hangs, in words: 7天, 5个工作日."""
        return f"{self.days}{'个工作日' if self.working else '天'}"

    @property
    def fund(self) -> str:
        """What the money is called that pays for projects at the time."""
        return next(words for last, words in _FUND if self.year <= last)

    def say(self, pattern: str) -> str:
        """Fill in the words of the kind."""
        sender = self.sender
        return pattern.format(
            village=self.village,
            year=self.year,
            poor=sender.poor,
            identified=sender.registered if self.on.year <= 2020 else sender.poor,
            lifted=sender.lifted,
            committee=committee(self.village),
            township=sender.township,
            government=self.government,
            county=sender.county,
            county_office=sender.addressee,
            count=f"{self.households}户{self.people}人",
            procedure=self.procedure,
            fund=self.fund,
        )
