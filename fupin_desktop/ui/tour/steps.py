"""What the tour shows, step by step: which page, what stands in the light, and the words beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QToolButton, QWidget

from fupin_desktop.ui.navigation import ENTRIES

if TYPE_CHECKING:
    from fupin_desktop.ui.frame import Frame

Light = Callable[["Frame"], Sequence[QRect]]
"""The parts of the window that stand in the light, in its coordinates; the bubble stands beside the first."""


@dataclass(frozen=True, slots=True)
class Step:
    """One station of the tour."""

    title: str
    words: str
    light: Light
    page: str = "overview"


def place_of(widget: QWidget, frame: Frame) -> QRect:
    """Where a widget stands in the window."""
    return QRect(widget.mapTo(frame, QPoint(0, 0)), widget.size())


def _row(frame: Frame, name: str) -> QRect:
    """The line of a page at the left."""
    at = frame.navigation
    rect = at.visualItemRect(at.item([entry.name for entry in ENTRIES].index(name)))
    rect = rect.intersected(at.viewport().rect())
    return QRect(at.viewport().mapTo(frame, rect.topLeft()), rect.size())


def _navigation(frame: Frame) -> Sequence[QRect]:
    return (place_of(frame.navigation, frame),)


def _search(frame: Frame) -> Sequence[QRect]:
    return (place_of(frame.search, frame),)


def _page(name: str) -> Light:
    def light(frame: Frame) -> Sequence[QRect]:
        return (_row(frame, name), place_of(frame.stack, frame))

    return light


def _history(frame: Frame) -> Sequence[QRect]:
    return (_row(frame, "history"), place_of(frame.stack, frame), place_of(frame.status, frame))


def _help(frame: Frame) -> Sequence[QRect]:
    every = cast(Iterable[QToolButton], frame.findChildren(QToolButton))
    shown = next((each for each in every if each.text() == "帮助" and each.isVisible()), None)
    return (place_of(shown or frame.search, frame),)


STEPS = (
    Step(
        "左边是所有的页面",
        "要做的事按页面放好，后面的数字是有多少户、多少件在等。Ctrl+1 到 Ctrl+9 直接跳过去，Alt+← 回到刚才看的地方。",
        _navigation,
    ),
    Step(
        "找人，一个框就够",
        "按 Ctrl+F，输入姓名、拼音首字母、证件后四位、电话或户编号，Enter 打开那一户。",
        _search,
    ),
    Step(
        "总览：今天该办的，各村的数",
        "有了农户，上面列催办：过期的、快到期的；下面列各村的户数和人数，点任何一个数字，就看到它的名单。",
        _page("overview"),
    ),
    Step(
        "导入：把导出表拖进来",
        "先让您看清新增了谁、改了什么，您点“导入”才写进来；要么全成，要么一点不动，随时可以撤销。",
        _page("importing"),
        "importing",
    ),
    Step(
        "公示：左边勾选，右边就是要贴的那张纸",
        "选好公示种类和村，Ctrl+G 存成文件，Ctrl+P 打印；贴出去以后在“张贴”里登记，天数到了会提醒。",
        _page("notice"),
        "notice",
    ),
    Step(
        "报表：月报、季报一键生成",
        "数字都从农户里数出来，点报表里的数字能看到名单；要改的话自己写一段，下个月还在。",
        _page("reporting"),
        "reporting",
    ),
    Step(
        "做错了不要紧",
        "Ctrl+Z 撤回上一步；“历史”里有谁、什么时候、改了什么，可以一步步退回。每天第一次打开会自动备份。",
        _history,
        "history",
    ),
    Step(
        "不明白就按 F1",
        "每一页都有自己的帮助。要做什么又找不到，按 Ctrl+K 输入拼音首字母；“快速导览”也在那里，随时再看一遍。",
        _help,
    ),
)
