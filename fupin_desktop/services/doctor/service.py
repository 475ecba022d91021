"""The data doctor: examines the office or a file, knows what was waived, and how it was a week and a month ago."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.db import doctor as stored
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.doctor.case import Around
from fupin_desktop.domain.doctor.examine import Examination, Examiner, Finding
from fupin_desktop.domain.doctor.records import Waiver
from fupin_desktop.domain.doctor.report import CheckReport
from fupin_desktop.domain.doctor.rule import Rule, Severity, rules
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.services.doctor import (
    following,
    from_file,
    gathering,
    handing,
    limits,
    mending,
    remembering,
)
from fupin_desktop.services.doctor.checked import Checked, Trend
from fupin_desktop.services.doctor.mending import Fix
from fupin_desktop.services.doctor.remembering import Mended
from fupin_desktop.services.outgoing import OutgoingLists
from fupin_desktop.services.paper.writing import write_documents
from fupin_desktop.services.sender import sender
from fupin_desktop.services.tasks import NOBODY, Watch, quiet

if TYPE_CHECKING:
    from fupin_desktop.reports.document import Document
    from fupin_desktop.services.settings import OfficeSettings

LONGEST_WAIVER = 366
"""A finding is waived for a year at most, then somebody looks again; the office's own rule of prudence."""
STEP = 500
FEW = 3000
"""Offices of up to so many households are examined again whenever their errors are asked for."""


class Doctor:
    """Examines, waives, mends and remembers."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings
        self.book = limits.RuleBook(store)
        self._unkept: frozenset[str] | None = None

    def examine(
        self, *, on: date | None = None, village: str | None = None, watch: Watch = NOBODY
    ) -> Checked:
        """Hold all rules against the office as of a day (today). Raises Refused for a village that is not known."""
        region = self._settings.facts().region
        with quiet(), self._store.read() as unit:
            on = on or self._today(unit)
            _know_village(unit, village)
            act = stored.last_act(unit)
            self._unkept = _unkept(unit)
            about = gathering.around(unit, on, region, unkept=self._unkept)
            examiner = self._examiner(unit, about)
            ids = stored.household_ids(unit, on.isoformat(), village)
            for count, case in enumerate(gathering.cases(unit, ids, about)):
                if count % STEP == 0:
                    watch.step(count, len(ids), "体检")
                examiner.look(case)
            for place in gathering.village_cases(unit, about, [village] if village else []):
                examiner.look_at_village(place)
            return dataclasses.replace(self._checked(unit, on, village or "", examiner.result), act=act)

    def follow(self, checked: Checked) -> Checked | None:
        """The examination as it would be now, looking only at what was changed since; None where all must be looked at."""
        region = self._settings.facts().region
        with quiet(), self._store.read() as unit:
            act = stored.last_act(unit)
            touched = following.touched(unit, checked)
            if touched is None:
                return None
            if not touched:
                return dataclasses.replace(checked, act=act)
            about = gathering.around(unit, checked.on, region, unkept=self._unkept or frozenset())
            again = following.widened(touched, checked, about)
            examiner = self._examiner(unit, about)
            ids = [
                id
                for id in stored.household_ids(unit, checked.on.isoformat(), checked.village or None)
                if id in again
            ]
            for case in gathering.cases(unit, ids, about):
                examiner.look(case)
            fresh = self._checked(unit, checked.on, checked.village, examiner.result)
        return following.joined(checked, fresh, again, act)

    def of_household(self, household_id: int, on: date | None = None) -> Checked:
        """The findings of one household, quickly: they follow typing."""
        region = self._settings.facts().region
        with self._store.read() as unit:
            on = on or self._today(unit)
            if self._unkept is None:
                self._unkept = _unkept(unit)
            about = gathering.around(unit, on, region, household=household_id, unkept=self._unkept)
            examiner = self._examiner(unit, about)
            for case in gathering.cases(unit, [household_id], about):
                examiner.look(case)
            return self._checked(unit, on, "", examiner.result)

    def examine_file(self, path: str | Path, *, on: date | None = None, watch: Watch = NOBODY) -> Checked:
        """Hold the rules against an export alone; nothing is imported. Raises Trouble when it cannot be read."""
        from fupin_desktop.exchange.reading import read_rows
        from fupin_desktop.services.layouts import Layouts

        with quiet():
            known = Layouts(self._store).known()
            rows = read_rows(path, None, lambda done, total: watch.step(done, total, "读取"), known)
            if not rows.households:
                raise Trouble(f"“{rows.file}”里没有读到农户，没有可查的；请确认选的是填好的名单")
            on = on or rows.data_day or date.today()
            region = self._settings.facts().region
            with self._store.read() as unit:
                lines = gathering.lines(unit, region)
                about = from_file.around(rows, on, *lines)
                examiner = self._examiner(unit, about)
            for count, case in enumerate(from_file.cases(rows, about)):
                if count % STEP == 0:
                    watch.step(count, len(rows.households), "体检")
                examiner.look(case)
        places = {(place + 1, 0): row for place, row in enumerate(rows.household_rows)}
        places |= {
            (owner + 1, place + 1): row
            for place, (owner, row) in enumerate(zip(rows.owners, rows.person_rows, strict=True))
        }
        return Checked(on, "", examiner.result, list(examiner.result.findings), [], rows.file, places)

    def errors(self, on: date | None = None, most: int = FEW) -> int:
        """How many errors the office has; of one with more households what the last examination remembered."""
        with self._store.read() as unit:
            if unit.households.count() > most:
                return remembering.errors(unit)
        return self.examine(on=on).by_severity()[Severity.ERROR]

    def _today(self, unit: Unit) -> date:
        """Today; in the invented township the last day that its data speak of."""
        return (unit.last_day() if self._settings.facts().demo else None) or date.today()

    def _examiner(self, unit: Unit, about: Around) -> Examiner:
        chosen, values = limits.in_force(unit, about.on.year)
        return Examiner(chosen, about, values)

    def _checked(self, unit: Unit, on: date, village: str, result: Examination) -> Checked:
        waivers = {
            (
                each.rule,
                each.household_id,
                each.person_id,
                each.village if each.household_id is None else "",
            ): each
            for each in unit.waivers.all()
            if each.since <= on <= each.until
        }
        checked = Checked(on, village, result, unkept=_labels(self._unkept or ()))
        for each in result.findings:
            where = each.village if each.household_id is None else ""
            waiver = waivers.get((each.rule, each.household_id, each.person_id, where))
            if waiver is not None:
                checked.waived.append((each, waiver))
            else:
                checked.findings.append(each)
        return checked

    def hand_out(self, checked: Checked, folder: Path, *, plain: bool = False) -> list[Path]:
        """Write the papers of an examination into a folder; ID numbers whole only where ``plain``."""
        with quiet():
            made = self.report(checked, plain=plain)
            files = handing.write(made, folder)
        OutgoingLists(self._store).note(
            "数据体检", folder, len(made.lines), masked=not plain, villages=made.villages
        )
        return files

    def report(self, checked: Checked, *, plain: bool = False) -> CheckReport:
        """What the papers of an examination say."""
        with self._store.read() as unit:
            found = (
                handing.lines_of_file(checked.findings, checked.rows) if checked.file
                else handing.lines(unit, checked.findings, plain)
            )  # fmt: skip
            villages = [each.name for each in unit.villages.all(order=("place",))]
            lines = list(found)
        trends = (
            []
            if checked.file
            else [each.sentence for days in (7, 30) if (each := self.trend(checked, days)).since]
        )
        return handing.report(
            lines, sender(self._settings.facts(), checked.on, self._store.person), checked.on,
            households=checked.result.households, people=checked.result.people, applicable=checked.result.applicable,
            villages=villages, waived=len(checked.waived), trends=trends, file=checked.file,
        )  # fmt: skip

    def paper(self, checked: Checked, villages: Sequence[str] = ()) -> list[Document]:
        """核查报告, or the 入户核实表 of these villages."""
        from fupin_desktop.reports.doctor import short_report, visit_sheet

        made = self.report(checked)
        return [visit_sheet(made, each) for each in villages] if villages else [short_report(made)]

    def save_paper(self, checked: Checked, path: Path, villages: Sequence[str] = ()) -> int:
        """Write it; the file's ending says as what. Gives its pages. Raises Trouble when it cannot be written."""
        with quiet():
            pages = write_documents(
                self.paper(checked, villages), path, path.suffix.lower().removeprefix(".")
            )
        what, rows = ("入户核实表" if villages else "核查报告"), len(checked.findings)
        OutgoingLists(self._store).note(what, path, rows, masked=True, villages=villages)
        return pages

    # mends

    def mends(self, checked: Checked) -> list[Fix]:
        """The certain mends of an examination of the office, to be shown before they are done."""
        if checked.file:
            return []
        with self._store.read() as unit:
            about = gathering.around(unit, checked.on, self._settings.facts().region)
            return list(mending.fixes(unit, checked.findings, about))

    def mend(self, wanted: Sequence[Fix]) -> int:
        """Do mends as one act. Raises Refused for none, Stale when something changed meanwhile. Gives how many."""
        if not wanted:
            raise Refused([Problem("mends", "没有选择要改正的内容，请先选择")])
        with self._store.write(f"体检改正：{len(wanted)}处") as unit:
            return mending.apply(unit, wanted)

    # waivers

    def waive(
        self, findings: Sequence[Finding], reason: str, person: str, until: date, on: date | None = None
    ) -> list[Waiver]:
        """已核实，情况属实: keep findings off the list until a day, as one act. Raises Refused for what is missing."""
        on = on or date.today()
        if wrong := list(_waiver_problems(findings, reason, person, until, on)):
            raise Refused(wrong)
        made = [
            Waiver(
                household_id=each.household_id, person_id=each.person_id,
                village=each.village, rule=each.rule, said=each.text[:400], reason=reason.strip(),
                person=person.strip(), since=on, until=until,
            )
            for each in findings
        ]  # fmt: skip
        for waiver in made:
            if wrong := list(problems(Waiver, as_values(waiver))):
                raise Refused(wrong)
        with self._store.write(
            f"核实属实：{findings[0].text[:40]}{f'等{len(made)}处' if len(made) > 1 else ''}"
        ) as unit:
            return [unit.waivers.save(waiver) for waiver in made]

    def waivers(self) -> list[Waiver]:
        """All waivers, the newest first; expired ones too."""
        with self._store.read() as unit:
            return unit.waivers.all(order=("since", "id"))[::-1]

    def end_waivers(self, waivers: Sequence[Waiver], on: date | None = None) -> None:
        """Let findings come back from a day on, as one act."""
        last = (on or date.today()) - timedelta(days=1)
        many = f"等{len(waivers)}处" if len(waivers) > 1 else ""
        with self._store.write(f"取消核实属实：{waivers[0].said[:40]}{many}") as unit:
            for waiver in waivers:
                if last < waiver.since:
                    unit.waivers.remove(waiver)
                else:
                    unit.waivers.save(dataclasses.replace(waiver, until=last))

    # trend

    def remember(self, checked: Checked) -> None:
        """Keep what a whole examination found, once a day; the newest of a day counts."""
        run = remembering.run_of(checked)
        with self._store.read() as unit:
            kept = unit.check_runs.find(on=checked.on, village=checked.village)
        if kept is not None and (kept.findings, kept.by_rule) == (run.findings, run.by_rule):
            return
        with self._store.write("体检记录") as unit:
            unit.check_runs.save(dataclasses.replace(run, id=kept.id, version=kept.version) if kept else run)

    def trend(self, checked: Checked, days: int) -> Trend:
        """Against the newest examination that is at least so many days older."""
        with self._store.read() as unit:
            return remembering.trend(unit, checked, days)

    def mended(self, trend: Trend) -> list[Mended]:
        """已整改: what went away since an earlier examination, and whose it was."""
        with self._store.read() as unit:
            return list(remembering.mended(unit, trend))


def _unkept(unit: Unit) -> frozenset[str]:
    """Fields that a whole office never fills (its exports do not have them): nobody is asked for them one by one."""
    return frozenset(stored.never_filled(unit)) if unit.people.count() >= from_file.MANY else frozenset()


def _know_village(unit: Unit, village: str | None) -> None:
    if village is not None and unit.villages.find(name=village) is None:
        names = "、".join(each.name for each in unit.villages.all(order=("place",)))
        raise Refused([Problem("village", f"没有名为“{village}”的行政村，本办的村有：{names or '还没有'}")])


def _waiver_problems(
    findings: Sequence[Finding], reason: str, person: str, until: date, on: date
) -> Iterator[Problem]:
    if not findings:
        yield Problem("findings", "没有选择问题，请先选择要核实的问题")
    if not reason.strip():
        yield Problem("reason", "核实情况不能为空，请写明怎样核实、为什么属实")
    if not person.strip():
        yield Problem("person", "核实人不能为空，请填写核实人姓名")
    if until <= on:
        yield Problem("until", f"有效期至{until}应晚于今天，请改正")
    elif (until - on).days > LONGEST_WAIVER:
        yield Problem("until", f"有效期至{until}太长，最长一年，到期后需要再核实一次")


def _labels(keys: Iterable[str]) -> tuple[str, ...]:
    """The labels of fields that any rule asks for."""
    from fupin_desktop.exchange.layouts import fields

    asked = {key for rule in rules().values() for key in rule.needs}
    return tuple(fields()[key].label for key in sorted(keys) if key in asked and key in fields())


def rule_of(finding: Finding) -> Rule:
    """The rule behind a finding."""
    return rules()[finding.rule]
