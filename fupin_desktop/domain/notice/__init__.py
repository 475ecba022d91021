"""Public notices (公示、公告): what each kind says and may show, who signs it, and the last look for private numbers."""

from fupin_desktop.domain.notice.kinds import (
    KINDS,
    Column,
    NoticeKind,
    committee,
    government,
    notice_kind,
)
from fupin_desktop.domain.notice.notice import Member, Notice
from fupin_desktop.domain.notice.showing import (
    OF_AGE,
    Shown,
    cell,
    hidden_minor,
    housing_procedure,
    plain_money,
    private_numbers,
    shown_applicants,
    shown_head,
    web_name,
)

__all__ = [
    "KINDS",
    "OF_AGE",
    "Column",
    "Member",
    "Notice",
    "NoticeKind",
    "Shown",
    "cell",
    "committee",
    "government",
    "hidden_minor",
    "housing_procedure",
    "notice_kind",
    "plain_money",
    "private_numbers",
    "shown_applicants",
    "shown_head",
    "web_name",
]
