"""What is asked for each thing that is registered of a notice, and what the office then does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, Record
from fupin_desktop.domain.posting import Act, Objection, Posting
from fupin_desktop.services.posting import sequel
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.notice.acting import (
    AnswerForm,
    ArchiveForm,
    Asking,
    DownForm,
    ObjectForm,
    PostForm,
    WithdrawForm,
)

if TYPE_CHECKING:
    from fupin_desktop.services.posting import PostingFile

WHOLE = "整份公示"
Typed = Mapping[str, Any]


class Doing:
    """Makes what the form beside a notice asks."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.office = desk, desk.office

    def step(self, file: PostingFile, several: Sequence[PostingFile], act: Act) -> Asking:
        """张贴, 撤下 or 归档 of the notice under the cursor, and of those that are selected with it."""
        posting, today = file.posting, self.desk.today()
        kind: type[Record] = {Act.POST: PostForm, Act.TAKE_DOWN: DownForm}.get(act, ArchiveForm)
        first: dict[str, Any] = {"on": today}
        if act is Act.POST:
            first = {"on": posting.made_on, "who": self.office.by, "place": posting.place}
        elif act is Act.TAKE_DOWN:
            first = {"on": today, "who": posting.posted_by}

        def register(typed: Typed) -> str:
            named = f"{len(several)}份公示" if len(several) > 1 else posting.heading
            said = f"已登记{act.label}：{named}"
            done: list[Posting] = []
            try:
                for each in several:
                    with _of(each, several):
                        done.append(self._do(each.posting.id or 0, act, typed))
            finally:
                if act is Act.POST:
                    self._then(said, [partial(sequel.after_posting, self.office, it, today) for it in done])
            return said

        many = f"：所选{len(several)}份" if len(several) > 1 else ""
        return Asking(f"登记{act.label}{many}", kind, first, f"登记{act.label}", register)

    def _do(self, id: int, act: Act, typed: Typed) -> Posting:
        postings, on, why = self.office.postings, typed["on"], typed["override"]
        if act is Act.POST:
            return postings.post(id, on, typed["who"], typed["place"], (), why)
        if act is Act.TAKE_DOWN:
            return postings.take_down(id, on, typed["who"], (), why)
        return postings.archive(id, on, why)

    def objection(self, file: PostingFile) -> Asking:
        """An objection against a notice."""
        id, today = file.posting.id or 0, self.desk.today()
        rows = self.office.postings.households_of(id)
        lines = self.office.households.lines([each.household_id for each in rows])
        named: dict[str, str | None] = {WHOLE: None}
        for each in rows:
            number = lines[each.household_id].number
            named[f"{each.head}（{number}）"] = number

        def register(typed: Typed) -> str:
            made = self.office.postings.object_(
                id,
                typed["on"],
                typed["who"],
                typed["about"],
                named.get(typed["household"]),
                typed["override"],
            )
            said = f"已登记异议：{made.about}"
            self._then(said, [partial(sequel.after_objection, self.office, made, today)])
            return said

        first = {"on": today, "household": WHOLE}
        offers = {"household": list(named)}
        return Asking("登记异议", ObjectForm, first, "登记异议", register, offers, ("about",))

    def answer(self, objection: Objection) -> Asking:
        """What became of an objection."""
        id, today = objection.id or 0, self.desk.today()

        def register(typed: Typed) -> str:
            made = self.office.postings.answer(
                id,
                typed["on"],
                typed["investigator"],
                typed["result"],
                typed["answer"],
                typed["investigated_on"],
            )
            said = f"已登记答复：{made.result.label if made.result else ''}"
            self._then(said, [partial(sequel.after_answer, self.office, made, typed["on"], today)])
            return said

        first = {
            "investigator": objection.investigator, "investigated_on": objection.investigated_on or today,
            "result": objection.result, "on": objection.answered_on or today, "answer": objection.answer,
        }  # fmt: skip
        title = f"答复异议：{objection.about}"
        short = title if len(title) < 50 else f"{title[:49]}…"
        return Asking(short, AnswerForm, first, "登记答复", register, wide=("answer",))

    def withdrawal(self, file: PostingFile) -> Asking:
        """Withdrawing a notice, with a reason."""
        id, today = file.posting.id or 0, self.desk.today()

        def register(typed: Typed) -> str:
            made = self.office.postings.withdraw(id, typed["reason"], typed["on"])
            said = f"已撤回：{made.heading}"
            self._then(said, [partial(sequel.after_withdrawal, self.office, made, typed["on"], today)])
            return said

        title = "撤回公示（原件和经过都保留，这份公示不再算数）"
        return Asking(title, WithdrawForm, {"on": today}, "撤回", register, wide=("reason",))

    def _then(self, said: str, tasks: Sequence[Callable[[], str]]) -> None:
        """What it means for the roads of those on the notice, done beside the window and told after ``said``."""
        self.desk.run_quietly(
            lambda _: "；".join(dict.fromkeys(filter(None, (each() for each in tasks)))),
            lambda more: self.desk.say(f"{said}；{more}", "green") if more else None,
        )


@contextmanager
def _of(each: PostingFile, several: Sequence[PostingFile]) -> Iterator[None]:
    """A refusal of one among several says which one it is; those before it are registered."""
    try:
        yield
    except Refused as refused:
        if len(several) == 1:
            raise
        raise Refused(
            [Problem(it.field, f"{each.posting.heading}：{it.text}") for it in refused.problems]
        ) from refused
