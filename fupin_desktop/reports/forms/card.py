"""扶贫明白卡: what a household has received this year and whom it calls, in large type, one page for the wall of its home."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.domain.card import received
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.notice import Shown, plain_money
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import (
    Block,
    Document,
    Fields,
    Heading,
    Kind,
    Style,
    Table,
    show_date,
)
from fupin_desktop.reports.forms.parts import Column, Entry, day, entries, subtitle, table, total_of, yuan

_MOST, _LEAST = 7, 4  # lines of what was received
_POLICY_ENDS = 2020  # the last year of 脱贫攻坚: later cards do not say 扶贫


def build(dossier: Dossier, sender: Sender, head: Shown, village_phone: str = "") -> Document:
    """The card of the dossier's year as of its day; ``head`` as a public paper may name him."""
    blocks: list[Block] = [
        _household(dossier, head),
        Heading("谁来帮"),
        _helpers(dossier),
        Heading(f"{dossier.year}年得到的帮扶（截至{show_date(dossier.on)}）"),
        _received(dossier),
        Heading("有事找谁"),
        Fields(list(_contacts(dossier, sender, village_phone))),
    ]
    name = "扶贫明白卡" if dossier.on.year <= _POLICY_ENDS else "帮扶明白卡"
    return Document(name, blocks, Style.NOTICE, subtitle=subtitle(sender), author=sender.unit)


def _household(dossier: Dossier, head: Shown) -> Table:
    items = [
        Entry("户主", head.text),
        Entry("家庭人口", f"{len(dossier.people)}人"),
        Entry("行政村", dossier.household.village),
        Entry("村民小组", dossier.household.group),
        Entry("今年目标", "，".join(_targets(dossier)), 2),
    ]
    if lifted := dossier.household.lifted_year:
        items.append(Entry("脱贫年度", f"{lifted}年", 2))
    return entries(items, 2, label=5, content=8)


def _targets(dossier: Dossier) -> Iterator[str]:
    plan = dossier.plan
    if plan and plan.target_income is not None:
        yield f"人均纯收入达到{plain_money(plan.target_income)}元"
    if plan and plan.target_year:
        yield f"{plan.target_year}年脱贫"


_HELPER_COLUMNS = (
    Column("岗别", 3),
    Column("姓名", 5),
    Column("单位和职务", 12, Kind.TEXT),
    Column("联系电话", 8),
)


def _helpers(dossier: Dossier) -> Table:
    rows = [
        [pairing.post.label, cadre.name, f"{cadre.unit}　{cadre.duty}".strip(), cadre.phone]
        for pairing, cadre in dossier.helpers
    ]
    return table(_HELPER_COLUMNS, rows, blank=0 if rows else 2)


_RECEIVED_COLUMNS = (
    Column("帮扶", 6),
    Column("内容", 13, Kind.TEXT),
    Column("金额（元）", 6, Kind.MONEY),
    Column("时间", 7),
)


def _received(dossier: Dossier) -> Table:
    """What was received with its total, and lines for what comes next; what is too much for the page is summed up."""
    known = received(dossier)
    rows = [[each.what, each.content, yuan(each.amount), day(each.on)] for each in known[:_MOST]]
    if rest := known[_MOST:]:
        rows.append(["其他", f"另有{len(rest)}项", yuan(total_of(each.amount for each in rest)), ""])
    rows += [[""] * len(_RECEIVED_COLUMNS)] * max(1, _LEAST - len(rows))
    total = total_of(each.amount for each in known)
    if total is None:
        return table(_RECEIVED_COLUMNS, rows)
    return table(_RECEIVED_COLUMNS, [*rows, ["合计", "", yuan(total), ""]], totals=1)


def _contacts(dossier: Dossier, sender: Sender, village_phone: str) -> Iterator[tuple[str, str]]:
    if village_phone:
        yield f"{dossier.household.village}村委会", village_phone
    if sender.phone != sender.watch_phone:
        yield sender.unit, sender.phone
    yield "监督电话", sender.watch_phone
    if sender.hotline:
        yield "监督举报热线", sender.hotline
