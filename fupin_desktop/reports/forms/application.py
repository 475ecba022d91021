"""贫困户申请书: a household's own application, filled in with what is known, with room for the three opinions below it.

The outline is that of the printed applications: home, people, able to work, income, cause; then 村（组）, 评议 and 乡镇.
"""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.domain.codes import ABLE, Relation
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.notice import committee, government
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import (
    Addressee,
    Block,
    Document,
    Kind,
    Paragraph,
    Sign,
    Signs,
    Style,
    Table,
)
from fupin_desktop.reports.forms.parts import Entry, entries, place, subtitle, yuan

_BLANK = "＿＿＿＿"


def build(dossier: Dossier, sender: Sender) -> Document:
    """The application; what is not known is a line to write on."""
    blocks: list[Block] = [
        Addressee(committee(dossier.household.village)),
        Paragraph(_who(dossier)),
        Paragraph(_why(dossier, sender)),
        Signs([Sign("申请人（签字、按手印）")], across=1),
        _applicant(dossier),
        _opinions(sender),
    ]
    return Document(
        f"{sender.poor}申请书", blocks, Style.NOTICE, subtitle=subtitle(sender), author=sender.unit
    )


def _who(dossier: Dossier) -> str:
    household = dossier.household
    home = place(dossier) if household.group else f"{household.village}{_BLANK}组"
    people = len(dossier.people) or _BLANK
    income = "".join(_income(dossier))
    return f"我家住{home}，家庭人口{people}人，其中能劳动的{_able(dossier)}人。{income}"


def _able(dossier: Dossier) -> int | str:
    """How many can work; a blank while that is not known of everybody."""
    years = [dossier.person_years.get(each.id or 0) for each in dossier.people]
    skills = [each.skill if each else None for each in years]
    if not skills or None in skills:
        return _BLANK
    return sum(each in ABLE for each in skills)


def _income(dossier: Dossier) -> Iterator[str]:
    """The newest income that is known, up to the year."""
    for year in sorted((each.year for each in dossier.years if each.year <= dossier.year), reverse=True):
        found = dossier.income_of(year)
        if found and found.value is not None:
            yield f"{year}年全家人均纯收入{yuan(found.value)}元。"
            return
    yield f"{dossier.year - 1}年全家人均纯收入{_BLANK}元。"


def _why(dossier: Dossier, sender: Sender) -> str:
    household = dossier.household
    causes = [each for each in (household.cause, *household.other_causes) if each]
    said = "、".join(each.label for each in causes) or f"{_BLANK}{_BLANK}"
    note = f"（{household.cause_note.rstrip('。')}）" if household.cause_note else ""
    return (
        f"家庭困难的主要原因是：{said}{note}。现自愿申请认定为{sender.poor}。"
        "以上情况属实，愿意接受入户调查和群众监督，请予核查。"
    )


def _applicant(dossier: Dossier) -> Table:
    head = next((each for each in dossier.people if each.relation is Relation.HEAD), None)
    items = [
        Entry("申请人", dossier.head),
        Entry("联系电话", dossier.household.phone),
        Entry("证件号码", head.id_number if head else "", 2),
        Entry("家庭住址", dossier.household.address, 2),
    ]
    return entries(items, 2)


_DATED = "　　　　　　　　　　　年　　月　　日"
_CHECKED = f"\n\n核查人（签字）：\n{_DATED}"
_SEALED = f"\n\n负责人（签字）：　　　　　（盖章）\n{_DATED}"


def _opinions(sender: Sender) -> Table:
    rows = [
        ["村（组）\n核查意见", _CHECKED],
        ["村民代表会议\n评议意见", _SEALED],
        [f"{government(sender.township)}\n审核意见", _SEALED],
    ]
    return Table([], rows, (Kind.LABEL, Kind.TEXT), (7, 20), least=5)
