"""Helpers come to see their households each month; most of what they are asked for is settled."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from fupin_desktop.domain.due import Flag, Reminder
from fupin_desktop.domain.visit import Visit, VisitKind
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.story import TODAY, Story

_TALKS = (
    "了解春耕和牲畜情况，宣传健康扶持政策", "核对家庭成员和收入，讲解一户一策", "查看住房和饮水，询问子女上学情况",
    "问务工打算，介绍镇里的招工信息", "了解看病报销情况，登记需要办理的证件",
)  # fmt: skip
_APPEALS = (
    ("想参加养殖技术培训", "已报名5月的培训班"), ("孩子的助学补助还没到账", "已与学校核对，4月底发放"),
    ("院墙开裂，担心雨季", ""), ("希望介绍附近的零工", "介绍到镇里的保洁岗位"), ("药费报销不清楚怎么办", ""),
)  # fmt: skip
MONTHS = ((2018, 3), (2018, 4), (2018, 5))


def visits(
    piles: Piles, story: Story, helper: tuple[int, str], months: Sequence[tuple[int, int]] = MONTHS
) -> None:
    """The visits of one household by its helper (id, name). A few households were missed."""
    chance = random.Random(f"visits:{story.family.number}")
    id, name = helper
    for year, month in months:
        last = TODAY.day - 1 if (year, month) == (TODAY.year, TODAY.month) else 27
        if story.ended or chance.random() < (0.55 if last < 27 else 0.06):
            continue
        on = date(year, month, chance.randrange(1, last + 1))
        appeal, outcome = _APPEALS[chance.randrange(len(_APPEALS))] if chance.random() < 0.12 else ("", "")
        piles.visits.put(
            Visit(
                household_id=story.id, cadre_id=id, on=on, who=name, talk=_TALKS[chance.randrange(len(_TALKS))],
                kind=VisitKind.VISIT if chance.random() < 0.9 else VisitKind.CALL, appeal=appeal, outcome=outcome,
                settled_on=min(on + timedelta(days=9), TODAY - timedelta(days=1)) if outcome else None,
            )
        )  # fmt: skip


def reminders(piles: Piles, told: Sequence[Story]) -> None:
    """What the office noted for itself."""
    said = (
        (Flag.RED, 3, "补交残疾人证复印件"), (Flag.AMBER, 6, "补拍施工中照片"), (Flag.AMBER, 13, "核对银行卡号"),
    )  # fmt: skip
    poor = [each for each in told if each.family.poor]
    for story, (flag, days, words) in zip(poor, said, strict=False):
        piles.reminders.put(
            Reminder(
                household_id=story.id, village=story.family.village, flag=flag, on=TODAY + timedelta(days=days), said=words,
                person="李经办",
            )
        )  # fmt: skip
    piles.reminders.put(
        Reminder(flag=Flag.GREEN, on=date(2018, 5, 18), said="全镇帮扶工作例会，各村带台账", person="赵审核")
    )
