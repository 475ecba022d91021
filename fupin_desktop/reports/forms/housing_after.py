"""The forms of a renovation from its building on: 施工照片, 验收, 拨付, 评议和公示照片, 缺件清单."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fupin_desktop.domain.household import Household
from fupin_desktop.domain.housing import Renovation, StageKind, funds
from fupin_desktop.domain.housing.file import BY_EYE, papers_missing
from fupin_desktop.domain.terms import money_in_words
from fupin_desktop.reports.document import (
    Block,
    Cell,
    Document,
    Heading,
    Kind,
    Note,
    Paragraph,
    Photo,
    Photos,
    Sign,
    Signs,
    Wide,
)
from fupin_desktop.reports.forms.housing_parts import OPINION, Asking
from fupin_desktop.reports.forms.parts import (
    Column,
    Entry,
    day,
    entries,
    in_yuan,
    of,
    place,
    table,
    yuan,
)
from fupin_desktop.reports.forms.photo_sheet import frame, house_shots, turns


def building(asking: Asking) -> Document:
    """施工前、施工中、施工后 side by side, further photos of the building below."""
    dossier, house = asking.dossier, asking.house
    shots = house_shots(dossier, asking.shots)
    shown = turns(dossier, shots)
    keys = {each.key for each in shown.items if each.key}
    rest = [each for each in shots if each.photo.sha256 not in keys]
    blocks: list[Block] = [
        entries(
            [
                Entry("户主姓名", dossier.head, least=1.5),
                Entry("村、组", place(dossier)),
                Entry("开工日期", asking.on(StageKind.STARTED), least=1.5),
                Entry("主体完成日期", asking.on(StageKind.BUILT)),
                Entry("竣工日期", asking.on(StageKind.FINISHED), least=1.5),
                of(house, Renovation, "way"),
            ],
            2,
            label=7,
            content=15,
        ),
        shown,
    ]
    if rest:
        blocks += [Heading("其他施工照片"), Photos([frame(dossier, each) for each in rest], 2)]
    blocks.append(Signs([Sign("拍摄人（签字）"), Sign("巡查人（签字）")]))
    return asking.document("施工前、施工中、施工后照片", blocks)


_REQUIREMENTS = (
    ("选址", "避开滑坡、泥石流、洪水等危险地段"),
    ("地基基础", "坚固稳定，没有不均匀沉降"),
    ("墙体和承重结构", "没有明显裂缝和倾斜，连接牢固，有抗震构造"),
    ("屋面", "不漏雨，与墙体连接牢固"),
    ("门窗", "齐全，开闭正常"),
    ("使用功能", "人畜分离，厨房、卫生间满足基本使用"),
)
_ACCEPTANCE = (
    Column("验收项目", 8),
    Column("基本要求", 18, Kind.TEXT),
    Column("查看情况", 12, Kind.TEXT),
    Column("结论", 12),
)


_CHECKER = "\n\n初验人（签字）：　　　　　（盖章）　　　　年　　月　　日"


def acceptance(asking: Asking) -> Document:
    """竣工验收表: requirements to be ticked, water and power as they were recorded, the two opinions."""
    dossier, house = asking.dossier, asking.house
    ticks = "□合格　□不合格"
    rows = [[name, wanted, "", ticks] for name, wanted in _REQUIREMENTS]
    area = f"{house.area.normalize():f}平方米" if house.area is not None else ""
    rows.append(["建筑面积", "符合当地面积标准", area, ticks])
    rows.append(["通水", "入住前通水", _connected(house.water_on, house.water_state), ticks])
    rows.append(["通电", "入住前通电", _connected(house.power_on, house.power_state), ticks])
    blocks: list[Block] = [
        entries(
            [
                Entry("户主姓名", dossier.head, least=1.5),
                Entry("村、组", place(dossier)),
                of(house, Renovation, "grade", least=1.5),
                of(house, Renovation, "way"),
                Entry("竣工日期", asking.on(StageKind.FINISHED), least=1.5),
                Entry("入住日期", asking.on(StageKind.MOVED_IN)),
            ],
            2,
            label=7,
            content=15,
        ),
        table(_ACCEPTANCE, rows, least=1.75),
        entries(
            [
                Entry(f"{asking.government}\n初验意见", _CHECKER, least=OPINION - 1),
                _accepted(asking),
            ],
            1,
            label=9,
            content=41,
        ),
        Signs([Sign("户主（签字、按手印）")], across=2),
    ]  # fmt: skip
    return asking.document("竣工验收表", blocks)


def _accepted(asking: Asking) -> Entry:
    when = asking.on(StageKind.ACCEPTED) or "　　年　　月　　日"
    said = f"\n\n验收人（签字）：　　　　　（盖章）　　{when}"
    return Entry("县级主管部门\n验收意见", said, least=OPINION - 1)


def _connected(on: date | None, state: str) -> str:
    return "，".join(filter(None, (day(on), state)))


_PAYMENTS = (
    Column("序号", 3),
    Column("资金来源", 13, Kind.TEXT),
    Column("金额（元）", 10, Kind.MONEY),
    Column("拨付日期", 10),
    Column("凭证号", 10),
    Column("备注", 8, Kind.TEXT),
)
_PAYMENT_ROWS = 5


def payment(asking: Asking) -> Document:
    """补助资金拨付表: the subsidies by source with their sum, in words too."""
    dossier, house = asking.dossier, asking.house
    rows: list[list[Cell]] = [
        [str(number), each.source, yuan(each.amount), day(each.paid_on), "", ""]
        for number, each in enumerate(asking.subsidies, 1)
    ]
    known = bool(rows)
    total = funds(house, asking.subsidies).subsidy
    rows += [[""] * len(_PAYMENTS)] * max(_PAYMENT_ROWS - len(rows), 0)
    rows.append([Wide("合计", 2, Kind.CENTRE), yuan(total) if known else "", "", "", ""])
    words = money_in_words(total) if known else ""
    blocks: list[Block] = [
        entries(
            [
                Entry("户主姓名", dossier.head, least=1.6),
                Entry("村、组", place(dossier)),
                of(dossier.household, Household, "bank", least=1.6),
                of(dossier.household, Household, "account"),
                Entry("总造价", in_yuan(house.cost), least=1.6),
                Entry("自筹资金", in_yuan(house.own_money)),
                Entry("拟补助金额", in_yuan(house.planned_subsidy), 2, least=1.6),
            ],
            2,
            label=7,
            content=15,
        ),
        table(_PAYMENTS, rows, least=1.9, totals=1),
        entries([Entry("补助合计（大写）", words, least=1.9)], 1, label=9, content=41),
        Paragraph("上列补助资金已通过一卡通足额到账，本人予以确认。"),
        Signs([Sign("户主（签字、按手印）"), Sign("经办人（签字）"), Sign("负责人（签字）")], across=3),
        Note("注：打款凭证复印件附在本表后面。"),
    ]
    return asking.document("补助资金拨付表", blocks)


_POSTED = (StageKind.REVIEWED, StageKind.POSTED, StageKind.PAID)


def notice_photos(asking: Asking) -> Document:
    """The photos of the review, the notice and the notice of payment, an empty frame for one that is not there."""
    names: Mapping[StageKind, str] = {
        StageKind.REVIEWED: "民主评议",
        StageKind.POSTED: "公示",
        StageKind.PAID: "补助发放公示",
    }
    framed: list[Photo] = []
    for kind in _POSTED:
        found = [each for each in asking.shots if each.photo.stage is kind]
        framed += [frame(asking.dossier, each, names[kind]) for each in found] or [Photo(caption=names[kind])]
    framed += [Photo()] * (len(framed) % 2)
    return asking.document("评议、公示照片", [Photos(framed, 2)])


_MISSING = (
    Column("序号", 3),
    Column("应有材料", 16, Kind.TEXT),
    Column("情况", 17, Kind.TEXT),
    Column("补齐日期", 9),
    Column("经办", 7),
)


def missing(asking: Asking) -> Document:
    """What the file lacks by the office's records, and what has to be looked for by eye."""
    found = papers_missing(asking.house, asking.stages, asking.photos, tuple(asking.order))
    rows = [[str(number), each.name, each.why, "", ""] for number, each in enumerate(found, 1)]
    eye = [[str(number), each, "□有　□缺", "", ""] for number, each in enumerate(BY_EYE, 1)]
    said = (
        f"按本办的登记，本档案还缺{len(found)}项材料。" if found else "按本办的登记，本档案的材料已经齐全。"
    )
    blocks: list[Block] = [Paragraph(said)]
    if rows:
        blocks.append(table(_MISSING, rows, least=1.4))
    blocks += [
        Paragraph("以下材料本办没有逐件登记，请翻卷核对："),
        table(_MISSING, eye, least=1.4),
        Signs([Sign("整理人（签字）"), Sign("检查人（签字）")]),
    ]
    return asking.document("缺件清单", blocks)
