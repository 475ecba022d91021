"""What is typed of a 评议会: when, where and who; and the votes of each household."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from fupin_desktop.domain.fields import Field, Record, record, text, whole
from fupin_desktop.domain.procedure import Meeting
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.records.form import RecordForm, Section

FIELDS = (
    "on", "place", "chair", "recorder", "due", "present", "issued", "returned", "valid", "minutes", "override",
)  # fmt: skip
WORDS = ("place", "chair", "recorder", "minutes", "override")


@record("评议票数")
class VoteForm(Record):
    """A household's votes as they are typed."""

    head: str = text("户主", default="", width=14)
    group: str = text("组", default="", width=10)
    people: int | None = whole("人口", default=None, width=5)
    yes: int | None = whole("赞成", default=None, least=0, width=6)
    no: int | None = whole("反对", default=None, least=0, width=6)
    abstained: int | None = whole("弃权", default=None, least=0, width=6)
    outcome: str = text("结果", default="", width=26)


class MeetingForm(RecordForm):
    """When, where and who; the page has buttons of its own."""

    def __init__(self, desk: Desk) -> None:
        sections = [Section("", FIELDS, wide=("minutes", "override"))]
        super().__init__(_counted(), sections, columns=3, today=desk.today)
        for name, said in (("issued", "同实到"), ("returned", "同发出票"), ("valid", "同收回票")):
            self.hint(name, said)
        self.ask_why(False)

    def blank(self, on: date) -> Record:
        """A meeting of which nothing is known but its day."""
        kind: Any = self.kind
        made: Record = kind(on=on, **dict.fromkeys(WORDS, ""))
        return made

    def ask_why(self, on: bool) -> None:
        """Show the line for the reason of what the office lets pass."""
        editor = self.editors["override"]
        cell = editor.widget.parentWidget()
        assert cell is not None
        cell.setVisible(on or bool(editor.text()))

    def _say_dirty(self) -> None:
        pass


def _counted() -> type[Record]:
    """The fields of a meeting that are typed, all of them blank at first."""
    fields: dict[str, Field] = {name: Meeting.fields[name] for name in FIELDS}
    made: Any = dataclasses.make_dataclass(
        "CountFields", [(name, Any, dataclasses.field(default=None)) for name in FIELDS], bases=(Record,), frozen=True,
        kw_only=True,
    )  # fmt: skip
    made.title, made.fields = Meeting.title, fields
    kind: type[Record] = made
    return kind
