"""农村危房改造档案: the file of one renovation, its forms in the order of the procedure, and what it still lacks.

The order and the names of the forms are those that county archives of renovations have in common; the wording is the
program's own, and an office may change it in the .docx.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.household import Household, HouseholdYear, Person
from fupin_desktop.domain.housing import Photo as Kept
from fupin_desktop.domain.housing import Renovation, Stage, StageKind, Subsidy, funds
from fupin_desktop.domain.housing.file import BY_EYE, papers_missing
from fupin_desktop.domain.notice import committee, government
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.terms import money_in_words
from fupin_desktop.reports.document import (
    Addressee,
    Block,
    Cell,
    Document,
    Fields,
    Heading,
    Kind,
    Note,
    Paragraph,
    Photo,
    Photos,
    Sign,
    Signs,
    Style,
    Wide,
    show_date,
)
from fupin_desktop.reports.forms.binding import Part, as_of, contents, cover
from fupin_desktop.reports.forms.parts import (
    Column,
    Entry,
    day,
    entries,
    in_yuan,
    of,
    place,
    running,
    subtitle,
    table,
    yuan,
)
from fupin_desktop.reports.forms.photo_sheet import Shot, frame, house_shots, turns

_BLANK = "＿＿＿＿"
_OPINION = 5.5  # room for an opinion, in lines


@dataclass(frozen=True, slots=True)
class Asking:
    """What the forms are made from; `number` is that of the file, `order` the stages as the office keeps them."""

    dossier: Dossier
    house: Renovation
    sender: Sender
    shots: Sequence[Shot]
    number: str
    order: Sequence[StageKind]

    @property
    def stages(self) -> list[Stage]:
        """The stages that were reached by the day."""
        kept = self.dossier.stages
        return [each for each in kept if each.renovation_id == self.house.id and each.on <= self.dossier.on]

    def stage(self, kind: StageKind) -> Stage | None:
        return next((each for each in self.stages if each.kind is kind), None)

    def on(self, kind: StageKind) -> str:
        found = self.stage(kind)
        return show_date(found.on) if found else ""

    @property
    def people(self) -> list[Person]:
        """Who belonged to the household when it applied: what was decided then keeps their number."""
        applied = self.stage(StageKind.APPLIED)
        return list(as_of(self.dossier, applied.on if applied else None).people)

    @property
    def subsidies(self) -> list[Subsidy]:
        return [each for each in self.dossier.subsidies if each.renovation_id == self.house.id]

    @property
    def photos(self) -> list[Kept]:
        return [each.photo for each in self.shots]

    @property
    def government(self) -> str:
        return government(self.sender.township)

    @property
    def committee(self) -> str:
        return committee(self.dossier.household.village)

    def document(self, title: str, blocks: Sequence[Block]) -> Document:
        return Document(
            title,
            blocks,
            Style.TABLE,
            subtitle=subtitle(self.sender),
            author=self.sender.unit,
            running=running(self.dossier),
        )


def build(asking: Asking) -> tuple[Document, ...]:
    """Cover, contents, and the forms, each numbering its own pages."""
    made = [(title, kind, maker) for kind, title, maker in _in_order(asking.order)]
    listed, forms = [], []
    for number, (title, kind, maker) in enumerate(made, 1):
        reached = asking.stage(kind) if kind else None
        listed.append(Part(str(number), title, reached.on if reached else None))
        forms.append(replace(maker(asking), part=str(number)))
    author, dossier = asking.sender.unit, asking.dossier
    lines = [
        ("编号", asking.number),
        ("户主姓名", dossier.head),
        ("户编号", dossier.household.number),
        ("村组", place(dossier)),
        ("改造年度", f"{asking.house.plan_year}年"),
        ("改造方式", asking.house.way.label if asking.house.way else ""),
    ]
    above = f"{asking.sender.county}{asking.sender.township}"
    first = cover(above, "农村危房改造\n农户档案", lines, author=author, demo=subtitle(asking.sender))
    return (first, contents(listed, author=author, running=running(dossier)), *forms)


def _in_order(
    order: Sequence[StageKind],
) -> list[tuple[StageKind | None, str, Callable[[Asking], Document]]]:
    """The forms in the order in which the office goes through the stages, what belongs to no stage at the end."""
    places = {kind: at for at, kind in enumerate(order)}
    known = sorted(_FORMS, key=lambda each: places.get(each[0], len(places)))
    return [*known, (None, "评议、公示照片", _notice_photos), (None, "缺件清单", _missing)]


_MEMBERS = (
    Column("序号", 3),
    Column("姓名", 9),
    Column("与户主关系", 7),
    Column("性别", 4),
    Column("证件号码", 13),
    Column("备注", 9),
)


def _application(asking: Asking) -> Document:
    dossier, house = asking.dossier, asking.house
    applied = asking.stage(StageKind.APPLIED)
    on, people = applied.on if applied else dossier.on, asking.people
    household = dossier.household
    known = house.grade if house.appraised_on and house.appraised_on <= on else None
    grade = f"，房屋经鉴定为{known.label}" if known else ""
    said = (
        f"我家住{place(dossier)}，家庭人口{len(people) or _BLANK}人{grade}，自身无力改造。现申请列入{house.plan_year}年"
        f"农村危房改造，拟采取{house.way.label if house.way else _BLANK}的方式，"
        f"由{house.build.label if house.build else _BLANK}完成。所报情况属实，愿意接受调查、评议和公示。"
    )
    rows = [
        [str(number), each.name, *(Person.fields[name].show(getattr(each, name)) for name in ("relation", "sex", "id_number")), ""]
        for number, each in enumerate(people, 1)
    ]  # fmt: skip
    blocks: list[Block] = [
        entries(
            [
                Entry("申请人", dossier.head, least=1.5),
                Entry("联系电话", household.phone),
                Entry("村、组", place(dossier)),
                of(house, Renovation, "applicant"),
                Entry("家庭住址", household.address, 2),
            ],
            2,
            label=6,
        ),
        Addressee(f"{asking.committee}、{asking.government}"),
        Paragraph(said),
        table(_MEMBERS, rows, blank=max(6 - len(rows), 0), least=1.5),
        Signs([Sign("申请人（签字、按手印）", "", dated=not applied)], across=1),
        *([Paragraph(f"申请日期：{show_date(applied.on)}")] if applied else []),
        entries([Entry("村民小组\n核查意见", least=_OPINION)], 1, label=8, content=42),
    ]
    return asking.document("农村危房改造申请书", blocks)


def _review(asking: Asking) -> Document:
    posted = asking.on(StageKind.POSTED)
    blocks: list[Block] = [
        entries(
            [
                Entry("被评议户", asking.dossier.head, least=1.7),
                Entry("村、组", place(asking.dossier)),
                Entry("评议日期", asking.on(StageKind.REVIEWED), least=1.7),
                Entry("评议地点"),
                Entry("应到、实到", "应到　　人，实到　　人", least=1.7),
                Entry("表决", "赞成　　　反对　　　弃权　　　"),
                Entry("主持人", least=1.7),
                Entry("记录人"),
            ],
            2,
            label=6,
            content=16,
        ),
        Heading("评议情况"),
        entries(
            [
                Entry("家庭情况\n和住房情况", least=6),
                Entry("发言摘要", least=7),
                Entry("评议意见", "□同意列入改造对象　　□不同意，理由：", least=4),
            ],
            1,
            label=7,
            content=43,
        ),
        Heading("公示情况"),
        entries(
            [
                Entry("公示日期", posted, least=1.7),
                Entry("公示地点"),
                Entry("公示结果", "□无异议　　□有异议，处理情况：", 2, least=3),
            ],
            2,
            label=6,
            content=16,
        ),
        Signs([Sign("村民代表（签字）"), Sign(f"{asking.committee}（盖章）")]),
    ]
    return asking.document("民主评议和公示情况表", blocks)


_CHECKED_PARTS = ("场地和周边环境", "地基基础", "墙体、柱", "梁、楼盖", "屋盖", "门窗和围护")
_APPRAISAL = (
    Column("鉴定项目", 12),
    Column("损坏情况", 24, Kind.TEXT),
    Column("评级", 14),
)


def _appraisal(asking: Asking) -> Document:
    dossier, house = asking.dossier, asking.house
    grades = "　　".join(f"{'■' if house.grade is each else '□'}{each.label}" for each in Grade)
    ticks = "　".join(f"□{each}" for each in "ABCD")
    rows = [[name, "", ticks] for name in _CHECKED_PARTS]
    appraised = day(house.appraised_on) or asking.on(StageKind.APPRAISED)
    blocks: list[Block] = [
        entries(
            [
                Entry("户主姓名", dossier.head, least=1.7),
                Entry("村、组", place(dossier)),
                of(dossier.survey, HouseholdYear, "house_area", label="原住房面积（平方米）", least=1.7),
                Entry("房屋结构"),
                Entry("建造年代", least=1.7),
                Entry("鉴定日期", appraised),
                Entry("鉴定单位", house.appraiser, 2, least=1.7),
            ],
            2,
            label=8,
            content=14,
        ),
        table(_APPRAISAL, rows, least=2.0),
        entries(
            [
                Entry("鉴定结论", grades, least=1.8),
                Entry("处理建议", "□修缮加固　　□拆除重建　　□其他：", least=1.8),
                Entry("说明", least=3.5),
            ],
            1,
            label=7,
            content=43,
        ),
        Signs([Sign("鉴定人（签字）"), Sign("鉴定单位（盖章）")]),
        Note("注：本表记载鉴定结果，鉴定单位出具的鉴定报告附在本表后面。"),
    ]
    return asking.document("房屋安全鉴定表", blocks)


def _approval(asking: Asking) -> Document:
    dossier, house = asking.dossier, asking.house
    blocks: list[Block] = [
        entries(
            [
                Entry("户主姓名", dossier.head, least=1.6),
                of(dossier.household, Household, "number"),
                Entry("村、组", place(dossier), least=1.6),
                Entry("家庭人口", f"{len(asking.people)}人" if asking.people else ""),
                of(house, Renovation, "applicant", least=1.6),
                of(house, Renovation, "grade"),
                of(house, Renovation, "way", least=1.6),
                of(house, Renovation, "build"),
                of(house, Renovation, "area", least=1.6),
                Entry("总造价", in_yuan(house.cost)),
                Entry("自筹资金", in_yuan(house.own_money), least=1.6),
                Entry("拟补助金额", in_yuan(house.planned_subsidy)),
                Entry("拟补助金额（大写）", _in_words(house.planned_subsidy), 2, least=1.6),
            ],
            2,
            label=8,
            content=14,
        ),
        entries(
            [
                _opinion(asking, "村民委员会\n意见", StageKind.REVIEWED),
                _opinion(asking, f"{asking.sender.township}\n审核意见", StageKind.CHECKED),
                _opinion(asking, "县级主管部门\n审批意见", StageKind.APPROVED),
            ],
            1,
            label=9,
            content=41,
        ),
    ]
    return asking.document("农村危房改造审批表", blocks)


def _opinion(asking: Asking, label: str, kind: StageKind) -> Entry:
    stage = asking.stage(kind)
    when = show_date(stage.on) if stage else "　　年　　月　　日"
    who = f"经办：{stage.who}" if stage and stage.who else ""
    said = f"\n\n{who}\n负责人（签字）：　　　　　（盖章）　　{when}"
    return Entry(label, said, least=_OPINION + 1)


def _in_words(amount: Decimal | None) -> str:
    return money_in_words(amount) if amount is not None else ""


def _agreement(asking: Asking) -> Document:
    dossier, house = asking.dossier, asking.house
    way = house.way.label if house.way else _BLANK
    area = f"{house.area.normalize():f}平方米" if house.area is not None else f"{_BLANK}平方米"
    money = (
        f"{yuan(house.planned_subsidy)}元（{_in_words(house.planned_subsidy)}）"
        if house.planned_subsidy is not None
        else f"{_BLANK}元（大写：{_BLANK}{_BLANK}）"
    )
    clauses = (
        ("一、改造内容", f"乙方住房采取{way}方式改造，由{house.build.label if house.build else _BLANK}完成，建筑面积{area}。"),
        ("二、补助标准", f"验收合格后，甲方按规定程序通过一卡通拨付补助资金{money}，其余费用由乙方自筹。"),
        ("三、改造期限", "自　　年　　月　　日开工，至　　年　　月　　日竣工。"),
        ("四、质量和安全", "乙方按照最低建设要求施工，选址避开地质灾害隐患点；施工期间的安全由乙方和施工方负责，甲方派人巡查指导。"),
        ("五、检查和验收", "甲方在施工前、施工中、施工后分别入户查看并留存照片；竣工后由甲方初验，报县级主管部门验收。"),
        ("六、资金使用", "补助资金专款专用。弄虚作假、验收不合格又不整改的，甲方不予拨付，已拨付的予以收回。"),
        ("七、其他", "本协议一式三份，甲方、乙方、村民委员会各执一份，自签字盖章之日起生效。"),
    )  # fmt: skip
    signed = asking.stage(StageKind.SIGNED)
    blocks: list[Block] = [
        Fields([("甲方", asking.government), ("乙方", f"{dossier.head}（{place(dossier)}，户编号{dossier.household.number}）")]),
        Paragraph(f"为做好{house.plan_year}年农村危房改造，明确双方责任，经协商一致，订立本协议。"),
        *(Heading(f"{title}　", 1, said) for title, said in clauses),
        Signs([Sign("甲方（盖章）", dated=not signed), Sign("乙方（签字、按手印）", dated=not signed)]),
        *([Paragraph(f"签订日期：{show_date(signed.on)}")] if signed else []),
    ]  # fmt: skip
    return replace(asking.document("农村危房改造协议书", blocks), style=Style.NOTICE)


def _building(asking: Asking) -> Document:
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


def _acceptance(asking: Asking) -> Document:
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
                Entry(f"{asking.sender.township}\n初验意见", _CHECKER, least=_OPINION - 1),
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
    return Entry("县级主管部门\n验收意见", said, least=_OPINION - 1)


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


def _payment(asking: Asking) -> Document:
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


def _notice_photos(asking: Asking) -> Document:
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


def _missing(asking: Asking) -> Document:
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


_FORMS: tuple[tuple[StageKind, str, Callable[[Asking], Document]], ...] = (
    (StageKind.APPLIED, "农村危房改造申请书", _application),
    (StageKind.REVIEWED, "民主评议和公示情况表", _review),
    (StageKind.APPRAISED, "房屋安全鉴定表", _appraisal),
    (StageKind.CHECKED, "农村危房改造审批表", _approval),
    (StageKind.SIGNED, "农村危房改造协议书", _agreement),
    (StageKind.STARTED, "施工前、施工中、施工后照片", _building),
    (StageKind.ACCEPTED, "竣工验收表", _acceptance),
    (StageKind.PAID, "补助资金拨付表", _payment),
)
"""The forms with the stage each belongs to, in the usual order."""
