"""The papers of a 民主评议: attendance list, minutes and ballots to be written by hand, and the result that was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_desktop.domain.assembly import Assembly, Nominee, Outcome
from fupin_desktop.reports.document import (
    Block,
    Cell,
    CutLine,
    Document,
    Heading,
    Kind,
    Note,
    PageBreak,
    Paragraph,
    Ruled,
    Sign,
    Signature,
    Signs,
    Style,
    Table,
    Wide,
    show_date,
)
from fupin_desktop.reports.sentences import DEMO, share

BLANKS = 8
"""Empty rows of a list of households that is written by hand."""

_HAND = 1.8  # height of a row for handwriting, in lines
_SIGNATURES = 24.5  # lines that a page of signatures has room for
_PAGE_ROWS = 22.9  # rows of this height that a page of ballots has room for
_BALLOT_ROWS = 2.3  # what a ballot takes besides its rows and its note
_TALLER = {"A4": 1.0, "A3": 1.48}  # how much more a page holds
_NOTE_ROWS, _NOTE_LINE = 0.5, 43  # a line of the note, and its characters


def attendance(assembly: Assembly) -> Document:
    """签到册: who came, signing for themselves, two to a row."""
    half = -(-assembly.seats // 2)
    rows = [
        [str(left), "", "", "", str(right) if right <= assembly.seats else "", "", "", ""]
        for left, right in zip(range(1, half + 1), range(half + 1, 2 * half + 1), strict=True)
    ]
    heads = ["序号", "签名", "村民小组", "身份"] * 2
    kinds = [Kind.CENTRE] * 8
    blocks: list[Block] = [
        _about(assembly),
        Table(
            heads,
            rows,
            kinds,
            widths=[3, 9, 6, 6] * 2,
            least=max(1.5, min(2.6, _SIGNATURES * _TALLER[assembly.paper] / half)),
        ),
        Note(
            "注：由本人签名，“身份”填写村民代表、党员、村“两委”成员、驻村工作队员等；签到册附会议记录之后归档。"
        ),
    ]
    return _document(assembly, "会签到册", blocks)


def minutes(assembly: Assembly) -> Document:
    """会议记录: what is known already is printed, speeches and votes are written by hand."""
    blocks: list[Block] = [
        _about(assembly, more=True),
        Heading("一、评议事项"),
        Paragraph(_matter(assembly)),
        Heading("二、会议程序"),
        Paragraph(
            "1.核对到会人数，宣布开会；2.推选监票人、计票人；3.说明评议标准，逐户介绍申请和入户核实情况；"
            "4.与会人员发言评议；5.无记名投票；6.当场计票，宣布结果。"
        ),
        Heading("三、发言摘要"),
        *_speeches(assembly.minutes),
        Heading("四、表决结果"),
        _counts(assembly.outcome),
        _votes_table(assembly, assembly.outcome),
        Heading("五、会议决议"),
        Ruled(6),
        Signs([Sign(f"{name}（签字）", dated=False) for name in ("主持人", "记录人", "监票人", "计票人")], 4),
    ]
    return _document(assembly, "会议记录", blocks)


def ballots(assembly: Assembly) -> Document:
    """表决票: as many as were asked, or a page full of them, with lines to cut along."""
    each = list(_ballot(assembly))
    height = (len(assembly.nominees) or BLANKS) + _BALLOT_ROWS
    height += -(-len(_ballot_note(assembly)) // _NOTE_LINE) * _NOTE_ROWS
    fit = max(1, int(_PAGE_ROWS * _TALLER[assembly.paper] / height))
    count = assembly.ballots or fit
    blocks: list[Block] = []
    for number in range(1, count + 1):
        blocks += each
        if number < count:
            blocks.append(PageBreak() if number % fit == 0 else CutLine())
    return Document("", blocks, Style.TABLE, assembly.paper, author=assembly.committee)


def result(assembly: Assembly) -> Document:
    """评议结果, from what was counted; `assembly.outcome` must be there."""
    found = assembly.outcome
    assert found is not None
    blocks: list[Block] = [
        Paragraph(
            f"{show_date(assembly.on)}，{assembly.village}召开民主评议会议，就{assembly.subject}进行民主评议。"
            f"应到{found.due}人，实到{found.present}人，到会率{share(found.present, found.due)}。"
            + _counted_words(found)
        ),
        Paragraph(_passed_words(assembly, found)),
        _votes_table(assembly, found),
        Signs([Sign(f"{name}（签字）", dated=False) for name in ("主持人", "记录人", "监票人", "计票人")], 4),
        Signature([assembly.committee], assembly.on),
    ]
    return _document(assembly, "结果", blocks)


def _speeches(said: str) -> list[Block]:
    """What was said, as it was written down; lines to write on where it was not."""
    lines = [line for line in said.splitlines() if line.strip()]
    return [Paragraph(line) for line in lines] if lines else [Ruled(14)]


def _document(assembly: Assembly, words: str, blocks: Sequence[Block]) -> Document:
    return Document(
        assembly.named(words),
        blocks,
        Style.TABLE,
        assembly.paper,
        subtitle=DEMO if assembly.demo else "",
        author=assembly.committee,
    )


def _about(assembly: Assembly, more: bool = False) -> Table:
    """When, where and who: known or blank."""
    due, present = (
        f"{number}人" if number is not None else "　　　人" for number in (assembly.due, assembly.present)
    )
    rows: list[list[Cell]] = [
        ["会议时间", f"{show_date(assembly.on)}　　　时", "会议地点", assembly.place],
        ["主持人", assembly.chair, "记录人", assembly.recorder],
        ["应到人数", due, "实到人数", present],
    ]
    if more:
        rows += [["列席人员", Wide("", 3)], ["会议议题", Wide(f"{assembly.subject}民主评议", 3)]]
    kinds = [Kind.LABEL, Kind.TEXT] * 2
    return Table([], rows, kinds, widths=[5, 14, 5, 14], least=_HAND)


def _matter(assembly: Assembly) -> str:
    return f"对以下{_how_many(assembly.nominees)}逐户进行评议和表决，是否同意{assembly.question}。"


def _how_many(nominees: Sequence[Nominee]) -> str:
    people = sum(each.people for each in nominees)
    return f"{len(nominees)}户{people}人" if nominees else "农户"


def _counts(found: Outcome | None) -> Table:
    """The ballots as they were counted; blank to be counted by hand."""
    numbers = (found.issued, found.returned, found.valid, found.returned - found.valid) if found else ()
    said = [f"{each}张" for each in numbers] or ["　　张"] * 4
    labels = ("发出票", "收回票", "有效票", "无效票")
    row = [cell for pair in zip(labels, said, strict=True) for cell in pair]
    return Table([], [row], [Kind.LABEL, Kind.CENTRE] * 4, widths=[4, 5] * 4, least=_HAND)


def _counted_words(found: Outcome) -> str:
    return (
        f"会议以无记名投票方式表决，发出表决票{found.issued}张，收回{found.returned}张，"
        f"其中有效票{found.valid}张、无效票{found.returned - found.valid}张。"
    )


def _passed_words(assembly: Assembly, found: Outcome) -> str:
    passed = [each for each in assembly.nominees if found.passes(each.number)]
    failed = [each for each in assembly.nominees if not found.passes(each.number)]
    said = [f"{_how_many(group)}{word}" for group, word in ((passed, "通过"), (failed, "未通过")) if group]
    return f"按照赞成票超过到会人数{found.share.numerator}/{found.share.denominator}为通过的办法，{'，'.join(said)}。各户票数如下："


def _votes_table(assembly: Assembly, found: Outcome | None) -> Table:
    """The households with their votes; blank to be counted by hand."""
    rows = []
    for number, each in enumerate(assembly.nominees, 1):
        rows.append([*_who(number, each), *(_votes(found, each) if found else [""] * 4)])
    if not rows:
        rows = [[str(number), *[""] * 7] for number in range(1, BLANKS + 1)]
    heads = ["序号", "村民小组", "户主姓名", "家庭人口", "赞成", "反对", "弃权", "结果"]
    hand = 0.0 if found else _HAND
    return Table(heads, rows, [Kind.CENTRE] * 8, widths=[3, 7, 9, 5, 4, 4, 4, 5], least=hand)


def _who(number: int, each: Nominee) -> list[str]:
    return [str(number), each.group, each.head, str(each.people)]


def _votes(found: Outcome, each: Nominee) -> list[str]:
    votes = found.votes[each.number]
    return [
        str(votes.yes),
        str(votes.no),
        str(votes.abstained),
        "通过" if found.passes(each.number) else "未通过",
    ]


def _ballot(assembly: Assembly) -> Iterator[Block]:
    rows = [[*_who(number, each), "", "", ""] for number, each in enumerate(assembly.nominees, 1)]
    if not rows:
        rows = [[str(number), *[""] * 6] for number in range(1, BLANKS + 1)]
    heads = ["序号", "村民小组", "户主姓名", "家庭人口", "赞成", "反对", "弃权"]
    yield Table(
        heads,
        rows,
        [Kind.CENTRE] * 7,
        widths=[3, 7, 9, 5, 4, 4, 4],
        caption=f"{assembly.named('表决票')}（{show_date(assembly.on)}）",
        least=_HAND,
    )
    yield Note(_ballot_note(assembly))


def _ballot_note(assembly: Assembly) -> str:
    return f"说明：是否同意{assembly.question}，请{assembly.ballot_note}"
