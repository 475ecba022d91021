"""Who issues a paper, by the names that things have on its day."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain import terms
from fupin_desktop.domain.period import Sender
from fupin_desktop.services.settings import OfficeFacts
from fupin_desktop.services.terms import office_terms

UNNAMED = "命令行"
"""Who acts where nobody gave a name: it stands in the history and on no paper."""

_COUNTY = "county_office"
_COUNTY_TERMS = (
    terms.Term(_COUNTY, "扶贫开发领导小组办公室", until=date(2021, 5, 31)),
    terms.Term(_COUNTY, "乡村振兴局", since=date(2021, 6, 1)),
)


def sender(facts: OfficeFacts, on: date, by: str) -> Sender:
    """The office as the papers of a day name it; ``by`` is the 经办人."""
    own = office_terms(facts)
    addressee = terms.said(_COUNTY, on, (*_COUNTY_TERMS, *own)) if facts.county else ""
    return Sender(
        unit=facts.unit,
        township=facts.township or facts.unit,
        county=facts.county,
        addressee=f"{facts.county}{addressee}" if addressee else "",
        by="" if by == UNNAMED else by,
        reviewer=facts.reviewer,
        leader=facts.leader,
        phone=facts.office_phone or facts.phone,
        watch_phone=facts.phone,
        hotline=facts.hotline,
        address=facts.address,
        poor=terms.said(terms.POOR, on, own),
        registered=terms.said(terms.REGISTERED, on, own),
        lifted=terms.said(terms.LIFTED, on, own),
        work=terms.said(terms.WORK, on, own),
        demo=facts.demo,
    )
