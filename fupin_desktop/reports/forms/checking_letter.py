"""核查函: what a roster says of a village's households, sent to its committee to be looked into on the spot.

The wording is this program's own, on the pattern of a letter between offices (matter, list, day by which to answer);
nobody has laid it down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.id_number import mask_number
from fupin_desktop.domain.notice import committee
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import (
    Addressee,
    Block,
    Document,
    Note,
    Paragraph,
    Signature,
    Space,
    Style,
    show_date,
)
from fupin_desktop.reports.forms.parts import Column, table


@dataclass(frozen=True, slots=True)
class Suspect:
    """One person to look into: where they live, who they are, what the roster says."""

    group: str
    household: int
    head: str
    name: str
    id_number: str
    said: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What one letter asks: of which village, about which roster, answered by which day."""

    village: str
    about: str
    people: Sequence[Suspect]
    on: date
    due: date


_BLANK = "＿＿＿＿"
_ROOM = "　" * 9  # an empty column would be made narrow
_COLUMNS = (
    Column("序号", 3),
    Column("组", 4),
    Column("户主", 6),
    Column("姓名", 6),
    Column("证件号码", 10),
    Column("比对情况", 7),
    Column("核查结果", 9),
)


def build(asked: Asked, sender: Sender) -> Document:
    """The letter; ID numbers are shown as 前6后4."""
    homes = len({each.household for each in asked.people})
    rows = [
        [str(number), each.group, each.head, each.name, mask_number(each.id_number), each.said, _ROOM]
        for number, each in enumerate(asked.people, 1)
    ]
    blocks: list[Block] = [
        Addressee(committee(asked.village)),
        Paragraph(
            f"近日，我单位将“{asked.about}”名单与{sender.registered}数据进行了比对，涉及你村{homes}户{len(asked.people)}人"
            "（名单见下表）。名单信息不等于事实，请逐户入户核查，如实填写核查结果，"
            f"由核查人和村负责人签字、加盖公章，于{show_date(asked.due)}前报我单位。"
        ),
        Paragraph("核查结果请写明：是否本人、情况是否属实、从何时起、依据是什么；与名单不符的，请附相关证明的复印件。"),
        Space(0.3),
        table(_COLUMNS, rows, least=1.6),
        Note("注：核对全号请与我单位联系；本表含个人信息，不得公开张贴。"),
        Paragraph(f"联系人：{sender.by or _BLANK}，联系电话：{sender.phone or _BLANK}。"),
        Signature((sender.unit,), asked.on),
    ]  # fmt: skip
    return Document(f"关于核查“{asked.about}”\n比对情况的函", blocks, Style.OFFICIAL, author=sender.unit)
