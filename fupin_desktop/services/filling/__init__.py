"""来表即填: a form from above is registered once and fills itself from then on."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.db.behind import Lists
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.filling import (
    FIGURE,
    Plan,
    RowKind,
    equations,
    violations,
    with_choices,
)
from fupin_desktop.domain.period import Month, Period, read_half, read_month, read_quarter, read_year
from fupin_desktop.domain.sheets import KeptForm, Outgoing
from fupin_desktop.domain.traces import FIGURES, read
from fupin_desktop.domain.values import Cell, show_day
from fupin_desktop.exchange.filling import Written, read_form, write_form
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.workbook import open_workbook
from fupin_desktop.exchange.writing import SheetOut
from fupin_desktop.services.filling import builtin, meaning
from fupin_desktop.services.filling.preview import Form, Preview, hider, masked, shown
from fupin_desktop.services.filling.rows import Asked, people_rows, village_rows
from fupin_desktop.services.outgoing import noted
from fupin_desktop.services.reporting.lists import Behind, behind_of
from fupin_desktop.services.reporting.source import spans
from fupin_desktop.services.sender import sender
from fupin_desktop.services.tasks import NOBODY, Watch, quiet

if TYPE_CHECKING:
    from fupin_desktop.services.figures import FiguresService
    from fupin_desktop.services.files import Files
    from fupin_desktop.services.settings import OfficeSettings

__all__ = ["Filling", "Form", "Preview", "hider", "shown"]


class Filling:
    """Registers forms, shows what they would say, writes them."""

    def __init__(self, store: Store, settings: OfficeSettings, figures: FiguresService, files: Files) -> None:
        self._store, self._settings, self._figures, self._files = store, settings, figures, files

    # forms

    def forms(self) -> list[KeptForm]:
        """The registered forms."""
        with self._store.read() as unit:
            return unit.forms.all(order=("name",))

    @staticmethod
    def builtins() -> dict[str, str]:
        """Key → name of the forms that come with the program."""
        return {each.key: each.name for each in builtin.FORMS}

    def open(self, said: str | Path, sheet: str | None = None) -> Form:
        """A form by its registered name, a built-in key or name, or as a file. Raises Trouble when there is none."""
        name = str(said)
        with self._store.read() as unit:
            kept = unit.forms.find(name=name)
        if kept is not None:
            path = self._files.find(kept.sha256)
            if path is None:
                raise Trouble(f"登记的“{kept.name}”的原表不见了，请从备份中恢复，或重新登记这张表")
            return self._understood(kept.name, path, kept.sheet or None, kept)
        own = builtin.named(name)
        if own is not None:
            return self._understood(own.name, own.file(), None, None, own=True)
        path = Path(said)
        if not path.exists():
            every = [*(each.name for each in self.forms()), *self.builtins()]
            raise Trouble(f"没有登记过名为“{name}”的表，也没有这个文件；可以填的有：{'、'.join(every)}")
        return self._understood(path.name, path, sheet, None)

    def _understood(
        self, name: str, path: Path, sheet: str | None, kept: KeptForm | None, own: bool = False
    ) -> Form:
        blank = read_form(path, sheet)
        kind = meaning.kind_of(blank)
        plan = Plan(
            kind=kind, sheet=blank.sheet, model=blank.model, room=blank.room, total=blank.total,
            slots=tuple(meaning.slots(blank, kind)), equations=equations(blank.notes),
        )  # fmt: skip
        return Form(name, path, blank, with_choices(plan, kept.cells) if kept else plan, kept, own)

    @staticmethod
    def sheets(path: Path) -> list[str]:
        """The names of a workbook's visible sheets. Raises Trouble when it cannot be read."""
        with open_workbook(path) as book:
            return [each.name for each in book.sheets if each.visible]

    def choose(self, form: Form, chosen: Mapping[int, str]) -> Form:
        """A form with columns filled otherwise: column → key, "" to leave it blank. Raises Refused for a strange key."""
        known = meaning.choices(form.plan.kind)
        for column, key in chosen.items():
            if key and key not in known:
                raise Refused(
                    [
                        Problem(
                            column_letters(column), f"第{column_letters(column)}列不能填“{key}”，请从列表里选"
                        )
                    ]
                )
        slots = tuple(
            dataclasses.replace(each, key=chosen[each.column], certain=True, reason="自选")
            if each.column in chosen
            else each
            for each in form.plan.slots
        )
        return dataclasses.replace(form, plan=dataclasses.replace(form.plan, slots=slots))

    def keep(self, name: str, form: Form) -> KeptForm:
        """Register a form under a name, with the decisions made; the same name takes its place. One act."""
        sha = self._files.add(form.path, workbook=True)
        made = KeptForm(
            name=name.strip(), file=form.blank.file[:200], sha256=sha, sheet=form.blank.sheet[:60],
            cells=form.plan.as_json(),
        )  # fmt: skip
        if wrong := list(problems(KeptForm, as_values(made))):
            raise Refused(wrong)
        with self._store.write(f"登记来表：{made.name}") as unit:
            return unit.forms.save_over(made, name=made.name)

    def forget(self, name: str) -> None:
        """Strike a registered form out. Raises Trouble when there is none of that name."""
        with self._store.read() as unit:
            kept = unit.forms.find(name=name)
        if kept is None:
            raise Trouble(f"没有登记过名为“{name}”的表")
        with self._store.write(f"删除登记的来表：{name}") as unit:
            unit.forms.remove(kept)

    # filling

    def preview(
        self, form: Form, *, period: str | Period | None = None, on: date | None = None, villages: Sequence[str] = (),
        watch: Watch = NOBODY,
    ) -> Preview:  # fmt: skip
        """What a form would say; nothing is written. The day is the period's last, ``on``, else the newest of the data."""
        for village in villages:
            self._figures.check(village)
        said = read_period(period) if isinstance(period, str) else period
        newest = self._figures.last_day()
        if newest is None:
            raise Trouble("本办还没有数据，不能填表，请先导入国扶导出表")
        day = on or (min(said.last, max(newest, said.first)) if said else newest)
        made = Preview(form, day, said)
        watch.step(0, 1, "填表")
        with quiet(), self._store.read() as unit:
            asked = Asked(day=day, period=said, villages=villages)
            if form.plan.kind is RowKind.VILLAGE:
                lists = self._lists(unit, made)
                made.rows = list(village_rows(unit, form.plan.slots, asked, lists))
                self._check(made, lists)
            else:
                made.rows = list(people_rows(unit, form.plan.slots, asked, form.plan.kind))
        self._place(made)
        made.sum_up()
        return made

    def _lists(self, unit: Unit, made: Preview) -> Lists:
        day = made.day
        of = spans(made.period or Month(day.year, day.month), day)
        return Lists(unit, of, {day.year: self._figures.line(day)})

    def behind(self, made: Preview, keys: Sequence[str]) -> Behind:
        """The households behind a figure of a form, or behind the sum of several figures of one column.

        Raises Trouble for a key that names no figure.
        """
        found: list[Behind] = []
        with self._store.read() as unit:
            lists = self._lists(unit, made)
            for each in map(read, keys):
                found += [behind_of(each, {name: lists.of(name) for name in each.names})]
        households = tuple(dict.fromkeys(each for one in found for each in one.households))
        label = found[0].label if len(found) == 1 else read(keys[0]).at("").label
        return Behind(label, found[0].unit, sum(each.count or 0 for each in found), households)

    def _place(self, made: Preview) -> None:
        """A form whose rows are named already is filled where our villages stand."""
        named = made.form.blank.named
        if not named or made.form.plan.kind is not RowKind.VILLAGE:
            return
        column = next((each.column for each in made.form.plan.slots if each.key == "village.name"), None)
        if column is None:
            return
        rows = {row.name: row for row in made.rows}
        places = {normal(texts[column]): place for place, texts in named.items() if column < len(texts)}
        found = [(places[normal(name)], row) for name, row in rows.items() if normal(name) in places]
        if not found:
            made.rows = []
            made.remarks.append("表里已经写好的村都不是本办的村，没有填写；请用空表，或核对村名")
            return
        left = [name for name in rows if normal(name) not in places]
        made.places, made.rows = [place for place, _ in found], [row for _, row in found]
        if left:
            made.remarks.append(f"表里没有{'、'.join(left)}，这些村没有填")

    def _check(self, made: Preview, lists: Lists) -> None:
        """The sums that the form's own notes speak of, and money whose source belongs nowhere."""
        columns = _columns(made.form)
        for row, equation, left, right in violations(made.rows, made.form.plan.equations, columns):
            made.wrong.append(
                f"{row.name}：{equation.said}不成立，左边{left:f}，右边{right:f}；请核对帮扶措施的资金和来源"
            )
        if any("form_used_by" in each.key for each in made.form.plan.slots):
            for row in made.rows:
                loose = lists.of(read("form_used_unsorted").at(row.name).left).count
                if loose:
                    made.wrong.append(
                        f"{row.name}有{loose:f}元已投入资金的来源认不出归哪一类，请核对资金来源的名称"
                    )

    def write(self, made: Preview, out: Path, *, force: bool = False, plain: bool = False) -> Path:
        """Write a filled form; ID numbers hidden in the middle unless ``plain``.

        Raises Refused where a sum does not hold (unless ``force``), Trouble for the disk.
        """
        if not made.rows:
            said = "；".join(made.remarks) or "没有可以填的农户或村，请核对期间和村"
            raise Refused([Problem("form", f"没有写出：{said}")])
        if made.wrong and not force:
            raise Refused([Problem("form", f"没有写出：{'；'.join(made.wrong[:5])}")])
        out.parent.mkdir(parents=True, exist_ok=True)
        form = made.form
        written = Written(
            rows=made.rows if plain else list(masked(made)), places=made.places, labels=list(self._labels(made)), totals=made.totals,
            sources=_sources(made),
        )  # fmt: skip
        with quiet():
            path = write_form(form.path, form.blank, written, out)
        with self._store.write(f"填表：{form.name}") as unit:
            names = [row.name for row in made.rows] if form.plan.kind is RowKind.VILLAGE else []
            unit.outgoing.save(
                Outgoing(what=f"来表：{form.name}"[:80], villages=noted(unit, names), file=path.name[:200], rows=len(made.rows),
                         masked=not (plain and made.private), on=date.today())
            )  # fmt: skip
        return path

    def _labels(self, made: Preview) -> Any:
        said = sender(self._settings.facts(), made.day, self._store.person)
        words = {
            "office.unit": said.unit, "office.by": said.by, "office.reviewer": said.reviewer, "office.leader": said.leader,
            "office.phone": said.phone, "office.day": show_day(made.day), "office.township": said.township,
            "office.period": made.period.words if made.period else "",
        }  # fmt: skip
        for row, column, label in made.form.blank.labels:
            key = meaning.LABELS.get(re.sub(r"\s", "", label), "")
            if key and words[key]:
                yield row, column, f"{label}：{words[key]}"


def read_period(said: str) -> Period:
    """2018-05, 2018Q2, 2018H1 or 2018. Raises Trouble."""
    for reader in (read_month, read_quarter, read_half, read_year):
        try:
            return reader(said)
        except Trouble:
            continue
    raise Trouble(f"“{said}”不是期间，请写成2018-05（月）、2018Q2（季度）、2018H1（半年）或2018（年）的样子")


def _columns(form: Form) -> dict[str, int]:
    """Where the columns stand that the form's notes name, by the words of the notes."""

    def plain(text: str) -> str:
        return re.sub(r"资金$|金额$", "", normal(text).rpartition("/")[2])

    headings = {plain(each.heading): each.column for each in form.plan.slots}
    wanted = {name for each in form.plan.equations for name in (each.total, *each.parts)}
    return {name: headings[plain(name)] for name in wanted if plain(name) in headings}


def _sources(made: Preview) -> SheetOut | None:
    """数字来源: what each figure of the form counts, as of which day."""
    slots = [each for each in made.form.plan.slots if each.key.startswith(FIGURE)]
    if not slots:
        return None
    rows: list[list[Cell]] = [
        [column_letters(each.column), each.heading, read(each.key).label, FIGURES[read(each.key).left.name].unit,
         made.totals.get(each.column, "")]
        for each in slots
    ]  # fmt: skip
    title = f"数字来源：截至{show_day(made.day)}本办数据；在程序“对表—来表即填”里双击数字可以看名单"
    return SheetOut(
        "数字来源", ["列", "表头", "口径", "单位", "合计"], rows, [title], widths=[6, 40, 40, 8, 14]
    )
