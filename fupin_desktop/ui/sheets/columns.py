"""What the tables of 两期对比 and 名单比对 show."""

from __future__ import annotations

from fupin_desktop.domain.id_number import mask_number
from fupin_desktop.services.comparing import Change, Home, Mover, VillageCount
from fupin_desktop.services.matching import SetLine
from fupin_desktop.ui.lines import Column


def village_columns() -> tuple[Column[VillageCount], ...]:
    """各村: both lists and what lies between."""
    return (
        Column("行政村", lambda each: each.village or "（没有填村）", 14),
        Column("原有", lambda each: f"{each.before[0]}户{each.before[1]}人", 12, right=True),
        Column("现有", lambda each: f"{each.after[0]}户{each.after[1]}人", 12, right=True),
        Column("新增户", lambda each: _size(each.came), 12, right=True),
        Column("减少户", lambda each: _size(each.went), 12, right=True),
        Column("户内增加", lambda each: f"{each.joined}人" if each.joined else "", 10, right=True),
        Column("户内减少", lambda each: f"{each.left}人" if each.left else "", 10, right=True),
        Column("字段变更", lambda each: f"{each.changed}处" if each.changed else "", 10, right=True),
        Column("", lambda _: "", 0),
    )


def _size(count: tuple[int, int]) -> str:
    return f"{count[0]}户{count[1]}人" if count[0] else ""


def home_columns() -> tuple[Column[Home], ...]:
    """Households that came or went."""
    return (
        Column("户主", lambda each: each.head, 14),
        Column("行政村", lambda each: each.village, 12),
        Column("户编号", lambda each: each.household, 20),
        Column("人数", lambda each: str(each.people), 6, right=True),
        Column("文件行", lambda each: str(each.row or ""), 7, right=True),
        Column("", lambda _: "", 0),
    )


def mover_columns() -> tuple[Column[Mover], ...]:
    """People who joined or left a household."""
    return (
        Column("姓名", lambda each: each.name, 14),
        Column("行政村", lambda each: each.village, 12),
        Column("户主", lambda each: each.head, 12),
        Column("户编号", lambda each: each.household, 18),
        Column("证件号码", lambda each: mask_number(each.id_number), 20),
        Column("与户主关系", lambda each: each.relation, 12),
        Column("说明", lambda each: each.why, 0),
    )


def change_columns() -> tuple[Column[Change], ...]:
    """One field a line, old and new."""
    return (
        Column("字段", lambda each: each.label, 18),
        Column("行政村", lambda each: each.village, 12),
        Column("户主", lambda each: each.head, 12),
        Column(
            "成员", lambda each: each.name or "（户）", 12, tone=lambda each: "" if each.name else "quiet"
        ),
        Column("原来", lambda each: each.old or "空", 22, tone=lambda each: "" if each.old else "quiet"),
        Column("现在", lambda each: each.new or "空", 0, tone=lambda each: "" if each.new else "quiet"),
    )


def preview_columns() -> tuple[Column[SetLine], ...]:
    """Whose value would be set, old and new, or why not."""
    return (
        Column("姓名", lambda each: each.name, 14),
        Column("行政村", lambda each: each.village, 12),
        Column("户编号", lambda each: each.household, 20),
        Column(
            "原来", lambda each: each.before or "空", 16, tone=lambda each: "" if each.before else "quiet"
        ),
        Column("改为", lambda each: each.after, 16),
        Column("不能写的原因", lambda each: each.problem, 0, tone=lambda _: "red"),
    )
