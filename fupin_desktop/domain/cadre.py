"""帮扶干部 and their pairing with households (A 岗、B 岗), with from-to dates so that history stays."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.codes import Politics, Sex
from fupin_desktop.domain.fields import Code, Record, choice, day, flag, record, text


class Post(Code):
    """岗别"""

    A = "A", "A岗"
    B = "B", "B岗"


@record("帮扶干部")
class Cadre(Record):
    """A cadre who answers for households."""

    name: str = text("姓名", required=True, longest=40)
    unit: str = text("单位", required=True, longest=80, headings=("所属单位", "帮扶单位"))
    duty: str = text("职务", default="", longest=40)
    phone: str = text("联系电话", default="", longest=40, width=12, headings=("帮扶人手机号",))
    sex: Sex | None = choice("性别", Sex, default=None, width=4)
    politics: Politics | None = choice("政治面貌", Politics, default=None)
    post: Post = choice("岗别", Post, default=Post.A, width=6)
    in_village: bool = flag("驻村队员", default=False)
    remark: str = text("备注", default="", longest=200)


@record("结对帮扶")
class Pairing(Record):
    """A cadre's pairing with a household. ``to`` is None while it runs."""

    household_id: int = 0
    cadre_id: int = 0
    post: Post = choice("岗别", Post, required=True)
    since: date = day("开始日期", required=True)
    until: date | None = day("结束日期", default=None)
