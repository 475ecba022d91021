"""The forms of a renovation before it is built: 申请, 评议和公示, 鉴定, 审批, 协议."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.household import Household, HouseholdYear, Person
from fupin_desktop.domain.housing import Renovation, StageKind
from fupin_desktop.domain.terms import money_in_words
from fupin_desktop.reports.document import (
    Addressee,
    Block,
    Document,
    Fields,
    Heading,
    Kind,
    Note,
    Paragraph,
    Sign,
    Signs,
    Style,
    show_date,
)
from fupin_desktop.reports.forms.housing_parts import BLANK, OPINION, Asking
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

_MEMBERS = (
    Column("序号", 3),
    Column("姓名", 9),
    Column("与户主关系", 7),
    Column("性别", 4),
    Column("证件号码", 13),
    Column("备注", 9),
)


def application(asking: Asking) -> Document:
    """农村危房改造申请书: the household asks, with the people it had on the day."""
    dossier, house = asking.dossier, asking.house
    applied = asking.stage(StageKind.APPLIED)
    on, people = applied.on if applied else dossier.on, asking.people
    household = dossier.household
    known = house.grade if house.appraised_on and house.appraised_on <= on else None
    grade = f"，房屋经鉴定为{known.label}" if known else ""
    said = (
        f"我家住{place(dossier)}，家庭人口{len(people) or BLANK}人{grade}，自身无力改造。现申请列入{house.plan_year}年"
        f"农村危房改造，拟采取{house.way.label if house.way else BLANK}方式改造，"
        f"建设方式为{house.build.label if house.build else BLANK}。所报情况属实，愿意接受调查、评议和公示。"
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
        entries([Entry("村民小组\n核查意见", least=OPINION)], 1, label=8, content=42),
    ]
    return asking.document("农村危房改造申请书", blocks)


def review(asking: Asking) -> Document:
    """民主评议 and 公示: what is known of their days, room for what was said and decided."""
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


def appraisal(asking: Asking) -> Document:
    """房屋安全鉴定表: the grade as it was recorded; what was looked at is ticked by hand."""
    dossier, house = asking.dossier, asking.house
    before = dossier.survey_of(house.plan_year - 1)
    grades = "　　".join(f"{'■' if house.grade is each else '□'}{each.label}" for each in Grade)
    ticks = "　".join(f"□{each}" for each in "ABCD")
    rows = [[name, "", ticks] for name in _CHECKED_PARTS]
    appraised = day(house.appraised_on) or asking.on(StageKind.APPRAISED)
    blocks: list[Block] = [
        entries(
            [
                Entry("户主姓名", dossier.head, least=1.7),
                Entry("村、组", place(dossier)),
                of(before, HouseholdYear, "house_area", label="原住房面积（平方米）", least=1.7),
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


def approval(asking: Asking) -> Document:
    """农村危房改造审批表: what is asked for, and the opinions of village, township and county."""
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
                _opinion(asking, f"{asking.government}\n审核意见", StageKind.CHECKED),
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
    return Entry(label, said, least=OPINION + 1)


def _in_words(amount: Decimal | None) -> str:
    return money_in_words(amount) if amount is not None else ""


def agreement(asking: Asking) -> Document:
    """农村危房改造协议书 of township and household. Its days of building stay blank: it is signed before them."""
    dossier, house = asking.dossier, asking.house
    way = house.way.label if house.way else BLANK
    area = f"{house.area.normalize():f}平方米" if house.area is not None else f"{BLANK}平方米"
    money = (
        f"{yuan(house.planned_subsidy)}元（{_in_words(house.planned_subsidy)}）"
        if house.planned_subsidy is not None
        else f"{BLANK}元（大写：{BLANK}{BLANK}）"
    )
    clauses = (
        ("一、改造内容", f"乙方住房采取{way}方式改造，建设方式为{house.build.label if house.build else BLANK}，建筑面积{area}。"),
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
        Signs([Sign("甲方（签字、盖章）", dated=not signed), Sign("乙方（签字、按手印）", dated=not signed)]),
        *([Paragraph(f"签订日期：{show_date(signed.on)}")] if signed else []),
    ]  # fmt: skip
    return replace(asking.document("农村危房改造协议书", blocks), style=Style.NOTICE)
