"""The office's facts as forms: 单位, and 公示 with its words and days."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from PySide6.QtWidgets import QLineEdit

from fupin_desktop.domain.fields import Record, flag, record, text, whole
from fupin_desktop.domain.notice import KINDS
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.records.form import RecordForm, Section
from fupin_desktop.ui.setting.part import Part


@record("单位")
class UnitForm(Record):
    """Who the office is and who works in it."""

    unit: str = text("单位全称", default="", longest=60)
    county: str = text("县", default="", longest=40)
    township: str = text("乡镇", default="", longest=40)
    phone: str = text("监督电话", default="", longest=40)
    office_phone: str = text("办公电话", default="", longest=40)
    hotline: str = text("监督举报热线", default="", longest=40)
    address: str = text("通讯地址", default="", longest=100)
    region: str = text("标准线适用地区", default="", longest=60)
    people: str = text("经办人", default="", longest=200)
    reviewer: str = text("审核人", default="", longest=20)
    leader: str = text("负责人", default="", longest=20)
    report_day: int = whole("月报日", default=25, least=1, most=31, unit="日")


PLAIN = tuple(name for name in UnitForm.fields if name != "people")


class UnitPart(Part):
    name = "unit"
    title = "单位"
    words = "公示、月报的落款和联系方式从这里取。经办人之间用顿号隔开，启动时从中选择。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lacking = quiet("")
        self.lacking.setWordWrap(True)
        self.column.addWidget(self.lacking)
        sections = (
            Section("单位", ("unit", "county", "township", "region"), wide=("unit",)),
            Section("联系方式", ("phone", "office_phone", "hotline", "address")),
            Section("人员和月报", ("people", "reviewer", "leader", "report_day"), wide=("people",)),
        )
        self.form = self.add_form(
            RecordForm(UnitForm, sections, today=desk.today, must=("unit", "township", "phone", "report_day"))
        )
        self._hint("region", "如 山东省临沂市平邑县；空着就用国家标准")
        self._hint("people", "如 李某某、王某某")
        self.column.addStretch(1)

    def _hint(self, name: str, words: str) -> None:
        line = self.form.editors[name].widget
        assert isinstance(line, QLineEdit)
        line.setPlaceholderText(words)

    def fill(self) -> None:
        facts = self.office.settings.facts()
        said = {name: getattr(facts, name) for name in PLAIN}
        self.put(self.form, UnitForm(**said, people="、".join(facts.people)), "setting:unit")
        wanted = {"unit": "单位全称", "phone": "监督电话"}
        lacking = [label for name, label in wanted.items() if not getattr(facts, name)]
        toned(self.lacking, f"◷ 还没有填写{'、'.join(lacking)}，填好后才能生成公示和报表", "amber")
        self.lacking.setVisible(bool(lacking))

    def keep(self, form: RecordForm) -> None:
        typed = dict(form.values() or {})
        names = tuple(filter(None, re.split(r"[、，,;；\s]+", typed.pop("people"))))
        facts = self.office.settings.facts()
        self.office.settings.save(dataclasses.replace(facts, **typed, people=names))


def _notice_form() -> type[Record]:
    """A record of the basis that each kind of notice names, and for how many days it hangs where it does not for good."""
    said: dict[str, Any] = {}
    kinds: dict[str, Any] = {}
    for key, kind in KINDS.items():
        said[key] = text(f"{kind.label} 依据文号", default="", longest=200)
        kinds[key] = str
        if kind.days is not None:
            said[f"{key}_days"] = whole(
                f"公示天数（{kind.label.removesuffix('公示')}）", default=None, required=True, least=1, most=365, unit="天"
            )  # fmt: skip
            kinds[f"{key}_days"] = int | None
            said[f"{key}_working"] = flag("按工作日计算", default=False)
            kinds[f"{key}_working"] = bool
    return record("公示")(
        type("NoticeForm", (Record,), {**said, "__annotations__": kinds, "__module__": __name__})
    )


NoticeForm = _notice_form()
_DAYS = tuple(key for key, kind in KINDS.items() if kind.days is not None)


class NoticePart(Part):
    name = "notice"
    title = "公示依据和天数"
    words = (
        "依据写在公示正文里，如“根据《…办法》（×政办发〔2018〕5号）”中的文件名和文号；空着时用灰字的通用写法。"
        "张贴当日不计入天数，最后一天遇节假日顺延；本办按工作日计算的，在天数旁边选“是”。"
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        sections = [
            Section(
                kind.label, (key, f"{key}_days", f"{key}_working") if key in _DAYS else (key,), wide=(key,)
            )
            for key, kind in KINDS.items()
        ]
        self.form = self.add_form(RecordForm(NoticeForm, sections, columns=3, today=desk.today))
        for key, kind in KINDS.items():
            line = self.form.editors[key].widget
            assert isinstance(line, QLineEdit)
            line.setPlaceholderText(kind.basis.format(year="×××× ", fund="扶贫资金"))
        self.column.addStretch(1)

    def fill(self) -> None:
        facts = self.office.settings.facts()
        said: dict[str, Any] = {key: facts.basis.get(key, "") for key in KINDS}
        said |= {f"{key}_days": facts.notice_days.get(key, KINDS[key].days) for key in _DAYS}
        said |= {f"{key}_working": facts.notice_working.get(key, False) for key in _DAYS}
        self.put(self.form, NoticeForm(**said), "setting:notice")

    def keep(self, form: RecordForm) -> None:
        typed = form.values() or {}
        facts = self.office.settings.facts()
        basis = {**facts.basis, **{key: typed[key] for key in KINDS}}
        days = {**facts.notice_days, **{key: typed[f"{key}_days"] for key in _DAYS}}
        working = {**facts.notice_working, **{key: typed[f"{key}_working"] for key in _DAYS}}
        changed = dataclasses.replace(
            facts,
            basis={key: words for key, words in basis.items() if words},
            notice_days=days,
            notice_working=working,
        )
        self.office.settings.save(changed)
