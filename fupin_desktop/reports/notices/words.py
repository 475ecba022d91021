"""The sentences that every public notice has: on what it rests, how long it hangs, whom to tell."""

from __future__ import annotations

from fupin_desktop.domain.notice import Notice
from fupin_desktop.reports.document import Block, Paragraph, show_date


def basis(notice: Notice) -> str:
    """根据…: the office's own words or the usual ones, without what the sentence around them says."""
    said = notice.say(notice.basis.strip().removeprefix("根据").removeprefix("依据").rstrip("，。；, "))
    return f"根据{said}"


def decision(notice: Notice) -> str:
    """On what it rests, how it came about and what is decided."""
    kind = notice.kind
    end = "现予公示，接受群众监督" if notice.until else "现予公告"
    road = [f"经{notice.say(kind.procedure)}"] if kind.procedure else []
    return "，".join([basis(notice), *road, notice.say(kind.decision), end]) + "。"


def period(notice: Notice) -> list[Block]:
    """For how long it hangs; an announcement says nothing, since it opens no time for objections."""
    if notice.until is None:
        return []
    moved = "（期满日逢休息日，已顺延）" if notice.moved else ""
    return [
        Paragraph(
            f"公示期{notice.term}：{show_date(notice.on)}{'发布' if notice.web else '张贴'}，自次日起计算，"
            f"至{show_date(notice.until)}止{moved}。"
        )
    ]


def objections(notice: Notice) -> str:
    """Whom to tell what is wrong."""
    where = f"{notice.say('{committee}')}或{notice.sender.unit}"
    if notice.until is None:
        return f"对以上公告如有疑问或者需要反映情况，可以向{where}提出，也可以拨打下列电话，反映时请说明具体事实。"
    what = "名单" if notice.kind.lists else "内容"
    return (
        f"对以上{what}如有异议，请在公示期内以口头或书面形式向{where}反映，"
        "也可以拨打下列电话，反映时请说明具体事实。"
    )
