"""Notices without a list of households: what a 驻村工作队 promises, what money for projects is for and became."""

from __future__ import annotations

from collections.abc import Callable

from fupin_desktop.domain.assessment import Result
from fupin_desktop.domain.notice import Notice
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.reports.document import Block, Cell, Fields, Heading, Kind, Paragraph, Table, Wide
from fupin_desktop.reports.notices.words import basis, decision, objections, period

_ROWS = 4
_LINES, _TALL = 1.7, 2.5
_TEAM = 3


def blocks(notice: Notice) -> list[Block]:
    """What stands between title and sign-off."""
    return _MAKERS[notice.kind.key](notice)


def _commitment(notice: Notice) -> list[Block]:
    known = notice.sender.registered
    poor = f"{known}和监测对象" if monitoring(notice.on) else known
    units = "、".join(dict.fromkeys(each.unit for each in notice.team if each.unit))
    sent = f"是{units}派驻{notice.village}的驻村工作队" if units else f"是派驻{notice.village}的驻村工作队"
    return [
        Paragraph(f"我们{sent}，{basis(notice)}，向全体村民公开承诺："),
        *(Heading(f"{lead}。", 1, said.format(poor=poor)) for lead, said in _PROMISES),
        _team(notice),
        Paragraph("请大家监督，我们没有做到的可以当面指出，也可以拨打下列电话反映。"),
        Fields(notice.contacts),
    ]


_PROMISES = (
    ("一、驻村在岗", "按规定天数吃住在村，有事请假，去向公开。"),
    ("二、走访到户", "定期走访农户，{poor}走得更勤。"),
    ("三、公平公正", "该评议的评议，该公示的公示，不优亲厚友。"),
    ("四、政策到人", "政策讲到每一户，符合条件的帮助办好。"),
    ("五、多办实事", "发展产业、帮助就业，项目和资金都公开。"),
    ("六、清正廉洁", "不收礼，不吃请，不摊派，不拿群众一分一毫。"),
    ("七、有问必答", "群众反映的事登记在册，办不了的说清原因。"),
)


def _team(notice: Notice) -> Table:
    rows = [[each.name, each.unit, each.duty, each.phone, ""] for each in notice.team]
    rows += [[""] * 5] * max(0, _TEAM - len(rows))
    return Table(
        ["姓名", "派出单位", "职务", "联系电话", "签名"],
        rows,
        [Kind.CENTRE] * 5,
        widths=(5, 9, 5, 8, 6),
        least=1.5,
    )


def _before(notice: Notice) -> list[Block]:
    heads = [
        "序号",
        "项目名称",
        "建设地点",
        "建设内容和规模",
        "实施期限",
        "投资规模（元）",
        "责任单位、责任人",
        "预期目标",
    ]
    kinds = [Kind.CENTRE, Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.CENTRE, Kind.MONEY, Kind.TEXT, Kind.TEXT]
    rows = [[str(number), *[""] * 7] for number in range(1, _ROWS + 1)]
    return [
        Paragraph(
            f"{basis(notice)}，现将{notice.village}{notice.year}年{notice.fund}项目的安排予以公示，接受群众监督。"
        ),
        *period(notice),
        Heading("一、资金来源。", 1, "资金名称和文号__________________________，规模____________元。"),
        Heading("二、分配原则。", 1, "________________________________________。"),
        Heading("三、项目安排。", 1, "各项目的地点、内容、期限、投资和责任单位如下："),
        Table(
            heads,
            [*rows, ["合计", *[""] * 7]],
            kinds,
            widths=(3, 7, 6, 9, 6, 7, 7, 7),
            totals=1,
            least=_TALL,
        ),
        Paragraph(objections(notice)),
        Fields(notice.contacts),
    ]


def _after(notice: Notice) -> list[Block]:
    rows: list[list[Cell]] = [
        ["项目名称", Wide("", 3)],
        ["实施地点", "", "批复文号", ""],
        ["计划资金", "", "完成投资", ""],
        ["资金构成", Wide("", 3)],
        ["建设内容和完成情况", Wide("", 3)],
        ["实施单位、责任人", "", "施工单位、责任人", ""],
        ["开工日期", "", "竣工日期", ""],
        ["验收日期、结论", Wide("", 3)],
        ["受益户数", "", "受益人数", ""],
        ["资产归属、管护责任人", Wide("", 3)],
    ]
    tall = {4: _LINES * 2, 7: _LINES * 1.4}
    return [
        Paragraph(
            f"{basis(notice)}，现将{notice.village}{notice.year}年{notice.fund}项目的实施结果和资金使用情况予以公示，接受群众监督。"
        ),
        *period(notice),
        Table(
            (),
            rows,
            [Kind.LABEL, Kind.TEXT, Kind.LABEL, Kind.TEXT],
            widths=(6, 11, 6, 11),
            least=[tall.get(at, _LINES) for at in range(len(rows))],
        ),
        Paragraph(objections(notice)),
        Fields(notice.contacts),
    ]


def _village_exit(notice: Notice) -> list[Block]:
    """The indicators one by one; nobody is named, and what they rest on stays in the file."""
    rows = [
        [str(number), each.label, each.goal, each.value or _FOUND[each.result], each.result.label]
        for number, each in enumerate(notice.findings, 1)
    ]
    return [
        Paragraph(decision(notice)),
        *period(notice),
        Table(
            ["序号", "指标", "目标", "核查情况", "结论"],
            rows,
            [Kind.CENTRE, Kind.TEXT, Kind.TEXT, Kind.CENTRE, Kind.CENTRE],
            widths=(3, 8, 11, 7, 5),
        ),
        Paragraph(objections(notice)),
        Fields(notice.contacts),
    ]


_FOUND = {Result.MET: "符合", Result.UNMET: "不符合", Result.NONE: "不适用", Result.UNKNOWN: "未核查"}


_MAKERS: dict[str, Callable[[Notice], list[Block]]] = {
    "commitment": _commitment,
    "project_before": _before,
    "project_after": _after,
    "village_exit": _village_exit,
    "village_exit_announcement": _village_exit,
}
