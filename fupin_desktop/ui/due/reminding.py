"""A reminder or flag, written in a line below the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from fupin_desktop.domain.due import Flag, Reminder
from fupin_desktop.domain.errors import Refused, Stale
from fupin_desktop.domain.values import Unreadable
from fupin_desktop.ui.asking import AskingLine
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.theme import S


class ReminderForm(AskingLine):
    """``done``: a reminder was kept (its id), or given up (0)."""

    done = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "记下")
        self._kept = Reminder(on=date.min, said="")
        self.said, self.person = QLineEdit(), QLineEdit()
        self.said.setPlaceholderText("要办的事，如“请于10日前补户口簿复印件”")
        self.said.setAccessibleName("事项")
        self.person.setAccessibleName("责任人")
        self.on = Editor(Reminder.fields["on"], desk.today)
        self.flag = PickBox([(each, each.label) for each in Flag])
        self.flag.setAccessibleName("旗标")
        self.village = PickBox([("", "全乡镇")])
        self.village.setAccessibleName("行政村")
        one = self.fontMetrics().horizontalAdvance("国")
        self.person.setFixedWidth(one * 7)
        self.on.widget.setFixedWidth(one * 9)
        self.flag.setFixedWidth(one * 5)
        self.village.setMinimumWidth(one * 7)
        for line in (self.said, self.person):
            line.returnPressed.connect(self.keep)
        self.lay_line(
            ("", self.village), ("", self.said), ("截止", self.on.widget), ("责任人", self.person), ("", self.flag),
            wide=self.said,
        )  # fmt: skip
        self.setMinimumHeight(round(S * 4))

    def begin(
        self, reminder: Reminder | None = None, *, household: int | None = None, head: str = ""
    ) -> None:
        """Ask about a new reminder, of a household where one is given, or about one that is kept."""
        self._kept = reminder or Reminder(household_id=household, on=date.min, said="")
        self.village.offer([("", "全乡镇"), *((each, each) for each in self.desk.office.due.villages())])
        self.village.put(self._kept.village)
        of = self._kept.household_id is not None
        self.words.setText(f"{head}：" if of and head else "")
        self.words.setVisible(of)
        self.village.setVisible(not of)
        self.said.setText(self._kept.said)
        self.person.setText(self._kept.person)
        self.flag.put(self._kept.flag)
        self.on.put(None if self._kept.on == date.min else self._kept.on)
        self.complain("")
        self.show()
        self.said.setFocus()

    def keep(self) -> None:
        """Keep it as one act; what hinders it is said above the line."""
        try:
            on = self.on.value()
            if not isinstance(on, date):
                raise Unreadable("截止日期不能为空，请填写到哪一天")
            saved = self.desk.office.due.remind(
                replace(
                    self._kept, said=self.said.text().strip(), on=on, person=self.person.text().strip(), flag=self.flag.value(),
                    village="" if self._kept.household_id else self.village.value() or "",
                )
            )  # fmt: skip
        except (Refused, Unreadable, Stale) as wrong:
            self.complain(str(wrong))
            field = wrong.problems[0].field if isinstance(wrong, Refused) else "on"
            {"said": self.said, "person": self.person, "village": self.village}.get(
                field, self.on.widget
            ).setFocus()
            return
        self.desk.say(f"已记下提醒：{saved.said}", "green", undo=True)
        self.hide()
        self.done.emit(saved.id or 0)

    def leave(self) -> None:
        """Give it up."""
        self.hide()
        self.done.emit(0)
