"""公示无异议证明: where a notice hung and for how long, what was objected and what became of it, signed in the village.

The wording is this program's own, as townships of the sources write it; nobody has laid it down.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fupin_desktop.domain.notice import KINDS, committee
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.posting import Finding, Objection, Proof
from fupin_desktop.reports.document import (
    Block,
    Document,
    Kind,
    Paragraph,
    Sign,
    Signs,
    Style,
    Table,
    show_date,
)
from fupin_desktop.reports.sentences import DEMO

_HEADINGS = ("序号", "提出时间", "涉及农户", "异议内容", "调查人", "调查结果", "答复内容", "答复时间")


def build(proof: Proof, sender: Sender) -> Document:
    """The certificate of a notice whose time is over and whose objections are settled. It is filed, never posted."""
    posting = proof.posting
    assert posting.posted_on is not None
    assert posting.until is not None
    kind = KINDS.get(posting.kind)
    named = f"（共{proof.households}户{proof.people}人）" if kind is None or kind.lists else ""
    term = f"{posting.days}{'个工作日' if posting.working else '天'}"
    where = committee(posting.village)
    return Document(
        "公示无异议证明",
        [
            Paragraph(
                f"《{posting.heading}》{named}已于{show_date(posting.posted_on)}由{posting.posted_by}张贴在"
                f"{posting.village}{posting.place}，公示期{term}，自次日起计算，至{show_date(posting.until)}止。"
            ),
            *_objections(proof),
            Paragraph("特此证明。"),
            Signs(
                [
                    Sign("村务监督委员会主任"),
                    Sign(f"{where.removeprefix(posting.village)}主任"),
                    Sign("驻村工作队队长"),
                    Sign(f"{where}（盖章）"),
                ],
                across=1,
            ),
        ],
        Style.NOTICE,
        author=sender.unit,
        subtitle=DEMO if sender.demo else "",
    )


def _objections(proof: Proof) -> Iterator[Block]:
    """None, or each with its answer in a table."""
    if not proof.objections:
        yield Paragraph("公示期内没有收到对公示内容的异议。")
        return
    upheld = sum(each.result is Finding.UPHELD for each in proof.objections)
    outcome = f"其中成立{upheld}件，涉及的农户已退回重新核实" if upheld else "经调查不成立"
    yield Paragraph(f"公示期内收到异议{len(proof.objections)}件，已全部调查核实并答复，{outcome}，详见下表。")
    yield Table(
        _HEADINGS,
        [_row(number, each, proof) for number, each in enumerate(proof.objections, 1)],
        [Kind.CENTRE, Kind.CENTRE, Kind.CENTRE, Kind.TEXT, Kind.CENTRE, Kind.CENTRE, Kind.TEXT, Kind.CENTRE],
        widths=(2.5, 5, 4.5, 13, 5, 5, 13, 5),
    )


def _short(day: date) -> str:
    """The year above the day: a narrow column leaves room for the words."""
    return f"{day.year}年\n{day.month}月{day.day}日"


def _row(number: int, each: Objection, proof: Proof) -> list[str]:
    return [
        str(number),
        _short(each.on),
        proof.heads.get(each.household_id or 0, "—"),
        each.about,
        each.investigator,
        (each.result.label if each.result else "").removeprefix("异议"),
        each.answer,
        _short(each.answered_on) if each.answered_on else "",
    ]
