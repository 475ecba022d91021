"""What the clerk asked for, whichever family the paper belongs to: how it is looked at and how it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.services.paper import Paper, Written
from fupin_desktop.services.paper.look import Look, Seen, look_at
from fupin_desktop.services.paper.writing import make_folder, plain, write_documents
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.paper.catalogue import Item

if TYPE_CHECKING:
    from fupin_desktop.domain.paper import How
    from fupin_desktop.domain.period import Period
    from fupin_desktop.services.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which paper, of whom, of when. ``households`` None: all of the villages that qualify; no villages: all."""

    item: Item
    year: int
    villages: tuple[str, ...] = ()
    households: tuple[int, ...] | None = None
    on: date | None = None
    days: int | None = None
    period: Period | None = None
    paper: str = "A4"
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def whom(self) -> str:
        """In words: 全部村, 水村, 水村等3村, 选定的5户."""
        if "whom" not in self.item.asks:
            return ""
        if self.households is not None:
            return f"选定的{len(self.households)}户"
        if len(self.villages) > 1:
            return f"{self.villages[0]}等{len(self.villages)}村"
        return self.villages[0] if self.villages else "全部村"

    @property
    def name(self) -> str:
        """What its file is called at first."""
        return f"{self.period.words if self.period else ''}{self.whom}{self.item.label}"

    @property
    def batch(self) -> bool:
        """Whether it makes a file for each village or household."""
        return "whom" in self.item.asks


@dataclass(frozen=True, slots=True)
class Unmade:
    """Why there are no pages."""

    problems: tuple[Problem, ...]


def seen(office: Office, order: Order, watch: Watch) -> Look | Unmade:
    """The first pages, as they will be printed."""
    try:
        match order.item.family:
            case "poster" | "chart":
                return _drawn(office, order, watch)
            case "notice" | "report":
                return look_at(_papers(office, order, watch), watch=watch)
            case _:
                return office.papers.preview(order.item.key, **_of_form(order), watch=watch)
    except Refused as refused:
        return Unmade(tuple(refused.problems))
    except (Stale, Trouble) as trouble:
        return Unmade((Problem("", str(trouble)),))


def _papers(office: Office, order: Order, watch: Watch) -> Iterator[Paper]:
    """A notice or a report."""
    if order.item.family == "notice":
        made = office.notices.make(order.item.name, **_of_notice(order))
        return (Paper(name=village, documents=(each,), village=village) for village, each in made)
    assert order.period
    return office.reporting.papers(
        order.item.name,
        order.period,
        on=order.on,
        villages=order.villages,
        options=order.options,
        watch=watch,
    )


def write(
    office: Office, order: Order, out: Path, form: str, watch: Watch, *, each: bool = False, changed: bool = False,
    how: How | None = None,
) -> Written:  # fmt: skip
    """Write it below the folder ``out``, or into one file when ``out`` has a suffix."""
    match order.item.family:
        case "notice":
            return _write_notices(office, order, out, form, watch, how)
        case "poster" | "chart":
            return _write_pictures(office, order, out, form, watch, how)
        case "report":
            assert order.period
            made = office.reporting.write(
                order.item.name, order.period, out, form=form, on=order.on, villages=order.villages, options=order.options,
                how=how, watch=watch,
            )  # fmt: skip
            return Written(made.files, made.pages, remarks=made.remarks)
        case _:
            return office.papers.write(
                order.item.key,
                out,
                form=form,
                each=each,
                changed=changed,
                how=how,
                watch=watch,
                **_of_form(order),
            )


def _of_form(order: Order) -> dict[str, Any]:
    return {
        "villages": order.villages, "households": order.households, "on": order.on, "year": order.year,
        "paper": order.paper, "options": order.options,
    }  # fmt: skip


def _of_notice(order: Order) -> dict[str, Any]:
    return {
        "villages": order.villages, "households": order.households, "start": order.on, "year": order.year,
        "days": order.days, "paper": order.paper, "web": "web" in order.options, "pack": "pack" in order.options,
    }  # fmt: skip


def _write_notices(
    office: Office, order: Order, out: Path, form: str, watch: Watch, how: How | None
) -> Written:
    """A file for each village below a folder; into one file they are put one after another."""
    asked = _of_notice(order)
    if not out.suffix:
        said = office.notices.write(order.item.name, out, form=form, how=how, watch=watch, **asked)
        return Written(said.files, said.pages, said.households, said.remarks)
    made = office.notices.make(order.item.name, **asked)
    pages = write_documents([each for _, each in made], out, form)
    with TemporaryDirectory(prefix="fupin") as room:
        said = office.notices.write(order.item.name, Path(room), form="txt", how=how, watch=watch, **asked)
    return Written((out,), pages, said.households, said.remarks)


def _drawn(office: Office, order: Order, watch: Watch) -> Look:
    """A wall chart or a chart as it will be printed: that of the first village where each has its own."""
    one = replace(order, villages=order.villages[:1])
    with TemporaryDirectory(prefix="fupin") as room:
        made = _write_pictures(office, one, Path(room) / "page.pdf", "pdf", watch, None)
        return Look(made.files[0].read_bytes(), (Seen(),) * made.pages, len(order.villages) < 2)


def _write_pictures(
    office: Office, order: Order, out: Path, form: str, watch: Watch, how: How | None
) -> Written:
    """A file for each village that was chosen; into one file that of the first. ``how`` records wall charts that go out."""
    villages: Sequence[str | None] = order.villages or (None,)
    if not out.suffix:
        make_folder(out)
        paths = [out / f"{plain((each or '') + order.item.label)}.{form}" for each in villages]
    else:
        paths, villages = [out], villages[:1]
    pages = 0
    for done, (path, village) in enumerate(zip(paths, villages, strict=True)):
        watch.step(done, len(paths), path.stem)
        pages += _write_picture(office, order, path, village, watch, how)
    return Written(tuple(paths), pages)


def _write_picture(
    office: Office, order: Order, path: Path, village: str | None, watch: Watch, how: How | None
) -> int:
    if order.item.family == "chart":
        office.charts.write(order.item.name, path, on=order.on, village=village)
        return 1
    made = office.posters.write(
        order.item.name, path, village=village, paper=order.paper, sheet=order.options.get("sheet"), on=order.on,
        public="public" in order.options, how=how, watch=watch,
    )  # fmt: skip
    return made.pages
