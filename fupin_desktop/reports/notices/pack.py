"""What goes with a notice that hangs: the list of what to nail where, proof that nobody objected, who did, the photos."""

from __future__ import annotations

from fupin_desktop.domain.notice import Notice
from fupin_desktop.reports.document import (
    Align,
    Block,
    Document,
    Kind,
    Paragraph,
    Photo,
    Photos,
    Sign,
    Signs,
    Style,
    Table,
    show_date,
)

_OBJECTIONS = 8
_REGISTER = (
    "序号", "登记时间", "反映人", "联系电话", "反映方式", "反映内容", "核实情况和处理结果", "答复时间", "登记人",
)  # fmt: skip


def pack(notice: Notice, document: Document, board: str, sheets: int) -> list[Document]:
    """The cover list, the notice, and the sheets for the file; of what opens no objections only cover and photos.

    ``board`` is where it hangs, ``sheets`` how many pages the notice has.
    """
    beside = [_photos(notice, document, board)]
    if notice.until is not None:
        beside = [_proof(notice, document, board), _register(notice, document), *beside]
    return [_cover(notice, document, board, sheets), document, *beside]


def _sheet(
    notice: Notice, title: str, blocks: list[Block], style: Style = Style.NOTICE, *, landscape: bool = False
) -> Document:
    return Document(title, blocks, style, landscape=landscape, author=notice.sender.unit)


def _title(document: Document) -> str:
    return document.title.replace("\n", "")


def _cover(notice: Notice, document: Document, board: str, sheets: int) -> Document:
    posted, last = show_date(notice.on), show_date(notice.until) if notice.until else "长期"
    rows = [[notice.kind.label, f"{notice.paper}纸{sheets}张", f"张贴在{board}", posted, last]]
    if notice.until is not None:
        rows += [
            ["无异议证明", "A4纸1张", "期满后据实填写，签字盖章，存档", last, ""],
            ["异议登记表", "A4纸1张", "有人反映的当天登记，存档", posted, last],
        ]
    rows.append(["照片页", "A4纸1张", "当天拍远景、近景各一张，存档", posted, ""])
    return _sheet(
        notice,
        f"{notice.village}{notice.kind.label}张贴清单",
        [
            Paragraph(
                f"张贴：《{_title(document)}》。只有第1项张贴，其余是存档材料，不要张贴。{_last(notice)}"
            ),
            Table(
                ["序号", "材料", "张数", "怎么办", "自", "至"],
                [[str(number), *row] for number, row in enumerate(rows, 1)],
                [Kind.CENTRE, Kind.TEXT, Kind.CENTRE, Kind.TEXT, Kind.CENTRE, Kind.CENTRE],
            ),
            Signs([Sign("张贴人"), Sign("撤下人")]),
        ],
        landscape=True,
    )


def _last(notice: Notice) -> str:
    if notice.until is None:
        return "长期张贴，破损、脱落的及时换上。"
    return f"公示期{notice.term}，{show_date(notice.until)}期满，期满前破损、脱落的及时换上。"


def _proof(notice: Notice, document: Document, board: str) -> Document:
    named = f"（共{notice.households}户{notice.people}人）" if notice.kind.lists else ""
    committee = notice.say("{committee}")
    assert notice.until is not None
    return _sheet(
        notice,
        "公示无异议证明",
        [
            Paragraph(
                f"《{_title(document)}》{named}已于{show_date(notice.on)}张贴在{notice.village}{board}，"
                f"公示期{notice.term}，至{show_date(notice.until)}止。"
            ),
            Paragraph("公示结果（期满后由经办人据实勾选）："),
            Paragraph("□ 公示期内没有收到异议。"),
            Paragraph("□ 公示期内收到异议____件，已经核实处理，结果是：______________________"),
            Paragraph("特此证明。"),
            Signs(
                [
                    Sign("村务监督委员会主任"),
                    Sign(f"{committee.removeprefix(notice.village)}主任"),
                    Sign("驻村工作队队长"),
                    Sign(f"{committee}（盖章）"),
                ],
                across=1,
            ),
        ],
    )


def _register(notice: Notice, document: Document) -> Document:
    assert notice.until is not None
    return _sheet(
        notice,
        "公示异议登记表",
        [
            Paragraph(
                f"公示：《{_title(document)}》　　公示期：{show_date(notice.on)}至{show_date(notice.until)}",
                indent=False,
            ),
            Table(
                _REGISTER,
                [[str(number), *[""] * 8] for number in range(1, _OBJECTIONS + 1)],
                [Kind.CENTRE] * 9,
                widths=(3, 6, 5, 7, 5, 14, 14, 6, 5),
                least=2.2,
            ),
            Paragraph(
                "公示期内没有人反映的，在第一行写“无”，由登记人签字。反映人的情况要保密，本表不得张贴。",
                indent=False,
            ),
        ],
        Style.TABLE,
        landscape=True,
    )


def _photos(notice: Notice, document: Document, board: str) -> Document:
    shots = (
        Photo(caption="张贴远景（看得出张贴的地点和周围）"),
        Photo(
            caption="张贴近景（看得清标题、名单和印章）"
            if notice.kind.lists
            else "张贴近景（看得清标题和内容）"
        ),
    )
    taken = Paragraph("拍摄时间：_____年____月____日　　　拍摄人：______________", align=Align.CENTRE)
    return _sheet(
        notice,
        "张贴照片",
        [
            Paragraph(
                f"《{_title(document)}》，{show_date(notice.on)}张贴于{notice.village}{board}。", indent=False
            ),
            *(block for shot in shots for block in (Photos([shot], across=1, ratio=0.56), taken)),
        ],
        Style.TABLE,
    )
