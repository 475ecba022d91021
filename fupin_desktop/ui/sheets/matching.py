"""名单比对: any roster held against the office; hits marked in a copy of it, letters to the villages, hits written in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.id_number import mask_number
from fupin_desktop.services.matching import Found, Matched, SetLine, SetPlan, Verdict, settable
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.chips import chip_row
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dropping import Drops
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import empty, quiet
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.sheets.columns import preview_columns
from fupin_desktop.ui.sheets.files import FileField, ask_folder, ask_save
from fupin_desktop.ui.theme import S

PREVIEW = "预览"
HINTS = {
    Verdict.HIT: "号码（和姓名）都对上的",
    Verdict.MISSED: "号码正确、本办没有这个人的",
    Verdict.NAME: "号码对上了，姓名不一样的；不算命中",
    Verdict.SUSPICIOUS: "号码有错、被遮盖、没有号码，或与本办的同名人号码相近的；请逐个核对，不算命中",
}
NOTHING_YET = (
    "把任意一份名单（车辆、房产、工商、死亡、医保、学生……，.xlsx .xls .csv）拖到这里，或按“选择…”。\n"
    "表头和证件号码列自己认；可以写出标好命中行的原表、给各村的核查函，也可以把命中的人写进本办数据。"
)


class MatchingPart(Drops, Part):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.matched: Matched | None = None
        self.plan: SetPlan | None = None
        self.actions_by_key = actions(self)
        self.file = FileField("名单", "要比对的名单")
        self.file.chosen.connect(self.match)
        self.setAcceptDrops(True)
        self.sentence, self.remarks, self.hint = QLabel(), quiet(""), quiet("")
        for words in (self.sentence, self.remarks):
            words.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.plain = QCheckBox("写出完整证件号码")
        self.table: LineTable[Found] = LineTable(self._columns())
        self.view = LineView(self.table, "比对结果")
        self.view.opened.connect(self._open)
        self.preview: LineTable[SetLine] = LineTable(preview_columns())
        self.preview_view = LineView(self.preview, PREVIEW)
        self.preview_view.opened.connect(lambda each: desk.go("household", household=each.household_id))
        self._make_setting()
        self._lay_out()

    def _make_setting(self) -> None:
        fields = [(f"{kind.__name__}.{field.name}", field) for kind, field in settable()]
        self.fields: dict[str, Field] = dict(fields)
        self.field = PickBox([(None, "写入哪个字段"), *((key, field.label) for key, field in fields)])
        self.field.setMinimumWidth(220)
        self.value = PickBox([(None, "值")])
        self.year = PickBox([])
        self.year.setMinimumWidth(self.fontMetrics().horizontalAdvance("2018年度") + 48)
        self.rest = QCheckBox("没命中的写成相反的值")
        self.rest.setToolTip("名单是全的时候才用：在册而没有命中的人，也一并写")
        self.field.currentIndexChanged.connect(lambda _: self._offer_values())
        for signal in (self.value.currentIndexChanged, self.year.currentIndexChanged, self.rest.toggled):
            signal.connect(lambda _: self._forget_plan())
        self._offer_values()

    def _lay_out(self) -> None:
        kinds = (*map(str, Verdict), PREVIEW)
        chips, self.buttons = chip_row(self, dict(zip(kinds, kinds, strict=True)), self.show_kind)
        chips.addWidget(self.plain)
        chips.addWidget(button(self.actions_by_key["matching.letters"]))
        chips.addWidget(button(self.actions_by_key["matching.write"], primary=True))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.preview_view)
        setting = QHBoxLayout()
        setting.setSpacing(S)
        setting.addWidget(QLabel("把命中的人写进本办数据"))
        for each in (self.field, self.value, self.year, self.rest):
            setting.addWidget(each)
        setting.addStretch(1)
        setting.addWidget(button(self.actions_by_key["matching.preview"]))
        self.set_button = button(self.actions_by_key["matching.set"])
        setting.addWidget(self.set_button)
        self.outcome = QWidget()
        column = QVBoxLayout(self.outcome)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.sentence)
        column.addWidget(self.remarks)
        column.addLayout(chips)
        column.addWidget(self.hint)
        column.addWidget(self.stack, 1)
        column.addLayout(setting)
        self.pages = QStackedWidget()
        self.pages.addWidget(empty(NOTHING_YET))
        self.pages.addWidget(self.outcome)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self.file)
        whole.addWidget(self.pages, 1)

    def _columns(self) -> tuple[Column[Found], ...]:
        def home(each: Found, name: str) -> str:
            person = each.person
            found = self.matched.households.get(person.household_id) if self.matched and person else None
            return str(getattr(found, name)) if found else ""

        return (
            Column("原表行", lambda each: str(each.row.row + 1), 7, right=True),
            Column("名单姓名", lambda each: each.row.name, 16),
            Column("名单证件号码", lambda each: mask_number(each.row.shown), 20),
            Column("本办姓名", lambda each: each.person.name if each.person else "", 16),
            Column("行政村", lambda each: home(each, "village"), 12),
            Column("户主", lambda each: home(each, "head"), 16),
            Column("与户主关系", lambda each: each.person.relation_label if each.person else "", 11),
            Column("脱贫标志", lambda each: home(each, "status"), 10),
            Column(
                "减少登记", lambda each: each.person.left if each.person else "", 15, tone=lambda _: "amber"
            ),
            Column("说明", lambda each: each.why, 0),
        )

    # matching

    @command(
        "matching.choose", text="选择名单", shortcut="Ctrl+O", icon="folder_open", help="选择要比对的名单"
    )
    def choose(self) -> None:
        self.file.ask()

    def match(self) -> None:
        """Hold the chosen roster against the office."""
        path, matching = self.file.path, self.desk.office.matching
        if path is not None:
            self.desk.run("名单比对", lambda watch: matching.match(path, None, watch), self.show_matched)

    def show_matched(self, matched: Matched) -> None:
        """Show what was found, beginning with the hits."""
        self.matched = matched
        roster = matched.roster
        self.sentence.setText(matched.sentence)
        where = f"工作表“{roster.sheet}”，" if roster.sheet else ""
        head = f"表头在第{roster.header + 1}行" if roster.header is not None else "没有表头"
        column = f"，证件号码在{roster.id_letter}列" if roster.id_letter else "，没有证件号码列"
        self.remarks.setText("；".join([f"{where}{head}{column}", *roster.remarks]))
        with self.desk.office.store.read() as unit:
            day = unit.last_day()
        newest = day.year if day else self.desk.today().year
        self.year.offer([(year, f"{year}年度") for year in range(newest - 3, newest + 2)])
        self.year.put(newest)
        self._forget_plan()
        for verdict in Verdict:
            count = len(matched.of(verdict))
            self.buttons[str(verdict)].setText(f"{verdict} {count}")
            self.buttons[str(verdict)].setEnabled(bool(count))
        self.pages.setCurrentWidget(self.outcome)
        self.show_kind(str(next((each for each in Verdict if matched.of(each)), Verdict.HIT)))
        self.view.setFocus()

    def show_kind(self, name: str) -> None:
        """Show the rows of one verdict, or the preview."""
        self.buttons[name].setChecked(True)
        if name == PREVIEW:
            self.hint.setText(self.plan.sentence if self.plan else "")
            self.stack.setCurrentWidget(self.preview_view)
            return
        assert self.matched
        verdict = Verdict(name)
        self.hint.setText(HINTS[verdict])
        self.table.show(self.matched.of(verdict))
        self.stack.setCurrentWidget(self.view)
        self.view.go_to_row(0)

    def _open(self, each: Found) -> None:
        if each.person:
            self.desk.go("household", household=each.person.household_id)

    # what leaves

    @command(
        "matching.write", text="写出标好的名单…", shortcut="Ctrl+S", icon="arrow_export",
        help="原名单的一份，命中行标色，右边加户、村、脱贫标志；另加命中、未命中、姓名不符、号码可疑四张表",
    )  # fmt: skip
    def write(self) -> None:
        if self.matched and (path := ask_save(self, "写出标好的名单", f"{self._stem()}_比对.xlsx")):
            self.write_to(path)

    def _stem(self) -> str:
        return self.file.path.stem if self.file.path else "名单"

    def write_to(self, path: Path) -> None:
        """Write the marked copy of the roster."""
        matched, source, plain, matching = (
            self.matched,
            self.file.path,
            self.plain.isChecked(),
            self.desk.office.matching,
        )
        assert matched
        assert source
        self.desk.run(
            "写出标好的名单", lambda watch: matching.write(matched, source, path, plain=plain, watch=watch),
            lambda _: self.desk.say(f"已写出：{path.name}", "green"),
        )  # fmt: skip

    @command(
        "matching.letters",
        text="写核查函…",
        icon="document_multiple",
        help="每村一份，请村里入户核查名单上的人",
    )
    def letters(self) -> None:
        if self.matched and (folder := ask_folder(self, "核查函保存到")):
            self.write_letters(folder)

    def write_letters(self, folder: Path) -> None:
        """Write a letter to each village concerned."""
        matched, matching, day = self.matched, self.desk.office.matching, self.desk.today()
        assert matched

        def task(watch: Watch) -> list[Path]:
            return matching.write_letters(matched, folder, on=day, watch=watch)

        self.desk.run(
            "写核查函",
            task,
            lambda files: self.desk.say(f"已写出{len(files)}份核查函：{files[0].parent}", "green"),
        )

    # what is written in

    def _offer_values(self) -> None:
        key = self.field.value()
        field = self.fields[key] if key else None
        if field is None:
            self.value.offer([(None, "值")])
        elif field.kind is Kind.FLAG:
            self.value.offer([("是", "是"), ("否", "否")])
        else:
            self.value.offer([(each.label, each.label) for each in field.codes or ()])
        self.rest.setEnabled(field is not None and field.kind is Kind.FLAG)
        if not self.rest.isEnabled():
            self.rest.setChecked(False)
        self._forget_plan()

    def _forget_plan(self) -> None:
        """The preview no longer says what is asked for."""
        self.plan = None
        if hasattr(self, "buttons"):
            self.buttons[PREVIEW].setText(PREVIEW)
            self.buttons[PREVIEW].setEnabled(False)
            self.set_button.setText("写入")
            if self.buttons[PREVIEW].isChecked() and self.matched:
                self.show_kind(str(Verdict.HIT))
        self.actions_by_key["matching.set"].setEnabled(False)
        self.actions_by_key["matching.preview"].setEnabled(self.field.value() is not None)

    @command(
        "matching.preview",
        text="预览",
        shortcut="Ctrl+R",
        icon="search",
        help="先看要改哪些人，原来是什么、改成什么",
    )
    def look(self) -> None:
        key, matched, matching = self.field.value(), self.matched, self.desk.office.matching
        if matched is None or key is None:
            return
        said = f"{self.fields[key].name}={self.value.value()}"
        year, rest = self.year.value(), self.rest.isChecked()
        self.desk.run("预览", lambda _: matching.plan_set(matched, said, year, rest=rest), self._show_plan)

    def _show_plan(self, plan: SetPlan) -> None:
        self.plan = plan
        lines = [*plan.problems, *plan.changed]
        self.preview.show(lines)
        self.buttons[PREVIEW].setText(f"{PREVIEW} {len(lines)}")
        self.buttons[PREVIEW].setEnabled(True)
        self.show_kind(PREVIEW)
        can = bool(plan.changed)
        self.actions_by_key["matching.set"].setEnabled(can)
        self.set_button.setText(f"写入{len(plan.changed)}项" if can else "写入")

    @command(
        "matching.set",
        text="写入",
        shortcut="Ctrl+Return",
        icon="save",
        help="按预览写进本办数据，一次完成，可以撤销",
    )
    def write_in(self) -> None:
        plan, matching = self.plan, self.desk.office.matching
        if plan is None:
            return

        def done(act: int | None) -> None:
            count = len(plan.changed)
            self._forget_plan()
            self.desk.say(f"已写入{plan.field.label}：{count}项", "green", undo=act is not None)

        self.desk.run(f"写入{plan.field.label}", lambda watch: matching.apply_set(plan, watch), done)

    def take_files(self, paths: list[Path]) -> None:
        self.file.take_files(paths)

    def show_place(self, state: Mapping[str, Any]) -> None:
        if file := state.get("file"):
            self.file.put(Path(file))

    def take_focus(self) -> None:
        self.file.button.setFocus()
